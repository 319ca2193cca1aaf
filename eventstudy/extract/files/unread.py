"""Keys and columns of an events file that are not read: named in a warning, so that no edit is lost."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Mapping
from typing import Any

HEAD_KEYS = ("title", "published", "published_source", "published_evidence", "warnings", "events", "claims")
EVENT_KEYS = (
    *("event_id", "when", "end", "timezone", "label", "type", "precision", "utc_time", "modality"),
    *("date_source", "time_text", "rule", "country", "place", "participants", "trigger", "confidence"),
    *("quote", "char_start", "char_end", "mentions", "anchor", "zone_source", "provenance", "sources"),
    "written",
)
CLAIM_KEYS = (
    *("asset", "direction", "magnitudes", "level", "qualifiers", "date", "quote", "char_start", "char_end"),
)
CSV_COLUMNS = (
    *("event_id", "when", "end", "timezone", "label", "type", "precision", "utc_time", "modality"),
    *(
        "date_source",
        "country",
        "place",
        "confidence",
        "quote",
        "time_text",
        "rule",
        "anchor",
        "zone_source",
        "provenance",
    ),
    *("sources", "written"),
)
# Columns of clock times, which are part of the date.
CLOCKS = ("time", "clock", "clock_time", "time_of_day", "hour", "event_time")
CLOCK_HINT = "clock times go into 'when', such as 2020-01-03T14:30-05:00"
_MOST = 12
_NEAR = 0.65  # "edn" is near "end", "colour" not near "country"
Block = tuple[Mapping[str, Any], str]


def unread_keys(table: Mapping[str, Any], events: Iterable[Block], claims: Iterable[Block]) -> list[str]:
    """Return a warning each for the head, the events and the claims of an ``events.toml`` with unread keys.

    Each block comes with its line, which the warning names.
    """
    found = [
        _warning("the head of the file", "key", _unknown([(table, "")], HEAD_KEYS), HEAD_KEYS),
        _warning("[[events]]", "key", _unknown(events, EVENT_KEYS), EVENT_KEYS),
        _warning("[[claims]]", "key", _unknown(claims, CLAIM_KEYS), CLAIM_KEYS),
    ]
    return [warning for warning in found if warning]


def unread_columns(names: Iterable[str]) -> list[str]:
    """Return a warning where a CSV of events has columns that are not read."""
    warning = _warning("the header", "column", dict.fromkeys(_others(names, CSV_COLUMNS), ""), CSV_COLUMNS)
    return [warning] if warning else []


def _unknown(blocks: Iterable[Block], known: tuple[str, ...]) -> dict[str, str]:
    """Names that are not known, each with where it stands first."""
    found: dict[str, str] = {}
    for block, where in blocks:
        for name in _others(block, known):
            found.setdefault(name, where)
    return found


def _others(names: Iterable[str], known: tuple[str, ...]) -> list[str]:
    return [name for name in names if name and name not in known]


def _warning(place: str, kind: str, unknown: Mapping[str, str], known: tuple[str, ...]) -> str:
    if not unknown:
        return ""
    told = [_told(name, where, known) for name, where in list(unknown.items())[:_MOST]]
    more = f" and {len(unknown) - _MOST} more" if len(unknown) > _MOST else ""
    many = kind if len(unknown) == 1 else f"{kind}s"
    return f"{place}: {many} not read: {', '.join(told)}{more}; known: {', '.join(known)}."


def _told(name: str, where: str, known: tuple[str, ...]) -> str:
    if "when" in known and re.sub(r"[\s-]+", "_", name.strip().lower()) in CLOCKS:
        return f"{name[:30]!r} ({', '.join(filter(None, [where, CLOCK_HINT]))})"
    near = difflib.get_close_matches(name[:30].lower(), known, n=1, cutoff=_NEAR)
    notes = [where] if where else []
    notes += [f"did you mean {near[0]!r}?"] if near else []
    return repr(name[:30]) + (f" ({', '.join(notes)})" if notes else "")
