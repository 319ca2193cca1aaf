"""The few overlapping events of one security read as one episode.

The CAR of the episode sums the abnormal return of every session that any window holds, each
session once; its variance is exact: that of ``overlap_t`` with weights of one.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from eventstudy.inference.overlap_t import first_holder, weighted_car, weighted_variance
from eventstudy.inference.reference_laws import t_p_value
from eventstudy.inference.validity import FEW_EVENTS
from eventstudy.result import interval, minimum_detectable_effect
from eventstudy.types import AbnormalReturns, EventWindow, Horizon, IntArray
from eventstudy.windows import shares_sessions

COLUMNS = ["security", "first", "last", "n_events", "n_sessions"]
NUMBERS = ["car", "se", "ci_low", "ci_high", "mde", "p_value"]
# Events further apart than this are no episode: the estimation window is old for the later ones.
LONG_EPISODE = 60
# Above this many securities the overlap is told as a count, not security by security.
FEW_SECURITIES = 10


def episode_cars(
    abnormal: AbnormalReturns,
    securities: Sequence[str],
    window: EventWindow,
    horizons: Sequence[Horizon],
) -> pd.DataFrame:
    """Return the episode CAR of each security for each horizon.

    Events without a CAR over the horizon are left out of the episode. Empty if the events do not
    share one estimation window, or are more than 200.
    """
    rows = []
    if _one_window(abnormal, window) and abnormal.n_events <= FEW_EVENTS:
        for horizon in horizons:
            held = abnormal.over(*horizon)
            held = held.take(np.isfinite(held.scar))
            for code in np.unique(held.security):
                block = held.take(held.security == code)
                rows.append([securities[int(code)], *horizon, *_episode(block)])
    return pd.DataFrame(rows, columns=[*COLUMNS, *NUMBERS])


def _episode(block: AbnormalReturns) -> list[float]:
    weights = first_holder(block)
    car = np.array([weighted_car(block, weights)])
    error = np.sqrt([weighted_variance(block, weights)])
    dof = block.dof[:1]
    numbers = [car, error, *interval(car, error, dof), minimum_detectable_effect(error, dof)]
    p_value = t_p_value(car / error, dof)
    return [block.n_events, int(weights.sum()), *(float(x[0]) for x in [*numbers, p_value])]


def study_warnings(
    abnormal: AbnormalReturns,
    securities: Sequence[str],
    window: EventWindow,
    horizons: Sequence[Horizon],
    *,
    anchor: IntArray,
) -> tuple[str, ...]:
    """Return what a reader of the study must know of its windows; ``anchor`` as in ``history_warning``."""
    return (
        *history_warning(anchor, window),
        *span_warning(abnormal, window),
        *overlap_warnings(abnormal, securities, horizons),
    )


def history_warning(anchor: IntArray, window: EventWindow) -> tuple[str, ...]:
    """Say so if an estimation window reaches back beyond the first session of the returns.

    ``anchor`` is (n_events,): the row that each estimation window is counted from.
    """
    before = np.maximum(-(anchor + window.estimation[0]), 0)
    if not before.any():
        return ()
    n_days = window.estimation[1] - window.estimation[0] + 1
    return (
        f"the estimation window of {n_days} sessions reaches beyond the first session of the"
        f" returns for {int((before > 0).sum())} of {anchor.size} events; the shortest holds"
        f" {max(n_days - int(before.max()), 0)}",
    )


def span_warning(abnormal: AbnormalReturns, window: EventWindow) -> tuple[str, ...]:
    """Say so if events that share one estimation window lie far apart."""
    span = int(abnormal.day_zero.max() - abnormal.day_zero.min())
    if span <= LONG_EPISODE or window.anchor == "event":
        return ()
    return (
        f"the events span {span} sessions and share the estimation window before the first of them:"
        " it is old for the later ones; study them apart if they are separate news",
    )


def _one_window(abnormal: AbnormalReturns, window: EventWindow) -> bool:
    return window.anchor == "episode" or bool((abnormal.day_zero == abnormal.day_zero[0]).all())


def overlap_warnings(
    abnormal: AbnormalReturns, securities: Sequence[str], horizons: Sequence[Horizon]
) -> tuple[str, ...]:
    """Say for each security and horizon how many windows share sessions with another."""
    found = []
    for first, last in horizons:
        shared = shares_sessions(abnormal.day_zero, abnormal.security, (first, last))
        names = [securities[int(code)] for code in np.unique(abnormal.security[shared])]
        if not names:
            continue
        which = ", ".join(names) if len(names) <= FEW_SECURITIES else f"{len(names)} securities"
        found.append(
            f"horizon [{first},{last}]: {int(shared.sum())} of {abnormal.n_events} event windows share"
            f" sessions with another event ({which}); their CARs are not separate facts, read the episode"
        )
    return tuple(found)
