"""Addresses among the inputs: the fetcher of this machine, made when the first of them comes."""

from collections.abc import Callable
from random import SystemRandom
from typing import TYPE_CHECKING

from overhorizon.domain.reports import RawItem
from overhorizon.feeds.files import BadInput
from overhorizon.feeds.options import FetchOptions

if TYPE_CHECKING:
    from overhorizon.feeds.http import Fetcher


def machine_fetcher(options: FetchOptions) -> "Fetcher":
    """A fetcher on the clock, the chance and the name resolution of this machine. Close it."""
    from overhorizon.feeds.http import Fetcher, system_clock

    return Fetcher(options, clock=system_clock(), random=SystemRandom())


def opener(options: FetchOptions | None = None) -> Callable[[str], RawItem | BadInput]:
    """What gives the item at an address that a user names."""
    fetcher: Fetcher | None = None

    def opened(address: str) -> RawItem | BadInput:
        from overhorizon.feeds.pages import open_address  # the network's libraries load for those who need them

        nonlocal fetcher
        if fetcher is None:
            fetcher = machine_fetcher(options or FetchOptions())
        return open_address(address, fetcher)

    return opened
