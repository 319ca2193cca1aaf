"""Daily prices from Yahoo Finance, through yfinance and the cache.

yfinance returns an empty frame when the network, the symbol or the quota fails. Every reply is
therefore checked, and each failure is told apart by what the chart interface answered.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import pandas as pd

from eventstudy.calendars import session_hours, sessions
from eventstudy.errors import PriceSourceError
from eventstudy.instruments import Instrument
from eventstudy.prices import cache
from eventstudy.prices.bars import OHLC, AssetBars, bars_digest, joined, named_dates, sessions_index
from eventstudy.prices.checks import check_bars, is_flat
from eventstudy.prices.rolls import nominal_rolls, roll_sessions
from eventstudy.prices.snapshot import covers
from eventstudy.prices.source import DEFAULTS, SourceOptions, symbol_of
from eventstudy.prices.yahoo_fetch import fetched_csv
from eventstudy.types import PriceTable, SeriesProvenance

EARLIEST = date(1990, 1, 1)
FINAL_AFTER = timedelta(days=3)  # a vendor's figure of yesterday may still be revised
FRESH_FOR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class YahooSource:
    """Prices as Yahoo Finance quotes them."""

    options: SourceOptions = DEFAULTS

    def daily(self, instruments: Sequence[Instrument], start: date | None, end: date | None) -> PriceTable:
        """Fetch the bars from ``start`` to ``end``, both included; ``None``: all there are.

        Raises
        ------
        PriceSourceError
            If Yahoo gives no usable prices; the message says why, and offers the embedded sample
            where that covers the dates.
        """
        offer = "; or add --source snapshot: the embedded sample covers these dates"
        try:
            return joined([self._asset_bars(one, start, end) for one in instruments])
        except PriceSourceError as error:
            if not covers(instruments, start, end):
                raise
            raise PriceSourceError(str(error).rstrip(".") + offer + ".") from error

    def _asset_bars(self, instrument: Instrument, start: date | None, end: date | None) -> AssetBars:
        now = datetime.now(UTC)
        symbol = symbol_of(instrument, "yahoo")
        first, last = start or EARLIEST, min(end or now.date(), now.date())
        expected = _closed_sessions(instrument, first, last, now)
        key = f"yahoo {symbol} {first} {last}"
        entry, note = _kept(key, last, now)
        notes = [note]
        if entry is None:
            self.options.report(f"fetching {symbol} from Yahoo, {first} to {last}")
            entry = cache.CacheEntry(
                text=fetched_csv(symbol, first, last), retrieved=now.isoformat(timespec="seconds")
            )
            raw = _read(entry.text)
            _refuse_unusable(symbol, raw, expected if start else expected[expected >= raw.index[0]])
            notes.append(cache.store(key, entry))
        bars, rolls, warnings = _cleaned(instrument, _read(entry.text), expected, whole=start is not None)
        return AssetBars(
            asset=instrument.name,
            bars=bars,
            provenance=_provenance(instrument, symbol, bars, entry.retrieved),
            rolls=rolls,
            warnings=(*(line for line in notes if line), *warnings),
        )


def _kept(key: str, last: date, now: datetime) -> tuple[cache.CacheEntry | None, str | None]:
    """Return what the cache has, unless prices may have changed since, and a warning or None."""
    entry, note = cache.load(key)
    if entry is None:
        return None, note
    retrieved = datetime.fromisoformat(entry.retrieved)
    final = last + FINAL_AFTER < retrieved.date()
    return (entry if final or now - retrieved < FRESH_FOR else None), note


def _closed_sessions(instrument: Instrument, first: date, last: date, now: datetime) -> pd.DatetimeIndex:
    """Return the sessions between the dates that have closed by now.

    Raises
    ------
    PriceSourceError
        If there are none.
    """
    held = sessions(instrument.calendar, first, last) if first <= last else pd.DatetimeIndex([])
    if len(held) and session_hours(instrument.calendar, held[-1].date())[1] > pd.Timestamp(now):
        held = held[:-1]
    if held.empty:
        raise PriceSourceError(
            f"no session of {instrument.calendar} has closed between {first} and {last}: give other dates."
        )
    return held


def _refuse_unusable(symbol: str, bars: pd.DataFrame, expected: pd.DatetimeIndex) -> None:
    """Raise if a check finds an error."""
    for finding in check_bars(bars, expected):
        if finding.level == "error":
            raise PriceSourceError(
                f"Yahoo's prices of {symbol} cannot be used: {finding.message}, asked for"
                f" {expected[0].date()} to {expected[-1].date()}: try later, or give dates it covers."
            )


def _cleaned(
    instrument: Instrument, raw: pd.DataFrame, expected: pd.DatetimeIndex, *, whole: bool
) -> tuple[pd.DataFrame, tuple[pd.Timestamp, ...], tuple[str, ...]]:
    """Return the bars of expected sessions, the roll days, and a line on each thing set aside."""
    name = instrument.name
    warnings = []
    outside = raw.index[~raw.index.isin(expected)]
    if len(outside):
        warnings.append(
            f"{name}: bars left out, no closed session of {instrument.calendar}: {named_dates(outside)}"
        )
    bars = raw[raw.index.isin(expected)]
    unpriced = bars.index[bars["close"].isna()]
    if len(unpriced):
        warnings.append(f"{name}: Yahoo has a row without a price on {named_dates(unpriced)}")
    bars, rolls, lines = _rolled(instrument, bars[bars["close"].notna()], expected)
    due = expected if whole else expected[expected >= bars.index[0]]
    # Rows set aside above have been named: what is still missing was never sent.
    named = raw.index.difference(bars.index)
    for finding in check_bars(bars, due[~due.isin(named)]):
        if finding.level == "warning":
            warnings.append(f"{name}: {finding.message}")
    return bars, rolls, (*lines, *warnings)


def _rolled(
    instrument: Instrument, bars: pd.DataFrame, expected: pd.DatetimeIndex
) -> tuple[pd.DataFrame, tuple[pd.Timestamp, ...], list[str]]:
    """Return the bars without stale ones, and the sessions that begin a contract, with warnings.

    A flat bar on a roll day repeats the last price of the expired contract: it is no price of the
    new one, so the roll moves to the next bar.
    """
    if instrument.roll_rule is None:
        return bars, (), []
    rule, calendar, name = instrument.roll_rule, instrument.calendar, instrument.name
    due = nominal_rolls(expected[0].date(), expected[-1].date(), rule=rule, calendar=calendar)
    stale = bars.index[is_flat(bars) & bars.index.isin(due)]
    bars = bars[~bars.index.isin(stale)]
    rolls = roll_sessions(bars.index, rule=rule, calendar=calendar)
    lines = []
    if len(stale):
        lines.append(
            f"{name}: flat bars on roll days repeat the expired contract, taken as missing:"
            f" {named_dates(stale)}"
        )
    if rolls:
        lines.append(
            f"{name}: {len(rolls)} contract rolls, previous settlement of the new contract not known:"
            f" {named_dates(rolls)}"
        )
    return bars, rolls, lines


def _provenance(instrument: Instrument, symbol: str, bars: pd.DataFrame, retrieved: str) -> SeriesProvenance:
    return SeriesProvenance(
        asset=instrument.name,
        source="Yahoo Finance",
        symbol=symbol,
        description=f"{instrument.label}, daily bars through yfinance, not adjusted",
        first=bars.index[0].date(),
        last=bars.index[-1].date(),
        n_sessions=len(bars),
        sha256=bars_digest(bars),
        retrieved=retrieved,
    )


def _read(text: str) -> pd.DataFrame:
    """Return bars from the CSV text that the cache holds."""
    rows = list(csv.reader(io.StringIO(text)))[1:]
    values = [[float(cell or "nan") for cell in row[1:]] for row in rows]
    bars = pd.DataFrame(values, columns=list(OHLC), index=[row[0] for row in rows], dtype=float)
    bars["previous_close"] = float("nan")
    return bars.set_axis(sessions_index(bars.index), axis=0)
