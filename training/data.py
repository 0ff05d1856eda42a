"""Data sets -> examples: one paragraph each, as word pieces with the tags that its set knows.

Tags stand on the first piece of a word; every other piece, and every head that a set does not annotate, has IGNORED.
"""

import json
import random
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from tokenizers import Tokenizer

from overhorizon.domain.incidents import Realis
from overhorizon.encoder.labels import (
    ATTRIBUTION_PARTS,
    CAPS_ALL,
    CAPS_NONE,
    CIRCUMSTANCE_LABELS,
    FLAT_HEADS,
    MAX_PIECES,
    MENTION_LABELS,
    PARTY_LABELS,
    TRIGGER_REALIS,
    TRIGGER_TYPES,
    caps_class,
)
from training.annotated import Annotated, Mark, Told
from training.mentions import GUM_KNOWS, Mention, flatten, gum_mentions, re3d_mentions
from training.muc import KeyedTrigger, keyed_triggers

IGNORED = -100
MASK = 103  # the vocabulary's piece for a word that is hidden
HAPPENED = (Realis.ACTUAL, Realis.ATTEMPTED)
Span = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """One attribution: its cue as pieces (first, one past the last) and the tags that the cue layer should give."""

    pieces: Span
    tags: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Trigger:
    """One trigger of an incident: its pieces, the tags that the incident layer should give, and its verdict.

    `tags` has one row for each of INCIDENT_HEADS, `unknown` the labels that its set does not annotate. `types` are the indices of
    the types that it may be; `realis` is the index of its label; what its set does not say is None.
    """

    pieces: Span
    tags: tuple[tuple[int, ...], ...]
    types: frozenset[int]
    realis: int | None
    background: bool | None
    unknown: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """One paragraph. Tags have one entry per piece; `words` holds each word's pieces (first, one past the last)."""

    pieces: tuple[int, ...]
    caps: tuple[int, ...]
    words: tuple[Span, ...]
    flat: Mapping[str, tuple[int, ...]]
    cues: tuple[Cue, ...] = ()
    unknown: frozenset[str] = frozenset()
    attributed: bool = False
    triggers: tuple[Trigger, ...] = ()
    told: bool = False  # whether all its triggers are known
    tells: bool | None = None  # whether it tells of an incident that happened or was tried, where its set says so


def read(path: Path) -> list[dict[str, Any]]:
    """Records of a JSON lines file; offsets count characters, so line ends are left alone."""
    with path.open(encoding="utf-8", newline="\n") as stream:
        return [json.loads(line) for line in stream if line.strip()]


def load_tokenizer(base: Path) -> Tokenizer:
    """The base model's tokenizer without its truncation and padding."""
    tokenizer = Tokenizer.from_file(str(base / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


def paragraphs(text: str) -> Iterator[Span]:
    """Character ranges of the lines that are not blank."""
    start = 0
    for line in text.split("\n"):
        if line.strip():
            yield start, start + len(line)
        start += len(line) + 1


class Builder:
    """Turns annotated paragraphs into examples."""

    def __init__(self, tokenizer: Tokenizer) -> None:
        self.tokenizer = tokenizer

    def polnear(self, document: Mapping[str, Any]) -> Iterator[Example]:
        """Attributions; mentions unknown. Attributions without cue or content are slips of the annotators."""
        sound = [a for a in document["attributions"] if a["cue"] and a["content"]]
        for start, end in paragraphs(document["text"]):
            yield self._example(document["text"], start, end, attributions=sound)

    def gum(self, document: Mapping[str, Any], *, with_attributions: bool) -> Iterator[Example]:
        """Mentions and, if asked for, attributions of discourse (another convention than PolNeAR's)."""
        mentions = flatten(gum_mentions(document))
        found = gum_attributions(document)
        unknown = frozenset(MENTION_LABELS) - GUM_KNOWS
        for start, end in paragraphs(document["text"]):
            yield self._example(
                document["text"],
                start,
                end,
                attributions=found if with_attributions else None,
                mentions=mentions,
                unknown=unknown,
            )

    def re3d(self, document: Mapping[str, Any]) -> Iterator[Example]:
        """Mentions only."""
        mentions = flatten(re3d_mentions(document))
        for start, end in paragraphs(document["text"]):
            yield self._example(document["text"], start, end, mentions=mentions)

    def annotated(self, report: Annotated) -> Iterator[Example]:
        """Triggers, with what hangs on them in their paragraph. Other heads are unknown."""
        incidents = {i.key: i for i in report.incidents}
        for start, end in paragraphs(report.text):
            example = self._example(report.text, start, end)
            *_, words, places = self._read(report.text, start, end)
            marks = [m for m in report.marks if start <= m.start and m.end <= end]
            heads = [m for m in marks if m.label == TRIGGER]
            tags = _tags(((0, m.start, m.end) for m in heads), words, places, len(example.pieces))
            found = []
            for mark in heads:
                pieces = _touched([(mark.start, mark.end)], words, places)
                if pieces is not None:
                    rows = tuple(_rows([m for m in marks if m.incident == mark.incident], words, places, len(example.pieces)))
                    found.append(_trigger(incidents[mark.incident], pieces, rows))
            tells = any(incidents[m.incident].realis in HAPPENED for m in heads)
            yield replace(example, flat={**example.flat, "trigger": tags}, triggers=tuple(found), told=True, tells=tells)

    def muc(self, document: Mapping[str, Any]) -> Iterator[Example]:
        """Roles of the triggers that an answer key explains. Nothing else is known."""
        for passage, keyed in keyed_triggers(document):
            example = self._example(document["text"], passage.start, passage.end)
            *_, words, places = self._read(document["text"], passage.start, passage.end)
            found = []
            for key in keyed:
                pieces = _touched([(key.span.start, key.span.end)], words, places)
                if pieces is not None:
                    found.append(_of_key(key, pieces, words, places, len(example.pieces)))
            if found:
                yield replace(example, triggers=tuple(found))

    def _example(
        self,
        text: str,
        start: int,
        end: int,
        *,
        attributions: Sequence[Mapping[str, Any]] | None = None,
        mentions: Sequence[Mention] | None = None,
        unknown: frozenset[str] = frozenset(),
    ) -> Example:
        pieces, caps, words, places = self._read(text, start, end)

        def tags(spans: Iterable[tuple[int, int, int]]) -> tuple[int, ...]:
            return _tags(spans, words, places, len(pieces))

        flat = {name: (IGNORED,) * len(pieces) for name, _ in FLAT_HEADS}
        cues: list[Cue] = []
        if mentions is not None:
            flat["mention"] = tags((MENTION_LABELS.index(label), begin, stop) for label, begin, stop in mentions)
        if attributions is not None:
            for part in ATTRIBUTION_PARTS:
                flat[part] = tags((0, begin, stop) for a in attributions for begin, stop in a[part])
            for attribution in attributions:
                touched = _touched(attribution["cue"], words, places)
                if touched is not None:
                    spans = ((name, *span) for name, part in enumerate(ATTRIBUTION_PARTS) for span in attribution[part])
                    cues.append(Cue(pieces=touched, tags=tags(spans)))
        return Example(
            pieces=tuple(pieces),
            caps=tuple(caps),
            words=tuple(words),
            flat=flat,
            cues=tuple(cues),
            unknown=unknown,
            attributed=attributions is not None,
        )

    def _read(self, text: str, start: int, end: int) -> tuple[list[int], list[int], list[Span], list[Span]]:
        """Pieces and capitals with begin and end marks, cut to MAX_PIECES; pieces and characters of each word."""
        encoding = self.tokenizer.encode(text[start:end], add_special_tokens=False)
        begin_mark, end_mark = self.tokenizer.encode("").ids
        pieces, caps = [begin_mark], [CAPS_NONE]
        words: list[Span] = []
        places: list[Span] = []
        last = None
        for piece, word, (first, stop) in zip(encoding.ids, encoding.word_ids, encoding.offsets, strict=True):
            if len(pieces) == MAX_PIECES - 1:
                break
            index = len(pieces)
            pieces.append(piece)
            if word == last:
                words[-1] = (words[-1][0], index + 1)
                places[-1] = (places[-1][0], start + stop)
            else:
                words.append((index, index + 1))
                places.append((start + first, start + stop))
            last = word
        for (first, stop), (begin, behind) in zip(words, places, strict=True):
            caps += [caps_class(text[begin:behind])] * (stop - first)
        return [*pieces, end_mark], [*caps, CAPS_NONE], words, places


TRIGGER = "T"
_ROLE_OF = {"perp": "perpetrator", "toldtoll": "toll"}  # a superseded figure is a figure


def _rows(marks: Sequence[Mark], words: Sequence[Span], places: Sequence[Span], length: int) -> Iterator[tuple[int, ...]]:
    """Tags of one incident for each of INCIDENT_HEADS; of nested marks the inner ones stand."""
    by_size = sorted(marks, key=lambda m: m.start - m.end)
    for names in (PARTY_LABELS, CIRCUMSTANCE_LABELS):
        labelled = ((_ROLE_OF.get(m.label, m.label), m) for m in by_size)
        yield _tags(((names.index(name), m.start, m.end) for name, m in labelled if name in names), words, places, length)


def _of_key(key: KeyedTrigger, pieces: Span, words: Sequence[Span], places: Sequence[Span], length: int) -> Trigger:
    """A trigger of MUC-4: of the circumstances only weapons are annotated; strings in other sentences are left open."""
    marks = [Mark(label=role, incident="", start=span.start, end=span.end) for role, span in key.fillers]
    open_pieces = {
        f for (f, _), (b, e) in zip(words, places, strict=True) if any(s.start < e and b < s.end for s in key.elsewhere)
    }
    rows = (
        tuple(IGNORED if i in open_pieces else tag for i, tag in enumerate(row)) for row in _rows(marks, words, places, length)
    )
    return Trigger(
        pieces=pieces,
        tags=tuple(rows),
        types=frozenset(TRIGGER_TYPES.index(kind.value) for kind in key.types),
        realis=TRIGGER_REALIS.index(key.realis.value) if key.realis else None,
        background=None,
        unknown=frozenset(CIRCUMSTANCE_LABELS) - {"weapon"},
    )


def _trigger(told: Told, pieces: Span, rows: tuple[tuple[int, ...], ...]) -> Trigger:
    return Trigger(
        pieces=pieces,
        tags=rows,
        types=frozenset({TRIGGER_TYPES.index(told.type.value)}),
        realis=TRIGGER_REALIS.index(told.realis.value),
        background=told.background,
    )


def _touched(spans: Sequence[Sequence[int]], words: Sequence[Span], places: Sequence[Span]) -> Span | None:
    """Pieces from the first to the last word that the spans touch."""
    inside = [
        word
        for word, (begin, stop) in zip(words, places, strict=True)
        if any(start < stop and begin < end for start, end in spans)
    ]
    return (inside[0][0], inside[-1][1]) if inside else None


def gum_attributions(document: Mapping[str, Any]) -> list[dict[str, list[Span]]]:
    """GUM's attributions with a cue, in PolNeAR's form: units lose the stop or comma that ends them."""
    return [
        {
            "source": [(start, end) for start, end in a.get("source_tokens", ())],
            "cue": [_hull(a["cue_tokens"])],
            "content": [_without_stops(document["text"], start, end) for start, end in a["attributed"]],
        }
        for a in document["attributions"]
        if a.get("cue_tokens") and a["attributed"]
    ]


def _without_stops(text: str, start: int, end: int) -> Span:
    inner = text[start:end].rstrip(" .,;:")
    return (start, start + len(inner)) if inner else (start, end)


def _hull(spans: Sequence[Sequence[int]]) -> Span:
    return min(start for start, _ in spans), max(end for _, end in spans)


def _tags(spans: Iterable[tuple[int, int, int]], words: Sequence[Span], places: Sequence[Span], length: int) -> tuple[int, ...]:
    """BIO tags on first pieces; spans are (name's index, start, end) in characters."""
    tags = [IGNORED] * length
    for first, _ in words:
        tags[first] = 0
    for name, start, end in spans:
        begun = False
        for (first, _), (begin, stop) in zip(words, places, strict=True):
            if start < stop and begin < end:
                tags[first] = 2 * name + (2 if begun else 1)
                begun = True
    return tuple(tags)


def noisy_caps(example: Example, chance: random.Random, rate: float) -> tuple[int, ...]:
    """The example's capitalisation, at times that of a headline in capitals or of a text without any."""
    drawn = chance.random()
    if drawn < rate / 2:
        return (CAPS_NONE,) * len(example.caps)
    if drawn < rate:
        return (CAPS_ALL,) * len(example.caps)
    return example.caps


def noisy_pieces(example: Example, chance: random.Random, rate: float) -> tuple[int, ...]:
    """The example's pieces with some words hidden, so that an incident's frame is learned and not its names.

    Only where incidents are annotated: the other sets are large enough.
    """
    if not (rate and (example.told or example.triggers)):
        return example.pieces
    pieces = list(example.pieces)
    for first, stop in example.words:
        if chance.random() < rate:
            pieces[first:stop] = [MASK] * (stop - first)
    return tuple(pieces)


def batches(examples: Sequence[Example], *, budget: int, chance: random.Random) -> list[list[int]]:
    """Indices in batches of similar length with at most `budget` pieces, padding included, in random order."""
    order = list(range(len(examples)))
    chance.shuffle(order)
    order.sort(key=lambda index: len(examples[index].pieces) // 8)
    result: list[list[int]] = [[]]
    for index in order:
        if (len(result[-1]) + 1) * (len(examples[index].pieces) // 8 + 1) * 8 > budget and result[-1]:
            result.append([])
        result[-1].append(index)
    chance.shuffle(result)
    return result
