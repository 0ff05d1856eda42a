"""Weekly counts -> alarms: a rate that left its baseline.

The method is Farrington Flexible (Noufaily et al. 2013, Statistics in Medicine 32(7):1206-1222): a quasi-Poisson regression on the weeks
of past years with a trend and a factor of ten seasons, past outbreaks weighed down, the last half year left out, a negative binomial
bound. What is ours:

- the log of the reporting volume is the offset, so that more reading is not more violence;
- the bound allows for the uncertainty of the fit, which is large in short series, beside that of the counts;
- the last one, two and three weeks are judged together, each against its own bound: a doubling of small counts shows in no single week;
- of two dispersions the wider one counts, so that bounds stay honest when the counts grow with the reading;
- a ledger without two years behind it is judged by its recent weeks: same regression, without seasons, which it cannot know, and without
  a trend, which cost detections in the simulations and saved no false alarm, as the weeks move along;
- a young one is judged by EARS C2 (Hutwagner et al. 2003, Journal of Urban Health 80(2):i89-i96): mean and standard deviation of seven
  weeks, two weeks back, with the volume as above.

A week is judged when it is over, with the weeks before it as they are known then. Late reports change past weeks; judged again, a week
may raise an alarm that it did not raise at first. An alarm belongs to its week and is raised once: whoever keeps alarms keeps one for
each theatre, actor and week, and none is taken back.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

import numpy as np

from overhorizon.domain.errors import InvalidInput
from overhorizon.domain.surveillance import RateAlarm, RateMethod, Week
from overhorizon.watch.counts import Array, Fit, anscombe, quasi_poisson, upper_bound

_YEAR: Final = 365.25 / 7  # weeks
_SEASONS: Final = 10  # Noufaily et al.: the window around the judged week and nine others
_EARS_WEEKS: Final = 7
_EARS_LAG: Final = 2
_LEAST_COUNT_WEEKS: Final = 4  # Farrington et al. 1996


@dataclass(frozen=True, slots=True, kw_only=True)
class RateOptions:
    """Times in weeks. Chosen on simulated theatres of other seeds than are reported (docs/guides/rates.md).

    Raises InvalidInput for what makes no sense.
    """

    alpha: float = 0.005  # share of quiet windows above the bound
    together: int = 3  # the most weeks that are judged together
    years: int = 5  # reference years at most
    least_years: int = 2  # of reference, for Farrington Flexible
    half_window: int = 3  # weeks on both sides of the judged one that make its season
    left_out: int = 26  # last weeks that are no reference for Farrington Flexible: an outbreak may be under way
    recent: int = 26  # reference weeks where there are not years enough
    least_recent: int = 20  # of these, below which EARS judges
    guard: int = 4  # last weeks that are no reference for the recent weeks, the judged ones among them
    outlying: float = 2.58  # standardized residual above which a past week is weighed down
    ears: float = 3.0  # standard deviations above the mean
    least_count: int = 5  # in the last four weeks; below, no alarm (Farrington et al. 1996)

    def __post_init__(self) -> None:
        if not 0 < self.alpha < 0.5:
            raise InvalidInput(f"alpha is a share between 0 and 0.5, not {self.alpha}")
        if not 1 <= self.together <= self.guard <= self.left_out:
            raise InvalidInput(
                "weeks judged together are 1 or more, at most those of the guard, and those at most the weeks left out"
            )
        if not 1 <= self.least_years <= self.years:
            raise InvalidInput("reference years are 1 or more, and at least the fewest allowed")
        if not 4 <= self.least_recent <= self.recent:
            raise InvalidInput("recent reference weeks are 4 or more, and at least the fewest allowed")
        if not 0 <= self.half_window <= 12:
            raise InvalidInput("the window of a season has 0 to 12 weeks on each side")
        if min(self.outlying, self.ears) <= 0 or self.least_count < 1:
            raise InvalidInput("bounds and counts are above 0")


DEFAULTS: Final = RateOptions()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Bound:
    """What is expected of the last ``weeks`` together, and what they must pass."""

    weeks: int
    expected: float
    upper: float
    method: RateMethod


def rate_alarm(weeks: Iterable[Week], *, today: date, options: RateOptions = DEFAULTS) -> RateAlarm | None:
    """The alarm of the last week that was over before ``today``, if it raises one.

    Weeks come in any order; one that is missing was not observed. None too without history, and where that week was not observed.
    Raises InvalidInput for two weeks of one Monday.
    """
    last = today - timedelta(days=today.weekday() + 7)
    found = rate_alarms(weeks, since=last, today=today, options=options)
    return found[0] if found else None


def rate_alarms(weeks: Iterable[Week], *, since: date, today: date, options: RateOptions = DEFAULTS) -> tuple[RateAlarm, ...]:
    """The alarms of all weeks that begin on ``since`` or later and were over before ``today``, each judged by the weeks before it.

    For a reader that was away, and for late reports. Raises InvalidInput for two weeks of one Monday.
    """
    known = sorted(weeks, key=lambda w: w.monday)
    if len({w.monday for w in known}) < len(known):
        raise InvalidInput("one week is given twice")
    over = [w for w in known if w.volume > 0 and w.monday + timedelta(days=7) <= today]
    judged = (_judged(over[: i + 1], options) for i, week in enumerate(over) if week.monday >= since)
    return tuple(alarm for alarm in judged if alarm is not None)


def _judged(weeks: Sequence[Week], options: RateOptions) -> RateAlarm | None:
    """The last week, and with it those before it, against their bounds; of several windows the one that passed its bound farthest."""
    ages = [(weeks[-1].monday - w.monday).days // 7 for w in weeks]
    if sum(w.count for w, age in zip(weeks, ages, strict=True) if age < _LEAST_COUNT_WEEKS) < options.least_count:
        return None
    found: list[RateAlarm] = []
    for bound in _bounds(weeks, ages, options):
        observed = sum(w.count for w in weeks[-bound.weeks :])
        if bound.weeks == 1 and observed <= bound.expected:
            return None  # a week like others: what came before it was judged then
        if observed > bound.upper:
            found.append(
                RateAlarm(
                    week=weeks[-1].monday,
                    weeks=bound.weeks,
                    observed=observed,
                    expected=bound.expected,
                    upper=bound.upper,
                    score=(observed - bound.expected) / (bound.upper - bound.expected),
                    method=bound.method,
                )
            )
    return max(found, key=lambda alarm: alarm.score, default=None)


def _bounds(weeks: Sequence[Week], ages: Sequence[int], options: RateOptions) -> tuple[_Bound, ...]:
    """Of the last week, the last two and so on, by the best method that the history allows; none without history."""
    if _has_years(ages, options):
        reference = [i for i, age in enumerate(ages) if options.left_out <= age <= options.years * _YEAR + options.half_window]
        if found := _regression(weeks, ages, reference, options, RateMethod.FARRINGTON):
            return found
    reference = [i for i, age in enumerate(ages) if options.guard <= age < options.guard + options.recent]
    if len(reference) >= options.least_recent:
        return _regression(weeks, ages, reference, options, RateMethod.RECENT)
    return _ears(weeks, ages, options)


def _has_years(ages: Sequence[int], options: RateOptions) -> bool:
    """Whether most of the weeks around this time of the year were observed in each of the last years that are the least."""
    windows = [
        sum(abs(age - year * _YEAR) <= options.half_window + 0.5 for age in ages) for year in range(1, options.least_years + 1)
    ]
    return min(windows) > options.half_window


def _regression(
    weeks: Sequence[Week], ages: Sequence[int], reference: Sequence[int], options: RateOptions, method: RateMethod
) -> tuple[_Bound, ...]:
    """The bounds of the last weeks, as many as were observed without a gap. Empty where the model cannot be fitted."""
    counts = np.array([weeks[i].count for i in reference], dtype=np.float64)
    volumes = np.array([weeks[i].volume for i in reference], dtype=np.float64)
    unbroken = [age for i, age in enumerate(reversed(ages)) if age == i][: options.together]
    if not counts.any():
        return _unseen([weeks[i] for i in reference], weeks[-1], options, method)
    rows = _rows([ages[i] for i in reference], options, method)
    judged = _rows(unbroken, options, method)
    offset = np.log(np.array([weeks[-1 - age].volume for age in unbroken], dtype=np.float64))
    fit = _weighed(counts, rows, np.log(volumes), options)
    if method is RateMethod.FARRINGTON and (fit is None or fit.forecast(judged[:1], np.zeros(1))[0] > (counts / volumes).max()):
        rows, judged = rows[:, :-1], judged[:, :-1]  # a trend that leads where the theatre never was is left out
        fit = _weighed(counts, rows, np.log(volumes), options)
    if fit is None:
        return ()
    found = []
    for together in range(1, len(unbroken) + 1):
        mean, variance = fit.forecast(judged[:together], offset[:together])
        upper = upper_bound(options.alpha, mean, variance)
        if upper <= mean:
            return ()  # so wide a forecast is none
        found.append(_Bound(weeks=together, expected=mean, upper=upper, method=method))
    return tuple(found)


def _unseen(reference: Sequence[Week], last: Week, options: RateOptions, method: RateMethod) -> tuple[_Bound, ...]:
    """The bound where nothing happened so far: half an incident in all those weeks (Jeffreys' prior of a rate), widely."""
    mean = 0.5 * last.volume / sum(w.volume for w in reference)
    upper = upper_bound(options.alpha, mean, mean + mean**2 / 0.5)
    return (_Bound(weeks=1, expected=mean, upper=max(upper, 1), method=method),)


def _weighed(counts: Array, rows: Array, offset: Array, options: RateOptions) -> Fit | None:
    """The fit in which past outbreaks weigh less (Noufaily et al.): residuals above the threshold with their inverse square."""
    even = np.ones_like(counts)
    first = quasi_poisson(counts, rows, offset, even)
    if first is None:
        return None
    residuals = anscombe(counts, first)
    if residuals.max() <= options.outlying:
        return first
    weights = np.where(residuals > options.outlying, np.maximum(residuals, options.outlying) ** -2, even)
    return quasi_poisson(counts, rows, offset, weights * len(weights) / weights.sum())


def _rows(ages: Sequence[int], options: RateOptions, method: RateMethod) -> Array:
    """Columns: one; for Farrington Flexible each season but that of the judged week, whether the week lies in it, and the trend."""
    past = np.array(ages, dtype=np.float64)
    columns = [np.ones_like(past)]
    if method is RateMethod.FARRINGTON:
        away = np.mod(past + _YEAR / 2, _YEAR) - _YEAR / 2  # weeks from the nearest day of this time of the year, either way
        half = options.half_window + 0.5
        rest = (
            (np.mod(-away, _YEAR) - half) / (_YEAR - 2 * half) * (_SEASONS - 1)
        )  # other seasons follow each other round the year
        season = np.where(np.abs(away) <= half, 0, 1 + np.clip(np.floor(rest), 0, _SEASONS - 2))
        columns += [(season == level).astype(np.float64) for level in range(1, _SEASONS)]
        columns.append(-past / _YEAR)
    return np.column_stack(columns)


def _ears(weeks: Sequence[Week], ages: Sequence[int], options: RateOptions) -> tuple[_Bound, ...]:
    """Mean and deviation of seven weeks, brought to the volume of the judged one; no smaller deviation than that of pure chance."""
    reference = [w for w, age in zip(weeks, ages, strict=True) if _EARS_LAG < age <= _EARS_LAG + _EARS_WEEKS]
    if len(reference) < _EARS_WEEKS:
        return ()
    if not any(w.count for w in reference):
        return _unseen(reference, weeks[-1], options, RateMethod.EARS)
    scaled = np.array([w.count / w.volume for w in reference]) * weeks[-1].volume
    mean = float(scaled.mean())
    deviation = max(float(scaled.std(ddof=1)), mean**0.5)
    return (_Bound(weeks=1, expected=mean, upper=mean + options.ears * deviation, method=RateMethod.EARS),)
