"""Rules for "this week", "the past year", "the following day" and the like."""

from __future__ import annotations

import re

from eventstudy.extract.article.text import word_set
from eventstudy.extract.times.time_rules import Fields, TimeRule, rule
from eventstudy.extract.times.time_words import YEAR, whole

_SAME = (
    dict.fromkeys(("same", "that", "that same", "that very"), "same")
    | dict.fromkeys(("next", "following"), "next")
    | dict.fromkeys(("previous", "preceding", "prior"), "earlier")
)
_DAY_UNITS = word_set("day morning afternoon evening night")
_THIS = word_set("this current present latest entire whole full comparable ongoing")


def _named_unit(m: re.Match[str]) -> Fields | None:
    """Read "this week", "the past year", "the following day", "the quarter" and the like."""
    det = re.sub(r"\s+", " ", m["det"].lower())
    unit, rel = m["unit"].lower(), (m["rel"] or "").lower()
    if m["unit"][0].isupper() and not m.group().isupper():
        return None  # the name of a programme or a paper
    bare = det.removeprefix("the ")
    tag = (m.start("rel") if rel and bare == "this" else m.start("det"), m.end())
    base: Fields = {"tag": tag, "kinds": ("deictic",), "part": rel}
    if unit in _DAY_UNITS and bare not in _SAME:
        return _part_of_today(det, unit, base)
    if bare in _SAME and (det != "next" or unit in _DAY_UNITS):
        return _told_unit(det, unit, tag, rel)
    if det == "the":
        return _the_unit(m, unit, base)
    if det in ("the past", "the last", "past"):
        if unit == "period":
            return None
        return (
            base | {"deictic": f"the past {unit}"}
            if unit != "weekend"
            else base | {"deictic": "last weekend"}
        )
    where = "this" if bare in _THIS else "next" if bare in ("coming", "this coming", "next") else "last"
    # "The latest quarter" is the one told of, whatever the day of the article.
    told = bare in ("latest", "comparable", "entire", "whole") or unit == "period"
    if unit == "period":
        unit, told = "quarter", True
    return base | {"deictic": f"{where} {unit}", "bare": told and unit == "quarter"}


def _part_of_today(det: str, unit: str, base: Fields) -> Fields | None:
    if det == "last" and unit == "night":
        return base | {"deictic": "last night"}
    if det == "this" and unit != "day":
        return base | {"deictic": "tonight" if unit == "night" else f"this {unit}"}
    return None


def _told_unit(det: str, unit: str, tag: tuple[int, int], rel: str) -> Fields | None:
    """Read "the following day", "that week": they count from the time told before."""
    part = "" if unit not in ("morning", "afternoon", "evening", "night") else unit
    size = "day" if part else "quarter" if unit == "period" else unit
    direction = _SAME[det.removeprefix("the ")]
    count = 0 if direction == "same" and det.startswith("that") else 1
    return {
        "count": count,
        "unit": size,
        "direction": direction,
        "part": part or (rel if size != "day" else ""),
        "tag": tag,
        "kinds": ("offset",),
    }


def _the_unit(m: re.Match[str], unit: str, base: Fields) -> Fields | None:
    before = m.string[max(0, m.start() - 14) : m.start()].lower()
    after = m.string[m.end() : m.end() + 10].lower()
    if unit in ("decade", "century", "period"):
        return None
    if re.match(r"\s+end(?:ed|ing)\b", after) and unit != "quarter":
        return {"count": 1, "unit": unit, "type": "DURATION", "tag": base["tag"], "kinds": ("duration",)}
    if unit == "weekend":
        return base | {"deictic": "the weekend"}
    known = re.search(
        r"\b(?:of|for|in|during|throughout|over|since|by|from|through|on|after|until)\s(?:the\s)?\Z", before
    )
    if not known and not m["rel"] and unit != "quarter":
        return None
    if unit == "week" and re.match(r"\s+(?:of|to|through)\s", after):
        return None
    return base | {"deictic": f"this {unit}", "bare": True}


def _later_in(m: re.Match[str]) -> Fields | None:
    """Read "later in the day" and "earlier that week"."""
    unit, rel = m["unit"].lower(), m["rel"].lower()
    # "Earlier that day" is one expression, "later in the day" a word and one.
    tag = (m.start("det") if m["joined"] else m.start(), m.end())
    if m["det"].lower().startswith("the") and unit != "day":
        return {"deictic": f"this {unit}", "part": rel, "tag": tag, "kinds": ("deictic",)}
    part = unit if unit in ("morning", "afternoon", "evening", "night") else ""
    size = "day" if part else unit
    part = rel if not part and unit != "day" else part
    return {"count": 0, "unit": size, "direction": "same", "part": part, "tag": tag, "kinds": ("offset",)}


def _unit_end(m: re.Match[str]) -> Fields | None:
    """Read "year-end", "midweek" and "mid-year"."""
    part, unit = ("end", m["unit"]) if m["unit"] else ("mid", m["mid"])
    if m["year"]:
        return (
            {"year": whole(m["year"]), "part": part, "kinds": ("year",)} if unit.lower() == "year" else None
        )
    return {"deictic": f"this {unit.lower()}", "part": part, "kinds": ("deictic", "part")}


_DETERMINERS = (
    r"this\s+past|this\s+coming|this|last|next|past|that(?:\s+(?:same|very))?"
    r"|(?:the\s+)?(?:current|coming|latest|present|previous|prior|preceding|following|same|comparable|entire|whole"
    r"|full|ongoing)|the\s+(?:very\s+)?(?:next|last|past)|the"
)
_KINDS_OF_YEAR = r"(?:(?:fiscal|financial|calendar|trading|tax|reporting|academic|school)\s+)?"
_UNITS = (
    r"(?P<unit>day|morning|afternoon|evening|night|week|weekend|month|quarter|year|decade|century|period)"
)
RULES: tuple[TimeRule, ...] = (
    rule(
        "unit of time",
        "this last next past that the current coming latest present previous prior preceding"
        " following same comparable earlier later early late over at entire whole full",
        rf"(?:(?P<rel>earlier|later)\s+)?(?P<det>{_DETERMINERS})\s+{_KINDS_OF_YEAR}{_UNITS}\b"
        r"(?!-|'s\s+(?:time|worth))(?:\s+or\s+so\b)?",
        _named_unit,
    ),
    rule(
        "end of a unit",
        "the year month quarter week mid midweek midyear",
        rf"(?:the\s+)?(?:(?P<unit>year|month|quarter|week)-end|mid-?(?P<mid>week|year|month))\b(?!-)"
        rf"(?:\s+(?P<year>{YEAR})\b)?",
        _unit_end,
    ),
    rule(
        "later in a unit",
        "later earlier early late",
        r"(?P<rel>later|earlier|early|late)\s+(?:(?P<joined>on|in)\s+)?(?P<det>the|that|the\s+same|this)\s+"
        r"(?:same\s+)?(?P<unit>day|morning|afternoon|evening|night|week|month|quarter|year)\b",
        lambda m: None if m["det"].lower() == "this" else _later_in(m),
    ),
)
