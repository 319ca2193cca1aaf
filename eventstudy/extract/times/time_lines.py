"""Time expressions of a text, which may be a page, as JSON values and as lines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, replace
from datetime import date
from typing import Any

from eventstudy.extract.article.page import read_page
from eventstudy.extract.times.time_expressions import TimeExpression, time_expressions

_FIRST = ("start", "end", "type", "value", "text")


def times_of(text: str, published: date | None) -> tuple[TimeExpression, ...]:
    """Return the time expressions of a text without its markup, with offsets into the text as given.

    Raises
    ------
    ArticleError
        If the text is blank, too long or binary.
    """
    page = read_page(text)
    found = time_expressions(page.text, published)
    spans = [page.span(one.start, one.end) for one in found]
    return tuple(replace(one, start=start, end=end) for one, (start, end) in zip(found, spans, strict=True))


def times_document(found: Sequence[TimeExpression]) -> list[dict[str, Any]]:
    """Return time expressions as JSON values, a field that says nothing left out."""
    return [{key: value for key, value in asdict(one).items() if key in _FIRST or value} for one in found]


def time_lines(found: Sequence[TimeExpression]) -> list[str]:
    """Return a line an expression: where it stands, type, value, words, and what else is known."""
    return [_line(row) for row in times_document(found)] or ["no time expression was found."]


def _line(row: dict[str, Any]) -> str:
    words = " ".join(row["text"].split())
    others = "".join(f"  {key}={value}" for key, value in row.items() if key not in _FIRST)
    return f"{row['start']:>6}-{row['end']:<6} {row['type']:8} {row['value']:24} {words}{others}"
