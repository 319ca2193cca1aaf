"""Rules for words that only the story told so far places: "the 24th", "two evenings later"."""

from __future__ import annotations

import re

from eventstudy.extract.times.durations import period_value
from eventstudy.extract.times.time_rules import COUNT_HEADS, Fields, TimeRule, rule
from eventstudy.extract.times.time_words import (
    COUNT,
    MONTH,
    UNIT,
    WEEKDAY,
    amount,
    count_of,
    month_number,
    ordinal,
    unit_name,
    weekday_number,
    whole,
)

_BEFORE_DAY = re.compile(
    r"\b(?:on|by|from|until|till|since|before|after|between|through"
    r"|(?:morning|afternoon|evening|night|eve|close) of)\s\Z"
)
_NUMBER = r"(?:3[01]|[12]\d|[1-9])(?:st|nd|rd|th)"
_SPELLED = (
    r"eleventh|twelfth|(?:thir|four|fif|six|seven|eigh|nine)teenth|twentieth|thirtieth|thirty-first"
    r"|twenty-(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth)"
)
# "the 24th" is a day where no noun follows: "the 24th floor", "the 19th century" are none.
_NO_NOUN = (
    r"(?=\s*(?:[.,;:)—]|\Z)|\s+(?:and|or|to|it|he|she|they|we|the|a|an|in|at|when|after|before|by|for|with|but|as|that"
    r"|which|who|from|on|until|was|were|is|had|did|has|could|would|will|because|while|amid|following|only|alone|there"
    r"|his|her|its|their|this|no|not|both|all|two|three|several|some|most|Mr|Mrs|Ms|President|Prime)\b"
    r"|\s+(?-i:[a-z]{3,14}(?<!ries)(?<!us)(?<!s)s)\s)"
)
_PARTS = r"(?P<part>mornings?|afternoons?|evenings?|nights?)"
_SIDES = {
    "earlier": "earlier",
    "before": "before",
    "later": "later",
    "after": "after",
    "ago": "ago",
    "on": "later",
}
_CLOSED = r"(?=\s*(?:[.,;:)—]|\Z))"
_LENGTHS = r"(?P<unit>seconds|minutes|hours|days|weeks|months|years)"


def _day(m: re.Match[str]) -> Fields | None:
    if not _BEFORE_DAY.search(m.string[max(0, m.start() - 14) : m.start()].lower()):
        return None
    return {"day": ordinal(m["day"]), "kinds": ("date",)}


def _days(m: re.Match[str]) -> Fields | None:
    tag = (m.start("first"), m.end())
    fields: Fields = {"day": whole(m["day"]), "to_day": whole(m["to"]), "kinds": ("date",), "tag": tag}
    return fields | {"cut": (m.end("day"), m.start("last"))}


def _month_beside(m: re.Match[str]) -> Fields | None:
    modifier = "the previous" if m["side"].lower() == "before" else "the following"
    return {"month": month_number(m["month"]), "modifier": modifier, "kinds": ("month",)}


def _weekday_beside(m: re.Match[str]) -> Fields | None:
    modifier = "the previous" if m["side"].lower() == "before" else "the following"
    return {"weekday": weekday_number(m["weekday"]), "modifier": modifier, "kinds": ("weekday",)}


def _weekdays_on(m: re.Match[str]) -> Fields | None:
    count = amount(m["count"])
    if count is None or count != int(count) or not 1 <= count < 60:
        return None
    fields: Fields = {"weekday": weekday_number(m["weekday"]), "count": int(count), "unit": "week"}
    return fields | {"direction": m["side"].lower(), "number": True, "kinds": ("weekday",)}


def _parts_on(m: re.Match[str]) -> Fields | None:
    count = count_of(m["count"])
    part, side = m["part"].lower().removesuffix("s"), _SIDES[m["side"].lower()]
    if count is None or m["part"].endswith("s") != (count > 1):
        return None
    fields: Fields = {"count": count, "unit": "day", "part": part, "direction": side, "number": True}
    tag = (m.start(), m.end("part") if side in ("after", "before") else m.end())
    return fields | {"kinds": ("offset",), "tag": tag}


def _that_followed(m: re.Match[str]) -> Fields | None:
    """Read "in the weeks that followed", "in the following days" and "over the following three days"."""
    unit, count = unit_name(m["unit"]), count_of(m["count"]) if m["count"] else None
    fields: Fields = {"count": count, "unit": unit, "direction": "later", "about": "within", "number": True}
    fields |= {"type": "DURATION", "value": period_value(unit, count), "kinds": ("offset",)}
    end = m.end("unit")
    if m["before"] and count is None:
        fields |= {"type": "DATE", "value": "FUTURE_REF"}
    return fields | {"tag": (m.start("the"), end)}


def _within(m: re.Match[str]) -> Fields | None:
    if not m["count"] and not m["unit"].lower().endswith("s"):
        return None
    unit = unit_name(m["unit"])
    if unit == "quarter" or (m["rel"] and not m["of"]):
        return None
    start = m.start("count") if m["count"] else m.start("unit")
    fields: Fields = {"count": count_of(m["count"]), "unit": unit, "direction": "later", "number": True}
    fields |= {"about": "within", "type": "DURATION", "kinds": ("offset",)}
    return fields | {"tag": (start, m.end("unit"))}


RULES: tuple[TimeRule, ...] = (
    rule("day of the story's month", "the", rf"the\s+(?P<day>{_NUMBER}|{_SPELLED})\b{_NO_NOUN}", _day),
    rule(
        "days of the story's month",
        "from between",
        rf"(?:from|between)\s+(?P<first>the\s+(?P<day>{_NUMBER}))\s+(?:to|and|until|till|through)\s+"
        rf"(?P<last>(?:the\s+)?(?P<to>{_NUMBER}))\b{_NO_NOUN}",
        _days,
    ),
    rule(
        "month before or after",
        "the",
        rf"the\s+(?P<month>{MONTH})\s+(?P<side>before|after|following){_CLOSED}",
        _month_beside,
    ),
    rule(
        "weekday before or after",
        "the",
        rf"the\s+(?P<weekday>{WEEKDAY})\s+(?P<side>before|after|following){_CLOSED}",
        _weekday_beside,
    ),
    rule(
        "weekdays later",
        COUNT_HEADS,
        rf"(?P<count>{COUNT})\s+(?P<weekday>{WEEKDAY})s?\s+(?P<side>later|earlier|ago)\b",
        _weekdays_on,
    ),
    rule(
        "parts of days later",
        COUNT_HEADS,
        rf"(?P<count>{COUNT})\s+{_PARTS}\s+(?P<side>later|earlier|ago|after|before|on(?=[,.;]))\b",
        _parts_on,
    ),
    rule(
        "time that followed",
        "in over during within",
        rf"(?:in|over|during|within)\s+(?P<the>the)\s+(?:(?P<before>following|ensuing|subsequent)\s+)?(?:(?P<count>{COUNT})\s+)?"
        rf"{_LENGTHS}\b(?(before)|\s+(?:that\s+(?:followed|ensued|came\s+after)|after(?:wards?|{_CLOSED})|thereafter))",
        _that_followed,
    ),
    rule(
        "within",
        "within inside",
        rf"(?:within|inside)\s+(?:the\s+(?P<rel>space)\s+of\s+)?(?:(?P<count>{COUNT})\s+)?(?P<unit>{UNIT})\b(?!-|')(?P<of>\s+of\b)?",
        _within,
    ),
)
