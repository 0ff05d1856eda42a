"""Overdispersed counts: a quasi-Poisson regression, and the negative binomial bounds of a forecast.

Written in numpy. statsmodels fits the same model, but takes 1.6 s to import (scipy and pandas with it) where one fit takes less than a
millisecond; tests/watch/test_counts.py holds coefficients, dispersion and covariance to what statsmodels answers.
"""

import math
from dataclasses import dataclass
from statistics import NormalDist
from typing import Any, Final

import numpy as np

Array = np.ndarray[Any, np.dtype[np.float64]]

_STEPS: Final = 50
_CLOSE: Final = 1e-9
_LARGE: Final = 1e4  # above, the normal distribution is near enough
_LIMIT: Final = 30.0  # of a linear predictor: e^30 a week is out of reach, and a series of zeros has no finite coefficient


@dataclass(frozen=True, slots=True, kw_only=True)
class Fit:
    """Coefficients with their covariance, two views of the dispersion, fitted means and leverages.

    ``dispersion`` is the variance by the mean, Pearson's, 1 or more; ``restlessness`` what the variance has above the mean, by the
    square of the mean, 0 or more (the moment estimate for a negative binomial). At counts of one size both say the same.
    """

    coefficients: Array
    covariance: Array
    dispersion: float
    restlessness: float
    means: Array
    leverages: Array

    def forecast(self, rows: Array, offset: Array) -> tuple[float, float]:
        """Mean and variance of the sum of new counts: their own chance and the uncertainty of the fit.

        Of the two dispersions the one that is wider there: where the counts grow, because more is read or by a trend, quasi-Poisson
        alone has bounds that are too narrow.
        """
        means = np.exp(np.clip(rows @ self.coefficients + offset, -_LIMIT, _LIMIT))
        slope = means @ rows
        mean = float(means.sum())
        chance = max(self.dispersion * mean, mean + self.restlessness * float(means @ means))
        return mean, chance + float(slope @ self.covariance @ slope)


def quasi_poisson(counts: Array, rows: Array, offset: Array, weights: Array) -> Fit | None:
    """Counts of mean exp(rows @ coefficients + offset) and variance dispersion * mean, by iteratively reweighted least squares.

    The dispersion is Pearson's, never below 1 (Farrington et al. 1996). None where the counts do not settle the coefficients: fewer of
    them than there are columns and one, columns that depend on each other, no convergence.
    """
    free = int((weights > 0).sum()) - rows.shape[1]
    if free < 1 or not counts.any():
        return None
    eta = np.log(counts + 0.5)
    for _ in range(_STEPS):
        means = np.exp(np.clip(eta, -_LIMIT, _LIMIT))
        information = rows.T @ (rows * (weights * means)[:, None])
        target = rows.T @ (weights * means * (eta - offset) + weights * (counts - means))
        try:
            coefficients = np.linalg.solve(information, target)
        except np.linalg.LinAlgError:
            return None
        before, eta = eta, rows @ coefficients + offset
        if np.max(np.abs(eta - before)) < _CLOSE:
            break
    else:
        return None
    means = np.exp(eta)
    information = rows.T @ (rows * (weights * means)[:, None])
    if np.linalg.cond(information) > 1 / _CLOSE:
        return None
    inverse = np.linalg.inv(information)
    squares = weights * (counts - means) ** 2
    dispersion = max(1.0, float((squares / means).sum()) / free)
    restlessness = max(0.0, float((squares * len(counts) / free - weights * means).sum() / (weights * means**2).sum()))
    leverages = np.einsum("ij,jk,ik->i", rows, inverse, rows) * weights * means
    return Fit(
        coefficients=coefficients,
        covariance=dispersion * inverse,
        dispersion=dispersion,
        restlessness=restlessness,
        means=means,
        leverages=leverages,
    )


def anscombe(counts: Array, fit: Fit) -> Array:
    """Standardized Anscombe residuals, about normal for counts: how far each lies from its fitted mean, in standard deviations."""
    raw = 1.5 * (counts ** (2 / 3) * fit.means ** (-1 / 6) - fit.means**0.5)
    return np.asarray(raw / np.sqrt(fit.dispersion * np.maximum(1 - fit.leverages, _CLOSE)))


def upper_bound(share: float, mean: float, variance: float) -> int:
    """The least count that at most ``share`` of the counts of this mean and variance pass: negative binomial, or Poisson if that wide.

    Noufaily et al. 2013 take the quantile of a negative binomial of the same moments instead of a transformed normal.
    """
    if mean > _LARGE or variance > _LARGE**2:
        return math.ceil(NormalDist(mean, math.sqrt(max(variance, mean))).inv_cdf(1 - share))
    top = math.ceil(mean + 40 * math.sqrt(max(variance, mean)) + 40)
    below = np.arange(top, dtype=np.float64)
    extra = variance - mean
    if extra > _CLOSE * mean:
        size, odds = mean**2 / extra, extra / variance
        first = size * math.log1p(-odds)
        steps = np.log((below + size) / (below + 1) * odds)
    else:
        first, steps = -mean, math.log(mean) - np.log(below + 1)
    mass = np.exp(first + np.concatenate(([0.0], np.cumsum(steps))))
    beyond = np.cumsum(mass[::-1])[::-1] - mass  # P(X > k), summed from the small end for its digits
    return int(np.argmax(beyond <= share))
