"""Volatility of event days against the estimation window."""

from dataclasses import replace

import numpy as np
import pytest
from scipy import stats
from unit.analysis_cases import same_date, staggered
from unit.core_cases import random_returns, study

from eventstudy.abnormal import abnormal_returns
from eventstudy.analysis import cumulative_volatility, variance_ratios, volatility_by_day
from eventstudy.analysis.volatility import event_multiples, placebo_volatility, variance_multiples
from eventstudy.errors import InputError, TooFewEventsError, UnknownNameError
from eventstudy.models import normal_return_model
from eventstudy.windows import WindowRows


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
    published, _ = variance_multiples(ar, np.full((20, 4), 9.0), corrected=False)
    np.testing.assert_allclose(multiple, ar.var(axis=0, ddof=1) / 9.0, rtol=1e-9)
    np.testing.assert_allclose(published, 20 / 19 * multiple, rtol=1e-12)
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


def multiple_of(e, h, divisor):
    """lambda of one day, one event at a time."""
    n = len(e)
    return (
        sum((n * x - sum(e)) ** 2 / (n * (n - 2) * v + sum(h)) for x, v in zip(e, h, strict=True)) / divisor
    )


def test_the_published_bootstrap_draws_runs_of_the_estimation_window():
    held = same_date().block.over(-1, 1)
    drawn = placebo_volatility(held, form="published", n_resamples=300, seed=1)
    e, n = held.residuals.values, held.n_events
    days = [multiple_of(e[:, day], held.sigma2, n - 1) - 1 for day in range(e.shape[1])]
    runs = [sum(days[day : day + 3]) for day in range(len(days) - 2)]
    assert np.abs(np.subtract.outer(drawn, runs)).min(axis=1).max() < 1e-9
    again = placebo_volatility(held, form="published", n_resamples=300, seed=1)
    np.testing.assert_array_equal(drawn, again)


def test_a_corrected_run_is_held_against_the_other_days():
    held = same_date().block.over(-1, 1)
    drawn = placebo_volatility(held, n_resamples=300, seed=1)
    e, dof = held.residuals.values, held.dof
    n_obs, runs = e.shape[1], []
    for first in range(n_obs - 2):
        run = slice(first, first + 3)
        left = dof * (n_obs - 3) / n_obs
        others = np.delete(e, np.arange(first, first + 3), axis=1)
        h = (others**2).sum(axis=1) / left * left / (left - 2) * dof / n_obs
        runs.append(sum(multiple_of(day, h, held.n_events) - 1 for day in e[:, run].T))
    assert np.abs(np.subtract.outer(drawn, runs)).min(axis=1).max() < 1e-9


def test_events_of_different_dates_are_drawn_apart():
    held = staggered(6, step=30).block.over(0, 0)
    apart, together = (
        placebo_volatility(held, dependence=dependence, n_resamples=400, seed=1)
        for dependence in ("date", "window")
    )
    np.testing.assert_array_equal(apart, together)
    on_one_date = replace(held, day_zero=np.zeros(6, dtype=np.int64))
    few = placebo_volatility(on_one_date, n_resamples=400, seed=1)
    assert np.unique(few).size <= held.residuals.values.shape[1] < np.unique(apart).size
    with pytest.raises(InputError, match="dependence is 'dates'"):
        placebo_volatility(held, dependence="dates", n_resamples=1, seed=1)


def test_the_forecast_error_is_normal_variance():
    held = staggered().block
    h = held.ar_variance * (held.dof / (held.dof - 2))[:, None]
    found, n = event_multiples(held, "corrected")
    wanted = [multiple_of(held.ar[:, day], h[:, day], held.n_events) for day in range(held.days.size)]
    np.testing.assert_allclose(found, wanted, rtol=1e-9)
    published, _ = event_multiples(held, "published")
    wanted = [multiple_of(held.ar[:, day], held.sigma2, held.n_events - 1) for day in range(held.days.size)]
    np.testing.assert_allclose(published, wanted, rtol=1e-9)
    assert (n == held.n_events).all()


def test_unknown_forms_are_named():
    with pytest.raises(UnknownNameError, match="unknown form 'print'"):
        volatility_by_day(staggered(), form="print")
    with pytest.raises(UnknownNameError, match="unknown form 'print'"):
        cumulative_volatility(staggered(), (0, 0), form="print")


def null_block(rng, model, n_events=30, n_obs=120, n_days=21):
    """Independent normal events on separate dates, of different variances."""
    sessions, days = n_obs + n_days + 200, np.arange(n_days) - n_days // 2
    market = rng.normal(0, 0.01, sessions)
    returns = rng.normal(size=(sessions, n_events)) * rng.uniform(0.01, 0.04, n_events) + market[:, None]
    start = np.sort(rng.choice(200, n_events, replace=False))[:, None]
    event = start + n_obs + np.arange(n_days)
    rows = WindowRows(
        estimation=start + np.arange(n_obs),
        gap=np.empty((n_events, 0), dtype=np.int64),
        event=event,
        days=days,
        day_zero=event[:, n_days // 2],
    )
    factors = market[:, None] if model == "market" else None
    chosen, security = normal_return_model(model), np.arange(n_events)
    return abnormal_returns(chosen, returns=returns, security=security, rows=rows, factors=factors)[0]


@pytest.mark.parametrize("model", ["constant_mean", "market"])
def test_a_true_null_is_rejected_as_often_as_stated(model):
    """The published form rejects in 15 to 25 of 100 here; 150 samples at 7 % stay below 13.3 %."""
    rng, n_samples, rejected, mean = np.random.default_rng(11), 150, np.zeros(2), []
    for _ in range(n_samples):
        held = null_block(rng, model)
        multiple, n = event_multiples(held, "corrected")
        placebo = placebo_volatility(held, n_resamples=99, seed=1)
        cav = (multiple - 1).sum()
        p_chi2 = stats.chi2.sf(((n - 1) * multiple).sum(), (n - 1).sum())
        rejected += [p_chi2 <= 0.05, (1 + (placebo >= cav).sum()) / 100 <= 0.05]
        mean.append(multiple.mean())
    # 0.07 + 3 sqrt(0.07 * 0.93 / 150): 7 %, not 5, as s^2 of 120 days is shared by 21 of the window.
    assert (rejected / n_samples < 0.07 + 3 * np.sqrt(0.07 * 0.93 / n_samples)).all(), rejected
    # Mean of 150 * 630 squares, whose error is sqrt(2 / 94,500) widened by s^2: five of these.
    assert abs(np.mean(mean) - 1) < 5 * np.sqrt(2 / (150 * 630) * (1 + 21 / 118))


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
