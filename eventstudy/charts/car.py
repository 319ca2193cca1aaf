"""Path of the cumulative abnormal return with its 95 % interval."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator

from eventstudy.charts.abnormal import percent_axis
from eventstudy.charts.style import RULE, SERIES
from eventstudy.charts.words import percent, relative_day

LINES = ("-", "--", "-.", ":")


def car_path(ax: Axes, path: pd.DataFrame, *, label: str = "", series: int = 0) -> Axes:
    """Draw a cumulative abnormal return and the band that holds it with 95 % confidence.

    Parameters
    ----------
    ax : Axes
    path : DataFrame
        Columns ``day``, ``car``, ``ci_low`` and ``ci_high`` (decimal), one row a day.
    label : str
        Name of the line in a legend.
    series : int
        Position in the colour and line cycle: 0 for the first line on the axes.
    """
    rows = path.dropna(subset=["car"]).sort_values("day")
    days = rows["day"].to_numpy(dtype=float)
    car, low, high = (100 * rows[name].to_numpy(dtype=float) for name in ("car", "ci_low", "ci_high"))
    colour = SERIES[series % len(SERIES)]
    ax.fill_between(days, low, high, color=colour, alpha=0.13, linewidth=0)
    ax.plot(days, low, color=colour, linewidth=0.5, alpha=0.6)
    ax.plot(days, high, color=colour, linewidth=0.5, alpha=0.6)
    ax.plot(days, car, LINES[series % len(LINES)], color=colour, marker="o", markersize=2.6, label=label)
    ax.axhline(0, color=RULE, linewidth=0.6)
    ax.xaxis.set_major_locator(MaxNLocator(integer=True, nbins=9))
    ax.yaxis.set_major_formatter(percent_axis())
    ax.set_xlabel("sessions after the event's first session")
    ax.set_ylabel("cumulative abnormal return")
    return ax


def car_path_alt(path: pd.DataFrame, *, name: str) -> str:
    """Return what :func:`car_path` shows, in words."""
    rows = path.dropna(subset=["car"]).sort_values("day")
    if rows.empty:
        return f"Cumulative abnormal return of {name}: none could be computed."
    first, last = rows.iloc[0], rows.iloc[-1]
    clear = rows[(rows["ci_low"] > 0) | (rows["ci_high"] < 0)]
    peak = rows.iloc[int(np.argmax(rows["car"].abs()))]
    verdict = (
        f"The band leaves zero out on {len(clear)} of {len(rows)} days."
        if len(clear)
        else "The band holds zero on every day."
    )
    return (
        f"Cumulative abnormal return of {name} from {relative_day(int(first['day']))} to"
        f" {relative_day(int(last['day']))}: it ends at {percent(last['car'])}"
        f" (95 % interval {percent(last['ci_low'])} to {percent(last['ci_high'])}) and is furthest from zero"
        f" on {relative_day(int(peak['day']))} at {percent(peak['car'])}. {verdict}"
    )
