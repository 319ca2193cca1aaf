"""Residuals of each event in increasing order, and the ranks of event-day values among them.

The residuals of an event are sorted once; the rank that a day has together with the days of a horizon
is its place plus the number of event-day values below it. Events with equal values, which share
the mean of their ranks, are marked: they are few, and ranked one block at a time by SciPy.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from eventstudy.types import BoolArray, FloatArray, IntArray

ALL_BUT_SIGN = np.int64(2**63 - 1)


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Ordering:
    """Values (n_events, n_obs), the days that hold them in increasing order, and which events have ties.

    Unused days come last in ``day``; ``n_used`` is (n_events,).
    """

    values: FloatArray
    day: IntArray
    n_used: IntArray
    tied: BoolArray

    @property
    def placed(self) -> BoolArray:
        """Which places of ``day`` hold a used day, (n_events, n_obs)."""
        return np.asarray(np.arange(self.day.shape[1]) < self.n_used[:, None], dtype=np.bool_)


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class JointRanks:
    """Ranks among residuals and event-day values together, 1 the smallest.

    ``estimation`` is (n_events, n_obs) in the order of ``Ordering.day``; ``event`` (n_events, n_days);
    ``n_ranked`` (n_events,) the number ranked; ``tied`` marks events whose ranks are not valid because
    two of their values are equal.
    """

    estimation: FloatArray
    event: FloatArray
    n_ranked: IntArray
    tied: BoolArray


def ordering(values: FloatArray) -> Ordering:
    """Return the order of each event's values, (n_events, n_obs), NaN where unused.

    The number of the day takes the place of the last bits of its value, so that one sort of integers
    carries the days along; values that agree in all other bits are marked as tied.
    """
    n_obs = values.shape[1]
    bits = max(n_obs - 1, 1).bit_length()
    unused = np.isnan(values)
    # Adding zero makes -0.0 and 0.0 the same bits.
    key = (np.where(unused, np.inf, values) + 0.0).view(np.int64)
    key ^= (key >> 63) & ALL_BUT_SIGN
    key >>= bits
    key <<= bits
    key |= np.arange(n_obs)
    key.sort(axis=1)
    n_used = n_obs - unused.sum(axis=1)
    same = (key[:, 1:] >> bits) == (key[:, :-1] >> bits)
    same &= np.arange(1, n_obs) < n_used[:, None]
    return Ordering(values=values, day=key & ((1 << bits) - 1), n_used=n_used, tied=same.any(axis=1))


def joint_ranks(order: Ordering, event: FloatArray) -> JointRanks:
    """Return the ranks of residuals and event-day values, (n_events, n_days) without NaN, together."""
    n_events, n_obs = order.values.shape
    below = np.empty(event.shape, dtype=np.int64)
    equal = np.zeros(n_events, dtype=np.bool_)
    for day in range(event.shape[1]):
        value = event[:, day, None]
        below[:, day] = np.count_nonzero(order.values < value, axis=1)
        equal |= (order.values == value).any(axis=1)
    others = event[:, None, :] < event[:, :, None]
    again = (event[:, None, :] == event[:, :, None]).sum(axis=(1, 2)) > event.shape[1]
    place = (np.arange(n_events)[:, None] * (n_obs + 1) + below).ravel()
    passed = np.bincount(place, minlength=n_events * (n_obs + 1)).reshape(n_events, n_obs + 1)
    passed = np.cumsum(passed, axis=1)[:, :n_obs]
    return JointRanks(
        estimation=np.arange(1.0, n_obs + 1) + passed,
        event=below + others.sum(axis=2) + 1.0,
        n_ranked=order.n_used + event.shape[1],
        tied=order.tied | equal | again,
    )
