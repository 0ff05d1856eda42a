"""The gate: scores beside evaluation/baseline.json; a score that falls fails the build.

    python -m evaluation.gate                      measure, print, compare
    python -m evaluation.gate --accept             write the new scores where none is lower
    python -m evaluation.gate --lower REASON       also accept lower ones; the reason is kept beside them

Sets whose data is not beside this clone are skipped, and the gate says so.
"""

import argparse
import hashlib
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from evaluation import joining, muc4, own, polnear, quarrels, quarrels_replay, replaying
from overhorizon.domain.ids import digest
from overhorizon.runs.stream import load_tools
from training.annotated import annotated_reports
from training.quarrels import stories

ROOT = Path(__file__).resolve().parents[1]
BASELINE = ROOT / "evaluation" / "baseline.json"
SHARED = Path(os.environ.get("OVERHORIZON_SHARED", ROOT.parent / "shared"))
SETS = {
    "seed": SHARED / "data" / "seed",
    "seed-dated": SHARED / "data" / "seed-dated",
    "stories": SHARED / "data" / "stories",
    "demo": ROOT / "evaluation" / "demo",
}
REPLAYED = ("stories", "demo")
SINGLE_SKILLS: dict[str, tuple[Any, ...]] = {
    "time tbaq, held out": ("time", SHARED / "data" / "time" / "tbaq.jsonl"),
    "time wikiwars, held out": ("time", SHARED / "data" / "time" / "wikiwars-train.jsonl", "--undated"),
    "geo lgl, held out": ("geo", SHARED / "data" / "geo" / "lgl-70.jsonl", "--nationalities"),
    "geo geovirus, held out": ("geo", SHARED / "data" / "geo" / "geovirus.jsonl"),
    "geo lgl, held out, names given": ("geo", SHARED / "data" / "geo" / "lgl-70.jsonl", "--given"),
    "geo geovirus, held out, names given": ("geo", SHARED / "data" / "geo" / "geovirus.jsonl", "--given"),
}
POLNEAR = SHARED / "data" / "polnear" / "dev.jsonl"
MUC4 = SHARED / "data" / "muc4" / "dev.jsonl"
ECBPLUS = SHARED / "data" / "ecbplus" / "dev.jsonl"
# int8 arithmetic differs in its last digits between classes of CPU: a claim of a hundred may tip over.
TOLERANCE = 0.01
TOLERANCE_PERCENT = 0.5  # of figures in percent

Scores = dict[str, float]


def data_hash(folder: Path) -> str:
    """SHA-256 over the documents and the gold: a score belongs to its data."""
    h = hashlib.sha256()
    for name in ("documents.jsonl", "gold.jsonl", "stories.json"):
        h.update((folder / name).read_bytes())
    return h.hexdigest()


def measure(folder: Path, scorer: Path) -> Scores:
    """Read the folder's documents with the product and score the answers."""
    with tempfile.TemporaryDirectory() as scratch:
        answers = Path(scratch) / "answers.jsonl"
        command = [sys.executable, "-m", "overhorizon", "evaluate", "stories", str(folder), "--answers", str(answers)]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)  # noqa: S603  our own command, on a folder of ours
        score = [sys.executable, str(scorer), str(folder), str(answers), "--json"]
        out = subprocess.run(score, check=True, capture_output=True, text=True)  # noqa: S603  the scorer beside the data
    return dict(sorted(flatten(json.loads(out.stdout)).items()))


def measure_replay(folder: Path) -> Scores:
    """Replay the folder's documents by publication and score the alerts by `evaluation.replaying`."""
    with tempfile.TemporaryDirectory() as scratch:
        alerts = Path(scratch) / "alerts.jsonl"
        command = [sys.executable, "-m", "overhorizon", "replay", str(folder), "--alerts", str(alerts)]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # noqa: S603  our own command
        found = list(polnear.load(alerts).values())
    return {f"replay: {name}": value for name, value in replaying.score(folder, found).items()}


def measure_attribution(file: Path) -> tuple[Scores, dict[str, list[float]]]:
    """F1 of attributions in percent, and 95 % intervals by document (evaluation/README.md says what is right when)."""
    with tempfile.TemporaryDirectory() as scratch:
        found = Path(scratch) / "predictions.jsonl"
        command = [sys.executable, "-m", "overhorizon", "evaluate", "polnear", str(file), "--predictions", str(found)]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)  # noqa: S603  our own command
        figures = polnear.measure(polnear.load(file), polnear.load(found))
    scores = {f"attribution: {name}": round(f.f1, 2) for name, f in figures.items()}
    return scores, {f"attribution: {name}": [round(f.low, 2), round(f.high, 2)] for name, f in figures.items()}


def measure_roles(file: Path) -> tuple[Scores, dict[str, list[float]]]:
    """F1 of templates and role fillers in percent, by the scorer beside the data and by `evaluation.muc4`."""
    with tempfile.TemporaryDirectory() as scratch:
        found = Path(scratch) / "predictions.jsonl"
        command = [sys.executable, "-m", "overhorizon", "evaluate", "muc4", str(file), "--predictions", str(found)]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # noqa: S603  our own command
        score = [sys.executable, str(SHARED / "tools" / "score_sets.py"), "muc4", str(file), str(found)]
        out = subprocess.run(score, check=True, capture_output=True, text=True)  # noqa: S603  the scorer beside the data
        figures = muc4.measure(polnear.load(file), polnear.load(found))
    result = json.loads(out.stdout)
    names = {"templates": "micro_gtt", "role fillers": "ceaf_ree"}
    scores = {f"roles: {name}": round(100 * result[key]["f1"], 2) for name, key in names.items()}
    scores |= {f"roles: {name}": round(f.f1, 2) for name, f in figures.items()}
    return scores, {f"roles: {name}": [round(f.low, 2), round(f.high, 2)] for name, f in figures.items()}


def measure_events(file: Path) -> Scores:
    """Clusters of given events over the whole file, in percent of F1: MUC, B3, CEAF-e and their mean (CoNLL)."""
    with tempfile.TemporaryDirectory() as scratch:
        found = Path(scratch) / "predictions.jsonl"
        command = [sys.executable, "-m", "overhorizon", "evaluate", "ecbplus", str(file), "--predictions", str(found)]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # noqa: S603  our own command
        score = [sys.executable, str(SHARED / "tools" / "score_sets.py"), "ecbplus", str(file), str(found)]
        out = subprocess.run(score, check=True, capture_output=True, text=True)  # noqa: S603  the scorer beside the data
    result = json.loads(out.stdout)
    return {f"events: {name}": round(100 * result[name], 2) for name in ("conll", "muc", "b_cubed", "ceaf_e")}


def measure_joining() -> dict[str, Any]:
    """B3 of our own stories that are held out, in percent, with intervals by story."""
    told = joining.part("held-out")
    figures, mixed = joining.measure(joining.read(told, load_tools()))
    return {
        "data": digest(*(f"{t.case} {t.outlet} {t.title} {t.text} {t.marks}" for t in told)),
        "scores": {name: round(f.f1, 2) for name, f in figures.items()} | {joining.MIXED: float(mixed)},
        "intervals": {name: [round(f.low, 2), round(f.high, 2)] for name, f in figures.items()},
    }


def measure_quarrels() -> dict[str, Any]:
    """What is contested in our own stories that are held out, in percent, with intervals by story; and the alerts of their replay."""
    told = stories("held-out")
    figures = quarrels.measure(quarrels.sides(told, load_tools()))
    replayed, _ = quarrels_replay.measure("held-out")
    return {
        "data": digest(*(f"{t.case} {t.outlet} {t.title} {t.text} {t.marks}" for s in told for t in s.reports), *map(repr, told)),
        "scores": {f"quarrels: {name}": f.f1 for name, f in figures.items() if f.high}
        | {f"quarrels: replay: {name}": value for name, value in replayed.items()},
        "intervals": {f"quarrels: {name}": [f.low, f.high] for name, f in figures.items() if f.high},
    }


def measure_set(kind: str, gold: Path, *options: str) -> Scores:
    """One of the public sets of single skills: scored on every second document, from the second; the others were developed on."""
    with tempfile.TemporaryDirectory() as scratch:
        held_out, found = Path(scratch) / "gold.jsonl", Path(scratch) / "predictions.jsonl"
        held_out.write_text("".join(f"{line}\n" for line in gold.read_text(encoding="utf-8").split("\n")[1::2]), encoding="utf-8")
        command = [sys.executable, "-m", "overhorizon", "evaluate", kind, str(held_out), "--predictions", str(found), *options]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # noqa: S603  our own command
        score = [sys.executable, str(SHARED / "tools" / "score_sets.py"), kind, str(held_out), str(found)]
        out = subprocess.run(score, check=True, capture_output=True, text=True)  # noqa: S603  the scorer beside the data
    result = json.loads(out.stdout)
    flat = {name: v["f1"] if isinstance(v, dict) else v for name, v in result.items() if isinstance(v, dict | float)}
    return {name: float(v) for name, v in flat.items() if v}  # 0: the set does not give it


def flatten(result: dict[str, Any]) -> Scores:
    """The scorer's nested figures as one name each; counts of gold are left to the data."""
    flat: Scores = {}
    for name, value in result.items():
        if isinstance(value, dict):
            wanted = ("precision", "recall", "f1", "share", "b3_f1", "clusters that mix incidents")
            flat |= {f"{name}: {k}": float(v) for k, v in value.items() if k in wanted and v is not None}
        elif isinstance(value, (int, float)) and name not in ("documents", "answered"):
            flat[name] = float(value)
    return flat


LOWER_IS_BETTER = (
    "repeats said in documents without any",
    "claims answered per gold claim",
    "same incident: clusters that mix incidents",
    "replay: count: wrong new incidents",
    "replay: count: alerts on quiet documents",
    "replay: count: alerts on reprints alone",
    "quarrels: replay: count: wrong new incidents",
    "quarrels: replay: count: alerts on quiet documents",
    "quarrels: replay: count: alerts on reprints alone",
    joining.MIXED,
)
# Trade-offs and halves of an F1 are shown; what they add up to is held.
SHOWN_ONLY = (": precision", ": recall", "claims answered per gold claim", "certainty")
NOT_YET = (
    "shared voice",
    "shared root",
    "near duplicates",
    "contradictions",
    "same incident",
    "replay: quarrels",
    "replay: count: alerts",
    "quarrels: replay: count: alerts",
)  # measures of rooms that are not built


def worse(name: str, before: float, now: float) -> bool:
    """Whether a held score fell."""
    if any(part in name for part in SHOWN_ONLY) and name != "of found claims: certainty marked (not unstated): f1":
        return False
    if name.startswith(NOT_YET):
        return False
    noise = TOLERANCE_PERCENT if name.startswith(("attribution:", "own:", "roles:", "joining:", "events:")) else TOLERANCE
    return now > before + noise if name in LOWER_IS_BETTER else now < before - noise


def compare(measured: dict[str, Any], baseline: dict[str, Any], console: Console) -> list[str]:
    """Print all figures beside the baseline; return the names that fell."""
    fallen: list[str] = []
    for set_name, found in measured.items():
        known = baseline.get(set_name, {})
        same_data = known.get("data") == found["data"]
        table = Table(title=f"{set_name} ({'data as in the baseline' if same_data else 'new data'})", title_justify="left")
        for column in ("measure", "baseline", "now", "95 %", ""):
            table.add_column(column, justify="left" if column in ("measure", "") else "right")
        intervals = found.get("intervals", {})
        for name, now in found["scores"].items():
            before = known.get("scores", {}).get(name) if same_data else None
            fell = before is not None and worse(name, before, now)
            fallen += [f"{set_name}: {name} {before:.3f} -> {now:.3f}"] if fell and before is not None else []
            mark = "fell" if fell else "rose" if before is not None and abs(now - before) > TOLERANCE else ""
            interval = "{:.1f} to {:.1f}".format(*intervals[name]) if name in intervals else ""
            table.add_row(name, "" if before is None else f"{before:.3f}", f"{now:.3f}", interval, mark)
        console.print(table)
    return fallen


def main(arguments: list[str] | None = None) -> int:
    """Exit code 0: nothing fell; 1: something did; 2: the data is there and the scorer is not."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--accept", action="store_true", help="write the new scores where none is lower")
    parser.add_argument("--lower", metavar="REASON", help="also accept lower scores, for this reason")
    options = parser.parse_args(arguments)
    console = Console(width=110)
    scorer = SHARED / "tools" / "score_stories.py"
    if not scorer.exists():
        console.print("The evaluation data and its scorer are not beside this clone: nothing to measure. 0 failed.")
        return 0
    measured: dict[str, Any] = {
        name: {"data": data_hash(folder), "scores": measure(folder, scorer)} for name, folder in SETS.items() if folder.is_dir()
    }
    for name in REPLAYED:
        if name in measured:
            measured[name]["scores"] |= measure_replay(SETS[name])
    if POLNEAR.exists():
        scores, intervals = measure_attribution(POLNEAR)
        data = hashlib.sha256(POLNEAR.read_bytes()).hexdigest()
        measured["polnear"] = {"data": data, "scores": scores, "intervals": intervals}
    if MUC4.exists():
        scores, intervals = measure_roles(MUC4)
        data = hashlib.sha256(MUC4.read_bytes()).hexdigest()
        measured["muc4"] = {"data": data, "scores": scores, "intervals": intervals}
    if ECBPLUS.exists():
        measured["ecbplus"] = {"data": hashlib.sha256(ECBPLUS.read_bytes()).hexdigest(), "scores": measure_events(ECBPLUS)}
    for name, (kind, file, *flags) in SINGLE_SKILLS.items():
        if file.exists():
            data = hashlib.sha256(file.read_bytes()).hexdigest()
            measured[name] = {"data": data, "scores": measure_set(kind, file, *flags)}
    reports = [r for r in annotated_reports() if r.held_out]
    figures, _ = own.measure(reports)
    measured["own reports, held out"] = {
        "data": digest(*(f"{r.id} {r.text} {r.incidents}" for r in reports)),
        "scores": {f"own: {name}": round(f.f1, 2) for name, f in figures.items()},
        "intervals": {f"own: {name}": [round(f.low, 2), round(f.high, 2)] for name, f in figures.items()},
    }
    measured["own stories, held out"] = measure_joining()
    measured["own contested stories, held out"] = measure_quarrels()
    baseline = json.loads(BASELINE.read_text(encoding="utf-8")) if BASELINE.exists() else {}
    fallen = compare(measured, baseline, console)
    if fallen and not options.lower:
        console.print("\n".join(["These scores fell:", *fallen]))
        return 1
    if options.accept or options.lower:
        reasons = [*baseline.get("lowered", []), *([{"reason": options.lower, "scores": fallen}] if fallen else [])]
        BASELINE.write_text(
            json.dumps({**baseline, **measured, "lowered": reasons}, indent=1, ensure_ascii=False) + "\n", encoding="utf-8"
        )
    console.print("Lower scores were accepted, with the reason." if fallen else "No score fell.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
