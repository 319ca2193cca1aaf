"""The embedded sample as a price source: no network, each file checked against its sha256."""

from __future__ import annotations

import csv
import hashlib
import importlib.resources
import io
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

import pandas as pd

from eventstudy.errors import InputError, SampleError
from eventstudy.instruments import Instrument
from eventstudy.prices.bars import FIELDS, AssetBars, joined, sessions_index
from eventstudy.prices.source import DEFAULTS, SourceOptions, symbol_of
from eventstudy.types import PriceTable, SeriesProvenance

MANIFEST = "manifest.json"
MEND = "install the package again, or restore the file from the project"


@dataclass(frozen=True, slots=True)
class SnapshotSource:
    """Prices of the embedded sample."""

    options: SourceOptions = DEFAULTS

    def daily(self, instruments: Sequence[Instrument], start: date | None, end: date | None) -> PriceTable:
        """Return the part of the sample between the dates, both included; ``None`` for all of it.

        Raises
        ------
        SampleError
            If a file of the sample is missing or changed, or no session of it is between the dates.
        """
        series = [_asset_bars(one, start, end) for one in instruments]
        first, last = sample_range(instruments)
        covered_first, covered_last = start or first, end or last
        warnings = []
        if covered_first < first or covered_last > last:
            warnings.append(
                f"the embedded sample covers {first} to {last}, not all of {covered_first} to {covered_last}:"
                " the rest is left out; use the source yahoo for other dates"
            )
        return joined(series, warnings)


def sample_range(instruments: Sequence[Instrument]) -> tuple[date, date]:
    """Return the first and last session for which the sample has every one of the instruments.

    Raises
    ------
    SampleError
        If the manifest is missing or damaged.
    InputError
        If the sample does not carry an instrument.
    """
    entries = [_entry(symbol_of(one, "snapshot")) for one in instruments]
    first = max(date.fromisoformat(str(entry["first"])) for entry in entries)
    last = min(date.fromisoformat(str(entry["last"])) for entry in entries)
    return first, last


def covers(instruments: Sequence[Instrument], start: date | None, end: date | None) -> bool:
    """Tell whether the sample has the instruments on all of the dates."""
    try:
        first, last = sample_range(instruments)
    except (SampleError, InputError):
        return False
    return start is not None and end is not None and first <= start and end <= last


def sample_folder() -> Traversable:
    """Return the folder of the sample: inside an installed package, or beside it in a checkout."""
    packaged = importlib.resources.files("eventstudy") / "_data"
    if packaged.is_dir():
        return packaged
    return Path(__file__).resolve().parents[2] / "data"


def read_sample(name: str) -> bytes:
    """Return the content of one file of the sample, checked against the manifest.

    Raises
    ------
    SampleError
        If the file is missing, or its sha256 is not that of the manifest.
    """
    expected = str(_entry(name)["sha256"])
    content = _content(name)
    actual = hashlib.sha256(content).hexdigest()
    if actual != expected:
        raise SampleError(
            f"the embedded sample is damaged: {name} has sha256 {actual}, the manifest says"
            f" {expected}: {MEND}."
        )
    return content


def _content(name: str) -> bytes:
    try:
        return (sample_folder() / name).read_bytes()
    except OSError as error:
        raise SampleError(
            f"the embedded sample is incomplete: {name} cannot be read ({error.strerror}): {MEND}."
        ) from error


def _entry(name: str) -> Mapping[str, Any]:
    try:
        entry: Mapping[str, Any] = json.loads(_content(MANIFEST))["files"][name]
        missing = {"sha256", "rows", "first", "last", "source", "description"} - set(entry)
    except (ValueError, KeyError, TypeError) as error:
        raise SampleError(
            f"the embedded sample is damaged: {MANIFEST} has no readable entry for {name}: {MEND}."
        ) from error
    if missing:
        raise SampleError(
            f"the embedded sample is damaged: {MANIFEST} lacks {', '.join(sorted(missing))} of {name}:"
            f" {MEND}."
        )
    return entry


def _asset_bars(instrument: Instrument, start: date | None, end: date | None) -> AssetBars:
    """Return the bars between the dates, with the rolls and notes of those bars."""
    name = symbol_of(instrument, "snapshot")
    entry = _entry(name)
    whole, notes = _parsed(read_sample(name), name)
    if len(whole) != entry["rows"]:
        raise SampleError(
            f"the embedded sample is damaged: {name} has {len(whole)} rows, the manifest says"
            f" {entry['rows']}: {MEND}."
        )
    bars = whole.loc[_stamp(start) : _stamp(end)]
    if bars.empty:
        raise SampleError(
            f"the embedded sample has no {instrument.name} prices from {start or entry['first']} to"
            f" {end or entry['last']}: it covers {entry['first']} to {entry['last']}; ask for dates within,"
            " or use the source yahoo."
        )
    provenance = SeriesProvenance(
        asset=instrument.name,
        source="embedded sample",
        symbol=instrument.symbols.get("yahoo", name),
        description=f"{entry['description']}; {entry['source']}",
        first=bars.index[0].date(),
        last=bars.index[-1].date(),
        n_sessions=len(bars),
        sha256=str(entry["sha256"]),
    )
    return AssetBars(
        asset=instrument.name,
        bars=bars,
        provenance=provenance,
        rolls=tuple(bars.index[bars["previous_close"].notna()]),
        warnings=tuple(f"{instrument.name} {day}: {note}" for day, note in notes if day in bars.index),
    )


def _stamp(day: date | None) -> pd.Timestamp | None:
    return None if day is None else pd.Timestamp(day)


def _parsed(content: bytes, name: str) -> tuple[pd.DataFrame, list[tuple[str, str]]]:
    """Return the bars of a sample file, and the dates that carry a note."""
    rows, notes, line = {}, [], 1
    try:
        for line, row in enumerate(csv.DictReader(io.StringIO(content.decode())), start=2):  # noqa: B007
            day = date.fromisoformat(row["date"])
            rows[day] = [float(row.get(field) or "nan") for field in FIELDS]
            if row.get("note"):
                notes.append((row["date"], row["note"]))
    except (ValueError, KeyError, TypeError) as error:
        raise SampleError(f"the embedded sample is damaged: {name}, line {line}: {error}: {MEND}.") from error
    bars = pd.DataFrame.from_dict(rows, orient="index", columns=list(FIELDS), dtype=float)
    return bars.set_axis(sessions_index(bars.index), axis=0), notes
