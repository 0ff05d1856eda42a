"""Who speaks, and through whom."""

from dataclasses import dataclass
from enum import StrEnum

from overhorizon.domain.spans import Span


class SourceKind(StrEnum):
    OUTLET = "outlet"
    GOVERNMENT = "government"
    STATE_FORCE = "state force"
    ARMED_GROUP = "armed group"
    ORGANISATION = "organisation"
    DOCUMENT = "document"
    PUBLIC_PERSON = "person with a public role"
    UNNAMED_OFFICIAL = "unnamed official"
    PRIVATE_PERSON = "private person"  # witness, relative, resident: a span of its report, joined to nothing
    UNNAMED = "unnamed"  # "critics", "experts", "sources"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One link of a chain, as the report words it.

    ``words`` is what the span says, or what it stands for when the span is a pronoun or a short form ("he", "the official");
    then ``antecedent`` points to the fuller words. ``actor`` is a registry id, never given to private people.
    """

    span: Span
    words: str
    kind: SourceKind
    antecedent: Span | None = None
    actor: str | None = None

    def __post_init__(self) -> None:
        if self.kind is SourceKind.PRIVATE_PERSON and self.actor is not None:
            raise ValueError("private people are never joined to the registry")
