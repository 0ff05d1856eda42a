"""overhorizon export: the ledger in the forms that other tools read."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TextIO

import typer

from overhorizon.cli.console import remark
from overhorizon.cli.files import written
from overhorizon.cli.options import Output, Rows, StoreOption, Then, What, Which, WhichClaims, takes_groups
from overhorizon.cli.stores import open_ledger, open_linked
from overhorizon.domain.errors import InvalidInput

if TYPE_CHECKING:
    from overhorizon.domain.views import IncidentView
    from overhorizon.export.tables import Told
    from overhorizon.store.rows import AcrossRow, ClaimRow, Found, IncidentRow


class Format(StrEnum):
    JSONL = "jsonl"
    CSV = "csv"
    GEOJSON = "geojson"
    UCDP = "ucdp"
    ACLED = "acled"


_OF_CLAIMS = (Format.JSONL, Format.CSV)


def register(app: typer.Typer) -> None:
    app.command()(takes_groups(export))


def export(
    format: Annotated[Format, typer.Argument(metavar="FORMAT", help="jsonl, csv, geojson, ucdp or acled; the last two as CSV.")],
    *,
    rows: Rows,
    output: Output,
    which: Which,
    then: Then,
    store: StoreOption = None,
) -> None:
    """Export incidents or claims, for other tools.

    One row for each incident across reports, of the values that the rules prefer, with the reports, voices and roots behind it, grades, and
    what is contested. With quotations, never full texts. An empty cell is something that is not known.

    Example: overhorizon export ucdp --country Mali --out mali.csv
    """
    if rows.what is What.CLAIMS and format not in _OF_CLAIMS:
        raise InvalidInput(f"claims cannot be exported as {format.value}: use jsonl or csv")
    asked, moment, across = which.filter(), then.moment(), rows.across()
    with (open_linked if across else open_ledger)(store) as ledger, _opened(output.out, bom=output.bom) as stream:
        if rows.what is What.CLAIMS:
            summary = _write_claims(format, ledger.claims(WhichClaims().filter(which), moment).rows, stream)
        elif rows.mentions:
            summary = _write_mentions(format, ledger.mentions(asked, moment).rows, stream)
        else:
            summary = _write_incidents(format, _views(ledger.incidents(asked, moment)), stream)
    remark(summary)


def _write_claims(format: Format, rows: Sequence[ClaimRow], stream: TextIO) -> str:
    from overhorizon.cli.views import counted
    from overhorizon.export import jsonform, tables
    from overhorizon.wording.text import json_line

    if format is Format.JSONL:
        stream.writelines(f"{json_line(jsonform.claim_line(row.analysis, row.claim))}\n" for row in rows)
    else:
        tables.write_csv((tables.claim_row(row.analysis, row.claim) for row in rows), tables.CLAIM_COLUMNS, stream)
    return f"{counted(len(rows), 'claim')} exported."


def _views(found: Found[AcrossRow]) -> list[IncidentView]:
    from overhorizon.cli.progress import watched
    from overhorizon.gazetteer import Gazetteer
    from overhorizon.runs.assessing import view

    gazetteer = Gazetteer.load() if found.rows else None
    return [view(row, gazetteer) for row in watched(found.rows, "weighing incidents", total=len(found.rows)) if gazetteer]


def _write_incidents(format: Format, views: Sequence[IncidentView], stream: TextIO) -> str:
    from overhorizon.cli.views import counted
    from overhorizon.export import acrosstables, jsonform, tables
    from overhorizon.wording.text import json_line

    match format:
        case Format.UCDP | Format.ACLED:
            return _write_coded(format, [acrosstables.as_told(view) for view in views], stream, {view.id: view for view in views})
        case Format.JSONL:
            stream.writelines(f"{json_line(jsonform.across_line(view))}\n" for view in views)
        case Format.GEOJSON:
            stream.write(f"{json_line(acrosstables.feature_collection(views))}\n")
        case Format.CSV:
            tables.write_csv(map(acrosstables.across_row, views), acrosstables.ACROSS_COLUMNS, stream)
    return f"{counted(len(views), 'incident')} exported."


def _write_mentions(format: Format, rows: Sequence[IncidentRow], stream: TextIO) -> str:
    from overhorizon.cli.views import counted
    from overhorizon.export import geojson, jsonform, tables
    from overhorizon.wording.text import json_line

    told = [(row.analysis, row.incident) for row in rows]
    match format:
        case Format.UCDP | Format.ACLED:
            return _write_coded(format, told, stream, {})
        case Format.JSONL:
            stream.writelines(f"{json_line(jsonform.incident_line(*one))}\n" for one in told)
        case Format.GEOJSON:
            stream.write(f"{json_line(geojson.feature_collection(told))}\n")
        case Format.CSV:
            tables.write_csv((tables.incident_row(*one) for one in told), tables.INCIDENT_COLUMNS, stream)
    return f"{counted(len(told), 'account')} exported."


def _write_coded(format: Format, told: Sequence[Told], stream: TextIO, views: Mapping[str, IncidentView]) -> str:
    """Rows under a codebook's columns, and how many incidents it would not code, for which reasons.

    ``views`` are the incidents across reports by id, where the rows are of these.
    """
    from overhorizon.cli.views import counted
    from overhorizon.domain import codebooks
    from overhorizon.export import acled, acrosstables, tables, ucdp
    from overhorizon.export.coded import Coder, code_all
    from overhorizon.gazetteer.countries import load_countries

    countries = {country.iso2: country for country in load_countries()}
    coder: Coder
    columns: Sequence[str]
    if format is Format.UCDP:
        coder, columns = ucdp.UcdpCoder(countries, codebooks.ucdp), ucdp.COLUMNS
    else:
        coder, columns = acled.AcledCoder(countries, codebooks.acled), acled.COLUMNS
    coded = code_all(told, acrosstables.sourced(coder, views) if views else coder)
    tables.write_csv(coded.rows, columns, stream)
    done = f"{counted(len(coded.rows), 'incident' if views or not told else 'account')} exported."
    if not coded.left_out:
        return done
    reasons = ", ".join(f"{number:,} {reason}" for reason, number in coded.left_out)
    return f"{done} Left out, as {format.value.upper()} would not code them: {reasons}."


@contextmanager
def _opened(out: Path | None, *, bom: bool) -> Iterator[TextIO]:
    if out is None:
        yield sys.stdout
    else:
        with written(out, encoding="utf-8-sig" if bom else "utf-8") as stream:
            yield stream
