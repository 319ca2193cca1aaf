"""Standardised residuals summed over the events of each date: all that their correlation needs.

The sum of products over all pairs of events follows from sums over the events of each date, so that
the correlation between any two events, on the calendar sessions that both use, enters without a
pass over pairs.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from eventstudy.inference.day_sums import Held, held_events
from eventstudy.types import AbnormalReturns, FloatArray, IntArray


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class DateSums:
    """Sums over the events that share day 0 and estimation window; a row for each such date.

    ``total``, ``squares`` and ``count`` are (n_dates, n_obs): sums of the standardised residuals
    (mean zero, mean square one), of their squares, and the number of events, by day of the window.
    """

    day_zero: IntArray  # (n_dates,) row of day 0 in the return table
    start: IntArray  # (n_dates,) row of the first estimation day; negative before the table
    n_events: FloatArray  # (n_dates,)
    total: FloatArray
    squares: FloatArray
    count: FloatArray


def date_sums(events: AbnormalReturns | Held) -> DateSums:
    """Return the sums over the events of each date of a block, of those that have a CAR."""
    held = events if isinstance(events, Held) else held_events(events)
    keep, sessions = held.keep, held.abnormal.residuals.sessions[held.keep]
    used = held.residuals.used[keep]
    n_events, n_obs = used.shape
    first_used = used.argmax(axis=1) if n_obs else np.zeros(n_events, dtype=np.int64)
    start = sessions[np.arange(n_events), first_used] - first_used
    standardised = held.residuals.centred[keep]
    return _by_date(
        DateSums(
            day_zero=held.abnormal.day_zero[keep],
            start=start,
            n_events=np.ones(n_events),
            total=standardised,
            squares=standardised**2,
            count=used.astype(np.float64),
        )
    )


def merged(parts: Sequence[DateSums]) -> DateSums:
    """Return the sums over the events of all parts."""
    return _by_date(
        DateSums(
            **{name: np.concatenate([getattr(part, name) for part in parts]) for name in DateSums.__slots__}
        )
    )


def average_correlation(sums: DateSums) -> float:
    """Return the mean correlation between different events over the sessions that both use.

    Every pair of events counts by the number of sessions in common. With one complete estimation
    window for all this is exactly the mean of the pairwise correlations; zero if no two events
    share a session.
    """
    row = sums.start[:, None] + np.arange(sums.total.shape[1])
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
    own = _ratio((sums.total**2 - sums.squares).sum(axis=1), own_pairs)
    theta = float((sums.n_events * (sums.n_events - 1) * own).sum())
    for i, j in _near(sums.day_zero, n_days):
        shared = 1 - np.abs(sums.day_zero[j] - sums.day_zero[i]) / n_days
        first, second = _common(sums, i, j)
        products = (sums.total[i, first] * sums.total[j, second]).sum()
        pairs = (sums.count[i, first] * sums.count[j, second]).sum()
        theta += 2 * float(shared * sums.n_events[i] * sums.n_events[j] * _ratio(products, pairs))
    return theta / (n_events * (n_events - 1)) if n_events > 1 else 0.0


def _near(day_zero: IntArray, n_days: int) -> list[tuple[int, int]]:
    """Return the pairs of dates whose windows of ``n_days`` days meet; ``day_zero`` increases."""
    last = np.searchsorted(day_zero, day_zero + n_days, side="left")
    return [(i, j) for i in range(day_zero.size) for j in range(i + 1, int(last[i]))]


def _common(sums: DateSums, i: int, j: int) -> tuple[slice, slice]:
    """Return the places of the common sessions in two estimation windows."""
    n_obs, shift = sums.total.shape[1], int(sums.start[j] - sums.start[i])
    first = slice(max(shift, 0), n_obs + min(shift, 0))
    second = slice(max(-shift, 0), n_obs + min(-shift, 0))
    return (first, second) if abs(shift) < n_obs else (slice(0, 0), slice(0, 0))


def _ratio(products: FloatArray, pairs: FloatArray) -> FloatArray:
    return np.divide(products, pairs, out=np.zeros_like(pairs, dtype=np.float64), where=np.asarray(pairs) > 0)


def _by_date(rows: DateSums) -> DateSums:
    if not rows.day_zero.size:
        return rows
    order = np.lexsort([rows.start, rows.day_zero])
    day_zero, start = rows.day_zero[order], rows.start[order]
    new = np.flatnonzero(np.r_[True, (np.diff(day_zero) != 0) | (np.diff(start) != 0)])
    return DateSums(
        day_zero=day_zero[new],
        start=start[new],
        n_events=np.add.reduceat(rows.n_events[order], new),
        total=np.add.reduceat(rows.total[order], new),
        squares=np.add.reduceat(rows.squares[order], new),
        count=np.add.reduceat(rows.count[order], new),
    )
