"""AAR and CAAR by day with standard errors, intervals and simultaneous bands.

The spread between events is used, so that the event may change the variance, as in Boehmer, Musumeci and
Poulsen (1991), Journal of Financial Economics 30:253-272. Bands hold over all days together: the largest
studentised deviation of the path under a wild bootstrap with one sign for each cluster: Montiel Olea and
Plagborg-Møller (2019), Journal of Applied Econometrics 34:1-17; Kolari and Pynnönen (2010), Review of
Financial Studies 23:3996-4025, for correlated events of one date.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd
from scipy import stats

from eventstudy.analysis.clusters import Dependence, clustered_error, clustered_means, event_clusters
from eventstudy.analysis.sign_draws import sign_blocks
from eventstudy.errors import ForbiddenTestError, InputError
from eventstudy.inference.date_sums import average_correlation, average_overlap_correlation
from eventstudy.inference.samples import held as needed
from eventstudy.inference.samples import sample_of
from eventstudy.result import StudyResult
from eventstudy.types import AbnormalReturns, FloatArray, IntArray

# A spread below this share of the whole is rounding: the statistic cannot be studentised.
ROUNDING = 1e-9


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Path:
    """The mean of each day, its standard error and the influences of the clusters on it.

    ``mean``, ``error`` and ``n_clusters`` are (n_days,); ``influence`` (n_clusters, n_days).
    """

    mean: FloatArray
    error: FloatArray
    influence: FloatArray
    n_clusters: FloatArray


def average_paths(
    result: StudyResult,
    *,
    days: tuple[int, int] | None = None,
    standardised: bool = False,
    dependence: Dependence | Literal["correlation"] = "date",
    confidence: float = 0.95,
    n_resamples: int = 9999,
    seed: int = 0,
) -> pd.DataFrame:
    """Return the average paths of the study with intervals for each day and bands for all days.

    Parameters
    ----------
    result : StudyResult
    days : (int, int), optional
        First and last day of the path; the event window by default. Returns cumulate from the first.
    standardised : bool
        Average AR and CAR over their forecast standard errors (SAR and SCAR, the units of the BMP
        test), so that calm securities do not count less than volatile ones.
    dependence : {"date", "window", "none", "correlation"}
        Events that depend on one another: those of one date; those of dates whose windows share
        sessions, in a chain; none. With "correlation" each event counts as one, and the standard
        errors grow by the residual correlation of events whose days coincide, as in
        ``adj_bmp_overlap``: for events on one date or few.
    confidence : float
    n_resamples : int
        Sign patterns of the bands; all are enumerated where they are no more than that.
    seed : int

    Returns
    -------
    DataFrame
        By relative day: n_events, n_clusters, then aar, aar_se, aar_ci_low, aar_ci_high,
        aar_band_low, aar_band_high and the same for caar. Decimal, or standard errors if
        ``standardised``. ``caar`` is the sum of ``aar``; if standardised, the mean SCAR.

    Raises
    ------
    ForbiddenTestError
        If all events form one cluster: their spread says nothing of the mean's error.
    """
    if not 0 < confidence < 1:
        raise InputError(f"confidence is {confidence!r}: give a share between 0 and 1, such as 0.95.")
    held = result.block if days is None else result.block.over(*days)
    grouping: Dependence = "none" if dependence == "correlation" else dependence
    cluster = event_clusters(held.day_zero, held.days.size, grouping)
    if int(cluster.max()) < 1:
        raise ForbiddenTestError(
            f"the {held.n_events} events form one cluster by dependence={dependence!r}, so their spread says"
            " nothing of the error of the mean: use dependence='correlation' for securities on one date."
        )
    single, cumulated, n_events = _paths(held, cluster, standardised=standardised)
    factors = _correlation_factors(held) if dependence == "correlation" else np.ones((2, held.days.size))
    table = pd.DataFrame(
        {"n_events": n_events.astype(int), "n_clusters": single.n_clusters.astype(int)},
        index=pd.Index(held.days, name="day"),
    )
    for name, path, factor in [("aar", single, factors[0]), ("caar", cumulated, factors[1])]:
        error = factor * path.error
        quantile = np.asarray(stats.t.ppf((1 + confidence) / 2, path.n_clusters - 1))
        largest = sup_t_quantile(path.influence, path.n_clusters, confidence, n_resamples, seed)
        # Resampling noise must not make a band narrower than the interval of one day.
        band = np.maximum(largest, quantile)
        table[name], table[f"{name}_se"] = path.mean, error
        table[f"{name}_ci_low"], table[f"{name}_ci_high"] = _around(path.mean, quantile, error)
        table[f"{name}_band_low"], table[f"{name}_band_high"] = _around(path.mean, band, error)
    return table


def sup_t_quantile(
    influence: FloatArray, n_clusters: FloatArray, confidence: float, n_resamples: int, seed: int
) -> float:
    """Return the quantile of the largest studentised deviation over the days.

    Parameters
    ----------
    influence : ndarray of shape (n_clusters, n_days)
        NaN for a day that no event has.
    n_clusters : ndarray of shape (n_days,)
        Clusters with a value on the day.
    confidence : float
    n_resamples, seed : int
        As in :func:`~eventstudy.analysis.sign_draws.sign_blocks`.
    """
    squares = (influence**2).sum(axis=0)
    varied = (squares > 0) & (n_clusters > 1)
    held, g = influence[:, varied], n_clusters[varied]
    if not held.size:
        return float("nan")
    maxima = []
    for signs in sign_blocks(held.shape[0], n_resamples, seed):
        deviation = np.abs(signs @ held)
        spread = squares[varied] - deviation**2 / g
        spread = np.where(spread > ROUNDING * squares[varied], spread, 0.0)
        error = np.sqrt(g / (g - 1) * spread)
        t = np.divide(deviation, error, out=np.full_like(deviation, np.inf), where=error > 0)
        maxima.append(t.max(axis=1))
    return float(np.quantile(np.concatenate(maxima), confidence, method="inverted_cdf"))


def scar_paths(abnormal: AbnormalReturns) -> FloatArray:
    """Return the SCAR from the first day held to each day, (n_events, n_days); NaN after a missing day."""
    own = np.ones(abnormal.ar.shape) if abnormal.spread is None else abnormal.spread**2
    total = np.cumsum(abnormal.loadings, axis=1)
    variance = abnormal.sigma2[:, None] * (np.cumsum(own, axis=1) + (total**2).sum(axis=2))
    return np.asarray(np.cumsum(abnormal.ar, axis=1) / np.sqrt(variance), dtype=np.float64)


def _paths(held: AbnormalReturns, cluster: IntArray, *, standardised: bool) -> tuple[Path, Path, FloatArray]:
    values = held.ar / np.sqrt(held.ar_variance) if standardised else held.ar
    single = clustered_means(values, cluster)
    of_day = Path(
        mean=single.mean, error=single.error, influence=single.influence, n_clusters=single.n_clusters
    )
    if standardised:
        scar = clustered_means(scar_paths(held), cluster)
        cumulated = Path(
            mean=scar.mean, error=scar.error, influence=scar.influence, n_clusters=scar.n_clusters
        )
        return of_day, cumulated, single.n_events
    influence = np.cumsum(single.influence, axis=1)
    # The most clusters that one of the days so far holds.
    n_clusters = np.maximum.accumulate(single.n_clusters)
    cumulated = Path(
        mean=np.cumsum(single.mean),
        error=clustered_error(influence, n_clusters),
        influence=influence,
        n_clusters=n_clusters,
    )
    return of_day, cumulated, single.n_events


def _correlation_factors(held: AbnormalReturns) -> FloatArray:
    """Return how much AAR and CAAR errors grow by cross-correlation, (2, n_days)."""
    if not held.residuals.values.shape[1]:
        raise InputError(
            "dependence='correlation' needs the estimation residuals, which a study of so many events does"
            " not keep: use dependence='date' or 'window'."
        )
    sample = sample_of(held, ("dates",))
    sums = needed(sample.dates)
    if sums.day_zero.size == 1:
        r = np.full(held.days.size, average_correlation(sums))
    else:
        r = np.array([average_overlap_correlation(sums, n + 1) for n in range(held.days.size)])
    both = np.vstack([np.full(r.size, r[0]), r])
    inflated, left = 1 + (sample.n_events - 1) * both, 1 - both
    if inflated.min() <= 0 or left.min() <= ROUNDING:
        raise ForbiddenTestError(
            f"the average residual correlation of {both.flat[0]:.4f} leaves no variance to adjust: the events"
            " share their returns, as events of one security do; read them as one episode."
        )
    return np.asarray(np.sqrt(inflated / left), dtype=np.float64)


def _around(mean: FloatArray, quantile: FloatArray, error: FloatArray) -> tuple[FloatArray, FloatArray]:
    return mean - quantile * error, mean + quantile * error
