"""Every page answers, leads on, and shows hostile text as text."""

import re
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

import pytest
from fastapi.testclient import TestClient

from overhorizon.wording.text import UNSAFE

VIEWS = (
    "/",
    "/theatre/Somalia",
    "/search?q=killed",
    "/actors",
    "/alerts",
    "/watches",
    "/watches?name=x&trial=true",
    "/brief",
    "/brief?since=2025-11-17&until=2025-11-23",
    "/review",
    "/status",
    "/help",
    "/session",
)
_VOID = {"meta", "link", "input", "br", "img", "hr"}


class Page(HTMLParser):
    """What a browser would find in a page: elements, attributes, links, text."""

    def __init__(self, body: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.words = ""
        self.ids: list[str] = []
        self.open: list[str] = []
        self.feed(body)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.tags.append((tag, given))
        if "id" in given:
            self.ids.append(given["id"])
        if tag not in _VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        while self.open and self.open.pop() != tag:
            pass

    def handle_data(self, data: str) -> None:
        if "script" not in self.open:
            self.words += data

    @property
    def links(self) -> list[str]:
        return [given["href"] for tag, given in self.tags if tag == "a" and "href" in given]


def seen(client: TestClient, address: str) -> Page:
    answer = client.get(address)
    assert answer.status_code == 200, f"{address}: {answer.status_code} {answer.text[:300]}"
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    return Page(answer.text)


def incident_of(client: TestClient, words: str) -> str:
    """The address of the first incident of the list whose line holds the words."""
    page = client.get("/").text
    found: list[str] = re.findall(rf'href="(/incident/e-[a-z0-9]+)"[^>]*>[^<]*{words}', page)
    return found[0]


def test_every_link_of_every_page_leads_to_a_page(reader: TestClient) -> None:
    waiting, found = list(VIEWS), set[str]()
    while waiting:
        address = waiting.pop()
        page = seen(reader, address)
        assert len(page.ids) == len(set(page.ids)), f"{address} has an id twice"
        for link in page.links:
            path = urlsplit(urljoin(address, link))
            if path.netloc or link.startswith("#"):
                continue
            target = path.path + (f"?{path.query}" if path.query else "")
            kind = re.sub(r"(?<==)[^&]*|[a-z]-[a-z2-7]{20}.*", "", target)  # of addresses that differ in an id or a value, four
            if target not in found and sum(kind == re.sub(r"(?<==)[^&]*|[a-z]-[a-z2-7]{20}.*", "", f) for f in found) < 4:
                found.add(target)
                if not target.startswith(("/openapi", "/api/", "/brief/file")):
                    waiting.append(target)
    assert len(found) > 40


@pytest.mark.parametrize("view", VIEWS)
def test_pages_run_nothing_but_our_own_scripts(reader: TestClient, view: str) -> None:
    answer = reader.get(view)
    policy = answer.headers["content-security-policy"]
    assert "default-src 'self'" in policy and "unsafe" not in policy
    for tag, given in Page(answer.text).tags:
        assert not any(name.startswith("on") or name == "style" for name in given), (tag, given)
        assert tag not in ("style", "iframe", "object", "embed", "base")
        for name in ("src", "href", "action"):
            address = given.get(name, "")
            assert urlsplit(address).scheme in ("", "http", "https"), address
        if tag == "script":
            assert given.get("type") == "application/json" or given["src"].startswith("/static/")
        if tag == "link":
            assert given["href"].startswith("/")


def test_hostile_text_is_text(reader: TestClient) -> None:
    page = incident_of(reader, "bombing, near")
    report = next(link for link in seen(reader, page).links if link.startswith("/report/"))
    for address in ("/", page, report, report.split("?")[0], "/review", "/search?q=bomb"):
        body = reader.get(address).text
        assert "<script>window" not in body and "<img" not in body and "<svg onload" not in body
        assert not UNSAFE.search(body.replace("\u200d", "")), f"{address}: {UNSAFE.search(body)}"
    assert "</script><script>window.hurt=1" in seen(reader, report).words.replace("\n", "")
    assert not [link for link in seen(reader, report).links if link.lower().startswith("javascript")]


def test_a_line_of_five_million_characters_comes_in_parts(reader: TestClient) -> None:
    page = incident_of(reader, "bombing, near")
    report = next(link for link in seen(reader, page).links if link.startswith("/report/")).split("?")[0]
    answer = reader.get(report)
    assert len(answer.content) < 300_000
    assert "part 1 of 126" in answer.text
    last = reader.get(f"{report}?part=126")
    assert last.status_code == 200 and "part 126 of 126" in last.text


def test_a_value_leads_to_its_words(reader: TestClient) -> None:
    page = reader.get(incident_of(reader, "Baidoa")).text
    address = re.findall(r'href="(/report/[^"]+mark=(?:\d+-\d+)#mark)">[^<]*<mark>11 soldiers', page)[0]
    marked = reader.get(address.replace("&amp;", "&")).text
    inside = re.findall(r'<mark id="mark">(.*?)</mark>', marked, re.S)
    assert re.sub("<[^>]+>", "", inside[0]).startswith("11 soldiers")


def test_the_day_changes_the_toll_and_is_carried_along(reader: TestClient) -> None:
    address = incident_of(reader, "Baidoa")
    now, then = reader.get(address).text, reader.get(f"{address}?as_of=2025-11-18").text
    killed = re.compile(r'>killed<span class="rule">.*?<a class="value to-words"[^>]*>([^<]+)</a>', re.S)
    assert killed.findall(now) == ["14"]
    assert killed.findall(then) == ["22"]
    kept = [link for link in Page(then).links if link.startswith(("/report", "/incident", "/search", "/actors"))]
    kept.remove(address)  # back to now
    assert kept and all("as_of=2025-11-18" in link for link in kept)
    assert "As it stood on" in Page(then).words


@pytest.mark.parametrize(
    ("address", "status", "says"),
    [
        ("/incident/e-nothing", 404, "no incident"),
        ("/report/r-nothing", 404, "no report"),
        ("/theatre/Atlantis", 404, "no theatre"),
        ("/actor/nobody", 404, "no actor"),
        ("/?as_of=yesterday", 422, "as_of"),
        ("/?since=2026-02-01&until=2026-01-01", 422, "since"),
        ("/report/r-ie7g?mark=9-3", 422, "START-END"),
        ("/?type=tea+party", 422, "type"),
    ],
)
def test_what_cannot_be_shown_is_said_in_a_line(reader: TestClient, address: str, status: int, says: str) -> None:
    answer = reader.get(address)
    assert answer.status_code == status
    assert says in answer.text and "Traceback" not in answer.text


def test_filters_narrow_the_list_down(reader: TestClient) -> None:
    def shown(query: str) -> set[str]:
        return set(re.findall(r'class="what" href="/incident/(e-\w+)', reader.get(f"/?{query}").text))

    everything = shown("")
    for query in ("country=SO", "type=bombing", "killed=10", "since=2026-01-01", "actor=acacia", "place=Baidoa"):
        some = shown(query)
        assert some and some < everything, query
    assert shown("country=SO&type=bombing") <= shown("country=SO") & shown("type=bombing")
    assert not shown("country=FJ")


def test_search_has_facets_that_narrow_down(reader: TestClient) -> None:
    page = seen(reader, "/search?q=killed")
    facets = [link for link in page.links if "outlet=" in link]
    assert facets
    narrowed = seen(reader, facets[0])
    assert len(narrowed.links) < len(page.links)


def test_a_brief_rests_on_words_and_comes_as_a_file(reader: TestClient) -> None:
    asked = "theatre=Somalia&since=2025-11-17&until=2025-11-23"
    page = seen(reader, f"/brief?{asked}")
    assert "What is new" in page.words
    words = [link for link in page.links if "mark=" in link]
    assert words and all(reader.get(link).status_code == 200 for link in words[:5])
    for form, media in (("markdown", "text/markdown"), ("html", "text/html"), ("json", "application/json")):
        answer = reader.get(f"/brief/file?{asked}&form={form}")
        assert answer.headers["content-type"].startswith(media)
        assert answer.headers["content-disposition"].startswith("attachment")
        assert "11 soldiers" in answer.text
