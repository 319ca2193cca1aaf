"""The boxes of a report: at a glance, method."""

from __future__ import annotations

from collections import Counter

import pandas as pd

from eventstudy.charts.words import listed
from eventstudy.report.caveats import outliers_kept
from eventstudy.report.content import ReportInput
from eventstudy.report.findings import asset_name, overlapping_horizons
from eventstudy.report.formats import days, number, short_day, size
from eventstudy.report.plain import plain
from eventstudy.report.wording import NOT_SETTLED, Finding

Facts = tuple[tuple[str, str], ...]
MOST_DATES = 12
LIMITS = (
    "If an event itself raises the variance of returns, every test here rejects too often. An abnormal return"
    " is a move beyond the normal return of that session, whatever the news that moved it."
)

_MODELS = {
    "constant_mean": "constant mean: the normal return is the mean of the estimation window",
    "market": "market model: the normal return follows the return of a factor",
    "market_adjusted": "market-adjusted: the normal return is that of the market",
}
_TESTS = (
    ("ewma_rank", "EWMA-standardised placebo rank (the default for one event)"),
    ("t", "exact t with forecast error"),
    ("serial_t", "t with autocorrelation"),
    ("sq", "sample quantile"),
    ("placebo_max", "placebo maximum over all assets, events and horizons (family-wise)"),
    ("overlap_t", "exact t of overlapping windows"),
    ("joint_f", "joint F over assets"),
)


def glance(content: ReportInput, found: tuple[Finding, ...]) -> Facts:
    """Return the few facts beside the summary."""
    result = content.result
    studied = result.events[result.events["status"] == "studied"]
    volatility = [
        f"{asset_name(str(asset))}: {number(float(rows['vol_ratio'].iloc[0]), 2, signed=False)}"
        for asset, rows in studied.sort_values("date", kind="stable").groupby("security", sort=False)
    ]
    given = content.aligned["event_id"].nunique()
    return (
        ("Events studied", f"{studied['event_id'].nunique()} of {given} {_given(content)}"),
        ("Assets", listed([asset_name(asset) for asset in content.prices.assets], most=6)),
        ("Event-day moves that stand out", _standing_out(found)),
        ("Estimation window", _estimation_span(content)),
        (
            "Volatility at the first event, against the estimation window",
            "; ".join(volatility) or "not known",
        ),
    )


def _given(content: ReportInput) -> str:
    return "given" if by_hand(content) else "read in the text"


def by_hand(content: ReportInput) -> bool:
    """Tell whether the events were listed in a file, not read in an article."""
    return content.article_text is None


def _standing_out(found: tuple[Finding, ...]) -> str:
    tested = [finding for finding in found if finding.verdict not in NOT_SETTLED]
    if found and not tested:
        return f"not known: none of {len(found)} could be tested family-wise"
    strong = sum(finding.verdict == "stands_out" for finding in tested)
    rest = f"; {len(found) - len(tested)} could not be tested" if len(tested) < len(found) else ""
    return f"{strong} of {len(tested)}, family-wise at the 5 % level{rest}"


def _estimation_span(content: ReportInput) -> str:
    estimation = content.result.estimation
    first, last = (pd.Timestamp(str(estimation[name])) for name in ("first_session", "last_session"))
    return f"{short_day(first)} to {short_day(last)}"


def method(content: ReportInput) -> Facts:
    """Return how the numbers were made, enough to repeat the study."""
    result, estimation = content.result, content.result.estimation
    studied = result.events[result.events["status"] == "studied"]
    used = [
        f"{asset_name(str(asset))} {_span(rows['n_estimation'])} sessions, sigma"
        f" {size(rows['sigma'].iloc[0], 2)} a day"
        for asset, rows in studied.groupby("security", sort=False)
    ]
    window = tuple(int(day) for day in estimation["estimation_window"])
    anchor = "the first event of the episode" if estimation.get("anchor") == "episode" else "each event"
    run = Counter(result.tests.loc[result.tests["p_value"].notna(), "test"])
    several = studied["security"].nunique() > 1
    tests = [words for name, words in _TESTS if run[name] and (several or name != "joint_f")]
    kind = plain(estimation.get("return_kind", "not stated"))
    model = str(estimation["model"])
    return (
        ("Returns", f"{kind}, of the same contract across a roll of a future"),
        ("Normal return", _MODELS.get(model, plain(model))),
        (
            "Estimation window",
            f"{_estimation_span(content)}: sessions {days(*window)} from {anchor}; used: {listed(used)}",
        ),
        ("Event window", f"{days(*estimation['event_window'])} around the first session after the news"),
        ("Horizons", _horizons(content)),
        ("Tests", f"{listed(tests, most=9)}; two-sided, 5 % level" if tests else "none could be run"),
        ("Left out of estimation", _left_out(content)),
        *_outliers(content),
        ("Not run", _not_run(content)),
        ("Limits", LIMITS),
    )


def _span(counts: pd.Series) -> str:
    low, high = int(counts.min()), int(counts.max())
    return f"{low}" if low == high else f"{low} to {high}"


def _horizons(content: ReportInput) -> str:
    declared = [days(*horizon) for horizon in content.result.horizons]
    overlap = [days(*horizon) for horizon in overlapping_horizons(content.result)]
    told = f"; windows of different events overlap over {listed(overlap, most=9)}" if overlap else ""
    return f"declared before the study: {listed(declared, most=9)}; day 0 is primary{told}"


def _left_out(content: ReportInput) -> str:
    by_reason: dict[tuple[str, str], list[str]] = {}
    for row in content.result.estimation.get("left_out") or ():
        key = (asset_name(str(row["security"])), plain(row["reason"]))
        by_reason.setdefault(key, []).append(short_day(pd.Timestamp(str(row["session"]))))
    told = [f"{asset}, {reason}: {listed_dates(dates)}" for (asset, reason), dates in by_reason.items()]
    return "; ".join(told) or "no session"


def _outliers(content: ReportInput) -> Facts:
    held = content.result.estimation.get("outliers") or ()
    names = {str(one["security"]): asset_name(str(one["security"])) for one in held}
    told = outliers_kept(held, names)
    return (("Outliers kept in the estimation window", told),) if told else ()


def outlier_counts(content: ReportInput) -> dict[str, int]:
    """Return how many outlying sessions the estimation window of each asset holds, by its name."""
    held = content.result.estimation.get("outliers") or ()
    return Counter(asset_name(str(one["security"])) for one in held)


def listed_dates(dates: list[str]) -> str:
    """Return dates as "a, b and c", or the first of many."""
    return listed(dates, most=MOST_DATES)


def _not_run(content: ReportInput) -> str:
    tests = content.result.tests
    reasons: dict[str, list[str]] = {}
    for test, note in tests.loc[tests["n_events"] == 0, ["test", "note"]].drop_duplicates("test").to_numpy():
        reason = plain(str(note).removeprefix("not run: ").split(";")[0], most=240)
        reasons.setdefault(reason, []).append(str(test))
    told = [f"{listed(names, most=12)}: {reason}" for reason, names in reasons.items()]
    return "; ".join(told) or "every test that was asked for was run"
