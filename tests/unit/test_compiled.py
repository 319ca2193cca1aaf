"""Compiled kernels: the same numbers as NumPy, whatever is missing, equal or few."""

from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from multiprocessing import get_context

import numpy as np
import pandas as pd
import pytest
from unit.executor_cases import HORIZONS, WINDOW, many_events, returns_with_gaps, run
from unit.test_executors import assert_same_bits, assert_same_numbers

from eventstudy import blockwise, compiled
from eventstudy.inference.battery import ALL, parts_of
from eventstudy.inference.day_sums import spreads_over
from eventstudy.inference.samples import samples_of
from eventstudy.models.linear import LinearModel, centred_least_squares, with_kernels
from eventstudy.study import run_study
from eventstudy.types import EventWindow

pytest.importorskip("numba")
compiled_samples = pytest.importorskip("eventstudy.inference.compiled_samples")
FIT = ("coefficients", "inverse_root", "sigma2", "dof", "n_obs", "residuals")
# Both add the same terms in another order.
ROUNDING = 1e-12


def missing_in(values, share, seed):
    random = np.random.default_rng(seed)
    return np.where(random.random(values.shape) < share, np.nan, values)


@pytest.mark.parametrize("n_factors", [0, 1, 3])
@pytest.mark.parametrize("share", [0.0, 0.02, 0.9])
def test_a_compiled_fit_is_the_fit_of_numpy(n_factors, share):
    random = np.random.default_rng(5)
    returns = missing_in(random.normal(0, 0.02, (40, 60)), share, 6)
    factors = missing_in(random.normal(0, 0.01, (40, 60, n_factors)), share / 2, 7)
    returns[0] = np.nan
    found = centred_least_squares(returns, factors, compiled=True)
    expected = centred_least_squares(returns, factors)
    for name in FIT:
        one, other = getattr(found, name), getattr(expected, name)
        size = np.abs(other[np.isfinite(other)]).max(initial=0.0)
        np.testing.assert_allclose(one, other, rtol=ROUNDING, atol=ROUNDING * size, err_msg=name)


def test_collinear_factors_are_left_to_the_reference():
    random = np.random.default_rng(5)
    one = random.normal(0, 0.01, (4, 50, 1))
    factors = np.concatenate([one, one], axis=2)
    factors[2:, :, 1] = random.normal(0, 0.01, (2, 50))
    found = centred_least_squares(random.normal(0, 0.02, (4, 50)), factors, compiled=True)
    np.testing.assert_array_equal(np.isnan(found.sigma2), [True, True, False, False])


@pytest.mark.parametrize("digits", [2, 3, 17])
def test_compiled_samples_are_the_samples_of_numpy(digits):
    """With few digits many returns are equal, and all or some events go to the reference."""
    returns = returns_with_gaps()
    events = many_events(returns, 300)
    block = run_study(returns.round(digits), events, window=WINDOW, horizons=HORIZONS, tests=["patell"]).block
    scales = spreads_over(block, HORIZONS)
    scar, spreads = compiled_samples.scars_and_spreads(block, HORIZONS)
    for horizon in HORIZONS:
        assert_same_numbers(spreads[horizon], scales[horizon])
        np.testing.assert_allclose(scar[horizon], block.over(*horizon).scar, rtol=ROUNDING)
    found = compiled_samples.samples_of(block, scales, parts_of(ALL))
    assert_same_numbers(found, samples_of(block, scales, parts_of(ALL)))


@pytest.mark.parametrize("n_sets", [1, 3, 20, 70])
def test_every_event_has_the_pattern_of_its_row(n_sets):
    """Up to 16 sets are numbered by a table, more by sorting; beyond 60 codes are made small on the way."""
    keep = np.random.default_rng(n_sets).random((50, n_sets)) < 0.8
    pattern, member = compiled_samples._patterns(keep)
    assert member.T[pattern].tolist() == keep.tolist()
    assert len(member.T) == len({tuple(row) for row in keep.tolist()})


@pytest.mark.parametrize("parts", [(), ("positive",), ("ranks",), ("generalised_signs",), ("dates",)])
def test_a_compiled_sample_holds_the_parts_asked_for(parts):
    block = run(120).block
    scales = spreads_over(block, HORIZONS)
    found = compiled_samples.samples_of(block, scales, parts)
    assert_same_numbers(found, samples_of(block, scales, parts))


@pytest.fixture
def compiled_study(monkeypatch):
    """A function that runs a study of few events by the kernels of large ones."""
    monkeypatch.setattr(blockwise, "HELD_EVENTS", 100)
    monkeypatch.setattr(compiled, "COMPILED_FROM", 1)
    return lambda **options: run(700, **options)


@pytest.mark.parametrize(
    "options",
    [
        {"model": "market"},
        {"model": "constant_mean"},
        {"model": "ff3"},
        {"model": LinearModel(factors=("MKT",), intercept=False)},
        {"model": "lad", "tests": ["patell", "corrado"]},
        {"model": "market", "tests": ["t", "sq", "grank_t"]},
        {"model": "market", "window": EventWindow(event=(-3, 3), estimation=(-60, -6), min_estimation=5)},
    ],
    ids=str,
)
def test_a_compiled_study_is_the_study_of_numpy(options, compiled_study, monkeypatch):
    found = compiled_study(**options)
    monkeypatch.setenv(compiled.VARIABLE, "0")
    expected = compiled_study(**options)
    for table in ("ar", "cars", "events", "tests"):
        # Statistics and p-values magnify the rounding of what they are computed from.
        pd.testing.assert_frame_equal(
            getattr(found, table), getattr(expected, table), rtol=100 * ROUNDING, atol=ROUNDING
        )


EXECUTORS = {
    "two threads": lambda: ThreadPoolExecutor(2),
    "spawned process": lambda: ProcessPoolExecutor(1, mp_context=get_context("spawn")),
}


@pytest.mark.parametrize("kind", EXECUTORS)
def test_an_executor_changes_no_bit_of_a_compiled_study(kind, compiled_study):
    expected = compiled_study(model="market")
    with EXECUTORS[kind]() as executor:
        assert_same_bits(compiled_study(model="market", executor=executor), expected)


def test_kernels_are_for_large_studies_where_numba_is(monkeypatch):
    assert compiled.use_compiled(compiled.COMPILED_FROM)
    assert not compiled.use_compiled(compiled.COMPILED_FROM - 1)
    monkeypatch.setenv(compiled.VARIABLE, "0")
    assert not compiled.use_compiled(compiled.COMPILED_FROM)
    monkeypatch.delenv(compiled.VARIABLE)
    monkeypatch.setattr(compiled, "_has_numba", lambda: False)
    assert not compiled.use_compiled(compiled.COMPILED_FROM)
    assert compiled.jitted(missing_in) is missing_in


def test_only_linear_models_have_kernels():
    assert with_kernels(LinearModel()).compiled
    assert with_kernels(LinearModel()) == LinearModel()
    assert with_kernels(other := object()) is other
