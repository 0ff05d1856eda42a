"""What persons said, in a line each: for the history of an incident and of the whole ledger."""

from collections.abc import Iterable
from dataclasses import dataclass

from overhorizon.domain.corrections import Correction, Note, Rating
from overhorizon.domain.judgements import Judgement
from overhorizon.domain.spans import Span
from overhorizon.store.rows import Act
from overhorizon.web.pages.holding import value_words


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """One act: what was said, why, and the words that it is about."""

    act: Act
    kind: str
    words: str
    reason: str
    at: tuple[tuple[str, Span], ...]


def said(acts: Iterable[Act]) -> tuple[Said, ...]:
    """In the order given."""
    return tuple(_said(act) for act in acts)


def _said(act: Act) -> Said:
    match act.said:
        case Judgement() as held:
            ends = tuple((a.report, a.span) for a in (held.first, held.second))
            return Said(act=act, kind="judgement", words=f"{held.verdict.value} incident", reason=held.reason, at=ends)
        case Correction() as one:
            value = f": {value_words(one.value, '')}" if one.value is not None else ""
            about = one.harm.value if one.harm else one.about.value
            words = f"{about} {one.ruling.value}{value}"
            return Said(act=act, kind="correction", words=words, reason=one.reason, at=((one.report, one.span),))
        case Note() as one:
            return Said(act=act, kind="note", words=f"on the {one.on.value}", reason=one.text, at=())
        case Rating() as one:
            return Said(act=act, kind="rating", words=f"{one.outlet}: {one.reliability.value}", reason=one.reason, at=())
