"""Prices from a CSV file, wide or long, as a price source.

Wide: a first column ``date`` (or ``session``), then one column of closes a security. Long: columns
``date`` (or ``session``), ``security`` (or ``asset``), ``close`` and, if known, ``open``, ``high``,
``low``, ``previous_close`` and ``roll``; this is what ``prices_csv`` writes. Dates are ISO dates, an
empty cell is a missing price, the order of rows does not matter.
"""

from __future__ import annotations

import csv
import hashlib
import io
import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pandas as pd

from eventstudy.errors import InputError, PriceSourceError
from eventstudy.instruments import Instrument
from eventstudy.prices.bars import FIELDS, AssetBars, asset_from_text, joined, sessions_index
from eventstudy.prices.checks import check_bars
from eventstudy.prices.source import DEFAULTS, SourceOptions
from eventstudy.types import PriceTable, SeriesProvenance

MAX_BYTES = 20_000_000
MAX_NAME = 100
MAX_WARNINGS = 20
DATE_NAMES = ("date", "session")
SECURITY_NAMES = ("security", "asset")
MISSING = frozenset({"", "na", "n/a", "nan", "null"})
ISO_DATE = re.compile(r"(19|20|21)\d\d-\d\d-\d\d")

Bars = dict[date, dict[str, float]]


@dataclass(frozen=True, slots=True)
class FileSource:
    """Prices of the securities in one CSV file."""

    options: SourceOptions = DEFAULTS

    def daily(self, instruments: Sequence[Instrument], start: date | None, end: date | None) -> PriceTable:
        """Return the file's prices of the instruments, by name, between the dates.

        Raises
        ------
        InputError
            If no file was named, it cannot be read, or lacks an instrument.
        PriceSourceError
            If it has no price between the dates.
        """
        if self.options.path is None:
            raise InputError("the source 'file' needs the path of a CSV file: give path=.")
        return read_prices(self.options.path, [one.name for one in instruments], start, end)


def read_prices(
    path: Path | str,
    securities: Sequence[str] | None = None,
    start: date | None = None,
    end: date | None = None,
) -> PriceTable:
    """Return the prices in a CSV file.

    Parameters
    ----------
    path : Path or str
        At most 20 MB.
    securities : sequence of str, optional
        Those wanted, in this order; all by default, in the order of the file.
    start, end : date, optional
        First and last session wanted.

    Raises
    ------
    InputError
        If the file cannot be read, is malformed (with the line), or lacks a security.
    PriceSourceError
        If it has no price between the dates.
    """
    path = Path(path)
    try:
        with path.open("rb") as handle:
            content = handle.read(MAX_BYTES + 1)
    except OSError as error:
        raise InputError(f"{path}: cannot be read ({error.strerror}): give a CSV file of prices.") from error
    if len(content) > MAX_BYTES:
        raise InputError(f"{path}: more than {MAX_BYTES // 1_000_000} MB: give a smaller file of prices.")
    return parse_prices(content, path.name, securities, start, end)


def parse_prices(
    content: bytes,
    name: str,
    securities: Sequence[str] | None = None,
    start: date | None = None,
    end: date | None = None,
) -> PriceTable:
    """Return the prices in the content of a CSV file called ``name``; see :func:`read_prices`."""
    found = _rows_by_security(content, name)
    wanted = list(found) if securities is None else list(securities)
    absent = [one for one in wanted if one not in found]
    if absent:
        raise InputError(
            f"{name}: no prices of {absent[0]!r}: the securities in it are {', '.join(list(found)[:10])}."
        )
    digest = hashlib.sha256(content).hexdigest()
    series = [_asset_bars(one, found[one], name, digest, (start, end)) for one in wanted]
    return joined(series, _checked(series, name))


def _checked(series: Sequence[AssetBars], name: str) -> list[str]:
    """Return what the checks warn of, at most :data:`MAX_WARNINGS` lines; raise on an error."""
    lines = []
    for one in series:
        # A security of a file has no calendar of its own: no session is expected.
        for finding in check_bars(one.bars, pd.DatetimeIndex([])):
            if finding.level == "error":
                raise InputError(f"{name}: {one.asset}: {finding.message}: correct the file.")
            lines.append(f"{one.asset}: {finding.message}")
    more = len(lines) - MAX_WARNINGS
    return lines if more <= 0 else [*lines[:MAX_WARNINGS], f"{name}: {more} more warnings of this kind"]


def _asset_bars(
    security: str, rows: Bars, name: str, digest: str, between: tuple[date | None, date | None]
) -> AssetBars:
    start, end = between
    kept = {
        day: bar
        for day, bar in rows.items()
        if (start is None or day >= start) and (end is None or day <= end)
    }
    bars = pd.DataFrame.from_dict(kept, orient="index", columns=[*FIELDS, "roll"], dtype=float).sort_index()
    bars = bars.set_axis(sessions_index(bars.index), axis=0)
    bars = bars[bars["close"].notna()]
    if bars.empty:
        raise PriceSourceError(
            f"{name}: no price of {security!r} from {start or 'the first date'} to {end or 'the last date'}:"
            " give dates that the file covers."
        )
    provenance = SeriesProvenance(
        asset=security,
        source="file",
        symbol=security,
        description=f"prices of the file {name}",
        first=bars.index[0].date(),
        last=bars.index[-1].date(),
        n_sessions=len(bars),
        sha256=digest,
    )
    rolls = tuple(bars.index[bars["roll"].notna() | bars["previous_close"].notna()])
    return AssetBars(asset=security, bars=bars[list(FIELDS)], provenance=provenance, rolls=rolls)


def _rows_by_security(content: bytes, name: str) -> dict[str, Bars]:
    """Return the bars of each security, in the order in which the file first names it."""
    rows = _rows(content, name)
    _, header = next(rows, (0, []))
    names = [cell.strip().lower() for cell in header]
    if not any(names):
        raise InputError(f"{name}: the file is empty: give a CSV file with a header and one row a date.")
    security_column = next((column for column in SECURITY_NAMES if column in names), None)
    day_column = next((column for column in DATE_NAMES if column in names), None)
    if day_column is None:
        raise InputError(f"{name}, line 1: no column 'date' among {', '.join(header[:10])!r}: add one.")
    if security_column is not None and "close" in names:
        return _long(rows, name, names, (day_column, security_column))
    return _wide(rows, name, [cell.strip() for cell in header], names.index(day_column))


def _wide(
    rows: Iterator[tuple[int, list[str]]], name: str, header: list[str], day_at: int
) -> dict[str, Bars]:
    columns = [(at, _security(cell, name, 1)) for at, cell in enumerate(header) if at != day_at]
    if not columns:
        raise InputError(f"{name}, line 1: no column but the date: add one column of closes a security.")
    found: dict[str, Bars] = {security: {} for _, security in columns}
    if len(found) < len(columns):
        raise InputError(f"{name}, line 1: two columns have the same name: rename one.")
    seen: dict[date, int] = {}
    for line, cells in rows:
        day = _day(cells[day_at], name, line)
        if day in seen:
            raise InputError(f"{name}, line {line}: {day} is on line {seen[day]} already: remove one.")
        seen[day] = line
        for at, security in columns:
            found[security][day] = _bar({"close": cells[at]}, name, line)
    return found


def _long(
    rows: Iterator[tuple[int, list[str]]], name: str, names: list[str], keys: tuple[str, str]
) -> dict[str, Bars]:
    day_at, security_at = (names.index(key) for key in keys)
    fields = [(at, field) for at, field in enumerate(names) if field in (*FIELDS, "roll")]
    found: dict[str, Bars] = {}
    for line, cells in rows:
        day = _day(cells[day_at], name, line)
        bars = found.setdefault(_security(cells[security_at], name, line), {})
        if day in bars:
            raise InputError(f"{name}, line {line}: {cells[security_at]!r} has a row on {day} already.")
        bars[day] = _bar({field: cells[at] for at, field in fields}, name, line)
    return found


def _rows(content: bytes, name: str) -> Iterator[tuple[int, list[str]]]:
    """Yield line numbers and cells, the header first; every row is as long as the header."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(f"{name}: byte {error.start} is not UTF-8: save the file as UTF-8 text.") from error
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    width = None
    try:
        for cells in reader:
            if not any(cell.strip() for cell in cells):
                continue
            if width is not None and len(cells) != width:
                raise InputError(
                    f"{name}, line {reader.line_num}: {len(cells)} cells, the header has {width}:"
                    " correct the row."
                )
            width = len(cells)
            yield reader.line_num, cells
    except csv.Error as error:
        raise InputError(f"{name}, line {reader.line_num}: not CSV ({error}): correct the row.") from error


def _security(cell: str, name: str, line: int) -> str:
    security = asset_from_text(cell.strip())
    if not security or len(security) > MAX_NAME or not security.isprintable():
        raise InputError(
            f"{name}, line {line}: {security[:MAX_NAME]!r} is no name of a security:"
            f" give 1 to {MAX_NAME} printable characters."
        )
    return security


def _day(cell: str, name: str, line: int) -> date:
    text = cell.strip()
    try:
        if ISO_DATE.fullmatch(text):
            return date.fromisoformat(text)
    except ValueError:
        pass
    raise InputError(f"{name}, line {line}: {text[:40]!r} is no date: write it as 2020-01-31.")


def _bar(cells: dict[str, str], name: str, line: int) -> dict[str, float]:
    return {field: _number(cell, name, line) for field, cell in cells.items()}


def _number(cell: str, name: str, line: int) -> float:
    text = cell.strip()
    if text.lower() in MISSING:
        return math.nan
    try:
        # Python reads 1_000 as a number; a price file that has it is damaged.
        value = math.inf if "_" in text else float(text)
    except ValueError:
        value = math.inf
    if math.isinf(value):
        raise InputError(
            f"{name}, line {line}: {text[:40]!r} is no price: write it as 68.91, or leave it empty."
        )
    return value
