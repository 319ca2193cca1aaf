"""What an asset is: symbols, calendar, price-fixing time, roll rule, unit, names in text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import time
from typing import Literal

from eventstudy.registry import lookup

Kind = Literal["index", "future"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Instrument:
    """One asset, as a row of :data:`INSTRUMENTS`.

    Parameters
    ----------
    name : str
        Key in the table and column name in price and return tables.
    label : str
        Name in reports.
    kind : {"index", "future"}
        A future changes contract; an index does not.
    symbols : Mapping
        Source name -> symbol at that source.
    calendar : str
        Exchange calendar of ``exchange_calendars`` whose sessions the series follows.
    timezone : str
        IANA zone of ``fixing`` (and of the exchange's half days).
    fixing : datetime.time or None
        Local time at which the day's price is fixed; None: the session's close, half days included.
    unit : str
        Unit of the prices, for text: "US dollars a barrel", "points".
    roll_rule : str or None
        Key of ``prices.rolls.ROLL_RULES``; None for a series without contracts.
    aliases : tuple of str
        Names under which news text speaks of the asset, lower case, longest match wins.
    fixing_note : str
        Where the fixing time comes from.
    """

    name: str
    label: str
    kind: Kind
    symbols: Mapping[str, str]
    calendar: str
    timezone: str
    fixing: time | None
    unit: str
    roll_rule: str | None = None
    aliases: tuple[str, ...] = field(default=())
    fixing_note: str = ""


INSTRUMENTS: Mapping[str, Instrument] = {
    "brent": Instrument(
        name="brent",
        label="Brent crude",
        kind="future",
        symbols={"yahoo": "BZ=F", "snapshot": "brent.csv"},
        calendar="XNYS",
        timezone="America/New_York",
        fixing=time(14, 30),
        unit="US dollars a barrel",
        roll_rule="brent",
        aliases=(
            "brent crude futures",
            "brent crude oil",
            "brent futures",
            "brent crude",
            "brent oil",
            "the international benchmark",
            "the global benchmark",
            "brent",
        ),
        fixing_note="settlement window 14:28-14:30 New York (19:28-19:30 London in most weeks)",
    ),
    "dow": Instrument(
        name="dow",
        label="Dow Jones Industrial Average",
        kind="index",
        symbols={"yahoo": "^DJI", "snapshot": "dow.csv"},
        calendar="XNYS",
        timezone="America/New_York",
        fixing=None,
        unit="points",
        aliases=(
            "dow jones industrial average",
            "dow industrials",
            "dow futures",
            "dow jones",
            "the dow",
            "djia",
            "dow",
        ),
        fixing_note="close of the New York Stock Exchange: 16:00, or 13:00 on half days",
    ),
}


def instrument(name: str) -> Instrument:
    """Return the row of :data:`INSTRUMENTS` for ``name``.

    Raises
    ------
    UnknownNameError
        If there is no such asset; the message lists those there are.
    """
    return lookup(INSTRUMENTS, name, kind="asset")
