"""The column ``when`` of an events file: a date, a month, a year or a time stamp, to an interval."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from eventstudy.errors import EventsFileError
from eventstudy.types import Precision

_PARTIAL = re.compile(r"(\d{4})(?:-(\d\d))?")
_DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_CLOCK = re.compile(r"\d{4}-\d\d-\d\d[T ](\d\d):?(\d\d)?")
_SLASHED = re.compile(r"(\d{1,4})[/.-](\d{1,2})[/.-](\d{1,4})")
_SECOND = timedelta(seconds=1)
When = str | date | datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """An interval in one zone; ``clock`` is the time in UTC where a clock time was given."""

    start: datetime
    end: datetime
    precision: Precision
    clock: datetime | None = None


def read_zone(name: str, where: str) -> ZoneInfo:
    """Return the IANA zone ``name``; ``where`` is the line or row, for the error.

    Raises
    ------
    EventsFileError
        If there is no such zone.
    """
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise EventsFileError(
            f"{where}: unknown time zone {name!r}: give an IANA name such as 'America/New_York' or 'UTC'."
        ) from error


def read_when(value: When, zone: ZoneInfo, where: str) -> Moment:
    """Return the interval that ``value`` names, in ``zone``.

    A date is the whole day, ``2019-12`` the whole month, ``2019`` the whole year; a time stamp without an
    offset is local to ``zone``, and where clocks are put back it is the whole time between its two readings.

    Raises
    ------
    EventsFileError
        If ``value`` is no ISO 8601 date or time stamp, or a local time that clocks skip.
    """
    parsed = _parsed(value.strip(), where) if isinstance(value, str) else value
    try:
        if isinstance(parsed, datetime):
            return _stamped(parsed, zone, where)
        if isinstance(parsed, date):
            return _days(parsed, parsed, "day", zone)
        year, month = parsed
        last = calendar.monthrange(year, month or 12)[1]
        first = date(year, month or 1, 1)
        return _days(first, date(year, month or 12, last), "month" if month else "year", zone)
    except EventsFileError:
        raise
    except (ValueError, OverflowError) as error:
        raise EventsFileError(
            f"{where}: {value!r} is no date that exists: give one such as 2020-01-03."
        ) from error


def _stamped(value: datetime, zone: ZoneInfo, where: str) -> Moment:
    if value.tzinfo is not None:
        at = value.astimezone(zone)
        return Moment(start=at, end=at, precision="minute", clock=at.astimezone(UTC))
    # PEP 495: where clocks are put back a local time comes twice, told apart by its fold.
    first, second = value.replace(tzinfo=zone, fold=0), value.replace(tzinfo=zone, fold=1)
    if first.utcoffset() == second.utcoffset():
        return Moment(start=first, end=first, precision="minute", clock=first.astimezone(UTC))
    if first.astimezone(UTC).astimezone(zone).replace(tzinfo=None) != value.replace(fold=0):
        raise EventsFileError(
            f"{where}: {value.isoformat(sep=' ')} does not exist in {zone.key}: clocks were put forward past"
            " it; give another time, or one with its offset such as 2020-01-03T01:00+03:00."
        )
    return Moment(start=first, end=second, precision="range")


def _days(first: date, last: date, precision: Precision, zone: ZoneInfo) -> Moment:
    start = datetime.combine(first, time(), tzinfo=zone)
    end = datetime.combine(last, time(23, 59, 59), tzinfo=zone)
    # As UTC, so that a date no clock can show (year 1, 9999) fails here and not in a later step.
    start.astimezone(UTC)
    (end + _SECOND).astimezone(UTC)
    return Moment(start=start, end=end, precision=precision)


def _parsed(text: str, where: str) -> date | datetime | tuple[int, int | None]:
    partial = _PARTIAL.fullmatch(text)
    if partial:
        return int(partial[1]), int(partial[2]) if partial[2] else None
    day = _DAY.fullmatch(text)
    plain = f"{day[1]}-{day[2]:0>2}-{day[3]:0>2}" if day else text
    try:
        return date.fromisoformat(plain) if len(plain) <= 10 else datetime.fromisoformat(plain)
    except ValueError as error:
        raise EventsFileError(f"{where}: {_shown(text)} is not an ISO date: {_remedy(plain)}") from error


def _shown(text: str) -> str:
    return repr(text if len(text) <= 60 else text[:57] + "...")


def _remedy(text: str) -> str:
    return _missing(text) or _iso(text)


def _missing(text: str) -> str:
    """Say which part of a date or time stamp, rightly written, there is not; empty if that is not it."""
    day, clock = _DAY.match(text), _CLOCK.match(text)
    if day is None:
        return ""
    year, month = int(day[1]), int(day[2])
    if not 1 <= month <= 12:
        return f"there is no month {month}; give 01 to 12, such as 2020-01-03."
    try:
        date(year, month, int(day[3]))
    except ValueError:
        last = f"; {year}-{month:02} has {calendar.monthrange(year, month)[1]} days" if year else ""
        return f"there is no such day{last}."
    if clock is not None and int(clock[1]) > 23:
        return f"there is no such hour, {clock[1]}: give 00 to 23, such as 2020-01-03T01:00+03:00."
    if clock is not None and int(clock[2] or 0) > 59:
        return f"there is no such minute, {clock[2]}: give 00 to 59, such as 2020-01-03T01:00+03:00."
    return ""


def _iso(text: str) -> str:
    slashed = _SLASHED.fullmatch(text)
    if slashed is None:
        return "write year-month-day, such as 2020-01-03, or a time stamp such as 2020-01-03T01:00+03:00."
    return "day and month can be mistaken for one another; write year-month-day, such as 2020-01-03."
