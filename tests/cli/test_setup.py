"""overhorizon init and check: what a person sees of the settings file."""

from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from overhorizon.cli.app import app
from tests.feeds.server import Web
from tests.notify.conftest import Post, receiver

ENTRIES = "".join(
    f"<item><title>Report {n}</title><link>http://127.0.0.1/{n}</link><pubDate>Sat, {n:02} Mar 2026 09:00:00 GMT</pubDate></item>"
    for n in (7, 14)
)
RSS = f'<?xml version="1.0"?><rss version="2.0"><channel><title>Harbour</title>{ENTRIES}</channel></rss>'


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, list(arguments))


def test_init_writes_what_check_can_read_and_nothing_over_it(tmp_path: Path) -> None:
    file = tmp_path / "overhorizon.toml"
    assert run("init", str(file)).exit_code == 0
    first = file.read_bytes()
    again = run("init", str(file))
    assert again.exit_code == 2
    assert "is there already" in again.stderr
    assert file.read_bytes() == first


def test_check_tells_every_mistake_on_a_line(tmp_path: Path) -> None:
    file = tmp_path / "desk.toml"
    file.write_text('[[theatre]]\nname = "A"\ncountries = ["Afganistan"]\n[[watch]]\nname = "w"\ncolour = "red"\n')
    result = run("check", str(file))
    assert result.exit_code == 2
    first, second = result.stderr.splitlines()
    assert first == "overhorizon: desk.toml line 3: no country is called 'Afganistan': did you mean 'Afghanistan'?"
    assert second.startswith("overhorizon: desk.toml line 6: a watch has no 'colour'")


@pytest.mark.enable_socket
def test_check_tries_feeds_and_channels_and_says_what_fails(tmp_path: Path) -> None:
    (tmp_path / "inbox").mkdir()
    (tmp_path / "inbox" / "one.txt").write_text("A report.")
    with Web(sites=()) as web, receiver() as webhook:
        good, page = (
            web.put("127.0.0.1", "/rss", RSS),
            web.put("127.0.0.1", "/page", "<!doctype html><html><p>A page.</p></html>"),
        )
        web.put("127.0.0.1", "/robots.txt", "User-agent: *\nDisallow: /closed\n")
        file = tmp_path / "desk.toml"
        file.write_text(_settings(good, page, webhook))
        failing = run("check", str(file))
        assert failing.exit_code == 2
        for words in (
            "2 entries, newest 2026-03-14",
            "a web page, no feed",
            "1 file",
            "Reliability",
            "json://reader:****@127.0.0.1",
        ):
            assert words in " ".join(failing.stdout.split()), words
        assert "3 of 7 failed: No feed, Gone, Closed" in " ".join(failing.stderr.split())
        assert webhook.received == []
        assert not (tmp_path / "alerts.jsonl").exists()

        file.write_text(_settings(good, None, webhook))
        well = run("check", str(file), "--send-test")
    assert well.exit_code == 0, well.stderr
    (sent,) = webhook.received
    assert "A test: channel desk works" in sent["title"]
    assert "sesame" not in failing.stdout + failing.stderr + well.stdout
    assert "A test: channel records works" in (tmp_path / "alerts.jsonl").read_text()


def _settings(good: str, page: str | None, webhook: Post) -> str:
    address = good.removesuffix("/rss")
    feeds = {"Harbour": good} | ({"No feed": page, "Gone": f"{address}/gone", "Closed": f"{address}/closed"} if page else {})
    remote = "".join(f'[[feed]]\nname = "{name}"\nlocation = "{location}"\n' for name, location in feeds.items())
    return f"""{remote}
[[theatre]]
name = "Horn"
countries = ["Somalia"]
[[feed]]
name = "Drop"
kind = "folder"
location = "inbox"
[[watch]]
name = "All"
[[channel]]
name = "desk"
kind = "apprise"
url = "json://reader:sesame-12@127.0.0.1:{webhook.port}/in"
[[channel]]
name = "records"
kind = "jsonl"
path = "alerts.jsonl"
[reliability]
"Harbour" = "B"
[fetch]
allow_private = ["{address.removeprefix("http://")}"]
per_host_interval = "0 seconds"
"""
