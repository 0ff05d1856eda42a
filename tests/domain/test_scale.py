"""The one scale of certainty: polarity first, then what is stated, then what is hedged."""

import pytest

from overhorizon.domain.claims import Certainty, Claim, Confidence, Force, Likelihood, Polarity
from overhorizon.domain.scale import Scale, scale_of
from overhorizon.domain.spans import Span


def claim(certainty: Certainty, polarity: Polarity = Polarity.ASSERTS) -> Claim:
    return Claim(id="c-1", content=(Span(start=0, end=1),), cue=(), chain=(), polarity=polarity, certainty=certainty)


@pytest.mark.parametrize(
    ("certainty", "scale"),
    [
        (Certainty(), Scale.UNSTATED),
        (Certainty(force=Force.CONFIRMS), Scale.HIGH),
        (Certainty(force=Force.CONFIRMS, confidence=Confidence.LOW), Scale.LOW),
        (Certainty(force=Force.HEDGES, likelihood=Likelihood.LIKELY), Scale.LOW),
        (Certainty(likelihood=Likelihood.UNLIKELY), Scale.MEDIUM),
    ],
)
def test_the_axes_are_summed_up(certainty: Certainty, scale: Scale) -> None:
    assert scale_of(claim(certainty)) is scale
    assert scale_of(claim(certainty, Polarity.DENIES)) is Scale.DENIED
    assert scale_of(claim(certainty, Polarity.WITHHOLDS)) is Scale.UNKNOWN
