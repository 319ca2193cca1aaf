"""How the events of a study lie in time: dates, separate windows, sessions that windows share."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from eventstudy.result import StudyResult
from eventstudy.types import AbnormalReturns, IntArray
from eventstudy.windows import n_separate_windows

# Separate windows are counted up to here, from where a sample counts as large.
MANY_EVENTS = 20
# Assumed correlation of two securities on common days, where the overlap is judged before any test.
ASSUMED_CORRELATION = 0.25


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """How the events of a study lie in time.

    ``n_separate`` counts windows of the longest horizon that share no session with one another, up
    to 20; ``dates_meet`` says whether windows of different dates share sessions, ``span`` is the
    sessions from the first date to the last; ``inflation`` is what shared sessions add to the
    variance of the mean at a correlation of 0.25 between securities (1 within one).
    """

    n_events: int
    n_dates: int
    n_securities: int
    n_separate: int
    dates_meet: bool
    span: int
    n_days: int
    inflation: float
    one_window: bool


def event_layout(result: StudyResult) -> Layout:
    """Return how the studied events lie in time, judged by the longest declared horizon."""
    block = result.block
    n_days = max(last - first + 1 for first, last in result.horizons)
    dates = np.unique(block.day_zero)
    n_dates = int(dates.size)
    return Layout(
        n_events=block.n_events,
        n_dates=n_dates,
        n_securities=int(np.unique(block.security).size),
        n_separate=n_separate_windows(block.day_zero, n_days, MANY_EVENTS),
        dates_meet=bool((np.diff(dates) < n_days).any()),
        span=int(dates[-1] - dates[0]),
        n_days=n_days,
        inflation=overlap_inflation(block, n_days),
        one_window=n_dates == 1 or result.estimation["anchor"] == "episode",
    )


def overlap_inflation(block: AbnormalReturns, n_days: int) -> float:
    """Return what shared sessions add to the variance of the mean, at the assumed correlation.

    The mean over events of the sum, over the other events, of the share of the window in common times
    the correlation: 0.25 for another security, 1 for the same.
    """
    every = _shared(block.day_zero, n_days)
    same = _shared_of_securities(block.day_zero, block.security, n_days)
    return (ASSUMED_CORRELATION * every + (1 - ASSUMED_CORRELATION) * same) / block.n_events


def _shared_of_securities(day_zero: IntArray, security: IntArray, n_days: int) -> float:
    """Return the sum over ordered pairs of events of one security of the share in common."""
    order = np.lexsort((day_zero, security))
    day, code, total = day_zero[order], security[order], 0.0
    # A security has one event a session, so that no more than n_days of them can meet.
    for step in range(1, min(n_days, day.size)):
        apart = day[step:] - day[:-step]
        near = (code[step:] == code[:-step]) & (apart < n_days)
        if not near.any():
            break
        total += 2 * float((1 - apart[near] / n_days).sum())
    return total


def _shared(day_zero: IntArray, n_days: int) -> float:
    """Return the sum over ordered pairs of events of the share of their windows in common."""
    count = np.bincount(day_zero - day_zero.min()).astype(np.float64)
    total = float((count * (count - 1)).sum())
    for lag in range(1, min(n_days, count.size)):
        total += 2 * (1 - lag / n_days) * float((count[lag:] * count[:-lag]).sum())
    return total
