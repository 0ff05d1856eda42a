"""The same event told in several reports, for events of every kind and given mentions: a thing said, bought, won, or burnt down.

Incidents have dates, places and tolls to be known by (`judge.py`). Of an event at large there are its head words and what stands
around them, so that it is compared by stems, by its neighbours and sentences, and by its reports as a whole, each as words weighed
by how few of the reports have them. Weights are learned by training/events.py. Joining is that of incidents: the surest first,
while the sum of the log odds speaks for it.
"""

import json
import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import combinations
from typing import Final

from overhorizon.encoder.chunks import FUNCTION_WORDS
from overhorizon.link.accounts import WORD
from overhorizon.link.stems import stem

FILE: Final = "event_weights.json"
_ALIKE: Final = 4  # letters that stems share which may be of one family: "acquire", "acquisition"
_SUREST: Final = 6.0
_STRANGERS: Final = -1.0  # log odds of two mentions that are not compared

Vector = Mapping[str, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class EventMention:
    """One mention of an event: the words that name it, those within reach of it, those of its sentence; and its report.

    ``head`` is in order of the text; the other words are stems, as `stems_of` gives them.
    """

    id: str
    report: str
    head: tuple[str, ...]
    near: frozenset[str]
    sentence: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class EventWeights:
    intercept: float
    weights: Mapping[str, float]

    def odds(self, features: Mapping[str, float]) -> float:
        return self.intercept + sum(self.weights[name] * value for name, value in features.items())


@cache
def shipped() -> EventWeights:
    """The weights of this package."""
    read = json.loads(files(__package__).joinpath(FILE).read_text(encoding="utf-8"))
    return EventWeights(intercept=read["intercept"], weights=read["weights"])


def stems_of(text: str) -> list[str]:
    """Stems of the telling words of a text, in its order."""
    return [stem(w) for w in WORD.findall(text) if len(w) > 1 and w.lower() not in FUNCTION_WORDS]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Prepared:
    mention: EventMention
    stems: frozenset[str]
    near: Vector
    sentence: Vector


Pair = tuple[EventMention, EventMention, Mapping[str, float]]


def compared(mentions: Sequence[EventMention], reports: Mapping[str, Sequence[str]]) -> Iterator[Pair]:
    """Pairs whose heads have a stem in common, or its beginning, with their features; ``reports`` are the stems of each report.

    Symmetric, and the same in any order of the mentions: every such pair is given once.
    """
    counts = Counter(word for stems in reports.values() for word in set(stems))
    told = {word: math.log((len(reports) + 1) / (n + 1)) for word, n in counts.items()}
    vectors = {key: _vector(Counter(stems), told) for key, stems in reports.items()}
    prepared = [_prepared(m, told) for m in sorted(mentions, key=lambda m: m.id)]
    buckets: dict[str, list[int]] = defaultdict(list)
    for i, one in enumerate(prepared):
        for start in {s[:_ALIKE] for s in one.stems}:
            buckets[start].append(i)
    pairs = sorted({pair for members in buckets.values() for pair in combinations(members, 2)})
    likeness: dict[tuple[str, str], float] = {}
    for i, j in pairs:
        a, b = prepared[i], prepared[j]
        key = (a.mention.report, b.mention.report)
        if key not in likeness:
            likeness[key] = 1.0 if key[0] == key[1] else _cosine(vectors[key[0]], vectors[key[1]])
        yield a.mention, b.mention, _features(a, b, likeness[key], told)


def _prepared(mention: EventMention, told: Vector) -> _Prepared:
    heads = [stem(w) for w in mention.head] or [mention.id]
    stems = frozenset((heads[0], heads[-1]))
    return _Prepared(
        mention=mention,
        stems=stems,
        near=_vector(Counter(mention.near - stems), told),
        sentence=_vector(Counter(mention.sentence - stems), told),
    )


def _features(a: _Prepared, b: _Prepared, reports: float, told: Vector) -> dict[str, float]:
    near, sentences = _cosine(a.near, b.near), _cosine(a.sentence, b.sentence)
    alike = math.sqrt(reports)
    found = {"reports alike": alike, "same story": min(1.0, max(0.0, (reports - 0.1) / 0.3)), "near alike": near}
    found |= {"sentences alike": sentences, "one report": float(a.mention.report == b.mention.report)}
    if shared := a.stems & b.stems:
        rare = max(min(1.0, told.get(s, _SUREST) / _SUREST) for s in shared)
        found |= {"same stem": 1.0, "same rare stem": rare, "same stem in reports alike": alike}
        found |= {"same stem in sentences alike": sentences, "same stem near alike": near}
    else:
        found |= {"stem of another ending": 1.0, "other ending in reports alike": alike, "other ending near alike": near}
    return found


def _vector(counts: Mapping[str, int], told: Vector) -> Vector:
    """Words weighed by how often they stand there and how few reports have them, of length 1."""
    found = {word: (1 + math.log(n)) * told[word] for word, n in counts.items() if told.get(word)}
    length = math.sqrt(sum(x * x for x in found.values()))
    return {word: x / length for word, x in found.items()}


def _cosine(a: Vector, b: Vector) -> float:
    if len(b) < len(a):
        a, b = b, a
    return sum(x * b[word] for word, x in a.items() if word in b)


def same_events(
    mentions: Sequence[EventMention], reports: Mapping[str, Sequence[str]], weights: EventWeights | None = None
) -> dict[str, str]:
    """Which mentions tell of one event: for each its cluster, named after the first of it by id."""
    used = weights or shipped()
    groups = _Groups(m.id for m in mentions)
    for a, b, features in compared(mentions, reports):
        groups.learn(a.id, b.id, max(-_SUREST, min(_SUREST, used.odds(features))))
    groups.grow()
    return {m.id: groups.of(m.id) for m in mentions}


class _Groups:
    """Groups under way: the sums of log odds between them, and how many of their pairs were compared."""

    def __init__(self, ids: Iterable[str]) -> None:
        self._leader = {i: i for i in ids}
        self._size = dict.fromkeys(self._leader, 1)
        self._between: dict[str, dict[str, tuple[float, int]]] = defaultdict(dict)
        self._joins: list[tuple[float, str, str]] = []

    def of(self, one: str) -> str:
        while self._leader[one] != one:
            self._leader[one] = self._leader[self._leader[one]]
            one = self._leader[one]
        return one

    def learn(self, one: str, other: str, odds: float) -> None:
        self._between[one][other] = self._between[other][one] = (odds, 1)
        if odds > 0:
            self._joins.append((-odds, one, other))

    def grow(self) -> None:
        """Join along what speaks for it, the surest first, again until nothing more joins."""
        waiting = sorted(self._joins)
        while True:
            left = [j for j in waiting if not self._joined(self.of(j[1]), self.of(j[2]))]
            if len(left) == len(waiting):
                return
            waiting = left

    def _joined(self, one: str, other: str) -> bool:
        if one == other:
            return True
        total, pairs = self._between[one].get(other, (0.0, 0))
        if total + _STRANGERS * (self._size[one] * self._size[other] - pairs) <= 0:
            return False
        head, tail = (one, other) if one < other else (other, one)
        self._leader[tail] = head
        self._size[head] += self._size[tail]
        for third, (odds, count) in self._between.pop(tail).items():
            del self._between[third][tail]
            if third != head:
                known, pairs = self._between[head].get(third, (0.0, 0))
                self._between[head][third] = self._between[third][head] = (known + odds, pairs + count)
        return True
