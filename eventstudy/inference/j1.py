"""Test of the mean CAR by the forecast errors of the events.

MacKinlay (1997), Journal of Economic Literature 35:13-39, section 5; Campbell, Lo and MacKinlay
(1997), The Econometrics of Financial Markets, section 4.4.
"""

from __future__ import annotations

import numpy as np

from eventstudy.inference.reference_laws import normal_result
from eventstudy.inference.samples import Sample, usable
from eventstudy.types import AbnormalReturns, TestResult


def j1(events: AbnormalReturns | Sample, *, forecast_error: bool = True) -> TestResult:
    """Test the mean CAR by its variance under the model, the sum of the events' over N^2.

    Assumes independent events whose variance the event leaves as it was, and estimation windows
    long enough for N(0, 1).

    Parameters
    ----------
    events : AbnormalReturns or Sample
    forecast_error : bool
        False takes the residual variance times the days of the horizon for the variance of a CAR,
        as if the normal return were known: the test without dependence adjustment of Brown and
        Warner (1980), Journal of Financial Economics 8:205-258. EventStudyTools leaves the forecast
        error out of its tests of one abnormal return in the same way.
    """
    sample = usable(events, test="j1", at_least=1)
    variance = sample.car_variance if forecast_error else sample.sigma2 * sample.n_days
    error = float(np.sqrt(variance.sum())) / sample.n_events
    return normal_result(sample, test="j1", statistic=float(sample.car.mean()) / error)
