"""A CSV of dated events, under the names that columns have elsewhere too."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping
from dataclasses import replace

from eventstudy.errors import EventsFileError
from eventstudy.extract.files.event_checks import check_count, check_text, check_unique
from eventstudy.extract.files.event_rows import event_from_row
from eventstudy.extract.files.request_file import is_request_file, read_requests, request_reading
from eventstudy.extract.files.unread import CLOCK_HINT, CLOCKS, CSV_COLUMNS, unread_columns
from eventstudy.types import Event, Reading

# Other names of a column; one is used where the column itself is not there.
ALIASES: dict[str, tuple[str, ...]] = {
    "when": ("date", "event_date", "eventdate", "day", "timestamp", "datetime"),
    "event_id": ("id", "eventid", "event"),
    "label": ("name", "title", "event_name", "description"),
    "security": ("ticker", "symbol", "firm", "firm_id", "permno", "isin"),
}
# Words of an article may have line ends in them.
_VERBATIM = ("quote", "time_text", "anchor")
_SECURITY_UNUSED = (
    "the column 'security' names each event and no more: every event is lined up with all assets of --assets;"
    " `eventstudy run` studies each event with its own security."
)


def read_events_csv(text: str) -> Reading:
    """Read a CSV of dated events: a column ``when`` or ``date`` and, if wanted, others.

    The other columns are those of :data:`CSV_COLUMNS`; an event without ``event_id`` is named for its date,
    and for its security or label. Names of columns may be in capitals; cells are parted by commas, semicolons
    or tabs, as in the first line. A column that is not known is left out, with a warning. A request file of
    EventStudyTools is read as events too.

    Raises
    ------
    EventsFileError
        If the file is empty, a column is missing, or a row is wrong; the message names the row.
    """
    check_text(text)
    text = text.removeprefix("\ufeff")
    if is_request_file(text):
        return request_reading(read_requests(text))
    mark = delimiter(text)
    reader = csv.DictReader(
        io.StringIO(text, newline=""), delimiter=mark, skipinitialspace=mark != "\t", strict=True
    )
    ends = [0]
    try:
        names = _columns([name.strip() for name in reader.fieldnames or []])
        reader.fieldnames = names
        ends.append(reader.line_num)
        events = _events(reader, "event_id" in names, ends)
    except csv.Error as error:
        raise EventsFileError(
            f"line {ends[-1] + 1}: not valid CSV ({error}): check the quotation marks of that line; one that"
            " is opened must be closed in its cell."
        ) from error
    if not events:
        raise EventsFileError("the events file has a header and no rows: give one event a row.")
    warnings = unread_columns(name for name in names if name != "security")
    if "security" in names:
        warnings.append(_SECURITY_UNUSED)
    return Reading(published=None, events=tuple(events), warnings=tuple(warnings))


def delimiter(text: str) -> str:
    """Return the mark that parts the cells of the first line most often; a comma where there is none."""
    first = text.lstrip("\r\n").partition("\n")[0]
    return max(",;\t", key=first.count)


def _columns(given: list[str]) -> list[str]:
    """Return the names of the columns as they are known here; unknown ones as they are.

    Raises
    ------
    EventsFileError
        If two columns have one name, or none holds the date.
    """
    plain = [re.sub(r"[\s-]+", "_", name.lower()) for name in given]
    known = (*CSV_COLUMNS, "security")
    names = [new if new in known else old for new, old in zip(plain, given, strict=True)]
    for column, others in ALIASES.items():
        at = next((plain.index(other) for other in others if other in plain), None)
        if column not in names and at is not None:
            names[at] = column
    twice = sorted({name for name in names if name and names.count(name) > 1})
    if twice:
        raise EventsFileError(
            f"line 1: two columns named {twice[0][:30]!r}: give each column a name of its own."
        )
    if "when" not in names:
        found = ", ".join(repr(name[:30]) for name in given[:12]) or "nothing"
        hint = f"; {CLOCK_HINT}" if set(plain) & set(CLOCKS) else ""
        raise EventsFileError(
            f"line 1: missing column 'when' (found {found}): the first line names the columns, such as"
            f" event_id,when[,end][,timezone][,label] or date,label{hint}."
        )
    return names


def _events(reader: csv.DictReader[str], has_ids: bool, ends: list[int]) -> list[Event]:
    """Return the events of all rows; ``ends`` takes the last line of each row as it is read."""
    events: list[Event] = []
    named: list[tuple[str, str]] = []
    taken: set[str] = set()
    for row in reader:
        _check_lines(row, ends[-1] + 1)
        ends.append(reader.line_num)
        where = f"row {reader.line_num}"
        cells = {key: value.strip() for key, value in row.items() if isinstance(value, str) and key}
        filled = {key: cells[key] for key in (*CSV_COLUMNS, "security") if cells.get(key)}
        if not filled:
            continue
        if None in row:
            raise EventsFileError(f"{where} has more cells than the header: quote a cell that holds a comma.")
        event = _event(filled, where, taken, has_ids)
        taken.add(event.event_id)
        events.append(event)
        named.append((event.event_id, where))
        check_count(len(events))
    check_unique(named)
    return events


def _check_lines(row: Mapping[str | None, object], line: int) -> None:
    """Refuse a cell over several lines, but for the words of an article: it may have swallowed rows."""
    for name, value in row.items():
        told = value if isinstance(value, list) else [value]
        broken = any(isinstance(cell, str) and ("\n" in cell or "\r" in cell) for cell in told)
        if broken and name not in _VERBATIM:
            raise EventsFileError(
                f"line {line}: the cell {(name or 'behind the last column')!r} goes on over the end of the"
                " line: check its quotation marks, and write it on one line."
            )


def _event(cells: dict[str, str], where: str, taken: set[str], has_ids: bool) -> Event:
    security = cells.pop("security", "")
    name = cells.get("label") or security
    if has_ids:
        return event_from_row({"label": security[:40], **cells} if security else cells, where)
    event = event_from_row({**cells, "event_id": cells.get("when", "") or "?"}, where)
    made = _unique(f"{event.start.date().isoformat()} {name}".strip(), taken)
    return replace(event, event_id=made, label=name[:40] or made)


def _unique(name: str, taken: set[str]) -> str:
    count = 1
    found = name
    while found in taken:
        count += 1
        found = f"{name} {count}"
    return found
