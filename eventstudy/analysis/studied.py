"""The events of a study that have a CAR over a horizon, with the columns they were given."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from eventstudy.errors import InputError, TooFewEventsError
from eventstudy.result import StudyResult
from eventstudy.types import AbnormalReturns, Horizon, IntArray

# No two studied events have both in common, whatever their ids.
PLACE = ["security", "date"]


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Studied:
    """Abnormal returns over one horizon, and the row of ``StudyResult.events`` of each of their events."""

    abnormal: AbnormalReturns
    table: pd.DataFrame


def studied(result: StudyResult, horizon: Horizon, *, need: str = "", at_least: int = 1) -> Studied:
    """Return the events that have a CAR and a positive forecast variance over ``horizon``.

    Parameters
    ----------
    result : StudyResult
    horizon : (int, int)
        Inside the event window; it need not be one of the declared horizons.
    need : str
        Name of the analysis, for the error.
    at_least : int

    Raises
    ------
    TooFewEventsError
        If fewer than ``at_least`` events have a CAR.
    WindowError
        If the horizon is reversed or outside the event window.
    """
    held = result.block.over(*horizon)
    keep = np.isfinite(held.scar)
    if keep.sum() < at_least:
        raise TooFewEventsError(need, at_least, int(keep.sum()))
    return Studied(abnormal=held.take(keep), table=event_rows(result)[keep].reset_index(drop=True))


def event_rows(result: StudyResult) -> pd.DataFrame:
    """Return the rows of ``result.events`` in the order of ``result.block``."""
    place = pd.DataFrame(
        {
            "security": result.keys["security"].to_numpy(),
            "date": pd.DatetimeIndex(result.sessions[result.block.day_zero]),
        }
    )
    kept = result.events[result.events["status"] == "studied"]
    return place.merge(kept, on=PLACE, how="left", validate="one_to_one")


def groups_of(column: pd.Series) -> tuple[list[object], IntArray]:
    """Return the values of a column in order, and the number of its value for each event; -1 for none."""
    code, names = pd.factorize(column, sort=True)
    return list(names), np.asarray(code, dtype=np.int64)


def given_column(table: pd.DataFrame, name: str) -> pd.Series:
    """Return a column of the events.

    Raises
    ------
    InputError
        If there is none of that name.
    """
    if name not in table.columns:
        known = ", ".join(map(str, table.columns))
        raise InputError(f"the events have no column {name!r}; they have {known}.")
    return table[name]
