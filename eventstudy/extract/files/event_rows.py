"""One row of an events file as an event or a claim, every field checked."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any, cast, get_args
from zoneinfo import ZoneInfo

from eventstudy.errors import EventsFileError
from eventstudy.extract.files.edits import is_redated, provenance_of
from eventstudy.extract.files.moments import at_moment, utc_of
from eventstudy.extract.files.when import Moment, read_when, read_zone
from eventstudy.types import (
    Claim,
    DateSource,
    Direction,
    Event,
    Magnitude,
    Modality,
    Precision,
    PublishedSource,
    Qualifier,
    Reading,
    Unit,
)

Row = Mapping[str, Any]
BY_HAND = "given by hand"
_MAX_TEXT = 100_000
_WITHIN_DAY = timedelta(hours=23)


def event_from_row(row: Row, where: str) -> Event:
    """Return the event of ``row``; ``where`` is its line, for errors.

    Raises
    ------
    EventsFileError
        If ``event_id`` or ``when`` is missing, or any field is not what it should be.
    """
    event_id = _text(row, "event_id", where)
    if not event_id:
        raise EventsFileError(f"{where}: event_id is missing: give each event a name of its own.")
    timezone = _text(row, "timezone", where, "UTC")
    start, end = _interval(row, read_zone(timezone, where), where)
    clock = row.get("utc_time")
    event = Event(
        event_id=event_id,
        start=start.start,
        end=end,
        precision=cast(
            Precision, _choice(row, "precision", Precision, where, _precision(start, end, "end" in row))
        ),
        quote=_text(row, "quote", where),
        char_start=_count(row.get("char_start", 0), "char_start", where),
        char_end=_count(row.get("char_end", 0), "char_end", where),
        trigger=_text(row, "trigger", where),
        type=_text(row, "type", where, "event"),
        timezone=timezone,
        utc_time=utc_of(clock, where) if clock is not None else (None if "end" in row else start.clock),
        country=_text(row, "country", where) or None,
        place=_text(row, "place", where) or None,
        participants=tuple(str(name) for name in _list(row, "participants", where)),
        modality=cast(Modality, _choice(row, "modality", Modality, where, "happened")),
        time_text=_text(row, "time_text", where),
        date_source=cast(DateSource, _choice(row, "date_source", DateSource, where, "stated")),
        rule=_text(row, "rule", where, BY_HAND),
        mentions=tuple(_pair(span, where) for span in _list(row, "mentions", where)),
        confidence=_number(_cell(row.get("confidence", 1.0)), "confidence", where),
        label=_text(row, "label", where, event_id[:40]),
        anchor=_text(row, "anchor", where),
        zone_source=_text(row, "zone_source", where),
        provenance=provenance_of({**row, "provenance": _text(row, "provenance", where)}),
        sources=tuple(str(name) for name in _names(row, "sources", where)),
    )
    timed = at_moment(event, where)
    return _redated(timed) if is_redated(row) else timed


def _redated(event: Event) -> Event:
    """Return an event whose date was changed by hand: the words that dated it no longer do."""
    clock = event.utc_time
    if clock is not None and not event.start <= clock <= event.end:
        clock = event.start.astimezone(UTC) if event.start == event.end else None
    precision = event.precision
    if precision in ("minute", "hour", "part_of_day") and event.end - event.start > _WITHIN_DAY:
        precision = "day" if event.start.date() == event.end.date() else "range"
    by_hand = replace(event, rule=BY_HAND, date_source="stated", time_text="", anchor="")
    return replace(by_hand, utc_time=clock, precision=precision)


def claim_from_row(row: Row, where: str) -> Claim:
    """Return the claim of ``row``; ``where`` is its line, for errors.

    Raises
    ------
    EventsFileError
        If ``asset`` or ``direction`` is missing, or any field is not what it should be.
    """
    asset = _text(row, "asset", where)
    if not asset:
        raise EventsFileError(f"{where}: the claim has no asset: give one such as 'brent'.")
    day = row.get("date")
    if day is not None and type(day) is not date:
        raise EventsFileError(f"{where}: date is {day!r}: give a date such as 2020-01-03.")
    level = row.get("level")
    qualifiers = [_one_of(name, "qualifiers", Qualifier, where) for name in _list(row, "qualifiers", where)]
    return Claim(
        quote=_text(row, "quote", where),
        char_start=_count(row.get("char_start", 0), "char_start", where),
        char_end=_count(row.get("char_end", 0), "char_end", where),
        asset=asset,
        direction=cast(Direction, _choice(row, "direction", Direction, where, None)),
        magnitudes=tuple(_magnitude(size, where) for size in _list(row, "magnitudes", where)),
        level=None if level is None else _number(level, "level", where),
        qualifiers=cast("tuple[Qualifier, ...]", tuple(qualifiers)),
        date=day,
    )


def reading_from_table(table: Row, events: tuple[Event, ...], claims: tuple[Claim, ...]) -> Reading:
    """Return the reading whose own fields stand at the head of the file.

    Raises
    ------
    EventsFileError
        If ``published`` is no date, or another field is not what it should be.
    """
    where = "the head of the file"
    published = table.get("published")
    if published is not None and type(published) is not date:
        raise EventsFileError(
            f"{where}: published is {published!r}: give a date such as 2020-01-08, unquoted."
        )
    default = "unknown" if published is None else "given"
    return Reading(
        published=published,
        events=events,
        claims=claims,
        published_source=cast(
            PublishedSource, _choice(table, "published_source", PublishedSource, where, default)
        ),
        published_evidence=_text(table, "published_evidence", where),
        title=_text(table, "title", where),
        warnings=tuple(str(text) for text in _list(table, "warnings", where)),
    )


def _interval(row: Row, zone: ZoneInfo, where: str) -> tuple[Moment, datetime]:
    if "when" not in row:
        raise EventsFileError(f"{where}: when is missing: give a date such as 2020-01-03.")
    start = _moment(row["when"], zone, f"{where}: when")
    end = _moment(row["end"], zone, f"{where}: end").end if "end" in row else start.end
    if end.astimezone(UTC) < start.start.astimezone(UTC):
        raise EventsFileError(
            f"{where}: the event ends {end.isoformat()} before it begins {start.start.isoformat()}: swap "
            f"when and end."
        )
    return start, end


def _moment(value: object, zone: ZoneInfo, where: str) -> Moment:
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    if not isinstance(value, str | date):
        raise EventsFileError(f"{where} is {value!r}: give a date such as 2020-01-03.")
    return read_when(value, zone, where)


def _precision(start: Moment, end: datetime, has_end: bool) -> Precision:
    return start.precision if not has_end or end == start.end else "range"


def _text(row: Row, name: str, where: str, default: str = "") -> str:
    value = row.get(name, default)
    if not isinstance(value, str) or len(value) > _MAX_TEXT:
        raise EventsFileError(f"{where}: {name} is {repr(value)[:60]}: give text in quotation marks.")
    return value


def _list(row: Row, name: str, where: str) -> list[Any]:
    value = row.get(name, [])
    if not isinstance(value, list):
        raise EventsFileError(f"{where}: {name} is {repr(value)[:60]}: give a list in square brackets.")
    return value


def _names(row: Row, name: str, where: str) -> list[Any]:
    """Return a list, also as the cell of a CSV: names with semicolons between."""
    value = row.get(name, [])
    if isinstance(value, str):
        return [part.strip() for part in value.split(";") if part.strip()]
    return _list(row, name, where)


def _cell(value: object) -> object:
    """Return the number that a cell of a CSV holds as text."""
    try:
        return float(value) if isinstance(value, str) else value
    except ValueError:
        return value


def _number(value: object, name: str, where: str) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise EventsFileError(f"{where}: {name} is {repr(value)[:60]}: give a number.")
    return float(value)


def _count(value: object, name: str, where: str) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise EventsFileError(f"{where}: {name} is {repr(value)[:60]}: give a whole number from 0 up.")
    return value


def _pair(span: object, where: str) -> tuple[int, int]:
    if not isinstance(span, list) or len(span) != 2:
        raise EventsFileError(
            f"{where}: a mention is {repr(span)[:60]}: give two whole numbers, [start, end]."
        )
    return _count(span[0], "mentions", where), _count(span[1], "mentions", where)


def _magnitude(size: object, where: str) -> Magnitude:
    if not isinstance(size, dict) or "value" not in size:
        raise EventsFileError(
            f'{where}: a magnitude is {repr(size)[:60]}: give {{ value = 4.0, unit = "percent" }}.'
        )
    unit = cast(Unit, _one_of(size.get("unit"), "unit", Unit, where))
    return Magnitude(value=_number(size["value"], "magnitudes", where), unit=unit)


def _choice(row: Row, name: str, kind: object, where: str, default: str | None) -> str:
    return _one_of(row.get(name, default), name, kind, where)


def _one_of(value: object, name: str, kind: object, where: str) -> str:
    allowed = get_args(kind)
    if value not in allowed:
        raise EventsFileError(f"{where}: {name} is {repr(value)[:60]}: give one of {', '.join(allowed)}.")
    return str(value)
