"""Pieces of the statistics that their golden values do not single out."""

import numpy as np
import pandas as pd
import pytest
from scipy import stats
from unit.core_cases import episode, random_factors, random_returns, study

from eventstudy.errors import ForbiddenTestError, TooFewEventsError
from eventstudy.inference.adj_bmp import adj_bmp
from eventstudy.inference.bmp import bmp
from eventstudy.inference.date_sums import average_correlation, date_sums
from eventstudy.inference.exact_t import t
from eventstudy.inference.joint_f import joint_f
from eventstudy.inference.overlap_t import overlap_t
from eventstudy.inference.patell import patell_z
from eventstudy.inference.placebo_max import placebo_max
from eventstudy.inference.reference_laws import t_p_value
from eventstudy.inference.serial_t import serial_t


def pairwise(residuals):
    """Mean product of standardised residuals over all pairs of events and the sessions that both use."""
    by_event = [
        {
            s: (v - np.nanmean(values)) / np.nanstd(values)
            for s, v in zip(sessions, values, strict=True)
            if np.isfinite(v)
        }
        for values, sessions in zip(residuals.values, residuals.sessions, strict=True)
    ]
    pairs = [(a, b) for i, a in enumerate(by_event) for b in by_event[i + 1 :]]
    return np.mean([a[s] * b[s] for a, b in pairs for s in a if s in b])


def test_correlation_is_matched_by_calendar_session():
    """Staggered windows of securities that move together: the place in the window says nothing."""
    returns = random_returns(4)
    returns = returns.add(np.random.default_rng(1).normal(0, 0.03, len(returns)), axis=0)
    returns.iloc[130, 1] = returns.iloc[131, 2] = np.nan
    block = study(returns, ("S00", 200), ("S01", 207), ("S02", 215), ("S03", 230)).block
    found = average_correlation(date_sums(block))
    assert found == pytest.approx(pairwise(block.residuals), rel=1e-10)
    assert found > 0.5


def test_correlation_of_common_windows_is_the_mean_of_the_pairs():
    block = study(random_returns(5), *[(f"S{i:02d}", 200) for i in range(5)]).block
    matrix = np.corrcoef(block.residuals.values)
    assert average_correlation(date_sums(block)) == pytest.approx(
        matrix[np.triu_indices(5, 1)].mean(), rel=1e-10
    )


def test_correlation_does_not_know_the_mean():
    """Market-adjusted residuals have a mean, which is no correlation."""
    returns, factors = random_returns(5), random_factors(random_returns(5))
    pairs = [(f"S{i:02d}", 200) for i in range(5)]
    options = {"model": "market_adjusted", "factors": factors}
    block = study(returns + 0.02, *pairs, **options).block
    matrix = np.corrcoef(block.residuals.values)
    assert average_correlation(date_sums(block)) == pytest.approx(
        matrix[np.triu_indices(5, 1)].mean(), rel=1e-6
    )


def test_events_of_disjoint_windows_are_uncorrelated():
    block = study(random_returns(2, 700), ("S00", 150), ("S01", 400)).block
    assert average_correlation(date_sums(block)) == 0
    assert adj_bmp(block.over(0, 0)).statistic == pytest.approx(bmp(block.over(0, 0)).statistic)


def test_serial_t_of_one_day_is_t():
    block = study(random_returns(), ("S00", 200), ("S01", 230)).block.over(0, 0)
    np.testing.assert_allclose(serial_t(block).statistic, t(block).statistic, rtol=1e-12)


def test_serial_t_widens_for_trending_returns():
    returns = random_returns(1)
    trending = returns.rolling(3).mean()
    block = study(trending, ("S00", 200)).block.over(0, 3)
    assert abs(serial_t(block).statistic[0]) < 0.75 * abs(t(block).statistic[0])


def test_overlap_t_of_one_event_is_t():
    block = study(random_returns(), ("S00", 200)).block.over(0, 3)
    assert overlap_t(block).statistic == pytest.approx(t(block).statistic[0], rel=1e-12)
    assert overlap_t(block).p_value == pytest.approx(t(block).p_value[0], rel=1e-10)


def test_joint_f_of_one_asset_is_the_square_of_overlap_t():
    block = episode(random_returns(), ("S00", 200), ("S00", 202)).block.over(0, 3)
    assert joint_f(block).statistic == pytest.approx(overlap_t(block).statistic ** 2, rel=1e-10)
    assert joint_f(block).p_value == pytest.approx(overlap_t(block).p_value, rel=1e-9)


def test_overlapping_windows_are_not_independent():
    """Two windows a day apart: the variance of the mean CAR is that of the shared days."""
    block = episode(random_returns(), ("S00", 200), ("S00", 201)).block.over(0, 1)
    days, weights = [*block.ar[0].tolist(), block.ar[1, 1]], np.array([0.5, 1.0, 0.5])
    result = overlap_t(block)
    assert result.estimate == pytest.approx(weights @ days)
    # Constant mean: forecast errors of the days share the mean of 100 estimation days.
    variance = block.sigma2[0] * (weights @ weights + weights.sum() ** 2 / 100)
    assert result.statistic == pytest.approx(weights @ days / np.sqrt(variance), rel=1e-10)


def test_joint_f_refuses_assets_of_different_sessions():
    block = episode(random_returns(), ("S00", 200), ("S01", 201)).block.over(0, 0)
    with pytest.raises(ForbiddenTestError, match="same event sessions"):
        joint_f(block)


def test_joint_f_uses_the_correlation_of_the_assets():
    """Two assets that always move together and now move apart: joint, but not single, evidence."""
    returns = random_returns(2)
    returns["S01"] = returns["S00"] + 0.001 * np.random.default_rng(2).normal(size=len(returns))
    returns.iloc[200] = [0.01, -0.01]
    block = episode(returns, ("S00", 200), ("S01", 200)).block.over(0, 0)
    assert (t(block).p_value > 0.3).all()
    assert joint_f(block).p_value < 1e-10


def test_tests_of_a_sample_say_how_many_events_they_need():
    block = study(random_returns(), ("S00", 200)).block.over(0, 0)
    with pytest.raises(TooFewEventsError, match="test 'bmp' needs at least 2 events with a CAR, found 1"):
        bmp(block)


def test_patell_divides_by_the_variance_of_student_t():
    assert patell_z(np.array([1.0, 2.0]), np.array([10.0, 5.0])) == pytest.approx(3 / np.sqrt(10 / 8 + 5 / 3))


def test_placebo_max_of_one_event_and_day_is_ewma_rank():
    result = episode(random_returns(), ("S00", 200), horizons=[(0, 0)], tests=["placebo_max", "ewma_rank"])
    one, other = result.tests["p_value"]
    assert one == other


def test_placebo_max_never_rejects_more_than_the_single_test():
    result = episode(random_returns(), ("S00", 200), ("S01", 203), tests=["placebo_max", "ewma_rank"])
    p_values = result.tests.pivot_table(index=["event_id", "first"], columns="test", values="p_value")
    # The pattern of events has fewer placements than one window: ranks may differ by that much.
    assert (p_values["placebo_max"] >= p_values["ewma_rank"] - 0.02).all()
    assert (p_values["placebo_max"] > p_values["ewma_rank"]).any()


def test_placebo_max_shares_one_family_over_the_horizons():
    block = episode(random_returns(), ("S00", 200), ("S01", 203)).block
    one, two = (placebo_max(block, h)[0].p_value for h in ([(0, 0)], [(0, 0), (0, 4), (-3, 3)]))
    assert (two >= one).all()
    assert (two > one).any()


def test_p_values_of_the_far_tail():
    p_values = t_p_value(np.array([40.0, -40.0, 200.0]), np.array([100.0, 100.0, 100.0]))
    log_p = np.log(2) + stats.t.logsf([40.0, 40.0, 200.0], 100)
    np.testing.assert_allclose(np.log(p_values), log_p, rtol=1e-9)


def test_a_pandas_join_gives_the_same_adjustment():
    returns = random_returns(9).add(np.random.default_rng(3).normal(0, 0.01, 320), axis=0)
    block = study(returns, *[(f"S{i:02d}", 200) for i in range(9)]).block.over(0, 1)
    frames = [pd.Series(v, s) for v, s in zip(block.residuals.values, block.residuals.sessions, strict=True)]
    matrix = pd.concat(frames, axis=1).corr().to_numpy()
    r = (matrix.sum() - 9) / 72
    expected = bmp(block).statistic * np.sqrt((1 - r) / (1 + 8 * r))
    assert adj_bmp(block).statistic == pytest.approx(expected, rel=1e-10)
