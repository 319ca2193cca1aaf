"""Rules for words that name a day or a month of the calendar."""

from __future__ import annotations

import re

from eventstudy.extract.article.text import word_set
from eventstudy.extract.times.holidays import NAMES
from eventstudy.extract.times.time_rules import MONTH_HEADS, ORDINAL_HEADS, Fields, TimeRule, rule
from eventstudy.extract.times.time_words import (
    DAY,
    MONTH,
    ORDINAL,
    YEAR,
    month_number,
    ordinal,
    weekday_number,
    whole,
)

_NOT_A_DAY = (
    r"(?!:\d|%|\.\d|-\w*\d*\s*(?:percent|per cent)"
    r"|\s*(?:%|percent\b|per\s|[ap]\.?m\b|million|billion|points?\b"
    r"|cents?\b"
    r"|basis))"
)
_TAIL_YEAR = rf"(?:(?:,\s*|\s+(?:of\s+|in\s+)?)(?P<year>{YEAR})\b(?!,\d|-\d))?"
_TAIL_REL = r"(?:,?\s+(?:of\s+)?(?P<rel>this|last|next|that|the\s+same)\s+year\b)?"
_BEFORE_MONTH = re.compile(
    r"\b(?:in|since|by|until|till|from|last|next|this|of|through|throughout|to|during|for|between|before|after|every"
    r"|late|early|mid|each|and|or|around|about|than|on)[\s-]+\Z",
    re.IGNORECASE,
)
_AFTER_NAME = re.compile(
    r"\s+(?:not|be|have|also|well|yet|still|soon|never|seem)\b|'s\s+(?:government|cabinet)"
)
_WORDS_TOO = ("may", "march", "mar", "jun", "jan")


def _iso(m: re.Match[str]) -> Fields | None:
    month, day = int(m["month"]), int(m["day"])
    if not month or not day:
        return None
    fields: Fields = {"year": int(m["year"]), "month": month, "day": day, "kinds": ("date",)}
    if m["hour"] is None:
        return fields
    clock = (int(m["hour"]), int(m["minute"]))
    return fields | {"clock": clock, "zone": _zone_of_offset(m["zone"] or ""), "kinds": ("date", "clock")}


def _zone_of_offset(words: str) -> str:
    """Return "UTC" for "Z", "UTC+03:00" for "+03:00"."""
    return f"UTC{words}" if words[:1] in ("+", "-") else "UTC" if words else ""


def _slashed(m: re.Match[str]) -> Fields | None:
    first, second, year = int(m["first"]), int(m["second"]), int(m["year"])
    year += 0 if year > 99 else 2000 if year < 50 else 1900
    if not 1 <= min(first, second) <= 12 or max(first, second) > 31:
        return None
    fields: Fields = {"year": year, "kinds": ("date",)}
    if second > 12:
        return None if m["mark"] == "." else fields | {"month": first, "day": second}
    # "03/01/2020" is March in one country and January in another.
    unsure = m["mark"] == "/" and first <= 12 and first != second
    return fields | {"day": first, "month": second, "unsure": unsure}


def _range(m: re.Match[str]) -> Fields | None:
    groups = m.groupdict()
    month, late = month_number(m["month"]), groups.get("late")
    fields: Fields = {"month": month, "day": whole(m["day"]), "year": whole(m["year"]), "kinds": ("date",)}
    fields |= {"to_month": month_number(late) if late else month, "to_day": whole(m["to"])}
    first_end = m.end("day") if not late else max(m.end("day"), m.end("month"))
    second = min(m.start("to"), m.start("late")) if late else m.start("to")
    if m.start("month") < m.start("to"):
        first_end = max(m.end("day"), m.end("month"))
    return fields | {"tag": (min(m.start("month"), m.start("day")), m.end()), "cut": (first_end, second)}


def _open_range(m: re.Match[str]) -> Fields | None:
    """Read a range joined by "and" only after "between" or "from": else they are two dates."""
    joined = re.search(r"\band\b", m.string[m.end("day") : m.start("to")], re.IGNORECASE)
    return _range(m) if m["open"] or not joined else None


def _dated(m: re.Match[str]) -> Fields | None:
    month, rel = month_number(m["month"]), (m.groupdict().get("rel") or "").lower()
    fields: Fields = {"month": month, "day": ordinal(m["day"]), "year": whole(m["year"]), "kinds": ("date",)}
    return fields | {"relative_year": "that" if rel.startswith("the") else rel}


def _day_of_this_month(m: re.Match[str]) -> Fields | None:
    which = m["which"].lower()
    month = "this month" if which == "the" else f"{which} month"
    return {"day": ordinal(m["day"]), "deictic": month, "kinds": ("deictic",)}


def _holiday(m: re.Match[str]) -> Fields | None:
    name = re.sub(r"\s+", " ", m["holiday"])
    if not (name[0].isupper() or name[0].isdigit()):
        return None
    before = m.string[max(0, m.start() - 9) : m.start()].lower()
    if name.lower() == "new year" and not re.search(r"\b(?:at|over|before|after|since|until)\s\Z", before):
        return None
    return {"holiday": name.lower(), "year": whole(m["year"]), "kinds": ("date",)}


def _month(m: re.Match[str]) -> Fields | None:
    modifier, rel = (m["mod"] or "").lower(), (m["rel"] or "").lower()
    rel = "that" if rel.startswith("the") else rel
    name, year = m["month"], whole(m["year"])
    if year is None and not modifier and not rel and _is_word(m):
        return None
    if modifier in ("every", "each"):
        value = f"XXXX-{month_number(name):02d}"
        return {"type": "SET", "value": value, "quant": "EVERY", "kinds": ("set",)}
    fields: Fields = {"month": month_number(name), "year": year, "kinds": ("month",)}
    return fields | {"modifier": modifier, "relative_year": rel}


def _is_word(m: re.Match[str]) -> bool:
    """Whether "May", "March" or "August" is no month here but a verb or a name."""
    before, after = m.string[max(0, m.start() - 12) : m.start()], m.string[m.end() : m.end() + 24]
    weak = m["month"].rstrip(".").lower() in _WORDS_TOO
    return bool(_AFTER_NAME.match(after)) or (weak and not _BEFORE_MONTH.search(before))


def _part_of_month(m: re.Match[str]) -> Fields | None:
    fields: Fields = {"nth": ordinal(m["nth"]), "unit": m["unit"].lower(), "month": month_number(m["month"])}
    return fields | {"year": whole(m["year"]), "kinds": ("month",)}


def _nth_weekday(m: re.Match[str]) -> Fields | None:
    fields: Fields = {"nth": ordinal(m["nth"]), "weekday": weekday_number(m["weekday"])}
    return fields | {"month": month_number(m["month"]), "year": whole(m["year"]), "kinds": ("month",)}


def _week_of(m: re.Match[str]) -> Fields | None:
    month, day = m["month"] or m["month2"], m["day"] or m["day2"]
    fields: Fields = {"unit": f"{m['unit'].lower()} of", "month": month_number(month), "day": whole(day)}
    return fields | {"year": whole(m["year"]), "kinds": ("date",)}


_HOLIDAYS = "|".join(name.replace(".", "[.]") for name in NAMES)
_DATE = rf"(?P<day>{DAY})"
_OPEN = r"(?:(?P<open>between|from)\s+)?(?:the\s+)?"
_TO = r"(?:\s*[-—]\s*|\s+(?:and|to|through|until|till)\s+)"
_OF_MONTH = rf"\s+(?:of|in)\s+(?P<month>{MONTH}){_TAIL_YEAR}"
_NTH = r"(?:the\s+)?(?P<nth>first|second|third|fourth|fifth|last|final)\s+"
RULES: tuple[TimeRule, ...] = (
    rule(
        "iso",
        "#",
        rf"(?P<year>{YEAR})(?P<mark>[-/])(?P<month>1[0-2]|0\d)(?P=mark)(?P<day>3[01]|[0-2]\d)"
        r"(?:[T ](?P<hour>[01]\d|2[0-3]):?(?P<minute>[0-5]\d)(?::?[0-5]\d(?:\.\d{1,9})?)?"
        r"(?:\s?(?P<zone>Z\b|UTC\b|GMT\b|[+-]\d\d(?::?\d\d)?))?)?(?!\d|-\d)",
        _iso,
    ),
    rule(
        "slashed",
        "#",
        r"(?P<first>\d{1,2})(?P<mark>/)(?P<second>\d{1,2})/(?P<year>(?:19|20)?\d\d)(?![\d/])",
        _slashed,
    ),
    rule(
        "dotted",
        "#",
        r"(?P<first>\d{1,2})(?P<mark>\.)(?P<second>\d{1,2})\.(?P<year>(?:19|20)\d\d)(?!\d)",
        _slashed,
    ),
    rule(
        "range from month",
        MONTH_HEADS | {"between", "from"},
        rf"{_OPEN}(?P<month>{MONTH})\s+{_DATE}{_TO}(?:(?P<late>{MONTH})\s+)?(?P<to>{DAY})\b{_NOT_A_DAY}{_TAIL_YEAR}",
        _open_range,
    ),
    rule(
        "range of days",
        "# between from the",
        rf"{_OPEN}{_DATE}(?:\s*-\s*|\s+and\s+|\s+to\s+)(?:the\s+)?(?P<to>{DAY})\s+(?:of\s+)?(?P<month>{MONTH}){_TAIL_YEAR}",
        _range,
    ),
    rule(
        "range of dates",
        "# between from",
        rf"{_OPEN}{_DATE}\s+(?P<month>{MONTH}){_TO}(?P<to>{DAY})\s+(?P<late>{MONTH}){_TAIL_YEAR}",
        _open_range,
    ),
    rule(
        "month and day",
        MONTH_HEADS,
        rf"(?P<month>{MONTH})\s+(?:the\s+)?(?P<day>{DAY}|{ORDINAL})\b{_NOT_A_DAY}{_TAIL_YEAR}{_TAIL_REL}",
        _dated,
    ),
    rule("day and month", "#", rf"{_DATE}\s+(?:of\s+)?(?P<month>{MONTH}){_TAIL_YEAR}{_TAIL_REL}", _dated),
    rule(
        "the day of a month",
        "the",
        rf"the\s+(?P<day>{DAY}|{ORDINAL})\s+(?:day\s+)?(?:of\s+)?(?P<month>{MONTH}){_TAIL_YEAR}",
        _dated,
    ),
    rule(
        "day of this month",
        "the",
        rf"the\s+(?P<day>{ORDINAL}|\d{{1,2}}(?:st|nd|rd|th))\s+of\s+(?P<which>the|this|last|next)\s+month\b",
        _day_of_this_month,
    ),
    rule(
        "holiday",
        frozenset(re.split(r"\W", name)[0] for name in NAMES) | {"#", "the"},
        rf"(?:the\s+)?(?P<holiday>{_HOLIDAYS})\b(?!'s\s|\s+(?:Island|Carol))"
        rf"(?:,?\s+(?P<year>{YEAR})\b)?",
        _holiday,
    ),
    rule(
        "week of",
        "the",
        rf"the\s+(?P<unit>week|weekend)\s+(?:of|beginning|starting)\s+(?:(?P<month>{MONTH})\s+{_DATE}(?:-\d\d?)?|(?P<day2>{DAY})"
        rf"(?:-\d\d?)?\s+(?P<month2>{MONTH})){_TAIL_YEAR}",
        _week_of,
    ),
    rule(
        "part of a month",
        ORDINAL_HEADS | {"the"},
        rf"{_NTH}(?P<unit>days|week|weekend|fortnight){_OF_MONTH}",
        _part_of_month,
    ),
    rule(
        "weekday of a month",
        ORDINAL_HEADS | {"the"},
        rf"{_NTH}(?P<weekday>(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day){_OF_MONTH}",
        _nth_weekday,
    ),
    rule(
        "month",
        MONTH_HEADS | word_set("last next this the every each"),
        r"(?:(?P<mod>last|next|this(?:\s+(?:past|coming))?|the\s+following|the\s+previous|every|each)\s+)?"
        rf"(?P<month>{MONTH})(?!-\d)(?:(?:,?\s+(?:of\s+)?|-)(?P<year>{YEAR})\b(?!,\d)"
        r"|,?\s+(?:of\s+)?(?P<rel>this|last|next|that|the\s+same)\s+year\b)?",
        _month,
    ),
)
