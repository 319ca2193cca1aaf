"""Bars of abnormal returns with their 95 % no-effect band."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import FuncFormatter, MaxNLocator

from eventstudy.charts.marks import mark_events, numbers_by_session
from eventstudy.charts.style import BAND, RULE, SERIES
from eventstudy.charts.words import day, listed, percent, relative_day
from eventstudy.types import FloatArray

Z95 = 1.96


def ar_by_day(ax: Axes, abnormal: pd.DataFrame, *, colour: str = SERIES[0]) -> Axes:
    """Draw the abnormal returns of one event and asset by relative day.

    Parameters
    ----------
    ax : Axes
    abnormal : DataFrame
        Columns ``day``, ``ar`` and ``se`` (decimal), one row a day; the grey band is
        0 +/- 1.96 ``se``. Days outside it are filled, days inside it are outlined.
    colour : str
    """
    rows = abnormal.sort_values("day")
    positions = rows["day"].to_numpy(dtype=float)
    _bars(ax, positions, rows, colour)
    ax.axvline(0, color=RULE, linewidth=0.6, linestyle=(0, (2, 2)), zorder=0.5)
    ax.xaxis.set_major_locator(MaxNLocator(integer=True, nbins=11))
    ax.set_xlabel("sessions after the event's first session")
    return ax


def ar_by_session(ax: Axes, abnormal: pd.DataFrame, events: pd.DataFrame, *, colour: str = SERIES[0]) -> Axes:
    """Draw the abnormal returns of one asset session by session through an episode.

    Parameters
    ----------
    ax : Axes
    abnormal : DataFrame
        Columns ``session``, ``ar`` and ``se``, one row a session.
    events : DataFrame
        Columns ``number`` and ``date``, marked above the axes.
    colour : str
    """
    rows = abnormal.dropna(subset=["session"]).sort_values("session").reset_index(drop=True)
    sessions = pd.DatetimeIndex(rows["session"])
    positions = np.arange(len(rows), dtype=float)
    _bars(ax, positions, rows, colour)
    step = max(1, -(-len(rows) // 12))
    ax.set_xticks(positions[::step], [f"{s.day} {s:%b}" for s in sessions[::step]])
    labels = numbers_by_session(events)
    shown = [(float(sessions.searchsorted(s)), text) for s, text in labels.items() if s in sessions]
    ax.set_xlim(-0.7, len(rows) - 0.3)
    return mark_events(ax, [x for x, _ in shown], [text for _, text in shown])


def _bars(ax: Axes, positions: FloatArray, rows: pd.DataFrame, colour: str) -> None:
    ar = 100 * rows["ar"].to_numpy(dtype=float)
    band = 100 * Z95 * rows["se"].to_numpy(dtype=float)
    outside = np.abs(ar) > band
    if len(positions):
        edges = np.append(positions - 0.5, positions[-1] + 0.5)
        ax.stairs(band, edges, baseline=-band, fill=True, color=BAND, zorder=0)
        for edge in (band, -band):
            ax.hlines(edge, edges[:-1], edges[1:], color=RULE, linewidth=0.5, zorder=0.2)
    faces = [colour if out else "none" for out in outside]
    ax.bar(positions, ar, width=0.62, color=faces, edgecolor=colour, linewidth=0.8, zorder=2)
    ax.axhline(0, color=RULE, linewidth=0.6)
    ax.set_ylabel("abnormal return")
    ax.yaxis.set_major_formatter(percent_axis())


def percent_axis() -> FuncFormatter:
    """Return the formatter of an axis in per cent, with a true minus sign."""
    return FuncFormatter(lambda value, _: f"{value:g} %".replace("-", "\N{MINUS SIGN}"))


def ar_by_day_alt(abnormal: pd.DataFrame, *, name: str) -> str:
    """Return what :func:`ar_by_day` shows, in words."""
    days = [relative_day(int(value)) for value in abnormal["day"]]
    return _alt(abnormal, days, name)


def ar_by_session_alt(abnormal: pd.DataFrame, *, name: str) -> str:
    """Return what :func:`ar_by_session` shows, in words."""
    rows = abnormal.dropna(subset=["session"]).sort_values("session")
    return _alt(rows, [day(value) for value in rows["session"]], name)


def _alt(rows: pd.DataFrame, days: Sequence[str], name: str) -> str:
    known = [
        (text, float(ar), float(se))
        for text, ar, se in zip(days, rows["ar"], rows["se"], strict=True)
        if np.isfinite(ar)
    ]
    if not known:
        return f"Abnormal returns of {name}: none could be computed."
    outside = [f"{text} ({percent(ar)})" for text, ar, se in known if abs(ar) > Z95 * se]
    largest = max(known, key=lambda row: abs(row[1]))
    verdict = (
        f"{len(outside)} of {len(known)} lie outside the 95 % no-effect band: {listed(outside, most=6)}."
        if outside
        else f"all {len(known)} lie inside the 95 % no-effect band."
    )
    return (
        f"Abnormal returns of {name}, {known[0][0]} to {known[-1][0]}: {verdict}"
        f" The largest is {percent(largest[1])} on {largest[0]}."
    )
