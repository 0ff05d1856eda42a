"""Answers are made once for each state of the ledger: entity tags for those who ask again, and a store of what was made."""

import hashlib
from collections import OrderedDict
from collections.abc import Callable
from threading import Lock
from typing import Final

from fastapi import Request
from fastapi.responses import Response

from overhorizon import __version__
from overhorizon.web.security import asker

_KEPT: Final = 32_000_000  # bytes of answers

JSON: Final = "application/json"


class Answers:
    """What was answered last, by entity tag; the least recently asked goes first. Safe from several threads."""

    def __init__(self, most: int = _KEPT) -> None:
        self._most = most
        self._size = 0
        self._held: OrderedDict[str, bytes] = OrderedDict()
        self._lock = Lock()

    def of(self, tag: str) -> bytes | None:
        with self._lock:
            body = self._held.get(tag)
            if body is not None:
                self._held.move_to_end(tag)
            return body

    def keep(self, tag: str, body: bytes) -> None:
        with self._lock:
            if tag in self._held or len(body) > self._most // 8:
                return
            self._held[tag] = body
            self._size += len(body)
            while self._size > self._most:
                self._size -= len(self._held.popitem(last=False)[1])


def answered(request: Request, make: Callable[[], bytes], *, media_type: str = JSON) -> Response:
    """The answer to this address as the ledger stands: 304 for who has it, else what was made before, else what ``make`` gives.

    An answer may depend on the ledger, the address, the day, and who asks; on nothing else.
    """
    tag = _tag(request)
    headers = {"ETag": tag, "Cache-Control": "private, no-cache", "Vary": "Authorization, Cookie"}
    if _has(request.headers.get("if-none-match", ""), tag):
        return Response(status_code=304, headers=headers)
    answers: Answers = request.app.state.answers
    body = answers.of(tag)
    if body is None:
        body = make()
        answers.keep(tag, body)
    return Response(body, headers=headers, media_type=media_type)


def _tag(request: Request) -> str:
    """Weak: the same answer goes out compressed or not."""
    asking, who = request.app.state.asking, asker(request)
    parts = (
        __version__,
        asking.version(),  # read before anything is made: an answer may be newer than its tag, never older
        asking.options.now().date().isoformat(),
        request.headers.get("host", ""),  # feeds name the address at which they were asked for
        request.url.path,
        request.url.query,
        f"{who.name} {who.csrf}" if who else "",
    )
    return f'W/"{hashlib.sha256(chr(0).join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:32]}"'


def _has(if_none_match: str, tag: str) -> bool:
    """Weakly compared, as RFC 9110 has it for this header."""
    return any(one.strip().removeprefix("W/") in (tag.removeprefix("W/"), "*") for one in if_none_match.split(","))
