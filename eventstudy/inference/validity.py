"""When a test is not valid for a design: the reason in words, for its note."""

from __future__ import annotations

import numpy as np

from eventstudy.inference import TestEntry
from eventstudy.inference.cases import Case
from eventstudy.inference.samples import INDEPENDENT_EVENTS, Sample
from eventstudy.types import Horizon

# A variance of the mean this much larger makes a nominal 5 % test reject at 8 %.
TOLERABLE_INFLATION = 1.25
# More events than this get no row each, and count as many rather than few, unless named.
FEW_EVENTS = 200
OPPOSITE = "needs events that push one way; by the signs given they push in opposite directions"


def objection_to(entry: TestEntry, case: Case, horizon: Horizon) -> str:
    """Return why a test is not valid for the events over a horizon; empty if nothing speaks against it."""
    if entry.scope == "sample":
        return _too_dependent(entry, case.samples[horizon]) or _averaged_signs(case)
    if case.abnormal.n_events > FEW_EVENTS:
        return f"needs few events: {case.abnormal.n_events} given, more than {FEW_EVENTS}"
    if entry.scope in ("episode", "joint") and _opposite_signs(case):
        return OPPOSITE
    return ""


def _averaged_signs(case: Case) -> str:
    """Object to a mean over events that are expected to push in both directions."""
    given = np.asarray(case.labels.signs or (), dtype=np.float64)
    return OPPOSITE if (given > 0).any() and (given < 0).any() else ""


def _opposite_signs(case: Case) -> bool:
    """Whether one security has events of both expected signs; an unknown sign contradicts none."""
    given = {
        (int(code), float(np.sign(sign)))
        for code, sign in zip(case.abnormal.security, case.labels.signs or (), strict=False)
        if np.isfinite(sign) and sign != 0
    }
    return len({code for code, _ in given}) < len(given)


def _too_dependent(entry: TestEntry, sample: Sample) -> str:
    separate = sample.n_separate
    if separate >= INDEPENDENT_EVENTS or (entry.same_date and sample.n_securities >= INDEPENDENT_EVENTS):
        return "" if entry.partial_overlap else _too_correlated(entry, sample)
    needed = f"{INDEPENDENT_EVENTS} events whose windows do not overlap"
    if entry.same_date:
        needed += f", or {INDEPENDENT_EVENTS} securities"
    return (
        f"needs {needed}; separate windows: {separate}, securities: {sample.n_securities},"
        " so the events are no sample of independent draws"
    )


def _too_correlated(entry: TestEntry, sample: Sample) -> str:
    within_dates = entry.same_date or entry.date_clusters
    if within_dates and not _overlap_in_part(sample):
        return ""
    inflation = variance_inflation(sample)
    if inflation <= TOLERABLE_INFLATION:
        return ""
    needed = "windows that coincide or do not meet" if within_dates else "uncorrelated events"
    return (
        f"needs {needed}; windows that share sessions, and correlated residuals, make the variance"
        f" of the mean {inflation:.1f} times that of independent events: adj_bmp_overlap allows for it"
    )


def _overlap_in_part(sample: Sample) -> bool:
    """Whether windows of different dates share sessions."""
    return bool((np.diff(sample.event_dates) < sample.n_days).any())


def variance_inflation(sample: Sample) -> float:
    """Return how much larger the variance of the mean SCAR is than for independent events.

    1 + (n - 1) theta, with theta the average correlation between two CARs that share sessions.
    """
    return 1 + (sample.n_events - 1) * max(sample.overlap_correlation, 0.0)
