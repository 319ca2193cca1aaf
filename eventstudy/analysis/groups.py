"""CAAR by kind of event, with the differences between kinds.

Welch (1947), Biometrika 34:28-35, on clusters of events that share dates; where two groups share dates
the regression of the CAR on the group with errors clustered by date: Cameron and Miller (2015), Journal of
Human Resources 50:317-372. Holm (1979), Scandinavian Journal of Statistics 6:65-70, over the comparisons.
"""

from __future__ import annotations

from itertools import combinations
from typing import Literal

import numpy as np
import pandas as pd

from eventstudy.analysis.clusters import Dependence, cluster_sums, clustered_means, event_clusters
from eventstudy.analysis.multiplicity import adjusted_p_values
from eventstudy.analysis.studied import given_column, groups_of, studied
from eventstudy.errors import InputError
from eventstudy.inference.reference_laws import t_p_value
from eventstudy.result import StudyResult, interval
from eventstudy.types import BoolArray, FloatArray, Horizon, IntArray

Quantity = Literal["car", "scar"]


def caar_by_group(
    result: StudyResult, column: str, horizon: Horizon, *, dependence: Dependence = "date"
) -> pd.DataFrame:
    """Return the CAAR of each group of events with its error, and p-values adjusted by Holm.

    Parameters
    ----------
    result : StudyResult
    column : str
        Column of ``result.events`` that tells the groups apart; events without a value are left out.
    horizon : (int, int)
    dependence : {"date", "window", "none"}
        Events that count as one cluster, for the error.

    Returns
    -------
    DataFrame
        group, n_events, n_clusters, caar, se, ci_low, ci_high, statistic, p_value, p_adjusted. Error
        and test are NaN for a group of one cluster.
    """
    names, of_group, car, cluster = _grouped(result, column, horizon, ("car", dependence))
    values = np.where(of_group[:, None] == np.arange(len(names)), car[:, None], np.nan)
    means = clustered_means(values, cluster)
    dof = np.where(means.n_clusters > 1, means.n_clusters - 1, np.nan)
    low, high = interval(means.mean, means.error, dof)
    statistic = _ratio(means.mean, means.error)
    table = pd.DataFrame(
        {
            "group": names,
            "n_events": means.n_events.astype(int),
            "n_clusters": means.n_clusters.astype(int),
            "caar": means.mean,
            "se": means.error,
            "ci_low": low,
            "ci_high": high,
            "statistic": statistic,
            "p_value": t_p_value(statistic, dof),
        }
    )
    return table.assign(p_adjusted=adjusted_p_values(table["p_value"]))


def group_differences(
    result: StudyResult,
    column: str,
    horizon: Horizon,
    *,
    quantity: Quantity = "scar",
    dependence: Dependence = "date",
) -> pd.DataFrame:
    """Test each pair of groups for the same mean.

    Parameters
    ----------
    result : StudyResult
    column : str
        Column of ``result.events`` that tells the groups apart.
    horizon : (int, int)
    quantity : {"scar", "car"}
        What is compared: CARs over their forecast errors, or plain CARs (decimal).
    dependence : {"date", "window", "none"}

    Returns
    -------
    DataFrame
        group_a, group_b, difference (a less b), se, ci_low, ci_high, statistic, dof, p_value,
        p_adjusted (Holm over the pairs), method: "Welch", or "clustered" where two groups share
        clusters.

    Raises
    ------
    InputError
        If the column has fewer than two groups.
    """
    names, of_group, values, cluster = _grouped(result, column, horizon, (quantity, dependence))
    if len(names) < 2:
        raise InputError(
            f"column {column!r} has {len(names)} group of events with a CAR: a difference needs two."
        )
    pairs = list(combinations(range(len(names)), 2))
    found = []
    for a, b in pairs:
        pair = (of_group == a) | (of_group == b)
        found.append(mean_difference(values[pair], of_group[pair] == a, cluster[pair]))
    difference, error, dof = (np.array([row[at] for row in found]) for at in range(3))
    statistic = _ratio(difference, error)
    low, high = interval(difference, error, dof)
    table = {
        "group_a": [names[a] for a, _ in pairs],
        "group_b": [names[b] for _, b in pairs],
        "difference": difference,
        "se": error,
        "ci_low": low,
        "ci_high": high,
        "statistic": statistic,
        "dof": dof,
        "p_value": t_p_value(statistic, dof),
        "p_adjusted": adjusted_p_values(t_p_value(statistic, dof)),
        "method": [row[3] for row in found],
    }
    return pd.DataFrame(table)


def mean_difference(
    values: FloatArray, first: BoolArray, cluster: IntArray
) -> tuple[float, float, float, str]:
    """Return the difference of two means, its standard error, degrees of freedom and the method.

    Parameters
    ----------
    values : ndarray of shape (n_events,)
    first : ndarray of bool, shape (n_events,)
        The events of the first group.
    cluster : ndarray of shape (n_events,)
    """
    _, cluster = np.unique(cluster, return_inverse=True)
    both = np.column_stack([np.where(first, values, np.nan), np.where(first, np.nan, values)])
    means = clustered_means(both, cluster)
    difference = float(means.mean[0] - means.mean[1])
    in_group = cluster_sums(np.isfinite(both).astype(np.float64), cluster) > 0
    if in_group.all(axis=1).any():
        g, n = in_group.shape[0], values.size
        if g < 2 or n < 3:
            return difference, np.nan, np.nan, "clustered"
        influence = means.influence[:, 0] - means.influence[:, 1]
        factor = g / (g - 1) * (n - 1) / (n - 2)
        return difference, float(np.sqrt(factor * (influence**2).sum())), float(g - 1), "clustered"
    variance, dof = means.error**2, means.n_clusters - 1
    if not np.isfinite(variance).all() or variance.sum() == 0:
        return difference, np.nan, np.nan, "Welch"
    total = float(variance.sum())
    return difference, float(np.sqrt(total)), total**2 / float((variance**2 / dof).sum()), "Welch"


def _grouped(
    result: StudyResult, column: str, horizon: Horizon, choice: tuple[Quantity, Dependence]
) -> tuple[list[object], IntArray, FloatArray, IntArray]:
    """Return the names of the groups, the group, value and cluster of each event that has one."""
    quantity, dependence = choice
    if quantity not in ("car", "scar"):
        raise InputError(f"quantity is {quantity!r}: use 'scar' or 'car'.")
    events = studied(result, horizon, need="group")
    names, of_group = groups_of(given_column(events.table, column))
    keep = of_group >= 0
    if not keep.any():
        raise InputError(f"column {column!r} is empty for all {keep.size} events with a CAR.")
    held = events.abnormal.take(keep)
    cluster = event_clusters(held.day_zero, horizon[1] - horizon[0] + 1, dependence)
    return names, of_group[keep], getattr(held, quantity), cluster


def _ratio(value: FloatArray, error: FloatArray) -> FloatArray:
    ratio = np.divide(value, error, out=np.full(value.shape, np.nan), where=np.asarray(error) > 0)
    return np.asarray(ratio, dtype=np.float64)
