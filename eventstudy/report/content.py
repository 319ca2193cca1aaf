"""What a report is made from."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from eventstudy.claims import ClaimCheck
from eventstudy.result import StudyResult
from eventstudy.types import PriceTable, Reading


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class ReportInput:
    """The results of every step, as the report shows them.

    Parameters
    ----------
    title : str
        Title of the article or of the list of events.
    article_text : str or None
        The article; None if events were given by hand.
    reading : Reading
    aligned : DataFrame
        As :func:`eventstudy.alignment.align` returns it.
    merged : DataFrame or None
        As :func:`eventstudy.alignment.merge_same_session` returns it: events studied as part of another.
    prices : PriceTable
    returns : DataFrame
        Sessions x assets, decimal.
    result : StudyResult
        The primary study.
    relative : tuple of StudyResult
        Studies of each asset net of another: relative effects, since that asset may have moved too.
    claim_checks : tuple of ClaimCheck
    warnings : tuple of str
        What the steps before had to say.
    """

    title: str
    article_text: str | None
    reading: Reading
    aligned: pd.DataFrame
    prices: PriceTable
    returns: pd.DataFrame
    result: StudyResult
    relative: tuple[StudyResult, ...] = ()
    merged: pd.DataFrame | None = None
    claim_checks: tuple[ClaimCheck, ...] = ()
    warnings: tuple[str, ...] = ()
