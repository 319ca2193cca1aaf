"""Rules for hours of the clock."""

from __future__ import annotations

import re

from eventstudy.extract.article.text import word_set
from eventstudy.extract.times.time_rules import Fields, TimeRule, rule
from eventstudy.extract.times.time_words import CARDINALS, NUMBER_WORD, ZONE

_ABOUT = (
    r"(?:(?P<about>(?:(?:some\s+time|just|shortly|soon|immediately|right|minutes|moments|not\s+long"
    r"|a\s+(?:little|few\s+minutes|minute))\s+)?"
    r"(?:before|after|past)|just\s+gone|(?:at\s+)?(?:about|around|roughly|approximately|nearly|almost|close\s+to)|by|until"
    r"|no\s+later\s+than)\s+)?"
)
_HALF = r"\s*(?P<half>[ap]\.\s?m\b\.?|[ap]m\b)"
_TOWN = (
    r"London|New York|Tokyo|Beijing|Moscow|Washington|Baghdad|Tehran|Riyadh|Vienna|Paris|Frankfurt|Hong Kong"
    r"|Sydney"
)
_ZONED = rf"(?:(?:,?\s+|\s*\()(?P<zone>{ZONE})|\s+in\s+(?P<town>(?-i:{_TOWN}))\b)?"
GREENWICH = r"(?:\s*\(\s*(?P<other>(?:[01]\d|2[0-3]):?[0-5]\d)\s*(?:GMT|UTC)\))?"
_HOUR = r"(?P<hour>[01]?\d|2[0-3])"
_WORD_HOUR = r"one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
# "six that evening": the half of the day is told by words of their own, which name the day.
_DAY_WORDS = (
    r"(?:that(?:\s+(?:same|very))?|this|the(?:\s+(?:same|next|following|previous|very\s+same))?|next|last|yesterday|tomorrow"
    r"|(?-i:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day))"
)
_PART_WORDS = r"morning|afternoon|evening|night"
_TOLD_HALF = (
    rf"(?:\s+(?:in\s+the|at)\s+(?P<of_day>{_PART_WORDS})\b"
    rf"|(?=,?\s+(?:on\s+)?{_DAY_WORDS}\s+(?P<of_day2>{_PART_WORDS})\b))"
)
_OF_DAY = rf"{_TOLD_HALF}?"
_AT = re.compile(r"\b(?:at|from|until|till|by|since|was|to)\s\Z")
# "traded at 2.40 that morning" tells a price.
_PRICED = re.compile(
    r"\b(?:trad\w+|quot\w+|stood|stands|clos\w+|end\w+|open\w+|settl\w+|pric\w+|fix\w+|chang\w+ hands"
    r"|to|was|from|by)\s(?:\w+\s)?(?:at\s)?\Z"
)
_HEADS = frozenset(_WORD_HOUR.split("|")) | word_set(
    "# about around roughly approximately nearly almost close shortly just soon immediately right"
    " minutes moments not some before after past by until at no noon midnight half quarter a twenty"
    " twelve"
)
_EARLIEST_AT_NIGHT = 6
_NO_HOUR = r"(?![\d%]|[.:]\d|\s*(?:percent|per cent|million|billion))"


def _clock(m: re.Match[str], hour: int, minute: int) -> Fields:
    groups = m.groupdict()
    zone = groups.get("zone") or (f"{groups['town']} time" if groups.get("town") else "")
    about = _about(groups["about"])
    # "about 3 p.m." is one expression, "after 3 p.m." a preposition and one.
    start = m.start() if about in ("", "near about") else m.end("about") + 1
    start += 3 * m.string.startswith(("at ", "At "), start)
    if not zone or zone.lower().startswith("local"):
        zone = zone_of((hour, minute), groups.get("other")) or zone
    end = m.start("other") if groups.get("other") else m.end()
    tag = (start, m.start() + len(m.string[m.start() : end].rstrip(" (")))
    return {"clock": (hour, minute), "zone": zone, "about": about, "tag": tag, "kinds": ("clock",)}


def _about(words: str | None) -> str:
    """Return how a clock time is meant: empty if exact, "before", "after", "by" or "near ..."."""
    words = re.sub(r"\s+", " ", (words or "").lower())
    if words in ("", "before", "after", "by"):
        return words
    if words == "just gone":
        return "near after"
    if words in ("until", "no later than"):
        return "by"
    side = next((word for word in ("before", "after", "past") if words.endswith(word)), "about")
    return f"near {'after' if side == 'past' else side}"


def zone_of(local: tuple[int, int], universal: str | None) -> str:
    """Return the zone in which it is ``local`` at that time of Greenwich: "2 p.m. (1800 GMT)" is UTC-4."""
    if universal is None:
        return ""
    digits = universal.replace(":", "")
    minutes = 60 * (local[0] - int(digits[:2])) + local[1] - int(digits[2:])
    hours, rest = divmod(abs((minutes + 720) % 1440 - 720), 60)
    sign = "-" if (minutes + 720) % 1440 < 720 else "+"
    return f"UTC{sign}{hours}:{rest:02d}" if rest else f"UTC{sign}{hours}"


def _of_twelve(hour: int, half: str) -> int | None:
    """Return the hour of 24 for one of 12 with "a" or "p"."""
    return hour % 12 + (12 if half == "p" else 0) if 1 <= hour <= 12 else None


def _halved(m: re.Match[str]) -> Fields | None:
    hour = _of_twelve(int(m["hour"]), m["half"][0].lower())
    return None if hour is None else _clock(m, hour, int(m["minute"] or 0))


def _twenty_four(m: re.Match[str]) -> Fields | None:
    told = m["zone"] or m["hours"] or m["town"] or m["other"] or m["mark"].lower() == "h"
    before = m.string[max(0, m.start() - 9) : m.start()].lower()
    sure = m["mark"] == ":" and (m["about"] or re.search(r"\b(?:at|from|until|till|by|since)\s\Z", before))
    return _clock(m, int(m["hour"]), int(m["minute"])) if told or sure else None


def _four_digits(m: re.Match[str]) -> Fields:
    return _clock(m, int(m["digits"][:2]), int(m["digits"][2:]))


def _named(m: re.Match[str]) -> Fields | None:
    if m["name"].lower() == "noon":
        return _clock(m, 12, 0)
    if m["zone"]:
        return _clock(m, 0, 0)
    # Midnight lies between two days: without a zone it is read as a part of the day.
    side = _about(m["about"]).removeprefix("near ")
    start = m.end("about") + 1 if m["about"] else m.start()
    tag = (start, m.end())
    return (
        {"part": f"{side} midnight", "tag": tag, "kinds": ("part",)} if side in ("before", "after") else None
    )


def _spoken(m: re.Match[str]) -> Fields | None:
    """Read "half past eight", "quarter to nine in the morning" and "eight o'clock"."""
    groups = m.groupdict()
    hour = CARDINALS[m["spoken"].lower()] if m["spoken"].isalpha() else int(m["spoken"])
    minute = _minutes(groups.get("past"))
    if not 1 <= hour <= 12 or minute is None:
        return None
    if (groups.get("side") or "").lower() in ("to", "before") and minute:
        hour, minute = (hour - 2) % 12 + 1, 60 - minute
    part = (m["of_day"] or m["of_day2"] or "").lower()
    half = {"morning": "a", "afternoon": "p", "evening": "p", "night": "p"}.get(part, "")
    half = half or (groups.get("half") or "")[:1].lower()
    if part == "night" and (hour == 12 or hour < _EARLIEST_AT_NIGHT):
        return None  # of the day or of the next
    if not half:  # which half of the day is not said: no clock time is known
        return {"kinds": ("hour",), "value": f"T{hour:02d}:{minute:02d}", "type": "TIME"}
    return _clock(m, _of_twelve(hour, half) or 0, minute)


def _of_part(m: re.Match[str]) -> Fields | None:
    """Read "2.40 in the afternoon", "at 11 in the morning" and the hour of "at six that evening"."""
    before = m.string[max(0, m.start() - 24) : m.start()].lower()
    told = bool(m["about"]) or bool(_AT.search(before[-6:]))
    if not told or (m["minute"] and _PRICED.search(before)):
        return None
    if m["minute"] is None and before.endswith((" to ", "from ", " was ")) and m["of_day"] is None:
        return None
    hour = CARDINALS[m["spoken"].lower()] if m["spoken"].isalpha() else int(m["spoken"])
    part = (m["of_day"] or m["of_day2"]).lower()
    half = "a" if part == "morning" else "p"
    if not 1 <= hour <= 12 or (part == "night" and (hour == 12 or hour < _EARLIEST_AT_NIGHT)):
        return None
    return _clock(m, _of_twelve(hour, half) or 0, int(m["minute"] or 0))


def _minutes(words: str | None) -> int | None:
    if words is None:
        return 0
    first = words.lower().removeprefix("a ").split()[0]
    minute = (
        {"half": 30, "quarter": 15}.get(first)
        or CARDINALS.get(first)
        or (int(first) if first.isdigit() else 99)
    )
    return minute if minute < 60 else None


RULES: tuple[TimeRule, ...] = (
    rule(
        "clock of twelve hours",
        _HEADS,
        rf"{_ABOUT}{_HOUR}(?:[:.](?P<minute>[0-5]\d)(?::[0-5]\d)?)?{_HALF}{_ZONED}{GREENWICH}",
        _halved,
    ),
    rule(
        "clock of twenty-four hours",
        _HEADS,
        rf"{_ABOUT}{_HOUR}(?P<mark>[:.h])(?P<minute>[0-5]\d)(?::[0-5]\d)?{_NO_HOUR}(?P<hours>\s*h(?:ou)?rs?\b)?{_ZONED}"
        rf"{GREENWICH}",
        _twenty_four,
    ),
    rule(
        "clock of four digits",
        _HEADS,
        rf"{_ABOUT}(?P<digits>(?:[01]\d|2[0-3])[0-5]\d)(?:\s*h(?:ou)?rs\b(?:,?\s+\(?(?P<zone>{ZONE}))?|(?=\s*\(?(?-i:GMT|UTC|Z)\b"
        rf"|\s+\(?{ZONE})\s*\(?(?P<zone2>(?-i:Z\b)|{ZONE}))",
        lambda m: _four_digits(m) | ({"zone": m["zone2"].replace("Z", "UTC")} if m["zone2"] else {}),
    ),
    rule("noon", _HEADS, rf"{_ABOUT}(?:12\s+)?(?P<name>noon|midnight)\b{_ZONED}", _named),
    rule(
        "spoken clock",
        _HEADS,
        rf"{_ABOUT}(?P<past>(?:half|(?:a\s+)?quarter|(?:{NUMBER_WORD}|\d{{1,2}})(?:\s+minutes)?))\s+"
        rf"(?P<side>past|to|after|before)\s+(?P<spoken>{_WORD_HOUR}|\d{{1,2}})\b(?!\s*[%\d.:/])(?!-|\s+[a-z]+s\b){_OF_DAY}(?:{_HALF})?",
        lambda m: (
            _spoken(m)
            if m["past"][:4].lower() in ("half", "quar", "a qu") or m["of_day"] or m["of_day2"] or m["half"]
            else None
        ),
    ),
    rule(
        "o'clock",
        _HEADS,
        rf"{_ABOUT}(?P<spoken>{_WORD_HOUR}|\d{{1,2}})\s+o'clock\b{_OF_DAY}(?P<half>(?!))?",
        _spoken,
    ),
    rule(
        "hour of a part of a day",
        _HEADS,
        rf"{_ABOUT}(?P<spoken>{_WORD_HOUR}|1[0-2]|0?[1-9])(?:[:.](?P<minute>[0-5]\d))?(?!\d){_TOLD_HALF}{_ZONED}",
        _of_part,
    ),
)
