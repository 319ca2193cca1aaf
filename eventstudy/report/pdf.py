"""The report as PDF: tagged, PDF/UA-1, the same bytes each time, set by typst."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

import typst

from eventstudy.report.document import Document
from eventstudy.report.plain import FONTS, printable

TEMPLATE = Path(__file__).with_name("templates") / "report.typ"
MAX_RUNNING_TITLE = 110
_AS_IS = frozenset({"svg", "kind", "name"})


def pdf(document: Document) -> bytes:
    """Return the document as PDF/UA-1.

    The text goes to the template as data and is never read as markup; no file but the template and
    the fonts shipped is read, and no network is used.
    """
    values = _printable(asdict(document))
    # Metadata is not drawn: it keeps characters that the fonts lack, and has no places to break words.
    values["metadata"] = {"title": document.title, "description": document.headline}
    values["short"] = printable(_clipped(document.headline))
    content = typst.compile(
        TEMPLATE,
        root=TEMPLATE.parent,
        font_paths=[FONTS],
        ignore_system_fonts=True,
        format="pdf",
        sys_inputs={"document": json.dumps(values)},
        pdf_standards=["ua-1"],
        timestamp=0,
    )
    return bytes(content)


def _clipped(text: str) -> str:
    return text if len(text) <= MAX_RUNNING_TITLE else f"{text[: MAX_RUNNING_TITLE - 1].rstrip()}…"


def _printable(value: Any, key: str = "") -> Any:
    if isinstance(value, Mapping):
        return {name: _printable(item, str(name)) for name, item in value.items()}
    if isinstance(value, list | tuple):
        return [_printable(item, key) for item in value]
    if isinstance(value, str) and key not in _AS_IS:
        return printable(value)
    return value
