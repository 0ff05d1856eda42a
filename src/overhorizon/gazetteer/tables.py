"""Reads the package's own tables: tab-separated, one header line, '#' for comments, '|' between several values."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files


def data_bytes(name: str) -> bytes:
    """The content of a file in this package's data folder."""
    return files("overhorizon.gazetteer").joinpath("data").joinpath(name).read_bytes()


def read_table(name: str) -> Iterator[dict[str, str]]:
    """Rows of a table by column name. Raises ValueError, with file and line, where a row has another number of cells."""
    header: list[str] | None = None
    for number, line in enumerate(data_bytes(name).decode().split("\n"), start=1):
        if not line or line.startswith("#"):
            continue
        cells = line.split("\t")
        if header is None:
            header = cells
            continue
        if len(cells) != len(header):
            raise ValueError(f"{name}:{number}: {len(cells)} cells where the header has {len(header)}")
        yield dict(zip(header, cells, strict=True))


def several(cell: str) -> tuple[str, ...]:
    """The values of a cell that holds several."""
    return tuple(value for value in cell.split("|") if value) if cell else ()
