"""The daily bars of one asset, joined into the price table of several, and that table as CSV."""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from eventstudy.types import PriceTable, SeriesProvenance

OHLC = ("open", "high", "low", "close")
FIELDS = (*OHLC, "previous_close")
CSV_HEADER = ("asset", "session", *FIELDS, "roll")
SPREADSHEET_STARTS = ("=", "+", "-", "@", "\t", "\r")
NAMED_DATES = 6


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class AssetBars:
    """Daily bars of one asset.

    ``bars`` has the columns :data:`FIELDS` and a tz-naive, increasing ``DatetimeIndex`` named
    ``session``; a row without a close has no bar. ``rolls`` are the first bars of new contracts.
    """

    asset: str
    bars: pd.DataFrame
    provenance: SeriesProvenance
    rolls: tuple[pd.Timestamp, ...] = ()
    warnings: tuple[str, ...] = ()


def joined(series: Sequence[AssetBars], warnings: Sequence[str] = ()) -> PriceTable:
    """Return the price table of several assets over the union of their sessions."""
    tables = {}
    for name in FIELDS:
        columns = {one.asset: one.bars[name].astype(float) for one in series}
        table = pd.DataFrame(columns).sort_index()
        tables[name] = table.set_axis(sessions_index(table.index), axis=0)
    return PriceTable(
        **tables,
        rolls={one.asset: one.rolls for one in series if one.rolls},
        provenance=tuple(one.provenance for one in series),
        warnings=(*warnings, *(line for one in series for line in one.warnings)),
    )


def sessions_index(labels: pd.Index) -> pd.DatetimeIndex:
    """Return labels as midnights without time zone, in an index named "session"."""
    index = pd.DatetimeIndex(labels)
    if index.tz is not None:
        index = index.tz_localize(None)
    # One unit throughout: pandas 3 keeps seconds where pandas 2 had nanoseconds.
    return pd.DatetimeIndex(index.normalize().as_unit("ns").to_numpy(), name="session")


def prices_csv(table: PriceTable) -> str:
    """Return a price table as CSV text, one row an asset and session.

    Columns are ``asset, session, open, high, low, close, previous_close, roll``; a price that is
    not known is empty, a session without a bar has no row. ``roll`` is 1 on the first bar of a new
    contract, so that the source ``file`` reads back a roll whose previous settlement is not known.
    """
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(CSV_HEADER)
    for asset in table.assets:
        rolls = set(table.rolls.get(asset, ()))
        columns = [getattr(table, name)[asset].to_numpy() for name in FIELDS]
        for session, *values in zip(table.sessions, *columns, strict=True):
            cells = [price_text(value) for value in values]
            if not cells[3]:
                continue
            roll = "1" if session in rolls else ""
            writer.writerow([asset_text(asset), session.date().isoformat(), *cells, roll])
    return text.getvalue()


def price_text(value: float) -> str:
    """Return a price as the shortest text that reads back as the same number; NaN as nothing."""
    return "" if np.isnan(value) else repr(float(value))


def asset_text(name: str) -> str:
    """Return a name so that a spreadsheet shows it and does not run it."""
    return f"'{name}" if name.startswith(SPREADSHEET_STARTS) else name


def asset_from_text(text: str) -> str:
    """Return the name that :func:`asset_text` wrote."""
    return text[1:] if text.startswith("'") and text[1:].startswith(SPREADSHEET_STARTS) else text


def bars_digest(bars: pd.DataFrame) -> str:
    """Return the sha256 of the bars written as CSV, the same on every machine."""
    lines = [
        ",".join([session.date().isoformat(), *(price_text(value) for value in row)])
        for session, row in zip(bars.index, bars[list(FIELDS)].to_numpy(dtype=float), strict=True)
    ]
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def named_dates(sessions: Iterable[pd.Timestamp]) -> str:
    """Return dates for a message, the first few of them and how many more there are."""
    days = list(sessions)
    shown = ", ".join(day.date().isoformat() for day in days[:NAMED_DATES])
    more = len(days) - NAMED_DATES
    return f"{shown} and {more} more" if more > 0 else shown
