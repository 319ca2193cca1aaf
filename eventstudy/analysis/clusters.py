"""Means of events and their standard errors, with events that share dates counted as one cluster.

The variance of a mean is the sum of squared cluster totals of its influences: Liang and Zeger (1986),
Biometrika 73:13-22; the factor G/(G-1) and Student's t with G - 1 degrees of freedom as in Cameron and
Miller (2015), Journal of Human Resources 50:317-372.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from eventstudy.errors import InputError
from eventstudy.types import FloatArray, IntArray

# Which events may depend on one another: none; those of one date; those whose windows are linked by
# shared sessions, directly or through others.
Dependence = Literal["none", "date", "window"]


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class ClusteredMeans:
    """Means of several quantities over events. Arrays are (n_columns,).

    ``influence`` is (n_clusters, n_columns): what each cluster adds to the deviation of the mean; its
    columns sum to zero.
    """

    mean: FloatArray
    influence: FloatArray
    n_events: FloatArray
    n_clusters: FloatArray

    @property
    def error(self) -> FloatArray:
        """Standard error of each mean; NaN for a single cluster."""
        return clustered_error(self.influence, self.n_clusters)


def event_clusters(day_zero: IntArray, n_days: int, dependence: Dependence) -> IntArray:
    """Return the cluster of each event, numbered from 0 in order of time.

    Parameters
    ----------
    day_zero : ndarray of shape (n_events,)
    n_days : int
        Days of the window, for ``dependence="window"``.
    dependence : {"none", "date", "window"}

    Raises
    ------
    InputError
        If ``dependence`` is none of these.
    """
    if dependence == "none":
        return np.arange(day_zero.size, dtype=np.int64)
    if dependence not in ("date", "window"):
        raise InputError(f"dependence is {dependence!r}: use 'none', 'date' or 'window'.")
    dates, of_event = np.unique(day_zero, return_inverse=True)
    if dependence == "date":
        return np.asarray(of_event.ravel(), dtype=np.int64)
    new = np.r_[0, np.diff(dates) >= n_days].astype(np.int64)
    return np.asarray(np.cumsum(new)[of_event.ravel()], dtype=np.int64)


def clustered_means(values: FloatArray, cluster: IntArray) -> ClusteredMeans:
    """Return the mean of each column over the events that have a value.

    Parameters
    ----------
    values : ndarray of shape (n_events, n_columns)
        NaN where an event has none.
    cluster : ndarray of shape (n_events,)
        Numbers 0, 1, ... from :func:`event_clusters`.
    """
    known = np.isfinite(values)
    n_events = known.sum(axis=0).astype(np.float64)
    filled = np.where(known, values, 0.0)
    mean = _over(filled.sum(axis=0), n_events)
    deviation = np.where(known, filled - np.where(n_events > 0, mean, 0.0), 0.0)
    return ClusteredMeans(
        mean=mean,
        influence=_over(cluster_sums(deviation, cluster), np.broadcast_to(n_events, mean.shape)),
        n_events=n_events,
        n_clusters=(cluster_sums(known.astype(np.float64), cluster) > 0).sum(axis=0).astype(np.float64),
    )


def cluster_sums(values: FloatArray, cluster: IntArray) -> FloatArray:
    """Return the sum of ``values`` (n_events, n_columns) over the events of each cluster."""
    n_clusters = int(cluster.max(initial=-1)) + 1
    sums = [np.bincount(cluster, weights=column, minlength=n_clusters) for column in values.T]
    return np.stack(sums, axis=1) if sums else np.zeros((n_clusters, 0))


def clustered_error(influence: FloatArray, n_clusters: FloatArray) -> FloatArray:
    """Return sqrt(G / (G - 1) * sum of squared influences), (n_columns,); NaN for a single cluster."""
    factor = _over(n_clusters, n_clusters - 1)
    return np.asarray(np.sqrt(factor * (influence**2).sum(axis=0)), dtype=np.float64)


def _over(value: FloatArray, by: FloatArray) -> FloatArray:
    by = np.broadcast_to(by, value.shape)
    ratio = np.divide(value, by, out=np.full(value.shape, np.nan), where=by > 0)
    return np.asarray(ratio, dtype=np.float64)
