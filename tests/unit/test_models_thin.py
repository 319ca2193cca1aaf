"""Models for thin trading: lags and leads by name, summed betas, returns between trades."""

from itertools import pairwise

import numpy as np
import pandas as pd
import pytest
from unit.core_cases import random_factors, random_returns, study

from eventstudy.errors import InputError
from eventstudy.models import MODELS
from eventstudy.models.lagged_beta import (
    Dimson,
    FowlerRorke,
    ScholesWilliams,
    fowler_rorke_weights,
    lags_and_leads,
    market_autocorrelation,
)
from eventstudy.models.linear import LinearModel
from eventstudy.models.trade_to_trade import TradeToTrade, span_design
from eventstudy.panel import model_inputs, return_panel
from eventstudy.returns import log_returns, trade_to_trade_returns
from eventstudy.types import EstimationBlock

NAN = np.nan
THIN = ["dimson", "fowler_rorke", "scholes_williams", "trade_to_trade"]


# --- lags and leads of a factor ---------------------------------------------------------------


def inputs(returns, factors, *names, excess=False):
    return model_inputs(return_panel(returns), factors, LinearModel(factors=names, excess=excess))[1]


def test_a_shifted_factor_is_that_of_the_neighbouring_session():
    returns = random_returns(2, 40)
    factors = random_factors(returns)
    market = factors["MKT"].to_numpy()
    found = inputs(returns, factors, "MKT(-1)", "MKT", "MKT(+1)", "MKT(-2)")
    np.testing.assert_array_equal(found[:, 0], [NAN, *market[:-1]])
    np.testing.assert_array_equal(found[:, 1], market)
    np.testing.assert_array_equal(found[:, 2], [*market[1:], NAN])
    np.testing.assert_array_equal(found[:, 3], [NAN, NAN, *market[:-2]])


def test_shifts_count_sessions_of_the_returns():
    returns = random_returns(2, 40)
    factors = random_factors(returns).drop(returns.index[4])
    found = inputs(returns, factors, "MKT(-1)")
    assert np.flatnonzero(np.isnan(found[:, 0])).tolist() == [0, 5]


def test_the_risk_free_rate_is_subtracted_before_the_shift():
    returns = random_returns(2, 40)
    factors = random_factors(returns).assign(RF=np.linspace(0.0, 0.001, 40))
    found = inputs(returns, factors, "MKT(-1)", excess=True)
    np.testing.assert_allclose(found[1:, 0], (factors["MKT"] - factors["RF"])[:-1], atol=1e-18)


def test_a_column_that_has_the_name_of_a_shift_is_taken_as_given():
    returns = random_returns(2, 40)
    factors = random_factors(returns).assign(**{"MKT(-1)": 0.5})
    assert (inputs(returns, factors, "MKT(-1)") == 0.5).all()


def test_a_missing_factor_is_named_without_its_shift():
    returns = random_returns(2, 40)
    with pytest.raises(InputError, match="no column 'OIL'; it has MKT"):
        inputs(returns, random_factors(returns), "OIL(+1)")
    with pytest.raises(InputError, match="needs the factors MKT, SMB: pass"):
        inputs(returns, None, "MKT(-1)", "MKT", "SMB")


def test_a_list_of_factors_may_hold_lags():
    returns = random_returns()
    factors = random_factors(returns)
    lagged = factors.assign(BEFORE=factors["MKT"].shift(1))
    by_name = study(returns, ("S00", 200), model=["MKT(-1)", "SMB"], factors=factors)
    by_hand = study(returns, ("S00", 200), model=["BEFORE", "SMB"], factors=lagged)
    np.testing.assert_array_equal(by_name.ar, by_hand.ar)


# --- betas summed over lags and leads ---------------------------------------------------------


def lagged_block(k, seed=3, n_events=4, n_obs=70):
    rng = np.random.default_rng(seed)
    market = rng.normal(0, 0.01, (n_events, n_obs + 2 * k))
    factors = np.stack([market[:, at : at + n_obs] for at in range(2 * k + 1)], axis=2)
    returns = (
        0.001 + 0.6 * factors[:, :, k] + 0.3 * factors[:, :, k - 1] + rng.normal(0, 0.02, (n_events, n_obs))
    )
    return EstimationBlock(returns=returns, factors=factors)


@pytest.mark.parametrize("k", [1, 2, 5])
def test_dimson_sums_the_slopes_of_one_regression(k):
    block = lagged_block(k)
    fit = Dimson(k=k).fit(block)
    for event in range(4):
        x = np.column_stack([np.ones(70), block.factors[event]])
        slopes, *_ = np.linalg.lstsq(x, block.returns[event])
        expected = [slopes[0], slopes[1:].sum()]
        np.testing.assert_allclose(fit.coefficients[event], expected, rtol=1e-9)
        left = block.returns[event] - expected[0] - expected[1] * block.factors[event, :, k]
        np.testing.assert_allclose(fit.residuals[event], left, atol=1e-15)
        assert fit.sigma2[event] == pytest.approx((left**2).sum() / (70 - 2 * k - 2), rel=1e-12)


def test_dimson_predicts_from_the_market_of_the_day():
    block = lagged_block(1)
    model = Dimson()
    fit = model.fit(block)
    unknown = block.factors.copy()
    unknown[:, :, [0, 2]] = NAN
    normal = model.predict(fit, EstimationBlock(returns=block.returns, factors=unknown)).normal
    alpha, beta = fit.coefficients[:, :1], fit.coefficients[:, 1:]
    np.testing.assert_allclose(normal, alpha + beta * block.factors[:, :, 1], atol=1e-16)


def test_fowler_rorke_weights_by_hand():
    one, two = np.array([0.2, 0.0]), np.array([0.1, 0.0])
    w = 1.2 / 1.4
    np.testing.assert_allclose(fowler_rorke_weights(one), [[w, 1, w], [1, 1, 1]])
    near, far = 1.5 / 1.6, 1.3 / 1.6
    np.testing.assert_allclose(fowler_rorke_weights(one, two), [[far, near, 1, near, far], [1] * 5])
    assert np.isnan(fowler_rorke_weights(np.array([-0.5]))[0, 0])


def test_fowler_rorke_is_dimson_for_a_market_without_memory():
    block = lagged_block(1)
    dimson, weighted = Dimson().fit(block), FowlerRorke().fit(block)
    rho = market_autocorrelation(block.factors, 1)
    slopes = [
        np.linalg.lstsq(np.column_stack([np.ones(70), f]), y)[0]
        for f, y in zip(block.factors, block.returns, strict=True)
    ]
    outer = np.array([s[1] + s[3] for s in slopes])
    shrunk = (1 - (1 + rho) / (1 + 2 * rho)) * outer
    np.testing.assert_allclose(dimson.coefficients[:, 1] - weighted.coefficients[:, 1], shrunk, rtol=1e-8)


def test_autocorrelation_uses_the_days_on_which_both_are_known():
    block = lagged_block(2)
    factors = block.factors.copy()
    factors[0, 10, 2] = factors[0, 11, 1] = NAN
    known = [at for at in range(70) if at not in (10, 11)]
    expected = np.corrcoef(factors[0, known, 2], factors[0, known, 1])[0, 1]
    assert market_autocorrelation(factors, 1)[0] == pytest.approx(expected, rel=1e-12)
    expected = np.corrcoef(factors[1, :, 2], factors[1, :, 0])[0, 1]
    assert market_autocorrelation(factors, 2)[1] == pytest.approx(expected, rel=1e-12)


def test_scholes_williams_uses_the_inner_days_of_the_window():
    block = lagged_block(1)
    wild = block.returns.copy()
    wild[:, [0, -1]] = 9.0
    fit = ScholesWilliams().fit(EstimationBlock(returns=wild, factors=block.factors))
    np.testing.assert_array_equal(fit.coefficients, ScholesWilliams().fit(block).coefficients)
    assert (fit.n_obs == 68).all()
    np.testing.assert_allclose(np.nanmean(fit.residuals, axis=1), 0, atol=1e-16)


@pytest.mark.parametrize("k", [0, -1])
def test_dimson_without_lags_is_refused(k):
    with pytest.raises(InputError, match=f"k is {k}: give 1 or more"):
        Dimson(k=k)


@pytest.mark.parametrize("k", [0, 3])
def test_fowler_rorke_knows_one_lag_and_two(k):
    with pytest.raises(InputError, match=f"k is {k}: weights are known"):
        FowlerRorke(k=k)


def test_names_of_lags_and_leads():
    assert lags_and_leads(2) == ("MKT(-2)", "MKT(-1)", "MKT", "MKT(+1)", "MKT(+2)")


def delayed(share, n_events=400, n_obs=250, seed=8):
    """Returns with true beta 1 of stocks whose last trade was yesterday's close on a share of days."""
    rng = np.random.default_rng(seed)
    market = rng.normal(0, 0.01, (n_events, n_obs + 3))
    true = market + rng.normal(0, 0.01, market.shape)
    level = np.cumsum(true, axis=1)
    late = rng.random(level.shape) < share
    observed = np.where(late[:, 1:], level[:, :-1], level[:, 1:])
    returns = np.diff(observed, axis=1)[:, :n_obs]
    factors = np.stack([market[:, 1 + j : 1 + j + n_obs] for j in range(3)], axis=2)
    return EstimationBlock(returns=returns, factors=factors)


def test_late_prices_bias_the_market_model_and_not_the_sums():
    block = delayed(0.4)
    only = EstimationBlock(returns=block.returns, factors=block.factors[:, :, 1:2])
    plain = MODELS["market"].model.fit(only).coefficients[:, 1]
    assert plain.mean() == pytest.approx(0.6, abs=0.02)
    for name in ("scholes_williams", "dimson", "fowler_rorke"):
        beta = MODELS[name].model.fit(block).coefficients[:, 1]
        # Four standard errors of the mean of 400 betas.
        assert abs(beta.mean() - 1) < 4 * beta.std() / 20, name


# --- trade to trade ---------------------------------------------------------------------------


def one_event(returns, market):
    returns, market = np.array([returns], dtype=float), np.array([market], dtype=float)
    return EstimationBlock(returns=returns, factors=market[:, :, None])


def spans_of(returns, market, sessions=NAN, before=NAN):
    block = one_event(returns, market)
    opened = np.array([sessions], dtype=float), np.array([before], dtype=float)
    design, still_open = span_design(block.returns, block.factors[:, :, 0], *opened)
    return design[0], still_open[0]


def test_spans_by_hand():
    design, still_open = spans_of([0.1, NAN, NAN, 0.2, 0.3, NAN], [1, 2, 3, 4, 5, 6])
    np.testing.assert_array_equal(design[:, 0], [NAN, NAN, NAN, 3, 1, NAN])
    np.testing.assert_array_equal(design[:, 1], [NAN, NAN, NAN, 9, 5, NAN])
    assert still_open.tolist() == [1, 6]


def test_a_span_may_begin_before_the_first_day():
    design, still_open = spans_of([NAN, 0.2, 0.1], [1, 2, 3], sessions=2, before=10)
    np.testing.assert_array_equal(design, [[NAN, NAN], [4, 13], [1, 3]])
    assert still_open.tolist() == [0, 0]


def test_a_span_without_one_market_return_cannot_be_used():
    design, still_open = spans_of([0.1, NAN, 0.2, 0.3, NAN], [1, NAN, 2, 3, NAN])
    np.testing.assert_array_equal(design[:, 0], [NAN, NAN, NAN, 1, NAN])
    assert np.isnan(still_open).all()


def test_days_that_are_no_sessions_are_passed_over():
    design, _ = spans_of([NAN, NAN, NAN, 0.2], [NAN, NAN, 1, 2], sessions=1, before=7)
    assert design[-1].tolist() == [3, 10]


def test_a_window_without_a_trade_has_nothing_open():
    _, still_open = spans_of([NAN, NAN], [1, 2])
    assert np.isnan(still_open).all()


def thin_block(seed=4, n_events=300, n_obs=240, share=0.6, noise=0.02):
    """Log returns between trades of stocks that trade on a share of days; beta 1.5, alpha 0.001."""
    rng = np.random.default_rng(seed)
    market = rng.normal(0.0002, 0.01, (n_events, n_obs))
    level = np.cumsum(0.001 + 1.5 * market + rng.normal(0, noise, market.shape), axis=1)
    level = np.where(rng.random(level.shape) < share, level, NAN)
    returns = np.stack([between_trades(row) for row in level])
    return EstimationBlock(returns=returns, factors=market[:, :, None])


def between_trades(level):
    last, found = NAN, np.full(level.shape, NAN)
    for day in np.flatnonzero(np.isfinite(level)):
        found[day], last = level[day] - last, level[day]
    return found


def test_trade_to_trade_recovers_alpha_beta_and_sigma():
    block = thin_block()
    fit = TradeToTrade().fit(block)
    for column, true in enumerate([0.001, 1.5]):
        estimates = fit.coefficients[:, column]
        # Four standard errors of the mean of 300 estimates.
        assert abs(estimates.mean() - true) < 4 * estimates.std() / np.sqrt(300)
    assert np.sqrt(fit.sigma2.mean()) == pytest.approx(0.02, rel=0.02)
    standardised = fit.residuals / fit.spread / 0.02
    for n in (1, 2, 3):
        assert np.std(standardised[np.isclose(fit.spread, np.sqrt(n))]) == pytest.approx(1, abs=0.03)


def test_the_market_model_on_the_same_days_is_biased():
    block = thin_block()
    plain = MODELS["market"].model.fit(block).coefficients
    assert plain[:, 0].mean() > 0.0015  # the drift of several sessions taken for that of one


def test_spread_is_the_root_of_the_span_and_residuals_are_in_units_of_returns():
    block = thin_block(n_events=1)
    model = TradeToTrade()
    fit = model.fit(block)
    used = np.isfinite(fit.residuals[0])
    trades = np.flatnonzero(np.isfinite(block.returns[0]))
    # The first return of the series is NaN already; the first that is there is not used.
    np.testing.assert_array_equal(np.flatnonzero(used), trades[1:])
    np.testing.assert_allclose(fit.spread[0, used] ** 2, np.diff(trades), rtol=1e-15)
    n, alpha, beta = np.diff(trades), *fit.coefficients[0]
    market = [block.factors[0, a + 1 : b + 1, 0].sum() for a, b in pairwise(trades)]
    left = block.returns[0, used] - n * alpha - beta * np.array(market)
    np.testing.assert_allclose(fit.residuals[0, used], left, atol=1e-15)
    assert fit.sigma2[0] == pytest.approx((left**2 / n).sum() / (n.size - 2), rel=1e-12)


def test_prediction_reaches_back_to_the_last_trade_of_the_window():
    rng = np.random.default_rng(2)
    returns, market = rng.normal(0, 0.02, 60), rng.normal(0, 0.01, 60)
    returns[[20, 21, 47, 48, 49, 50, 51, 55]] = NAN
    model = TradeToTrade()
    fit = model.fit(one_event(returns[:50], market[:50]))
    predicted = model.predict(fit, one_event(returns[50:], market[50:]))
    alpha, beta = fit.coefficients[0]
    assert predicted.normal[0, 2] == pytest.approx(6 * alpha + beta * market[47:53].sum(), rel=1e-9)
    assert predicted.spread[0, 2] == pytest.approx(np.sqrt(6))
    np.testing.assert_array_equal(np.isnan(predicted.normal[0]), np.isnan(returns[50:]))
    design = predicted.design[0, 6]
    np.testing.assert_allclose(design, [2, market[55] + market[56]], rtol=1e-9)


def test_the_forecast_error_of_a_long_span_counts_its_sessions():
    returns = random_returns(2, 320)
    factors = random_factors(returns)
    returns.iloc[198:203, 0] = NAN
    block = study(returns, ("S00", 203), model="trade_to_trade", factors=factors).block
    assert block.over(0, 0).car_variance[0] > 6 * block.sigma2[0]
    assert block.over(1, 1).car_variance[0] < 1.2 * block.sigma2[0]


def test_returns_between_trades_from_prices_and_volume():
    sessions = pd.bdate_range("2020-01-01", periods=5)
    prices = pd.DataFrame({"a": [10.0, 10.0, 10.0, 11.0, 11.0]}, sessions)
    volume = pd.DataFrame({"a": [5, 0, np.nan, 7, 1]}, sessions)
    returns = trade_to_trade_returns(prices, volume)["a"]
    np.testing.assert_allclose(returns, [NAN, NAN, NAN, np.log(1.1), 0.0], atol=1e-15)
    assert trade_to_trade_returns(prices, volume).attrs["return_kind"] == "log"
    missing = prices.where(volume > 0)
    pd.testing.assert_frame_equal(trade_to_trade_returns(missing), log_returns(missing))
    with pytest.raises(InputError, match="volume has no column a"):
        trade_to_trade_returns(prices, volume.rename(columns={"a": "b"}))


# --- through a study --------------------------------------------------------------------------


@pytest.mark.parametrize("name", THIN)
def test_thin_models_run_by_name(name):
    returns = random_returns()
    returns.iloc[::7, 1] = NAN
    pairs = [("S00", 150), ("S01", 223), ("S02", 260)]
    result = study(returns, *pairs, model=name, factors=random_factors(returns), horizons=[(0, 0), (0, 1)])
    events = result.events
    assert (events["status"] == "studied").all()
    estimates = ["alpha", "beta_MKT", "sigma", "n_estimation", "dof", "scar_0_0"]
    assert np.isfinite(events[estimates].astype(float)).to_numpy().all()
    assert (events["dof"] == events["n_estimation"] - MODELS[name].model.n_params).all()
    assert result.estimation["factors"] == list(MODELS[name].model.factors)


@pytest.mark.parametrize("name", THIN)
def test_too_short_a_history_drops_the_event(name):
    returns = random_returns()
    returns.iloc[:250, 0] = NAN
    result = study(returns, ("S00", 300), ("S01", 300), model=name, factors=random_factors(returns))
    assert result.dropped["security"].tolist() == ["S00"]
    assert "usable" in result.dropped["reason"].item()
