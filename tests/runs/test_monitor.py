"""The monitor: sites with faults to reports, each once; incidents to alerts, each once; alerts to people, each once."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import timedelta
from email import message_from_bytes, policy
from pathlib import Path

import pytest
from sqlalchemy import Connection, event

from overhorizon.domain.watches import Alert, Trigger, Watch
from overhorizon.feeds.http import Clock, Fetcher
from overhorizon.feeds.options import FeedKind, FeedOptions, FetchOptions
from overhorizon.feeds.state import Condition, Waiting, dumps, loads
from overhorizon.feeds.syndication import Entry
from overhorizon.gazetteer import Gazetteer
from overhorizon.notify.channels import open_channel
from overhorizon.notify.options import ChannelKind, ChannelOptions
from overhorizon.runs.delivering import Outbox
from overhorizon.runs.forgetting import forget
from overhorizon.runs.monitor import Monitor, Step
from overhorizon.runs.standing import status_of
from overhorizon.runs.stream import Tools
from overhorizon.runs.watching import Watcher
from overhorizon.store.ledger import Ledger
from overhorizon.store.monitoring import Progress
from overhorizon.store.outcomes import Outcome
from tests.feeds.conftest import Hands
from tests.feeds.server import Fault, Web
from tests.notify.conftest import Post, mail_server, receiver
from tests.rule_encoder import RuleEncoder
from tests.runs.faults import bureaus, check_reports, kept, listen, unnamed
from tests.runs.simulated import Even, Simulation, plan, simulate
from tests.runs.test_watching import CLAIM, ELSEWHERE, FIRST, FOLLOW_UP, PEACE

HOST = "www.example.org"
HOURS = 3


@pytest.fixture(scope="module")
def tools(gazetteer: Gazetteer) -> Tools:
    return Tools(encoder=RuleEncoder(), gazetteer=gazetteer)


@pytest.mark.enable_socket
def test_every_fault_is_named_and_no_article_is_lost_or_doubled(tools: Tools, tmp_path: Path) -> None:
    said: dict[str, str] = {}
    failed: set[str] = set()

    def look(simulation: Simulation) -> None:
        if web.minute % 3 == 0:
            listen(simulation.ledger, web, said)
            states = status_of(simulation.ledger, (), web.shared.now()).feeds
            failed.update(name for name, state in states.items() if state is not None and state.failures)

    with bureaus(tmp_path, sites=len(Fault), entries=4, minutes=60 * HOURS) as web:
        simulate(plan(web, tmp_path, minutes=60 * HOURS), tools, look)
        with Ledger.open(f"sqlite:///{tmp_path / 'ledger.db'}", create=False) as ledger:
            check_reports(web, ledger)
            status = status_of(ledger, (), web.shared.now())
            alerts = ledger.alerts().rows
    assert unnamed(web, said) == {}
    # Who failed was quiet for a while, and is back.
    assert len(failed) == 12
    assert {state.condition for state in status.feeds.values() if state is not None} == {Condition.WELL}
    assert status.backlog == 0
    assert {alert.trigger for alert in alerts} >= {Trigger.NEW_INCIDENT, Trigger.TOLL_REVISED}


@dataclass
class Newsroom:
    """One site of the tests whose feed a test writes, a clock, and a monitor that is made anew for every use, as after a restart."""

    web: Web
    ledger: Ledger
    tools: Tools
    hands: Hands
    channels: tuple[ChannelOptions, ...] = ()

    def publishes(self, *texts: str) -> None:
        """The feed shows these articles, the last one first."""
        items = []
        for text in texts:
            title, _, body = text.partition("\n\n")
            body = f"<body><article><h1>{title}</h1><p>{body}</p></article></body>"
            page = f"<!doctype html><html lang='en'><head><title>{title}</title></head>{body}</html>"
            address = self.web.put(HOST, f"/2026/{len(title)}-{len(body)}", page, Content_Type="text/html; charset=utf-8")
            items.append(
                f"<item><title>{title}</title><link>{address}</link><pubDate>Tue, 03 Mar 2026 09:00:00 GMT</pubDate></item>"
            )
        feed = (
            f"<?xml version='1.0'?><rss version='2.0'><channel><title>Harbour</title>{''.join(reversed(items))}</channel></rss>"
        )
        self.web.put(HOST, "/feed.xml", feed, Content_Type="application/rss+xml")

    @contextmanager
    def monitor(self) -> Iterator[Monitor]:
        options = FetchOptions(allow_private=self.web.allowed(HOST), per_host_interval=timedelta(0))
        feed = FeedOptions(name="harbour", kind=FeedKind.FEED, location=f"http://{HOST}:{self.web.port}/feed.xml")
        watch = Watch(name="all", channels=tuple(o.name for o in self.channels))
        clock = Clock(now=self.hands.now, sleep=self.hands.sleep)
        with Fetcher(options, clock=clock, random=Even(), resolver=self.web.resolve) as fetcher:
            yield Monitor(
                ledger=self.ledger,
                tools=self.tools,
                feeds=[feed],
                watcher=Watcher(ledger=self.ledger, gazetteer=self.tools.gazetteer, watches=[watch], now=self.hands.now),
                fetcher=fetcher,
                outbox=Outbox(
                    ledger=self.ledger, options=self.channels, channels={o.name: open_channel(o) for o in self.channels}
                ),
            )

    def round(self) -> list[Step]:
        with self.monitor() as monitor:
            return list(monitor.round())

    def alerts(self) -> list[Alert]:
        """All that were raised, the oldest first."""
        return sorted(self.ledger.alerts().rows, key=lambda alert: (alert.time, alert.id))


@pytest.fixture
def newsroom(tools: Tools) -> Iterator[Newsroom]:
    with Web() as web, Ledger.open("sqlite://") as ledger:
        hands = Hands()
        hands.move(days=1, hours=12)  # Tuesday
        yield Newsroom(web=web, ledger=ledger, tools=tools, hands=hands)


def mail(post: Post) -> ChannelOptions:
    address = f"mailto://127.0.0.1:{post.port}?mode=insecure&from=watch@desk.example&to=reader@desk.example"
    return ChannelOptions(name="mail", kind=ChannelKind.APPRISE, location=address)


def hook(post: Post) -> ChannelOptions:
    return ChannelOptions(name="hook", kind=ChannelKind.APPRISE, location=f"json://127.0.0.1:{post.port}/in")


@pytest.mark.enable_socket
def test_people_are_told_each_alert_once_in_threads_and_later_if_they_cannot_be_reached(newsroom: Newsroom) -> None:
    with mail_server() as mailbox, receiver() as webhook:
        newsroom.channels = (mail(mailbox), hook(webhook))
        newsroom.publishes(FIRST, PEACE)
        newsroom.round()
        (first,) = newsroom.alerts()
        assert first.trigger is Trigger.NEW_INCIDENT
        assert len(mailbox.received) == len(webhook.received) == 1

        mailbox.status = webhook.status = 503
        newsroom.hands.move(minutes=20)
        newsroom.publishes(FIRST, PEACE, FOLLOW_UP, CLAIM)
        newsroom.round()
        later = newsroom.alerts()[1:]
        assert {alert.trigger for alert in later} >= {Trigger.TOLL_REVISED, Trigger.RESPONSIBILITY_CLAIMED}
        assert {alert.follows for alert in later} == {first.id}
        assert len(mailbox.received) == len(webhook.received) == 1
        waiting = status_of(newsroom.ledger, (), newsroom.hands.at).waiting
        assert {(row.alert.id, row.channel) for row in waiting} == {(a.id, name) for a in later for name in ("mail", "hook")}
        assert all(row.attempts and row.reason for row in waiting)

        mailbox.status = webhook.status = 200
        for _ in range(2):  # nothing new comes, and nothing is told again
            newsroom.hands.move(minutes=20)
            newsroom.round()
        assert status_of(newsroom.ledger, (), newsroom.hands.at).waiting == ()

    rows = newsroom.ledger.deliveries(settled_since=newsroom.hands.at - timedelta(days=1))
    mails = [message_from_bytes(raw, policy=policy.default) for raw in mailbox.received]
    for name, got in (
        ("mail", [m["X-Overhorizon-Key"] for m in mails]),
        ("hook", [h["X-Overhorizon-Key"] for h in webhook.headers]),
    ):
        assert sorted(got) == sorted(row.key for row in rows if row.channel == name)
    assert len(mails) == len(newsroom.alerts())
    assert {m["References"] for m in mails} == {f"<{first.id}@overhorizon.invalid>"}
    assert webhook.received[0]["title"].endswith(first.headline)


@pytest.mark.enable_socket
def test_a_channel_that_is_down_does_not_hold_up_the_other(newsroom: Newsroom) -> None:
    with mail_server() as mailbox, receiver() as webhook:
        newsroom.channels = (mail(mailbox), hook(webhook))
        mailbox.status = 503
        newsroom.publishes(FIRST, ELSEWHERE)
        newsroom.round()
        assert len(webhook.received) == len(newsroom.alerts()) == 2
        assert mailbox.received == []


@pytest.mark.enable_socket
def test_stopping_finishes_what_has_begun_and_the_next_goes_on(newsroom: Newsroom) -> None:
    newsroom.publishes(PEACE, ELSEWHERE, FIRST)
    steps: list[Step] = []
    with newsroom.monitor() as monitor:
        steps.extend(monitor.run(lambda: newsroom.ledger.alerts().total > 0, newsroom.hands.sleep))
    # The second article told of an incident: its alert is kept, the third is not begun.
    assert [s.read.outcome for s in steps if s.read is not None] == [Outcome.NEW, Outcome.NEW]
    assert newsroom.ledger.counts().reports == 2
    assert newsroom.ledger.backlog() == 0
    (alert,) = newsroom.alerts()
    assert "Kidal" in alert.headline
    going_on = newsroom.round()
    assert [s.read.outcome for s in going_on if s.read is not None] == [Outcome.NEW]
    assert newsroom.ledger.counts().reports == 3
    assert len(newsroom.alerts()) == 2


@pytest.mark.enable_socket
def test_an_article_that_changes_becomes_a_revision_and_a_follow_up(newsroom: Newsroom) -> None:
    newsroom.publishes(FIRST)
    newsroom.round()
    address = newsroom.ledger.reports().rows[0].address
    assert address is not None
    title, _, body = FOLLOW_UP.partition("\n\n")
    path = f"/{address.partition('//')[2].partition('/')[2]}"
    newsroom.web.put(
        HOST, path, f"<!doctype html><html><title>{title}</title><article><h1>{title}</h1><p>{body}</p></article></html>"
    )
    feed = newsroom.web.extra[HOST, "/feed.xml"][2].replace(b"03 Mar", b"04 Mar")
    newsroom.web.put(HOST, "/feed.xml", feed, Content_Type="application/rss+xml")
    newsroom.hands.move(days=1)
    newsroom.round()
    counts = newsroom.ledger.counts()
    assert (counts.reports, counts.revisions) == (1, 2)
    first, *later = newsroom.alerts()
    assert Trigger.NEW_INCIDENT not in {alert.trigger for alert in later}
    assert Trigger.TOLL_REVISED in {alert.trigger for alert in later}
    assert {alert.follows for alert in later} == {first.id}


@pytest.mark.enable_socket
def test_a_state_of_another_version_begins_anew_and_doubles_nothing(newsroom: Newsroom) -> None:
    newsroom.publishes(FIRST, ELSEWHERE)
    newsroom.round()
    told = newsroom.alerts()
    newsroom.ledger.keep_progress(Progress(feed="harbour", state=b'{"seen": 7}'), at=newsroom.hands.at)
    assert status_of(newsroom.ledger, (), newsroom.hands.at).feeds == {"harbour": None}
    newsroom.hands.move(minutes=20)
    assert {s.read.outcome for s in newsroom.round() if s.read is not None} == {Outcome.UNCHANGED}
    assert newsroom.alerts() == told
    assert newsroom.ledger.counts().reports == 2


class Death(BaseException):
    """What nothing in the program catches."""


@dataclass
class Fate:
    """Nothing more is committed after ``commits``: then comes death, once."""

    commits: int

    def commit(self, _: Connection) -> None:
        self.commits -= 1
        if self.commits == -1:
            raise Death


def two_days(web: Web, tools: Tools, folder: Path, fate: Fate) -> None:
    """Read what is published on two days into FOLDER; who dies goes on at the same time."""
    folder.mkdir()
    channel = ChannelOptions(name="file", kind=ChannelKind.JSONL, location=str(folder / "alerts.jsonl"))
    for day, texts in enumerate(((PEACE, FIRST), (PEACE, FIRST, FOLLOW_UP, ELSEWHERE))):
        hands = Hands()
        hands.move(days=1 + day, hours=12)
        is_over = False
        while not is_over:
            with Ledger.open(f"sqlite:///{folder / 'ledger.db'}") as ledger, suppress(Death):
                room = Newsroom(web=web, ledger=ledger, tools=tools, hands=hands, channels=(channel,))
                room.publishes(*texts)
                event.listen(ledger._engine, "commit", fate.commit)
                room.round()
                is_over = True


@pytest.mark.enable_socket
def test_dying_before_any_commit_changes_nothing(tools: Tools, tmp_path: Path) -> None:
    with Web() as web:
        endless = Fate(1_000_000)
        two_days(web, tools, tmp_path / "whole", endless)
        expected = kept(tmp_path / "whole" / "ledger.db")
        lines = (tmp_path / "whole" / "alerts.jsonl").read_bytes().splitlines()
        commits = 1_000_000 - endless.commits
        assert commits > 12
        for number in range(commits):
            two_days(web, tools, tmp_path / str(number), Fate(number))
            assert kept(tmp_path / str(number) / "ledger.db") == expected, number
            found = (tmp_path / str(number) / "alerts.jsonl").read_bytes().splitlines()
            assert sorted(found) == sorted(lines), number  # what has waited goes out in one go, by time and id


@pytest.mark.enable_socket
def test_a_forgotten_report_is_named_in_no_state_of_a_feed(newsroom: Newsroom) -> None:
    newsroom.publishes(FIRST)
    newsroom.round()
    report = newsroom.ledger.reports().rows[0]
    assert report.address is not None
    assert newsroom.ledger.givers() == {report.id: ("harbour",)}
    (row,) = newsroom.ledger.feed_states()
    state = loads(row.state)
    entry = Entry(id="e-1", stamp="2", link=report.address, title="A title that is to be forgotten")
    waits = Waiting(entry=entry, whole=False, since=row.at, tries=1, not_before=row.at, reason="down")
    newsroom.ledger.keep_progress(Progress(feed="harbour", state=dumps(replace(state, waiting=(waits,)))), at=row.at)
    forget(newsroom.ledger, report.id, at=newsroom.hands.at)
    (row,) = newsroom.ledger.feed_states()
    assert report.address.encode() not in row.state and b"to be forgotten" not in row.state
    assert [seen.id for seen in loads(row.state).seen][-1] == "e-1"
    assert newsroom.ledger.givers() == {}
