"""All mistakes of a file at once, each with its line."""

from collections.abc import Iterable

from overhorizon.domain.errors import SeveralMistakes
from overhorizon.settings.lines import Lines, Path


class Mistakes:
    """Collects what is wrong with a file, so that a person need not mend it one message at a time."""

    def __init__(self, file: str, lines: Lines) -> None:
        self._file = file
        self._lines = lines
        self._found: list[tuple[int, str]] = []

    def add(self, path: Path, message: str) -> None:
        """Something is wrong with the value at a path."""
        self._found.append((self._lines.of(path), message))

    def words(self) -> tuple[str, ...]:
        """What is wrong, without lines: for values that stand in no file."""
        return tuple(dict.fromkeys(message for _, message in self._found))

    def raise_any(self) -> None:
        """Raises SeveralMistakes, in the order of the file, where there were any."""
        if self._found:
            ordered = sorted(dict.fromkeys(self._found), key=lambda one: one[0])
            raise SeveralMistakes([f"{self._file} line {line}: {message}" for line, message in ordered])


def nearest(name: str, known: Iterable[str], *, most: int = 3) -> tuple[str, ...]:
    """Of the known names, those that are spelt almost so, the nearest first, or else those that hold it as words."""
    from rapidfuzz import fuzz, process  # deferred: only a mistake needs it

    by_key = {each.casefold(): each for each in known}
    wanted = name.casefold()
    close = process.extract(wanted, list(by_key), scorer=fuzz.ratio, limit=most, score_cutoff=72)
    if close:
        return tuple(by_key[key] for key, score, _ in close if score > close[0][1] - 8)
    holding = [each for key, each in by_key.items() if f" {wanted} " in f" {key} "]
    return tuple(holding[:most])


def did_you_mean(name: str, known: Iterable[str], otherwise: str = "") -> str:
    """The cure: ": did you mean 'Afghanistan'?", or ``otherwise`` where no name comes near."""
    close = nearest(name, known)
    if not close:
        return f": {otherwise}" if otherwise else ""
    return f": did you mean {' or '.join(repr(each) for each in close)}?"
