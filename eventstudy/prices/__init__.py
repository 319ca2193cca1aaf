"""Daily prices: where they come from, what is wrong with them, when a future changes contract."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path

from eventstudy.errors import InputError
from eventstudy.instruments import instrument
from eventstudy.prices.bars import prices_csv
from eventstudy.prices.file import FileSource, parse_prices, read_prices
from eventstudy.prices.rolls import ROLL_RULES, expiries, roll_sessions
from eventstudy.prices.snapshot import SnapshotSource
from eventstudy.prices.source import PriceSource, Report, SourceOptions, silent
from eventstudy.prices.yahoo import YahooSource
from eventstudy.registry import lookup
from eventstudy.types import PriceTable

SOURCES: Mapping[str, Callable[[SourceOptions], PriceSource]] = {
    "snapshot": SnapshotSource,
    "yahoo": YahooSource,
    "file": FileSource,
}

__all__ = [
    "ROLL_RULES",
    "SOURCES",
    "PriceSource",
    "SourceOptions",
    "expiries",
    "load_prices",
    "parse_prices",
    "prices_csv",
    "read_prices",
    "roll_sessions",
]


def load_prices(
    assets: Sequence[str],
    start: date | str | None = None,
    end: date | str | None = None,
    source: str = "snapshot",
    *,
    path: Path | str | None = None,
    report: Report | None = None,
) -> PriceTable:
    """Return daily open, high, low and close of assets, with provenance and warnings.

    Parameters
    ----------
    assets : sequence of str
        Keys of ``INSTRUMENTS``, such as ``["brent", "dow"]``.
    start, end : date or ISO date text, optional
        First and last session wanted; all that the source has by default.
    source : str
        Key of :data:`SOURCES`: ``snapshot`` (embedded sample), ``yahoo`` (live), ``file``.
    path : Path or str, optional
        The CSV file of the source ``file``.
    report : callable, optional
        Receives a line when a step that takes time begins.

    Raises
    ------
    InputError
        If an asset or source is unknown, no asset is named, or the dates are reversed.
    DataError
        If the source has no usable prices.
    """
    if isinstance(assets, str):
        assets = [assets]
    # Twice the same asset is once: a price table has one column an asset.
    instruments = [instrument(name) for name in dict.fromkeys(assets)]
    if not instruments:
        raise InputError("no asset is named: give at least one, such as 'brent'.")
    first, last = _day(start, "start"), _day(end, "end")
    if first is not None and last is not None and first > last:
        raise InputError(f"dates {first} to {last} are reversed: give the earlier date first.")
    make = lookup(SOURCES, source, kind="price source")
    options = SourceOptions(report=report or silent, path=None if path is None else Path(path))
    return make(options).daily(instruments, first, last)


def _day(value: date | str | None, name: str) -> date | None:
    if isinstance(value, datetime):  # a pandas time stamp is one too
        return value.date()
    if not isinstance(value, str):
        return value
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise InputError(f"{name} date {value[:40]!r} is no date: write it as 2020-01-31.") from None
