"""The file ``events.toml``: written for a reader to edit, and read again."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from eventstudy.errors import EventsFileError
from eventstudy.extract.files.edits import MARK, mark_of
from eventstudy.extract.files.event_checks import check_count, check_text, check_unique
from eventstudy.extract.files.event_csv import read_events_csv
from eventstudy.extract.files.event_rows import claim_from_row, event_from_row, reading_from_table
from eventstudy.extract.files.unread import unread_keys
from eventstudy.types import Claim, Event, Reading

__all__ = ["events_toml", "read_events_csv", "read_events_toml"]

_HEAD = """\
# Events of {name}, to be edited by hand and given back in place of the article.
#
# An event needs `event_id` and `when`; all else may be left out. Delete a block to leave an event out.
#   when, end     a date (2020-01-03), a month ("2019-12"), a year ("2019"), or a time stamp with offset
#                 (2020-01-03T01:00:00+03:00); without offset it is local to `timezone`. Together they hold
#                 the true moment.
#   timezone      IANA name, such as "Asia/Baghdad"; UTC if left out
#   precision     minute hour part_of_day day week part_of_month month quarter year range
#   utc_time      the moment itself, only where a clock time is known
#   modality      happened scheduled hypothetical denied background; only what happened is studied
#   date_source   stated relative ordering background: what the date rests on
#   label         short name for charts
#   quote, char_start, char_end, mentions: where the article tells of it
#   provenance    who says so; an event that you change becomes "edited by hand", one that you add "given"
#   written       a checksum by which a change is seen: leave it as it is
"""


def events_toml(reading: Reading, *, name: str) -> str:
    """Return ``reading`` as an ``events.toml``, with comments that explain the fields.

    Parameters
    ----------
    reading : Reading
    name : str
        What the events are of, for the first line.
    """
    shown = "".join(ch if ch.isprintable() else " " for ch in name)
    parts = [_HEAD.format(name=shown), _table(_reading_fields(reading))]
    parts += ["[[events]]\n" + _event_table(event) for event in reading.events]
    parts += ["[[claims]]\n" + _table(_claim_fields(claim)) for claim in reading.claims]
    return "\n".join(parts)


def _reading_fields(reading: Reading) -> dict[str, Any]:
    return {
        "title": reading.title,
        "published": reading.published,
        "published_source": reading.published_source if reading.published else None,
        "published_evidence": reading.published_evidence,
        "warnings": list(reading.warnings),
    }


def _event_fields(event: Event) -> dict[str, Any]:
    single = event.precision == "day" and event.start.date() == event.end.date()
    return {
        "event_id": event.event_id,
        "when": event.start.date() if single else event.start,
        "end": None if single else event.end,
        "timezone": event.timezone,
        "label": event.label,
        "type": event.type,
        "precision": event.precision,
        "utc_time": event.utc_time,
        "modality": event.modality,
        "date_source": event.date_source,
        "time_text": event.time_text,
        "rule": event.rule,
        "country": event.country,
        "place": event.place,
        "participants": list(event.participants),
        "trigger": event.trigger,
        "confidence": event.confidence,
        "quote": event.quote,
        "char_start": event.char_start,
        "char_end": event.char_end,
        "mentions": [list(span) for span in event.mentions],
        "anchor": event.anchor,
        "zone_source": event.zone_source,
        "provenance": event.provenance,
        "sources": list(event.sources),
    }


def _event_table(event: Event) -> str:
    """Return the lines of an event, the last of them a checksum by which an edit is seen."""
    lines = _table(_event_fields(event))
    # Of the fields as they will be read, so that what TOML cannot hold is no edit.
    return f'{lines}{MARK} = "{mark_of(tomllib.loads(lines))}"\n'


def _claim_fields(claim: Claim) -> dict[str, Any]:
    return {
        "asset": claim.asset,
        "direction": claim.direction,
        "magnitudes": [{"value": m.value, "unit": m.unit} for m in claim.magnitudes],
        "level": claim.level,
        "qualifiers": list(claim.qualifiers),
        "date": claim.date,
        "quote": claim.quote,
        "char_start": claim.char_start,
        "char_end": claim.char_end,
    }


def _table(fields: Mapping[str, Any]) -> str:
    lines = [f"{key} = {_value(value)}" for key, value in fields.items() if value not in (None, "", [])]
    return "\n".join(lines) + "\n"


def _value(value: Any) -> str:
    if isinstance(value, str):
        return _quoted(value)
    if isinstance(value, datetime):
        # Offsets of old local times have seconds, which TOML cannot write: those stay local to the zone.
        offset = value.utcoffset()
        odd = offset is not None and offset.total_seconds() % 60 != 0
        return (value.replace(tzinfo=None) if odd else value).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return "{ " + ", ".join(f"{k} = {_value(v)}" for k, v in value.items()) + " }"
    if isinstance(value, list):
        return "[" + ", ".join(map(_value, value)) + "]"
    return repr(value)


_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t", "\b": "\\b", "\f": "\\f"}


def _quoted(text: str) -> str:
    """Return a TOML basic string: control and invisible characters as escapes, lone surrogates as U+FFFD."""
    return '"' + "".join(_escaped(ch) for ch in text) + '"'


def _escaped(ch: str) -> str:
    if ch in _ESCAPES:
        return _ESCAPES[ch]
    if 0xD800 <= ord(ch) <= 0xDFFF:
        return "\\uFFFD"
    if ch == " " or ch.isprintable():
        return ch
    return f"\\u{ord(ch):04X}" if ord(ch) <= 0xFFFF else f"\\U{ord(ch):08X}"


def read_events_toml(text: str) -> Reading:
    """Read an ``events.toml``.

    Raises
    ------
    EventsFileError
        If the file is empty, no TOML, or an event is wrong; the message names the line of its block.
    """
    check_text(text)
    try:
        tables = tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        reason = " ".join(str(error).split())[:200] or "nested too deeply"
        raise EventsFileError(f"the events file is not valid TOML: {reason}. Mend that line.") from error
    blocks, stated = _blocks(tables, "events", text), _blocks(tables, "claims", text)
    events = [event_from_row(row, where) for row, where in blocks]
    if not events:
        raise EventsFileError(
            "the events file has no [[events]]: give each event a block with event_id and when."
        )
    check_unique([(event.event_id, f"event {n}") for n, event in enumerate(events, 1)])
    claims = [claim_from_row(row, where) for row, where in stated]
    reading = reading_from_table(tables, tuple(events), tuple(claims))
    return replace(reading, warnings=(*reading.warnings, *unread_keys(tables, blocks, stated)))


def _blocks(tables: Mapping[str, Any], key: str, text: str) -> list[tuple[Mapping[str, Any], str]]:
    """Return the tables of ``[[key]]``, each with the line that opens it, for errors."""
    blocks = tables.get(key, [])
    if not isinstance(blocks, list) or not all(isinstance(block, dict) for block in blocks):
        raise EventsFileError(f"{key!r} is not a list of blocks: open each with [[{key}]].")
    check_count(len(blocks))
    heads = [n for n, line in enumerate(text.splitlines(), 1) if re.match(rf"\s*\[\[\s*{key}\s*\]\]", line)]
    known = len(heads) == len(blocks)
    return [(block, f"line {heads[n]}" if known else f"{key} {n + 1}") for n, block in enumerate(blocks)]
