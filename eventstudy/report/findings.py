"""Numbers of the events, and what the study found for each on its first session."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd

from eventstudy.charts.words import day, listed, percent
from eventstudy.instruments import INSTRUMENTS
from eventstudy.report.content import ReportInput
from eventstudy.report.plain import plain
from eventstudy.report.wording import Finding
from eventstudy.result import StudyResult
from eventstudy.types import Event, Horizon
from eventstudy.windows import shares_sessions

MAX_LABEL = 60
NOT_RUN = (math.nan, "", "")

Tests = Mapping[tuple[str, str, Horizon, str], tuple[float, str, str]]


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Numbering:
    """Numbers 1, 2, 3 ... of the dated events, in order of time.

    ``by_id`` maps event ids to numbers; ``by_session`` maps (security, day 0) to the numbers of all
    events that share it.
    """

    by_id: Mapping[str, int]
    by_session: Mapping[tuple[str, pd.Timestamp], tuple[int, ...]]

    def text(self, security: str, session: pd.Timestamp, event_id: str) -> str:
        """Return "2", or "2, 3" where events share the session of the asset."""
        own = (self.by_id[event_id],) if event_id in self.by_id else ()
        return ", ".join(map(str, self.by_session.get((security, session), own))) or plain(event_id, most=20)


def numbering(aligned: pd.DataFrame, events: Sequence[Event]) -> Numbering:
    """Give numbers to the events that have a day 0 for at least one asset."""
    dated = aligned.dropna(subset=["date"])
    start = {event.event_id: (event.start, event.end) for event in events}
    first = dated.groupby("event_id", sort=True)["date"].min()
    # An event that only the table knows comes after those of the reading on its session.
    order = sorted(first.index, key=lambda key: (key not in start, start.get(key) or first[key], key))
    by_id = {str(key): at for at, key in enumerate(order, start=1)}
    by_session: dict[tuple[str, pd.Timestamp], list[int]] = {}
    for key, security, session in zip(dated["event_id"], dated["security"], dated["date"], strict=True):
        by_session.setdefault((str(security), pd.Timestamp(session)), []).append(by_id[str(key)])
    return Numbering(
        by_id=by_id,
        by_session={key: tuple(sorted(set(numbers))) for key, numbers in by_session.items()},
    )


def asset_name(security: str) -> str:
    """Return the name of an asset in reports; what is not in the table of instruments as it is."""
    return INSTRUMENTS[security].label if security in INSTRUMENTS else plain(security, most=MAX_LABEL)


def short_label(event: Event | None, fallback: str) -> str:
    """Return a few words for an event: its label, its trigger, or the start of its quote."""
    words = (event.label or event.quote or event.trigger) if event else ""
    return plain(words or fallback, most=MAX_LABEL)


def findings(content: ReportInput, numbers: Numbering) -> tuple[Finding, ...]:
    """Return the finding of every studied event and asset over day 0, by asset, then by session.

    Empty if [0, 0] is not among the declared horizons.
    """
    result = content.result
    cars = result.cars[(result.cars["first"] == 0) & (result.cars["last"] == 0)]
    studied = result.events[result.events["status"] == "studied"]
    rows = studied.merge(cars, on=["event_id", "security"])
    normal = result.abnormal[result.abnormal["day"] == 0]
    rows = rows.merge(normal[["event_id", "security", "normal"]], on=["event_id", "security"])
    place = rows["security"].map({name: at for at, name in enumerate(content.prices.assets)})
    rows = rows.assign(place=place).sort_values(["place", "date", "event_id"], kind="stable")
    tests, log = p_values(result), result.estimation.get("return_kind") == "log"
    # The p-value without outliers is that of the first declared horizon.
    if result.horizons[0] != (0, 0):
        rows = rows.drop(columns="p_no_outliers", errors="ignore")
    found = [_finding(row, numbers, tests, log=log) for row in rows.to_dict("records")]
    others = [other_sessions(content, numbers, row) for row in rows.to_dict("records")]
    return tuple(replace(one, other=other) for one, other in zip(found, others, strict=True))


def other_sessions(content: ReportInput, numbers: Numbering, row: Mapping[Any, Any]) -> str:
    """Return the result on the other sessions that could be day 0, in words; empty if there is none.

    Parameters
    ----------
    content : ReportInput
    numbers : Numbering
    row : Mapping
        A studied event: event_id, security, date.
    """
    aligned, abnormal = content.aligned, content.result.abnormal
    here = (aligned["security"] == row["security"]) & (aligned["date"] == row["date"]) & aligned["ambiguous"]
    own = abnormal[(abnormal["event_id"] == row["event_id"]) & (abnormal["security"] == row["security"])]
    ar = own.dropna(subset=["session"]).set_index("session")["ar"]
    candidates = sorted({pd.Timestamp(at) for held in aligned.loc[here, "candidates"] for at in held[1:]})
    told = [
        f"{day(session)}, abnormal return"
        f" {percent(float(ar[session])) if np.isfinite(ar.get(session, np.nan)) else 'not known'}"
        for session in candidates
    ]
    unsure = listed(sorted(str(numbers.by_id[str(key)]) for key in aligned.loc[here, "event_id"]), most=9)
    return f"For event {unsure} the session could also be {' or '.join(told)}." if told else ""


def _finding(row: Mapping[Any, Any], numbers: Numbering, tests: Tests, *, log: bool) -> Finding:
    event_id, security, session = str(row["event_id"]), str(row["security"]), pd.Timestamp(row["date"])
    total = float(row["car"]) + float(row["normal"])
    rank, exact, family = (
        tests.get((event_id, security, (0, 0), test), NOT_RUN) for test in ("ewma_rank", "t", "placebo_max")
    )
    return Finding(
        number=numbers.text(security, session, event_id),
        label=plain(row.get("label") or event_id, most=MAX_LABEL),
        asset=asset_name(security),
        session=session.date(),
        move=math.expm1(total) if log else total,
        ar=float(row["car"]),
        ci_low=float(row["ci_low"]),
        ci_high=float(row["ci_high"]),
        mde=float(row["mde"]),
        p_rank=rank[0],
        p_t=exact[0],
        p_family=family[0],
        family_law=family[1],
        vol_ratio=float(row.get("vol_ratio", math.nan)),
        note=plain(family[2].removeprefix("not run: ")),
        rank_note=plain(rank[2]),
        p_clean=float(row.get("p_no_outliers", math.nan)),
        sigma=float(row.get("sigma", math.nan)),
        sigma_clean=float(row.get("sigma_no_outliers", math.nan)),
    )


def overlapping_horizons(result: StudyResult) -> tuple[Horizon, ...]:
    """Return the declared horizons over which windows of one asset share sessions."""
    block = result.block
    return tuple(h for h in result.horizons if shares_sessions(block.day_zero, block.security, h).any())


def shared_windows(result: StudyResult) -> frozenset[tuple[str, str, Horizon]]:
    """Return (event id, security, horizon) of windows that share a session with another."""
    block, keys = result.block, list(zip(result.keys["event_id"], result.keys["security"], strict=True))
    return frozenset(
        (str(event_id), str(security), horizon)
        for horizon in result.horizons
        for (event_id, security), shared in zip(
            keys, shares_sessions(block.day_zero, block.security, horizon), strict=True
        )
        if shared
    )


def p_values(result: StudyResult) -> Tests:
    """Return p-value, reference law and note by (event id, security, horizon, test)."""
    tests = result.tests[result.tests["event_id"] != ""]
    found = {}
    for row in tests.to_dict("records"):
        horizon = (int(row["first"]), int(row["last"]))
        key = (str(row["event_id"]), str(row["security"]), horizon, str(row["test"]))
        found[key] = (float(row["p_value"]), str(row["distribution"]), str(row["note"]))
    return found
