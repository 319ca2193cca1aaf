"""From a reading and prices to all that a report shows: the market-impact study of an article."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import pandas as pd

from eventstudy.alignment import align, merge_same_session
from eventstudy.claims import check_claims
from eventstudy.errors import NoEventsError
from eventstudy.report.content import ReportInput
from eventstudy.result import StudyResult
from eventstudy.returns import log_returns, missing_returns, simple_returns
from eventstudy.study import EPISODE_HORIZONS, EPISODE_WINDOW, run_study
from eventstudy.types import PriceTable, Reading

ReturnKind = Literal["log", "simple"]
# Tests for few overlapping events of few assets, the leading one first.
EPISODE_TESTS = ("ewma_rank", "t", "serial_t", "placebo_max", "overlap_t", "joint_f")


def report_input(
    reading: Reading,
    prices: PriceTable,
    *,
    title: str = "",
    article_text: str | None = None,
    return_kind: ReturnKind = "log",
) -> ReportInput:
    """Study the events of a reading on the assets of a price table.

    Events of one session and asset are studied as one; all events share one estimation window of
    250 sessions, with 10 sessions between its end and the first of them; constant-mean model. With two
    assets each is also regressed on the other: an effect relative to the other, for reading only.

    Raises
    ------
    NoEventsError
        If the reading has no event, or none that can be studied; the message says why.
    """
    if not reading.events:
        raise NoEventsError(
            "no dated event was found in the text: give the publication date (--published), or list the"
            " events in an events.toml or a CSV with the columns event_id,when."
        )
    aligned = align(reading.events, prices.assets)
    separate, merged = merge_same_session(aligned)
    returns = log_returns(prices) if return_kind == "log" else simple_returns(prices)
    result = run_study(
        returns, separate, window=EPISODE_WINDOW, horizons=EPISODE_HORIZONS, tests=EPISODE_TESTS
    )
    return ReportInput(
        title=title or reading.title,
        article_text=article_text,
        reading=reading,
        aligned=aligned,
        merged=merged,
        prices=prices,
        returns=returns,
        result=result,
        relative=relative_effects(returns, separate),
        claim_checks=check_claims(reading.claims, prices, reading.events),
        warnings=(*prices.warnings, *missing_returns(prices), *result.warnings),
    )


def relative_effects(returns: pd.DataFrame, events: pd.DataFrame) -> tuple[StudyResult, ...]:
    """Study each of two assets net of the other, by the market model; empty unless there are two.

    The other asset is moved by the same news, so this is no estimate of the effect of the event.
    """
    names: Sequence[str] = [str(name) for name in returns.columns]
    if len(names) != 2:
        return ()
    studies = []
    for asset, other in (names, names[::-1]):
        try:
            study = run_study(
                returns[[asset]],
                events[events["security"] == asset],
                model="market",
                factors=returns[[other]].rename(columns={other: "MKT"}),
                window=EPISODE_WINDOW,
                horizons=EPISODE_HORIZONS[:1],
                tests=("t",),
            )
        except NoEventsError:
            continue
        studies.append(study)
    return tuple(studies)
