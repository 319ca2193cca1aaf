"""Calendar-time abnormal return: the intercept of the event portfolio on factors.

All events of one session form one observation, so that their cross-correlation enters the variance
of the portfolio: Jaffe (1974), Journal of Business 47:410-428; Mandelker (1974), Journal of Financial
Economics 1:303-335; Fama (1998), Journal of Financial Economics 49:283-306. Autocovariances by Newey and West
(1987), Econometrica 55:703-708, with the lags of Newey and West (1994), Review of Economic Studies
61:631-653.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
import pandas as pd
from scipy import stats

from eventstudy.analysis.event_portfolio import EventPortfolio
from eventstudy.errors import DataError, InputError
from eventstudy.inference.reference_laws import t_p_value
from eventstudy.models import normal_return_model
from eventstudy.models.linear import LinearModel
from eventstudy.panel import Panel, model_inputs
from eventstudy.result import CONFIDENCE
from eventstudy.types import FloatArray

# Below this share of its column's length a diagonal of R means collinear factors.
COLLINEAR = 1e-10


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class CalendarTimeAlpha:
    """The mean abnormal return of the event portfolio, per session, and how it was found.

    Parameters
    ----------
    alpha, se, statistic, p_value, ci_low, ci_high : float
        Decimal per session; two-sided t test with ``dof`` degrees of freedom, 95 % interval.
    dof : int
    n_sessions : int
        Sessions in the regression.
    n_events : int
    min_active, mean_active : float
        Securities that the portfolio holds on a session used: the fewest, the mean.
    lags : int
        Lags of the Newey-West errors, which have no factor T / (T - k); 0: the errors of least squares.
    regression : str
    coefficients : DataFrame
        estimate, se, statistic, p_value by name: "alpha", "beta_<factor>".
    """

    alpha: float
    se: float
    statistic: float
    p_value: float
    ci_low: float
    ci_high: float
    dof: int
    n_sessions: int
    n_events: int
    min_active: int
    mean_active: float
    lags: int
    regression: str
    coefficients: pd.DataFrame


def calendar_time_alpha(
    portfolio: EventPortfolio,
    *,
    model: str | Sequence[str] | LinearModel = "market",
    factors: Any = None,
    regression: Literal["ols", "wls"] = "ols",
    lags: int | Literal["auto"] = "auto",
    min_active: int = 1,
) -> CalendarTimeAlpha:
    """Regress the event portfolio on factors; the intercept is its abnormal return per session.

    Parameters
    ----------
    portfolio : EventPortfolio
    model : str, sequence of factor names, or LinearModel
        A factor model of ``MODELS``: "market", "capm", "ff3", ...; "constant_mean" for none.
    factors : table of sessions x names, optional
        Simple returns, as those of the portfolio are.
    regression : {"ols", "wls"}
        "wls" weights each session by the number of securities held, as the variance of their mean
        falls with it if they are independent.
    lags : int or "auto"
        Lags of the Newey-West errors over the sessions used; 0 for the errors of least squares.
        "auto" is floor(4 (T / 100)^(2/9)). Newey-West errors have no factor T / (T - k), as those of
        statsmodels without ``use_correction``; the t test has T - k degrees of freedom all the same.
    min_active : int
        Sessions with fewer securities are left out.

    Raises
    ------
    DataError
        If no more sessions are left than coefficients, or the factors are collinear.
    InputError
        If the model is no linear factor model, or an option is not known.
    """
    chosen = normal_return_model(model)
    if not isinstance(chosen, LinearModel):
        raise InputError(
            f"model {model!r} is no linear factor model: use 'market', 'ff3' or a list of factors."
        )
    if regression not in ("ols", "wls"):
        raise InputError(f"regression is {regression!r}: use 'ols' or 'wls'.")
    y, x, n_active = _observations(portfolio, chosen, factors, min_active)
    weights = n_active if regression == "wls" else np.ones(y.size)
    n_lags = newey_west_lags(y.size) if lags == "auto" else lags
    estimate, covariance = regressed(y, x, weights=weights, lags=n_lags)
    table = _coefficients(chosen.coefficient_names, estimate, covariance, y.size)
    first, dof = table.iloc[0], y.size - x.shape[1]
    half = float(stats.t.ppf((1 + CONFIDENCE) / 2, dof)) * first["se"]
    return CalendarTimeAlpha(
        alpha=float(first["estimate"]),
        se=float(first["se"]),
        statistic=float(first["statistic"]),
        p_value=float(first["p_value"]),
        ci_low=float(first["estimate"] - half),
        ci_high=float(first["estimate"] + half),
        dof=dof,
        n_sessions=y.size,
        n_events=portfolio.n_events,
        min_active=int(n_active.min()),
        mean_active=float(n_active.mean()),
        lags=n_lags,
        regression=regression,
        coefficients=table,
    )


def newey_west_lags(n_sessions: int) -> int:
    """Return floor(4 (T / 100)^(2/9)).

    Examples
    --------
    >>> newey_west_lags(250)
    4
    """
    return int(4 * (n_sessions / 100) ** (2 / 9))


def regressed(
    y: FloatArray, x: FloatArray, *, weights: FloatArray, lags: int
) -> tuple[FloatArray, FloatArray]:
    """Return weighted least squares coefficients (k,) and their covariance (k, k).

    Parameters
    ----------
    y : ndarray of shape (n_sessions,)
    x : ndarray of shape (n_sessions, k)
    weights : ndarray of shape (n_sessions,)
        Proportional to one over the variance.
    lags : int
        Lags of the Newey-West covariance (Bartlett weights, no small-sample factor T / (T - k)); 0 takes
        the classical one.
    """
    if lags < 0:
        raise InputError(f"lags is {lags}: give 0 or more.")
    n, k = x.shape
    if n <= k:
        raise DataError(f"{n} sessions are left for {k} coefficients: hold longer, or use fewer factors.")
    root = np.sqrt(weights)
    wx, wy = x * root[:, None], y * root
    q, r = np.linalg.qr(wx)
    if (np.abs(np.diagonal(r)) <= COLLINEAR * np.sqrt((r**2).sum(axis=0))).any():
        raise DataError("the factors are collinear over the sessions of the portfolio: leave one out.")
    inverse = np.linalg.inv(r)
    estimate = inverse @ (q.T @ wy)
    residual, bread = wy - wx @ estimate, inverse @ inverse.T
    if lags == 0:
        return estimate, bread * float(residual @ residual) / (n - k)
    score = wx * residual[:, None]
    meat = score.T @ score
    for lag in range(1, min(lags, n - 1) + 1):
        product = score[lag:].T @ score[:-lag]
        meat += (1 - lag / (lags + 1)) * (product + product.T)
    return estimate, bread @ meat @ bread


def _observations(
    portfolio: EventPortfolio, model: LinearModel, factors: Any, min_active: int
) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Return the portfolio's return, regressors and number of securities on the sessions used."""
    panel = Panel(
        returns=portfolio.returns.to_numpy()[:, None],
        sessions=pd.DatetimeIndex(portfolio.returns.index),
        securities=("portfolio",),
        return_kind="simple",
    )
    returns, values = model_inputs(panel, factors, model)
    x, n_active = np.column_stack([np.ones(len(values)), values]), portfolio.n_active.to_numpy(np.float64)
    used = np.isfinite(returns[:, 0]) & np.isfinite(x).all(axis=1) & (n_active >= max(min_active, 1))
    return returns[used, 0], x[used], n_active[used]


def _coefficients(
    names: Sequence[str], estimate: FloatArray, covariance: FloatArray, n_sessions: int
) -> pd.DataFrame:
    error = np.sqrt(np.diagonal(covariance))
    statistic = np.divide(estimate, error, out=np.full_like(error, np.nan), where=error > 0)
    p_value = t_p_value(statistic, np.array(n_sessions - estimate.size, dtype=np.float64))
    columns = {"estimate": estimate, "se": error, "statistic": statistic, "p_value": p_value}
    return pd.DataFrame(columns, index=pd.Index(names, name="coefficient"))
