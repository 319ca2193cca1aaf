"""Statements of the text about the move of a market."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, lru_cache

from eventstudy.extract.published import Publication
from eventstudy.extract.resolve import Reference, resolve
from eventstudy.extract.text import Article, Sentence
from eventstudy.extract.timex import Timex, find_times
from eventstudy.extract.triggers import find_triggers
from eventstudy.instruments import INSTRUMENTS
from eventstudy.types import Claim, Direction, Event, Magnitude, Qualifier, Unit

# Assets without a row in INSTRUMENTS: name -> names in text.
OTHER_ASSETS: dict[str, tuple[str, ...]] = {
    "wti": ("west texas intermediate", "u.s. crude", "us crude", "wti crude", "wti"),
    "oil": ("oil prices", "crude prices", "crude oil", "oil futures", "crude futures", "the price of oil"),
    "s&p 500": ("s&p 500", "s&p500", "standard & poor's 500", "standard and poor's 500"),
    "nasdaq": ("nasdaq composite", "nasdaq 100", "the nasdaq", "nasdaq"),
    "ftse 100": ("ftse 100", "ftse100", "the ftse"),
    "dax": ("dax",),
    "cac 40": ("cac 40",),
    "euro stoxx 50": ("euro stoxx 50", "stoxx 600", "stoxx europe 600"),
    "nikkei": ("nikkei 225", "nikkei"),
    "hang seng": ("hang seng",),
    "shanghai composite": ("shanghai composite",),
    "russell 2000": ("russell 2000",),
    "vix": ("vix", "volatility index"),
    "gold": ("gold prices", "spot gold", "gold futures", "gold"),
    "silver": ("spot silver", "silver prices"),
    "copper": ("copper prices", "copper"),
    "natural gas": ("natural gas futures", "natural gas prices", "gas prices"),
    "bitcoin": ("bitcoin",),
    "pound": ("sterling", "the pound"),
    "euro": ("the euro",),
    "yen": ("the yen",),
    "dollar": ("dollar index", "the dollar"),
    "10-year treasury": (
        "10-year treasury yield",
        "10-year yield",
        "10-year treasury note",
        "benchmark 10-year note",
    ),
}
_UP = (
    r"rose|rise|rises|rising|risen|gained|gain|gains|gaining|jump(?:ed|s|ing)?|surg(?:ed|es|e|ing)"
    r"|soar(?:ed|s|ing)?|climb(?:ed|s|ing)?"
    r"|spik(?:ed|es|e|ing)|rall(?:ied|ies|y|ying)|advanc(?:ed|es|e|ing)|up|higher|rebound(?:ed|s|ing)?"
    r"|added|adding|leap(?:t|ed)?"
    r"|shot up|edged up|increased|strengthened|firmed|recovered|ticked up"
)
_DOWN = (
    r"fell|fall|falls|falling|fallen|lost|lose|losing|drop(?:ped|s|ping)?|plung(?:ed|es|e|ing)|tumbl(?:ed"
    r"|es|e|ing)|slid|slide|slides|sliding"
    r"|sank|sink|sinking|declin(?:ed|es|e|ing)|dip(?:ped|s|ping)?|slump(?:ed|s|ing)?|crash(?:ed|es|ing)?"
    r"|shed|shedding|plummet(?:ed|s|ing)?|down"
    r"|lower|eased|slipped|retreated|weakened|tanked|decreased|gave up|ticked down|dived|nosedived|collapsed"
)
_FLAT = r"(?:little|barely) changed|unchanged|flat|steady|held steady|barely moved"
_MOVE = re.compile(rf"\b(?:(?P<flat>{_FLAT})|(?P<up>{_UP})|(?P<down>{_DOWN}))\b")
_NUMBER = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d{1,9}(?:\.\d{1,6})?"
_WORDS = [
    "half",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
]
_SIZE = re.compile(
    rf"(?<![\d.,$£€])(?P<pct>{_NUMBER}|\b(?:{'|'.join(_WORDS)}))[ -]?(?:%|percent\b|per cent\b|pct\b)(?! "
    rf"points?)"
    rf"|(?<![\d.,$£€])(?P<bp>{_NUMBER})[ -]?(?:basis points?|bps?\b)"
    rf"|(?<![\d.,$£€])(?P<pts>{_NUMBER})[ -](?:points?|pts?)\b"
    rf"|(?<![\d.,$£€])(?P<cents>{_NUMBER})[ -]?(?:cents?|¢)"
    rf"|\$\s?(?P<usd>{_NUMBER})(?![\d.]*\s?(?:million|billion|trillion|bn|mn?\b))"
    rf"|(?<![\d.,$])(?P<dollars>{_NUMBER}) dollars?\b"
)
_LEVEL = re.compile(
    rf"\b(?:at|to|above|below|around|near|of|past|through|hit|reach(?:ed|ing)?|topped|touch(?:ed|ing)?"
    rf"|trad(?:ed|ing) (?:at|around))"
    rf"\s+(?:about |around |nearly |a record (?:high )?(?:of )?|a high of |a low of "
    rf")?(?P<level>\$?\s?(?:{_NUMBER}))(?![\d%]| ?(?:percent|per cent|pct|points?|basis|cents?|bps?)\b)"
)
_QUALIFIERS: tuple[tuple[Qualifier, re.Pattern[str]], ...] = (
    (
        "close",
        re.compile(
            r"\b(?:clos(?:ed|es|ing|e)(?! (?:to|the))|settl(?:ed?|es|ing|ement)|ended|ending|finish(?:ed"
            r"|ing)|at the close)\b"
        ),
    ),
    ("open", re.compile(r"\b(?:opened|at the open(?:ing)?|opening|early trad(?:e|ing))\b")),
    (
        "intraday_extreme",
        re.compile(
            r"\bas (?:high|much|low|many) as\b|\b(?:intraday|session|day's) (?:high|low|peak)\b|\bat one "
            r"point\b|\bat (?:its|their) (?:peak|low|high|worst)\b|\bbriefly\b|\bhigh of\b|\blow of\b"
        ),
    ),
    ("record", re.compile(r"\b(?:record|all-time)\b")),
    ("futures", re.compile(r"\bfutures\b")),
    (
        "at_least",
        re.compile(
            r"\b(?:more than|over|at least|above|exceeding|upwards of)\b(?=\s+(?:[$£€]?\d|\w+ ?(?:percent"
            r"|per cent)))"
        ),
    ),
    (
        "approx",
        re.compile(
            r"\b(?:about|around|roughly|nearly|almost|approximately|some|close to)\b(?=\s+(?:[$£€]?\d|\w+ "
            r"?(?:percent|per cent)))"
        ),
    ),
)
_UNITS: dict[str, Unit] = {"pct": "percent", "bp": "bp", "pts": "points", "cents": "cents"}
_TAIL = re.compile(
    r"(?: (?:a barrel|to (?:an? )?(?:all-time|record)(?: highs?| lows?)?"
    r"|on (?:the day|(?:mon|tues|wednes|thurs|fri|satur|sun)day)|overnight|at the close|at the open"
    r"|at one point|in early trading|in after-hours trading"
    r"|(?:mon|tues|wednes|thurs|fri)day|today|yesterday)\b)+"
)
_CUT = re.compile(r";|—|\bwhile\b|, (?:but|as|after)\b|\bwhereas\b")
_FUTURE = re.compile(
    r"\b(?:could|would|might|may|will|should|if|expect(?:s|ed)? to|forecasts?|predict(?:s|ed)?|likely to)\b"
)
_REACH = 170


@dataclass(frozen=True, slots=True, kw_only=True)
class Naming:
    """An asset named at ``[start, end)``."""

    start: int
    end: int
    asset: str


@cache
def _aliases() -> tuple[re.Pattern[str], dict[str, str]]:
    table = {alias: name for name, aliases in OTHER_ASSETS.items() for alias in aliases}
    table |= {alias: row.name for row in INSTRUMENTS.values() for alias in row.aliases}
    names = sorted(table, key=lambda alias: (-len(alias), alias))
    return re.compile(r"(?<![\w-])(?:" + "|".join(map(re.escape, names)) + r")(?!\w)"), table


def find_assets(lower: str, start: int, end: int) -> list[Naming]:
    """Find the assets named in ``lower[start:end]``; the longest name wins."""
    pattern, table = _aliases()
    return [
        Naming(start=m.start(), end=m.end(), asset=table[m.group()])
        for m in pattern.finditer(lower, start, end)
    ]


def find_claims(article: Article, events: Sequence[Event], publication: Publication) -> tuple[Claim, ...]:
    """Find every statement that an asset moved: an asset with a direction beside it, and its size."""
    claims: list[Claim] = []
    of_the_day = _is_of_the_day(article, publication)
    last: tuple[int, date | None] = (-1, None)
    for sentence in article.sentences:
        namings = find_assets(article.lower, sentence.start, sentence.end)
        for at, naming in enumerate(namings):
            room = (
                namings[at - 1].end if at else sentence.start,
                namings[at + 1].start if at + 1 < len(namings) else sentence.end,
            )
            claim = _claim(
                article=article,
                sentence=sentence,
                naming=naming,
                room=room,
                events=events,
                publication=publication,
            )
            if claim is None:
                continue
            # A day named for one market holds for the next in the paragraph.
            day = claim.date or (last[1] if last[0] == sentence.paragraph else None) or of_the_day
            last = (sentence.paragraph, day)
            claims.append(replace(claim, date=day))
    return tuple(claims)


def _is_of_the_day(article: Article, publication: Publication) -> date | None:
    """Return the date of publication, if the opening names that day as the day of its news."""
    if publication.source not in ("given", "dateline"):
        return None
    for sentence in article.sentences[:4]:
        for timex in find_times(article.clean, max(sentence.start, publication.head[1]), sentence.end):
            span = resolve(timex, Reference(published=publication.day))
            if span is not None and not timex.direction and span.last.date() == publication.day:
                return publication.day
    return None


def _claim(
    *,
    article: Article,
    sentence: Sentence,
    naming: Naming,
    room: tuple[int, int],
    events: Sequence[Event],
    publication: Publication,
) -> Claim | None:
    cut = _CUT.search(article.lower, naming.end, room[1])
    last = min(cut.start() if cut else room[1], naming.end + _REACH)
    words = article.lower[naming.end : last]
    move = _MOVE.search(words)
    if move is None or _FUTURE.search(words[: move.start()]) or _is_other_subject(words[: move.start()]):
        return None
    sizes = _sizes(words)
    level = _level(words, move.end())
    end = naming.end + _quote_end(words, [move.end(), *(end for _, end in sizes), level[1]])
    start = _quote_start(article.lower, naming.start, room[0])
    told = article.lower[start:end]
    return Claim(
        quote=article.text[start:end],
        char_start=start,
        char_end=end,
        asset=naming.asset,
        direction=_direction(move, words),
        magnitudes=tuple(size for size, _ in sizes),
        level=level[0],
        qualifiers=tuple(name for name, pattern in _QUALIFIERS if pattern.search(told)),
        date=_date_of(article, sentence, (start, end), events, publication),
    )


def _is_other_subject(words: str) -> bool:
    """Whether another thing than the asset stands before the verb: "the Dow's rival fell"."""
    return bool(
        re.search(
            r"\b(?:shares of|stocks? of|producers?|companies|analysts?|traders?|investors?|demand|supply"
            r"|output|production)\b",
            words,
        )
    )


def _direction(move: re.Match[str], words: str) -> Direction:
    if move["flat"]:
        return "flat"
    # "gave up gains", "pared losses" and "closed down" speak by their first verb; "up" after "gave" does not.
    negated = re.search(r"\b(?:did not|didn't|failed to)\s+\Z", words[: move.start()])
    up = bool(move["up"]) is not bool(negated)
    return "up" if up else "down"


def _sizes(words: str) -> list[tuple[Magnitude, int]]:
    found = []
    levels = {m.start("level") for m in _LEVEL.finditer(words)}
    for match in _SIZE.finditer(words):
        name = match.lastgroup or ""
        unit = _UNITS.get(name, "usd")
        if unit == "usd" and match.start() in levels:
            continue
        found.append((Magnitude(value=_value(match[name]), unit=unit), match.end()))
    return found


def _value(text: str) -> float:
    if text in _WORDS:
        return 0.5 if text == "half" else float(_WORDS.index(text))
    return float(text.replace(",", ""))


def _level(words: str, after: int) -> tuple[float | None, int]:
    """Price or index level, and where it ends; a bare small number is no level."""
    for match in _LEVEL.finditer(words):
        figure = match["level"].replace("$", "").replace(" ", "")
        value = float(figure.replace(",", ""))
        if "$" in match["level"] or "." in figure or "," in figure:
            return value, match.end()
    return None, after


def _quote_end(words: str, ends: Iterable[int]) -> int:
    """End of the last word that tells of the move, with the day or the time named right behind it."""
    end = max(ends)
    tail = _TAIL.match(words[end:])
    return end + (tail.end() if tail else 0)


def _quote_start(lower: str, naming: int, earliest: int) -> int:
    """Take in "futures on" and "the" before the name."""
    before = lower[max(earliest, naming - 24) : naming]
    lead = re.search(r"(?:\bfutures (?:on|for|tied to) )?(?:\bthe )?\Z", before)
    return naming - (len(lead.group()) if lead else 0)


def _date_of(
    article: Article,
    sentence: Sentence,
    quote: tuple[int, int],
    events: Sequence[Event],
    publication: Publication,
) -> date | None:
    """Return the day named beside the claim, else the day of the event that it is the answer to."""
    times = list(_times(article, sentence))
    times.sort(key=lambda t: max(quote[0] - t.end, t.start - quote[1], 0))
    for timex in times:
        if _belongs(article.lower, timex, quote):
            span = resolve(timex, Reference(published=publication.day, year=publication.year))
            if span is not None and span.precision in ("day", "part_of_day", "hour", "minute"):
                return span.last.date()
    return _date_of_event(article, sentence, events)


@lru_cache(maxsize=4)
def _times_of(clean: str, start: int, end: int) -> tuple[Timex, ...]:
    return tuple(find_times(clean, start, end))


def _times(article: Article, sentence: Sentence) -> tuple[Timex, ...]:
    """Return the times of a sentence; one sentence can hold many claims."""
    found = _times_of(article.clean[sentence.start : sentence.end], 0, sentence.end - sentence.start)
    return tuple(replace(t, start=t.start + sentence.start, end=t.end + sentence.start) for t in found)


def _belongs(lower: str, timex: Timex, quote: tuple[int, int]) -> bool:
    """Whether a time speaks of the move and not of the event after "after" or of a comparison."""
    if timex.direction:
        return False
    low, high = sorted((quote[1], timex.start)) if timex.start >= quote[1] else (timex.end, quote[0])
    before = lower[max(0, timex.start - 24) : timex.start]
    if re.search(r"\b(?:since|until|from|than)\s+(?:\w+\s+){0,2}\Z", before):
        return False
    return not re.search(r"\b(?:after|following|since|because|that|which|as)\b|[;—]", lower[low:high])


def _date_of_event(article: Article, sentence: Sentence, events: Sequence[Event]) -> date | None:
    here = (sentence.start, sentence.end)
    told = [e for e in events if here in e.mentions and e.modality == "happened" and e.type != "statement"]
    if not told or not find_triggers(article.lower, sentence.start, sentence.end):
        return None
    exact = [e for e in told if (e.end - e.start).days < 2]
    return max(e.end for e in exact).date() if exact else None
