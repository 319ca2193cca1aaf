"""Abnormal returns of a block: one event at a time gives the same, and arrays are lined up."""

import numpy as np
import pytest

from eventstudy.abnormal import abnormal_returns
from eventstudy.errors import WindowError
from eventstudy.models import MODELS
from eventstudy.types import EventWindow
from eventstudy.windows import window_rows

WINDOW = EventWindow(event=(-2, 3), estimation=(-45, -6), min_estimation=20)


def block_of(day_zero, security, name="market", seed=2):
    rng = np.random.default_rng(seed)
    model = MODELS[name].model
    returns, factors = rng.normal(0, 0.02, (120, 4)), rng.normal(0, 0.01, (120, len(model.factors)))
    returns[70, 1] = np.nan
    rows = window_rows(np.array(day_zero), WINDOW, 120)
    abnormal, _ = abnormal_returns(
        model,
        returns=returns,
        factors=factors,
        security=np.array(security),
        rows=rows,
        left_out=np.zeros(rows.estimation.shape, dtype=bool),
    )
    return abnormal, returns, factors


def test_abnormal_and_normal_make_up_the_return():
    abnormal, returns, _ = block_of([60, 71], [0, 1])
    np.testing.assert_allclose(abnormal.ar[0] + abnormal.normal[0], returns[58:64, 0], atol=1e-16)
    assert np.isnan(abnormal.ar[1]).tolist() == [False, True, False, False, False, False]


def test_prediction_by_hand():
    abnormal, returns, factors = block_of([60], [2])
    x, y = factors[15:55, 0], returns[15:55, 2]
    slope = np.cov(x, y)[0, 1] / x.var(ddof=1)
    expected = returns[58:64, 2] - y.mean() - slope * (factors[58:64, 0] - x.mean())
    np.testing.assert_allclose(abnormal.ar[0], expected, atol=1e-15)
    # The textbook forecast variance of one factor: 1 + 1/M + (F - mean)^2 / sum of squares.
    forecast = 1 + 1 / 40 + (factors[58:64, 0] - x.mean()) ** 2 / ((x - x.mean()) ** 2).sum()
    np.testing.assert_allclose(1 + (abnormal.loadings[0] ** 2).sum(axis=1), forecast, rtol=1e-12)


@pytest.mark.parametrize("name", sorted(name for name in MODELS if not name.endswith("_control")))
def test_a_block_is_its_events(name):
    day_zero, security = [60, 71, 60, 90], [0, 1, 3, 0]
    together, *_ = block_of(day_zero, security, name)
    for at in range(4):
        alone, *_ = block_of([day_zero[at]], [security[at]], name)
        for field in ("ar", "sigma2", "dof", "car_variance"):
            np.testing.assert_allclose(getattr(together, field)[at], getattr(alone, field)[0], rtol=1e-10)


def test_the_gap_lies_between_the_windows():
    abnormal, returns, _ = block_of([60], [0], "constant_mean")
    mean = returns[15:55, 0].mean()
    np.testing.assert_allclose(abnormal.residuals.gap[0], returns[55:58, 0] - mean, atol=1e-16)


def test_market_adjusted_has_no_forecast_error():
    abnormal, returns, factors = block_of([60], [0], "market_adjusted")
    np.testing.assert_allclose(abnormal.ar[0], (returns[:, 0] - factors[:, 0])[58:64], atol=1e-16)
    np.testing.assert_allclose(abnormal.car_variance, 6 * abnormal.sigma2)


def test_a_car_with_a_missing_day_is_missing():
    abnormal, *_ = block_of([71], [1])
    assert np.isnan(abnormal.over(-1, 0).car)
    assert np.isfinite(abnormal.over(0, 3).car)


@pytest.mark.parametrize(("first", "last"), [(1, 0), (-3, 0), (0, 4)])
def test_horizons_outside_are_refused(first, last):
    with pytest.raises(WindowError, match=f"horizon {first}:{last}"):
        block_of([60], [0])[0].over(first, last)
