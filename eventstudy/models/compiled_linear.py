"""Compiled least squares on a constant and factors: moments about the means, and residuals.

For each event, over the T days on which return and factors are all known:

    S = sum (x - mean x)(x - mean x)',   c = sum (x - mean x)(y - mean y),
    e = (y - mean y) - (x - mean x)' b,  with b the solution of S b = c.

The NumPy reference is :func:`~eventstudy.models.linear.centred_least_squares`, which uses either.
"""

from __future__ import annotations

import numpy as np

from eventstudy.compiled import jitted
from eventstudy.types import FloatArray, IntArray

INFINITE = np.inf


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
