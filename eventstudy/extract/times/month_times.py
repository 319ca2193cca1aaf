"""Rules for words that name a month of the calendar, a week of it or a weekday counted in it."""

from __future__ import annotations

import re

from eventstudy.extract.article.text import word_set
from eventstudy.extract.times.time_rules import MONTH_HEADS, ORDINAL_HEADS, Fields, TimeRule, rule
from eventstudy.extract.times.time_words import MONTH, YEAR, month_number, ordinal, weekday_number, whole

TAIL_YEAR = rf"(?:(?:,\s*|\s+(?:of\s+|in\s+)?)(?P<year>{YEAR})\b(?!,\d|-\d))?"
REL_YEAR = r"(?P<rel>this|last|next|that|the\s+same|the\s+(?:following|next|previous|preceding))\s+year\b"
_BEFORE_MONTH = re.compile(
    r"\b(?:in|since|by|until|till|from|last|next|this|of|through|throughout|to|during|for|between|before|after|every"
    r"|late|early|mid|each|and|or|around|about|than|on)[\s-]+\Z",
    re.IGNORECASE,
)
_AFTER_NAME = re.compile(
    r"\s+(?:not|be|have|also|well|yet|still|soon|never|seem)\b|'s\s+(?:government|cabinet)"
)
_BEFORE_THAT = re.compile(
    r"(?:\A|[.,;:(—-]\s{0,2}|\b(?:in|by|of|since|until|from|late|early|and|but|during|before|after)[\s-])\Z",
    re.IGNORECASE,
)
_WORDS_TOO = ("may", "march", "mar", "jun", "jan")


def year_told_of(words: str) -> str:
    """Return "that", "the following" or "the previous" for a year of the story, else the word."""
    words = re.sub(r"\s+", " ", words)
    if words in ("the next", "the preceding"):
        return "the following" if words == "the next" else "the previous"
    return "that" if words == "the same" else words


def _month(m: re.Match[str]) -> Fields | None:
    modifier, rel = (m["mod"] or "").lower(), (m["rel"] or "").lower()
    rel, modifier = year_told_of(rel), _month_told(modifier)
    name, year = m["month"], whole(m["year"])
    if year is None and not modifier and not rel and _is_word(m):
        return None
    if modifier == "that" and not _is_of_story(m):
        return None
    if modifier in ("every", "each"):
        value = f"XXXX-{month_number(name):02d}"
        return {"type": "SET", "value": value, "quant": "EVERY", "kinds": ("set",)}
    fields: Fields = {"month": month_number(name), "year": year, "kinds": ("month",)}
    return fields | {"modifier": modifier, "relative_year": rel}


def _month_told(words: str) -> str:
    """Return the modifier of "the next March" as that of "the following March"."""
    words = re.sub(r"\s+", " ", words)
    if words in ("the next", "the following"):
        return "the following"
    return "the previous" if words in ("the preceding", "the previous") else words


def _is_of_story(m: re.Match[str]) -> bool:
    """Whether "that June" is a June of the story; in "said that June" the word opens a clause."""
    before, after = m.string[max(0, m.start() - 9) : m.start()], m.string[m.end() : m.end() + 2]
    return bool(_BEFORE_THAT.search(before) or re.match(r"\s*(?:[.,;:)—]|\Z)", after))


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


_OF_MONTH = rf"\s+(?:of|in)\s+(?P<month>{MONTH}){TAIL_YEAR}"
_NTH = r"(?:the\s+)?(?P<nth>first|second|third|fourth|fifth|last|final)\s+"
RULES: tuple[TimeRule, ...] = (
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
        MONTH_HEADS | word_set("last next this the that every each"),
        r"(?:(?P<mod>last|next|this(?:\s+(?:past|coming))?|that|the\s+(?:following|next|previous|preceding)"
        r"|every|each)\s+)?"
        rf"(?P<month>{MONTH})(?!-\d)(?:(?:,?\s+(?:of\s+)?|-)(?P<year>{YEAR})\b(?!,\d)"
        rf"|,?\s+(?:of\s+)?{REL_YEAR})?",
        _month,
    ),
)
