"""Rules for words that count from the day of the article or from another time."""

from __future__ import annotations

import re

from eventstudy.extract.article.text import word_set
from eventstudy.extract.times.time_rules import COUNT_HEADS, UNIT_HEADS, WEEKDAY_HEADS, Fields, TimeRule, rule
from eventstudy.extract.times.time_words import (
    COUNT,
    UNIT,
    WEEKDAY,
    count_of,
    unit_name,
    weekday_number,
    whole,
)

# "nearly two years ago" is one expression, "just two years ago" a word and one.
APPROXIMATIONS = {
    "more than": "MORE_THAN",
    "over": "MORE_THAN",
    "well over": "MORE_THAN",
    "just over": "MORE_THAN",
    "less than": "LESS_THAN",
    "fewer than": "LESS_THAN",
    "under": "LESS_THAN",
    "just under": "LESS_THAN",
    "at least": "EQUAL_OR_MORE",
    "no less than": "EQUAL_OR_MORE",
    "up to": "EQUAL_OR_LESS",
    "at most": "EQUAL_OR_LESS",
    "no more than": "EQUAL_OR_LESS",
    "about": "APPROX",
    "around": "APPROX",
    "approximately": "APPROX",
    "roughly": "APPROX",
    "nearly": "APPROX",
    "almost": "APPROX",
    "some": "APPROX",
    "close to": "APPROX",
}
_MODS = "|".join(sorted((name.replace(" ", r"\s+") for name in APPROXIMATIONS), key=len, reverse=True))
APPROXIMATELY = rf"(?:(?P<about>{_MODS})\s+)?"
ABOUT_HEADS = frozenset(name.split()[0] for name in APPROXIMATIONS)


def approximation(words: str | None) -> str:
    """Return the TIMEX3 modifier of words such as "more than"."""
    return APPROXIMATIONS.get(re.sub(r"\s+", " ", (words or "").lower()), "")


_HOURS = {"mornings": "TMO", "afternoons": "TAF", "evenings": "TEV", "nights": "TNI"}


def _weekday(m: re.Match[str]) -> Fields | None:
    number, modifier = weekday_number(m["weekday"]), re.sub(r"\s+", " ", (m["mod"] or "").lower())
    if m["plural"] or m["nights"] or modifier in ("every", "each"):
        value = f"XXXX-WXX-{number + 1}{_HOURS.get((m['nights'] or '').lower(), '')}"
        return {"type": "SET", "value": value, "quant": "EVERY", "kinds": ("set",)}
    fields: Fields = {"weekday": number, "modifier": modifier.removeprefix("the next"), "kinds": ("weekday",)}
    fields |= {"day": whole(m["day"])}
    if m["week"]:  # "Tuesday week" is a week after Tuesday
        return fields | {"modifier": "next", "count": 1, "unit": "week", "deictic": "a week from"}
    return fields


def _weekday_range(m: re.Match[str]) -> Fields | None:
    joined = (m["joined"] or "-").lower()
    if joined == "and" and (m["open"] or "").lower() != "between":
        return None
    fields: Fields = {"weekday": weekday_number(m["weekday"]), "to_weekday": weekday_number(m["last"])}
    tag = (m.start("weekday"), m.end())
    return fields | {"kinds": ("weekday",), "tag": tag, "cut": (m.end("weekday"), m.start("last"))}


def _weeks_from_weekday(m: re.Match[str]) -> Fields | None:
    count = count_of(m["count"])
    if count is None:
        return None
    where = "a week ago" if m["side"].lower() == "ago" else "a week from"
    fields: Fields = {"weekday": weekday_number(m["weekday"]), "count": int(count), "unit": "week"}
    return fields | {"deictic": where, "kinds": ("weekday",)}


def _day_word(m: re.Match[str]) -> Fields | None:
    word = re.sub(r"\s+", " ", m["word"].lower())
    return {"deictic": word, "kinds": ("deictic",), "tag": (m.start("word"), m.end())}


_DIRECTIONS = {
    "previously": "earlier",
    "beforehand": "earlier",
    "from now": "hence",
    "on": "later",
    "afterward": "later",
    "afterwards": "later",
    "thereafter": "later",
}


def _offset(m: re.Match[str]) -> Fields | None:
    words, direction = m["unit"], re.sub(r"\s+", " ", m["dir"].lower())
    unit, count = unit_name(words), count_of(m["count"])
    vague = count is None
    if not m["count"] and (not words.lower().endswith("s") or m["about"]):
        return None
    if unit == "second" and not words.lower().endswith("s"):
        return None
    direction = _DIRECTIONS.get(direction, direction)
    exactly = re.search(r"\bexactly\s\Z", m.string[max(0, m.start() - 9) : m.start()].lower())
    fields: Fields = {"count": None if vague else count, "unit": unit, "mod": approximation(m["about"])}
    fields |= {"number": m["count"] is not None}
    if m["exact"] or m["to_day"] or (exactly and not m["about"]):
        fields |= {"about": "exact"}
    if m["today"] and unit == "year":
        fields |= {"deictic": re.sub(r"\s+", " ", m["today"].lower())}
    elif m["today"]:
        return None
    if direction == "hence":
        return fields | {"deictic": "hence", "kinds": ("deictic",)}
    if direction in ("after", "before", "prior"):
        fields |= {"tag": (m.start(), m.end("unit")), "type": "DURATION"}
    return fields | {"direction": direction, "kinds": ("offset",)}


def _in_time(m: re.Match[str]) -> Fields | None:
    fields: Fields = {
        "count": count_of(m["count"]),
        "unit": unit_name(m["unit"]),
        "mod": approximation(m["about"]),
    }
    start = m.start("about") if m["about"] else m.start("count")
    return fields | {"deictic": "hence", "kinds": ("deictic",), "tag": (start, m.end())}


def _day_after(m: re.Match[str]) -> Fields | None:
    unit, direction = m["unit"].lower(), m["dir"].lower()
    part = unit if unit in ("night", "evening", "morning") else ""
    goes_on = re.match(r"\s+[\w\"']", m.string[m.end() : m.end() + 4])
    if not goes_on:
        direction = "later" if direction == "after" else "earlier"
    fields: Fields = {"count": 1, "unit": "day" if part else unit, "direction": direction, "part": part}
    return fields | {"kinds": ("offset",), "tag": (m.start(), m.end() if not goes_on else m.end("unit"))}


def _year_ago(m: re.Match[str]) -> Fields | None:
    unit = m["unit"].lower()
    return {"count": 1, "unit": unit, "direction": "ago", "kinds": ("comparison",)}


RULES: tuple[TimeRule, ...] = (
    rule(
        "weekday",
        WEEKDAY_HEADS | word_set("last next this the that coming past every each"),
        r"(?:(?P<mod>last|next|this(?:\s+(?:past|coming))?|the\s+following|the\s+previous|the\s+next|that|coming|past|every"
        rf"|each)\s+)?(?P<weekday>{WEEKDAY})(?P<plural>s)?(?![A-Za-z])(?:,?\s+the\s+(?P<day>\d{{1,2}}(?:st|nd|rd|th)))?(?P<week>\s+week\b)?(?:\s+(?P<nights>mornings|afternoons|evenings|nights)\b)?",
        _weekday,
    ),
    rule(
        "range of weekdays",
        WEEKDAY_HEADS | {"from", "between"},
        rf"(?:(?P<open>from|between)\s+)?(?P<weekday>{WEEKDAY})(?:\s+(?P<joined>to|through|until|till|and)\s+|\s*-\s*)"
        rf"(?P<last>{WEEKDAY})\b",
        _weekday_range,
    ),
    rule(
        "weeks from a weekday",
        COUNT_HEADS,
        rf"(?P<count>{COUNT})\s+weeks?\s+(?P<side>ago|from)\s+(?:on\s+|last\s+|next\s+)?(?P<weekday>{WEEKDAY})\b",
        _weeks_from_weekday,
    ),
    rule(
        "word for a day",
        "today yesterday tomorrow tonight the earlier later",
        r"(?:(?:earlier|later)\s+(?:on\s+)?)?(?P<word>today|yesterday|tomorrow|tonight|the\s+day\s+(?:before\s+yesterday"
        r"|after\s+tomorrow))\b",
        _day_word,
    ),
    rule(
        "distance",
        COUNT_HEADS | UNIT_HEADS | ABOUT_HEADS,
        rf"{APPROXIMATELY}(?:(?P<count>{COUNT})\s+)?(?P<unit>{UNIT})\s+(?:or\s+(?:so|more)\s+|(?P<exact>to\s+the\s+day)\s+)?"
        r"(?P<dir>later|earlier|ago|after|before|prior|previously|beforehand|afterwards?|thereafter|hence|from\s+now|on(?=[,.;]|\Z))(?![A-Za-z])"
        r"(?:,?\s+(?P<to_day>to\s+the\s+day)\b|(?<=ago)\s+(?P<today>today|this\s+(?:week|month))\b)?",
        _offset,
    ),
    rule(
        "time ahead",
        "in",
        rf"in\s+{APPROXIMATELY}(?P<count>{COUNT})\s+(?P<unit>{UNIT})(?:'s?)?\s+time\b",
        _in_time,
    ),
    rule(
        "day before or after",
        "the",
        r"the\s+(?P<unit>day|night|evening|morning|week|weekend|month|quarter|year)\s+(?P<dir>after|before)\b"
        r"(?!\s+(?:yesterday|tomorrow|last|next)\b)",
        _day_after,
    ),
    rule(
        "year ago",
        "the year month week quarter comparable same",
        r"(?:the\s+)?(?:(?:comparable|same|corresponding)\s+)?(?P<unit>year|month|week|quarter)-(?:earlier|ago|before)"
        r"(?:\s+(?P<noun>period|quarter|month|half|week))?\b",
        _year_ago,
    ),
)
