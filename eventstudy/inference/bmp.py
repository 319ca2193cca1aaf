"""Standardised cross-sectional test, robust to event-induced variance.

Boehmer, Musumeci and Poulsen (1991), Journal of Financial Economics 30:253-272.
"""

from __future__ import annotations

from eventstudy.inference.cross_sectional import mean_over_error
from eventstudy.inference.reference_laws import t_result
from eventstudy.inference.samples import Sample, usable
from eventstudy.inference.scaling import CarScaling, standardised_cars
from eventstudy.types import AbnormalReturns, TestResult


def bmp(events: AbnormalReturns | Sample, *, car_scaling: CarScaling = "forecast") -> TestResult:
    """Test the mean SCAR by the spread of the SCARs, against t(N - 1).

    The event may change the variance. Fails when events share dates: see ``adj_bmp``.

    Parameters
    ----------
    events : AbnormalReturns or Sample
    car_scaling : {"forecast", "sum_sar"}
        See :func:`~eventstudy.inference.scaling.standardised_cars`.
    """
    sample = usable(events, test="bmp", at_least=2)
    statistic = mean_over_error(standardised_cars(sample, car_scaling))
    return t_result(sample, test="bmp", statistic=statistic, dof=sample.n_events - 1)
