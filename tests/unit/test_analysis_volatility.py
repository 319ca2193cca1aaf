"""Volatility of event days against the estimation window."""

from dataclasses import replace

import numpy as np
import pytest
from scipy import stats
from unit.analysis_cases import staggered
from unit.core_cases import random_returns, study

from eventstudy.analysis import cumulative_volatility, variance_ratios, volatility_by_day
from eventstudy.analysis.volatility import placebo_volatility, variance_multiples
from eventstudy.errors import TooFewEventsError


def with_ar(result, ar):
    return replace(result, block=replace(result.block, ar=ar))


def test_the_ratio_is_the_square_of_t():
    result = staggered(6)
    ratios = variance_ratios(result)
    row = ratios[(ratios["event_id"] == result.keys["event_id"][2]) & (ratios["day"] == 0)].iloc[0]
    t = result.block.over(0, 0).scar[2]
    np.testing.assert_allclose(row["ratio"], t**2, rtol=1e-9)
    np.testing.assert_allclose(row["p_value"], 2 * stats.t.sf(abs(t), row["dof"]), rtol=1e-9)


def test_equal_variances_give_the_cross_sectional_variance():
    ar = np.random.default_rng(2).normal(0, 3, (20, 4))
    multiple, n_events = variance_multiples(ar, np.full((20, 4), 9.0))
    np.testing.assert_allclose(multiple, 20 / 19 * ar.var(axis=0, ddof=1) / 9.0, rtol=1e-9)
    assert (n_events == 20).all()


def test_missing_days_are_left_out():
    rng = np.random.default_rng(3)
    ar, h = rng.normal(size=(6, 2)), rng.uniform(0.5, 2, (6, 2))
    ar[4, 0] = np.nan
    multiple, n_events = variance_multiples(ar, h)
    alone, _ = variance_multiples(np.delete(ar, 4, axis=0), np.delete(h, 4, axis=0))
    np.testing.assert_allclose(multiple[0], alone[0], rtol=1e-12)
    assert n_events.tolist() == [5, 6]


def test_a_common_effect_is_no_volatility():
    result = staggered()
    moved = with_ar(result, result.block.ar + 0.5)
    ours, before = volatility_by_day(moved), volatility_by_day(result)
    # A shift of all events leaves N ar - sum(ar), up to rounding of 0.5 against 0.02.
    np.testing.assert_allclose(ours["multiple"], before["multiple"], rtol=1e-9)


def test_a_doubled_spread_is_found_on_its_day():
    result = staggered()
    ar = result.block.ar.copy()
    ar[:, 5] *= 3
    moved = with_ar(result, ar)
    table = volatility_by_day(moved)
    np.testing.assert_allclose(table["multiple"][0], 9 * volatility_by_day(result)["multiple"][0], rtol=1e-9)
    assert table["p_value"][0] < 1e-4
    found = cumulative_volatility(moved, (0, 0))
    assert found.p_chi2 == pytest.approx(table["p_value"][0])
    assert found.p_bootstrap < 0.02
    assert found.cav == pytest.approx(table["multiple"][0] - 1)


def test_the_bootstrap_draws_runs_of_the_estimation_window():
    held = staggered().block.over(-1, 1)
    drawn = placebo_volatility(held, n_resamples=300, seed=1)
    days = []
    for day in range(held.residuals.values.shape[1]):
        used = np.isfinite(held.residuals.values[:, day])
        e, h, n = held.residuals.values[used, day], held.sigma2[used], used.sum()
        terms = [(n * x - e.sum()) ** 2 / (n * (n - 2) * v + h.sum()) for x, v in zip(e, h, strict=True)]
        days.append(sum(terms) / (n - 1) - 1)
    runs = [sum(days[day : day + 3]) for day in range(len(days) - 2)]
    assert np.abs(np.subtract.outer(drawn, runs)).min(axis=1).max() < 1e-9
    np.testing.assert_array_equal(drawn, placebo_volatility(held, n_resamples=300, seed=1))


def test_without_residuals_there_is_no_bootstrap():
    result = staggered()
    residuals = replace(
        result.block.residuals, values=np.empty((18, 0)), sessions=np.empty((18, 0), dtype=np.int64)
    )
    found = cumulative_volatility(replace(result, block=replace(result.block, residuals=residuals)), (0, 0))
    assert np.isnan(found.p_bootstrap)
    assert found.n_resamples == 0
    assert 0 < found.p_chi2 < 1


def test_two_events_are_too_few():
    result = study(random_returns(2), ("S00", 200), ("S01", 220), tests="t")
    with pytest.raises(TooFewEventsError, match="at least 3"):
        volatility_by_day(result)
    with pytest.raises(TooFewEventsError, match="found 2"):
        cumulative_volatility(result, (0, 0))
