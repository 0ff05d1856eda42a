"""The reliability half of a grade: how persons rate the outlets that hold a value (Admiralty system, AJP-2.1 annex)."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from overhorizon.domain.assessment import Assessment, Holding, Reliability
from overhorizon.domain.corrections import Rating, outlet_key


def rated(
    assessments: Iterable[Assessment], outlets: Mapping[str, str | None], ratings: Iterable[Rating]
) -> tuple[Assessment, ...]:
    """The assessments with the reliability of those who hold each value: of several outlets the most reliable one counts.

    ``outlets`` are those of the reports, by report. An outlet that nobody rated is F, and F never counts against a rated one. Which
    value is preferred does not depend on ratings: they tell a reader whom to believe, they are no evidence. Pure.
    """
    by_outlet = {outlet_key(rating.outlet): rating.reliability for rating in ratings}
    by_report = {
        report: by_outlet.get(outlet_key(outlet), Reliability.CANNOT_BE_JUDGED) if outlet else Reliability.CANNOT_BE_JUDGED
        for report, outlet in outlets.items()
    }

    def graded(holding: Holding) -> Holding:
        best = min((by_report[report] for report in holding.reports), default=Reliability.CANNOT_BE_JUDGED)  # "A" before "F"
        return replace(holding, grade=replace(holding.grade, reliability=best))

    return tuple(replace(one, holdings=tuple(graded(h) for h in one.holdings)) for one in assessments)
