"""Event time to day 0: the first session of each asset whose price is fixed after the news.

An event is known as an interval that holds the true moment. Where a fixing falls inside the
interval, several sessions could be day 0: the first is taken and the row is flagged (MacKinlay
1997, Journal of Economic Literature 35:13-39, section 4, on the choice of the event date).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
import pandas as pd

from eventstudy.calendars import bounds, fixings
from eventstudy.errors import InputError
from eventstudy.instruments import Instrument, instrument
from eventstudy.types import Event, IntArray

MAX_CANDIDATES = 3  # a date that leaves more sessions open than this is no date
MAX_LABEL = 80
_LONGEST_CLOSURE = timedelta(days=20)  # no exchange has been shut for longer since 1990
_YEARS = range(1700, 2201)  # what a nanosecond time stamp can hold, with room to spare

_KNOWN_TO = {
    "part_of_day": "time known only to the part of day",
    "day": "date known only to the day",
    "week": "date known only to the week",
    "part_of_month": "date known only to the part of the month",
    "month": "date known only to the month",
    "quarter": "date known only to the quarter",
    "year": "date known only to the year",
    "range": "time known only to a range",
}
_NO_DAY_ZERO = {
    "scheduled": "the text announces it and does not say that it happened",
    "hypothetical": "the text speaks of a possibility, which has no date",
    "denied": "the text says that it did not happen",
    "background": "the text mentions it as background, not as news",
}


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class _Clock:
    """Sessions and fixings of one asset around the events."""

    asset: Instrument
    sessions: pd.DatetimeIndex
    fixings: pd.DatetimeIndex  # UTC
    first: date
    last: date


def align(events: Sequence[Event], assets: Sequence[str]) -> pd.DataFrame:
    """Return day 0 of each event for each asset, with the reason in words.

    Day 0 is the first session whose fixing is strictly later than the event. Events whose
    modality is not "happened", whose interval leaves more than :data:`MAX_CANDIDATES` sessions
    open, or that lie outside the exchange's calendar have no day 0.

    Parameters
    ----------
    events : sequence of Event
        In any order.
    assets : sequence of str
        Keys of ``INSTRUMENTS``.

    Returns
    -------
    DataFrame
        One row an event and asset, by event time, then in the order of ``assets``: event_id,
        security, date (day 0 or NaT), candidates (tuple of sessions), ambiguous, reason, label,
        type, precision, modality, start_utc, end_utc, timezone, place, quote, time_text, date_source.

    Raises
    ------
    InputError
        If an event id or an asset is given twice, or an event's times are naive or reversed.
    UnknownNameError
        If an asset is unknown.
    """
    ordered = sorted(_checked(events), key=lambda event: (event.start, event.end, event.event_id))
    if repeated := _first_repeated(assets):
        raise InputError(f"asset {repeated!r} is named twice: name each asset once.")
    start = pd.DatetimeIndex([_utc(event.start) for event in ordered], tz="UTC").as_unit("ns")
    end = pd.DatetimeIndex([_utc(event.end) for event in ordered], tz="UTC").as_unit("ns")
    evidence = _evidence(ordered, start, end)
    parts = [_align_asset(ordered, evidence, _clock(instrument(name), start, end)) for name in assets]
    if not parts:
        raise InputError("no asset was named: name at least one, such as 'brent'.")
    by_event = np.arange(len(parts) * len(ordered)).reshape(len(parts), len(ordered)).T.ravel()
    aligned = pd.concat(parts, ignore_index=True).iloc[by_event].reset_index(drop=True)
    # Without a row pandas takes text columns for numbers, and joins on event_id would fail.
    numbers = aligned.select_dtypes("float64").columns
    return aligned.astype(dict.fromkeys(numbers, object))


def merge_same_session(aligned: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Make one event of those that share a session and an asset, which prices cannot tell apart.

    Parameters
    ----------
    aligned : DataFrame
        As :func:`align` returns it.

    Returns
    -------
    unique, merged : DataFrame
        ``unique`` has the earliest event of each session and asset (by start, end, event id),
        the labels joined, and a column ``members`` (tuple of event ids); rows without day 0 stay
        as they are. ``merged`` has the other rows, with ``into``, the event id that stands for
        them, and the reason. Together they have as many rows as ``aligned``.
    """
    ranked = aligned.sort_values(["start_utc", "end_utc", "event_id"], kind="stable")
    dated = ranked[ranked["date"].notna()]
    groups = dated.groupby(["security", "date"], sort=False)
    head = groups["event_id"].transform("first").reindex(aligned.index)
    keeps = head.isna() | (head == aligned["event_id"])
    members = {key: tuple(ids) for key, ids in groups["event_id"].agg(list).items()}
    labels = {key: _joined(names) for key, names in groups["label"].agg(list).items()}
    keys = list(zip(aligned["security"], aligned["date"], strict=True))
    ids = aligned["event_id"]
    whole = aligned.assign(
        label=[labels.get(key, label) for key, label in zip(keys, aligned["label"], strict=True)],
        members=pd.Series([members.get(k, (i,)) for k, i in zip(keys, ids, strict=True)], aligned.index),
    )
    merged = aligned[~keeps].assign(into=head[~keeps].astype(object))
    merged["reason"] = [_merged_reason(row) for row in merged.to_dict("records")]
    return whole[keeps].reset_index(drop=True), merged.reset_index(drop=True)


def align_document(aligned: pd.DataFrame) -> list[dict[str, Any]]:
    """Return an aligned table as plain JSON values, dates as ISO strings or None."""
    columns = ("event_id", "security", "date", "candidates", "ambiguous", "reason")
    return [
        {
            "event_id": event_id,
            "security": security,
            "date": None if pd.isna(day) else day.date().isoformat(),
            "candidates": [candidate.date().isoformat() for candidate in candidates],
            "ambiguous": bool(ambiguous),
            "reason": reason,
        }
        for event_id, security, day, candidates, ambiguous, reason in zip(
            *(aligned[column] for column in columns), strict=True
        )
    ]


# --- entry ------------------------------------------------------------------------------------


def _checked(events: Sequence[Event]) -> Sequence[Event]:
    if repeated := _first_repeated([event.event_id for event in events]):
        raise InputError(f"event id {repeated!r} is given twice: give each event an id of its own.")
    for event in events:
        if event.start.tzinfo is None or event.end.tzinfo is None:
            raise InputError(
                f"event {event.event_id!r} starts at {event.start} without a time zone:"
                " give its times with an offset or a zone."
            )
        if event.start > event.end:
            raise InputError(
                f"event {event.event_id!r} starts at {event.start}, after its end {event.end}: swap them."
            )
    return events


def _first_repeated(names: Sequence[str]) -> str | None:
    seen: set[str] = set()
    for name in names:
        if name in seen:
            return name
        seen.add(name)
    return None


def _utc(moment: datetime) -> datetime | None:
    return moment.astimezone(UTC) if moment.year in _YEARS else None


def _evidence(events: Sequence[Event], start: pd.DatetimeIndex, end: pd.DatetimeIndex) -> pd.DataFrame:
    """Return the columns that do not depend on the asset."""
    labels = [event.label or event.trigger or event.event_id for event in events]
    columns: dict[str, Any] = {"label": labels}
    for name in ("type", "precision", "modality"):
        columns[name] = [getattr(event, name) for event in events]
    columns |= {"start_utc": start, "end_utc": end}
    for name in ("timezone", "place", "quote", "time_text", "date_source"):
        columns[name] = [getattr(event, name) or "" for event in events]
    return pd.DataFrame(columns)


# --- one asset --------------------------------------------------------------------------------


def _clock(asset: Instrument, start: pd.DatetimeIndex, end: pd.DatetimeIndex) -> _Clock:
    """Return the asset's fixings from before the first event to after the last, within the calendar."""
    first, last = bounds(asset.calendar)
    known = np.asarray(start.notna()) & np.asarray(end.notna())
    if not known.any():
        return _clock_between(asset, last, last)
    lowest = (start[known].min() - _LONGEST_CLOSURE).date()
    highest = (end[known].max() + _LONGEST_CLOSURE).date()
    return _clock_between(asset, min(max(lowest, first), last), max(min(highest, last), first))


def _clock_between(asset: Instrument, first: date, last: date) -> _Clock:
    held_first, held_last = bounds(asset.calendar)
    moments = fixings(asset, first, last)
    return _Clock(
        asset=asset,
        sessions=pd.DatetimeIndex(moments.index).as_unit("ns"),
        fixings=pd.DatetimeIndex(moments).as_unit("ns"),
        first=held_first,
        last=held_last,
    )


def _align_asset(events: Sequence[Event], evidence: pd.DataFrame, clock: _Clock) -> pd.DataFrame:
    start, end = pd.DatetimeIndex(evidence["start_utc"]), pd.DatetimeIndex(evidence["end_utc"])
    # side="right": news at the very moment of a fixing came too late for it.
    first = np.asarray(clock.fixings.searchsorted(start, side="right"), dtype=np.int64)
    last = np.asarray(clock.fixings.searchsorted(end, side="right"), dtype=np.int64)
    opening = pd.Timestamp(clock.first, tz="UTC")
    inside = np.asarray(start >= opening) & np.asarray(end.notna()) & (last < len(clock.sessions))
    happened = np.asarray(evidence["modality"] == "happened", dtype=bool)
    dated = inside & happened & (last - first < MAX_CANDIDATES)
    candidates = [
        tuple(clock.sessions[lo : hi + 1]) if ok else ()
        for lo, hi, ok in zip(first, last, dated, strict=True)
    ]
    day_zero = pd.Series(pd.NaT, index=evidence.index, dtype="datetime64[ns]")
    day_zero[dated] = clock.sessions[first[dated]]
    keys = pd.DataFrame(
        {
            "event_id": [event.event_id for event in events],
            "security": clock.asset.name,
            "date": day_zero,
            "candidates": pd.Series(candidates, evidence.index, dtype=object),
            "ambiguous": dated & (last > first),
            "reason": _reasons(events, inside, np.stack([first, last], axis=1), clock),
        }
    )
    return pd.concat([keys, evidence], axis=1)


# --- reasons ----------------------------------------------------------------------------------


def _reasons(events: Sequence[Event], inside: np.ndarray, spans: IntArray, clock: _Clock) -> list[str]:
    return [
        _reason(event, bool(known), int(lo), int(hi), clock)
        for event, known, (lo, hi) in zip(events, inside, spans, strict=True)
    ]


def _reason(event: Event, known: bool, first: int, last: int, clock: _Clock) -> str:
    if event.modality != "happened":
        return f"{_NO_DAY_ZERO[event.modality]}: no day 0 (modality {event.modality!r} in events.toml)"
    if not known:
        return (
            f"{event.start.date()} is outside the calendar of {clock.asset.label}, known from"
            f" {clock.first} to {clock.last}: give another date in events.toml"
        )
    doubt = _KNOWN_TO.get(event.precision, "")
    if last - first >= MAX_CANDIDATES:
        return (
            f"{doubt or 'time too vague'}: {last - first + 1} possible sessions; give a date in events.toml"
        )
    note = f" ({doubt})" if doubt else ""
    if last > first:
        choice = " or ".join(_day(day) for day in clock.sessions[first : last + 1])
        between = _local(clock, first)
        return f"{_news(event)} lies on both sides of {between}: day 0 is {choice}; the first is taken{note}"
    return f"{_news(event)} {_when(event, first, clock)}: first price {_day(clock.sessions[first])}{note}"


def _when(event: Event, session: int, clock: _Clock) -> str:
    """Say how the news lies to the sessions around it, by the asset's local date."""
    at_once = event.end - event.start < timedelta(minutes=1)
    if at_once and session > 0 and pd.Timestamp(event.start) == clock.fixings[session - 1]:
        return f"came at {_local(clock, session - 1)}, which is too late for it"
    local = event.start.astimezone(ZoneInfo(clock.asset.timezone))
    if local.date() == clock.sessions[session].date():
        return f"came before {_local(clock, session)} of the same day"
    if session > 0 and local.date() == clock.sessions[session - 1].date():
        return f"came after {_local(clock, session - 1)}"
    if session > 0:
        last = clock.sessions[session - 1]
        return (
            f"came after {_local(clock, session - 1)} on {last:%A} {last.day} {last:%B}, the last before it"
        )
    return f"came on a day without a session, {local:%A} {local.day} {local:%B}"


def _local(clock: _Clock, session: int) -> str:
    moment = clock.fixings[session].tz_convert(clock.asset.timezone)
    city = clock.asset.timezone.rsplit("/", maxsplit=1)[-1].replace("_", " ")
    return f"the {'close' if clock.asset.fixing is None else 'fixing'} at {moment:%H:%M} {city}"


def _news(event: Event) -> str:
    start, end = event.start.astimezone(UTC), event.end.astimezone(UTC)
    if end - start < timedelta(minutes=1):
        return f"news at {_moment(start)}"
    return f"news between {_moment(start)} and {_moment(end)}"


def _moment(moment: datetime) -> str:
    return f"{moment:%H:%M} UTC on {moment.day} {moment:%B}"


def _day(session: pd.Timestamp) -> str:
    return f"{session:%A} {session.day} {session:%B %Y}"


def _joined(labels: list[str]) -> str:
    """Join labels with " + ", in at most :data:`MAX_LABEL` characters."""
    if len(whole := " + ".join(labels)) <= MAX_LABEL or len(labels) == 1:
        return whole
    for kept in range(len(labels) - 1, 0, -1):
        text = f"{' + '.join(labels[:kept])} + {len(labels) - kept} more"
        if len(text) <= MAX_LABEL:
            return text
    rest = f"… + {len(labels) - 1} more"
    return labels[0][: MAX_LABEL - len(rest)].rstrip() + rest


def _merged_reason(row: dict[Any, Any]) -> str:
    return f"same session ({_day(row['date'])}) and asset as event {row['into']!r}: they are studied as one"
