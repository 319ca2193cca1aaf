"""Simple and log returns of each asset over its own sessions, adjusted for contract rolls.

An asset's return compares its close with its own previous bar: no price is carried forward over a
holiday of its exchange. On the first bar of a new contract the previous settlement of that contract
takes the place of the previous bar; where it is not known the return is missing. Log returns add up
over time (Campbell, Lo and MacKinlay 1997, section 1.4), simple returns over assets.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pandas as pd

from eventstudy.errors import DataError, InputError
from eventstudy.panel import numbers, session_table
from eventstudy.types import PriceTable


def simple_returns(prices: PriceTable | pd.DataFrame) -> pd.DataFrame:
    """Return close over previous close, less one.

    Parameters
    ----------
    prices : PriceTable or DataFrame
        A price table, or closes as sessions x securities (pandas, polars or pyarrow). Order of rows
        does not matter.

    Returns
    -------
    DataFrame
        Sessions x securities, decimal (0.01 = 1 %); NaN where a security has no bar, on its first
        bar, unless that is a roll whose previous settlement is known, and on a roll for which it is
        not (see :func:`missing_returns`).
        ``attrs["return_kind"]`` is "simple".

    Raises
    ------
    InputError
        If the table has no dates or no prices, or a session or security appears twice.
    DataError
        If a price is zero or less.
    """
    returns = _ratios(prices) - 1.0
    returns.attrs["return_kind"] = "simple"
    return returns


def log_returns(prices: PriceTable | pd.DataFrame) -> pd.DataFrame:
    """Return the natural logarithm of close over previous close.

    Parameters, missing values and errors are those of :func:`simple_returns`;
    ``attrs["return_kind"]`` is "log".
    """
    returns = pd.DataFrame(np.log(_ratios(prices)))
    returns.attrs["return_kind"] = "log"
    return returns


def trade_to_trade_returns(
    prices: PriceTable | pd.DataFrame, volume: pd.DataFrame | None = None
) -> pd.DataFrame:
    """Return the log return since the last session with a trade; none on sessions without one.

    What the model ``trade_to_trade`` takes (Maynes and Rumsey 1993). Closes that a source carries over
    days without a trade would be returns of zero: ``volume`` tells them from trades at the same price.

    Parameters
    ----------
    prices : PriceTable or DataFrame
        As for :func:`simple_returns`; a missing close is a session without a trade.
    volume : DataFrame, optional
        Sessions x securities. Closes on sessions whose volume is zero or missing are left out.

    Returns
    -------
    DataFrame
        Sessions x securities, as :func:`log_returns`.

    Raises
    ------
    InputError
        If ``volume`` lacks a security of ``prices``; else as for :func:`simple_returns`.
    DataError
        If a price is zero or less on a session with a trade.
    """
    if volume is None:
        return log_returns(prices)
    closes = session_table(prices.close if isinstance(prices, PriceTable) else prices, "prices")
    traded = session_table(volume, "volume")
    lacking = [str(name) for name in closes.columns if name not in traded.columns]
    if lacking:
        raise InputError(f"volume has no column {', '.join(lacking)}: give one for each security of prices.")
    held = closes.where(traded.reindex(closes.index)[closes.columns] > 0)
    return log_returns(replace(prices, close=held) if isinstance(prices, PriceTable) else held)


def missing_returns(prices: PriceTable) -> tuple[str, ...]:
    """Return a line on each group of sessions on which an asset has no return, but for its first bar.

    The lines name rolls whose previous settlement is not known, and sessions on which other assets
    have a bar and this one does not.
    """
    lines = []
    for asset in prices.assets:
        close = prices.close[asset]
        held = close.dropna()
        previous = _previous(held, prices.previous_close[asset], prices.rolls.get(asset, ()))
        unknown = held.index[1:][previous.iloc[1:].isna()]
        if len(unknown):
            lines.append(
                f"{asset}: no return on {len(unknown)} contract rolls, previous settlement of the new"
                f" contract not known: {_dates(unknown)}"
            )
        absent = close.index[close.isna()]
        if len(absent):
            lines.append(f"{asset}: no bar on {len(absent)} sessions that others have: {_dates(absent)}")
    return tuple(lines)


def _ratios(prices: PriceTable | pd.DataFrame) -> pd.DataFrame:
    """Return close over previous close, of the same contract, sessions x securities."""
    if isinstance(prices, PriceTable):
        closes = _checked(prices.close)
        columns = {
            name: _ratio(closes[name], prices.previous_close[name], prices.rolls.get(str(name), ()))
            for name in closes.columns
        }
    else:
        closes = _checked(prices)
        columns = {name: _ratio(closes[name], None, ()) for name in closes.columns}
    ratios = pd.DataFrame(columns, index=closes.index)
    return ratios.rename_axis(index="session", columns="security")


def _ratio(close: pd.Series, known: pd.Series | None, rolls: Sequence[pd.Timestamp]) -> pd.Series:
    held = close.dropna()
    return (held / _previous(held, known, rolls)).reindex(close.index)


def _previous(held: pd.Series, known: pd.Series | None, rolls: Sequence[pd.Timestamp]) -> pd.Series:
    """Return what each close is compared with: the bar before, or the new contract's settlement."""
    previous = held.shift(1)
    index = pd.DatetimeIndex(held.index)
    # A roll on a session without a bar is felt at the next bar.
    first_bars = {int(index.searchsorted(day)) for day in rolls}
    previous.iloc[sorted(at for at in first_bars if at < len(index))] = np.nan
    if known is None:
        return previous
    settled = known.reindex(held.index)
    return previous.where(settled.isna(), settled)


def _checked(prices: pd.DataFrame) -> pd.DataFrame:
    """Return closes as numbers by increasing session; raise if a return cannot be taken of them."""
    table = session_table(prices, "prices")
    # As plain values: neither the unit nor the frequency of the dates given may show in the result.
    labels = pd.DatetimeIndex(pd.DatetimeIndex(table.index).as_unit("ns").to_numpy())
    closes = pd.DataFrame(numbers(table, "prices", infinite=True), index=labels, columns=table.columns)
    values = closes.to_numpy()
    wrong = (values <= 0) | np.isinf(values)
    if wrong.any():
        row, column = np.argwhere(wrong)[0]
        raise DataError(
            f"close of {closes.columns[column]} on {closes.index[row].date()} is"
            f" {values[row, column]:g}: a return needs prices above zero; leave that session out."
        )
    return closes


def _dates(sessions: pd.Index) -> str:
    return ", ".join(day.date().isoformat() for day in sessions)
