"""Lines that state when an article was published: stamps, dated bylines, datelines."""

from __future__ import annotations

import re
from dataclasses import dataclass

from eventstudy.extract.article.text import Article, Sentence
from eventstudy.extract.publication.numeric_dates import numeric_days
from eventstudy.extract.times.timex import Timex, find_times

_HEAD, _FOOT = 10, 4
_LONG = 160
_UPDATED = re.compile(r"\W{0,3}(?:last )?(?:updat|modif|correct|revis)", re.IGNORECASE)
_BYLINE = re.compile(r"\W{0,3}by (?-i:[A-Z])", re.IGNORECASE)
_NAME = r"[A-Z][\w.']*"
# "SANTA CLARA, Calif.", "NEW YORK--(BUSINESS WIRE)--", "Jan 8" alone: what may stand before the date.
_BEFORE = re.compile(
    rf"\W{{0,3}}(?:{_NAME}(?:[ ,/-]{{1,3}}(?:{_NAME}|of|de|du|la|le|al|el|the|and|upon|sur))*)?"
    r"[ ,:]{0,2}(?:[ -]{0,3}[(/][^()/\n]{1,40}[)/])?[ ,:;|—-]{0,4}\(?"
)
_BEHIND = re.compile(
    r"\)?(?:,? (?:at )?\d{1,2}[:.]\d\d(?: ?[ap]\.?m\.?)?(?: [A-Z]{2,4})?)?"
    r"(?:\s*[(/][^()/\n]{1,40}[)/]\s*(?:-{1,2}|—|\||:|\Z)|(?:\s+[A-Z]{2,12}\b)?\s*(?:--|-(?!\w)|—|\||\Z))"
)
_LETTER_BEFORE = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class DatedLine:
    """A line, ``[start, end)``, and the date on it; ``updated`` if it tells when the article was changed."""

    start: int
    end: int
    time: Timex
    updated: bool = False


def find_dated_line(article: Article) -> DatedLine | None:
    """Return the line that dates the article: a stamp before a dateline, and that before "Updated ..."."""
    paragraphs = _paragraphs(article)
    outer = paragraphs[:_HEAD] + paragraphs[max(_HEAD, len(paragraphs) - _FOOT) :]
    stamps = [line for first, last in outer if (line := _stamp(article, first, last)) is not None]
    lines = [line for first, last in paragraphs[:_HEAD] if (line := _dateline(article, first, last))]
    ranked = [s for s in stamps if not s.updated] + lines + stamps
    with_year = [line for line in ranked if line.time.year is not None]
    return next(iter(with_year or ranked), None)


def _paragraphs(article: Article) -> list[tuple[Sentence, Sentence]]:
    """Return the first and the last sentence of each paragraph."""
    found: list[tuple[Sentence, Sentence]] = []
    for sentence in article.sentences:
        if found and found[-1][0].paragraph == sentence.paragraph:
            found[-1] = (found[-1][0], sentence)
        else:
            found.append((sentence, sentence))
    return found


def _stamp(article: Article, first: Sentence, last: Sentence) -> DatedLine | None:
    """Return a line such as "Published: 8 January 2020", a date alone, or a byline with a date."""
    start, end = first.start, last.end
    byline = end - start <= _LONG and bool(_BYLINE.match(article.clean, start, end))
    if first.kind != "dateline" and not byline:
        return None
    dated = _first_day(article.clean, start, end)
    updated = bool(_UPDATED.match(article.clean, start, end))
    return None if dated is None else DatedLine(start=start, end=end, time=dated, updated=updated)


def _dateline(article: Article, first: Sentence, last: Sentence) -> DatedLine | None:
    """Return what opens a paragraph with a place and a date, or a date and an agency, before a dash."""
    if first.heading_time or first.section_time or first.kind in ("caption", "boilerplate"):
        return None
    end = min(last.end, first.start + _LONG)
    dated = _first_day(article.clean, first.start, end)
    if dated is None or dated.start - first.start > _LETTER_BEFORE:
        return None
    if not _BEFORE.fullmatch(article.clean, first.start, dated.start):
        return None
    behind = _BEHIND.match(article.clean, dated.end, min(last.end, dated.end + 80))
    return DatedLine(start=first.start, end=behind.end(), time=dated) if behind else None


def _first_day(clean: str, start: int, end: int) -> Timex | None:
    """Return the first day of a month named; figures such as 13/01/2020 where they can mean one day only."""
    named = [t for t in find_times(clean, start, end) if t.has_day and not t.unsure]
    return next(iter(named or numeric_days(clean, start, end)), None)
