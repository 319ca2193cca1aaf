"""Mean, median, slope and correlation of each event over the days that are known.

Arrays are (n_events, n_obs) with NaN on the other days, results (n_events,) with NaN where nothing
can be said.
"""

from __future__ import annotations

import numpy as np

from eventstudy.types import BoolArray, FloatArray


def row_mean(values: FloatArray) -> FloatArray:
    """Return the mean of the finite values of each row; NaN without any."""
    return _ratio(np.nansum(values, axis=1), np.isfinite(values).sum(axis=1))


def row_median(values: FloatArray) -> FloatArray:
    """Return the median of the finite values of each row; NaN without any."""
    if not values.shape[1]:
        return np.full(values.shape[0], np.nan)
    count = np.isfinite(values).sum(axis=1)
    middle = np.stack([np.maximum(count - 1, 0) // 2, np.minimum(count // 2, values.shape[1] - 1)], axis=1)
    ordered = np.partition(np.where(np.isfinite(values), values, np.inf), np.unique(middle), axis=1)
    median = np.take_along_axis(ordered, middle, axis=1).mean(axis=1)
    return np.where(count > 0, median, np.nan)


def row_slope(y: FloatArray, x: FloatArray) -> FloatArray:
    """Return the slope of the regression of ``y`` on a constant and ``x``, over the days with both."""
    y, x = centred_together(y, x)
    return _ratio((x * y).sum(axis=1), (x**2).sum(axis=1))


def row_correlation(a: FloatArray, b: FloatArray) -> FloatArray:
    """Return the Pearson correlation over the days with both, each centred on its mean of these."""
    a, b = centred_together(a, b)
    return _ratio((a * b).sum(axis=1), np.sqrt((a**2).sum(axis=1) * (b**2).sum(axis=1)))


def centred_together(a: FloatArray, b: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Return both less their means over the days with both; zero on the other days."""
    both = np.isfinite(a) & np.isfinite(b)
    return _centred(a, both), _centred(b, both)


def _centred(values: FloatArray, used: BoolArray) -> FloatArray:
    mean = row_mean(np.where(used, values, np.nan))
    return np.where(used, values - mean[:, None], 0.0)


def _ratio(over: FloatArray, under: FloatArray) -> FloatArray:
    ratio = np.divide(over, under, out=np.full(under.shape, np.nan), where=under > 0)
    return np.asarray(ratio, dtype=np.float64)
