"""What a time expression says in the terms of TIMEX3: its type, value and modifier."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime

from eventstudy.extract.times.durations import period_value
from eventstudy.extract.times.periods import shifted
from eventstudy.extract.times.resolve import resolve
from eventstudy.extract.times.spans import Reference
from eventstudy.extract.times.time_words import SEASONS
from eventstudy.extract.times.timex import Timex

_CODES = {
    "TAF": ("afternoon",),
    "TMI": ("midday", "lunchtime"),
    "TEV": ("evening", "dusk", "sunset", "nightfall"),
    "T24:00": ("midnight",),
    "TMO": ("morning", "dawn", "hours"),
    "TNI": ("night", "overnight"),
}
_PART_CODES = tuple((word, code) for code, words in _CODES.items() for word in words)
_MODS = {
    "earlier": "START",
    "later": "END",
    "early": "START",
    "start": "START",
    "mid": "MID",
    "late": "END",
    "end": "END",
}
_BEHIND = ("ago", "earlier", "before", "prior")


@dataclass(frozen=True, slots=True, kw_only=True)
class Described:
    """Type, value and modifier of a time expression; ``day`` is the day that it names, if one."""

    type: str
    value: str
    mod: str = ""
    day: date | None = None


def described(timex: Timex, reference: Reference, quarter: str = "") -> Described:
    """Return what ``timex`` says, counted from ``reference``.

    ``quarter`` is the one told before, such as "2019-Q3", of which "the quarter" and "a year earlier" speak.
    """
    mod = timex.mod or _mod(timex)
    try:
        return _described(timex, reference, quarter, mod)
    except (ValueError, OverflowError):  # a day that the calendar does not have
        return Described(type=timex.type or "DATE", value="XXXX-XX-XX", mod=mod)


def _described(timex: Timex, reference: Reference, quarter: str, mod: str) -> Described:
    if "hour" in timex.kinds:
        return Described(type="TIME", value=f"{_base_day(reference)}{timex.value}")
    if timex.type in ("SET", "DURATION") or timex.value:
        value = timex.value or period_value(timex.unit, timex.count)
        return Described(type=timex.type or "DATE", value=value, mod=mod)
    if "comparison" in timex.kinds:
        return Described(type="DATE", value=_year_before(quarter, reference, timex))
    if timex.direction and timex.weekday is None:
        return _distance(timex, reference, quarter, mod)
    if timex.deictic == "hence":
        return _distance(replace(timex, direction="hence"), reference, "", mod)
    if timex.deictic.startswith("the past ") and timex.weekday is None:
        return Described(type="DURATION", value=period_value(timex.deictic.split()[-1], 1))
    if timex.deictic.endswith((" quarter", " period")) and timex.bare and quarter:
        return Described(type="DATE", value=quarter, mod=mod)
    return _named(timex, reference, mod)


def _mod(timex: Timex) -> str:
    if timex.about == "near about":
        return "APPROX"
    first = timex.part.split()[0] if timex.part else ""
    return _MODS.get(first, "")


def part_code(part: str) -> str:
    """Return "TMO" for "early morning" and so on; empty for "early" alone."""
    return next((code for words, code in _PART_CODES if words in part), "")


def _base_day(reference: Reference) -> str:
    if reference.anchor is not None:
        return reference.anchor.first.date().isoformat()
    return reference.published.isoformat() if reference.published else "XXXX-XX-XX"


def _named(timex: Timex, reference: Reference, mod: str) -> Described:
    hours = "" if timex.clock is None else f"T{timex.clock[0]:02d}:{timex.clock[1]:02d}"
    part = timex.part or (timex.deictic if timex.deictic in ("last night", "tonight") else "")
    part = "night" if part == "tonight" else part
    if timex.deictic.startswith("this ") and part_code(timex.deictic):
        part = f"{part} {timex.deictic}".strip()
    if timex.deictic in ("last night", "tonight"):
        part = f"{part} night"
    hours = hours or part_code(part)
    plain = replace(timex, clock=None, part="" if hours else timex.part)
    bare_hours = {"clock", "part"} >= set(timex.kinds)
    if bare_hours:
        value = f"{_base_day(reference)}{hours}"
        return Described(type="TIME", value=value, mod=mod)
    span = resolve(plain, reference)
    if span is None:
        return Described(type="TIME" if hours else "DATE", value=_unresolved(timex) + hours, mod=mod)
    first = span.first
    value = _formatted(timex, first)
    day = first.date() if len(value) == 10 and "W" not in value and "Q" not in value else None
    return Described(type="TIME" if hours else "DATE", value=value + hours, mod=mod, day=day)


def _formatted(timex: Timex, first: datetime) -> str:
    """Return the value of a time that begins at ``first``, as fine as the words are."""
    if timex.unit.endswith(" of") or (timex.deictic.endswith(("week", "weekend")) and timex.weekday is None):
        return _week(first.date()) + ("-WE" if "weekend" in timex.unit + timex.deictic else "")
    day_named = timex.holiday or timex.has_day or timex.weekday is not None or timex.day is not None
    if (
        day_named
        or (timex.deictic and " " not in timex.deictic)
        or timex.deictic.endswith(
            ("yesterday", "tomorrow", "night", "morning", "afternoon", "evening", "day")
        )
    ):
        return first.date().isoformat()
    if timex.month is not None or timex.deictic.endswith("month"):
        return f"{first.year:04d}-{first.month:02d}"
    return _longer(timex, first)


def _longer(timex: Timex, first: datetime) -> str:
    if timex.season:
        return f"{first.year:04d}-{SEASONS[timex.season]}"
    if timex.half is not None:
        return f"{first.year:04d}-H{timex.half}"
    if timex.quarter is not None or timex.deictic.endswith(("quarter", "period")):
        return quarter_of(first.date())
    if timex.prefix:
        return timex.prefix
    if timex.deictic.endswith(("decade", "century")):
        return f"{first.year:04d}"[: 3 if timex.deictic.endswith("decade") else 2]
    return f"{timex.year or first.year:04d}"


def _week(day: date) -> str:
    year, week, _ = day.isocalendar()
    return f"{year:04d}-W{week:02d}"


def quarter_of(day: date) -> str:
    """Return the quarter that holds ``day``, such as "2019-Q3"."""
    return f"{day.year:04d}-Q{(day.month + 2) // 3}"


def _unresolved(timex: Timex) -> str:
    """Return the value of words whose day is not known, for want of a date to count from."""
    if timex.holiday or timex.unsure:
        return "XXXX-XX-XX"
    if timex.day is not None and timex.month is None and timex.weekday is None:
        return f"XXXX-XX-{timex.day:02d}"
    if timex.has_day:
        return f"XXXX-{timex.month:02d}-{timex.day:02d}"
    if timex.weekday is not None:
        return f"XXXX-WXX-{timex.weekday + 1}"
    if timex.month is not None:
        return f"XXXX-{timex.month:02d}"
    if timex.season:
        return f"XXXX-{SEASONS[timex.season]}"
    if timex.quarter is not None or timex.half is not None:
        return f"XXXX-Q{timex.quarter}" if timex.quarter else f"XXXX-H{timex.half}"
    word = timex.deictic
    if word.startswith(("last", "yesterday")) or word.endswith("yesterday"):
        return "PAST_REF"
    return (
        "FUTURE_REF" if word.startswith(("next", "tomorrow")) or word.endswith("tomorrow") else "PRESENT_REF"
    )


def _year_before(quarter: str, reference: Reference, timex: Timex) -> str:
    """Return the quarter a year before the one told, else the year before that of the article."""
    if timex.unit == "year" and quarter:
        return f"{int(quarter[:4]) - 1:04d}{quarter[4:]}"
    if reference.published is None:
        return "PAST_REF"
    return _unit_value(shifted(reference.published, timex.unit, -1), timex.unit)


def _distance(timex: Timex, reference: Reference, quarter: str, mod: str) -> Described:
    """Return the value of "two weeks ago", "a year earlier", "the next day", "that evening"."""
    behind = timex.direction in _BEHIND
    if timex.count is None:
        return Described(type="DATE", value="PAST_REF" if behind else "FUTURE_REF", mod=mod)
    if timex.unit == "year" and timex.count == 1 and quarter and timex.direction in ("ago", "earlier"):
        return Described(type="DATE", value=_year_before(quarter, reference, timex), mod=mod)
    told = reference.anchor.first.date() if reference.anchor else None
    base = reference.published if timex.direction in ("ago", "hence") or told is None else told
    if base is None:
        return Described(type="DATE", value="PAST_REF" if behind else "FUTURE_REF", mod=mod)
    code = part_code(timex.part) if timex.clock is None else f"T{timex.clock[0]:02d}:{timex.clock[1]:02d}"
    if timex.unit in ("hour", "minute", "second"):
        return Described(type="TIME", value=f"{base.isoformat()}TXX:XX", mod=mod)
    if timex.direction == "same":
        day = base
    else:
        day = shifted(base, timex.unit, -timex.count if behind else timex.count)
    today = timex.direction == "ago" and timex.deictic  # "ten years ago this week"
    unit = today.removeprefix("this ").replace("today", "day") if today else timex.unit
    value = _unit_value(day, unit) + code
    named = day if timex.unit == "day" else None
    return Described(type="TIME" if code else "DATE", value=value, mod=mod, day=named)


def _unit_value(day: date, unit: str) -> str:
    if unit in ("week", "fortnight"):
        return _week(day)
    if unit == "weekend":
        return f"{_week(day)}-WE"
    if unit in ("quarter", "half"):
        return quarter_of(day)
    size = {"month": 7, "year": 4, "decade": 3, "century": 2, "period": 4}.get(unit, 10)
    return day.isoformat()[:size]
