"""Names like a listed one: spellings of it are found, names of others are not."""

from collections import defaultdict

import pytest
from hypothesis import given
from hypothesis import strategies as st

from overhorizon.domain.parties import ActorKind
from overhorizon.gazetteer import Gazetteer
from overhorizon.gazetteer.fold import name_key
from overhorizon.gazetteer.likeness import FLOOR, LEAD, likeness, ranked, words_of_name

_SAMPLE = 7  # every seventh: the whole takes a minute


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("harakat al shabab", "harakat ash shabaab"),
        ("jaysh al muhajireen", "jaish ul mohajirin"),
        ("lashkar e tayyiba", "lashkar i taiba"),
        ("kataib hizbullah", "kataeb hezbollah"),
        ("katibat macina", "katiba macina"),
        ("ahrar as sham", "ahrar al sham"),
        ("tehreek i taliban pakistan", "tehrik e taliban pakistan"),
    ],
)
def test_spellings_of_one_name_are_alike(one: str, other: str) -> None:
    assert likeness(one, other) >= FLOOR
    assert likeness(one, other) == likeness(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("kuki liberation army", "kachin liberation army"),
        ("delmas 19 gang", "delmas 95 gang"),
        ("sidama liberation movement", "sudan liberation movement"),
        ("los shottas", "los zetas"),
        ("liwa al quds", "liwa al qadisiya"),
        ("harun front", "harun liberation front"),
        ("red command", "third command"),
    ],
)
def test_names_that_share_words_are_not(one: str, other: str) -> None:
    assert likeness(one, other) < FLOOR


@given(st.text(max_size=40), st.text(max_size=40))
def test_likeness_is_a_percentage(one: str, other: str) -> None:
    assert 0.0 <= likeness(name_key(one), name_key(other)) <= 100.0


@given(st.lists(st.text(alphabet="abcdefghijklmnopqrstuvwxyz", min_size=3, max_size=9), min_size=1, max_size=5).map(" ".join))
def test_every_name_is_like_itself(name: str) -> None:
    assert likeness(name, name) == (100.0 if words_of_name(name) else 0.0)


def test_the_floor_holds_on_the_registry(gazetteer: Gazetteer) -> None:
    names: dict[int, dict[str, tuple[str, ...]]] = defaultdict(dict)
    own: dict[str, list[str]] = defaultdict(list)
    for actor in gazetteer.actors.values():
        if actor.kind is ActorKind.ARMED_GROUP:
            for key in dict.fromkeys(name_key(n) for n in (actor.name, *actor.aliases)):
                if len(key) >= 8 and " " in key:
                    those = names[len(words_of_name(key))]
                    those[key] = (*those.get(key, ()), actor.id)
                    own[actor.id].append(key)

    def found(key: str, *, without_name: str = "", without_actor: str = "") -> str | None:
        table = names[len(words_of_name(key))]
        kept = {n: tuple(a for a in held if a != without_actor) for n, held in table.items() if n != without_name}
        best = list(ranked(key, kept))
        return best[0][0] if best and (len(best) == 1 or best[0][1] - best[1][1] >= LEAD) else None

    pairs = [
        (key, actor)
        for actor, keys in own.items()
        for key in keys
        if len(keys) > 2 and any(k != key and likeness(k, key) >= FLOOR for k in keys)
    ][::_SAMPLE]
    answers = [(found(key, without_name=key), actor) for key, actor in pairs]
    wrong = sum(answer is not None and answer != actor for answer, actor in answers)
    assert len(pairs) > 30
    assert wrong <= 0.02 * len(pairs)
    assert sum(answer == actor for answer, actor in answers) >= 0.8 * len(pairs)
    alone = [(keys[0], actor) for actor, keys in own.items()][:: 2 * _SAMPLE]
    taken = [key for key, actor in alone if found(key, without_actor=actor) is not None]
    assert len(taken) <= 0.04 * len(alone), taken
