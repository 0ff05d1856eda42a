"""The demo corpus in a ledger, a hostile report beside it, and the pages on them."""

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from importlib.resources import as_file, files
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from overhorizon.domain.analysis import Analysis, AnalysisRun
from overhorizon.domain.claims import Certainty, Claim, Polarity
from overhorizon.domain.incidents import IncidentMention, IncidentType, Prominence, Reading, Realis, Role, RoleFiller
from overhorizon.domain.parties import Party
from overhorizon.domain.places import Location, PlacePrecision
from overhorizon.domain.reports import Capture, Form, Publication, PublicationBasis, Report
from overhorizon.domain.sources import Source, SourceKind
from overhorizon.domain.spans import Span
from overhorizon.domain.tolls import Count, Harm, Toll
from overhorizon.runs.stream import load_tools, read_all
from overhorizon.store.ledger import Ledger
from overhorizon.web.app import create_app
from overhorizon.web.options import Token, WebOptions

HOME = "http://127.0.0.1:8600"
SECRET = "a-secret-of-the-page-tests"
READ_ON = datetime(2026, 5, 1, 12, tzinfo=UTC)

BREAKOUT = "</script><script>window.hurt=1</script><img src=x onerror=window.hurt=1>"
REVERSED = "\u202etoll\u202c\u2066 \u200b"
EMOJI = "🕯️👩‍👩‍👧 "
HOSTILE_TEXT = (
    f'{BREAKOUT} bombing kills 12\n\nA bomb {REVERSED} killed 12 people in {BREAKOUT}, said {EMOJI} "><svg onload=window.hurt=1>'
    " and javascript:alert(1).\n" + "a" * 5_000_000
)


def hostile() -> Analysis:
    """A report each part of which tries to be more than text, with a line of 5 MB."""

    def at(words: str) -> Span:
        start = HOSTILE_TEXT.index(words)
        return Span(start=start, end=start + len(words))

    outlet = f'Herald"><script>window.hurt=1</script>{REVERSED}'
    day = datetime(2026, 4, 30, tzinfo=UTC).date()
    report = Report(
        text=HOSTILE_TEXT,
        address="javascript:window.hurt=1//https://herald.example/",
        outlet=outlet,
        publication=Publication(first=day, last=day, basis=PublicationBasis.DECLARED),
        title=Span(start=0, end=HOSTILE_TEXT.index("\n")),
        language="en",
    )
    speaker = Source(span=at(EMOJI), words=f"{EMOJI}{BREAKOUT}", kind=SourceKind.UNNAMED)
    toll = Toll(harm=Harm.KILLED, total=Count.exactly(12))
    incident = IncidentMention(
        id="i-hostile",
        triggers=(at("bombing"),),
        realis=Realis.ACTUAL,
        prominence=Prominence.MAIN,
        types=(Reading(span=at("bombing"), rule=BREAKOUT, value=IncidentType.BOMBING),),
        places=(
            Reading(
                span=at(REVERSED),
                rule="described",
                value=Location(described=f"near {BREAKOUT}", place=None, country="SO", precision=PlacePrecision.FUZZY),
            ),
        ),
        tolls=(Reading(span=at("12 people"), rule="active", value=toll, claim="c-hostile"),),
        roles=(
            Reading(
                span=at("<svg onload=window.hurt=1>"),
                rule="subject",
                value=RoleFiller(role=Role.PERPETRATOR, party=Party(words="<svg onload=window.hurt=1>")),
            ),
        ),
    )
    claim = Claim(
        id="c-hostile",
        content=(at("killed 12 people"),),
        cue=(at("said"),),
        chain=(speaker,),
        polarity=Polarity.ASSERTS,
        certainty=Certainty(),
        about=("i-hostile",),
        score=0.2,
    )
    run = AnalysisRun(revision=report.revision, encoder="none", gazetteer="none", code="none")
    return Analysis(report=report, run=run, incidents=(incident,), claims=(claim,))


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo corpus and the hostile report; nobody writes to it."""
    file = tmp_path_factory.mktemp("pages") / "ledger.db"
    with Ledger.open(str(file)) as ledger, as_file(files("overhorizon.demo").joinpath("corpus")) as corpus:
        inputs = sorted(str(path) for path in corpus.iterdir())
        for _ in read_all(inputs, load_tools(), now=lambda: READ_ON, ledger=ledger):
            pass
        content = HOSTILE_TEXT[:1_000].encode()
        capture = Capture(content=content, form=Form.PAGE_TEXT, origin=BREAKOUT, received=READ_ON)
        ledger.record(capture, hostile(), at=READ_ON)
    return file


def options(file: Path) -> WebOptions:
    return WebOptions(store=str(file), tokens=(Token(name="rosa", secret=SECRET),), now=lambda: READ_ON)


@pytest.fixture(scope="session")
def reader(demo: Path) -> Iterator[TestClient]:
    """Someone on this machine who only reads."""
    with TestClient(create_app(options(demo)), base_url=HOME) as opened:
        yield opened


@pytest.fixture
def own(demo: Path, tmp_path: Path) -> Path:
    """A ledger to write to."""
    return Path(shutil.copy(demo, tmp_path / "ledger.db"))


@pytest.fixture
def signed_in(own: Path) -> Iterator[TestClient]:
    """Rosa, signed in with a browser."""
    with TestClient(create_app(options(own)), base_url=HOME) as opened:
        opened.post("/session", data={"token": SECRET})
        yield opened
