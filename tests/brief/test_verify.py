"""Making a brief again: byte for byte, and what differs where it comes out otherwise."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from overhorizon.brief.writing import write
from overhorizon.cli.app import app
from overhorizon.domain.briefs import Form
from overhorizon.domain.errors import InvalidInput
from overhorizon.domain.watches import Theatre
from overhorizon.gazetteer import Gazetteer
from overhorizon.runs.briefing import make, verify
from overhorizon.store.ledger import Ledger
from tests import factories
from tests.brief.conftest import LATER, READ_AT, Item, asked, fill

HORN = asked(date(2025, 11, 17), date(2025, 11, 22), theatre=Theatre(name="The Horn", countries=("SO",)))


@pytest.fixture(scope="session")
def written(ledger: Ledger, gazetteer: Gazetteer) -> dict[Form, str]:
    made = make(ledger, HORN, gazetteer)
    return {form: write(made, form) for form in Form}


@pytest.mark.parametrize("form", Form)
def test_a_brief_is_made_again_byte_for_byte(ledger: Ledger, written: dict[Form, str], form: Form, gazetteer: Gazetteer) -> None:
    checked = verify(ledger, written[form], gazetteer)
    assert checked.is_same
    assert checked.form is form


@pytest.mark.parametrize("form", Form)
@pytest.mark.parametrize("share", [0.02, 0.5])
def test_a_changed_byte_is_noticed(
    ledger: Ledger, written: dict[Form, str], form: Form, share: float, gazetteer: Gazetteer
) -> None:
    text = written[form]
    at = int(len(text) * share)
    at += next(n for n, c in enumerate(text[at:]) if c.isalpha() and text[at + n - 1].isalpha())
    changed = f"{text[:at]}{'x' if text[at] != 'x' else 'y'}{text[at + 1 :]}"
    checked = verify(ledger, changed, gazetteer)
    assert not checked.is_same
    assert "line" in checked.differences[-1]


def test_a_longer_file_is_noticed(ledger: Ledger, written: dict[Form, str], gazetteer: Gazetteer) -> None:
    (only,) = verify(ledger, written[Form.MARKDOWN] + "\n", gazetteer).differences
    assert "characters, made again" in only


def test_what_the_ledger_holds_otherwise_is_named(items: tuple[Item, ...], gazetteer: Gazetteer) -> None:
    """A report that is read later, one that is forgotten; with --known-at the brief stays."""
    late = next(i for i in items if b"Communiqu" in i.raw.capture.content)
    early = [i for i in items if i is not late]
    frozen = asked(HORN.since, HORN.until, theatre=HORN.theatre, known_at=READ_AT)
    with fill(Ledger.open("sqlite://"), early) as ledger:
        loose, fixed = (write(make(ledger, a, gazetteer), Form.MARKDOWN) for a in (HORN, frozen))
        fill(ledger, [late], at=LATER)
        differences = verify(ledger, loose, gazetteer).differences
        assert any("1 reports or revisions are new: r-" in d for d in differences)
        assert any("other reports of the period" in d for d in differences)
        assert verify(ledger, fixed, gazetteer).is_same
        ledger.forget(make(ledger, frozen, gazetteer).sources[0].report, at=LATER)
        assert any("1 reports or revisions are gone: r-" in d for d in verify(ledger, fixed, gazetteer).differences)


def test_other_code_is_named(ledger: Ledger, written: dict[Form, str], gazetteer: Gazetteer) -> None:
    code = json.loads(written[Form.JSON])["seal"]["made_from"]["code"]
    differences = verify(ledger, written[Form.JSON].replace(code, "0.0.1+older"), gazetteer).differences
    assert differences[0].startswith("it was made by other code (0.0.1+older, now ")


GOOD = (
    '{"theatre": null, "since": "2026-01-01", "until": "2026-01-02", "as_of": "2026-01-02", "known_at": null, "quiet_after": 14}'
)
MADE = '{"digest": "", "code": "", "coverage": "", "judgements": [], "inputs": []}'


@pytest.mark.parametrize(
    "text",
    [
        "",
        "# A shopping list\n",
        "{",
        "{}",
        "[" * 100_000,
        '{"seal": ' * 50_000,
        "# x\n\n```json\n{}\n```\n",
        "# x\n\n```json\n[1,2\n```\n",
        f'# x\n\n```json\n{{"asked": {GOOD.replace("2026-01-01", "0001-01-01")}, "made_from": {MADE}}}\n```\n',
        f'# x\n\n```json\n{{"asked": {GOOD.replace("2026-01-01", "2027-01-01")}, "made_from": {MADE}}}\n```\n',
        f'# x\n\n```json\n{{"asked": {GOOD.replace("14", "99999999999999999999")}, "made_from": {MADE}}}\n```\n',
        f'# x\n\n```json\n{{"asked": {GOOD.replace("null, ", "{}, ", 1)}, "made_from": {MADE}}}\n```\n',
        '<!doctype html>\n<pre id="seal">&#0;</pre>',
        '<!doctype html>\n<pre id="seal">',
    ],
)
def test_a_hostile_file_gets_one_line(ledger: Ledger, text: str, gazetteer: Gazetteer) -> None:
    with pytest.raises(InvalidInput, match="no brief of ours"):
        verify(ledger, text, gazetteer)


def test_the_longest_period_of_a_file_is_no_burden(ledger: Ledger, gazetteer: Gazetteer) -> None:
    wide = GOOD.replace("2026-01-01", "0001-01-02").replace("2026-01-02", "9999-12-31")
    text = f'# x\n\n```json\n{{"asked": {wide}, "made_from": {MADE}}}\n```\n'
    assert not verify(ledger, text, gazetteer).is_same


Call = Callable[..., Result]


@pytest.fixture
def call(tmp_path: Path) -> Call:
    store = factories.filled_ledger(tmp_path / "ledger.db")

    def run(*arguments: str) -> Result:
        return CliRunner().invoke(app, ["brief", *arguments, "--store", store])

    return run


DAYS = ("--since", "2026-03-08", "--until", "2026-03-14")


@pytest.mark.parametrize("name", ["mali.md", "mali.html", "mali.json"])
def test_the_command_writes_and_verifies(call: Call, tmp_path: Path, name: str) -> None:
    file = tmp_path / name
    made = call("Northern Mali", "--country", "Mali", "--country", "NE", *DAYS, "--out", str(file))
    assert made.exit_code == 0, made.stderr
    assert "Northern Mali, 2026-03-08 to 2026-03-14" in file.read_text(encoding="utf-8") or name.endswith("json")
    again = call("--verify", str(file))
    assert again.exit_code == 0
    assert again.stdout.startswith("The same, byte for byte")
    file.write_bytes(file.read_bytes().replace(b"Tessalit", b"Tessalot", 1))
    otherwise = call("--verify", str(file))
    assert otherwise.exit_code == 1
    assert "is the first that differs" in otherwise.stderr


def test_the_command_prints_what_the_ledger_says(call: Call) -> None:
    result = call(*DAYS, "--format", "json")
    form = json.loads(result.stdout)
    assert form["title"] == "All theatres"
    assert "Tessalit, Kidal, Mali" in {i["place"] for i in form["incidents"]}
    assert form["seal"]["asked"]["since"] == "2026-03-08"


def test_a_week_ends_with_the_day_as_of_which_it_is_asked(call: Call) -> None:
    form = json.loads(call("--as-of", "2026-03-14", "--format", "json").stdout)
    assert (form["seal"]["asked"]["since"], form["seal"]["asked"]["until"]) == ("2026-03-08", "2026-03-14")


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("Mali", *DAYS, "--settings", "nowhere.toml"), "there is no nowhere.toml"),
        (("--actor", "nobody of that name", *DAYS), "names no actor"),
        (("--since", "2026-03-08", "--until", "2026-03-14", "--as-of", "2026-03-10"), "after the day as of which it is asked"),
        (("--format", "pdf", *DAYS), "--format"),
        (("--verify", "nowhere.md"), "nowhere.md is no file"),
    ],
)
def test_a_mistake_gets_one_line(call: Call, arguments: tuple[str, ...], says: str) -> None:
    result = call(*arguments)
    assert result.exit_code == 2
    assert says in result.stderr
    assert len(result.stderr.splitlines()) == 1


def test_a_file_that_is_no_text_gets_one_line(call: Call, tmp_path: Path) -> None:
    file = tmp_path / "b.md"
    file.write_bytes(b"\xff\xfe\x00")
    result = call("--verify", str(file))
    assert result.exit_code == 2
    assert "no text in UTF-8" in result.stderr


def test_an_actor_is_found_by_name(call: Call, gazetteer: Gazetteer) -> None:
    army = next(a for a in gazetteer.actors.values() if a.name == "Iraqi Security Forces")
    form = json.loads(call("--actor", army.name, *DAYS, "--format", "json").stdout)
    assert form["seal"]["asked"]["theatre"]["actors"] == [army.id]
    assert form["title"] == army.name


def test_a_theatre_is_that_of_the_settings_file(call: Call, tmp_path: Path) -> None:
    settings, file = tmp_path / "o.toml", tmp_path / "b.md"
    settings.write_text('[[theatre]]\nname = "Kidal"\nregions = ["Kidal, Mali"]\n', encoding="utf-8")
    assert call("Kidal", "--settings", str(settings), *DAYS, "--out", str(file)).exit_code == 0
    assert "Theatre: Kidal (Mali)." in file.read_text(encoding="utf-8")
    settings.unlink()
    assert call("--verify", str(file)).exit_code == 0


def test_a_theatre_that_the_settings_lack_gets_one_line(call: Call, tmp_path: Path) -> None:
    settings = tmp_path / "o.toml"
    settings.write_text('[[theatre]]\nname = "Kidal"\ncountries = ["Mali"]\n', encoding="utf-8")
    result = call("Kidl", "--settings", str(settings), *DAYS)
    assert result.exit_code == 2
    assert "has no theatre 'Kidl': did you mean 'Kidal'?" in result.stderr
