"""The volatility filter looks back only, and placebo windows are those without a hole."""

import numpy as np
import pytest
from unit.core_cases import random_returns, study

from eventstudy.inference.ewma import ewma_sigma, sigma_at_window_open, standardised_placebos
from eventstudy.inference.placebo_windows import window_sums
from eventstudy.inference.reference_laws import rank_p_value

VALUES = np.array([[0.01, -0.03, np.nan, 0.02]])


def test_recursion_by_hand():
    start = 0.0004
    after_one = 0.94 * start + 0.06 * 0.01**2
    after_two = 0.94 * after_one + 0.06 * 0.03**2
    after_four = 0.94 * after_two + 0.06 * 0.02**2
    variance = ewma_sigma(VALUES, np.array([start])) ** 2
    np.testing.assert_allclose(variance, [[start, after_one, after_two, after_two, after_four]], rtol=1e-14)


@pytest.mark.parametrize("day", range(4))
def test_sigma_of_a_day_does_not_know_the_day(day):
    rng = np.random.default_rng(0)
    values = rng.normal(0, 0.01, (2, 6))
    moved = values.copy()
    moved[:, day] = 1.0
    one, other = (ewma_sigma(v, np.array([1e-4, 2e-4])) for v in (values, moved))
    np.testing.assert_array_equal(one[:, : day + 1], other[:, : day + 1])
    assert (one[:, day + 1 :] != other[:, day + 1 :]).all()


def test_filter_runs_over_the_gap_and_the_days_before_the_horizon():
    held = study(random_returns(), ("S00", 200)).block
    past = np.concatenate([held.residuals.values, held.residuals.gap, held.ar[:, :4]], axis=1)
    by_hand = ewma_sigma(past, held.sigma2)[:, -1]
    np.testing.assert_array_equal(sigma_at_window_open(held.over(-1, 1)), by_hand)
    assert held.residuals.gap.shape == (1, 5)


def test_sums_of_windows():
    np.testing.assert_allclose(window_sums(np.arange(5.0)[None], 3), [[3, 6, 9]])
    np.testing.assert_array_equal(np.isnan(window_sums(VALUES, 2)), [[False, True, True]])
    assert window_sums(VALUES, 5).shape == (1, 0)


@pytest.mark.parametrize(("first", "last"), [(0, 0), (0, 3)])
def test_placebos_are_sums_over_the_sigma_at_their_opening(first, last):
    held = study(random_returns(), ("S00", 200)).block.over(first, last)
    n_days = last - first + 1
    placebo = standardised_placebos(held)
    assert placebo.shape == (1, 100 - n_days + 1)
    sigma = ewma_sigma(held.residuals.values, held.sigma2)[0]
    last_sum = held.residuals.values[0, -n_days:].sum()
    assert placebo[0, -1] == pytest.approx(last_sum / sigma[100 - n_days], rel=1e-14)


def test_rank_counts_ties_and_the_event_itself():
    placebo = np.array([[1.0, -2.0, 3.0, np.nan]])
    p_value, n_placebo = rank_p_value(np.array([2.0]), placebo)
    assert (p_value.item(), n_placebo.item()) == (3 / 4, 3)
    assert rank_p_value(np.array([-9.0]), placebo)[0].item() == 1 / 4
    assert rank_p_value(np.array([0.0]), placebo)[0].item() == 1
    assert np.isnan(rank_p_value(np.array([np.nan]), placebo)[0].item())
    assert np.isnan(rank_p_value(np.array([1.0]), np.full((1, 3), np.nan))[0].item())


def test_resolution_is_said_where_p_cannot_reach_five_percent():
    returns = random_returns()
    pairs = [("S00", 150 + 20 * at) for at in range(6)]
    notes = study(returns, *pairs, tests=["ewma_rank"], horizons=[(0, 0)]).tests["note"]
    assert notes.str.contains("119 windows would be needed").all()
    assert study(returns, pairs[0], tests=["ewma_rank"], horizons=[(0, 0)]).tests["note"].item() == ""
