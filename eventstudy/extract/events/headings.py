"""The time that heads an entry, or a section, of a timeline or a live blog."""

from __future__ import annotations

import re
from dataclasses import replace

from eventstudy.extract.article.text import Article, Sentence
from eventstudy.extract.times.timex import Timex, find_times, merged

# The bare clock time that heads an entry of a live blog.
_BARE_CLOCK = re.compile(r"(?P<hour>[01]?\d|2[0-3])[:.](?P<minute>[0-5]\d)")
_ALL_TIMES = re.compile(r"\b[Aa]ll times (?:are )?(?:in )?(?P<zone>[A-Z]{2,5}|local)\b")
_HEAD = 1_500


def heading_of(article: Article, sentence: Sentence) -> Timex | None:
    """Return the time that heads the entry of ``sentence``, on the day of its section."""
    entry = _time_in(article, sentence.heading_time)
    section = _time_in(article, sentence.section_time)
    if entry is None or section is None:
        return entry or section
    hour = set(entry.kinds) <= {"clock", "part"}
    return (
        merged(entry, section, start=entry.start, end=entry.end) if hour and section.clock is None else entry
    )


def _time_in(article: Article, words: tuple[int, int] | None) -> Timex | None:
    if words is None:
        return None
    times = find_times(article.clean, *words)
    if not times:
        return _bare_clock(article, words)
    only_hour = set(times[0].kinds) <= {"clock"} and not times[0].zone
    return replace(times[0], zone=_zone_of_all(article)) if only_hour else times[0]


def _bare_clock(article: Article, words: tuple[int, int]) -> Timex | None:
    """Return "14:30" as a time, in the zone that the live blog says all its times are in."""
    bare = _BARE_CLOCK.fullmatch(article.clean, *words)
    if bare is None:
        return None
    clock = (int(bare["hour"]), int(bare["minute"]))
    return Timex(start=words[0], end=words[1], clock=clock, zone=_zone_of_all(article), kinds=("clock",))


def _zone_of_all(article: Article) -> str:
    """Return the zone that a live blog says all its times are in, else empty."""
    said = _ALL_TIMES.search(article.clean, 0, _HEAD)
    return said["zone"] if said else ""
