"""What is contested in our stories: who holds which value of an incident, and how two values of a property stand to each other.

The lines stand between the head of a case and its first report (docs/guides/annotation.md):

    held A killed a: 9 | the interior ministry = state | 1 2     value, voice = root, numbers of the reports that hold it
    held A killed b*: 15 | a doctor = hospital | 2 (3)           * : the value that a careful analyst prefers
    pair A killed a b: contradiction open                        or revision, compatible REASON, unclear
    copy 2 of 1                                                  the second report is a near duplicate of the first

A number in brackets is that of a report that tells the value and does not say from whom. A case of which ``no contradiction`` is
said has been read for contradictions and has none; its values are not listed.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations
from pathlib import Path
from typing import Final

from training.cases import BLOCK, STORIES, Told, cases, held_out

QUARRELS: Final = Path(__file__).parent / "corpus" / "quarrels"
PROPERTIES: Final = ("killed", "injured", "perpetrator", "date", "place", "manner", "target")
REASONS: Final = ("same", "vaguer", "part", "bound", "earlier", "side")
_NONE: Final = "no contradiction"
_HELD: Final = re.compile(r"held (\w) (\w+) (\w)(\*?): ([^|]+) \| ([^|=]+) = ([^|]+) \| ([\d ()]+)")
_PAIRS: Final = re.compile(r"pair (\w) (\w+) (.+): (\w+)(?: (\w+))?")
_COPY: Final = re.compile(r"copy (\d+) of (\d+)")


class Verdict(StrEnum):
    """How two values of one property stand to each other."""

    CONTRADICTION = "contradiction"
    REVISION = "revision"
    COMPATIBLE = "compatible"
    UNCLEAR = "unclear"  # a careful reader may see either: neither wanted nor wrong


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """One value, who told it and whose knowledge it is; ``reports`` are numbers within the case, from 1, ``citing`` those that say so."""

    incident: str
    about: str
    key: str
    value: str
    voice: str
    root: str
    reports: tuple[int, ...]
    citing: tuple[int, ...]
    preferred: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """``detail``: open, superseded or resolved of a contradiction; the reason of what is compatible."""

    incident: str
    about: str
    keys: tuple[str, str]
    verdict: Verdict
    detail: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """One case with its annotation."""

    name: str
    reports: tuple[Told, ...]
    held: tuple[Held, ...]
    pairs: tuple[Pair, ...]
    copies: tuple[tuple[int, int], ...]

    def of(self, *verdicts: Verdict) -> frozenset[tuple[str, str]]:
        """The incidents and properties of which two values stand so to each other."""
        return frozenset((p.incident, p.about) for p in self.pairs if p.verdict in verdicts)


def stories(part: str = "all") -> list[Story]:
    """Every annotated story of a part (development, held-out, all): those of ``quarrels``, then those of ``joining``.

    Every third of each folder is held out. Raises ValueError where the form is broken or a pair of values is not judged.
    """
    return [story for folder in (QUARRELS, STORIES) for story in _of_folder(folder, part)]


def _of_folder(folder: Path, part: str) -> Iterator[Story]:
    every = cases(folder)
    lines = {name: said for file in sorted(folder.glob("*.cases")) for name, said in _heads(file)}
    for name in dict.fromkeys(t.case for t in every):
        reports = tuple(t for t in every if t.case == name)
        if part == "all" or held_out(reports[0], every) is (part == "held-out"):
            yield _story(name, reports, lines[name])


def _heads(file: Path) -> Iterator[tuple[str, list[str]]]:
    for block in BLOCK.split(file.read_text(encoding="utf-8"))[1:]:
        head, *lines = block.partition("\n--- ")[0].strip().split("\n")
        yield head.partition(":")[0].strip(), [line for line in lines if line.strip()]


def _story(name: str, reports: tuple[Told, ...], lines: Sequence[str]) -> Story:
    if not lines:
        raise ValueError(f"{name}: says neither what is held nor {_NONE!r}")
    held = [_held(name, line, len(reports)) for line in lines if line.startswith("held")]
    pairs = [p for line in lines if line.startswith("pair") for p in _pairs(name, line)]
    copies = [(int(m[1]), int(m[2])) for line in lines if (m := _COPY.fullmatch(line)) is not None]
    if unknown := [line for line in lines if not line.startswith(("held ", "pair ", "copy ")) and line != _NONE]:
        raise ValueError(f"{name}: not understood: {unknown[0]}")
    wanted = [
        (a.incident, a.about, (a.key, b.key)) for a, b in combinations(held, 2) if (a.incident, a.about) == (b.incident, b.about)
    ]
    if sorted(wanted) != sorted((p.incident, p.about, p.keys) for p in pairs):
        raise ValueError(f"{name}: every two values of a property are judged once")
    return Story(name=name, reports=reports, held=tuple(held), pairs=tuple(pairs), copies=tuple(copies))


def _held(name: str, line: str, reports: int) -> Held:
    found = _HELD.fullmatch(line)
    if found is None or found[2] not in PROPERTIES:
        raise ValueError(f"{name}: not understood: {line}")
    numbers = tuple(int(n.strip("()")) for n in found[8].split())
    if not all(1 <= n <= reports for n in numbers):
        raise ValueError(f"{name}: there is no such report: {line}")
    return Held(
        incident=found[1], about=found[2], key=found[3], preferred=bool(found[4]), value=found[5].strip(),
        voice=found[6].strip(), root=found[7].strip(), reports=numbers, citing=tuple(int(n) for n in found[8].split() if n.isdigit()),
    )  # fmt: skip


def _pairs(name: str, line: str) -> Iterator[Pair]:
    found = _PAIRS.fullmatch(line)
    if found is None:
        raise ValueError(f"{name}: not understood: {line}")
    verdict, detail = Verdict(found[4]), found[5]
    allowed = {Verdict.CONTRADICTION: ("open", "superseded", "resolved"), Verdict.COMPATIBLE: REASONS}.get(verdict, (None,))
    if detail not in allowed:
        raise ValueError(f"{name}: not understood: {line}")
    for keys in found[3].split(","):
        one, other = sorted(keys.split())
        yield Pair(incident=found[1], about=found[2], keys=(one, other), verdict=verdict, detail=detail)
