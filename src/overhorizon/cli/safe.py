"""Everything that a report says goes through here on its way to a terminal: fetched text is hostile."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from overhorizon.wording.text import without_unsafe

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.padding import Padding
    from rich.text import Text

_QUOTATION = re.compile('["“«][^"“”«»]+["”»]')


def plain(words: str) -> str:
    """One line without anything that a terminal would obey: control characters become U+FFFD, white space one space."""
    return without_unsafe(" ".join(words.split()))


def shown(words: str, style: str = "") -> Text:
    """The words as text, never as markup: brackets stay brackets."""
    from rich.text import Text  # deferred: errors go through this module too, and need no Rich

    return Text(plain(words), style=style)


def quoted(words: str, style: str = "italic") -> Text:
    """The words in quotation marks; their own are enough where they are one quotation."""
    line = plain(words)
    return shown(line if _QUOTATION.fullmatch(line) else f"“{line}”", style)


def spaced(style: str, *parts: str | Text) -> Text:
    """Parts on one line, two spaces between them; empty ones take no room."""
    from rich.text import Text

    texts = [shown(part) if isinstance(part, str) else part for part in parts]
    return Text("  ", style=style).join(text for text in texts if text.plain)


def with_words(line: Text, words: str, speaker: str | None) -> Text:
    """A value, the words that it rests on, and who says them; once only where the value is the words."""
    from rich.text import Text

    same = line.plain.casefold() == plain(words).casefold()
    by = shown(f"({speaker})", "dim") if speaker else Text()
    return spaced("", quoted(words), by) if same else spaced("", line, quoted(words, "italic dim"), by)


def indented(body: RenderableType, by: int = 3) -> Padding:
    """Moved to the right, on every line that it wraps to."""
    from rich.padding import Padding

    return Padding(body, (0, 0, 0, by), expand=False)
