"""overhorizon evaluate: answers for scorers."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Annotated

import typer

from overhorizon.cli.console import remark

_group = typer.Typer(help="Answer an evaluation folder, for its scorer.")


def register(app: typer.Typer) -> None:
    app.add_typer(_group, name="evaluate")


@_group.command()
def stories(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="A folder with documents.jsonl.")],
    *,
    answers: Annotated[Path, typer.Option("--answers", metavar="FILE", help="Where the answers go, one JSON object a line.")],
) -> None:
    """Read every document of DIR/documents.jsonl and write one answer for each. The gold is never opened.

    Example: overhorizon evaluate stories evaluation/demo --answers answers.jsonl
    """
    from overhorizon.cli.files import written
    from overhorizon.cli.progress import watched
    from overhorizon.cli.views import counted
    from overhorizon.runs import evaluate
    from overhorizon.runs.stream import load_tools
    from overhorizon.wording.text import json_line

    found = evaluate.documents(folder)
    tools = load_tools()
    with written(answers) as stream:
        for answer in watched(evaluate.answers(found, tools.encoder, tools.gazetteer), "Reading"):
            stream.write(f"{json_line(answer)}\n")
    remark(f"{counted(len(found), 'answer')} written to {answers}.")


_File = Annotated[Path, typer.Argument(metavar="FILE", help="JSON Lines with id and text.")]
_Predictions = Annotated[Path, typer.Option("--predictions", metavar="FILE", help="Where the predictions go.")]


@_group.command()
def polnear(file: _File, *, predictions: _Predictions) -> None:
    """Find the attributions of every text: spans of source, cue and content. What FILE says of them is not looked at.

    Example: overhorizon evaluate polnear dev.jsonl --predictions found.jsonl
    """
    from overhorizon.encoder.session import OnnxEncoder
    from overhorizon.runs import evaluate

    found = evaluate.texts(file)
    _write(predictions, found, evaluate.attributions(found, OnnxEncoder.load()))


@_group.command()
def muc4(file: _File, *, predictions: _Predictions) -> None:
    """Fill MUC-4 templates for every text: types of incident, and who did it to whom with what. What FILE says of them is not looked at.

    Example: overhorizon evaluate muc4 dev.jsonl --predictions found.jsonl
    """
    from overhorizon.runs import evaluate
    from overhorizon.runs.stream import load_tools

    found = evaluate.texts(file)
    tools = load_tools()
    _write(predictions, found, evaluate.roles(found, tools.encoder, tools.gazetteer))


@_group.command()
def time(
    file: _File,
    *,
    predictions: _Predictions,
    undated: Annotated[bool, typer.Option("--undated", help="Narratives: do not look at the day of creation, dct.")] = False,
) -> None:
    """Find and resolve the time expressions of every text, as TIMEX3 values.

    Example: overhorizon evaluate time news.jsonl --predictions found.jsonl
    """
    from overhorizon.runs import evaluate

    found = evaluate.texts(file)
    _write(predictions, found, evaluate.times(found, dated=not undated))


@_group.command()
def geo(
    file: _File,
    *,
    predictions: _Predictions,
    nationalities: Annotated[bool, typer.Option("--nationalities", help="Also nationalities, as their countries.")] = False,
    given: Annotated[bool, typer.Option("--given", help="Resolve the spans that FILE marks, instead of finding names.")] = False,
) -> None:
    """Find and resolve the place names of every text, as GeoNames ids and coordinates.

    Example: overhorizon evaluate geo news.jsonl --predictions found.jsonl
    """
    from overhorizon.gazetteer import Gazetteer
    from overhorizon.runs import evaluate

    found = evaluate.texts(file)
    _write(predictions, found, evaluate.toponyms(found, Gazetteer.load(), nationalities=nationalities, given=given))


@_group.command()
def ecbplus(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="JSON Lines with doc, text, sentences and events, as ECB+ is kept.")
    ],
    *,
    predictions: _Predictions,
) -> None:
    """Say which of the events that FILE marks are one, across all its documents. Their clusters and topics are not looked at.

    Example: overhorizon evaluate ecbplus dev.jsonl --predictions found.jsonl
    """
    from overhorizon.runs import events

    found = events.documents(file)
    _write(predictions, found, events.answers(found))


def _write(file: Path, found: Sequence[object], answers: Iterator[object]) -> None:
    """One line for each answer, with progress, and a remark at the end."""
    from overhorizon.cli.files import written
    from overhorizon.cli.progress import watched
    from overhorizon.cli.views import counted
    from overhorizon.wording.text import json_line

    with written(file) as stream:
        for answer in watched(answers, "Reading"):
            stream.write(f"{json_line(answer)}\n")
    remark(f"{counted(len(found), 'prediction')} written to {file}.")
