"""Alerts: each once, threaded, never on reprints, the same whenever the process dies."""

import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from overhorizon.domain.deliveries import DeliveryState
from overhorizon.domain.ids import short_id
from overhorizon.domain.incidents import IncidentMention, IncidentType
from overhorizon.domain.judgements import Judgement, Verdict, in_order
from overhorizon.domain.reports import Capture, Form, RawItem
from overhorizon.domain.spans import Span
from overhorizon.domain.watches import Alert, Severity, Theatre, Trigger, Watch
from overhorizon.gazetteer import Gazetteer
from overhorizon.runs import replay
from overhorizon.runs.stream import Tools, keep, read
from overhorizon.runs.watching import Watcher
from overhorizon.store.ledger import Ledger
from overhorizon.store.monitoring import Progress
from tests.rule_encoder import RuleEncoder

EVERYTHING = Watch(name="all", channels=("desk",))
FIRST = (
    "Bomb kills 12 at market in Gao\n\nA bomb exploded at the fish market in Gao on Monday, killing 12 people and injuring 30, "
    "Colonel Bakary Sow of the Malian army told reporters. Traders carried the wounded on carts to the clinic beside the river."
)
FOLLOW_UP = (
    "Bomb at fish market in Gao killed 19, army says\n\nNineteen people were killed and 30 injured when a bomb exploded at the fish "
    "market in Gao on Monday, Colonel Bakary Sow of the Malian army said. Fishmongers have closed their stalls."
)
CLAIM = (
    "Jama'at Nusrat al-Islam says it bombed market in Gao\n\nJama'at Nusrat al-Islam wal-Muslimin claimed responsibility for the bomb "
    "that exploded at the fish market in Gao on Monday, killing 19 people and injuring 30. Colonel Bakary Sow had blamed the group."
)
ELSEWHERE = (
    "Gunmen kill five in Kidal\n\nGunmen shot dead five people at a well near Kidal on Friday, a local official said. "
    "The attackers fled on motorcycles, he added."
)
PEACE = "Fishers of Gao land a record catch\n\nThe river brought more fish than in any year since 1998, the port authority said."


@pytest.fixture(scope="module")
def tools(gazetteer: Gazetteer) -> Tools:
    return Tools(encoder=RuleEncoder(), gazetteer=gazetteer)


def record(text: str, *, url: str, outlet: str = "Harbour Radio", day: str = "2026-06-02") -> dict[str, str]:
    title, _, body = text.partition("\n\n")
    return {"url": url, "publisher": outlet, "published": day, "title": title, "text": body}


class Desk:
    """A ledger, a clock and a watcher that is made anew for every look, as after a restart."""

    def __init__(self, ledger: Ledger, tools: Tools, *watches: Watch) -> None:
        self.ledger, self.tools, self.watches = ledger, tools, watches or (EVERYTHING,)
        self.at = datetime(2026, 6, 2, 12, tzinfo=UTC)

    def reads(self, text: str, *, outlet: str = "Harbour Radio", day: str = "2026-06-02", url: str | None = None) -> str:
        given = record(text, outlet=outlet, day=day, url=url or f"https://{outlet[:4].lower()}.example/{len(text)}")
        self.at = max(self.at + timedelta(minutes=1), datetime.fromisoformat(f"{day}T12:00:00+00:00"))
        item = RawItem(capture=Capture(content=json.dumps(given).encode(), form=Form.RECORD, origin="test", received=self.at))
        kept = keep(item, read(item, self.tools), self.ledger, at=self.at)
        assert kept.outcome is not None
        return kept.result.report.id  # type: ignore[union-attr]

    def looks(self) -> list[Alert]:
        watcher = Watcher(ledger=self.ledger, gazetteer=self.tools.gazetteer, watches=self.watches, now=lambda: self.at)
        return list(watcher.look())

    def hears(self, text: str, *, outlet: str = "Harbour Radio", day: str = "2026-06-02", url: str | None = None) -> list[Alert]:
        self.reads(text, outlet=outlet, day=day, url=url)
        return self.looks()


@contextmanager
def desk(tools: Tools, *watches: Watch) -> Iterator[Desk]:
    with Ledger.open("sqlite://") as ledger:
        yield Desk(ledger, tools, *watches)


def triggers(alerts: Iterable[Alert]) -> list[Trigger]:
    return [a.trigger for a in alerts]


def test_a_new_incident_is_told_once(tools: Tools) -> None:
    with desk(tools) as d:
        (alert,) = d.hears(FIRST)
        assert alert.trigger is Trigger.NEW_INCIDENT
        assert "Gao" in alert.headline
        assert alert.follows is None
        assert d.looks() == []
        d.reads(FIRST)
        assert d.looks() == []


def test_every_word_of_evidence_stands_in_its_report(tools: Tools) -> None:
    with desk(tools) as d:
        d.reads(FIRST)
        for alert in [*d.looks(), *d.hears(FOLLOW_UP, outlet="Meridian Wire", day="2026-06-03")]:
            assert alert.evidence
            for words in alert.evidence:
                assert d.ledger.analysis(words.report).report.text[words.start : words.end] == words.words
                assert words.report in alert.reports or alert.trigger is Trigger.CONTRADICTION_OPENED


def test_a_toll_that_rises_follows_the_first_alert(tools: Tools) -> None:
    with desk(tools) as d:
        (first,) = d.hears(FIRST)
        alerts = d.hears(FOLLOW_UP, outlet="Meridian Wire", day="2026-06-03")
        assert Trigger.TOLL_REVISED in triggers(alerts)
        assert Trigger.NEW_INCIDENT not in triggers(alerts)
        assert {a.follows for a in alerts} == {first.id}
        revised = next(a for a in alerts if a.trigger is Trigger.TOLL_REVISED)
        assert "killed 19 (was 12)" in revised.headline


def test_a_claim_of_responsibility_is_told(tools: Tools) -> None:
    with desk(tools) as d:
        d.hears(FIRST)
        d.hears(FOLLOW_UP, outlet="Meridian Wire", day="2026-06-03")
        alerts = d.hears(CLAIM, outlet="Noria Press", day="2026-06-04")
        assert Trigger.RESPONSIBILITY_CLAIMED in triggers(alerts)


def test_a_reprint_raises_nothing(tools: Tools) -> None:
    with desk(tools) as d:
        d.hears(FIRST)
        assert d.hears(FIRST, outlet="Eastgate Daily", day="2026-06-03") == []
        shortened = FIRST.replace("Traders carried the wounded on carts to the clinic beside the river.", "")
        assert d.hears(shortened, outlet="Blue Gate Monitor", day="2026-06-03") == []


def test_peace_raises_nothing(tools: Tools) -> None:
    with desk(tools) as d:
        assert d.hears(PEACE) == []


def test_two_incidents_are_two_threads(tools: Tools) -> None:
    with desk(tools) as d:
        (one,) = d.hears(FIRST)
        (other,) = d.hears(ELSEWHERE, outlet="Noria Press", day="2026-06-07")
        assert one.thread != other.thread
        assert {a.id for a in d.ledger.alerts().rows} == {one.id, other.id}


def test_what_long_ago_happened_is_no_news(tools: Tools) -> None:
    trial = FIRST.replace("on Monday", "on 3 May 2021")
    with desk(tools) as d:
        assert d.hears(trial) == []


@pytest.mark.parametrize(
    ("watch", "heard"),
    [
        (Watch(name="w", theatres=(Theatre(name="Mali", countries=("ML",)),)), True),
        (Watch(name="w", theatres=(Theatre(name="Niger", countries=("NE",)),)), False),
        (Watch(name="w", types=(IncidentType.BOMBING,)), True),
        (Watch(name="w", types=(IncidentType.KIDNAPPING,)), False),
        (Watch(name="w", killed_at_least=12), True),
        (Watch(name="w", killed_at_least=13), False),
        (Watch(name="w", roots_at_least=2), False),
        (Watch(name="w", triggers=(Trigger.TOLL_REVISED,)), False),
        (Watch(name="w", actors=("gov-fr",)), False),
    ],
)
def test_a_watch_hears_what_it_asks_for(tools: Tools, watch: Watch, *, heard: bool) -> None:
    with desk(tools, watch) as d:
        assert bool(d.hears(FIRST)) is heard


def test_an_incident_that_grows_into_a_watch_is_new_to_it(tools: Tools) -> None:
    with desk(tools, Watch(name="w", roots_at_least=2, severity=Severity.URGENT), EVERYTHING) as d:
        assert [a.watch for a in d.hears(FIRST)] == ["all"]
        alerts = d.hears(CLAIM, outlet="Noria Press", day="2026-06-02")
        first, *others = (a for a in alerts if a.watch == "w")
        assert (first.trigger, first.severity) == (Trigger.NEW_INCIDENT, Severity.URGENT)
        assert {a.follows for a in others} == {first.id}
        assert Trigger.NEW_INCIDENT not in triggers(a for a in alerts if a.watch == "all")


def test_the_lowest_number_that_anybody_gives_counts(tools: Tools) -> None:
    with desk(tools, Watch(name="w", killed_at_least=15)) as d:
        assert d.hears(FIRST) == []
        assert d.hears(FOLLOW_UP, outlet="Meridian Wire", day="2026-06-03") == []  # a report still says 12


def test_what_was_there_before_anybody_watched_is_not_told(tools: Tools) -> None:
    with desk(tools) as d:
        d.reads(FIRST)
        assert d.ledger.look_away() > 0
        assert d.looks() == []
        alerts = d.hears(FOLLOW_UP, outlet="Meridian Wire", day="2026-06-03")
        assert Trigger.NEW_INCIDENT not in triggers(alerts)
        assert Trigger.TOLL_REVISED in triggers(alerts)


def test_what_was_there_before_and_is_read_anew_is_no_new_incident(tools: Tools) -> None:
    with desk(tools) as d:
        d.reads(FIRST, url="https://harbour.example/gao")
        assert d.ledger.look_away() == 1
        assert d.hears(FIRST.replace("carts", "handcarts"), url="https://harbour.example/gao") == []
        assert triggers(d.hears(ELSEWHERE, day="2026-06-07", url="https://harbour.example/kidal")) == [Trigger.NEW_INCIDENT]


def test_a_silent_edit_that_raises_the_toll_is_told(tools: Tools) -> None:
    with desk(tools) as d:
        d.hears(FIRST, url="https://harbour.example/gao")
        edited = FIRST.replace("kills 12", "kills 17").replace("killing 12", "killing 17")
        alerts = d.hears(edited, day="2026-06-02", url="https://harbour.example/gao")
        assert Trigger.TOLL_REVISED in triggers(alerts)


def test_a_person_who_merges_repeats_nothing(tools: Tools) -> None:
    with desk(tools) as d:
        d.hears(FIRST)
        d.hears(ELSEWHERE, outlet="Noria Press", day="2026-06-07")
        one, other = d.ledger.incidents().rows
        ends = in_order(one.accounts[0].anchor, other.accounts[0].anchor, Verdict.SAME)
        held = Judgement(first=ends[0], second=ends[1], verdict=Verdict.SAME, reason="test", author="ada", at=d.at)
        d.ledger.judge([held])
        assert d.looks() == []
        d.ledger.undo(held.id, author="ada", reason="test", at=d.at)
        assert d.looks() == []


def test_a_death_between_reading_and_looking_loses_and_doubles_nothing(tools: Tools, tmp_path: Path) -> None:
    texts = [
        (FIRST, "Harbour Radio", "2026-06-02"),
        (FOLLOW_UP, "Meridian Wire", "2026-06-03"),
        (ELSEWHERE, "Noria Press", "2026-06-07"),
    ]
    with desk(tools) as d:
        for text, outlet, day in texts:
            d.hears(text, outlet=outlet, day=day)
        undisturbed = {a.id for a in d.ledger.alerts().rows}
    url = f"sqlite:///{tmp_path / 'ledger.db'}"
    for text, outlet, day in texts:
        with Ledger.open(url) as ledger:  # the process dies after recording
            Desk(ledger, tools).reads(text, outlet=outlet, day=day)
        with Ledger.open(url) as ledger:
            Desk(ledger, tools).looks()
    with Ledger.open(url) as ledger:
        assert {a.id for a in ledger.alerts().rows} == undisturbed
        waiting = ledger.deliveries()
        assert {w.alert.id for w in waiting} == undisturbed
        assert len({w.key for w in waiting}) == len(waiting)


def test_deliveries_are_settled(tools: Tools) -> None:
    with desk(tools) as d:
        d.hears(FIRST)
        (waiting,) = d.ledger.deliveries()
        failed = replace(waiting, attempts=1, reason="no answer", due=d.at + timedelta(minutes=5))
        d.ledger.keep_deliveries([failed])
        assert d.ledger.deliveries() == (failed,)
        d.ledger.keep_deliveries([replace(failed, state=DeliveryState.DELIVERED, attempts=2, reason=None, settled=d.at)])
        assert d.ledger.deliveries() == ()
        assert [e.state for e in d.ledger.deliveries(settled_since=d.at)] == [DeliveryState.DELIVERED]


def test_a_forgotten_report_takes_its_alerts_with_it(tools: Tools) -> None:
    with desk(tools) as d:
        report = d.reads(FIRST)
        assert d.looks()
        d.ledger.forget(report, at=d.at)
        assert d.ledger.alerts().total == 0
        assert d.ledger.deliveries(settled_since=datetime.min.replace(tzinfo=UTC)) == ()
        assert d.looks() == []


def test_progress_of_a_feed_is_kept_with_what_was_read(tools: Tools) -> None:
    with desk(tools) as d:
        d.ledger.keep_progress(Progress(feed="wire", state=b"one"), at=d.at)
        d.ledger.keep_progress(Progress(feed="wire", state=b"two"), at=d.at)
        assert [(row.feed, row.state) for row in d.ledger.feed_states()] == [("wire", b"two")]


def test_a_replay_is_the_same_twice_and_in_any_order_of_lines(tools: Tools, tmp_path: Path) -> None:
    lines = [
        {"id": "one", **record(FIRST, url="https://a.example/1")},
        {"id": "two", **record(FOLLOW_UP, outlet="Meridian Wire", day="2026-06-03", url="https://b.example/1")},
        {"id": "three", **record(ELSEWHERE, outlet="Noria Press", day="2026-06-07", url="https://c.example/1")},
        {"id": "four", **record(PEACE, outlet="Eastgate Daily", day="2026-06-01", url="https://d.example/1")},
    ]
    found = []
    for order in (lines, lines[::-1], lines):
        (tmp_path / "documents.jsonl").write_text("\n".join(json.dumps(line) for line in order), encoding="utf-8")
        fed = list(replay.documents(tmp_path, tools))
        with Ledger.open("sqlite://") as ledger:
            done = list(replay.replay(fed, tools, ledger, [replay.EVERYTHING]))
        names = replay.names(done)
        found.append([(a.id, a.time, [names[r] for r in a.reports]) for one in done for a in one.alerts])
        assert [one.name for one in done] == ["four", "one", "two", "three"]
    assert found[0] == found[1] == found[2]
    assert {name for _, _, reports in found[0] for name in reports} == {"one", "two", "three"}


def test_a_day_is_surveyed_once_whoever_starts_anew(tools: Tools) -> None:
    with desk(tools) as d:
        d.reads(FIRST)

        def watcher() -> Watcher:
            return Watcher(ledger=d.ledger, gazetteer=tools.gazetteer, watches=(), now=lambda: d.at)

        assert watcher().is_survey_due()
        watcher().survey()
        assert not watcher().is_survey_due()
        d.at += timedelta(days=1)
        assert watcher().is_survey_due()


def test_what_was_looked_away_from_stays_so_when_it_is_read_anew(tools: Tools) -> None:
    """A better reading begins an account with other words: its mention has another id, and is no news."""
    with desk(tools) as d:
        report = d.reads(FIRST)
        assert d.ledger.look_away() > 0
        reread(d, report)
        assert d.looks() == []
        assert d.hears(FOLLOW_UP, outlet="Meridian Wire", day="2026-06-03") != []


def test_an_alert_keeps_its_thread_when_its_report_is_read_anew(tools: Tools) -> None:
    with desk(tools) as d:
        report = d.reads(FIRST)
        (first,) = d.looks()
        reread(d, report)
        assert d.looks() == []
        followed = d.hears(FOLLOW_UP, outlet="Meridian Wire", day="2026-06-03")
        assert followed and {alert.follows for alert in followed} == {first.id}


def reread(d: Desk, report: str) -> None:
    """The report as an encoder reads it that takes other words to tell of every incident first."""
    analysis = d.ledger.analysis(report)

    def otherwise(mention: IncidentMention) -> IncidentMention:
        first, *others = sorted(mention.triggers)
        wider = Span(start=first.start, end=first.end + 1)
        return replace(mention, id=short_id("i", report, str(wider)), triggers=(wider, *others))

    again = replace(
        analysis,
        run=replace(analysis.run, encoder="another"),
        incidents=tuple(otherwise(m) for m in analysis.incidents),
        claims=(),
        relations=(),
    )
    assert {m.id for m in again.incidents}.isdisjoint(m.id for m in analysis.incidents)
    d.at += timedelta(minutes=1)
    stored = d.ledger.stored(analysis.run.id)
    assert stored is not None
    d.ledger.renew(stored.capture, again, at=d.at)
