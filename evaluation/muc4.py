"""What the scorer of MUC-4's role fillers leaves out: types of documents with one template, and which documents have any.

python -m evaluation.muc4 GOLD.jsonl PREDICTIONS.jsonl
"""

import argparse
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from evaluation.figures import RESAMPLES, Figure, figures, table
from evaluation.polnear import load

Record = Mapping[str, Any]


def measure(gold: Mapping[str, Record], predicted: Mapping[str, Record], *, resamples: int = RESAMPLES) -> dict[str, Figure]:
    """Figures by measure (evaluation/README.md says what is right when). A document without a prediction counts as empty."""
    tallies = [_tally(record["roles"], predicted.get(key, {}).get("roles", ())) for key, record in sorted(gold.items())]
    return figures(tallies, resamples=resamples)


def _tally(gold: list[Record], found: list[Record]) -> dict[str, tuple[int, int, int]]:
    """(right, predicted, gold) of one document, by measure."""
    single = len(gold) == 1
    right = single and len(found) == 1 and found[0]["incident_type"] in gold[0]["incident_type"].split(" / ")
    return {
        "type, one template": (int(right), int(single), int(single)),
        "relevance": (int(bool(gold) and bool(found)), int(bool(found)), int(bool(gold))),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("predictions", type=Path)
    given = parser.parse_args()
    print(table(measure(load(given.gold), load(given.predictions))))


if __name__ == "__main__":
    main()
