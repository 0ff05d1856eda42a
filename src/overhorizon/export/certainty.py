"""The two axes of certainty, summed up on one scale for those who need one."""

from enum import StrEnum

from overhorizon.domain.claims import Claim, Confidence, Force, Likelihood, Polarity


class OneScale(StrEnum):
    """Four degrees, denied and unknown: a summary for filters and scorers. It loses what the axes keep apart."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"
    UNSTATED = "unstated"
    DENIED = "denied"
    UNKNOWN = "unknown"


_OF_POLARITY = {
    Polarity.DENIES: OneScale.DENIED,
    Polarity.IS_SILENT: OneScale.UNKNOWN,
    Polarity.SAYS_UNKNOWN: OneScale.UNKNOWN,
    Polarity.WITHHOLDS: OneScale.UNKNOWN,
}
_OF_CONFIDENCE = {Confidence.LOW: OneScale.LOW, Confidence.MODERATE: OneScale.MEDIUM, Confidence.HIGH: OneScale.HIGH}
# How sure, not what of: a word between the extremes counts as medium, whichever way it points.
_OF_LIKELIHOOD = {
    Likelihood.ALMOST_CERTAIN: OneScale.HIGH,
    Likelihood.ALMOST_NO_CHANCE: OneScale.HIGH,
    Likelihood.EVEN_CHANCE: OneScale.LOW,
}
_OF_FORCE = {
    Force.CONFIRMS: OneScale.HIGH,
    Force.BELIEVES: OneScale.MEDIUM,
    Force.HEDGES: OneScale.LOW,
    Force.STATES: OneScale.UNSTATED,
}


def one_scale(claim: Claim) -> OneScale:
    """Polarity first; then stated confidence, a hedge, likelihood words, and the force of the reporting word."""
    certainty = claim.certainty
    if claim.polarity in _OF_POLARITY:
        return _OF_POLARITY[claim.polarity]
    if certainty.confidence is not None:
        return _OF_CONFIDENCE[certainty.confidence]
    if certainty.force is not Force.HEDGES and certainty.likelihood is not None:
        return _OF_LIKELIHOOD.get(certainty.likelihood, OneScale.MEDIUM)
    return _OF_FORCE[certainty.force]
