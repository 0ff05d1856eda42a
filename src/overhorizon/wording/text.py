"""Text on its way out: escaped where a terminal, a spreadsheet or a parser would take it for more than text."""

import json
import re

from overhorizon.domain.spans import Span
from overhorizon.encoder.sentences import paragraphs, sentences

_INVISIBLE = "\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff"
# What moves a cursor, reverses the reading direction, hides, or cannot be encoded. Line feed and tab are left alone.
UNSAFE = re.compile(f"[\x00-\x08\x0b-\x1f{_INVISIBLE}]")
_UNSAFE_IN_JSON = re.compile(f"[{_INVISIBLE}]")  # the JSON encoder escapes what lies below U+0020 itself


def json_line(value: object) -> str:
    """One line of JSON, keys in the order given, readable but for unsafe characters, which are escaped and so survive."""
    line = json.dumps(value, ensure_ascii=False, allow_nan=False)
    return _UNSAFE_IN_JSON.sub(lambda m: f"\\u{ord(m.group()):04x}", line)


def without_unsafe(text: str) -> str:
    """The text with each unsafe character replaced by U+FFFD, so that its absence shows."""
    return UNSAFE.sub("\ufffd", text)


def sentence_around(text: str, span: Span) -> Span:
    """The sentence in which a span starts, so that words are quoted with what they belong to."""
    passage = next((p for p in paragraphs(text) if p.start <= span.start < p.end), span)
    return next((s for s in sentences(text, passage) if s.start <= span.start < s.end), span)
