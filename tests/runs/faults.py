"""What a monitor that has read sites with faults must hold and say."""

import re
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

from overhorizon.feeds.state import FeedState
from overhorizon.runs.standing import status_of
from overhorizon.store.ledger import Ledger
from tests.feeds.server import START, Fault, Web
from tests.runs.bureaus import make_bureaus
from tests.runs.simulated import FollowingWeb, SharedMinute
from tests.store.dump import dump

# What `status` says of each fault: of the feed, or among what was refused.
NAMED = {
    Fault.TIMEOUT: "does not answer in time",
    Fault.TRICKLE: "does not answer in time",
    Fault.TOO_MANY: "answers 429",
    Fault.BUSY: "answers 503",
    Fault.BROKEN: "answers 500",
    Fault.BROKEN_PAGES: "answers 500",
    Fault.BROKEN_XML: "broken XML",
    Fault.WRONG_CHARSET: "iso-8859-5",
    Fault.ENDLESS: "larger than",
    Fault.LOOP: "redirects",
    Fault.PRIVATE: "private network",
    Fault.ENTITIES: "declares a document type or entities",
    Fault.BOMB: "larger than",
    Fault.CUT: "the connection breaks",
    Fault.ROBOTS_BROKEN: "robots.txt cannot be read",
    Fault.MISSING_PAGES: "answers 404",
}


def said_of(state: FeedState | None) -> str:
    """What `status` has to say of a feed."""
    assert state is not None
    return " ".join(filter(None, [state.reason, state.note, *(waiting.reason for waiting in state.waiting)]))


def unnamed(web: Web, said: dict[str, str]) -> dict[str, str]:
    """The sites whose fault is not named among the words said of them."""
    return {
        f"{site.host}: {site.fault}": said.get(site.host, "")
        for site in web.sites
        if site.fault in NAMED and not re.search(NAMED[site.fault], said.get(site.host, ""))
    }


def check_reports(web: Web, ledger: Ledger) -> None:
    """Each article that can be had is there as one report, with each of its wordings; each that cannot is refused once."""
    addresses = Counter(row.address for row in ledger.reports().rows)
    expected = web.expected()
    assert addresses == dict.fromkeys(expected, 1)
    assert ledger.counts().revisions == sum(expected.values())
    assert Counter(row.origin for row in ledger.rejections()) == dict.fromkeys(web.missing(), 1)
    assert ledger.backlog() == 0


def kept(file: Path) -> dict[str, Any]:
    """All that a ledger holds, times and all, but for when a message went out and how often that was tried. There are alerts."""
    with Ledger.open(f"sqlite:///{file}", create=False) as ledger:
        held: dict[str, Any] = dump(ledger)
        assert held["alerts"]
        rows = ledger.deliveries(settled_since=START - timedelta(days=365))
        held["outbox"] = sorted((row.alert.id, row.channel, row.state.value) for row in rows)
    return held


@contextmanager
def bureaus(
    folder: Path, *, sites: int, entries: int, minutes: int, faults: tuple[Fault, ...] = tuple(Fault)
) -> Iterator[FollowingWeb]:
    """Fifty bureaus, or so many, on a clock in FOLDER/clock."""
    made = make_bureaus(11, sites=sites, entries=entries, minutes=minutes, faults=faults)
    with FollowingWeb(made, SharedMinute(folder / "clock")) as web:
        yield web


def listen_to(file: Path, web: FollowingWeb, said: dict[str, str]) -> None:
    """`listen`, while another process writes the ledger."""
    with Ledger.open(f"sqlite:///{file}", create=False) as ledger:
        listen(ledger, web, said)


def listen(ledger: Ledger, web: FollowingWeb, said: dict[str, str]) -> None:
    """Add what `status` says of each site, the feed itself and what was refused of it, at this moment."""
    words = {name: said_of(state) for name, state in status_of(ledger, (), web.shared.now()).feeds.items()}
    for row in ledger.rejections():
        host = row.origin.split("/")[2].partition(":")[0]
        words[host] = f"{words.get(host, '')} {row.reason}"
    for host, heard in words.items():
        if heard not in said.get(host, ""):
            said[host] = f"{said.get(host, '')} {heard}"
