"""A study in blocks of events: each is fitted and reduced alone, here or on any executor.

The blocks depend on the events alone, and what comes of them is put together in their order, so that
the number of workers changes no digit. Residuals of many events are not kept: the second pass, which
needs spreads over all events, fits again. Many events of a linear model are read straight from the
table, without blocks of their windows.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor, Future
from dataclasses import dataclass, replace
from functools import partial
from typing import TypeVar

import numpy as np

from eventstudy.abnormal import BlockData, block_data, estimation_residuals, predicted, without_days
from eventstudy.compiled import use_compiled
from eventstudy.errors import InputError
from eventstudy.inference.battery import event_results
from eventstudy.inference.conventions import entry_of
from eventstudy.inference.day_sums import Spreads, spreads_over
from eventstudy.inference.samples import Part, Sample, samples_of
from eventstudy.inference.validity import FEW_EVENTS
from eventstudy.joining import part_of, residuals_of_part
from eventstudy.models.linear import LinearModel
from eventstudy.outcomes import Estimates, Reduced, holds_residuals, joined_estimates, joined_reductions
from eventstudy.straight import Windows, predictions, residuals_of
from eventstudy.types import (
    AbnormalReturns,
    EventWindow,
    FloatArray,
    Horizon,
    IntArray,
    NormalReturnModel,
    Residuals,
)
from eventstudy.windows import EventDays, anchors, event_rows, window_rows

# Events a block: so many that calls cost little beside the work, and so few that a block takes little memory.
BLOCK_EVENTS = 2048
# The residuals of no more events are kept.
HELD_EVENTS = 2048
# Blocks handed to an executor and not yet back: bounds the memory, and the workers that can be busy.
IN_FLIGHT = 64

Task = TypeVar("Task")
Outcome = TypeVar("Outcome")
ScarsAndSpreads = Callable[
    [AbnormalReturns, Sequence[Horizon]], tuple[dict[Horizon, FloatArray], dict[Horizon, Spreads]]
]
SamplesOf = Callable[[AbnormalReturns, Mapping[Horizon, Spreads], tuple[Part, ...]], dict[Horizon, Sample]]


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class StudyData:
    """The tables of a study as arrays, to be cut into blocks of events.

    ``returns`` is (n_sessions, n_securities), ``factors`` (n_sessions, n_factors), ``span`` the first
    and last day 0, ``event_days`` the days to leave out of estimation windows.
    """

    model: NormalReturnModel
    returns: FloatArray
    factors: FloatArray
    window: EventWindow
    span: tuple[int, int]
    event_days: EventDays | None

    def block(self, day_zero: IntArray, security: IntArray, *, later: bool = True) -> BlockData:
        """Return the data of a block of events; both arguments are (n_events,).

        Without ``later`` it has no gap and no event days: estimation windows alone.
        """
        rows = window_rows(day_zero, self.window, self.returns.shape[0], span=self.span)
        if not later:
            rows = replace(rows, gap=rows.gap[:, :0], event=rows.event[:, :0], days=rows.days[:0])
        block = block_data(
            self.model, returns=self.returns, factors=self.factors, security=security, rows=rows
        )
        if self.event_days is None:
            return block
        return without_days(block, self.event_days.at(rows.estimation, security))

    def windows(self, day_zero: IntArray, security: IntArray) -> Windows | None:
        """Return where the windows of events lie, where they can be read straight from the table."""
        model, returns = self.model, self.returns
        plain = isinstance(model, LinearModel) and model.compiled and model.intercept
        if not (plain and returns.flags.f_contiguous and day_zero.size > HELD_EVENTS):
            return None
        return Windows(
            returns=returns.T,
            factors=np.ascontiguousarray(self.factors.T),
            window=self.window,
            event_days=self.event_days,
            security=security,
            day_zero=day_zero,
            anchor=self.anchors(day_zero),
        )

    def anchors(self, day_zero: IntArray) -> IntArray:
        """Return the row that the estimation window of each event is counted from, (n_events,)."""
        return anchors(day_zero, self.window, self.span[0])

    def blocks(
        self, day_zero: IntArray, security: IntArray, size: int, *, later: bool = True
    ) -> Iterator[BlockData]:
        """Yield the data of consecutive blocks of ``size`` events, as :meth:`block` gives it."""
        for first in range(0, day_zero.size, size):
            at = slice(first, first + size)
            yield self.block(day_zero[at], security[at], later=later)


def estimated(
    data: StudyData,
    day_zero: IntArray,
    security: IntArray,
    *,
    executor: Executor | None = None,
    block_events: int | None = None,
) -> Estimates:
    """Fit every event and predict its window, block by block."""
    n_events = day_zero.size
    if block_events is None and (windows := data.windows(day_zero, security)):
        return _estimated_straight(data, windows)
    block_events = block_events or BLOCK_EVENTS
    task = partial(_estimates, held=n_events <= HELD_EVENTS, observed=n_events <= FEW_EVENTS)
    blocks = data.blocks(day_zero, security, block_events)
    return joined_estimates(in_order(executor, task, blocks), n_events)


def reduced(
    data: StudyData,
    studied: AbnormalReturns,
    horizons: Sequence[Horizon],
    *,
    event_tests: Sequence[str],
    parts: tuple[Part, ...],
    coefficients: FloatArray | None = None,
    executor: Executor | None = None,
    block_events: int | None = None,
) -> Reduced:
    """Collect samples and tests of single events, block by block.

    Parameters
    ----------
    data : StudyData
    studied : AbnormalReturns
        All events; their residuals are computed again where they are not held.
    horizons : sequence of (first, last)
    event_tests : sequence of str
        Names of the tests of single events to run.
    parts : tuple of str
        What the sample tests need.
    coefficients : ndarray of shape (n_events, n_coefficients), optional
        Of a linear model: its residuals follow from them without another fit.
    """
    # The kernels are for models that give no day a spread of its own.
    compiled = use_compiled(studied.n_events) and studied.spread is None
    scars_and_spreads, samples = _compiled_reductions() if compiled else (_scars_and_spreads, samples_of)
    scar, scales = scars_and_spreads(_without_residuals(studied), horizons)
    task = partial(_reduced, scales=scales, event_tests=tuple(event_tests), parts=parts, samples=samples)
    size = block_events or BLOCK_EVENTS
    refits = any(entry_of(name).refits for name in event_tests)
    found: Iterable[Reduced]
    if holds_residuals(studied) and not (refits and studied.observed is None):
        found = map(task, [studied] if event_tests else _in_parts(studied, size))
    elif event_tests:
        again = partial(_reduced_again, reduce=task, observed=refits)
        found = in_order(executor, again, data.blocks(studied.day_zero, studied.security, size))
    elif parts and coefficients is not None and (windows := data.windows(studied.day_zero, studied.security)):
        held = _with_their_residuals(windows, studied, coefficients, size)
        found = in_order(executor, partial(_reduced_residuals, scales=scales, parts=parts), held)
    elif parts:
        blocks = data.blocks(studied.day_zero, studied.security, size, later=False)
        known = _with_their_events(blocks, studied, size)
        found = in_order(executor, partial(_reduced_fit, reduce=task), known)
    else:
        found = [Reduced(samples=samples_of(studied, scales, ()), event_tests={})]
    return replace(joined_reductions(list(found)), scar=scar)


def blocks_with_residuals(data: StudyData, studied: AbnormalReturns) -> Iterator[AbnormalReturns]:
    """Yield the events block by block with their residuals, fitted again where they are not held."""
    if holds_residuals(studied):
        yield studied
        return
    for block in data.blocks(studied.day_zero, studied.security, BLOCK_EVENTS):
        yield predicted(block)[0]


def in_order(
    executor: Executor | None, function: Callable[[Task], Outcome], tasks: Iterable[Task]
) -> Iterator[Outcome]:
    """Yield ``function`` of each task, in the order of the tasks, with a bounded number under way."""
    if executor is None:
        yield from map(function, tasks)
        return
    if not callable(getattr(executor, "submit", None)):
        raise InputError(
            f"executor is {executor!r}: give a concurrent.futures.Executor, such as ThreadPoolExecutor(2),"
            " or None."
        )
    waiting: deque[Future[Outcome]] = deque()
    for task in tasks:
        waiting.append(executor.submit(function, task))
        if len(waiting) >= IN_FLIGHT:
            yield waiting.popleft().result()
    while waiting:
        yield waiting.popleft().result()


def _estimates(block: BlockData, *, held: bool, observed: bool) -> Estimates:
    abnormal, fit = predicted(block, keep_observed=observed)
    abnormal = abnormal if held else _without_residuals(abnormal)
    return Estimates(
        abnormal=abnormal,
        names=block.model.coefficient_names,
        coefficients=fit.coefficients,
        n_obs=fit.n_obs,
        parameters=fit.parameters,
    )


def _estimated_straight(data: StudyData, windows: Windows) -> Estimates:
    """Fit and predict every event where it lies; events that need more care are left to the reference."""
    found, day_zero, n_sessions = predictions(windows), windows.day_zero, len(data.returns)
    n_params = found.coefficients.shape[1]
    abnormal = AbnormalReturns(
        ar=found.ar,
        normal=found.normal,
        sigma2=found.sigma2,
        loadings=found.loadings,
        residuals=_no_residuals(day_zero.size),
        dof=(found.n_obs - n_params).astype(np.float64),
        days=np.arange(data.window.event[0], data.window.event[1] + 1),
        sessions=event_rows(day_zero, data.window, n_sessions),
        security=windows.security,
        day_zero=day_zero,
    )
    left = np.flatnonzero(~found.safe)
    for first in range(0, left.size, BLOCK_EVENTS):
        some = left[first : first + BLOCK_EVENTS]
        by_reference, fit = predicted(data.block(day_zero[some], windows.security[some]))
        found.coefficients[some] = fit.coefficients
        for name in ("ar", "normal", "sigma2", "loadings"):
            getattr(abnormal, name)[some] = getattr(by_reference, name)
    return Estimates(
        abnormal=abnormal,
        names=data.model.coefficient_names,
        coefficients=found.coefficients,
        n_obs=found.n_obs,
        parameters={},
    )


def _reduced(
    abnormal: AbnormalReturns,
    *,
    scales: Mapping[Horizon, Spreads],
    event_tests: Sequence[str],
    parts: tuple[Part, ...],
    samples: SamplesOf,
) -> Reduced:
    return Reduced(
        samples=samples(abnormal, scales, parts),
        event_tests=event_results(abnormal, event_tests, list(scales)),
    )


def _scars_and_spreads(
    abnormal: AbnormalReturns, horizons: Sequence[Horizon]
) -> tuple[dict[Horizon, FloatArray], dict[Horizon, Spreads]]:
    return {h: abnormal.over(*h).scar for h in horizons}, spreads_over(abnormal, horizons)


def _compiled_reductions() -> tuple[ScarsAndSpreads, SamplesOf]:
    """Return what collects spreads and samples by compiled kernels; loaded by large studies alone."""
    from eventstudy.inference import compiled_samples

    return compiled_samples.scars_and_spreads, compiled_samples.samples_of


def _reduced_again(
    block: BlockData, *, reduce: Callable[[AbnormalReturns], Reduced], observed: bool
) -> Reduced:
    return reduce(predicted(block, keep_observed=observed)[0])


def _in_parts(studied: AbnormalReturns, size: int) -> list[AbnormalReturns]:
    """Return the events in blocks, whose arrays stay in the processor's cache."""
    places = [slice(first, first + size) for first in range(0, studied.n_events, size)]
    return [part_of(studied, at, residuals_of_part(studied.residuals, at)) for at in places]


def _with_their_events(
    blocks: Iterable[BlockData], studied: AbnormalReturns, size: int
) -> Iterator[tuple[BlockData, AbnormalReturns]]:
    """Yield each block with the abnormal returns of its events, which need not be predicted again."""
    for at, block in enumerate(blocks):
        some = slice(at * size, (at + 1) * size)
        yield block, part_of(studied, some, _no_residuals(block.security.size))


def _with_their_residuals(
    windows: Windows, studied: AbnormalReturns, coefficients: FloatArray, size: int
) -> Iterator[tuple[AbnormalReturns, FloatArray, IntArray]]:
    """Yield blocks of events with their residuals, and the first row of their estimation windows."""
    start = windows.start
    for first in range(0, studied.n_events, size):
        some = slice(first, first + size)
        abnormal = part_of(studied, some, _no_residuals(start[some].size))
        yield abnormal, residuals_of(windows, coefficients, some), start[some]


def _reduced_residuals(
    given: tuple[AbnormalReturns, FloatArray, IntArray],
    *,
    scales: Mapping[Horizon, Spreads],
    parts: tuple[Part, ...],
) -> Reduced:
    from eventstudy.inference import compiled_samples

    return Reduced(samples=compiled_samples.samples_from(*given, scales, parts), event_tests={})


def _reduced_fit(
    given: tuple[BlockData, AbnormalReturns], *, reduce: Callable[[AbnormalReturns], Reduced]
) -> Reduced:
    block, abnormal = given
    return reduce(replace(abnormal, residuals=estimation_residuals(block)))


def _without_residuals(abnormal: AbnormalReturns) -> AbnormalReturns:
    return replace(abnormal, residuals=_no_residuals(abnormal.n_events), observed=None)


def _no_residuals(n_events: int) -> Residuals:
    none = np.empty((n_events, 0))
    return Residuals(values=none, sessions=np.empty((n_events, 0), dtype=np.int64), gap=none)
