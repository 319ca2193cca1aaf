"""The look of every chart: one style file, open fonts, colours that stay apart in greyscale."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import matplotlib as mpl
from matplotlib import font_manager
from matplotlib import style as mpl_style
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.figure import Figure

STYLE_FILE = Path(__file__).with_name("eventstudy.mplstyle")
FONTS = Path(__file__).parent.parent / "report" / "fonts"

INK = "#1c2733"
MUTED = "#4a5560"
RULE = "#8a94a0"
GRID = "#dde2e7"
BAND = "#eef1f4"
SERIES = ("#0f3557", "#c4571b", "#5fa8a0", "#d9b54a")

# The two ends differ in lightness as well as in hue: a fall is darker than an equal rise in greyscale.
DIVERGING = LinearSegmentedColormap.from_list(
    "eventstudy_diverging", ["#0f3557", "#6f93b5", "#f4f4f2", "#f0b679", "#c4571b"]
)


@cache
def _register_fonts() -> None:
    for path in sorted(FONTS.glob("*.ttf")):
        font_manager.fontManager.addfont(path)


@contextmanager
def style() -> Iterator[None]:
    """Draw in the package's style within the block; the caller's settings come back after it.

    Examples
    --------
    >>> with style():
    ...     figure = Figure(figsize=(6, 3))
    """
    _register_fonts()
    with mpl.rc_context():
        mpl.rcdefaults()
        mpl_style.use(STYLE_FILE)
        yield


def draw_svg(draw: Callable[[Figure], object], *, width: float, height: float) -> str:
    """Draw on a new figure in the package's style and return it as an SVG document.

    The same drawing gives the same text: ids are salted, there is no date, and letters are
    outlines, so that no font is needed to show it.

    Parameters
    ----------
    draw : callable
        Receives the empty :class:`~matplotlib.figure.Figure`.
    width, height : float
        Size in inches.
    """
    with style():
        figure = Figure(figsize=(width, height))
        draw(figure)
        buffer = io.StringIO()
        FigureCanvasSVG(figure)
        no_metadata = dict.fromkeys(("Date", "Creator", "Format", "Type"))
        figure.savefig(buffer, format="svg", metadata=no_metadata, transparent=True)
    # The comments hold the text of the labels, which the outlines show already.
    return re.sub(r"<!--.*?-->\n?", "", buffer.getvalue(), flags=re.DOTALL)
