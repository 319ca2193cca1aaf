"""A rule for one kind of time expression: the words it may begin with, its pattern, and its reader."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from eventstudy.extract.article.text import word_set
from eventstudy.extract.times.time_words import (
    CARDINALS,
    MONTHS,
    ORDINALS,
    WEEKDAYS,
)

Fields = dict[str, object]
Reader = Callable[[re.Match[str]], Fields | None]

# A rule is tried only at words of its ``heads``; "#" stands for every word that begins with a digit.
MONTH_HEADS = frozenset(MONTHS) | word_set("jan feb mar apr jun jul aug sep sept oct nov dec")
WEEKDAY_HEADS = (
    frozenset(WEEKDAYS)
    | {f"{day}s" for day in WEEKDAYS}
    | word_set("mon tue tues wed weds thu thur thurs fri sat sun")
)
COUNT_HEADS = frozenset(CARDINALS) | word_set(
    "# half few couple handful several some many countless numerous dozens multiple various"
)
UNIT_HEADS = word_set(
    "second seconds minute minutes hour hours day days week weeks fortnight fortnights month months quarter"
    " quarters year years decade decades century centuries weekend weekends"
)
ORDINAL_HEADS = frozenset(name.split("-")[0] for name in ORDINALS) | {"#"}


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeRule:
    """One kind of expression; ``read`` returns the fields of a ``Timex``, or None where it is none."""

    name: str
    heads: frozenset[str]
    pattern: re.Pattern[str]
    read: Reader


def rule(name: str, heads: frozenset[str] | str, pattern: str, read: Reader) -> TimeRule:
    """Return a rule; the pattern is matched without regard to case."""
    words = word_set(heads) if isinstance(heads, str) else heads
    return TimeRule(name=name, heads=words, pattern=re.compile(pattern, re.IGNORECASE), read=read)
