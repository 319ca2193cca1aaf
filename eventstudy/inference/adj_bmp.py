"""BMP test adjusted for the cross-correlation of events that share dates.

Kolari and Pynnönen (2010), Review of Financial Studies 23:3996-4025, equation 11.
"""

from __future__ import annotations

import numpy as np

from eventstudy.errors import ForbiddenTestError
from eventstudy.inference.cross_sectional import mean_over_error
from eventstudy.inference.reference_laws import t_result
from eventstudy.inference.samples import Sample, usable
from eventstudy.inference.scaling import CarScaling, standardised_cars
from eventstudy.types import AbnormalReturns, TestResult

# Above this average correlation the residuals are the same series, up to rounding.
INDISTINGUISHABLE = 1 - 1e-9


def adj_bmp(events: AbnormalReturns | Sample, *, car_scaling: CarScaling = "forecast") -> TestResult:
    """Test the mean SCAR as BMP, times sqrt((1 - r) / (1 + (n - 1) r)), against t(N - 1).

    r is the average correlation of the estimation residuals on common calendar sessions, pairs of an
    event with itself excluded: :func:`~eventstudy.inference.date_sums.average_correlation`. A pair of
    events counts by the number of sessions that both use, so that r is the mean of their correlations
    weighted by sessions; with one complete window for all it is the mean of pairwise correlations.
    Two events of one security count as a pair like any other, and their residuals on common sessions
    are the same: a note says how many events there are of the kind. Robust to event-induced variance
    and to events on one date; conservative for dates that differ, where ``adj_bmp_overlap`` counts the
    days that two windows share.

    Parameters
    ----------
    events : AbnormalReturns or Sample
    car_scaling : {"forecast", "sum_sar"}
        See :func:`~eventstudy.inference.scaling.standardised_cars`.

    Raises
    ------
    ForbiddenTestError
        If the correlation cannot be adjusted for.
    """
    sample = usable(events, test="adj_bmp", at_least=2, parts=("dates",))
    r = adjustable(sample.correlation, sample.n_events, test="adj_bmp")
    note = correlation_note(sample, r)
    statistic = adjusted_bmp(sample, r, car_scaling)
    return t_result(sample, test="adj_bmp", statistic=statistic, dof=sample.n_events - 1, note=note)


def correlation_note(sample: Sample, correlation: float) -> str:
    """Return the average correlation in words, and how many events share a security."""
    note = f"average residual correlation {correlation:.4f}"
    count = np.unique(sample.security, return_counts=True)[1]
    shared = int(count[count > 1].sum())
    if not shared:
        return note
    return (
        f"{note}; {shared} of {sample.n_events} events share a security: their residuals are the same, see"
        " adj_bmp_overlap"
    )


def adjusted_bmp(sample: Sample, correlation: float, car_scaling: CarScaling) -> float:
    """Return the BMP statistic for SCARs that all pairs of events correlate by ``correlation``."""
    factor = (1 - correlation) / (1 + (sample.n_events - 1) * correlation)
    return mean_over_error(standardised_cars(sample, car_scaling)) * float(np.sqrt(factor))


def adjustable(correlation: float, n_events: int, *, test: str) -> float:
    """Return the average correlation of events, if a test can be adjusted for it.

    Raises
    ------
    ForbiddenTestError
        If it is one, or so negative that the variance of the mean would not be positive.
    """
    if correlation >= INDISTINGUISHABLE or 1 + (n_events - 1) * correlation <= 0:
        raise ForbiddenTestError(
            f"test {test!r} cannot adjust for an average residual correlation of {correlation:.4f}: the"
            " events share their estimation returns, as events of one security do; use the tests for few"
            " events."
        )
    return correlation
