"""Samples of events made from their CARs alone, for the unit tests of sample tests."""

import numpy as np

from eventstudy.inference.day_sums import DaySums
from eventstudy.inference.samples import Sample


def sample_of_cars(car, *, sigma=0.02, day_zero=None, horizon=(0, 0), dof=98.0, positive=0.5, daily=None):
    """Events with these CARs, forecast variance sigma^2 a day, a date each unless given."""
    car = np.asarray(car, dtype=np.float64)
    n, n_days = car.size, horizon[1] - horizon[0] + 1
    sigma2 = np.broadcast_to(np.asarray(sigma, dtype=np.float64) ** 2, (n,)).copy()
    daily = np.zeros(0) if daily is None else np.asarray(daily, dtype=np.float64)
    return Sample(
        horizon=horizon,
        car=car,
        car_variance=sigma2 * n_days,
        sar_sum=car / np.sqrt(sigma2),
        sigma2=sigma2,
        dof=np.full(n, dof),
        n_obs=np.full(n, dof + 2),
        day_zero=np.arange(n) if day_zero is None else np.asarray(day_zero),
        security=np.arange(n),
        positive=np.broadcast_to(np.asarray(positive, dtype=np.float64), (n,)).copy(),
        residuals=DaySums(
            estimation=daily * n,
            n_estimation=np.full(daily.size, float(n)),
            event=np.zeros(n_days),
            n_event=np.full(n_days, float(n)),
        ),
    )
