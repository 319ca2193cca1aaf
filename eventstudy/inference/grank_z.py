"""Generalised rank test of the CAR for independent events: GRANK-Z.

Kolari and Pynnönen (2011), Journal of Empirical Finance 18:953-971.
"""

from __future__ import annotations

from eventstudy.errors import ForbiddenTestError
from eventstudy.inference.rank_laws import independent_statistic
from eventstudy.inference.reference_laws import normal_result
from eventstudy.inference.samples import Sample, held, usable
from eventstudy.types import AbnormalReturns, TestResult


def grank_z(events: AbnormalReturns | Sample) -> TestResult:
    """Test the rank of each standardised CAR among the estimation days, against N(0, 1).

    As ``grank_t``, with the variance that the ranks of independent events have by construction:
    mean U_0 / sqrt((T - 1)/(12 n (T + 1))), T = M + 1. With missing days each event enters with its own
    M_i. Fails when events share dates.

    Raises
    ------
    TooFewEventsError
        If fewer than two events have a CAR.
    ForbiddenTestError
        If the SCARs do not differ.
    """
    sample = usable(events, test="grank_z", at_least=2, parts=("generalised_ranks",))
    sums = held(sample.generalised_ranks)
    if not sums.n_event[0] > 0:
        raise ForbiddenTestError(
            f"test 'grank_z' cannot rank the CARs: the {sample.n_events} standardised CARs do not differ;"
            " give events of different securities."
        )
    statistic = independent_statistic(float(sums.event[0]), sample.n_obs + 1)
    return normal_result(sample, test="grank_z", statistic=statistic)
