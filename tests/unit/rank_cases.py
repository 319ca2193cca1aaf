"""Blocks of abnormal returns made directly from arrays, and a slow reference for the sums by day.

The reference loops over events and days with plain Python and ranks one event at a time.
"""

import math
from dataclasses import replace

import numpy as np
from scipy import stats

from eventstudy.types import AbnormalReturns, Residuals


def block_of(residuals, ar, *, sigma2=None, day_zero=None, spread=(None, None), seed=0):
    """A block with the given residuals (NaN where missing) and abnormal returns; the rest is random."""
    residuals, ar = np.array(residuals, dtype=float), np.array(ar, dtype=float)
    rng = np.random.default_rng(seed)
    (n_events, n_obs), n_days = residuals.shape, ar.shape[1]
    day_zero = np.arange(100, 100 + n_events) if day_zero is None else np.asarray(day_zero)
    return AbnormalReturns(
        ar=ar,
        normal=np.zeros_like(ar),
        sigma2=rng.uniform(0.5, 2, n_events) if sigma2 is None else np.array(sigma2, dtype=float),
        loadings=rng.normal(0, 0.2, (n_events, n_days, 2)),
        residuals=Residuals(
            values=residuals,
            sessions=day_zero[:, None] - 5 - n_obs + np.arange(n_obs),
            gap=np.empty((n_events, 0)),
            spread=spread[0],
        ),
        dof=np.isfinite(residuals).sum(axis=1) - 2.0,
        days=np.arange(n_days),
        sessions=day_zero[:, None] + np.arange(n_days),
        security=np.arange(n_events),
        day_zero=day_zero,
        spread=spread[1],
    )


def random_block(n_events, *, n_obs=40, n_days=3, missing=0.1, levels=None, garch=False, seed=0, **options):
    """Student residuals and returns; ``levels`` rounds them to a grid, so that many are equal."""
    rng = np.random.default_rng(seed)
    residuals, ar = rng.standard_t(4, (n_events, n_obs)), rng.standard_t(4, (n_events, n_days))
    if levels:
        residuals, ar = np.round(residuals * levels) / levels, np.round(ar * levels) / levels
    residuals[rng.random(residuals.shape) < missing] = np.nan
    spread = (None, None)
    if garch:
        spread = rng.uniform(0.5, 2, residuals.shape), rng.uniform(0.5, 2, ar.shape)
    return block_of(residuals, ar, spread=spread, seed=seed, **options)


def parts_of_block(block, cuts):
    """The block cut before each position of ``cuts``."""
    return [block.take(at) for at in np.split(np.arange(block.n_events), cuts) if at.size]


def in_units(block, unit):
    """Returns in another unit for each event: residuals, abnormal returns and sigma scaled by ``unit``."""
    unit = np.asarray(unit, dtype=float)
    values = block.residuals.values * unit[:, None]
    return replace(
        block,
        ar=block.ar * unit[:, None],
        sigma2=block.sigma2 * unit**2,
        residuals=replace(block.residuals, values=values),
    )


# --- the slow reference -----------------------------------------------------------------------


def scar_of(block, at):
    """SCAR of one event, from its definition."""
    own = sum(spread_at(block.spread, at, day) ** 2 for day in range(block.ar.shape[1]))
    total = [sum(column) for column in zip(*block.loadings[at].tolist(), strict=True)]
    variance = block.sigma2[at] * (own + sum(x * x for x in total))
    return sum(block.ar[at].tolist()) / math.sqrt(variance)


def sar_of(block, at, day):
    """Abnormal return of one event and day over its forecast standard error."""
    own = spread_at(block.spread, at, day) ** 2 + sum(x * x for x in block.loadings[at, day].tolist())
    return float(block.ar[at, day]) / math.sqrt(block.sigma2[at] * own)


def spread_at(spread, at, day):
    return 1.0 if spread is None else float(spread[at, day])


def deviation(values):
    """Standard deviation with divisor n - 1; NaN for one value."""
    mean = math.fsum(values) / len(values)
    if len(values) < 2:
        return math.nan
    return math.sqrt(math.fsum((v - mean) ** 2 for v in values) / (len(values) - 1))


def reference_spreads(block):
    scars = [scar_of(block, at) for at in range(block.n_events)]
    days = range(block.ar.shape[1])
    return deviation(scars), [deviation([sar_of(block, at, d) for at in range(block.n_events)]) for d in days]


def standardised(block, at):
    return [
        float(e) / math.sqrt(block.sigma2[at]) / spread_at(block.residuals.spread, at, day)
        for day, e in enumerate(block.residuals.values[at].tolist())
    ]


def raw_values(block, at):
    return block.residuals.values[at].tolist(), block.ar[at].tolist()


def adjusted_values(block, at):
    _, sar = reference_spreads(block)
    return standardised(block, at), [sar_of(block, at, d) / s for d, s in enumerate(sar)]


def generalised_values(block, at):
    scar, _ = reference_spreads(block)
    return standardised(block, at), [scar_of(block, at) / scar]


def centred_ranks(values):
    """K/(T + 1) - 1/2 of the known values, ties at their mean rank; None where unknown."""
    known = [v for v in values if not math.isnan(v)]
    ranks = iter(stats.rankdata(known).tolist())
    return [None if math.isnan(v) else next(ranks) / (len(known) + 1) - 0.5 for v in values]


def signs(values):
    """Sign of each known value less the median of the known values."""
    known = sorted(v for v in values if not math.isnan(v))
    middle = len(known) // 2
    median = known[middle] if len(known) % 2 else (known[middle - 1] + known[middle]) / 2
    return [None if math.isnan(v) else float(v > median) - float(v < median) for v in values]


def plain(values):
    return [None if math.isnan(v) else v for v in values]


def reference_sums(block, values_of, score):
    """Lists of sums and counts: estimation days, their counts, columns of the horizon, their counts."""
    n_obs = block.residuals.values.shape[1]
    columns = []
    for at in range(block.n_events):
        estimation, event = values_of(block, at)
        columns.append(score([*estimation, *event]))
    days = [[v for v in day if v is not None] for day in zip(*columns, strict=True)]
    sums, counts = [math.fsum(day) for day in days], [float(len(day)) for day in days]
    return sums[:n_obs], counts[:n_obs], sums[n_obs:], counts[n_obs:]
