"""Alerts of a replay of our own contested stories, by publication, against what their annotation expects.

python -m evaluation.quarrels_replay [--part development|held-out] [--alerts]

The stories of which the values are listed (training/quarrels.py) are fed together with our own quiet reports of the same part. What is
expected, and what is wrong, is what `evaluation.replaying` says: each contradiction and each revision of the annotation once, in the
thread of its incident; the incident that a report's first marked words tell of is its subject.
"""

import argparse
import json
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from evaluation import replaying
from training.annotated import Annotated, annotated_reports
from training.quarrels import Story, Verdict, stories

Json = dict[str, Any]
_KINDS = {Verdict.CONTRADICTION: "contradiction", Verdict.REVISION: "revision", Verdict.UNCLEAR: "difference"}


def listed(part: str) -> list[Story]:
    """The stories of a part of which the values are listed."""
    return [story for story in stories(part) if story.held]


def quiet(part: str) -> list[Annotated]:
    """Our own reports of a part that tell of no incident."""
    return [r for r in annotated_reports() if not r.incidents and r.held_out is (part == "held-out")]


def write(folder: Path, told: Sequence[Story], beside: Sequence[Annotated]) -> None:
    """A folder as `evaluation.replaying` reads it: documents.jsonl, gold.jsonl, stories.json."""
    documents = [*(d for story in told for d in _documents(story)), *map(_quiet_document, beside)]
    gold = [*(g for story in told for g in _gold(story)), *({"id": r.id, "incidents": []} for r in beside)]
    for name, lines in (("documents.jsonl", documents), ("gold.jsonl", gold)):
        (folder / name).write_text("".join(f"{json.dumps(line, ensure_ascii=False)}\n" for line in lines), encoding="utf-8")
    expected = {story.name: _expected(story) for story in told}
    (folder / "stories.json").write_text(json.dumps({"stories": expected}), encoding="utf-8")


def _name(story: Story, number: int) -> str:
    return f"{story.name}-{number}"


def _documents(story: Story) -> Iterator[Json]:
    for number, told in enumerate(story.reports, 1):
        yield {"id": _name(story, number), **json.loads(told.raw(number).capture.content)}


def _quiet_document(report: Annotated) -> Json:
    title, _, text = report.text.partition("\n")
    head = report.head
    address = f"https://quiet.example/{report.id}"
    return {
        "id": report.id, "url": address, "publisher": head.get("outlet"), "published": head.get("published") or None,
        "title": title, "text": text,
    }  # fmt: skip


def _gold(story: Story) -> Iterator[Json]:
    copy_of = dict(story.copies)
    for number, told in enumerate(story.reports, 1):
        twin = _name(story, copy_of[number]) if number in copy_of else None
        keys = sorted({key for _, key in told.marks})
        yield {"id": _name(story, number), "incidents": [f"{story.name} {key}" for key in keys], "near_duplicate_of": twin}


def _expected(story: Story) -> Json:
    keys = sorted({key for told in story.reports for _, key in told.marks})
    disputes = [{"incident": f"{story.name} {p.incident}", "attribute": p.about, "kind": _KINDS[p.verdict]}
                for p in story.pairs if p.verdict in _KINDS]  # fmt: skip
    return {"incidents": [_incident(story, key) for key in keys], "contradictions": disputes}


def _incident(story: Story, key: str) -> Json:
    telling = [(n, min(told.marks)[1] == key) for n, told in enumerate(story.reports, 1) if any(k == key for _, k in told.marks)]
    return {
        "incident": f"{story.name} {key}",
        "main_in": [_name(story, n) for n, is_subject in telling if is_subject],
        "background_in": [_name(story, n) for n, is_subject in telling if not is_subject],
    }


def measure(part: str) -> tuple[dict[str, float], list[Json]]:
    """Shares and counts as `evaluation.replaying.score` gives them, and the alerts."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        write(folder, listed(part), quiet(part))
        alerts, _ = replaying.raised(folder)
        return replaying.score(folder, alerts), alerts


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--part", choices=("development", "held-out"), default="development")
    parser.add_argument("--alerts", action="store_true", help="list the alerts; refused for the held-out part")
    options = parser.parse_args()
    if options.alerts and options.part != "development":
        parser.error("alerts are shown of the development part only")
    scores, alerts = measure(options.part)
    for name, value in scores.items():
        print(f"{name:40} {value}")
    for alert in alerts if options.alerts else ():
        print(f"{alert['time'][:10]} {alert['trigger']:22} {', '.join(alert['reports'])}: {alert['headline']}")


if __name__ == "__main__":
    main()
