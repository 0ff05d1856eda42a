"""What Markdown and HTML share: the sentences around the lines, numbers of sources, and what is safe to link to."""

import re
from collections.abc import Mapping
from typing import Final

from overhorizon.domain.briefs import Asked, Brief, Cited, MadeFrom
from overhorizon.domain.watches import Evidence
from overhorizon.wording.text import without_unsafe
from overhorizon.wording.values import country_name

EMPTY: Final = "Nothing was reported in this period on this theatre."
HOW: Final = "Each line is put together from values and quotations; nothing is generated."
VERIFIES: Final = "makes this brief again from the ledger and compares every byte."
_LINKABLE = re.compile(r"https?://[^\s\"'<>\\^`{|}\x00-\x20]+", re.ASCII)


def one_line(text: str) -> str:
    """Fetched text without line breaks, and without what reverses, hides or controls."""
    return without_unsafe(" ".join(text.split()))


def linkable(address: str | None) -> str | None:
    """The address where a link to it is safe: the web, and nothing in it that a medium would take for more."""
    if address is None or not _LINKABLE.fullmatch(address) or without_unsafe(address) != address:
        return None
    return address


def numbers(brief: Brief) -> Mapping[str, int]:
    """The number under which each cited report stands in the list of sources."""
    return {source.report: n for n, source in enumerate(brief.sources, 1)}


def period(asked: Asked) -> str:
    """The days and the moment of a brief, in words."""
    days = f"{asked.since}" if asked.since == asked.until else f"{asked.since} to {asked.until}"
    as_of = f", as of {asked.as_of}" if asked.as_of != asked.until else ""
    known = f", as known at {asked.known_at.isoformat()}" if asked.known_at else ""
    return f"{days}{as_of}{known}"


def reading_time(brief: Brief) -> str:
    return f"{brief.minutes} minute{'' if brief.minutes == 1 else 's'} to read"


def whose(one: Evidence) -> str:
    """Whose words they are: the speaker, as the outlet passes them on."""
    outlet = one.outlet or "an outlet without a name"
    return f"{one.speaker} in {outlet}" if one.speaker else outlet


def source_words(source: Cited) -> str:
    """Outlet, title and day of a source."""
    title = f", “{source.title}”" if source.title else ""
    return f"{source.outlet or 'outlet without a name'}{title}, {source.published}"


def theatre_words(asked: Asked) -> str:
    """What the theatre holds, so that nobody takes its name for more. Actors by their ids in the registry."""
    theatre = asked.theatre
    if theatre is None:
        return "the whole ledger"
    countries = (country_name(code) or code for code in theatre.countries)
    regions = (f"{region.admin1} ({country_name(region.country)})" for region in theatre.regions)
    return ", ".join((*countries, *regions, *theatre.actors))


def made_from(made: MadeFrom) -> str:
    """What a brief was made from, in one sentence; the seal lists it."""
    readings, judgements = f"{len(made.inputs):,} readings of reports", f"{len(made.judgements):,} judgements of persons"
    return f"Code {made.code}; {readings}, {judgements}; digest {made.digest}."
