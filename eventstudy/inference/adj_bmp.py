"""BMP test adjusted for the cross-correlation of events that share dates.

Kolari and Pynnönen (2010), Review of Financial Studies 23:3996-4025, equation 11.
"""

from __future__ import annotations

import numpy as np

from eventstudy.errors import ForbiddenTestError
from eventstudy.inference.cross_sectional import mean_over_error
from eventstudy.inference.date_sums import average_correlation
from eventstudy.inference.reference_laws import t_result
from eventstudy.inference.samples import Sample, held, usable
from eventstudy.types import AbnormalReturns, TestResult

# Above this average correlation the residuals are the same series, up to rounding.
INDISTINGUISHABLE = 1 - 1e-9


def adj_bmp(events: AbnormalReturns | Sample) -> TestResult:
    """Test the mean SCAR as BMP, times sqrt((1 - r) / (1 + (n - 1) r)), against t(N - 1).

    r is the average correlation of the estimation residuals on common calendar sessions, pairs of an
    event with itself excluded: :func:`~eventstudy.inference.date_sums.average_correlation`. Robust to
    event-induced variance and to events on one date; conservative for dates that differ, where
    ``adj_bmp_overlap`` counts the days that two windows share.
    """
    sample = usable(events, test="adj_bmp", at_least=2, parts=("dates",))
    r, n = average_correlation(held(sample.dates)), sample.n_events
    if r >= INDISTINGUISHABLE or 1 + (n - 1) * r <= 0:
        raise ForbiddenTestError(
            f"test 'adj_bmp' cannot adjust for an average residual correlation of {r:.4f}: the events share"
            " their estimation returns, as events of one security do; use the tests for few events."
        )
    statistic = mean_over_error(sample.scar) * float(np.sqrt((1 - r) / (1 + (n - 1) * r)))
    note = f"average residual correlation {r:.4f}"
    return t_result(sample, test="adj_bmp", statistic=statistic, dof=n - 1, note=note)
