"""Whether the words say that an event happened, is to come, may come, or did not happen."""

from __future__ import annotations

import re
from functools import lru_cache

from eventstudy.extract.events.triggers import Trigger
from eventstudy.types import Modality

_REACH = 130
_BREAK = re.compile(
    r"[;—:]|, (?:but|and|while|which|who|as|where|when)\b|\b(?:after|following|in response to|because)\b|\""
)
# The modal verb, not the month.
_MAY = (
    r"(?<!\d )(?<!\dst )(?<!\dnd )(?<!\drd )(?<!\dth )(?<!in )(?<!of )(?<!on )(?<!since )(?<!last )"
    r"(?<!next )(?<!this )(?<!by )"
    r"(?<!early )(?<!late )(?<!from )(?<!until )(?<!mid-)may(?! ?\d|,| the\b)"
)
_DENIED = re.compile(
    r"\bno\s*\Z|\b(?:nobody|no one|none of|den(?:ied|ies|y|ying)|did not|didn't|does not|do not"
    r"|has not|have not|had not|hasn't|haven't"
    r"|was not"
    r"|were not|wasn't|weren't|would not|will not|won't|cannot|never|no (?:new |further |more |immediate )?"
    r"|without (?:a |any )?|averted|foiled|thwarted|failed to|fail(?:s|ing)? to|avoid(?:ed|s|ing)?"
    r"|refus(?:ed|es|ing) to|ruled out|rul(?:es|ing) out|prevent(?:ed|s|ing)?|rather than|instead of"
    r"|declin(?:ed|es|ing) to|stopp(?:ed|ing) short of|call(?:ed|s)? off|resist(?:ed|ing)? calls)\b"
)
_HYPOTHETICAL = re.compile(
    r"\b(?:could|would|might|" + _MAY + r"|can|should|must|if|unless|whether"
    r"|threat(?:en(?:s|ed|ing)?)?(?: to| of)?|vow(?:s|ed|ing)? (?:to|\"?\w+)"
    r"|warn(?:s|ed|ing)?(?: \w+){0,3} (?:of|that|against|about)|fears? (?:of|that|over|about)|fear(?:s"
    r"|ed)?|worr(?:y|ies|ied) (?:about|over|that)|potential|possible|possibility of|risks? (?:of|that)"
    r"|in the event of|suggesting further|further acts|any|prospects? (?:of|that)|(?<!is )(?<!are )"
    r"(?<!than )(?<!as )(?<!was )(?<!were )(?<!had )expect(?:s|ed|ing)?|likely|unlikely"
    r"|want(?:s|ed|ing)? to|hop(?:e|es|ed|ing) (?:to|for|that)|consider(?:s|ed|ing)?|plotting"
    r"|speculation|(?:or|to|must|may) face|faces|facing|risk(?:s|ed|ing)?"
    r"|(?:call(?:s|ed|ing)?|push(?:ed|ing)?|pressure) (?:for|on)|urg(?:e|es|ed|ing)"
    r"|demand(?:s|ed|ing)?(?! for)|in case of|bets? (?:on|that)|betting|bracing for|brace(?:d)? for"
    r"|seek(?:s|ing)? to|sought to|tr(?:y|ies|ied|ying) to|rumou?rs? (?:of|that)"
    r"|reports? that it (?:may|might|could)"
    r"|proposal(?:s)? (?:to|for)|propos(?:ed|es|ing)|debat(?:ed|es|ing)|talk of|pledg(?:ed|es) to"
    r"|promis(?:ed|es) to|aim(?:s|ed|ing)? to|prepar(?:ed|es|ing) to|ready to|willing to|able to|free to"
    r"|hesitate to"
    r"|predict(?:s|ed|ing)?|forecast(?:s|ing)?|anticipat(?:ed|es|ing)|reserves the right|right to)\b"
)
_SCHEDULED = re.compile(
    r"\b(?:will(?! not)|shall|(?:is|are|was|were) (?:due|set|scheduled|expected|slated|planning|poised|to) "
    r"(?:to|for|on|be|hold|meet|vote)|is to|are to|scheduled|due (?:to|on|at|in)"
    r"|plan(?:s|ned|ning)? to|planned|upcoming|forthcoming|next (?:week|month|year|meeting)|to be held|ahead "
    r"of|awaiting|await(?:s|ed)?|intend(?:s|ed)? to|later this (?:week|month|year)"
    r"|by the end of (?:the|this))\b"
)
# "Said it would raise rates on June 8": announced, so to come.
_SAID_IT_WOULD = re.compile(
    r"\b(?:said|says|announced|confirmed|promised|pledged|decided)\s+(?:\S+\s+){0,6}?(?:would|will)\s+(?:\w+\s+){0,2}\Z"
)
_BACKGROUND = re.compile(
    r"\b(?<!time )since (?:the )?(?:early |late |mid-?)?(?:\d{4}|\w+ \d{4}|financial|second world)"
    r"|\b(?:decades?|years?|centuries) (?:ago|of)\b|\bin the past\b|\bmany past\b"
    r"|\b(?:worst|biggest|largest|highest|lowest|sharpest|deadliest|(?<!for the )(?<!its )first|most|longest"
    r"|steepest) (?:\S+ ){0,7}(?:since|in (?:\w+ ){0,3}(?:years|decades))\b"
    r"|\banniversary of\b|\bpast \w*\s?(?:aggressions?|years?)\b"
    r"|\bduring the (?:iraq |gulf |cold |second world )?war\b|\b(?:last|past) (?:year|decade)\b"
)
_COMPARED = re.compile(
    r"\b(?:since|like|unlike|equal to that of|than|compared (?:with|to)|reminiscent of|similar to|as "
    r"in|echo(?:es|ed|ing)?|rival(?:led|s|ling)?|dwarf(?:ed|s|ing)?|memories of"
    r"|anniversary of)\s+(?:\S+\s+){0,4}\Z"
)
# "was forced to cut": the infinitive is a fact.
_CARRIED_OUT = re.compile(
    r"\b(?:(?:agreed|decided|voted|forced|moved|refused|failed|managed|obliged|compelled|chose)(?: \S+){1,4}"
    r"|agreed|decided|voted|forced|had|moved|managed|went on|began|begun|started|continued|chose|opted"
    r"|ordered(?: \S+){0,6}|proceeded|rushed|stepped in|acted|helped(?: \S+){0,3}|used(?: \S+){0,4}"
    r"|intervened"
    r"|obliged|compelled|led(?: \S+){0,5}|took|turned(?: \S+){0,3}|prompting(?: \S+){0,6}"
    r"|prompted(?: \S+){0,6}|forcing(?: \S+){0,6}"
    r"|causing(?: \S+){0,6}|caused(?: \S+){0,6}|led by|failed|refused|became the \w+|last|first|latest"
    r"|unanimously|approval|took to \w+) to (?:\w+ly )?\Z"
)
# What is said of a noun behind it: "a verdict is due", "the attack was foiled".
_SAID_BEHIND: tuple[tuple[re.Pattern[str], Modality], ...] = (
    (
        re.compile(
            r"(?:\s+[\w'-]+){0,4}?\s+(?:(?:is|are|was|were) (?:due|scheduled|set|planned|expected|slated)\b"
            r"|will (?!not)|scheduled for|due (?:on|in|to)\b|planned for)"
        ),
        "scheduled",
    ),
    (
        re.compile(
            r"(?:\s+[\w'-]+){0,3}?\s+(?:(?:was|were|has been|had been|is) (?:averted|foiled|thwarted"
            r"|prevented"
            r"|called off|cancell?ed|ruled out|abandoned|postponed)|never (?:came|happened|took place)"
            r"|did not (?:happen|take place|materiali[sz]e))"
        ),
        "denied",
    ),
    (re.compile(r"(?:\s+[\w'-]+){0,3}?\s+(?:could|would|might|" + _MAY + r")\b"), "hypothetical"),
)
_AND_DID = re.compile(r"^(?!.*\b(?:be|been|being|to|will|would|could|might|may)\b).* and (?:then |later )?\Z")
_DEFINITE = re.compile(r"(?P<article>\b(?:the|this|that|its|his|their)\s|'s\s)(?:[\w.'-]+\s+){0,3}\Z")


def modality_of(lower: str, trigger: Trigger, sentence: tuple[int, int]) -> Modality:
    """Return whether an event is told as happened, scheduled, hypothetical, denied or background.

    Parameters
    ----------
    lower : str
        The article in small letters.
    trigger : Trigger
        The word that tells the event.
    sentence : tuple of int
        Where its sentence starts and ends.
    """
    before = _clause_before(lower, trigger.start, sentence[0])
    if not trigger.noun and trigger.part == "past" and _AND_DID.search(before):
        before = ""  # "called for calm and declared": the second verb is a fact
    definite = _DEFINITE.search(before) if trigger.noun else None
    if definite:
        # "revenge for the killing": what is called "the" is taken as known, whatever is said of it.
        before = before[definite.end("article") :]
    if _COMPARED.search(before) and trigger.noun:
        return "background"
    infinitive = trigger.part == "base" and before.rstrip().endswith("to")
    if infinitive and (fact := _CARRIED_OUT.search(before)):
        before = before[: fact.start()] + (
            " failed to" if fact.group().startswith(("failed", "refused")) else ""
        )
        infinitive = False
    if trigger.part == "base" and _SAID_IT_WOULD.search(before):
        return "scheduled"
    cued = _cued(before) or _said_behind(lower, trigger, sentence[1])
    if cued is None and infinitive:
        return "hypothetical"
    if cued is not None:
        return cued
    return "background" if _is_background(lower, trigger, sentence) else "happened"


def _cued(before: str) -> Modality | None:
    """Return what the nearest cue before the trigger makes of it."""
    cues: list[tuple[int, Modality]] = []
    tables: tuple[tuple[re.Pattern[str], Modality], ...] = (
        (_SCHEDULED, "scheduled"),
        (_HYPOTHETICAL, "hypothetical"),
        (_DENIED, "denied"),
    )
    for pattern, modality in tables:
        cues += [(m.end(), modality) for m in pattern.finditer(before)]
    return max(cues)[1] if cues else None


def _said_behind(lower: str, trigger: Trigger, end: int) -> Modality | None:
    """Return what the verb behind a noun makes of it."""
    if not trigger.noun:
        return "denied" if lower.startswith(" no ", trigger.end) else None
    stop = min(end, trigger.end + 80)
    return next((m for pattern, m in _SAID_BEHIND if pattern.match(lower, trigger.end, stop)), None)


def _clause_before(lower: str, at: int, start: int) -> str:
    window = lower[max(start, at - _REACH) : at]
    breaks = [m.end() for m in _BREAK.finditer(window)]
    return window[breaks[-1] :] if breaks else window


@lru_cache(maxsize=4)
def _background_spans(sentence: str) -> tuple[tuple[int, int], ...]:
    """Return where the sentence looks back; one sentence can hold many triggers."""
    return tuple(match.span() for match in _BACKGROUND.finditer(sentence))


def _is_background(lower: str, trigger: Trigger, sentence: tuple[int, int]) -> bool:
    for first, last in _background_spans(lower[slice(*sentence)]):
        start, end = first + sentence[0], last + sentence[0]
        if start - 120 <= trigger.start <= end + 160:
            # A comparison set off by a comma ("the worst since 2008") says nothing of the clause before it.
            between = lower[min(end, trigger.end) : max(start, trigger.start)]
            if not re.search(r"[;—,]", between):
                return True
    return False
