"""How long it takes to integrate a report into a ledger, by the ledger's size, and how large the file is.

python -m evaluation.bench_ledger --reports 100000 --out docs/pictures/integration.json
python -m evaluation.bench_ledger --plot docs/pictures/integration.json

One process; a report's time is that of `Ledger.record`, from the analysis to the commit. Each line sums up the last reports before a size.
"""

import argparse
import json
import statistics
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from evaluation.generate_ledger import arrivals
from overhorizon.store.ledger import Ledger

MARKS: Final = (1_000, 3_000, 10_000, 30_000, 100_000)
_WINDOW: Final = 1_000  # reports that one line sums up
_WIDTH, _HEIGHT, _EDGE = 640, 320, 56


def measured(file: Path, reports: int) -> Iterator[dict[str, Any]]:
    """Fill a ledger and say at each mark how it went."""
    marks = [m for m in MARKS if m < reports] + [reports]
    window: list[float] = []
    events: set[int] = set()
    with Ledger.open(str(file)) as ledger:
        for number, arrival in enumerate(arrivals(reports), 1):
            started = time.perf_counter()
            ledger.record(arrival.capture, arrival.analysis, at=arrival.at)
            window.append(1000 * (time.perf_counter() - started))
            events.add(arrival.event)
            if number not in marks:
                continue
            last = sorted(window[-_WINDOW:])
            asked = time.perf_counter()
            found = ledger.incidents()
            yield {
                "reports": number,
                "events": len(events),
                "incidents": found.total,
                "median_ms": round(statistics.median(last), 2),
                "p95_ms": round(last[int(0.95 * len(last))], 2),
                "p99_ms": round(last[int(0.99 * len(last))], 2),
                "list_s": round(time.perf_counter() - asked, 2),
                "megabytes": round(sum(f.stat().st_size for f in file.parent.glob(f"{file.name}*")) / 1e6, 1),
            }
            window.clear()


def plot(lines: list[dict[str, Any]]) -> str:
    """Median and 95th percentile by size, both on logarithmic scales, as SVG."""
    import math

    sizes = [line["reports"] for line in lines]
    top = 10 ** math.ceil(math.log10(max(max(line["p95_ms"] for line in lines), 50)))

    def x(size: float) -> float:
        low, high = math.log10(min(sizes)), math.log10(max(sizes))
        return _EDGE + (_WIDTH - 2 * _EDGE) * (math.log10(size) - low) / max(high - low, 1e-9)

    def y(milliseconds: float) -> float:
        return _HEIGHT - _EDGE - (_HEIGHT - 2 * _EDGE) * max(0.0, math.log10(milliseconds)) / math.log10(top)

    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" font-family="sans-serif" font-size="12">',
        f'<rect width="{_WIDTH}" height="{_HEIGHT}" fill="white"/>',
        f'<text x="{_EDGE}" y="20" font-size="14">Integrating one report: milliseconds by reports in the ledger</text>',
    ]
    for ms in [10**n for n in range(round(math.log10(top)) + 1)]:
        parts.append(f'<line x1="{_EDGE}" x2="{_WIDTH - _EDGE}" y1="{y(ms):.1f}" y2="{y(ms):.1f}" stroke="#ddd"/>')
        parts.append(f'<text x="{_EDGE - 8}" y="{y(ms) + 4:.1f}" text-anchor="end">{ms}</text>')
    parts += [f'<text x="{x(s):.1f}" y="{_HEIGHT - _EDGE + 20}" text-anchor="middle">{s:,}</text>' for s in sizes]
    parts.append(
        f'<line x1="{_EDGE}" x2="{_WIDTH - _EDGE}" y1="{y(50):.1f}" y2="{y(50):.1f}" stroke="#c33" stroke-dasharray="4 4"/>'
    )
    parts.append(f'<text x="{_WIDTH - _EDGE + 4}" y="{y(50) + 4:.1f}" fill="#c33">50</text>')
    for name, colour, label in (("median_ms", "#1f6f8b", "median"), ("p95_ms", "#99a8b2", "95th percentile")):
        points = " ".join(f"{x(line['reports']):.1f},{y(line[name]):.1f}" for line in lines)
        parts.append(f'<polyline points="{points}" fill="none" stroke="{colour}" stroke-width="2"/>')
        last = lines[-1]
        parts.append(
            f'<text x="{x(last["reports"]) - 4:.1f}" y="{y(last[name]) - 8:.1f}" text-anchor="end" fill="{colour}">{label}</text>'
        )
    return "\n".join([*parts, "</svg>", ""])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reports", type=int, default=10_000)
    parser.add_argument("--out", type=Path)
    parser.add_argument("--plot", type=Path, metavar="JSON", help="Only draw what was measured.")
    given = parser.parse_args()
    if given.plot:
        given.plot.with_suffix(".svg").write_text(plot(json.loads(given.plot.read_text(encoding="utf-8"))), encoding="utf-8")
        return
    lines = []
    with tempfile.TemporaryDirectory() as folder:
        for line in measured(Path(folder) / "ledger.db", given.reports):
            print(json.dumps(line), flush=True)
            lines.append(line)
            if given.out:
                given.out.write_text(json.dumps(lines, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
