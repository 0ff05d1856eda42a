"""Which of its bearers a name means here: by the countries of the report and of the sentence, by the years, by who else is named.

Where they do not decide, the candidates stay open. One wrong actor is worse than an open one.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from overhorizon.domain.parties import Actor, ActorKind, Party
from overhorizon.domain.reports import Publication
from overhorizon.domain.spans import Span
from overhorizon.gazetteer import Gazetteer
from overhorizon.gazetteer.hits import ActorHit, DemonymHit, Hit
from overhorizon.gazetteer.likeness import LEAD

_ELSEWHERE = 0.5  # of what a country counts for an actor that is at home in another one
_SENTENCE = 2.0  # how much more the countries of the same sentence count
_NAMED = 4.0  # a candidate that bears another name in the text
_KIN = 1.0  # one whose parent does
_FEW = 5  # letters
_LEAD = 2.0  # times the support of the next: less is left open
_BRANCH_LEAD = 3.0
_BRANCH_SUPPORT = 6.0  # two mentions of its country in the sentence itself, or many in the report: one may be by the way
# "pledged allegiance to the Islamic State", "an al-Qaeda affiliate": the whole, whatever the country.
_WHOLE_BEFORE = re.compile(
    r"(?:allegiance|loyalty|fealty|loyal|linked|links|ties|tied|affiliated|aligned|allied|connected|affiliates?|branch|branches|offshoots?|"
    r"wings?|provinces?|inspired|franchises?|sympathi[sz]ers?|global|core|central|by|leadership) "
    r"(?:(?:to|with|by|of|from|for) )?(?:the )?$",
    re.IGNORECASE,
)
_INSPIRED_BY = re.compile(r"(?:inspired|backed|recogni[sz]ed) by (?:the )?$", re.IGNORECASE)
_WHOLE_AFTER = re.compile(
    r"^(?:[- ](?:linked|affiliated?|aligned|allied|inspired|affiliates?|offshoots?|branch(?:es)?|franchises?)\b"
    r"|['’]s? (?:\w+ ){0,2}(?:affiliates?|branch(?:es)?|offshoots?|franchises?|province|wing|leader(?:ship)?)\b)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Setting:
    """What a report says of where and when it plays, and whom it names beyond doubt."""

    countries: Counter[str]
    near: tuple[tuple[Span, Counter[str]], ...]  # sentence by sentence
    named: frozenset[str]  # ids
    kin: frozenset[str]  # ids of their parents
    in_full: frozenset[str]  # ids of those named by more than a few letters
    year: int | None

    def support(self, actor: Actor, span: Span) -> float:
        """How much speaks for an actor being meant at a span."""
        where = sum(self.weight(code, span) * (1.0 if code == actor.countries[0] else _ELSEWHERE) for code in actor.countries)
        return where + _NAMED * (actor.id in self.named) + _KIN * bool(self.kin & {actor.id, *actor.parents})

    def weight(self, country: str, span: Span) -> float:
        """How much a country (alpha-2) is spoken of, in the sentence of a span above all."""
        around = next((counter for sentence, counter in self.near if sentence.contains(span)), Counter[str]())
        return self.countries[country] + _SENTENCE * around[country]

    def active(self, actor: Actor) -> bool:
        """Whether an actor existed in the year of publication, as far as both are known."""
        return self.year is None or (actor.active_from or 0) <= self.year <= (actor.active_to or 9999)


def setting_of(
    text: str, hits: Sequence[Hit], sentences: Sequence[Span], gazetteer: Gazetteer, publication: Publication | None
) -> Setting:
    """Gather what the hits of one report say."""
    at: list[tuple[Span, str]] = [(r.hit.span, r.place.country) for r in gazetteer.resolve(text, hits) if r.place.country]
    at += [(h.span, h.countries[0]) for h in hits if isinstance(h, DemonymHit) and len(h.countries) == 1]
    sure = [h for h in hits if isinstance(h, ActorHit) and len(h.candidates) == 1]
    at += [
        (h.span, code) for h in sure for code in h.candidates[0].countries if h.candidates[0].kind is not ActorKind.ARMED_GROUP
    ]
    near = tuple((s, Counter(code for span, code in at if s.contains(span))) for s in sentences)
    return Setting(
        countries=Counter(code for _, code in at),
        near=near,
        named=frozenset(h.candidates[0].id for h in sure),
        kin=frozenset(parent for h in sure for parent in h.candidates[0].parents),
        in_full=frozenset(h.candidates[0].id for h in sure if len(h.words) > _FEW),
        year=publication.last.year if publication else None,
    )


def choose(text: str, hit: ActorHit, setting: Setting, gazetteer: Gazetteer) -> Party:
    """The party that a name means: an actor, or open between candidates."""
    best = hit.candidates[0] if len(hit.candidates) == 1 else _best(hit, setting)
    if best is None or _of_others(hit, best, setting, gazetteer):
        return _open(hit.words, hit.candidates)
    return _branch(text, hit, best, setting, gazetteer) or _still(hit.words, best, setting)


def _of_others(hit: ActorHit, actor: Actor, setting: Setting, gazetteer: Gazetteer) -> bool:
    """Whether a few letters alone, in a report that plays elsewhere, may be anybody's: "LNA" in Jordan."""
    letters = len(hit.words) <= _FEW and hit.words.replace("-", "").isupper()
    told = any(setting.countries[code] for code in actor.countries) or actor.id in setting.in_full
    return (
        letters
        and actor.kind is ActorKind.ARMED_GROUP
        and bool(setting.countries)
        and not told
        and actor.id not in gazetteer.branches
    )


def _best(hit: ActorHit, setting: Setting) -> Actor | None:
    standing = [a for a in hit.candidates if setting.active(a)] or list(hit.candidates)
    if len(standing) == 1:
        return standing[0]
    ranked = sorted(((setting.support(a, hit.span), a.id, a) for a in standing), reverse=True)
    (first, _, best), (second, _, _) = ranked[:2]
    return best if first > 0 and first >= _LEAD * second else None


def _still(words: str, actor: Actor, setting: Setting) -> Party:
    """The actor; but the forces of a state that has fallen since may be those of its successor: open."""
    if actor.kind is ActorKind.STATE_FORCE and actor.successors and setting.year and setting.year > (actor.active_to or 9999):
        return Party(words=words, candidates=tuple(sorted((actor.id, *actor.successors))))
    return Party(words=words, actor=actor)


def _branch(text: str, hit: ActorHit, whole: Actor, setting: Setting, gazetteer: Gazetteer) -> Party | None:
    """The branch that an umbrella's bare name stands for in the branch's own country; None where the whole is meant."""
    branches = [b for b in gazetteer.branches.get(whole.id, ()) if setting.active(b)]
    if not branches or _means_the_whole(text, hit.span):
        return None
    ranked = sorted(((setting.support(b, hit.span) - _KIN * _is_kin(setting, b), b.id, b) for b in branches), reverse=True)
    first, _, best = ranked[0]
    second = ranked[1][0] if len(ranked) > 1 else 0.0
    at_home = sum(setting.weight(code, hit.span) for code in whole.countries)
    if first <= 0 or at_home >= first:
        return None
    if first >= _BRANCH_SUPPORT and first >= _BRANCH_LEAD * max(second, at_home):
        return Party(words=hit.words, actor=best)
    rivals = [b for support, _, b in ranked if support > 0 and _BRANCH_LEAD * support > first]
    return _open(hit.words, [whole, *rivals])


def _is_kin(setting: Setting, actor: Actor) -> bool:
    return bool(setting.kin & {actor.id, *actor.parents})


def _means_the_whole(text: str, span: Span) -> bool:
    before = text[max(0, span.start - 40) : span.start]
    by = before.rstrip().lower().endswith((" by", " by the"))
    told = _INSPIRED_BY.search(before) if by else _WHOLE_BEFORE.search(before)
    return told is not None or _WHOLE_AFTER.match(text[span.end : span.end + 40]) is not None


def _open(words: str, candidates: Sequence[Actor]) -> Party:
    return Party(words=words, candidates=tuple(sorted({a.id for a in candidates})))


_NOUN_BEHIND = re.compile(r" (?:Movement|Group|Organi[sz]ation|Militia|Rebels)$")  # "Harakat ... Movement": said twice


def likely(words: str, setting: Setting, gazetteer: Gazetteer) -> Actor | None:
    """The actor that a name like one of its own means ("Jamaat Nusrat al Islam wal-Muslimeen"); None where that is a guess.

    It must lead the next one clearly, and the report must not play elsewhere.
    """
    shorter = _NOUN_BEHIND.sub("", words)
    alike = gazetteer.actors_like(words) or (gazetteer.actors_like(shorter) if shorter != words else ())
    if not alike or (len(alike) > 1 and alike[0][1] - alike[1][1] < LEAD):
        return None
    actor = alike[0][0]
    at_home = not setting.countries or not actor.countries or any(setting.countries[c] for c in actor.countries)
    return actor if at_home and setting.active(actor) else None
