"""Rules for words that name a quarter, a half, a season, a year, a decade or a century."""

from __future__ import annotations

import re

from eventstudy.extract.article.text import word_set
from eventstudy.extract.times.time_rules import ORDINAL_HEADS, Fields, TimeRule, rule
from eventstudy.extract.times.time_words import ORDINAL, SEASONS, YEAR, ordinal, whole

_COUNTED = (
    r"(?:people|men|women|troops|workers|jobs|shares|points?|homes|barrels|tons?|tonnes|miles|km|feet|metres|meters"
    r"|dollars|euros|pounds|units|cars|employees|members|soldiers|deaths|cases|flights|ships|others|more|cents)"
)
_DECADES = {
    f"{tens}ies": n
    for n, tens in enumerate(("twent", "thirt", "fort", "fift", "sixt", "sevent", "eight", "ninet"), start=2)
}


_TOLD = {"the next": "the following", "the preceding": "the previous"}


def _before(m: re.Match[str]) -> str:
    return m.string[max(0, m.start() - 12) : m.start()].lower()


def _quarter(m: re.Match[str]) -> Fields | None:
    number = whole(m["digit"]) if m["digit"] else ordinal(m["word"])
    rel = (m["rel"] or m["rel_before"] or "").lower()
    return {
        "quarter": 4 if number == -1 else number,
        "year": whole(m["year"] or m["year_before"]),
        "relative_year": rel,
        "kinds": ("quarter",),
    }


def _half(m: re.Match[str]) -> Fields | None:
    number = whole(m["digit"]) if m["digit"] else 1 if m["word"].lower() == "first" else 2
    rel = (m["rel"] or "").lower()
    return {
        "half": number,
        "year": whole(m["year"] or m["year2"]),
        "relative_year": rel,
        "kinds": ("quarter",),
    }


def _season(m: re.Match[str]) -> Fields | None:
    name, year, det = m["season"].lower(), whole(m["year"]), re.sub(r"\s+", " ", (m["det"] or "").lower())
    if det in ("each", "every"):
        return {"type": "SET", "value": f"XXXX-{SEASONS[name]}", "quant": "EVERY", "kinds": ("set",)}
    if year is None and not det:  # "spring" and "fall" are verbs as well; "summer sales" are of no one summer
        known = re.search(r"\b(?:in|by|since|until|during|of)\s\Z", _before(m)) or m["part"]
        if not known or (name == "fall" and not m["part"]):
            return None
    if year is None and det == "the" and name == "fall":
        return None
    part, rel = (m["part"] or "").lower(), re.sub(r"\s+", " ", (m["rel"] or "").lower())
    fields: Fields = {"season": name, "year": year, "modifier": _TOLD.get(det, det), "part": part}
    return fields | {"relative_year": "that" if rel == "the same" else rel, "kinds": ("quarter",)}


def _year(m: re.Match[str]) -> Fields | None:
    year, before = int(m["year"]), _before(m)
    if (
        not m["word"]
        and not 1950 <= year < 2050
        and not re.search(r"\b(?:in|since|until|by|of|from|the)\s\Z", before)
    ):
        return None
    if re.search(r"\b(?:no|page|route|flight|room|channel)\.?\s\Z", before):
        return None
    return {"year": year, "to_year": _last_year(year, m["to"]), "kinds": ("year",)}


def _last_year(year: int, digits: str | None) -> int | None:
    """Return the second year of "2008-09"."""
    if digits is None:
        return None
    last = int(digits) if len(digits) == 4 else year // 100 * 100 + int(digits)
    return last if year < last < year + 60 else None


def _fiscal(m: re.Match[str]) -> Fields | None:
    year = int(m["year"])
    return {"year": year if year > 99 else 2000 + year, "kinds": ("year",)}


def _decade(m: re.Match[str]) -> Fields | None:
    part = re.sub(r"[\s-]+", " ", (m["part"] or "").lower()).strip()
    start = m.start()
    if m["full"]:
        prefix = m["full"][:3]
    elif m["short"]:
        prefix = f"{'20' if m['short'] < '3' else '19'}{m['short'][0]}"
        start -= m.string[start - 1 : start] == "'"
    else:
        prefix = f"19{_DECADES[m['name'].lower()]}"
    return {"prefix": prefix, "part": part, "kinds": ("year",), "tag": (start, m.end())}


def _century(m: re.Match[str]) -> Fields | None:
    number = ordinal(m["nth"])
    if number is None or not 11 < number < 23:
        return None
    return {"prefix": str(number - 1), "part": (m["part"] or "").lower(), "kinds": ("year",)}


_PART = r"(?:(?P<part>early|mid|late|mid-to-late|early-to-mid)[\s-]+)?"
_QUARTER_WORD = (
    r"(?P<word>first|second|third|fourth|final|1st|2nd|3rd|4th)[\s-]+(?:fiscal[\s-]+)?quarter"
    r"(?!s|-?\s?(?:point|percent|per\s?cent|final|century|pounder))"
)
_OF_YEAR = rf"(?:,?\s+(?:of\s+|in\s+)?|-)(?:fiscal\s+(?:year\s+)?|calendar\s+)?(?P<year>{YEAR})\b"
_OF_REL = r"\s+(?:of\s+)?(?P<rel>this|last|next)\s+year\b"
RULES: tuple[TimeRule, ...] = (
    rule(
        "quarter",
        ORDINAL_HEADS | word_set("the q fiscal financial this last next final"),
        rf"(?:the\s+)?(?:(?P<year_before>{YEAR})(?:'s)?\s+|(?P<rel_before>this|last|next)\s+year's\s+)?"
        rf"(?:(?:fiscal|financial|calendar)[\s-]+)?(?:{_QUARTER_WORD}|Q(?P<digit>[1-4]))\b"
        rf"(?:{_OF_YEAR}|{_OF_REL}|\s+of\s+the\s+(?:fiscal\s+)?year\b)?",
        _quarter,
    ),
    rule(
        "half",
        "the first second latter h",
        rf"(?:the\s+)?(?:(?P<word>first|second|latter)[\s-]+half\b(?!-?\s?(?:hour|century|dozen|brother|time|of\s+(?:a|an|his|her|its)\b))"
        rf"(?:{_OF_YEAR}|{_OF_REL}|\s+of\s+the\s+(?:fiscal\s+)?year\b)?|H(?P<digit>[12])\s?(?P<year2>{YEAR})\b)",
        _half,
    ),
    rule(
        "season",
        "the this last next past coming that each every early late mid spring summer autumn fall winter",
        rf"(?:(?P<det>this|last|next|past|coming|that|the(?:\s+(?:following|next|previous|preceding))?|each|every)\s+)?{_PART}(?P<season>spring|summer|autumn|fall|winter)"
        rf"\b(?!-|\s+(?:apart|back|short|in|from|games|olympics|of\s+(?!{YEAR}|(?:that|the)\b)))(?:(?:\s+of)?\s+(?P<year>{YEAR})\b"
        r"|\s+of\s+(?P<rel>that|the\s+(?:same|following|previous))\s+year\b)?",
        _season,
    ),
    rule(
        "year",
        "# the year",
        rf"(?P<word>(?:the\s+)?(?:calendar\s+)?year\s+)?(?P<year>{YEAR})(?:[-/](?P<to>(?:19|20)\d\d|\d\d))?\b"
        rf"(?![,.]\d|%|:|-\w*(?:year|page|strong|seat|point|met|foot|mile)|\s+{_COUNTED}\b)",
        _year,
    ),
    rule(
        "fiscal year",
        "the fiscal financial fy",
        r"(?:(?:the\s+)?(?:fiscal|financial)(?:[\s-]+year)?\s+|FY\s?)(?P<year>(?:19|20)\d\d|\d\d)\b(?![.,]\d)",
        _fiscal,
    ),
    rule(
        "decade",
        "the early mid late # twenties thirties forties fifties sixties seventies eighties nineties",
        rf"(?:the\s+)?{_PART}(?:the\s+)?(?:(?P<full>(?:1[6-9]|20)\d0)'?s\b|(?:'|(?<='))(?P<short>[1-9]0)'?s\b"
        rf"|(?<=the\s)(?P<name>{'|'.join(_DECADES)})\b)",
        _decade,
    ),
    rule(
        "century",
        ORDINAL_HEADS | word_set("the early mid late"),
        rf"(?:the\s+)?{_PART}(?P<nth>\d{{1,2}}(?:st|nd|rd|th)|{ORDINAL})[\s-]+century\b",
        _century,
    ),
)
