"""The documents say what is so: README commands run, links lead somewhere, the glossary and the architecture name what exists."""

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("evaluation/**/*.md")])
COMMAND = re.compile(r"^\$ \.venv/bin/overhorizon (.+)$", re.MULTILINE)
LINK = re.compile(r"\]\(([^)#\s]+)(?:#[^)]*)?\)")


def test_the_readme_commands_work_in_their_order(tmp_path: Path) -> None:
    for folder in ("src", "evaluation"):
        (tmp_path / folder).symlink_to(ROOT / folder)
    environment = {**os.environ, "OVERHORIZON_STORE": f"sqlite:///{tmp_path / 'ledger.db'}"}
    commands = COMMAND.findall((ROOT / "README.md").read_text(encoding="utf-8"))
    assert len(commands) >= 8
    for command in commands:
        arguments = [sys.executable, "-m", "overhorizon", *shlex.split(command)]
        done = subprocess.run(arguments, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, f"{command}: {done.stderr}"
    assert (tmp_path / "incidents.csv").exists()
    assert (tmp_path / "ledger-copy.db").exists()


@pytest.mark.parametrize("target", ["demo", "test"])
def test_the_readme_targets_exist(target: str) -> None:
    assert f"make {target}" in (ROOT / "README.md").read_text(encoding="utf-8")
    make = shutil.which("make")
    if make is None:
        pytest.skip("make is not on this machine")
    done = subprocess.run([make, "--dry-run", target], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("page", PAGES, ids=lambda p: str(p.relative_to(ROOT)))
def test_links_lead_somewhere(page: Path) -> None:
    for target in LINK.findall(page.read_text(encoding="utf-8")):
        if "://" not in target:
            assert (page.parent / target).exists(), f"{page.name} links to {target}"


def test_the_architecture_names_every_room() -> None:
    text = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    rooms = {p.name for p in (ROOT / "src" / "overhorizon").iterdir() if p.is_dir() and (p / "__init__.py").exists()}
    assert {room for room in rooms if room not in text} == set()


def test_no_page_speaks_of_a_machine() -> None:
    for page in PAGES:
        assert not re.search(r"(?<![\w.])/(?:home|root|tmp|work)/", page.read_text(encoding="utf-8")), page


def test_every_file_can_be_read_at_a_sitting() -> None:
    """About 400 lines, as CONTRIBUTING.md says."""
    for source in (ROOT / "src").rglob("*.py"):
        assert source.read_text(encoding="utf-8").count("\n") <= 420, source
