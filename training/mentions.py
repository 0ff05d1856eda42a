"""Mention labels from re3d and GUM: which spans of theirs become which label of ours."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

Mention = tuple[str, int, int]
"""Label, start, end (characters)."""

RE3D_LABELS = {
    "Person": "person",
    "Organisation": "organisation",
    "Location": "place",
    "Temporal": "time",
    "Quantity": "quantity",
    "Money": "quantity",
    "Weapon": "weapon",
    "MilitaryPlatform": "weapon",
}
GUM_LABELS = {"person": "person", "organization": "organisation", "place": "place"}
GUM_KNOWS = frozenset({"person", "organisation", "place", "time"})
"""GUM annotates nothing for the other labels: its O says nothing about them."""

# re3d does not tell forces from ministries: a word of force decides. The groups and forces that its region and years
# name most often are listed, since their names may bear no such word.
_ARMED_GROUP = re.compile(
    r"(?<![Cc]ounter-)\b(militants?|militias?|fighters?|insurgents?|rebels?|terrorists?|jihadists?|gunmen|extremists?"
    r"|opposition forces"
    r"|tactical units?|isil|isis|daesh|da.esh|islamic state|al-?qa.?[ei]da|(al-?)?nusra|ypg|pkk|sdf|fsa|hezbollah"
    r"|hizb\w+|taliban|boko haram|al-?shabaab|hamas|syrian democratic forces|free syrian army|brigades)\b",
    re.IGNORECASE,
)
_STATE_FORCE = re.compile(
    r"\b(forces?|army|navy|air force|troops|soldiers|military|peshmerga|police|guards?|commandos?|service members"
    r"|battalions?|brigade|central command|centcom|navcent|coalition|cjtf\S*|isf|marines?)\b",
    re.IGNORECASE,
)
# GUM's type time takes in "the end" and "this point"; ours are those that could be placed on a calendar or measured.
_TIME = re.compile(
    r"\d|\b(seconds?|minutes?|hours?|days?|weeks?|weekends?|months?|years?|decades?|century|centuries|mornings?|noon"
    r"|afternoons?|evenings?|nights?|midnight|today|yesterday|tomorrow|tonight|spring|summer|autumn|winter"
    r"|january|february|march|april|may|june|july|august|september|october|november|december"
    r"|(mon|tues|wednes|thurs|fri|satur|sun)day)\b",
    re.IGNORECASE,
)
_PRONOUNS = frozenset("we our us they their them he his him she her it its you your i my me who".split())


def re3d_mentions(document: Mapping[str, Any]) -> Iterator[Mention]:
    """Mentions of one re3d document, without pronouns."""
    for entity in document["entities"]:
        label = RE3D_LABELS.get(entity["type"])
        words = document["text"][entity["start"] : entity["end"]]
        if label is None or words.lower() in _PRONOUNS:
            continue
        if label == "organisation" and _ARMED_GROUP.search(words):
            label = "armed group"
        elif label == "organisation" and _STATE_FORCE.search(words):
            label = "state force"
        yield label, entity["start"], entity["end"]


def gum_mentions(document: Mapping[str, Any]) -> Iterator[Mention]:
    """Named persons, organisations and places, dates and times of one GUM document.

    GUM marks whole noun phrases, relative clauses included; a name is the run of proper nouns around the head.
    """
    tokens = [tuple(token) for token in document["tokens"]]
    index_at = {token[0]: index for index, token in enumerate(tokens)}
    upos = document["upos"]
    for date in document["dates"]:
        yield "time", date["start"], date["end"]
    for entity in document["entities"]:
        head = index_at.get(entity["head"][0])
        if head is None or entity.get("part"):
            continue
        words = document["text"][entity["start"] : entity["end"]]
        if entity["type"] == "time" and words.count(" ") < 6 and _TIME.search(words):
            yield "time", entity["start"], entity["end"]
        label = GUM_LABELS.get(entity["type"])
        if label is not None and upos[head] == "PROPN":
            first, last = _name_around(document, tokens, upos, head, entity)
            yield label, tokens[first][0], tokens[last][1]


def _name_around(
    document: Mapping[str, Any], tokens: list[Any], upos: list[str], head: int, entity: Mapping[str, Any]
) -> tuple[int, int]:
    """First and last token of the name: proper nouns, bridged by 'of' and 'the', inside the entity."""

    def inside(index: int) -> bool:
        return 0 <= index < len(tokens) and entity["start"] <= tokens[index][0] and tokens[index][1] <= entity["end"]

    def named(index: int) -> bool:
        if not inside(index):
            return False
        word = document["text"][tokens[index][0] : tokens[index][1]]
        return upos[index] == "PROPN" or (upos[index] in {"ADJ", "NOUN", "NUM"} and word[0].isupper()) or word == "-"

    def bridge(index: int) -> bool:
        return inside(index) and document["text"][tokens[index][0] : tokens[index][1]].lower() in {"of", "the"}

    first = last = head
    while named(first - 1):
        first -= 1
    while True:
        if named(last + 1):
            last += 1
        elif bridge(last + 1) and named(last + 2):
            last += 2
        elif bridge(last + 1) and bridge(last + 2) and named(last + 3):
            last += 3
        else:
            break
    while document["text"][tokens[first][0] : tokens[first][1]] == "-" and first < head:
        first += 1
    return first, last


def flatten(mentions: Iterator[Mention]) -> list[Mention]:
    """The longest mentions that do not overlap, in text order."""
    kept: list[Mention] = []
    for label, start, end in sorted(set(mentions), key=lambda mention: (mention[1] - mention[2], mention)):
        if all(end <= other[1] or other[2] <= start for other in kept):
            kept.append((label, start, end))
    return sorted(kept, key=lambda mention: mention[1:])
