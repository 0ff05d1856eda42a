"""What the three forms of input have in common before furniture, language and repeats are looked for."""

import re
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit, urlunsplit

from overhorizon.clean.text import one_line, tidy
from overhorizon.domain.reports import Publication
from overhorizon.domain.spans import Span
from overhorizon.encoder.sentences import paragraphs

_ALNUM = re.compile(r"[^\W_]+")
_LONGEST_ADDRESS: Final = 2_000
_LONGEST_TITLE: Final = 500
_HEAD_LINES: Final = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """Tidy text with what the input declares about it. ``title`` opens the text where the input declares one."""

    text: str
    title: Span | None = None
    address: str | None = None
    outlet: str | None = None
    publication: Publication | None = None


def headed(title: str | None, body: str) -> tuple[str, Span | None]:
    """Tidy text with its title, and the title's span.

    The title is put before the text unless it stands there already, as the first line or below a masthead and a menu; then
    the text keeps its own words.
    """
    body = tidy(body)
    head = one_line(title, _LONGEST_TITLE) if title else ""
    if not head:
        return body, None
    for line in paragraphs(body[: 4 * _LONGEST_TITLE])[:_HEAD_LINES]:
        if _same(line.of(body), head):
            return body, line
    return (f"{head}\n\n{body}" if body else head), Span(start=0, end=len(head))


def _same(a: str, b: str) -> bool:
    words = _ALNUM.findall(a.casefold())
    return bool(words) and words == _ALNUM.findall(b.casefold())


def canonical_address(url: str | None) -> str | None:
    """A web address without trackers, fragment, credentials or default port; None for anything that is not http(s).

    Two links to one article must be one address, because the address is the article's identity.
    """
    if not url or len(url) > _LONGEST_ADDRESS:
        return None
    from courlan import clean_url

    candidate = one_line(url, _LONGEST_ADDRESS)
    if " " in candidate:
        return None
    try:
        cleaned = clean_url(candidate) or ""
        parts = urlsplit(cleaned)
        host, port = parts.hostname, parts.port
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not host or "." not in host:
        return None
    keep_port = port is not None and port != {"http": 80, "https": 443}[parts.scheme]
    return urlunsplit((parts.scheme, f"{host}:{port}" if keep_port else host, parts.path or "/", parts.query, ""))
