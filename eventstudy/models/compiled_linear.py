"""Compiled least squares on a constant and factors: moments about the means, residuals, predictions.

For each event, over the T days on which return and factors are all known:

    S = sum (x - mean x)(x - mean x)',   c = sum (x - mean x)(y - mean y),
    e = (y - mean y) - (x - mean x)' b,  with b the solution of S b = c;
    e = y - a - x' b                     where the coefficients (a, b) are known.

On a day of the event window the normal return is a + x' b, the loading (1, x') A, with A A' the inverse
moment matrix. Kernels whose name ends in ``_at`` read the windows straight from the table of returns.

The NumPy reference is :func:`~eventstudy.models.linear.centred_least_squares`, which uses either.
"""

from __future__ import annotations

import numpy as np

from eventstudy.compiled import jitted
from eventstudy.types import BoolArray, FloatArray, IntArray

INFINITE = np.inf
Table = tuple[FloatArray, FloatArray, BoolArray]
Place = tuple[IntArray, IntArray, IntArray]


@jitted
def moments(
    returns: FloatArray, factors: FloatArray
) -> tuple[IntArray, FloatArray, FloatArray, FloatArray, FloatArray]:
    """Return T, mean y, mean x, S and c of each event; zeros where no day is usable.

    Parameters
    ----------
    returns : ndarray of shape (n_events, n_obs)
        NaN where missing.
    factors : ndarray of shape (n_factors, n_events, n_obs)

    Returns
    -------
    n_obs, mean_y : ndarray of shape (n_events,)
    mean_x, cross : ndarray of shape (n_events, n_factors)
    products : ndarray of shape (n_events, n_factors, n_factors)
    """
    k, (n_events, width) = factors.shape[0], returns.shape
    n_obs, mean_y = np.zeros(n_events, np.int64), np.zeros(n_events)
    mean_x, cross, products = np.zeros((n_events, k)), np.zeros((n_events, k)), np.zeros((n_events, k, k))
    weight, y, x = np.empty(width), np.empty(width), np.empty((k, width))
    for i in range(n_events):
        for t in range(width):
            weight[t] = 1.0 if abs(returns[i, t]) < INFINITE else 0.0
        for a in range(k):
            for t in range(width):
                weight[t] = weight[t] if abs(factors[a, i, t]) < INFINITE else 0.0
        count = 0.0
        for t in range(width):
            count += weight[t]
        n_obs[i] = int(count)
        mean_y[i] = _deviations(returns[i], weight, count, y)
        for a in range(k):
            mean_x[i, a] = _deviations(factors[a, i], weight, count, x[a])
            cross[i, a] = _product(x[a], y)
            for b in range(a + 1):
                products[i, a, b] = products[i, b, a] = _product(x[a], x[b])
    return n_obs, mean_y, mean_x, products, cross


@jitted
def _deviations(values: FloatArray, weight: FloatArray, count: float, deviation: FloatArray) -> float:
    """Write the values less their mean, zero on unused days, to ``deviation``; return the mean."""
    total = 0.0
    for t in range(values.size):
        total += values[t] if weight[t] > 0 else 0.0
    mean = total / max(count, 1.0)
    for t in range(values.size):
        deviation[t] = values[t] - mean if weight[t] > 0 else 0.0
    return mean


@jitted
def _product(one: FloatArray, other: FloatArray) -> float:
    total = 0.0
    for t in range(one.size):
        total += one[t] * other[t]
    return total


@jitted
def residuals(
    returns: FloatArray, factors: FloatArray, mean_y: FloatArray, mean_x: FloatArray, slopes: FloatArray
) -> tuple[FloatArray, FloatArray]:
    """Return e, (n_events, n_obs) with NaN on unused days, and the sum of its squares, (n_events,)."""
    k, (n_events, width) = factors.shape[0], returns.shape
    found, squares = np.empty((n_events, width)), np.zeros(n_events)
    for i in range(n_events):
        for t in range(width):
            found[i, t] = returns[i, t] - mean_y[i]
        for a in range(k):
            for t in range(width):
                found[i, t] -= slopes[i, a] * (factors[a, i, t] - mean_x[i, a])
        total = 0.0
        for t in range(width):
            known = abs(found[i, t]) < INFINITE
            total += found[i, t] * found[i, t] if known else 0.0
            found[i, t] = found[i, t] if known else np.nan
        squares[i] = total
    return found, squares


# --- straight from the table ------------------------------------------------------------------
#
# A table is returns (n_securities, n_sessions), factors (n_factors, n_sessions), and the days to leave
# out (n_rows, n_sessions), which may have no rows. A place is, for each event, the security, the session
# of the first day of its window, and its row of days to leave out. Days beyond the table are missing.


@jitted
def moments_at(
    table: Table, place: Place, width: int
) -> tuple[IntArray, FloatArray, FloatArray, FloatArray, FloatArray]:
    """Return T, mean y, mean x, S and c of each event, as :func:`moments`."""
    (returns, factors, covered), (security, start, row) = table, place
    k, n_events = factors.shape[0], security.size
    n_obs, mean_y = np.zeros(n_events, np.int64), np.zeros(n_events)
    mean_x, cross, products = np.zeros((n_events, k)), np.zeros((n_events, k)), np.zeros((n_events, k, k))
    y, x = np.empty(width), np.empty((k, width))
    dy, dx, weight = np.empty(width), np.empty((k, width)), np.empty(width)
    for i in range(n_events):
        _window(returns[security[i]], factors, start[i], y, x)
        _without(covered, row[i], start[i], y)
        for t in range(width):
            weight[t] = 1.0 if abs(y[t]) < INFINITE else 0.0
        for a in range(k):
            for t in range(width):
                weight[t] = weight[t] if abs(x[a, t]) < INFINITE else 0.0
        count = 0.0
        for t in range(width):
            count += weight[t]
        n_obs[i] = int(count)
        mean_y[i] = _deviations(y, weight, count, dy)
        for a in range(k):
            mean_x[i, a] = _deviations(x[a], weight, count, dx[a])
            cross[i, a] = _product(dx[a], dy)
            for b in range(a + 1):
                products[i, a, b] = products[i, b, a] = _product(dx[a], dx[b])
    return n_obs, mean_y, mean_x, products, cross


@jitted
def residuals_at(table: Table, place: Place, coefficients: FloatArray, found: FloatArray) -> FloatArray:
    """Write e, (n_events, width), NaN on unused days; return the sum of its squares, (n_events,).

    ``coefficients`` is (n_events, 1 + n_factors).
    """
    (returns, factors, covered), (security, start, row) = table, place
    k, (n_events, width) = factors.shape[0], found.shape
    squares, x = np.zeros(n_events), np.empty((k, width))
    for i in range(n_events):
        e = found[i]
        _window(returns[security[i]], factors, start[i], e, x)
        _without(covered, row[i], start[i], e)
        for t in range(width):
            e[t] -= coefficients[i, 0]
        for a in range(k):
            for t in range(width):
                e[t] -= coefficients[i, 1 + a] * x[a, t]
        total = 0.0
        for t in range(width):
            known = abs(e[t]) < INFINITE
            total += e[t] * e[t] if known else 0.0
            e[t] = e[t] if known else np.nan
        squares[i] = total
    return squares


@jitted
def predictions_at(
    table: Table,
    place: Place,
    coefficients: FloatArray,
    inverse_root: FloatArray,
    found: tuple[FloatArray, FloatArray, FloatArray],
) -> None:
    """Write abnormal and normal returns, (n_events, n_days), and loadings, (n_events, n_days, 1 + n_factors).

    ``found`` is what is written, in this order. ``place`` is that of the event windows; ``inverse_root``
    holds the matrices A.
    """
    (returns, factors, _), (security, start, _), (ar, normal, loadings) = table, place, found
    k, (n_events, n_days) = factors.shape[0], ar.shape
    y, x = np.empty(n_days), np.empty((k, n_days))
    for i in range(n_events):
        _window(returns[security[i]], factors, start[i], y, x)
        for d in range(n_days):
            expected = coefficients[i, 0]
            for a in range(k):
                expected += coefficients[i, 1 + a] * x[a, d]
            normal[i, d] = expected
            ar[i, d] = y[d] - expected
            for c in range(k + 1):
                total = inverse_root[i, 0, c]
                for a in range(k):
                    total += x[a, d] * inverse_root[i, 1 + a, c]
                loadings[i, d, c] = total


@jitted
def _window(own: FloatArray, factors: FloatArray, start: int, y: FloatArray, x: FloatArray) -> None:
    """Write the returns and factors of one window; NaN beyond the table."""
    n_sessions, width = own.size, y.size
    inside = start >= 0 and start + width <= n_sessions
    for t in range(width if inside else 0):
        y[t] = own[start + t]
    for a in range(x.shape[0] if inside else 0):
        for t in range(width):
            x[a, t] = factors[a, start + t]
    for t in range(0 if inside else width):
        known = 0 <= start + t < n_sessions
        y[t] = own[start + t] if known else np.nan
        for a in range(x.shape[0]):
            x[a, t] = factors[a, start + t] if known else np.nan


@jitted
def _without(covered: BoolArray, row: int, start: int, y: FloatArray) -> None:
    """Make the days that are to be left out missing."""
    for t in range(y.size if covered.shape[0] else 0):
        if 0 <= start + t < covered.shape[1] and covered[row, start + t]:
            y[t] = np.nan
