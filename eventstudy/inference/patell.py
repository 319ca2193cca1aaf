"""Patell's test: standardised CARs weighted by their precision.

Patell (1976), Journal of Accounting Research 14:246-276.
"""

from __future__ import annotations

import numpy as np

from eventstudy.errors import TooFewEventsError
from eventstudy.inference.reference_laws import normal_result
from eventstudy.inference.samples import Sample, usable
from eventstudy.inference.scaling import CarScaling, standardised_cars
from eventstudy.types import AbnormalReturns, FloatArray, TestResult


def patell(events: AbnormalReturns | Sample, *, car_scaling: CarScaling = "forecast") -> TestResult:
    """Test that the expected CAR is zero, weighting events by their precision.

    Assumes that events do not overlap in time and that the event leaves the variance
    of returns unchanged; when it may not, use :func:`~eventstudy.inference.bmp.bmp`. Events with
    two degrees of freedom or fewer are left out: their SCAR has no variance.

    Parameters
    ----------
    events : AbnormalReturns or Sample
    car_scaling : {"forecast", "sum_sar"}
        See :func:`~eventstudy.inference.scaling.standardised_cars`; "sum_sar" is Patell's own.
    """
    sample = with_variance(usable(events, test="patell", at_least=1), test="patell")
    statistic = patell_z(standardised_cars(sample, car_scaling), sample.dof)
    return normal_result(sample, test="patell", statistic=statistic)


def with_variance(sample: Sample, *, test: str) -> Sample:
    """Return the events whose SCAR has a variance: more than two degrees of freedom.

    Raises
    ------
    TooFewEventsError
        If there are none.
    """
    keep = sample.dof > 2
    if not keep.any():
        raise TooFewEventsError(test, 1, 0)
    return sample if keep.all() else sample.where(keep)


def patell_z(scar: FloatArray, dof: FloatArray) -> float:
    """Sum of SCARs over its standard deviation under the null.

    Parameters
    ----------
    scar : ndarray of shape (n_events,)
    dof : ndarray of shape (n_events,)
        A SCAR follows Student's t with ``dof`` degrees of freedom; its variance is dof/(dof - 2).
    """
    return float(scar.sum() / np.sqrt((dof / (dof - 2)).sum()))
