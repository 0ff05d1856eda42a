"""One table of the settings file, read key by key: each mistake is noted with its line, and reading goes on."""

import re
from collections.abc import Mapping
from datetime import timedelta
from enum import Enum
from typing import Final, TypeVar

from overhorizon.settings.lines import Path
from overhorizon.settings.mistakes import Mistakes, did_you_mean
from overhorizon.wording.text import UNSAFE

E = TypeVar("E", bound=Enum)

LONGEST_NAME: Final = 80  # characters: names are keys of the ledger and stand in titles
_DURATION: Final = re.compile(r"(\d{1,6}) *(second|minute|hour|day)s?")
_MISSING: Final = object()


class Entry:
    """A table, and where it stands. What is wrong gives None (or the default), and a line in ``mistakes``."""

    def __init__(self, values: Mapping[str, object], path: Path, mistakes: Mistakes) -> None:
        self._values = values
        self._asked: set[str] = set()
        self.path = path
        self.mistakes = mistakes
        self.title = " ".join(str(part) for part in path if isinstance(part, str))

    def wrong(self, key: str, message: str) -> None:
        """Note a mistake in the value of a key."""
        self.mistakes.add((*self.path, key), message)

    def has(self, key: str) -> bool:
        return key in self._values

    def text(self, key: str) -> str | None:
        """Words on one line; None where they are missing or wrong."""
        value = self._value(key)
        return self._as_text(value, (*self.path, key), key) if value is not _MISSING else None

    def needed(self, key: str, such_as: str) -> str | None:
        """Words that must be there."""
        if key not in self._values:
            self._asked.add(key)
            self.mistakes.add(self.path, f"this {self.title} has no {key}: write {key} = {such_as}")
            return None
        return self.text(key)

    def name(self, taken: Mapping[str, object]) -> str | None:
        """The name of the entry, which no other of its kind may have."""
        name = self.needed("name", '"..."')
        if name is None:
            return None
        if len(name) > LONGEST_NAME:
            self.wrong("name", f"a name has at most {LONGEST_NAME} characters")
            return None
        if name in taken:
            self.wrong("name", f"there is another {self.title} called {name!r}: each name stands once")
            return None
        return name

    def texts(self, key: str) -> tuple[tuple[int, str], ...]:
        """A list of words, each with its number in the list."""
        value = self._value(key)
        if value is _MISSING:
            return ()
        if not isinstance(value, list):
            self.wrong(key, f'{key} is a list: write {key} = ["...", "..."]')
            return ()
        read = ((n, self._as_text(each, (*self.path, key, n), key)) for n, each in enumerate(value))
        return tuple((n, each) for n, each in read if each is not None)

    def number(self, key: str, default: int, *, least: int) -> int:
        """A whole number."""
        value = self._value(key)
        if value is _MISSING:
            return default
        if not isinstance(value, int) or isinstance(value, bool) or value < least:
            self.wrong(key, f"{key} is a whole number from {least}: write {key} = {max(least, default)}")
            return default
        return value

    def duration(self, key: str, default: timedelta) -> timedelta:
        """A time such as "15 minutes"."""
        value = self.text(key)
        if value is None:
            return default
        match = _DURATION.fullmatch(value.casefold())
        if match is None:
            self.wrong(key, f'{value!r} is no time: write {key} = "15 minutes" (seconds, minutes, hours or days)')
            return default
        return timedelta(**{f"{match[2]}s": int(match[1])})

    def choice(self, key: str, members: Mapping[str, E], default: E) -> E:
        """One of a closed list, by its words."""
        value = self.text(key)
        found = self._member(value, members, (*self.path, key), key) if value is not None else None
        return default if found is None else found

    def choices(self, key: str, members: Mapping[str, E]) -> tuple[E, ...]:
        """Several of a closed list, by their words; each once."""
        read = (self._member(value, members, (*self.path, key, n), key) for n, value in self.texts(key))
        return tuple(dict.fromkeys(member for member in read if member is not None))

    def rest(self) -> tuple[tuple[str, str], ...]:
        """All keys that nobody has asked for yet, with their words: of a table whose keys are names."""
        read = ((key, self.text(key)) for key in self._values if key not in self._asked)
        return tuple((key, value) for key, value in read if value is not None)

    def done(self) -> None:
        """Note the keys that nobody has asked for: they are spelt otherwise, or belong elsewhere."""
        for key in self._values:
            if key not in self._asked:
                otherwise = f"it has {', '.join(sorted(self._asked))}"
                shown = UNSAFE.sub("\ufffd", key)
                self.wrong(key, f"a {self.title} has no {shown!r}{did_you_mean(key, self._asked, otherwise)}")

    def _value(self, key: str) -> object:
        self._asked.add(key)
        return self._values.get(key, _MISSING)

    def _as_text(self, value: object, path: Path, key: str) -> str | None:
        if not isinstance(value, str):
            self.mistakes.add(path, f'{key}: this is to be words: write them in quotation marks, as "..."')
            return None
        words = value.strip()
        if not words:
            self.mistakes.add(path, f"{key}: there is nothing between the quotation marks")
            return None
        if UNSAFE.search(words) or "\n" in words or "\t" in words:
            self.mistakes.add(path, f"{key}: this has characters that do not show, or more than one line")
            return None
        return words

    def _member(self, value: str, members: Mapping[str, E], path: Path, key: str) -> E | None:
        wanted = _plain(value)
        by_words = {_plain(words): member for words, member in members.items()}
        parts = [member for words, member in by_words.items() if wanted in words]
        found = by_words.get(wanted) or (parts[0] if len(parts) == 1 else None)
        if found is None:
            cure = did_you_mean(wanted, by_words, f"it is one of {', '.join(members)}")
            self.mistakes.add(path, f"{key}: {value!r} is not known{cure}")
        return found


def _plain(words: str) -> str:
    return " ".join(re.split(r"[\s_-]+", words.strip().casefold()))
