"""Event tables as arrays: the day 0 row and security column of each event, or why it has none."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, Literal

import numpy as np
import pandas as pd

from eventstudy.errors import InputError
from eventstudy.event_table import KEY, ROW, expected_signs
from eventstudy.panel import Panel
from eventstudy.types import BoolArray, EventWindow, IntArray

OnMissingDate = Literal["next", "previous", "skip", "error"]
NO_DATE = "the event has no date"
RULES = ("next", "previous", "skip", "error")
# A date with no session within so many calendar days has no price that could react to it.
LONGEST_MOVE = pd.Timedelta(days=10)


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Placement:
    """Events that have a day 0 in the return table.

    ``table`` holds the columns given, ``date`` being day 0; ``day_zero`` and ``security`` are
    (n_events,): row and column of the return table.
    """

    table: pd.DataFrame
    day_zero: IntArray
    security: IntArray

    def take(self, keep: BoolArray) -> Placement:
        """Return the events marked in ``keep``."""
        if keep.all():
            return self
        return Placement(
            table=self.table[keep].reset_index(drop=True),
            day_zero=self.day_zero[keep],
            security=self.security[keep],
        )


def place(
    table: pd.DataFrame, panel: Panel, on_missing_date: OnMissingDate
) -> tuple[Placement, pd.DataFrame]:
    """Find the day 0 row of each event.

    Parameters
    ----------
    table : DataFrame
        From :func:`event_table`.
    panel : Panel
    on_missing_date : {"next", "previous", "skip", "error"}
        What to do with a date that is not a session: take the session after or before (at most 10
        days away), drop the event, or raise.

    Returns
    -------
    placement : Placement
    dropped : DataFrame
        event_id, security, stage, reason.

    Raises
    ------
    InputError
        With ``on_missing_date="error"``, for the first date that is not a session.
    """
    if on_missing_date not in RULES:
        raise InputError(f"on_missing_date is {on_missing_date!r}: use one of {', '.join(RULES)}.")
    if "sign" in table.columns:
        table = table.assign(sign=expected_signs(table))
    security = pd.Index(panel.securities).get_indexer(pd.Index(table["security"]))
    day_zero = _day_zero(pd.DatetimeIndex(table["date"]), panel.sessions, on_missing_date)
    if on_missing_date == "error":
        _refuse(table, day_zero)
    reason = np.full(len(table), "", dtype=object)
    stage = np.full(len(table), "", dtype=object)
    lost = np.zeros(len(table), dtype=np.bool_)
    for step, test, texts in _objections(table, panel, day_zero, security, on_missing_date):
        new = test & ~lost
        if new.any():
            reason[new], stage[new] = texts(table[new]), step
        lost |= test
    moved = table.assign(date=panel.sessions[np.maximum(day_zero, 0)])
    kept = Placement(table=moved, day_zero=day_zero, security=security).take(~lost)
    return kept, dropped_rows(table, lost, stage[lost], reason[lost])


def dropped_rows(table: pd.DataFrame, lost: BoolArray, stage: Any, reason: Any) -> pd.DataFrame:
    """Return the lost rows of an event table: event_id, security, stage, reason, and their number.

    ``stage`` and ``reason`` are one value, or one for each lost row.
    """
    at = np.flatnonzero(lost)
    columns = {name: table[name].array.take(at) for name in (*KEY, ROW)}
    texts = {"stage": _texts(stage, at.size), "reason": _texts(reason, at.size)}
    return pd.DataFrame({**columns, **texts}, columns=[*KEY, "stage", "reason", ROW])


def _texts(values: Any, n_rows: int) -> Any:
    return pd.array(np.broadcast_to(np.asarray(values, dtype=object), (n_rows,)), dtype="str")


def one_event_a_session(placement: Placement) -> tuple[Placement, pd.DataFrame]:
    """Keep the first of several events of one security on one day 0; the others name it.

    Returns
    -------
    placement : Placement
    dropped : DataFrame
        Stage "merge": their news is studied, under the name of the first.
    """
    table = placement.table
    place = pd.Series((placement.security << 32) + placement.day_zero)
    repeated = place.duplicated().to_numpy()
    if not repeated.any():
        return placement, dropped_rows(table, repeated, "merge", "")
    first = table.groupby(place.to_numpy())["event_id"].transform("first")[repeated]
    reason = np.where(
        (first == table["event_id"][repeated]).to_numpy(),
        "the same event is given twice",
        "same session as " + first.astype(str) + ": studied as one event",
    )
    if "sign" in table.columns:
        signs = table.groupby(place.to_numpy())["sign"].transform("nunique")
        placement = replace(placement, table=table.assign(sign=table["sign"].where(signs < 2)))
        reason = np.where(signs[repeated] < 2, reason, reason + "; their signs differ, so none is kept")
    return placement.take(~repeated), dropped_rows(table, repeated, "merge", reason)


def with_history(placement: Placement, panel: Panel, window: EventWindow) -> tuple[Placement, pd.DataFrame]:
    """Keep the events that have enough returns in an estimation window of their own.

    An event without a history would otherwise anchor the window of its whole episode.

    Returns
    -------
    placement : Placement
    dropped : DataFrame
        Stage "estimation".
    """
    held, column = np.unique(placement.security, return_inverse=True)
    n_so_far = np.cumsum(np.isfinite(panel.returns[:, held]), axis=0, dtype=np.int32)
    n_so_far = np.vstack([np.zeros((1, held.size), dtype=np.int32), n_so_far])
    first, last = (
        np.clip(placement.day_zero + day, 0, panel.sessions.size)
        for day in (window.estimation[0], window.estimation[1] + 1)
    )
    n_usable = n_so_far[last, column] - n_so_far[first, column]
    short = n_usable < window.min_estimation
    reason = [too_short(int(n), window) for n in n_usable[short]]
    return placement.take(~short), dropped_rows(placement.table, short, "estimation", reason)


def too_short(n_usable: int, window: EventWindow, which: str = "") -> str:
    """Say that an estimation window holds too few returns."""
    return f"{n_usable} usable returns{which} in the estimation window, {window.min_estimation} needed"


def _day_zero(dates: pd.DatetimeIndex, sessions: pd.DatetimeIndex, on_missing: OnMissingDate) -> IntArray:
    exact = sessions.get_indexer(dates)
    after = sessions.searchsorted(dates, side="left")
    at = {"next": after, "previous": after - 1}.get(on_missing, np.full(len(dates), -1))
    found = np.where(exact >= 0, exact, at)
    inside = (found >= 0) & (found < sessions.size) & np.asarray(dates.notna())
    near = np.abs(sessions[np.where(inside, found, 0)] - dates) <= LONGEST_MOVE
    day_zero = np.where(inside & near, found, -1)
    return np.asarray(day_zero, dtype=np.int64)


def _refuse(table: pd.DataFrame, day_zero: IntArray) -> None:
    """Raise for the first date that is no session; an event undated for a reason is only dropped."""
    explained = table["date"].isna() & (_given_reason(table) != NO_DATE)
    wrong = table.loc[(day_zero < 0) & ~explained, "date"]
    if len(wrong):
        bad = wrong.iloc[0]
        named = "an event without a date" if pd.isna(bad) else f"event date {bad:%Y-%m-%d}"
        raise InputError(
            f"{named} is not a session of the returns: use on_missing_date='next', 'previous' or 'skip'."
        )


def _given_reason(table: pd.DataFrame) -> pd.Series:
    """Return why an event has no date, where the table says so."""
    given = table["reason"] if "reason" in table.columns else pd.Series("", index=table.index)
    return given.fillna("").astype(str).replace("", NO_DATE)


def _objections(
    table: pd.DataFrame, panel: Panel, day_zero: IntArray, security: IntArray, on_missing: str
) -> list[tuple[str, BoolArray, Callable[[pd.DataFrame], pd.Series]]]:
    """Return stage, events concerned and the reason of each kind of event that has no place."""
    span = f"{panel.sessions[0]:%Y-%m-%d} to {panel.sessions[-1]:%Y-%m-%d}"
    no_session = (
        f" is not a session (on_missing_date={on_missing!r})"
        if on_missing in ("skip", "error")
        else f" has no session within {LONGEST_MOVE.days} days; the returns run from {span}"
    )
    return [
        ("input", _again(table), _twice),
        ("align", table["date"].isna().to_numpy(), _given_reason),
        ("prices", np.asarray(security < 0), lambda rows: "no returns for security " + rows["security"]),
        (
            "prices",
            np.asarray(day_zero < 0),
            lambda rows: rows["date"].dt.strftime("%Y-%m-%d") + no_session,
        ),
    ]


def _again(table: pd.DataFrame) -> BoolArray:
    """Mark the events given before with another date."""
    if table["event_id"].is_unique:
        return np.zeros(len(table), dtype=np.bool_)
    # As a number, an event without a date has a date of its own, different from any other.
    day = table["date"].astype("int64")
    return np.asarray(day != day.groupby([table[k] for k in KEY]).transform("first"), dtype=np.bool_)


def _twice(rows: pd.DataFrame) -> pd.Series:
    return rows["event_id"] + " is given for " + rows["security"] + " with another date too"
