"""A whole event study: place the events, fit, predict, test, account for every event."""

from __future__ import annotations

from collections.abc import Sequence
from operator import index
from typing import Any

import pandas as pd

from eventstudy.abnormal import abnormal_returns
from eventstudy.episodes import episode_cars, overlap_warnings
from eventstudy.errors import NoEventsError, WindowError
from eventstudy.inference.battery import Case, Labels, row_columns, run_tests
from eventstudy.models import normal_return_model
from eventstudy.panel import Panel, model_inputs, return_panel
from eventstudy.placement import (
    OnMissingDate,
    Placement,
    event_table,
    expected_signs,
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
from eventstudy.types import AbnormalReturns, EventWindow, Horizon, ModelFit, NormalReturnModel
from eventstudy.windows import days_left_out, window_rows

DEFAULT_HORIZONS: tuple[Horizon, ...] = ((0, 0), (-1, 1))
# Few events in few weeks: one estimation window for all, METHODS section 3.2.
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
) -> StudyResult:
    """Estimate and test the abnormal returns of events.

    Parameters
    ----------
    returns : table of sessions x securities
        pandas, polars or pyarrow; decimals, NaN where there is none.
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
        Keys of ``TESTS``. "all" runs those that fit the design and says why of the others.
    on_missing_date : {"next", "previous", "skip", "error"}
        What to do with a date that is not a session.

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
    window = window or EventWindow()
    horizons = _declared(horizons, window)
    normal_model = normal_return_model(model)
    panel = return_panel(returns)
    given = event_table(events, panel)

    single, unusable = _placed(given, panel, window, on_missing_date)
    abnormal, fit = _estimated(
        panel, single, model=normal_model, factors=factors, window=window, horizons=horizons
    )
    keep, unestimated = dropped_at_estimation(single, abnormal, fit, window, horizons)
    dropped = _some_left(bool(keep.any()), pd.concat([unusable, unestimated], ignore_index=True))
    studied, placement, kept = abnormal.take(keep), single.take(keep), fit.coefficients[keep]
    case = Case(abnormal=studied, labels=_labels(placement, panel), horizons=horizons)
    return StudyResult(
        events=event_records(
            given, case, studied=placement.table, coefficients=kept, model=normal_model, dropped=dropped
        ),
        tests=pd.DataFrame(row_columns(run_tests(case, tests))),
        dropped=dropped,
        episodes=episode_cars(studied, panel.securities, horizons),
        estimation=estimation_record(panel, case, window=window, model=normal_model, name=_name(model)),
        warnings=overlap_warnings(studied, panel.securities, horizons),
        block=studied,
        keys=placement.table[["event_id", "security"]],
        sessions=panel.sessions,
        horizons=horizons,
    )


def _placed(
    given: pd.DataFrame, panel: Panel, window: EventWindow, on_missing_date: OnMissingDate
) -> tuple[Placement, pd.DataFrame]:
    placed, unplaced = place(given, panel, on_missing_date)
    separate, merged = one_event_a_session(placed)
    single, too_early = with_history(separate, window)
    dropped = pd.concat([unplaced, merged, too_early], ignore_index=True)
    return single, _some_left(single.day_zero.size > 0, dropped)


def _estimated(
    panel: Panel,
    placement: Placement,
    *,
    model: NormalReturnModel,
    factors: Any,
    window: EventWindow,
    horizons: Sequence[Horizon],
) -> tuple[AbnormalReturns, ModelFit]:
    rows = window_rows(placement.day_zero, window, panel.sessions.size)
    left_out = days_left_out(
        rows, window=window, security=placement.security, horizons=horizons, shape=panel.returns.shape
    )
    returns, factor_returns = model_inputs(panel, factors, model)
    return abnormal_returns(
        model,
        returns=returns,
        factors=factor_returns,
        security=placement.security,
        rows=rows,
        left_out=left_out,
    )


def _some_left(any_left: bool, dropped: pd.DataFrame) -> pd.DataFrame:
    if not any_left:
        raise NoEventsError(why_nothing_is_left(dropped))
    return dropped


def _declared(horizons: Sequence[Horizon], window: EventWindow) -> tuple[Horizon, ...]:
    try:
        declared = tuple(dict.fromkeys((index(first), index(last)) for first, last in horizons))
    except (TypeError, ValueError) as error:
        raise WindowError(
            f"horizons is {horizons!r}: give pairs of days, such as [(0, 0), (-1, 1)]."
        ) from error
    if not declared:
        raise WindowError("no horizon is declared: give at least one, such as (0, 0).")
    for first, last in declared:
        if first > last:
            raise WindowError(
                f"horizon {first}:{last} is reversed: give the earlier day first, {last}:{first}."
            )
        if first < window.event[0] or last > window.event[1]:
            raise WindowError(
                f"horizon {first}:{last} is outside the event window {window.event[0]}:{window.event[1]}:"
                " widen the event window or shorten the horizon."
            )
    return declared


def _labels(placement: Placement, panel: Panel) -> Labels:
    table = placement.table
    signs = list(expected_signs(table)) if "sign" in table.columns else None
    return Labels(event_ids=list(table["event_id"]), securities=panel.securities, signs=signs)


def _name(model: str | Sequence[str] | NormalReturnModel) -> str:
    if isinstance(model, str):
        return model
    return "+".join(model if isinstance(model, Sequence) else model.factors) or type(model).__name__
