"""Text to events and claims; a new extractor is one file and one line of ``EXTRACTORS``."""

from __future__ import annotations

from datetime import date, datetime

from eventstudy.errors import InputError
from eventstudy.extract.article.page import read_page
from eventstudy.extract.document import reading_document, timeline_document
from eventstudy.extract.llm.extractor import LlmExtractor
from eventstudy.extract.rules import RuleExtractor
from eventstudy.extract.times.time_expressions import time_expressions
from eventstudy.registry import lookup
from eventstudy.types import Extractor, Reading

EXTRACTORS: dict[str, Extractor] = {"rules": RuleExtractor(), "llm": LlmExtractor()}


_FIRST, _LAST = date(1000, 1, 1), date(9000, 1, 1)


def extract(text: str, published: date | str | None = None, extractor: str = "rules") -> Reading:
    """Read the dated events and the market claims of a news article.

    Parameters
    ----------
    text : str
        The article, also as HTML or Markdown. Offsets in the result are indices into it, and quotes are
        verbatim.
    published : datetime.date, datetime.datetime or str, optional
        Day of publication, also as the date of a time stamp or as ISO text such as "2020-01-08"; None:
        taken from the dateline or inferred from the text.
    extractor : str
        Key of :data:`EXTRACTORS`.

    Raises
    ------
    ArticleError
        If the text is blank, longer than 2,000,000 characters, binary or no valid Unicode.
    InputError
        If ``published`` is no date.
    UnknownNameError
        If there is no such extractor.
    LlmError
        With ``extractor="llm"``, if the endpoint that the environment names gives no usable answer.
    """
    reader, day = lookup(EXTRACTORS, extractor, kind="extractor"), _day_of(published)
    page = read_page(text)
    return page.restored(reader.extract(page.text, day))


def _day_of(published: object) -> date | None:
    """Return the day of publication as a date, whatever it was given as."""
    if published is None:
        return None
    try:
        day = date.fromisoformat(published.strip()) if isinstance(published, str) else published
        day = day.date() if isinstance(day, datetime) else day
    except ValueError:  # text that is no date; a missing time stamp
        day = None
    if not isinstance(day, date) or isinstance(day, datetime) or not _FIRST <= day <= _LAST:
        raise InputError(
            f"published is {repr(published)[:60]}, which is no day of publication: give a datetime.date, or"
            ' text such as "2020-01-08".'
        )
    return day


__all__ = ["EXTRACTORS", "extract", "reading_document", "time_expressions", "timeline_document"]
