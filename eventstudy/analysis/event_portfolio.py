"""The portfolio that holds each security for some sessions after its events.

Jaffe (1974), Journal of Business 47:410-428; Mandelker (1974), Journal of Financial Economics 1:303-335.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, Literal

import numpy as np
import pandas as pd

from eventstudy.errors import InputError, NoEventsError, WindowError
from eventstudy.event_table import ROW, event_table
from eventstudy.panel import Panel, numbers, return_panel, session_table
from eventstudy.placement import OnMissingDate, Placement, one_event_a_session, place
from eventstudy.types import BoolArray, FloatArray, Horizon, IntArray

ReturnKind = Literal["simple", "log"]
# Of a table that does not say what its returns are: taken for simple ones.
UNNAMED = "as given"


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class EventPortfolio:
    """Simple return of the portfolio by session, decimal, and how many securities it holds.

    ``returns`` is NaN, and ``n_active`` zero, on sessions without an active security; ``dropped``
    names the events that could not be placed.
    """

    returns: pd.Series
    n_active: pd.Series
    n_events: int
    dropped: pd.DataFrame


def event_portfolio(
    returns: Any,
    events: Any,
    *,
    holding: Horizon,
    weights: Any = None,
    return_kind: ReturnKind | None = None,
    on_missing_date: OnMissingDate = "next",
) -> EventPortfolio:
    """Return the portfolio of the securities that had an event.

    A security is active on the relative days ``holding`` of any of its events; once, however many
    of them there are. On a session without its return it is left out.

    Parameters
    ----------
    returns : table of sessions x securities
        Decimal; log returns are turned into simple ones, which add up over securities.
    events : table
        As for :func:`~eventstudy.study.run_study`.
    holding : (int, int)
        First and last relative session held, such as (1, 250).
    weights : table of sessions x securities, optional
        Such as market values at the previous close; equal weights by default. A security without a
        weight above zero is left out.
    return_kind : {"simple", "log"}, optional
        What ``returns`` holds; by default ``returns.attrs["return_kind"]``, and simple returns if that
        is not set. Tables of polars and pyarrow have no attrs: name log returns here.
    on_missing_date : {"next", "previous", "skip", "error"}

    Raises
    ------
    InputError
        If the kind of the returns is not known.
    NoEventsError
        If no event could be placed.
    """
    if holding[0] > holding[1]:
        raise WindowError(f"holding {holding[0]}:{holding[1]} is reversed: give the earlier day first.")
    panel = simple_panel(returns, return_kind)
    placement, dropped = placed_events(events, panel, on_missing_date)
    active = active_securities(placement.day_zero, placement.security, holding, panel.returns.shape)
    value, n_active = weighted_returns(panel.returns, active, _weights(weights, panel))
    return EventPortfolio(
        returns=pd.Series(value, index=panel.sessions, name="portfolio"),
        n_active=pd.Series(n_active, index=panel.sessions, name="n_active"),
        n_events=placement.day_zero.size,
        dropped=dropped,
    )


def simple_panel(returns: Any, return_kind: ReturnKind | None = None) -> Panel:
    """Return the arrays of a table of returns, log returns turned into simple ones.

    Raises
    ------
    InputError
        If ``return_kind``, or without it that of the table's attrs, is not "simple" or "log".
    """
    panel = return_panel(returns)
    kind = panel.return_kind if return_kind is None else return_kind
    if kind not in ("simple", "log", UNNAMED):
        where = "attrs['return_kind'] of a table" if return_kind is None else "return_kind"
        raise InputError(f"{where} is {kind!r}: use 'simple' or 'log'.")
    if kind != "log":
        return panel
    return replace(panel, returns=np.expm1(panel.returns), return_kind="simple")


def placed_events(
    events: Any, panel: Panel, on_missing_date: OnMissingDate
) -> tuple[Placement, pd.DataFrame]:
    """Return the events with a day 0, one for each security and session, and those without.

    Raises
    ------
    NoEventsError
        If none has a day 0.
    """
    placed, unplaced = place(event_table(events, panel), panel, on_missing_date)
    single, merged = one_event_a_session(placed)
    dropped = pd.concat([unplaced, merged], ignore_index=True).drop(columns=ROW)
    if not single.day_zero.size:
        reasons = "; ".join(dropped["reason"].unique()[:3])
        raise NoEventsError(f"none of {len(dropped)} events could be placed: {reasons}.")
    return single, dropped


def active_securities(
    day_zero: IntArray, security: IntArray, holding: Horizon, shape: tuple[int, int]
) -> BoolArray:
    """Return which securities are within ``holding`` of an event, (n_sessions, n_securities)."""
    n_sessions, n_securities = shape
    change = np.zeros((n_sessions + 1, n_securities), dtype=np.int64)
    np.add.at(change, (np.clip(day_zero + holding[0], 0, n_sessions), security), 1)
    np.add.at(change, (np.clip(day_zero + holding[1] + 1, 0, n_sessions), security), -1)
    return np.asarray(np.cumsum(change, axis=0)[:-1] > 0, dtype=np.bool_)


def weighted_returns(
    returns: FloatArray, active: BoolArray, weights: FloatArray
) -> tuple[FloatArray, IntArray]:
    """Return the weighted mean return of the active securities, and their number, each (n_sessions,)."""
    held = active & np.isfinite(returns) & (np.nan_to_num(weights) > 0)
    weight = np.where(held, weights, 0.0)
    total = weight.sum(axis=1)
    earned = (weight * np.where(held, returns, 0.0)).sum(axis=1)
    value = np.divide(earned, total, out=np.full(total.shape, np.nan), where=total > 0)
    return value, held.sum(axis=1).astype(np.int64)


def _weights(weights: Any, panel: Panel) -> FloatArray:
    if weights is None:
        return np.ones(panel.returns.shape)
    table = session_table(weights, "weights")
    table.columns = pd.Index([str(name) for name in table.columns])
    if missing := [name for name in panel.securities if name not in table.columns]:
        raise InputError(f"weights has no column {missing[0]!r}: give a weight for each security.")
    return numbers(table.reindex(index=panel.sessions, columns=list(panel.securities)), "weights")
