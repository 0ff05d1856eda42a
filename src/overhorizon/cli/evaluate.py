"""overhorizon evaluate: answers for scorers."""

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
    from overhorizon.export.text import json_line
    from overhorizon.runs import evaluate
    from overhorizon.runs.stream import load_tools

    found = evaluate.documents(folder)
    tools = load_tools()
    with written(answers) as stream:
        for answer in watched(evaluate.answers(found, tools.encoder, tools.gazetteer), "Reading"):
            stream.write(f"{json_line(answer)}\n")
    remark(f"{counted(len(found), 'answer')} written to {answers}.")


@_group.command()
def polnear(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="JSON Lines with id and text.")],
    *,
    predictions: Annotated[Path, typer.Option("--predictions", metavar="FILE", help="Where the predictions go.")],
) -> None:
    """Find the attributions of every text: spans of source, cue and content. What FILE says of them is not looked at.

    Example: overhorizon evaluate polnear dev.jsonl --predictions found.jsonl
    """
    from overhorizon.cli.files import written
    from overhorizon.cli.progress import watched
    from overhorizon.cli.views import counted
    from overhorizon.encoder.session import OnnxEncoder
    from overhorizon.export.text import json_line
    from overhorizon.runs import evaluate

    found = evaluate.texts(file)
    with written(predictions) as stream:
        for answer in watched(evaluate.attributions(found, OnnxEncoder.load()), "Reading"):
            stream.write(f"{json_line(answer)}\n")
    remark(f"{counted(len(found), 'prediction')} written to {predictions}.")
