"""Pictures of the workbench for README.md and docs/guides/walk.md, in Debian's Chromium on the demo corpus: `make screenshots`."""

import sys
from datetime import UTC, datetime
from importlib.resources import as_file, files
from pathlib import Path
from tempfile import TemporaryDirectory

from overhorizon.runs.stream import load_tools, read_all
from overhorizon.store.ledger import Ledger

PICTURES = Path(__file__).resolve().parent / "pictures"
READ_ON = datetime(2026, 5, 1, 12, tzinfo=UTC)
LAPTOP = {"width": 1280, "height": 800}


def main() -> int:
    """Exit code 1, and a line that says why, where there is no browser or no script."""
    from playwright.sync_api import sync_playwright

    from tests.web.pages.browsing import ARGUMENTS, CHROMIUM, STATIC, Watched, serving

    for needed, cure in ((CHROMIUM, "apt-get install chromium"), (STATIC, "pip install -e . with npm's registry in reach")):
        if not needed.is_file():
            sys.stderr.write(f"There is no {needed}: {cure}\n")
            return 1
    with TemporaryDirectory(prefix="overhorizon-") as folder, sync_playwright() as playwright:
        ledger = Path(folder) / "demo.db"
        _read_demo(ledger)
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(ARGUMENTS))
        with serving(ledger) as served:
            watched = Watched(browser.new_context(viewport=LAPTOP, color_scheme="light"), served.home)
            page = watched.open("/")
            page.screenshot(path=PICTURES / "workbench-theatre.png")
            page.locator("a.pin[aria-label^='Baidoa']").click()
            watched.settle()
            page.screenshot(path=PICTURES / "workbench-incident.png")
            page.locator("#contradictions").scroll_into_view_if_needed()
            page.locator("article.contradiction.open").screenshot(path=PICTURES / "workbench-contradiction.png")
            page.locator("article.contradiction.open").get_by_text("11 soldiers and three civilians died").click()
            watched.settle()
            page.screenshot(path=PICTURES / "workbench-words.png")
        browser.close()
        if watched.wrong:
            sys.stderr.write("\n".join(watched.wrong) + "\n")
    return 1 if watched.wrong else 0


def _read_demo(file: Path) -> None:
    with Ledger.open(str(file)) as ledger, as_file(files("overhorizon.demo").joinpath("corpus")) as corpus:
        for _ in read_all(sorted(str(path) for path in corpus.iterdir()), load_tools(), now=lambda: READ_ON, ledger=ledger):
            pass


if __name__ == "__main__":
    raise SystemExit(main())
