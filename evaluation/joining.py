"""Same incident across reports, on stories of our own (training/corpus/joining): B3, end to end and of the mentions that were found.

python -m evaluation.joining [--part development|held-out|all] [--errors]

Every third story is held out: no weight, threshold or rule was chosen by it. The measures are defined in evaluation/README.md.
"""

import argparse
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from evaluation.figures import RESAMPLES, SEED, Figure
from overhorizon.domain.accounts import Account
from overhorizon.domain.analysis import Analysis
from overhorizon.domain.judgements import Judgement
from overhorizon.link.accounts import accounts
from overhorizon.link.blocking import keys
from overhorizon.link.judge import judge, judge_all
from overhorizon.link.partition import partition
from overhorizon.pipeline import analyze
from overhorizon.runs.stream import Tools, load_tools
from training.cases import READ_ON, STORIES, Told, cases, held_out

MIXED = "joining: incidents that mix two"
Item = tuple[int, str]  # one report's telling of one incident: number of the report, key of the incident


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """The stories of one part as the product read them: what they tell, and the account that answers each telling."""

    told: Mapping[int, Told]
    analyses: Mapping[int, Analysis]
    accounts: tuple[Account, ...]
    answered: Mapping[Item, Account]

    @property
    def items(self) -> tuple[Item, ...]:
        return tuple((n, key) for n, t in self.told.items() for key in sorted({k for _, k in t.marks}))

    def incident(self, item: Item) -> str:
        return f"{self.told[item[0]].case} {item[1]}"


def read(told: Sequence[Told], tools: Tools) -> Read:
    """Analyse the reports and pair each telling with one account: the one whose triggers touch most of its words."""
    found: list[Account] = []
    analyses: dict[int, Analysis] = {}
    answered: dict[Item, Account] = {}
    for number, report in enumerate(told):
        analysis = analyze(report.raw(number), tools.encoder, tools.gazetteer)
        if not isinstance(analysis, Analysis):
            raise ValueError(f"{report.case}, {report.outlet}: not read")
        analyses[number] = analysis
        mine = accounts(analysis, first_seen=READ_ON)
        found += mine
        touched = {(key, i): n for i, a in enumerate(mine) for key, n in report.touched(analysis, a.mention).items()}
        for (key, i), _ in sorted(touched.items(), key=lambda t: (-t[1], t[0])):
            if (number, key) not in answered and mine[i] not in answered.values():
                answered[number, key] = mine[i]
    return Read(told=dict(enumerate(told)), analyses=analyses, accounts=tuple(found), answered=answered)


def clusters(stories: Read) -> dict[Item, Hashable]:
    """In which incident of the product each telling is; one that was missed stands alone."""
    joined = partition(stories.accounts, judge_all(stories.accounts))
    of = {anchor: n for n, incident in enumerate(joined.incidents) for anchor in incident.members}
    return {i: of[stories.answered[i].anchor] if i in stories.answered else i for i in stories.items}


def b_cubed(gold: Mapping[Item, Hashable], found: Mapping[Item, Hashable]) -> tuple[float, float]:
    """Precision and recall: for each mention, the shares of its found and of its true companions that are both, on average."""
    mine, true = _groups(found), _groups(gold)
    shared = {i: len(mine[found[i]] & true[gold[i]]) for i in gold}
    precision = sum(shared[i] / len(mine[found[i]]) for i in gold) / len(gold)
    return precision, sum(shared[i] / len(true[gold[i]]) for i in gold) / len(gold)


def _groups(label: Mapping[Item, Hashable]) -> dict[Hashable, set[Item]]:
    groups: dict[Hashable, set[Item]] = defaultdict(set)
    for item, name in label.items():
        groups[name].add(item)
    return groups


def measure(stories: Read) -> tuple[dict[str, Figure], int]:
    """B3 F1 in percent with intervals by story, and how many found incidents mix two true ones."""
    gold: dict[Item, Hashable] = {i: stories.incident(i) for i in stories.items}
    found = clusters(stories)
    seen = {i: gold[i] for i in gold if i in stories.answered}
    alone: dict[Item, Hashable] = {i: i for i in gold}
    perfect = {i: gold[i] if i in seen else i for i in gold}
    result = {
        "joining: end to end": _figure(stories, gold, found),
        "joining: of mentions found": _figure(stories, seen, {i: found[i] for i in seen}),
        "joining: a perfect linker of what was found": _figure(stories, gold, perfect),
        "joining: each mention alone": _figure(stories, gold, alone),
    }
    return result, sum(len({gold[i] for i in group}) > 1 for group in _groups(found).values())


def _figure(stories: Read, gold: Mapping[Item, Hashable], found: Mapping[Item, Hashable]) -> Figure:
    by_story: dict[str, list[Item]] = defaultdict(list)
    for item in gold:
        by_story[stories.told[item[0]].case].append(item)
    mine, true = _groups(found), _groups(gold)
    shares = {}
    for case, items in by_story.items():
        both = [(len(mine[found[i]] & true[gold[i]]), len(mine[found[i]]), len(true[gold[i]])) for i in items]
        shares[case] = sum(b / m for b, m, _ in both), sum(b / t for b, _, t in both), len(items)
    rows = np.array([shares[case] for case in sorted(shares)], dtype=np.float64)
    drawn = np.random.default_rng(SEED).integers(len(rows), size=(RESAMPLES, len(rows)))
    low, high = np.percentile([_percent(rows[d])[2] for d in drawn], (2.5, 97.5))
    precision, recall, f1 = _percent(rows)
    return Figure(precision=precision, recall=recall, f1=f1, low=float(low), high=float(high))


def _percent(rows: NDArray[np.float64]) -> tuple[float, float, float]:
    """Precision, recall and F1 from sums of shares by story: (precision, recall, mentions)."""
    precise, recalled, count = rows.sum(axis=0)
    return 100 * precise / count, 100 * recalled / count, 200 * precise * recalled / (count * (precise + recalled))


def lost(stories: Read) -> Counter[str]:
    """Why true companions do not meet, pair by pair: missed by reading, no shared key, or by verdict and reason."""
    found, reasons = clusters(stories), Counter[str]()
    for one, other in _pairs(stories):
        if one not in stories.answered or other not in stories.answered:
            reasons["missed by reading"] += 1
        elif found[one] == found[other]:
            reasons["joined"] += 1
        else:
            a, b = stories.answered[one], stories.answered[other]
            said = judge(a, b)
            reasons[f"{'' if keys(a) & keys(b) else 'no shared key; would be '}{said.verdict.value}: {said.reason}"] += 1
    return reasons


def _pairs(stories: Read) -> Iterable[tuple[Item, Item]]:
    items = stories.items
    return ((a, b) for n, a in enumerate(items) for b in items[n + 1 :] if stories.incident(a) == stories.incident(b))


def errors(stories: Read) -> Iterable[str]:
    """Companions that do not meet and strangers that do, with the features that decided."""
    found = clusters(stories)
    for one, other in _pairs(stories):
        if one in stories.answered and other in stories.answered and found[one] != found[other]:
            yield _shown("apart", stories, one, other)
    for group in _groups(found).values():
        for n, one in enumerate(sorted(group)):
            for other in sorted(group)[n + 1 :]:
                if stories.incident(one) != stories.incident(other):
                    yield _shown("MERGED", stories, one, other)


def _shown(what: str, stories: Read, one: Item, other: Item) -> str:
    said: Judgement = judge(stories.answered[one], stories.answered[other])
    heads = [f"{stories.incident(i)} ({stories.told[i[0]].outlet}: {stories.told[i[0]].title})" for i in (one, other)]
    features = "; ".join(f"{f.name} {f.points:+.2f} [{f.detail}]" for f in said.features)
    return f"{what} {' / '.join(heads)}\n   {said.verdict.value} {said.probability}: {said.reason}\n   {features}"


def part(name: str) -> list[Told]:
    told = cases(STORIES)
    return [t for t in told if name == "all" or held_out(t, told) is (name == "held-out")]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--part", choices=("development", "held-out", "all"), default="all")
    parser.add_argument("--errors", action="store_true", help="list what goes wrong; refused for the held-out part")
    options = parser.parse_args()
    if options.errors and options.part != "development":
        parser.error("errors are shown of the development part only")
    tools = load_tools()
    for name in ("development", "held-out") if options.part == "all" else (options.part,):
        stories = read(part(name), tools)
        figures, mixed = measure(stories)
        print(f"{name}: {len(stories.told)} reports, {len(stories.items)} tellings, {len(stories.answered)} found, {mixed} mixed")
        for measured, f in figures.items():
            print(f"  {measured:46} P {f.precision:5.1f}  R {f.recall:5.1f}  F1 {f.f1:5.1f}  ({f.low:.1f} to {f.high:.1f})")
        if options.part == "development":
            print(*(f"  {count:4} {reason}" for reason, count in lost(stories).most_common()), sep="\n")
        if options.errors:
            print(*errors(stories), sep="\n")


if __name__ == "__main__":
    main()
