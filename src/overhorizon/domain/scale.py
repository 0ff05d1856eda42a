"""The two axes of certainty, summed up on one scale for those who need one."""

from enum import StrEnum

from overhorizon.domain.claims import Claim, Confidence, Force, Likelihood, Polarity


class Scale(StrEnum):
    """Four degrees, denied and unknown: a summary for filters and scorers. It loses what the axes keep apart."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"
    UNSTATED = "unstated"
    DENIED = "denied"
    UNKNOWN = "unknown"


_OF_POLARITY = {
    Polarity.DENIES: Scale.DENIED,
    Polarity.IS_SILENT: Scale.UNKNOWN,
    Polarity.SAYS_UNKNOWN: Scale.UNKNOWN,
    Polarity.WITHHOLDS: Scale.UNKNOWN,
}
_OF_CONFIDENCE = {Confidence.LOW: Scale.LOW, Confidence.MODERATE: Scale.MEDIUM, Confidence.HIGH: Scale.HIGH}
# How sure, not what of: a word between the extremes counts as medium, whichever way it points.
_OF_LIKELIHOOD = {
    Likelihood.ALMOST_CERTAIN: Scale.HIGH,
    Likelihood.ALMOST_NO_CHANCE: Scale.HIGH,
    Likelihood.EVEN_CHANCE: Scale.LOW,
}
_OF_FORCE = {
    Force.CONFIRMS: Scale.HIGH,
    Force.BELIEVES: Scale.MEDIUM,
    Force.HEDGES: Scale.LOW,
    Force.STATES: Scale.UNSTATED,
}


def scale_of(claim: Claim) -> Scale:
    """Polarity first; then stated confidence, a hedge, likelihood words, and the force of the reporting word."""
    certainty = claim.certainty
    if claim.polarity in _OF_POLARITY:
        return _OF_POLARITY[claim.polarity]
    if certainty.confidence is not None:
        return _OF_CONFIDENCE[certainty.confidence]
    if certainty.force is not Force.HEDGES and certainty.likelihood is not None:
        return _OF_LIKELIHOOD.get(certainty.likelihood, Scale.MEDIUM)
    return _OF_FORCE[certainty.force]
