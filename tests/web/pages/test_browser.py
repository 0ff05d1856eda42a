"""The workbench in a real Chromium: from the map to the words, days, judgements, keys, phones, hostile text, no script at all."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("playwright", reason="Playwright is not installed: pip install '.[dev]'")

from playwright.sync_api import Browser, expect, sync_playwright

from tests.web.pages.browsing import ARGUMENTS, AXE, CHROMIUM, STATIC, Served, Watched, serving

pytestmark = [
    pytest.mark.skipif(not CHROMIUM.is_file(), reason="Debian's Chromium is not installed: apt-get install chromium"),
]
built = pytest.mark.skipif(
    not STATIC.is_file(), reason="the scripts are not built: pip install -e . with npm's registry in reach"
)

VIEWS = (
    "/",
    "/search?q=killed",
    "/actors",
    "/alerts",
    "/watches",
    "/watches?name=x&trial=true",
    "/brief?since=2025-11-17&until=2025-11-23",
    "/review",
    "/status",
    "/help",
    "/session",
)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=list(ARGUMENTS))
        yield started
        started.close()


@pytest.fixture(scope="session")
def served(demo: Path) -> Iterator[Served]:
    with serving(demo) as found:
        yield found


@pytest.fixture
def watched(browser: Browser, served: Served) -> Iterator[Watched]:
    """A laptop's screen; nothing may have gone wrong at the end."""
    yield from _watched(browser, served)


def _watched(browser: Browser, served: Served, **how: Any) -> Iterator[Watched]:
    context = (
        browser.new_context(viewport={"width": 1280, "height": 900}, **how)
        if "viewport" not in how
        else browser.new_context(**how)
    )
    context.set_default_timeout(10_000)
    opened = Watched(context, served.home)
    yield opened
    context.close()
    assert not opened.wrong


@built
def test_from_the_map_to_the_words(watched: Watched) -> None:
    page = watched.open("/")
    page.locator("a.pin[aria-label^='Baidoa']").click()
    card = page.locator("article.contradiction.open")
    expect(card).to_contain_text("22")
    expect(card).to_contain_text("14")
    card.get_by_text("11 soldiers and three civilians died").click()
    expect(page.locator("#mark")).to_be_in_viewport()
    assert "/report/" in page.url
    expect(page.locator("mark").first).to_contain_text("11 soldiers")


@built
def test_the_slider_draws_the_page_as_it_stood(watched: Watched) -> None:
    page = watched.open("/")
    page.locator("a.what", has_text="Baidoa").click()
    killed = page.locator("tbody", has=page.get_by_role("rowheader", name=re.compile("^killed"))).locator(".preferred .value")
    expect(killed).to_have_text("14")
    slider = page.get_by_role("slider", name="As it stood on")
    slider.focus()
    slider.press("Home")
    expect(killed).to_have_text("22")
    assert "as_of=2025-11-18" in page.url
    expect(page.get_by_role("slider")).to_be_focused()
    page.get_by_role("slider").press("End")
    expect(killed).to_have_text("14")
    page.go_back()
    expect(killed).to_have_text("22")
    watched.settle()


@built
def test_merging_needs_a_token_and_can_be_undone(browser: Browser, own: Path) -> None:
    with serving(own) as served:
        for watched in _watched(browser, served):
            page = watched.open("/")
            page.locator("a.what", has_text="El Obeid").click()
            watched.settle()
            address = page.url
            other = page.context.request.get(served.home + "/").text()
            name = re.findall(r'href="/incident/(e-\w+)">bombing, Kunduz', other)[0]
            expect(page.locator("form[action='/act/judge']")).to_have_count(0)
            page.locator("a", has_text="Sign in").click()
            page.get_by_label("Token").fill(served.token)
            page.get_by_role("button", name="Sign in").click()
            expect(page).to_have_url(address)
            watched.settle()
            page.get_by_text("Judge this incident against another").click()
            form = page.locator("details[open] form[action='/act/judge']")
            form.get_by_label("The other").fill(name)
            form.get_by_label("Why").fill("to see whether it can be undone")
            form.get_by_role("button", name="Same").click()
            history = page.locator(".history")
            expect(history).to_contain_text("same incident to see whether it can be undone")
            expect(page.locator("#accounts ~ ol")).to_contain_text("Kunduz")
            history.get_by_text("Undo").first.click()
            history.get_by_label("Why").first.fill("two towns")
            history.get_by_role("button", name="Undo").first.click()
            expect(history).to_contain_text("undone by")
            expect(page.locator("#accounts ~ ol")).not_to_contain_text("Kunduz")


@built
def test_a_watch_is_tried_and_kept_and_a_reading_ruled_on_by_keyboard(browser: Browser, own: Path) -> None:
    with serving(own) as served:
        for watched in _watched(browser, served):
            page = watched.open("/session?next=/watches")
            page.get_by_label("Token").fill(served.token)
            page.get_by_role("button", name="Sign in").click()
            page.wait_for_url("**/watches")
            watched.settle()
            page.get_by_label("Name", exact=True).fill("Large bombings")
            page.get_by_label("Killed at least").fill("10")
            page.get_by_label("bombing").check()
            page.get_by_role("button", name="Try it").click()
            expect(page.get_by_role("status")).to_contain_text("It would have told")
            assert "csrf" not in page.url
            watched.settle()
            page.get_by_role("button", name="Keep").click()
            kept = page.locator(".watches").first
            expect(kept).to_contain_text("Large bombings")
            expect(kept).to_contain_text("killed at least 10")
            page.get_by_role("button", name="Pause").click()
            expect(kept).to_contain_text("paused")
            watched.settle()
            watched.open("/review")
            cards = page.locator("article", has=page.locator("form[action='/act/correct']"))
            before = cards.count()
            assert before
            page.keyboard.press("j")
            page.keyboard.press("a")
            page.keyboard.type("the page says so")
            page.keyboard.press("Escape")
            page.locator(".here").get_by_role("button", name="Accept").focus()
            page.keyboard.press("a")
            expect(page.locator(".history")).to_contain_text("the page says so")
            expect(cards).to_have_count(before - 1)


@built
def test_the_keyboard_is_enough(watched: Watched) -> None:
    page = watched.open("/")
    page.keyboard.press("/")
    page.keyboard.type("Baidoa ambush")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?*")
    watched.settle()
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("k")
    expect(page.locator("[data-item].here")).to_have_count(1)
    page.keyboard.press("Enter")
    page.wait_for_url("**/report/*")
    watched.settle()
    page.keyboard.press("g")
    page.keyboard.press("t")
    page.wait_for_url("**/")
    watched.settle()
    page.keyboard.press("?")
    page.wait_for_url("**/help")
    watched.settle()


@built
def test_hostile_reports_do_nothing(watched: Watched) -> None:
    page = watched.open("/")
    for address in page.locator("a.what", has_text="bombing, near").evaluate_all(
        "links => links.map(a => a.getAttribute('href'))"
    ):
        watched.open(address)
        assert page.evaluate("window.hurt") is None
        words = page.locator("a.to-words").first.get_attribute("href")
        assert words is not None
        watched.open(words)
        assert page.evaluate("window.hurt") is None
        assert page.locator("a[href^='javascript' i]").count() == 0
        assert page.locator(".text img, .text script, .text svg").count() == 0
        page.locator("[data-notes]").first.hover()
        expect(page.locator(".notes .lit").first).to_be_visible()
    watched.open("/search?q=bomb")
    assert page.evaluate("window.hurt") is None


@built
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious(browser: Browser, served: Served, scheme: str) -> None:
    if not AXE.is_file():
        pytest.skip("axe-core is not there: npm ci in frontend")
    source = AXE.read_text(encoding="utf-8")
    for watched in _watched(browser, served, color_scheme=scheme):
        page = watched.open("/")
        first = page.locator("a.what", has_text="Baidoa").get_attribute("href")
        watched.open(str(first))
        words = page.locator("a.to-words").first.get_attribute("href")
        for view in (*VIEWS, str(first), str(words)):
            watched.open(view)
            page.evaluate(source)
            found = page.evaluate("axe.run().then(r => r.violations)")
            serious = [
                (v["id"], v["help"], [n["html"][:160] for n in v["nodes"][:3]])
                for v in found
                if v["impact"] in ("serious", "critical")
            ]
            assert not serious, f"{view}: {serious}"


@pytest.mark.parametrize("width", [320, 390])
def test_a_phone_is_wide_enough(browser: Browser, served: Served, width: int) -> None:
    for watched in _watched(browser, served, viewport={"width": width, "height": 700}, has_touch=True, is_mobile=True):
        page = watched.open("/")
        first = page.locator("a.what", has_text="Baidoa").get_attribute("href")
        watched.open(str(first))
        words = page.locator("a.to-words").first.get_attribute("href")
        for view in (*VIEWS, str(first), str(words)):
            watched.open(view)
            assert page.evaluate("document.documentElement.scrollWidth") <= width, view


def test_without_scripts_the_pages_are_whole(browser: Browser, served: Served) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(served.home + "/")
    page.locator("a.what", has_text="Baidoa").click()
    page.get_by_label("As it stood on").select_option("2025-11-18")
    page.get_by_role("button", name="Show").click()
    assert "as_of=2025-11-18" in page.url
    page.locator("a.to-words").first.click()
    expect(page.locator("#mark")).to_be_visible()
    context.close()


@built
def test_the_first_view_is_light(watched: Watched) -> None:
    sizes: list[int] = []
    watched.page.on("response", lambda answer: sizes.append(int(answer.headers.get("content-length", "0"))))
    watched.open("/")
    assert len(sizes) > 4
    assert sum(sizes) < 500_000
