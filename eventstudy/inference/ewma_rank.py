"""Rank of one event among placebo windows, each standardised by the volatility at its opening.

The sample-quantile test of Gelbach, Helland and Klick (2013), American Law and Economics Review
15:495-541, on CAR / sigma with sigma the RiskMetrics EWMA frozen when the window opens:
The default test for a single event.
"""

from __future__ import annotations

import numpy as np

from eventstudy.inference.ewma import standardised_car, standardised_placebos
from eventstudy.inference.reference_laws import rank_p_value
from eventstudy.inference.samples import require_residuals
from eventstudy.types import AbnormalReturns, EventTests


def ewma_rank(abnormal: AbnormalReturns) -> EventTests:
    """Rank each event's standardised CAR among all windows of that length in its estimation window.

    p = (1 + #{placebo at least as large}) / (n_placebo + 1), two-sided. Holds for fat tails and for
    volatility that clusters; not if the event itself raises the variance that day.
    """
    require_residuals(abnormal, "ewma_rank")
    statistic = standardised_car(abnormal)
    p_value, n_placebo = rank_p_value(statistic, standardised_placebos(abnormal))
    return EventTests(
        test="ewma_rank",
        first=int(abnormal.days[0]),
        last=int(abnormal.days[-1]),
        estimate=abnormal.car,
        statistic=statistic,
        p_value=p_value,
        distribution=[f"placebo({int(n)})" for n in n_placebo],
        note=[resolution_note(int(n), abnormal.n_events) for n in n_placebo],
        n_placebo=n_placebo,
    )


def resolution_note(n_placebo: int, n_tests: int, alpha: float = 0.05) -> str:
    """Say so if the smallest possible p-value cannot reach ``alpha`` shared among ``n_tests``."""
    smallest = 1 / (n_placebo + 1)
    if smallest <= alpha / max(n_tests, 1):
        return ""
    needed = int(np.ceil(n_tests / alpha)) - 1
    return (
        f"smallest possible p is {smallest:.4f} with {n_placebo} placebo windows: significance at"
        f" {alpha:.0%} over {n_tests} tests cannot be established, {needed} windows would be needed"
    )
