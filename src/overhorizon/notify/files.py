"""Files that channels write: checked before, whole or not at all, and on the disk before anything counts as sent."""

import errno
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from overhorizon.domain.errors import InvalidInput, RetryLater

_NEW_FILE: Final = 0o666


def checked(file: Path) -> Path:
    """The path, where it may become a file. Raises InvalidInput."""
    if file.is_dir():
        raise InvalidInput(f"{file} is a folder: a file is asked for")
    if not file.parent.is_dir():
        raise InvalidInput(f"there is no folder {file.parent}: make it first")
    target = file if file.exists() else file.parent
    if not os.access(target, os.W_OK):
        raise InvalidInput(f"{target} may not be written to")
    return file


@contextmanager
def retried(file: Path) -> Iterator[None]:
    """Raises RetryLater for what a disk may get over."""
    try:
        yield
    except OSError as error:
        reason = error.strerror or errno.errorcode.get(error.errno or 0, "unknown error")
        raise RetryLater(f"cannot write {file}: {reason}") from error


def replace_whole(file: Path, content: bytes) -> None:
    """Put the content in the place of a file's, so that a reader finds the old or the new, never a part. Raises OSError.

    A file that is there keeps its permissions, and a link stays a link.
    """
    target = Path(os.path.realpath(file))
    number, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
    temporary = Path(name)
    try:
        with os.fdopen(number, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        temporary.chmod(target.stat().st_mode & 0o777 if target.exists() else _NEW_FILE & ~_umask())
        temporary.replace(target)
    except BaseException:
        with suppress(OSError):
            temporary.unlink()
        raise
    sync_folder(target.parent)


def sync_folder(folder: Path) -> None:
    """Make names of new files last through a power cut, where the system can."""
    with suppress(OSError):  # Windows opens no folders
        number = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(number)
        finally:
            os.close(number)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
