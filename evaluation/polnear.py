"""Attribution against gold annotations in PolNeAR's terms; the measures are defined in evaluation/README.md.

python -m evaluation.polnear GOLD.jsonl PREDICTIONS.jsonl
"""

import argparse
import bisect
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from evaluation.figures import RESAMPLES, Figure, figures, table

PARTS = ("source", "cue", "content")
OVERLAP = 0.5
_TOKEN = re.compile(r"\w+|[^\w\s]")

Record = Mapping[str, Any]
Sets = Mapping[str, frozenset[int]]


def measure(gold: Mapping[str, Record], predicted: Mapping[str, Record], *, resamples: int = RESAMPLES) -> dict[str, Figure]:
    """Figures by measure. A document without a prediction counts as empty.

    Gold attributions without cue or content are slips of the annotators and are left out.
    """
    tallies = [_tally(record, predicted.get(key, {})) for key, record in sorted(gold.items())]
    return figures(tallies, resamples=resamples)


def _tally(gold: Record, predicted: Record) -> dict[str, tuple[int, int, int]]:
    """(right, predicted, gold) of one document, by measure."""
    found, known = _both(gold, predicted)
    pairs = [(found[row], known[column]) for row, column in match_by_cue(found, known)]
    result = {"found": (len(pairs), len(found), len(known))}
    for part in PARTS:
        result[f"{part} exact"] = (
            sum(bool(p[part]) and p[part] == g[part] for p, g in pairs),
            sum(bool(a[part]) for a in found),
            sum(bool(a[part]) for a in known),
        )
        result[f"{part} token"] = (
            sum(len(p[part] & g[part]) for p, g in pairs),
            sum(len(a[part]) for a in found),
            sum(len(a[part]) for a in known),
        )
    result["triple exact"] = (sum(p == g for p, g in pairs), len(found), len(known))
    right = sum(all(overlap(p[part], g[part]) >= OVERLAP for part in PARTS) for p, g in pairs)
    result["triple overlap"] = (right, len(found), len(known))
    return result


def pairs_of(gold: Record, predicted: Record) -> list[tuple[int, int]]:
    """Which predicted attribution of a document is paired with which gold one: (row, column), slips left out of the columns."""
    return match_by_cue(*_both(gold, predicted))


def _both(gold: Record, predicted: Record) -> tuple[list[Sets], list[Sets]]:
    """What is found and what is known of a document, as tokens."""
    tokens = [match.span() for match in _TOKEN.finditer(gold["text"])]
    known = [_sets(a, tokens) for a in gold["attributions"] if a["cue"] and a["content"]]
    return [_sets(a, tokens) for a in predicted.get("attributions", ())], known


def _sets(attribution: Record, tokens: Sequence[tuple[int, int]]) -> Sets:
    """Per part, the indices of the tokens that its spans touch."""
    starts, ends = zip(*tokens, strict=True) if tokens else ((), ())
    return {
        part: frozenset(
            index
            for start, end in attribution.get(part, ())
            for index in range(bisect.bisect_right(ends, start), bisect.bisect_left(starts, end))
        )
        for part in PARTS
    }


def overlap(one: frozenset[int], other: frozenset[int]) -> float:
    """Shared tokens over all tokens of both (Jaccard); two empty parts agree."""
    return len(one & other) / len(one | other) if one or other else 1.0


def match_by_cue(found: Sequence[Sets], known: Sequence[Sets]) -> list[tuple[int, int]]:
    """Pairs (row, column), one to one, whose cues share a token: most shared cue tokens first, then most others."""
    candidates = []
    for row, mine in enumerate(found):
        for column, theirs in enumerate(known):
            shared = len(mine["cue"] & theirs["cue"])
            if shared:
                other = len(mine["source"] & theirs["source"]) + len(mine["content"] & theirs["content"])
                candidates.append((-shared, -other, row, column))
    rows: set[int] = set()
    columns: set[int] = set()
    pairs = []
    for _, _, row, column in sorted(candidates):
        if row not in rows and column not in columns:
            rows.add(row)
            columns.add(column)
            pairs.append((row, column))
    return pairs


def annotator_pairs(gold: Mapping[str, Record]) -> Iterator[tuple[str, Record, Record]]:
    """Every two annotators of one document as (id, gold, prediction): what people reach against each other."""
    for key, record in sorted(gold.items()):
        versions = [record["attributions"], *(s["attributions"] for s in record.get("second_annotations", ()))]
        for first, one in enumerate(versions):
            for second in range(first + 1, len(versions)):
                document = {"id": key, "text": record["text"]}
                name = f"{key}/{first}-{second}"
                yield name, document | {"attributions": one}, document | {"attributions": versions[second]}


def load(path: Path) -> dict[str, Record]:
    """Records of a JSON lines file by id."""
    with path.open(encoding="utf-8", newline="\n") as stream:
        records = [json.loads(line) for line in stream if line.strip()]
    return {record["id"]: record for record in records}


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("gold", type=Path)
    parser.add_argument("predictions", type=Path)
    arguments = parser.parse_args()
    print(table(measure(load(arguments.gold), load(arguments.predictions))))


if __name__ == "__main__":
    main()
