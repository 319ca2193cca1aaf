"""Sentences from numbers, which never say more than the tests do.

The rules: a move is called one that stands out only if its family-wise p-value says so; a test
that could not have reached significance settles nothing; no sentence names a cause; a sentence on
"no effect" gives the effect that could have gone unseen; events of opposite sign are not averaged;
where volatility had changed, the volatility-standardised test leads.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from eventstudy.charts.words import listed
from eventstudy.report.formats import day, p_text, percent, size

ALPHA = 0.05
CALM, STORMY = 0.67, 1.5  # ratio of EWMA to estimation volatility within which the exact t may lead
UNRESOLVED = "cannot be established"

Verdict = Literal["stands_out", "alone", "ordinary", "untested", "unresolved", "unknown"]
NOT_SETTLED: tuple[Verdict, ...] = ("untested", "unresolved", "unknown")


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What the study says of one event and one asset over day 0.

    Returns are decimals; ``p_rank``, ``p_t`` and ``p_family`` are those of ``ewma_rank``, ``t`` and
    ``placebo_max``, NaN where a test was not run; ``p_clean`` is that of ``t``, and ``sigma_clean`` the
    ``sigma``, without the outlying sessions of the estimation window. ``family_law`` is the reference
    law of ``placebo_max``, such as "placebo max(239)"; ``note`` says what speaks against it or why it
    gave no p-value, ``rank_note`` the same of the rank.
    ``ar`` is NaN where the session has no return.
    """

    number: str
    label: str
    asset: str
    session: date
    move: float  # simple return of the session, roll-adjusted
    ar: float
    ci_low: float
    ci_high: float
    mde: float
    p_rank: float = math.nan
    p_t: float = math.nan
    p_family: float = math.nan
    family_law: str = ""
    vol_ratio: float = 1.0
    note: str = ""
    rank_note: str = ""
    p_clean: float = math.nan
    sigma: float = math.nan
    sigma_clean: float = math.nan
    other: str = ""  # what the study gives where another session could be day 0

    @property
    def verdict(self) -> Verdict:
        """What may be said of the move."""
        if not math.isfinite(self.p_family):
            return "untested" if math.isfinite(self.p_rank) else "unknown"
        if UNRESOLVED in self.note:
            return "unresolved"
        if self.p_family <= ALPHA:
            return "stands_out"
        return "alone" if self.p_rank <= ALPHA else "ordinary"

    @property
    def regime_changed(self) -> bool:
        """Whether volatility at the opening of the window was unlike that of the estimation window."""
        return math.isfinite(self.vol_ratio) and not CALM <= self.vol_ratio <= STORMY


def moved(finding: Finding) -> str:
    """Return "Brent crude rose 3.5 %"."""
    rounded = round(100 * finding.move, 1)
    if not math.isfinite(rounded):
        return f"{finding.asset} has no return"
    if rounded == 0:
        return f"{finding.asset} was unchanged"
    return f"{finding.asset} {'rose' if rounded > 0 else 'fell'} {size(finding.move)}"


def event_sentence(finding: Finding) -> str:
    """Return what can be said of one event and asset, with its interval and p-values."""
    if not math.isfinite(finding.ar):
        return (
            f"{finding.asset} has no usable return on {day(finding.session)}, the first session after"
            f" {numbered(finding.number)} ({finding.label}): its move is not known."
        )
    unsure = f" {finding.other}" if finding.other else ""
    opening = (
        f"{moved(finding)} on {day(finding.session)}, the first session after {numbered(finding.number)}"
        f" ({finding.label}): abnormal return {percent(finding.ar)}, 95 % interval"
        f" {percent(finding.ci_low)} to {percent(finding.ci_high)}."
    )
    return f"{opening} {_judgement(finding)}{unsure}"


def numbered(number: str) -> str:
    """Return "event 1" or "events 4 and 5" for the number of a finding."""
    parts = number.split(", ")
    return f"event{'s' if len(parts) > 1 else ''} {listed(parts)}"


def _judgement(finding: Finding) -> str:
    match finding.verdict:
        case "stands_out":
            return f"That is {_rank_in_family(finding)} (family-wise {p_text(finding.p_family)})."
        case "alone":
            return (
                f"Taken alone such a move is rare (rank {p_text(finding.p_rank)}), but not once all"
                f" events, assets and horizons are counted (family-wise {p_text(finding.p_family)})."
            )
        case "ordinary":
            return (
                "Such a move is not rare for the volatility of those weeks (family-wise"
                f" {p_text(finding.p_family)})."
            )
        case "untested":
            rare = "is rare" if finding.p_rank <= ALPHA else "is not rare for the volatility of those weeks"
            return (
                "Such a move could not be tested family-wise; taken alone, as one of many looked at, it"
                f" {rare} (rank {p_text(finding.p_rank)})."
            )
        case "unresolved":
            return f"Whether such a move is rare {UNRESOLVED}: there are too few comparison windows."
        case _:
            return "No test of this move could be computed."


def _rank_in_family(finding: Finding) -> str:
    counted = re.search(r"\((\d+)\)", finding.family_law)
    if counted and finding.p_family <= 1.0001 / (int(counted.group(1)) + 1):
        return (
            "larger, for the volatility of its time, than the largest move in any of"
            f" {counted.group(1)} comparison periods of the estimation window"
        )
    return (
        "larger, for the volatility of its time, than the largest move in"
        f" {math.floor(100 * (1 - finding.p_family))} % of the comparison periods"
    )


def headline(findings: Sequence[Finding]) -> str:
    """Return the finding in one line: only moves whose family-wise p-value is at most 5 % make it."""
    if not any(math.isfinite(finding.ar) for finding in findings):
        return "No event-day move could be measured with these prices"
    strong = sorted(
        (finding for finding in findings if finding.verdict == "stands_out"),
        key=lambda finding: (finding.p_family, -abs(finding.ar)),
    )
    if len(strong) > 2:
        return (
            f"{len(strong)} of {len(findings)} event-day moves stand out; in the clearest,"
            f" {moved(strong[0])} on {day(strong[0].session)}"
        )
    if strong:
        told = " and ".join(f"{moved(finding)} on {day(finding.session)}" for finding in strong)
        thing = "a move that stands" if len(strong) == 1 else "moves that stand"
        return f"{told}: {thing} out from the volatility of those weeks"
    if all(finding.verdict in NOT_SETTLED for finding in findings):
        return f"Whether the event-day moves were unusual {UNRESOLVED} with these data"
    assets = listed(sorted({finding.asset for finding in findings}, key=str.casefold))
    return f"{assets}: no event-day move stands out from the volatility of those weeks"


def largest_sentences(findings: Sequence[Finding], most: int = 3) -> list[str]:
    """Return :func:`event_sentence` of the moves that matter: those that stand out, then the largest."""
    order: dict[Verdict, int] = {
        "stands_out": 0,
        "alone": 1,
        "ordinary": 2,
        "untested": 3,
        "unresolved": 3,
        "unknown": 4,
    }
    ranked = sorted(findings, key=lambda f: (order[f.verdict], _nan_last(f.p_family), _nan_last(-abs(f.ar))))
    return [event_sentence(finding) for finding in ranked[:most]]


def _nan_last(value: float) -> float:
    return value if math.isfinite(value) else math.inf


def claims_sentence(verdicts: Sequence[str]) -> str:
    """Return how the market claims of the text fared against prices; empty if there are none."""
    if not verdicts:
        return ""
    counts = [f"{verdicts.count(verdict)} {verdict}" for verdict in sorted(set(verdicts), key=_verdict_order)]
    plural = "s" if len(verdicts) > 1 else ""
    return f"Held against prices, the {len(verdicts)} market claim{plural} of the text: {listed(counts)}."


def _verdict_order(verdict: str) -> tuple[int, str]:
    known = ("supported", "contradicted", "cannot be checked")
    return (known.index(verdict) if verdict in known else len(known), verdict)
