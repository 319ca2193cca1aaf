"""Jackknife test of the precision-weighted mean CAR.

Pseudo-values after Tukey (1958), Annals of Mathematical Statistics 29:614; in event studies
Giaccotto and Sfiridis (1996), Journal of Economics and Business 48:17-32, on related ratios.
"""

from __future__ import annotations

import numpy as np

from eventstudy.inference.cross_sectional import mean_over_error
from eventstudy.inference.reference_laws import t_result
from eventstudy.inference.samples import Sample, usable
from eventstudy.types import AbnormalReturns, FloatArray, TestResult


def jackknife(events: AbnormalReturns | Sample) -> TestResult:
    """Test the mean CAR weighted by precision, by the spread of its pseudo-values, against t(N - 1).

    The weight of an event is one over the forecast variance of its CAR. Assumes independent events;
    the event may change the variance, by the same factor or not.
    """
    sample = usable(events, test="jackknife", at_least=2)
    values = pseudo_values(sample.car, 1 / sample.car_variance)
    return t_result(sample, test="jackknife", statistic=mean_over_error(values), dof=sample.n_events - 1)


def pseudo_values(values: FloatArray, weights: FloatArray) -> FloatArray:
    """Return n m - (n - 1) m_i, with m the weighted mean and m_i that without value i; (n,).

    Closed form: m_i = m - w_i (x_i - m) / (sum of the other weights).
    """
    mean = float(np.average(values, weights=weights))
    return np.asarray(mean + (values.size - 1) * weights * (values - mean) / sum_of_others(weights))


def sum_of_others(weights: FloatArray) -> FloatArray:
    """Return the sum of all weights but each one's own, (n,)."""
    others, largest = weights.sum() - weights, int(weights.argmax())
    # A weight that dominates the sum would cancel: add up the others for it.
    others[largest] = np.delete(weights, largest).sum()
    return np.asarray(others, dtype=np.float64)
