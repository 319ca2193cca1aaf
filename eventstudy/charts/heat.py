"""Heat map of abnormal returns by event and day."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.colors import Normalize

from eventstudy.charts.style import DIVERGING
from eventstudy.charts.words import listed, percent, relative_day

MOST_CELLS_WITH_TEXT = 260
_DARK_TEXT, _LIGHT_TEXT, _NO_DATA = "#101820", "#fefefe", "#d4d4d4"


def heat_map(ax: Axes, ar: pd.DataFrame, *, se: pd.DataFrame | None = None) -> Axes:
    """Draw one row an event, one column a day; a fall is dark blue, a rise orange.

    Each cell tells its value in per cent where there is room; a cell with a bold value or a dot
    is outside the 95 % no-effect band. A grey cell has no price.

    Parameters
    ----------
    ax : Axes
    ar : DataFrame
        Abnormal returns (decimal), events x relative days; the index labels the rows.
    se : DataFrame, optional
        Standard errors of the same shape.
    """
    values = 100 * ar.to_numpy(dtype=float)
    outside = np.zeros(values.shape, dtype=bool) if se is None else np.abs(values) > 196 * se.to_numpy(float)
    limit = float(np.nanmax(np.abs(values))) if np.isfinite(values).any() else 1.0
    norm = Normalize(-limit or -1.0, limit or 1.0)
    colours = DIVERGING.with_extremes(bad=_NO_DATA)
    ax.pcolormesh(np.ma.masked_invalid(values), cmap=colours, norm=norm, edgecolors="#ffffff", linewidth=0.6)
    ax.set_yticks(np.arange(len(ar)) + 0.5, [str(name) for name in ar.index])
    every = 1 if len(ar.columns) <= 21 else 5
    ticks = [at for at, value in enumerate(ar.columns) if int(value) % every == 0]
    ax.set_xticks([at + 0.5 for at in ticks], [_signed(int(ar.columns[at])) for at in ticks])
    ax.set_xlabel("sessions after the event's first session")
    ax.invert_yaxis()
    ax.grid(visible=False)
    ax.tick_params(length=0)
    ax.spines[:].set_visible(False)
    roomy = values.size <= MOST_CELLS_WITH_TEXT
    for row, column in np.argwhere(np.isfinite(values) & (outside | roomy)):
        text = _signed_value(values[row, column]) if roomy else "•"
        red, green, blue, _ = DIVERGING(float(norm(values[row, column])))
        ax.text(
            column + 0.5, row + 0.5, text, ha="center", va="center_baseline", fontsize=6.6 if roomy else 9,
            color=_DARK_TEXT if 0.299 * red + 0.587 * green + 0.114 * blue > 0.55 else _LIGHT_TEXT,
            weight=600 if outside[row, column] else 400,
        )  # fmt: skip
    return ax


def _signed_value(value: float) -> str:
    return f"{round(value, 1) + 0.0:.1f}".replace("-", "\N{MINUS SIGN}")


def _signed(value: int) -> str:
    sign = "+" if value > 0 else "\N{MINUS SIGN}" if value < 0 else ""
    return f"{sign}{abs(value)}"


def heat_map_alt(ar: pd.DataFrame, *, name: str) -> str:
    """Return what :func:`heat_map` shows, in words."""
    values = ar.to_numpy(dtype=float)
    known = np.argwhere(np.isfinite(values))
    size = f"{len(ar)} event{'s' if len(ar) != 1 else ''} by {len(ar.columns)} days"
    if not len(known):
        return f"Heat map of abnormal returns of {name}, {size}: none could be computed."
    largest = sorted(known, key=lambda at: -abs(values[at[0], at[1]]))[:3]
    told = [
        f"{percent(values[row, column])} for {ar.index[row]} on {relative_day(int(ar.columns[column]))}"
        for row, column in largest
    ]
    missing = values.size - len(known)
    gaps = f" Cells without a price: {missing}." if missing else ""
    return (
        f"Heat map of abnormal returns of {name}, {size}: from {percent(float(np.nanmin(values)))} to"
        f" {percent(float(np.nanmax(values)))}. Largest: {listed(told)}.{gaps}"
    )
