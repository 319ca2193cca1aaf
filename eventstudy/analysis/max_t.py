"""Step-down maximum test of several horizons and groups of events, by flipping the signs of dates.

One sign flips all CARs of one date together, over all horizons and groups, so that the dependence
between hypotheses is kept. Step-down maximum: Westfall and Young (1993), Resampling-Based Multiple Testing,
algorithm 4.1; Romano and Wolf (2005), Econometrica 73:1237-1282, for studentised statistics.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product
from typing import Literal

import numpy as np
import pandas as pd

from eventstudy.analysis.clusters import Dependence, cluster_sums, event_clusters
from eventstudy.analysis.sign_draws import enumerates, sign_blocks
from eventstudy.analysis.studied import event_rows, given_column, groups_of
from eventstudy.errors import InputError
from eventstudy.result import StudyResult
from eventstudy.types import BoolArray, FloatArray, Horizon
from eventstudy.windows import hull

# Statistics equal but for rounding count as equal; without spread they are infinite.
ROUNDING = 1e-10


def max_t(
    result: StudyResult,
    *,
    horizons: Sequence[Horizon] | None = None,
    group: str | None = None,
    statistic: Literal["scar", "car"] = "scar",
    dependence: Dependence = "date",
    n_resamples: int = 9999,
    seed: int = 0,
) -> pd.DataFrame:
    """Test the mean CAR of each horizon and group, family-wise over all of them.

    Assumes CARs symmetric about zero under the hypothesis, and independent between clusters. The
    event may change the variance.

    Parameters
    ----------
    result : StudyResult
    horizons : sequence of (first, last), optional
        The declared ones by default.
    group : str, optional
        Column of ``result.events``; one hypothesis for each of its values and each horizon.
    statistic : {"scar", "car"}
        What is averaged: CARs over their forecast errors, as in the BMP test, or plain CARs.
    dependence : {"date", "window", "none"}
        The events that flip together; see :data:`~eventstudy.analysis.clusters.Dependence`.
    n_resamples : int
        Sign patterns drawn; all are enumerated where they are no more than that.
    seed : int

    Returns
    -------
    DataFrame
        group, first, last, n_events, n_clusters, estimate (mean CAR, decimal), statistic, p_value
        (of the hypothesis alone), p_adjusted (family-wise). NaN where a hypothesis has a single cluster.
    """
    if statistic not in ("scar", "car"):
        raise InputError(f"statistic is {statistic!r}: use 'scar' or 'car'.")
    horizons = list(result.horizons if horizons is None else horizons)
    names, members = _groups(result, group)
    cars = [result.block.over(*horizon) for horizon in horizons]
    values = np.column_stack([getattr(held, statistic) for held in cars])
    first, last = hull(horizons)
    cluster = event_clusters(result.block.day_zero, last - first + 1, dependence)
    columns = np.column_stack([np.where(member[:, None], values, np.nan) for member in members])
    known = np.isfinite(columns)
    counts = cluster_sums(known.astype(np.float64), cluster)
    sums = cluster_sums(np.where(known, columns, 0.0), cluster)
    observed, p_value, p_adjusted = sign_flip_p_values(sums, counts, n_resamples=n_resamples, seed=seed)
    car = np.column_stack([held.car for held in cars])
    estimates = [
        car[known[:, at], at % len(horizons)].mean() if known[:, at].any() else np.nan
        for at in range(columns.shape[1])
    ]
    table = pd.DataFrame(
        [(name, *horizon) for name, horizon in product(names, horizons)],
        columns=["group", "first", "last"],
    )
    return table.assign(
        n_events=known.sum(axis=0),
        n_clusters=(counts > 0).sum(axis=0),
        estimate=estimates,
        statistic=observed,
        p_value=p_value,
        p_adjusted=p_adjusted,
    )


def sign_flip_p_values(
    sums: FloatArray, counts: FloatArray, *, n_resamples: int, seed: int
) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Return the statistic of each hypothesis, its own p-value and the step-down one, each (n_hypotheses,).

    Parameters
    ----------
    sums, counts : ndarray of shape (n_clusters, n_hypotheses)
        Sum of the values of each cluster, and how many they are.
    n_resamples, seed : int
        As in :func:`~eventstudy.analysis.sign_draws.sign_blocks`.
    """
    observed = studentised_means(np.ones((1, sums.shape[0])), sums, counts)[0]
    order = np.argsort(-np.where(np.isnan(observed), -1.0, np.abs(observed)), kind="stable")
    order = order[np.isfinite(observed[order]) | np.isinf(observed[order])]
    size = np.abs(observed[order])
    alone, stepwise, total = np.zeros(order.size), np.zeros(order.size), 0
    for signs in sign_blocks(sums.shape[0], n_resamples, seed):
        flipped = np.abs(studentised_means(signs, sums[:, order], counts[:, order]))
        # The largest statistic among this hypothesis and those of smaller statistics.
        maxima = np.maximum.accumulate(flipped[:, ::-1], axis=1)[:, ::-1]
        alone += _at_least(flipped, size).sum(axis=0)
        stepwise += _at_least(maxima, size).sum(axis=0)
        total += signs.shape[0]
    # The pattern observed is one of an enumeration; with drawn ones it is added to them.
    extra = 0 if enumerates(sums.shape[0], n_resamples) else 1
    p_value, p_adjusted = np.full(observed.size, np.nan), np.full(observed.size, np.nan)
    p_value[order] = (alone + extra) / (total + extra)
    p_adjusted[order] = np.maximum.accumulate((stepwise + extra) / (total + extra))
    return observed, p_value, p_adjusted


def studentised_means(signs: FloatArray, sums: FloatArray, counts: FloatArray) -> FloatArray:
    """Return mean over clustered standard error for each sign pattern, (n_patterns, n_hypotheses).

    With one event in each cluster this is the one-sample t statistic of the flipped values. NaN for a
    single cluster, infinite where all values are equal.
    """
    n_events, n_clusters = counts.sum(axis=0), (counts > 0).sum(axis=0)
    known = n_clusters > 1
    mean = signs @ sums / np.maximum(n_events, 1.0)
    squares = (sums**2).sum(axis=0)
    spread = squares - 2 * mean * (signs @ (sums * counts)) + mean**2 * (counts**2).sum(axis=0)
    spread = np.where(spread > ROUNDING * squares, spread, 0.0)
    error = np.sqrt(n_clusters / np.maximum(n_clusters - 1, 1) * spread) / np.maximum(n_events, 1.0)
    infinite = np.where(mean == 0, 0.0, np.copysign(np.inf, mean))
    t = np.divide(mean, error, out=infinite, where=error > 0)
    return np.where(known, t, np.nan)


def _at_least(flipped: FloatArray, observed: FloatArray) -> BoolArray:
    return np.asarray(flipped >= observed * (1 - ROUNDING), dtype=np.bool_)


def _groups(result: StudyResult, group: str | None) -> tuple[list[object], list[BoolArray]]:
    if group is None:
        return ["all"], [np.ones(result.block.n_events, dtype=np.bool_)]
    names, code = groups_of(given_column(event_rows(result), group))
    return names, [np.asarray(code == at, dtype=np.bool_) for at in range(len(names))]
