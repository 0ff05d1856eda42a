"""One report in, what it says out; many reports in, incidents out: composition only. Pure, so that it runs anywhere and in any order."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from overhorizon import __version__
from overhorizon.clean import clean
from overhorizon.domain.accounts import Account
from overhorizon.domain.analysis import Analysis, AnalysisRun, Reader
from overhorizon.domain.ids import digest
from overhorizon.domain.judgements import Judgement
from overhorizon.domain.partition import Partition
from overhorizon.domain.reports import RawItem, Rejection, Report, Unread
from overhorizon.encoder.protocol import Encoder
from overhorizon.encoder.sentences import paragraphs
from overhorizon.extract.reader import extract
from overhorizon.gazetteer import Gazetteer
from overhorizon.link.accounts import accounts
from overhorizon.link.blocking import keys
from overhorizon.link.judge import judge_profiles
from overhorizon.link.partition import Attached, one_incident, partition
from overhorizon.link.partition import attach as attach_judgements
from overhorizon.link.profile import Profile
from overhorizon.link.score import shipped


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


# Across reports


def accounts_of(analysis: Analysis, *, first_seen: datetime) -> tuple[Account, ...]:
    """One account for each incident mention of a report, in order. From when they count is the ledger's to say."""
    return accounts(analysis, first_seen=first_seen)


def candidate_keys(account: Account) -> frozenset[str]:
    """What an account is found by: it is compared with those that share a key."""
    return keys(account)


def judge_pairs(pairs: Iterable[tuple[Account, Account]]) -> Iterator[Judgement]:
    """What the rules hold of these pairs, whether they share a key or not."""
    profiles: dict[int, Profile] = {}

    def profile(account: Account) -> Profile:
        return profiles.setdefault(id(account), Profile(account=account))

    for first, second in pairs:
        yield judge_profiles(profile(first), profile(second), shipped())


def attach(accounts: Iterable[Account], judgements: Iterable[Judgement]) -> Attached:
    """Persons' judgements at the accounts that their anchors touch now."""
    return attach_judgements(accounts, judgements)


def incidents_of(accounts: Iterable[Account], judgements: Iterable[Judgement]) -> Partition:
    """Accounts and judgements to incidents: the same function at any moment, on what existed then."""
    return partition(accounts, judgements)


def agreed(accounts: Iterable[Account]) -> Partition | None:
    """As `incidents_of` accounts that *same* connects and of which no judgement of a pair speaks against one incident; None: ask it."""
    return one_incident(accounts)


_READING_ROOMS = ("domain", "encoder", "gazetteer", "clean", "extract")
_LINKING_ROOMS = ("domain", "link")
_BRIEFING_ROOMS = ("domain", "link", "assess", "wording", "brief")


@cache
def code_fingerprint() -> str:
    """The version, and a hash of the source of every room that decides what is read: equal code gives equal analyses."""
    return _fingerprint(_READING_ROOMS, (".py",))


@cache
def linking_fingerprint() -> str:
    """As `code_fingerprint`, of the rooms that decide what is linked, weights included: equal rules give equal links."""
    return _fingerprint(_LINKING_ROOMS, (".py", ".json"))


@cache
def briefing_fingerprint() -> str:
    """As `code_fingerprint`, of the rooms that decide what a brief says of a ledger: equal code writes equal briefs."""
    return _fingerprint(_BRIEFING_ROOMS, (".py", ".json", ".css"))


def _fingerprint(rooms: Iterable[str], endings: tuple[str, ...]) -> str:
    package = files("overhorizon")
    sources = [source for room in rooms for source in _sources(package.joinpath(room), endings)]
    return f"{__version__}+{digest(*sources)[:12]}"


def _sources(folder: Traversable, endings: tuple[str, ...]) -> list[bytes]:
    """The files below a folder that end so, in the order of their names."""
    found: list[bytes] = []
    for entry in sorted(folder.iterdir(), key=lambda e: e.name):
        if entry.is_dir():
            found += _sources(entry, endings)
        elif entry.name.endswith(endings):
            found.append(entry.read_bytes())
    return found
