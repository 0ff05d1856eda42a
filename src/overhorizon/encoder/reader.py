"""The Encoder of the product: the trained network reads attributions, mentions, and triggers with their roles.

Grammar fills what it leaves: attributions that it does not see; the types and the realis of triggers that the lexicon knows.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from overhorizon.domain.claims import Attribution
from overhorizon.domain.ids import digest
from overhorizon.domain.spans import Span, cover
from overhorizon.encoder.attribution_rules import tag_attributions
from overhorizon.encoder.heads import Thresholds
from overhorizon.encoder.protocol import Encoder, ReportReader, ReportReading, Tagging, Trigger
from overhorizon.encoder.session import OnnxEncoder
from overhorizon.encoder.trigger_lexicon import WHOSE_DEED
from overhorizon.encoder.trigger_rules import is_of_a_match, tag_triggers

_EXPLETIVE = re.compile(r"^it$", re.IGNORECASE)
_PASSIVE = re.compile(r"^(?:was|is|has been|had been|were|been)\b", re.IGNORECASE)
# "US officials, who have followed the case, said": a relative clause is part of its noun's phrase, never a source of its own.
_RELATIVE = re.compile(r"^(?:who|which|whose)\b")
_LEAD = re.compile(r"^(?:according to|as per|per|citing|quoting) ", re.IGNORECASE)
_EVENT = re.compile(
    r"^(?:the |this |that )?(?:\w+ )?(?:bombing|attack|blast|explosion|raid|strike|killing|ambush|shooting|assault|kidnapping|massacre)s?\b"
    r"(?! (?:victim|survivor))",
    re.IGNORECASE,
)
_NOUN_BEFORE = re.compile(r"(?:^|[.;:,“\"]) ?([^.;:,“\"\n]{2,60}), $")


class ReadingEncoder:
    """A network, the attribution grammar and the trigger rules. Build it with `load`; one for each process."""

    def __init__(self, network: Encoder) -> None:
        self._network = network
        self.fingerprint = digest("reading", network.fingerprint)[:16]

    @classmethod
    def load(cls, path: Path | None = None) -> "ReadingEncoder":
        """With the weights in folder ``path``, or those of the package. Raises InvalidInput when they cannot be used."""
        return cls(OnnxEncoder.load(path))

    def encode(self, text: str, passages: Sequence[Span]) -> Tagging:
        """Tag the passages of one report; spans refer to ``text``."""
        triggers = tag_triggers(text, passages)
        if isinstance(self._network, OnnxEncoder):  # it judges the lexicon's triggers, and knows others
            tagging = self._network.encode(text, passages, [t.span for t in triggers])
            of_a_match = is_of_a_match(text, passages)
            triggers = () if of_a_match else judged(text, triggers, tagging.triggers, self._network.thresholds)
        else:
            tagging = self._network.encode(text, passages)
        attributions = merged(text, tagging.attributions, tag_attributions(text, passages))
        return replace(tagging, attributions=attributions, triggers=triggers)

    def read_report(self, text: str, passages: Sequence[Span]) -> ReportReading | None:
        """What one report tells as a whole; None where the network cannot say."""
        return self._network.read_report(text, passages) if isinstance(self._network, ReportReader) else None


def judged(text: str, by_rule: Sequence[Trigger], learned: Sequence[Trigger], thresholds: Thresholds) -> tuple[Trigger, ...]:
    """The triggers of both readers that the network takes for triggers, in order of the text.

    Where the lexicon has a trigger, its words, type and realis stand, and only a network that is sure of the contrary takes it
    away; what hangs on it is the network's. A word that no lexicon knows has to convince it.
    """
    found = []
    for trigger in learned:
        rule = next((t for t in by_rule if t.span.overlaps(trigger.span)), None)
        if rule is None:
            found += [trigger] if trigger.score >= thresholds.unlisted_trigger else []
        elif trigger.score >= thresholds.trigger or _says_whose(text, rule):
            found.append(replace(trigger, span=rule.span, type=rule.type, realis=rule.realis))
    return tuple(sorted(found, key=lambda t: t.span))


def _says_whose(text: str, trigger: Trigger) -> bool:
    """ "Claimed responsibility": no word of a deed to the network, and the one that tells whose it was."""
    return trigger.type is None and WHOSE_DEED.search(trigger.span.of(text)) is not None


def merged(text: str, learned: Sequence[Attribution], by_rule: Sequence[Attribution]) -> tuple[Attribution, ...]:
    """What the network found, mended, and what grammar finds where the network found nothing; in order of the text."""
    kept = [_with_source(text, a, by_rule) for a in learned if not (_is_impersonal(text, a) or _speaks_not(text, a))]
    taken = [s for a in kept for s in (*a.cue, *a.content)]
    further = [a for a in by_rule if a.cue and not (_speaks_not(text, a) or any(c.overlaps(s) for c in a.cue for s in taken))]
    return tuple(sorted((*kept, *further), key=lambda a: (cover((*a.cue, *a.content)), a.source)))


def _is_impersonal(text: str, attribution: Attribution) -> bool:
    """ "It was announced that": nobody is it."""
    return (
        [bool(_EXPLETIVE.match(s.of(text))) for s in attribution.source] == [True]
        and bool(attribution.cue)
        and _PASSIVE.match(attribution.cue[0].of(text)) is not None
    )


def _speaks_not(text: str, attribution: Attribution) -> bool:
    """An event tells nothing: its name has been cut out of a longer source."""
    return any(_EVENT.match(s.of(text)) for s in attribution.source)


def _with_source(text: str, attribution: Attribution, by_rule: Sequence[Attribution]) -> Attribution:
    """The attribution with its source mended: without "according to", with the noun of its relative clause.

    Where the network gives a cue no source and grammar does, with grammar's.
    """
    if not attribution.source:
        same = [a for a in by_rule if a.source and any(c.overlaps(d) for c in a.cue for d in attribution.cue)]
        free = [a for a in same if not any(s.overlaps(c) for s in a.source for c in attribution.content)]
        return replace(attribution, source=free[0].source) if free else attribution
    first = attribution.source[0]
    if (lead := _LEAD.match(first.of(text))) and lead.end() < first.end - first.start:
        shorter = Span(start=first.start + lead.end(), end=first.end)
        return replace(attribution, source=(shorter, *attribution.source[1:]))
    if not _RELATIVE.match(first.of(text)):
        return attribution
    before = _NOUN_BEFORE.search(text[max(0, first.start - 80) : first.start])
    if before is None:
        return attribution
    start = first.start - len(before.group()) + (before.start(1) - before.start())
    end = start + len(before.group(1))
    return replace(attribution, source=(Span(start=start, end=end), *attribution.source[1:]))
