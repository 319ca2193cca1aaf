"""Which events a test can use, and whether their number suffices."""

from __future__ import annotations

import numpy as np

from eventstudy.errors import TooFewEventsError
from eventstudy.types import AbnormalReturns


def usable(abnormal: AbnormalReturns, *, test: str, at_least: int) -> AbnormalReturns:
    """Return the events that have a CAR and a positive forecast variance.

    Raises
    ------
    TooFewEventsError
        If fewer than ``at_least`` are left.
    """
    keep = np.isfinite(abnormal.scar)
    if keep.sum() < at_least:
        raise TooFewEventsError(test, at_least, int(keep.sum()))
    return abnormal if keep.all() else abnormal.take(keep)
