"""When alerts go out: never in quiet hours, none lost, none twice, no more messages than the channel takes."""

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from overhorizon.domain.deliveries import Delivery, DeliveryState
from overhorizon.domain.watches import Severity
from overhorizon.notify import schedule
from overhorizon.notify.messages import Dispatch
from overhorizon.notify.options import ChannelKind, ChannelOptions, Digest, QuietHours
from tests.notify.samples import NOW, numbered, waiting

ZONES = ("UTC", "Africa/Nairobi", "Asia/Kabul", "Europe/Berlin", "America/Santiago", "Australia/Lord_Howe")
DESK = ChannelOptions(name="desk", kind=ChannelKind.APPRISE, location="json://desk.example")
NIGHT = QuietHours(start=time(22), end=time(6))

clocks = st.builds(time, st.integers(0, 23), st.sampled_from([0, 30]))
quiets = st.none() | st.tuples(clocks, clocks).filter(lambda t: t[0] != t[1]).map(lambda t: QuietHours(start=t[0], end=t[1]))
channels = st.builds(
    ChannelOptions,
    name=st.just("desk"),
    kind=st.just(ChannelKind.APPRISE),
    location=st.just("json://desk.example"),
    at_least=st.sampled_from(Severity),
    quiet=quiets,
    time_zone=st.sampled_from(ZONES).map(ZoneInfo),
    digest=st.sampled_from(Digest),
    most_per_hour=st.integers(1, 4),
)
# Days on which clocks are put forward and back lie in these weeks.
starts = st.sampled_from(
    [datetime(2026, 3, 28, 9, tzinfo=UTC), datetime(2026, 4, 4, 9, tzinfo=UTC), datetime(2026, 10, 24, 9, tzinfo=UTC)]
)
arrivals = st.lists(st.tuples(st.integers(0, 36 * 60), st.sampled_from(Severity)), max_size=14)


def simulate(
    options: ChannelOptions, start: datetime, coming: list[tuple[int, Severity]], fails: frozenset[int] = frozenset()
) -> tuple[list[tuple[datetime, Dispatch]], list[Delivery]]:
    """Five days, looked at every ten minutes: what went out when, and the outbox at the end. ``fails``: numbers of attempts that do."""
    rows: dict[str, Delivery] = {}
    to_come = sorted((start + timedelta(minutes=m), n, s) for n, (m, s) in enumerate(coming))
    sent: list[tuple[datetime, Dispatch]] = []
    attempts = 0
    for step in range(5 * 24 * 6):
        now = start + timedelta(minutes=10 * step)
        while to_come and to_come[0][0] <= now:
            at, number, severity = to_come.pop(0)
            row = waiting(numbered(number, at=at, severity=severity), due=at)
            rows[row.key] = row
        for count, one in enumerate(schedule.due(rows.values(), options, now, [at for at, _ in sent])):
            attempts += 1
            moment = now + timedelta(seconds=count)
            if attempts in fails:
                after = schedule.failed(one, "the service is down", moment)
            else:
                sent.append((moment, one))
                after = schedule.delivered(one, moment)
            rows |= {row.key: row for row in after}
    return sent, list(rows.values())


@given(channels, starts, arrivals, st.frozensets(st.integers(1, 12), max_size=6))
def test_nothing_is_sent_in_quiet_hours_lost_or_sent_twice(
    options: ChannelOptions, start: datetime, coming: list[tuple[int, Severity]], fails: frozenset[int]
) -> None:
    sent, rows = simulate(options, start, coming, fails)
    for at, _ in sent:
        local = at.astimezone(options.time_zone).time()
        assert options.quiet is None or not options.quiet.holds(local)
    told = [alert.id for _, one in sent for alert in one.alerts]
    assert len(told) == len(set(told))
    assert set(told) == {row.alert.id for row in rows if options.takes(row.alert.severity)}
    moments = [at for at, _ in sent]
    for at in moments:
        assert sum(at - timedelta(hours=1) < other <= at for other in moments) <= options.most_per_hour


@given(channels, starts, arrivals)
def test_due_forgets_no_order(options: ChannelOptions, start: datetime, coming: list[tuple[int, Severity]]) -> None:
    """The same outbox gives the same messages, in whatever order its rows come."""
    rows = [waiting(numbered(n, at=start + timedelta(minutes=m), severity=s)) for n, (m, s) in enumerate(coming)]
    now = start + timedelta(days=2)
    assert schedule.due(rows, options, now) == schedule.due(rows[::-1], options, now)


def test_each_alert_is_a_message_until_they_are_too_many() -> None:
    few, many = ([waiting(numbered(n)) for n in range(number)] for number in (10, 11))
    assert [len(one.deliveries) for one in schedule.due(few, DESK, NOW)] == [1] * 10
    assert [len(one.deliveries) for one in schedule.due(many, DESK, NOW)] == [11]


@pytest.mark.parametrize(("kind", "messages"), [(ChannelKind.TERMINAL, 30), (ChannelKind.JSONL, 1), (ChannelKind.ATOM, 1)])
def test_files_and_the_terminal_get_everything_at_once(kind: ChannelKind, messages: int) -> None:
    options = ChannelOptions(name="desk", kind=kind, location="alerts", most_per_hour=1)
    rows = [waiting(numbered(n)) for n in range(30)]
    out = schedule.due(rows, options, NOW, [NOW])
    assert len(out) == messages
    assert sum(len(one.deliveries) for one in out) == 30


def test_what_went_out_in_the_last_hour_counts() -> None:
    options = replace(DESK, most_per_hour=2)
    early = [NOW + timedelta(minutes=n) for n in range(2)]
    late = waiting(numbered(9, at=NOW + timedelta(minutes=5)))
    assert schedule.due([late], options, NOW + timedelta(minutes=30), early) == ()
    assert len(schedule.due([late], options, NOW + timedelta(minutes=60), early)) == 1


def test_what_the_night_held_back_comes_in_one_message() -> None:
    options = replace(DESK, quiet=NIGHT)
    night = datetime(2026, 3, 14, 23, 30, tzinfo=UTC)
    rows = [waiting(numbered(n, at=night + timedelta(minutes=n))) for n in range(3)]
    assert schedule.due(rows, options, night + timedelta(hours=1)) == ()
    (morning,) = schedule.due(rows, options, datetime(2026, 3, 15, 6, tzinfo=UTC))
    assert len(morning.deliveries) == 3


def test_what_was_due_before_the_night_waits_too() -> None:
    options = replace(DESK, quiet=NIGHT)
    row = waiting(numbered(1, at=datetime(2026, 3, 14, 21, 59, tzinfo=UTC)))
    assert len(schedule.due([row], options, datetime(2026, 3, 14, 21, 59, 30, tzinfo=UTC))) == 1
    assert schedule.due([row], options, datetime(2026, 3, 14, 22, 1, tzinfo=UTC)) == ()


@pytest.mark.parametrize(
    ("raised", "end", "expected"),
    [
        ("2026-03-14T22:00:00+00:00", 6, "2026-03-15T05:00:00+00:00"),
        ("2026-03-29T00:10:00+00:00", 6, "2026-03-29T04:00:00+00:00"),  # an hour less of night
        ("2026-03-28T23:10:00+00:00", 2, "2026-03-29T01:00:00+00:00"),  # two o'clock does not come: it is three at once
        ("2026-10-25T00:10:00+00:00", 6, "2026-10-25T05:00:00+00:00"),  # an hour more
        ("2026-10-25T01:10:00+00:00", 3, "2026-10-25T02:00:00+00:00"),  # in the second hour after two
    ],
)
def test_the_night_ends_by_the_clocks_of_berlin(raised: str, end: int, expected: str) -> None:
    options = replace(DESK, quiet=QuietHours(start=time(22), end=time(end)), time_zone=ZoneInfo("Europe/Berlin"))
    row = waiting(numbered(1, at=datetime.fromisoformat(raised)))
    assert schedule.release(row, options) == datetime.fromisoformat(expected)


@given(channels, st.integers(0, 366 * 24 * 60))
def test_release_is_the_first_moment_outside_quiet_hours(options: ChannelOptions, minute: int) -> None:
    options = replace(options, digest=Digest.EACH)
    raised = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=minute)
    freed = schedule.release(waiting(numbered(1, at=raised)), options)
    assert not schedule.is_quiet(options, freed)
    steps = int((freed - raised) / timedelta(minutes=30))
    assert all(schedule.is_quiet(options, raised + timedelta(minutes=30) * n) for n in range(steps - 2))
    assert freed - raised <= timedelta(hours=25)


def test_quiet_hours_go_by_the_clocks_of_the_zone() -> None:
    options = replace(DESK, quiet=NIGHT, time_zone=ZoneInfo("Asia/Kabul"))  # half past four hours ahead
    assert schedule.is_quiet(options, datetime(2026, 3, 14, 18, tzinfo=UTC))
    assert not schedule.is_quiet(options, datetime(2026, 3, 14, 2, tzinfo=UTC))


@pytest.mark.parametrize(
    ("digest", "raised", "expected"),
    [
        (Digest.HOURLY, "2026-03-14T12:20:00+00:00", "2026-03-14T13:00:00+00:00"),
        (Digest.HOURLY, "2026-03-14T13:00:00+00:00", "2026-03-14T13:00:00+00:00"),
        (Digest.DAILY, "2026-03-14T12:20:00+00:00", "2026-03-15T04:00:00+00:00"),  # seven in Nairobi
        (Digest.DAILY, "2026-03-14T03:00:00+00:00", "2026-03-14T04:00:00+00:00"),
    ],
)
def test_a_digest_leaves_at_its_time(digest: Digest, raised: str, expected: str) -> None:
    options = replace(DESK, digest=digest, time_zone=ZoneInfo("Africa/Nairobi"))
    row = waiting(numbered(1, at=datetime.fromisoformat(raised)))
    assert schedule.release(row, options) == datetime.fromisoformat(expected)


def test_a_digest_that_failed_does_not_wait_for_the_next_one() -> None:
    options = replace(DESK, digest=Digest.DAILY)
    (first,) = schedule.due([waiting(numbered(1, at=NOW - timedelta(days=1)))], options, NOW)
    (row,) = schedule.failed(first, "down", NOW)
    assert schedule.release(row, options) == row.due < NOW + timedelta(minutes=2)


def test_what_failed_together_goes_again_as_the_same_message() -> None:
    rows = [waiting(numbered(n)) for n in range(11)]
    (first,) = schedule.due(rows, DESK, NOW)
    after = schedule.failed(first, "down", NOW)
    fresh = waiting(numbered(50, at=NOW))
    later = schedule.due([*after, fresh], DESK, after[0].due)
    assert first.key in {one.key for one in later}


@given(st.text(min_size=1), st.integers(1, schedule.MOST_ATTEMPTS - 1))
def test_pauses_grow_within_their_bounds(key: str, attempts: int) -> None:
    again = schedule.next_attempt(key, attempts, NOW)
    assert again is not None
    assert again == schedule.next_attempt(key, attempts, NOW)
    usual = min(schedule.FIRST_PAUSE * 2 ** (attempts - 1), schedule.LONGEST_PAUSE)
    assert usual * 0.75 <= again - NOW <= usual * 1.25


def test_it_is_given_up_after_about_three_days_with_the_reason() -> None:
    one, at = _alone(1), NOW
    pauses = []
    while one.deliveries[0].state is DeliveryState.WAITING:
        (row,) = schedule.failed(one, "no such mailbox", at)
        pauses.append(row.due - at)
        one, at = Dispatch(channel="desk", deliveries=(row,)), row.due
    assert one.deliveries[0].reason == "no such mailbox"
    assert one.deliveries[0].settled is not None
    assert timedelta(days=2) < at - NOW < timedelta(days=4)
    assert all(a < b for a, b in pairwise(pauses[:8]))


def test_what_never_succeeds_is_given_up_at_once() -> None:
    (row,) = schedule.failed(_alone(1), "refused", NOW, for_good=True)
    assert (row.state, row.reason, row.settled) == (DeliveryState.GIVEN_UP, "refused", NOW)


def test_what_a_channel_no_longer_takes_is_given_up_with_the_reason() -> None:
    options = replace(DESK, at_least=Severity.URGENT)
    rows = [waiting(numbered(1)), waiting(numbered(2, severity=Severity.URGENT)), waiting(numbered(3), channel="other")]
    (row,) = schedule.unwanted(rows, options, NOW)
    assert row.alert.id == rows[0].alert.id
    assert row.reason == "the channel takes alerts from urgent on"


def _alone(number: int) -> Dispatch:
    return Dispatch(channel="desk", deliveries=(waiting(numbered(number)),))
