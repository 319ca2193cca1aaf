"""The report as one self-contained web page: no script, no request, light and dark, fit to print."""

from __future__ import annotations

import re
from dataclasses import asdict
from pathlib import Path
from typing import Any

import jinja2
from markupsafe import Markup

from eventstudy.charts.style import BAND, GRID, INK, MUTED, RULE, SERIES
from eventstudy.report.document import Document

TEMPLATES = Path(__file__).with_name("templates")
_VARIABLES = {
    INK: "ink", MUTED: "muted", RULE: "rule", GRID: "grid", BAND: "band", "#ffffff": "paper",
    **{colour: f"s{at}" for at, colour in enumerate(SERIES)},
}  # fmt: skip
_SIZE = re.compile(r'\s(?:width|height)="[^"]*"')
_COLOUR = re.compile("|".join(map(re.escape, _VARIABLES)))


def html(document: Document) -> str:
    """Return the document as an HTML page; all text is escaped, only the charts are markup."""
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(TEMPLATES), autoescape=True, undefined=jinja2.StrictUndefined,
        trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True,
    )  # fmt: skip
    return environment.get_template("report.html.j2").render(note=_inline_charts(asdict(document)))


def _inline_charts(note: dict[str, Any]) -> dict[str, Any]:
    for section in note["sections"]:
        for block in section["blocks"]:
            if block["kind"] == "picture":
                block["svg"] = Markup(inline_svg(block["svg"], prefix=f"f{block['number']}"))  # noqa: S704
    return note


def inline_svg(svg: str, *, prefix: str) -> str:
    """Return an SVG document of :mod:`eventstudy.charts` as an element of a page.

    Its ids are made unique by ``prefix``, its colours follow the colour scheme of the page.
    """
    element = svg[svg.index("<svg") :].strip()
    opening, rest = element.split(">", maxsplit=1)
    element = f"{_SIZE.sub('', opening)}>{rest}"
    element = re.sub(r'\bid="', f'id="{prefix}-', element)
    element = re.sub(r'href="#', f'href="#{prefix}-', element)
    element = re.sub(r"url\(#", f"url(#{prefix}-", element)
    element = element.replace("<svg ", '<svg aria-hidden="true" focusable="false" ', 1)
    return _COLOUR.sub(lambda found: f"var(--{_VARIABLES[found.group()]})", element)
