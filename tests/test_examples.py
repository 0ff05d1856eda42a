"""The examples of docs/examples hold what the guide says: systemd and the command line take them."""

import configparser
import json
import re
import shlex
import shutil
import subprocess
from pathlib import Path

import pytest
from typer.testing import CliRunner

from overhorizon.cli.app import app
from overhorizon.feeds.http import PATIENCE
from overhorizon.feeds.options import FetchOptions

ROOT = Path(__file__).resolve().parents[1]
UNIT = ROOT / "docs" / "examples" / "overhorizon.service"
CONTAINER = ROOT / "docs" / "examples" / "Containerfile"


def unit() -> configparser.ConfigParser:
    parser = configparser.ConfigParser(interpolation=None)
    parser.optionxform = str  # type: ignore[assignment,method-assign]
    parser.read(UNIT, encoding="utf-8")
    return parser


def instructions() -> list[tuple[str, str]]:
    text = re.sub(r"\\\n\s*", "", CONTAINER.read_text(encoding="utf-8"))
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    return [(line.partition(" ")[0], line.partition(" ")[2]) for line in lines]


def check_command(arguments: list[str], folder: Path) -> None:
    """The command line takes them: all that is missing is the settings file."""
    command, file, *rest = arguments
    missing = folder / Path(file).name
    result = CliRunner().invoke(
        app, [command, str(missing), *rest], env={"OVERHORIZON_STORE": f"sqlite:///{folder / 'ledger.db'}"}
    )
    assert result.exit_code == 2
    assert str(missing) in " ".join(result.stderr.split()) or missing.name in result.stderr
    assert "No such option" not in result.stderr


def test_systemd_takes_the_unit(tmp_path: Path) -> None:
    analyze = shutil.which("systemd-analyze")
    if analyze is None:
        pytest.skip("systemd is not on this machine")
    file = tmp_path / UNIT.name
    # The program is not installed where this runs; systemd looks for it.
    file.write_text(UNIT.read_text(encoding="utf-8").replace("/opt/overhorizon/bin/overhorizon", "/bin/true"), encoding="utf-8")
    done = subprocess.run([analyze, "verify", "--man=no", str(file)], capture_output=True, text=True, check=False)
    mine = [line for line in (done.stdout + done.stderr).splitlines() if UNIT.name in line]
    assert mine == []


def test_the_unit_starts_a_command_that_there_is(tmp_path: Path) -> None:
    service = unit()["Service"]
    program, *arguments = shlex.split(service["ExecStart"])
    assert program.endswith("/overhorizon")
    check_command(arguments, tmp_path)
    assert int(service["TimeoutStopSec"]) > PATIENCE * FetchOptions().total_timeout.total_seconds()


def test_the_container_is_made_of_what_is_there(tmp_path: Path) -> None:
    steps = instructions()
    assert steps[0][0] == "FROM"
    known = {"FROM", "WORKDIR", "COPY", "RUN", "USER", "VOLUME", "ENV", "STOPSIGNAL", "ENTRYPOINT", "CMD"}
    assert {name for name, _ in steps} <= known
    copied = [source for name, words in steps if name == "COPY" and "--from" not in words for source in words.split()[:-1]]
    assert copied
    assert [source for source in copied if not (ROOT / source).exists()] == []
    by_name = dict(steps)
    assert json.loads(by_name["ENTRYPOINT"])[0].endswith("/overhorizon")
    check_command(json.loads(by_name["CMD"]), tmp_path)


@pytest.mark.parametrize("example", [UNIT, CONTAINER], ids=lambda path: path.name)
def test_the_ledger_lies_where_it_may_be_written(example: Path) -> None:
    text = example.read_text(encoding="utf-8")
    found = re.search(r"OVERHORIZON_STORE=sqlite:///(/\S+)", text)
    assert found is not None
    folder = str(Path(found[1]).parent)
    assert f"StateDirectory={Path(folder).name}\n" in text or json.dumps([folder]) in text
