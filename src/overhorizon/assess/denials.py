"""What a denial denies: a party's hand in the incident, a figure; never the day or the place of what is denied."""

import re
from collections.abc import Collection, Iterator

from overhorizon.domain.analysis import Analysis
from overhorizon.domain.assessment import Property, Value
from overhorizon.domain.claims import Claim, Polarity
from overhorizon.domain.incidents import IncidentMention, RoleFiller
from overhorizon.domain.sources import Source
from overhorizon.domain.tolls import CountBasis, Toll

_DENIABLE = (Property.TOLL, Property.PERPETRATOR)
_HAND_IN_IT = re.compile(
    r"\b(?:involve\w*|responsib\w*|behind|carr(?:y|ied|ying) out|(?:role|part|hand) in|(?:had |not |have |has )+fired|fired (?:at|on)"
    r"|(?:was|were|been) (?:there|present)|complicit\w*)\b",
    re.IGNORECASE,
)


def is_deniable(about: Property, value: Value) -> bool:
    """Whether a denial in whose words a reading stands is a denial of its value."""
    return about in _DENIABLE and not (isinstance(value, Toll) and value.total.basis is CountBasis.ONE_NAMED)


def denied_parties(
    analysis: Analysis, mention: IncidentMention, named: Collection[RoleFiller]
) -> Iterator[tuple[Claim, RoleFiller]]:
    """Claims by which a named party denies that it had a hand in the incident."""
    for claim in analysis.claims:
        if claim.polarity is Polarity.DENIES and mention.id in claim.about and claim.speaker is not None:
            if _HAND_IN_IT.search(claim.quote(analysis.report.text)):
                for value in sorted(named, key=repr):
                    if _speaks_for(claim.speaker, value):
                        yield claim, value


def _speaks_for(speaker: Source, value: RoleFiller) -> bool:
    actor = value.party.actor
    if actor is not None and speaker.actor is not None:
        return speaker.actor == actor.id or speaker.actor in actor.parents
    name = {w for w in re.findall(r"\w+", value.party.name) if w[:1].isupper()} - {"The"}
    return len(name) > 1 and name <= set(re.findall(r"\w+", speaker.words))
