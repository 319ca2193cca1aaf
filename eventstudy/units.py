"""Tables in another unit than decimals: percent, prices, or yearly rates, told from their size."""

from __future__ import annotations

import numpy as np

from eventstudy.blockwise import StudyData
from eventstudy.models.trade_to_trade import TradeToTrade
from eventstudy.panel import Panel
from eventstudy.types import FloatArray

# A typical day moves no asset by a fifth; a typical day of a market is no twentieth of a stock's.
LARGE_RETURN = 0.2
LARGE_RATIO = 20.0
# A factor a hundred times too small, a yearly rate as a daily one.
SMALL_RATIO = 1 / 200
LARGE_RISK_FREE = 0.002
# So many values of a table tell its unit.
ENOUGH = 20_000
FEWEST = 20


def unit_warnings(panel: Panel, data: StudyData) -> tuple[str, ...]:
    """Return what the size of returns and factors says about their unit; nothing if all looks like decimals.

    Parameters
    ----------
    panel : Panel
        Returns as given.
    data : StudyData
        The same tables as the model takes them: less RF where it asks for excess returns.
    """
    returns, model = _some(panel.returns), data.model
    rate = panel.returns[:, :1] - data.returns[:, :1] if model.excess else np.empty((0, 1))
    found = [*_of_returns(returns), *_of_factors(returns, data.factors, model.factors), *_of_rate(rate)]
    if isinstance(model, TradeToTrade) and panel.return_kind == "simple":
        found.append(
            "trade_to_trade adds the market's returns up over days, which needs log returns, and these are"
            " simple: use es.log_returns"
        )
    return tuple(found)


def _of_returns(returns: FloatArray) -> list[str]:
    if returns.size < FEWEST:
        return []
    size = float(np.median(np.abs(returns)))
    if (returns > 0).all():
        return [
            f"every return is positive (typically {size:.4g}): are these prices? make returns of them with"
            " es.log_returns or es.simple_returns"
        ]
    if size > LARGE_RETURN:
        return [
            f"a typical return is {size:.3g} in size, read as {size:.0%} a session: if the table is in"
            " percent, divide it by 100"
        ]
    return []


def _of_factors(returns: FloatArray, factors: FloatArray, names: tuple[str, ...]) -> list[str]:
    if "MKT" not in names or returns.size < FEWEST:
        return []
    market = _some(factors[:, [names.index("MKT")]])
    if market.size < FEWEST:
        return []
    size, typical = float(np.median(np.abs(returns))), float(np.median(np.abs(market)))
    if typical > LARGE_RATIO * size:
        which = "the factors are in percent and the returns in decimals: divide the factors by 100"
    elif typical < SMALL_RATIO * size:
        which = "the returns are in percent and the factors in decimals: divide the returns by 100"
    else:
        return []
    return [f"a typical return is {size:.3g} in size, a typical MKT {typical:.3g}: it looks as if {which}"]


def _of_rate(risk_free: FloatArray) -> list[str]:
    known = _some(risk_free)
    if known.size < FEWEST or abs(float(known.mean())) <= LARGE_RISK_FREE:
        return []
    return [
        f"RF is {known.mean():.4g} a session on average: it is to be the rate of one session in decimals,"
        " such as 0.0001; divide percent by 100, and a yearly rate by its sessions"
    ]


def _some(table: FloatArray) -> FloatArray:
    """Return finite values other than zero of the table, evenly spread if it is large."""
    step = max(int(np.sqrt(table.size / ENOUGH)), 1)
    some = table[::step, ::step] if table.shape[1] >= step else table[:: step * step]
    return np.asarray(some[np.isfinite(some) & (some != 0)], dtype=np.float64)
