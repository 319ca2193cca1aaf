"""What each command does, between the files a user gives and the library; nothing here prints."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pandas as pd

from eventstudy.alignment import align, align_document
from eventstudy.errors import InputError, NoEventsError
from eventstudy.extract import reading_document, timeline_document
from eventstudy.extract.explain import explanation, timeline_explanation
from eventstudy.extract.files.edits import MARK, mark_of
from eventstudy.extract.files.event_files import events_toml
from eventstudy.extract.files.request_file import Request
from eventstudy.extract.timeline import timeline
from eventstudy.extract.times.time_lines import time_lines, times_document, times_of
from eventstudy.inputs import (
    GivenReading,
    read_events,
    read_given,
    read_several,
    read_table,
    read_text,
    requests_of,
)
from eventstudy.instruments import instrument
from eventstudy.options import asset_names, interval, listed, model_or_factors, named_tests, study_window
from eventstudy.panel import session_table
from eventstudy.prices import load_prices, prices_csv, read_prices
from eventstudy.prices.snapshot import sample_range
from eventstudy.report import write_report
from eventstudy.report.assemble import report_input
from eventstudy.report.files import csv_text, safe_cell, sha256, write_files
from eventstudy.report.results import json_text, results_document
from eventstudy.result import StudyResult
from eventstudy.returns import log_returns, simple_returns
from eventstudy.simulate import simulate
from eventstudy.simulation_rates import SimulationResult
from eventstudy.study import run_study
from eventstudy.types import Reading

Tell = Callable[[str], None]
# Calendar days of prices before the first event: 260 sessions and their holidays, with a margin.
HISTORY = timedelta(days=420)
AFTERWARDS = timedelta(days=30)
MERGED = "merge"
# Precisions whose bounds are moments; those of the others are whole days.
WITHIN_DAYS = ("minute", "hour", "part_of_day", "range")
PARQUET = (".parquet", ".pq")
LARGE = 20_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """What a command made: its JSON document, lines for a reader, warnings, events dropped."""

    document: Mapping[str, Any]
    summary: tuple[str, ...]
    warnings: tuple[str, ...]
    n_dropped: int
    result: StudyResult


def report_of(
    article: Sequence[str],
    *,
    out: Path | None,
    tell: Tell,
    published: datetime | None,
    assets: str,
    source: str,
    returns_as: Any,
    extractor: str,
) -> Made:
    """Write the report of an article or a list of events."""
    names = asset_names(assets)
    tell("reading the article")
    given = read_given(article, published=_day(published), extractor=extractor)
    tell(f"loading prices from {source}")
    start, end = price_range(given.reading) if source != "snapshot" else (None, None)
    prices = load_prices(names, start, end, source=source, report=tell)
    tell("studying the events")
    try:
        content = report_input(
            given.reading, prices, title=title_of(given), article_text=given.article, return_kind=returns_as
        )
    except NoEventsError as error:
        raise NoEventsError(f"{error}{_sample_hint(given.reading, source)}") from error
    tell("writing the report")
    name = " to ".join([*article[:1], *article[1:][-1:]])
    folder = out or Path("reports") / report_name(name or None)
    options = {"assets": names, "source": source, "returns": returns_as, "extractor": extractor}
    inputs = {"file": given.source.name, "sha256": given.source.sha256, "options": options}
    written = write_report(content, folder, inputs=inputs)
    return Made(
        document=json.loads((folder / "results.json").read_text(encoding="utf8")),
        summary=(written.headline, *(f"wrote {path}" for path in written.paths)),
        warnings=content.warnings,
        n_dropped=n_lost(content.result),
        result=content.result,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """What ``extract`` prints, its warnings, files not read; ``plain`` text may hold terminal controls."""

    text: str
    warnings: tuple[str, ...]
    unread: tuple[str, ...] = ()
    plain: bool = False


def reading_as(articles: Sequence[str], form: str, *, published: datetime | None, extractor: str) -> Read:
    """Return a reading, or the timeline of several articles, as JSON, CSV, TOML or an explanation."""
    if len(articles) > 1 or Path(articles[0]).is_dir():
        if published is not None:
            raise InputError("--published is the date of one article: give it with one article.")
        return _timeline_as(articles, form, extractor)
    given = read_events(articles[0], published=_day(published), extractor=extractor)
    reading, warnings = given.reading, given.reading.warnings
    if form == "explain":
        return Read(text=explanation(given.article or "", reading), warnings=warnings, plain=True)
    document = reading_document(reading)
    return Read(text=_as(form, reading, document, name=report_name(articles[0])), warnings=warnings)


def _timeline_as(articles: Sequence[str], form: str, extractor: str) -> Read:
    given = read_several(articles, extractor=extractor)
    line = timeline([(name, one.reading) for name, one in given.articles])
    reading = line.reading
    warnings = (*given.warnings, *reading.warnings)
    if form == "explain":
        texts = {name: one.article or "" for name, one in given.articles}
        return Read(
            text=timeline_explanation(texts, line), warnings=warnings, unread=given.unread, plain=True
        )
    text = _as(form, reading, timeline_document(line), name=f"{len(given.articles)} articles")
    return Read(text=text, warnings=warnings, unread=given.unread)


def _as(form: str, reading: Reading, document: dict[str, Any], *, name: str) -> str:
    if form == "toml":
        return events_toml(reading, name=name)
    return events_csv(document["events"]) if form == "csv" else json.dumps(document, indent=2) + "\n"


def times_as(articles: Sequence[str], form: str, *, published: datetime | None) -> Read:
    """Return the time expressions of an article in TIMEX3 terms, as JSON or one a line."""
    if len(articles) > 1:
        raise InputError("--times reads one article: give one.")
    found = times_of(read_text(articles[0]).text, _day(published))
    if form == "json":
        return Read(text=json.dumps(times_document(found), indent=2) + "\n", warnings=())
    return Read(text="\n".join(time_lines(found)) + "\n", warnings=(), plain=True)


def events_csv(events: Sequence[Mapping[str, Any]]) -> str:
    """Return events as CSV: the columns that an events CSV needs first, then the evidence."""
    evidence = ["precision", "type", "place", "country", "modality", "date_source", "confidence", "quote"]
    evidence += ["time_text", "rule", "anchor", "zone_source", "provenance", "sources"]
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\n")
    names = ["event_id", "when", "end", "timezone", *evidence]
    writer.writerow([*names, MARK])
    for event in events:
        timed = event["precision"] in WITHIN_DAYS
        when, end = ("utc_start", "utc_end") if timed else ("start_date", "end_date")
        shown = {**event, "when": event[when], "end": event[end], "sources": "; ".join(event["sources"])}
        cells = {name: _cell(shown[name]) for name in names}
        # As they will be read: blank cells are none, and only what is read can be seen to be edited.
        writer.writerow([*cells.values(), mark_of({k: v.strip() for k, v in cells.items() if v.strip()})])
    return file.getvalue()


def _cell(value: Any) -> str:
    return "" if value is None else str(safe_cell(value))


def alignment_of(events: Sequence[str], assets: str) -> tuple[list[dict[str, Any]], tuple[str, ...]]:
    """Return the alignment of events as JSON values, and the warnings of reading them."""
    names = asset_names(assets)
    reading = read_given(events).reading
    if not reading.events:
        raise NoEventsError(f"{events[0]} holds no dated event: list them in a CSV with event_id,when.")
    return align_document(align(reading.events, names)), reading.warnings


def fetched_csv(
    assets: str, *, tell: Tell, start: datetime, end: datetime, source: str
) -> tuple[str, tuple[str, ...]]:
    """Return prices of a source as CSV, and the warnings about them."""
    if start > end:
        raise InputError(f"--start {start:%Y-%m-%d} is after --end {end:%Y-%m-%d}: exchange them.")
    table = load_prices(asset_names(assets), start.date(), end.date(), source=source, report=tell)
    return prices_csv(table), table.warnings


@dataclass(frozen=True, slots=True, kw_only=True)
class StudyOptions:
    """The options of ``eventstudy run``, as typed."""

    prices: str | None
    returns: str | None
    events: str
    factors: str | None
    model: str
    event: str | None
    estimation: str | None
    min_estimation: int
    anchor: Any
    horizons: str
    tests: str
    on_missing_date: Any
    returns_as: str


def study_of(given: StudyOptions) -> Made:
    """Run a study on a user's tables."""
    requests = requests_of(given.events)
    window, warnings = study_window(
        given.event, given.estimation, requests, min_estimation=given.min_estimation, anchor=given.anchor
    )
    returns = _returns(given.prices, given.returns, given.returns_as)
    result = run_study(
        returns,
        _requested(requests) if requests else _events(given.events, [str(name) for name in returns.columns]),
        model=model_or_factors(given.model),
        factors=read_table(given.factors, "--factors") if given.factors else None,
        window=window,
        horizons=[interval(part, "--horizons") for part in given.horizons.split(",")],
        tests=named_tests(given.tests),
        on_missing_date=given.on_missing_date,
    )
    warnings = (*warnings, *result.warnings)
    return Made(
        document=results_document(result, warnings=warnings, provenance=_provenance(given)),
        summary=_study_lines(result),
        warnings=warnings,
        n_dropped=n_lost(result),
        result=result,
    )


def _requested(requests: tuple[Request, ...]) -> pd.DataFrame:
    """Return a request file as a table of events; its dates are days 0."""
    rows = [(one.event_id, one.security, one.day.isoformat(), one.group, one.market) for one in requests]
    return pd.DataFrame(rows, columns=["event_id", "security", "date", "group", "market"])


def _provenance(given: StudyOptions) -> dict[str, Any]:
    found = {}
    for option in ("prices", "returns", "events", "factors"):
        path = getattr(given, option)
        if path is not None and Path(path).is_file():
            found[option] = {"file": Path(path).name, "sha256": sha256(Path(path).read_bytes())}
    return found


def simulation_of(
    *, design: str, tests: str, samples: int, seed: int, horizons: str, alpha: float, tell: Tell
) -> SimulationResult:
    """Simulate the tests named under the designs named."""
    return simulate(
        design if design == "all" else listed(design, "--design"),
        "all" if tests == "all" else listed(tests, "--tests"),
        samples,
        seed,
        horizons=[interval(part, "--horizons") for part in horizons.split(",")],
        alpha=alpha,
        progress=tell,
    )


def write_study(study: Made, folder: Path) -> list[Path]:
    """Write results.json, abnormal_returns.csv, tests.csv and events.csv, each whole or not at all."""
    tables = {
        "abnormal_returns.csv": study.result.abnormal,
        "tests.csv": study.result.tests,
        "events.csv": study.result.events,
    }
    contents = {name: csv_text(table).encode() for name, table in tables.items()}
    contents["results.json"] = json_text(study.document).encode()
    return write_files(folder, contents)


def write_text(path: Path, text: str) -> None:
    """Write one file, whole or not at all."""
    write_files(path.parent, {path.name: text.encode()})


def price_range(reading: Reading) -> tuple[date, date]:
    """Return the dates of prices that a study of the reading's events needs.

    Raises
    ------
    NoEventsError
        If the reading has no event.
    """
    happened = [event for event in reading.events if event.modality == "happened"]
    if not happened:
        raise NoEventsError("no dated event was found in the text: nothing to fetch prices for.")
    first = min(event.start for event in happened).date()
    last = max(event.end for event in happened).date()
    return first - HISTORY, last + AFTERWARDS


def report_name(article: str | None) -> str:
    """Return a folder name made from the name of the file, safe on any system."""
    if article is None:
        return "january_2020"
    path = Path(article)
    stem = "standard-input" if article == "-" else path.stem
    if stem == "events" and path.resolve().parent.name:
        stem = path.resolve().parent.name + "-edited"
    return re.sub(r"[^A-Za-z0-9_-]+", "-", stem).strip("-.")[:60] or "article"


def title_of(given: GivenReading) -> str:
    """Return the title of what was read, the file's name if it has none."""
    return given.reading.title or given.source.name


def n_lost(result: StudyResult) -> int:
    """Count dropped events, but for those studied under the name of another or told as background."""
    lost = result.dropped[result.dropped["stage"] != MERGED]
    if "modality" not in result.events.columns:
        return len(lost)
    background = result.events.loc[result.events["modality"] == "background", "event_id"]
    return int((~lost["event_id"].isin(background)).sum())


def _sample_hint(reading: Reading, source: str) -> str:
    if source != "snapshot" or not reading.events:
        return ""
    first, last = sample_range([instrument("brent"), instrument("dow")])
    return f" The embedded sample covers {first} to {last}: other dates need --source yahoo."


def _day(moment: datetime | None) -> date | None:
    return moment.date() if moment else None


def _returns(prices: str | None, returns: str | None, kind: str) -> pd.DataFrame:
    if (prices is None) == (returns is None):
        raise InputError("give either --prices or --returns.")
    if returns is not None:
        return session_table(read_table(returns, "--returns"), "--returns")
    file = Path(str(prices))
    # A large panel is a plain table of closes; the careful reader names lines, and is slower.
    large = file.suffix.lower() in PARQUET or (file.is_file() and file.stat().st_size > LARGE)
    table = session_table(read_table(str(file), "--prices"), "--prices") if large else read_prices(file)
    return log_returns(table) if kind == "log" else simple_returns(table)


def _events(path: str, securities: Sequence[str]) -> pd.DataFrame:
    table = read_table(path, "--events", as_text=True) if path.lower().endswith((".csv", *PARQUET)) else None
    if table is not None and "date" in table.columns:
        return table
    names = [instrument(name).name for name in securities]
    return align(read_events(path).reading.events, names)


def _study_lines(result: StudyResult) -> tuple[str, ...]:
    studied = int((result.events["status"] == "studied").sum())
    lines = [f"events studied: {studied}; dropped: {len(result.dropped)}; model {result.estimation['model']}"]
    shown = result.tests[result.tests["p_value"].notna()]
    # What speaks of the events together comes first: the rows of single events may be many.
    single = shown["event_id"] != ""
    shown = pd.concat([shown[~single], shown[single]])
    for one in shown.head(60).to_dict("records"):
        who = " ".join(filter(None, ["", one["event_id"], one["security"]]))
        lines.append(
            f"{one['test']:16} [{one['first']},{one['last']}]{who}: {one['estimate']:+.4%},"
            f" statistic {one['statistic']:.3f}, p = {one['p_value']:.4g}, {one['distribution']}"
        )
        lines += [f"    note: {one['note']}"] if one["note"] else []
    silent = result.tests[result.tests["p_value"].isna()].drop_duplicates(["test", "note"])
    lines += [f"{one['test']:16} {one['note']}" for one in silent.to_dict("records")]
    if len(shown) > 60:
        lines.append(f"... and {len(shown) - 60} more rows: --json or --out gives all.")
    for one in result.dropped.head(20).to_dict("records"):
        lines.append(f"dropped {one['event_id']} {one['security']}: {one['stage']}: {one['reason']}")
    return tuple(lines)
