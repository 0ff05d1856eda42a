"""overhorizon export: the ledger in the forms that other tools read."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TextIO

import typer

from overhorizon.cli.console import remark
from overhorizon.cli.files import written
from overhorizon.cli.options import Output, StoreOption, Then, Which, WhichClaims, takes_groups
from overhorizon.cli.stores import open_ledger
from overhorizon.domain.errors import InvalidInput

if TYPE_CHECKING:
    from overhorizon.export.tables import Told
    from overhorizon.store.rows import ClaimRow, IncidentRow


class Format(StrEnum):
    JSONL = "jsonl"
    CSV = "csv"
    GEOJSON = "geojson"
    UCDP = "ucdp"
    ACLED = "acled"


class What(StrEnum):
    INCIDENTS = "incidents"
    CLAIMS = "claims"


_OF_CLAIMS = (Format.JSONL, Format.CSV)


def register(app: typer.Typer) -> None:
    app.command()(takes_groups(export))


def export(
    format: Annotated[Format, typer.Argument(metavar="FORMAT", help="jsonl, csv, geojson, ucdp or acled; the last two as CSV.")],
    *,
    what: Annotated[
        What, typer.Option("--what", metavar="WHAT", help="incidents or claims; claims as jsonl and csv only.")
    ] = What.INCIDENTS,
    output: Output,
    which: Which,
    then: Then,
    store: StoreOption = None,
) -> None:
    """Export incidents or claims, for other tools.

    With quotations, never full texts. An empty cell is something that is not known.

    Example: overhorizon export ucdp --country Mali --out mali.csv
    """
    if what is What.CLAIMS and format not in _OF_CLAIMS:
        raise InvalidInput(f"claims cannot be exported as {format.value}: use jsonl or csv")
    asked, moment = which.filter(), then.moment()
    with open_ledger(store) as ledger, _opened(output.out, bom=output.bom) as stream:
        if what is What.CLAIMS:
            summary = _write_claims(format, ledger.claims(WhichClaims().filter(which), moment).rows, stream)
        else:
            summary = _write_incidents(format, ledger.mentions(asked, moment).rows, stream)
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


def _write_incidents(format: Format, rows: Sequence[IncidentRow], stream: TextIO) -> str:
    from overhorizon.cli.views import counted
    from overhorizon.export import geojson, jsonform, tables
    from overhorizon.wording.text import json_line

    told = [(row.analysis, row.incident) for row in rows]
    match format:
        case Format.UCDP | Format.ACLED:
            return _write_coded(format, told, stream)
        case Format.JSONL:
            stream.writelines(f"{json_line(jsonform.incident_line(*one))}\n" for one in told)
        case Format.GEOJSON:
            stream.write(f"{json_line(geojson.feature_collection(told))}\n")
        case Format.CSV:
            tables.write_csv((tables.incident_row(*one) for one in told), tables.INCIDENT_COLUMNS, stream)
    return f"{counted(len(told), 'incident')} exported."


def _write_coded(format: Format, told: Sequence[Told], stream: TextIO) -> str:
    """Rows under a codebook's columns, and how many incidents it would not code, for which reasons."""
    from overhorizon.cli.views import counted
    from overhorizon.domain import codebooks
    from overhorizon.export import acled, tables, ucdp
    from overhorizon.export.coded import code_all
    from overhorizon.gazetteer.countries import load_countries

    countries = {country.iso2: country for country in load_countries()}
    if format is Format.UCDP:
        coded = code_all(told, ucdp.UcdpCoder(countries, codebooks.ucdp))
        tables.write_csv(coded.rows, ucdp.COLUMNS, stream)
    else:
        coded = code_all(told, acled.AcledCoder(countries, codebooks.acled))
        tables.write_csv(coded.rows, acled.COLUMNS, stream)
    done = f"{counted(len(coded.rows), 'incident')} exported."
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
