"""The first Encoder: rules and lexicons behind the seam that a trained one fills."""

from collections.abc import Sequence

from overhorizon.domain.ids import digest
from overhorizon.domain.spans import Span
from overhorizon.encoder.attribution_rules import tag_attributions
from overhorizon.encoder.protocol import Tagging
from overhorizon.encoder.trigger_rules import tag_triggers

_VERSION = "rules-1"  # raise it when the rules change what they find


class RuleEncoder:
    """Finds attributions and triggers by rule. Stateless; equal input gives equal output."""

    fingerprint = digest("encoder", _VERSION)[:16]

    def encode(self, text: str, passages: Sequence[Span]) -> Tagging:
        return Tagging(attributions=tag_attributions(text, passages), triggers=tag_triggers(text, passages))
