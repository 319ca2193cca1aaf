"""The event portfolio and its calendar-time alpha."""

import numpy as np
import pandas as pd
import pytest
from unit.core_cases import events_at, random_factors, random_returns

from eventstudy.analysis import calendar_time_alpha, event_portfolio
from eventstudy.analysis.calendar_time import regressed
from eventstudy.analysis.event_portfolio import active_securities
from eventstudy.errors import DataError, InputError, NoEventsError, WindowError
from eventstudy.models import MODELS


def portfolio_of(returns, *pairs, holding=(1, 5), **options):
    return event_portfolio(returns, events_at(returns, *pairs), holding=holding, **options)


def test_a_security_is_active_once_however_many_events_it_has():
    active = active_securities(np.array([2, 3, 0]), np.array([0, 0, 1]), (1, 3), (8, 2))
    assert np.flatnonzero(active[:, 0]).tolist() == [3, 4, 5, 6]
    assert np.flatnonzero(active[:, 1]).tolist() == [1, 2, 3]


def test_holding_periods_are_cut_at_the_ends_of_the_table():
    active = active_securities(np.array([0, 4]), np.array([0, 1]), (-2, 3), (6, 2))
    assert np.flatnonzero(active[:, 0]).tolist() == [0, 1, 2, 3]
    assert np.flatnonzero(active[:, 1]).tolist() == [2, 3, 4, 5]


def test_the_portfolio_is_the_mean_of_its_active_securities():
    returns = random_returns(3)
    returns.iloc[12, 1] = np.nan
    made = portfolio_of(returns, ("S00", 10), ("S01", 10))
    np.testing.assert_allclose(made.returns.iloc[11], returns.iloc[11, :2].mean())
    assert made.returns.iloc[12] == returns.iloc[12, 0]
    assert made.n_active.iloc[9:17].tolist() == [0, 0, 2, 1, 2, 2, 2, 0]
    assert np.isnan(made.returns.iloc[10])


def test_weights_tilt_the_portfolio():
    returns = random_returns(2)
    size = pd.DataFrame([[3.0, 1.0]] * len(returns), returns.index, returns.columns)
    made = portfolio_of(returns, ("S00", 10), ("S01", 10), weights=size)
    np.testing.assert_allclose(made.returns.iloc[11], returns.iloc[11] @ [0.75, 0.25])
    with pytest.raises(InputError, match="'S01'"):
        portfolio_of(returns, ("S00", 10), weights=size[["S00"]])


def test_log_returns_are_averaged_as_simple_ones():
    returns = random_returns(2)
    logs = np.log1p(returns)
    logs.attrs["return_kind"] = "log"
    pairs = [("S00", 10), ("S01", 12)]
    np.testing.assert_allclose(
        portfolio_of(logs, *pairs).returns, portfolio_of(returns, *pairs).returns, rtol=1e-9
    )


def test_the_kind_of_returns_may_be_named():
    returns = random_returns(4)
    pairs = ("S00", 50), ("S01", 52), ("S02", 53)
    wanted = portfolio_of(returns, *pairs).returns
    named = portfolio_of(np.log1p(returns), *pairs, return_kind="log").returns
    np.testing.assert_allclose(named, wanted, rtol=1e-9)
    returns.attrs["return_kind"] = "log"
    np.testing.assert_array_equal(portfolio_of(returns, *pairs, return_kind="simple").returns, wanted)
    with pytest.raises(InputError, match="return_kind is 'Log': use 'simple' or 'log'"):
        portfolio_of(returns, *pairs, return_kind="Log")


def test_events_without_a_day_zero_are_named():
    returns = random_returns(2)
    made = portfolio_of(returns, ("S00", 10), ("S09", 10), ("S00", 10))
    assert made.n_events + len(made.dropped) == 3
    with pytest.raises(NoEventsError, match="S09"):
        portfolio_of(returns, ("S09", 10))
    with pytest.raises(WindowError, match="5:1"):
        portfolio_of(returns, ("S00", 10), holding=(5, 1))


def test_without_factors_alpha_is_the_mean_return():
    returns = random_returns(4)
    made = portfolio_of(returns, *[(f"S{i:02d}", 50 + 20 * i) for i in range(4)], holding=(0, 30))
    found = calendar_time_alpha(made, model="constant_mean", lags=0)
    values = made.returns.dropna()
    np.testing.assert_allclose(found.alpha, values.mean())
    np.testing.assert_allclose(found.se, values.std() / np.sqrt(len(values)))
    assert (found.n_sessions, found.min_active, found.dof) == (len(values), 1, len(values) - 1)


def test_a_planted_alpha_is_found():
    returns = random_returns(6)
    factors = random_factors(returns)
    returns = 0.2 * returns + factors[["MKT"]].to_numpy() * 1.2
    pairs = [(f"S{i:02d}", 50 + 30 * i) for i in range(6)]
    for name, row in pairs:
        returns.loc[returns.index[row + 1 : row + 41], name] += 0.004
    made = portfolio_of(returns, *pairs, holding=(1, 40))
    found = calendar_time_alpha(made, model="market", factors=factors, regression="wls")
    assert found.ci_low < 0.004 < found.ci_high
    assert found.p_value < 1e-6
    np.testing.assert_allclose(found.coefficients.loc["beta_MKT", "estimate"], 1.2, atol=0.2)


def test_sessions_with_few_securities_can_be_left_out():
    returns = random_returns(3)
    made = portfolio_of(returns, ("S00", 50), ("S01", 60), ("S02", 70), holding=(1, 30))
    found = calendar_time_alpha(made, model="constant_mean", min_active=2, lags=0)
    assert found.min_active == 2
    assert found.n_sessions == int((made.n_active >= 2).sum())


def test_what_cannot_be_regressed_is_said():
    returns = random_returns(2)
    made = portfolio_of(returns, ("S00", 50), holding=(1, 30))
    with pytest.raises(InputError, match="'gls'"):
        calendar_time_alpha(made, model="constant_mean", regression="gls")
    with pytest.raises(InputError, match="lags is -1"):
        calendar_time_alpha(made, model="constant_mean", lags=-1)
    with pytest.raises(DataError, match="0 sessions"):
        calendar_time_alpha(made, model="constant_mean", min_active=5)
    with pytest.raises(InputError, match="linear factor model"):
        calendar_time_alpha(made, model=MODELS["market_adjusted"].model)
    x = np.column_stack([np.ones(9), np.arange(9.0), 2 * np.arange(9.0)])
    with pytest.raises(DataError, match="collinear"):
        regressed(np.ones(9), x, weights=np.ones(9), lags=0)
