"""Rejection rates with their Monte Carlo error, and the band in which a nominal size counts as kept.

Interval of a rate: Wilson (1927), Journal of the American Statistical Association 22:209-212.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
import pandas as pd

from eventstudy.simulation_designs import N_ESTIMATION, Design
from eventstudy.types import FloatArray

# Half-width of the acceptance band in standard errors: 5 +- 1.5 points with 2,000 samples.
ACCEPTANCE = 3.08
CONFIDENCE = 1.96
SCHEMA = "eventstudy/simulation/1"


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class SimulationResult:
    """Rejection rates of tests under designs.

    ``rates`` has a row for each design, test and horizon: design, test, first, last, rate (share of samples
    with p <= alpha), se (its Monte Carlo standard error), low and high (95 % interval of the rate, Wilson
    1927), n_samples (those in which the test ran), n_not_run, and in_band: whether the rate is within 3.08
    standard errors of alpha, missing for designs with an effect and where the test never ran.
    """

    rates: pd.DataFrame
    designs: Mapping[str, Design]
    seed: int
    alpha: float

    def to_dict(self) -> dict[str, Any]:
        """Return the result as JSON values."""
        rows = self.rates.astype(object).where(self.rates.notna(), None)
        return {
            "schema": SCHEMA,
            "seed": self.seed,
            "alpha": self.alpha,
            "n_estimation": N_ESTIMATION,
            "designs": {name: _as_json(design) for name, design in self.designs.items()},
            "rates": [{str(key): value for key, value in row.items()} for row in rows.to_dict("records")],
        }


def _as_json(design: Design) -> dict[str, Any]:
    return {key: list(v) if isinstance(v, tuple) else v for key, v in asdict(design).items()}


def acceptance_band(n_samples: int, alpha: float = 0.05) -> tuple[float, float]:
    """Return the rates between which a nominal size counts as kept: 3.5 to 6.5 % with 2,000 samples."""
    half = ACCEPTANCE * float(np.sqrt(alpha * (1 - alpha) / n_samples))
    return alpha - half, alpha + half


def rejection_rate(p_values: FloatArray, alpha: float, *, has_effect: bool) -> dict[str, Any]:
    """Return the columns of a row of rates from ``rate`` on.

    Parameters
    ----------
    p_values : ndarray of shape (n_samples,)
        NaN where the test did not run.
    alpha : float
    has_effect : bool
        Whether the rate is a power, which no band contains.
    """
    ran = np.isfinite(p_values)
    n = int(ran.sum())
    counts = {"n_samples": n, "n_not_run": int(p_values.size - n)}
    if not n:
        return {"rate": np.nan, "se": np.nan, "low": np.nan, "high": np.nan, **counts, "in_band": None}
    rate = float((p_values[ran] <= alpha).mean())
    low, high = _wilson(rate, n)
    accept = acceptance_band(n, alpha)
    return {
        "rate": rate,
        "se": float(np.sqrt(rate * (1 - rate) / n)),
        "low": low,
        "high": high,
        **counts,
        "in_band": None if has_effect else accept[0] <= rate <= accept[1],
    }


def _wilson(rate: float, n: int) -> tuple[float, float]:
    weight = CONFIDENCE**2 / n
    centre = (rate + weight / 2) / (1 + weight)
    half = CONFIDENCE / (1 + weight) * float(np.sqrt(rate * (1 - rate) / n + weight / (4 * n)))
    return max(centre - half, 0.0), min(centre + half, 1.0)
