"""Rank and sign tests where their golden values do not reach: what they refuse, and their options."""

import numpy as np
import pytest
from unit.rank_cases import block_of, random_block

from eventstudy.errors import ForbiddenTestError, TooFewEventsError, UnknownNameError
from eventstudy.inference import TESTS
from eventstudy.inference.corrado import corrado
from eventstudy.inference.cumrank_t import cumrank_t
from eventstudy.inference.day_sums import DaySums
from eventstudy.inference.grank_z import grank_z
from eventstudy.inference.rank_laws import daily_ranks, normal_statistic, t_statistic

SCALED = ["corrado_zivney", "grank_t", "grank_z", "sign_gsar_t"]


def sums_of(estimation, event, n=1.0):
    """Day sums of ``n`` events on every day."""
    estimation, event = np.array(estimation, dtype=float), np.array(event, dtype=float)
    return DaySums(
        estimation=estimation,
        n_estimation=np.full_like(estimation, n),
        event=event,
        n_event=np.full_like(event, n),
    )


def test_one_event_of_four_days_by_hand():
    """Ranks 1, 2, 3 of the estimation days and 4 of day 0: U = -.3, -.1, .1, .3, S^2 = .2/4."""
    block = block_of([[-1.0, 0.0, 1.0]], [[2.0]])
    z = 0.3 / np.sqrt(0.05)
    assert corrado(block).statistic == pytest.approx(z)
    assert cumrank_t(block).statistic == pytest.approx(z * np.sqrt(2 / (3 - z**2)))
    assert cumrank_t(block).distribution == "t(2)"


@pytest.mark.parametrize("test", SCALED)
def test_a_spread_across_events_needs_two(test):
    with pytest.raises(TooFewEventsError, match=f"test '{test}' needs at least 2 events"):
        TESTS[test].function(random_block(1))


@pytest.mark.parametrize("test", ["corrado", "cumrank_t"])
def test_events_that_offset_one_another_are_refused(test):
    """Two securities whose returns are each other's negative: every daily sum of ranks is zero."""
    block = random_block(1, missing=0)
    mirrored = block_of(
        np.vstack([block.residuals.values, -block.residuals.values]), np.vstack([block.ar, -block.ar])
    )
    with pytest.raises(ForbiddenTestError, match="needs daily sums of ranks that vary"):
        TESTS[test].function(mirrored)


def test_scaled_event_days_without_a_rank_are_refused():
    """Sums of a block of one event that was given no spread of the whole sample."""
    sums = DaySums(
        estimation=np.array([0.1, -0.1]), n_estimation=np.ones(2), event=np.zeros(1), n_event=np.zeros(1)
    )
    with pytest.raises(ForbiddenTestError, match="has no rank for a day of the horizon"):
        daily_ranks(sums, test="grank_t")


@pytest.mark.parametrize("test", SCALED)
def test_copies_of_one_event_are_refused(test):
    block = random_block(1).take(np.array([0, 0]))
    with pytest.raises(ForbiddenTestError, match="do not differ"):
        TESTS[test].function(block)


def test_a_horizon_that_holds_all_variation_is_refused():
    ranks = daily_ranks(sums_of([-0.1, -0.1, -0.1, -0.1], [0.4]), test="cumrank_t")
    with pytest.raises(ForbiddenTestError, match="no variation in the daily ranks"):
        t_statistic(ranks, test="cumrank_t")


def test_a_horizon_without_other_days_is_refused():
    ranks = daily_ranks(sums_of([], [0.1, -0.2, 0.1]), test="cumrank_t")
    with pytest.raises(ForbiddenTestError, match="no variation in the daily ranks"):
        t_statistic(ranks, test="cumrank_t")


def test_two_days_are_too_few():
    with pytest.raises(ForbiddenTestError, match="vary over more than 2 days, found 2 days"):
        daily_ranks(sums_of([0.1], [-0.1]), test="corrado")


@pytest.mark.parametrize("test", ["corrado", "corrado_zivney"])
def test_an_unknown_weight_is_told(test):
    with pytest.raises(UnknownNameError, match=r"unknown weights 'means'\. Did you mean 'mean'"):
        TESTS[test].function(random_block(3), weights="means")


@pytest.mark.parametrize("test", ["corrado", "corrado_zivney"])
def test_options_change_what_they_name(test):
    complete, missing = random_block(6, missing=0, seed=3), random_block(6, missing=0.3, seed=3)
    function = TESTS[test].function
    assert function(complete, weights="mean").statistic == pytest.approx(function(complete).statistic)
    assert function(missing, weights="mean").statistic != pytest.approx(function(missing).statistic, rel=1e-3)
    # 40 estimation days and three of the horizon.
    factor = np.sqrt(42 / 43)
    assert function(complete, ddof=1).statistic == pytest.approx(function(complete).statistic * factor)


def test_days_that_no_event_has_do_not_count():
    full, gap = (
        sums_of([0.2, -0.3, 0.1], [0.4]),
        DaySums(
            estimation=np.array([0.2, 0.0, -0.3, 0.1]),
            n_estimation=np.array([1.0, 0.0, 1.0, 1.0]),
            event=np.array([0.4]),
            n_event=np.ones(1),
        ),
    )
    one, other = (daily_ranks(sums, test="corrado") for sums in (full, gap))
    assert one == other
    assert normal_statistic(one) == pytest.approx(0.4 / np.sqrt(0.3 / 4))


def test_a_doubled_sample_of_one_date_is_no_more_evidence():
    """Copies of the same returns: the spread over days grows as the sum does, except in grank_z."""
    block = random_block(8, missing=0, n_days=1, seed=4)
    twice = block.take(np.tile(np.arange(8), 2))
    for test in ("corrado", "cumrank_t"):
        one, two = (TESTS[test].function(b).statistic for b in (block, twice))
        assert two == pytest.approx(one, rel=1e-10)
    for test in ("grank_t", "sign_gsar_t"):  # the spread across events has the divisor n - 1
        one, two = (TESTS[test].function(b).statistic for b in (block, twice))
        assert two == pytest.approx(one, rel=0.1)
    assert grank_z(twice).statistic == pytest.approx(grank_z(block).statistic * np.sqrt(2), rel=0.1)


def test_a_few_large_returns_do_not_decide():
    """The ranks see that the one event of 90 sigmas is one event."""
    block = random_block(10, missing=0, n_days=1, seed=5)
    block.ar[0] = 90 * np.sqrt(block.sigma2[0])
    larger = random_block(10, missing=0, n_days=1, seed=5)
    larger.ar[0] = 900 * np.sqrt(block.sigma2[0])
    assert corrado(block).statistic == corrado(larger).statistic
