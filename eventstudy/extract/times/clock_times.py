"""Rules for hours of the clock and parts of a day."""

from __future__ import annotations

import re

from eventstudy.extract.article.text import word_set
from eventstudy.extract.times.time_rules import Fields, TimeRule, rule
from eventstudy.extract.times.time_words import CARDINALS, NUMBER_WORD, PARTS_OF_A_DAY, ZONE

_ABOUT = (
    r"(?:(?P<about>(?:(?:some\s+time|just|shortly|soon|immediately|right|minutes|moments|not\s+long)\s+)?"
    r"(?:before|after|past)|(?:at\s+)?(?:about|around|roughly|approximately|nearly|almost|close\s+to)|by|until"
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
_OF_DAY = r"(?:\s+(?:in\s+the|at)\s+(?P<of_day>morning|afternoon|evening|night))?"
_HEADS = frozenset(_WORD_HOUR.split("|")) | word_set(
    "# about around roughly approximately nearly almost close shortly just soon immediately right"
    " minutes moments not some before after past by until at no noon midnight half quarter a twenty"
    " twelve"
)
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
    half = {"morning": "a", "afternoon": "p", "evening": "p", "night": "p"}.get(
        (m["of_day"] or "").lower(), ""
    )
    half = half or (m["half"] or "")[:1].lower()
    if not half:  # which half of the day is not said: no clock time is known
        return {"kinds": ("hour",), "value": f"T{hour:02d}:{minute:02d}", "type": "TIME"}
    return _clock(m, _of_twelve(hour, half) or 0, minute)


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


def _part(m: re.Match[str]) -> Fields | None:
    part = re.sub(r"[\s-]+", " ", m["part"].lower())
    part = {"wee hours": "small hours", "mid day": "midday", "daybreak": "dawn", "sunrise": "dawn"}.get(
        part, part
    )
    part = part.removesuffix(" hours") if part.endswith(("morning hours", "night hours")) else part
    return {"part": part, "kinds": ("part",)}


def _edge(m: re.Match[str]) -> Fields | None:
    part = re.sub(r"\s+", " ", m["edge"].lower()).removeprefix("very ")
    return {
        "part": {"beginning": "start", "middle": "mid", "close": "end"}.get(part, part),
        "kinds": ("part",),
    }


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
            if m["past"][:4].lower() in ("half", "quar", "a qu") or m["of_day"] or m["half"]
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
        "part of a day",
        "the early late mid morning afternoon evening night small wee predawn pre dawn daybreak dusk"
        " sunrise sunset nightfall midday overnight lunchtime midnight",
        rf"(?:the\s+)?(?P<part>{PARTS_OF_A_DAY})\b(?!-\w|'s|\s*(?:club|star)\b)",
        _part,
    ),
    rule(
        "edge of a time",
        "the early late mid beginning start end middle turn close eve",
        r"(?:the\s+)?(?P<edge>(?<!the\s)(?:early|late|mid)\b|(?:very\s+)?(?:beginning|start|end|middle|turn|close|eve)(?=\s+of\b))",
        _edge,
    ),
)
