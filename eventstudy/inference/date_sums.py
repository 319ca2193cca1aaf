"""Standardised residuals summed over the events of each date: all that their correlation needs.

The sum of products over all pairs of events follows from sums over the events of each date, so that
the correlation between any two events, on the calendar sessions that both use, enters without a
pass over pairs.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.lib.stride_tricks import as_strided
from scipy.sparse import csr_array

from eventstudy.inference.block_residuals import first_rows
from eventstudy.inference.day_sums import Held, held_events
from eventstudy.types import AbnormalReturns, BoolArray, FloatArray, IntArray

# Dates whose pairs are counted in one product of matrices: too small a one to be split among threads.
DATES_AT_ONCE = 8
# Cells of the tables of these products at once: few enough for the processor's cache.
CELLS_AT_ONCE = 1 << 18
# What tells one date from another.
DATE = ("start", "day_zero")
# Codes of cells stay below it when they are doubled.
LARGEST_CODE = 2**60


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class DateSums:
    """Sums over the events that share day 0 and estimation window; a row for each such date.

    ``total`` and ``count`` are (n_dates, n_obs): sums of the standardised residuals (mean zero, mean
    square one) and the number of events, by day of the window; ``squares`` (n_dates,) the sum of their
    squares over all days.
    """

    day_zero: IntArray  # (n_dates,) row of day 0 in the return table
    start: IntArray  # (n_dates,) row of the first estimation day; negative before the table
    n_events: FloatArray  # (n_dates,)
    total: FloatArray
    squares: FloatArray
    count: FloatArray


def date_sums(events: AbnormalReturns | Held) -> DateSums:
    """Return the sums over the events of each date of a block, of those that have a CAR."""
    return date_sums_of([events if isinstance(events, Held) else held_events(events)])[0]


def date_sums_of(helds: Sequence[Held]) -> list[DateSums]:
    """Return the sums over the events of each date for a block over several horizons.

    The events of a date that have a CAR over the same horizons are added up once.
    """
    residuals, keeps = helds[0].residuals, [held.keep for held in helds]
    rows = DateSums(
        day_zero=residuals.abnormal.day_zero,
        start=first_rows(residuals),
        n_events=np.ones(residuals.abnormal.n_events),
        total=residuals.centred,
        squares=residuals.squared,
        count=residuals.weight,
    )
    groups = _cells(rows.start, rows.day_zero, keeps)
    cells = _added(rows, groups)
    return [_by_date(cells, np.flatnonzero(keep[groups.first])) for keep in keeps]


def date_of_each(start: IntArray, day_zero: IntArray) -> tuple[IntArray, IntArray]:
    """Return the number of the date (and estimation window) of each event, and an event of each date.

    Parameters
    ----------
    start, day_zero : ndarray of shape (n_events,)
        Rows of the first estimation day and of day 0.

    Returns
    -------
    date : ndarray of shape (n_events,)
    first : ndarray of shape (n_dates,)
    """
    groups = _groups(start, day_zero, np.zeros_like(start), np.arange(start.size))
    date = np.empty(start.size, dtype=np.int64)
    date[groups.order] = np.repeat(np.arange(groups.first.size), np.diff(groups.bounds))
    return date, groups.first


def merged(parts: Sequence[DateSums]) -> DateSums:
    """Return the sums over the events of all parts."""
    if len(parts) == 1:
        return parts[0]
    start, day_zero = (np.concatenate([getattr(part, name) for part in parts]) for name in DATE)
    date, first = date_of_each(start, day_zero)
    sums: dict[str, FloatArray] = {}
    for name in ("n_events", "total", "squares", "count"):
        sums[name] = np.zeros((first.size, *getattr(parts[0], name).shape[1:]))
        at = 0
        for part in parts:
            values = getattr(part, name)
            # A part has each date once.
            sums[name][date[at : (at := at + len(values))]] += values
    return DateSums(day_zero=day_zero[first], start=start[first], **sums)


def average_correlation(sums: DateSums) -> float:
    """Return the mean correlation between different events over the sessions that both use.

    Every pair of events counts by the number of sessions in common. With one complete estimation
    window for all this is exactly the mean of the pairwise correlations; zero if no two events
    share a session.
    """
    n_obs = sums.total.shape[1]
    if (sums.n_events == 1).all() and (np.diff(np.sort(sums.start)) >= n_obs).all():
        return 0.0
    row = sums.start[:, None] + np.arange(n_obs)
    row = (row - row.min(initial=0)).ravel()
    total = np.bincount(row, weights=sums.total.ravel())
    count = np.bincount(row, weights=sums.count.ravel())
    pairs = float((count**2 - count).sum())
    return float((total**2).sum() - sums.squares.sum()) / pairs if pairs else 0.0


def average_overlap_correlation(sums: DateSums, n_days: int) -> float:
    """Return theta: the mean over pairs of (days in common / days of a window) times correlation.

    Kolari, Pape and Pynnönen (2018); pairs whose event windows do not meet count as zero. For a
    pair of dates the correlation is averaged over its pairs of events.

    Parameters
    ----------
    sums : DateSums
    n_days : int
        Days of the horizon.
    """
    n_events = float(sums.n_events.sum())
    own_pairs = (sums.count**2 - sums.count).sum(axis=1)
    own = _ratio(np.einsum("dm,dm->d", sums.total, sums.total) - sums.squares, own_pairs)
    theta = float((sums.n_events * (sums.n_events - 1) * own).sum())
    theta += 2 * _overlapping_pairs(sums, n_days)
    return theta / (n_events * (n_events - 1)) if n_events > 1 else 0.0


def _overlapping_pairs(sums: DateSums, n_days: int) -> float:
    """Sum share of common days times correlation over pairs of events of different dates.

    A group of dates is multiplied with the dates from its own to the last whose windows it meets.
    """
    n_dates, n_obs = sums.total.shape
    last = np.searchsorted(sums.day_zero, sums.day_zero + n_days)
    first = np.arange(0, n_dates, DATES_AT_ONCE)
    met = np.add.reduceat(last - np.arange(1, n_dates + 1), first) > 0 if n_dates else first > 0
    first, stop = first[met], np.minimum(first + DATES_AT_ONCE, n_dates)[met]
    near = first[:, None] + np.arange(int((last[stop - 1] - first).max(initial=0)))
    known, near = near < n_dates, np.minimum(near, n_dates - 1)
    start = sums.start[near]
    shift = start - start.min(axis=1, keepdims=True, initial=np.iinfo(np.int64).max)
    width, total = n_obs + int(shift.max(initial=0)), 0.0
    at_once = max(1, CELLS_AT_ONCE // max(near.shape[1] * width, 1))
    for at in range(0, first.size, at_once):
        some = slice(at, at + at_once)
        lag = sums.day_zero[near[some]]
        lag = lag[:, None, :] - lag[:, :DATES_AT_ONCE, None]
        share = np.where((lag > 0) & (lag < n_days), 1 - lag / n_days, 0.0)
        weight = np.where(known[some], sums.n_events[near[some]], 0.0)
        tables = (_by_session(table, near[some], shift[some], width) for table in (sums.total, sums.count))
        products, pairs = (rows[:, :DATES_AT_ONCE] @ rows.transpose(0, 2, 1) for rows in tables)
        share *= _ratio(products, pairs)
        total += float(np.einsum("gi,gij,gj->", weight[:, :DATES_AT_ONCE], share, weight))
    return total


def _by_session(table: FloatArray, rows: IntArray, shift: IntArray, width: int) -> FloatArray:
    """Return rows of a table, (*rows.shape, width): each from the session ``shift`` on, else zero."""
    moved = np.zeros((*rows.shape, width))
    # A run of cells is assigned as one, several times faster than cell by cell.
    first, cell, n_obs = np.arange(rows.size) * width + shift.ravel(), moved.itemsize, table.shape[1]
    as_strided(moved, (moved.size - n_obs + 1, n_obs), (cell, cell))[first] = table[rows.ravel()]
    return moved


def _ratio(products: FloatArray, pairs: FloatArray) -> FloatArray:
    return np.divide(products, pairs, out=np.zeros_like(pairs, dtype=np.float64), where=np.asarray(pairs) > 0)


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class _Groups:
    """Rows that belong together: ``order[bounds[g]:bounds[g + 1]]``, the first of them ``first[g]``."""

    order: IntArray
    bounds: IntArray
    first: IntArray


def _cells(start: IntArray, day_zero: IntArray, keeps: Sequence[BoolArray]) -> _Groups:
    cell = np.zeros(day_zero.size, dtype=np.int64)
    for keep in keeps:
        cell = 2 * cell + keep
        if cell.max(initial=0) > LARGEST_CODE:
            cell = np.unique(cell, return_inverse=True)[1]
    return _groups(start, day_zero, cell, np.flatnonzero(np.any(keeps, axis=0)))


def _groups(start: IntArray, day_zero: IntArray, cell: IntArray, some: IntArray) -> _Groups:
    """Return which of ``some`` rows share date, estimation window and cell."""
    keys = np.stack([cell[some], start[some], day_zero[some]])
    by_key = np.lexsort(keys)
    order, keys = some[by_key], keys[:, by_key]
    new = np.flatnonzero(np.concatenate([[True], (np.diff(keys, axis=1) != 0).any(axis=0)])[: order.size])
    return _Groups(order=order, bounds=np.append(new, order.size), first=order[new])


def _by_date(rows: DateSums, some: IntArray) -> DateSums:
    """Add up some of the rows, those of one date together."""
    return _added(rows, _groups(rows.start, rows.day_zero, np.zeros_like(rows.start), some))


def _added(rows: DateSums, groups: _Groups) -> DateSums:
    """Return the sums of the rows of each group."""
    if groups.first.size == rows.day_zero.size and np.array_equal(groups.order, np.arange(groups.first.size)):
        return rows
    return DateSums(
        day_zero=rows.day_zero[groups.first],
        start=rows.start[groups.first],
        n_events=_sums_of(rows.n_events, groups),
        total=_sums_of(rows.total, groups),
        squares=_sums_of(rows.squares, groups),
        count=_sums_of(rows.count, groups),
    )


def _sums_of(table: FloatArray, groups: _Groups) -> FloatArray:
    """Return the sums of the rows of a table by group: (n_groups, ...) for (n_rows, ...)."""
    sums, size = table[groups.first], np.diff(groups.bounds)
    several = np.flatnonzero(size > 1)
    if several.size:
        # Row g of the matrix adds up the rows of the g-th group of more than one.
        order, bounds = groups.order[np.repeat(size > 1, size)], np.append(0, np.cumsum(size[several]))
        shape = several.size, len(table)
        adding: Any = csr_array((np.ones(order.size), order, bounds), shape=shape)
        sums[several] = adding @ table
    return sums
