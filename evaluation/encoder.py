"""Predictions of an encoder for the attribution benchmarks, and its mentions against annotated ones.

python -m evaluation.encoder GOLD.jsonl --weights FOLDER --out PREDICTIONS.jsonl
"""

import argparse
import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from evaluation.polnear import load
from overhorizon.domain.analysis import Mention
from overhorizon.encoder.protocol import Encoder, Tagging
from overhorizon.encoder.sentences import paragraphs
from overhorizon.encoder.session import OnnxEncoder

Named = tuple[str, int, int]


def tag(encoder: Encoder, text: str) -> Tagging:
    """The text's paragraphs, as a report's passages would be."""
    return encoder.encode(text, paragraphs(text))


def prediction(key: str, tagging: Tagging) -> dict[str, Any]:
    """One line of a predictions file."""
    return {
        "id": key,
        "attributions": [
            {part: [[span.start, span.end] for span in getattr(a, part)] for part in ("source", "cue", "content")}
            | {"score": a.score}
            for a in tagging.attributions
        ],
    }


def mention_f1(gold: Iterable[list[Named]], found: Iterable[Iterable[Mention]]) -> Mapping[str, tuple[float, int]]:
    """Exact F1 in percent and number of gold mentions, by label of the gold mentions and for all."""
    tallies: dict[str, list[int]] = {}
    for known, mentions in zip(gold, found, strict=True):
        answered = {(str(m.kind), m.span.start, m.span.end) for m in mentions}
        for label in sorted({k for k, _, _ in known} | {k for k, _, _ in answered}):
            mine = {a for a in answered if a[0] == label}
            theirs = {k for k in known if k[0] == label}
            for name in (label, "all"):
                tally = tallies.setdefault(name, [0, 0, 0])
                tally[0] += len(mine & theirs)
                tally[1] += len(mine)
                tally[2] += len(theirs)
    return {
        name: (round(200 * right / max(mine + theirs, 1), 1), theirs) for name, (right, mine, theirs) in sorted(tallies.items())
    }


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("gold", type=Path)
    parser.add_argument("--weights", type=Path, help="folder; default: the weights of the package")
    parser.add_argument("--out", type=Path, required=True)
    arguments = parser.parse_args()
    encoder = OnnxEncoder.load(arguments.weights)
    with arguments.out.open("w", encoding="utf-8") as stream:
        for key, record in load(arguments.gold).items():
            stream.write(json.dumps(prediction(key, tag(encoder, record["text"]))) + "\n")


if __name__ == "__main__":
    main()
