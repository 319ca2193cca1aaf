"""Cumulated-rank test with the variance of a sum drawn from a finite population of days.

The expression is our own derivation, of the family of the tests of Luoma and Pynnönen (2010), a working
paper of the University of Vaasa, and Pynnönen (2022), Journal of Risk and Financial Management 15:149.
"""

from __future__ import annotations

from eventstudy.inference.rank_laws import daily_ranks, t_statistic
from eventstudy.inference.reference_laws import t_result
from eventstudy.inference.samples import Sample, held, usable
from eventstudy.types import AbnormalReturns, TestResult


def cumrank_t(events: AbnormalReturns | Sample) -> TestResult:
    """Test the cumulated daily ranks of the horizon, against t(T - 2).

    Z = sum of k_t over the horizon / (S sqrt(L (T - L)/(T - 1))), made a t by Z sqrt((T - 2)/(T - 1 - Z^2)).
    The ranks of all days sum to a constant, so that L of T days vary less than L independent ones
    (``corrado``). Without missing days the statistic is the pooled two-sample t of the daily mean ranks.

    Raises
    ------
    TooFewEventsError
        If no event has a CAR.
    ForbiddenTestError
        If the ranks of the events offset one another on every day.
    """
    sample = usable(events, test="cumrank_t", at_least=1, parts=("ranks",))
    ranks = daily_ranks(held(sample.ranks), test="cumrank_t")
    statistic = t_statistic(ranks, test="cumrank_t")
    return t_result(sample, test="cumrank_t", statistic=statistic, dof=ranks.n_days - 2)
