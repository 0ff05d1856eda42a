"""Writing files that a user names."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from overhorizon.domain.errors import InvalidInput

_SQLITE = b"SQLite format 3\0"


@contextmanager
def written(file: Path, *, encoding: str = "utf-8") -> Iterator[TextIO]:
    """A text file that appears only when it is whole; line ends are written as they are.

    Raises InvalidInput when it cannot be written.
    """
    if _is_ledger(file):
        raise InvalidInput(f"{file} is a ledger: name another file to write to")
    part = file.with_name(f"{file.name}.part")
    try:
        stream = part.open("w", encoding=encoding, newline="")
    except (OSError, ValueError) as error:
        raise InvalidInput(f"cannot write {file}: {getattr(error, 'strerror', None) or error}") from error
    try:
        with stream:
            yield stream
        part.replace(file)
    except OSError as error:
        raise InvalidInput(f"cannot write {file}: {error.strerror}") from error
    finally:
        part.unlink(missing_ok=True)


def _is_ledger(file: Path) -> bool:
    """Whether a database stands there: an export may never take its place."""
    try:
        with file.open("rb") as stream:
            return stream.read(len(_SQLITE)) == _SQLITE
    except OSError:
        return False
