"""Events given by hand: ``events.toml`` (written here too) and a CSV of dated events."""

from __future__ import annotations

import csv
import io
import re
import tomllib
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from eventstudy.errors import EventsFileError
from eventstudy.extract.event_rows import claim_from_row, event_from_row, reading_from_table
from eventstudy.extract.unread import CSV_COLUMNS, unread_columns, unread_keys
from eventstudy.types import Claim, Event, Reading

MAX_CHARS = 20_000_000
MAX_EVENTS = 10_000
_LONE = re.compile(r"[\ud800-\udfff]")
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
    parts += ["[[events]]\n" + _table(_event_fields(event)) for event in reading.events]
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
    }


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
    _check_size(text)
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
    _check_unique([(event.event_id, f"event {n}") for n, event in enumerate(events, 1)])
    claims = [claim_from_row(row, where) for row, where in stated]
    reading = reading_from_table(tables, tuple(events), tuple(claims))
    return replace(reading, warnings=(*reading.warnings, *unread_keys(tables, blocks, stated)))


def read_events_csv(text: str) -> Reading:
    """Read a CSV with the columns ``event_id``, ``when`` and, if wanted, others of :data:`CSV_COLUMNS`.

    Names of columns may be in capitals; cells are parted by commas, semicolons or tabs, as in the first
    line. A column that is not known is left out, with a warning.

    Raises
    ------
    EventsFileError
        If the file is empty, a column is missing, or a row is wrong; the message names the row.
    """
    _check_size(text)
    text = text.removeprefix("\ufeff")
    mark = _delimiter(text)
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=mark, skipinitialspace=mark != "\t")
    events, named = [], []
    try:
        names = [name.strip() for name in reader.fieldnames or []]
        reader.fieldnames = [name.lower() if name.lower() in CSV_COLUMNS else name for name in names]
        _check_columns(reader.fieldnames)
        for row in reader:
            where = f"row {reader.line_num}"
            cells = {key: value.strip() for key, value in row.items() if isinstance(value, str)}
            filled = {key: value for key, value in cells.items() if key in CSV_COLUMNS and value}
            if not filled:
                continue
            if None in row:
                raise EventsFileError(
                    f"{where} has more cells than the header: quote a cell that holds a comma."
                )
            events.append(event_from_row(filled, where))
            named.append((events[-1].event_id, where))
            _check_count(len(events))
    except csv.Error as error:
        raise EventsFileError(
            f"row {reader.line_num}: not valid CSV ({error}): check the quotation marks."
        ) from error
    if not events:
        raise EventsFileError("the events file has a header and no rows: give one event a row.")
    _check_unique(named)
    return Reading(
        published=None, events=tuple(events), warnings=tuple(unread_columns(reader.fieldnames or ()))
    )


def _delimiter(text: str) -> str:
    """Return the mark that parts the cells of the first line most often; a comma where there is none."""
    first = text.lstrip("\r\n").partition("\n")[0]
    return max(",;\t", key=first.count)


def _check_size(text: str) -> None:
    if len(text) > MAX_CHARS:
        raise EventsFileError(
            f"the events file has {len(text):,} characters; the bound is {MAX_CHARS:,}: split it."
        )
    lone = _LONE.search(text)
    if lone:
        raise EventsFileError(
            f"the events file is no valid Unicode: character {lone.start()} is half of a surrogate pair:"
            " save it as UTF-8."
        )
    if not text.strip().strip("\ufeff"):
        raise EventsFileError("the events file is empty: give at least one event with event_id and when.")


def _check_count(count: int) -> None:
    if count > MAX_EVENTS:
        raise EventsFileError(
            f"the events file has more than {MAX_EVENTS:,} rows, which is the bound: split it."
        )


def _check_columns(names: list[str]) -> None:
    twice = sorted({name for name in names if name and names.count(name) > 1})
    if twice:
        raise EventsFileError(
            f"line 1: two columns named {twice[0][:30]!r}: give each column a name of its own."
        )
    missing = [name for name in ("event_id", "when") if name not in names]
    if missing:
        found = ", ".join(repr(name[:30]) for name in names[:12]) or "nothing"
        raise EventsFileError(
            f"line 1: missing column {' and '.join(map(repr, missing))} (found {found}):"
            " the header is event_id,when[,end][,timezone][,label]."
        )


def _check_unique(named: list[tuple[str, str]]) -> None:
    seen: dict[str, str] = {}
    for event_id, where in named:
        if event_id in seen:
            raise EventsFileError(
                f"{where}: event_id {event_id!r} is that of {seen[event_id]} too: give each event its own."
            )
        seen[event_id] = where


def _blocks(tables: Mapping[str, Any], key: str, text: str) -> list[tuple[Mapping[str, Any], str]]:
    """Return the tables of ``[[key]]``, each with the line that opens it, for errors."""
    blocks = tables.get(key, [])
    if not isinstance(blocks, list) or not all(isinstance(block, dict) for block in blocks):
        raise EventsFileError(f"{key!r} is not a list of blocks: open each with [[{key}]].")
    _check_count(len(blocks))
    heads = [n for n, line in enumerate(text.splitlines(), 1) if re.match(rf"\s*\[\[\s*{key}\s*\]\]", line)]
    known = len(heads) == len(blocks)
    return [(block, f"line {heads[n]}" if known else f"{key} {n + 1}") for n, block in enumerate(blocks)]
