"""What is contested, on stories of our own (training/corpus/quarrels and joining): contradictions, voices, roots, preferred values.

python -m evaluation.quarrels [--part development|held-out|all] [--errors]

Every third story of each folder is held out: no weight, threshold or rule was chosen by it. "Incidents given" takes the accounts of
one incident together by the annotation, which shows what the assessment itself costs; "end to end" takes those that the product joins.
The measures are defined in evaluation/README.md.
"""

import argparse
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from evaluation.figures import Figure, Tally, figures
from evaluation.joining import Read, read
from evaluation.preferred import is_right
from overhorizon.assess.evidence import Told as ToldOf
from overhorizon.domain.assessment import Contradiction, Property
from overhorizon.domain.tolls import Harm
from overhorizon.link.judge import judge_all
from overhorizon.link.partition import partition
from overhorizon.runs.assessing import Accounts, Assessed, assessed
from overhorizon.runs.origins import Beside, beside
from overhorizon.runs.stream import Tools, load_tools
from training.quarrels import PROPERTIES, Story, Verdict, stories

Pairs = set[frozenset[int]]
GIVEN, END = "incidents given", "end to end"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sides:
    """The stories of a part as read, and what is made of them. ``given`` and ``found`` are by name of incident ("story A")."""

    stories: tuple[Story, ...]
    read: Read
    across: Beside
    given: Mapping[str, Assessed]
    found: Mapping[str, Assessed]

    def numbers(self, story: Story) -> list[int]:
        """The places of a story's reports in what was read."""
        return [n for n, t in self.read.told.items() if t.case == story.name]


def sides(wanted: Sequence[Story], tools: Tools) -> Sides:
    """Read the stories and assess their incidents, as annotated and as the product joins them."""
    done = read([t for story in wanted for t in story.reports], tools)
    analyses = list(done.analyses.values())
    joined = partition(done.accounts, judge_all(done.accounts))
    cluster = {anchor: f"found {n}" for n, incident in enumerate(joined.incidents) for anchor in incident.members}
    by_cluster = {a.mention.id: cluster[a.anchor] for a in done.accounts}
    votes: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for item, account in done.answered.items():
        votes[cluster[account.anchor]][done.incident(item)] += 1
    names = {name: min(votes[name], key=lambda i: (-votes[name][i], i)) for name in votes}
    by_gold = {account.mention.id: done.incident(item) for item, account in done.answered.items()}
    across = beside(analyses, tools.gazetteer, by_cluster)
    given = assessed(_told(done, by_gold), beside(analyses, tools.gazetteer, by_gold).origins)
    found = assessed(_told(done, by_cluster), across.origins)
    best: dict[str, Assessed] = {}
    for name, one in found.items():
        gold = names.get(name, name)
        both = best.get(gold, Assessed(assessments=(), contradictions=()))
        best[gold] = Assessed(
            assessments=both.assessments + one.assessments, contradictions=both.contradictions + one.contradictions
        )
    return Sides(stories=tuple(wanted), read=done, across=across, given=given, found=best)


def _told(done: Read, incident_of: Mapping[str, str]) -> Accounts:
    analyses = {a.report.id: a for a in done.analyses.values()}
    return [
        (incident_of[a.mention.id], ToldOf(analysis=analyses[a.report], mention=a.mention, since=a.since))
        for a in done.accounts
        if a.mention.id in incident_of
    ]


def named(contradiction: Contradiction) -> str:
    """A contradiction's property, in the words of the annotation: of tolls the harm."""
    harm = contradiction.harm or Harm.KILLED
    return harm.value if contradiction.about is Property.TOLL else contradiction.about.value


def measure(done: Sides) -> dict[str, Figure]:
    """Precision, recall and F1 in percent, with intervals by story."""
    return figures([_tally(done, story) for story in done.stories])


def _tally(done: Sides, story: Story) -> Tally:
    tally: dict[str, tuple[int, int, int]] = {}
    for label, assessments in ((GIVEN, done.given), (END, done.found)):
        right, said, wanted = disputed(story, assessments, _strays(done, story, assessments))
        tally[f"contradictions, {label}"] = len(right), len(said), len(wanted)
    right, said, wanted = disputed(story, done.given, ())
    for about in PROPERTIES:
        counted = [sum(p == about for _, p in those) for those in (right, said, wanted)]
        tally[f"contradictions about {about}, {GIVEN}"] = counted[0], counted[1], counted[2]
    for label, gold, answered in (
        ("shared voice", _shared(story, "voice"), _answered(done, story, "voices")),
        ("shared root", _shared(story, "root"), _answered(done, story, "roots")),
    ):
        tally[f"{label} (pairs of reports)"] = len(gold & answered), len(answered), len(gold)
    preferred = [(h, done.given.get(f"{story.name} {h.incident}")) for h in story.held if h.preferred]
    answers = [is_right(held, one) for held, one in preferred]
    tally[f"preferred value, {GIVEN}"] = sum(a is True for a in answers), sum(a is not None for a in answers), len(answers)
    return tally


def disputed(
    story: Story, assessments: Mapping[str, Assessed], strays: Iterable[str]
) -> tuple[set[tuple[str, str]], set[tuple[str, str]], frozenset[tuple[str, str]]]:
    """Incidents and properties that are contested: rightly, in all, and by the annotation. What is unclear is left out."""
    wanted = story.of(Verdict.CONTRADICTION)
    unclear = story.of(Verdict.UNCLEAR) - wanted
    mine = {key: assessments.get(f"{story.name} {key}") for key in _keys(story)}
    said = {(key, named(c)) for key, one in mine.items() if one is not None for c in one.contradictions}
    said |= {(name, named(c)) for name in strays for c in assessments[name].contradictions}
    said -= unclear
    return said & wanted, said, wanted


def _keys(story: Story) -> list[str]:
    return sorted({key for t in story.reports for _, key in t.marks})


def _strays(done: Sides, story: Story, assessments: Mapping[str, Assessed]) -> Iterator[str]:
    """Incidents that no telling of the annotation answers, by the story of their contradictions' first report."""
    ids = {done.read.analyses[n].report.id for n in done.numbers(story)}
    for name, one in assessments.items():
        first = (c.sides[0].anchors[0].report for c in one.contradictions)
        if name.startswith("found ") and any(report in ids for report in first):
            yield name


def _shared(story: Story, what: str) -> Pairs:
    """Pairs of reports, by number from 1, that cite a voice or a root in common. Reports that cite nobody who is listed are in none."""
    those: defaultdict[int, set[str]] = defaultdict(set)
    for held in story.held:
        for number in held.citing:
            those[number].add(getattr(held, what))
    return {frozenset(pair) for pair in combinations(sorted(those), 2) if those[pair[0]] & those[pair[1]]}


def _answered(done: Sides, story: Story, what: str) -> Pairs:
    listed = sorted({n for held in story.held for n in held.citing})
    ids = [done.read.analyses[n].report.id for n in done.numbers(story)]
    said = {n: set(done.across.answer(ids[n - 1])[what]) for n in listed}
    return {frozenset(pair) for pair in combinations(listed, 2) if said[pair[0]] & said[pair[1]]}


def errors(done: Sides) -> Iterator[str]:
    """What is contested and not found, and what is found and not contested, with both sides; roots and preferred values that differ."""
    for story in done.stories:
        for label, assessments in ((GIVEN, done.given), (END, done.found)):
            yield from _wrong(done, story, label, assessments)
        for what in ("voice", "root"):
            gold, answered = _shared(story, what), _answered(done, story, f"{what}s")
            yield from (f"no shared {what}: {story.name} {sorted(pair)}" for pair in sorted(answered - gold, key=sorted))
            yield from (f"missed shared {what}: {story.name} {sorted(pair)}" for pair in sorted(gold - answered, key=sorted))
        for held in story.held:
            answer = is_right(held, done.given.get(f"{story.name} {held.incident}"))
            if held.preferred and answer is not True:
                yield f"preferred: {story.name} {held.incident} {held.about} {held.value}: {'another' if answer is False else 'none'}"


def _wrong(done: Sides, story: Story, label: str, assessments: Mapping[str, Assessed]) -> Iterator[str]:
    right, said, wanted = disputed(story, assessments, _strays(done, story, assessments))
    for name, about in sorted(said - right):
        one = assessments.get(f"{story.name} {name}") or assessments[name]
        for c in (c for c in one.contradictions if named(c) == about):
            held = " / ".join(f"{s.words} by {', '.join(s.roots)}{' (denies)' if s.denies else ''}" for s in c.sides)
            yield f"FALSE, {label}: {story.name} {name} {about}: {held} [{c.state}]"
    yield from (f"missed, {label}: {story.name} {name} {about}" for name, about in sorted(wanted - right))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--part", choices=("development", "held-out", "all"), default="all")
    parser.add_argument("--errors", action="store_true", help="list what goes wrong; refused for the held-out part")
    options = parser.parse_args()
    if options.errors and options.part != "development":
        parser.error("errors are shown of the development part only")
    tools = load_tools()
    for name in ("development", "held-out") if options.part == "all" else (options.part,):
        done = sides(stories(name), tools)
        print(f"{name}: {len(done.stories)} stories, {len(done.read.told)} reports")
        for measured, f in measure(done).items():
            print(f"  {measured:50} P {f.precision:5.1f}  R {f.recall:5.1f}  F1 {f.f1:5.1f}  ({f.low:.1f} to {f.high:.1f})")
        if options.errors:
            print(*errors(done), sep="\n")


if __name__ == "__main__":
    main()
