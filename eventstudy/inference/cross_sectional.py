"""Cross-sectional t test of the mean CAR.

Brown and Warner (1980), Journal of Financial Economics 8:205-258.
"""

from __future__ import annotations

import numpy as np

from eventstudy.inference.reference_laws import t_result
from eventstudy.inference.samples import Sample, usable
from eventstudy.types import AbnormalReturns, FloatArray, TestResult


def cross_sectional(events: AbnormalReturns | Sample) -> TestResult:
    """Test the mean CAR by the spread of the CARs: sqrt(N) mean / sd, against t(N - 1).

    Assumes independent events; the event may change the variance. Fails when events share dates.
    """
    sample = usable(events, test="cross_sectional", at_least=2)
    return t_result(
        sample, test="cross_sectional", statistic=mean_over_error(sample.car), dof=sample.n_events - 1
    )


def mean_over_error(values: FloatArray) -> float:
    """Return sqrt(n) times mean over standard deviation (divisor n - 1); NaN without spread."""
    spread = float(np.std(values, ddof=1))
    return float(np.sqrt(values.size) * values.mean() / spread) if spread > 0 else float("nan")
