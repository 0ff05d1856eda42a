"""Silence: a feed or a theatre of which nothing is read any more. "No reports" is not "no incidents".

The habit is an empirical quantile of the gaps between days with a report, so that weekends, weekly papers and remote provinces have
each their own. Days and not hours, because a burst of forty entries in one minute says nothing about nights and weekends.
"""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import Final

from overhorizon.domain.errors import InvalidInput
from overhorizon.domain.surveillance import Silence


@dataclass(frozen=True, slots=True, kw_only=True)
class SilenceOptions:
    """Times in days. Raises InvalidInput for what makes no sense."""

    window: int = 365  # before the last report: how far back the habit is learned
    least_gaps: int = 20  # below, there is no habit yet
    quantile: float = 0.98  # of the gaps: what counts as long; from fifty gaps on, one past silence is outvoted
    factor: float = 2.0  # how much longer than long a silence is
    least_days: int = 3  # nothing shorter is a silence

    def __post_init__(self) -> None:
        if not 0 < self.quantile < 1:
            raise InvalidInput(f"a quantile lies between 0 and 1, not at {self.quantile}")
        if self.factor < 1 or min(self.window, self.least_gaps, self.least_days) < 1:
            raise InvalidInput("factor, window, gaps and days of a silence are 1 or more")


DEFAULTS: Final = SilenceOptions()


def silence(days: Iterable[date], *, today: date, options: SilenceOptions = DEFAULTS) -> Silence | None:
    """The silence that lasts ``today``, if one does. ``days`` are those of its reports, in any order, days of no report left out.

    Ask after a successful reading of the feed (or of a feed of the theatre): a reader that was away hears nothing either. Days after
    ``today`` are left out: a page that is dated ahead must not hide a silence. The day of the last report names the silence, so that
    it is told once. The longest gaps of a short history are its quantile.
    """
    known = sorted({day for day in days if day <= today})
    seen = [day for day in known if day >= known[-1] - timedelta(days=options.window)]
    gaps = sorted((later - earlier).days for earlier, later in pairwise(seen))
    if len(gaps) < options.least_gaps:
        return None
    habit = gaps[math.ceil(options.quantile * len(gaps)) - 1]
    bound = max(math.ceil(options.factor * habit), options.least_days)
    passed = (today - seen[-1]).days
    if passed <= bound:
        return None
    return Silence(last=seen[-1], days=passed, habit=habit, bound=bound, gaps=len(gaps))
