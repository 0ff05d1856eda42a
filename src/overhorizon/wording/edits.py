"""What changed between two states of a text, sentence by sentence: for silent edits."""

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from overhorizon.encoder.sentences import paragraphs, sentences


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """Sentences that went, and those that came in their place; one of both may be empty."""

    removed: tuple[str, ...]
    added: tuple[str, ...]


def edits(before: str, after: str) -> tuple[Edit, ...]:
    """The edits that lead from one text to the other, in order of the text. Equal texts have none."""
    old, new = _sentences(before), _sentences(after)
    found = SequenceMatcher(a=old, b=new, autojunk=False).get_opcodes()
    return tuple(Edit(removed=tuple(old[a:b]), added=tuple(new[c:d])) for kind, a, b, c, d in found if kind != "equal")


def _sentences(text: str) -> Sequence[str]:
    return [s.of(text) for passage in paragraphs(text) for s in sentences(text, passage)]
