"""The settings file: what it gives, and how it says what is wrong."""

from datetime import time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from overhorizon.domain.assessment import Reliability
from overhorizon.domain.errors import InvalidInput, SeveralMistakes
from overhorizon.domain.incidents import IncidentType
from overhorizon.domain.watches import Region, Severity, Theatre, Trigger
from overhorizon.feeds.options import FeedKind
from overhorizon.gazetteer import Gazetteer
from overhorizon.notify.options import ChannelKind, Digest, QuietHours
from overhorizon.settings.example import example, write_example
from overhorizon.settings.monitor import LARGEST, Monitor, load, read

FOLDER = Path("/srv/desk")
GOOD = """
[[theatre]]
name = "Horn"
countries = ["Somalia", "djibouti", "ETH", "KE"]
regions = ["Khyber Pakhtunkhwa, Pakistan", "Bari, Somalia"]
actors = ["al-Shabaab", "TTP", "islamic-state"]

[[feed]]
name = "Harbour"
location = "https://harbour.example/rss"
outlet = "Harbour Radio"
theatre = "Horn"
every = "2 hours"

[[feed]]
name = "Drop"
kind = "folder"
location = "inbox"

[[watch]]
name = "Large"
theatres = ["Horn"]
triggers = ["new incident", "rate"]
types = ["bombing", "air-or-drone-strike"]
actors = ["al-Shabaab"]
killed_at_least = 5
roots_at_least = 2
severity = "urgent"
send = ["desk"]

[[watch]]
name = "All"

[[channel]]
name = "desk"
kind = "apprise"
url = "json://desk.example"
at_least = "urgent"
quiet = "22:00-06:30"
time_zone = "Africa/Nairobi"
digest = "hourly"
most_per_hour = 3

[[channel]]
name = "records"
kind = "jsonl"
path = "alerts.jsonl"

[reliability]
"Harbour Radio" = "b"

[fetch]
contact = "desk@desk.example"
per_host_interval = "5 seconds"
allow_private = ["127.0.0.1:8080"]
"""


def reading(text: str, gazetteer: Gazetteer) -> Monitor:
    return read(text, gazetteer, name="overhorizon.toml", folder=FOLDER)


def mistakes(text: str, gazetteer: Gazetteer) -> tuple[str, ...]:
    with pytest.raises(SeveralMistakes) as error:
        reading(text, gazetteer)
    return error.value.mistakes


def test_a_whole_file(gazetteer: Gazetteer) -> None:
    monitor = reading(GOOD, gazetteer)
    (horn,) = monitor.theatres
    assert horn == Theatre(
        name="Horn",
        countries=("SO", "DJ", "ET", "KE"),
        regions=(Region(country="PK", admin1="Khyber Pakhtunkhwa"), Region(country="SO", admin1="Bari")),
        actors=("al-shabaab", "tehrik-i-taliban-pakistan", "islamic-state"),
        feeds=("Harbour",),
    )
    harbour, drop = monitor.feeds
    assert (harbour.kind, harbour.every, harbour.theatre) == (FeedKind.FEED, timedelta(hours=2), "Horn")
    assert (drop.kind, drop.location, drop.every) == (FeedKind.FOLDER, str(FOLDER / "inbox"), timedelta(minutes=15))
    large, everything = monitor.watches
    assert large.theatres == (horn,)
    assert large.triggers == (Trigger.NEW_INCIDENT, Trigger.RATE)
    assert large.types == (IncidentType.BOMBING, IncidentType.AIR_STRIKE)
    assert (large.killed_at_least, large.roots_at_least, large.severity) == (5, 2, Severity.URGENT)
    assert large.channels == ("desk",)
    assert everything.triggers == tuple(Trigger)
    assert everything.channels == ("records",)  # the desk takes urgent ones alone
    desk, records = monitor.channels
    assert desk.quiet == QuietHours(start=time(22), end=time(6, 30))
    assert (desk.time_zone, desk.digest, desk.most_per_hour) == (ZoneInfo("Africa/Nairobi"), Digest.HOURLY, 3)
    assert (records.kind, records.location) == (ChannelKind.JSONL, str(FOLDER / "alerts.jsonl"))
    assert monitor.reliabilities == (("Harbour Radio", Reliability.USUALLY),)
    assert monitor.fetch.user_agent.endswith("(+desk@desk.example)")
    assert monitor.fetch.per_host_interval == timedelta(seconds=5)
    assert monitor.fetch.allow_private == ("127.0.0.1:8080",)


def test_an_empty_file_looks_after_nothing(gazetteer: Gazetteer) -> None:
    assert reading("", gazetteer) == Monitor()


THEATRE = '[[theatre]]\nname = "Horn"\ncountries = ["SO"]\n'
CHANNEL = '[[channel]]\nname = "desk"\nkind = "apprise"\nurl = "json://desk.example"\n'


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ('[[theatre]]\nname = "A"\ncountries = [\n"SO",\n"Afganistan"]', 5, "'Afganistan': did you mean 'Afghanistan'?"),
        ('[[theatre]]\nname = "A"\ncountries = ["Congo"]', 3, "'Democratic Republic of the Congo' or 'Republic of the Congo'?"),
        ('[[theatre]]\nname = "A"\nregions = ["Bari"]', 3, "write a division as"),
        ('[[theatre]]\nname = "A"\nregions = ["Barri, Somalia"]', 3, "did you mean 'Bari, Somalia'?"),
        ('[[theatre]]\nname = "A"\nregions = ["Atlantis, Somalia"]', 3, "it has Awdal"),
        ('[[theatre]]\nname = "A"\nregions = ["Bari, Somalya"]', 3, "did you mean 'Somalia'?"),
        ('[[theatre]]\nname = "A"\nactors = ["Islamic Stat"]', 3, "did you mean 'Islamic State'?"),
        ('[[theatre]]\nname = "A"\nactors = ["Al Shabab"]', 3, "'al-shabaab'"),
        ('[[theatre]]\nname = "A"\nactors = ["gunmen"]', 3, "no actor is called 'gunmen'"),
        ('[[theatre]]\nname = "A"', 1, "no countries, regions or actors"),
        ('[[theatre]]\ncountries = ["SO"]', 1, "this theatre has no name"),
        ('[[theatre]]\nname = "A"\ncountries = "Somalia"', 3, 'countries = ["...", "..."]'),
        ('[[theatre]]\nname = "A"\ncountries = [7]', 3, "quotation marks"),
        (f"{THEATRE}\n{THEATRE}", 6, "each name stands once"),
        (f'{THEATRE}country = "Kenya"', 4, "a theatre has no 'country': did you mean 'countries'?"),
        ('[theatre]\nname = "A"', 1, "write [[theatre]]"),
        ('[[theater]]\nname = "A"', 1, "did you mean 'theatre'?"),
        ("[[fetch]]", 1, "write [fetch]"),
        ("colour = 1", 1, "there are theatre, feed"),
        ('[[feed]]\nname = "a"', 1, "this feed has no location"),
        ('[[feed]]\nname = "a"\nlocation = "inbox"', 1, "http(s) address"),
        ('[[feed]]\nname = "a"\nlocation = "https://a.example"\nevery = "15"', 4, 'every = "15 minutes"'),
        ('[[feed]]\nname = "a"\nlocation = "https://a.example"\nevery = "3 seconds"', 1, "at least a minute"),
        ('[[feed]]\nname = "a"\nlocation = "https://a.example"\nkind = "rss"', 4, "one of feed, page, folder, jsonl, warc"),
        (f'{THEATRE}[[feed]]\nname = "a"\nlocation = "https://a.example"\ntheatre = "Hron"', 7, "did you mean 'Horn'?"),
        (f'{THEATRE}[[watch]]\nname = "w"\ntheatres = ["Nile"]', 6, "write a [[theatre]] of that name"),
        ('[[watch]]\nname = "w"\ntriggers = ["tol revised"]', 3, "did you mean 'toll revised'?"),
        ('[[watch]]\nname = "w"\ntriggers = ["responsibility"]', 3, "is not known"),
        ('[[watch]]\nname = "w"\nkilled_at_least = -1', 3, "a whole number from 0"),
        ('[[watch]]\nname = "w"\nkilled_at_least = true', 3, "a whole number from 0"),
        ('[[watch]]\nname = "w"\nseverity = "loud"', 3, "one of info, notice, urgent"),
        ('[[watch]]\nname = "w"\nsend = ["desk"]', 3, "no channel is called 'desk'"),
        (f'[[watch]]\nname = "w"\nsend = ["desk"]\n{CHANNEL}at_least = "urgent"', 3, "this watch is notice"),
        ('[[channel]]\nname = "c"', 1, "this channel has no kind"),
        ('[[channel]]\nname = "c"\nkind = "apprise"', 1, "this channel has no url"),
        ('[[channel]]\nname = "c"\nkind = "apprise"\nurl = "desk@x.example"', 1, "mailto://"),
        ('[[channel]]\nname = "c"\nkind = "jsonl"', 1, "this channel has no path"),
        ('[[channel]]\nname = "c"\nkind = "atom"\npath = "a"\nquiet = "22:00-06:00"', 5, "quiet is for people"),
        (f'{CHANNEL}quiet = "22-6"', 5, 'quiet = "22:00-06:00"'),
        (f'{CHANNEL}quiet = "22:00-22:00"', 5, "leave them out"),
        (f'{CHANNEL}time_zone = "Africa/Nairoby"', 5, "did you mean 'Africa/Nairobi'?"),
        (f"{CHANNEL}most_per_hour = 0", 5, "a whole number from 1"),
        ('[reliability]\n"Harbour Radio" = "Z"', 2, "a letter from A"),
        ('[fetch]\ncontact = "ü"', 2, "is no contact"),
        ('[fetch]\nallow_private = ["intranet"]', 2, "no host with a port"),
        ('[[watch]]\nname = "a\\u001b[2J"', 2, "characters that do not show"),
        ('[[watch]]\nname = "   "', 2, "nothing between the quotation marks"),
    ],
)  # fmt: skip
def test_a_mistake_names_file_line_and_cure(text: str, line: int, words: str, gazetteer: Gazetteer) -> None:
    (said,) = mistakes(text, gazetteer)
    assert said.startswith(f"overhorizon.toml line {line}: ")
    assert words in said


def test_all_mistakes_are_told_at_once_in_the_order_of_the_file(gazetteer: Gazetteer) -> None:
    text = '[[watch]]\nname = "w"\ntheatres = ["A"]\nsend = ["x"]\n[[theatre]]\nname = "A"\ncountries = ["Somalya"]\n[wach]\n'
    said = mistakes(text, gazetteer)
    assert [one.split(":")[0].split()[-1] for one in said] == ["4", "7", "8"]  # that theatre A is wrong is said once


@pytest.mark.parametrize(
    ("text", "line"), [("a = \n", 1), ('[[watch]]\nname = "w\n', 2), ("a = 1\na = 2\n", 2), ("[x\n", 1), ("a" * 50, 1)]
)
def test_what_is_no_toml_names_its_line(text: str, line: int, gazetteer: Gazetteer) -> None:
    with pytest.raises(InvalidInput, match=f"^overhorizon.toml line {line}: this is no TOML"):
        reading(text, gazetteer)


@given(st.text(max_size=200))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        read(text, GAZETTEER, name="x.toml", folder=FOLDER)
    except InvalidInput as error:
        assert str(error)


GAZETTEER = Gazetteer.load()


@pytest.mark.parametrize(
    ("content", "words"),
    [(b"\xff\xfe", "not in UTF-8"), (b"#" * (LARGEST + 1), "larger than"), (None, "overhorizon init")],
)
def test_a_file_that_cannot_be_used_is_one_line(tmp_path: Path, content: bytes | None, words: str, gazetteer: Gazetteer) -> None:
    file = tmp_path / "overhorizon.toml"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(InvalidInput, match=words):
        load(file, gazetteer)


def test_windows_files_are_read(tmp_path: Path, gazetteer: Gazetteer) -> None:
    file = tmp_path / "overhorizon.toml"
    file.write_bytes(b"\xef\xbb\xbf" + GOOD.replace("\n", "\r\n").encode())
    assert len(load(file, gazetteer).watches) == 2


def test_the_example_loads_and_has_every_trigger(tmp_path: Path, gazetteer: Gazetteer) -> None:
    file = tmp_path / "overhorizon.toml"
    write_example(file)
    monitor = load(file, gazetteer)
    assert [theatre.name for theatre in monitor.theatres] == ["Afghanistan", "Somalia", "Syria"]
    assert {trigger for watch in monitor.watches for trigger in watch.triggers} == set(Trigger)
    assert monitor.channels == ()
    assert file.stat().st_mode & 0o077 == 0
    with pytest.raises(InvalidInput, match="is there already"):
        write_example(file)


def test_what_the_example_has_commented_out_loads_too(gazetteer: Gazetteer) -> None:
    lines = example().splitlines()
    code = [line[2:] if line.startswith("# ") and (" = " in line or line.startswith("# [")) else line for line in lines]
    monitor = reading("\n".join(code), gazetteer)
    assert {channel.kind for channel in monitor.channels} == set(ChannelKind)
    assert {feed.kind for feed in monitor.feeds} == {FeedKind.FEED, FeedKind.FOLDER}
    assert monitor.reliabilities
    assert all(watch.channels for watch in monitor.watches)
