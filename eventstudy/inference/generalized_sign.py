"""Generalised sign test: positive CARs against the share of positive days before the event.

Cowan (1992), Review of Quantitative Finance and Accounting 2:343-358.
"""

from __future__ import annotations

import numpy as np

from eventstudy.inference.reference_laws import normal_result
from eventstudy.inference.samples import Sample, held, usable
from eventstudy.types import AbnormalReturns, TestResult


def generalized_sign(events: AbnormalReturns | Sample) -> TestResult:
    """Test the number of positive CARs, w: (w - N p) / sqrt(N p (1 - p)), against N(0, 1).

    p is the mean over events of the share of positive estimation residuals, so that the skewness of
    daily returns is allowed for; that of sums over several days differs. Assumes independent
    events. An event whose CAR is exactly zero says nothing and is not counted.
    """
    sample = usable(events, test="generalized_sign", at_least=1, parts=("positive",))
    counted = sample.car != 0
    n, positive = int(counted.sum()), int((sample.car > 0).sum())
    share = float(held(sample.positive)[counted].mean()) if n else 0.5
    variance = n * share * (1 - share)
    statistic = (positive - n * share) / np.sqrt(variance) if variance > 0 else float("nan")
    note = f"{positive} of {n} CARs are positive, {share:.4f} of the residuals"
    return normal_result(sample, test="generalized_sign", statistic=statistic, note=note)
