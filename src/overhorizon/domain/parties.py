"""Who: entries of the registry, and parties as a report words them."""

from dataclasses import dataclass
from enum import StrEnum


class ActorKind(StrEnum):
    ARMED_GROUP = "armed group"
    STATE_FORCE = "state force"
    GOVERNMENT = "government"
    ORGANISATION = "organisation"
    PUBLIC_FIGURE = "public figure"


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """An entry of the registry of public actors. Private people are never in it.

    ``parents`` are actors it belongs to or is a province of; the years bound its activity, None is open or unknown.
    """

    id: str
    name: str
    kind: ActorKind
    aliases: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()  # ISO 3166-1 alpha-2
    parents: tuple[str, ...] = ()
    successors: tuple[str, ...] = ()
    active_from: int | None = None
    active_to: int | None = None
    ucdp_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """Someone as a report words it: a registry actor, a description ("gunmen"), or open between candidates.

    Raises ValueError when it is both decided and open.
    """

    words: str
    actor: Actor | None = None
    candidates: tuple[str, ...] = ()  # registry ids between which the text does not decide

    def __post_init__(self) -> None:
        if self.actor is not None and self.candidates:
            raise ValueError("a party is either decided or open between candidates")

    @property
    def name(self) -> str:
        return self.actor.name if self.actor else self.words
