"""The table of events as given: checked, named, in order of time."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from eventstudy.errors import InputError
from eventstudy.panel import Panel, sessions_of, to_pandas
from eventstudy.types import FloatArray

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
    table["event_id"] = _event_ids(table)
    table[ROW] = range(len(table))
    moments = [name for name in ("start_utc", "end_utc") if name in table.columns]
    by_time = ["date", *moments, "event_id", "security"]
    order = table.assign(date_given=table["date"]).sort_values(by_time, kind="stable", ignore_index=True)
    first = [*KEY, "date", "date_given"]
    return order[[*first, *(c for c in order.columns if c not in first)]]


def _event_ids(table: pd.DataFrame) -> pd.Series:
    made = table["security"] + " " + table["date"].dt.strftime("%Y-%m-%d").fillna("undated")
    nth = made.groupby(made).cumcount()
    made = pd.Series([f"{name} #{n + 1}" if n else name for name, n in zip(made, nth, strict=True)])
    if "event_id" not in table.columns:
        return made
    given = table["event_id"].replace("", None)
    return pd.Series(np.where(given.isna(), made, given.astype(str)))


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
