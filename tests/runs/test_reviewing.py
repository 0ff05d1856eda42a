"""Readings that a person should look at: those of unsure words, the most consequential first, until somebody has ruled."""

from dataclasses import replace

from overhorizon.domain.analysis import Mention, MentionKind
from overhorizon.domain.assessment import Property
from overhorizon.domain.corrections import Correction, Ruling, readings_of
from overhorizon.domain.judgements import Anchor
from overhorizon.runs.reviewing import weak_readings
from overhorizon.store.ledger import Ledger
from tests.store.samples import DAY, bombing, capture


def test_a_reading_of_unsure_words_is_listed_until_somebody_rules_on_it() -> None:
    analysis = bombing()
    mention = next(i for i in analysis.incidents if readings_of(i, Property.PERPETRATOR))
    reading = next(r for r in readings_of(mention, Property.PERPETRATOR) if r.value is not None)
    sure = tuple(replace(m, score=0.99) for m in analysis.mentions if not m.span.overlaps(reading.span))
    unsure = Mention(span=reading.span, kind=MentionKind.ARMED_GROUP, score=0.6)
    with Ledger.open("sqlite://") as ledger:
        ledger.record(capture("one"), replace(analysis, mentions=(*sure, unsure)), at=DAY)
        found = weak_readings(ledger, 10)
        assert [(weak.about, weak.harm, weak.reading, weak.score) for weak in found] == [
            (Property.PERPETRATOR, None, reading, 0.6)
        ]
        assert weak_readings(ledger, 0) == ()
        first = min(mention.triggers)
        accepted = Correction(
            account=Anchor(report=analysis.report.id, start=first.start, end=first.end),
            span=reading.span,
            about=Property.PERPETRATOR,
            ruling=Ruling.ACCEPTED,
            reason="the page says so",
            author="Ada",
            at=DAY,
        )
        ledger.correct(accepted)
        assert weak_readings(ledger, 10) == ()
