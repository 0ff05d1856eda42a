"""Whose knowledge each voice passes on, and so on how few roots many reports rest."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from overhorizon.domain.claims import Polarity
from overhorizon.domain.origins import Origins, Provenance, Reuse, Root, Statement, Voice
from overhorizon.domain.sources import Source, SourceKind
from overhorizon.gazetteer.fold import name_key
from overhorizon.link.institutions import Institution, Institutions, institution_key, outlet_key, stands_for_another
from overhorizon.link.voices import REUSED, hearer, hearer_words, person_key, voices

INFORMED = "who was told by nobody who is named passes on nobody's knowledge of which we know"
KNOWN_TO = "what an outlet tells of somebody's knowledge rests on them"
WITNESS = "a witness is a root of their own report"
OWN = "the outlet's own knowledge, as nobody is cited"
GROUP = "a group is its own root"
QUOTES = "an outlet that quotes rests on those whom it quotes"
RESTS = "the outlet's own words rest on those it cites"


_NAMED: Final = "named:"
_NO_GROUP: Final = (SourceKind.OUTLET, SourceKind.PRIVATE_PERSON, SourceKind.DOCUMENT, SourceKind.PUBLIC_PERSON)
_NAMED_BODY: Final = re.compile(r"[Tt]he (?:[A-Z][\w'’-]+ )+[A-Z][\w'’-]+$")
_ARTICLE: Final = re.compile(r"^(?:the|a|an|this|that|its|their) ", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Rooted:
    roots: tuple[Root, ...]
    rule: str


def origins(
    statements: Sequence[Statement], reuses: Iterable[Reuse], institutions: Institutions, incidents: Mapping[str, str]
) -> Origins:
    """Voices, roots and the provenance of each statement. Pure; the order of what is given does not matter."""
    told = _told(statements, incidents)
    ordered = sorted(_placed(statements, told), key=lambda s: s.id)
    voice_of = voices(ordered, sorted(reuses, key=lambda r: (r.first, r.second)), institutions, incidents)
    rooted = _Rooting(ordered, institutions).all()
    _in_full(ordered, rooted, told)
    _share_reused(ordered, voice_of, rooted)
    _behind_outlets(ordered, rooted)
    _own_words(ordered, rooted)
    provenances = tuple(
        Provenance(
            statement=s.id,
            report=s.report,
            claim=s.claim,
            voice=voice_of[s.id].id,
            roots=tuple(sorted({r.id for r in rooted[s.id].roots})),
            rule=rooted[s.id].rule,
        )
        for s in ordered
    )
    roots = {r.id: r for s in ordered for r in sorted(rooted[s.id].roots, key=lambda r: r.words, reverse=True)}
    return Origins(
        voices=tuple(sorted({v.id: v for v in voice_of.values()}.values(), key=lambda v: v.id)),
        roots=tuple(sorted(roots.values(), key=lambda r: r.id)),
        provenances=provenances,
    )


def _told(statements: Iterable[Statement], incidents: Mapping[str, str]) -> dict[str, frozenset[str]]:
    """By report: the incidents that it tells of."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for statement in statements:
        found[statement.report] |= {incidents.get(mention, mention) for mention in statement.about}
    return {report: frozenset(those) for report, those in found.items()}


def _placed(statements: Sequence[Statement], told: Mapping[str, frozenset[str]]) -> Iterator[Statement]:
    """With the country of the incident where another report gives it: "the police" are one state's in all of them."""
    countries: defaultdict[str, set[str]] = defaultdict(set)
    for statement in statements:
        for incident in told[statement.report] if statement.country else ():
            countries[incident].add(statement.country or "")
    for statement in statements:
        found = {country for incident in told[statement.report] for country in countries[incident]}
        yield replace(statement, country=min(found)) if statement.country is None and len(found) == 1 else statement


def _in_full(statements: Sequence[Statement], rooted: dict[str, _Rooted], told: Mapping[str, frozenset[str]]) -> None:
    """Who is named in short in one report is the one who is named in full of the same incident: "the hospital", "the Brigade"."""
    named: defaultdict[str, set[Root]] = defaultdict(set)
    for statement in statements:
        for incident in told[statement.report]:
            named[incident] |= {r for r in rooted[statement.id].roots if r.id.startswith(_NAMED)}
    for statement in statements:
        mine = rooted[statement.id]
        if len(mine.roots) != 1 or not mine.roots[0].id.startswith(_NAMED) or " " in _name(mine.roots[0]):
            continue
        beside = {r for incident in told[statement.report] for r in named[incident]}
        longer = {
            r.id: r
            for r in sorted(beside, key=lambda r: r.words)
            if _name(mine.roots[0]) in _name(r).split() and r.id != mine.roots[0].id
        }
        if len(longer) == 1:
            rooted[statement.id] = _Rooted(tuple(longer.values()), mine.rule)


def _name(root: Root) -> str:
    return root.id.removeprefix(_NAMED)


_POINTS_BACK: Final = re.compile(r"(?i)(?:it|they|he|she|we|all|both|some|none|others?|each|the (?:two|three|four))\b")
"""Words that stand for a speaker whom the reading did not find: nobody's name."""


class _Rooting:
    """The root of each statement by its own speaker."""

    def __init__(self, statements: Sequence[Statement], institutions: Institutions) -> None:
        self.statements, self.institutions = statements, institutions
        self.offices = _offices(statements, institutions)
        self.bodies = {institution_key(s.speaker.words) for s in statements if s.speaker and _is_body(s.speaker)}
        self.groups = self._groups()

    def all(self) -> dict[str, _Rooted]:
        return {s.id: self._of(s) for s in self.statements}

    def _of(self, statement: Statement) -> _Rooted:
        speaker = statement.speaker
        if speaker is None:
            return self._outlet(statement)
        informed = [i for source in statement.informed_by if (i := self._informant(source, statement.country)) is not None]
        if informed:
            rule = KNOWN_TO if speaker.kind is SourceKind.OUTLET else "who was told rests on those who told"
            return _Rooted(tuple(i.root for i in informed), rule)
        if statement.was_informed:
            return _Rooted((Root(id=f"informed:{statement.report}", words="whoever informed them", known=False),), INFORMED)
        found = self._institution(speaker, statement.country)
        if found is not None:
            return _Rooted((found.root,), found.rule)
        if speaker.kind is SourceKind.PRIVATE_PERSON:
            return _Rooted((Root(id=f"witness:{statement.report}", words="witnesses"),), WITNESS)
        return self._nobody(statement, speaker)

    def _groups(self) -> dict[str, Root]:
        """By report: the one group or body, no state, that it cites by name; none where it cites several."""
        cited: defaultdict[str, dict[str, Root]] = defaultdict(dict)
        for statement in self.statements:
            speaker = statement.speaker
            if speaker is None or speaker.kind in _NO_GROUP or stands_for_another(speaker.words):
                continue
            found = self.institutions.of(speaker, statement.country)
            root = found.root if found else self._body(speaker)
            if root is not None and not root.official and root.known:
                cited[statement.report][root.id] = root
        return {report: next(iter(those.values())) for report, those in cited.items() if len(those) == 1}

    def _body(self, speaker: Source) -> Root | None:
        """Who bears an article, here or elsewhere, is no person: "the Night Caravan" and "Night Caravan"."""
        name = institution_key(speaker.words)
        is_body = speaker.kind is SourceKind.UNKNOWN and name in self.bodies and not _POINTS_BACK.match(speaker.words)
        return Root(id=f"named:{name}", words=_ARTICLE.sub("", speaker.words)) if is_body else None

    def _informant(self, source: Source, country: str | None) -> Institution | None:
        """An office without a country is of the country of the incident; what bears a name is what the name says, or nobody."""
        return self.institutions.of(source, None if source.kind is SourceKind.GOVERNMENT else country)

    def _institution(self, speaker: Source, country: str | None) -> Institution | None:
        found = self.institutions.of(speaker, country)
        name = person_key(speaker.words) if speaker.kind in (SourceKind.PUBLIC_PERSON, SourceKind.UNKNOWN) else None
        return self.offices.get(name, found) if name and (found is None or speaker.kind is SourceKind.UNKNOWN) else found

    def _nobody(self, statement: Statement, speaker: Source) -> _Rooted:
        """Those whose institution is not told: a named person is a root, others are the sources of whoever heard them."""
        if stands_for_another(speaker.words):
            meant = self.groups.get(statement.report)
            words = speaker.words
            root = meant or Root(id=f"unnamed:{statement.report}", words=words)
            return _Rooted((root,), GROUP if meant else "unnamed sources of a report are its own")
        if (body := self._body(speaker)) is not None:
            return _Rooted((body,), GROUP)
        is_named = speaker.kind in (SourceKind.PUBLIC_PERSON, SourceKind.UNKNOWN) and not _POINTS_BACK.match(speaker.words)
        if is_named and (name := person_key(speaker.words)):
            return _Rooted((Root(id=f"person:{name}", words=speaker.words),), "who speaks for no institution is their own root")
        if speaker.kind is SourceKind.DOCUMENT:
            return _Rooted(
                (Root(id=f"document:{name_key(_ARTICLE.sub('', speaker.words))}", words=speaker.words),),
                "a document is its own root",
            )
        heard = hearer_words(statement)
        if heard is None:
            return _Rooted(
                (Root(id=f"unnamed:{statement.report}", words=speaker.words),), "unnamed sources of a report are its own"
            )
        return _Rooted(
            (Root(id=f"outlet:{outlet_key(heard)}", words=heard),), "unnamed sources rest with the outlet that heard them"
        )

    def _outlet(self, statement: Statement) -> _Rooted:
        name = next(iter(statement.wires), statement.outlet)
        if name is None:
            return _Rooted((Root(id=f"report:{statement.report}", words="the report itself"),), OWN)
        source = Source(span=statement.anchor.span, words=name, kind=SourceKind.OUTLET)
        found = self.institutions.of(source, None)
        return _Rooted((found.root,), OWN) if found else _Rooted((Root(id=f"outlet:{outlet_key(name)}", words=name),), OWN)


def _is_body(speaker: Source) -> bool:
    """Whether the words name a group or body: by their kind, or because a person bears no article."""
    named = speaker.kind is SourceKind.UNKNOWN and _NAMED_BODY.match(speaker.words) is not None
    return named or (speaker.kind in (SourceKind.ARMED_GROUP, SourceKind.ORGANISATION) and not stands_for_another(speaker.words))


def _offices(statements: Sequence[Statement], institutions: Institutions) -> dict[str, Institution]:
    """Institutions of public people by family name, where all statements that tell their office agree: "Brek" is Colonel Ada Brek."""
    found: defaultdict[str, dict[str, Institution]] = defaultdict(dict)
    for statement in statements:
        speaker = statement.speaker
        if speaker is not None and speaker.kind is SourceKind.PUBLIC_PERSON and (name := person_key(speaker.words)):
            institution = institutions.of(speaker, statement.country)
            if institution is not None:
                found[name][institution.root.id] = institution
    return {name: next(iter(those.values())) for name, those in found.items() if len(those) == 1}


def _share_reused(statements: Sequence[Statement], voice_of: Mapping[str, Voice], rooted: dict[str, _Rooted]) -> None:
    """What stands in reused text keeps the root that it had: that of the earliest report with it."""
    groups: defaultdict[str, list[Statement]] = defaultdict(list)
    for statement in statements:
        if REUSED in voice_of[statement.id].rules:
            groups[voice_of[statement.id].id].append(statement)
    for group in groups.values():
        first = min(group, key=lambda s: (s.first or date.max, s.id))
        for statement in group:
            if statement.speaker is None or statement.speaker.kind in (SourceKind.PRIVATE_PERSON, SourceKind.UNNAMED):
                rooted[statement.id] = _Rooted(rooted[first.id].roots, "reused text keeps its root")


def _behind_outlets(statements: Sequence[Statement], rooted: dict[str, _Rooted]) -> None:
    """An outlet cited without a source rests on those whom it quotes in these words; else on those whom it heard, if they are one."""
    of_report: defaultdict[str, list[Statement]] = defaultdict(list)
    for statement in statements:
        of_report[statement.report].append(statement)
    for statement in statements:
        speaker = statement.speaker
        if speaker is not None and speaker.kind is SourceKind.OUTLET and rooted[statement.id].roots[0].id.startswith("outlet:"):
            quoted = {r for s in of_report[statement.report] if _quotes(statement, s) for r in rooted[s.id].roots if r.known}
            if quoted:
                rooted[statement.id] = _Rooted(tuple(sorted(quoted, key=lambda r: r.id)), QUOTES)
    heard: defaultdict[str, set[Root]] = defaultdict(set)
    for statement in statements:
        speaker = statement.speaker
        if speaker is not None and speaker.kind is not SourceKind.OUTLET and (name := hearer(statement)) is not None:
            heard[name] |= {r for r in rooted[statement.id].roots if r.official or r.id.startswith("named:")}
    for statement in statements:
        speaker = statement.speaker
        if speaker is None or speaker.kind is not SourceKind.OUTLET or not rooted[statement.id].roots[0].id.startswith("outlet:"):
            continue
        behind = heard.get(outlet_key(speaker.words), set())
        if len({r.id for r in behind}) == 1:
            rooted[statement.id] = _Rooted((min(behind, key=lambda r: r.words),), "an outlet cited rests on those whom it heard")


def _quotes(outer: Statement, inner: Statement) -> bool:
    """Whether the words of an outlet that is cited hold another's of the same report: "the Times said that officials feared more dead"."""
    if inner.speaker is None or inner.speaker.kind is SourceKind.OUTLET or inner.id == outer.id:
        return False
    return outer.anchor.start <= inner.anchor.start and inner.anchor.end <= outer.anchor.end


def _own_words(statements: Sequence[Statement], rooted: dict[str, _Rooted]) -> None:
    """What a report says in its own voice rests on those whom it cites on the same incident, else on anything.

    Who denies, is silent or does not know has told it nothing.
    """
    cited: defaultdict[str, list[Statement]] = defaultdict(list)
    for statement in statements:
        if statement.speaker is not None and statement.polarity is Polarity.ASSERTS:
            cited[statement.report].append(statement)
    for statement in statements:
        if statement.speaker is None and (behind := cited.get(statement.report)):
            about = [s for s in behind if set(s.about) & set(statement.about)] or behind
            found = {r for s in about for r in rooted[s.id].roots if r.known}
            if found:
                rooted[statement.id] = _Rooted(tuple(sorted(found, key=lambda r: r.id)), RESTS)
