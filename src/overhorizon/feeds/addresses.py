"""Which addresses may be fetched, and a network that connects to nothing else.

The text of a feed decides what we connect to, so it may not decide to connect to the machines around us (server-side request
forgery). A name is resolved once; every answer is checked; the connection goes to a checked answer: a name that resolves otherwise
a moment later (DNS rebinding) changes nothing.
"""

import socket
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from ssl import SSLContext
from typing import Any, Final

import httpcore
import httpx

from overhorizon.clean.text import one_line
from overhorizon.domain.errors import SkipItem

STAGE: Final = "fetch"
LONGEST: Final = 2_000  # characters of an address
PORTS: Final = {"http": 80, "https": 443}

Resolver = Callable[[str, int], tuple[str, ...]]

_NAT64 = IPv6Network("64:ff9b::/96")  # RFC 6052: the last 32 bits are the IPv4 address that is reached
_TUNNELS = tuple(
    IPv6Network(block)
    for block in (
        "::/96",  # IPv4-compatible, RFC 4291
        "64:ff9b:1::/48",  # local NAT64, RFC 8215
        "2001::/32",  # Teredo, RFC 4380
        "2002::/16",  # 6to4, RFC 3056
        "fec0::/10",  # site-local, RFC 3879
    )
)


class PrivateAddress(SkipItem):
    """The name leads to a machine that is not on the public internet."""


def parse(address: str, *, base: httpx.URL | None = None) -> httpx.URL:
    """An address as it may be asked for: http or https, a host, no user name, a port that the web uses. Its fragment goes.

    ``base`` is what a relative address is relative to. Raises SkipItem.
    """
    if len(address) > LONGEST:
        raise SkipItem(STAGE, f"an address of {len(address)} characters")
    try:
        url = base.join(address.strip()) if base is not None else httpx.URL(address.strip())
        host, port = url.raw_host.decode("ascii"), url.port
    except (httpx.InvalidURL, ValueError, TypeError):
        raise SkipItem(STAGE, f"{one_line(address, 80)} is no address") from None
    if url.scheme not in PORTS or not host:
        raise SkipItem(STAGE, f"{one_line(address, 80)} is no http or https address")
    if url.userinfo:
        raise SkipItem(STAGE, "an address with a user name or password in it")
    if port is not None and port not in PORTS.values() and not 1024 <= port < 65_536:
        raise SkipItem(STAGE, f"port {port} is not one of the web")
    return url.copy_with(fragment=None)


def authority(url: httpx.URL) -> str:
    """HOST:PORT of an address, the unit of politeness."""
    return f"{url.raw_host.decode('ascii')}:{url.port or PORTS[url.scheme]}"


def is_public(address: str) -> bool:
    """Whether an IP address is one that anybody on the internet can reach: not private, shared, local, reserved or multicast."""
    try:
        ip: IPv4Address | IPv6Address = ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(ip, IPv6Address):
        if ip.ipv4_mapped is not None:
            ip = ip.ipv4_mapped
        elif ip in _NAT64:
            ip = IPv4Address(int(ip) & 0xFFFF_FFFF)
        elif any(ip in tunnel for tunnel in _TUNNELS):
            return False
    return ip.is_global and not ip.is_multicast and not ip.is_reserved


def resolve(host: str, port: int) -> tuple[str, ...]:
    """The addresses of a name, as the system resolves it. Raises OSError."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, proto=socket.IPPROTO_TCP)
    return tuple(dict.fromkeys(str(entry[4][0]) for entry in found))


@dataclass(slots=True)
class Deadline:
    """When the answer that is under way must have ended, on the clock ``elapsed`` (seconds)."""

    elapsed: Callable[[], float]
    at: float = 0.0

    def left(self, timeout: float | None) -> float:
        """Seconds that one more step may take."""
        left = self.at - self.elapsed()
        return left if timeout is None else min(left, timeout)


class CheckedNetwork(httpcore.NetworkBackend):
    """Connects to public addresses alone, and to those of ``allowed`` (HOST:PORT); no step outlasts the deadline."""

    def __init__(self, *, resolver: Resolver, allowed: Iterable[str], deadline: Deadline) -> None:
        self._resolve = resolver
        self._allowed = frozenset(allowed)
        self._deadline = deadline
        self._plain = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        """Raises SkipItem for what must not be reached, and httpcore's errors for what cannot be."""
        try:
            found = self._resolve(host, port)
        except (OSError, UnicodeError) as error:
            raise httpcore.ConnectError("its name cannot be resolved") from error
        if f"{host}:{port}" not in self._allowed and not all(is_public(address) for address in found):
            raise PrivateAddress(STAGE, f"{one_line(host, 80)} is on a private network, which is not fetched from")
        failure: Exception = httpcore.ConnectError("its name has no address")
        for address in found:
            left = self._deadline.left(timeout)
            if left <= 0:
                raise httpcore.ConnectTimeout("too slow to connect")
            try:
                return _TimedStream(self._plain.connect_tcp(address, port, left, local_address, socket_options), self._deadline)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
        raise failure

    def sleep(self, seconds: float) -> None:
        """httpcore sleeps between its own tries; we let it make none."""
        raise NotImplementedError


class _TimedStream(httpcore.NetworkStream):
    """A stream whose every step ends at the deadline: a server that sends one byte a second must not hold us for hours."""

    def __init__(self, stream: httpcore.NetworkStream, deadline: Deadline) -> None:
        self._stream = stream
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, self._left(timeout, httpcore.ReadTimeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, self._left(timeout, httpcore.WriteTimeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        left = self._left(timeout, httpcore.ConnectTimeout)
        return _TimedStream(self._stream.start_tls(ssl_context, server_hostname, left), self._deadline)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)

    def _left(self, timeout: float | None, error: type[Exception]) -> float:
        left = self._deadline.left(timeout)
        if left <= 0:
            raise error("the answer takes too long")
        return left
