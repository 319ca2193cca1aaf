"""Signs that a text tells a history, whose latest day is not its own."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import timedelta

from eventstudy.extract.article.text import Article, Sentence, sentence_at, word_set
from eventstudy.extract.publication.lead_day import lead_weekday
from eventstudy.extract.publication.stated_day import Inference, no_day
from eventstudy.extract.publication.told_dates import ToldDates, ToldDay, is_ahead, is_any_such_day, opening
from eventstudy.extract.times.tense import direction_of
from eventstudy.extract.times.timex import Timex, find_times

_WEEKS = timedelta(days=40)
_YEAR = timedelta(days=400)
_LOOKS_BACK = re.compile(
    r"\b(?:anniversary|(?:five|six|seven|eight|nine|ten|fifteen|twenty|thirty|forty|fifty|\d\d) years"
    r" (?:ago|on|later|after|since|have (?:now )?(?:passed|gone by))|(?:a|two|three|four|five) decades?"
    r" (?:ago|on|later|after)|looking back|look back|retrospective|on this day|this day in"
    r"|(?:quarter of a|half a|a) century (?:ago|on|later))\b"
)
_DEFINITION = re.compile(
    r"[^.,;:]{3,60}(?:\([^()]{0,80}\) )?(?:, [^,]{2,60}, )?(?:was|were|refers to|is the name)"
    r" (?:an? |the |one of )?"
    r"(?:[a-z-]{2,16} ){0,5}(?:agreement|treaty|accord|pact|deal|crisis|crash|panic|scandal|war"
    r"|attacks?|disaster|raid|collapse|failure|merger|company|bank|fund|default|strike|shock|bubble|recession|devaluation|series|event"
    r"|period"
    r"|episode|name|programme|program|conflict|blockade|embargo|massacre|bombing|bombings|coup|revolution|storm|hurricane"
    r"|earthquake|accident|outage|fraud|policy|plan|tax|law|act)\b"
)
_LONG_UNITS = word_set("week fortnight month quarter year decade")


def goes_beyond(article: Article, times: Sequence[Timex], last: ToldDay) -> Inference | None:
    """Return why a text that tells what came weeks or years after its latest date is not of that day."""
    if lead_weekday(article) is not None:
        return None
    told = last.time
    for timex in times:
        if timex.start <= told.start:
            continue
        if timex.has_day or timex.year is not None:
            told = timex
        later = timex.direction in ("later", "next") and timex.unit in _LONG_UNITS and timex.weekday is None
        if told is last.time and later and not is_ahead(article, timex) and not _is_to_come(article, timex):
            said = article.text[timex.start : timex.end]
            return no_day(f"the text goes on from {last.day}, its latest date, to {said!r}")
    return None


def _is_to_come(article: Article, timex: Timex) -> bool:
    """Whether the verbs beside a time speak of the future or of what may be."""
    sentence = sentence_at(article, timex.start)
    low, high = (sentence.start, sentence.end) if sentence else (0, len(article.lower))
    return direction_of(article.lower, timex.start, timex.end, low, high) != "past"


def is_definition(article: Article) -> bool:
    """Whether the text opens as a work of reference does ("The accord was an agreement")."""
    first = next((s for s in article.sentences if s.kind == "body" and s.is_news), None)
    if first is None or not _DEFINITION.match(article.lower, first.start, first.end):
        return False
    times = [t for s in opening(article) for t in find_times(article.clean, s.start, s.end)]
    weekdays = [t for t in times if t.weekday is not None and not is_any_such_day(article, t)]
    return not any(t.deictic for t in times) and all(t.has_day for t in weekdays)


def looks_back(sentences: Sequence[Sentence], article: Article) -> bool:
    """Whether the sentences speak of an anniversary, or of what was so many years ago."""
    return any(_LOOKS_BACK.search(article.lower, s.start, s.end) for s in sentences)


def tells_weeks(article: Article, told: ToldDates, last: ToldDay) -> Inference | None:
    """Return why a text that tells the days of many weeks, its last one not first, is no news of that day."""
    days = sorted(one.day for one in told.past if last.day - one.day < _YEAR)
    early = any(s.start <= last.time.start < s.end for s in opening(article))
    caption = any(s.caption and s.start <= last.time.start < s.end for s in article.sentences)
    entries = sum(s.heading_time is not None for s in article.sentences)
    long = len(days) > 2 and days[-1] - days[0] > _WEEKS
    if early or caption or not (long or entries > 3):
        return None
    return no_day(f"the text tells the days from {days[0]} to {last.day} and names none as its own")
