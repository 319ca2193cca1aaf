"""One day's prices of one asset, with the price its moves are measured from."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal

import numpy as np
import pandas as pd

from eventstudy.calendars import bounds, session_hours, sessions
from eventstudy.instruments import Instrument
from eventstudy.types import PriceTable, Unit

Field = Literal["open", "high", "low", "close"]

_LONGEST_CLOSURE = timedelta(days=20)


@dataclass(frozen=True, slots=True, kw_only=True)
class DayBar:
    """Open, high, low and close of one session.

    ``previous`` is the close of the session before, of the same contract for a future, and NaN
    where it is not known.
    """

    asset: Instrument
    session: pd.Timestamp
    open: float
    high: float
    low: float
    close: float
    previous: float

    def price(self, field: Field) -> float:
        """Return one of the four prices."""
        return float(getattr(self, field))

    def move(self, field: Field) -> float:
        """Return a price's distance from the previous close, in the unit of the asset."""
        return self.price(field) - self.previous

    def moved(self, field: Field, unit: Unit) -> float:
        """Return a price's move in a unit of the text, NaN where that does not measure the asset."""
        if unit == "percent":
            return 100.0 * self.move(field) / self.previous
        return self.move(field) * (per_unit(self.asset, unit) or math.nan)

    def outside_hours(self, start: datetime, end: datetime) -> bool | None:
        """Say whether an interval lies outside the session, or inside; None if it is part of both."""
        opens, closes = session_hours(self.asset.calendar, self.session.date())
        outside = end < opens or start >= closes
        return outside if outside or (opens <= start and end < closes) else None

    def word(self, field: Field) -> str:
        """Name a price as the market does: a future settles, an index closes."""
        return ("settlement" if self.asset.kind == "future" else "close") if field == "close" else field

    def told(self, field: Field) -> str:
        """Return a price in words, with its move."""
        if math.isnan(self.previous):
            return f"{self.price(field):,.2f}"
        share = 100.0 * self.move(field) / self.previous
        return f"{self.price(field):,.2f} ({self.move(field):+,.2f}, {share:+.2f} %)"

    def sentence(self) -> str:
        """Tell the whole day in one sentence, without a full stop."""
        verb = "settled" if self.asset.kind == "future" else "closed"
        before = "" if math.isnan(self.previous) else f", against {self.previous:,.2f} the session before"
        return (
            f"On {day_in_words(self.session)} {self.asset.label} opened at"
            f" {self.told('open')}, ranged from {self.told('low')} to {self.told('high')} and {verb} at"
            f" {self.told('close')}{before}"
        )


def day_bar(prices: PriceTable, asset: Instrument, day: date) -> DayBar | None:
    """Return the asset's bar of a date, None where the table has no complete one."""
    session = pd.Timestamp(day)
    row = prices.sessions.get_indexer(pd.DatetimeIndex([session]))[0]
    if row < 0:
        return None
    tables = (prices.open, prices.high, prices.low, prices.close)
    opened, high, low, close = (float(table[asset.name].to_numpy(dtype=np.float64)[row]) for table in tables)
    if any(math.isnan(quote) for quote in (opened, high, low, close)):
        return None
    previous = _previous_close(prices, asset, session)
    return DayBar(
        asset=asset, session=session, open=opened, high=high, low=low, close=close, previous=previous
    )


def day_in_words(day: date) -> str:
    """Return a date as "Monday 6 January 2020"."""
    return f"{day:%A} {day.day} {day:%B %Y}"


def per_unit(asset: Instrument, unit: Unit) -> float | None:
    """Return how many of a stated unit make one of the asset's, None where they do not compare."""
    dollars = asset.unit.startswith("US dollars")
    known = {"usd": dollars, "cents": dollars, "points": asset.unit == "points", "percent": True}
    return (100.0 if unit == "cents" else 1.0) if known.get(unit, False) else None


def beaten_before(prices: PriceTable, bar: DayBar, field: Field, *, highest: bool) -> bool:
    """Say whether an earlier session of the table had a higher (or a lower) price of that kind."""
    table: pd.DataFrame = getattr(prices, field)
    earlier = table[bar.asset.name].loc[table.index < bar.session]
    beats = earlier > bar.price(field) if highest else earlier < bar.price(field)
    return bool(beats.any())


def is_session(asset: Instrument, day: date) -> bool:
    """Say whether a date is a session of the asset's calendar."""
    first, last = bounds(asset.calendar)
    return first <= day <= last and len(sessions(asset.calendar, day, day)) == 1


def _previous_close(prices: PriceTable, asset: Instrument, session: pd.Timestamp) -> float:
    same_contract = float(prices.previous_close[asset.name].get(session, math.nan))
    if not math.isnan(same_contract) or session in prices.rolls.get(asset.name, ()):
        return same_contract
    day, (first, last) = session.date(), bounds(asset.calendar)
    if not first < day <= last:
        return math.nan
    earlier = sessions(asset.calendar, max(first, day - _LONGEST_CLOSURE), day - timedelta(days=1))
    # A bar that is missing before this one leaves the move of one session unknown.
    return float(prices.close[asset.name].get(earlier[-1], math.nan)) if len(earlier) else math.nan
