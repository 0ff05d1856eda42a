"""Analyses as bytes, without loss.

A report's text is stored once per wording, in `texts`, and nowhere else: bodies leave it out. Bodies are JSON (any language
reads it, and a field that a later version adds reads as its default), deflated, because spans repeat the same few keys.
"""

import zlib
from dataclasses import dataclass, fields, replace
from datetime import date
from functools import cache
from hashlib import sha256
from typing import Any, TypeVar

import msgspec

from overhorizon.domain.accounts import Account
from overhorizon.domain.analysis import Analysis, AnalysisRun, Mention
from overhorizon.domain.assessment import Value
from overhorizon.domain.claims import Claim
from overhorizon.domain.errors import SkipItem
from overhorizon.domain.incidents import IncidentMention, Quantity, Relation
from overhorizon.domain.observed import Observed
from overhorizon.domain.reports import Publication, Report
from overhorizon.domain.watches import Alert

_LEVEL = 6
T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Body:
    """An Analysis whose report has no text yet: it cannot prove its spans, so it is no Analysis."""

    report: Report
    run: AnalysisRun
    mentions: tuple[Mention, ...] = ()
    incidents: tuple[IncidentMention, ...] = ()
    claims: tuple[Claim, ...] = ()
    relations: tuple[Relation, ...] = ()
    quantities: tuple[Quantity, ...] = ()


_PARTS = tuple(f.name for f in fields(_Body) if f.name != "report")


@cache
def _decoder(kind: type[T]) -> "msgspec.json.Decoder[T]":
    return msgspec.json.Decoder(kind)  # built once: it walks every type of the domain


def deflate(content: bytes) -> bytes:
    return zlib.compress(content, _LEVEL)


def inflate(content: bytes) -> bytes:
    return zlib.decompress(content)


def _encode(value: Any) -> bytes:
    """Raises SkipItem for what no file can hold: half a character, or a number beyond 64 bits."""
    try:
        return msgspec.json.encode(value)
    except (UnicodeEncodeError, OverflowError) as error:
        raise SkipItem("store", f"cannot be stored: {printable(str(error))}") from error


def encode_analysis(analysis: Analysis) -> bytes:
    """Raises SkipItem when it cannot be stored."""
    parts = {name: getattr(analysis, name) for name in _PARTS}
    return deflate(_encode(_Body(report=replace(analysis.report, text=""), **parts)))


def decode_analysis(body: bytes, text: str) -> Analysis:
    read = _decoder(_Body).decode(inflate(body))
    parts = {name: getattr(read, name) for name in _PARTS}
    return Analysis(report=replace(read.report, text=text), **parts)


def encode_report(report: Report) -> bytes:
    """Raises SkipItem when it cannot be stored."""
    return deflate(_encode(replace(report, text="")))


def decode_report(body: bytes, text: str) -> Report:
    read: Report = _decoder(Report).decode(inflate(body))
    return replace(read, text=text)


def encode_account(account: Account) -> bytes:
    """Raises SkipItem when it cannot be stored."""
    return deflate(_encode(account))


def decode_account(body: bytes, *, since: date | None = None) -> Account:
    """The account; from ``since`` on, where that is known: it depends on the other revisions of its report."""
    read: Account = _decoder(Account).decode(inflate(body))
    return read if since is None else replace(read, since=since)


def encode_alert(alert: Alert) -> bytes:
    """Raises SkipItem when it cannot be stored."""
    return deflate(_encode(alert))


def decode_alert(body: bytes) -> Alert:
    read: Alert = _decoder(Alert).decode(inflate(body))
    return read


def encode_observed(observed: Observed) -> bytes:
    return deflate(_encode(observed))


def decode_observed(body: bytes) -> Observed:
    read: Observed = _decoder(Observed).decode(inflate(body))
    return read


def encode_value(value: Value) -> bytes:
    return deflate(_encode(value))


def decode_value(body: bytes, kind: type[T]) -> T:
    """A value of a property, which says what kind it is."""
    read: T = _decoder(kind).decode(inflate(body))  # type: ignore[arg-type]  # types are hashable
    return read


def encode_publication(publication: Publication | None) -> str | None:
    return None if publication is None else _encode(publication).decode()


def decode_publication(body: str | None) -> Publication | None:
    return None if body is None else _decoder(Publication).decode(body)


def text_digest(text: str) -> str:
    """SHA-256 of the words. Raises SkipItem when they hold half a character (a lone surrogate)."""
    try:
        return sha256(text.encode()).hexdigest()
    except UnicodeEncodeError as error:
        raise SkipItem("store", f"the text holds half a character at {error.start}") from error


def printable(words: str) -> str:
    """The words with half characters spelt out: file names and messages may hold what no text may."""
    return words.encode("utf-8", "backslashreplace").decode()
