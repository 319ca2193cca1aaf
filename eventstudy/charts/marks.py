"""Numbered marks of events above an axis, kept from covering one another."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
from matplotlib.axes import Axes

from eventstudy.charts.style import MUTED, RULE

MAX_LEVELS = 4
_LEVEL_INCHES = 0.185


def numbers_by_session(events: pd.DataFrame) -> dict[pd.Timestamp, str]:
    """Return the label of each session that holds an event: "2", or "2, 3" where two share it.

    Parameters
    ----------
    events : DataFrame
        Columns ``number`` (int) and ``date`` (day 0); rows without a date are left out.
    """
    dated = events.dropna(subset=["date"])
    labels: dict[pd.Timestamp, str] = {}
    for session, rows in dated.groupby(pd.to_datetime(dated["date"]), sort=True):
        numbers = sorted({int(number) for number in rows["number"]})
        labels[pd.Timestamp(str(session))] = _joined(numbers)
    return labels


def _joined(numbers: Sequence[int]) -> str:
    if len(numbers) > 3:
        return f"{numbers[0]}…{numbers[-1]}"
    return ", ".join(map(str, numbers))


def levels(positions: Sequence[float], widths: Sequence[float]) -> list[int]:
    """Return the row for each mark so that marks in one row do not touch, lowest rows first.

    Parameters
    ----------
    positions, widths : sequences of float
        Centres, increasing, and widths of the marks in the unit of the axis.
    """
    ends = [float("-inf")] * MAX_LEVELS
    chosen: list[int] = []
    for position, width in zip(positions, widths, strict=True):
        free = [row for row in range(MAX_LEVELS) if position - width / 2 >= ends[row]]
        row = free[0] if free else min(range(MAX_LEVELS), key=ends.__getitem__)
        ends[row] = position + width / 2
        chosen.append(row)
    return chosen


def mark_events(ax: Axes, positions: Sequence[float], labels: Sequence[str]) -> Axes:
    """Draw a thin line at each position and its number in a circle above the axes.

    Call it after the limits of the x axis are set: the distance between marks depends on them.

    Parameters
    ----------
    ax : Axes
    positions : sequence of float
        Increasing, in the unit of the x axis.
    labels : sequence of str
    """
    left, right = ax.get_xlim()
    place, page, dpi = ax.get_position(), ax.figure.bbox, ax.figure.dpi
    width, height = max(place.width * page.width / dpi, 0.3), max(place.height * page.height / dpi, 0.3)
    per_inch = (right - left) / width
    widths = [(0.14 + 0.065 * len(label)) * per_inch for label in labels]
    for position, label, level in zip(positions, labels, levels(positions, widths), strict=True):
        top = 1 + (0.1 + level * _LEVEL_INCHES) / height
        ax.plot(
            [position, position], [0, top], transform=ax.get_xaxis_transform(),
            color=RULE, linewidth=0.6, linestyle=(0, (2, 2)), clip_on=False, zorder=0.5,
        )  # fmt: skip
        ax.text(
            position, top, label, transform=ax.get_xaxis_transform(), ha="center", va="center",
            fontsize=7, color="#ffffff", clip_on=False, zorder=6,
            bbox={"boxstyle": "round,pad=0.22,rounding_size=0.7", "facecolor": MUTED, "edgecolor": "none"},
        )  # fmt: skip
    return ax
