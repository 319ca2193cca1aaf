"""Volume as a table that a study takes, and its model with autocorrelated disturbances."""

import numpy as np
import pandas as pd
import pytest
from unit.core_cases import WINDOW, events_at, random_returns

from eventstudy.analysis import AutoregressiveModel, log_volume, market_volume
from eventstudy.analysis.volume_model import autocorrelation
from eventstudy.errors import DataError, InputError
from eventstudy.study import run_study
from eventstudy.types import EstimationBlock


def volumes(n_securities=12, seed=3, rho=0.6):
    """Log volumes that follow the market and their own past."""
    frame = random_returns(n_securities)
    rng = np.random.default_rng(seed)
    market = rng.normal(0, 0.3, (len(frame), 1))
    noise = rng.normal(0, 0.4, frame.shape)
    for row in range(1, len(frame)):
        noise[row] += rho * noise[row - 1]
    return pd.DataFrame(np.round(np.exp(10 + market + noise)), frame.index, frame.columns)


def test_turnover_and_volume_have_constants_of_their_own():
    traded = volumes(2)
    shares = pd.Series({"S00": 2e6, "S01": 1e6})
    np.testing.assert_allclose(log_volume(traded, shares), np.log(traded / shares + 0.00025), rtol=1e-12)
    np.testing.assert_allclose(log_volume(traded), np.log(traded + 1), rtol=1e-12)
    np.testing.assert_allclose(log_volume(traded, shares, constant=0.01), np.log(traded / shares + 0.01))
    assert log_volume(traded).attrs["return_kind"] == "log volume"


def test_days_without_trade_count_and_unknown_ones_are_missing():
    traded = volumes(1)
    traded.iloc[:2, 0] = [0.0, np.nan]
    logs = log_volume(traded)
    assert logs.iloc[0, 0] == 0
    assert np.isnan(logs.iloc[1, 0])
    assert np.isnan(log_volume(traded, constant=0.0).iloc[0, 0])


def test_shares_outstanding_hold_until_the_next_number():
    traded = volumes(1)
    reported = pd.DataFrame({"S00": [1e6, 2e6]}, index=traded.index[[0, 100]])
    logs = log_volume(traded, reported, constant=0.0)
    np.testing.assert_allclose(logs.iloc[99, 0], np.log(traded.iloc[99, 0] / 1e6))
    np.testing.assert_allclose(logs.iloc[100, 0], np.log(traded.iloc[100, 0] / 2e6))


def test_wrong_volumes_are_named():
    traded = volumes(2)
    with pytest.raises(InputError, match="'S01'"):
        log_volume(traded, pd.Series({"S00": 1e6}))
    with pytest.raises(DataError, match="outstanding of 0"):
        log_volume(traded, pd.Series({"S00": 1e6, "S01": 0.0}))
    traded.iloc[3, 1] = -5.0
    with pytest.raises(DataError, match="volume of S01 on 2018-01-04 is -5"):
        log_volume(traded)


@pytest.mark.parametrize("model", ["market", AutoregressiveModel()])
def test_a_study_of_volume_finds_more_trade_on_event_days(model):
    traded = volumes()
    pairs = [(f"S{i:02d}", 150 + 12 * i) for i in range(12)]
    for name, row in pairs:
        traded.loc[traded.index[row], name] *= np.exp(2.0)
    logs = log_volume(traded)
    result = run_study(
        logs,
        events_at(traded, *pairs),
        model=model,
        factors=market_volume(logs),
        window=WINDOW,
        tests=["bmp"],
        horizons=[(0, 0), (-3, -1)],
    )
    found = result.tests.set_index("first")
    assert found.loc[0, "p_value"] < 1e-4
    assert found.loc[-3, "p_value"] > 0.01
    # Own weight in the market's mean of twelve takes away a twelfth; 0.5 is four standard errors.
    np.testing.assert_allclose(found.loc[0, "estimate"], 2.0 * 11 / 12, atol=0.5)
    assert result.estimation["return_kind"] == "log volume"


def test_autocorrelation_is_taken_over_adjacent_days():
    residuals = np.array([[1.0, 0.5, np.nan, 2.0, 1.0, np.nan]])
    np.testing.assert_allclose(autocorrelation(residuals), (0.5 + 2.0) / (1 + 4))
    assert autocorrelation(np.full((1, 4), np.nan)) == 0
    assert autocorrelation(np.array([[1.0, 2.0, 4.0, 8.0]])) == 0.99


def test_the_model_recovers_what_it_assumes():
    rng = np.random.default_rng(8)
    x = rng.normal(0, 1, (3, 4000, 1))
    u = rng.normal(0, 0.5, (3, 4000))
    for day in range(1, 4000):
        u[:, day] += 0.7 * u[:, day - 1]
    model = AutoregressiveModel()
    fit = model.fit(EstimationBlock(returns=2 + 1.5 * x[..., 0] + u, factors=x))
    # Four standard errors of each, of 4000 days.
    np.testing.assert_allclose(fit.parameters["rho"], 0.7, atol=4 * np.sqrt((1 - 0.49) / 4000))
    np.testing.assert_allclose(fit.coefficients[:, 1], 1.5, atol=4 * 0.5 / np.sqrt(4000))
    np.testing.assert_allclose(fit.sigma2, 0.25 / (1 - 0.49), rtol=0.15)
    days = EstimationBlock(returns=np.full((3, 2), np.nan), factors=np.ones((3, 2, 1)))
    np.testing.assert_allclose(
        model.predict(fit, days).normal, fit.coefficients.sum(axis=1)[:, None] * [1, 1]
    )
