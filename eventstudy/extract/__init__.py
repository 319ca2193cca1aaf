"""Text to events and claims; a new extractor is one file and one line of ``EXTRACTORS``."""

from __future__ import annotations

from datetime import date

from eventstudy.extract.document import reading_document
from eventstudy.extract.rules import RuleExtractor
from eventstudy.registry import lookup
from eventstudy.types import Extractor, Reading

EXTRACTORS: dict[str, Extractor] = {"rules": RuleExtractor()}


def extract(text: str, published: date | None = None, extractor: str = "rules") -> Reading:
    """Read the dated events and the market claims of a news article.

    Parameters
    ----------
    text : str
        The article. Offsets in the result are indices into it, and quotes are verbatim.
    published : datetime.date, optional
        Day of publication; None: taken from the dateline or inferred from the text.
    extractor : str
        Key of :data:`EXTRACTORS`.

    Raises
    ------
    ArticleError
        If the text is blank, longer than 2,000,000 characters or binary.
    UnknownNameError
        If there is no such extractor.
    """
    return lookup(EXTRACTORS, extractor, kind="extractor").extract(text, published)


__all__ = ["EXTRACTORS", "extract", "reading_document"]
