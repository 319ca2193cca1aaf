"""Words for times: names, numbers, units and zones, and the patterns that they make."""

from __future__ import annotations

import re

from eventstudy.extract.article.text import word_set

MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_ONES = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_TEENS = ("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen")
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
NUMBERS = {"a": 1, "an": 1} | {name: n for n, name in enumerate(_ONES, start=1)}
CARDINALS = NUMBERS | {name: n for n, name in enumerate(_TEENS, start=13)}
CARDINALS |= {name: 10 * n for n, name in enumerate(_TENS, start=2)}
_ORDINAL_NAMES = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth"
    " fifteenth sixteenth seventeenth eighteenth nineteenth twentieth twenty-first twenty-second"
    " twenty-third twenty-fourth twenty-fifth twenty-sixth twenty-seventh twenty-eighth twenty-ninth"
    " thirtieth thirty-first"
)
ORDINALS = {name: n for n, name in enumerate(_ORDINAL_NAMES.split(), start=1)} | {"last": -1, "final": -1}
SEASONS = {"spring": "SP", "summer": "SU", "autumn": "FA", "fall": "FA", "winter": "WI"}

# Every pattern is matched without regard to case, but for names, which are told from words by theirs.
_FULL = "|".join(f"{name.title()}|{name.upper()}" for name in MONTHS)
# Only what is cut short takes a full stop: that after "June" ends the sentence.
_CUT = "Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec"
MONTH = rf"(?-i:(?:{_FULL})\b|(?:{_CUT}|{_CUT.upper()})\b\.?)"
_BESIDE_A_DATE = r",?\s+(?:[A-Z][a-z]{2,8}\.?\s+\d|\d{1,2}\s+[A-Z])"
WEEKDAY = (
    r"(?-i:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?:MON|TUES|WEDNES|THURS|FRI|SATUR|SUN)DAY"
    rf"|(?:Mon|Tues?|Weds?|Thurs?|Thu|Fri)(?:\.(?=,?\s)|(?={_BESIDE_A_DATE}))"
    rf"|(?:Sat|Sun)(?:(?=\.?{_BESIDE_A_DATE})\.?))"
)
YEAR = r"(?:1[6-9]|20)\d\d"
DAY = r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?"
ORDINAL = rf"(?:{'|'.join(sorted(ORDINALS.keys() - {'last', 'final'}, key=len, reverse=True))})"
_TENS_WORD = rf"(?:{'|'.join(_TENS)})(?:[\s-](?:{'|'.join(_ONES[:9])})\b)?"
NUMBER_WORD = rf"(?:{_TENS_WORD}|{'|'.join((*_TEENS, *sorted(_ONES, key=len, reverse=True)))})"
_DIGITS = r"(?:\d{1,3}(?:,\d{3})+|\d{1,4}(?:\.\d{1,2})?)(?:\s+[13]/[24])?"
_AND_A_HALF = r"(?:[\s-]+and[\s-]+a[\s-]+half)?"
VAGUE = (
    r"(?:an?\s+)?(?:few|couple(?:\s+of)?|handful\s+of|number\s+of|good\s+many)|several|some|many"
    r"|countless|numerous|dozens\s+of|multiple|various"
)
COUNT = (
    rf"(?:half\s+an?|{VAGUE}|a\s+dozen|an?(?:\s+(?:full|whole|single))?|(?:{NUMBER_WORD}){_AND_A_HALF}"
    rf"|{_DIGITS})"
)
EXACT_COUNT = rf"(?:(?:{NUMBER_WORD}){_AND_A_HALF}|{_DIGITS})"
UNIT = (
    r"(?:seconds?|minutes?|mins?|hours?|(?:(?:business|trading|working|calendar)\s+)?days?|weeks?|fortnights?"
    r"|months?|quarters?|years?|decades?|centur(?:y|ies)|weekends?)"
)
ZONE = (
    r"(?-i:(?:GMT|UTC)(?:\s?[+-]\d{1,2}(?::?[0-5]\d)?)?(?!\w)|(?:BST|CES?T|EES?T|WIB|E[SD]?T|C[SD]?T|M[SD]T|P[SD]?T|AKS?T|HST"
    r"|JST|KST|IST|IRS?T|IRDT|AST|MSK|AES?T|AEDT|ACS?T|AWS?T|NZS?T|NZDT|HKT|SGT|PHT|ICT|SAST|WAT|EAT|GST|PKT|BRT|ART|TRT"
    r"|WES?T|IDT)\b"
    r"|(?:[Ll]ocal|LOCAL)(?: [Tt]ime| TIME|(?= on ))|(?:US |U\.S\. )?(?:Eastern|Pacific|Central|Mountain)\b"
    r"(?: (?:(?:Standard |Daylight |European |African |European Summer )?[Tt]ime)\b)?"
    r"|(?:[A-Z][a-z]+ ){1,2}(?:Standard |Daylight |Summer )?[Tt]ime\b)"
)
PARTS_OF_A_DAY = (
    r"(?:(?:early|late|mid)[\s-]+)?(?:morning|afternoon|evening|night)(?:\s+hours)?|(?:early|small|wee|predawn)"
    r"(?:\s+morning)?\s+hours|pre-?dawn|dawn|daybreak|dusk|sunrise|sunset|nightfall|midday|mid-?day|overnight|lunchtime"
    r"|midnight"
)
HOURS_UNITS = word_set("second minute hour")


def month_number(name: str) -> int:
    """Return 1 for "January", "Jan." and so on."""
    return next(n for n, full in enumerate(MONTHS, 1) if full.startswith(name.lower().rstrip(".")[:3]))


def weekday_number(name: str) -> int:
    """Return 0 for "Monday", "Mon." and so on."""
    return next(n for n, full in enumerate(WEEKDAYS) if full.startswith(name.lower().rstrip(".s")[:3]))


def whole(text: str | None) -> int | None:
    """Return the digits of ``text`` as a number; None where it has none."""
    digits = re.sub(r"\D", "", text or "")
    return int(digits) if digits else None


def ordinal(text: str) -> int | None:
    """Return the number of "third", "3rd" or "last" (-1)."""
    return ORDINALS.get(text.lower()) or whole(text)


def amount(text: str | None) -> float | None:
    """Return the number of "two", "half an" or "1.5"; None for "several" and the like."""
    words = re.sub(r"\s+", " ", (text or "").lower()).strip()
    words = re.sub(r"^(an?) (?:full|whole|single)$", r"\1", words)
    if words.startswith("half a"):
        return 0.5
    if words in ("a dozen", "a couple of", "a couple", "couple of"):
        return 12.0 if words == "a dozen" else 2.0
    half = 0.5 if words.endswith("half") else 0.0
    words = re.sub(r"[\s-]+and[\s-]+a[\s-]+half$", "", words)
    digits = re.fullmatch(r"([\d,]+(?:\.\d+)?)(?: ([13])/([24]))?", words)
    if digits:
        more = int(digits[2]) / int(digits[3]) if digits[2] else 0.0
        return float(digits[1].replace(",", "")) + more
    tens, _, ones = words.replace(" ", "-").partition("-")
    if tens not in CARDINALS or (ones and ones not in NUMBERS):
        return None
    return CARDINALS[tens] + (NUMBERS[ones] if ones else 0) + half


def count_of(text: str | None) -> float | None:
    """Return :func:`amount`, as an ``int`` where it is whole."""
    found = amount(text)
    return int(found) if found is not None and found == int(found) else found


def unit_name(text: str) -> str:
    """Return "day" for "days" or "trading day", "century" for "centuries", and so on."""
    word = text.lower().split()[-1]
    word = {"centuries": "century", "mins": "minute", "min": "minute"}.get(word, word)
    return word.removesuffix("s")
