"""The command as a process: quick help, quiet pipes, one line for every mistake."""

import json
import os
import resource
import subprocess
import sys
from pathlib import Path

import pytest

from tests import factories

COMMAND = [sys.executable, "-c", "from overhorizon.cli.app import main; main()"]
HEAVY = ("sqlalchemy", "alembic", "trafilatura", "htmldate", "lxml", "numpy", "rich", "msgspec", "py3langid", "ahocorasick_rs")


@pytest.fixture
def filled(tmp_path: Path) -> str:
    return factories.filled_ledger(tmp_path / "ledger.db")


def run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*COMMAND, *arguments], capture_output=True, text=True, encoding="utf-8", env=os.environ | environment, check=False
    )


@pytest.mark.parametrize("arguments", [[], ["read"], ["claims"], ["evaluate", "stories"]])
def test_help_loads_nothing_heavy(arguments: list[str]) -> None:
    ask = (
        "import sys\nfrom overhorizon.cli.app import app\n"
        f"try:\n    app({[*arguments, '--help']!r})\nexcept SystemExit:\n    pass\n"
        f"print('LOADED', [name for name in {HEAVY!r} if name in sys.modules])"
    )
    result = subprocess.run([sys.executable, "-c", ask], capture_output=True, text=True, check=True)
    assert "Usage:" in result.stdout
    assert "LOADED []" in result.stdout


def test_help_answers_quickly() -> None:
    """0.4 seconds of an idle machine: counted in processor time, which neighbours do not lengthen; the best of three tries."""
    took = []
    for _ in range(3):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        assert run("--help").returncode == 0
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        took.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    assert min(took) < 0.4


def test_version() -> None:
    assert run("--version").stdout.startswith("overhorizon ")


@pytest.mark.parametrize(
    "arguments",
    [
        ["frobnicate"],
        ["incidents", "--limit", "0"],
        ["read"],
        ["read", "x.txt", "--published", "soon"],
        ["show", "r-1", "--store", "mysql://host/db"],
        ["incidents", "--store", "sqlite:////nowhere/at/all.db"],
    ],
)
def test_a_wrong_call_exits_with_2_and_no_traceback(arguments: list[str]) -> None:
    result = run(*arguments)
    assert result.returncode == 2
    assert "Traceback" not in result.stderr
    assert result.stderr


def test_a_closed_pipe_is_quiet(filled: str) -> None:
    process = subprocess.Popen(
        [*COMMAND, "claims", "--json", "--store", filled], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.close()
    errors = process.stderr.read()
    process.stderr.close()
    process.wait()
    assert "Traceback" not in errors
    assert "Broken" not in errors
    assert "Exception" not in errors


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_a_full_disk_behind_the_output_is_one_line(filled: str) -> None:
    for arguments in (["--help"], ["claims", "--json", "--store", filled]):
        with Path("/dev/full").open("w") as full:
            result = subprocess.run([*COMMAND, *arguments], stdout=full, stderr=subprocess.PIPE, text=True, check=False)
        assert result.returncode == 2
        assert "No space left" in result.stderr
        assert len(result.stderr.splitlines()) <= 2


def test_output_that_is_no_terminal_is_plain_and_of_one_width(filled: str) -> None:
    wide, narrow = (run("incidents", "--store", filled, COLUMNS=width, FORCE_COLOR="") for width in ("200", "40"))
    assert wide.stdout == narrow.stdout
    assert "\x1b" not in wide.stdout
    assert all(len(line) <= 100 and line == line.rstrip() for line in wide.stdout.splitlines())


def test_a_terminal_without_our_characters_gets_escapes(filled: str) -> None:
    result = run("incidents", "--store", filled, PYTHONIOENCODING="ascii")
    assert result.returncode == 0
    assert "\\u201c" in result.stdout


def test_nothing_that_a_report_says_reaches_the_terminal_as_a_command(filled: str) -> None:
    for arguments in (["incidents"], ["claims"], ["search", "bomb"], ["incidents", "--json"], ["export", "csv"]):
        shown = run(*arguments, "--store", filled).stdout
        assert not {"\x1b", "\x07", "\u202e"} & set(shown)


def test_the_pages_of_the_command_line_are_up_to_date() -> None:
    folder = Path(__file__).resolve().parents[2] / "docs"
    ask = f"import sys, json; sys.path.insert(0, {str(folder)!r})\nimport generate_cli; print(json.dumps(generate_cli.pages()))"
    pages = json.loads(subprocess.run([sys.executable, "-c", ask], capture_output=True, text=True, check=True).stdout)
    kept = {file.name: file.read_text(encoding="utf-8") for file in (folder / "cli").iterdir()}
    assert kept == pages, "run: python docs/generate_cli.py"


def test_an_export_never_takes_the_place_of_a_ledger(tmp_path: Path) -> None:
    ledger = tmp_path / "ledger.db"
    report = tmp_path / "a.txt"
    report.write_text("Gunmen killed four people near Kunduz on Tuesday, the army said. Nobody claimed it.")
    environment = {**os.environ, "OVERHORIZON_STORE": f"sqlite:///{ledger}"}
    call = [sys.executable, "-m", "overhorizon"]
    subprocess.run([*call, "read", str(report)], env=environment, check=True, capture_output=True)
    before = ledger.read_bytes()
    done = subprocess.run(
        [*call, "export", "csv", "--out", str(ledger)], env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert ledger.read_bytes() == before


def test_an_empty_name_is_no_folder() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "overhorizon", "read", "", "--no-store"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert "without a name" in done.stderr
