"""overhorizon forget, backup, rejections: keeping house."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from overhorizon.cli.console import Screen, put_line, remark
from overhorizon.cli.options import JsonOption, StoreOption
from overhorizon.cli.stores import open_ledger


def register(app: typer.Typer) -> None:
    app.command()(forget)
    app.command()(backup)
    app.command()(rejections)


def forget(
    report: Annotated[str, typer.Argument(metavar="REPORT", help="A report's id (r-...), or the beginning of it.")],
    *,
    store: StoreOption = None,
) -> None:
    """Remove a report and all that rests on it.

    For good: reading it again does not bring it back. Backups made before still hold it.

    Example: overhorizon forget r-xbetziym5r6txdrdomks
    """
    from overhorizon.cli.views import counted
    from overhorizon.runs.forgetting import forget as forgotten

    with open_ledger(store) as ledger:
        removed = forgotten(ledger, report, at=datetime.now(UTC))
    if removed.reports:
        put_line(f"Forgotten: {', '.join(removed.reports)}, with {counted(removed.captures, 'capture')}.")
    else:
        put_line("It was forgotten before; what traces there were are wiped.")


def backup(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A new file; it becomes a ledger that --store can name.")],
    *,
    store: StoreOption = None,
) -> None:
    """Copy the whole ledger to a new file.

    Others may read and write meanwhile.

    Example: overhorizon backup ledger-2026-03-14.db
    """
    with open_ledger(store) as ledger:
        ledger.backup(file)
    put_line(f"Copied to {file}.")


def rejections(*, as_json: JsonOption = False, store: StoreOption = None) -> None:
    """List what could not be used, and why.

    Inputs that were refused, and reports in languages that are not read.

    Example: overhorizon rejections
    """
    from overhorizon.cli.views import counted, rejection_view, unread_view
    from overhorizon.domain.reports import Unread
    from overhorizon.export import jsonform
    from overhorizon.wording.text import json_line

    with open_ledger(store) as ledger:
        refused, unread = ledger.rejections(), ledger.unread()
    if as_json:
        for row in refused:
            form = jsonform.refusal_line(origin=row.origin, stage=row.stage, reason=row.reason, sha256=row.capture)
            put_line(json_line(form))
        for one in unread:
            put_line(json_line(jsonform.unread_line(Unread(report=one.report))))
    else:
        screen = Screen()
        for row in refused:
            screen.show(rejection_view(origin=row.origin, stage=row.stage, reason=row.reason, at=row.at))
        for one in unread:
            screen.show(unread_view(one.report))
    remark(f"{counted(len(refused), 'input')} refused, {counted(len(unread), 'report')} not read.")
