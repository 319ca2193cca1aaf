"""Sums by event-time day against a loop over events that ranks one event at a time (rank_cases.py).

Ranks and signs agree exactly; 1e-12 allows for the order in which up to some hundred terms are added.
"""

import numpy as np
import pytest
from unit import rank_cases as cases
from unit.rank_cases import block_of, random_block

from eventstudy.inference.day_sums import (
    DaySums,
    adjusted_rank_sums,
    generalised_rank_sums,
    generalised_sign_sums,
    rank_sums,
    residual_sums,
    spreads,
)

# Name, function of a block and its spreads, values that an event ranks, what a value scores.
KINDS = {
    "residuals": (lambda b, _: residual_sums(b), cases.raw_values, cases.plain),
    "ranks": (lambda b, _: rank_sums(b), cases.raw_values, cases.centred_ranks),
    "adjusted_ranks": (adjusted_rank_sums, cases.adjusted_values, cases.centred_ranks),
    "generalised_ranks": (generalised_rank_sums, cases.generalised_values, cases.centred_ranks),
    "generalised_signs": (generalised_sign_sums, cases.generalised_values, cases.signs),
}
FIELDS = ("estimation", "n_estimation", "event", "n_event")


def holes(block, at, days):
    block.residuals.values[at, days] = np.nan
    return block


def neighbouring_numbers(n_events=6, n_obs=70, n_days=3):
    """Values that differ in their last bits only, a few of them equal, of both signs; sigma is one."""
    rng = np.random.default_rng(18)
    steps = rng.integers(-40, 40, (n_events, n_obs + n_days)) * np.spacing(0.3)
    values = np.where(rng.random(steps.shape) < 0.5, 0.3, -0.3) + steps
    return block_of(values[:, :n_obs], values[:, n_obs:], sigma2=np.ones(n_events))


def zeros_of_both_signs():
    values = np.array([[0.0, -0.0, 1.0, -1.0, 0.0, np.nan, -0.0], [-0.0, 2.0, -2.0, np.nan, -0.5, 0.5, 0.0]])
    return block_of(values, [[0.0, 3.0], [1.5, -0.0]], sigma2=[1, 1])


BLOCKS = {
    "complete": lambda: random_block(7, missing=0, seed=1),
    "missing days": lambda: random_block(9, missing=0.3, seed=2),
    "ties within residuals": lambda: random_block(6, levels=1, n_days=1, seed=3),
    "ties of residuals and event days": lambda: random_block(6, levels=2, n_days=5, seed=4),
    "ties, no day missing": lambda: random_block(5, levels=2, missing=0, seed=5),
    "odd and even numbers of days": lambda: holes(holes(random_block(3, missing=0), 0, [3]), 1, [0, 39]),
    "a day that no event has": lambda: holes(random_block(5, seed=6), slice(None), [7, 8]),
    "all residuals equal": lambda: block_of(np.full((3, 12), 0.25), [[0.5, 0.1], [0.25, 0.25], [-1, 0.3]]),
    "all residuals zero, one missing": lambda: holes(
        block_of(np.zeros((2, 9)), [[0.0], [1.0]], sigma2=[1, 1]), 0, [4]
    ),
    "two events": lambda: random_block(2, seed=7),
    "one residual": lambda: random_block(3, n_obs=1, missing=0, seed=8),
    "a year of days, one event day above all, one below": lambda: block_of(
        np.random.default_rng(19).normal(size=(5, 250)), np.tile([9.0, -9.0, 0.01], (5, 1))
    ),
    "neighbouring numbers": neighbouring_numbers,
    "zeros of both signs": zeros_of_both_signs,
    "first days missing": lambda: holes(random_block(5, n_obs=65, seed=20), slice(1, 4), slice(0, 30)),
    "varying variance, ties": lambda: random_block(6, garch=True, levels=1, seed=21),
    "varying variance": lambda: random_block(6, garch=True, seed=9),
    "events of very different scale": lambda: cases.in_units(random_block(4, seed=10), [1e-9, 1, 1e6, 1e-3]),
    "repeated events": lambda: random_block(4, levels=1, seed=11).take(np.array([0, 1, 2, 3, 1, 1, 0])),
}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", BLOCKS)
def test_sums_equal_a_loop_over_events(name, kind):
    block = BLOCKS[name]()
    function, values_of, score = KINDS[kind]
    found = function(block, spreads(block))
    expected = cases.reference_sums(block, values_of, score)
    for field, value in zip(FIELDS, expected, strict=True):
        array = getattr(found, field)
        assert array.dtype == np.float64
        scale = max(1.0, float(np.abs(value).max()))
        np.testing.assert_allclose(array, value, rtol=1e-12, atol=1e-12 * scale, err_msg=field)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("cuts", [[4], [1, 2, 11], list(range(1, 12))], ids=str)
@pytest.mark.parametrize("levels", [None, 1])
def test_blocks_add_up_to_the_whole(kind, cuts, levels):
    block = random_block(12, missing=0.2, levels=levels, seed=12)
    function, scale = KINDS[kind][0], spreads(block)
    parts = [function(part, scale) for part in cases.parts_of_block(block, cuts)]
    total = parts[0]
    for part in parts[1:]:
        total = total + part
    assert isinstance(total, DaySums)
    for field in FIELDS:
        whole = getattr(function(block, scale), field)
        np.testing.assert_allclose(getattr(total, field), whole, rtol=1e-12, atol=1e-13)


@pytest.mark.parametrize("kind", ["residuals", "ranks"])
def test_one_event_keeps_its_own_values(kind):
    block = random_block(1, seed=13)
    function, values_of, score = KINDS[kind]
    found = function(block, spreads(block))
    for field, value in zip(FIELDS, cases.reference_sums(block, values_of, score), strict=True):
        np.testing.assert_allclose(getattr(found, field), value, rtol=1e-12, atol=1e-13)


@pytest.mark.parametrize("kind", ["adjusted_ranks", "generalised_ranks", "generalised_signs"])
def test_one_event_has_no_spread_and_so_no_scaled_event_day(kind):
    """No event day is counted, and no warning given."""
    block = random_block(1, n_obs=11, missing=0, seed=14)
    found = KINDS[kind][0](block, spreads(block))
    assert found.event.shape == found.n_event.shape == ((3,) if kind == "adjusted_ranks" else (1,))
    assert found.estimation.shape == found.n_estimation.shape == (11,)
    assert (found.n_event == 0).all()
    assert (found.event == 0).all()


@pytest.mark.parametrize("kind", ["adjusted_ranks", "generalised_ranks", "generalised_signs"])
@pytest.mark.parametrize("copies", [2, 3, 5, 6, 7, 10])
def test_copies_of_one_event_have_no_spread(kind, copies):
    block = random_block(1, seed=17).take(np.zeros(copies, dtype=np.int64))
    assert (KINDS[kind][0](block, spreads(block)).n_event == 0).all()


def test_hand_ranks_with_ties_and_a_missing_day():
    """Values 3, 1, -, 1 | 3, 2: ranks 4.5, 1.5, -, 1.5 | 4.5, 3 of five."""
    block = block_of([[3, 1, np.nan, 1]], [[3, 2]])
    found = rank_sums(block)
    np.testing.assert_allclose(found.estimation, [4.5 / 6 - 0.5, 1.5 / 6 - 0.5, 0, 1.5 / 6 - 0.5])
    np.testing.assert_array_equal(found.n_estimation, [1, 1, 0, 1])
    np.testing.assert_allclose(found.event, [4.5 / 6 - 0.5, 0], atol=1e-15)
    np.testing.assert_array_equal(found.n_event, [1, 1])


@pytest.mark.parametrize(
    ("residuals", "expected"),
    [
        # Five days and the CAR: the median lies between 0.3 and 0.5, nobody is zero.
        ([[0.1, 0.3, 0.5, 0.2, 0.9]], [-1, -1, 1, -1, 1]),
        # Four days and the CAR: the median is the day 0.3 itself.
        ([[0.1, 0.3, np.nan, 0.2, 0.9]], [-1, 0, 0, -1, 1]),
        # The two in the middle are equal: both have the sign zero.
        ([[0.1, 0.4, 0.4, 0.2, 0.9]], [-1, 0, 0, -1, 1]),
    ],
)
def test_hand_signs_of_odd_and_even_numbers_of_days(residuals, expected):
    block = block_of(residuals, [[100.0]], sigma2=[1.0])
    scale = spreads(random_block(2, n_days=1))  # any positive one: the CAR is the largest
    found = generalised_sign_sums(block, scale)
    np.testing.assert_array_equal(found.estimation, expected)
    np.testing.assert_array_equal(found.event, [1])
    np.testing.assert_array_equal(found.n_estimation, np.isfinite(residuals)[0])


@pytest.mark.parametrize("name", ["complete", "two events", "varying variance", "repeated events"])
def test_spreads_equal_their_definition(name):
    block = BLOCKS[name]()
    scar, sar = cases.reference_spreads(block)
    found = spreads(block)
    assert found.scar == pytest.approx(scar, rel=1e-12)
    np.testing.assert_allclose(found.sar, sar, rtol=1e-12)


def test_spreads_of_one_event_are_unknown():
    found = spreads(random_block(1))
    assert np.isnan(found.scar)
    assert found.sar.shape == (3,)
    assert np.isnan(found.sar).all()


@pytest.mark.parametrize("kind", ["ranks", "adjusted_ranks", "generalised_ranks"])
def test_centred_ranks_of_every_event_sum_to_zero(kind):
    block = random_block(8, missing=0.2, levels=1, seed=15)
    found = KINDS[kind][0](block, spreads(block))
    assert found.estimation.sum() + found.event.sum() == pytest.approx(0, abs=1e-12)
    assert (np.abs(found.estimation) <= found.n_estimation / 2).all()


@pytest.mark.parametrize("kind", KINDS)
def test_the_input_is_left_as_it_was(kind):
    block = random_block(4, seed=16)
    before = block.residuals.values.copy(), block.ar.copy()
    for array in (block.residuals.values, block.ar, block.sigma2, block.loadings):
        array.setflags(write=False)
    KINDS[kind][0](block, spreads(block))
    np.testing.assert_array_equal(block.residuals.values, before[0])
    np.testing.assert_array_equal(block.ar, before[1])
