"""A real browser on a real server: Debian's Chromium through Playwright, `overhorizon serve` in a process of its own."""

import re
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Request

CHROMIUM: Final = Path("/usr/bin/chromium")
ROOT: Final = Path(__file__).resolve().parents[3]
STATIC: Final = ROOT / "src/overhorizon/web/static/manifest.json"
AXE: Final = ROOT / "frontend/node_modules/axe-core/axe.min.js"
ARGUMENTS: Final = ("--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage")
_STARTS_WITHIN: Final = 60  # seconds


@dataclass(frozen=True, slots=True, kw_only=True)
class Served:
    """A workbench that answers at an address, and the token to write."""

    home: str
    token: str


@contextmanager
def serving(ledger: Path) -> Iterator[Served]:
    """`overhorizon serve` on a free port, ended afterwards."""
    command = [sys.executable, "-m", "overhorizon", "serve", "--store", f"sqlite:///{ledger}", "--port", "0"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True) as process:
        assert process.stderr is not None
        said, deadline = "", time.monotonic() + _STARTS_WITHIN
        try:
            while not (found := re.search(r"(http://127\.0\.0\.1:\d+)/(?:.|\n)*: (\S{16,})\n", said)):
                line = process.stderr.readline()
                assert line and time.monotonic() < deadline, f"the server did not start: {said}"
                said += line
            yield Served(home=found[1], token=found[2])
        finally:
            process.terminate()
            process.communicate(timeout=20)


class Watched:
    """A page on which nothing may go wrong: no error in the console, no request to anybody else."""

    def __init__(self, context: BrowserContext, home: str) -> None:
        self.home = home
        self.wrong: list[str] = []
        self.page: Page = context.new_page()
        self.page.on("console", self._said)
        self.page.on("pageerror", lambda error: self.wrong.append(str(error)))
        self.page.on("request", self._asked)

    def _said(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.wrong.append(f"{message.type}: {message.text}")

    def _asked(self, request: Request) -> None:
        parts = urlsplit(request.url)
        if parts.scheme in ("http", "https", "ws", "wss") and f"{parts.scheme}://{parts.netloc}" != self.home:
            self.wrong.append(f"asked {request.url}")

    def open(self, path: str) -> Page:
        """A path of the workbench, with all its scripts done where it has any."""
        self.page.goto(self.home + path)
        self.settle()
        return self.page

    def settle(self) -> None:
        """Wait until the scripts of the page are done."""
        if STATIC.is_file():
            self.page.locator("html[data-ready='true']").wait_for(state="attached", timeout=20_000)
