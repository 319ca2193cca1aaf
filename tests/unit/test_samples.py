"""Samples of blocks add up to the sample of the whole; overlap correlations equal a loop over pairs.

1e-12 relative allows for the order of additions; arrays by event are the same bytes.
"""

import math
from typing import get_args

import numpy as np
import pytest
from unit.core_cases import WINDOW, random_returns
from unit.rank_cases import block_of, parts_of_block, random_block, scar_of

from eventstudy.abnormal import abnormal_returns
from eventstudy.errors import InputError, TooFewEventsError
from eventstudy.inference import date_sums as date_sums_module
from eventstudy.inference.date_sums import average_overlap_correlation, date_sums, merged
from eventstudy.inference.day_sums import spreads
from eventstudy.inference.samples import Part, held, joined, sample_of, usable
from eventstudy.models.linear import LinearModel
from eventstudy.windows import window_rows

PARTS = get_args(Part)
ARRAYS = ("car", "car_variance", "sar_sum", "sigma2", "dof", "n_obs", "day_zero", "security")
DATES = [100, 103, 103, 101, 103, 140, 100, 98, 141, 101, 500]


def dated_block(seed=0, *, missing=0.15, dates=DATES, n_days=3):
    """Events of which some share a date, some overlap in part and some are far from all others."""
    return random_block(len(dates), missing=missing, n_days=n_days, seed=seed, day_zero=dates)


def sums_of(part):
    return {name: getattr(part, name) for name in type(part).__slots__}


@pytest.mark.parametrize("cuts", [[3], [1, 2, 3], list(range(1, 11))], ids=str)
@pytest.mark.parametrize("part", PARTS)
def test_samples_of_blocks_join_to_the_sample_of_the_whole(part, cuts):
    block = dated_block(1)
    scale = spreads(block)
    whole = sample_of(block, (part,))
    both = joined([sample_of(one, (part,), scale) for one in parts_of_block(block, cuts)])
    assert both.horizon == whole.horizon
    for name in ARRAYS:
        np.testing.assert_array_equal(getattr(both, name), getattr(whole, name))
    for other in set(PARTS) - {part}:
        assert getattr(both, other) is None
        assert getattr(whole, other) is None
    ours, expected = getattr(both, part), getattr(whole, part)
    if part == "positive":
        np.testing.assert_array_equal(ours, expected)
        return
    for name, value in sums_of(expected).items():
        np.testing.assert_allclose(getattr(ours, name), value, rtol=1e-12, atol=1e-12, err_msg=name)


def test_arrays_of_a_sample_are_those_of_its_events():
    block = dated_block(2)
    sample = sample_of(block, PARTS)
    assert (sample.n_events, sample.n_days, sample.horizon) == (len(DATES), 3, (0, 2))
    np.testing.assert_allclose(sample.car, [math.fsum(row) for row in block.ar.tolist()], atol=1e-14)
    np.testing.assert_allclose(sample.scar, [scar_of(block, at) for at in range(11)], rtol=1e-12)
    known = [[e for e in row if not math.isnan(e)] for row in block.residuals.values.tolist()]
    np.testing.assert_array_equal(sample.n_obs, [len(row) for row in known])
    np.testing.assert_allclose(sample.positive, [sum(e > 0 for e in row) / len(row) for row in known])
    np.testing.assert_array_equal(sample.day_zero, DATES)
    np.testing.assert_array_equal(sample.security, np.arange(11))


def test_events_without_a_car_or_a_variance_are_no_part_of_a_sample():
    block = dated_block(3)
    block.ar[4, 1], block.sigma2[7], block.sigma2[8] = np.nan, 0.0, np.nan
    left = sample_of(block, PARTS)
    expected = sample_of(block.take(np.array([0, 1, 2, 3, 5, 6, 9, 10])), PARTS)
    for name in ARRAYS:
        np.testing.assert_array_equal(getattr(left, name), getattr(expected, name))
    for part in set(PARTS) - {"positive"}:
        for name, value in sums_of(getattr(expected, part)).items():
            np.testing.assert_allclose(getattr(getattr(left, part), name), value, rtol=1e-12, atol=1e-12)


def test_where_keeps_events_and_leaves_sums():
    sample = sample_of(dated_block(4), ("positive", "ranks"))
    keep = np.arange(11) % 2 == 0
    some = sample.where(keep)
    for name in (*ARRAYS, "positive"):
        np.testing.assert_array_equal(getattr(some, name), getattr(sample, name)[keep])
    assert some.ranks is sample.ranks


def test_a_part_that_was_not_collected_is_asked_for():
    sample = sample_of(dated_block(), ("ranks",))
    assert held(sample.ranks) is sample.ranks
    with pytest.raises(InputError, match="without a part"):
        held(sample.generalised_ranks)


def test_a_sample_is_used_as_it_is_and_counted():
    sample = sample_of(dated_block())
    assert usable(sample, test="bmp", at_least=11) is sample
    with pytest.raises(TooFewEventsError, match="test 'bmp' needs at least 12 events with a CAR, found 11"):
        usable(sample, test="bmp", at_least=12)


# --- correlation over shared days -------------------------------------------------------------


def standardised_by_session(block, at):
    """Residual of one event less its mean, over its root mean square, by session."""
    pairs = zip(block.residuals.sessions[at].tolist(), block.residuals.values[at].tolist(), strict=True)
    known = {session: e for session, e in pairs if not math.isnan(e)}
    mean = math.fsum(known.values()) / len(known)
    size = math.sqrt(math.fsum((e - mean) ** 2 for e in known.values()) / len(known))
    return {session: (e - mean) / size if size else 0.0 for session, e in known.items()}


def theta_by_pairs(block, n_days):
    """Mean over ordered pairs of shared days times correlation, the latter by pair of dates."""
    events = [standardised_by_session(block, at) for at in range(block.n_events)]
    dates, n = block.day_zero.tolist(), block.n_events
    products, sessions = {}, {}
    pairs = [(i, j) for i in range(n) for j in range(n) if i != j]
    for i, j in pairs:
        key = (dates[i], dates[j])
        common = events[i].keys() & events[j].keys()
        products[key] = products.get(key, 0.0) + math.fsum(events[i][s] * events[j][s] for s in common)
        sessions[key] = sessions.get(key, 0) + len(common)
    shared = [max(0, n_days - abs(dates[i] - dates[j])) / n_days for i, j in pairs]
    r = [products[dates[i], dates[j]] / max(sessions[dates[i], dates[j]], 1) for i, j in pairs]
    return math.fsum(a * b for a, b in zip(shared, r, strict=True)) / (n * (n - 1))


def moving_together(block, size=2.0, seed=5):
    """Add a return of each session to the residuals of all events."""
    shared = np.random.default_rng(seed).normal(0, size, 1000)
    block.residuals.values[...] += shared[block.residuals.sessions]
    return block


@pytest.mark.parametrize("missing", [0, 0.2])
@pytest.mark.parametrize("n_days", [1, 2, 5])
@pytest.mark.parametrize("seed", [1, 2])
def test_theta_equals_a_loop_over_pairs(seed, n_days, missing):
    block = moving_together(dated_block(seed, missing=missing, n_days=n_days))
    expected = theta_by_pairs(block, n_days)
    assert abs(expected) > 0.01
    assert average_overlap_correlation(date_sums(block), n_days) == pytest.approx(expected, rel=1e-11)


@pytest.mark.parametrize("cells", [1, 20_000, date_sums_module.CELLS_AT_ONCE])
def test_theta_of_many_dates_equals_a_loop_over_pairs(cells, monkeypatch):
    """Dates of several groups, the last not full, with a gap; as many groups at once as cells allow."""
    monkeypatch.setattr(date_sums_module, "CELLS_AT_ONCE", cells)
    dates = [*range(100, 148, 2), 150, 150, 151, 400, 403, 404]
    block = moving_together(dated_block(6, missing=0.1, n_days=5, dates=dates))
    expected = theta_by_pairs(block, 5)
    assert abs(expected) > 0.01
    assert average_overlap_correlation(date_sums(block), 5) == pytest.approx(expected, rel=1e-11)


def test_theta_of_one_date_is_the_mean_correlation_of_the_pairs():
    block = moving_together(dated_block(3, missing=0, dates=[100] * 6))
    matrix = np.corrcoef(block.residuals.values)
    expected = matrix[np.triu_indices(6, 1)].mean()
    assert average_overlap_correlation(date_sums(block), 3) == pytest.approx(expected, rel=1e-11)


def test_theta_of_two_events_is_shared_days_times_correlation_on_common_sessions():
    """Windows of 40 residuals two days apart; both standardised over their own window."""
    block = moving_together(dated_block(4, missing=0, dates=[100, 102], n_days=5))
    one, two = ((v - v.mean()) / v.std() for v in (block.residuals.values[0], block.residuals.values[1]))
    expected = 3 / 5 * (one[2:] * two[:-2]).mean()
    assert average_overlap_correlation(date_sums(block), 5) == pytest.approx(expected, rel=1e-11)


def test_theta_of_windows_that_do_not_meet_is_zero():
    block = moving_together(dated_block(5, missing=0, dates=[100, 103, 106]))
    assert average_overlap_correlation(date_sums(block), 3) == 0
    assert average_overlap_correlation(date_sums(block), 4) > 0


def test_theta_of_one_event_is_zero():
    assert average_overlap_correlation(date_sums(dated_block(dates=[100])), 3) == 0


def test_theta_does_not_depend_on_the_blocks_or_their_order():
    block = moving_together(dated_block(6))
    whole = average_overlap_correlation(date_sums(block), 3)
    parts = [date_sums(part) for part in parts_of_block(block, [2, 5, 6])]
    assert average_overlap_correlation(merged(parts), 3) == pytest.approx(whole, rel=1e-12)
    assert average_overlap_correlation(merged(parts[::-1]), 3) == pytest.approx(whole, rel=1e-12)


def test_constant_residuals_have_no_correlation():
    block = block_of(np.full((3, 20), 0.25), np.ones((3, 1)), day_zero=[100, 100, 100])
    assert average_overlap_correlation(date_sums(block), 1) == 0


def test_theta_of_windows_that_begin_before_the_table():
    """An event so early that its estimation window lies partly outside the table of returns."""
    returns = random_returns(4).add(np.random.default_rng(7).normal(0, 0.03, 320), axis=0).to_numpy()
    rows = window_rows(np.array([95, 96, 96, 130]), WINDOW, len(returns))
    block, _ = abnormal_returns(LinearModel(), returns=returns, security=np.arange(4), rows=rows)
    assert (block.residuals.sessions < 0).any()
    expected = theta_by_pairs(block, 5)
    assert expected > 0.1
    assert average_overlap_correlation(date_sums(block), 5) == pytest.approx(expected, rel=1e-10)
