"""Evidence for no effect: equivalence tests, detectable effects and power.

Two one-sided tests against a stated margin: Schuirmann (1987), Journal of Pharmacokinetics and
Biopharmaceutics 15:657-680. "Not significant" is not "no effect": only an interval inside the margin is.
"""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike
from scipy import stats

from eventstudy.analysis.clusters import ClusteredMeans, Dependence, clustered_means, event_clusters
from eventstudy.errors import InputError
from eventstudy.result import StudyResult, minimum_detectable_effect
from eventstudy.types import FloatArray


def event_equivalence(result: StudyResult, margin: float) -> pd.DataFrame:
    """Test for each event and declared horizon that its effect lies within the margin.

    Parameters
    ----------
    result : StudyResult
    margin : float
        The largest effect that counts as none, decimal (0.01 = 1 %); stated before the study.

    Returns
    -------
    DataFrame
        event_id, security, first, last, car, se, dof, mde, margin, p_value (small: the effect is
        smaller than the margin), equivalent_at_5: whether p_value is at most 0.05.
    """
    table = result.cars[["event_id", "security", "first", "last", "car", "se", "mde"]]
    dof = np.tile(result.block.dof, len(result.horizons))
    p_value = equivalence_p_value(table["car"].to_numpy(), table["se"].to_numpy(), dof, margin)
    table = table.assign(dof=dof, margin=margin, p_value=p_value)
    return table.assign(equivalent_at_5=p_value <= 0.05)


def sample_equivalence(
    result: StudyResult, margin: float, *, dependence: Dependence = "date"
) -> pd.DataFrame:
    """Test for each declared horizon that the mean effect lies within the margin.

    Parameters
    ----------
    result : StudyResult
    margin : float
        Decimal; stated before the study.
    dependence : {"date", "window", "none"}
        Events that count as one cluster, for the error of the mean.

    Returns
    -------
    DataFrame
        first, last, n_events, n_clusters, caar, se, dof, mde, margin, p_value, equivalent_at_5.
    """
    rows = []
    for first, last in result.horizons:
        means = _mean_car(result, (first, last), dependence)
        rows.append((first, last, means.n_events[0], means.n_clusters[0], means.mean[0], means.error[0]))
    table = pd.DataFrame(rows, columns=["first", "last", "n_events", "n_clusters", "caar", "se"])
    table = table.astype({"n_events": int, "n_clusters": int})
    error, dof = table["se"].to_numpy(), np.where(table["n_clusters"] > 1, table["n_clusters"] - 1.0, np.nan)
    p_value = equivalence_p_value(table["caar"].to_numpy(), error, dof, margin)
    table = table.assign(dof=dof, mde=minimum_detectable_effect(error, dof), margin=margin, p_value=p_value)
    return table.assign(equivalent_at_5=p_value <= 0.05)


def equivalence_p_value(
    estimate: FloatArray, error: FloatArray, dof: FloatArray, margin: float
) -> FloatArray:
    """Return max{P(T > (estimate + margin) / error), P(T < (estimate - margin) / error)}; shapes (n,).

    Raises
    ------
    InputError
        If the margin is not a number above zero.

    Examples
    --------
    >>> import numpy as np
    >>> one = np.ones(1)
    >>> equivalence_p_value(0.001 * one, 0.005 * one, 100 * one, margin=0.01).round(3)
    array([0.037])
    """
    if not (isinstance(margin, (int, float, np.number)) and np.isfinite(margin) and margin > 0):
        raise InputError(f"margin is {margin!r}: give the largest effect that counts as none, such as 0.01.")
    above = stats.t.sf((estimate + margin) / error, dof)
    below = stats.t.cdf((estimate - margin) / error, dof)
    return np.asarray(np.maximum(above, below), dtype=np.float64)


def power_curve(
    effects: ArrayLike, error: float, *, dof: float | None = None, level: float = 0.05
) -> FloatArray:
    """Return the probability that a two-sided test finds each effect, (n_effects,).

    Parameters
    ----------
    effects : array_like of shape (n_effects,)
        True effects, in the unit of ``error``.
    error : float
        Standard error of the estimate, such as ``se`` of :func:`sample_equivalence`.
    dof : float, optional
        Degrees of freedom: power under the noncentral t; without it under the normal law,
        Phi(-c - mu/sigma) + 1 - Phi(c - mu/sigma).
    level : float
        Size of the test.

    Raises
    ------
    InputError
        If ``error`` is not above zero or ``level`` not between 0 and 1.

    Examples
    --------
    >>> power_curve([0.0, 0.01, 0.02], 0.005).round(3)
    array([0.05 , 0.516, 0.979])
    """
    if not error > 0 or not 0 < level < 1:
        raise InputError(f"error is {error!r}, level {level!r}: give an error above 0 and a level in (0, 1).")
    shift = np.asarray(effects, dtype=np.float64) / error
    if dof is None:
        c = stats.norm.isf(level / 2)
        return np.asarray(stats.norm.cdf(-c - shift) + stats.norm.sf(c - shift), dtype=np.float64)
    c = stats.t.isf(level / 2, dof)
    return np.asarray(stats.nct.cdf(-c, dof, shift) + stats.nct.sf(c, dof, shift), dtype=np.float64)


def _mean_car(result: StudyResult, horizon: tuple[int, int], dependence: Dependence) -> ClusteredMeans:
    held = result.block.over(*horizon)
    cluster = event_clusters(held.day_zero, horizon[1] - horizon[0] + 1, dependence)
    return clustered_means(held.car[:, None], cluster)
