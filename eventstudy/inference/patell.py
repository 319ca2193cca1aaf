"""Patell's test: standardised CARs weighted by their precision.

Patell (1976), Journal of Accounting Research 14:246-276.
"""

from __future__ import annotations

import numpy as np

from eventstudy.inference.reference_laws import normal_result
from eventstudy.inference.samples import usable
from eventstudy.types import AbnormalReturns, FloatArray, TestResult


def patell(abnormal: AbnormalReturns) -> TestResult:
    """Test that the expected CAR is zero, weighting events by their precision.

    Assumes that events do not overlap in time and that the event leaves the variance
    of returns unchanged; when it may not, use :func:`~eventstudy.inference.bmp.bmp`. Events with
    two degrees of freedom or fewer are left out: their SCAR has no variance.
    """
    events = usable(abnormal.take(abnormal.dof > 2), test="patell", at_least=1)
    return normal_result(events, test="patell", statistic=patell_z(events.scar, events.dof))


def patell_z(scar: FloatArray, dof: FloatArray) -> float:
    """Sum of SCARs over its standard deviation under the null.

    Parameters
    ----------
    scar : ndarray of shape (n_events,)
    dof : ndarray of shape (n_events,)
        A SCAR follows Student's t with ``dof`` degrees of freedom; its variance is dof/(dof - 2).
    """
    return float(scar.sum() / np.sqrt((dof / (dof - 2)).sum()))
