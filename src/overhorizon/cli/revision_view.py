"""The states of one report on a screen: when each was first seen, and what changed against the one before."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from rich.console import Group, RenderableType
from rich.text import Text

from overhorizon.cli.incident_view import DIM
from overhorizon.cli.safe import indented, quoted, shown, spaced
from overhorizon.store.rows import RevisionKind, RevisionRow
from overhorizon.wording.edits import edits
from overhorizon.wording.values import publication_words

_KIND = {RevisionKind.FIRST: "first read", RevisionKind.TEXT: "the text was changed", RevisionKind.METADATA: "the same words"}
_MOST = 12  # edits that are shown of one state


def revisions_view(rows: Sequence[RevisionRow]) -> RenderableType:
    """Nothing for a report with one state."""
    if len(rows) < 2:
        return Group()
    parts: list[RenderableType] = [Text(), Text.assemble(("Revisions", "bold cyan"), (f"  {len(rows)}", DIM)), _head(rows[0])]
    for before, row in pairwise(rows):
        parts += [_head(row), indented(Group(*_changes(before, row)))]
    return Group(*parts)


def _head(row: RevisionRow) -> RenderableType:
    standing = shown("stands", "green") if row.active else Text()
    return indented(spaced("", f"{row.first_seen:%Y-%m-%d %H:%M}", _KIND[row.kind], shown(row.id, DIM), standing), 1)


def _changes(before: RevisionRow, row: RevisionRow) -> Iterator[RenderableType]:
    for name, old, new in (
        ("outlet", before.outlet, row.outlet),
        ("title", before.title, row.title),
        ("published", publication_words(before.publication), publication_words(row.publication)),
    ):
        if old != new:
            yield Text.assemble((f"{name}: ", DIM), shown(old or "none"), " → ", shown(new or "none"))
    found = edits(before.text, row.text)
    for edit in found[:_MOST]:
        yield from (Text.assemble(("- ", "red"), quoted(words, DIM)) for words in edit.removed)
        yield from (Text.assemble(("+ ", "green"), quoted(words)) for words in edit.added)
    if len(found) > _MOST:
        yield shown(f"and {len(found) - _MOST:,} further places", DIM)


def revision_form(row: RevisionRow) -> dict[str, object]:
    """As plain JSON."""
    when = row.publication
    return {
        "id": row.id,
        "kind": row.kind.value,
        "first_seen": row.first_seen.isoformat(),
        "outlet": row.outlet,
        "title": row.title,
        "published_first": when.first.isoformat() if when else None,
        "published_last": when.last.isoformat() if when else None,
        "active": row.active,
        "text": row.text,
    }
