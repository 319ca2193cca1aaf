"""Words that say which way a price went: verbs, nouns, adjectives, and turns such as "erased its losses"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from eventstudy.types import Direction

Form = Literal["verb", "noun", "turn", "reach"]

_SMALL_STEP = (
    "(?:edg(?:ed|es|ing)|inch(?:ed|es|ing)|cre(?:pt|eps|eping)|tick(?:ed|s|ing)|nudg(?:ed|es|ing)"
    "|drift(?:ed|s|ing)"
    "|grind(?:s|ing)|ground|head(?:ed|s|ing)|trend(?:ed|ing)|mov(?:ed|es|ing)|creak(?:ed|ing))"
)
_UP_VERBS = (
    rf"{_SMALL_STEP} up|mark(?:ed|ing) up|bid up|regain(?:ed|s|ing)|recoup(?:ed|s|ing)|rebuilt|won back"
    rf"|winning back|grew(?= [\\d$]+)|spr(?:ang|ung)(?: back)?"
    "|(?:claw|bounc|com|storm|roar|snapp?|fought)(?:ed|es|ing)? back|came back|storm(?:ed|ing) (?:ahead"
    "|higher)"
    "|(?:went|gone|pushed|moved|shot|jumped|sailed|blew|blasted|burst|smashed) (?:past|through|beyond|above)"
    "|shoot(?:s|ing) up|accelerat(?:ed|ing)|power(?:ed|ing)(?: ahead)|balloon(?:ed|ing)|mushroom(?:ed|ing)"
    "|catapult(?:ed|ing)|mov(?:ed|es|ing) (?:up|ahead)|lift(?:ed|ing)(?= (?:[$\\d]|by\\b|to\\b|off\\b))"
    "|in positive territory|leap(?:s)|perk(?:s|ing)? up|in the black|better bid"
    "|rose|rises?|rising|risen|gain(?:ed|s|ing)|jump(?:ed|ing)|surg(?:ed|es|ing)|soar(?:ed|s|ing)?"
    "|climb(?:ed|s|ing)"
    "|spik(?:ed|es|ing)|rall(?:ied|ies|ying)|advanc(?:ed|es|ing)|rebound(?:ed|ing)|bounc(?:ed|es"
    "|ing)(?: back)?"
    "|add(?:ed|s|ing)|leap(?:t|ed|ing)|vault(?:ed|ing)|rocket(?:ed|ing)|skyrocket(?:ed|ing)|zoom(?:ed|ing)"
    "|shot up|shooting up|increas(?:ed|es|ing)|strengthen(?:ed|s|ing)?|firm(?:ed|ing|er)|appreciat(?:ed|ing)"
    "|recover(?:ed|ing|s)|up(?! to\\b| for\\b| in arms)|higher|stronger|put on|piled on|tacked on"
    "|picked up|swell(?:ed|ing)"
    "|doubl(?:ed|ing)|tripl(?:ed|ing)|quadrupl(?:ed|ing)|popp(?:ed|ing)|perk(?:ed)? up"
    "|ratchet(?:ed)? up|stag(?:ed|ing) a"
    "|widen(?:ed|ing)|in the green|turn(?:ed|ing) positive|in(?:to)? positive territory|reviv(?:ed|ing)"
    "|roar(?:ed|ing)"
    "|surpass(?:ed|es|ing)|topp(?:ed|ing)|exceed(?:ed|ing)|buoyed|limit[- ]up|climb(?=ed\\b)"
    "|br(?:oke|eaking|oken|eaks?) (?:above|through|past|over)|cross(?:ed|ing) (?:above|over)|push(?:ed"
    "|ing) (?:above|past|through)"
    "|mov(?:ed|ing) above|went above|clos(?:ed|ing) above|settl(?:ed|ing) above|end(?:ed|ing) above"
    "|finish(?:ed|ing) above"
    "|trad(?:ed|ing) above|gone above|clear(?:ed|ing) (?=[$\\d])|edg(?:ed|ing) above|head(?:ed"
    "|ing) north|back above|above(?= (?:the |its )?(?:previous |last |prior |\\w+day's )*clos)"
)
_DOWN_VERBS = (
    rf"{_SMALL_STEP} down|mark(?:ed|ing) down|surrender(?:ed|s|ing)|forfeit(?:ed|s|ing)|ced(?:ed|es|ing)"
    "|conced(?:ed|es|ing)|relinquish(?:ed|ing)|dropping back|(?:fell|slipped|dropped|slid|drifted"
    "|pulled) back"
    "|stumbl(?:ed|es|ing)|wobbl(?:ed|ing)|swoon(?:s)|buckl(?:ed|ing)|capsiz(?:ed|ing)|cav(?:ed|ing) in"
    "|melt(?:ed|ing) down|went into freefall|haemorrhag(?:ed|ing)|hemorrhag(?:ed|ing)|drops?(?= [\\d$])"
    "|was hammered|were hammered|cheapen(?:ed|ing)|took a (?:hit|beating|knock) of|went under"
    "|(?:slid|slumped|sank|fell|dropped|dipped|crashed|tumbled|plunged) (?:through|beneath|below|under)"
    "|dips?(?= [\\d$])|recoil(?:ed|ing)|backtrack(?:ed|ing)|subsid(?:ed|ing)|deflat(?:ed|ing)|reced(?:ed|ing)"
    "|underwater|vaporis(?:ed|ing)|evaporat(?:ed|ing)"
    "|fell|falls|falling|fallen|lost|loses?|losing|dropp(?:ed|ing)|plung(?:ed|es|ing)|tumbl(?:ed|es|ing)"
    "|slid|slides|sliding"
    "|sank|sinks?|sinking|sunk|declin(?:ed|es|ing)|dipp(?:ed|ing)|slump(?:ed|ing)|crash(?:ed|es|ing)"
    "|shed|shedding|sheds"
    "|plummet(?:ed|s|ing)?|down(?! (?:under|payment))|lower|eas(?:ed|es|ing)(?! (?:of|restrictions"
    "|sanctions|measures))|slipp(?:ed|ing)|slips"
    "|retreat(?:ed|s|ing)|weaken(?:ed|s|ing)?|weaker|softer|softened|tank(?:ed|ing)|decreas(?:ed|es"
    "|ing)|gave up|given up"
    "|giving up|dived|dove|diving|nosedived|nosediving|collaps(?:ed|es|ing)|crater(?:ed|ing)"
    "|crumbl(?:ed|ing)|skidd(?:ed|ing)"
    "|sagg(?:ed|ing)|sold off|selling off|swoon(?:ed|ing)|off(?= (?:about |nearly |almost |around "
    "|more than |by |some |as much as )?[$\\d])"
    "|depreciat(?:ed|ing)|halv(?:ed|ing)|bled|pull(?:ed|ing) back|gave back|giving back|gave ground"
    "|giv(?:en|ing) ground"
    "|in the red|turn(?:ed|ing) negative|in(?:to)? negative territory|narrow(?:ed|ing)|tighten(?:ed"
    "|ing)|limit[- ]down"
    "|br(?:oke|eaking|oken|eaks?) below|mov(?:ed|ing) below|went below|clos(?:ed|ing) below|settl(?:ed"
    "|ing) below"
    "|end(?:ed|ing) below|finish(?:ed|ing) below|trad(?:ed|ing) below|gone below|cross(?:ed|ing) below"
    "|head(?:ed|ing) south"
    "|wip(?:ed|ing)|erod(?:ed|ing)|tripp(?:ed|ing)|back below|below(?= (?:the |its )?(?:previous |last "
    "|prior |\\w+day's )*clos)|devalued|suffer(?:ed|ing) a|slash(?:ed|ing)|knock(?:ed|ing)"
)
MOVE_VERBS = f"(?:{_UP_VERBS}|{_DOWN_VERBS})"
_UP_NOUNS = (
    "gains?|jumps?|surges?|climbs?|spikes?|rally|rallies|advances?|rebounds?|bounces?|leaps?|increases?"
    "|rises?|recovery"
    "|uptick|upswing|strengthening|appreciation|upturn|run-?up|upsurge|pop|melt-?up|turnaround"
)
_DOWN_NOUNS = (
    "loss|losses|drops?|plunges?|tumbles?|slides?|declines?|dips?|slumps?|crash|fall|falls|sell-?offs?"
    "|swoon|decreases?|plummet"
    "|routs?|retreats?|collapse|depreciation|weakening|slip|devaluation|nosedive|downturn|tumble"
    "|setback|haircut|hammering|battering|drubbing|beating|mauling|pasting|meltdown|wipe-?out|correction"
    "|pullback|markdown|thrashing|stumble|freefall|free-fall|descent|rout"
)
_FLAT = (
    "(?:little|barely|not much|hardly) changed|unchanged|flat(?:tish)?|stead(?:y|ied)|held steady"
    "|barely (?:moved|budged)"
    "|(?:was|were|remained|held|holding|traded|stayed|trading) (?:broadly |largely |relatively "
    "|roughly |mostly )?stable|hardly moved"
    "|little moved|was mixed|stagnated|trod water|marked time|(?:moved|traded|ended|closed|went) sideways"
    "|treading water|in a narrow range|(?:almost|virtually|practically|all but|essentially) unmoved"
    "|(?:did|had) not (?:move|budge)"
)
_OWN = (
    r"(?: (?:all|most|much|some|nearly|almost|half|of|its|their|the|his|earlier|early|initial|previous"
    r"|day's|session's|morning|overnight|sharp|steep|big|modest|intraday|opening|recent|some of|strong"
    r"|heavy|pre-?market|double-digit|a|an)){0,5}"
)
_GAINS = r"(?:gains?|advances?|rall(?:y|ies)|rises?|jumps?|surges?|increases?|rebound)"
_LOSSES = r"(?:loss(?:es)?|declines?|drops?|falls?|slides?|slumps?|plunges?|sell-?offs?|dips?|decreases?)"
_UNDO = (
    "erased?|erasing|gave up|giving up|given up|gives up|surrender(?:ed|ing)|revers(?:ed|ing)"
    "|relinquish(?:ed|ing)|wip(?:ed|ing) out|lost|losing|shed"
    "|recoup(?:ed|ing)|recover(?:ed|ing)(?: from)?|claw(?:ed|ing) back|ma(?:de|king) up|gave back"
    "|giving back|overc(?:ame|oming)|shook off|shaking off|shrugg(?:ed|ing) off|rebounded from"
)
_TRIM = "par(?:ed|ing|es)|trimm(?:ed|ing)|cut(?:ting)?|trims|eas(?:ed|ing) back from"
_MORE = (
    "extend(?:ed|ing|s)?|widen(?:ed|ing|s)?|deepen(?:ed|ing)|add(?:ed|ing) to|accelerat(?:ed|ing)"
    "|swell(?:ed|ing)|consolidat(?:ed|ing)|built on"
)
_REACH = (
    "hits?|hitting|reach(?:ed|es|ing)?|touch(?:ed|es|ing)?|clos(?:ed|es|ing)|settl(?:ed|es|e|ing)"
    "|end(?:ed|s|ing)|finish(?:ed|ing)"
    "|trad(?:ed|es|e|ing)|stood|struck|striking|fetch(?:ed|ing)|bought|chang(?:ed|ing) hands|quoted"
    "|fixed|notch(?:ed|ing)|post(?:ed|ing)"
    "|hover(?:ed|s|ing)|chang(?:es?) hands|sold for|sells? for|selling for|cost|costs|priced|printed|pegged"
    "|dealt|valued|last (?=at\\b)|last (?=down\\b|up\\b)|stands|standing|sat|sitting"
    "|set|setting|mark(?:ed|ing)|open(?:ed|ing|s)|start(?:ed|ing)|bottom(?:ed|ing)|peak(?:ed|ing)|went"
    "|going|swung|swinging|worth|yield(?:ed|ing)|cross(?:ed|ing)"
)
_MOVE = re.compile(
    rf"(?<![\w-])(?:(?P<flat>{_FLAT})"
    rf"|(?P<undo_up>(?:{_UNDO}){_OWN} {_LOSSES})|(?P<undo_down>(?:{_UNDO}){_OWN} {_GAINS})"
    rf"|(?P<trim_up>(?:{_TRIM}){_OWN} {_GAINS} (?:to|at)(?= (?:about |around |just "
    rf"|nearly )?[\d.]+ ?(?:%|percent|per cent)))"
    rf"|(?P<trim_down>(?:{_TRIM}){_OWN} {_LOSSES} (?:to|at)(?= (?:about |around |just "
    rf"|nearly )?[\d.]+ ?(?:%|percent|per cent)))"
    rf"|(?P<part_up>(?:{_TRIM}){_OWN} {_LOSSES})|(?P<part_down>(?:{_TRIM}){_OWN} {_GAINS})"
    rf"|(?P<more_up>(?:{_MORE}){_OWN} {_GAINS})|(?P<more_down>(?:{_MORE}){_OWN} {_LOSSES})"
    rf"|(?P<up>{_UP_VERBS})|(?P<down>{_DOWN_VERBS})|(?P<noun_up>{_UP_NOUNS})|(?P<noun_down>{_DOWN_NOUNS})"
    rf"|(?P<reach>{_REACH}))\b"
    r"|(?<![\w)])(?P<plus>\+)(?=[\d.]+ ?(?:%|percent|per cent|points|pts|bp))"
    r"|(?<![\w)])(?P<minus>-)(?=[\d.]+ ?(?:%|percent|per cent|points|pts|bp))"
)
_NOT_MOVED = re.compile(r"\b(?:did not|didn't|failed to|not|never|without)\s+(?:\w+ )?\Z")
_DETERMINER = re.compile(
    r"(?:\b(?:an?|the|its|their|this|that|biggest|largest|steepest|sharp|for|of|with|point|percent"
    r"|per cent|pct|basis)"
    r"|[%$\d])[ -](?:[\w-]+[ -]){0,3}\Z"
)
_NOUN = re.compile(rf"(?:{_UP_NOUNS}|{_DOWN_NOUNS})\Z")
_SHRUNK = {
    "doubled": 100.0,
    "doubling": 100.0,
    "tripled": 200.0,
    "tripling": 200.0,
    "quadrupled": 300.0,
    "halved": 50.0,
    "halving": 50.0,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveWord:
    """A word of movement at ``[start, end)``; ``direction`` is None for "settled" and "hit".

    A ``turn`` undoes or trims an earlier move; where a size follows with a word of its own, that decides.
    """

    start: int
    end: int
    direction: Direction | None
    form: Form
    size: float | None = None


def find_move_words(words: str, start: int = 0, end: int | None = None) -> Iterator[MoveWord]:
    """Find the words of movement in ``words[start:end]``, in small letters, in their order."""
    for match in _MOVE.finditer(words, start, len(words) if end is None else end):
        kind = match.lastgroup or ""
        direction = _direction(kind)
        form: Form = "verb"
        if kind == "reach":
            form = "reach"
        elif kind.startswith(("undo", "part")):
            form = "turn"
        elif kind != "flat" and _NOUN.match(match.group()) and _is_noun(words, start, match):
            form = "noun"
        if (
            form == "verb"
            and direction in ("up", "down")
            and _NOT_MOVED.search(words[max(0, match.start() - 20) : match.start()])
        ):
            direction = "down" if direction == "up" else "up"
        yield MoveWord(
            start=match.start(),
            end=match.end(),
            direction=direction,
            form=form,
            size=_SHRUNK.get(match.group()),
        )


def _is_noun(words: str, start: int, match: re.Match[str]) -> bool:
    """Whether "rise" is a noun here, and not the verb of a headline."""
    before = words[max(start, match.start() - 40) : match.start()]
    return bool(_DETERMINER.search(before)) or words.startswith((" of ", " in "), match.end())


def _direction(kind: str) -> Direction | None:
    if kind == "reach":
        return None
    if kind == "flat":
        return "flat"
    return "up" if kind in ("up", "plus") or kind.endswith("_up") else "down"
