"""overhorizon reanalyse: what is stored, read anew."""

import sys
from contextlib import closing
from datetime import UTC, datetime
from typing import Annotated

import typer

from overhorizon.cli.console import Screen, complain, put_line
from overhorizon.cli.options import How, StoreOption, WhichReports, takes_groups
from overhorizon.cli.stores import open_ledger

SOME_FAILED = 1


def register(app: typer.Typer) -> None:
    app.command()(takes_groups(reanalyse))


def reanalyse(
    *,
    which: WhichReports,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Print what would change; keep the ledger as it is.")] = False,
    how: How,
    store: StoreOption = None,
) -> None:
    """Read stored reports anew, and show what changes.

    Those that an older encoder, gazetteer or version has read: incidents and claims that come, go or read otherwise. The new reading
    becomes the one that answers rest on; the old one is kept. Stopped at any point, the same call goes on where it was.

    Exits with 1 when a report could not be read anew; what was read of it before stays.

    Example: overhorizon reanalyse --since 2026-03 --dry-run
    """
    asked = which.filter()

    from overhorizon.cli.change_view import Totals, changes_view
    from overhorizon.cli.progress import watched
    from overhorizon.runs.reanalyse import Rereading

    totals = Totals(dry=dry_run)
    with open_ledger(store) as ledger:
        rereading = Rereading(ledger, asked, report=which.report, load=how.load())
        totals.read_already = rereading.asked - len(rereading)
        reports = rereading.run(now=lambda: datetime.now(UTC), jobs=how.jobs, store=not dry_run)
        with closing(reports):
            try:
                for one in watched(reports, "Reading anew", total=len(rereading), seldom=True):
                    totals.add(one)
                    if one.fault is not None:
                        complain(f"{one.before.report.id}: {one.fault}")
                    elif one.changes:
                        Screen().show(changes_view(one), "")
                        sys.stdout.flush()
            except KeyboardInterrupt:
                complain(f"interrupted. {totals.summary()} Call it again to go on.")
                raise
    put_line(totals.summary())
    if totals.failed:
        raise typer.Exit(SOME_FAILED)
