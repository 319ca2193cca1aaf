"""The request file of EventStudyTools: one event a line, each with its security and its windows.

Nine columns, with or without a header: event id; firm id; market id; event date (dd.mm.yyyy); grouping
variable; start and end of the event window; end of the estimation window, a day before the event; length of
the estimation window (EventStudyTools, instructions for its event study calculators, "request file").
"""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from eventstudy.errors import EventsFileError
from eventstudy.extract.files.edits import GIVEN
from eventstudy.extract.files.event_checks import check_count, check_unique
from eventstudy.extract.files.event_rows import BY_HAND
from eventstudy.types import Event, Horizon, Reading

_COLUMNS = 9
_DAY = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")
_DATED = re.compile(r"\d{1,4}[./-]\d{1,2}[./-]\d{1,4}")
_WHOLE = re.compile(r"[+-]?\d{1,6}")
_WINDOW = ("start event window", "end event window", "end of estimation window", "estimation window length")


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """One line of a request file; ``estimation`` is its window as first and last relative day."""

    event_id: str
    security: str
    market: str
    day: date
    group: str
    event: Horizon
    estimation: Horizon


def is_request_file(text: str) -> bool:
    """Whether the first lines have the columns of a request file, under a header or without one."""
    rows = _rows("\n".join(text.removeprefix("\ufeff").splitlines()[:4]))
    data = [cells for _, cells in rows if not _is_header(cells)]
    if rows and _is_header(rows[0][1]):
        return True
    return bool(data) and len(data[0]) >= _COLUMNS and _looks_like_request(data[0])


def read_requests(text: str) -> tuple[Request, ...]:
    """Read a request file.

    Raises
    ------
    EventsFileError
        If it has no events, or a cell is not what it should be; the message names the line.
    """
    rows = [
        (n, cells) for n, cells in _rows(text.removeprefix("\ufeff"), strict=True) if not _is_header(cells)
    ]
    if not rows:
        raise EventsFileError("the request file has a header and no rows: give one event a row.")
    check_count(len(rows))
    requests = [_request(cells, f"line {n}") for n, cells in rows]
    check_unique([(one.event_id, f"line {n}") for one, (n, _) in zip(requests, rows, strict=True)])
    return tuple(requests)


def request_reading(requests: tuple[Request, ...]) -> Reading:
    """Return the requests as events, of whole days, with a warning of what is not used."""
    return Reading(
        published=None,
        events=tuple(_event(one) for one in requests),
        warnings=(
            f"a request file of EventStudyTools: {_windows_told(requests)}; here only its ids and dates are"
            " used: every event is lined up with all assets of --assets. `eventstudy run` uses its firms and"
            " windows.",
        ),
    )


def shared_windows(requests: tuple[Request, ...]) -> tuple[Horizon, Horizon] | None:
    """Return the event window and the estimation window that all lines ask for; None if they differ."""
    windows = {(one.event, one.estimation) for one in requests}
    return next(iter(windows)) if len(windows) == 1 else None


def _windows_told(requests: tuple[Request, ...]) -> str:
    windows = sorted({(one.event, one.estimation) for one in requests})
    (event, estimation), *others = windows
    told = f"event window {event[0]}:{event[1]}, estimation window {estimation[0]}:{estimation[1]}"
    return f"{told} and {len(others)} others" if others else told


def windows_warning(requests: tuple[Request, ...], event: str, estimation: str) -> str:
    """Say that the lines ask for several windows, and which are used instead."""
    return (
        f"the request file asks for several windows ({_windows_told(requests)}): a study has one, here event"
        f" {event} and estimation {estimation}; split the file by window to study each with its own."
    )


def _rows(text: str, *, strict: bool = False) -> list[tuple[int, list[str]]]:
    """Return the rows that are not blank, each with its line; if ``strict``, quotation marks must close."""
    first = next((line for line in text.splitlines() if line.strip()), "")
    mark = max(",;\t", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=mark, strict=strict)
    rows: list[tuple[int, list[str]]] = []
    last = 0
    try:
        for cells in reader:
            if strict and any("\n" in cell or "\r" in cell for cell in cells):
                raise csv.Error("a cell goes on over the end of the line")
            last = reader.line_num
            rows.append((last, [cell.strip() for cell in cells]))
    except csv.Error as error:
        raise EventsFileError(
            f"line {last + 1}: not valid CSV ({error}): check the quotation marks of that line."
        ) from error
    return [(n, cells) for n, cells in rows if any(cells)]


def _is_header(cells: list[str]) -> bool:
    names = {re.sub(r"[^a-z]", "", cell.lower()) for cell in cells}
    return {"firmid", "marketid", "eventdate"} <= names


def _looks_like_request(cells: list[str]) -> bool:
    return bool(_DATED.fullmatch(cells[3])) and all(_WHOLE.fullmatch(cell) for cell in cells[5:_COLUMNS])


def _request(cells: list[str], where: str) -> Request:
    if len(cells) < _COLUMNS:
        raise EventsFileError(
            f"{where}: {len(cells)} columns; a request file has {_COLUMNS}: event id; firm id; market id;"
            " event date; group; start and end of the event window; end and length of the estimation window."
        )
    for name, cell in (("event id", cells[0]), ("firm id", cells[1])):
        if not cell:
            raise EventsFileError(f"{where}: the {name} is missing: give one.")
    first, last, end, length = (
        _whole(cell, name, where) for cell, name in zip(cells[5:_COLUMNS], _WINDOW, strict=True)
    )
    if first > last or length < 1:
        raise EventsFileError(
            f"{where}: windows {first}:{last} and {length} days: the event window must not end before it"
            " begins, and the length must be 1 or more."
        )
    return Request(
        event_id=cells[0],
        security=cells[1],
        market=cells[2],
        day=_day(cells[3], where),
        group=cells[4],
        event=(first, last),
        estimation=(end - length + 1, end),
    )


def _day(cell: str, where: str) -> date:
    match = _DAY.fullmatch(cell)
    try:
        if match:
            return date(int(match[3]), int(match[2]), int(match[1]))
        return date.fromisoformat(cell)
    except ValueError as error:
        raise EventsFileError(
            f"{where}: event date {cell[:30]!r}: a request file has dates as dd.mm.yyyy, such as 03.01.2020."
        ) from error


def _whole(cell: str, name: str, where: str) -> int:
    if not _WHOLE.fullmatch(cell):
        raise EventsFileError(f"{where}: {name} is {cell[:30]!r}: give a whole number of days.")
    return int(cell)


def _event(one: Request) -> Event:
    return Event(
        event_id=one.event_id,
        start=datetime.combine(one.day, time(), tzinfo=UTC),
        end=datetime.combine(one.day, time(23, 59, 59), tzinfo=UTC),
        precision="day",
        label=f"{one.security} {one.group}".strip()[:40],
        rule=BY_HAND,
        provenance=GIVEN,
    )
