"""Sign test: whether as many CARs are positive as negative.

Brown and Warner (1980), Journal of Financial Economics 8:205-258; Conover (1999), Practical
Nonparametric Statistics, section 3.4, for zeros.
"""

from __future__ import annotations

import numpy as np
from scipy import stats

from eventstudy.inference.reference_laws import normal_result, own_law_result
from eventstudy.inference.samples import Sample, usable
from eventstudy.types import AbnormalReturns, TestResult


def sign(events: AbnormalReturns | Sample, *, exact: bool = True) -> TestResult:
    """Test the number of positive CARs, w: (w - N/2) / sqrt(N/4), with binomial p-value.

    Assumes independent events whose CAR has a median of zero without an effect, which skewed returns
    do not have. A CAR of exactly zero says nothing and is not counted in N.

    Parameters
    ----------
    events : AbnormalReturns or Sample
    exact : bool
        False takes the p-value of N(0, 1) for the statistic, as many tools do: near 5 % it rejects
        more often than the binomial law allows.
    """
    sample = usable(events, test="sign", at_least=1)
    positive, n = int((sample.car > 0).sum()), int((sample.car != 0).sum())
    statistic = (2 * positive - n) / np.sqrt(n) if n else 0.0
    note = f"{positive} of {n} CARs are positive"
    if not exact:
        return normal_result(sample, test="sign", statistic=statistic, note=note)
    # sf of the larger side, doubled: the law is symmetric, and sf is exact far into the tail.
    p_value = min(1.0, 2 * stats.binom.sf(max(positive, n - positive) - 1, n, 0.5)) if n else 1.0
    law = f"binomial({n}, 0.5)"
    return own_law_result(sample, test="sign", statistic=statistic, p_value=p_value, law=law, note=note)
