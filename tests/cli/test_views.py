"""What a reader sees: golden views of the hand-made reports, and no harm from any report."""

import io

import pytest
from hypothesis import given
from rich.console import Console, RenderableType

from overhorizon.cli.claim_view import claim_entry
from overhorizon.cli.incident_view import incident_entry
from overhorizon.cli.safe import plain, quoted, shown
from overhorizon.cli.views import hit_view, incident_view, report_line, report_view
from overhorizon.domain.analysis import Analysis
from overhorizon.wording.text import UNSAFE
from tests import factories, strategies


def seen(*views: RenderableType, width: int = 80) -> str:
    out = io.StringIO()
    console = Console(file=out, width=width, markup=False, highlight=False, emoji=False, color_system=None)
    console.print(*views, sep="\n")
    return "\n".join(line.rstrip() for line in out.getvalue().splitlines())


CONVOY = """\
────────────────────────────────────────────────────────────────────────────────
Dozens killed as gunmen attack convoy in Mali
outlet unknown, published unknown
no address  r-kvk2vuqrp2vqeecbcmzk

Incidents  1
 1 armed assault  actual  main  i-0003
   “Dozens of people were killed when gunmen attacked a convoy in Mali, a
   witness said.”
   when       unknown  “were killed when gunmen attacked”
   where      Mali (class 6, country only)  “in Mali”
   killed     no number  “Dozens of people were killed”
   by         “gunmen”

Claims  1
 outlet unknown > a witness “said”  asserts  about incident 1
    “Dozens of people were killed when gunmen attacked a convoy in Mali”

Denied, unknown, withheld  none
"""

BOMBING = """\
 1 bombing  actual  main  i-0001
   “A bomb exploded at a market in Tessalit on Tuesday, killing 17 civilians and three soldiers, the
   army said.”
   when       2026-03-10 (day) counted from publication, 2026-03-11  “on Tuesday”  (the army)
   where      Tessalit, Kidal, Mali (class 1, exact)  “a market in Tessalit”  (the army)
   killed     20 = 17 civilians + three soldiers  “killing 17 civilians and three soldiers”  (the
              army)
   injured    at least 31  “At least 31 people were injured”
   by         Lantern Front  “The Lantern Front”  (The Lantern Front)
   claimed by Lantern Front  “The Lantern Front”  (The Lantern Front)
"""

KILLING = """\
 2 assassination or targeted killing  actual  background  i-0002
   “In April, gunmen killed a teacher near the town.”
   when       not anchored  XXXX-04  “In April”
   where      Tessalit, Kidal, Mali (class 2, near the place)  “near the town”
   killed     1 (civilians)  “a teacher”
              2 (civilians)  “two teachers had died”  (The governor)
   by         “gunmen”
              the Lantern Front or the Ashen Banner (open)  “the Lantern Front or the Ashen Banner”
              (Local elders)
   against    “a teacher”
"""

OPEN_ENDS = """\
Denied, unknown, withheld  3
 Harbour Radio > The Lantern Front “denied”  denies  about incident 1
    “civilians had been the target”
 Harbour Radio “unclear”  says unknown  about incident 1
    “whether a second attacker had escaped”
 Harbour Radio “have not been released”  withholds  about incident 1
    “The names of the soldiers”

Relations  1
 conflict: Lantern Front / the Ashen Banner in northern Mali, Mali  “have fought over the trade
 routes of northern Mali”

People counted outside incidents  1
 displaced: about 4,000  “Some 4,000 people have left the area”  (an aid group)

Set aside, no part of the report: 2 lines. By Ama Example · Share this story
Said twice, counted once: 1 passage. “At least 31 people were injured.”"""

ENTRY = """\
2026-03-10    bombing  Tessalit, Kidal, Mali  killed: 20  by Lantern Front
              “A bomb exploded at a market in Tessalit on Tuesday, killing 17
              civilians and three soldiers, the army said.”
              Harbour Radio  i-0001  r-xbetziym5r6txdrdomks"""

CLAIM = """\
Harbour Radio > A senior official “told”  asserts, certainty medium (likely)
“probably”
   “the bomber probably came from across the border”
   2026-03-11  c-0004  r-xbetziym5r6txdrdomks"""


def test_a_report_of_few_words() -> None:
    assert seen(report_view(factories.convoy())) == CONVOY


@pytest.mark.parametrize("part", [BOMBING, KILLING, OPEN_ENDS])
def test_a_report_of_many(part: str) -> None:
    assert part in seen(report_view(factories.market()), width=100)


def test_entries_of_lists() -> None:
    analysis = factories.market()
    assert seen(incident_entry(analysis, analysis.incidents[0])) == ENTRY
    assert seen(claim_entry(analysis, analysis.claims[3])) == CLAIM


def test_rival_tolls_of_a_list_name_their_speakers() -> None:
    analysis = factories.market()
    assert "killed: 1 or 2 (The governor)" in seen(incident_entry(analysis, analysis.incidents[1]), width=120)


def test_a_hit_marks_the_words() -> None:
    analysis = factories.market()
    text = analysis.report.text
    view = hit_view(analysis.report, factories.at(text, "responsibility for the attack"), (factories.at(text, "attack"),))
    assert "responsibility for the attack" in seen(view)


def test_markup_in_a_report_is_shown_and_not_obeyed() -> None:
    view = seen(report_view(factories.hostile()))
    assert "[red]Blast[/red]" in view
    assert "+1 [bold]person[/bold]" in view


@given(strategies.analyses())
def test_no_report_reaches_the_terminal_unwashed(analysis: Analysis) -> None:
    views = [report_view(analysis), report_line(analysis, "new")]
    for incident in analysis.incidents:
        views += [incident_view(analysis, incident), incident_entry(analysis, incident)]
    views += [claim_entry(analysis, claim) for claim in analysis.claims]
    for width in (40, 120):
        assert not UNSAFE.search(seen(*views, width=width))


def test_words_become_one_harmless_line() -> None:
    assert plain("a\x1b[2J\r\nb\tc") == "a\ufffd[2J b c"
    assert shown("[red]x[/red]").plain == "[red]x[/red]"


@pytest.mark.parametrize(
    ("words", "line"),
    [("a", "“a”"), ("“a”", "“a”"), ('"a" and "b', '“"a" and "b”'), ("“a” he said", "““a” he said”"), ('"', '“"”')],
)
def test_words_are_quoted_once(words: str, line: str) -> None:
    assert quoted(words).plain == line
