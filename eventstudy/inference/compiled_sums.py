"""Compiled sums over the events of a block: ranks, signs, residuals, and residuals by date.

For each event, its T residuals e and the L event-day values v of a set are ranked together:

    rank of e = place of e among the residuals + number of v below e,
    rank of v = 1 + number of residuals below v + number of other v below v,
    U = rank / (T + L + 1),    sign = sign(2 rank - (T + L + 1));

the sums over events of U and of the signs are kept by day of the window. Values that are equal, in all
but the ``bits`` that hold the day, are left to the reference, as are the ranks that they share. Of the
residuals, with e* = (e - mean e) / root mean square, the sums of e, e* and e*^2 are kept.

The NumPy references are :mod:`~eventstudy.inference.day_sums` and :mod:`~eventstudy.inference.date_sums`.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from eventstudy.compiled import jitted
from eventstudy.types import BoolArray, FloatArray, IntArray

LARGEST_KEY = 2**63 - 1
SmallInts = NDArray[np.int16]


@jitted
def sort_keys(values: FloatArray, bits: int, numbered: bool) -> IntArray:
    """Return integers in the order of the values, their last ``bits`` bits zero, or the column.

    NaN comes last. Of shape (n_rows, n_columns), as the values.
    """
    n_rows, n_columns = values.shape
    keys = np.empty((n_rows, n_columns), np.int64)
    plain = np.empty(n_columns)
    raw = plain.view(np.int64)
    for i in range(n_rows):
        for j in range(n_columns):
            # Adding zero makes -0.0 and 0.0 the same bits.
            plain[j] = values[i, j] + 0.0
        for j in range(n_columns):
            key = raw[j] ^ ((raw[j] >> 63) & LARGEST_KEY)
            key = ((key >> bits) << bits) | (j if numbered else 0)
            keys[i, j] = key if values[i, j] == values[i, j] else LARGEST_KEY
    return keys


@jitted
def rank_sums(
    keys: IntArray, wanted: IntArray, ends: IntArray, ranked: tuple[BoolArray, IntArray, int], bits: int
) -> tuple[FloatArray, FloatArray, FloatArray, FloatArray, FloatArray, FloatArray, BoolArray]:
    """Sum U and signs over the events of a block, for several sets of event-day values.

    Parameters
    ----------
    keys : ndarray of shape (n_events, n_obs)
        Of the residuals, numbered by day and sorted.
    wanted : ndarray of shape (n_events, n_columns)
        Keys of the event-day values; set s has columns ``ends[s]`` to before ``ends[s + 1]``.
    ranked : tuple
        Which events to rank in each set, (n_events, n_sets); the number of each event's row of it among
        the different ones, (n_events,); how many of these patterns there are.

    Returns
    -------
    estimation, signs : ndarray of shape (n_sets, n_obs)
        Sums of U and of signs, the latter for sets of one column only.
    n_used : ndarray of shape (n_patterns, n_obs)
        Events of each pattern that use a day.
    n_tied : ndarray of shape (n_sets, n_obs)
        Those of them with equal values.
    event, event_signs : ndarray of shape (n_columns,)
    tied : ndarray of bool, shape (n_events, n_sets)
        Events with equal values, which the sums do not hold.
    """
    keep, pattern, n_patterns = ranked
    (n_events, n_obs), n_sets, n_columns = keys.shape, ends.size - 1, wanted.shape[1]
    estimation, signs = np.zeros((n_sets, n_obs)), np.zeros((n_sets, n_obs), np.int32)
    n_used, n_tied = np.zeros((n_patterns, n_obs)), np.zeros((n_sets, n_obs))
    tied = np.zeros((n_events, n_sets), np.bool_)
    event, event_signs, rank = np.zeros(n_columns), np.zeros(n_columns), np.empty(n_columns)
    # Small integers: many at once in a vector of the processor.
    place, joint = np.zeros(n_obs, np.int16), np.zeros(n_obs, np.int16)
    below, added = np.zeros(n_columns, np.int64), np.zeros((n_sets, n_obs), np.int32)
    order, n_ranked = _by_number(keys)
    for at in range(n_events):
        i = order[at]
        if at and n_ranked[i] != n_ranked[order[at - 1]]:
            _add_ranks(added, n_ranked[order[at - 1]], ends, estimation)
        used = keys[i, : n_ranked[i]]
        same = _places(used, bits, place)
        _add_used(place, n_used[pattern[i]])
        _count_below(used, wanted[i], below)
        for s in range(n_sets):
            first, last = ends[s], ends[s + 1]
            if not keep[i, s]:
                continue
            own, ranks = below[first:last], rank[first:last]
            if same or _event_ranks(used, wanted[i, first:last], bits, own, ranks):
                tied[i, s] = True
                _add_used(place, n_tied[s])
                continue
            n_all = used.size + last - first + 1
            _joint_ranks(place, own, joint)
            _add_event(joint, added[s], ranks, n_all, event[first:last])
            if last - first == 1:
                _add_signs(joint, n_all, signs[s])
                event_signs[first] += np.sign(2.0 * ranks[0] - n_all)
    if n_events:
        _add_ranks(added, n_ranked[order[-1]], ends, estimation)
    return estimation, signs.astype(np.float64), n_used, n_tied, event, event_signs, tied


@jitted
def _by_number(keys: IntArray) -> tuple[IntArray, IntArray]:
    """Return the events in order of their number of residuals, and that number of each event."""
    n_events, n_obs = keys.shape
    number, first = np.zeros(n_events, np.int64), np.zeros(n_obs + 2, np.int64)
    for i in range(n_events):
        for t in range(n_obs):
            number[i] += 1 if keys[i, t] != LARGEST_KEY else 0
        first[number[i] + 1] += 1
    for n in range(1, n_obs + 2):
        first[n] += first[n - 1]
    order = np.empty(n_events, np.int64)
    for i in range(n_events):
        order[first[number[i]]] = i
        first[number[i]] += 1
    return order, number


@jitted
def _add_ranks(added: NDArray[np.int32], number: int, ends: IntArray, estimation: FloatArray) -> None:
    """Add the sums of ranks of events with ``number`` residuals, over T + L + 1, and start new ones."""
    for s in range(added.shape[0]):
        share = 1.0 / (number + ends[s + 1] - ends[s] + 1)
        for t in range(added.shape[1]):
            estimation[s, t] += share * added[s, t]
            added[s, t] = 0


@jitted
def _places(keys: IntArray, bits: int, place: SmallInts) -> bool:
    """Write the place 1, 2, ... of each day, 0 where unused; return whether two values are equal."""
    equal, day = 0, (1 << bits) - 1
    for p in range(1, keys.size):
        equal += 1 if (keys[p] ^ keys[p - 1]) >> bits == 0 else 0
    for t in range(place.size):
        place[t] = 0
    for p in range(keys.size):
        place[keys[p] & day] = p + 1
    return equal > 0


@jitted
def _count_below(keys: IntArray, wanted: IntArray, below: IntArray) -> None:
    """Write how many residuals are below each event-day value, by bisection for all values at once."""
    for j in range(below.size):
        below[j] = 0
    left = keys.size
    while left > 1:
        half = left >> 1
        for j in range(wanted.size):
            below[j] += half if keys[below[j] + half - 1] < wanted[j] else 0
        left -= half
    for j in range(wanted.size):
        below[j] += 1 if left == 1 and keys[below[j]] < wanted[j] else 0


@jitted
def _event_ranks(keys: IntArray, wanted: IntArray, bits: int, below: IntArray, rank: FloatArray) -> bool:
    """Write the joint rank of each event-day value; return whether one equals another or a residual."""
    equal, others = 0, 0
    for j in range(wanted.size):
        lower = 0
        for q in range(wanted.size):
            lower += 1 if wanted[q] < wanted[j] else 0
        rank[j] = below[j] + lower + 1.0
        others += lower
        equal += 1 if below[j] < keys.size and (keys[below[j]] ^ wanted[j]) >> bits == 0 else 0
    # Of L different values 0, 1, ..., L - 1 are lower; of equal ones fewer.
    return equal > 0 or 2 * others < wanted.size * (wanted.size - 1)


@jitted
def _joint_ranks(place: SmallInts, below: IntArray, joint: SmallInts) -> None:
    """Write the rank of each residual together with event-day values; 0 where unused."""
    for t in range(place.size):
        joint[t] = place[t]
    # A value with c residuals below it is below the residuals at places c + 1 and later. Four values at
    # once: the places are read and written a quarter as often.
    fours = below.size // 4 * 4
    one = np.int16(1)
    for j in range(0, fours, 4):
        c0, c1 = np.int16(below[j]), np.int16(below[j + 1])
        c2, c3 = np.int16(below[j + 2]), np.int16(below[j + 3])
        for t in range(place.size):
            p = place[t]
            joint[t] += (
                np.int16(one if p > c0 else 0)
                + np.int16(one if p > c1 else 0)
                + np.int16(one if p > c2 else 0)
                + np.int16(one if p > c3 else 0)
            )
    for j in range(fours, below.size):
        c = np.int16(below[j])
        for t in range(place.size):
            joint[t] += one if place[t] > c else np.int16(0)


@jitted
def _add_event(
    joint: SmallInts, added: NDArray[np.int32], ranks: FloatArray, n_all: int, event: FloatArray
) -> None:
    """Add the ranks of the residuals, and those of the event-day values over T + L + 1."""
    for t in range(joint.size):
        added[t] += joint[t]
    for j in range(ranks.size):
        event[j] += ranks[j] / n_all


@jitted
def _add_used(place: SmallInts, number: FloatArray) -> None:
    """Add one on the days that have a place."""
    for t in range(place.size):
        number[t] += 1.0 if place[t] > 0 else 0.0


@jitted
def _add_signs(joint: SmallInts, n_all: int, signs: NDArray[np.int32]) -> None:
    """Add the signs of 2 rank - (T + L + 1) of the residuals in use."""
    # 2 rank > m as rank > m // 2, and 2 rank < m as rank < (m + 1) // 2: the numbers stay small.
    middle, above_middle = np.int16(n_all // 2), np.int16((n_all + 1) // 2)
    for t in range(joint.size):
        above = np.int32(1) if joint[t] > middle else np.int32(0)
        below = np.int32(1) if joint[t] < above_middle else np.int32(0)
        used = np.int32(1) if joint[t] > 0 else np.int32(0)
        signs[t] += above - below * used


@jitted
def residual_sums(
    residuals: FloatArray, pattern: IntArray, date: IntArray, shape: tuple[int, int], rounding: float
) -> tuple[FloatArray, FloatArray, FloatArray, FloatArray, FloatArray]:
    """Sum residuals over the events of a block, and standardised residuals over those of each date.

    Parameters
    ----------
    residuals : ndarray of shape (n_events, n_obs)
        NaN where unused.
    pattern : ndarray of shape (n_events,)
        Number of the set of samples that an event belongs to; the events of each are summed apart.
    date : ndarray of shape (n_events,)
    shape : (int, int)
        Numbers of patterns and of dates.
    rounding : float
        A spread below this share of the mean is none.

    Returns
    -------
    sums : ndarray of shape (n_patterns, n_obs)
        Sums of e over the events of each pattern.
    total, count : ndarray of shape (n_patterns, n_dates, n_obs)
        Sums of e* over the events of each date, and how many they hold.
    squares : ndarray of shape (n_patterns, n_dates)
        Sums of e*^2 over events and days.
    positive : ndarray of shape (n_events,)
        Share of residuals above zero.
    """
    (n_events, n_obs), (n_patterns, n_dates) = residuals.shape, shape
    sums, squares = np.zeros((n_patterns, n_obs)), np.zeros((n_patterns, n_dates))
    total, count = np.zeros((2, n_patterns, n_dates, n_obs))
    positive, weight = np.zeros(n_events), np.empty(n_obs)
    filled, buffer = np.empty(n_obs), np.empty(n_obs)
    for i in range(n_events):
        number, above, mean = 0.0, 0.0, 0.0
        for t in range(n_obs):
            known = residuals[i, t] == residuals[i, t]
            weight[t], filled[t] = (1.0, residuals[i, t]) if known else (0.0, 0.0)
            number += weight[t]
            mean += filled[t]
            above += 1.0 if filled[t] > 0.0 else 0.0
        positive[i], mean = above / max(number, 1.0), mean / max(number, 1.0)
        standardised = _standardised(filled, weight, mean, rounding, buffer)
        own = 0.0
        for t in range(n_obs):
            own += standardised[t] * standardised[t]
        p, d = pattern[i], date[i]
        squares[p, d] += own
        for t in range(n_obs):
            sums[p, t] += filled[t]
            total[p, d, t] += standardised[t]
            count[p, d, t] += weight[t]
    return sums, total, squares, count, positive


@jitted
def _standardised(
    filled: FloatArray, weight: FloatArray, mean: float, rounding: float, found: FloatArray
) -> FloatArray:
    """Return the residuals less their mean over their root mean square, zero where unused."""
    spread, number = 0.0, 0.0
    for t in range(filled.size):
        spread += weight[t] * (filled[t] - mean) ** 2
        number += weight[t]
    size = np.sqrt(spread / max(number, 1.0))
    # Residuals that are constant up to rounding have no correlation.
    scale = 1.0 / size if size > rounding * abs(mean) else 0.0
    for t in range(filled.size):
        found[t] = weight[t] * (filled[t] - mean) * scale
    return found


@jitted
def horizon_values(
    ar: FloatArray, loadings: FloatArray, sigma2: FloatArray, horizons: IntArray
) -> tuple[FloatArray, FloatArray, FloatArray, FloatArray]:
    """Return CAR, its forecast variance, the sum of SARs of every event and horizon, and all SARs.

    Var(AR) = sigma2 (1 + |a|^2) and Var(CAR) = sigma2 (L + |sum of a|^2), a the loadings of a day.

    Parameters
    ----------
    ar : ndarray of shape (n_events, n_days)
    loadings : ndarray of shape (n_events, n_days, n_coefficients)
    sigma2 : ndarray of shape (n_events,)
    horizons : ndarray of shape (n_horizons, 2)
        First column, and the column after the last.

    Returns
    -------
    car, variance, sar_sum : ndarray of shape (n_horizons, n_events)
    sar : ndarray of shape (n_events, n_days)
    """
    n_events, n_days, n_columns = loadings.shape
    car, sar_sum = np.zeros((len(horizons), n_events)), np.zeros((len(horizons), n_events))
    variance, sar = np.zeros((len(horizons), n_events)), np.empty((n_events, n_days))
    for i in range(n_events):
        for d in range(n_days):
            own = 1.0
            for k in range(n_columns):
                own += loadings[i, d, k] ** 2
            own *= sigma2[i]
            sar[i, d] = ar[i, d] / np.sqrt(own) if own > 0 else np.nan
        for h in range(len(horizons)):
            first, last = horizons[h]
            for d in range(first, last):
                car[h, i] += ar[i, d]
                sar_sum[h, i] += sar[i, d]
            shared = float(last - first)
            for k in range(n_columns):
                total = 0.0
                for d in range(first, last):
                    total += loadings[i, d, k]
                shared += total**2
            variance[h, i] = sigma2[i] * shared
    return car, variance, sar_sum, sar
