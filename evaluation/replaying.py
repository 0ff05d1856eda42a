"""Alerts of a replay against what a careful analyst expects: which document should raise which alert, and which must not.

    python -m evaluation.replaying DIR [ALERTS]     DIR with documents.jsonl, gold.jsonl and stories.json

What is expected follows from the gold by these rules, written down before the first replay:

Expected are
- one *new incident* for each incident that is the subject of a document, resting on documents that all tell of it;
- in its thread, an alert for each contradiction and each revision of its toll, perpetrator, day, place, manner or target.

Wrong are
- a second *new incident* for one incident, and one that rests on documents of different incidents;
- any alert that rests on a document without armed violence;
- a *new incident* that rests on nothing but the second of a near-duplicate pair;
- a *contradiction opened* or *toll revised* in the thread of an incident for which the gold has neither.

A document may tell of several incidents, and an alert names its documents alone: it counts for one that all its documents tell of and that
no alert was counted for before, the subject of a document before what it tells beside. What is told beside and never a subject is neither
expected nor wrong.
"""

import json
import sys
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from overhorizon.runs import replay as run
from overhorizon.runs.stream import load_tools
from overhorizon.store.ledger import Ledger

Json = dict[str, Any]

NEW = "new incident"
OF_ATTRIBUTE = {
    "killed": {"toll revised", "contradiction opened"},
    "injured": {"toll revised", "contradiction opened"},
    "perpetrator": {
        "perpetrator named",
        "responsibility claimed",
        "responsibility denied",
        "contradiction opened",
        "status changed",
    },
}
OTHERWISE = {"contradiction opened", "status changed"}
QUARRELS = {"toll revised", "contradiction opened"}


def raised(folder: Path) -> tuple[list[Json], list[float]]:
    """The alerts of a replay, as the command writes them, and the seconds from each document's bytes to its alerts."""
    from overhorizon.export.jsonform import alert_line

    tools = load_tools()
    fed = list(run.documents(folder, tools))
    with Ledger.open("sqlite://") as ledger:
        done = list(run.replay(fed, tools, ledger, [run.EVERYTHING]))
    names = run.names(done)
    return [alert_line(alert, names) for one in done for alert in one.alerts], [one.seconds for one in done]


def score(folder: Path, alerts: Sequence[Json]) -> dict[str, float]:
    """Shares of 0 to 1, and counts."""
    gold = {line["id"]: line for line in _lines(folder / "gold.jsonl")}
    stories = json.loads((folder / "stories.json").read_text(encoding="utf-8"))["stories"].values()
    incidents = {i["incident"]: i for story in stories for i in story.get("incidents", ())}
    tellers = {name: {*i["main_in"], *i["background_in"]} for name, i in incidents.items()}
    subjects = {name for name, i in incidents.items() if i["main_in"]}
    thread_of, wrong = _threads(alerts, tellers, incidents, gold)
    told = {name for name in thread_of.values() if name in subjects}
    beside = sum(name not in subjects for name in thread_of.values())
    quarrels = _expected_quarrels(stories)
    seen = _seen(alerts, thread_of)
    hits = sum(bool(seen[name] & OF_ATTRIBUTE.get(about, OTHERWISE)) for name, about in quarrels)
    quarrelled = [a for a in alerts if a["trigger"] in QUARRELS]
    disputed = {name for name, _ in quarrels}
    justified = sum(thread_of.get(a["follows"] or a["id"]) in disputed for a in quarrelled)
    counted = len([a for a in alerts if a["trigger"] == NEW]) - beside
    return {
        **_shares("new incident", (len(told), counted), (len(told), len(subjects))),
        **_shares("quarrels", (justified, len(quarrelled)), (hits, len(quarrels))),
        "count: alerts": len(alerts),
        "count: wrong new incidents": wrong,
        "count: alerts on quiet documents": _quiet(alerts, gold),
        "count: alerts on reprints alone": _reprints(alerts, gold),
    }


def _lines(path: Path) -> list[Json]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def _threads(
    alerts: Iterable[Json], tellers: Mapping[str, set[str]], incidents: Mapping[str, Json], gold: Mapping[str, Json]
) -> tuple[dict[str, str], int]:
    """By thread: the incident that its first alert counts for; and how many first alerts count for none."""
    thread_of: dict[str, str] = {}
    wrong = 0
    for alert in alerts:
        if alert["trigger"] != NEW:
            continue
        reports = set(alert["reports"])
        fitting = [n for n, those in tellers.items() if reports <= those and n not in thread_of.values()]
        fitting.sort(key=lambda n: (not reports <= set(incidents[n]["main_in"]), _distance(alert, incidents[n]), n))
        if fitting and any(gold[r]["incidents"] for r in reports):
            thread_of[alert["id"]] = fitting[0]
        else:
            wrong += 1
    return thread_of, wrong


def _distance(alert: Json, incident: Json) -> bool:
    """Whether the headline lacks the year of the incident: tells two incidents of one document apart."""
    return (incident.get("date") or "")[:7] not in alert["headline"]


def _expected_quarrels(stories: Iterable[Json]) -> list[tuple[str, str]]:
    found = {
        (c["incident"], c["attribute"])
        for story in stories
        for c in story.get("contradictions", ())
        if c.get("kind", "contradiction") != "difference"
    }
    return sorted(found)


def _seen(alerts: Iterable[Json], thread_of: Mapping[str, str]) -> defaultdict[str, set[str]]:
    seen: defaultdict[str, set[str]] = defaultdict(set)
    for alert in alerts:
        if (name := thread_of.get(alert["follows"] or alert["id"])) is not None:
            seen[name].add(alert["trigger"])
    return seen


def _quiet(alerts: Iterable[Json], gold: Mapping[str, Json]) -> int:
    return sum(any(not gold[r]["incidents"] for r in a["reports"]) for a in alerts)


def _reprints(alerts: Iterable[Json], gold: Mapping[str, Json]) -> int:
    """Alerts that rest on nothing but a document whose near duplicate an earlier alert rests on."""
    seen: set[str] = set()
    count = 0
    for alert in alerts:
        twins = {gold[r].get("near_duplicate_of") for r in alert["reports"]}
        count += alert["trigger"] == NEW and None not in twins and twins <= seen
        seen |= set(alert["reports"])
    return count


def _shares(name: str, precision: tuple[int, int], recall: tuple[int, int]) -> dict[str, float]:
    p, r = _share(*precision), _share(*recall)
    return {f"{name}: precision": p, f"{name}: recall": r, f"{name}: f1": round(2 * p * r / (p + r), 3) if p + r else 0.0}


def _share(part: int, whole: int) -> float:
    return round(part / whole, 3) if whole else 1.0


def main() -> None:
    folder = Path(sys.argv[1])
    if len(sys.argv) > 2:
        alerts, seconds = _lines(Path(sys.argv[2])), list[float]()
    else:
        alerts, seconds = raised(folder)
    for name, value in score(folder, alerts).items():
        print(f"{name:40} {value}")
    if seconds:
        ordered = sorted(seconds)
        print(f"{'seconds to the alert, median / highest':40} {ordered[len(ordered) // 2]:.2f} / {ordered[-1]:.2f}")


if __name__ == "__main__":
    main()
