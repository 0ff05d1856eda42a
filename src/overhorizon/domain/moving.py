"""Where the words of a span stand in another wording of the same report."""

from overhorizon.domain.spans import Span


def moved(span: Span, old: str, new: str) -> Span | None:
    """The same words in the new text: by the line that holds them, then by themselves; None where they are not there exactly once.

    >>> moved(Span(start=6, end=11), "Dawn. Blast in Orsova", "Update\\nDawn. Blast in Orsova")
    Span(start=13, end=18)
    >>> moved(Span(start=6, end=11), "Dawn. Blast in Orsova", "Blast here, blast there, Blast again") is None
    True
    """
    if old == new:
        return span
    first = old.rfind("\n", 0, span.start) + 1
    last = old.find("\n", span.end)
    line = Span(start=first, end=len(old) if last < 0 else last)
    for around in (line, span):
        words = around.of(old)
        at = new.find(words)
        if at >= 0 and new.find(words, at + 1) < 0:
            return span.shifted(at - around.start)
    return None
