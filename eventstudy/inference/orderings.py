"""Ranks of each event's residuals, and of event-day values among them.

The residuals of an event are sorted once; the rank that a day has together with the days of a horizon
is its place among the residuals plus the number of event-day values below it. Events with equal
values, which share the mean of their ranks, are marked: they are few, and ranked by SciPy.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from eventstudy.types import BoolArray, FloatArray, IntArray

# Events whose keys are made at once: few enough for the processor's cache.
ROWS_AT_ONCE = 256
ALL_BUT_SIGN = np.int64(2**63 - 1)
# The number of a place or of a rank, in the smallest type that holds it: several times faster to compare.
SmallInts = NDArray[np.unsignedinteger[Any]]


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Ordering:
    """Values of each event with their places in increasing order; which events have equal values.

    ``values`` and ``place`` are (n_events, n_obs), NaN and 0 where unused, else the place 1, 2, ...;
    ``keys`` (n_events, 2^k - 1) holds numbers in the order of the values, whose last ``bits`` bits
    are the day, filled up with the largest number.
    """

    values: FloatArray
    place: SmallInts
    keys: IntArray
    bits: int
    n_used: IntArray
    tied: BoolArray


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class JointRanks:
    """Ranks among residuals and event-day values together, 1 the smallest.

    ``estimation`` is (n_events, n_obs), 0 where unused; ``event`` (n_events, n_days); ``n_ranked``
    (n_events,) the number ranked; ``tied`` marks events whose ranks are not valid because two of
    their values are equal.
    """

    estimation: SmallInts
    event: IntArray
    n_ranked: IntArray
    tied: BoolArray


def ordering(values: FloatArray) -> Ordering:
    """Return the order of each event's values, (n_events, n_obs), NaN where unused.

    The number of the day takes the place of the last bits of its value, so that one sort of integers
    carries the days along; values that agree in all other bits are marked as tied.
    """
    n_events, n_obs = values.shape
    bits = max(n_obs - 1, 1).bit_length()
    used = ~np.isnan(values)
    n_used = used.sum(axis=1)
    keys = np.full((n_events, 2 ** n_obs.bit_length() - 1), ALL_BUT_SIGN)
    held = keys[:, :n_obs]
    day = np.arange(n_obs)
    for first in range(0, n_events, ROWS_AT_ONCE):
        some = slice(first, first + ROWS_AT_ONCE)
        # The smaller of a value and infinity is infinity where there is no value.
        np.bitwise_or(_keys(np.fmin(values[some], np.inf), bits), day, out=held[some])
    held.sort(axis=1)
    at = held & ((1 << bits) - 1)
    at += (np.arange(n_events) * n_obs)[:, None]
    place = np.empty(n_events * n_obs, dtype=np.min_scalar_type(n_obs))
    place[at.ravel()] = np.tile(np.arange(1, n_obs + 1, dtype=place.dtype), n_events)
    return Ordering(
        values=values,
        place=place.reshape(n_events, n_obs) * used,
        keys=keys,
        bits=bits,
        n_used=n_used,
        tied=_tied(keys, bits, n_used),
    )


def joint_ranks(order: Ordering, events: Sequence[FloatArray]) -> list[JointRanks]:
    """Return the ranks of residuals and event-day values together, for several sets of such values.

    Parameters
    ----------
    order : Ordering
        Of the residuals.
    events : sequence of ndarray of shape (n_events, n_days)
        Sets of event-day values without NaN; each is ranked alone.
    """
    below, equal = _values_below(order, np.concatenate(events, axis=1))
    ends = np.cumsum([event.shape[1] for event in events])[:-1]
    counts = zip(events, np.split(below, ends, axis=1), np.split(equal, ends, axis=1), strict=True)
    return [_joint(order, event, n_below, same) for event, n_below, same in counts]


def _joint(order: Ordering, event: FloatArray, below: IntArray, equal: BoolArray) -> JointRanks:
    among = ordering(event) if event.shape[1] > 1 else None
    tied = order.tied | equal.any(axis=1)
    return JointRanks(
        estimation=_ranks_of_residuals(order, below),
        event=below + (1 if among is None else among.place),
        n_ranked=order.n_used + event.shape[1],
        tied=tied if among is None else tied | among.tied,
    )


def _keys(values: FloatArray, bits: int) -> IntArray:
    """Return integers in the order of the values, the last bits zero."""
    # Adding zero makes -0.0 and 0.0 the same bits.
    keys = (values + 0.0).view(np.int64)
    flipped = keys >> 63
    flipped &= ALL_BUT_SIGN
    keys ^= flipped
    keys &= -(1 << bits)
    return keys


def _tied(keys: IntArray, bits: int, n_used: IntArray) -> BoolArray:
    """Mark the events of whose first ``n_used`` keys two agree but for the last bits."""
    flat = keys.ravel()
    event, at = np.divmod(np.flatnonzero(_agree(flat[1:], flat[:-1], bits)), keys.shape[1])
    tied = np.zeros(n_used.size, dtype=np.bool_)
    tied[event[at + 1 < n_used[event]]] = True
    return tied


def _values_below(order: Ordering, event: FloatArray) -> tuple[IntArray, BoolArray]:
    """Count the residuals below each event-day value by bisection, and mark the values that equal one."""
    width = order.keys.shape[1]
    wanted = _keys(event, order.bits)
    flat = order.keys.ravel()
    at = np.repeat((np.arange(event.shape[0]) * width)[:, None], event.shape[1], axis=1)
    step = (width + 1) // 2
    while step:
        at += step * (flat.take(at + (step - 1)) < wanted)
        step //= 2
    below = at - (np.arange(event.shape[0]) * width)[:, None]
    next_up = flat.take(np.minimum(at, flat.size - 1))
    return below, _agree(next_up, wanted, order.bits) & (next_up >= wanted)


def _agree(one: IntArray, other: IntArray, bits: int) -> BoolArray:
    """Mark keys that agree in all but the last bits."""
    return np.asarray((one ^ other).view(np.uint64) < (1 << bits), dtype=np.bool_)


def _ranks_of_residuals(order: Ordering, below: IntArray) -> SmallInts:
    """Return the place of each residual plus the number of event-day values below it; 0 where unused."""
    place, n_days = order.place, below.shape[1]
    n_below, above = np.zeros(place.shape, dtype=np.min_scalar_type(n_days)), np.empty(place.shape, np.bool_)
    # A value with c residuals below it is below the residuals at places c + 1 and later.
    for at in below.T.astype(place.dtype):
        np.greater(place, at[:, None], out=above)
        n_below += above.view(np.uint8)
    return place.astype(np.min_scalar_type(place.shape[1] + n_days)) + n_below
