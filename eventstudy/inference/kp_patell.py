"""Patell's test adjusted for the cross-correlation of events that share dates.

Kolari and Pynnönen (2010), Review of Financial Studies 23:3996-4025, on Patell (1976), Journal of
Accounting Research 14:246-276.
"""

from __future__ import annotations

import numpy as np

from eventstudy.inference.adj_bmp import adjustable, correlation_note
from eventstudy.inference.patell import patell_z, with_variance
from eventstudy.inference.reference_laws import normal_result
from eventstudy.inference.samples import Sample, usable
from eventstudy.inference.scaling import CarScaling, standardised_cars
from eventstudy.types import AbnormalReturns, TestResult


def kp_patell(events: AbnormalReturns | Sample, *, car_scaling: CarScaling = "forecast") -> TestResult:
    """Test as Patell, over sqrt(1 + (n - 1) r), against N(0, 1).

    r is the average correlation of the estimation residuals on common calendar sessions, pairs of an
    event with itself excluded; a pair of events counts by the number of sessions that both use (with
    one complete window for all, r is the mean of pairwise correlations), and two events of one
    security count as a pair like any other, though their residuals on common sessions are the same: a
    note says how many events there are of the kind. Patell's variance comes from the estimation window
    and is not lowered by a correlation of the event days: the factor 1 - r of ``adj_bmp`` has no place
    here, though eventstudy2 (Stata) multiplies by its root. Assumes that the event leaves the variance
    as it was.

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
    sample = with_variance(usable(events, test="kp_patell", at_least=2, parts=("dates",)), test="kp_patell")
    r = adjustable(sample.correlation, sample.n_events, test="kp_patell")
    z = patell_z(standardised_cars(sample, car_scaling), sample.dof)
    statistic = z / float(np.sqrt(1 + (sample.n_events - 1) * r))
    note = correlation_note(sample, r)
    return normal_result(sample, test="kp_patell", statistic=statistic, note=note)
