"""overhorizon brief: a cited report of ours on a theatre and a period, and making one again."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from overhorizon.cli import parse
from overhorizon.cli.console import put_line, remark
from overhorizon.cli.files import written
from overhorizon.cli.options import StoreOption, Then, option, takes_groups
from overhorizon.cli.stores import open_linked
from overhorizon.domain.briefs import Asked, Form
from overhorizon.domain.errors import InvalidInput
from overhorizon.domain.watches import Theatre

if TYPE_CHECKING:
    from overhorizon.gazetteer import Gazetteer

_LARGEST = 64 * 2**20  # bytes of a file that may be a brief
_WEEK = timedelta(days=6)  # and the last day
_OTHERWISE = 1  # exit code of a brief that comes out otherwise
_BY_SUFFIX = {".html": Form.HTML, ".htm": Form.HTML, ".json": Form.JSON}


@dataclass(frozen=True, slots=True, kw_only=True)
class Where:
    """What a brief is on."""

    settings: Annotated[Path, typer.Option("--settings", metavar="FILE", help="The settings file whose theatre is named.")] = (
        Path("overhorizon.toml")
    )
    country: Annotated[list[str] | None, option("--country", "Country, by name or ISO code; may be given again.")] = None
    actor: Annotated[list[str] | None, option("--actor", "Actor, by name or registry id; may be given again.")] = None

    def theatre(self, name: str | None, gazetteer: Gazetteer) -> Theatre | None:
        """That of the settings file, or of the countries and actors given; None where nothing is named.

        Raises InvalidInput for what cannot be found.
        """
        countries = tuple(sorted({code for c in self.country or () if (code := parse.country(c))}))
        actors = tuple(dict.fromkeys(_actor(words, gazetteer) for words in self.actor or ()))
        if not (countries or actors):
            return self._of_settings(name, gazetteer) if name is not None else None
        names = [gazetteer.countries[code].name if code in gazetteer.countries else code for code in countries]
        names += [gazetteer.actors[actor].name for actor in actors]
        return Theatre(name=name or ", ".join(names), countries=countries, actors=actors)

    def _of_settings(self, name: str, gazetteer: Gazetteer) -> Theatre:
        from overhorizon.settings.mistakes import did_you_mean
        from overhorizon.settings.monitor import load

        theatres = {theatre.name: theatre for theatre in load(self.settings, gazetteer).theatres}
        if name not in theatres:
            raise InvalidInput(f"{self.settings} has no theatre {name!r}{did_you_mean(name, theatres, ', '.join(theatres))}")
        return theatres[name]


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """Which days a brief covers."""

    since: Annotated[
        str | None, option("--since", "First day of the reports that are new. Default: a week with its last day.", metavar="DATE")
    ] = None
    until: Annotated[str | None, option("--until", "Last day. Default: that of --as-of, or today.", metavar="DATE")] = None
    quiet_after: Annotated[
        int,
        typer.Option(
            "--quiet-after",
            min=1,
            max=3650,
            metavar="DAYS",
            help="Days without a report until an incident is no longer heard of.",
        ),
    ] = 14
    notes: Annotated[
        bool, typer.Option("--notes", help="With the notes that persons wrote in the workbench and wish to be shown in briefs.")
    ] = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """In which form a brief is written, and where."""

    format: Annotated[
        str | None, option("--format", "markdown, html or json. Default: by the ending of --out, or markdown.", metavar="FORMAT")
    ] = None
    out: Annotated[Path | None, typer.Option("--out", metavar="FILE", help="Default: standard output.")] = None
    verify: Annotated[
        Path | None, typer.Option("--verify", metavar="FILE", help="Make the brief in this file again, and compare every byte.")
    ] = None

    def form(self) -> Form:
        chosen = parse.choice(self.format, Form, "--format")
        return chosen or (_BY_SUFFIX.get(self.out.suffix.lower(), Form.MARKDOWN) if self.out else Form.MARKDOWN)


def register(app: typer.Typer) -> None:
    app.command()(takes_groups(brief))


def brief(
    theatre: Annotated[
        str | None,
        typer.Argument(
            metavar="[THEATRE]", help="A theatre of the settings file; or what --country and --actor are to be called."
        ),
    ] = None,
    *,
    where: Where,
    period: Period,
    then: Then,
    written: Written,
    store: StoreOption = None,
) -> None:
    """Write a cited brief: what is new, changed, contested, of one root, no longer heard of; a table, and how thick the fog is.

    Every line has the words that it rests on. Without a theatre it is on the whole ledger. With --known-at it stays the
    same however much is read later; --verify makes one again and exits with 1 where it comes out otherwise.

    Example: overhorizon brief "The Horn" --country Somalia --since 2025-11-15 --until 2025-11-21 --out horn.html
    """
    if written.verify is not None:
        _verify(written.verify, store)
        return
    from overhorizon.brief.writing import write
    from overhorizon.gazetteer import Gazetteer
    from overhorizon.runs.briefing import make

    form, gazetteer = written.form(), Gazetteer.load()
    asked = _asked(where.theatre(theatre, gazetteer), period, then)
    with open_linked(store) as ledger:
        made = make(ledger, asked, gazetteer)
    _put(write(made, form), written.out)
    lines = sum(len(section.lines) for section in made.sections)
    remark(f"{len(made.incidents):,} incidents, {lines:,} lines, {len(made.sources):,} sources, {made.minutes} min to read.")


def _asked(theatre: Theatre | None, period: Period, then: Then) -> Asked:
    """Raises InvalidInput for days that do not follow each other."""
    moment = then.moment()
    first, last = parse.period(period.since, period.until)
    until = last or moment.as_of or datetime.now(UTC).date()
    as_of = moment.as_of or until
    since = first or max(date.min + _WEEK, until) - _WEEK
    try:
        return Asked(
            theatre=theatre,
            since=since,
            until=until,
            as_of=as_of,
            known_at=moment.known_at,
            quiet_after=period.quiet_after,
            notes=period.notes,
        )
    except ValueError as error:
        raise InvalidInput(f"{error}: {since} to {until}, as of {as_of}") from None


def _actor(words: str, gazetteer: Gazetteer) -> str:
    if words in gazetteer.actors:
        return words
    if found := gazetteer.actor_of(words.strip()):
        return found.id
    like = [actor.name for actor, _ in gazetteer.actors_like(words)[:3]]
    hint = f"; did you mean {' or '.join(like)}?" if like else "; write its full name or its registry id"
    raise InvalidInput(f"--actor: {words!r} names no actor, or several{hint}")


def _put(text: str, out: Path | None) -> None:
    if out is None:
        sys.stdout.write(text)
        return
    with written(out) as stream:
        stream.write(text)


def _verify(file: Path, store: str | None) -> None:
    from overhorizon.gazetteer import Gazetteer
    from overhorizon.runs.briefing import verify

    text = _read(file)
    with open_linked(store) as ledger:
        checked = verify(ledger, text, Gazetteer.load())
    if checked.is_same:
        put_line(f"The same, byte for byte: {checked.form.value}, {len(text.encode()):,} bytes.")
        return
    remark(f"It comes out otherwise: {'; '.join(checked.differences)}.")
    raise typer.Exit(_OTHERWISE)


def _read(file: Path) -> str:
    try:
        if not file.is_file():
            raise InvalidInput(f"{file} is no file")
        if file.stat().st_size > _LARGEST:
            raise InvalidInput(f"{file} is larger than any brief")
        return file.read_bytes().decode("utf-8")
    except (OSError, ValueError) as error:
        raise InvalidInput(f"cannot read {file}: it is no text in UTF-8, or cannot be opened ({type(error).__name__})") from None
