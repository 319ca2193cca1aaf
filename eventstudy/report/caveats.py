"""Sentences of caution: what could not be tested or seen, and what must not be read into the numbers."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from eventstudy.charts.words import listed, percent
from eventstudy.report.formats import day, p_text, short_day, size
from eventstudy.report.wording import NOT_SETTLED, Finding, numbered

Outliers = Sequence[Mapping[str, Any]]


def rest_sentence(findings: Sequence[Finding], most: int = 3) -> str:
    """Return what the event-day moves amount to; empty if all were told one by one, and tested."""
    untested = [one for one in findings if one.verdict in NOT_SETTLED]
    if not findings or (len(findings) <= most and not untested):
        return ""
    if len(untested) == len(findings):
        one = "The event-day move could not be"
        what = one if len(findings) == 1 else f"None of the {len(findings)} event-day moves could be"
        return f"{what} tested family-wise{_why(untested)}: Table 2."
    strong = sum(finding.verdict == "stands_out" for finding in findings)
    counted = f"{strong} stand{'s' if strong == 1 else ''} out family-wise" if strong else "none stands out"
    tested = len(findings) - len(untested)
    of = (
        f"all {tested} event-day moves"
        if not untested
        else f"the {tested} event-day moves that could be tested"
    )
    also = f"; {len(untested)} could not be tested family-wise{_why(untested)}" if untested else ""
    return f"Of {of}, {counted} at the 5 % level{also} (Table 2)."


def _why(untested: Sequence[Finding]) -> str:
    reasons = list(dict.fromkeys(one.note.rstrip(".") for one in untested if one.note))
    return f" ({reasons[0]})" if len(reasons) == 1 else ""


def unseen_sentence(findings: Sequence[Finding]) -> str:
    """Return the effect that could have gone unseen, by asset: the minimum detectable effect.

    It is that of the exact t at the volatility of the estimation window; where volatility had changed
    before the events, it is also given at the volatility of their days.
    """
    by_asset: dict[str, list[Finding]] = {}
    for finding in findings:
        if math.isfinite(finding.mde):
            by_asset.setdefault(finding.asset, []).append(finding)
    if not by_asset:
        return ""
    names = list(by_asset)
    sizes = listed([f"{size(max(f.mde for f in by_asset[name]))} for {name}" for name in names])
    changed = {name: [one for one in by_asset[name] if one.regime_changed] for name in names}
    scaled = [
        f"{_range([f.mde * f.vol_ratio for f in held])} for {name}" for name, held in changed.items() if held
    ]
    also = f"; at the volatility of the event days about {listed(scaled)}" if scaled else ""
    return (
        f"An abnormal return below {sizes} could not have been seen reliably on a single day (exact t, 80 %"
        f" power, 5 % level{also}). A move that does not stand out is not proof of no effect."
    )


def _range(values: Sequence[float]) -> str:
    low, high = size(min(values)), size(max(values))
    return low if low == high else f"{low.removesuffix(' %')} to {high}"


def outlier_sentence(findings: Sequence[Finding], counts: Mapping[str, int]) -> str:
    """Return what the most striking move is without outlying estimation sessions; empty without any.

    Parameters
    ----------
    findings : sequence of Finding
    counts : Mapping
        Name of an asset -> outlying sessions in its estimation window.
    """
    held = [one for one in findings if math.isfinite(one.p_clean) and counts.get(one.asset, 0)]
    if not held:
        return ""
    one = min(held, key=lambda finding: finding.p_clean)
    count = counts[one.asset]
    return (
        f"Without {count} outlying session{'s' if count > 1 else ''} of the estimation window, the standard"
        f" deviation of {one.asset} goes from {size(one.sigma)} to {size(one.sigma_clean)} a day, and the"
        f" exact t of {numbered(one.number)} from {p_text(one.p_t)} to {p_text(one.p_clean)}."
    )


def outliers_kept(outliers: Outliers, names: Mapping[str, str]) -> str:
    """Return how many outlying sessions the estimation windows keep, and the largest of each asset."""
    told = []
    for security in dict.fromkeys(str(one["security"]) for one in outliers):
        held = [one for one in outliers if str(one["security"]) == security]
        top = max(held, key=lambda one: abs(float(one["value"])))
        session = short_day(pd.Timestamp(str(top["session"])))
        count = f"{len(held)} session{'s' if len(held) > 1 else ''}"
        told.append(
            f"{names.get(security, security)}: {count} beyond 4 robust standard deviations (largest"
            f" {session}, {percent(float(top['value']))})"
        )
    return "; ".join(told)


def missing_sentence(findings: Sequence[Finding]) -> str:
    """Return which first sessions have no usable return; empty if all have one."""
    missing = [f"{one.asset} on {day(one.session)}" for one in findings if not math.isfinite(one.ar)]
    if not missing:
        return ""
    return f"No usable return is known for {listed(missing, most=6)}: these moves are not known, not zero."


def regime_sentence(findings: Sequence[Finding]) -> str:
    """Return which tests lead where volatility had changed before the event; empty if it had not."""
    changed = [finding for finding in findings if finding.regime_changed]
    if not changed:
        return ""
    spans = []
    for asset in dict.fromkeys(finding.asset for finding in changed):
        ratios = sorted(finding.vol_ratio for finding in changed if finding.asset == asset)
        low, high = f"{ratios[0]:.2f}", f"{ratios[-1]:.2f}"
        spans.append(f"{low if low == high else f'{low} to {high}'} times for {asset}")
    return (
        f"When the windows opened, volatility was unlike that of the estimation window ({listed(spans)}):"
        " the volatility-standardised tests lead here; the exact t and the 95 % intervals, which are at the"
        " volatility of the estimation window, are not relied on."
    )


def overlap_sentence(overlapping: Sequence[str]) -> str:
    """Return the warning for windows that share sessions; ``overlapping`` names the horizons."""
    if not overlapping:
        return ""
    return (
        f"Event windows overlap over {listed(list(overlapping))}: read the episode, not one separate fact for"
        " each event."
    )


def opposite_sentence(findings: Sequence[Finding]) -> str:
    """Return the warning for events that moved one asset both up and down; empty if none did."""
    signs: dict[str, set[bool]] = {}
    for finding in findings:
        if math.isfinite(finding.ar) and finding.ar:
            signs.setdefault(finding.asset, set()).add(finding.ar > 0)
    both = [asset for asset, seen in signs.items() if len(seen) == 2]
    if not both:
        return ""
    return (
        f"{listed(both)} moved up after some events and down after others; the events are"
        " therefore not averaged into one effect."
    )
