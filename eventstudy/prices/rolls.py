"""When a futures series changes contract, from the expiry rule of the contract.

Brent: trading in a contract ceases on the last business day of the second month before the contract
month; if that is the business day before Christmas Day or New Year's Day, one business day earlier.
Contract months up to February 2016: on the business day before the fifteenth calendar day before the
first of the contract month, or before the business day that precedes it if it is none (ICE Futures
Europe, contract rules of Brent crude futures). Business days are those of England and Wales. The rule
gives all 21 expiries of the embedded sample, ``data/brent_rolls.csv``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from functools import cache

import pandas as pd

from eventstudy.calendars import sessions
from eventstudy.registry import lookup

LONDON = "XLON"
MONTH_END_RULE_FROM = date(2016, 3, 1)  # first contract month under the present rule
MARGIN = timedelta(days=31)  # longer than any run of days without a session

ExpiryRule = Callable[[date], date]


def brent_expiry(contract_month: date) -> date:
    """Return the last trading day of the Brent contract for a month.

    Parameters
    ----------
    contract_month : date
        Any day of the contract month: 2020-03 for the contract "H20".
    """
    first = contract_month.replace(day=1)
    if first < MONTH_END_RULE_FROM:
        reference = _business_day_until(first - timedelta(days=15))
        return _business_day_until(reference - timedelta(days=1))
    month_before = (first - timedelta(days=1)).replace(day=1)
    last = _business_day_until(month_before - timedelta(days=1))
    if _next_business_day_follows_holiday(last):
        return _business_day_until(last - timedelta(days=1))
    return last


ROLL_RULES: Mapping[str, ExpiryRule] = {"brent": brent_expiry}


def expiries(first: date, last: date, *, rule: str = "brent") -> tuple[date, ...]:
    """Return the expiries from ``first`` to ``last``, both included.

    Raises
    ------
    UnknownNameError
        If ``rule`` is not in :data:`ROLL_RULES`.
    """
    expiry = lookup(ROLL_RULES, rule, kind="roll rule")
    months = pd.period_range(first, last + timedelta(days=92), freq="M")
    dates = [expiry(month.start_time.date()) for month in months]
    return tuple(day for day in dates if first <= day <= last)


def nominal_rolls(first: date, last: date, *, rule: str, calendar: str) -> tuple[pd.Timestamp, ...]:
    """Return the sessions of ``calendar``, from ``first`` to ``last``, that come next after an expiry."""
    held = sessions(calendar, first - MARGIN, last)
    found = []
    for expiry in expiries(first - MARGIN, last, rule=rule):
        position = int(held.searchsorted(pd.Timestamp(expiry), side="right"))
        if position < len(held) and held[position].date() >= first:
            found.append(held[position])
    return tuple(found)


def roll_sessions(
    index: pd.Index, *, rule: str = "brent", calendar: str = "XNYS"
) -> tuple[pd.Timestamp, ...]:
    """Return those of the given sessions whose bar is the first of a new contract.

    Parameters
    ----------
    index : Index of Timestamp
        Sessions that have a bar, increasing. Where the session after an expiry has none, the roll
        falls on the next that has.
    rule : str
        Key of :data:`ROLL_RULES`.
    calendar : str
        Exchange calendar that the series follows.
    """
    bars = pd.DatetimeIndex(index)
    if bars.empty:
        return ()
    first, last = bars[0].date(), bars[-1].date()
    due = nominal_rolls(first, last, rule=rule, calendar=calendar)
    at = sorted({int(bars.searchsorted(day)) for day in due})
    return tuple(bars[position] for position in at if position < len(bars))


def _next_business_day_follows_holiday(day: date) -> bool:
    """Tell whether ``day`` is the business day before Christmas Day or New Year's Day."""
    if day.month != 12:
        return False
    holidays = (date(day.year, 12, 25), date(day.year + 1, 1, 1))
    return any(_business_day_until(holiday - timedelta(days=1)) == day for holiday in holidays)


def _business_day_until(day: date) -> date:
    """Return ``day`` if it is a business day of England and Wales, else the one before it."""
    while day not in _business_days(day.year):
        day -= timedelta(days=1)
    return day


@cache
def _business_days(year: int) -> frozenset[date]:
    # London's stock exchange trades on the business days of England and Wales and on no other.
    days = sessions(LONDON, date(year, 1, 1), date(year, 12, 31))
    return frozenset(day.date() for day in days)
