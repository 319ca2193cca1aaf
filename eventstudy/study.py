"""A whole event study: place the events, fit, predict, test, account for every event."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Executor
from functools import partial
from typing import Any

import pandas as pd

from eventstudy.abnormal import predicted, without_days
from eventstudy.blockwise import StudyData, estimated, reduced
from eventstudy.compiled import use_compiled
from eventstudy.design import Design, study_design
from eventstudy.episodes import episode_cars, study_warnings
from eventstudy.errors import NoEventsError
from eventstudy.event_table import KEY, ROW, event_table, expected_signs
from eventstudy.inference.battery import event_tests_of, parts_of, row_columns, run_tests
from eventstudy.inference.cases import Case, Labels
from eventstudy.inference.validity import FEW_EVENTS
from eventstudy.models.linear import with_kernels
from eventstudy.outcomes import Estimates
from eventstudy.outliers import outlying_days
from eventstudy.panel import Panel, by_security, model_inputs, return_panel
from eventstudy.placement import (
    OnMissingDate,
    Placement,
    one_event_a_session,
    place,
    with_history,
)
from eventstudy.records import (
    dropped_at_estimation,
    estimation_record,
    event_records,
    why_nothing_is_left,
)
from eventstudy.result import StudyResult
from eventstudy.thin_trading import thin_trading_warning
from eventstudy.types import (
    AbnormalReturns,
    EventWindow,
    Horizon,
    NormalReturnModel,
)
from eventstudy.units import unit_warnings
from eventstudy.windows import event_days, hull, span_of

# With so many events that this many cells of the return table fall on each, it pays to lay the table
# out by security first.
GATHERED_BEFORE_TRANSPOSING = 4000
DEFAULT_HORIZONS: tuple[Horizon, ...] = ((0, 0), (-1, 1))
# Few events in few weeks: one estimation window for all, ending before the first.
EPISODE_WINDOW = EventWindow(event=(-10, 10), estimation=(-260, -11), min_estimation=120, anchor="episode")
EPISODE_HORIZONS: tuple[Horizon, ...] = ((0, 0), (0, 1), (-1, 1), (0, 5))


def run_study(
    returns: Any,
    events: Any,
    *,
    model: str | Sequence[str] | NormalReturnModel = "constant_mean",
    factors: Any = None,
    window: EventWindow | None = None,
    horizons: Sequence[Horizon] = DEFAULT_HORIZONS,
    tests: str | Sequence[str] = "all",
    on_missing_date: OnMissingDate = "next",
    executor: Executor | None = None,
) -> StudyResult:
    """Estimate and test the abnormal returns of events.

    Parameters
    ----------
    returns : table of sessions x securities
        pandas, polars or pyarrow; decimals, NaN where there is none. A missing return on a day of a
        horizon leaves that event without a CAR over it; missing days of an estimation window are
        left out of it.
    events : table
        Columns date (day 0), security (may be left out for one security), event_id (made if
        absent), sign (optional: expected direction, 1 or -1); any extra column is kept.
    model : str, sequence of factor names, or NormalReturnModel
        A key of ``MODELS``; a list of factor names regresses the raw return on them.
    factors : table of sessions x names, optional
        ``MKT`` is the market's total return; ``MKT-RF`` is taken as excess already.
    window : EventWindow, optional
        ``EventWindow()`` by default.
    horizons : sequence of (first, last)
        Declared before the study; each inside the event window.
    tests : "all", str or sequence of str
        Keys of ``TESTS``. "all" runs those that fit the design and says why of the others. A name may
        carry conventions: "bmp(car_scaling='sum_sar')".
    on_missing_date : {"next", "previous", "skip", "error"}
        What to do with a date that is not a session.
    executor : concurrent.futures.Executor, optional
        Where the blocks of events are computed: threads, processes, or a cluster (Dask's
        ``Client.get_executor()``). The result does not depend on it, but for ``garch`` and ``egarch``,
        whose optimiser may stop elsewhere in another process (3e-7 standard errors seen for ``garch``).

    Returns
    -------
    StudyResult

    Raises
    ------
    InputError
        If a table, name, window or horizon is wrong.
    NoEventsError
        If every event was dropped; the message gives the reasons.
    """
    design = study_design(
        model, factors, window=window, horizons=horizons, tests=tests, on_missing_date=on_missing_date
    )
    panel = return_panel(returns)
    given = event_table(events, panel)
    known, single, unusable = _placed(given, panel, design)
    data = _study_data(panel, factors, design, single, known)
    estimates = estimated(data, single.day_zero, single.security, executor=executor)
    keep, unestimated = dropped_at_estimation(single, estimates, design)
    studied, placement = estimates.keep_only(keep), single.take(keep)
    dropped = _if_any_left(placement, [unusable, unestimated])
    case = _case(data, studied, design, _labels(placement, panel), executor)
    robust = _without_outliers(data, studied.abnormal)
    return StudyResult(
        events=_records(given, placement, studied, dropped, case=case, robust=robust),
        tests=pd.DataFrame(row_columns(run_tests(case, design.tests))),
        dropped=dropped.drop(columns=ROW),
        episodes=episode_cars(studied.abnormal, panel.securities, design.window, design.horizons),
        estimation=estimation_record(panel, case, design, data, studied.n_obs),
        warnings=_warnings(panel, data, studied.abnormal, design),
        block=studied.abnormal,
        keys=placement.table[KEY],
        sessions=panel.sessions,
        horizons=design.horizons,
        data=data,
    )


def _records(
    given: pd.DataFrame,
    placement: Placement,
    studied: Estimates,
    dropped: pd.DataFrame,
    *,
    case: Case,
    robust: AbnormalReturns | None,
) -> Callable[[], pd.DataFrame]:
    """Return what makes the table of events when it is asked for."""
    return partial(
        event_records,
        given,
        placement.table,
        studied,
        dropped,
        scar={horizon: case.scar[horizon] for horizon in case.horizons},
        without_outliers=robust,
    )


def _placed(given: pd.DataFrame, panel: Panel, design: Design) -> tuple[Placement, Placement, pd.DataFrame]:
    """Return every event with a day 0, those of them with a history, and the others with reasons."""
    placed, unplaced = place(given, panel, design.on_missing_date)
    known, merged = one_event_a_session(placed)
    single, early = known, merged[:0]
    if design.window.anchor == "episode":
        single, early = with_history(known, panel, design.window)
    return known, single, _if_any_left(single, [unplaced, merged, early])


def _study_data(panel: Panel, factors: Any, design: Design, single: Placement, known: Placement) -> StudyData:
    returns, factor_returns = model_inputs(panel, factors, design.model)
    clean = hull(design.horizons) if design.window.clean else None
    if returns.size < GATHERED_BEFORE_TRANSPOSING * single.day_zero.size:
        returns = by_security(returns)
    return StudyData(
        model=with_kernels(design.model) if use_compiled(single.day_zero.size) else design.model,
        returns=returns,
        factors=factor_returns,
        window=design.window,
        span=span_of(single.day_zero),
        event_days=event_days(known.day_zero, known.security, clean, returns.shape) if clean else None,
    )


def _case(
    data: StudyData, studied: Estimates, design: Design, labels: Labels, executor: Executor | None
) -> Case:
    found = reduced(
        data,
        studied.abnormal,
        design.horizons,
        event_tests=event_tests_of(design.tests, studied.abnormal.n_events),
        parts=parts_of(design.tests),
        coefficients=studied.coefficients,
        executor=executor,
    )
    return Case(
        abnormal=studied.abnormal,
        labels=labels,
        horizons=design.horizons,
        samples=found.samples,
        event_tests=found.event_tests,
        scar=found.scar,
    )


def _warnings(panel: Panel, data: StudyData, studied: AbnormalReturns, design: Design) -> tuple[str, ...]:
    anchor = data.anchors(studied.day_zero)
    return (
        *unit_warnings(panel, data),
        *thin_trading_warning(panel.returns, anchor, studied.security, design.window),
        *study_warnings(studied, panel.securities, design.window, design.horizons, anchor=anchor),
    )


def _without_outliers(data: StudyData, studied: AbnormalReturns) -> AbnormalReturns | None:
    """Return the same events from windows without outlying days; None for too many to be listed."""
    if studied.n_events > FEW_EVENTS:
        return None
    block = data.block(studied.day_zero, studied.security)
    return predicted(without_days(block, outlying_days(studied.residuals.values)))[0]


def _if_any_left(placement: Placement, dropped: Sequence[pd.DataFrame]) -> pd.DataFrame:
    some = [rows for rows in dropped if len(rows)] or dropped[:1]
    lost = pd.concat(some, ignore_index=True) if len(some) > 1 else some[0]
    if not placement.day_zero.size:
        raise NoEventsError(why_nothing_is_left(lost))
    return lost


def _labels(placement: Placement, panel: Panel) -> Labels:
    table = placement.table
    signs = list(expected_signs(table)) if "sign" in table.columns else None
    return Labels(event_ids=table["event_id"].array, securities=panel.securities, signs=signs)
