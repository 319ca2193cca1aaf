"""Rank test of abnormal returns.

Corrado (1989), Journal of Financial Economics 23:385-395; for horizons of several days Cowan (1992),
Review of Quantitative Finance and Accounting 2:343-358; for missing days Corrado and Zivney (1992),
Journal of Financial and Quantitative Analysis 27:465-478, and Campbell and Wasley (1993), Journal of
Financial Economics 33:73-92.
"""

from __future__ import annotations

from eventstudy.inference.rank_laws import daily_ranks, normal_statistic
from eventstudy.inference.reference_laws import normal_result
from eventstudy.inference.samples import Sample, held, usable
from eventstudy.types import AbnormalReturns, TestResult


def corrado(events: AbnormalReturns | Sample, *, weights: str = "root", ddof: int = 0) -> TestResult:
    """Test the ranks of the abnormal returns of the horizon, against N(0, 1).

    z = sum of k_t over the horizon / (sqrt(L) S). Ranks are over the estimation days and the days of the
    horizon; Corrado ranks over his whole event window, which a horizon as long as the window does. Needs
    no law of the returns and holds for events of one date; fails when the event raises the variance, and
    over several days for windows that overlap in part.

    Parameters
    ----------
    events : AbnormalReturns or Sample
    weights : {"root", "mean"}
        How a day of N_t events enters: sum over sqrt(N_t) (1992, 1993), or mean rank (1989, Cowan).
    ddof : int
        S^2 has the divisor T - ddof; the published one is T.

    Raises
    ------
    TooFewEventsError
        If no event has a CAR.
    ForbiddenTestError
        If the ranks of the events offset one another on every day.
    """
    sample = usable(events, test="corrado", at_least=1, parts=("ranks",))
    ranks = daily_ranks(held(sample.ranks), test="corrado", weights=weights, ddof=ddof)
    return normal_result(sample, test="corrado", statistic=normal_statistic(ranks))
