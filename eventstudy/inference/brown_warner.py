"""Test of the mean CAR by the daily means of the estimation residuals: crude dependence adjustment.

Brown and Warner (1980), Journal of Financial Economics 8:205-258; (1985), Journal of Financial
Economics 14:3-31.
"""

from __future__ import annotations

from typing import Literal

import numpy as np

from eventstudy.inference.day_sums import DaySums
from eventstudy.inference.reference_laws import t_result
from eventstudy.inference.samples import Sample, held, usable
from eventstudy.registry import lookup
from eventstudy.types import AbnormalReturns, FloatArray, TestResult

VarianceDivisor = Literal["m_minus_1", "m_minus_p"]


def brown_warner(
    events: AbnormalReturns | Sample, *, variance_divisor: VarianceDivisor = "m_minus_1"
) -> TestResult:
    """Test CAAR over s_A sqrt(L) against t: s_A is the standard deviation of the daily mean residual.

    The mean over events is taken by day of the estimation window, so that the correlation of
    events on one date is in s_A. Assumes that the event leaves the variance as it was; the
    correlation of windows that overlap only in part is not counted. The error of the estimated
    normal return is left out, as in the papers.

    Parameters
    ----------
    events : AbnormalReturns or Sample
    variance_divisor : {"m_minus_1", "m_minus_p"}
        Divisor of the variance of the M daily means, and degrees of freedom: M - 1 as published,
        or M less the parameters of the model.

    Raises
    ------
    UnknownNameError
        If ``variance_divisor`` is neither.
    """
    sample = usable(events, test="brown_warner", at_least=1, parts=("residuals",))
    daily = daily_means(held(sample.residuals))
    lost = {"m_minus_1": 1.0, "m_minus_p": float((sample.n_obs - sample.dof).max())}
    dof = daily.size - lookup(lost, variance_divisor, kind="variance_divisor")
    squares = float(((daily - daily.mean()) ** 2).sum()) if daily.size else 0.0
    known = dof > 0 and squares > 0
    error = np.sqrt(squares / dof * sample.n_days) if known else float("nan")
    return t_result(sample, test="brown_warner", statistic=float(sample.car.mean() / error), dof=dof)


def daily_means(residuals: DaySums) -> FloatArray:
    """Return the mean over events of each estimation day that any event uses."""
    used = residuals.n_estimation > 0
    return np.asarray(residuals.estimation[used] / residuals.n_estimation[used], dtype=np.float64)
