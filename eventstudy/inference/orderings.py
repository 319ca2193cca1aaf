"""Ranks of each event's residuals, and of event-day values among them.

The residuals of an event are sorted once; the rank that a day has together with the days of a horizon
is its place among the residuals plus the number of event-day values below it. Events with equal
values, which share the mean of their ranks, are marked: they are few, and ranked by SciPy.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from eventstudy.types import BoolArray, FloatArray, IntArray

ALL_BUT_SIGN = np.int64(2**63 - 1)


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Ordering:
    """Values of each event with their places in increasing order; which events have equal values.

    ``values`` and ``place`` are (n_events, n_obs), NaN and 0 where unused, else the place 1, 2, ...;
    ``increasing`` (n_events, 2^k - 1) holds the values in order, filled up with infinity.
    """

    values: FloatArray
    place: IntArray
    rank: FloatArray  # the places as floats
    increasing: FloatArray
    n_used: IntArray
    tied: BoolArray

    def over(self, scale: FloatArray) -> Ordering:
        """Return the order of the values over a positive scale of each event, (n_events,)."""
        by_row = scale[:, None]
        return replace(self, values=self.values / by_row, increasing=self.increasing / by_row)


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class JointRanks:
    """Ranks among residuals and event-day values together, 1 the smallest.

    ``estimation`` is (n_events, n_obs), 0 where unused; ``event`` (n_events, n_days); ``n_ranked``
    (n_events,) the number ranked; ``tied`` marks events whose ranks are not valid because two of
    their values are equal.
    """

    estimation: FloatArray
    event: FloatArray
    n_ranked: FloatArray
    tied: BoolArray


def ordering(values: FloatArray) -> Ordering:
    """Return the order of each event's values, (n_events, n_obs), NaN where unused.

    The number of the day takes the place of the last bits of its value, so that one sort of integers
    carries the days along; values that agree in all other bits are marked as tied.
    """
    n_events, n_obs = values.shape
    bits = max(n_obs - 1, 1).bit_length()
    unused = np.isnan(values)
    filled = np.where(unused, np.inf, values)
    # Adding zero makes -0.0 and 0.0 the same bits.
    key = (filled + 0.0).view(np.int64)
    key ^= (key >> 63) & ALL_BUT_SIGN
    key >>= bits
    key <<= bits
    key |= np.arange(n_obs)
    key.sort(axis=1)
    day = key & ((1 << bits) - 1)
    n_used = n_obs - unused.sum(axis=1)
    key >>= bits
    at = np.arange(1, n_obs + 1)
    same = (key[:, 1:] == key[:, :-1]) & (at[1:] <= n_used[:, None])
    increasing = np.full((n_events, 2 ** n_obs.bit_length() - 1), np.inf)
    increasing[:, :n_obs] = np.take_along_axis(filled, day, axis=1)
    place = np.empty((n_events, n_obs), dtype=np.int64)
    np.put_along_axis(place, day, np.broadcast_to(at, place.shape), axis=1)
    place[unused] = 0
    return Ordering(
        values=values,
        place=place,
        rank=place.astype(np.float64),
        increasing=increasing,
        n_used=n_used,
        tied=same.any(axis=1),
    )


def joint_ranks(order: Ordering, event: FloatArray) -> JointRanks:
    """Return the ranks of residuals and event-day values, (n_events, n_days) without NaN, together."""
    below, equal = _values_below(order, event)
    among, again = _ranks_among(event)
    return JointRanks(
        estimation=np.asarray(order.rank + _events_below(order, event, below), dtype=np.float64),
        event=below + among,
        n_ranked=(order.n_used + event.shape[1]).astype(np.float64),
        tied=order.tied | equal | again,
    )


def _ranks_among(event: FloatArray) -> tuple[FloatArray, BoolArray]:
    """Return the ranks of the event-day values among themselves, and whether two are equal."""
    n_events, n_days = event.shape
    if n_days == 1:
        return np.ones(event.shape), np.zeros(n_events, dtype=np.bool_)
    day = np.argsort(event, axis=1)
    ordered = np.take_along_axis(event, day, axis=1)
    among = np.empty(event.shape)
    np.put_along_axis(among, day, np.broadcast_to(np.arange(1.0, n_days + 1), event.shape), axis=1)
    return among, np.asarray((ordered[:, 1:] == ordered[:, :-1]).any(axis=1), dtype=np.bool_)


def _values_below(order: Ordering, event: FloatArray) -> tuple[IntArray, BoolArray]:
    """Count the residuals below each event-day value by bisection; whether any equals one."""
    width = order.increasing.shape[1]
    row = (np.arange(event.shape[0]) * width)[:, None]
    flat = order.increasing.ravel()
    below = np.zeros(event.shape, dtype=np.int64)
    step = (width + 1) // 2
    while step:
        below += step * (flat.take(row + below + (step - 1)) < event)
        step //= 2
    next_up = flat.take(row + np.minimum(below, width - 1))
    return below, np.asarray((next_up == event).any(axis=1), dtype=np.bool_)


def _events_below(order: Ordering, event: FloatArray, below: IntArray) -> IntArray | BoolArray:
    """Count the event-day values below each residual, (n_events, n_obs); 0 where unused."""
    if event.shape[1] == 1:
        return np.asarray(order.values > event, dtype=np.bool_)
    n_events, n_obs = order.values.shape
    # A value with c residuals below it is below the residuals at places c + 1 and later.
    row = (np.arange(n_events) * (n_obs + 2))[:, None]
    passed = np.bincount((row + below + 1).ravel(), minlength=n_events * (n_obs + 2))
    passed = np.cumsum(passed.reshape(n_events, n_obs + 2), axis=1)
    return np.asarray(passed.ravel().take(row + order.place), dtype=np.int64)
