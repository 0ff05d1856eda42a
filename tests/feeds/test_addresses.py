"""What may be fetched, and that nothing else is connected to."""

from ipaddress import IPv4Address, IPv6Address

import httpcore
import pytest
from hypothesis import given
from hypothesis import strategies as st

from overhorizon.domain.errors import SkipItem
from overhorizon.feeds.addresses import CheckedNetwork, Deadline, PrivateAddress, authority, is_public, parse

PRIVATE = [
    "127.0.0.1", "10.0.0.1", "172.16.5.5", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1", "255.255.255.255",
    "240.0.0.1", "192.0.2.1", "198.18.0.1", "::1", "::", "fe80::1", "fe80::1%eth0", "fc00::1", "fd12::1", "ff02::1", "fec0::1",
    "2001:db8::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::127.0.0.1", "64:ff9b::7f00:1", "64:ff9b::a00:1", "64:ff9b:1::7f00:1",
    "2002:7f00:1::", "2001:0:4136:e378:8000:63bf:3fff:fdd2", "localhost", "", "1.2.3",
]  # fmt: skip
PUBLIC = ["93.184.215.14", "1.1.1.1", "2606:4700:4700::1111", "::ffff:1.1.1.1", "64:ff9b::101:101"]


@pytest.mark.parametrize("address", PRIVATE)
def test_what_is_not_on_the_public_internet(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", PUBLIC)
def test_what_is(address: str) -> None:
    assert is_public(address)


@given(st.ip_addresses(v=4, network="10.0.0.0/8") | st.ip_addresses(v=4, network="127.0.0.0/8") | st.ip_addresses(v=4))
def test_no_wrapping_makes_an_address_public(ip: IPv4Address | IPv6Address) -> None:
    """A private IPv4 address stays private inside IPv6, and a public one that is mapped or translated stays what it is."""
    number, plain = int(ip), is_public(str(ip))
    mapped, translated = IPv6Address((0xFFFF << 32) | number), IPv6Address((0x64FF9B << 96) | number)
    assert is_public(str(mapped)) == is_public(str(translated)) == plain
    assert not is_public(str(IPv6Address((0x2002 << 112) | (number << 80))))


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("ftp://example.org/a", "no http"),
        ("file:///etc/passwd", "no http"),
        ("javascript:alert(1)", "no http"),
        ("http://", "no http"),
        ("/relative", "no http"),
        ("http://user:secret@example.org/", "user name"),
        ("http://example.org:22/", "port 22"),
        ("http://example.org:99999/", "port 99999"),
        ("http://[::1/", "no address"),
        ("http://exa\x1bmple.org/", "no address"),
        ("http://example.org/" + "a" * 2_000, "2019 characters"),
    ],
)
def test_addresses_that_are_not_asked_for(address: str, words: str) -> None:
    with pytest.raises(SkipItem, match=words) as refusal:
        parse(address)
    assert refusal.value.reason.isprintable() and "secret" not in refusal.value.reason


def test_an_address_in_its_asked_form() -> None:
    url = parse(" https://Bücher.example.org/a b?q=é#part ")
    assert str(url) == "https://xn--bcher-kva.example.org/a%20b?q=%C3%A9"
    assert authority(url) == "xn--bcher-kva.example.org:443"
    assert str(parse("../c", base=parse("http://example.org/a/b"))) == "http://example.org/c"


class Answers:
    """A resolver whose answers change with each question."""

    def __init__(self, *answers: tuple[str, ...]) -> None:
        self.answers = list(answers)

    def __call__(self, host: str, port: int) -> tuple[str, ...]:  # noqa: ARG002  a Resolver
        return self.answers.pop(0)


def network(*answers: tuple[str, ...]) -> CheckedNetwork:
    return CheckedNetwork(resolver=Answers(*answers), allowed=(), deadline=Deadline(lambda: 0.0, at=10.0))


@pytest.mark.parametrize(
    "answers", [("10.0.0.1",), ("93.184.215.14", "127.0.0.1"), ("::ffff:192.168.0.1",), ("64:ff9b::7f00:1",)]
)
def test_one_private_answer_refuses_the_name(answers: tuple[str, ...]) -> None:
    with pytest.raises(PrivateAddress, match="private network"):
        network(answers).connect_tcp("news.example.org", 80, 1.0)


def test_the_connection_goes_to_the_address_that_was_checked(monkeypatch: pytest.MonkeyPatch) -> None:
    """DNS rebinding: the name is asked for once, and a second answer is never heard."""
    reached: list[tuple[str, int]] = []

    def connect(self: object, host: str, port: int, *rest: object) -> httpcore.NetworkStream:
        reached.append((host, port))
        if host == "93.184.215.14":
            raise httpcore.ConnectError("refused")
        return httpcore.MockStream([])

    monkeypatch.setattr(httpcore.SyncBackend, "connect_tcp", connect)
    network(("93.184.215.14", "1.1.1.1"), ("127.0.0.1",)).connect_tcp("news.example.org", 443, 1.0)
    assert reached == [("93.184.215.14", 443), ("1.1.1.1", 443)]


def test_a_name_without_an_answer_cannot_be_reached() -> None:
    with pytest.raises(httpcore.ConnectError):
        network(()).connect_tcp("news.example.org", 80, 1.0)


def test_the_deadline_ends_every_step() -> None:
    at = [0.0]
    checked = CheckedNetwork(resolver=Answers(("1.1.1.1",)), allowed=(), deadline=Deadline(lambda: at[0], at=10.0))
    at[0] = 10.5
    with pytest.raises(httpcore.ConnectTimeout):
        checked.connect_tcp("news.example.org", 80, 5.0)
