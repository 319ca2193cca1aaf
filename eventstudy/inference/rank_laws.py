"""The algebra that rank and sign tests share: daily sums k_t, their spread S, and the laws of k over S.

k_t is the sum over the events of day t of a rank or sign less its expectation, over the square root
of their number, so that days with missing events stay comparable: Corrado and Zivney (1992), Journal
of Financial and Quantitative Analysis 27:465-478; Campbell and Wasley (1993), Journal of Financial
Economics 33:73-92. S^2 is the mean of k_t^2 over the T days that any event has. The spread over time
of sums over events holds the correlation of events of one date.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from eventstudy.errors import ForbiddenTestError
from eventstudy.inference.day_sums import DaySums
from eventstudy.registry import lookup
from eventstudy.types import FloatArray

# The power of the number of events that divides the sum of a day.
WEIGHTS: Mapping[str, float] = {"root": 0.5, "mean": 1.0}
# A sum of squares this small against that of one event a day is rounding.
NO_SPREAD = 1e-24


@dataclass(frozen=True, slots=True, kw_only=True)
class DailyRanks:
    """Daily rank sums over a horizon and their spread under the null."""

    total: float  # sum of k_t over the days of the horizon
    spread: float  # S
    n_days: int  # T: days with an event, horizon included
    n_horizon: int  # L: days of the horizon; 1 for a CAR as one day


def daily_ranks(sums: DaySums, *, test: str, weights: str = "root", ddof: int = 0) -> DailyRanks:
    """Reduce sums by day to k over the horizon and its spread S.

    Parameters
    ----------
    sums : DaySums
        Of centred ranks or of signs.
    test : str
        Name of the test, for errors.
    weights : {"root", "mean"}
        Whether a day's sum is divided by the root of its number of events, or by the number (the mean
        rank of Corrado 1989 and Cowan 1992). One and the same where no day is missing.
    ddof : int
        S^2 has the divisor T - ddof.

    Raises
    ------
    UnknownNameError
        If ``weights`` has another name.
    ForbiddenTestError
        If a day of the horizon has no rank, or the sums do not vary over the days.
    """
    power = lookup(WEIGHTS, weights, kind="weights")
    if not (sums.n_event > 0).all():
        raise ForbiddenTestError(
            f"test {test!r} has no rank for a day of the horizon: the standardised abnormal returns of"
            " the events do not differ, or there is one event; give events of different securities."
        )
    known = sums.n_estimation > 0
    horizon = sums.event / sums.n_event**power
    every = np.concatenate([sums.estimation[known] / sums.n_estimation[known] ** power, horizon])
    squares = float((every**2).sum())
    if every.size <= max(ddof, 2) or squares <= NO_SPREAD * every.size:
        raise ForbiddenTestError(
            f"test {test!r} needs daily sums of ranks that vary over more than {max(ddof, 2)} days, found"
            f" {every.size} days with a sum of squares of {squares:g}: give more days, or events that"
            " do not offset one another."
        )
    return DailyRanks(
        total=float(horizon.sum()),
        spread=float(np.sqrt(squares / (every.size - ddof))),
        n_days=int(every.size),
        n_horizon=int(horizon.size),
    )


def normal_statistic(ranks: DailyRanks) -> float:
    """Return k summed over the L days, over sqrt(L) S: N(0, 1) for many events."""
    return float(ranks.total / (np.sqrt(ranks.n_horizon) * ranks.spread))


def t_statistic(ranks: DailyRanks, *, test: str) -> float:
    """Return Z sqrt((T - 2)/(T - 1 - Z^2)), Z = k summed over S sqrt(L (T - L)/(T - 1)): t(T - 2).

    The variance is that of a sum of L of T values drawn without replacement; for one day Z = k/S. Where
    no day is missing this is the two-sample t of the daily mean ranks of horizon and other days.

    Raises
    ------
    ForbiddenTestError
        If no variation is left within the horizon and within the other days.
    """
    t, n = ranks.n_days, ranks.n_horizon
    z = ranks.total / (ranks.spread * float(np.sqrt(n * (t - n) / (t - 1)))) if t > n else np.nan
    left = t - 1 - z**2
    if not left > 1e-12 * t:
        raise ForbiddenTestError(
            f"test {test!r} finds no variation in the daily ranks but that between the horizon and the"
            f" other days (Z^2 = {z**2:g} of {t - 1} days): it needs more events."
        )
    return float(z * np.sqrt((t - 2) / left))


def independent_statistic(total: float, n_ranked: FloatArray) -> float:
    """Return the sum of centred ranks over its standard deviation for independent events.

    Parameters
    ----------
    total : float
        Sum over events of K/(T_i + 1) - 1/2.
    n_ranked : ndarray of shape (n_events,)
        T_i. A rank among T_i is uniform: Var[K/(T_i + 1)] = (T_i - 1)/(12 (T_i + 1)).
    """
    return float(total / np.sqrt(((n_ranked - 1) / (12 * (n_ranked + 1))).sum()))
