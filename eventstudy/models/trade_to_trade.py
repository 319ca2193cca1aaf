"""Trade-to-trade market model: the return since the last trade on the market's return since then.

Maynes and Rumsey (1993), Journal of Banking and Finance 17:145-157. Over the n sessions since the
last trade the return is n alpha + beta (sum of MKT) + e with Var(e) = n sigma2; divided by sqrt(n)
that is an ordinary regression.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from eventstudy.models.linear import least_squares, linear_prediction
from eventstudy.types import BoolArray, EstimationBlock, FloatArray, IntArray, ModelFit, Prediction

# Names in ModelFit.parameters: what has passed since the last trade of the estimation window.
SESSIONS_OPEN, MARKET_OPEN = "sessions_since_trade", "market_since_trade"


@dataclass(frozen=True, slots=True, kw_only=True)
class TradeToTrade:
    """Regress returns between trades on the market's return between the same trades.

    A session without a return is one without a trade, and a return is over all sessions since the
    trade before: :func:`~eventstudy.returns.trade_to_trade_returns` makes such a table. The market's
    returns are added up over a span, so both tables are to hold **log** returns: the model sees arrays
    and cannot tell; a study warns where the table says "simple". alpha is per session.

    A span that holds a session without a market return cannot be used, and neither can the first
    return of the estimation window, as it is not known when its span began. Spans of the days after
    the window reach back into it, to its last trade; sessions at their very start that have neither
    a return nor a market return are taken for none (a shared window of an episode leaves such).
    A day of the window that was left out, as that of another event, ends a span but is not used.
    """

    factors: tuple[str, ...] = ("MKT",)
    excess: bool = False

    @property
    def n_params(self) -> int:
        """Alpha and beta."""
        return 2

    @property
    def coefficient_names(self) -> tuple[str, ...]:
        """Alpha of one session, and beta."""
        return ("alpha", "beta_MKT")

    def fit(self, block: EstimationBlock) -> ModelFit:
        """Fit each event by least squares weighted with 1 / n.

        Residuals are in units of the return, over the whole span; ``spread`` is sqrt(n), NaN on
        days that were not used.
        """
        unknown = np.full(block.returns.shape[0], np.nan)
        market = block.factors[:, :, 0]
        design, still_open = span_design(block.returns, market, unknown, unknown, block.left_out)
        root_n = np.sqrt(design[:, :, 0])
        fit = least_squares(block.returns / root_n, design / root_n[:, :, None])
        return replace(
            fit,
            residuals=fit.residuals * root_n,
            spread=root_n,
            parameters={SESSIONS_OPEN: still_open[:, 0], MARKET_OPEN: still_open[:, 1]},
        )

    def predict(self, fit: ModelFit, days: EstimationBlock) -> Prediction:
        """Return n alpha plus beta times the market since the last trade, on days with a trade.

        The other days have no normal return (NaN).
        """
        opened = fit.parameters[SESSIONS_OPEN], fit.parameters[MARKET_OPEN]
        design, _ = span_design(days.returns, days.factors[:, :, 0], *opened)
        return replace(linear_prediction(fit, design), spread=np.sqrt(design[:, :, 0]))


def span_design(
    returns: FloatArray,
    market: FloatArray,
    sessions_open: FloatArray,
    market_open: FloatArray,
    left_out: BoolArray | None = None,
) -> tuple[FloatArray, FloatArray]:
    """Return sessions and market return of the span that ends on each day with a return.

    Parameters
    ----------
    returns, market : ndarray of shape (n_events, n_days)
        Decimal; a missing return stands for a session without a trade.
    sessions_open, market_open : ndarray of shape (n_events,)
        What had passed since the last trade before the first day; NaN where unknown.
    left_out : ndarray of bool, shape (n_events, n_days), optional
        Days with a trade whose return is not to be used.

    Returns
    -------
    design : ndarray of shape (n_events, n_days, 2)
        NaN on days without a trade, or whose span is not known in full.
    still_open : ndarray of shape (n_events, 2)
        The same since the last trade; NaN without any.
    """
    n_days = returns.shape[1]
    trades = np.isfinite(returns) if left_out is None else np.isfinite(returns) | left_out
    before = _last_trade(trades, _sessions_to_skip(trades, market))
    position = np.broadcast_to(np.arange(n_days + 1), before.shape)
    # Prefix sums from the first day on: entry t is the sum over the days before t.
    prefix = np.pad(np.cumsum(np.nan_to_num(market), axis=1), ((0, 0), (1, 0)))
    gaps = np.pad(np.cumsum(np.isnan(market), axis=1), ((0, 0), (1, 0)))
    # A span that ends on day t runs over the days from the one after its last trade to t: the
    # prefix at t + 1 less that at the day after the trade; for the open span t is the last day.
    end = np.minimum(position + 1, n_days)
    sessions = (end - before).astype(np.float64)
    total = np.take_along_axis(prefix, end, axis=1) - np.take_along_axis(prefix, before, axis=1)
    missing = np.take_along_axis(gaps, end, axis=1) > np.take_along_axis(gaps, before, axis=1)
    first = np.cumsum(np.pad(trades, ((0, 0), (1, 0))), axis=1) == 0
    sessions += np.where(first, sessions_open[:, None], 0.0)
    total += np.where(first, market_open[:, None], 0.0)
    spans = np.where(missing[..., None], np.nan, np.stack([sessions, total], axis=2))
    return np.where(trades[..., None], spans[:, :n_days], np.nan), spans[:, n_days]


def _last_trade(trades: BoolArray, skipped: IntArray) -> IntArray:
    """Return, before each day and after the last, one more than the day of the last trade.

    Where there was none: the number of sessions to skip. Shape (n_events, n_days + 1).
    """
    after = np.where(trades, np.arange(1, trades.shape[1] + 1), 0)
    before = np.maximum.accumulate(np.pad(after, ((0, 0), (1, 0))), axis=1)
    return np.maximum(before, skipped[:, None])


def _sessions_to_skip(trades: BoolArray, market: FloatArray) -> IntArray:
    """Count the sessions at the start that have neither a return nor a market return, (n_events,)."""
    nothing = ~trades & np.isnan(market)
    return np.asarray(np.logical_and.accumulate(nothing, axis=1).sum(axis=1), dtype=np.int64)
