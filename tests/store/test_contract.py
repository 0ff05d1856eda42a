"""What every ledger promises, whatever database it is on."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from overhorizon.domain.analysis import Analysis, Reader
from overhorizon.domain.claims import Polarity
from overhorizon.domain.errors import InvalidInput, SkipItem
from overhorizon.domain.incidents import IncidentType
from overhorizon.domain.reports import Capture, Rejection, Report, Unread
from overhorizon.domain.scale import Scale
from overhorizon.domain.times import Bounds, DatePrecision, When
from overhorizon.store.filters import ClaimFilter, IncidentFilter, ReportFilter
from overhorizon.store.ledger import Ledger
from overhorizon.store.outcomes import Outcome
from overhorizon.store.rows import Found, RevisionKind, StoredReading
from tests import strategies
from tests.store import samples
from tests.store.dump import dump
from tests.store.samples import DAY, later

# Recording


def test_a_recorded_analysis_comes_back_whole(ledger: Ledger) -> None:
    analysis = samples.bombing()
    assert ledger.record(samples.capture(), analysis, at=DAY) is Outcome.NEW
    assert ledger.analysis(analysis.report.id) == analysis
    assert list(ledger.analyses()) == [analysis]


@settings(max_examples=40)
@given(capture=strategies.captures, analysis=strategies.analyses())
def test_any_analysis_comes_back_whole(capture: Capture, analysis: Analysis) -> None:
    with Ledger.open("sqlite://") as ledger:
        ledger.record(capture, analysis, at=DAY)
        assert ledger.analysis(analysis.report.id) == analysis
        assert ledger.capture(capture.sha256) == capture
        assert ledger.mentions().total == len(analysis.incidents)
        assert ledger.claims().total == len(analysis.claims)


def test_the_same_input_twice_changes_nothing(ledger: Ledger) -> None:
    for capture, analysis in ((samples.capture("a"), samples.bombing()), (samples.capture("b"), samples.clash())):
        ledger.record(capture, analysis, at=DAY)
    ledger.record_rejection(Rejection(capture=samples.capture("c"), stage="clean", reason="empty"), at=DAY)
    ledger.record_unread(samples.capture("d"), Unread(report=_spanish()), at=DAY)
    before = dump(ledger)
    assert ledger.record(samples.capture("a"), samples.bombing(), at=later(1)) is Outcome.UNCHANGED
    assert ledger.record(samples.capture("b"), samples.clash(), at=later(1)) is Outcome.UNCHANGED
    again = Rejection(capture=samples.capture("c"), stage="clean", reason="empty")
    assert ledger.record_rejection(again, at=later(1)) is Outcome.UNCHANGED
    assert ledger.record_unread(samples.capture("d"), Unread(report=_spanish()), at=later(1)) is Outcome.UNCHANGED
    assert dump(ledger) == before


def test_changed_text_at_an_address_is_a_revision(ledger: Ledger) -> None:
    first, second = samples.bombing(), samples.bare(samples.report(samples.BOMBING + "Correction: one man."))
    assert first.report.id == second.report.id
    ledger.record(samples.capture("a"), first, at=DAY)
    assert ledger.record(samples.capture("b"), second, at=later(1)) is Outcome.REVISED_TEXT
    assert ledger.analysis(first.report.id) == second
    assert [(r.kind, r.first_seen, r.active) for r in ledger.revisions(first.report.id)] == [
        (RevisionKind.FIRST, DAY, False),
        (RevisionKind.TEXT, later(1), True),
    ]
    assert ledger.counts().reports == 1
    assert ledger.mentions().total == 0  # of the wording that is gone


def test_new_metadata_for_the_same_text_is_a_metadata_revision(ledger: Ledger) -> None:
    undated, dated = samples.bombing(), samples.bombing(samples.publication(date(2030, 4, 4)))
    ledger.record(samples.capture(), undated, at=DAY)
    assert ledger.record(samples.capture(), dated, at=DAY) is Outcome.REVISED_METADATA
    assert ledger.analysis(dated.report.id) == dated
    assert [r.kind for r in ledger.revisions(dated.report.id)] == [RevisionKind.FIRST, RevisionKind.METADATA]
    assert len(ledger.search("depot")) == 1


def test_a_new_reading_of_the_same_words_replaces_none(ledger: Ledger) -> None:
    old, new = samples.bare(samples.bombing().report), samples.bombing()
    old = replace(old, run=samples.run(old.report, encoder="rules-0"))
    ledger.record(samples.capture(), old, at=DAY)
    assert ledger.record(samples.capture(), new, at=later(1)) is Outcome.REANALYSED
    assert ledger.analysis(new.report.id) == new
    assert ledger.counts().runs == 2
    assert ledger.record(samples.capture(), old, at=later(2)) is Outcome.UNCHANGED
    assert ledger.analysis(new.report.id) == new


def test_a_reading_that_is_renewed_is_the_newest_again(ledger: Ledger) -> None:
    old, new = samples.bare(samples.bombing().report, encoder="rules-0"), samples.bombing()
    ledger.record(samples.capture(), old, at=DAY)
    assert ledger.renew(samples.capture(), new, at=later(1)) is Outcome.REANALYSED
    assert ledger.renew(samples.capture(), new, at=later(2)) is Outcome.UNCHANGED
    assert ledger.renew(samples.capture(), old, at=later(3)) is Outcome.REANALYSED
    assert ledger.analysis(new.report.id) == old
    assert ledger.counts().runs == 2
    assert ledger.incidents().total == 0
    further = replace(new, run=samples.run(new.report, encoder="rules-2"))
    assert ledger.record(samples.capture(), further, at=later(4)) is Outcome.REANALYSED
    assert ledger.analysis(new.report.id) == further


def test_a_clock_that_was_set_back_lets_no_older_reading_stand(ledger: Ledger) -> None:
    old, new = samples.bare(samples.bombing().report, encoder="rules-0"), samples.bombing()
    ledger.record(samples.capture(), old, at=later(5))
    assert ledger.renew(samples.capture(), new, at=DAY) is Outcome.REANALYSED
    assert ledger.analysis(new.report.id) == new


def test_an_older_revision_renewed_does_not_become_current(ledger: Ledger) -> None:
    old, new = samples.bombing(), samples.bare(samples.report(samples.BOMBING + "More."))
    again = replace(old, run=samples.run(old.report, encoder="rules-2"))
    ledger.record(samples.capture("a"), old, at=DAY)
    ledger.record(samples.capture("a"), again, at=later(1))
    ledger.record(samples.capture("b"), new, at=later(2))
    assert ledger.renew(samples.capture("a"), old, at=later(3)) is Outcome.REANALYSED
    assert ledger.analysis(new.report.id) == new


def test_what_another_reader_has_read_is_found_with_its_capture(ledger: Ledger) -> None:
    published = samples.publication(date(2030, 4, 4))
    bombing, clash = samples.bombing(published), samples.clash()
    ledger.record(samples.capture("a"), bombing, at=DAY)
    ledger.record(samples.capture("b"), clash, at=DAY)
    today = Reader(encoder=bombing.run.encoder, gazetteer=bombing.run.gazetteer, code=bombing.run.code)
    assert ledger.read_otherwise(today) == Found(rows=(), total=2)
    for other in (replace(today, encoder="x"), replace(today, gazetteer="x"), replace(today, code="x")):
        assert ledger.read_otherwise(other).rows == (bombing.run.id, clash.run.id)
    assert ledger.read_otherwise(other, report=clash.report.id[:9]) == Found(rows=(clash.run.id,), total=1)
    assert ledger.read_otherwise(other, ReportFilter(since=date(2030, 1, 1))) == Found(rows=(bombing.run.id,), total=1)
    with pytest.raises(InvalidInput, match="no report"):
        ledger.read_otherwise(other, report="r-nothing")
    assert ledger.stored(bombing.run.id) == StoredReading(analysis=bombing, capture=samples.capture("a"))
    ledger.forget(clash.report.id, at=DAY)
    assert ledger.stored(clash.run.id) is None
    assert ledger.renew(samples.capture("b"), clash, at=later(1)) is Outcome.FORGOTTEN


def test_an_older_revision_read_anew_does_not_become_current(ledger: Ledger) -> None:
    old, new = samples.bombing(), samples.bare(samples.report(samples.BOMBING + "More."))
    ledger.record(samples.capture("a"), old, at=DAY)
    ledger.record(samples.capture("b"), new, at=later(1))
    again = replace(old, run=samples.run(old.report, encoder="rules-2"))
    assert ledger.record(samples.capture("a"), again, at=later(2)) is Outcome.REANALYSED
    assert ledger.analysis(new.report.id) == new


@settings(max_examples=30)
@given(order=st.permutations(range(5)))
def test_arrival_does_not_matter(order: list[int]) -> None:
    undated, dated = samples.bombing(), samples.bombing(samples.publication(date(2030, 4, 4)))
    arrivals = [
        (samples.capture("a"), undated),
        (samples.capture("b"), dated),
        (samples.capture("c"), samples.bare(samples.report(samples.BOMBING + "More."))),
        (samples.capture("d"), samples.clash()),
        (samples.capture("a"), replace(undated, run=samples.run(undated.report, encoder="rules-2"))),
    ]
    with Ledger.open("sqlite://") as straight, Ledger.open("sqlite://") as shuffled:
        for capture, analysis in arrivals:
            straight.record(capture, analysis, at=DAY)
        for position in order:
            shuffled.record(*arrivals[position], at=DAY)
        one, other = dump(straight), dump(shuffled)
    for content in (one, other):
        # Which of several captures showed a revision first is a matter of arrival, and said nowhere else.
        content["revisions"] = [row[:2] + row[3:] for row in content["revisions"]]
    assert one == other


def test_two_captures_of_one_report_are_both_kept(ledger: Ledger) -> None:
    ledger.record(samples.capture("a"), samples.bombing(), at=DAY)
    assert ledger.record(samples.capture("b"), samples.bombing(), at=later(1)) is Outcome.UNCHANGED
    assert ledger.has_capture(samples.capture("a").sha256) and ledger.has_capture(samples.capture("b").sha256)
    assert ledger.counts().reports == 1


def test_an_instant_without_a_zone_is_refused_and_nothing_is_kept(ledger: Ledger) -> None:
    before = dump(ledger)
    with pytest.raises(Exception, match="time zone"):
        ledger.record(samples.capture(), samples.bombing(), at=DAY.replace(tzinfo=None))
    assert dump(ledger) == before


def test_what_no_file_can_hold_is_skipped_with_a_reason(ledger: Ledger) -> None:
    before = dump(ledger)
    with pytest.raises(SkipItem, match="half a character at 2"):
        ledger.record(samples.capture(), samples.bare(samples.report("ab\ud800cd")), at=DAY)
    report = replace(samples.report(), outlet="\udcff")
    with pytest.raises(SkipItem, match="cannot be stored"):
        ledger.record(samples.capture(), samples.bare(report), at=DAY)
    assert dump(ledger) == before


def test_a_file_name_that_is_no_text_is_spelt_out(ledger: Ledger) -> None:
    rejection = Rejection(capture=samples.capture("x", origin="caf\udce9.txt"), stage="clean", reason="bad \ud800")
    ledger.record_rejection(rejection, at=DAY)
    assert [(r.origin, r.reason) for r in ledger.rejections()] == [(r"caf\udce9.txt", r"bad \ud800")]


def test_an_analysis_of_another_revision_is_refused(ledger: Ledger) -> None:
    analysis = replace(samples.bombing(), run=samples.run(samples.report("something else")))
    with pytest.raises(ValueError, match="another revision"):
        ledger.record(samples.capture(), analysis, at=DAY)


# Rejections, unread reports


def test_a_rejection_is_kept_with_its_bytes(ledger: Ledger) -> None:
    rejection = Rejection(capture=samples.capture("nothing but menus"), stage="clean", reason="no text")
    assert ledger.record_rejection(rejection, at=DAY) is Outcome.NEW
    (row,) = ledger.rejections()
    assert (row.stage, row.reason, row.size, row.at) == ("clean", "no text", 17, DAY)
    assert ledger.capture(row.capture) == rejection.capture
    assert ledger.counts().rejections == 1


def test_a_capture_that_is_read_after_all_is_no_rejection(ledger: Ledger) -> None:
    ledger.record_rejection(Rejection(capture=samples.capture(), stage="clean", reason="no text"), at=DAY)
    assert ledger.record(samples.capture(), samples.bombing(), at=later(1)) is Outcome.NEW
    assert ledger.rejections() == ()


def _spanish() -> Report:
    return replace(samples.report("Explosión en el depósito.", address="https://faro.example/1"), language="es")


def test_an_unread_report_is_counted_and_waits(ledger: Ledger) -> None:
    report = _spanish()
    assert ledger.record_unread(samples.capture(), Unread(report=report), at=DAY) is Outcome.NEW
    assert [row.report for row in ledger.unread()] == [report]
    assert (ledger.counts().unread, ledger.counts().reports, ledger.rejections()) == (1, 0, ())
    assert ledger.search("explosión") == ()
    with pytest.raises(InvalidInput, match="language"):
        ledger.analysis(report.id)
    assert ledger.record(samples.capture(), samples.bare(report), at=later(1)) is Outcome.NEW
    assert (ledger.unread(), ledger.counts().reports) == ((), 1)


# Asking


def _fill(ledger: Ledger) -> tuple[Analysis, Analysis]:
    bombing, clash = samples.bombing(samples.publication(date(2030, 4, 4))), samples.clash()
    ledger.record(samples.capture("a"), bombing, at=DAY)
    ledger.record(samples.capture("b"), clash, at=later(1))
    return bombing, clash


def test_a_report_is_named_by_the_beginning_of_its_id(ledger: Ledger) -> None:
    bombing, _ = _fill(ledger)
    ident = bombing.report.id
    for name in (ident, ident[:8], ident[2:8], f" {ident.upper()} "):
        assert ledger.analysis(name) == bombing
    for name, told in (("r-", "name a report"), ("", "name a report"), ("r-0", "no report"), ("%", "no report")):
        with pytest.raises(InvalidInput, match=told):
            ledger.analysis(name)


def test_an_ambiguous_beginning_is_refused(ledger: Ledger) -> None:
    for number in range(40):
        report = samples.report(address=f"https://lantern.example/{number}")
        ledger.record(samples.capture(str(number)), samples.bare(report), at=DAY)
    first_letters = [row.id[:3] for row in ledger.reports().rows]
    doubled = next(letter for letter in first_letters if first_letters.count(letter) > 1)
    with pytest.raises(InvalidInput, match="several reports"):
        ledger.analysis(doubled)


def test_reports_are_listed_newest_first_and_undated_last(ledger: Ledger) -> None:
    _fill(ledger)
    found = ledger.reports()
    assert [(r.outlet, r.title, r.incidents, r.claims, r.revisions) for r in found.rows] == [
        ("The Orsova Lantern", "Blast at the depot in Orsova", 1, 3, 1),
        ("Harbour Post", "Shots near the river", 1, 2, 1),
    ]
    assert found.rows[0].publication == samples.publication(date(2030, 4, 4))
    dated = ledger.reports(ReportFilter(since=date(2030, 4, 4), until=date(2030, 4, 4)))
    assert (len(dated.rows), dated.total, dated.undated) == (1, 1, 1)
    assert ledger.reports(ReportFilter(outlet="harbour post")).rows == found.rows[1:]
    assert len(ledger.reports(ReportFilter(limit=1)).rows) == 1


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        (IncidentFilter(), ["i-depot", "i-river"]),
        (IncidentFilter(country="ro"), ["i-depot"]),
        (IncidentFilter(country="FR"), []),
        (IncidentFilter(type=IncidentType.ARMED_CLASH), ["i-river"]),
        (IncidentFilter(actor="oh:quarry-front"), ["i-depot", "i-river"]),
        (IncidentFilter(actor="quarry FRONT"), ["i-depot", "i-river"]),
        (IncidentFilter(actor="front de la carriere"), ["i-depot", "i-river"]),
        (IncidentFilter(actor="Front"), ["i-depot", "i-river"]),
        (IncidentFilter(actor="Fro"), []),  # whole words
        (IncidentFilter(actor="basalt brigade"), ["i-river"]),  # in no registry, but named as a group
        (IncidentFilter(actor="Odile Renn"), []),  # a private person is no key
        (IncidentFilter(actor="fighters"), []),  # the registry's names, not the report's words beside them
        (IncidentFilter(actor="%"), []),
        (IncidentFilter(since=date(2030, 4, 3), until=date(2030, 4, 3)), ["i-depot"]),
        (IncidentFilter(since=date(2030, 4, 4)), []),
        (IncidentFilter(until=date(2030, 4, 2)), []),
        (IncidentFilter(limit=1), ["i-depot"]),
    ],
)
def test_incidents_are_found_by_what_any_reading_says(ledger: Ledger, wanted: IncidentFilter, expected: list[str]) -> None:
    _fill(ledger)
    found = ledger.mentions(wanted)
    assert [row.incident.id for row in found.rows] == expected
    assert found.total == (2 if wanted.limit else len(expected))
    assert all(row.incident in row.analysis.incidents for row in found.rows)


def test_an_incident_is_named_by_the_beginning_of_its_id(ledger: Ledger) -> None:
    bombing, _ = _fill(ledger)
    for name in ("i-depot", "i-d", " I-DEPOT "):
        assert ledger.mention(name).incident == bombing.incidents[0]
    for name, told in (("i-", "several"), ("i-x", "no incident"), ("", "no incident"), ("\udcff", "no incident")):
        with pytest.raises(InvalidInput, match=told):
            ledger.mention(name)


def test_undated_incidents_are_left_out_of_a_range_and_counted(ledger: Ledger) -> None:
    _fill(ledger)
    assert ledger.mentions(IncidentFilter(since=date(2030, 1, 1))).undated == 1
    assert ledger.mentions(IncidentFilter(since=date(2030, 1, 1), country="RO")).undated == 0
    assert ledger.mentions().undated == 0


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        (ClaimFilter(), ["A bomb went off", "any part in it", "she saw two", "It is unclear", "Quarry Front fighters"]),
        (ClaimFilter(speaker="police"), ["A bomb went off"]),
        (ClaimFilter(speaker="oh:quarry-front"), ["any part in it"]),
        (ClaimFilter(speaker="quarry front"), ["any part in it"]),
        (ClaimFilter(speaker="Harbour Post"), ["It is unclear"]),  # the outlet's own voice
        (ClaimFilter(speaker="Odile Renn"), []),
        (ClaimFilter(speaker="Odile"), []),
        (ClaimFilter(speaker="..."), []),
        (ClaimFilter(polarity=Polarity.DENIES), ["any part in it"]),
        (ClaimFilter(polarity=Polarity.SAYS_UNKNOWN), ["It is unclear"]),
        (ClaimFilter(certainty=Scale.HIGH), ["A bomb went off"]),
        (ClaimFilter(certainty=Scale.LOW), ["Quarry Front fighters"]),
        (ClaimFilter(about="i-river"), ["It is unclear", "Quarry Front fighters"]),
        (ClaimFilter(about="two men"), ["she saw two"]),
        (ClaimFilter(about="orsova", speaker="official"), ["Quarry Front fighters"]),  # the place of what it is about
        (ClaimFilter(country="MD", polarity=Polarity.ASSERTS), ["Quarry Front fighters"]),
        (ClaimFilter(type=IncidentType.BOMBING, certainty=Scale.UNSTATED, polarity=Polarity.ASSERTS), ["she saw two"]),
        (ClaimFilter(since=date(2030, 4, 1), speaker="police"), ["A bomb went off"]),
        (ClaimFilter(until=date(2030, 4, 1)), []),
    ],
)
def test_claims_are_found(ledger: Ledger, wanted: ClaimFilter, expected: list[str]) -> None:
    _fill(ledger)
    found = ledger.claims(wanted)
    assert len(found.rows) == found.total == len(expected)
    assert all(row.quotation.startswith(start) for row, start in zip(found.rows, expected, strict=True))
    assert all(row.claim in row.analysis.claims for row in found.rows)


def test_claims_of_undated_reports_are_left_out_of_a_range_and_counted(ledger: Ledger) -> None:
    _fill(ledger)
    found = ledger.claims(ClaimFilter(since=date(2030, 4, 1), limit=1))
    assert (len(found.rows), found.total, found.undated) == (1, 3, 2)


def test_an_open_time_meets_every_range_that_it_could_lie_in(ledger: Ledger) -> None:
    analysis = samples.bombing()
    open_start = When(
        expression="before 5 April",
        anchor=None,
        start=Bounds(latest=date(2030, 4, 5)),
        end=Bounds(latest=date(2030, 4, 5)),
        precision=DatePrecision.UNKNOWN,
    )
    (bomb,) = analysis.incidents
    reading = replace(bomb.whens[0], value=open_start)
    ledger.record(samples.capture(), replace(analysis, incidents=(replace(bomb, whens=(reading,)),)), at=DAY)
    assert ledger.mentions(IncidentFilter(until=date(1990, 1, 1))).total == 1
    assert ledger.mentions(IncidentFilter(since=date(2030, 4, 5))).total == 1
    assert ledger.mentions(IncidentFilter(since=date(2030, 4, 6))).total == 0


@pytest.mark.parametrize("impossible", [{"since": date(2030, 2, 1), "until": date(2030, 1, 1)}, {"limit": 0}])
def test_impossible_filters_cannot_be_built(impossible: dict[str, Any]) -> None:
    for kind in (ReportFilter, IncidentFilter, ClaimFilter):
        with pytest.raises(ValueError, match=r"range|limit"):
            kind(**impossible)


@pytest.mark.parametrize(
    ("query", "outlets"),
    [
        ("depot", ["The Orsova Lantern"]),
        ("bombs", ["The Orsova Lantern"]),  # word forms
        ("quarry front", ["The Orsova Lantern", "Harbour Post"]),
        ('"quarry front denied"', ["The Orsova Lantern"]),
        ('"denied quarry front"', []),
        ("sold*", ["Harbour Post"]),
        ("depot river", []),  # all words
        ("zinc harvest", []),  # furniture
        ("depot AND NOT river", []),  # no syntax: words
    ],
)
def test_search_finds_words(ledger: Ledger, query: str, outlets: list[str]) -> None:
    _fill(ledger)
    assert sorted(hit.report.outlet or "" for hit in ledger.search(query)) == sorted(outlets)


def test_a_hit_points_to_its_words(ledger: Ledger) -> None:
    bombing, _ = _fill(ledger)
    (hit,) = ledger.search("blast orsova")
    text = bombing.report.text
    assert hit.title == "Blast at the depot in Orsova"
    assert [mark.of(text) for mark in hit.marks] == ["Blast", "Orsova", "Orsova"]
    assert all(hit.passage.contains(mark) for mark in hit.marks)
    assert len(ledger.search("quarry", limit=1)) == 1


@pytest.mark.parametrize(
    "query",
    [
        "",
        '"',
        '""',
        "*",
        "AND",
        "NEAR(",
        "a:b",
        "-",
        "\0",
        "text:x OR",
        "(((",
        "^depot",
        "{a b}:c",
        "'",
        "€",
        "\udcff",
        "a\udcff b",
    ],
)
def test_any_text_is_a_query(ledger: Ledger, query: str) -> None:
    _fill(ledger)
    ledger.search(query)


@settings(max_examples=30)
@given(text=strategies.texts, query=st.text(max_size=30))
def test_no_query_and_no_text_breaks_the_search(text: str, query: str) -> None:
    with Ledger.open("sqlite://") as ledger:
        analysis = samples.bare(samples.report(text))
        ledger.record(samples.capture(), analysis, at=DAY)
        for asked in (query, text, f'"{text}"'):
            for hit in ledger.search(asked):
                assert all(mark.end <= len(text) for mark in hit.marks)
                assert hit.passage.end <= len(text)
                assert any(hit.passage.contains(mark) for mark in hit.marks)


def test_the_passage_is_where_most_of_the_words_are(ledger: Ledger) -> None:
    filler = "nothing to see here " * 40
    text = f"Depot. {filler}The \x02depot\x02 near the second depot burned. {filler}"
    ledger.record(samples.capture(), samples.bare(samples.report(text)), at=DAY)
    (hit,) = ledger.search("depot")
    assert [mark.of(text) for mark in hit.marks] == ["Depot", "depot", "depot"]
    assert [hit.passage.contains(mark) for mark in hit.marks] == [False, True, True]
    assert hit.passage.end - hit.passage.start < 300
    with pytest.raises(ValueError, match="limit"):
        ledger.search("depot", limit=0)


def test_equal_hits_stand_in_one_order(ledger: Ledger) -> None:
    reports = [samples.report(address=f"https://lantern.example/{n}") for n in range(9)]
    for number, report in enumerate(reports):
        ledger.record(samples.capture(str(number)), samples.bare(report), at=DAY)
    assert [hit.report.id for hit in ledger.search("depot")] == sorted(report.id for report in reports)
