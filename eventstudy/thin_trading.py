"""Securities that trade seldom: how much of an estimation window is without a price that moved.

A day without a trade has no return, or one of zero. Such a price answers to the market late, so that
its beta comes out too low: Scholes and Williams (1977), Journal of Financial Economics 5:309-327. The
zeros tie in ranks: Campbell and Wasley (1993), Journal of Financial Economics 33:73-92.
"""

from __future__ import annotations

import numpy as np

from eventstudy.types import EventWindow, FloatArray, IntArray

# Events looked at, evenly spread over a larger study.
LOOKED_AT = 500
# Of the days of an estimation window, the share without a move beyond which a security trades thinly.
THIN = 1 / 3


def thin_trading_warning(
    returns: FloatArray, anchor: IntArray, security: IntArray, window: EventWindow
) -> tuple[str, ...]:
    """Say so if over a third of the estimation days of an event have no return, or one of zero.

    Parameters
    ----------
    returns : ndarray of shape (n_sessions, n_securities)
        Decimal, as given: not in excess of the risk-free rate, which hides the zeros.
    anchor, security : ndarray of shape (n_events,)
        Row of ``returns`` that the estimation window is counted from, and column.
    window : EventWindow
    """
    # Evenly spread over a large study: looking at every event would cost as much as studying it.
    some = np.linspace(0, anchor.size - 1, min(anchor.size, LOOKED_AT)).astype(np.int64)
    shares = share_without_move(returns, anchor[some], security[some], window)
    thin = int((shares > THIN).sum())
    if not thin:
        return ()
    looked = " looked at" if shares.size < anchor.size else ""
    return (
        f"on more than a third of the estimation days there is no return, or one of zero, for {thin} of"
        f" {shares.size} events{looked} (at most {shares.max():.0%}): with such thin trading a plain beta is"
        " too low and rank tests over several days reject too often; use model='scholes_williams', 'dimson'"
        " or 'fowler_rorke', or 'trade_to_trade' on returns from trade to trade",
    )


def share_without_move(
    returns: FloatArray, anchor: IntArray, security: IntArray, window: EventWindow
) -> FloatArray:
    """Return the share of the sessions of each estimation window without a return other than zero.

    Sessions before the first return of a security count as before its listing, and not at all; so do
    those outside the table. Arguments as in :func:`thin_trading_warning`.

    Returns
    -------
    ndarray of shape (n_events,)
        0 where no session is left; exact where it is above a third.
    """
    if not anchor.size:
        return np.empty(0)
    start, stop = (
        np.clip(anchor + day, 0, len(returns)) for day in (window.estimation[0], window.estimation[1] + 1)
    )
    n_moved = _n_moved(returns, security, start, stop)
    # Only where much is missing can it matter when the security was listed.
    thin = np.flatnonzero(n_moved < (1 - THIN) * (stop - start))
    held, column = np.unique(security[thin], return_inverse=True)
    listed = np.isfinite(returns[:, held]).argmax(axis=0)
    start[thin] = np.clip(listed[column], start[thin], stop[thin])
    n_sessions = stop - start
    share = np.divide(n_sessions - n_moved, n_sessions, out=np.zeros(n_sessions.shape), where=n_sessions > 0)
    return np.asarray(share, dtype=np.float64)


def _n_moved(returns: FloatArray, security: IntArray, start: IntArray, stop: IntArray) -> IntArray:
    """Count the returns other than zero from row ``start`` to before row ``stop``, (n_events,)."""
    rows = start[:, None] + np.arange(int((stop - start).max()))
    values = returns[np.minimum(rows, len(returns) - 1), security[:, None]]
    # A missing return is no number above or below zero either.
    moved = ((values > 0) | (values < 0)) & (rows < stop[:, None])
    return np.asarray(moved.sum(axis=1), dtype=np.int64)
