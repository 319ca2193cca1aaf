"""Every time expression of a text in the terms of TIMEX3."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from eventstudy.extract.article.text import Article, Sentence, read_text
from eventstudy.extract.publication.published import find_publication
from eventstudy.extract.times.resolve import resolve
from eventstudy.extract.times.spans import Reference, Span, day_span
from eventstudy.extract.times.tense import direction_of
from eventstudy.extract.times.time_values import Described, described, part_code, quarter_of
from eventstudy.extract.times.timex import Timex, all_times

_NEAR = 3
_ENDED = re.compile(r"\s+end(?:ed|ing)\s+(?:on\s+)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeExpression:
    """A time expression: ``text`` is ``article[start:end]``, the rest as TimeML 1.2.1 defines TIMEX3.

    ``type`` is DATE, TIME, DURATION or SET; ``value`` an ISO 8601 date or period or one of TIMEX3's own
    forms ("2020-01-08TMO", "2020-W02-WE", "2020-SU", "PAST_REF"), X for what is not known; ``mod`` a
    modifier such as START, END, APPROX or MORE_THAN; ``quant`` EVERY for what recurs; ``freq`` how often.
    """

    start: int
    end: int
    text: str
    type: str
    value: str
    mod: str = ""
    quant: str = ""
    freq: str = ""


def time_expressions(text: str, published: date | None = None) -> tuple[TimeExpression, ...]:
    """Find every time expression of ``text``, in order, without overlap.

    Parameters
    ----------
    text : str
        An article. Offsets in the result are indices into it.
    published : datetime.date, optional
        What words such as "yesterday" count from; None: taken from the dateline or inferred from the text.

    Raises
    ------
    ArticleError
        If the text is blank, too long or binary.

    Examples
    --------
    >>> from datetime import date
    >>> found = time_expressions("Output fell last month; OPEC meets on Friday.", date(2020, 1, 8))
    >>> [(t.text, t.type, t.value) for t in found]
    [('last month', 'DATE', '2019-12'), ('Friday', 'DATE', '2020-01-10')]
    """
    article = read_text(text)
    day = published if published is not None else find_publication(article, None).day
    return tuple(_Reader(article=article, published=day).expressions())


@dataclass(slots=True, kw_only=True)
class _Told:
    """What the text has told before: the last day, where, and the last quarter."""

    day: Span | None = None
    sentence: int = -_NEAR
    quarter: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reader:
    article: Article
    published: date | None

    def expressions(self) -> Iterator[TimeExpression]:
        """Yield the expressions of every sentence, each counted from those before it."""
        told = _Told()
        for number, sentence in enumerate(self.article.sentences):
            found = all_times(self.article.clean, sentence.start, sentence.end)
            for timex in found:
                if not _is_tagged(timex, self.article.lower):
                    continue
                self._note_end(timex, found, told)
                for piece in _pieces(timex):
                    yield self._expression(piece, sentence, number, told)

    def _note_end(self, timex: Timex, found: list[Timex], told: _Told) -> None:
        """Note the quarter of "the quarter ended Sept. 30", which its last day tells."""
        if timex.deictic != "this quarter" or self.published is None:
            return
        behind = next((t for t in found if t.start > timex.end), None)
        if (
            behind is None
            or not behind.has_day
            or not _ENDED.fullmatch(self.article.clean[timex.end : behind.start])
        ):
            return
        span = resolve(behind, Reference(published=self.published))
        if span is not None:
            told.quarter = quarter_of(span.dates[0])

    def _expression(self, timex: Timex, sentence: Sentence, number: int, told: _Told) -> TimeExpression:
        near = told.day if number - told.sentence < _NEAR else None
        start, end = timex.extent
        direction = direction_of(self.article.lower, start, end, sentence.start, sentence.end)
        future = direction == "future"
        reference = Reference(published=self.published, anchor=near, future=future)
        says = described(timex, reference, told.quarter)
        _note(says, timex, number, told)
        quote = self.article.text[start:end]
        return TimeExpression(
            start=start,
            end=end,
            text=quote,
            type=says.type,
            value=says.value,
            mod=says.mod,
            quant=timex.quant,
            freq=timex.freq,
        )


def _note(says: Described, timex: Timex, number: int, told: _Told) -> None:
    if says.day is not None and not timex.historical:
        told.day, told.sentence = day_span(says.day, "stated", ""), number
    if timex.quarter is not None and "-Q" in says.value:
        told.quarter = says.value


def _is_tagged(timex: Timex, lower: str) -> bool:
    """Leave out lone words such as "late" and "morning", which name no time by themselves."""
    if timex.kinds != ("part",):
        return "rate" not in timex.kinds
    if not part_code(timex.part):
        return False
    before = lower[max(0, timex.start - 4) : timex.start]
    return (
        timex.part == "overnight"
        or lower.startswith("the ", timex.start)
        or before.endswith((" at ", " by "))
    )


def _pieces(timex: Timex) -> tuple[Timex, ...]:
    """Cut "June 28-29" into its two days, which TIMEX3 marks one by one."""
    if timex.cut is None:
        return (timex,)
    start, end = timex.extent
    first = replace(timex, tag=(start, timex.cut[0]), cut=None, to_month=None, to_day=None, to_weekday=None)
    if timex.to_weekday is not None:
        second = replace(first, weekday=timex.to_weekday, tag=(timex.cut[1], end))
    else:
        second = replace(first, month=timex.to_month, day=timex.to_day, tag=(timex.cut[1], end))
    return first, second
