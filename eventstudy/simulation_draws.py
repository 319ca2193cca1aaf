"""Returns drawn from a design: the events of many samples as one return table.

Every sample draws all it needs before the next one does, so that a sample does not depend on how many
are drawn at once. GARCH: Bollerslev (1986), Journal of Econometrics 31:307-327; stretched tails as in
Fernández and Steel (1998), Journal of the American Statistical Association 93:359-371.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from math import exp, lgamma, pi, sqrt

import numpy as np

from eventstudy.simulation_designs import Design
from eventstudy.types import BoolArray, EventWindow, FloatArray, Horizon, IntArray

SIGMA = (0.015, 0.04)
BETA = (1.0, 0.4)
MARKET_SIGMA = 0.01
ARCH, GARCH = 0.05, 0.93
# Days before the first return, for the variance to leave its mean.
BURN_IN = 150
TEN_DAYS = 10


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Drawn:
    """Returns of the events of several samples, one sample after the other in calendar time.

    ``returns`` is (n_sessions, n_columns), NaN where no event needs the day; ``market`` is (n_sessions, 1).
    ``day_zero``, ``column`` of ``returns`` and ``security`` are (n_samples * n_events,), events of one
    sample next to one another. Events that share no session share a column.
    """

    returns: FloatArray
    market: FloatArray
    day_zero: IntArray
    column: IntArray
    security: IntArray


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class _Draws:
    """The random numbers of one sample, or of several along a last axis."""

    sigma: FloatArray  # (n_events,)
    beta: FloatArray  # (n_events,)
    market: FloatArray  # (n_calendar,)
    own: FloatArray  # (burn-in + n_days, n_events)
    common: FloatArray  # (burn-in + n_calendar,), empty where events are independent
    trades: BoolArray  # (n_days, n_events), empty where all days have a trade


def draw(design: Design, window: EventWindow, n_samples: int, rng: np.random.Generator) -> Drawn:
    """Draw the next ``n_samples`` samples of a random stream."""
    n_days = window.event[1] - window.estimation[0] + 1
    offset = _offsets(design, n_days, window.event)
    one_by_one = [_draws(design, n_days, offset, rng) for _ in range(n_samples)]
    draws = _Draws(
        **{
            field.name: np.stack([getattr(one, field.name) for one in one_by_one], axis=-1)
            for field in fields(_Draws)
        }
    )
    at = offset[None, :] + np.arange(n_days)[:, None]
    returns = _returns(design, draws, at, window)
    n_calendar, security = draws.market.shape[0], np.arange(offset.size)
    column = np.zeros_like(security) if design.dates == "apart" else security
    table = np.full((n_samples, n_calendar, column[-1] + 1), np.nan)
    table[:, at, column] = returns.transpose(2, 0, 1)
    first = np.arange(n_samples)[:, None] * n_calendar
    return Drawn(
        returns=table.reshape(n_samples * n_calendar, -1),
        market=np.ascontiguousarray(draws.market.T).reshape(-1, 1),
        day_zero=(first + offset - window.estimation[0]).ravel(),
        column=np.tile(column, n_samples),
        security=np.tile(security, n_samples),
    )


def _offsets(design: Design, n_days: int, event: Horizon) -> IntArray:
    """Return the sessions from the first day 0 of a sample to that of each event."""
    number = np.arange(design.n_events)
    if design.dates == "same":
        return np.zeros_like(number)
    if design.dates == "ten_days":
        return number * TEN_DAYS // design.n_events
    return number * (n_days if design.dates == "apart" else _length(event))


def _draws(design: Design, n_days: int, offset: IntArray, rng: np.random.Generator) -> _Draws:
    n_events, n_calendar = offset.size, n_days + int(offset[-1])
    before = BURN_IN if design.garch else 0
    return _Draws(
        sigma=np.exp(rng.uniform(np.log(SIGMA[0]), np.log(SIGMA[1]), n_events)),
        beta=rng.normal(*BETA, n_events),
        market=rng.normal(0.0, MARKET_SIGMA, n_calendar),
        own=_innovations(design, (before + n_days, n_events), rng),
        common=_innovations(design, (before + n_calendar if design.correlation else 0,), rng),
        trades=rng.random((n_days if design.non_trading else 0, n_events)) >= design.non_trading,
    )


def _innovations(design: Design, shape: tuple[int, ...], rng: np.random.Generator) -> FloatArray:
    """Return innovations of mean zero and variance one: normal or Student's t, stretched to be skew."""
    dof = design.t_dof
    if dof is None:
        z, mean_size = rng.standard_normal(shape), sqrt(2 / pi)
    else:
        scale = sqrt((dof - 2) / dof)
        z = rng.standard_t(dof, shape) * scale
        mean_size = scale * sqrt(dof / pi) * exp(lgamma((dof - 1) / 2) - lgamma(dof / 2))
    if not design.skew:
        return z
    centre = design.skew * mean_size
    spread = sqrt(1 + design.skew**2 - centre**2)
    return np.asarray((z + design.skew * np.abs(z) - centre) / spread, dtype=np.float64)


def _returns(design: Design, draws: _Draws, at: IntArray, window: EventWindow) -> FloatArray:
    """Return the returns of every event of every sample, (n_days, n_events, n_samples)."""
    disturbance = _disturbances(design, draws, at, window)
    returns = draws.beta * draws.market[at] + draws.sigma * disturbance
    returns[_on(design.effect_days, window)] += design.effect / _length(design.effect_days)
    return _as_traded(returns, draws.trades) if design.non_trading else returns


def _disturbances(design: Design, draws: _Draws, at: IntArray, window: EventWindow) -> FloatArray:
    """Return disturbances of unit variance, the event days' own part raised."""
    n_days, rho = at.shape[0], design.correlation
    before = draws.own.shape[0] - n_days
    own, common = np.sqrt(1 - rho) * draws.own, np.zeros((1, 1, 1))
    if rho:
        common = np.sqrt(rho) * draws.common[_with_days_before(at, before)]
    deviation = _volatility(own + common)[before:] if design.garch else 1.0
    shown = own[before:]
    shown[_on(design.variance_days, window)] *= np.sqrt((design.event_variance - rho) / (1 - rho))
    return np.asarray(deviation * (shown + common[-n_days:]), dtype=np.float64)


def _with_days_before(at: IntArray, before: int) -> IntArray:
    return np.asarray(at[0] + np.arange(before + at.shape[0])[:, None], dtype=np.int64)


def _volatility(innovations: FloatArray) -> FloatArray:
    """Return sqrt(h) of each day, h = (1 - a - b) + h (a z^2 + b) of the day before, from its mean one."""
    deviation = np.empty_like(innovations)
    h = np.ones(innovations.shape[1:])
    for day, z in enumerate(innovations):
        deviation[day] = h
        h = (1 - ARCH - GARCH) + h * (ARCH * z**2 + GARCH)
    return np.sqrt(deviation, out=deviation)


def _as_traded(returns: FloatArray, trades: BoolArray) -> FloatArray:
    """Return zero on days without a trade, and with the next trade all that has accumulated."""
    day = np.arange(returns.shape[0])[:, None, None]
    last = np.maximum.accumulate(np.where(trades, day, 0), axis=0)
    price = np.take_along_axis(np.cumsum(returns, axis=0), last, axis=0)
    return np.diff(price, axis=0, prepend=0.0)


def _on(days: Horizon, window: EventWindow) -> slice:
    first = window.estimation[0]
    return slice(days[0] - first, days[1] - first + 1)


def _length(days: Horizon) -> int:
    return days[1] - days[0] + 1
