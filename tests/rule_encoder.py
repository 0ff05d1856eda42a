"""A small Encoder for tests: the grammar and the lexicon without the network. Quick to build, equal on every machine."""

from collections.abc import Sequence

from overhorizon.domain.spans import Span
from overhorizon.encoder.attribution_rules import tag_attributions
from overhorizon.encoder.protocol import Tagging
from overhorizon.encoder.trigger_rules import tag_triggers


class RuleEncoder:
    """Finds attributions and triggers by rule. Stateless; equal input gives equal output."""

    fingerprint = "rules"

    def encode(self, text: str, passages: Sequence[Span]) -> Tagging:
        return Tagging(attributions=tag_attributions(text, passages), triggers=tag_triggers(text, passages))
