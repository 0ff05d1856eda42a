"""One report in, what it says out: composition only. Pure, so that it runs anywhere and in any order."""

from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from overhorizon import __version__
from overhorizon.clean import clean
from overhorizon.domain.analysis import Analysis, AnalysisRun, Reader
from overhorizon.domain.ids import digest
from overhorizon.domain.reports import RawItem, Rejection, Report, Unread
from overhorizon.encoder.protocol import Encoder
from overhorizon.encoder.sentences import paragraphs
from overhorizon.extract.reader import extract
from overhorizon.gazetteer import Gazetteer


def analyze(raw: RawItem, encoder: Encoder, gazetteer: Gazetteer) -> Analysis | Unread | Rejection:
    """Clean, tag, extract. An input that cannot be used comes back as a Rejection, never as an exception."""
    cleaned = clean(raw)
    if not isinstance(cleaned, Report):
        return cleaned
    return analyze_report(cleaned, encoder, gazetteer)


def analyze_report(report: Report, encoder: Encoder, gazetteer: Gazetteer) -> Analysis:
    """Tag and extract a report that is clean already."""
    body = tuple(p for p in paragraphs(report.text) if not report.is_furniture(p))
    found = extract(report, encoder.encode(report.text, body), gazetteer)
    return Analysis(
        report=report,
        run=AnalysisRun.of(report.revision, reader(encoder, gazetteer)),
        mentions=found.mentions,
        incidents=found.incidents,
        claims=found.claims,
        relations=found.relations,
        quantities=found.quantities,
    )


def analyze_again(raw: RawItem, stored: Report, encoder: Encoder, gazetteer: Gazetteer) -> Analysis:
    """Read a stored revision anew: the words and the metadata stay, whatever the cleaning of today would make of the page.

    Another wording, outlet or date would be another revision, which the outlet has never published; what the cleaning marks in
    the same revision (furniture, repeats) is marked anew.
    """
    cleaned = clean(raw)
    report = cleaned if isinstance(cleaned, Report) and cleaned.revision == stored.revision else stored
    return analyze_report(report, encoder, gazetteer)


def reader(encoder: Encoder, gazetteer: Gazetteer) -> Reader:
    """What an analysis by these, and by this code, will name as its reader."""
    return Reader(encoder=encoder.fingerprint, gazetteer=gazetteer.fingerprint, code=code_fingerprint())


_READING_ROOMS = ("domain", "encoder", "gazetteer", "clean", "extract")


@cache
def code_fingerprint() -> str:
    """The version, and a hash of the source of every room that decides what is read: equal code gives equal analyses."""
    package = files("overhorizon")
    sources = [source for room in _READING_ROOMS for source in _sources(package.joinpath(room))]
    return f"{__version__}+{digest(*sources)[:12]}"


def _sources(folder: Traversable) -> list[bytes]:
    """The Python sources below a folder, in the order of their names."""
    found: list[bytes] = []
    for entry in sorted(folder.iterdir(), key=lambda e: e.name):
        if entry.is_dir():
            found += _sources(entry)
        elif entry.name.endswith(".py"):
            found.append(entry.read_bytes())
    return found
