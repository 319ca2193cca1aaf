"""Regression of the CAR on characteristics of the events.

MacKinlay (1997), Journal of Economic Literature 35:13-39, section 9; weights by the forecast error of each
CAR; errors by MacKinnon and White (1985), Journal of Econometrics 29:305-325 (HC3), or clustered by
date with Student's t of G - 1: Cameron and Miller (2015), Journal of Human Resources 50:317-372.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
import pandas as pd

from eventstudy.analysis.clusters import event_clusters
from eventstudy.analysis.studied import given_column, studied
from eventstudy.errors import InputError, TooFewEventsError
from eventstudy.result import CONFIDENCE, StudyResult
from eventstudy.types import FloatArray, Horizon, IntArray

Weights = Literal["precision", "none"]
Covariance = Literal["hc3", "cluster_date", "ols"]
COVARIANCES: Mapping[str, str] = {"hc3": "HC3", "cluster_date": "cluster", "ols": "nonrobust"}
# A singular value below this share of the largest, columns scaled to length one, is collinearity.
COLLINEAR = 1e-8


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class CarRegression:
    """Coefficients of CARs on characteristics, and how they were found.

    Parameters
    ----------
    coefficients : DataFrame
        estimate, se, statistic, p_value, ci_low, ci_high (95 %) by name. CARs are decimals: 0.01 is a
        CAR one percentage point higher for each unit of the characteristic.
    first, last : int
    n_events : int
        Events in the regression.
    n_incomplete : int
        Events with a CAR but without one of the characteristics.
    dof : float
        Of Student's t: n - k, or clusters less one.
    r2, r2_adjusted : float
        Of the weighted regression, if weighted.
    weights, covariance : str
    n_clusters : int
        Dates; 0 unless errors are clustered.
    note : str
        What speaks against the errors; empty if nothing does.
    """

    coefficients: pd.DataFrame
    first: int
    last: int
    n_events: int
    n_incomplete: int
    dof: float
    r2: float
    r2_adjusted: float
    weights: str
    covariance: str
    n_clusters: int
    note: str = ""


def regress_car(
    result: StudyResult,
    horizon: Horizon,
    characteristics: str | Sequence[str],
    *,
    weights: Weights = "none",
    covariance: Covariance = "hc3",
) -> CarRegression:
    """Regress the CAR over ``horizon`` on characteristics of the events.

    Parameters
    ----------
    result : StudyResult
    horizon : (int, int)
        Inside the event window.
    characteristics : str or sequence of str
        A formula such as "np.log(size) + C(sector)", or names of columns of ``result.events``: numbers
        enter as they are, text as dummies without the first value. A constant is added.
    weights : {"none", "precision"}
        "precision" weights each event by one over the forecast variance of its CAR. That
        leaves out what the event adds to the variance; "none" with "hc3" does not assume it away.
    covariance : {"hc3", "cluster_date", "ols"}
        "cluster_date" for events that share dates; "ols" assumes independent errors of one variance.

    Raises
    ------
    InputError
        If a column is missing or constant, a characteristic is not finite (the logarithm of zero), the
        characteristics are collinear, or an option is unknown.
    TooFewEventsError
        If no more events are left than coefficients.
    """
    if covariance not in COVARIANCES or weights not in ("none", "precision"):
        raise InputError(
            f"weights is {weights!r}, covariance {covariance!r}: use 'none' or 'precision', and one of"
            f" {', '.join(COVARIANCES)}."
        )
    events = studied(result, horizon, need="regress_car")
    held = events.abnormal
    design = _design(events.table, characteristics).set_index(events.table["event_id"])
    _check_finite(design)
    keep = ~np.isnan(design.to_numpy(dtype=np.float64)).any(axis=1)
    x, car = design[keep], held.car[keep]
    _check(x, int(keep.sum()))
    precision = 1 / held.car_variance[keep] if weights == "precision" else np.ones(car.size)
    cluster = event_clusters(held.day_zero[keep], 1, "date")
    fit = _fitted(car, x, precision, covariance, cluster)
    return CarRegression(
        coefficients=_table(fit, list(x.columns)),
        first=horizon[0],
        last=horizon[1],
        n_events=int(keep.sum()),
        n_incomplete=int((~keep).sum()),
        dof=float(getattr(fit, "df_resid_inference", fit.df_resid)),
        r2=float(fit.rsquared),
        r2_adjusted=float(fit.rsquared_adj),
        weights=weights,
        covariance=covariance,
        n_clusters=int(cluster.max()) + 1 if covariance == "cluster_date" else 0,
        note="" if covariance == "cluster_date" else _shared_dates(cluster),
    )


def _shared_dates(cluster: IntArray) -> str:
    """Return a note if several events share a date, given the number of the date of each."""
    count = np.bincount(cluster)
    shared = int(count[count > 1].sum())
    if not shared:
        return ""
    remedy = "cluster by date (covariance='cluster_date')" if count.size > 1 else "they share one date"
    return (
        f"{shared} of {cluster.size} events share a date, and the errors take their CARs for independent:"
        f" {remedy}"
    )


def _fitted(
    car: FloatArray, x: pd.DataFrame, precision: FloatArray, covariance: Covariance, cluster: IntArray
) -> Any:
    # Loading statsmodels takes as long as the rest of the package: only a regression waits for it.
    import statsmodels.api as sm

    options: dict[str, Any] = {"cov_type": COVARIANCES[covariance], "use_t": True}
    if covariance == "cluster_date":
        if int(cluster.max()) < 1:
            raise InputError(
                "covariance='cluster_date' needs events on two dates or more, and these share one:"
                " use covariance='hc3', and read the errors as too small if the events are correlated."
            )
        options["cov_kwds"] = {"groups": cluster, "use_correction": True, "df_correction": True}
    if covariance == "hc3":
        _check_leverage(x, precision)
    return sm.WLS(car, x.to_numpy(), weights=precision).fit(**options)


def _table(fit: Any, names: list[str]) -> pd.DataFrame:
    low, high = np.asarray(fit.conf_int(alpha=1 - CONFIDENCE)).T
    columns = {
        "estimate": fit.params,
        "se": fit.bse,
        "statistic": fit.tvalues,
        "p_value": fit.pvalues,
        "ci_low": low,
        "ci_high": high,
    }
    return pd.DataFrame(columns, index=pd.Index(names, name="characteristic"))


def _design(table: pd.DataFrame, characteristics: str | Sequence[str]) -> pd.DataFrame:
    """Return the regressors, constant first; a row with a missing one holds NaN."""
    if isinstance(characteristics, str):
        return _of_formula(table, characteristics)
    names = list(characteristics)
    if not names:
        raise InputError("no characteristic is given: name one column of the events or more.")
    columns = [pd.Series(1.0, index=table.index, name="constant")]
    for name in names:
        column = given_column(table, name)
        if pd.api.types.is_numeric_dtype(column):
            columns.append(column.astype(np.float64))
            continue
        dummies = pd.get_dummies(column, prefix=name, drop_first=True, dtype=np.float64)
        if dummies.empty:
            raise InputError(f"column {name!r} has one value for all events: it explains no difference.")
        columns += [dummies[made].where(column.notna()) for made in dummies]
    return pd.concat(columns, axis=1)


def _of_formula(table: pd.DataFrame, formula: str) -> pd.DataFrame:
    import patsy

    if "~" in formula:
        raise InputError(
            f"formula {formula!r} has a left side: give the characteristics alone, such as 'size'."
        )
    # A formula sees the columns and numpy: no variable of this function may pass for a column.
    seen, keep = patsy.EvalEnvironment([{"np": np}]), patsy.NAAction(NA_types=[])
    # Events without a value are left out here, so that any other that is not finite was made by the formula.
    used = [name for name in table.columns if re.search(rf"(?<![\w.]){re.escape(str(name))}(?!\w)", formula)]
    given = table[table[used].notna().all(axis=1)]
    try:
        with np.errstate(all="ignore"):
            made = patsy.dmatrix(formula, given, eval_env=seen, NA_action=keep, return_type="dataframe")
    except (patsy.PatsyError, ValueError) as error:
        reason = str(error).strip().splitlines()[0]
        raise InputError(
            f"formula {formula!r} cannot be read ({reason}): use columns of the events."
        ) from error
    _check_finite(pd.DataFrame(made).set_index(given["event_id"]), missing=False)
    return pd.DataFrame(made).rename(columns={"Intercept": "constant"}).reindex(table.index)


def _check_finite(design: pd.DataFrame, *, missing: bool = True) -> None:
    """Raise if a regressor is infinite or, unless it may be ``missing``, not a number."""
    for name in design.columns:
        column = design[name].to_numpy(dtype=np.float64)
        wrong = np.isinf(column) if missing else ~np.isfinite(column)
        if wrong.any():
            raise InputError(
                f"characteristic {name!r} is not finite for {int(wrong.sum())} of {wrong.size} events, the"
                f" first {design.index[int(wrong.argmax())]!r}: a logarithm needs values above zero; leave"
                " these events out, or use another transformation."
            )


def _check_leverage(x: pd.DataFrame, precision: FloatArray) -> None:
    """Raise if one event alone decides a coefficient: it has no residual for HC3 to scale."""
    q, _ = np.linalg.qr(x.to_numpy() * np.sqrt(precision)[:, None])
    leverage = (q**2).sum(axis=1)
    if leverage.max() > 1 - COLLINEAR:
        at = int(leverage.argmax())
        odd = [str(name) for name in x.columns if x[name].nunique() == 2 and x[name].iloc[at] == 1]
        raise InputError(
            f"event {x.index[at]!r} decides a coefficient alone"
            f" ({', '.join(odd) or 'a value that no other event has'}), so HC3 is not defined: merge its"
            " group with another, leave the event out, or use covariance='ols'."
        )


def _check(x: pd.DataFrame, n_events: int) -> None:
    if n_events <= x.shape[1]:
        raise TooFewEventsError("regress_car", x.shape[1] + 1, n_events)
    for name in x.columns.drop("constant", errors="ignore"):
        if x[name].nunique() == 1:
            raise InputError(
                f"characteristic {name!r} is {x[name].iloc[0]:g} for all {n_events} events: leave it out."
            )
    length = np.sqrt((x**2).sum(axis=0))
    _, singular, rows = np.linalg.svd(x / length, full_matrices=False)
    if singular[-1] <= COLLINEAR * singular[0]:
        weight = np.abs(rows[-1])
        names = [str(name) for name in x.columns[weight > 0.05 * weight.max()]]
        raise InputError(f"the characteristics {', '.join(names)} are collinear: leave one of them out.")
