"""The result of a study: frozen, and a table for every question asked of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Generic, TypeVar, overload

import numpy as np
import pandas as pd
from scipy import stats

from eventstudy.blockwise import StudyData, blocks_with_residuals
from eventstudy.diagnostics import residual_diagnostics
from eventstudy.errors import InputError
from eventstudy.types import AbnormalReturns, FloatArray, Horizon
from eventstudy.windows import shares_sessions

CONFIDENCE = 0.95
POWER = 0.80
Value = TypeVar("Value")


class MadeWhenAsked(Generic[Value]):
    """A field of a frozen dataclass given as a value, or as a function that makes it at the first look."""

    def __set_name__(self, owner: type, name: str) -> None:
        self._name = name

    @overload
    def __get__(self, instance: None, owner: type) -> MadeWhenAsked[Value]: ...

    @overload
    def __get__(self, instance: object, owner: type) -> Value: ...

    def __get__(self, instance: object | None, owner: type) -> MadeWhenAsked[Value] | Value:
        if instance is None:
            raise AttributeError(f"{self._name} has no default")
        held = instance.__dict__[self._name]
        if callable(held):
            held = instance.__dict__[self._name] = held()
        found: Value = held
        return found

    def __set__(self, instance: object, value: Value | Callable[[], Value]) -> None:
        instance.__dict__[self._name] = value


@dataclass(frozen=True, eq=False, kw_only=True)
class StudyResult:
    """Abnormal returns of every studied event, their tests, and what became of the others.

    Returns are decimals (0.01 = 1 %). Tables by event are indexed by ``event_id``, or by
    (``event_id``, ``security``) where one event is studied on several securities.

    Parameters
    ----------
    events : DataFrame
        One row for each event given, in order of date, id (as text) and security: event_id, security,
        date (day 0), date_given, any extra column
        of the input (as given_<name> where it has the name of one of ours), alpha, beta_<factor>,
        sigma, n_estimation, dof, scar_<first>_<last>, status ("studied" or "dropped"), reason; further
        estimates of the model (garch_omega, weight_<donor>, penalty, ...); for up to 200 events
        ewma_sigma and vol_ratio, and sigma_no_outliers and p_no_outliers, the first horizon's t
        test from windows without outlying days. Made when first asked for.
    tests : DataFrame
        test, first, last, n_events, estimate, statistic, p_value, distribution, note, event_id,
        security. Every p-value is two-sided. ``estimate`` is the CAR, or the mean CAR of a sample
        (decimal). ``statistic`` is in the units of its test: a t, z or F value; for ``sq`` the CAR
        itself, for ``ewma_rank`` the CAR over one day's sigma, for ``conformal`` the mean size of the
        day's residual times the root of the days: read those with their p-value.
    dropped : DataFrame
        event_id, security, stage, reason.
    episodes : DataFrame
        CAR of each security over the sessions of all its windows, each session once: security,
        first, last, n_events, n_sessions, car, se, ci_low, ci_high, mde, p_value. Empty unless the
        events share one estimation window.
    estimation : Mapping
        Window, model, factors, horizons, tests and what was left out: enough to repeat the study
        on the same tables.
    warnings : tuple of str
    block : AbnormalReturns
        The arrays behind the tables.
    keys : DataFrame
        event_id and security of each row of ``block``.
    sessions : DatetimeIndex
        Sessions that the row numbers of ``block`` refer to.
    horizons : tuple of (int, int)
    data : StudyData
        Tables and windows as arrays, to fit events again.
    """

    events: MadeWhenAsked[pd.DataFrame] = MadeWhenAsked()
    tests: pd.DataFrame
    dropped: pd.DataFrame
    episodes: pd.DataFrame
    estimation: Mapping[str, Any]
    warnings: tuple[str, ...]
    block: AbnormalReturns
    keys: pd.DataFrame
    sessions: pd.DatetimeIndex
    horizons: tuple[Horizon, ...]
    data: StudyData

    @cached_property
    def ar(self) -> pd.DataFrame:
        """Abnormal returns, events x relative days; NaN where there is no price."""
        columns = pd.Index(self.block.days, name="day")
        return pd.DataFrame(self.block.ar, index=_index(self.keys), columns=columns)

    @cached_property
    def aar(self) -> pd.Series:
        """Average abnormal return by relative day, over the events that have one."""
        return self.ar.mean(axis=0).rename("aar")

    @cached_property
    def caar(self) -> pd.Series:
        """Cumulative average abnormal return by relative day, from the first day of the window."""
        return self.aar.cumsum().rename("caar")

    def car(self, first: int, last: int) -> pd.Series:
        """Return the cumulative abnormal return of each event over days ``first`` to ``last``.

        Raises
        ------
        WindowError
            If the days are reversed or outside the event window.
        """
        return pd.Series(
            self.block.over(first, last).car, index=_index(self.keys), name=f"car[{first},{last}]"
        )

    @cached_property
    def abnormal(self) -> pd.DataFrame:
        """Long table: event_id, security, day, session, ar, se, normal.

        ``normal`` is the return expected without the event; in a model of excess returns it is the
        expected excess return, so that ``ar + normal`` is the return less the risk-free rate.
        """
        block, n_days = self.block, self.block.ar.shape[1]
        long = self.keys.loc[self.keys.index.repeat(n_days)].reset_index(drop=True)
        rows = block.sessions.ravel()
        session = self.sessions[np.maximum(rows, 0)].where(rows >= 0)
        return long.assign(
            day=np.tile(block.days, block.n_events),
            session=session,
            ar=block.ar.ravel(),
            se=np.where(np.isfinite(block.ar), np.sqrt(block.ar_variance), np.nan).ravel(),
            normal=block.normal.ravel(),
        )

    @cached_property
    def cars(self) -> pd.DataFrame:
        """Long table of the declared horizons, one row for each event and horizon.

        event_id, security, first, last, car, se, ci_low, ci_high (95 %), mde (80 % power, 5 % test),
        n_missing, overlap: whether the window shares a session with another event of the security, so
        that their CARs are not separate facts.
        """
        tables = [self._cars(horizon) for horizon in self.horizons]
        return pd.concat(tables, ignore_index=True)

    @cached_property
    def car_paths(self) -> pd.DataFrame:
        """Long table of the CAR cumulated from the first to each later day of the declared horizons.

        event_id, security, day, car, ci_low, ci_high (95 %, exact forecast error).
        """
        start = min(first for first, _ in self.horizons)
        stop = max(last for _, last in self.horizons)
        tables = []
        for last in range(start, stop + 1):
            held = self.block.over(start, last)
            low, high = interval(held.car, np.sqrt(held.car_variance), held.dof)
            tables.append(self.keys.assign(day=last, car=held.car, ci_low=low, ci_high=high))
        return pd.concat(tables, ignore_index=True)

    def _cars(self, horizon: Horizon) -> pd.DataFrame:
        held = self.block.over(*horizon)
        error = np.where(np.isfinite(held.car), np.sqrt(held.car_variance), np.nan)
        low, high = interval(held.car, error, held.dof)
        return self.keys.assign(
            first=horizon[0],
            last=horizon[1],
            car=held.car,
            se=error,
            ci_low=low,
            ci_high=high,
            mde=minimum_detectable_effect(error, held.dof),
            n_missing=np.isnan(held.ar).sum(axis=1),
            overlap=shares_sessions(held.day_zero, held.security, horizon),
        )

    @cached_property
    def diagnostics(self) -> pd.DataFrame:
        """Diagnostics of the estimation residuals, a row for each event; computed when first asked for.

        skewness, excess_kurtosis, Jarque-Bera, ARCH-LM, Ljung-Box, break of variance, outliers: the
        fields of :class:`~eventstudy.diagnostics.ResidualDiagnostics`.
        """
        blocks = [
            residual_diagnostics(
                block.residuals.values, sigma2=block.sigma2, spread=block.residuals.spread
            ).columns()
            for block in blocks_with_residuals(self.data, self.block)
        ]
        columns = {name: np.concatenate([block[name] for block in blocks]) for name in blocks[0]}
        return self.keys.assign(**columns)

    def residuals(self, event_id: object, security: str | None = None) -> pd.Series:
        """Return the estimation residuals of one event by session, decimal; NaN where a day was not used.

        Raises
        ------
        InputError
            If no studied event has that id, or it has several securities and none is named.
        """
        rows = self.keys["event_id"] == str(event_id)
        rows &= True if security is None else self.keys["security"] == security
        at = np.flatnonzero(rows)
        if at.size != 1:
            raise InputError(
                f"{at.size} studied events are {event_id!r} on {security or 'any security'}: name one of"
                " StudyResult.keys by event_id and security."
            )
        one = self.block.take(at)
        held = next(blocks_with_residuals(self.data, one)).residuals
        known = held.sessions[0] >= 0
        index = self.sessions[held.sessions[0][known]]
        return pd.Series(held.values[0][known], index=index, name="residual")


def _index(keys: pd.DataFrame) -> pd.Index:
    """Return the index of tables by event: the id, or id and security where an id is not unique."""
    by_both: pd.Index = pd.MultiIndex.from_frame(keys)
    by_event: pd.Index = pd.Index(keys["event_id"], name="event_id")
    return by_event if keys["event_id"].is_unique else by_both


def interval(estimate: FloatArray, error: FloatArray, dof: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Return the two-sided 95 % interval under Student's t; shapes (n,)."""
    half = stats.t.ppf((1 + CONFIDENCE) / 2, dof) * error
    return estimate - half, estimate + half


def minimum_detectable_effect(error: FloatArray, dof: FloatArray) -> FloatArray:
    """Return the smallest effect that a 5 % two-sided t test finds with 80 % power; shape (n,).

    (t_{0.975} + t_{0.80}) times the standard error: Bloom (1995), Evaluation Review 19:547-556.
    """
    quantiles = stats.t.ppf((1 + CONFIDENCE) / 2, dof) + stats.t.ppf(POWER, dof)
    return np.asarray(quantiles * error, dtype=np.float64)
