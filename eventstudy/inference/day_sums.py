"""Sums over events by event-time day: what rank, sign and portfolio tests keep of many events.

Each event ranks its own residuals and event-day values together; only the sums of the ranks over
events are kept, so that blocks of events add up: Corrado (1989), Journal of Financial Economics 23:385-395;
Kolari and Pynnönen (2011), Journal of Empirical Finance 18:953-971.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import stats

from eventstudy.types import AbnormalReturns, FloatArray


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class DaySums:
    """Sums of one quantity over events, and how many events each sum holds.

    ``estimation`` and ``n_estimation`` are (n_obs,), by day of the estimation window; ``event`` and
    ``n_event`` (n_columns,), by day of the horizon, or one column for the CAR as a single day.
    """

    estimation: FloatArray
    n_estimation: FloatArray
    event: FloatArray
    n_event: FloatArray

    def __add__(self, other: DaySums) -> DaySums:
        """Return the sums over both sets of events."""
        return DaySums(
            estimation=self.estimation + other.estimation,
            n_estimation=self.n_estimation + other.n_estimation,
            event=self.event + other.event,
            n_event=self.n_event + other.n_event,
        )


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Spreads:
    """Cross-sectional standard deviations over all events of a sample, divisor n - 1.

    ``scar`` is that of the SCARs; ``sar`` (n_days,) that of the standardised abnormal returns by day.
    """

    scar: float
    sar: FloatArray


def spreads(abnormal: AbnormalReturns) -> Spreads:
    """Return the cross-sectional spreads of the events; NaN for a single event."""
    if abnormal.n_events < 2:
        return Spreads(scar=float("nan"), sar=np.full(abnormal.ar.shape[1], np.nan))
    return Spreads(
        scar=float(np.std(abnormal.scar, ddof=1)),
        sar=np.std(abnormal.ar / np.sqrt(abnormal.ar_variance), axis=0, ddof=1),
    )


def residual_sums(abnormal: AbnormalReturns) -> DaySums:
    """Sum the residuals and the abnormal returns over events, by event-time day."""
    return _summed(abnormal.residuals.values, abnormal.ar)


def rank_sums(abnormal: AbnormalReturns) -> DaySums:
    """Sum U = K / (T_i + 1) - 1/2, K the rank among residuals and the days of the horizon together."""
    return _rank_sums(abnormal.residuals.values, abnormal.ar)


def adjusted_rank_sums(abnormal: AbnormalReturns, scale: Spreads) -> DaySums:
    """Sum U of e / s_i and, on event days, SAR over its cross-sectional spread.

    Corrado and Zivney (1992), Journal of Financial and Quantitative Analysis 27:465-478.
    """
    return _rank_sums(
        standardised_residuals(abnormal), abnormal.ar / np.sqrt(abnormal.ar_variance) / scale.sar
    )


def generalised_rank_sums(abnormal: AbnormalReturns, scale: Spreads) -> DaySums:
    """Sum U of the GSAR: e / s_i and, as one day, SCAR over its cross-sectional spread."""
    return _rank_sums(*_generalised(abnormal, scale))


def generalised_sign_sums(abnormal: AbnormalReturns, scale: Spreads) -> DaySums:
    """Sum the signs of GSAR less its median over the M_i + 1 days of the event.

    Luoma (2011), Nonparametric Event Study Tests, University of Vaasa.
    """
    residuals, cumulated = _generalised(abnormal, scale)
    median = np.nanmedian(np.concatenate([residuals, cumulated], axis=1), axis=1, keepdims=True)
    return _summed(np.sign(residuals - median), np.sign(cumulated - median))


def standardised_residuals(abnormal: AbnormalReturns) -> FloatArray:
    """Return the residuals over their standard deviation, (n_events, n_obs)."""
    own = 1.0 if abnormal.residuals.spread is None else abnormal.residuals.spread
    return np.asarray(abnormal.residuals.values / np.sqrt(abnormal.sigma2)[:, None] / own, dtype=np.float64)


def _generalised(abnormal: AbnormalReturns, scale: Spreads) -> tuple[FloatArray, FloatArray]:
    return standardised_residuals(abnormal), (abnormal.scar / scale.scar)[:, None]


def _rank_sums(residuals: FloatArray, event: FloatArray) -> DaySums:
    both = np.concatenate([residuals, event], axis=1)
    rank = stats.rankdata(both, axis=1, nan_policy="omit")
    n_ranked = np.isfinite(both).sum(axis=1, keepdims=True)
    centred = rank / (n_ranked + 1) - 0.5
    return _summed(centred[:, : residuals.shape[1]], centred[:, residuals.shape[1] :])


def _summed(estimation: FloatArray, event: FloatArray) -> DaySums:
    return DaySums(
        estimation=np.nansum(estimation, axis=0),
        n_estimation=np.isfinite(estimation).sum(axis=0).astype(np.float64),
        event=np.nansum(event, axis=0),
        n_event=np.isfinite(event).sum(axis=0).astype(np.float64),
    )
