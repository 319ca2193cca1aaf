"""Rules for lengths of time, for what recurs, and for a vague past, present and future."""

from __future__ import annotations

import re

from eventstudy.extract.article.text import word_set
from eventstudy.extract.times.relative_times import ABOUT_HEADS, APPROXIMATELY, approximation
from eventstudy.extract.times.time_rules import COUNT_HEADS, UNIT_HEADS, Fields, TimeRule, rule
from eventstudy.extract.times.time_words import COUNT, UNIT, amount, count_of, unit_name

_LETTERS = {"second": "S", "minute": "M", "hour": "H", "day": "D", "week": "W", "month": "M", "quarter": "Q",
            "year": "Y", "weekend": "WE", "decade": "DE", "century": "CE", "fortnight": "W"}  # fmt: skip
_MANY = {"decade": (10, "Y"), "century": (100, "Y"), "fortnight": (2, "W")}
_SET_VALUES = {
    "hourly": "PT1H",
    "daily": "XXXX-XX-XX",
    "nightly": "XXXX-XX-XXTNI",
    "weekly": "P1W",
    "fortnightly": "P2W",
    "biweekly": "P2W",
    "monthly": "P1M",
    "quarterly": "P3M",
    "annual": "P1Y",
    "annually": "P1Y",
    "yearly": "P1Y",
    "semiannual": "P6M",
    "biannual": "P6M",
    "biennial": "P2Y",
}
_BEHIND = word_set("past last previous preceding recent latest prior")
_AHEAD = word_set("next coming following future ensuing")


def period_value(unit: str, count: float | None) -> str:
    """Return the TIMEX3 value of a length of time: "P3D", "PT2H"; "PXD" where the number is vague."""
    clock = "T" if unit in ("second", "minute", "hour") else ""
    if count is None:
        return f"P{clock}X{_LETTERS[unit]}"
    size, letter = _MANY.get(unit, (1, _LETTERS[unit]))
    return f"P{clock}{count * size:g}{letter}"


def _length(m: re.Match[str]) -> Fields | None:
    """Read "two years", "the past three years", "the first nine months", "a two-hour"."""
    words, rel = m["unit"], (m["rel"] or "").lower()
    unit, count, hyphen = unit_name(words), count_of(m["count"]), m["gap"] == "-"
    if not _is_length(m, unit, count, hyphen=hyphen):
        return None
    tag = (m.start("about") if m["about"] else m.start("rel") if rel else m.start("count"), m.end())
    if m["the"] and (rel or (words.endswith("s") and not hyphen)):
        tag = (m.start("the"), m.end())
    if count is None and rel in _BEHIND | _AHEAD:
        value = "PAST_REF" if rel in _BEHIND else "FUTURE_REF"
        return {"type": "DATE", "value": value, "kinds": ("ref",), "tag": tag}
    fields: Fields = {
        "count": count,
        "unit": unit,
        "mod": approximation(m["about"]),
        "tag": tag,
        "type": "DURATION",
    }
    return fields | {"value": period_value(unit, count), "kinds": ("duration",)}


def _is_length(m: re.Match[str], unit: str, count: float | None, *, hyphen: bool) -> bool:
    words, number = m["unit"].lower(), m["count"].lower()
    before = m.string[max(0, m.start() - 14) : m.start()].lower()
    after = m.string[m.end() : m.end() + 12].lower()
    if re.match(r"[\s-]olds?\b|\s+of\s+age\b|-and-", after) or re.search(
        r"[$£€#]\Z|\bage[sd]?\s\Z|\bno\.?\s\Z", before
    ):
        return False
    if unit in ("second", "quarter", "weekend") and number in ("a", "an", "one", "half a") and not m["rel"]:
        return unit == "weekend"
    plural = words.endswith("s") or words == "centuries"
    if not plural and not hyphen and count is not None and count > 1 and not re.match(r"\s[a-z]", after):
        return False  # "a five year low" is a length, "20 second" the end of a name
    if unit == "quarter" and (not plural and not hyphen):
        return False
    return not (plural and number in ("a", "an"))


def _each(m: re.Match[str]) -> Fields | None:
    """Read "a year" of "$2 a year" as what recurs, else as a length of time."""
    unit = m["unit"].lower()
    before = m.string[max(0, m.start() - 40) : m.start()].lower()
    rate = re.search(
        r"(?:\b(?P<often>once|twice|(?P<times>\w+)\stimes)|\b(?:percent|per\scent|million|billion|trillion|thousand|hundred|share"
        r"|people|bpd|hour|night)|\b(?!(?:is|was|has|as|this|its|his|lasts|takes|needs|spends|less|plus|does|us)\s)[a-z]+s|[\d%])\s\Z",
        before,
    )
    if rate is None:
        return None
    if not rate["often"]:  # of "$2 a year" it marks nothing
        return {"type": "SET", "kinds": ("rate",)}
    times = {"once": 1, "twice": 2}.get(rate["often"]) or amount(rate["times"])
    fields: Fields = {"type": "SET", "value": period_value(unit, 1), "kinds": ("set",)}
    return fields | ({"freq": f"{times:g}X"} if times else {})


def _every(m: re.Match[str]) -> Fields | None:
    unit = unit_name(m["unit"])
    count = 2.0 if m["other"] else count_of(m["count"]) if m["count"] else 1.0
    return {"type": "SET", "value": period_value(unit, count), "quant": "EVERY", "kinds": ("set",)}


def _every_part(m: re.Match[str]) -> Fields | None:
    part = {"morning": "TMO", "afternoon": "TAF", "evening": "TEV", "night": "TNI"}[m["part"].lower()]
    return {"type": "SET", "value": f"XXXX-XX-XX{part}", "quant": "EVERY", "kinds": ("set",)}


def _recurring(m: re.Match[str]) -> Fields | None:
    word = m["word"]
    begins = m.start() == 0 or not re.search(r"[\w,;'-]\s\Z", m.string[max(0, m.start() - 2) : m.start()])
    if word[0].isupper() and (not begins or re.match(r"\s+[A-Z]", m.string[m.end() : m.end() + 3])):
        return None  # the name of a paper
    return {"type": "SET", "value": _SET_VALUES[word.lower()], "quant": "EVERY", "kinds": ("set",)}


def _many(m: re.Match[str]) -> Fields | None:
    """Read "for years", "in recent weeks", "coming months"."""
    unit, rel = unit_name(m["unit"]), (m["rel"] or "").lower()
    tag = (m.start("the") if m["the"] and rel else m.start("rel") if rel else m.start("unit"), m.end())
    if rel in ("recent", "past", "last", "previous", "earlier", "prior"):
        return {"type": "DATE", "value": "PAST_REF", "kinds": ("ref",), "tag": tag}
    if rel:
        return {"type": "DATE", "value": "FUTURE_REF", "kinds": ("ref",), "tag": tag}
    before = m.string[max(0, m.start() - 12) : m.start()].lower()
    after = m.string[m.end() : m.end() + 6].lower()
    if unit in ("second", "quarter") or re.match(r"-?\s?old\b|-ago", after):
        return None
    if not re.search(
        r"\b(?:for|over|after|takes?|took|within|lasting|lasted|last|spent|in|of|the|these|those|by|be)\s\Z",
        before,
    ):
        return None
    value = period_value(unit, None)
    return {"type": "DURATION", "value": value, "unit": unit, "kinds": ("duration",), "tag": tag}


def _whole(m: re.Match[str]) -> Fields | None:
    return {"type": "DURATION", "value": period_value(m["unit"].lower(), 1), "kinds": ("duration",)}


def _some_time(_: re.Match[str]) -> Fields | None:
    return {"type": "DURATION", "value": "PXX", "kinds": ("duration",)}


def _long(m: re.Match[str]) -> Fields | None:
    words = m["unit"].lower()
    count = None if words.endswith("s") else 1.0
    return {"type": "DURATION", "value": period_value(unit_name(words), count), "kinds": ("duration",)}


def _reference(m: re.Match[str]) -> Fields | None:
    word = re.sub(r"\s+", " ", m["word"].lower())
    if word == "the past" and re.match(
        r"\s+(?:[a-z]+\s+)?(?:day|week|month|quarter|year|decade|century|\d)",
        m.string[m.end() : m.end() + 24],
    ):
        return None
    before, after = m.string[max(0, m.start() - 6) : m.start()].lower(), m.string[m.end() : m.end() + 8]
    if word == "the future" and (
        not before.endswith(("in ", "into ", "about ", "for ")) or after[:4] == " of "
    ):
        return None
    if word in ("current", "future") and not re.match(r"\s[a-z]", after):
        return None
    value = (
        "FUTURE_REF"
        if "future" in word or "term" in word
        else "PAST_REF"
        if word in _PAST_WORDS
        else "PRESENT_REF"
    )
    return {"type": "DATE", "value": value, "kinds": ("ref",), "tag": (m.start("word"), m.end())}


_PAST_WORDS = ("recently", "the past", "lately", "the recent past")
_PLURALS = r"(?:seconds|minutes|hours|days|weeks|months|quarters|years|decades|centuries)"
_RELATIVE = (
    "past|last|next|first|final|coming|following|previous|preceding|latest|prior|ensuing|remaining|recent"
    "|opening"
)
RULES: tuple[TimeRule, ...] = (
    rule("rate", "a an", r"(?P<word>an?)\s+(?P<unit>hour|day|week|month|quarter|year)\b(?!-)", _each),
    rule(
        "length",
        COUNT_HEADS | ABOUT_HEADS | word_set(f"the {_RELATIVE.replace('|', ' ')}"),
        rf"(?:(?P<the>the|these|those)\s+)?{APPROXIMATELY}(?:(?P<rel>{_RELATIVE})\s+)?(?P<count>{COUNT})(?P<gap>-|\s+)"
        rf"(?:(?:more|additional|consecutive|straight|full|long|short|successive|extra)\s+)?(?P<unit>{UNIT})\b(?!-\w)(?:\s+and\s+a\s+half\b|\s+or\s+(?:so|more)\b)?",
        _length,
    ),
    rule(
        "every",
        "every each",
        rf"(?:every|each)\s+(?:(?:single|passing)\s+)?(?:(?P<other>other|second)\s+|(?P<count>{COUNT})\s+)?(?P<unit>{UNIT})\b(?!-)",
        _every,
    ),
    rule(
        "every part of a day",
        "every each",
        r"(?:every|each)\s+(?P<part>morning|afternoon|evening|night)\b",
        _every_part,
    ),
    rule(
        "recurring",
        frozenset(_SET_VALUES),
        rf"(?P<word>{'|'.join(sorted(_SET_VALUES, key=len, reverse=True))})\b(?!-)",
        _recurring,
    ),
    rule(
        "many",
        UNIT_HEADS | word_set("the recent past last previous earlier prior coming next future following"),
        rf"(?:(?P<the>the|these)\s+)?(?:(?P<rel>recent|past|last|previous|earlier|prior|coming|next|future|following)\s+)?(?P<unit>{_PLURALS})\b"
        r"(?!-|'\s)",
        _many,
    ),
    rule("whole unit", "all", r"all\s+(?P<unit>day|week|month|year)\b(?!-|s)", _whole),
    rule(
        "some time",
        "some quite",
        r"(?:quite\s+)?some\s+time\b(?!\s+(?:ago|before|after|in|on|next|last|this))",
        _some_time,
    ),
    rule(
        "long",
        UNIT_HEADS | word_set("yearlong monthlong weeklong daylong hourlong"),
        r"(?P<unit>(?:hour|day|week|month|year|decade)s?)-?long\b",
        _long,
    ),
    rule(
        "reference",
        "now current future currently nowadays presently recently lately the these right at",
        r"(?:(?:at\s+)(?=the\s+present))?(?P<word>(?:right\s+)?now(?!-)|currently|current|future|nowadays|presently|recently|lately|these\s+days|the\s+present(?=\s+(?:day|time)|[,.;])|at\s+present"
        r"|the\s+recent\s+past|the\s+past|the\s+(?:(?:near|not-too-distant|distant|immediate)\s+)?future|the\s+near\s+term)\b",
        _reference,
    ),
)
