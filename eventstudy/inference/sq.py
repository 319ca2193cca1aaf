"""Sample-quantile test of one event: its rank among the residuals of the estimation window.

Gelbach, Helland and Klick (2013), American Law and Economics Review 15:495-541; the finite-sample
two-sided p-value and the form for windows of several days are the usual ones of a rank test.
"""

from __future__ import annotations

from eventstudy.inference.ewma_rank import resolution_note
from eventstudy.inference.placebo_windows import level_car, level_placebos
from eventstudy.inference.reference_laws import rank_p_value
from eventstudy.inference.samples import require_residuals
from eventstudy.types import AbnormalReturns, EventTests


def sq(abnormal: AbnormalReturns) -> EventTests:
    """Rank each event's CAR among the residual sums of all windows of that length.

    Distribution-free under exchangeable days; rejects too often in high volatility, where
    ``ewma_rank`` holds. Where the model gives each day a spread, as ``garch`` does, CAR and sums are
    divided by the root mean square spread of their days: the GARCH form of the test.
    """
    require_residuals(abnormal, "sq")
    statistic = level_car(abnormal)
    p_value, n_placebo = rank_p_value(statistic, level_placebos(abnormal, abnormal.ar.shape[1]))
    return EventTests(
        test="sq",
        first=int(abnormal.days[0]),
        last=int(abnormal.days[-1]),
        estimate=abnormal.car,
        statistic=statistic,
        p_value=p_value,
        distribution=[f"placebo({int(n)})" for n in n_placebo],
        note=[resolution_note(int(n), abnormal.n_events) for n in n_placebo],
        n_placebo=n_placebo,
    )
