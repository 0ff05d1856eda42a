"""The page of one incident: what is held of it, by whom, in which words, why it is one, and how that came about."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response

from overhorizon.domain.accounts import Account
from overhorizon.domain.assessment import Property, Reliability, Standing
from overhorizon.domain.codebooks import Figure, side_by_side
from overhorizon.domain.incidents import IncidentType
from overhorizon.domain.judgements import Judgement
from overhorizon.domain.places import Location
from overhorizon.domain.tolls import Harm, Toll
from overhorizon.domain.views import IncidentView
from overhorizon.web.asking import Ask, Asking, At
from overhorizon.web.pages import figures
from overhorizon.web.pages.frame import page
from overhorizon.web.pages.history import said
from overhorizon.web.pages.holding import NO_OUTLET, Quote, Texts
from overhorizon.wording.values import location_words

router = APIRouter(include_in_schema=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Join:
    """Why an account is in the incident: the surest judgement with an earlier one."""

    account: Quote
    with_account: Quote
    judgement: Judgement


@router.get("/incident/{name}", response_class=HTMLResponse)
def incident(request: Request, name: str, moment: At, asking: Ask) -> Response:
    """Everything that reports say of one incident, as of a day."""

    def make() -> dict[str, Any]:
        seen = asking.incident(name, moment)
        texts = Texts(seen)
        return {
            "title": headline(seen),
            "view": seen,
            "rows": tuple(texts.rows()),
            "cards": tuple(texts.card(c) for c in seen.contradictions),
            "paths": tuple(_paths(seen)),
            "trail": _trail(seen),
            "accounts": tuple((m, texts.account(m)) for m in seen.members),
            "joins": tuple(_joins(asking.joins(seen.id, moment), texts)),
            "codebooks": _codebooks(seen),
            "history": said(asking.history(seen.id, moment)),
            "grades": tuple(Reliability),
            "days": _days(asking, seen, moment.as_of),
        }

    return page(request, "incident.html", moment, make)


def headline(seen: IncidentView) -> str:
    """What and where, in a line."""
    place = seen.preferred(Property.PLACE)
    where = location_words(place.value) if place and isinstance(place.value, Location) else "place not said"
    manner = seen.preferred(Property.MANNER)
    what = manner.value.value if manner and isinstance(manner.value, IncidentType) else seen.lead.mention.type.value
    return f"{what[:1].upper()}{what[1:]}, {where}"


def _paths(seen: IncidentView) -> Iterator[tuple[str, figures.Path]]:
    roots = {s.root.id: s.root.words for s in seen.trail.steps}
    days = {m.report.id: m.since for m in seen.members}
    for assessment in seen.tolls():
        drawn = figures.path(assessment, roots, days)
        if drawn is not None and assessment.harm is not None:
            yield assessment.harm.value, drawn


def _trail(seen: IncidentView) -> dict[str, object]:
    """The trail as a picture needs it: three columns of names, and what joins them."""
    outlets = {m.report.id: m.report.outlet or NO_OUTLET for m in seen.members}
    return {
        "steps": [
            {
                "root": {"id": s.root.id, "words": s.root.words, "official": s.root.official, "known": s.root.known},
                "voice": {"id": s.voice.id, "words": s.voice.words},
                "reports": [{"id": r, "words": outlets[r]} for r in s.reports],
            }
            for s in seen.trail.steps
        ],
        "reprints": list(seen.reprints),
    }


def _joins(joins: Iterable[tuple[Account, Judgement]], texts: Texts) -> Iterator[Join]:
    """For each account but the first, the judgement that joins it to an earlier one."""
    for account, judgement in joins:
        other = judgement.second if judgement.first == account.anchor else judgement.first
        yield Join(account=texts.quote(account.anchor), with_account=texts.quote(other), judgement=judgement)


def _codebooks(seen: IncidentView) -> tuple[tuple[str, Sequence[tuple[str, Figure]]], ...]:
    """For the harms that codebooks count, the four answers side by side."""
    found = []
    for harm in (Harm.KILLED, Harm.INJURED):
        assessment = seen.assessment(Property.TOLL, harm)
        if assessment is None:
            continue
        tolls = [h.value for h in assessment.holdings if isinstance(h.value, Toll) and Standing.SUPERSEDED not in h.standings]
        answer = side_by_side(tolls)
        named = (("UCDP", answer.ucdp), ("ACLED-style", answer.acled), ("GTD-style", answer.gtd), ("IBC-style", answer.ibc))
        found.append((harm.value, named))
    return tuple(found)


def _days(asking: Asking, seen: IncidentView, as_of: date | None) -> tuple[date, ...]:
    """The days at which the page may look otherwise: those on which accounts of what is now one incident came, and the one asked for."""
    now = asking.overview()
    summary = now.by_id.get(seen.id)
    days = {s.since for s in summary.accounts} if summary else {m.since for m in seen.members}
    if summary is None:  # what is asked for as of a past day may be part of a larger incident by now
        days |= {s.since for m in seen.members for found in now.by_report.get(m.report.id, ()) for s in found.accounts}
    return tuple(sorted(days | ({as_of} if as_of else set())))
