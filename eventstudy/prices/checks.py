"""What can be wrong with a series of daily bars, one named check each.

A check takes the bars (columns open, high, low, close; one row a session) and the sessions that the
exchange calendar expects, and returns what it found. An error makes the series unusable; a warning is
shown beside every result drawn from it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd

from eventstudy.prices.bars import OHLC, named_dates

MIN_COVERAGE = 0.8  # share of the expected sessions below which a reply counts as short
JUMP_LIMIT = 10.0  # robust standard deviations
MAD_TO_SIGMA = 1.4826  # of the median absolute deviation, for a normal law
MIN_RETURNS_FOR_JUMPS = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that a check found."""

    check: str
    level: Literal["error", "warning"]
    message: str


Check = Callable[[pd.DataFrame, pd.DatetimeIndex], str | None]


def check_bars(bars: pd.DataFrame, expected: pd.DatetimeIndex) -> tuple[Finding, ...]:
    """Run every check of :data:`CHECKS` on the bars of one asset.

    Parameters
    ----------
    bars : DataFrame
        Columns open, high, low, close; tz-naive midnights as index.
    expected : DatetimeIndex
        Sessions of the asset's calendar between the dates asked for; empty if not known.

    Returns
    -------
    tuple of Finding
        In the order of the table. An empty series has that finding alone.
    """
    findings = []
    for name, (level, check) in CHECKS.items():
        message = check(bars, expected)
        if message is not None:
            findings.append(Finding(check=name, level=level, message=message))
            if name == "empty":
                break
    return tuple(findings)


def empty(bars: pd.DataFrame, _expected: pd.DatetimeIndex) -> str | None:
    """Find that there is no close at all."""
    return None if bars["close"].notna().any() else "no prices at all"


def unsorted(bars: pd.DataFrame, _expected: pd.DatetimeIndex) -> str | None:
    """Find rows that are not in the order of their dates."""
    steps = np.diff(bars.index.to_numpy().astype("int64"))
    backwards = bars.index[1:][steps < 0]
    return f"rows out of order at {named_dates(backwards)}" if len(backwards) else None


def duplicates(bars: pd.DataFrame, _expected: pd.DatetimeIndex) -> str | None:
    """Find sessions that have more than one row."""
    twice = bars.index[bars.index.duplicated()].unique()
    return f"more than one row on {named_dates(twice)}" if len(twice) else None


def not_positive(bars: pd.DataFrame, _expected: pd.DatetimeIndex) -> str | None:
    """Find prices of zero or less."""
    found = bars.index[(bars[list(OHLC)] <= 0).any(axis=1)]
    return f"prices of zero or less on {named_dates(found)}" if len(found) else None


def short(bars: pd.DataFrame, expected: pd.DatetimeIndex) -> str | None:
    """Find that too few of the expected sessions have a close."""
    if expected.empty:
        return None
    held = int(expected.isin(bars.index[bars["close"].notna()]).sum())
    if held >= MIN_COVERAGE * len(expected):
        return None
    return f"{held} of the {len(expected)} sessions expected"


def gaps(bars: pd.DataFrame, expected: pd.DatetimeIndex) -> str | None:
    """Find expected sessions without a close."""
    missing = expected[~expected.isin(bars.index[bars["close"].notna()])]
    return f"no bar on {named_dates(missing)}" if len(missing) else None


def extra(bars: pd.DataFrame, expected: pd.DatetimeIndex) -> str | None:
    """Find rows on days that are no session of the calendar."""
    if expected.empty:
        return None
    found = bars.index[~bars.index.isin(expected)]
    return f"rows on days that are no session: {named_dates(found)}" if len(found) else None


def flat(bars: pd.DataFrame, _expected: pd.DatetimeIndex) -> str | None:
    """Find bars with open = high = low = close, often a price repeated where none was made."""
    found = bars.index[is_flat(bars)]
    return f"flat bars (open = high = low = close) on {named_dates(found)}" if len(found) else None


def bar_shape(bars: pd.DataFrame, _expected: pd.DatetimeIndex) -> str | None:
    """Find bars whose high is below the low, or whose open or close lies outside the two."""
    high, low = bars["high"], bars["low"]
    wrong = high < low
    for name in ("open", "close"):
        wrong |= (bars[name] > high) | (bars[name] < low)
    found = bars.index[wrong]
    return f"open or close outside high and low on {named_dates(found)}" if len(found) else None


def jumps(bars: pd.DataFrame, _expected: pd.DatetimeIndex) -> str | None:
    """Find moves beyond ten robust standard deviations of the series' own log returns."""
    close = bars["close"].dropna()
    if (close <= 0).any() or len(close) <= MIN_RETURNS_FOR_JUMPS:
        return None
    moves = pd.Series(np.log(close / close.shift(1))).dropna()
    centre = moves.median()
    scale = MAD_TO_SIGMA * (moves - centre).abs().median()
    found = moves.index[(moves - centre).abs() > JUMP_LIMIT * scale] if scale > 0 else moves.index[:0]
    return f"moves beyond {JUMP_LIMIT:g} robust deviations on {named_dates(found)}" if len(found) else None


def is_flat(bars: pd.DataFrame) -> pd.Series:
    """Return which bars have open = high = low = close."""
    same = [bars["close"] == bars[name] for name in ("open", "high", "low")]
    return same[0] & same[1] & same[2]


CHECKS: Mapping[str, tuple[Literal["error", "warning"], Check]] = {
    "empty": ("error", empty),
    "unsorted": ("error", unsorted),
    "duplicates": ("error", duplicates),
    "not_positive": ("error", not_positive),
    "short": ("error", short),
    "gaps": ("warning", gaps),
    "extra": ("warning", extra),
    "flat": ("warning", flat),
    "bar_shape": ("warning", bar_shape),
    "jumps": ("warning", jumps),
}
