"""Laws of the rank and sign tests over generated studies."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from scipy import stats
from unit.rank_cases import in_units, parts_of_block, random_block

from eventstudy.abnormal import abnormal_returns
from eventstudy.errors import ForbiddenTestError
from eventstudy.inference import TESTS
from eventstudy.inference.day_sums import rank_sums, spreads
from eventstudy.inference.rank_laws import daily_ranks, independent_statistic, normal_statistic, t_statistic
from eventstudy.inference.samples import joined, sample_of
from eventstudy.models.linear import LinearModel
from eventstudy.types import EventWindow
from eventstudy.windows import window_rows

RANK_TESTS = ["corrado", "corrado_zivney", "cumrank_t", "grank_t", "grank_z", "sign_gsar_t"]
RAW = ["corrado", "cumrank_t"]
WINDOW = EventWindow(event=(-2, 2), estimation=(-50, -4), min_estimation=20)
# Strictly increasing, and curved enough to change every mean and variance.
MONOTONE = [np.exp, np.arctan, np.cbrt, lambda x: x**3 + 0.01 * x, lambda x: np.where(x > 0, 50 * x, x)]

seeds = st.integers(0, 2**32 - 1)
quick = settings(max_examples=25, deadline=None)
# The statistic depends on the returns through ranks: what rounding leaves is in the order of additions.
CLOSE = {"rtol": 1e-10, "atol": 1e-12}


def block_for(returns, n_factors, seed):
    """Abnormal returns of one event a security at random dates."""
    rng = np.random.default_rng(seed)
    n_sessions, n_securities = returns.shape
    return abnormal_returns(
        LinearModel(factors=tuple("ABC"[:n_factors])),
        returns=returns,
        factors=rng.normal(0, 0.01, (n_sessions, n_factors)),
        security=np.arange(n_securities),
        rows=window_rows(rng.integers(60, n_sessions - 5, n_securities), WINDOW, n_sessions),
    )[0]


def random_returns(seed, n_securities=8):
    rng = np.random.default_rng(seed)
    returns = rng.standard_t(4, (120, n_securities)) * 0.02
    returns[:50][rng.random((50, n_securities)) < 0.05] = np.nan
    return returns


def numbers(test, block):
    found = TESTS[test].function(block)
    return [found.statistic, found.p_value]


@pytest.mark.parametrize("test", RAW)
@quick
@given(seed=seeds, days=st.sampled_from([(0, 0), (-1, 1)]), transform=st.sampled_from(MONOTONE))
def test_ranks_of_returns_do_not_change_under_an_increasing_transformation(test, seed, days, transform):
    """With a constant mean the abnormal returns of an event have the order of its returns."""
    returns = random_returns(seed)
    one, other = (block_for(r, 0, seed).over(*days) for r in (returns, transform(returns)))
    np.testing.assert_allclose(numbers(test, one), numbers(test, other), **CLOSE)


@pytest.mark.parametrize("test", RANK_TESTS)
@quick
@given(seed=seeds, days=st.sampled_from([(0, 0), (-1, 1)]))
def test_the_sign_of_returns_is_the_sign_of_the_statistic(test, seed, days):
    returns = random_returns(seed)
    plus, minus = (block_for(r, 1, seed).over(*days) for r in (returns, -returns))
    statistic, p_value = numbers(test, plus)
    np.testing.assert_allclose(numbers(test, minus), [-statistic, p_value], **CLOSE)


@pytest.mark.parametrize("test", RANK_TESTS)
@quick
@given(seed=seeds, days=st.sampled_from([(0, 0), (-1, 1)]))
def test_every_security_may_have_a_unit_and_a_drift_of_its_own(test, seed, days):
    returns = random_returns(seed)
    rng = np.random.default_rng(seed)
    moved = returns * rng.uniform(0.01, 50, returns.shape[1]) + rng.normal(0, 0.01, returns.shape[1])
    one, other = (block_for(r, 1, seed).over(*days) for r in (returns, moved))
    np.testing.assert_allclose(numbers(test, one), numbers(test, other), **CLOSE)


@pytest.mark.parametrize("test", RANK_TESTS)
@quick
@given(seed=seeds, levels=st.sampled_from([None, 1, 4]))
def test_order_and_blocks_of_events_do_not_matter(test, seed, levels):
    block, rng = random_block(9, levels=levels, seed=seed), np.random.default_rng(seed)
    expected = numbers_or_refusal(test, block)
    assume(expected is not None)
    order = rng.permutation(9)
    np.testing.assert_allclose(numbers(test, block.take(order)), expected, **CLOSE)
    scale, parts = spreads(block), parts_of_block(block.take(order), sorted(rng.integers(1, 9, 2)))
    sample = joined([sample_of(part, TESTS[test].parts, scale) for part in parts])
    np.testing.assert_allclose(numbers(test, sample), expected, **CLOSE)


def numbers_or_refusal(test, block):
    """What the test gives; None where it refuses a block of coarse returns whose days do not differ."""
    try:
        return numbers(test, block)
    except ForbiddenTestError:
        return None


@pytest.mark.parametrize("test", RANK_TESTS)
@quick
@given(seed=seeds, levels=st.sampled_from([None, 1]))
def test_names_and_dates_and_units_of_events_do_not_matter(test, seed, levels):
    """Powers of two scale without rounding, so that ties stay ties."""
    block = random_block(6, levels=levels, seed=seed)
    moved = in_units(block, 2.0 ** np.random.default_rng(seed).integers(-20, 20, 6))
    other = random_block(6, levels=levels, seed=seed, day_zero=np.arange(6)[::-1] * 7 + 300)
    expected = numbers_or_refusal(test, block)
    for same in (moved, other):
        found = numbers_or_refusal(test, same)
        assert (found is None) == (expected is None)
        if expected is not None:
            np.testing.assert_allclose(found, expected, **CLOSE)


@quick
@given(seed=seeds, n_days=st.integers(1, 6))
def test_cumrank_t_is_a_two_sample_t_and_rises_with_corrado(seed, n_days):
    block = random_block(7, missing=0, n_days=n_days, seed=seed)
    sums = rank_sums(block)
    expected = stats.ttest_ind(sums.event / 7, sums.estimation / 7, equal_var=True)
    np.testing.assert_allclose(numbers("cumrank_t", block), [expected.statistic, expected.pvalue], **CLOSE)
    # Z of a sum of L of T days is larger than that of L independent days, by a known factor.
    ranks, t = daily_ranks(sums, test="corrado"), 40 + n_days
    z = normal_statistic(ranks) * np.sqrt((t - 1) / (t - n_days))
    assert t_statistic(ranks, test="cumrank_t") == pytest.approx(z * np.sqrt((t - 2) / (t - 1 - z**2)))


@quick
@given(seed=seeds)
def test_the_spread_of_daily_means_is_the_published_one(seed):
    """S^2 = (1/T) sum (n_t/n) mean_t^2 and Z = mean_0/S: the same ratio as that of k_t."""
    block = random_block(6, missing=0.3, n_days=1, seed=seed)
    sums = rank_sums(block)
    table = pd.DataFrame(
        {"sum": [*sums.estimation, *sums.event], "n": [*sums.n_estimation, *sums.n_event]}
    ).query("n > 0")
    mean = table["sum"] / table["n"]
    z = mean.iloc[-1] / np.sqrt((table["n"] / 6 * mean**2).mean())
    t = len(table)
    found = t_statistic(daily_ranks(sums, test="grank_t"), test="grank_t")
    assert found == pytest.approx(z * np.sqrt((t - 2) / (t - 1 - z**2)), rel=1e-10)


@quick
@given(n_ranked=st.lists(st.integers(2, 300), min_size=1, max_size=6), seed=seeds)
def test_the_variance_of_a_rank_is_that_of_its_uniform_law(n_ranked, seed):
    scores = [np.arange(1, t + 1) / (t + 1) - 0.5 for t in n_ranked]
    scale = np.sqrt(sum(score.var() for score in scores))
    total = np.random.default_rng(seed).normal()
    assert independent_statistic(total, np.array(n_ranked, dtype=float)) == pytest.approx(total / scale)
