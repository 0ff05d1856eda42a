"""The settings file that `init` writes."""

from importlib.resources import files
from pathlib import Path

from overhorizon.domain.errors import InvalidInput


def example() -> str:
    """The commented example, as text."""
    return files("overhorizon.settings").joinpath("example.toml").read_text(encoding="utf-8")


def write_example(file: Path) -> None:
    """Write it to a new file, readable by its owner alone: it will hold passwords. Raises InvalidInput; nothing is written over."""
    try:
        file.touch(mode=0o600, exist_ok=False)
        file.write_text(example(), encoding="utf-8", newline="\n")
    except FileExistsError:
        raise InvalidInput(f"{file} is there already, and is not written over: name another file, or remove it") from None
    except OSError as error:
        raise InvalidInput(f"cannot write {file}: {error.strerror}") from None
