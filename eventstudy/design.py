"""What is declared before a study: model, window, horizons, tests, date rule; checked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from operator import index
from typing import Any

from eventstudy.errors import WindowError
from eventstudy.inference.battery import named_tests
from eventstudy.models import normal_return_model
from eventstudy.models.donors import with_donors
from eventstudy.panel import factor_names
from eventstudy.placement import OnMissingDate
from eventstudy.types import EventWindow, Horizon, NormalReturnModel


@dataclass(frozen=True, slots=True, kw_only=True)
class Design:
    """What was declared before the study: model and its name, window, horizons, tests, date rule."""

    model: NormalReturnModel
    name: str
    window: EventWindow
    horizons: tuple[Horizon, ...]
    tests: tuple[str, ...]
    on_missing_date: OnMissingDate


def study_design(
    model: str | Sequence[str] | NormalReturnModel,
    factors: Any,
    *,
    window: EventWindow | None,
    horizons: Sequence[Horizon],
    tests: str | Sequence[str],
    on_missing_date: OnMissingDate,
) -> Design:
    """Return what was declared, checked; arguments as in :func:`~eventstudy.study.run_study`.

    Raises
    ------
    InputError
        If the model, a test, the window or a horizon is none.
    """
    window = EventWindow() if window is None else window
    if not isinstance(window, EventWindow):
        raise WindowError(f"window is {window!r}: give an EventWindow, such as EventWindow(event=(-5, 5)).")
    return Design(
        model=with_donors(normal_return_model(model), factor_names(factors)),
        name=_name(model),
        window=window,
        horizons=_declared(horizons, window),
        tests=named_tests(tests),
        on_missing_date=on_missing_date,
    )


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


def _name(model: str | Sequence[str] | NormalReturnModel) -> str:
    if isinstance(model, str):
        return model
    return "+".join(model if isinstance(model, Sequence) else model.factors) or type(model).__name__
