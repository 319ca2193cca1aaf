"""Event windows, estimation windows and their overlap, as rows of a return table.

A row is the position of a session in the table; -1 stands for a session outside it. All
functions take a block of events at once.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from eventstudy.types import BoolArray, EventWindow, Horizon, IntArray

OUTSIDE = -1


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class WindowRows:
    """Rows of the return table that each event uses.

    ``event`` is (n_events, n_days), ``estimation`` (n_events, n_estimation) and ``gap``
    (n_events, n_gap): the sessions between the two, padded on the left with -1. ``days`` holds the
    relative days of ``event``, ``day_zero`` the row of each day 0.
    """

    day_zero: IntArray
    days: IntArray
    event: IntArray
    estimation: IntArray
    gap: IntArray


def window_rows(day_zero: IntArray, window: EventWindow, n_sessions: int) -> WindowRows:
    """Return the rows of event window, estimation window and the gap between them.

    Parameters
    ----------
    day_zero : ndarray of shape (n_events,)
        Row of day 0 of each event.
    window : EventWindow
    n_sessions : int
        Rows of the return table; what falls outside becomes -1.
    """
    first = np.full_like(day_zero, day_zero.min(initial=np.iinfo(np.int64).max))
    anchor = day_zero if window.anchor == "event" else first
    event = _span(day_zero, window.event)
    estimation = _span(anchor, window.estimation)
    last = anchor + window.estimation[1]
    width = int((event[:, 0] - last - 1).max(initial=0))
    gap = _span(event[:, 0], (-width, -1)) if width else np.empty((day_zero.size, 0), dtype=np.int64)
    gap = np.where(gap > last[:, None], gap, OUTSIDE)
    return WindowRows(
        day_zero=day_zero,
        days=np.arange(window.event[0], window.event[1] + 1),
        event=_inside(event, n_sessions),
        estimation=_inside(estimation, n_sessions),
        gap=_inside(gap, n_sessions),
    )


def days_left_out(
    rows: WindowRows,
    security: IntArray,
    *,
    others: tuple[IntArray, IntArray],
    days: Horizon,
    shape: tuple[int, int],
) -> BoolArray:
    """Mark the estimation days that lie within ``days`` of any event of the same security.

    Parameters
    ----------
    rows : WindowRows
        Of the events to be estimated.
    security : ndarray of shape (n_events,)
    others : (ndarray, ndarray), each of shape (n_known,)
        Day 0 and security of every event known, the estimated ones included: an event's own days
        are no part of its estimation window.
    days : (int, int)
        First and last relative day to keep clear.
    shape : (int, int)
        Sessions and securities of the return table.

    Returns
    -------
    ndarray of bool, shape (n_events, n_estimation)
    """
    n_sessions, n_securities = shape
    day_zero, owner = others
    change = np.zeros((n_sessions + 1, n_securities), dtype=np.int32)
    np.add.at(change, (np.clip(day_zero + days[0], 0, n_sessions), owner), 1)
    np.add.at(change, (np.clip(day_zero + days[1] + 1, 0, n_sessions), owner), -1)
    covered = np.cumsum(change, axis=0) > 0
    marked = covered[np.maximum(rows.estimation, 0), security[:, None]] & (rows.estimation != OUTSIDE)
    return np.asarray(marked, dtype=np.bool_)


def hull(horizons: Sequence[Horizon]) -> Horizon:
    """Return the first and the last day of any horizon."""
    return min(first for first, _ in horizons), max(last for _, last in horizons)


def n_separate_windows(day_zero: IntArray, n_days: int, enough: int) -> int:
    """Count event windows of ``n_days`` sessions that share none with one another, up to ``enough``."""
    count, free = 0, np.iinfo(np.int64).min
    # Earliest first packs the most windows of one length.
    for day in np.unique(day_zero):
        if day >= free:
            count, free = count + 1, day + n_days
        if count >= enough:
            break
    return count


def shares_sessions(day_zero: IntArray, security: IntArray, horizon: Horizon) -> BoolArray:
    """Mark the events whose window over ``horizon`` shares a session with another of the security.

    Returns
    -------
    ndarray of bool, shape (n_events,)
    """
    order = np.lexsort((day_zero, security))
    near = (np.diff(day_zero[order]) <= horizon[1] - horizon[0]) & (np.diff(security[order]) == 0)
    marked = np.zeros(day_zero.size, dtype=np.bool_)
    marked[order[:-1]] |= near
    marked[order[1:]] |= near
    return marked


def _span(start: IntArray, days: Horizon) -> IntArray:
    return np.asarray(start[:, None] + np.arange(days[0], days[1] + 1)[None, :], dtype=np.int64)


def _inside(rows: IntArray, n_sessions: int) -> IntArray:
    return np.where((rows >= 0) & (rows < n_sessions), rows, OUTSIDE)
