"""Random signs of clusters: every pattern where they are few, else seeded draws.

Under the hypothesis of a distribution symmetric about zero all sign patterns are equally likely, so that
the enumeration is an exact test: Fisher (1935), The Design of Experiments, section 21. Flipping whole
clusters keeps the dependence within them: Cameron, Gelbach and Miller (2008), Review of Economics and
Statistics 90:414-427.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from eventstudy.errors import InputError
from eventstudy.types import FloatArray

# Numbers in one block of signs: 32 MB.
BLOCK = 4_000_000


def enumerates(n_clusters: int, n_resamples: int) -> bool:
    """Whether all ``2 ** n_clusters`` sign patterns are at most ``n_resamples``."""
    return n_clusters < 31 and 2**n_clusters <= n_resamples


def sign_blocks(n_clusters: int, n_resamples: int, seed: int) -> Iterator[FloatArray]:
    """Yield blocks of signs, each (n_patterns, n_clusters) of 1 and -1.

    Parameters
    ----------
    n_clusters : int
    n_resamples : int
        Patterns to draw; all patterns are enumerated, once each, if they are no more than that.
    seed : int

    Raises
    ------
    InputError
        If ``n_resamples`` is below 1.
    """
    if n_resamples < 1:
        raise InputError(f"n_resamples is {n_resamples}: give at least 1, such as 9999.")
    rng, every = np.random.default_rng(seed), enumerates(n_clusters, n_resamples)
    total = 2**n_clusters if every else n_resamples
    step = max(1, BLOCK // max(n_clusters, 1))
    for start in range(0, total, step):
        n_patterns = min(step, total - start)
        if every:
            number = np.arange(start, start + n_patterns)[:, None]
            flipped = (number >> np.arange(n_clusters)) & 1
        else:
            flipped = rng.integers(0, 2, (n_patterns, n_clusters))
        yield np.asarray(1.0 - 2.0 * flipped, dtype=np.float64)
