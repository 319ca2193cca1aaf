"""Numbers with their units: 4 percent, 400 points, $2.20, between 2 and 3%, half a point, a fifth."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Literal

Measure = Literal["percent", "points", "usd", "cents", "bp", "money", "number"]

_SMALL = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
_SMALL += " seventeen eighteen nineteen"
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_VALUES: dict[str, float] = {word: n for n, word in enumerate(_SMALL.split(), 1)}
_VALUES |= {word: 10 * n for n, word in enumerate(_TENS.split(), 2)}
_VALUES |= {"a": 1, "an": 1, "hundred": 100, "thousand": 1000}
_PARTS = {"half": 1 / 2, "third": 1 / 3, "quarter": 1 / 4, "fifth": 1 / 5, "sixth": 1 / 6, "eighth": 1 / 8}
_PARTS |= {"tenth": 1 / 10, "twentieth": 1 / 20}
_GLYPHS = {"½": 0.5, "¼": 0.25, "¾": 0.75, "⅓": 1 / 3, "⅔": 2 / 3, "⅛": 0.125}

_WORD = rf"(?:{'|'.join(_VALUES)})"
_PART = rf"(?:{'|'.join(sorted(_PARTS, key=len, reverse=True))})s?"
_DIGITS = (
    r"(?:\d{1,3}(?:,\d{3})+(?:\.\d{1,6})?|\d{1,9}(?:\.\d{1,6})?(?:[ -]\d{1,2}/\d{1,2}(?!\d))?[½¼¾⅓⅔⅛]?"
    r"|[½¼¾⅓⅔⅛]"
    r"|\.\d{1,4})"
)
_SPELT = (
    rf"(?:\b{_WORD} and (?:a |one |three[- ])?{_PART}"
    rf"|\b(?:{_WORD}[ -])?{_PART}(?: of)?(?: an?| one)?(?=[ -](?:percent|per |pct|%|point|basis|full|cent))"
    rf"|\b{_WORD}(?:[ -]{_WORD}){{0,2}}\b)"
)
_NAMES = (
    "euros?|pence|p|pounds?|francs?|yen|yuan|roubles?|rubles?|liras?|pesos?|rupees?|won|reais|kronor|crowns?"
    "|rand|ringgit|rupiah|baht|zlotys?|forints?|shekels?|rials?|riyals?|dirhams?|c"
)
_UNIT = (
    r"(?:\s?%|[ -]?(?:full )?(?:percentage points?|percentage|percent|per cent|per-cent|pct)\b)"
    r"|[ -]?(?:full )?(?:basis[ -]points?|bps?)\b|[ -](?:full )?(?:points?|pts?)\b|[ -]?(?:cents?\b|¢)"
    rf"|[ -](?:u\.?s\.? )?dollars?\b|[ -]?(?:{_NAMES})\b"
)
_SCALE = re.compile(
    r"[ -]?(?:million|billion|trillion|bn|mln|tn|trn|m|b|k|barrels|tonnes|tons|bpd|years?|months?"
    r"|weeks?|days?"
    r"|hours?|minutes?|people|jobs|countries|shares|stocks|companies|bushels|ounces|a\.?m|p\.?m|th|st"
    r"|nd|rd)\b"
)
_FIGURE = re.compile(
    r"(?:(?<![\w.,/-])|(?<=\d-))(?P<sign>[+-]|(?:minus|negative) )?(?P<coin>us\$|u\.s\. ?\$|\$|£|€|¥|₹"
    r"|a\$|c\$|hk\$|s\$)?\s?"
    rf"(?P<figure>{_DIGITS}|{_SPELT})(?P<unit>{_UNIT})?(?![\d]|[.,:]\d)"
)
_OF_VALUE = re.compile(
    rf"(?<!\w)(?P<count>(?:an?|one|two|three|four|five|nine)[ -])?(?P<part>{_PART})(?= (?:of )?(?:its"
    rf"|their|the"
    r")(?: \w+)? (?:values?|prices?|worth)\b)"
    rf"|(?<=\bby )(?:about |nearly |almost |around |roughly |more than |over )?(?P<count2>(?:an?|one"
    rf"|two|three"
    rf"|four|nine)[ -])(?P<part2>{_PART})\b(?! of an?\b)"
    rf"|(?<![\w-])(?P<count3>(?:an?|one|two|three)[ -])(?P<part3>third|quarter|fifth|sixth|tenth)s?"
    r"(?=(?: (?:lower|higher|on|to)\b|[.,;]|\Z))"
)
_RANGE = re.compile(r"\s?(?:-|to|or)\s?\Z")
_LIST = re.compile(r",? and |, \Z")
_GLUE = re.compile(r"(?:\s?-\s?|,? (?:to|and|or) |, )\Z")
_GLUE_AFTER = re.compile(r"-| to | and | or ")
_LEVEL_BEFORE = re.compile(r"\b(?:to|at|above|below|near|of|hit|reached)\s(?:about )?\Z")


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """A figure at ``[start, end)``.

    ``number`` is a bare figure, ``money`` one in another currency than dollars; ``sign`` is that written
    before it; ``joined`` tells how it goes with the figure before: the end of a range, or one of a list.
    ``part`` is set where it is a share of the whole: "lost a fifth of its value".
    """

    start: int
    end: int
    value: float
    unit: Measure
    sign: str = ""
    joined: Literal["", "range", "list"] = ""
    part: bool = False


def find_quantities(lower: str, start: int, end: int) -> list[Quantity]:
    """Find the figures of ``lower[start:end]`` in their order, each with the unit that it shares."""
    found: list[Quantity] = []
    for match in _FIGURE.finditer(lower, start, end):
        quantity = _quantity(match, lower, end)
        if quantity is not None:
            found.append(quantity)
    held = [(q.start, q.end) for q in found if q.unit != "number"]
    for match in _OF_VALUE.finditer(lower, start, end):
        name = next(n for n in ("part", "part2", "part3") if match[n])
        at = (
            match.start(name.replace("part", "count"))
            if match[name.replace("part", "count")]
            else match.start(name)
        )
        if not any(first < match.end() and at < last for first, last in held):
            found.append(_share(match, name, at))
    found = [q for q in found if q.part or not any(o.part and o.start <= q.start < o.end for o in found)]
    return _joined(sorted(found, key=lambda q: q.start), lower)


def _share(match: re.Match[str], name: str, at: int) -> Quantity:
    count = _VALUES[(match[name.replace("part", "count")] or "a").strip(" -")]
    value = round(100 * count * _PARTS[match[name].rstrip("s")], 2)
    return Quantity(start=at, end=match.end(name), value=value, unit="percent", part=True)


def _quantity(match: re.Match[str], lower: str, end: int) -> Quantity | None:
    if _SCALE.match(lower, match.end(), end) or lower.startswith(
        ("at one point", "at one stage"), max(0, match.start() - 3)
    ):
        return None
    unit = _unit_of(match["unit"] or "", match["coin"] or "")
    figure = match["figure"].strip()
    if unit == "number" and not figure[0].isdigit():
        word = figure in _VALUES and figure not in ("a", "an") and _GLUE_AFTER.match(lower, match.end(), end)
        if not word:
            return None
    value = figure_value(figure)
    if match["unit"] and "percentage point" in match["unit"]:
        unit, value = "bp", 100 * value
    start = match.end("sign") if match["sign"] in ("+", "-") else match.start()
    start += (
        len(match.group()) - len(match.group().lstrip()) if not match["sign"] and not match["coin"] else 0
    )
    sign = (match["sign"] or "").strip()
    if unit != "percent" and len(sign) > 1:
        value = -value
    return Quantity(start=start, end=match.end(), value=round(value, 6), unit=unit, sign=sign)


def _unit_of(unit: str, coin: str) -> Measure:
    if coin:
        return "usd" if coin in ("$", "us$", "u.s.$", "u.s. $") else "money"
    word = unit.strip(" -").removeprefix("full ")
    if not word:
        return "number"
    if word == "%" or word.startswith("per") or word == "pct":
        return "percent"
    if word.startswith(("basis", "bp")):
        return "bp"
    if word.startswith(("point", "pt")):
        return "points"
    if word.startswith("cent") or word in ("¢", "c"):
        return "cents"
    return "usd" if "dollar" in word else "money"


def figure_value(figure: str) -> float:
    """Return the number that digits, fractions or words stand for: ``1,234.5``, ``2 1/2``, ``half a``."""
    if figure[0].isdigit() or figure[0] == ".":
        return _digits_value(figure)
    if figure in _GLYPHS:
        return _GLYPHS[figure]
    whole, _, rest = figure.partition(" and ")
    return _words_value(whole) + _words_value(rest)


def _words_value(words: str) -> float:
    total = 0.0
    for word in re.findall(r"[a-z]+", words):
        if word in _PARTS or word.rstrip("s") in _PARTS:
            return (total or 1.0) * _PARTS[word if word in _PARTS else word[:-1]]
        total = (
            (total or 1.0) * _VALUES[word]
            if word in ("hundred", "thousand")
            else total + _VALUES.get(word, 0.0)
        )
    return total


def _digits_value(figure: str) -> float:
    whole = re.match(r"[\d,.]+", figure)
    value = float(whole.group().replace(",", "").rstrip(".")) if whole else 0.0
    fraction = re.search(r"(\d{1,2})/(\d{1,2})\Z", figure)
    if fraction and int(fraction[2]):
        value += int(fraction[1]) / int(fraction[2])
    return value + _GLYPHS.get(figure[-1], 0.0)


def _joined(found: list[Quantity], lower: str) -> list[Quantity]:
    """Give a bare figure the unit of the next in "2 to 3 percent" and "4.1 and 3.6 percent"."""
    for n in range(len(found) - 2, -1, -1):
        left, right = found[n], found[n + 1]
        gap = lower[left.end : right.start]
        if not _GLUE.match(gap) or len(gap) > 6:
            continue
        if left.unit == "number" and right.unit in ("percent", "points", "bp", "cents"):
            if _LEVEL_BEFORE.search(lower[max(0, left.start - 12) : left.start]) and "-" not in gap:
                continue
            found[n] = left = replace(left, unit=right.unit, part=right.part)
        elif left.unit == "usd" and right.unit == "number" and _RANGE.match(gap):
            found[n + 1] = right = replace(right, unit="usd")
        if left.unit == right.unit and left.unit != "number":
            between = re.search(r"\bbetween \Z", lower[max(0, left.start - 8) : left.start])
            kind: Literal["range", "list"] = "range" if between or _RANGE.match(gap) else "list"
            found[n + 1] = replace(right, joined=kind)
    return found
