"""Sessions of an exchange and the moments at which an instrument's daily price is fixed.

Sessions and closes, half days included, are those of ``exchange_calendars``; a fixing with a time
of its own is that local time on the date of each session, so weeks in which the clocks of two
cities are an unusual number of hours apart need no rule.
"""

from __future__ import annotations

import warnings
from datetime import UTC, date, datetime, time
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

import pandas as pd

from eventstudy.errors import InputError
from eventstudy.instruments import Instrument

EARLIEST = date(1990, 1, 1)
LATEST = date(2039, 12, 31)  # fixed, so that the answer does not depend on the day of asking


@cache
def bounds(calendar: str) -> tuple[date, date]:
    """Return the first and last date for which a calendar can be asked.

    Raises
    ------
    InputError
        If the calendar is unknown.
    """
    kind = type(_build(calendar, None, None))
    lowest, highest = kind.bound_min(), kind.bound_max()
    first = EARLIEST if lowest is None else max(EARLIEST, lowest.date())
    last = LATEST if highest is None else min(LATEST, highest.date())
    return first, last


def sessions(calendar: str, first: date, last: date) -> pd.DatetimeIndex:
    """Return the sessions of an exchange from ``first`` to ``last``, both included.

    Parameters
    ----------
    calendar : str
        Name of an ``exchange_calendars`` calendar, such as "XNYS".
    first, last : date
        Local dates of the exchange.

    Returns
    -------
    DatetimeIndex
        Named "session", without time zone, increasing; empty if the exchange was shut throughout.

    Raises
    ------
    InputError
        If the calendar is unknown, the dates are reversed or outside the calendar.
    """
    return pd.DatetimeIndex(_closes_between(calendar, first, last).index)


def fixings(instrument: Instrument, first: date, last: date) -> pd.Series[pd.Timestamp]:
    """Return the moment at which the instrument's price is fixed, for each session.

    Parameters
    ----------
    instrument : Instrument
        Its ``fixing`` is a local time of its ``timezone``; None stands for the session's close,
        which is early on half days.
    first, last : date
        First and last session date, both included.

    Returns
    -------
    Series of Timestamp
        In UTC, increasing, by session.

    Raises
    ------
    InputError
        If the calendar is unknown, the dates are reversed or outside the calendar.
    """
    closes = _closes_between(instrument.calendar, first, last)
    if instrument.fixing is None:
        return closes.rename("fixing")
    return _local_moments(pd.DatetimeIndex(closes.index), instrument.fixing, instrument.timezone)


def session_hours(calendar: str, session: date) -> tuple[pd.Timestamp, pd.Timestamp]:
    """Return the opening and closing moment of one session, in UTC.

    Raises
    ------
    InputError
        If the date is not a session of the calendar.
    """
    schedule = _schedule(calendar)
    row = schedule.index.get_indexer(pd.DatetimeIndex([session]))[0]
    if row < 0:
        raise InputError(f"{session} is not a session of calendar {calendar!r}: give a trading day.")
    return schedule["open"].iloc[row], schedule["close"].iloc[row]


def _local_moments(index: pd.DatetimeIndex, local: time, timezone: str) -> pd.Series[pd.Timestamp]:
    """Return ``local`` time of ``timezone`` on each date of ``index``, in UTC."""
    zone = ZoneInfo(timezone)
    moments = [datetime.combine(day.date(), local, tzinfo=zone).astimezone(UTC) for day in index]
    values = pd.DatetimeIndex(moments, tz="UTC") if moments else pd.DatetimeIndex([], tz="UTC")
    return pd.Series(values.as_unit("ns"), index=index, name="fixing")


def _closes_between(calendar: str, first: date, last: date) -> pd.Series[pd.Timestamp]:
    if first > last:
        raise InputError(f"dates {first} to {last} are reversed: give the earlier date first.")
    closes = _schedule(calendar)["close"]
    held_first, held_last = bounds(calendar)
    if first < held_first or last > held_last:
        raise InputError(
            f"dates {first} to {last} reach outside calendar {calendar!r}, which is known from"
            f" {held_first} to {held_last}: ask for dates within."
        )
    return closes.loc[pd.Timestamp(first) : pd.Timestamp(last)]


@cache
def _schedule(calendar: str) -> pd.DataFrame:
    """Return opening and closing moments (UTC) of all sessions within the bounds."""
    schedule: pd.DataFrame = _build(calendar, *bounds(calendar)).schedule[["open", "close"]]
    index = pd.DatetimeIndex(schedule.index.to_numpy(), name="session")
    return schedule.set_axis(index, axis=0)


def _build(calendar: str, first: date | None, last: date | None) -> Any:
    # Imported here because the library takes a moment to load, and most commands do without it.
    import exchange_calendars

    if calendar not in exchange_calendars.get_calendar_names():
        raise InputError(
            f"unknown exchange calendar {calendar!r}: give a name of exchange_calendars, such as 'XNYS'."
        )
    limits = {} if first is None or last is None else {"start": first, "end": last}
    with warnings.catch_warnings():
        # The library uses parts of pandas that newer versions announce as changing.
        warnings.simplefilter("ignore", DeprecationWarning)
        warnings.simplefilter("ignore", FutureWarning)
        return exchange_calendars.get_calendar(calendar, **limits)
