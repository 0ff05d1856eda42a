"""What a person should look at among readings: those whose words the encoder was unsure of, the most consequential first."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from overhorizon.domain.assessment import Property, Value
from overhorizon.domain.corrections import Correction, readings_of
from overhorizon.domain.history import NOW, Moment
from overhorizon.domain.incidents import Prominence, Reading
from overhorizon.domain.tolls import Harm
from overhorizon.store.filters import IncidentFilter
from overhorizon.store.ledger import Ledger
from overhorizon.store.rows import IncidentRow

UNSURE_BELOW: Final = 0.75
"""Of the score of the mention that a reading rests on. The encoder keeps mentions from about .5 on; in between a person is worth most.
The score is the mean chance of the words' label, and not calibrated for readings as that of claims is (docs/reliability.md)."""
READ: Final = 300  # accounts, the latest first: what a person can still do something about
_WORTH: Final = (Property.TOLL, Property.PERPETRATOR, Property.PLACE, Property.DATE, Property.TARGET)


@dataclass(frozen=True, slots=True, kw_only=True)
class WeakReading:
    """A reading, the account that it is of, and the lowest score of a mention in its words."""

    row: IncidentRow
    about: Property
    harm: Harm | None
    reading: Reading[Any]
    value: Value
    score: float

    @property
    def id(self) -> str:
        """For the page: one reading stands once."""
        return f"{self.row.incident.id}-{self.about.value}-{self.reading.span.start}"


def weak_readings(ledger: Ledger, limit: int, moment: Moment = NOW) -> tuple[WeakReading, ...]:
    """Readings of the latest accounts that no person has ruled on: main subjects first, tolls before parties before places and days."""
    rows = ledger.mentions(IncidentFilter(limit=READ), moment).rows
    ruled = ledger.corrections({row.report.id for row in rows}, moment)
    found = [weak for row in rows for weak in _weak(row) if not _is_ruled(weak, ruled.get(row.report.id, ()))]
    return tuple(sorted(found, key=_order)[:limit])


def _weak(row: IncidentRow) -> Iterator[WeakReading]:
    for about in _WORTH:
        for harm in Harm if about is Property.TOLL else (None,):
            for reading in readings_of(row.incident, about, harm):
                scores = [m.score for m in row.analysis.mentions if m.span.overlaps(reading.span)]
                if reading.value is not None and not reading.superseded and scores and min(scores) < UNSURE_BELOW:
                    yield WeakReading(row=row, about=about, harm=harm, reading=reading, value=reading.value, score=min(scores))


def _is_ruled(weak: WeakReading, corrections: tuple[Correction, ...]) -> bool:
    return any(
        c.about is weak.about and c.harm is weak.harm and c.is_of(weak.row.incident) and c.span.overlaps(weak.reading.span)
        for c in corrections
    )


def _order(weak: WeakReading) -> tuple[bool, int, float, str]:
    is_aside = weak.row.incident.prominence is not Prominence.MAIN
    return is_aside, _WORTH.index(weak.about), weak.score, weak.id
