"""Text -> word pieces that the network takes, and the way back to characters of the stored text."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from tokenizers import Encoding, Tokenizer

from overhorizon.domain.spans import Span
from overhorizon.encoder.labels import CAPS_NONE, MAX_PIECES, caps_class
from overhorizon.encoder.sentences import sentences

_ROOM = MAX_PIECES - 2  # beside [CLS] and [SEP]


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """A word or a mark: its pieces in the window (first, one past the last) and its characters in the text."""

    first: int
    stop: int
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Window:
    """What the network reads at once: a passage, or a part of one that is too long. Arrays are [1, pieces]."""

    passage: Span
    pieces: NDArray[np.int64]
    caps: NDArray[np.int64]
    words: tuple[Word, ...]

    def span(self, first: int, stop: int) -> Span:
        """Characters of the words from ``first`` to before ``stop``."""
        return Span(start=self.words[first].span.start, end=self.words[stop - 1].span.end)


class Tokens:
    """The tokenizer of the weights. Offsets are those of the text as it is: nothing is normalised before."""

    def __init__(self, path: Path) -> None:
        self._tokenizer = Tokenizer.from_file(str(path))
        self._tokenizer.no_truncation()
        self._tokenizer.no_padding()
        empty = self._tokenizer.encode("").ids
        self._begin, self._end = empty[0], empty[-1]

    def windows(self, text: str, passage: Span) -> Iterator[Window]:
        """The passage as one window, or as several cut at ends of sentences when it exceeds MAX_PIECES."""
        encoding = self._tokenizer.encode(passage.of(text), add_special_tokens=False)
        words = _words(encoding, passage.start)
        start = 0
        while start < len(words):
            stop = _cut(text, passage, words, start)
            yield self._window(text, passage, encoding, words[start:stop])
            start = stop

    def _window(self, text: str, passage: Span, encoding: Encoding, words: Sequence[Word]) -> Window:
        first, stop = words[0].first, words[-1].stop
        caps = [CAPS_NONE]
        for word in words:
            caps += [caps_class(word.span.of(text))] * (word.stop - word.first)
        caps.append(CAPS_NONE)
        return Window(
            passage=passage,
            pieces=np.array([[self._begin, *encoding.ids[first:stop], self._end]], dtype=np.int64),
            caps=np.array([caps], dtype=np.int64),
            words=tuple(Word(first=w.first - first + 1, stop=w.stop - first + 1, span=w.span) for w in words),
        )


def _words(encoding: Encoding, offset: int) -> list[Word]:
    """Words in order; one of more pieces than a window holds (never a word of language) is cut into several."""
    found: list[Word] = []
    last = None
    for index, (word, (start, end)) in enumerate(zip(encoding.word_ids, encoding.offsets, strict=True)):
        if word == last and index - found[-1].first < _ROOM:
            before = found[-1]
            found[-1] = Word(first=before.first, stop=index + 1, span=Span(start=before.span.start, end=offset + end))
        else:
            found.append(Word(first=index, stop=index + 1, span=Span(start=offset + start, end=offset + end)))
        last = word
    return found


def _cut(text: str, passage: Span, words: Sequence[Word], start: int) -> int:
    """Where the window that begins at word ``start`` ends: the last end of a sentence that fits, else what fits."""
    if words[-1].stop - words[start].first <= _ROOM:
        return len(words)
    stop = start + 1
    while words[stop].stop - words[start].first <= _ROOM:
        stop += 1
    ends = {sentence.end for sentence in sentences(text, passage)}
    for index in range(stop, start, -1):
        if words[index - 1].span.end in ends:
            return index
    return stop
