"""Triggers and roles against the held-out reports of our own corpus; the measures are defined in evaluation/README.md.

python -m evaluation.incidents [--weights FOLDER] [--all]
"""

import argparse
import re
from collections.abc import Sequence
from pathlib import Path

from evaluation.figures import Figure, figures, table
from overhorizon.domain.spans import Span
from overhorizon.encoder.protocol import Encoder, Trigger
from overhorizon.encoder.reader import ReadingEncoder
from overhorizon.encoder.sentences import paragraphs
from training.annotated import Annotated, Mark, annotated_reports

OVERLAP = 0.5
FILLERS = ("perpetrator", "target", "victim", "claimant", "weapon", "place", "time", "toll")
_FILLER_OF = {"perp": "perpetrator", "toldtoll": "toll"}
_TOKEN = re.compile(r"\w+")

Filled = tuple[str, frozenset[int]]


def measure(reports: Sequence[Annotated], encoder: Encoder) -> dict[str, Figure]:
    """Figures by measure over the reports, in their order."""
    return figures([_tally(report, encoder) for report in reports])


def _tally(report: Annotated, encoder: Encoder) -> dict[str, tuple[int, int, int]]:
    found = encoder.encode(report.text, paragraphs(report.text)).triggers
    heads = sorted((m for m in report.marks if m.label == "T"), key=lambda m: (m.start, m.end))
    pairs = _paired(found, heads)
    told = {i.key: i for i in report.incidents}
    right_type = sum(t.type is not None and t.type == told[m.incident].type for t, m in pairs)
    known_type = sum(t.type is not None for t in found)
    right_realis = sum(t.realis is told[m.incident].realis for t, m in pairs)
    result = {
        "trigger found": (len(pairs), len(found), len(heads)),
        "trigger type": (right_type, known_type, len(heads)),
        "trigger realis": (right_realis, len(found), len(heads)),
    }
    tokens = [Span(start=m.start(), end=m.end()) for m in _TOKEN.finditer(report.text)]
    incident_of = {id(t): m.incident for t, m in pairs}
    answered = {(incident_of.get(id(t), ""), str(r.role), _touched(r.span, tokens)) for t in found for r in t.roles}
    wanted = {
        (m.incident, _FILLER_OF.get(m.label, m.label), _touched(Span(start=m.start, end=m.end), tokens))
        for m in report.marks
        if m.label != "T" and _beside_a_trigger(report, m, heads)
    }
    for role in FILLERS:
        mine = [(key, words) for key, name, words in sorted(answered, key=repr) if name == role]
        theirs = [(key, words) for key, name, words in sorted(wanted, key=repr) if name == role]
        result[f"role {role}"] = (_hits(mine, theirs), len(mine), len(theirs))
    total = [result[f"role {role}"] for role in FILLERS]
    result["roles, all"] = (sum(t[0] for t in total), sum(t[1] for t in total), sum(t[2] for t in total))
    return result


def _paired(found: Sequence[Trigger], heads: Sequence[Mark]) -> list[tuple[Trigger, Mark]]:
    """One to one, in order of the text: a trigger and a mark that share a character."""
    pairs, taken = [], set()
    for trigger in found:
        for number, mark in enumerate(heads):
            if number not in taken and trigger.span.start < mark.end and mark.start < trigger.span.end:
                taken.add(number)
                pairs.append((trigger, mark))
                break
    return pairs


def _beside_a_trigger(report: Annotated, mark: Mark, heads: Sequence[Mark]) -> bool:
    """Whether a trigger of its incident stands in the mark's paragraph: without one, nothing could lead to it."""
    paragraph = next((p for p in paragraphs(report.text) if p.start <= mark.start < p.end), None)
    return paragraph is not None and any(
        h.incident == mark.incident and paragraph.start <= h.start < paragraph.end for h in heads
    )


def _touched(span: Span, tokens: Sequence[Span]) -> frozenset[int]:
    return frozenset(i for i, t in enumerate(tokens) if t.overlaps(span))


def _hits(mine: Sequence[tuple[str, frozenset[int]]], theirs: Sequence[tuple[str, frozenset[int]]]) -> int:
    """Fillers of one incident that share at least half of the words of both (Jaccard 0.5), one to one."""
    free = list(theirs)
    hits = 0
    for key, words in mine:
        match = next((t for t in free if t[0] == key and _overlap(words, t[1]) >= OVERLAP), None)
        if match is not None:
            free.remove(match)
            hits += 1
    return hits


def _overlap(one: frozenset[int], other: frozenset[int]) -> float:
    return len(one & other) / len(one | other) if one or other else 0.0


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--weights", type=Path, help="folder; default: the weights of the package")
    parser.add_argument("--all", action="store_true", help="all reports, also those that were trained on")
    arguments = parser.parse_args()
    reports = [r for r in annotated_reports() if arguments.all or r.held_out]
    print(f"{len(reports)} reports")
    print(table(measure(reports, ReadingEncoder.load(arguments.weights))))


if __name__ == "__main__":
    main()
