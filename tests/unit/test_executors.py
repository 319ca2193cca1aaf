"""Blocks on any executor: the same bits as without one, and the same numbers for any size of block."""

import logging
import pickle
from concurrent.futures import Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import fields, is_dataclass
from multiprocessing import get_context

import numpy as np
import pandas as pd
import pytest
from unit.executor_cases import HORIZONS, WINDOW, Failing, many_events, returns_with_gaps, run

from eventstudy import blockwise, errors
from eventstudy.blockwise import BLOCK_EVENTS, HELD_EVENTS, IN_FLIGHT, estimated, in_order, reduced
from eventstudy.inference import TESTS
from eventstudy.inference.battery import ALL, parts_of
from eventstudy.types import EventWindow

# Several blocks, the last of them short, and more events than residuals are held of.
MANY = HELD_EVENTS + BLOCK_EVENTS // 2
SINGLE = ["t", "sq", "ewma_rank", "serial_t", "conformal"]
# Sums over events differ by the order of their terms alone. Some cancel nearly to nothing, so it is the
# largest entry of an array that its rounding is measured by.
ROUNDING = 1e-12


@contextmanager
def dask_executor():
    """Dask on two processes of this machine, quiet, without its dashboard."""
    distributed = pytest.importorskip("distributed")
    with (
        distributed.LocalCluster(
            n_workers=2,
            threads_per_worker=1,
            processes=True,
            host="127.0.0.1",
            dashboard_address=None,
            worker_dashboard_address=None,
            silence_logs=logging.CRITICAL,
        ) as cluster,
        distributed.Client(cluster) as client,
        client.get_executor() as executor,
    ):
        yield executor


EXECUTORS = {
    "one thread": lambda: ThreadPoolExecutor(1),
    "two threads": lambda: ThreadPoolExecutor(2),
    "four threads": lambda: ThreadPoolExecutor(4),
    "spawned processes": lambda: ProcessPoolExecutor(2, mp_context=get_context("spawn")),
    "dask": dask_executor,
}
STUDIES = {
    "constant mean, all tests": {},
    "market, all tests": {"model": "market"},
    "three factors, tests by name": {"model": "ff3", "tests": ["patell", "adj_bmp_overlap", "grank_t"]},
    "tests of single events": {"tests": SINGLE, "horizons": ((0, 0), (-1, 1))},
    "own windows kept clean": {"window": EventWindow(event=(-3, 3), estimation=(-60, -6), min_estimation=5)},
}


@pytest.fixture(scope="module")
def alone():
    """Studies without an executor, each computed once a process of pytest."""
    held = {}

    def result(name):
        if name not in held:
            held[name] = run(MANY, **STUDIES[name])
        return held[name]

    return result


def assert_same_bits(found, expected):
    for table in ("ar", "abnormal", "cars", "tests", "events", "dropped", "episodes", "diagnostics"):
        pd.testing.assert_frame_equal(getattr(found, table), getattr(expected, table), check_exact=True)
    assert found.warnings == expected.warnings
    assert found.estimation == expected.estimation


@pytest.mark.parametrize("kind", EXECUTORS)
def test_an_executor_changes_no_bit(kind, alone):
    with EXECUTORS[kind]() as executor:
        for name, options in STUDIES.items():
            found = run(MANY, executor=executor, **options)
            assert found.block.n_events > HELD_EVENTS, name
            assert_same_bits(found, alone(name))


ITERATIVE = {"model": "garch", "horizons": ((0, 0),), "tests": ["t", "sq", "patell", "bmp"]}


def test_an_iterative_model_changes_no_bit_in_threads():
    with ThreadPoolExecutor(2) as executor:
        found = run(4, executor=executor, **ITERATIVE)
    assert_same_bits(found, run(4, **ITERATIVE))


def test_an_iterative_model_is_the_same_in_other_processes_as_far_as_its_optimiser_goes():
    """Its linear algebra may run on other threads there: other last bits, and another last step.

    The optimiser stops where a step changes the log-likelihood by less than 1e-9, which leaves the
    parameters some sqrt(1e-9) = 3e-5 standard errors to go; the bound is three times that.
    """
    with EXECUTORS["spawned processes"]() as executor:
        found = run(4, executor=executor, **ITERATIVE)
    expected = run(4, **ITERATIVE)
    error = np.sqrt(expected.block.sigma2 / expected.block.dof)[:, None]
    np.testing.assert_allclose(found.block.ar / error, expected.block.ar / error, rtol=0, atol=1e-4)
    assert found.tests.drop(columns=["estimate", "statistic", "p_value"]).equals(
        expected.tests.drop(columns=["estimate", "statistic", "p_value"])
    )


def test_the_parts_of_a_study_survive_the_way_to_a_worker_and_back(alone):
    """A process and a machine elsewhere get what pickle makes of the blocks."""
    result = alone("market, all tests")
    block = result.block
    back = pickle.loads(pickle.dumps(next(result.data.blocks(block.day_zero, block.security, 50))))
    np.testing.assert_array_equal(
        blockwise.predicted(back)[0].ar, block.ar[:50], err_msg="the block changed on its way"
    )


# --- any size of block ------------------------------------------------------------------------


def parts_of_result(value, name=""):
    """Yield every array, number and text of nested values, with its name.

    Not the notes of rank tests of single events: the study writes those, from its number of events.
    """
    if is_dataclass(value):
        resolution = getattr(value, "n_placebo", None) is not None
        for field in [field for field in fields(value) if not (resolution and field.name == "note")]:
            yield from parts_of_result(getattr(value, field.name), f"{name}.{field.name}")
    elif isinstance(value, dict):
        for key, part in value.items():
            yield from parts_of_result(part, f"{name}[{key}]")
    elif isinstance(value, tuple) and not all(isinstance(part, int | float | str) for part in value):
        for at, part in enumerate(value):
            yield from parts_of_result(part, f"{name}[{at}]")
    else:
        yield name, value


def assert_same_numbers(found, expected):
    pairs = zip(parts_of_result(found), parts_of_result(expected), strict=True)
    for (name, one), (other_name, other) in pairs:
        assert name == other_name
        if isinstance(one, np.ndarray) and np.issubdtype(one.dtype, np.floating):
            size = np.abs(other[np.isfinite(other)]).max(initial=0.0)
            np.testing.assert_allclose(one, other, rtol=ROUNDING, atol=ROUNDING * size, err_msg=name)
        elif isinstance(one, np.ndarray):
            np.testing.assert_array_equal(one, other, err_msg=name)
        elif isinstance(one, float):
            assert one == pytest.approx(other, rel=ROUNDING, abs=1e-15, nan_ok=True), name
        else:
            assert one == other or list(one) == list(other), name


@pytest.fixture(params=["constant_mean", "market", "trade_to_trade", "scholes_williams"])
def in_blocks(request, monkeypatch):
    """A function of the size of blocks that gives estimates and reductions; no residuals are held."""
    monkeypatch.setattr(blockwise, "HELD_EVENTS", 100)
    window = EventWindow(event=(-3, 3), estimation=(-60, -6), min_estimation=30)
    # More than the 200 events whose residuals other parts of a study ask for.
    result = run(250, model=request.param, window=window, tests=["patell"])
    studied = result.block
    assert not blockwise.holds_residuals(studied)

    def computed(block_events):
        return (
            estimated(result.data, studied.day_zero, studied.security, block_events=block_events),
            reduced(
                result.data,
                studied,
                HORIZONS,
                event_tests=[name for name in TESTS if TESTS[name].scope == "event"],
                parts=parts_of(ALL),
                block_events=block_events,
            ),
        )

    return computed


def test_the_size_of_blocks_changes_no_number(in_blocks):
    whole = in_blocks(10**6)
    assert {name.split("[")[0] for name, _ in parts_of_result(whole[1])} >= {".samples", ".event_tests"}
    for size in (1, 7, 512):
        found = in_blocks(size)
        for one, other in zip(found, whole, strict=True):
            assert_same_numbers(one, other)


def test_the_tests_of_a_sample_do_not_see_the_blocks(in_blocks):
    whole, ones = in_blocks(10**6)[1], in_blocks(1)[1]
    for entry in [entry for entry in TESTS.values() if entry.scope == "sample"]:
        for horizon in HORIZONS:
            rows = [entry.function(found.samples[horizon]) for found in (whole, ones)]
            assert_same_numbers(rows[1], rows[0])


@pytest.mark.parametrize("size", [1, 7, 512])
def test_the_tables_of_a_study_do_not_see_the_blocks_notes_included(monkeypatch, size):
    """Events whose residuals are held, and blocks of any size that are fitted a second time."""
    tests = ["t", "sq", "ewma_rank", "serial_t", "bmp", "adj_bmp", "grank_t", "corrado", "wilcoxon"]
    held = run(250, model="market", tests=tests)
    monkeypatch.setattr(blockwise, "HELD_EVENTS", 100)
    for function in (estimated, reduced):
        monkeypatch.setitem(function.__kwdefaults__, "block_events", size)
    again = run(250, model="market", tests=tests)
    assert blockwise.holds_residuals(held.block)
    assert not blockwise.holds_residuals(again.block)
    for table in ("tests", "ar", "cars", "diagnostics"):
        found, expected = getattr(again, table), getattr(held, table)
        pd.testing.assert_frame_equal(found, expected, rtol=ROUNDING, atol=1e-15)


@pytest.mark.parametrize("n_events", [20, 250, MANY])
def test_a_test_that_fits_again_runs_for_any_number_of_events_once_named(n_events):
    rows = run(n_events, tests=["conformal"], horizons=((0, 0),)).tests
    assert not rows["note"].str.contains("not run").any()
    assert rows["p_value"].notna().sum() > 0.8 * n_events


# --- order, failures, ownership ---------------------------------------------------------------


class LastFirst(Executor):
    """Does nothing until a result is asked for, and then the newest task first."""

    def __init__(self):
        self.waiting, self.most = [], 0

    def submit(self, function, /, *args, **named):
        future = AskedFor(self)
        self.waiting.append((future, function, args))
        self.most = max(self.most, len(self.waiting))
        return future

    def run_all(self):
        for future, function, args in reversed(self.waiting):
            future.set_result(function(*args))
        self.waiting.clear()


class AskedFor(Future):
    def __init__(self, executor):
        super().__init__()
        self.executor = executor

    def result(self, timeout=None):
        if not self.done():
            self.executor.run_all()
        return super().result(timeout)


def test_results_come_in_the_order_of_the_blocks_whoever_ends_first(alone):
    executor, done = LastFirst(), []
    assert list(in_order(executor, lambda n: done.append(n) or n, range(5))) == list(range(5))
    assert done == [4, 3, 2, 1, 0]
    assert_same_bits(run(MANY, executor=LastFirst()), alone("constant mean, all tests"))


def test_no_more_blocks_are_under_way_than_memory_is_meant_for():
    executor = LastFirst()
    taken = []
    results = in_order(executor, lambda n: n, (taken.append(n) or n for n in range(3 * IN_FLIGHT)))
    assert next(results) == 0
    assert len(taken) == executor.most == IN_FLIGHT
    assert list(results) == list(range(1, 3 * IN_FLIGHT))
    assert executor.most <= IN_FLIGHT


@pytest.mark.parametrize("kind", EXECUTORS)
def test_a_failure_in_a_worker_is_raised_as_itself_and_the_executor_lives_on(kind):
    with EXECUTORS[kind]() as executor:
        for cause, error, says in [
            ("numpy", np.linalg.LinAlgError, "planted failure"),
            ("too few", errors.TooFewEventsError, "test 'planted' needs at least 3 events"),
            ("unknown", errors.UnknownNameError, "unknown planted 'x'"),
        ]:
            with pytest.raises(error, match=says):
                run(MANY, executor=executor, model=Failing(kind=cause))
        # Whoever made the executor ends it: it still takes work.
        assert executor.submit(abs, -3).result() == 3
        run(20, executor=executor, tests=["patell"])
        assert executor.submit(abs, -4).result() == 4


@pytest.mark.parametrize(
    "error",
    [
        errors.TooFewEventsError("bmp", 2, 1),
        errors.UnknownNameError("test", "patel", ["patell"], ["patell"]),
        errors.InputError("the value, the cause, the remedy"),
        errors.NoEventsError("every event was dropped"),
    ],
)
def test_errors_come_back_from_another_process_as_they_were(error):
    """An error that cannot be read back would break the pool instead of being raised."""
    back = pickle.loads(pickle.dumps(error))
    assert type(back) is type(error)
    assert str(back) == str(error)


@pytest.mark.parametrize("executor", [2, "threads"])
def test_what_is_no_executor_is_refused_in_words(executor):
    with pytest.raises(errors.InputError, match=r"executor is .*concurrent\.futures"):
        run(20, executor=executor)


def test_a_window_of_a_block_is_that_of_the_study():
    """With one window for an episode, a block must use the anchor of all events, not its own first."""
    window = EventWindow(event=(-3, 3), estimation=(-60, -6), min_estimation=30, anchor="episode")
    returns = returns_with_gaps()
    result = run(150, window=window, tests=["patell"])
    studied = result.block
    whole = estimated(result.data, studied.day_zero, studied.security)
    single = estimated(result.data, studied.day_zero, studied.security, block_events=1)
    assert_same_numbers(single, whole)
    assert len(many_events(returns, 150)) == len(result.events)
    assert WINDOW.anchor == "event"
