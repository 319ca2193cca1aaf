"""Rank test of abnormal returns scaled by the spread across events, robust to event-induced variance.

Corrado and Zivney (1992), Journal of Financial and Quantitative Analysis 27:465-478.
"""

from __future__ import annotations

from eventstudy.inference.rank_laws import daily_ranks, normal_statistic
from eventstudy.inference.reference_laws import normal_result
from eventstudy.inference.samples import Sample, held, usable
from eventstudy.types import AbnormalReturns, TestResult


def corrado_zivney(events: AbnormalReturns | Sample, *, weights: str = "root", ddof: int = 0) -> TestResult:
    """Test the ranks of variance-adjusted abnormal returns of the horizon, against N(0, 1).

    As ``corrado``, with ranks of e / s_i on estimation days and, on each day of the horizon, of the
    standardised abnormal return over its cross-sectional standard deviation.

    Parameters
    ----------
    events : AbnormalReturns or Sample
    weights : {"root", "mean"}
        How a day of N_t events enters: sum over sqrt(N_t), the published form, or mean rank.
    ddof : int
        S^2 has the divisor T - ddof; the published one is T.

    Raises
    ------
    TooFewEventsError
        If fewer than two events have a CAR.
    ForbiddenTestError
        If the standardised returns do not differ, or the ranks offset one another on every day.
    """
    sample = usable(events, test="corrado_zivney", at_least=2, parts=("adjusted_ranks",))
    ranks = daily_ranks(held(sample.adjusted_ranks), test="corrado_zivney", weights=weights, ddof=ddof)
    return normal_result(sample, test="corrado_zivney", statistic=normal_statistic(ranks))
