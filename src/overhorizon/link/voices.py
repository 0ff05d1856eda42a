"""Which statements are one voice: a source speaking to an outlet on an occasion, whoever passes it on.

Statements are joined when they share a key of their speaker and may be of one occasion, when they quote the same words, or when
they stand in a reused passage. The answer is the components of that graph: the order in which reports came does not matter.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import pairwise
from typing import Final

from overhorizon.domain.ids import short_id
from overhorizon.domain.judgements import Anchor
from overhorizon.domain.origins import Reuse, Statement, Voice
from overhorizon.domain.sources import Source, SourceKind
from overhorizon.gazetteer.fold import name_key
from overhorizon.link.institutions import Institution, Institutions, institution_key, is_circular, outlet_key

OCCASION: Final = timedelta(days=2)
"""Days between reports that can pass on one occasion: a statement of the evening is in the papers of the day after the next."""

REUSED: Final = "reused text"
_INSTITUTIONS = (SourceKind.GOVERNMENT, SourceKind.STATE_FORCE, SourceKind.ARMED_GROUP, SourceKind.ORGANISATION)
_NAME = re.compile(r"(?:[A-Z][\w'’-]+|[A-Z]\.)(?:[ -](?:al|bin|ibn|de|van|von|el|[A-Z][\w'’.-]*))*")
_NO_NAME = frozenset("the a an us uk un president minister general colonel governor mayor police army ministry".split())


@dataclass(frozen=True, slots=True)
class Key:
    """What two statements of one voice have in common, and the rule which it belongs to."""

    rule: str
    parts: tuple[str, ...]


@dataclass(slots=True)
class _Joined:
    """Statements joined so far (union by smallest id), with the rules that joined them."""

    above: dict[str, str] = field(default_factory=dict)
    rules: defaultdict[str, set[str]] = field(default_factory=lambda: defaultdict(set))

    def top(self, one: str) -> str:
        while (up := self.above.get(one, one)) != one:
            one = up
        return one

    def join(self, one: str, other: str, rule: str) -> None:
        a, b = sorted((self.top(one), self.top(other)))
        self.above[b] = a
        self.rules[a] |= {rule} | (self.rules.pop(b, set()) if a != b else set())


def hearer(statement: Statement) -> str | None:
    """Who heard the first voice: the outlet next to it in the chain, else the agency that the report credits, else its outlet."""
    heard = hearer_words(statement)
    return outlet_key(heard) if heard else None


def hearer_words(statement: Statement) -> str | None:
    """Who heard the first voice, as worded."""
    told = [s.words for s in statement.chain[:-1] if s.kind is SourceKind.OUTLET and not is_circular(s.words)]
    return told[-1] if told else next(iter(statement.wires), statement.outlet)


def person_key(words: str) -> str | None:
    """The family name of a person as worded, before or behind the office: "Colonel Ada Brek, a spokesman" is "brek"."""
    for part in words.split(",")[:2]:
        found = [m.group().split()[-1] for m in _NAME.finditer(part)]
        if found and name_key(found[-1]) not in _NO_NAME:
            return name_key(found[-1])
    return None


def key_of(statement: Statement, institution: Institution | None) -> Key | None:
    """The key of a statement's speaker; None for private people and the outlet's own voice, which reused text alone can join."""
    speaker = statement.speaker
    if speaker is None or speaker.kind is SourceKind.PRIVATE_PERSON or is_circular(speaker.words):
        return None
    root, heard = institution.root.id if institution else "", hearer(statement) or ""
    if speaker.kind is SourceKind.OUTLET:
        return Key("outlet cited", (outlet_key(speaker.words),))
    if speaker.kind in (SourceKind.PUBLIC_PERSON, SourceKind.UNKNOWN) and (name := person_key(speaker.words)):
        return Key("named person", (name,))
    if speaker.kind is SourceKind.ARMED_GROUP:
        return Key("group's claim", (root,))
    if speaker.kind in _INSTITUTIONS:
        return Key("institution's statement", (root, _body(speaker)))
    if speaker.kind is SourceKind.UNNAMED_OFFICIAL and root:
        return Key("told to an outlet", (root, heard)) if heard else None
    if speaker.kind is SourceKind.DOCUMENT:
        return Key("same document", (root, institution_key(speaker.words)))
    return Key("told to an outlet", (institution_key(speaker.words), heard)) if heard else None


def _body(speaker: Source) -> str:
    return speaker.actor or institution_key(speaker.words)


def voices(
    statements: Sequence[Statement], reuses: Iterable[Reuse], institutions: Institutions, incidents: Mapping[str, str]
) -> dict[str, Voice]:
    """The voice of each statement, by the statement's id.

    ``incidents`` names the incident of each mention: undated reports of one incident may be of one occasion, and so may those that
    tell of one country. Give it statements that were first read at about one time, as a ledger's candidates are.
    """
    by_id = {s.id: s for s in sorted(statements, key=lambda s: s.id)}
    joined = _Joined()
    keyed: defaultdict[Key, list[Statement]] = defaultdict(list)
    for statement in by_id.values():
        key = key_of(statement, _institution(statement, institutions))
        if key is not None:
            keyed[key].append(statement)
        for quote in statement.quotes if _is_official(statement) else ():
            keyed[Key("quoted words", (quote,))].append(statement)
    told: defaultdict[str, set[str]] = defaultdict(set)
    for statement in by_id.values():
        told[statement.report] |= {incidents.get(mention, mention) for mention in statement.about}
        told[statement.report] |= {f"in {statement.country}"} if statement.country else {"nowhere"}
    for key, group in keyed.items():
        for one, other in _occasions(group, told):
            joined.join(one.id, other.id, key.rule)
    for one, other in _reused(by_id.values(), reuses):
        joined.join(one.id, other.id, REUSED)
    members: defaultdict[str, list[Statement]] = defaultdict(list)
    for statement in by_id.values():
        members[joined.top(statement.id)].append(statement)
    found = {top: _voice(group, joined.rules.get(top, set())) for top, group in members.items()}
    return {statement.id: found[joined.top(statement.id)] for statement in by_id.values()}


def _institution(statement: Statement, institutions: Institutions) -> Institution | None:
    return institutions.of(statement.speaker, statement.country) if statement.speaker else None


def _is_official(statement: Statement) -> bool:
    return statement.speaker is not None and statement.speaker.kind is SourceKind.UNNAMED_OFFICIAL


def _occasions(group: Sequence[Statement], told: Mapping[str, set[str]]) -> Iterator[tuple[Statement, Statement]]:
    """Pairs that can be of one occasion: neighbours in time, and undated reports with those that tell of the same incident or country."""
    dated = sorted((s for s in group if s.first is not None), key=lambda s: (s.first or date.min, s.id))
    for one, other in pairwise(dated):
        if one.first is not None and other.first is not None and other.first - one.first <= OCCASION:
            yield one, other
    first_on: dict[str, Statement] = {}
    undated = [s for s in group if s.first is None]
    for statement in [*undated, *dated]:
        for incident in sorted(told[statement.report]):
            if statement.first is None:
                if incident in first_on:
                    yield first_on[incident], statement
                else:
                    first_on[incident] = statement
            elif incident in first_on:
                yield first_on[incident], statement


def _reused(statements: Iterable[Statement], reuses: Iterable[Reuse]) -> Iterator[tuple[Statement, Statement]]:
    """Statements in two wordings of one passage whose speakers are alike; of several the first of each."""
    of_report: defaultdict[str, list[Statement]] = defaultdict(list)
    for statement in statements:
        of_report[statement.report].append(statement)
    for reuse in reuses:
        free = [s for s in of_report[reuse.second.report] if _within(s, reuse.second)]
        for one in sorted((s for s in of_report[reuse.first.report] if _within(s, reuse.first)), key=lambda s: (s.anchor, s.id)):
            other = next((s for s in sorted(free, key=lambda s: (s.anchor, s.id)) if _alike(one, s)), None)
            if other is not None:
                yield one, other


def _within(statement: Statement, passage: Anchor) -> bool:
    shared = min(statement.anchor.end, passage.end) - max(statement.anchor.start, passage.start)
    return 2 * shared >= statement.anchor.end - statement.anchor.start


def _alike(one: Statement, other: Statement) -> bool:
    a, b = one.speaker, other.speaker
    if a is None or b is None:
        return a is b
    return a.kind is b.kind and (
        institution_key(a.words) == institution_key(b.words) or (a.actor is not None and a.actor == b.actor)
    )


def _voice(group: Sequence[Statement], rules: set[str]) -> Voice:
    """Named by its earliest statement, worded as most of its statements word it."""
    first = min(group, key=lambda s: (s.first or date.max, s.id))
    worded = Counter(s.speaker.words if s.speaker else s.outlet or "the report itself" for s in group)
    words = min(worded, key=lambda w: (-worded[w], -len(w), w))
    kind = first.speaker.kind if first.speaker else SourceKind.OUTLET
    return Voice(id=short_id("w", first.id), words=words, kind=kind, rules=tuple(sorted(rules)) or ("a voice of its own",))
