"""Finding expressions: rules are indexed by the first word that can open them, and the longest match wins."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from overhorizon.extract.numbers import SPELLED_STARTS
from overhorizon.extract.times.expressions import TimeExpression
from overhorizon.extract.times.words import MONTHS, WEEKDAYS


class TimeKind(StrEnum):
    """TIMEX3 types."""

    DATE = "DATE"
    TIME = "TIME"
    DURATION = "DURATION"
    SET = "SET"


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """One expression at its place in the text, before any anchor."""

    start: int
    end: int
    expression: TimeExpression
    kind: TimeKind
    rule: str


Build = Callable[[re.Match[str]], "Iterable[Piece] | None"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """``starts``: lower-case first words, or the classes MONTH, WEEKDAY, NUMBER (spelled) and DIGITS."""

    name: str
    starts: frozenset[str]
    pattern: re.Pattern[str]
    build: Build


def rule(name: str, starts: str, pattern: str, build: Build) -> Rule:
    """A rule of the grammar; ``starts`` is space-separated."""
    return Rule(name=name, starts=frozenset(starts.split()), pattern=re.compile(pattern, re.IGNORECASE), build=build)


_WORD: Final = re.compile(r"(?<![\w$£€#])(?:[A-Za-z]+|\d{1,4})")
_CLASSES: Final = (
    dict.fromkeys(MONTHS, "MONTH") | dict.fromkeys(WEEKDAYS, "WEEKDAY") | dict.fromkeys(SPELLED_STARTS, "NUMBER")
)  # fmt: skip


class Scanner:
    """The rules, ready to be tried."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        table: dict[str, list[Rule]] = {}
        for one in rules:
            for start in one.starts:
                table.setdefault(start, []).append(one)
        for word, kind in _CLASSES.items():
            if kind in table:
                own = table.get(word, [])
                table[word] = own + [r for r in table[kind] if r not in own]
        self._table = {word: tuple(found) for word, found in table.items()}

    def scan(self, text: str, start: int, end: int) -> Iterator[Piece]:
        """The expressions between two offsets, in order, without overlaps.

        Of the matches at one place the longest wins, then the first rule's.
        """
        position = start
        for word in _WORD.finditer(text, start, end):
            if word.start() < position:
                continue
            first = word.group().lower()
            rules = self._table.get("DIGITS" if first[0].isdigit() else first)
            if not rules:
                continue
            best: tuple[Piece, ...] = ()
            reach = 0
            for one in rules:
                match = one.pattern.match(text, word.start(), end)
                if match is None or match.end() <= reach:
                    continue
                pieces = tuple(one.build(match) or ())
                if pieces:
                    best, reach = pieces, max(match.end(), pieces[-1].end)
            yield from best
            position = max(position, reach)
