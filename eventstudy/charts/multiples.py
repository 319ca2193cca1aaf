"""Small multiples: one panel an event, all on the same scale."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from numpy.typing import NDArray

from eventstudy.charts.words import listed


def small_multiples(
    figure: Figure,
    panels: Mapping[str, pd.DataFrame],
    draw: Callable[[Axes, pd.DataFrame], Axes],
    *,
    columns: int = 3,
) -> NDArray[np.object_]:
    """Draw each table of ``panels`` on its own axes and return the axes, in the order of the panels.

    Parameters
    ----------
    figure : Figure
    panels : Mapping
        Title of the panel -> the rows that ``draw`` receives.
    draw : callable
        A chart of this package, such as :func:`~eventstudy.charts.abnormal.ar_by_day`.
    columns : int
        Panels beside one another.
    """
    across = max(1, min(columns, len(panels)))
    down = max(1, -(-len(panels) // across))
    grid = figure.subplots(down, across, sharex=True, sharey=True, squeeze=False)
    axes = grid.ravel()
    for ax, (title, rows) in zip(axes, panels.items(), strict=False):
        draw(ax, rows)
        ax.set_title(title, fontsize=8.5)
        ax.label_outer()
    for ax in axes[len(panels) :]:
        ax.remove()
    return np.asarray(axes[: len(panels)], dtype=object)


def small_multiples_alt(panels: Mapping[str, pd.DataFrame], alt: Callable[[pd.DataFrame, str], str]) -> str:
    """Return what :func:`small_multiples` shows: the words of ``alt(rows, title)`` for each panel."""
    titles = listed(list(panels), most=6)
    told = " ".join(alt(rows, title) for title, rows in panels.items())
    return f"{len(panels)} panels on one scale: {titles}. {told}"
