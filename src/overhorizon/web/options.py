"""What the workbench needs to know of its surroundings: built at entry, frozen, passed down."""

import ipaddress
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime

from overhorizon.domain.errors import InvalidInput
from overhorizon.domain.watches import Theatre, Watch
from overhorizon.notify.options import ChannelOptions


def _now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """Who may write: what they do is signed with ``name``. The secret is kept out of every representation."""

    name: str
    secret: str = field(repr=False)

    def __post_init__(self) -> None:
        if not self.name.strip() or len(self.secret) < 16:
            raise InvalidInput("a token has a name, and a secret of 16 characters or more")


@dataclass(frozen=True, slots=True, kw_only=True)
class WebOptions:
    """``store`` is a ledger's address; ``tokens`` are those who may write, and beyond this machine who may read at all.

    ``hosts`` are names by which the server is called beside its own address. Theatres, watches, channels and names of feeds are those
    of the settings file. Raises InvalidInput where it would be open to others without a token.
    """

    store: str
    host: str = "127.0.0.1"
    port: int = 8600
    tokens: tuple[Token, ...] = ()
    hosts: tuple[str, ...] = ()
    theatres: tuple[Theatre, ...] = ()
    watches: tuple[Watch, ...] = ()
    feeds: tuple[str, ...] = ()
    channels: tuple[ChannelOptions, ...] = field(default=(), repr=False)  # their addresses may hold passwords
    now: Callable[[], datetime] = _now

    def __post_init__(self) -> None:
        if not self.is_local and not self.tokens:
            raise InvalidInput(f"on {self.host} others could read and write: give --token-file, or keep to 127.0.0.1")

    @property
    def is_local(self) -> bool:
        """Whether only this machine can reach it."""
        try:
            return ipaddress.ip_address(self.host.strip("[]")).is_loopback
        except ValueError:
            return False  # a name may lead anywhere, "localhost" too: docs/decisions/0013


def tokens_in(text: str) -> tuple[Token, ...]:
    """From lines such as ``ada: a-long-secret``; empty ones and those that begin with # are passed over. Raises InvalidInput."""
    found = []
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        name, colon, secret = (part.strip() for part in line.partition(":"))
        if not colon:
            raise InvalidInput(f"token file, line {number}: write a name, a colon, and a secret")
        try:
            found.append(Token(name=name, secret=secret))
        except InvalidInput as error:
            raise InvalidInput(f"token file, line {number}: {error}") from None
    if not found:
        raise InvalidInput("the token file names nobody: write a name, a colon, and a secret, a line for each")
    if len({token.name for token in found}) < len(found):
        raise InvalidInput("the token file gives a name twice")
    return tuple(found)
