"""The chain of sources of each statement, with what the report said earlier kept in mind."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from overhorizon.domain.claims import Attribution
from overhorizon.domain.reports import Report
from overhorizon.domain.sources import Source, SourceKind
from overhorizon.domain.spans import Span
from overhorizon.extract.chains import links, quoted_voice, relays
from overhorizon.extract.coreference import antecedent, pronoun_gender
from overhorizon.extract.speakers import ActorIndex, Speaker, bare_name, speaker_of

_CITABLE = frozenset(SourceKind) - {SourceKind.DOCUMENT, SourceKind.UNKNOWN}


# What stands before a colon in a headline and is nobody: "UPDATED: ...", "Live: ...".
_LABEL = re.compile(
    r"^(?:correct(?:ed|ion)|updat(?:ed?)|breaking|exclusive|live|watch|analysis|opinion|explainer|factbox|photos?|video)$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Told:
    """A speaker and the outlets to which he spoke."""

    words: str
    via: tuple[Source, ...]


class Voices:
    """Reads statements in order of the text: who spoke before is who "he" can be, and whom he told stays told."""

    def __init__(self, report: Report, actors: ActorIndex | None) -> None:
        self.report, self.text, self.actors = report, report.text, actors
        self._spoken: list[Source] = []
        self._told: _Told | None = None
        self._genders: dict[str, str] = {}
        self._known: dict[str, Speaker] = {}

    def chain(self, attribution: Attribution, sentence: Span, outer: Sequence[tuple[Attribution, Span]]) -> tuple[Source, ...]:
        """From the outlet to the first voice. ``outer`` are the statements around it, outermost first."""
        own = self._own(attribution, sentence)
        around = [s for a, where in outer for s in self._own(a, where)]
        if own and not around and len(own) == 1:
            own = (*self._carried(own[0]), *own)
        if own:
            self._told = _Told(own[-1].words, own[:-1])
            self._spoken.append(own[-1])
        return self._joined((*around, *own))

    def _joined(self, chain: Sequence[Source]) -> tuple[Source, ...]:
        """Without the outlet that we read, and without a source that only names the one before or behind it once more."""
        own = bare_name(self.report.outlet or "")
        kept: list[Source] = []
        for source in chain:
            name = bare_name(source.words)
            if _LABEL.match(source.words):
                continue
            if (source.kind is SourceKind.OUTLET and _same_outlet(name, own)) or any(bare_name(k.words) == name for k in kept):
                continue
            kept.append(source)
        return tuple(kept)

    def _own(self, attribution: Attribution, sentence: Span) -> tuple[Source, ...]:
        if not attribution.source:
            return ()
        span = max(attribution.source, key=lambda s: (s.end - s.start, -s.start))
        found = [self._source(s) for s in links(self.text, span)]
        regions = _around(attribution, span, sentence)
        for region in regions:
            cited = quoted_voice(self.text, region)
            if cited is not None and len(found) == 1:
                further = [self._source(s) for s in links(self.text, cited)]
                if found[0].kind is SourceKind.OUTLET or further[-1].kind in _CITABLE:
                    found += further
        if found[-1].kind is not SourceKind.OUTLET or len(found) > 1:
            heard = [self._source(s) for region in regions for s in relays(self.text, region)]
            found = [*(h for h in heard if not any(f.span.overlaps(h.span) for f in found)), *found]
        return tuple(found)

    def _source(self, span: Span) -> Source:
        words = span.of(self.text)
        fuller = antecedent(self.text, span, self._spoken, self._genders)
        if fuller is not None and (gender := pronoun_gender(words)):
            self._genders.setdefault(fuller.words, gender)
        if fuller is None:
            speaker = self._speaker(words)
            return Source(span=span, words=words, kind=speaker.kind, actor=speaker.actor)
        if fuller.source is not None:
            return replace(fuller.source, span=span, antecedent=fuller.span)
        speaker = self._speaker(fuller.words)
        return Source(span=span, words=fuller.words, kind=speaker.kind, antecedent=fuller.span, actor=speaker.actor)

    def _speaker(self, words: str) -> Speaker:
        if words not in self._known:
            self._known[words] = speaker_of(words, self.actors)
        return self._known[words]

    def _carried(self, speaker: Source) -> tuple[Source, ...]:
        """The outlet that this same speaker told in an earlier sentence, as long as nobody else spoke in between."""
        return self._told.via if self._told is not None and self._told.words == speaker.words else ()


def _same_outlet(name: str, own: str) -> bool:
    """ "bbc" and "bbc news": one begins with the other."""
    short, long = sorted((name, own), key=len)
    return bool(short) and (long == short or long.startswith(short + " "))


def _around(attribution: Attribution, source: Span, sentence: Span) -> tuple[Span, ...]:
    """The words about the cue that are neither source nor content: where outlets that were told stand."""
    taken = sorted({source, *attribution.content})
    start = (
        min(sentence.start, *(c.start for c in attribution.cue), source.start)
        if attribution.cue
        else min(sentence.start, source.start)
    )
    end = max(sentence.end, source.end)
    free: list[Span] = []
    for span in taken:
        if start < span.start:
            free.append(Span(start=start, end=span.start))
        start = max(start, span.end)
    if start < end:
        free.append(Span(start=start, end=end))
    near = [f for f in free if any(_touches(f, c) for c in attribution.cue)]
    return tuple(near)


def _touches(region: Span, cue: Span) -> bool:
    return region.overlaps(cue) or abs(region.end - cue.start) <= 3 or abs(cue.end - region.start) <= 3
