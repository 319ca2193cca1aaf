"""The times of a sentence that can date what it tells."""

from __future__ import annotations

import re
from dataclasses import replace

from eventstudy.extract.article.text import Article
from eventstudy.extract.times.timex import Timex, find_times, merged

# What may stand between an hour and its day: "6 p.m. (Tokyo time), on Monday".
_ZONE_BETWEEN = re.compile(
    r"[\s,(]*(?:(?:[A-Z][\w.]* ?){1,3} time[\s,)]*|in (?:[A-Z][\w.]* ?){1,3},? ?)?(?:(?:on|of|the)\s+)*"
)

# "Two days after", with no event behind it, counts from what was told before.
COUNTED = {"after": "later", "before": "earlier", "prior": "earlier"}


def story_times(article: Article, start: int, end: int) -> list[Timex]:
    """Return the times of ``[start, end)`` that can date.

    "A Saturday" is none; "the Monday" is that of the story.
    """
    found: list[Timex] = []
    for timex in _whole(article.clean, find_times(article.clean, start, end)):
        bare = timex.weekday is not None and not (timex.has_day or timex.modifier or timex.direction)
        before = article.lower[max(start, timex.start - 4) : timex.start] if bare else ""
        if before == "the ":
            found.append(replace(timex, modifier="that"))
        elif not before.endswith((" a ", "(a ")):
            found.append(timex)
    return found


def _whole(clean: str, times: list[Timex]) -> list[Timex]:
    """Join "ten years ago" with "today", and an hour with a day that only a zone stands between.

    "At half past six, Tokyo time, on Monday" is one time.
    """
    whole: list[Timex] = []
    for timex in times:
        left = whole[-1] if whole else None
        if left is not None and _is_to_the_day(left, timex):
            whole[-1] = replace(left, deictic="today", end=timex.end)
        elif left is not None and _is_hour_of(clean, left, timex):
            whole[-1] = merged(left, timex, start=left.start, end=timex.end)
        else:
            whole.append(timex)
    return whole


def _is_to_the_day(left: Timex, right: Timex) -> bool:
    return left.direction == "ago" and right.deictic == "today" and right.start - left.end < 3


def _is_hour_of(clean: str, left: Timex, right: Timex) -> bool:
    if not (only_clock(left) and _is_day(right)):
        return False
    return _ZONE_BETWEEN.fullmatch(clean, left.end, right.start) is not None


def _is_day(timex: Timex) -> bool:
    return (timex.weekday is not None or timex.has_day) and timex.clock is None and not timex.direction


def needs_another(timex: Timex) -> bool:
    """Whether the words count from another event: "two days later", "the following Monday"."""
    return (
        bool(timex.direction)
        or timex.modifier in ("the following", "the previous")
        or timex.relative_year == "that"
    )


def only_clock(timex: Timex) -> bool:
    """Whether the words give an hour, or a part of the day, and no day: "at about 11 p.m."."""
    return bool(timex.kinds) and set(timex.kinds) <= {"clock", "part"} and not timex.deictic
