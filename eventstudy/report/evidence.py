"""Tables of what the text says: its events, the events left out, its market claims."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import datetime, time, timedelta
from typing import Any

import pandas as pd

from eventstudy.claims import ClaimCheck
from eventstudy.report.content import ReportInput
from eventstudy.report.document import Cell, Column, Notes, Row, Table
from eventstudy.report.findings import MAX_LABEL, Numbering, asset_name
from eventstudy.report.formats import DASH, MINUS, percent, short_day
from eventstudy.report.plain import plain
from eventstudy.types import Event

MAX_QUOTE = 240
MOST_ASSET_COLUMNS = 3
BOTH_SIDES = (
    "The time of the news lies on both sides of the moment at which the price of the day is fixed, so day 0"
    " may be either session: the first is taken."
)
_READABLE = re.compile(r"[a-z][a-z ,'-]{2,59}")
_BY_HAND = "given by hand"
_HOW_DATED = {
    "stated": "date stated",
    "relative": "worked out from",
    "ordering": "order of events",
    "background": "background knowledge",
}


def events_table(content: ReportInput, numbers: Numbering) -> Table:
    """Return every dated event with its words, its time, how it was dated, and day 0 by asset."""
    events = {event.event_id: event for event in content.reading.events}
    assets = content.prices.assets
    shown = assets if len(assets) <= MOST_ASSET_COLUMNS else []
    notes, rows = Notes(), []
    by_event = {str(key): group for key, group in content.aligned.groupby("event_id", sort=False)}
    for event_id, at in numbers.by_id.items():
        event, aligned = events.get(event_id), by_event[event_id]
        sessions = {str(row["security"]): row for row in aligned.to_dict("records")}
        label = str(aligned["label"].iloc[0]) if "label" in aligned else event_id
        cells = [
            Cell(f"{at}"),
            Cell(_words(event, label)),
            Cell(when(event) if event else DASH),
            Cell(how_dated(event) if event else "given"),
        ]
        cells += [_session_cell(sessions.get(asset, {}), notes) for asset in shown]
        if not shown:
            cells.append(Cell(", ".join(sorted({short_day(row["date"]) for row in sessions.values()}))))
        rows.append(Row(tuple(cells)))
    titles = [asset_name(asset) for asset in shown] or ["First sessions"]
    given = content.article_text is None
    return Table(
        title=f"Events {'given' if given else 'found in the text'}, how each was dated, and the first session"
        " that could react",
        columns=(
            Column(title="Event"),
            Column(title="What" if given else "What, in the words of the text", align="left", share=2.6),
            Column(title="When", align="left", share=1.25),
            Column(title="Dated by", align="left", share=1.1),
            *(Column(title=title, align="left", share=0.8) for title in titles),
        ),
        rows=tuple(rows),
        notes=notes.all(),
        foot="The first session is the first whose price is fixed after the news.",
    )


def _words(event: Event | None, label: str) -> str:
    quote = plain(event.quote, most=MAX_QUOTE) if event else ""
    name = plain(label, most=MAX_LABEL)
    return f"{name}: \N{LEFT DOUBLE QUOTATION MARK}{quote}\N{RIGHT DOUBLE QUOTATION MARK}" if quote else name


def _session_cell(row: Mapping[Any, Any], notes: Notes) -> Cell:
    date = row.get("date")
    if date is None or pd.isna(date):
        return Cell(DASH, notes.mark(_stop(row.get("reason"))))
    if not row.get("ambiguous"):
        return Cell(short_day(pd.Timestamp(str(date))))
    held = [pd.Timestamp(candidate) for candidate in list(row.get("candidates") or [date])]
    same_month = len({(one.year, one.month) for one in held}) == 1
    told = [f"{one.day}" if same_month and one != held[-1] else short_day(one) for one in held]
    return Cell(" or ".join(told), notes.mark(BOTH_SIDES))


def _stop(text: object) -> str:
    words = plain(text or "")
    return f"{words[:1].upper()}{words[1:].rstrip('.')}." if words else ""


def when(event: Event) -> str:
    """Return the time of an event with its precision and time zone, such as "3 Jan 2020, 00:00-05:59"."""
    zone = plain(event.timezone.replace("_", " "), most=40)
    start, end = event.start, event.end
    if event.precision in ("minute", "hour"):
        return f"{short_day(start)}, {start:%H:%M} ({zone})"
    if event.precision == "part_of_day":
        return f"{short_day(start)}, {start:%H:%M}\N{EN DASH}{end:%H:%M} ({zone})"
    if event.precision == "range" and (start.time(), end.time()) != (time(0), time(23, 59, 59)):
        return f"{_clock(start)} to {_clock(end)} ({zone})"
    if end - start < timedelta(days=1):
        return f"{short_day(start)} ({zone})"
    return f"{short_day(start)} to {short_day(end)} ({zone})"


def _clock(moment: datetime) -> str:
    return f"{short_day(moment)}, {moment:%H:%M}"


def how_dated(event: Event) -> str:
    """Return the kind of evidence for the date, with the words of the text."""
    kind = _kind_of_date(event)
    words = plain(event.time_text, most=80)
    return f"{kind}: \N{LEFT DOUBLE QUOTATION MARK}{words}\N{RIGHT DOUBLE QUOTATION MARK}" if words else kind


def _kind_of_date(event: Event) -> str:
    """Return how the date was found: "date stated", or the rule by which it was worked out."""
    if event.rule == _BY_HAND:
        return "date given"
    if event.date_source in ("stated", "background") or not _READABLE.fullmatch(event.rule):
        return _HOW_DATED.get(event.date_source, plain(event.date_source, most=40))
    return event.rule


def left_out_table(content: ReportInput, numbers: Numbering) -> Table | None:
    """Return the events that were not studied, with the step and the reason; None if all were."""
    reasons = _reasons(content)
    events = {event.event_id: event for event in content.reading.events}
    rows = []
    for (event_id, stage), by_asset in reasons.items():
        event = events.get(event_id)
        words = (event.quote or event.label) if event else ""
        same = len(set(by_asset.values())) == 1
        told = [reason if same else f"{asset}: {reason}" for asset, reason in by_asset.items()]
        number = f"{numbers.by_id[event_id]}" if event_id in numbers.by_id else DASH
        cells = (
            number, plain(words or event_id, most=140), ", ".join(by_asset), plain(stage, most=40),
            told[0] if same else "; ".join(told),
        )  # fmt: skip
        rows.append(Row(tuple(map(Cell, cells))))
    given = content.article_text is None
    words_title = "What" if given else "Words of the text"
    columns = (
        Column(title="Event"), Column(title=words_title, align="left", share=1.5),
        Column(title="Asset", align="left", share=0.7), Column(title="Step", align="left"),
        Column(title="Reason", align="left", share=1.9),
    )  # fmt: skip
    done = "given" if given else "read"
    title = f"Events {done} but not studied, or studied as part of another"
    return Table(title=title, columns=columns, rows=tuple(rows)) if rows else None


def _reasons(content: ReportInput) -> dict[tuple[str, str], dict[str, str]]:
    """Return the reason by (event id, step) and asset: the first step that lost an event tells it."""
    undated = content.aligned[content.aligned["date"].isna()].to_dict("records")
    merged = [] if content.merged is None else content.merged.to_dict("records")
    at_alignment = [{**row, "stage": "alignment"} for row in [*undated, *merged]]
    found: dict[tuple[str, str], dict[str, str]] = {}
    seen = set()
    for row in [*at_alignment, *content.result.dropped.to_dict("records")]:
        event_id, asset = str(row["event_id"]), asset_name(str(row["security"]))
        if (event_id, asset) not in seen:
            seen.add((event_id, asset))
            reason = plain(row["reason"] or "no reason given", most=300)
            found.setdefault((event_id, str(row["stage"])), {})[asset] = reason
    return found


def claims_table(checks: Sequence[ClaimCheck]) -> Table | None:
    """Return the market claims of the text, each with its verdict; None if there are none."""
    columns = (
        Column(title="The text says", align="left", share=1.5),
        Column(title="Price that tests it", align="left", share=1.2), Column(title="Session", align="left"),
        Column(title="Measured", align="left", share=1.2), Column(title="Verdict", align="left", share=0.95),
        Column(title="Why", align="left", share=2.6),
    )  # fmt: skip
    rows = [
        Row((
            Cell(plain(check.claim.quote, most=MAX_QUOTE)),
            Cell(plain(check.price)),
            Cell(short_day(check.session)),
            Cell(_minus(plain(check.measured or (DASH if check.change is None else percent(check.change))))),
            Cell(check.verdict),
            Cell(_minus(_stop(check.why))),
        ))
        for check in checks
    ]  # fmt: skip
    title = "Market claims of the text, held against the price each speaks of"
    return Table(title=title, columns=columns, rows=tuple(rows)) if rows else None


def _minus(text: str) -> str:
    """Return the text with a true minus sign before negative numbers."""
    return re.sub(r"(?<![\w)])-(?=\d)", MINUS, text)
