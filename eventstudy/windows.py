"""Event windows, estimation windows and their overlap, as rows of a return table.

A row is the position of a session in the table; -1 stands for a session outside it. All
functions take a block of events at once.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from eventstudy.types import BoolArray, EventWindow, Horizon, IntArray

OUTSIDE = -1
Value = TypeVar("Value", np.float64, np.bool_)


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


def window_rows(
    day_zero: IntArray, window: EventWindow, n_sessions: int, *, span: tuple[int, int] | None = None
) -> WindowRows:
    """Return the rows of event window, estimation window and the gap between them.

    Parameters
    ----------
    day_zero : ndarray of shape (n_events,)
        Row of day 0 of each event.
    window : EventWindow
    n_sessions : int
        Rows of the return table; what falls outside becomes -1.
    span : (int, int), optional
        First and last day 0 of the whole study, where ``day_zero`` is a block of it.
    """
    earliest, latest = span or span_of(day_zero)
    anchor = anchors(day_zero, window, earliest)
    last = anchor + window.estimation[1]
    reach = 0 if window.anchor == "event" else latest - earliest
    width = max(reach + window.event[0] - window.estimation[1] - 1, 0)
    gap = (
        _span(day_zero + window.event[0], (-width, -1))
        if width
        else np.empty((day_zero.size, 0), dtype=np.int64)
    )
    gap = np.where(gap > last[:, None], gap, OUTSIDE) if width else gap
    return WindowRows(
        day_zero=day_zero,
        days=np.arange(window.event[0], window.event[1] + 1),
        event=event_rows(day_zero, window, n_sessions),
        estimation=_inside(_span(anchor, window.estimation), n_sessions),
        gap=_inside(gap, n_sessions),
    )


def event_rows(day_zero: IntArray, window: EventWindow, n_sessions: int) -> IntArray:
    """Return the rows of the event windows alone, (n_events, n_days)."""
    return _inside(_span(day_zero, window.event), n_sessions)


def anchors(day_zero: IntArray, window: EventWindow, earliest: int) -> IntArray:
    """Return the row that each estimation window is counted from, (n_events,).

    ``earliest`` is the first day 0 of the study: that of all its windows where it is one episode.
    """
    return day_zero if window.anchor == "event" else np.full_like(day_zero, earliest)


def span_of(day_zero: IntArray) -> tuple[int, int]:
    """Return the first and the last day 0; (0, 0) without events."""
    return (int(day_zero.min()), int(day_zero.max())) if day_zero.size else (0, 0)


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class EventDays:
    """The sessions within ``days`` of any event of a security, for the securities that have events.

    ``covered`` is (n_with_events, n_sessions); ``place`` (n_securities,) the row of a security in it.
    """

    covered: BoolArray
    place: IntArray

    def at(self, rows: IntArray, security: IntArray) -> BoolArray:
        """Mark the rows (n_events, n_rows) that are an event day of the event's own security."""
        marked = rows_of(self.covered.T, self.place[security], rows) & (rows != OUTSIDE)
        return np.asarray(marked, dtype=np.bool_)


def event_days(day_zero: IntArray, security: IntArray, days: Horizon, shape: tuple[int, int]) -> EventDays:
    """Return the event days of every security: no part of an estimation window.

    Parameters
    ----------
    day_zero, security : ndarray of shape (n_known,)
        Of every event known, the studied ones included.
    days : (int, int)
        First and last relative day to keep clear.
    shape : (int, int)
        Sessions and securities of the return table.
    """
    n_sessions, n_securities = shape
    with_events, row = np.unique(security, return_inverse=True)
    change = np.zeros((with_events.size, n_sessions + 1), dtype=np.int32)
    np.add.at(change, (row, np.clip(day_zero + days[0], 0, n_sessions)), 1)
    np.add.at(change, (row, np.clip(day_zero + days[1] + 1, 0, n_sessions)), -1)
    place = np.zeros(n_securities, dtype=np.int64)
    place[with_events] = np.arange(with_events.size)
    return EventDays(covered=np.cumsum(change, axis=1)[:, :-1] > 0, place=place)


def rows_of(table: NDArray[Value], column: IntArray, rows: IntArray) -> NDArray[Value]:
    """Return ``table[rows, column]``, (..., n_events, n_rows); a row outside gives that of row 0.

    Consecutive rows are read as one window of the table, several times faster.
    """
    if consecutive(rows):
        return np.asarray(sliding_window_view(table.T, rows.shape[1], axis=1)[column, rows[:, 0]])
    return np.asarray(table[np.maximum(rows, 0), column[..., None]])


def consecutive(rows: IntArray) -> bool:
    """Whether the rows of every event, (n_events, n_rows), follow one another, none outside the table."""
    width = rows.shape[1]
    return bool(width and rows[:, 0].min(initial=0) >= 0 and (rows[:, -1] - rows[:, 0] == width - 1).all())


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
    """Return increasing rows (n_events, n_rows), with -1 for those outside the table."""
    if not rows.size or (rows[:, 0].min() >= 0 and rows[:, -1].max() < n_sessions):
        return rows
    return np.where((rows >= 0) & (rows < n_sessions), rows, OUTSIDE)
