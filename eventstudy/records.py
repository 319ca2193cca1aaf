"""What a study records of its events: estimates, status, and the reason of each that was dropped."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from eventstudy.inference.battery import FEW_EVENTS, Case
from eventstudy.inference.ewma import sigma_at_window_open
from eventstudy.panel import Panel
from eventstudy.placement import Placement
from eventstudy.types import (
    AbnormalReturns,
    BoolArray,
    EventWindow,
    FloatArray,
    Horizon,
    ModelFit,
    NormalReturnModel,
)


def dropped_at_estimation(
    placement: Placement,
    abnormal: AbnormalReturns,
    fit: ModelFit,
    window: EventWindow,
    horizons: Sequence[Horizon],
) -> tuple[BoolArray, pd.DataFrame]:
    """Return which events can be studied, and why the others cannot.

    Returns
    -------
    keep : ndarray of bool, shape (n_events,)
    dropped : DataFrame
        event_id, security, stage ("estimation" or "abnormal"), reason.
    """
    too_short = fit.n_obs < window.min_estimation
    # A variance of rounding errors is no variance: prices that never move, or a perfect fit.
    level = np.nan_to_num(np.abs(abnormal.normal)).max(axis=1, initial=0.0) + 1e-300
    no_variance = ~too_short & ~(abnormal.sigma2 > (1e-12 * level) ** 2)
    has_car = np.any([np.isfinite(abnormal.over(*horizon).car) for horizon in horizons], axis=0)
    no_car = ~too_short & ~no_variance & ~has_car
    reason = np.select(
        [too_short, no_variance, no_car],
        [
            [
                f"{n} usable returns in the estimation window, {window.min_estimation} needed"
                for n in fit.n_obs
            ],
            "the estimation residuals have no variance, or the factors are collinear",
            "a return is missing in every declared horizon",
        ],
        default="",
    )
    stage = np.where(no_car, "abnormal", "estimation")
    keep = reason == ""
    lost = placement.table.loc[~keep, ["event_id", "security"]]
    return keep, lost.assign(stage=stage[~keep], reason=reason[~keep]).reset_index(drop=True)


def event_records(
    given: pd.DataFrame,
    case: Case,
    *,
    studied: pd.DataFrame,
    coefficients: FloatArray,
    model: NormalReturnModel,
    dropped: pd.DataFrame,
) -> pd.DataFrame:
    """Return one row for each event given: its columns, its estimates, its status and reason."""
    abnormal, horizons = case.abnormal, case.horizons
    sigma, ewma = np.sqrt(abnormal.sigma2), sigma_at_window_open(abnormal.over(*horizons[0]))
    names = ["alpha", *(f"beta_{name}" for name in model.factors)][: coefficients.shape[1]]
    estimates = studied.assign(
        **{name: coefficients[:, at] for at, name in enumerate(names)},
        sigma=sigma,
        n_estimation=pd.array(np.isfinite(abnormal.residuals.values).sum(axis=1), dtype="Int64"),
        dof=abnormal.dof,
        ewma_sigma=ewma,
        vol_ratio=ewma / sigma,
        **{f"scar_{first}_{last}": abnormal.over(first, last).scar for first, last in horizons},
        status="studied",
        reason=_missing_days(abnormal),
    )
    key = ["event_id", "security"]
    reasons = dropped.drop_duplicates(key).set_index(key)["reason"]
    is_studied = pd.MultiIndex.from_frame(given[key]).isin(pd.MultiIndex.from_frame(studied[key]))
    # A row given twice is studied once and dropped once.
    is_studied &= ~given.duplicated(key).to_numpy()
    lost = given[~is_studied].drop(columns="reason", errors="ignore")
    lost = lost.assign(status="dropped").join(reasons, on=key)
    both = pd.concat([estimates, lost], ignore_index=True) if len(lost) else estimates
    return both.sort_values(["date", *key], kind="stable", ignore_index=True)


def estimation_record(
    panel: Panel, case: Case, *, window: EventWindow, model: NormalReturnModel, name: str
) -> Mapping[str, Any]:
    """Return what is needed to repeat the study, as plain values."""
    abnormal, horizons = case.abnormal, case.horizons
    used = abnormal.residuals.sessions[np.isfinite(abnormal.residuals.values)]
    return {
        "model": name,
        "factors": list(model.factors),
        "excess": model.excess,
        "return_kind": panel.return_kind,
        "event_window": list(window.event),
        "estimation_window": list(window.estimation),
        "min_estimation": window.min_estimation,
        "anchor": window.anchor,
        "clean": window.clean,
        "horizons": [list(horizon) for horizon in horizons],
        "first_session": f"{panel.sessions[used.min()]:%Y-%m-%d}",
        "last_session": f"{panel.sessions[used.max()]:%Y-%m-%d}",
        "n_securities": int(np.unique(abnormal.security).size),
        "left_out": _left_out(panel, abnormal, horizons),
    }


def why_nothing_is_left(dropped: pd.DataFrame) -> str:
    """Return one line that counts the reasons for which every event was dropped."""
    counts = dropped["reason"].value_counts()
    shown = "; ".join(f"{reason} ({n})" for reason, n in counts.head(3).items())
    more = f"; and {len(counts) - 3} more reasons" if len(counts) > 3 else ""
    return f"every event was dropped: {shown}{more}."


def _missing_days(abnormal: AbnormalReturns) -> list[str]:
    missing = np.isnan(abnormal.ar).sum(axis=1)
    return [f"no return on {n} of {abnormal.ar.shape[1]} event days" if n else "" for n in missing]


def _left_out(panel: Panel, abnormal: AbnormalReturns, horizons: Sequence[Horizon]) -> list[dict[str, str]]:
    """Estimation sessions that were not used, for studies small enough to list them."""
    if abnormal.n_events > FEW_EVENTS:
        return []
    rows = abnormal.residuals.sessions
    event, at = np.nonzero(np.isnan(abnormal.residuals.values) & (rows >= 0))
    code, row = abnormal.security[event], rows[event, at]
    days = np.arange(min(h[0] for h in horizons), max(h[1] for h in horizons) + 1)
    near_event = {
        (int(c), int(d) + int(k))
        for c, d in zip(abnormal.security, abnormal.day_zero, strict=True)
        for k in days
    }
    return [
        {
            "security": panel.securities[int(c)],
            "session": f"{panel.sessions[int(r)]:%Y-%m-%d}",
            "reason": _why_left_out(np.isnan(panel.returns[r, c]), (int(c), int(r)) in near_event),
        }
        for c, r in np.unique(np.column_stack([code, row]), axis=0)
    ]


def _why_left_out(no_return: bool, near_event: bool) -> str:
    if no_return:
        return "no return"
    return "day of another event" if near_event else "no factor value"
