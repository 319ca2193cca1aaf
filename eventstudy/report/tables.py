"""Tables of the results: day 0, the longer horizons, the episode, the relative effect."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import groupby

import pandas as pd

from eventstudy.charts.words import listed
from eventstudy.episodes import LONG_EPISODE
from eventstudy.report.document import Cell, Column, Notes, Row, Table, common_notes_below
from eventstudy.report.findings import NOT_RUN, Numbering, asset_name, p_values, shared_windows
from eventstudy.report.formats import days, number, p_text, p_value, short_day
from eventstudy.report.plain import plain
from eventstudy.report.wording import Finding
from eventstudy.result import StudyResult

OVERLAP = "The window shares sessions with that of another event of this asset: not a separate fact."
OPPOSITE = (
    "Some events were followed by rises and others by falls: the tests of their mean (joint F, exact t of"
    " overlapping windows) are left out here, since it can be near zero though each moved the price; they"
    " are in tests.csv."
)
NO_RETURN = "This session has no usable return: the move is not known, which is not the same as none."
REGIME = (
    "Volatility at the opening of the window was unlike that of the estimation window: the rank and"
    " family tests, which are standardised by it, lead; the exact t, and with it the interval and the MDE,"
    " are those of the estimation window (MDE times Vol. ratio is the figure at the volatility of the day)."
)
UNTESTED = "Family p: could not be tested family-wise"
OTHER_SESSIONS = (
    "Another session could be day 0 too (Table 1); the abnormal returns of both are in abnormal_returns.csv."
)
MOST_OTHER_NOTES = 6
_TOO_FEW = re.compile(
    r"smallest possible p is [\d.]+ with \d+ placebo windows: significance at 5% over (\d+) tests cannot be"
    r" established, (\d+) windows would be needed"
)
_P_FOOT = (
    "Rank p: position of the volatility-standardised return among those of the estimation window. t p:"
    " exact t with forecast error. Family p: the same return against the largest of all events, assets"
    " and horizons in each comparison period; it alone accounts for the number of tests."
)


def day_zero_table(found: Sequence[Finding]) -> Table:
    """Return the abnormal returns of the first session of each event: the primary result."""
    columns = (
        Column(title="Event"), Column(title="What", align="left", share=1.0), Column(title="Session"),
        Column(title="Return %"), Column(title="AR %"), Column(title="95 % low"), Column(title="95 % high"),
        Column(title="MDE %"), Column(title="Vol. ratio"), Column(title="Rank p"), Column(title="t p"),
        Column(title="Family p"),
    )  # fmt: skip
    notes = Notes()
    rows: list[Row] = []
    if len({finding.other for finding in found if finding.other}) > MOST_OTHER_NOTES:
        found = [replace(one, other=OTHER_SESSIONS if one.other else "") for one in found]
    for asset, group in groupby(found, key=lambda finding: finding.asset):
        rows += [Row(group=asset), *(Row(_day_zero_cells(finding, notes)) for finding in group)]
    return common_notes_below(
        Table(
            title="Abnormal return on the first session after each event (primary horizon, day 0)",
            columns=columns,
            rows=tuple(rows),
            notes=notes.all(),
            foot="Return: of the session, as a simple return. AR: abnormal return, of the kind stated under"
            f" Method. MDE: smallest effect that the exact t finds with 80 % power. {_P_FOOT}",
        )
    )


def _day_zero_cells(finding: Finding, notes: Notes) -> tuple[Cell, ...]:
    return (
        Cell(finding.number),
        Cell(finding.label),
        Cell(short_day(finding.session), notes.mark(finding.other)),
        Cell(_percent(finding.move)),
        Cell(_percent(finding.ar), "" if math.isfinite(finding.ar) else notes.mark(NO_RETURN)),
        Cell(_percent(finding.ci_low)),
        Cell(_percent(finding.ci_high)),
        Cell(number(100 * finding.mde, 1, signed=False)),
        Cell(number(finding.vol_ratio, 2, signed=False)),
        Cell(p_value(finding.p_rank), notes.mark(_sentence(finding.rank_note))),
        Cell(p_value(finding.p_t), notes.mark(REGIME) if finding.regime_changed else ""),
        Cell(p_value(finding.p_family), notes.mark(_family_note(finding.p_family, finding.note))),
    )


def horizon_table(result: StudyResult, numbers: Numbering, assets: Sequence[str]) -> Table | None:
    """Return the CARs of the secondary horizons, by asset; None if only day 0 was declared."""
    cars = result.cars[(result.cars["first"] != 0) | (result.cars["last"] != 0)]
    cars = cars.merge(result.events[["event_id", "security", "date"]], on=["event_id", "security"])
    if cars.empty:
        return None
    columns = (
        Column(title="Event"), Column(title="Day 0", align="left", share=1.0), Column(title="Days"),
        Column(title="CAR %"), Column(title="95 % low"), Column(title="95 % high"), Column(title="MDE %"),
        Column(title="Rank p"), Column(title="t p"), Column(title="Serial t p"), Column(title="Family p"),
    )  # fmt: skip
    notes, rows = Notes(), []
    for asset in assets:
        ordered = cars[cars["security"] == asset].sort_values(["date", "event_id", "first", "last"])
        rows += [Row(group=asset_name(asset))] if len(ordered) else []
        rows += _horizon_rows(result, ordered, numbers, notes)
    return common_notes_below(
        Table(
            title="Cumulative abnormal returns over the other declared horizons (secondary)",
            columns=columns,
            rows=tuple(rows),
            notes=notes.all(),
            foot="Days count sessions from the event's first session, both ends included. Serial t: the t"
            " test with autocorrelation of the estimation window. The other p-values are as in Table 2.",
        )
    )


def _horizon_rows(result: StudyResult, cars: pd.DataFrame, numbers: Numbering, notes: Notes) -> list[Row]:
    tests, shared = p_values(result), shared_windows(result)
    rows = []
    for row in cars.to_dict("records"):
        horizon = (int(row["first"]), int(row["last"]))
        key = (str(row["event_id"]), str(row["security"]), horizon)
        found = [tests.get((*key, test), NOT_RUN) for test in ("ewma_rank", "t", "serial_t", "placebo_max")]
        missing = int(row["n_missing"])
        told = [OVERLAP if key in shared else ""]
        gap = f"No return on {missing} of the days of the window: no CAR."
        told.append(gap if missing else "")
        marks = [_sentence(found[0][2]), "", _sentence(found[2][2]), _family_note(found[3][0], found[3][2])]
        session = pd.Timestamp(row["date"])
        rows.append(
            Row((
                Cell(numbers.text(key[1], session, key[0])), Cell(short_day(session)),
                Cell(days(*horizon), notes.marks(told)),
                *(Cell(_percent(row[name])) for name in ("car", "ci_low", "ci_high")),
                Cell(number(100 * row["mde"], 1, signed=False)),
                *(Cell(p_value(one[0]), notes.mark(mark)) for one, mark in zip(found, marks, strict=True)),
            ))
        )  # fmt: skip
    return rows


def episode_table(result: StudyResult) -> Table | None:
    """Return the CAR of the episode and the joint tests; None if the events share no window or lie far apart.

    :func:`long_episode` says the latter.
    """
    columns = (
        Column(title="Asset", align="left", share=1.0), Column(title="Days"), Column(title="Events"),
        Column(title="Sessions"), Column(title="CAR %"), Column(title="95 % low"), Column(title="95 % high"),
        Column(title="MDE %"), Column(title="t p"),
    )  # fmt: skip
    rows = [
        Row((
            Cell(asset_name(str(row["security"]))), Cell(days(int(row["first"]), int(row["last"]))),
            Cell(f"{int(row['n_events'])}"), Cell(f"{int(row['n_sessions'])}"),
            *(Cell(_percent(row[name])) for name in ("car", "ci_low", "ci_high")),
            Cell(number(100 * row["mde"], 1, signed=False)), Cell(p_value(row["p_value"])),
        ))
        for row in result.episodes.to_dict("records")
    ]  # fmt: skip
    if not rows or result.episodes["n_events"].max() < 2 or _span(result) > LONG_EPISODE:
        return None
    return Table(
        title="The episode as a whole: every session of any event window, counted once",
        columns=columns,
        rows=tuple(rows),
        foot=" ".join(["Rises and falls within the episode offset one another in its CAR.", *_joint(result)]),
    )


def long_episode(result: StudyResult) -> str:
    """Return why events far apart are not read as one episode; empty if they are, or share no window."""
    span = _span(result)
    if result.episodes.empty or result.episodes["n_events"].max() < 2 or span <= LONG_EPISODE:
        return ""
    return (
        f"The events span {span} sessions, more than the {LONG_EPISODE} that may be read as one episode: a"
        " cumulative abnormal return of all of them together would mean little and is not given."
        " Their common estimation window is old for the later ones. The tests of their mean are in tests.csv."
    )


def _span(result: StudyResult) -> int:
    day_zero = result.block.day_zero
    return int(day_zero.max() - day_zero.min()) if day_zero.size else 0


def _joint(result: StudyResult) -> Iterable[str]:
    """Say what the tests of all events together gave, where their mean means something."""
    both_ways = _moved_both_ways(result)
    tests = result.tests[result.tests["p_value"].notna()]
    for (test, security), rows in tests.groupby(["test", "security"], sort=False):
        told = [
            f"{p_text(row['p_value'])} over {days(int(row['first']), int(row['last']))}"
            for row in rows.to_dict("records")
        ]
        if test == "joint_f" and not both_ways and len(set(result.keys["security"])) > 1:
            yield f"Joint F test that no asset moved: {listed(told, most=9)}."
        elif test == "overlap_t" and security not in both_ways:
            yield f"Mean CAR of the events, {asset_name(str(security))}: {listed(told, most=9)}."
    if both_ways:
        yield OPPOSITE


def _moved_both_ways(result: StudyResult) -> frozenset[str]:
    on_day_zero = result.abnormal[result.abnormal["day"] == 0]
    rose = set(on_day_zero.loc[on_day_zero["ar"] > 0, "security"])
    return frozenset(rose & set(on_day_zero.loc[on_day_zero["ar"] < 0, "security"]))


def relative_table(relative: Sequence[StudyResult], numbers: Numbering) -> Table | None:
    """Return day 0 of each asset net of another, labelled as what it is; None without a study."""
    rows = [row for study in relative for row in _relative_rows(study, numbers)]
    columns = (
        Column(title="Event"), Column(title="Asset", align="left", share=1.0), Column(title="Session"),
        Column(title="Beta"), Column(title="Relative AR %"), Column(title="95 % low"),
        Column(title="95 % high"), Column(title="t p"),
    )  # fmt: skip
    table = Table(
        title="Relative effect on day 0, net of the other asset by the market model (secondary)",
        columns=columns,
        rows=tuple(rows),
        foot="The other asset may have moved on the same news, which makes it a bad control: this is the move"
        " relative to it, not the effect of the event.",
    )
    return table if rows else None


def _relative_rows(study: StudyResult, numbers: Numbering) -> Iterable[Row]:
    cars = study.cars[(study.cars["first"] == 0) & (study.cars["last"] == 0)]
    held = cars.merge(study.events, on=["event_id", "security"]).dropna(subset=["car"])
    tests = p_values(study)
    for row in held.sort_values(["date", "event_id"], kind="stable").to_dict("records"):
        event_id, security, session = str(row["event_id"]), str(row["security"]), pd.Timestamp(row["date"])
        beta = next((float(row[name]) for name in row if str(name).startswith("beta_")), math.nan)
        yield Row((
            Cell(numbers.text(security, session, event_id)), Cell(asset_name(security)),
            Cell(short_day(session)), Cell(number(beta)),
            *(Cell(_percent(row[name])) for name in ("car", "ci_low", "ci_high")),
            Cell(p_value(tests.get((event_id, security, (0, 0), "t"), NOT_RUN)[0])),
        ))  # fmt: skip


def _percent(value: float) -> str:
    return number(100 * value, 1)


def _family_note(p_family: float, note: str) -> str:
    """Return the footnote of a family-wise p-value; without one it says that it could not be tested."""
    if math.isfinite(p_family):
        return _sentence(note)
    reason = plain(note).removeprefix("not run: ").rstrip(".")
    return f"{UNTESTED}{f': {reason}' if reason else ''}."


def _sentence(note: str) -> str:
    """Return a note of a test as a footnote: a capital first, a full stop last."""
    text = _TOO_FEW.sub(
        r"rank p: too few comparison windows for a verdict at 5 % over all \1 tests, \2 would be needed",
        plain(note),
    )
    return f"{text[:1].upper()}{text[1:].rstrip('.')}." if text else ""
