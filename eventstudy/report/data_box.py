"""The data box and the warnings of a report: where prices came from, and what is to be known of them."""

from __future__ import annotations

import re

import pandas as pd

from eventstudy.charts.words import listed
from eventstudy.report.boxes import Facts, listed_dates
from eventstudy.report.content import ReportInput
from eventstudy.report.findings import asset_name, shared_windows
from eventstudy.report.formats import days, short_day
from eventstudy.report.plain import plain, undrawable
from eventstudy.types import SeriesProvenance

_OVERLAP = re.compile(r"Horizon \[.*\]: (?:windows of )?\d+ of \d+ event")
_OF_A_SESSION = re.compile(r"(?P<asset>\S{1,60}) (?P<session>\d{4}-\d\d-\d\d): ")


def data(content: ReportInput) -> Facts:
    """Return where the prices came from and what is to be known of them."""
    rows = [(asset_name(series.asset), _source(series)) for series in content.prices.provenance]
    days_held = content.result.abnormal["session"].dropna()
    for asset, rolls in content.prices.rolls.items():
        inside = [short_day(roll) for roll in rolls if days_held.min() <= roll <= days_held.max()]
        told = listed_dates(inside) if inside else "none"
        rows.append((f"Rolls, {asset_name(asset)}", f"contract changes in the event windows: {told}"))
    outside = [caution for caution in _every_caution(content) if _outside_windows(content, caution)]
    if outside:
        rows.append(("Outside every window", _counted(outside)))
    published = content.reading.published
    source = {"given": "given", "dateline": "from the dateline", "inferred": "inferred from the text"}
    how = source.get(content.reading.published_source, "not known")
    rows.append(("Publication date", f"{short_day(published)}, {how}" if published else "not known"))
    return tuple(rows)


def _source(series: SeriesProvenance) -> str:
    retrieved = f", retrieved {plain(series.retrieved, most=40)}" if series.retrieved else ""
    return (
        f"{plain(series.description, most=200)}; source {plain(series.source, most=60)}, symbol"
        f" {plain(series.symbol, most=40)}, {series.n_sessions} sessions, {short_day(series.first)} to"
        f" {short_day(series.last)}{retrieved}; sha256 {plain(series.sha256[:16], most=16)}"
    )


def cautions(content: ReportInput) -> tuple[str, ...]:
    """Return every warning of every step, each once."""
    inside = [caution for caution in _every_caution(content) if not _outside_windows(content, caution)]
    return (*(caution for caution in inside if not _OVERLAP.match(caution)), *_overlaps(content))


def _every_caution(content: ReportInput) -> tuple[str, ...]:
    every = (
        *content.reading.warnings, *content.prices.warnings, *content.warnings, *content.result.warnings,
    )  # fmt: skip
    return tuple(dict.fromkeys(_capital(plain(warning)) for warning in every if warning))


def _overlaps(content: ReportInput) -> tuple[str, ...]:
    """Say in one line how many windows share sessions, over each horizon."""
    result, shared = content.result, shared_windows(content.result)
    counts = {horizon: sum(one[2] == horizon for one in shared) for horizon in result.horizons}
    told = [f"{count} over {days(*horizon)}" for horizon, count in counts.items() if count]
    if not told:
        return ()
    return (
        f"Of the {len(result.keys)} event windows (one for each event and asset), {listed(told, most=9)}"
        " share sessions with another of the same asset: their CARs are not separate facts.",
    )


def _outside_windows(content: ReportInput, caution: str) -> bool:
    """Tell whether a warning of the prices concerns a session that no window holds."""
    found = _OF_A_SESSION.match(caution)
    try:
        session = pd.Timestamp(found["session"]) if found else None
    except ValueError:
        session = None
    if session is None:
        return False
    estimation, held = content.result.estimation, content.result.abnormal["session"].dropna()
    first, last = (pd.Timestamp(str(estimation[name])) for name in ("first_session", "last_session"))
    return not (first <= session <= last or held.min() <= session <= held.max())


def _counted(cautions: list[str]) -> str:
    by_asset: dict[str, list[str]] = {}
    for caution in cautions:
        found = _OF_A_SESSION.match(caution)
        if found:
            name = asset_name(found["asset"].lower())
            by_asset.setdefault(name, []).append(short_day(pd.Timestamp(found["session"])))
    told = [f"{name} {listed_dates(held)}" for name, held in by_asset.items()]
    remarks = f"{len(cautions)} remark{'s' if len(cautions) > 1 else ''} of the price checks"
    return f"{remarks} on sessions that no window holds ({'; '.join(told)}): in results.json"


def not_drawable(content: ReportInput) -> Facts:
    """Return the line of the data box on characters that the PDF cannot show; empty if it shows all."""
    reading = content.reading
    texts = [content.title]
    for event in reading.events:
        texts += [event.quote, event.label, event.time_text]
    texts += [claim.quote for claim in reading.claims]
    lost = dict.fromkeys(character for text in texts for character in undrawable(plain(text, most=10_000)))
    if not lost:
        return ()
    count = f"{len(lost)} character{'s' if len(lost) > 1 else ''}"
    told = (
        f"{count} of the text cannot be shown in report.pdf, which has \N{BLACK SQUARE} in their place;"
        " report.html and the data files have them"
    )
    return (("Characters", told),)


def _capital(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}"
