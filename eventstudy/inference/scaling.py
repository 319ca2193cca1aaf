"""Ways to standardise the CAR of each event, by name: the choice that all tests of SCARs share.

Patell (1976), Journal of Accounting Research 14:246-276, sums the standardised abnormal returns of
the days; Mikkelson and Partch (1988), Journal of Financial and Quantitative Analysis 23:119-133,
divide the CAR by its forecast error, which knows that the days share the estimates of the model.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Literal

import numpy as np

from eventstudy.inference.samples import Sample
from eventstudy.registry import lookup
from eventstudy.types import FloatArray

CarScaling = Literal["forecast", "sum_sar"]


def standardised_cars(sample: Sample, car_scaling: CarScaling = "forecast") -> FloatArray:
    """Return the standardised CAR of each event, (n_events,).

    Parameters
    ----------
    sample : Sample
    car_scaling : {"forecast", "sum_sar"}
        "forecast" divides the CAR by its forecast standard error over the whole horizon. "sum_sar"
        is the sum of the days' standardised abnormal returns over sqrt(days), as EventStudyTools
        computes it: the same on one day, and without the covariance of the days' forecast errors
        on several.

    Raises
    ------
    UnknownNameError
        If ``car_scaling`` is neither.
    """
    return lookup(SCALINGS, car_scaling, kind="car_scaling")(sample)


def _over_forecast_error(sample: Sample) -> FloatArray:
    return sample.scar


def _sum_of_days(sample: Sample) -> FloatArray:
    return np.asarray(sample.sar_sum / np.sqrt(sample.n_days), dtype=np.float64)


SCALINGS: Mapping[str, Callable[[Sample], FloatArray]] = {
    "forecast": _over_forecast_error,
    "sum_sar": _sum_of_days,
}
