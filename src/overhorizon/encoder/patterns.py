"""Regular expressions that people can read: one alternative a line."""

import re


def one_of(lines: str) -> str:
    """A group of alternatives from a block of text, one a line; earlier lines win. Blank lines are left out."""
    return "(?:" + "|".join(line.strip() for line in lines.splitlines() if line.strip()) + ")"


def words_of(lines: str, flags: re.RegexFlag = re.IGNORECASE) -> re.Pattern[str]:
    """The alternatives as whole words, anywhere in a text."""
    return re.compile(rf"\b{one_of(lines)}\b", flags)
