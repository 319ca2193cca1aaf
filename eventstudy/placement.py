"""Event tables as arrays: the day 0 row and security column of each event, or why it has none."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
import pandas as pd

from eventstudy.errors import InputError
from eventstudy.panel import Panel, sessions_of, to_pandas
from eventstudy.types import BoolArray, EventWindow, FloatArray, IntArray

OnMissingDate = Literal["next", "previous", "skip", "error"]
RULES = ("next", "previous", "skip", "error")
# A date with no session within so many calendar days has no price that could react to it.
LONGEST_MOVE = pd.Timedelta(days=10)
DROPPED_COLUMNS = ["event_id", "security", "stage", "reason"]


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
        return Placement(
            table=self.table[keep].reset_index(drop=True),
            day_zero=self.day_zero[keep],
            security=self.security[keep],
        )


def event_table(events: Any, panel: Panel) -> pd.DataFrame:
    """Return the events with columns event_id, security, date first, in order of date and id.

    ``event_id`` is made from security and date where it is not given; ``security`` may be left out
    if the panel has one.

    Raises
    ------
    InputError
        If there are no events or no column ``date``, or ``security`` is missing.
    """
    table = to_pandas(events, "events").reset_index(drop=True)
    if "date" not in table.columns:
        raise InputError(
            f"events has no column 'date'; it has {', '.join(map(str, table.columns)) or 'none'}."
        )
    if table.empty:
        raise InputError("events has no rows: give at least one event.")
    if "security" not in table.columns:
        if len(panel.securities) != 1:
            raise InputError("events has no column 'security', and the returns hold more than one security.")
        table["security"] = panel.securities[0]
    table["date"] = sessions_of(pd.Index(table["date"]), "events")
    table["security"] = table["security"].astype(str)
    if "event_id" not in table.columns:
        table["event_id"] = table["security"] + " " + table["date"].dt.strftime("%Y-%m-%d").fillna("undated")
        nth = table.groupby("event_id").cumcount()
        table["event_id"] += [f" #{n + 1}" if n else "" for n in nth]
    table["event_id"] = table["event_id"].astype(str)
    order = table.sort_values(["date", "event_id", "security"], kind="stable")
    first = ["event_id", "security", "date"]
    return order[[*first, *(c for c in table.columns if c not in first)]].reset_index(drop=True)


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
    security = pd.Index(panel.securities).get_indexer(pd.Index(table["security"]))
    day_zero = _day_zero(pd.DatetimeIndex(table["date"]), panel.sessions, on_missing_date)
    reason = pd.Series("", index=table.index)
    stage = pd.Series("", index=table.index)
    for step, test, texts in _objections(table, panel, day_zero, security, on_missing_date):
        new = test & (reason == "").to_numpy()
        reason[new], stage[new] = texts[new], step
    lost = (reason != "").to_numpy()
    moved = table.assign(date=panel.sessions[np.maximum(day_zero, 0)])
    kept = Placement(table=moved, day_zero=day_zero, security=security).take(~lost)
    dropped = table.loc[lost, ["event_id", "security"]].assign(stage=stage[lost], reason=reason[lost])
    return kept, dropped.reset_index(drop=True)


def one_event_a_session(placement: Placement) -> tuple[Placement, pd.DataFrame]:
    """Keep the first of several events of one security on one day 0; the others name it.

    Returns
    -------
    placement : Placement
    dropped : DataFrame
        Stage "merge": their news is studied, under the name of the first.
    """
    table = placement.table
    repeated = table.duplicated(["security", "date"]).to_numpy()
    first = table.groupby(["security", "date"])["event_id"].transform("first")
    reason = np.where(
        (first == table["event_id"]).to_numpy(),
        "the same event is given twice",
        "same session as " + first.astype(str) + ": studied as one event",
    )
    dropped = table.loc[repeated, ["event_id", "security"]].assign(stage="merge", reason=reason[repeated])
    return placement.take(~repeated), dropped.reset_index(drop=True)


def with_history(placement: Placement, window: EventWindow) -> tuple[Placement, pd.DataFrame]:
    """Keep the events with enough sessions in the table before them for the estimation window.

    An event at the very start of the table would otherwise anchor the window of its whole episode.

    Returns
    -------
    placement : Placement
    dropped : DataFrame
        Stage "estimation".
    """
    n_before = np.clip(placement.day_zero + window.estimation[1] + 1, 0, window.n_estimation)
    short = n_before < window.min_estimation
    reason = [f"{n} sessions in the estimation window, {window.min_estimation} needed" for n in n_before]
    dropped = placement.table.loc[short, ["event_id", "security"]].assign(
        stage="estimation", reason=np.array(reason, dtype=object)[short]
    )
    return placement.take(~short), dropped.reset_index(drop=True)


def expected_signs(table: pd.DataFrame) -> FloatArray:
    """Return the column ``sign``: the direction that the user expects, NaN where not known.

    Raises
    ------
    InputError
        If a sign is no number.
    """
    signs = pd.to_numeric(table["sign"], errors="coerce").to_numpy(dtype=np.float64)
    wrong = np.isnan(signs) & table["sign"].notna().to_numpy()
    if wrong.any():
        raise InputError(f"sign {table['sign'][wrong].iloc[0]!r} is no number: write 1, -1, or leave it out.")
    return signs


def _day_zero(dates: pd.DatetimeIndex, sessions: pd.DatetimeIndex, on_missing: OnMissingDate) -> IntArray:
    exact = sessions.get_indexer(dates)
    after = sessions.searchsorted(dates, side="left")
    at = {"next": after, "previous": after - 1}.get(on_missing, np.full(len(dates), -1))
    found = np.where(exact >= 0, exact, at)
    inside = (found >= 0) & (found < sessions.size) & np.asarray(dates.notna())
    near = np.abs(sessions[np.where(inside, found, 0)] - dates) <= LONGEST_MOVE
    day_zero = np.where(inside & near, found, -1)
    if on_missing == "error" and (day_zero < 0).any():
        bad = dates[day_zero < 0][0]
        named = "an event without a date" if pd.isna(bad) else f"event date {bad:%Y-%m-%d}"
        raise InputError(
            f"{named} is not a session of the returns: use on_missing_date='next', 'previous' or 'skip'."
        )
    return np.asarray(day_zero, dtype=np.int64)


def _objections(
    table: pd.DataFrame, panel: Panel, day_zero: IntArray, security: IntArray, on_missing: str
) -> list[tuple[str, BoolArray, pd.Series]]:
    undated = table["date"].isna().to_numpy()
    given = table["reason"] if "reason" in table.columns else pd.Series("", index=table.index)
    given = given.fillna("").astype(str).replace("", "the event has no date")
    key = ["event_id", "security"]
    again = (table.duplicated(key) & ~table.duplicated([*key, "date"])).to_numpy()
    twice = table["event_id"] + " is given for " + table["security"] + " with another date too"
    span = f"{panel.sessions[0]:%Y-%m-%d} to {panel.sessions[-1]:%Y-%m-%d}"
    no_session = table["date"].dt.strftime("%Y-%m-%d") + (
        f" is not a session (on_missing_date={on_missing!r})"
        if on_missing in ("skip", "error")
        else f" has no session within {LONGEST_MOVE.days} days; the returns run from {span}"
    )
    unknown = "no returns for security " + table["security"]
    return [
        ("input", again, twice),
        ("align", undated, given),
        ("prices", np.asarray(security < 0), unknown),
        ("prices", np.asarray(day_zero < 0), no_session),
    ]
