"""Generalised rank test of the CAR with the spread of the daily ranks: GRANK-T.

Kolari and Pynnönen (2011), Journal of Empirical Finance 18:953-971.
"""

from __future__ import annotations

from eventstudy.inference.rank_laws import daily_ranks, t_statistic
from eventstudy.inference.reference_laws import t_result
from eventstudy.inference.samples import Sample, held, usable
from eventstudy.types import AbnormalReturns, TestResult


def grank_t(events: AbnormalReturns | Sample) -> TestResult:
    """Test the rank of each standardised CAR among the estimation days, against t(T - 2).

    The SCAR over its cross-sectional standard deviation is ranked as one day with e / s_i of the
    estimation days. Z = mean U_0 / S, S^2 = (1/T) sum of (n_t/n) (mean U_t)^2, made a t by
    Z sqrt((T - 2)/(T - 1 - Z^2)). Residuals are over s_i without the leverage of their day, as published.
    S holds the correlation of events of one date; a factor for it as in ``adj_bmp`` would correct twice.
    Holds under event-induced variance; fails under strong skewness.

    Raises
    ------
    TooFewEventsError
        If fewer than two events have a CAR.
    ForbiddenTestError
        If the SCARs do not differ, or the ranks offset one another on every day.
    """
    sample = usable(events, test="grank_t", at_least=2, parts=("generalised_ranks",))
    ranks = daily_ranks(held(sample.generalised_ranks), test="grank_t")
    statistic = t_statistic(ranks, test="grank_t")
    return t_result(sample, test="grank_t", statistic=statistic, dof=ranks.n_days - 2)
