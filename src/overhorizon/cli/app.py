"""The application: its commands, and how errors leave it."""

import os
import sys
from io import TextIOWrapper
from typing import Annotated

import typer
from typer.core import TyperGroup

from overhorizon.cli import (
    alerts,
    brief,
    demo,
    evaluate,
    export,
    judge,
    keep,
    ledger,
    read,
    reanalyse,
    replay,
    serve,
    setup,
    watch,
)
from overhorizon.cli.console import complain
from overhorizon.domain.errors import OverhorizonError, SeveralMistakes

INTERRUPTED = 130


class _OneLineErrors(TyperGroup):
    """Says what went wrong in one line. A user's mistake exits with 2, Ctrl-C with 130, a closed pipe in silence."""

    def invoke(self, ctx: typer.Context) -> object:  # type: ignore[override]  # click's own class in older releases
        try:
            result = super().invoke(ctx)
            sys.stdout.flush()
            return result
        except OverhorizonError as error:
            for mistake in error.mistakes if isinstance(error, SeveralMistakes) else (str(error),):
                complain(mistake)
            raise typer.Exit(2) from error
        except KeyboardInterrupt as error:
            raise typer.Exit(INTERRUPTED) from error
        except BrokenPipeError as error:
            _forget_output()
            raise typer.Exit(0) from error


def _forget_output() -> None:
    """Keeps the interpreter from failing once more on what is left to write when it flushes on exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


app = typer.Typer(
    name="overhorizon",
    cls=_OneLineErrors,
    help="Reads published reports on armed violence into a ledger of attributed claims: who said what happened, in which words.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,  # plain help: it takes half the time
    pretty_exceptions_enable=False,
)


def _version(wanted: bool) -> None:
    if wanted:
        from overhorizon import __version__

        typer.echo(f"overhorizon {__version__}")
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and exit.")
    ] = False,
) -> None:
    """Holds the options that stand before a command."""


for group in (
    read,
    reanalyse,
    ledger,
    judge,
    setup,
    watch,
    alerts,
    brief,
    serve,
    replay,
    export,
    keep,
    evaluate,
    demo,
):
    group.register(app)


def _prepare_streams() -> None:
    """Pipes and files get UTF-8; a terminal that cannot show a character gets its escape instead of a traceback."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            chosen = stream.isatty() or "PYTHONIOENCODING" in os.environ
            stream.reconfigure(encoding=None if chosen else "utf-8", errors="backslashreplace")


def main() -> None:
    """The console script."""
    try:
        _prepare_streams()
        app()
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)
    except OSError as error:  # a full disk behind standard output, a folder that has vanished
        _forget_output()
        complain(str(error))
        sys.exit(2)
