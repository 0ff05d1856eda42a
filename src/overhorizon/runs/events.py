"""Answers for ECB+: which given mentions of events are of one event, across all documents of a file and without their topics."""

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from overhorizon.domain.errors import InvalidInput
from overhorizon.encoder.chunks import FUNCTION_WORDS
from overhorizon.link.accounts import WORD
from overhorizon.link.events import EventMention, same_events, stems_of

_REACH: Final = 45  # characters on either side of a mention


def documents(path: Path) -> list[dict[str, Any]]:
    """The lines of a file in ECB+'s form. Raises InvalidInput where it cannot be read or lacks what is needed."""
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
        found = [json.loads(line) for line in lines if line.strip()]
    except OSError as error:
        raise InvalidInput(f"{path} cannot be read: {error.strerror}") from error
    except ValueError as error:
        raise InvalidInput(f"{path} is not JSON Lines: {error}") from error
    if not all(isinstance(d, dict) and {"doc", "text", "sentences", "events"} <= d.keys() for d in found):
        raise InvalidInput(f"{path}: every line needs doc, text, sentences and events")
    return found


def mentions(document: Mapping[str, Any]) -> list[EventMention]:
    """The events that are marked in checked sentences; only ids, spans and sentences are read, never a cluster or a topic."""
    text, found = document["text"], []
    sentences = {s["sentence"]: (s["start"], s["end"]) for s in document["sentences"]}
    for event in document["events"]:
        if not event["selected"]:
            continue
        first, last = sentences[event["sentence"]]
        start, end = event["spans"][0][0], event["spans"][-1][1]
        words = [w for a, b in event["spans"] for w in WORD.findall(text[a:b])]
        near = f"{text[max(first, start - _REACH) : start]} {text[end : min(last, end + _REACH)]}"
        found.append(
            EventMention(
                id=event["id"],
                report=document["doc"],
                head=tuple([w for w in words if w.lower() not in FUNCTION_WORDS] or words),
                near=frozenset(stems_of(near)),
                sentence=frozenset(stems_of(text[first:last])),
            )
        )
    return found


def reports(found: Sequence[Mapping[str, Any]]) -> dict[str, list[str]]:
    """The stems of each document, without the line of its address."""
    return {d["doc"]: stems_of(" ".join(_body(d))) for d in found}


def _body(document: Mapping[str, Any]) -> Iterator[str]:
    return (document["text"][s["start"] : s["end"]] for s in document["sentences"] if not s["source_url"])


def answers(found: Sequence[Mapping[str, Any]]) -> Iterator[dict[str, Any]]:
    """For each document its events with their clusters, which hold for the whole file."""
    told = [mentions(d) for d in found]
    clusters = same_events([m for one in told for m in one], reports(found))
    for document, one in zip(found, told, strict=True):
        yield {"doc": document["doc"], "events": [{"id": m.id, "cluster": clusters[m.id]} for m in one]}
