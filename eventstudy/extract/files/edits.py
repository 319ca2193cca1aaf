"""Whether an event of an events file was changed by hand since it was written."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date, datetime
from hashlib import sha256
from typing import Any

MARK = "written"
GIVEN, EDITED = "given", "edited by hand"
DATE_KEYS = ("when", "end", "timezone", "precision", "utc_time")
_NOT_MARKED = (MARK, "provenance")


def mark_of(row: Mapping[str, Any]) -> str:
    """Return a short checksum of an event's fields: of those of its date, a hyphen, and of all others.

    Space, comments and the order of the keys do not matter to it.
    """
    dates = {key: row[key] for key in DATE_KEYS if key in row}
    others = {key: value for key, value in row.items() if key not in (*DATE_KEYS, *_NOT_MARKED)}
    return f"{_digest(dates)}-{_digest(others)}"


def is_edited(row: Mapping[str, Any]) -> bool:
    """Whether a field no longer agrees with the checksum that was written beside it."""
    return MARK in row and row[MARK] != mark_of(row)


def is_redated(row: Mapping[str, Any]) -> bool:
    """Whether a field of the date no longer agrees with the checksum."""
    return MARK in row and str(row[MARK]).partition("-")[0] != mark_of(row).partition("-")[0]


def provenance_of(row: Mapping[str, Any]) -> str:
    """Return who says so: by hand where the row was edited or never marked, else what the row says."""
    if is_edited(row):
        return EDITED
    stated = str(row.get("provenance", ""))
    return stated or ("" if MARK in row else GIVEN)


def _digest(fields: Mapping[str, Any]) -> str:
    plain = json.dumps(fields, sort_keys=True, default=_iso)
    return sha256(plain.encode("utf-8", "replace")).hexdigest()[:8]


def _iso(value: object) -> str:
    return value.isoformat() if isinstance(value, date | datetime) else repr(value)
