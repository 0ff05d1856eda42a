"""The floors hold, and the check would notice if they did not."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    tool = Path(sys.executable).with_name("lint-imports")
    return subprocess.run([str(tool), "--no-cache"], cwd=folder, capture_output=True, text=True, check=False)


def test_the_floors_hold() -> None:
    result = lint(ROOT)
    assert result.returncode == 0, result.stdout


def test_a_breach_is_noticed(tmp_path: Path) -> None:
    package = tmp_path / "house"
    for room in ("domain", "store"):
        (package / room).mkdir(parents=True)
        (package / room / "__init__.py").write_text("")
    (package / "__init__.py").write_text("")
    (package / "domain" / "nouns.py").write_text("import house.store\n")
    (tmp_path / "pyproject.toml").write_text(
        '[tool.importlinter]\nroot_package = "house"\n[[tool.importlinter.contracts]]\n'
        'name = "floors"\ntype = "layers"\ncontainers = ["house"]\nexhaustive = true\nlayers = ["store", "domain"]\n'
    )
    result = lint(tmp_path)
    assert result.returncode == 1
    assert "house.domain.nouns -> house.store" in result.stdout
