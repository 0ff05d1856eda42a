"""What one sentence tells of one incident: triggers that belong together, with the times, places, tolls and people beside them."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Protocol, TypeVar

from overhorizon.domain.incidents import IncidentType, Realis
from overhorizon.domain.kinds import compatible
from overhorizon.domain.spans import Span, cover
from overhorizon.domain.tolls import CountBasis, Harm
from overhorizon.encoder.protocol import Trigger
from overhorizon.encoder.trigger_lexicon import WHOSE_DEED
from overhorizon.extract.dating import dates, of_the_deed
from overhorizon.extract.howmany import TollMention
from overhorizon.extract.mentions import PartyMention
from overhorizon.extract.people import FIGURE, FIGURE_BEHIND, LEADING
from overhorizon.extract.when import TimeMention
from overhorizon.extract.where import LocationMention


class HasSpan(Protocol):
    @property
    def span(self) -> Span: ...


S = TypeVar("S", bound=HasSpan)


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """Everything found in one sentence, in order of the text.

    ``index`` counts the sentences of the report; the first is its title, if it has one.
    """

    index: int
    span: Span
    paragraph: int
    triggers: tuple[Trigger, ...]
    times: tuple[TimeMention, ...]
    places: tuple[LocationMention, ...]
    parties: tuple[PartyMention, ...]
    tolls: tuple[TollMention, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """One sentence's account of one incident.

    ``definite``: it points back ("the attack"); ``novel``: it says that it is another ("a separate attack"). ``single`` is True
    where one person's death is told, False where an attack on many is, None where the words do not say.
    """

    facts: Facts
    triggers: tuple[Trigger, ...]
    times: tuple[TimeMention, ...] = ()
    places: tuple[LocationMention, ...] = ()
    parties: tuple[PartyMention, ...] = ()
    tolls: tuple[TollMention, ...] = ()
    definite: bool = False
    novel: bool = False
    single: bool | None = None
    blame: bool = False  # nothing but whose deed it was: "The army blamed the Front"

    @property
    def types(self) -> tuple[IncidentType, ...]:
        """Types of what is told as having happened, been tried or been planned.

        A plural is generic on its own ("air strikes have increased"); beside a deed that is told it is the deed's manner
        ("air strikes killed 12 people").
        """
        return tuple(
            t.type for i, t in enumerate(self.triggers) if t.type is not None and (t.realis in TOLD or self._is_manner(i))
        )

    def _is_manner(self, i: int) -> bool:
        after = self.triggers[i + 1 : i + 2]
        return self.triggers[i].realis is Realis.GENERIC and any(t.type is None and t.realis in TOLD for t in after)

    @property
    def left_open(self) -> tuple[Trigger, ...]:
        """Typed triggers that the report puts as a possibility: "whether he was shot or died in the clash"."""
        return tuple(t for t in self.triggers if t.type is not None and t.realis is Realis.HYPOTHETICAL)

    @property
    def realis(self) -> Realis:
        kinds = [t.realis for t in self.triggers]
        for kind in (Realis.DRILL, Realis.ACTUAL, Realis.ATTEMPTED, Realis.PLANNED, Realis.NEGATED, Realis.HYPOTHETICAL):
            if kind in kinds:
                return kind
        return Realis.GENERIC

    @property
    def extent(self) -> Span:
        return cover(t.span for t in self.triggers)


TOLD = (Realis.ACTUAL, Realis.ATTEMPTED, Realis.PLANNED)

_SEQUEL = re.compile(
    r"\b(?:after|following|since|in (?:retaliation|response|revenge|reprisal) (?:for|to)|avenge|despite|"
    r"compared (?:to|with)|similar to|as well as|subsequent|"
    r"weeks? (?:before|earlier)|months? (?:before|after|earlier)|years? (?:before|after|earlier)|also)\b",
    re.IGNORECASE,
)
# One man's death of which the sentence tells only to say what the deed came upon: "as mourners carried the body of X, who was killed in".
_EARLIER_DEATH = re.compile(
    r"\b(?:after|since) (?:he|she|[A-Z][\w’'.-]+(?: [A-Z][\w’'.-]+){0,3}) (?:was|had been) $|"
    r"\b(?:body|bodies|coffin|remains) of\b[^.;]*$|"
    r"\b(?:after|following|over|against|mourn(?:ed|ing)?|protest(?:ed|ing)?) the (?:[\w-]+ ){0,2}$"
)
_SUFFERED = re.compile(r"(?:killed|shot dead|murdered|slain)\b(?=[,.]| (?:earlier|in|by|on|at|during|last|hours|days)\b)")
_DEATH_OF = re.compile(r"(?:death|killing|murder|assassination) of (?:(?:the|a|an) |[A-Z])")
_INTERVAL = re.compile(r"\b(?:hours?|days?|weeks?|months?|years?) (?:after|before)\b", re.IGNORECASE)
_HANGS_ON = re.compile(r"\b(?:hours?|days?|weeks?|months?|years?) (?:after|before|following) (?:[\w’'-]+ ){0,4}$", re.IGNORECASE)
_RESULT = re.compile(r"\b(?:which|that|killing|leaving|left|leaves|wounding|injuring|claimed|claiming)\b", re.IGNORECASE)
_FIGURE_THEN_BLAME = re.compile(
    rf"\b{FIGURE}\b.{{0,60}}?\b(?:behind|responsible for|accused of|linked to|wanted|convicted|who |in charge|of|over)\b",
    re.IGNORECASE,
)
# "Killed the leader of the Front during a raid": how he was killed, not what he is blamed for.
_MANNER = re.compile(r"\b(?:during|in|with|by) (?:an?|air|drone)(?: [\w-]+){0,3} ?$", re.IGNORECASE)
_FIGURES_DEATH = re.compile(rf"\b{FIGURE}[’']s $", re.IGNORECASE)
_CLAUSE = re.compile(
    r"[;:—]|,? (?:which|who|whom|whose|while|whereas|although|though|but|after|before|since|when|where)\b|, (?:and|but) ",
    re.IGNORECASE,
)
_MONTH = r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
# Openings that leave the incident told so far.
_ELSEWHERE = re.compile(
    rf"(?:In (?:a|an|two|three|several) (?:\w+ )?(?:separate|other|similar|previous|earlier)\b|In another\b|Separately\b|Elsewhere\b|"
    rf"(?:Earlier )?(?:[Ll]ast|[Tt]his) (?:year|month)\b|In (?:{_MONTH}(?:,? \d{{4}})?|(?:late |early |mid-?)?\d{{4}})[ ,])"
)
_DEFINITE = re.compile(r"\b(?:the|this|that|these|[A-Z][a-z]+day[’']s|its|their|his|her)(?: \w+){0,2} $")
_OTHER_ONE = re.compile(
    r"\b(?:another|separate(?:ly)?|similar|previous|earlier|different|last (?:year|month)[’']s)\b(?: \w+){0,2} ?$", re.IGNORECASE
)


def tellings(text: str, facts: Facts) -> tuple[Telling, ...]:
    """The incidents that a sentence tells of, in order of the text."""
    groups: list[list[Trigger]] = []
    for trigger in facts.triggers:
        if groups and _same_event(text, facts.span, groups[-1], trigger):
            groups[-1].append(trigger)
        else:
            groups.append([trigger])
    found = [Telling(facts=facts, triggers=tuple(g)) for g in groups]
    times = _times(text, found, facts)
    places = _attached(text, found, facts.places)
    parties = _attached(text, found, facts.parties)
    tolls = _tolls(text, found, facts.tolls)
    return tuple(
        _described(text, replace(t, times=times[i], places=places[i], parties=parties[i], tolls=tolls[i]))
        for i, t in enumerate(found)
    )


def _same_event(text: str, sentence: Span, group: list[Trigger], b: Trigger) -> bool:
    a = group[-1]
    between = text[a.span.end : b.span.start]
    kinds = [t.type for t in group if t.type is not None]
    if b.type is not None and any(not compatible(k, b.type) for k in kinds):
        return False
    if _INTERVAL.search(between):
        return False  # "a day after 25 people were killed in a bombing"
    if kinds and _EARLIER_DEATH.search(between) and (_SUFFERED.match(text, b.span.start) or _DEATH_OF.match(text, b.span.start)):
        return False
    if IncidentType.ARREST in (b.type, a.type) and a.type is not b.type:
        return False  # who is arrested over an attack is not its toll
    if a.type is None and b.type is not None and _FIGURE_THEN_BLAME.search(between) and not _MANNER.search(between):
        return False  # "killed the mastermind behind the bombing"
    before = text[sentence.start : a.span.start]
    if "," in between and _HANGS_ON.search(before):
        return False  # "two days after the bombing, gunmen shot dead four policemen"
    if b.type is None and kinds and FIGURE_BEHIND.search(before) and not _RESULT.search(between):
        return False  # "the leader behind the bombing was killed"
    if b.type is None and kinds and _FIGURES_DEATH.search(between):
        return False  # "killed in the attack were told of the leader's death"
    if kinds and b.type is not None and _SEQUEL.search(between):
        return kinds[-1] is b.type and not re.search(r"\d{4}", between)
    return not (a.type is None and b.type is None and _SEQUEL.search(between) and _FIGURE_THEN_BLAME.search(between))


def _times(text: str, found: Sequence[Telling], facts: Facts) -> list[tuple[TimeMention, ...]]:
    """Each time with the nearest telling that it can date; times of statements, funerals and other events with none."""
    out: list[list[TimeMention]] = [[] for _ in found]
    for mention in facts.times:
        deed = of_the_deed(text, facts.span, mention, facts.triggers)
        dated = [t for t in found if deed is not None and dates(text, deed, t.triggers)]
        if deed is not None and dated:
            near = min(dated, key=lambda t: min(distance(text, x.span, deed.span) for x in t.triggers))
            out[found.index(near)].append(deed)
    return [tuple(x) for x in out]


def _attached(text: str, found: Sequence[Telling], things: Iterable[S]) -> list[tuple[S, ...]]:
    """Give each thing to the telling whose trigger is nearest, a clause boundary between counting as far."""
    out: list[list[S]] = [[] for _ in found]
    for thing in things:
        if not found:
            break
        near = min(range(len(found)), key=lambda i: (min(distance(text, t.span, thing.span) for t in found[i].triggers), i))
        out[near].append(thing)
    return [tuple(x) for x in out]


def _tolls(text: str, found: Sequence[Telling], tolls: Sequence[TollMention]) -> list[tuple[TollMention, ...]]:
    """A toll belongs to the telling of the harm that it counts: "the leader behind the attack was killed" is no toll of the attack."""
    out: list[list[TollMention]] = [[] for _ in found]
    for toll in tolls:
        holders = [i for i, t in enumerate(found) if any(x.type is None and toll.span.contains(x.span) for x in t.triggers)]
        if holders:
            out[holders[-1]].append(toll)
        else:
            for i, near in enumerate(_attached(text, found, [toll])):
                out[i].extend(near)
    return [tuple(x) for x in out]


def distance(text: str, a: Span, b: Span) -> int:
    """Characters from ``a`` to ``b``, a clause boundary between counting as 60 and standing in front as 8."""
    if a.overlaps(b):
        return 0
    gap = text[min(a.end, b.end) : max(a.start, b.start)]
    fronted = 8 if b.start < a.start else 0  # English puts times and places behind what they modify
    return len(gap) + 60 * len(_CLAUSE.findall(gap)) + fronted


def _described(text: str, telling: Telling) -> Telling:
    sentence, first = telling.facts.span, telling.triggers[0].span
    before = text[max(sentence.start, first.start - 40) : first.start]
    definite = any(_DEFINITE.search(text[max(sentence.start, t.span.start - 40) : t.span.start]) for t in telling.triggers)
    novel = any(_OTHER_ONE.search(text[max(sentence.start, t.span.start - 40) : t.span.start]) for t in telling.triggers)
    return replace(
        telling,
        definite=definite,
        novel=novel or bool(_OTHER_ONE.search(before)) or bool(_ELSEWHERE.match(text[sentence.start : sentence.start + 60])),
        single=_single(text, telling),
        blame=all(t.type is None and WHOSE_DEED.search(t.span.of(text)) for t in telling.triggers),
    )


_AND_OTHERS = re.compile(r",? (?:and )?(?:[\w-]+ )?others\b", re.IGNORECASE)


def _single(text: str, telling: Telling) -> bool | None:
    if _AND_OTHERS.search(text[telling.triggers[0].span.end : telling.facts.span.end]):
        return False  # "killed the village head, two others"
    killed = [t.toll.total for t in telling.tolls if t.toll.harm is Harm.KILLED]
    if any((c.low or 0) > 1 or (c.high or 0) > 1 or c.basis is CountBasis.VAGUE for c in killed):
        return False
    of_many = telling.definite and bool(
        {IncidentType.BOMBING, IncidentType.ARMED_ASSAULT, IncidentType.SHELLING} & set(telling.types)
    )
    if any(c.basis is CountBasis.ONE_NAMED for c in killed) and not of_many:
        return True  # "her son was killed in the bombing" is one death of many
    if any(t.type is IncidentType.TARGETED_KILLING for t in telling.triggers):
        return True
    around = text[telling.facts.span.start : telling.facts.span.end]
    if not telling.types and LEADING.search(around):
        return True
    return None
