"""Counting incidents by week, sightings, and the alerts that are of no single incident."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from overhorizon.domain.accounts import Account
from overhorizon.domain.incidents import Realis, Role
from overhorizon.domain.parties import Actor, ActorKind, Party
from overhorizon.domain.watches import Severity, Theatre, Trigger, Watch
from overhorizon.watch.series import Told, days_told, incidents, monday, sightings, weekly
from overhorizon.watch.standing import Survey, surveyed
from tests.link.making import account

BANNER = Actor(id="oh:ashen-banner", name="Ashen Banner", kind=ActorKind.ARMED_GROUP)
MALI = Theatre(name="Mali", countries=("ML",))
START = date(2025, 1, 6)


def by_banner(one: Account) -> Account:
    filler = replace(one.mention.roles[0].value, role=Role.PERPETRATOR, party=Party(words="the Banner", actor=BANNER))  # type: ignore[type-var]
    roles = (replace(one.mention.roles[0], value=filler),)
    return replace(one, mention=replace(one.mention, roles=roles))


def told(name: str, day: date, *, town: str = "Gao", banner: bool = False, since: date | None = None) -> Told:
    one = account(f"r-{name}", day=day, town=town, attacker="someone", published=since or day)
    return Told(incident=name, accounts=(by_banner(one) if banner else one,))


def test_an_incident_counts_in_the_week_in_which_it_was() -> None:
    found = weekly(
        [told("a", START + timedelta(days=8), since=START + timedelta(days=20))], {START: 3, START + timedelta(days=20): 1}
    )
    assert [(w.count, w.volume) for w in found] == [(0, 3), (1, 0), (0, 1)]


def test_a_wide_date_counts_on_the_day_of_the_report() -> None:
    wide = account("r-1", day=(date(2025, 1, 1), date(2025, 12, 31)), town="Gao", published=START)
    assert Told(incident="e", accounts=(wide,)).day == START


@given(st.lists(st.integers(0, 400), min_size=1, max_size=40))
def test_no_incident_is_lost_or_doubled(offsets: list[int]) -> None:
    days = [START + timedelta(days=n) for n in offsets]
    found = weekly([told(f"{n}", day) for n, day in enumerate(days)], dict.fromkeys(days, 1))
    assert sum(w.count for w in found) == len(days)
    assert all(w.monday == monday(w.monday) for w in found)


def test_what_did_not_happen_is_not_counted() -> None:
    planned = account("r-1", day=START, town="Gao", realis=Realis.PLANNED)
    assert incidents([("e", planned)]) == ()


def test_sightings_are_of_actors_at_places() -> None:
    (seen,) = sightings([told("a", START, banner=True)])
    assert (seen.actor, seen.country, seen.admin1, seen.day) == (BANNER.id, "ML", "Gao", START)
    assert days_told([told("a", START)]) == (START,)


def survey(those: list[Told], today: date) -> Survey:
    reports: dict[date, int] = {}
    for one in those:
        reports[one.accounts[0].since] = reports.get(one.accounts[0].since, 0) + 1
    for week in range(80):
        day = START + timedelta(weeks=week, days=2)
        if day < today:
            reports[day] = reports.get(day, 0) + 20
    return Survey(told=tuple(those), reports=reports, names={BANNER.id: BANNER.name}, today=today)


def asked(*triggers: Trigger) -> Watch:
    return Watch(name="w", theatres=(MALI,), triggers=triggers, severity=Severity.URGENT)


def test_a_week_far_above_the_others_is_told_once() -> None:
    quiet = [told(f"q{n}", START + timedelta(weeks=n)) for n in range(60)]
    burst = [told(f"b{n}", START + timedelta(weeks=60, days=n % 5)) for n in range(15)]
    today = START + timedelta(weeks=61, days=1)
    at = datetime(2026, 3, 10, tzinfo=UTC)
    (alert,) = surveyed(asked(Trigger.RATE), survey([*quiet, *burst], today), at)
    (again,) = surveyed(asked(Trigger.RATE), survey([*quiet, *burst], today + timedelta(days=3)), at)
    assert alert.id == again.id
    assert "15 incidents in Mali" in alert.headline
    assert list(surveyed(asked(Trigger.RATE), survey(quiet, today), at)) == []


def test_silence_is_not_peace() -> None:
    habit = [told(f"q{n}", START + timedelta(days=2 * n)) for n in range(60)]
    today = START + timedelta(days=160)
    (alert,) = surveyed(asked(Trigger.SILENCE), survey(habit, today), datetime(2025, 7, 1, tzinfo=UTC))
    assert "no reports is not no incidents" in alert.detail
    assert (
        list(surveyed(asked(Trigger.SILENCE), survey(habit, START + timedelta(days=121)), datetime(2025, 5, 1, tzinfo=UTC))) == []
    )


def test_an_actor_in_another_country_is_spread() -> None:
    home = [told(f"q{n}", START + timedelta(days=8 * n), banner=True) for n in range(40)]
    away = told("new", START + timedelta(days=330), town="Bouaké", banner=True)
    today = START + timedelta(days=331)
    (alert,) = surveyed(
        Watch(name="w", triggers=(Trigger.SPREAD,)), survey([*home, away], today), datetime(2025, 12, 3, tzinfo=UTC)
    )
    assert alert.headline == "Ashen Banner seen in Ivory Coast for the first time"
    assert alert.reports == ("r-new",)


def test_a_feed_of_the_theatre_that_gives_nothing_any_more_is_told_once() -> None:
    days = tuple(START + timedelta(days=n) for n in range(60))
    theatre = replace(MALI, feeds=("harbour", "river"))
    watch = replace(asked(Trigger.SILENCE), theatres=(theatre,))
    at = datetime(2025, 4, 1, tzinfo=UTC)
    given_until = {"harbour": days[:40], "river": days, "elsewhere": days[:30]}
    silent = Survey(told=(), reports={}, names={}, today=days[-1] + timedelta(days=1), given=given_until)
    (alert,) = surveyed(watch, silent, at)
    assert "feed harbour has given no report for 21 days" in alert.headline
    assert alert.theatre == "Mali"
    (later,) = surveyed(watch, replace(silent, today=silent.today + timedelta(days=1)), at)
    assert later.id == alert.id
    everywhere = surveyed(replace(watch, theatres=()), silent, at)
    assert [a.headline.split()[2] for a in everywhere] == ["elsewhere", "harbour"]
