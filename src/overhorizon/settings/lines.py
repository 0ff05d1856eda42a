"""On which line of a TOML text each value stands, so that a mistake can be pointed at. `tomllib` has checked the text before."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

Path = tuple[str | int, ...]
"""Names and places in lists from the top: ``("feed", 0, "every")``; ``("theatre", 1, "countries", 0)`` is the first country."""

_TOKEN: Final = re.compile(
    r'"""(?:[^\\]|\\.)*?"{3,5}|'
    r"'''.*?'{3,5}|"
    r'"(?:[^"\\\n]|\\.)*"|'
    r"'[^'\n]*'|"
    r"#[^\n]*|\n|[\[\]{}=,.]|[^\s\"'#\[\]{}=,.]+",
    re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Lines:
    """Where things stand."""

    _found: dict[Path, int]

    def of(self, path: Path) -> int:
        """The line of a value; where it has none of its own (an inline table), that of the nearest thing that holds it."""
        for length in range(len(path), 0, -1):
            if (line := self._found.get(path[:length])) is not None:
                return line
        return 1


def lines_of(text: str) -> Lines:
    """The lines of tables, keys and elements of lists in a valid TOML text; what stands in inline tables goes by their key's line."""
    found: dict[Path, int] = {}
    table: Path = ()
    numbers: dict[Path, int] = {}
    for statement in _statements(text):
        line, words = statement[0][0], [word for _, word in statement]
        if words[0] == "[":
            names = tuple(_bare(word) for word in words if word not in ("[", "]", "."))
            if words[1] == "[":
                numbers[names] = numbers.get(names, -1) + 1
            table = _with_numbers(names, numbers)
            found[table] = line
            continue
        equals = words.index("=")
        path = (*table, *(_bare(word) for word in words[:equals] if word != "."))
        found[path] = line
        found |= {(*path, number): where for number, where in enumerate(_elements(statement[equals + 1 :]))}
    return Lines(found)


def _statements(text: str) -> Iterator[list[tuple[int, str]]]:
    """Headers and assignments, as their words with the line of each."""
    statement: list[tuple[int, str]] = []
    depth, line = 0, 1
    for match in _TOKEN.finditer(text):
        word = match.group()
        if word == "\n" and depth == 0 and statement:
            yield statement
            statement = []
        elif word != "\n" and not word.startswith("#"):
            depth += (word in ("[", "{")) - (word in ("]", "}"))
            statement.append((line, word))
        line += word.count("\n")
    if statement:
        yield statement


def _elements(value: list[tuple[int, str]]) -> Iterator[int]:
    """The lines on which the elements of a list begin."""
    depth, is_between = 0, True
    for line, word in value if value[0][1] == "[" else ():
        if depth == 1 and is_between and word not in (",", "]"):
            yield line
            is_between = False
        depth += (word in ("[", "{")) - (word in ("]", "}"))
        is_between = is_between or (depth == 1 and word == ",")


def _with_numbers(names: tuple[str, ...], numbers: dict[Path, int]) -> Path:
    path: list[str | int] = []
    for length, name in enumerate(names, start=1):
        path.append(name)
        if (number := numbers.get(names[:length])) is not None:
            path.append(number)
    return tuple(path)


def _bare(word: str) -> str:
    return word[1:-1] if word[:1] in ('"', "'") else word
