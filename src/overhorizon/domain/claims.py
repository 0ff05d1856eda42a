"""Claims: attributed statements with their exact words."""

from dataclasses import dataclass
from enum import StrEnum

from overhorizon.domain.sources import Source
from overhorizon.domain.spans import Span, quotation


class Polarity(StrEnum):
    ASSERTS = "asserts"
    DENIES = "denies"
    IS_SILENT = "is silent"  # "has yet to acknowledge", "did not comment"
    SAYS_UNKNOWN = "says unknown"  # "it is unclear whether"
    WITHHOLDS = "withholds"  # "his name has not been released"


class Likelihood(StrEnum):
    """Words of estimative probability (ICD 203)."""

    ALMOST_NO_CHANCE = "almost no chance"
    VERY_UNLIKELY = "very unlikely"
    UNLIKELY = "unlikely"
    EVEN_CHANCE = "roughly even chance"
    LIKELY = "likely"
    VERY_LIKELY = "very likely"
    ALMOST_CERTAIN = "almost certain"


class Confidence(StrEnum):
    """Confidence that the speaker states in the judgement (ICD 203): another axis than likelihood."""

    LOW = "low"
    MODERATE = "moderate"
    HIGH = "high"


class Force(StrEnum):
    """How strongly the reporting word commits the speaker."""

    STATES = "states"  # said, told, according to
    CONFIRMS = "confirms"  # confirmed, announced, claimed responsibility, blamed
    BELIEVES = "believes"  # believes, estimates, suspects
    HEDGES = "hedges"  # reportedly, allegedly, may have


@dataclass(frozen=True, slots=True, kw_only=True)
class Certainty:
    """How sure the speaker is. The axes are never mixed; ``words`` are the spans that say it."""

    force: Force = Force.STATES
    likelihood: Likelihood | None = None
    confidence: Confidence | None = None
    words: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """Source, cue and content, as the encoder finds them (PolNeAR's terms). ``score`` is in [0, 1]."""

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    score: float = 1.0

    def __post_init__(self) -> None:
        if not self.content:
            raise ValueError("an attribution attributes something")


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One attributed statement.

    ``chain`` runs from the source nearest to the outlet that we read to the first voice; empty is the outlet's own voice.
    ``about`` holds ids of incident mentions and relations. ``repeats`` are further places of the page that say the same.
    """

    id: str
    content: tuple[Span, ...]
    cue: tuple[Span, ...]
    chain: tuple[Source, ...]
    polarity: Polarity
    certainty: Certainty
    about: tuple[str, ...] = ()
    repeats: tuple[Span, ...] = ()
    score: float = 1.0

    def __post_init__(self) -> None:
        if not self.content:
            raise ValueError("a claim states something")

    @property
    def speaker(self) -> Source | None:
        """The first voice; None is the outlet itself."""
        return self.chain[-1] if self.chain else None

    @property
    def via(self) -> tuple[Source, ...]:
        """Through whom it came to the outlet."""
        return self.chain[:-1]

    def quote(self, text: str) -> str:
        return quotation(self.content, text)
