"""The table of events as given: checked, named, in order of time."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from eventstudy.errors import InputError
from eventstudy.panel import Panel, sessions_of, to_pandas
from eventstudy.types import FloatArray, IntArray

# Number of the row that an event came in: the key of the accounting, whatever the ids say.
ROW = "__row"
KEY = ["event_id", "security"]


def event_table(events: Any, panel: Panel) -> pd.DataFrame:
    """Return the events with columns event_id, security, date first, in order of time and id.

    ``event_id`` is made from security and date where it is not given; ``security`` may be left out
    if the panel has one. ``date_given`` keeps the date as given; a column of the input that has the
    name of one of the result is kept as ``given_<name>``.

    Raises
    ------
    InputError
        If there are no events or no column ``date``, ``security`` is missing, or a date has a
        time of day.
    """
    table = to_pandas(events, "events")
    table = table.reset_index(drop=table.index.name not in KEY)
    table = table.rename(columns={"date_given": "given_date_given"})
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
    if table["security"].isna().any():
        row = int(np.flatnonzero(table["security"].isna())[0]) + 1
        raise InputError(f"events has no security in row {row}: name one, such as {panel.securities[0]!r}.")
    if not pd.api.types.is_datetime64_any_dtype(table["date"]):
        table["date"] = table["date"].replace("", None)
    table["date"] = sessions_of(pd.Index(table["date"]), "events", whole_days=True)
    table["security"] = table["security"].astype(str)
    ids_given = "event_id" in table.columns
    table["event_id"] = _event_ids(table)
    table[ROW] = range(len(table))
    moments = [name for name in ("start_utc", "end_utc") if name in table.columns]
    order = _in_time(table, moments, ids_given=ids_given)
    first = [*KEY, "date", "date_given"]
    ordered = table.assign(date_given=table["date"]).take(order).reset_index(drop=True)
    return ordered[[*first, *(c for c in ordered.columns if c not in first)]]


def _in_time(table: pd.DataFrame, moments: list[str], *, ids_given: bool) -> IntArray:
    """Return the order of the events by date, moment, id and security; undated ones last."""
    names = ["date", *moments, "event_id", "security"]
    if _ids_in_order_of_securities(table, ids_given=ids_given):
        names.remove("event_id")
    codes = [_order_codes(table[name]) for name in names]
    return np.lexsort(codes[::-1])


def _ids_in_order_of_securities(table: pd.DataFrame, *, ids_given: bool) -> bool:
    """Whether the ids of a date, made of security, blank and date, are in the order of the securities.

    So they are if no security has a character up to the blank, with which another could go on; numbers of
    ids that would be the same have an order of their own. Names by the thousand are quicker to sort.
    """
    if ids_given or table["event_id"].str.contains("#", regex=False).any():
        return False
    names = table["security"].unique().tolist()
    return all(names) and min(set("".join(names))) > " "


def _order_codes(values: pd.Series) -> IntArray:
    """Return numbers in the order of the values, missing ones the largest."""
    if pd.api.types.is_datetime64_any_dtype(values):
        missing = values.isna().to_numpy()
        return np.where(missing, np.iinfo(np.int64).max, values.astype("int64").to_numpy())
    codes, _ = pd.factorize(values, sort=True)
    return np.where(codes < 0, codes.max(initial=0) + 1, codes)


def _event_ids(table: pd.DataFrame) -> pd.Series:
    if "event_id" in table.columns:
        given = table["event_id"].replace("", None)
        if given.notna().all():
            return given.astype(str)
    day, dates = pd.factorize(table["date"])
    text = np.append(pd.DatetimeIndex(dates).strftime("%Y-%m-%d").to_numpy(dtype=object), "undated")
    made = table["security"] + " " + pd.Series(text[day], index=table.index)
    if not made.is_unique:
        nth = made.groupby(made).cumcount()
        made = made.where(nth == 0, made + " #" + (nth + 1).astype(str))
    if "event_id" not in table.columns:
        return made
    return given.where(given.notna(), made).astype(str)


def expected_signs(table: pd.DataFrame) -> FloatArray:
    """Return the column ``sign``: the direction that the user expects, NaN where not known.

    Raises
    ------
    InputError
        If a sign is no number.
    """
    signs = pd.to_numeric(table["sign"], errors="coerce").to_numpy(dtype=np.float64)
    wrong = ~np.isfinite(signs) & table["sign"].notna().to_numpy()
    if wrong.any():
        raise InputError(f"sign {table['sign'][wrong].iloc[0]!r} is no number: write 1, -1, or leave it out.")
    return signs
