"""Sign test of the CAR on generalised standardised abnormal returns: SIGN-GSAR-T.

Luoma (2011), Nonparametric Event Study Tests for Testing Cumulative Abnormal Returns, Acta Wasaensia 254.
"""

from __future__ import annotations

from eventstudy.inference.rank_laws import daily_ranks, t_statistic
from eventstudy.inference.reference_laws import t_result
from eventstudy.inference.samples import Sample, held, usable
from eventstudy.types import AbnormalReturns, TestResult


def sign_gsar_t(events: AbnormalReturns | Sample) -> TestResult:
    """Test on which side of the event's own median each standardised CAR lies, against t(T - 2).

    G = sign(GSAR less the median of the event's M_i + 1 GSARs), the GSAR of ``grank_t``; the median
    itself, where M_i + 1 is odd, has the sign 0. Z and its t as in ``grank_t``. Holds for events of one
    date; fails for skewed returns over long horizons.

    Raises
    ------
    TooFewEventsError
        If fewer than two events have a CAR.
    ForbiddenTestError
        If the SCARs do not differ, or the signs offset one another on every day.
    """
    sample = usable(events, test="sign_gsar_t", at_least=2, parts=("generalised_signs",))
    signs = daily_ranks(held(sample.generalised_signs), test="sign_gsar_t")
    statistic = t_statistic(signs, test="sign_gsar_t")
    return t_result(sample, test="sign_gsar_t", statistic=statistic, dof=signs.n_days - 2)
