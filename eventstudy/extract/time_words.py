"""Words for times: what each pattern matches, and what it says."""

from __future__ import annotations

import re

_MONTH_NAMES = "january february march april may june july august september october november december"
_WEEKDAY_NAMES = "monday tuesday wednesday thursday friday saturday sunday"
MONTHS = tuple(_MONTH_NAMES.split())
WEEKDAYS = tuple(_WEEKDAY_NAMES.split())
_NUMBER_NAMES = "one two three four five six seven eight nine ten eleven twelve"
NUMBERS = {"a": 1, "an": 1} | {name: n for n, name in enumerate(_NUMBER_NAMES.split(), start=1)}
HOLIDAYS = {
    "new year's eve": (12, 31),
    "new year's day": (1, 1),
    "christmas eve": (12, 24),
    "christmas day": (12, 25),
    "boxing day": (12, 26),
    "independence day": (7, 4),
    "valentine's day": (2, 14),
    "halloween": (10, 31),
}

# Only what is cut short takes a full stop: that after "June" ends the sentence.
_MONTH = (
    r"(?:(?:January|February|March|April|May|June|July|August|September|October|November|December)\b"
    r"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?)"
)
_YEAR = r"(?:1[6-9]|20)\d\d"
_DAY = r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?"
_COUNT = (
    r"(?:[Hh]alf an?|[Aa] few|[Aa] couple of|[Ss]everal|[Ss]ome|[Mm]any|[Jj]ust|[Aa]n?|[Oo]ne|[Tt]wo|[Tt]hree"
    r"|[Ff]our|[Ff]ive|[Ss]ix|[Ss]even"
    r"|[Ee]ight|[Nn]ine|[Tt]en|[Ee]leven|[Tt]welve|\d{1,3})"
)
_UNIT = r"(?:[Mm]inute|[Hh]our|[Dd]ay|[Ww]eek|[Mm]onth|[Yy]ear)s?"
_ZONE = (
    r"(?:GMT|UTC|BST|CET|CEST|EST|EDT|ET|CST|CDT|CT|MST|MDT|PST|PDT|PT|JST|IST|MSK|AEST|AEDT|HKT|SGT"
    r"|[Ll]ocal [Tt]ime|Eastern(?: (?:Standard |Daylight )?[Tt]ime)?|Pacific(?: [Tt]ime)?|Central [Tt]ime"
    r"|(?:London|New York|Tokyo|Beijing|Moscow|Washington|Baghdad|Tehran|Riyadh|Vienna|Paris|Frankfurt"
    r"|Hong Kong|Sydney) time)\b"
)
_PATTERNS: tuple[tuple[str, str], ...] = (
    (
        "range",
        rf"\b(?:[Bb]etween|[Ff]rom)\s+(?P<r_month1>{_MONTH})\s+(?P<r_day1>{_DAY})\s+(?:and|to|through|until)\s+"
        rf"(?:(?P<r_late1>{_MONTH})\s+)?(?P<r_to1>{_DAY})\b(?![:.]\d|\s*%|\s+per)(?:,?\s+(?P<r_year1>{_YEAR})\b)?"
        rf"|\b(?P<r_month2>{_MONTH})\s+(?P<r_day2>{_DAY})-(?:(?P<r_late2>{_MONTH})\s+)?(?P<r_to2>{_DAY})\b"
        rf"(?![:%])(?:,?\s+(?P<r_year2>{_YEAR})\b)?"
        rf"|(?<![\d.$:,])\b(?:(?:[Bb]etween|[Ff]rom)\s+)?(?P<r_day3>{_DAY})(?:-|\s+and\s+|\s+to\s+)"
        rf"(?P<r_to3>{_DAY})\s+(?P<r_month3>{_MONTH})(?:,?\s+(?P<r_year3>{_YEAR})\b)?",
    ),
    ("iso", rf"(?<![\d-])(?P<iso>{_YEAR}-(?:1[0-2]|0\d)-(?:3[01]|[0-2]\d))(?!\d|-\d)"),
    (
        "monthday",
        rf"\b(?P<md_month>{_MONTH})\s+(?P<md_day>{_DAY})\b(?![:%])(?:(?:,\s*|\s+)(?P<md_year>{_YEAR})\b)?",
    ),
    (
        "daymonth",
        rf"(?<![\d.$:])\b(?P<dm_day>{_DAY})\s+(?:of\s+)?(?P<dm_month>{_MONTH})(?:,?\s+(?P<dm_year>{_YEAR})\b)?",
    ),
    ("holiday", r"\b(?P<holiday>New Year's (?:Eve|Day)|Christmas (?:Eve|Day)|Boxing Day|Halloween)\b"),
    (
        "quarter",
        rf"\b(?:(?P<q_word>first|second|third|fourth)[ -]quarter(?:\s+of)?"
        rf"|Q(?P<q_digit>[1-4]))(?:\s+(?P<q_year>{_YEAR}))?\b",
    ),
    ("monthyear", rf"\b(?P<my_month>{_MONTH})(?:,?\s+(?:of\s+)?(?P<my_year>{_YEAR})\b)?"),
    (
        "clock",
        rf"(?P<c_about>\b(?:about|around|shortly after|shortly before|just after|just before|soon after"
        rf"|roughly"
        rf"|approximately|before|after|by)\s+)?"
        rf"(?:(?<![\d$.,:])(?P<c_hour>[01]?\d|2[0-3])(?:[:.](?P<c_min>[0-5]\d)(?::[0-5]\d)?)?"
        rf"(?:\s*(?P<c_half>[ap]\.?m\b\.?)(?:[,\s]+\(?(?P<c_zone1>{_ZONE}))?"
        rf"|(?<=[:.]\d\d)(?![%\d])(?:\s*hours)?\s+\(?(?P<c_zone2>{_ZONE}))"
        rf"|(?<![\d$.,:])(?P<c_mil>(?:[01]\d|2[0-3])[0-5]\d)\s+\(?(?P<c_zone3>{_ZONE})"
        rf"|(?P<c_noon>\bnoon\b)(?:[,\s]+\(?(?P<c_zone4>{_ZONE}))?)",
    ),
    (
        "offset",
        rf"\b(?:(?P<o_count>{_COUNT})\s+)?(?P<o_unit>{_UNIT})\s+(?P<o_dir>later|earlier|ago|after|before"
        rf"|prior)\b"
        r"|\b[Tt]he (?P<o_next>next|following|same|previous|preceding) (?P<o_next_unit>day|morning"
        r"|evening|night|week)\b"
        r"|\b[Tt]he (?P<o_day2>(?:day|week) (?:after|before))\b(?P<o_goes_on>(?=\s+[\w\"']))?"
        r"|\b(?P<o_same>[Tt]hat (?:same )?(?:day|evening|night|morning|afternoon))\b",
    ),
    (
        "weekday",
        r"\b(?:(?P<w_mod>[Ll]ast|[Nn]ext|[Tt]his(?: past| coming)?|[Tt]he following|[Tt]hat|[Cc]oming"
        r"|[Tt]he previous)\s+)?"
        r"(?P<weekday>(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)s?\b",
    ),
    (
        "deictic",
        r"\b(?P<deictic>[Tt]oday|[Yy]esterday|[Tt]omorrow|[Tt]onight|[Ll]ast night|[Tt]his (?:morning"
        r"|afternoon|evening"
        r"|week|month|year|weekend)|(?:[Ll]ast|[Nn]ext|[Pp]ast) (?:week|month|year|quarter|weekend)"
        r"|[Oo]ver the weekend|[Tt]he (?:last|past) year)\b",
    ),
    (
        "part",
        r"\b(?P<part>[Ee]arly(?:[ -]morning)?|[Ll]ate(?:[ -](?:night|evening|afternoon))?|[Pp]re-?dawn"
        r"|[Dd]awn"
        r"|(?:the )?(?:early|small) hours|[Mm]orning|[Mm]idday|[Aa]fternoon|[Ee]vening|[Oo]vernight|[Nn]ight"
        r"|[Mm]id|[Ll]unchtime|[Mm]idnight|[Bb]eginning|[Ss]tart|[Ee]nd)\b",
    ),
    (
        "year",
        rf"(?<=[Ii]n\s)(?P<year>{_YEAR})\b|(?<![$£€\d,.:-])(?P<year2>20[0-4]\d|19[5-9]\d)\b(?![,.]?\d|%|:)",
    ),
)
ATOM = re.compile("|".join(f"(?P<k_{name}>{pattern})" for name, pattern in _PATTERNS))


Groups = dict[str, str | None]
Fields = dict[str, object]


def _month(name: str | None) -> int:
    return next(
        n for n, full in enumerate(MONTHS, 1) if full.startswith((name or "").lower().rstrip(".")[:3])
    )


def _int(text: str | None) -> int | None:
    return int(re.sub(r"\D", "", text)) if text else None


def _read_iso(g: Groups) -> Fields | None:
    year, month, day = map(int, (g["iso"] or "").split("-"))
    return {"year": year, "month": month, "day": day, "kinds": ("date",)} if month and day else None


def _read_range(g: Groups) -> Fields | None:
    form = next(n for n in "123" if g[f"r_month{n}"])
    month = _month(g[f"r_month{form}"])
    late = g.get(f"r_late{form}")
    fields: Fields = {"month": month, "day": _int(g[f"r_day{form}"]), "year": _int(g[f"r_year{form}"])}
    return fields | {
        "to_month": _month(late) if late else month,
        "to_day": _int(g[f"r_to{form}"]),
        "kinds": ("date",),
    }


def _read_monthday(g: Groups) -> Fields:
    year, day = _int(g["md_year"]), _int(g["md_day"])
    return {"month": _month(g["md_month"]), "day": day, "year": year, "kinds": ("date",)}


def _read_daymonth(g: Groups) -> Fields:
    year, day = _int(g["dm_year"]), _int(g["dm_day"])
    return {"month": _month(g["dm_month"]), "day": day, "year": year, "kinds": ("date",)}


def _read_holiday(g: Groups) -> Fields:
    month, day = HOLIDAYS[(g["holiday"] or "").lower()]
    return {"month": month, "day": day, "kinds": ("date",)}


def _read_quarter(g: Groups) -> Fields | None:
    words = ["first", "second", "third", "fourth"]
    number = _int(g["q_digit"]) or words.index(g["q_word"] or "") + 1
    return {"quarter": number, "year": _int(g["q_year"]), "kinds": ("quarter",)}


def _read_monthyear(g: Groups) -> Fields | None:
    name = g["my_month"] or ""
    # "May", "March" and "Mar" are words and names as well: only with a year are they surely months.
    if g["my_year"] is None and name.rstrip(".").lower() in ("may", "march", "mar", "jun", "jan"):
        return None
    return {"month": _month(name), "year": _int(g["my_year"]), "kinds": ("month",)}


def _read_clock(g: Groups) -> Fields | None:
    words = (g["c_about"] or "").strip()
    exact = words in ("before", "after", "by")
    side = next((word for word in ("before", "after", "by") if words.endswith(word)), "about")
    about = "" if not words else side if exact else f"near {side}"
    zone = next((g[f"c_zone{n}"] for n in (1, 2, 3, 4) if g[f"c_zone{n}"]), "") or ""
    if g["c_noon"]:
        hour, minute = 12, 0
    elif g["c_mil"]:
        hour, minute = int(g["c_mil"][:2]), int(g["c_mil"][2:])
    else:
        hour, minute = int(g["c_hour"] or 0), int(g["c_min"] or 0)
        half = (g["c_half"] or "")[:1]
        if half:
            if not 1 <= hour <= 12:
                return None
            hour = hour % 12 + (12 if half == "p" else 0)
    return {"clock": (hour, minute), "zone": zone, "about": about, "kinds": ("clock",)}


def _read_offset(g: Groups) -> Fields | None:
    if g["o_next"]:
        unit = "week" if g["o_next_unit"] == "week" else "day"
        direction = {"next": "next", "following": "next", "same": "same"}.get(g["o_next"], "earlier")
        part = "" if g["o_next_unit"] in ("day", "week") else g["o_next_unit"]
        return {"count": 1, "unit": unit, "direction": direction, "part": part, "kinds": ("offset",)}
    if g["o_same"]:
        word = g["o_same"].split()[-1].lower()
        return {
            "count": 0,
            "unit": "day",
            "direction": "same",
            "part": "" if word == "day" else word,
            "kinds": ("offset",),
        }
    if g["o_day2"]:
        unit, direction = g["o_day2"].split()
        if not g["o_goes_on"]:
            direction = "later" if direction == "after" else "earlier"
        return {"count": 1, "unit": unit, "direction": direction, "kinds": ("offset",)}
    count = _count(g["o_count"])
    unit = (g["o_unit"] or "").lower().rstrip("s")
    if count is None and (g["o_unit"] or "").lower() == unit and not g["o_count"]:
        return None
    return {"count": count, "unit": unit, "direction": g["o_dir"], "kinds": ("offset",)}


def _count(word: str | None) -> int | None:
    """Return the number that ``word`` names; None for "several" and the like."""
    if word is None:
        return None
    return int(word) if word.isdigit() else NUMBERS.get(word.lower())


def _read_weekday(g: Groups) -> Fields:
    number = WEEKDAYS.index((g["weekday"] or "").lower())
    return {"weekday": number, "modifier": (g["w_mod"] or "").lower(), "kinds": ("weekday",)}


def _read_deictic(g: Groups) -> Fields:
    return {"deictic": (g["deictic"] or "").lower(), "kinds": ("deictic",)}


def _read_part(g: Groups) -> Fields:
    return {"part": (g["part"] or "").lower().replace("-", " ").replace("the ", ""), "kinds": ("part",)}


def _read_year(g: Groups) -> Fields:
    return {"year": _int(g["year"] or g["year2"]), "kinds": ("year",)}


READERS = {
    "range": _read_range,
    "iso": _read_iso,
    "monthday": _read_monthday,
    "daymonth": _read_daymonth,
    "holiday": _read_holiday,
    "quarter": _read_quarter,
    "monthyear": _read_monthyear,
    "clock": _read_clock,
    "offset": _read_offset,
    "weekday": _read_weekday,
    "deictic": _read_deictic,
    "part": _read_part,
    "year": _read_year,
}
