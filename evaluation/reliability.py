"""How far the scores of attributions can be believed: a reliability plot, and the expected calibration error.

python -m evaluation.reliability GOLD.jsonl PREDICTIONS.jsonl --out docs/pictures/reliability.svg

PREDICTIONS are those of `python -m evaluation.encoder`, which keep the scores. Right is what is paired with a gold attribution ("found" in
evaluation/README.md).
"""

import argparse
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from evaluation.polnear import Record, load, pairs_of

BINS = 10
_SIZE, _EDGE = 360, 48  # pixels: the plot's square, and the room for its labels
_INK, _FAINT, _BAR = "#333333", "#bbbbbb", "#68a0b3"

Scored = tuple[float, bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class Bin:
    """Attributions of like scores: how many, their mean score, the share that is right."""

    count: int
    score: float
    right: float


def scored(gold: Mapping[str, Record], predicted: Mapping[str, Record]) -> list[Scored]:
    """Every predicted attribution's score, and whether it is right."""
    found: list[Scored] = []
    for key, record in sorted(gold.items()):
        attributions = predicted.get(key, {}).get("attributions", ())
        right = {row for row, _ in pairs_of(record, predicted.get(key, {}))}
        found += [(float(a["score"]), row in right) for row, a in enumerate(attributions)]
    return found


def bins(found: Sequence[Scored], *, count: int = BINS) -> list[Bin]:
    """Bins of equal width over [0, 1], the empty ones left out."""
    groups: dict[int, list[Scored]] = {}
    for score, right in found:
        groups.setdefault(min(int(score * count), count - 1), []).append((score, right))
    return [
        Bin(count=len(group), score=sum(s for s, _ in group) / len(group), right=sum(r for _, r in group) / len(group))
        for _, group in sorted(groups.items())
    ]


def calibration_error(found: Sequence[Bin]) -> float:
    """The mean distance between score and share right, weighted by how many there are (ECE)."""
    total = sum(b.count for b in found)
    return sum(b.count * abs(b.score - b.right) for b in found) / total if total else 0.0


def plot(found: Sequence[Bin], title: str) -> str:
    """An SVG: share right over score, the diagonal of perfect scores, circles as large as their bins are full."""
    most = max((b.count for b in found), default=1)
    side = _SIZE + 2 * _EDGE

    def at(x: float, y: float) -> tuple[float, float]:
        return round(_EDGE + x * _SIZE, 1), round(_EDGE + (1 - y) * _SIZE, 1)

    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}" font-family="sans-serif" font-size="12" fill="{_INK}">',
        f"<title>{title}</title>",
        f'<rect width="{side}" height="{side}" fill="#ffffff"/>',
        f'<rect x="{_EDGE}" y="{_EDGE}" width="{_SIZE}" height="{_SIZE}" fill="none" stroke="{_FAINT}"/>',
        _line(at(0, 0), at(1, 1), _FAINT, dashed=True),
    ]
    for step in range(6):
        share = step / 5
        (x, bottom), (left, y) = at(share, 0), at(0, share)
        parts.append(f'<text x="{x}" y="{bottom + 18}" text-anchor="middle">{share:.1f}</text>')
        parts.append(f'<text x="{left - 8}" y="{y + 4}" text-anchor="end">{share:.1f}</text>')
    points = [at(b.score, b.right) for b in found]
    parts += [_line(one, other, _BAR) for one, other in pairwise(points)]
    for (x, y), b in zip(points, found, strict=True):
        parts.append(
            f'<circle cx="{x}" cy="{y}" r="{3 + 9 * (b.count / most) ** 0.5:.1f}" fill="{_BAR}"><title>{b.count}</title></circle>'
        )
    middle = side / 2
    parts += [
        f'<text x="{middle}" y="{_EDGE - 18}" text-anchor="middle" font-size="14">{title}</text>',
        f'<text x="{middle}" y="{side - 8}" text-anchor="middle">score of the encoder</text>',
        f'<text x="14" y="{middle}" text-anchor="middle" transform="rotate(-90 14 {middle})">share that is right</text>',
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def _line(start: tuple[float, float], end: tuple[float, float], colour: str, *, dashed: bool = False) -> str:
    dashes = ' stroke-dasharray="4 4"' if dashed else ""
    return f'<line x1="{start[0]}" y1="{start[1]}" x2="{end[0]}" y2="{end[1]}" stroke="{colour}"{dashes}/>'


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("gold", type=Path)
    parser.add_argument("predictions", type=Path)
    parser.add_argument("--out", type=Path, required=True, help="the picture, an SVG")
    given = parser.parse_args()
    found = scored(load(given.gold), load(given.predictions))
    binned = bins(found)
    error = calibration_error(binned)
    for b in binned:
        print(f"score {b.score:.3f}  right {b.right:.3f}  of {b.count}")
    print(f"{len(found)} attributions, expected calibration error {error:.3f}")
    given.out.write_text(plot(binned, f"Attributions: calibration error {error:.3f}"), encoding="utf-8")


if __name__ == "__main__":
    main()
