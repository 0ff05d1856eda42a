"""Who may ask and who may write, and what every answer carries so that report text can do nothing to its reader."""

import hashlib
import hmac
import secrets
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Final
from urllib.parse import urlsplit

from fastapi import Depends, HTTPException, Request
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from overhorizon.web.options import Token, WebOptions
from overhorizon.web.problems import problem

COOKIE: Final = "overhorizon"
HEADERS: Final[Mapping[str, str]] = {
    "Content-Security-Policy": "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; object-src 'none'",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Referrer-Policy": "same-origin",  # with "no-referrer" browsers call the origin of our own forms null
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
_OPEN: Final = ("/session", "/static/", "/assets/")  # what is needed to sign in
_SESSIONS_KEPT: Final = 256
_MOST: Final = 1_000_000  # bytes of a body; a note is a few hundred


@dataclass(frozen=True, slots=True, kw_only=True)
class Who:
    """Who asks: by which token, and the CSRF token of their session (None: they sent the token itself)."""

    name: str
    csrf: str | None = None


class Sessions:
    """Those who signed in with a browser since the server started. Kept in memory: a restart signs everybody out."""

    def __init__(self, tokens: tuple[Token, ...]) -> None:
        self._tokens = tokens
        self._signed_in: OrderedDict[str, Who] = OrderedDict()

    def bearer(self, secret: str) -> str | None:
        """The name of the token with this secret; takes the same time for all that are not."""
        given = hashlib.sha256(secret.encode("utf-8", "surrogatepass")).digest()
        found = None
        for token in self._tokens:
            if hmac.compare_digest(hashlib.sha256(token.secret.encode()).digest(), given):
                found = token.name
        return found

    def sign_in(self, secret: str) -> str | None:
        """A new session's id for the cookie; None for a wrong secret. The oldest of many sessions ends."""
        name = self.bearer(secret)
        if name is None:
            return None
        session = secrets.token_urlsafe(32)
        self._signed_in[session] = Who(name=name, csrf=secrets.token_urlsafe(32))
        while len(self._signed_in) > _SESSIONS_KEPT:
            self._signed_in.popitem(last=False)
        return session

    def of(self, session: str) -> Who | None:
        return self._signed_in.get(session)

    def sign_out(self, session: str) -> None:
        self._signed_in.pop(session, None)


class Guard:
    """Around the whole application: the name by which it was called, who asks, and the headers of every answer."""

    def __init__(self, app: ASGIApp, options: WebOptions, sessions: Sessions) -> None:
        self._app = app
        self._options = options
        self._sessions = sessions
        self._hosts = _hosts(options)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers[name] = value
                headers.setdefault("Cache-Control", "no-store")
            await send(message)

        request = Request(scope)
        scope.setdefault("state", {})["who"] = who = self._who(request)
        if self._hosts and _name_in(request.headers.get("host", "")) not in self._hosts:
            refused = problem(
                request, 421, "this server is not called by that name"
            )  # another site's name led here: DNS rebinding
        elif who is None and not self._options.is_local and not request.url.path.startswith(_OPEN):
            refused = problem(request, 401, "reading needs a token here: sign in at /session", {"WWW-Authenticate": "Bearer"})
        elif (why := _too_much(request.headers)) is not None:
            refused = problem(request, *why)
        else:
            await self._app(scope, receive, guarded)
            return
        await refused(scope, receive, guarded)

    def _who(self, request: Request) -> Who | None:
        scheme, _, secret = request.headers.get("authorization", "").partition(" ")
        if scheme.lower() == "bearer":
            name = self._sessions.bearer(secret.strip())
            return Who(name=name) if name else None
        return self._sessions.of(request.cookies.get(COOKIE, ""))


def _too_much(headers: Headers) -> tuple[int, str] | None:
    """Why a body is not read: it is too long, or does not say how long it is."""
    if "transfer-encoding" in headers:
        return 411, "say how long the body is: Content-Length"
    length = headers.get("content-length", "0")
    if length.isascii() and length.isdecimal() and len(length) < 12 and int(length) <= _MOST:
        return None
    return 413, f"no more than {_MOST:,} bytes"


def _hosts(options: WebOptions) -> frozenset[str]:
    """The names by which it may be called; empty: any, because a token is asked for and the address may be one of many."""
    named = {host.lower() for host in options.hosts}
    if options.is_local:
        return frozenset(named | {"127.0.0.1", "localhost", "::1", options.host.strip("[]").lower()})
    return frozenset(named | {options.host.lower()}) if named else frozenset()


def _name_in(host: str) -> str:
    """The host of a Host header, without its port."""
    try:
        return (urlsplit(f"//{host}").hostname or "").lower()
    except ValueError:
        return ""


def is_own(headers: Headers) -> bool:
    """Whether a browser says that the request comes from a page of ours; what is no browser says nothing."""
    if headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        return False
    origin = headers.get("origin")
    return origin is None or urlsplit(origin).netloc.lower() == headers.get("host", "").lower()


def asker(request: Request) -> Who | None:
    """Who asks; None without a token."""
    who: Who | None = request.scope["state"]["who"]
    return who


async def writer(request: Request) -> str:
    """The name that signs what is written. A browser's session needs its CSRF token: X-CSRF-Token, or the form field ``csrf``.

    Raises HTTPException: 401 without a token, 403 for a request that another site made.
    """
    who = asker(request)
    if who is None:
        raise HTTPException(401, "writing needs a token: `overhorizon serve` prints one", {"WWW-Authenticate": "Bearer"})
    if who.csrf is not None:
        given = request.headers.get("x-csrf-token")
        if given is None and request.headers.get("content-type", "").startswith(
            ("application/x-www-form", "multipart/form-data")
        ):
            given = str((await request.form()).get("csrf", ""))
        if not is_own(request.headers) or not hmac.compare_digest((given or "").encode(), who.csrf.encode()):
            raise HTTPException(403, "this did not come from a page of the workbench: load the page again")
    return who.name


Writer = Annotated[str, Depends(writer)]
Asker = Annotated[Who | None, Depends(asker)]
