"""Trading volume as a table that a study takes in place of returns.

Log turnover with a small constant, against the market's mean: Campbell and Wasley (1996), Review of
Quantitative Finance and Accounting 6:309-326; Ajinkya and Jain (1989), Journal of Accounting
and Economics 11:331-359, on why the logarithm is nearer to normal.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from eventstudy.errors import DataError, InputError
from eventstudy.panel import numbers, session_table
from eventstudy.types import FloatArray

# Keeps days without trade: turnover as a share of the shares outstanding, volume in shares.
TURNOVER_CONSTANT = 0.00025
VOLUME_CONSTANT = 1.0


def log_volume(volume: Any, shares: Any = None, *, constant: float | None = None) -> pd.DataFrame:
    """Return log(turnover + 0.00025), or log(volume + 1) where the shares outstanding are not given.

    The table goes to ``run_study`` in place of returns, with ``model="market"`` and
    ``factors=market_volume(...)``; an abnormal "return" of 0.10 is then 10 % more volume than expected
    (in logs).

    Parameters
    ----------
    volume : table of sessions x securities
        Shares traded; NaN where not known, 0 for a session without trade.
    shares : table of sessions x securities, or Series by security, optional
        Shares outstanding, of the same unit.
    constant : float, optional
        Added before the logarithm; 0.00025 for turnover and 1 for volume by default.

    Returns
    -------
    DataFrame
        Sessions x securities; ``attrs["return_kind"]`` is "log volume".

    Raises
    ------
    DataError
        If a volume is negative or shares outstanding are not above zero.

    Examples
    --------
    >>> import pandas as pd
    >>> traded = pd.DataFrame({"A": [0.0, 1000.0]}, index=pd.to_datetime(["2020-01-02", "2020-01-03"]))
    >>> log_volume(traded, pd.Series({"A": 1e6}))["A"].round(2).tolist()
    [-8.29, -6.68]
    """
    table = session_table(volume, "volume")
    traded = numbers(table, "volume")
    if (traded < 0).any():
        row, column = np.argwhere(traded < 0)[0]
        raise DataError(
            f"volume of {table.columns[column]} on {table.index[row]:%Y-%m-%d} is {traded[row, column]:g}:"
            " a volume is zero or more; leave that session out."
        )
    share = traded if shares is None else traded / _shares(shares, table)
    default = VOLUME_CONSTANT if shares is None else TURNOVER_CONSTANT
    added = share + (default if constant is None else constant)
    known = np.log(added, out=np.full_like(added, np.nan), where=added > 0)
    logs = pd.DataFrame(known, index=table.index.rename("session"), columns=table.columns)
    logs.attrs["return_kind"] = "log volume"
    return logs


def market_volume(log_volumes: Any) -> pd.DataFrame:
    """Return the factor table of a volume study: ``MKT``, the mean log volume of all securities.

    Parameters
    ----------
    log_volumes : table of sessions x securities
        From :func:`log_volume`; of the whole market, not of the securities with events alone.
    """
    table = session_table(log_volumes, "log_volumes")
    return pd.DataFrame({"MKT": table.mean(axis=1)}, index=table.index)


def _shares(shares: Any, table: pd.DataFrame) -> FloatArray:
    if isinstance(shares, pd.Series):
        outstanding = shares.reindex(table.columns).to_numpy(dtype=np.float64)[None, :]
    else:
        given = session_table(shares, "shares").reindex(columns=table.columns)
        # Shares outstanding change rarely and are reported now and then: the last known number holds.
        given = given.reindex(given.index.union(table.index)).ffill().loc[table.index]
        outstanding = numbers(given, "shares")
    if np.isnan(outstanding).all(axis=0).any():
        name = table.columns[int(np.isnan(outstanding).all(axis=0).argmax())]
        raise InputError(f"shares has no value for {name!r}: give the shares outstanding of each security.")
    if (outstanding <= 0).any():
        raise DataError(
            f"shares outstanding of {outstanding[outstanding <= 0][0]:g}: they must be above zero."
        )
    return outstanding
