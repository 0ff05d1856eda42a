"""The regression and the bounds: reference values of statsmodels 0.15 and scipy 1.17, and what holds for all counts."""

from typing import Final

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from overhorizon.watch.counts import Array, Fit, anscombe, quasi_poisson, upper_bound

COUNTS: Final = np.array([3, 2, 9, 12, 1, 9, 11, 4, 16, 6, 14, 25], dtype=np.float64)
VOLUMES: Final = np.array([90, 110, 100, 140, 80, 120, 130, 100, 150, 120, 140, 180], dtype=np.float64)
ROWS: Final = np.column_stack([np.ones(12), np.arange(12) / 12, np.arange(12) % 2])
WEIGHTS: Final = np.array([1, 1, 0.5, 1, 1, 1, 0.25, 1, 1, 1, 1, 1], dtype=np.float64)


def fitted() -> Fit:
    fit = quasi_poisson(COUNTS, ROWS, np.log(VOLUMES), WEIGHTS)
    assert fit is not None
    return fit


def test_the_fit_is_that_of_statsmodels() -> None:
    """GLM(family=Poisson(), offset=log(VOLUMES), var_weights=WEIGHTS).fit(scale="X2")."""
    fit = fitted()
    assert fit.coefficients == pytest.approx([-3.26536647634458, 1.2574234649216347, -0.05373228252926587])
    assert fit.dispersion == pytest.approx(1.7764157779537868)
    assert fit.covariance[0] == pytest.approx([0.12813896471226005, -0.1424453535684621, -0.03770555945418895])
    assert fit.covariance[1:, 1:].ravel() == pytest.approx(
        [0.23850527436137764, -0.00897302261706568, -0.00897302261706568, 0.07403006535923128]
    )


def test_leverages_and_residuals_are_those_of_statsmodels() -> None:
    """get_influence().hat_matrix_diag; resid_anscombe_unscaled over the root of scale and 1 - leverage."""
    fit = fitted()
    assert fit.leverages[[0, 6, 11]] == pytest.approx([0.247883977599274, 0.05936676184136182, 0.5755054984549602])
    unscaled = np.array([-0.24073507173191555, -1.2949282285283366, 1.7423015381403872])
    scale = np.sqrt(1.7764157779537868 * (1 - fit.leverages[[0, 1, 3]]))
    assert anscombe(COUNTS, fit)[[0, 1, 3]] == pytest.approx(unscaled / scale)


@pytest.mark.parametrize(
    ("share", "mean", "variance", "bound"),
    [
        (0.005, 3, 3, 8),  # scipy.stats.poisson.ppf
        (0.005, 3, 6, 12),  # and nbinom.ppf for the others
        (0.01, 10, 16, 21),
        (0.001, 30, 100, 69),
        (0.005, 0.2, 0.5, 5),
        (0.05, 200, 900, 252),
        (0.005, 5000, 90000, 5806),
    ],
)
def test_the_bound_is_the_quantile_of_scipy(share: float, mean: float, variance: float, bound: int) -> None:
    assert upper_bound(share, mean, variance) == bound


def test_large_counts_have_a_bound_without_a_large_table() -> None:
    near, far = upper_bound(0.005, 9_999, 40_000), upper_bound(0.005, 10_001, 40_000)
    assert abs(far - near) < 12
    assert upper_bound(0.005, 1e12, 1e12) > 1e12


@given(st.floats(min_value=0.01, max_value=500), st.floats(min_value=1, max_value=20))
def test_more_dispersion_is_no_lower_bound_for_usual_shares(mean: float, dispersion: float) -> None:
    bound = upper_bound(0.005, mean, mean * dispersion)
    assert upper_bound(0.05, mean, mean * dispersion) <= bound
    assert bound >= upper_bound(0.005, mean, mean) or mean < 1


@pytest.mark.parametrize(
    ("counts", "rows"),
    [
        (np.zeros(12), ROWS),  # nothing to learn a rate from
        (COUNTS[:3], ROWS[:3]),  # as many columns as counts
        (COUNTS, np.column_stack([ROWS, ROWS[:, 1]])),  # one column twice
    ],
)
def test_counts_that_settle_nothing_have_no_fit(counts: Array, rows: Array) -> None:
    assert quasi_poisson(counts, rows, np.zeros(len(counts)), np.ones(len(counts))) is None


def test_where_counts_grow_the_wider_dispersion_counts() -> None:
    fit = fitted()
    assert fit.restlessness > 0
    row, offset = np.array([[1.0, 0.5, 0.0]]), np.log(np.array([100_000.0]))
    mean, variance = fit.forecast(row, offset)
    assert variance > fit.dispersion * mean + mean**2 * float(row[0] @ fit.covariance @ row[0]) + 1
