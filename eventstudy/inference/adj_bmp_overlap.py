"""BMP test adjusted for event windows that overlap in part.

Kolari, Pape and Pynnönen (2018), Event Study Testing with Cross-sectional Correlation due to
Partially Overlapping Event Windows, Mays Business School working paper.
"""

from __future__ import annotations

from eventstudy.inference.adj_bmp import adjustable, adjusted_bmp
from eventstudy.inference.reference_laws import t_result
from eventstudy.inference.samples import Sample, usable
from eventstudy.inference.scaling import CarScaling
from eventstudy.types import AbnormalReturns, TestResult


def adj_bmp_overlap(events: AbnormalReturns | Sample, *, car_scaling: CarScaling = "forecast") -> TestResult:
    """Test the mean SCAR as ADJ-BMP with theta for r, against t(N - 1).

    theta is the mean over pairs of events of their residual correlation times the share of their
    windows in common: two CARs are correlated only through the sessions they share. Between two dates,
    and within one, the correlation is averaged over pairs of events, each by the number of estimation
    sessions that both use; with complete windows that is the mean of the pairwise correlations. Two
    events of one security count as correlated in so far as their windows meet. With one date theta is
    r and the test ``adj_bmp``; with windows that never meet it is zero and the test
    ``bmp``. Robust to event-induced variance.

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
    sample = usable(events, test="adj_bmp_overlap", at_least=2, parts=("dates",))
    theta = sample.overlap_correlation
    theta = adjustable(theta, sample.n_events, test="adj_bmp_overlap")
    statistic = adjusted_bmp(sample, theta, car_scaling)
    note = f"average correlation of overlapping CARs {theta:.4f}"
    return t_result(sample, test="adj_bmp_overlap", statistic=statistic, dof=sample.n_events - 1, note=note)
