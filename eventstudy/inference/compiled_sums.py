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
    keys: IntArray, wanted: IntArray, ends: IntArray, keep: BoolArray, bits: int
) -> tuple[FloatArray, FloatArray, FloatArray, FloatArray, FloatArray, BoolArray]:
    """Sum U and signs over the events of a block, for several sets of event-day values.

    Parameters
    ----------
    keys : ndarray of shape (n_events, n_obs)
        Of the residuals, numbered by day and sorted.
    wanted : ndarray of shape (n_events, n_columns)
        Keys of the event-day values; set s has columns ``ends[s]`` to before ``ends[s + 1]``.
    keep : ndarray of bool, shape (n_events, n_sets)
        Events to rank.

    Returns
    -------
    estimation, n_estimation, signs : ndarray of shape (n_sets, n_obs)
        Sums of U and of signs, and how many events they hold. Signs of sets of one column only.
    event, event_signs : ndarray of shape (n_columns,)
    tied : ndarray of bool, shape (n_events, n_sets)
        Events with equal values, which the sums do not hold.
    """
    (n_events, n_obs), n_sets, n_columns = keys.shape, ends.size - 1, wanted.shape[1]
    estimation, n_estimation = np.zeros((n_sets, n_obs)), np.zeros((n_sets, n_obs))
    signs, tied = np.zeros((n_sets, n_obs)), np.zeros((n_events, n_sets), np.bool_)
    event, event_signs, rank = np.zeros(n_columns), np.zeros(n_columns), np.empty(n_columns)
    # Small integers: many at once in a vector of the processor.
    place, joint = np.zeros(n_obs, np.int16), np.zeros(n_obs, np.int16)
    below = np.zeros(n_columns, np.int64)
    for i in range(n_events):
        n_used = 0
        for t in range(n_obs):
            n_used += 1 if keys[i, t] != LARGEST_KEY else 0
        used = keys[i, :n_used]
        same = _places(used, bits, place)
        _count_below(used, wanted[i], below)
        for s in range(n_sets):
            first, last = ends[s], ends[s + 1]
            if not keep[i, s]:
                continue
            own, ranks = below[first:last], rank[first:last]
            if same or _event_ranks(used, wanted[i, first:last], bits, own, ranks):
                tied[i, s] = True
                continue
            n_all = n_used + last - first + 1
            share = 1.0 / n_all
            _joint_ranks(place, own, joint)
            for t in range(n_obs):
                estimation[s, t] += share * joint[t]
                n_estimation[s, t] += 1.0 if joint[t] > 0 else 0.0
            for j in range(last - first):
                event[first + j] += share * ranks[j]
            if last - first == 1:
                _add_signs(joint, n_all, signs[s])
                event_signs[first] += np.sign(2.0 * ranks[0] - n_all)
    return estimation, n_estimation, signs, event, event_signs, tied


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
    equal = 0
    for j in range(wanted.size):
        others, same = 0, 0
        for q in range(wanted.size):
            others += 1 if wanted[q] < wanted[j] else 0
            same += 1 if wanted[q] == wanted[j] else 0
        rank[j] = below[j] + others + 1.0
        equal += same - 1
        equal += 1 if below[j] < keys.size and (keys[below[j]] ^ wanted[j]) >> bits == 0 else 0
    return equal > 0


@jitted
def _joint_ranks(place: SmallInts, below: IntArray, joint: SmallInts) -> None:
    """Write the rank of each residual together with event-day values; 0 where unused."""
    for t in range(place.size):
        joint[t] = place[t]
    for j in range(below.size):
        # A value with c residuals below it is below the residuals at places c + 1 and later.
        c = np.int16(below[j])
        for t in range(place.size):
            joint[t] += np.int16(1) if place[t] > c else np.int16(0)


@jitted
def _add_signs(joint: SmallInts, n_all: int, signs: FloatArray) -> None:
    """Add the signs of 2 rank - (T + L + 1) of the residuals in use."""
    for t in range(joint.size):
        above = 1.0 if 2 * joint[t] > n_all else 0.0
        below = 1.0 if 2 * joint[t] < n_all and joint[t] > 0 else 0.0
        signs[t] += above - below


@jitted
def residual_sums(
    residuals: FloatArray, keep: BoolArray, date: IntArray, n_dates: int, rounding: float
) -> tuple[FloatArray, FloatArray, FloatArray, FloatArray, FloatArray, FloatArray]:
    """Sum residuals over the events of a block, and standardised residuals over those of each date.

    Parameters
    ----------
    residuals : ndarray of shape (n_events, n_obs)
        NaN where unused.
    keep : ndarray of bool, shape (n_events, n_samples)
    date : ndarray of shape (n_events,)
    rounding : float
        A spread below this share of the mean is none.

    Returns
    -------
    sums, n_summed : ndarray of shape (n_samples, n_obs)
        Sums of e over the events of each sample, and how many they hold.
    total, count : ndarray of shape (n_samples, n_dates, n_obs)
        Sums of e* over the events of each date, and how many they hold.
    squares : ndarray of shape (n_samples, n_dates)
        Sums of e*^2 over events and days.
    positive : ndarray of shape (n_events,)
        Share of residuals above zero.
    """
    n_events, n_obs = residuals.shape
    sums, n_summed = np.zeros((keep.shape[1], n_obs)), np.zeros((keep.shape[1], n_obs))
    total, count = np.zeros((2, keep.shape[1], n_dates, n_obs))
    squares = np.zeros((keep.shape[1], n_dates))
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
        for s in range(keep.shape[1]):
            if keep[i, s]:
                d = date[i]
                squares[s, d] += own
                for t in range(n_obs):
                    sums[s, t] += filled[t]
                    n_summed[s, t] += weight[t]
                    total[s, d, t] += standardised[t]
                    count[s, d, t] += weight[t]
    return sums, n_summed, total, squares, count, positive


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
