"""Rules for words that name a day of the calendar."""

from __future__ import annotations

import re

from eventstudy.extract.times.holidays import NAMES
from eventstudy.extract.times.month_times import REL_YEAR, TAIL_YEAR, year_told_of
from eventstudy.extract.times.time_rules import MONTH_HEADS, Fields, TimeRule, rule
from eventstudy.extract.times.time_words import (
    DAY,
    MONTH,
    ORDINAL,
    YEAR,
    month_number,
    ordinal,
    whole,
)

_NOT_A_DAY = (
    r"(?!:\d|%|\.\d|-\w*\d*\s*(?:percent|per cent)"
    r"|\s*(?:%|percent\b|per\s|[ap]\.?m\b|million|billion|points?\b"
    r"|cents?\b"
    r"|basis))"
)
_TAIL_REL = rf"(?:,?\s+(?:of\s+)?{REL_YEAR})?"


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
    return fields | {"relative_year": year_told_of(rel)}


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


def _week_of(m: re.Match[str]) -> Fields | None:
    month, day = m["month"] or m["month2"], m["day"] or m["day2"]
    fields: Fields = {"unit": f"{m['unit'].lower()} of", "month": month_number(month), "day": whole(day)}
    return fields | {"year": whole(m["year"]), "kinds": ("date",)}


_HOLIDAYS = "|".join(name.replace(".", "[.]") for name in NAMES)
_DATE = rf"(?P<day>{DAY})"
_OPEN = r"(?:(?P<open>between|from)\s+)?(?:the\s+)?"
_TO = r"(?:\s*[-—]\s*|\s+(?:and|to|through|until|till)\s+)"
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
        rf"{_OPEN}(?P<month>{MONTH})\s+{_DATE}{_TO}(?:(?P<late>{MONTH})\s+)?(?P<to>{DAY})\b{_NOT_A_DAY}{TAIL_YEAR}",
        _open_range,
    ),
    rule(
        "range of days",
        "# between from the",
        rf"{_OPEN}{_DATE}(?:\s*-\s*|\s+and\s+|\s+to\s+)(?:the\s+)?(?P<to>{DAY})\s+(?:of\s+)?(?P<month>{MONTH}){TAIL_YEAR}",
        _range,
    ),
    rule(
        "range of dates",
        "# between from",
        rf"{_OPEN}{_DATE}\s+(?P<month>{MONTH}){_TO}(?P<to>{DAY})\s+(?P<late>{MONTH}){TAIL_YEAR}",
        _open_range,
    ),
    rule(
        "month and day",
        MONTH_HEADS,
        rf"(?P<month>{MONTH})\s+(?:the\s+)?(?P<day>{DAY}|{ORDINAL})\b{_NOT_A_DAY}{TAIL_YEAR}{_TAIL_REL}",
        _dated,
    ),
    rule("day and month", "#", rf"{_DATE}\s+(?:of\s+)?(?P<month>{MONTH}){TAIL_YEAR}{_TAIL_REL}", _dated),
    rule(
        "the day of a month",
        "the",
        rf"the\s+(?P<day>{DAY}|{ORDINAL})\s+(?:day\s+)?(?:of\s+)?(?P<month>{MONTH}){TAIL_YEAR}",
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
        rf"(?:-\d\d?)?\s+(?P<month2>{MONTH})){TAIL_YEAR}",
        _week_of,
    ),
)
