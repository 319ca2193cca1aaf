"""Intervals of local time, and what relative words count from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from eventstudy.types import DateSource, Precision

_DAY = timedelta(days=1)
_SECOND = timedelta(seconds=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """Local time from ``first`` to ``last`` (both naive and included), and what it rests on.

    ``words`` is where the time expression stands in the article; ``zone`` the IANA zone in which it is
    told, empty for that of the place; ``after`` the number of the mention that they count on from.
    """

    first: datetime
    last: datetime
    precision: Precision
    source: DateSource
    clock: datetime | None = None
    rule: str = ""
    words: tuple[int, int] | None = None
    zone: str = ""
    after: int | None = None

    @property
    def dates(self) -> tuple[date, date]:
        """First and last local date."""
        return self.first.date(), self.last.date()


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """What relative expressions count from.

    ``published`` is the date of the article, ``anchor`` the event last told, ``year`` the year of dates
    without one where there is no date of publication, ``future`` whether the words speak of what is to come.
    """

    published: date | None = None
    anchor: Span | None = None
    year: int | None = None
    future: bool = False


def day_span(day: date, source: DateSource, rule: str) -> Span:
    """Return the whole of ``day``."""
    return days_span(day, day, "day", source, rule)


def days_span(first: date, last: date, precision: Precision, source: DateSource, rule: str) -> Span:
    """Return the interval from the start of ``first`` to the end of ``last``."""
    start, end = datetime.combine(first, datetime.min.time()), datetime.combine(last, datetime.min.time())
    return Span(first=start, last=end + _DAY - _SECOND, precision=precision, source=source, rule=rule)
