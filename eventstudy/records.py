"""What a study records of its events: estimates, status, and the reason of each that was dropped."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from eventstudy import __version__
from eventstudy.blockwise import StudyData
from eventstudy.design import Design
from eventstudy.event_table import ROW
from eventstudy.inference.cases import Case
from eventstudy.inference.ewma import sigma_at_window_open
from eventstudy.inference.exact_t import t
from eventstudy.inference.validity import FEW_EVENTS
from eventstudy.models.garch import CONVERGED
from eventstudy.outcomes import Estimates
from eventstudy.outliers import outlier_list
from eventstudy.panel import Panel
from eventstudy.placement import Placement, dropped_rows, too_short
from eventstudy.types import (
    AbnormalReturns,
    BoolArray,
    FloatArray,
    Horizon,
    IntArray,
)


def dropped_at_estimation(
    placement: Placement, estimates: Estimates, design: Design
) -> tuple[BoolArray, pd.DataFrame]:
    """Return which events can be studied, and why the others cannot.

    Returns
    -------
    keep : ndarray of bool, shape (n_events,)
    dropped : DataFrame
        event_id, security, stage ("estimation" or "abnormal"), reason.
    """
    abnormal, n_obs = estimates.abnormal, estimates.n_obs
    window, model, horizons = design.window, design.model, design.horizons
    short = n_obs < window.min_estimation
    # A variance of rounding errors is no variance: prices that never move, or a perfect fit.
    level = np.fmax(
        np.fmax.reduce(abnormal.normal, axis=1, initial=1e-300),
        -np.fmin.reduce(abnormal.normal, axis=1, initial=-1e-300),
    )
    no_variance = ~short & ~(abnormal.sigma2 > (1e-12 * level) ** 2)
    missing, at = np.isnan(abnormal.ar), abnormal.days[0]
    has_car = np.any([~missing[:, f - at : last - at + 1].any(axis=1) for f, last in horizons], axis=0)
    no_car = ~short & ~no_variance & ~has_car
    lost = short | no_variance | no_car
    failed = ~(estimates.parameters.get(CONVERGED, np.ones(n_obs.size)) == 1)
    no_factor = np.asarray(np.isnan(abnormal.normal).any(axis=1), dtype=np.bool_)
    which = " with every factor known" if model.factors else ""
    texts: list[Any] = [
        [too_short(int(n), window, which) for n in n_obs[lost]],
        "the variance process could not be estimated: the optimiser did not converge",
        "the estimation residuals have no variance, or the factors are collinear",
        "a return or a factor is missing in every declared horizon",
    ]
    reason = np.select(
        [short[lost], (no_variance & failed)[lost], no_variance[lost], no_factor[lost]],
        texts,
        default="a return is missing in every declared horizon",
    )
    stage = np.where(no_car[lost], "abnormal", "estimation")
    return ~lost, dropped_rows(placement.table, lost, stage, reason)


def event_records(
    given: pd.DataFrame,
    studied: pd.DataFrame,
    estimates: Estimates,
    dropped: pd.DataFrame,
    *,
    scar: Mapping[Horizon, FloatArray],
    without_outliers: AbnormalReturns | None = None,
) -> pd.DataFrame:
    """Return one row for each event given: its columns, its estimates, its status and reason.

    ``ewma_sigma`` is that of the day on which the first declared horizon opens; ``p_no_outliers`` the
    exact t test of that horizon from an estimation window without its outlying days. A column of the
    input that has the name of one made here is kept as ``given_<name>``.

    Parameters
    ----------
    given, studied : DataFrame
        The event table, and its rows of the events studied, with their day 0.
    estimates : Estimates
        Of the events studied.
    dropped : DataFrame
        From :func:`~eventstudy.placement.dropped_rows`.
    scar : mapping of horizon to ndarray of shape (n_events,)
        Of the declared horizons, in their order.
    without_outliers : AbnormalReturns, optional
        The events studied, from estimation windows without outlying days.
    """
    abnormal, horizons = estimates.abnormal, list(scar)
    made: dict[str, Any] = {
        **{name: estimates.coefficients[:, at] for at, name in enumerate(estimates.names)},
        **estimates.parameters,
        "sigma": np.sqrt(abnormal.sigma2),
        "n_estimation": pd.array(estimates.n_obs, dtype="Int64"),
        "dof": abnormal.dof,
        **_volatility(abnormal, horizons[0]),
        **{f"scar_{first}_{last}": values for (first, last), values in scar.items()},
        **_without_outliers(without_outliers, horizons[0]),
        "status": "studied",
        "reason": _remarks(studied, abnormal),
    }
    clash = {name: f"given_{name}" for name in made if name in given.columns}
    known = _with_columns(studied.rename(columns=clash), made)
    lost = given[given[ROW].isin(dropped[ROW])].rename(columns=clash)
    lost = lost.assign(status="dropped").join(dropped.set_index(ROW)["reason"], on=ROW)
    both = pd.concat([known, lost], ignore_index=True) if len(lost) else known
    return _in_time(both, given).drop(columns=ROW)


def _with_columns(table: pd.DataFrame, columns: Mapping[str, Any]) -> pd.DataFrame:
    """Return the table with further columns at its end, put there at once."""
    return pd.concat([table, pd.DataFrame(columns, index=table.index, copy=False)], axis=1)


def _in_time(records: pd.DataFrame, given: pd.DataFrame) -> pd.DataFrame:
    """Return the rows in order of day 0, event and security."""
    by_moment = {"start_utc", "end_utc"} & set(given.columns)
    if by_moment or (records["date"] != records["date_given"]).any():
        return records.sort_values(["date", "event_id", "security"], kind="stable", ignore_index=True)
    # The events as given are in this order already: their places are quicker to sort than names.
    place = np.empty(len(given), dtype=np.int64)
    place[given[ROW].to_numpy()] = np.arange(len(given))
    return records.take(np.argsort(place[records[ROW].to_numpy()])).reset_index(drop=True)


def _volatility(abnormal: AbnormalReturns, horizon: Horizon) -> dict[str, FloatArray]:
    """Return sigma at the opening of the first horizon, and its ratio to that of the window; few events."""
    if abnormal.n_events > FEW_EVENTS:
        return {}
    ewma = sigma_at_window_open(abnormal.over(*horizon))
    return {"ewma_sigma": ewma, "vol_ratio": ewma / np.sqrt(abnormal.sigma2)}


def _without_outliers(abnormal: AbnormalReturns | None, horizon: Horizon) -> dict[str, FloatArray]:
    """Return sigma and the exact t test of the first horizon from windows without outlying days."""
    if abnormal is None:
        return {}
    return {
        "sigma_no_outliers": np.sqrt(abnormal.sigma2),
        "p_no_outliers": t(abnormal.over(*horizon)).p_value,
    }


def estimation_record(
    panel: Panel, case: Case, design: Design, data: StudyData, n_obs: IntArray
) -> Mapping[str, Any]:
    """Return what is needed to repeat the study on the same tables, as plain values.

    ``n_left_out`` counts estimation days that an event could not use; ``left_out`` lists them with
    the reason, and ``outliers`` those used that lie beyond four robust standard deviations; both
    are null for more than 200 events. ``first_session`` and ``last_session`` bound the estimation windows.
    """
    abnormal, window = case.abnormal, design.window
    anchor = data.anchors(abnormal.day_zero)
    first = max(int(anchor.min()) + window.estimation[0], 0)
    last = min(int(anchor.max()) + window.estimation[1], panel.sessions.size - 1)
    few = abnormal.n_events <= FEW_EVENTS
    return {
        "model": design.name,
        "tests": list(design.tests),
        "on_missing_date": design.on_missing_date,
        "factors": list(design.model.factors),
        "excess": design.model.excess,
        "return_kind": panel.return_kind,
        "event_window": list(window.event),
        "estimation_window": list(window.estimation),
        "min_estimation": window.min_estimation,
        "anchor": window.anchor,
        "clean": window.clean,
        "horizons": [list(horizon) for horizon in design.horizons],
        "first_session": f"{panel.sessions[first]:%Y-%m-%d}",
        "last_session": f"{panel.sessions[last]:%Y-%m-%d}",
        "n_securities": int(np.unique(abnormal.security).size),
        "n_left_out": abnormal.n_events * (window.estimation[1] - window.estimation[0] + 1)
        - int(n_obs.sum()),
        "left_out": _left_out(panel, abnormal, data) if few else None,
        "outliers": outlier_list(panel, abnormal) if few else None,
        "returns": {
            "first": f"{panel.sessions[0]:%Y-%m-%d}",
            "last": f"{panel.sessions[-1]:%Y-%m-%d}",
            "n_sessions": panel.sessions.size,
            "n_securities": len(panel.securities),
        },
        "version": __version__,
    }


def why_nothing_is_left(dropped: pd.DataFrame) -> str:
    """Return one line that counts the reasons for which every event was dropped."""
    counts = dropped["reason"].value_counts()
    shown = "; ".join(f"{reason} ({n} of {len(dropped)})" for reason, n in counts.head(3).items())
    more = f"; and {len(counts) - 3} more reasons" if len(counts) > 3 else ""
    return f"every event was dropped: {shown}{more}."


def _remarks(studied: pd.DataFrame, abnormal: AbnormalReturns) -> NDArray[np.object_]:
    missing = np.isnan(abnormal.ar).sum(axis=1)
    n_days = abnormal.ar.shape[1]
    texts = ["", *(f"no abnormal return on {n} of {n_days} event days" for n in range(1, n_days + 1))]
    remarks = np.array(texts, dtype=object)[missing]
    moved = np.flatnonzero(studied["date"].to_numpy() != studied["date_given"].to_numpy())
    given = pd.DatetimeIndex(studied["date_given"].iloc[moved]).strftime("%Y-%m-%d")
    for at, day in zip(moved, given, strict=True):
        remark = f"moved from {day}, which is no session"
        remarks[at] = "; ".join([remark, remarks[at]] if remarks[at] else [remark])
    return np.asarray(remarks)


def _left_out(panel: Panel, abnormal: AbnormalReturns, data: StudyData) -> list[dict[str, str]]:
    """Return the estimation days that were not used, each once a security, with the reason."""
    rows = abnormal.residuals.sessions
    days = data.event_days
    left_out = days.at(rows, abnormal.security) if days else np.zeros(rows.shape, dtype=np.bool_)
    event, at = np.nonzero(np.isnan(abnormal.residuals.values) & (rows >= 0))
    code, row = abnormal.security[event], rows[event, at]
    places, first = np.unique(np.column_stack([code, row]), axis=0, return_index=True)
    sessions = panel.sessions[places[:, 1]].strftime("%Y-%m-%d")
    absent = np.isnan(panel.returns[places[:, 1], places[:, 0]])
    near = left_out[event, at][first]
    return [
        {
            "security": panel.securities[int(code)],
            "session": session,
            "reason": _why_left_out(bool(no_return), bool(near_event)),
        }
        for code, session, no_return, near_event in zip(places[:, 0], sessions, absent, near, strict=True)
    ]


def _why_left_out(no_return: bool, near_event: bool) -> str:
    if no_return:
        return "no return"
    return "day of another event" if near_event else "no factor value"
