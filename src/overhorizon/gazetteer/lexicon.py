"""Finds the names of a closed list in a text: whole words, capitals where the name has them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Generic, TypeVar

import ahocorasick_rs

from overhorizon.gazetteer.fold import fold

T = TypeVar("T")


class _LooseTable(dict[int, str]):
    """A translation table: letters and digits folded, everything else a space."""

    def __missing__(self, code: int) -> str:
        folded = fold(chr(code))
        self[code] = folded if folded.isalnum() else " "
        return self[code]


_LOOSE = _LooseTable()


def loosen(text: str) -> str:
    """The text folded, everything but letters and digits as a space; as long as `text`."""
    return text.translate(_LOOSE)


class Lexicon(Generic[T]):
    """Names and what each stands for. A capital letter in a listed name must be a capital in the text."""

    def __init__(self, names: Iterable[tuple[str, T]]) -> None:
        forms = [(form, value) for name, value in names for form in _forms(name)]
        loose = loosen("".join(form for form, _ in forms))  # one call instead of twenty thousand: it keeps every length
        entries: dict[str, dict[str, list[T]]] = {}
        at = 0
        for form, value in forms:
            entries.setdefault(loose[at : at + len(form)], {}).setdefault(form, []).append(value)
            at += len(form)
        self._surfaces: Sequence[Mapping[str, Sequence[T]]] = list(entries.values())
        self._automaton = ahocorasick_rs.AhoCorasick(
            [f" {pattern} " for pattern in entries], implementation=ahocorasick_rs.Implementation.ContiguousNFA
        )

    def find(self, text: str) -> Iterator[tuple[int, int, tuple[T, ...]]]:
        """(start, end, values) of every listed name, overlapping ones too, in order of their ends."""
        for pattern, start, end in self._automaton.find_matches_as_indexes(f" {loosen(text)} ", overlapping=True):
            first, last = start, end - 2  # the pattern's own two spaces
            found = text[first:last]
            values = [v for surface, held in self._surfaces[pattern].items() if _capitals_hold(surface, found) for v in held]
            if values and not _shouted(surface_length=last - first, text=text, start=first, end=last):
                yield first, last, tuple(dict.fromkeys(values))


def _forms(name: str) -> Iterator[str]:
    yield name
    if "'" in name:
        yield name.replace("'", "")


def _capitals_hold(surface: str, found: str) -> bool:
    return all(f.isupper() for s, f in zip(surface, found, strict=True) if s.isupper())


def _shouted(*, surface_length: int, text: str, start: int, end: int) -> bool:
    """Whether a short name stands in a line of capitals, where "US" may be a pronoun and "IS" a verb."""
    if surface_length > 3:
        return False
    around = text[max(0, start - 20) : start] + text[end : end + 20]
    letters = [c for c in around if c.isalpha()]
    return len(letters) > 8 and sum(c.isupper() for c in letters) > 0.9 * len(letters)
