"""What a figure beside a price is: the size of a move, a level reached, a level left, or something else."""

from __future__ import annotations

import re
from typing import Literal

from eventstudy.extract.market.asset_names import AssetKind
from eventstudy.extract.market.quantities import Quantity

Role = Literal["size", "level", "other"]

_ABOUT = (
    r"(?:about |around |nearly |almost |roughly |approximately |some |just |well |over |under |above "
    r"|below |shy of |as (?:high|low) as"
    r" |a |an |the |its |their |his |new |fresh |session |intraday |record |all-time |multi-year "
    r"|lifetime |closing |highs? |lows? |peak"
    r" |of |level |close |finish |at |only |barely |slightly |more than |less than |close to |near "
    r"|[\w-]+-(?:year|month|week|day) |highest "
    r"|lowest |(?:one|two|three|four|five|six) month |hong kong |back |north of |south of |settlement "
    r"|price |rate |us |u\.s\. ){0,8}"
)
_LEVEL = re.compile(
    r"(?:\b(?:to|at|above|below|under|past|through|beyond|beneath|near|towards?|hits?|hitting|reach(?:ed|es"
    r"|ing)?|touch(?:ed|es|ing)?"
    r"|topp(?:ed|ing)|surpass(?:ed|ing)|breach(?:ed|ing)|bought|buys|fetch(?:ed|ing)|worth|yield(?:ed"
    r"|ing)?|yields|as (?:high|low) as"
    r"|broke|clear(?:ed|ing)|cross(?:ed|ing)|exceed(?:ed|ing)|quoted|struck|(?:high|low|peak|level"
    r"|price|close|finish|record|rate|trough) of"
    r"|highest|lowest|stood|=|around the|from [^ ]{1,9} to)|@|:)"
    rf"\s{_ABOUT}\Z"
)
_TO = re.compile(
    rf"\b(?:to|at|above|below|near|of|past|hit|reach(?:ed|ing)|touch(?:ed|ing)|towards?|yield(?:ed"
    rf"|ing)?|topp(?:ed|ing)|as (?:high|low) as)\s{_ABOUT}\Z"
)
_LEFT = re.compile(
    r"\b(?:from|compared (?:with|to)|versus|vs\.?|against|(?<!more )(?<!less )(?<!better )than"
    r"|between)\s(?:about |around |nearly |a |an |the |its |as (?:high|low) as |highs? |lows? |peak "
    r"|of |record |previous |close |closing |level |monday's |\w+day's |just |under |over |above "
    r"|below |session |settlement |[\w-]+-(?:year|month|week) )*\Z"
)
_VALUE_OF = (
    r"(?:(?:its|their|the company's|his) (?:\w+ )?(?:value|worth|price|market)|market value|the value)"
)
_NOT_A_MOVE = re.compile(
    rf"(?: of (?!{_VALUE_OF})\w"
    r"|[ -](?:interest|(?:key |policy |base )?rates?|tariffs?|dut(?:y|ies)|lev(?:y|ies)|tax(?:es)?"
    r"|stake|share\b(?! price)|chance|probability"
    r"|inflation|growth|unemployment|mortgage|coupon|dividend|raise|pay|owned|holding|voters|majority"
    r"|discount|premium|margin|hike|owner"
    r"|(?:interest[ -]rate |rate |output |production |supply |job |price |tax |pay )?(?:cuts?|hikes?"
    r"|reductions?|increases?) (?!in (?:early|late|after|one|a))"
    r"|probabilities|odds|weighting|target|stakeholder)\b)"
)
_LEVEL_GOES_ON = re.compile(
    r"\s*\Z|[.,;:)\]\"'—]| ?-|(?: (?:on|in|against|per|to|at|by|from|after|before|as|and|but|for|its|the"
    r"|with|while|overnight|a|an|late|early|earlier"
    r"|yesterday|today|monday|tuesday|wednesday|thursday|friday|or|having|down|up|amid|when|last|this"
    r"|local|following|level|mark|points?|versus|francs?"
    r"|gmt|having|where|which|barrier|threshold|compared|during|since|despite|even|because|if|that|who"
    r"|[a-z]+ing|now|again|shortly)\b)"
)
_BARE_KINDS = ("currency", "index", "volatility", "share", "crypto", "spread", "commodity")


def role_of(quantity: Quantity, words: str, kind: AssetKind) -> Role:
    """Return what ``quantity`` of ``words`` is of an asset of ``kind``.

    A percentage after "to" is the level of a yield and the size of any other move.
    """
    before, after = (
        words[max(0, quantity.start - 70) : quantity.start],
        words[quantity.end : quantity.end + 40],
    )
    if quantity.unit in ("percent", "bp") and kind not in ("yield", "spread", "bond"):
        if (
            quantity.unit == "bp"
            or _NOT_A_MOVE.match(after)
            or (_LEFT.search(before) and not _is_between(before))
        ):
            return "other"
        return "size"
    if _LEFT.search(before) and not _is_between(before):
        return "other"
    if quantity.unit in ("percent", "bp"):
        if kind == "bond" and quantity.unit == "percent" and re.search(r"\byield", before):
            return "other"
        return (
            "level"
            if _TO.search(before) or (quantity.joined == "" and re.search(r"\bwas \Z", before))
            else "size"
        )
    return _of_amount(quantity, before, after, kind)


def _of_amount(quantity: Quantity, before: str, after: str, kind: AssetKind) -> Role:
    level = bool(_LEVEL.search(before))
    if quantity.unit == "number":
        if not level or not _LEVEL_GOES_ON.match(after) or kind not in _BARE_KINDS:
            return "other"
        whole = quantity.value == int(quantity.value) and 1900 <= quantity.value <= 2100
        bare = whole and quantity.end - quantity.start == 4 and kind not in ("index", "commodity", "share")
        return "other" if bare or (re.search(r"\bof \Z", before) and whole) else "level"
    if quantity.unit == "money":
        return "level" if level else "other"
    return "level" if level else "size"


def _is_between(before: str) -> bool:
    return bool(re.search(r"\bbetween \Z", before))
