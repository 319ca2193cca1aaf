"""Diagnostics of estimation residuals: normality, ARCH, autocorrelation, breaks of variance, outliers.

Jarque and Bera (1980), Economics Letters 6:255-259; Engle (1982), Econometrica 50:987-1007 (ARCH-LM); Ljung
and Box (1978), Biometrika 65:297-303; Brown and Forsythe (1974), Journal of the American Statistical
Association 69:364-367; Inclán and Tiao (1994), Journal of the American Statistical Association 89:913-923
(ICSS). They describe; no event is dropped for them.
"""

from __future__ import annotations

from dataclasses import dataclass, fields

import numpy as np
from scipy import stats

from eventstudy.inference.ewma import ewma_sigma
from eventstudy.models.linear import least_squares
from eventstudy.outliers import outlying_days
from eventstudy.types import BoolArray, FloatArray


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class ResidualDiagnostics:
    """What the residuals of each event look like; arrays of shape (n_events,), NaN where not defined."""

    skewness: FloatArray  # m3 / m2^1.5, with moments about the mean, divisor n
    excess_kurtosis: FloatArray  # m4 / m2^2 - 3
    jarque_bera: FloatArray
    jarque_bera_p: FloatArray  # chi2(2)
    arch_lm: FloatArray  # T R^2
    arch_lm_p: FloatArray  # chi2(lags)
    ljung_box: FloatArray
    ljung_box_p: FloatArray  # chi2(lags)
    autocorrelation: FloatArray  # of first order
    brown_forsythe: FloatArray  # last days against the days before
    brown_forsythe_p: FloatArray  # F(1, n - 2)
    icss: FloatArray  # max over k of sqrt(n / 2) |D_k|
    icss_p: FloatArray  # supremum of a Brownian bridge: for normal residuals, n large
    n_outlying: FloatArray  # days beyond four robust standard deviations
    vol_ratio: FloatArray  # EWMA sigma of the day after the window over sigma

    def columns(self) -> dict[str, FloatArray]:
        """Return the arrays by name, in the order above."""
        return {field.name: getattr(self, field.name) for field in fields(self)}


def residual_diagnostics(
    residuals: FloatArray,
    *,
    sigma2: FloatArray | None = None,
    spread: FloatArray | None = None,
    arch_lags: int = 5,
    box_lags: int = 10,
    recent: int = 20,
) -> ResidualDiagnostics:
    """Diagnose the estimation residuals of every event.

    A missing day is left out of moments, outliers and both tests of breaks, which take the used days as
    consecutive; pairs (Ljung-Box) and rows with any lag (ARCH-LM) that hold a missing day are left
    out; the EWMA stays as it was.

    Parameters
    ----------
    residuals : ndarray of shape (n_events, n_obs)
        Decimal, in the order of time, NaN where unused.
    sigma2 : ndarray of shape (n_events,), optional
        Residual variance of the model; the mean square of the residuals by default.
    spread : ndarray of shape (n_events, n_obs), optional
        As in ``ModelFit``: the residuals over it are diagnosed, which tells whether a variance model
        has left anything to explain.
    arch_lags, box_lags : int
        Lags of the squares, and of the residuals.
    recent : int
        Used days at the end of the window that the Brown-Forsythe test compares with the rest.
    """
    values = residuals if spread is None else residuals / spread
    used = np.isfinite(values)
    n_used = used.sum(axis=1).astype(np.float64)
    mean_square = _over((np.where(used, values, 0.0) ** 2).sum(axis=1), n_used)
    # Squares of small returns would lose digits in the regression: every test is free of the unit.
    scaled = _over(values, np.sqrt(mean_square)[:, None])
    skewness, excess, jarque_bera = _moments(scaled)
    arch_lm, ljung_box = _arch_lm(scaled, arch_lags), _ljung_box(scaled, box_lags)
    brown_forsythe, icss = _brown_forsythe(scaled, recent), _icss(scaled)
    start = mean_square if sigma2 is None else sigma2
    return ResidualDiagnostics(
        skewness=skewness,
        excess_kurtosis=excess,
        jarque_bera=jarque_bera,
        jarque_bera_p=stats.chi2.sf(jarque_bera, 2),
        arch_lm=arch_lm,
        arch_lm_p=stats.chi2.sf(arch_lm, arch_lags),
        ljung_box=ljung_box,
        ljung_box_p=stats.chi2.sf(ljung_box, box_lags),
        autocorrelation=_autocorrelation(scaled, 1)[0],
        brown_forsythe=brown_forsythe,
        brown_forsythe_p=np.asarray(stats.f.sf(brown_forsythe, 1, np.where(n_used > 2, n_used - 2, np.nan))),
        icss=icss,
        icss_p=stats.kstwobign.sf(icss),
        n_outlying=_n_outlying(scaled),
        vol_ratio=_over(ewma_sigma(values, start)[:, -1], np.sqrt(start)),
    )


def _over(top: FloatArray, bottom: FloatArray) -> FloatArray:
    """Return the ratio, NaN where the denominator is not positive."""
    shape = np.broadcast_shapes(top.shape, bottom.shape)
    ratio = np.full(shape, np.nan)
    np.divide(top, bottom, out=ratio, where=np.broadcast_to(bottom > 0, shape))
    return ratio


def _centred(values: FloatArray) -> tuple[FloatArray, BoolArray, FloatArray]:
    """Return values less their mean (zero where missing), which are used, and their number."""
    used = np.isfinite(values)
    n_used = used.sum(axis=1).astype(np.float64)
    mean = _over(np.where(used, values, 0.0).sum(axis=1), n_used)
    return np.where(used, values - mean[:, None], 0.0), used, n_used


def _moments(values: FloatArray) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Return skewness, excess kurtosis and n (S^2 + K^2 / 4) / 6."""
    centred, _, n_used = _centred(values)
    second, third, fourth = (_over((centred**power).sum(axis=1), n_used) for power in (2, 3, 4))
    skewness, excess = _over(third, second**1.5), _over(fourth, second**2) - 3
    return skewness, excess, n_used / 6 * (skewness**2 + excess**2 / 4)


def _autocorrelation(values: FloatArray, lag: int) -> tuple[FloatArray, FloatArray]:
    """Return the autocorrelation over the pairs in which both days are used, and how many there are."""
    centred, used, _ = _centred(values)
    products = (centred[:, lag:] * centred[:, :-lag]).sum(axis=1)
    n_pairs = (used[:, lag:] & used[:, :-lag]).sum(axis=1).astype(np.float64)
    return _over(products, (centred**2).sum(axis=1)), n_pairs


def _ljung_box(values: FloatArray, lags: int) -> FloatArray:
    """Return n (n + 2) sum r_k^2 / (pairs at lag k); there are n - k pairs if no day is missing."""
    n_used = np.isfinite(values).sum(axis=1).astype(np.float64)
    total = np.zeros(values.shape[0])
    for lag in range(1, lags + 1):
        correlation, n_pairs = _autocorrelation(values, lag)
        total += _over(correlation**2, n_pairs)
    return np.asarray(n_used * (n_used + 2) * total, dtype=np.float64)


def _arch_lm(values: FloatArray, lags: int) -> FloatArray:
    """Return T R^2 of the regression of the squares on a constant and their lags."""
    squares, n_obs = values**2, values.shape[1]
    if n_obs <= 2 * lags + 1:
        return np.full(values.shape[0], np.nan)
    lagged = [squares[:, lags - lag : n_obs - lag] for lag in range(1, lags + 1)]
    design = np.stack([np.ones_like(lagged[0]), *lagged], axis=2)
    fit = least_squares(squares[:, lags:], design)
    rows = np.where(np.isfinite(fit.residuals), squares[:, lags:], np.nan)
    left = fit.sigma2 * fit.dof
    return fit.n_obs * (1 - _over(left, (_centred(rows)[0] ** 2).sum(axis=1)))


def _brown_forsythe(values: FloatArray, recent: int) -> FloatArray:
    """Return the F of distances from the group's median, last ``recent`` used days against the rest."""
    used = np.isfinite(values)
    from_end = used[:, ::-1].cumsum(axis=1)[:, ::-1]
    late = used & (from_end <= recent)
    early = used & ~late
    distance = np.where(late, _distance(values, late), _distance(values, early))
    between, within = np.zeros(values.shape[0]), np.zeros(values.shape[0])
    overall = _over(np.where(used, distance, 0.0).sum(axis=1), used.sum(axis=1).astype(np.float64))
    for group in (late, early):
        size = group.sum(axis=1).astype(np.float64)
        mean = _over(np.where(group, distance, 0.0).sum(axis=1), size)
        between += size * (mean - overall) ** 2
        within += (np.where(group, distance - mean[:, None], 0.0) ** 2).sum(axis=1)
    return _over(between * (used.sum(axis=1) - 2), within)


def _distance(values: FloatArray, group: BoolArray) -> FloatArray:
    """Return the distance from the median of the group's days; NaN for an event that has none."""
    none = ~group.any(axis=1, keepdims=True)
    median = np.nanmedian(np.where(group, values, np.where(none, 0.0, np.nan)), axis=1, keepdims=True)
    return np.abs(values - np.where(none, np.nan, median))


def _icss(values: FloatArray) -> FloatArray:
    """Return the largest sqrt(n / 2) |C_k / C_n - k / n|, C_k the sum of the first k squares."""
    used = np.isfinite(values)
    n_used = used.sum(axis=1).astype(np.float64)
    squares = np.where(used, values, 0.0) ** 2
    share = _over(squares.cumsum(axis=1), squares.sum(axis=1)[:, None])
    place = _over(used.cumsum(axis=1).astype(np.float64), n_used[:, None])
    return np.asarray(np.sqrt(n_used / 2) * np.abs(share - place).max(axis=1, initial=0.0))


def _n_outlying(values: FloatArray) -> FloatArray:
    used = np.isfinite(values)
    known = np.where(used.any(axis=1, keepdims=True), values, 0.0)
    return np.asarray((outlying_days(known) & used).sum(axis=1), dtype=np.float64)
