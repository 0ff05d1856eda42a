"""overhorizon read: published reports in, what they claim out."""

import sys
from contextlib import ExitStack, closing
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Annotated

import typer

from overhorizon.cli import parse
from overhorizon.cli.console import complain, put_line, remark
from overhorizon.cli.options import How, JsonOption, StoreOption, option, takes_groups
from overhorizon.domain.errors import InvalidInput

SOME_UNUSABLE, NONE_USABLE = 1, 2


def register(app: typer.Typer) -> None:
    app.command()(takes_groups(read))


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """How reports are shown."""

    as_json: JsonOption = False
    full: Annotated[bool | None, typer.Option("--full/--brief", help="Whole view, or one line, for each report.")] = None


def read(
    inputs: Annotated[
        list[str],
        typer.Argument(
            metavar="INPUT", help="Files (.txt, .html, .json, .jsonl), folders, http(s) addresses, or - for standard input."
        ),
    ],
    *,
    published: Annotated[str | None, option("--published", "When the reports were published.", metavar="DATE")] = None,
    store: StoreOption = None,
    no_store: Annotated[bool, typer.Option("--no-store", help="Show only; keep nothing.")] = False,
    shown: Shown,
    how: How,
) -> None:
    """Read reports into the ledger and show what they claim.

    Exits with 0 when all could be used, 1 when some could not (they are listed), 2 when none could.

    Example: overhorizon read report.txt --published 2026-03-14
    """
    given = parse.publication(published)  # before all that takes time: a mistake in the call is told at once

    from overhorizon.cli.outcomes import Lines, Tally, Views
    from overhorizon.cli.progress import watched
    from overhorizon.cli.stores import open_ledger
    from overhorizon.runs.batch import read_many

    tally, output = Tally(), Lines() if shown.as_json else Views(shown.full)
    with ExitStack() as stack:
        ledger = None if no_store else stack.enter_context(open_ledger(store, create=True))
        items = read_many(inputs, jobs=how.jobs, now=lambda: datetime.now(UTC), ledger=ledger, published=given, load=how.load())
        stack.enter_context(closing(items))
        try:
            for item in watched(items, "Reading"):
                tally.add(item)
                output.add(item)
                sys.stdout.flush()  # what is shown is committed: whoever counts on it sees it at once
        except KeyboardInterrupt:
            complain(f"interrupted. {tally.summary()} Read the same inputs again to go on.")
            raise
        output.finish()
    if tally.is_empty:
        raise InvalidInput("nothing to read: no .txt, .html, .json or .jsonl among the inputs")
    say = remark if shown.as_json else put_line
    if tally.reports or tally.unusable > 1:  # else the one line of what was wrong says it all
        say(tally.summary())
    if tally.unusable:
        raise typer.Exit(SOME_UNUSABLE if tally.reports else NONE_USABLE)
