"""The whole reading against our own annotated reports: incidents, types, tolls, perpetrators, dates; evaluation/README.md defines all.

    python -m evaluation.own [--part held-out|development] [--errors MEASURE] [--folds FOLDER]

Every fifth report is held out: neither weights nor rules were made on it. With --folds each of the others is read by weights that were
trained without its fold (training/README.md), those of folds without weights not at all.
"""

import argparse
import calendar
import re
import unicodedata
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from evaluation.figures import Figure, figures, table
from overhorizon.domain.analysis import Analysis
from overhorizon.domain.incidents import IncidentMention, Realis
from overhorizon.gazetteer import Gazetteer
from overhorizon.pipeline import analyze
from overhorizon.runs.evaluate import answer
from training.annotated import Annotated, Told, annotated_reports
from training.folds import Encoders

_HAPPENED = (Realis.ACTUAL, Realis.ATTEMPTED)
_FEW_TELL = frozenset("the of and in for a an group movement front army forces force government state police military".split())


@dataclass(slots=True)
class Outcome:
    """Counts (right, given, wanted) of one report by measure, and what went wrong, in words."""

    counts: dict[str, tuple[int, int, int]] = field(default_factory=dict)
    errors: list[tuple[str, str]] = field(default_factory=list)

    def add(self, measure: str, right: int, given: int, wanted: int) -> None:
        old = self.counts.get(measure, (0, 0, 0))
        self.counts[measure] = (old[0] + right, old[1] + given, old[2] + wanted)


MEASURES = (
    "incidents", "main incidents", "quiet reports", "type", "country", "date", "toll when given", "toll exact", "toll unknown",
    "perpetrators",
)  # fmt: skip


def outcome(report: Annotated, analysis: Analysis | None) -> Outcome:
    """What the product read of one report, against its annotation."""
    out = Outcome(counts=dict.fromkeys(MEASURES, (0, 0, 0)))
    wanted = [i for i in report.incidents if i.realis in _HAPPENED]
    found = list(analysis.incidents) if analysis else []
    pairs = list(_paired(report, analysis, wanted, found)) if analysis else []
    out.add("incidents", len(pairs), len(found), len(wanted))
    main = [i for i in wanted if not i.background]
    mains = sum(not told.background for told, _ in pairs)
    out.add("main incidents", mains, len(main), len(main))
    if not wanted:
        out.add("quiet reports", int(not found), 1, 1)
        out.errors += [("quiet reports", f"{report.id}: {[t.of(report.text) for t in i.triggers]}") for i in found[:1]]
    missed = [i for i in wanted if all(i is not told for told, _ in pairs)]
    out.errors += [("incidents", f"{report.id}: missed {i.key} {i.type.value} {dict(i.facts)}") for i in missed]
    extra = [i for i in found if all(i is not mention for _, mention in pairs)]
    if analysis:
        words = analysis.report.text
        out.errors += [("incidents", f"{report.id}: extra {i.type.value} {[t.of(words) for t in i.triggers]}") for i in extra]
        answers = {a["incident"]: a for a in answer(analysis)["incidents"]}
        for told, mention in pairs:
            _properties(out, report, told, mention, answers[mention.id])
    return out


def _properties(out: Outcome, report: Annotated, told: Told, mention: IncidentMention, got: dict[str, object]) -> None:
    def note(measure: str, right: bool, wanted: object, given: object) -> None:
        if not right:
            out.errors.append((measure, f"{report.id} {told.key}: wanted {wanted}, given {given}"))

    same = told.type is mention.type
    out.add("type", int(same), 1, 1)
    note("type", same, told.type.value, mention.type.value)
    if "country" in told.facts:
        right = got["country"] == told.facts["country"]
        out.add("country", int(right), int(got["country"] is not None), 1)
        note("country", right, told.facts["country"], got["country"])
    if "date" in told.facts:
        given = got["start"] is not None or got["end"] is not None
        right = given and _meets(told.facts["date"], got["start"], got["end"])
        out.add("date", int(right), int(given), 1)
        note("date", right, told.facts["date"], (got["start"], got["end"]))
    toll = (got["killed_low"], got["killed_high"])
    if "killed" in told.facts:
        right = toll == _range(told.facts["killed"])
        out.add("toll when given", int(right), int(toll != (None, None)), int(toll != (None, None)))
        out.add("toll exact", int(right), 1, 1)
        note("toll exact" if toll == (None, None) else "toll when given", right, told.facts["killed"], toll)
    else:
        out.add("toll unknown", int(toll == (None, None)), 1, 1)
        note("toll unknown", toll == (None, None), None, toll)
    names = [n.strip() for key in ("perpetrators", "claimants") for n in told.facts.get(key, "").split(" / ") if n.strip()]
    names = list(dict.fromkeys(names))
    given_names = list(got["perpetrators"])  # type: ignore[call-overload]
    hits = _shared(names, given_names)
    out.add("perpetrators", hits, len(given_names), len(names))
    note("perpetrators", hits == len(names) == len(given_names), names, given_names)


def _paired(
    report: Annotated, analysis: Analysis, wanted: Sequence[Told], found: Sequence[IncidentMention]
) -> Iterator[tuple[Told, IncidentMention]]:
    """One to one, by the number of trigger words that both have."""
    shift = analysis.report.text.find(report.text)  # the record's title stands before its text
    heads = [m for m in report.marks if m.label == "T"]
    candidates = []
    for i, told in enumerate(wanted):
        for j, mention in enumerate(found):
            shared = sum(
                t.start < m.end + shift and m.start + shift < t.end
                for m in heads if m.incident == told.key for t in mention.triggers
            )  # fmt: skip
            if shared:
                candidates.append((-shared, i, j))
    taken: set[tuple[str, int]] = set()
    for _, i, j in sorted(candidates):
        if ("told", i) not in taken and ("found", j) not in taken:
            taken |= {("told", i), ("found", j)}
            yield wanted[i], found[j]


def _range(words: str) -> tuple[int | None, int | None]:
    low, _, high = words.partition("..")
    return int(low) if low else None, int(high) if high else None


def _meets(wanted: str, start: object, end: object) -> bool:
    """Whether the dates overlap, the answer no vaguer than a week or twice the wanted interval."""
    first, _, last = wanted.partition("..")
    low, high = _bounds(first)[0], _bounds(last or first)[1]
    mine = date.fromisoformat(str(start or end)), date.fromisoformat(str(end or start))
    return mine[0] <= high and low <= mine[1] and (mine[1] - mine[0]).days + 1 <= max(7, 2 * ((high - low).days + 1))


def _bounds(words: str) -> tuple[date, date]:
    year, month, day = ([int(p) for p in words.split("-")] + [0, 0])[:3]
    if day:
        return date(year, month, day), date(year, month, day)
    if month:
        return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])
    return date(year, 1, 1), date(year, 12, 31)


def _shared(wanted: Sequence[str], given: Sequence[str]) -> int:
    free = list(given)
    for name in wanted:
        match = next((g for g in free if same_name(name, g)), None)
        if match is not None:
            free.remove(match)
    return len(given) - len(free)


def same_name(one: str, other: str) -> bool:
    """Whether all telling words of the shorter name stand in the longer, or most words are shared (Dice 0.6)."""
    a, b = (_name_words(n) for n in (one, other))
    if not a or not b:
        return False
    small = min(a, b, key=len)
    return (small <= (a & b) and bool(small - _FEW_TELL)) or a == b or 2 * len(a & b) >= 0.6 * (len(a) + len(b))


def _name_words(name: str) -> frozenset[str]:
    plain = "".join(c for c in unicodedata.normalize("NFKD", name.lower()) if not unicodedata.combining(c))
    return frozenset(w.rstrip("s") if len(w) > 3 else w for w in re.findall(r"[a-z0-9]+", plain) if w not in ("the", "of", "and"))


def read(reports: Sequence[Annotated], folds: Path | None = None) -> list[Outcome]:
    """Outcomes of the reports in their order, by two processes."""
    with ProcessPoolExecutor(2, initializer=_load, initargs=(folds,)) as pool:
        return list(pool.map(_read, reports, chunksize=4))


_tools: list[tuple[Encoders, Gazetteer]] = []


def _load(folds: Path | None) -> None:
    _tools[:] = [(Encoders.load(folds), Gazetteer.load())]


def _read(report: Annotated) -> Outcome:
    encoders, gazetteer = _tools[0]
    encoder = encoders.unseen(report)
    result = analyze(report.raw(), encoder, gazetteer) if encoder else None
    return outcome(report, result if isinstance(result, Analysis) else None)


def measure(reports: Sequence[Annotated], folds: Path | None = None) -> tuple[dict[str, Figure], list[Outcome]]:
    """Figures with intervals by report, and the outcomes that they come from."""
    outcomes = read(reports, folds)
    return figures([o.counts for o in outcomes]), outcomes


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--part", choices=("held-out", "development"), default="held-out")
    parser.add_argument("--errors", help="a measure, or 'all': list what went wrong (development part only)")
    parser.add_argument("--folds", type=Path, help="weights trained without one fold each")
    arguments = parser.parse_args()
    reports = [r for r in annotated_reports() if r.held_out == (arguments.part == "held-out")]
    if arguments.folds:
        encoders = Encoders.load(arguments.folds)
        reports = [r for r in reports if encoders.unseen(r)]
    found, outcomes = measure(reports, arguments.folds)
    print(f"{len(reports)} reports, {arguments.part}")
    print(table(found))
    if arguments.errors and arguments.part == "development":
        for _, words in sorted(e for o in outcomes for e in o.errors if arguments.errors in ("all", e[0])):
            print(words)


if __name__ == "__main__":
    main()
