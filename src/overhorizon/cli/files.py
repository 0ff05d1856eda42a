"""Writing files that a user names."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from overhorizon.domain.errors import InvalidInput


@contextmanager
def written(file: Path, *, encoding: str = "utf-8") -> Iterator[TextIO]:
    """A text file that appears only when it is whole; line ends are written as they are.

    Raises InvalidInput when it cannot be written.
    """
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
