"""Price of one asset with its numbered events."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from eventstudy.charts.marks import mark_events, numbers_by_session
from eventstudy.charts.style import MUTED, SERIES
from eventstudy.charts.words import day, listed, percent
from eventstudy.types import FloatArray

TICKS_AN_INCH = 1.45


def price_with_events(
    ax: Axes,
    close: pd.Series,
    events: pd.DataFrame,
    *,
    rolls: Sequence[pd.Timestamp] = (),
    unit: str = "",
    colour: str = SERIES[0],
) -> Axes:
    """Draw the closing price; each event is a number above its first session.

    Parameters
    ----------
    ax : Axes
    close : Series
        Price by session; sessions without a price are skipped, never joined by a made-up value.
    events : DataFrame
        Columns ``number`` and ``date`` (day 0 of this asset).
    rolls : sequence of Timestamp
        First sessions of a new futures contract, marked on the axis.
    unit : str
        Label of the y axis.
    colour : str
    """
    known = close.dropna()
    sessions = pd.DatetimeIndex(known.index)
    ax.plot(_days(sessions), known.to_numpy(), color=colour, solid_joinstyle="round")
    labels = numbers_by_session(events)
    shown = pd.DatetimeIndex([session for session in labels if session in sessions])
    ax.scatter(_days(shown), known.reindex(shown).to_numpy(), s=12, color=colour, zorder=4)
    inside = pd.DatetimeIndex([roll for roll in rolls if roll in sessions])
    if len(inside):
        ax.plot(
            _days(inside), np.zeros(len(inside)), transform=ax.get_xaxis_transform(), linestyle="none",
            marker="|", markersize=7, color=MUTED, clip_on=False,
        )  # fmt: skip
    _date_ticks(ax, sessions)
    ax.set_ylabel(unit)
    ax.margins(x=0.01)
    ax.set_xlim(ax.get_xlim())
    return mark_events(ax, list(_days(shown)), [labels[session] for session in shown])


def _days(sessions: pd.DatetimeIndex) -> FloatArray:
    return np.asarray((sessions - pd.Timestamp("1970-01-01")).days, dtype=np.float64)


def _date_ticks(ax: Axes, sessions: pd.DatetimeIndex) -> None:
    if sessions.empty:
        return
    steps = {"W-MON": "%d %b", "SMS": "%d %b", "MS": "%b %Y", "QS": "%b %Y", "YS": "%Y"}
    grids = {step: pd.date_range(sessions[0], sessions[-1], freq=step) for step in steps}
    most = max(2, int(TICKS_AN_INCH * ax.get_position().width * ax.figure.bbox.width / ax.figure.dpi))
    step = next((step for step, grid in grids.items() if len(grid) <= most), "YS")
    ticks = grids[step][:: -(-len(grids[step]) // most) or 1]
    ax.set_xticks(_days(ticks), [text.lstrip("0") for text in ticks.strftime(steps[step])])


def price_with_events_alt(close: pd.Series, events: pd.DataFrame, *, name: str, unit: str = "") -> str:
    """Return what :func:`price_with_events` shows, in words."""
    known = close.dropna()
    if known.empty:
        return f"Closing price of {name}: there is no price in this period."
    dates = pd.DatetimeIndex(known.index)
    value = known.to_numpy(dtype=float)
    low, high = int(value.argmin()), int(value.argmax())
    marks = [
        f"{text} on {day(session)} at {value[dates.searchsorted(session)]:,.2f}"
        for session, text in numbers_by_session(events).items()
        if session in dates
    ]
    told = f" Events are marked: {listed(marks, most=6)}." if marks else ""
    return (
        f"Closing price of {name}{f' in {unit}' if unit else ''}, {day(dates[0])} to {day(dates[-1])}:"
        f" from {value[0]:,.2f} to {value[-1]:,.2f} ({percent(value[-1] / value[0] - 1)});"
        f" low {value[low]:,.2f} on {day(dates[low])}, high {value[high]:,.2f} on {day(dates[high])}.{told}"
    )
