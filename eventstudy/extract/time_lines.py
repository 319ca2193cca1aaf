"""Time expressions as JSON values and as lines of text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from eventstudy.extract.time_expressions import TimeExpression

_FIRST = ("start", "end", "type", "value", "text")


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
