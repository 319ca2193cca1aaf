"""Tests of one event where the model gives each day a spread: ranks and sums on residuals over it."""

from dataclasses import replace

import numpy as np
import pytest

from eventstudy.inference.ewma import ewma_sigma, standardised_car
from eventstudy.inference.ewma_rank import ewma_rank
from eventstudy.inference.exact_t import t
from eventstudy.inference.placebo_max import placebo_max
from eventstudy.inference.placebo_windows import level_car, level_placebos, window_sums
from eventstudy.inference.serial_t import serial_t, serial_variance
from eventstudy.inference.sq import sq
from eventstudy.types import AbnormalReturns, Residuals

N_OBS, N_DAYS = 90, 3
TESTS = [sq, ewma_rank, serial_t, t]


def abnormal(seed=1, n_events=4, gap=0):
    rng = np.random.default_rng(seed)
    residuals = rng.normal(0, 0.02, (n_events, N_OBS))
    residuals[1, 20] = np.nan
    residuals[2, :4] = np.nan
    ar = rng.normal(0, 0.03, (n_events, N_DAYS))
    rows = np.arange(N_OBS)[None].repeat(n_events, axis=0)
    return AbnormalReturns(
        ar=ar,
        normal=np.zeros_like(ar),
        sigma2=np.nansum(residuals**2, axis=1) / (np.isfinite(residuals).sum(axis=1) - 1),
        loadings=np.zeros((n_events, N_DAYS, 0)),
        residuals=Residuals(values=residuals, sessions=rows, gap=rng.normal(0, 0.02, (n_events, gap))),
        dof=np.isfinite(residuals).sum(axis=1) - 1.0,
        days=np.arange(N_DAYS),
        sessions=N_OBS + np.arange(N_DAYS)[None].repeat(n_events, axis=0),
        security=np.arange(n_events),
        day_zero=np.full(n_events, N_OBS),
    )


def spread_over(held, residual_spread, event_spread):
    """The same standardised values, on days with these spreads."""
    residuals = replace(
        held.residuals, values=held.residuals.values * residual_spread, spread=residual_spread
    )
    return replace(held, ar=held.ar * event_spread, residuals=residuals, spread=event_spread)


def random_spreads(held, seed=9):
    rng = np.random.default_rng(seed)
    return (rng.uniform(0.5, 2, shape) for shape in (held.residuals.values.shape, held.ar.shape))


@pytest.mark.parametrize("test", TESTS)
def test_a_spread_of_one_changes_nothing(test):
    held = abnormal()
    same = spread_over(held, np.ones((4, N_OBS)), np.ones((4, N_DAYS)))
    for name in ("statistic", "p_value"):
        np.testing.assert_allclose(getattr(test(same), name), getattr(test(held), name), rtol=1e-12)


@pytest.mark.parametrize("test", TESTS)
def test_on_one_day_only_the_value_over_its_spread_counts(test):
    held = abnormal()
    spread = spread_over(held, *random_spreads(held))
    one, other = (test(block.over(0, 0)) for block in (held, spread))
    np.testing.assert_allclose(other.statistic, one.statistic, rtol=1e-12)
    np.testing.assert_allclose(other.p_value, one.p_value, rtol=1e-12)


@pytest.mark.parametrize("test", TESTS)
def test_a_window_whose_days_share_a_spread_reads_as_without(test):
    """Calm estimation days, an event window twice as violent and an AR twice as large."""
    held = abnormal()
    spread = spread_over(held, np.ones((4, N_OBS)), np.full((4, N_DAYS), 2.0))
    np.testing.assert_allclose(test(spread).statistic, test(held).statistic, rtol=1e-12)
    np.testing.assert_allclose(test(spread).p_value, test(held).p_value, rtol=1e-12)


def test_placebo_max_reads_values_over_their_spread():
    held = abnormal()
    spread = spread_over(held, *random_spreads(held))
    one, other = (placebo_max(block, [(0, 0), (2, 2)]) for block in (held, spread))
    # Day 2 of a model with a spread is filtered over the estimation window alone, day 0 in both.
    np.testing.assert_allclose(other[0].statistic, one[0].statistic, rtol=1e-12)
    doubled = spread_over(held, np.full((4, N_OBS), 2.0), np.full((4, N_DAYS), 2.0))
    one, other = (placebo_max(block, [(0, 0), (0, 2)]) for block in (held, doubled))
    for before, after in zip(one, other, strict=True):
        np.testing.assert_allclose(after.statistic, before.statistic, rtol=1e-12)
        np.testing.assert_allclose(after.p_value, before.p_value, rtol=1e-12)


def test_sums_are_over_the_root_mean_square_spread_of_their_days():
    held = abnormal()
    spread = spread_over(held, *random_spreads(held))
    s, e = spread.residuals.spread[3], spread.residuals.values[3]
    by_hand = [e[i : i + 3].sum() / np.sqrt(np.mean(s[i : i + 3] ** 2)) for i in range(N_OBS - 2)]
    np.testing.assert_allclose(level_placebos(spread, 3)[3], by_hand, rtol=1e-12)
    of_event = spread.ar[3].sum() / np.sqrt(np.mean(spread.spread[3] ** 2))
    assert level_car(spread)[3] == pytest.approx(of_event, rel=1e-14)
    np.testing.assert_array_equal(level_placebos(held, 3), window_sums(held.residuals.values, 3))


def test_serial_variance_weighs_each_pair_of_days_by_their_spreads():
    held = abnormal()
    block = spread_over(held, *random_spreads(held))
    z = (block.residuals.values / block.residuals.spread)[3]
    g = [(z[: N_OBS - h] * z[h:]).sum() for h in range(N_DAYS)]
    s = block.spread[3]
    total = sum(s[a] * s[b] * g[abs(a - b)] for a in range(N_DAYS) for b in range(N_DAYS))
    assert serial_variance(block)[3] == pytest.approx(total / block.dof[3], rel=1e-12)


def test_the_filter_of_a_model_with_a_spread_runs_over_a_gap_of_known_spread():
    held = abnormal(gap=5)
    spread = spread_over(held, *random_spreads(held))
    gap_spread = np.random.default_rng(3).uniform(0.5, 2, (4, 5))
    known = replace(spread, residuals=replace(spread.residuals, gap_spread=gap_spread))
    past = np.concatenate(
        [spread.residuals.values / spread.residuals.spread, held.residuals.gap / gap_spread], axis=1
    )
    sigma = ewma_sigma(past, held.sigma2)[:, -1]
    np.testing.assert_allclose(standardised_car(known), level_car(known) / sigma, rtol=1e-13)
    # The days before a later horizon are known too.
    longer = known.over(1, 2).residuals
    assert longer.gap.shape == longer.gap_spread.shape == (4, 6)


def test_a_gap_of_unknown_spread_moves_no_filter():
    held = abnormal(gap=5)
    spread = spread_over(held, *random_spreads(held))
    wild = replace(spread, residuals=replace(spread.residuals, gap=np.full((4, 5), 9.0)))
    np.testing.assert_array_equal(standardised_car(wild), standardised_car(spread))
