"""Plain verbs: what happened in words of no sense of their own, told with a day or a clock time."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files

from eventstudy.extract.article.text import word_set
from eventstudy.extract.events.inflections import verb_forms
from eventstudy.extract.events.set_phrases import set_phrases
from eventstudy.extract.events.triggers import Trigger

OPEN = "event"
_WORD = re.compile(r"[a-z][a-z'-]*")
_REGULAR = re.compile(r"[a-z]{2,}ed\Z")
_AFTER_WILL = re.compile(
    r"(?:\bwill|\b(?:due|set|scheduled|expected|slated|planning|is|are|was|were) to)\s+(?:\w+ly\s+"
    r"|also\s+)?\Z"
)
_HAVE = word_set("has have had was were been being is are be got")
_NO_SUBJECT = word_set(
    "the a an its his her their our my this these those some any no every of in by with for from at on as"
    " to more less most very so newly recently widely long much well that which under over against into"
    " amid among between through about without despite during"
)
# States, moods and moves of prices: no happenings.
_NO_EVENT = word_set(
    "need speed feed seed breed weed indeed exceed proceed succeed red led bed shed fed bred sped based"
    " related expected united compared limited needed wanted seemed appeared remained used estimated"
    " believed added noted hoped feared worried interested detailed complicated continued located involved"
    " included contained concerned dubbed described considered planned aimed tried failed owed owned"
    " preferred required supposed hundred sacred naked crooked wicked rugged talented wounded left-handed"
    " so-called priced valued rated gained climbed jumped surged soared rallied rebounded advanced edged"
    " recovered strengthened firmed dropped plunged tumbled slumped declined dipped slipped retreated"
    " eased weakened crashed plummeted dived tanked closed-end traded settled changed moved hovered stood"
    " benefited suffered helped weighed erased pared trimmed extended looked watched waited stayed lived"
    " loved liked named pointed reminded called-for updated diluted ended adjusted"
    " scheduled started began dragged swamped clawed"
    " appreciated depreciated prompted recalled faced sparked surfaced vanished recorded untraded stranded"
    " mixed subdued muted listed leveraged denominated linked backed-up increased decreased doubled halved"
    " tripled totalled totaled amounted ranged averaged accounted represented reflected followed-up marked"
    " underscored highlighted suggested indicated depended relied tended mattered existed belonged"
)
_SAYERS = re.compile(
    r"\b(?:analysts?|economists?|strategists?|traders?|dealers?|experts?|observers?|investors?|brokers?"
    r"|residents?|witnesses|sources?|people familiar|commentators?|i|we|you)\b"
)
_ASSETS = re.compile(
    r"\b(?:shares?|stocks?|index|indices|futures|crude|brent|wti|oil|gold|prices?|yields?|euro|pound|dollar"
    r"|yen"
    r"|franc|lira|rouble|ruble|rupee|yuan|peso|bitcoin|dow|nasdaq|s&p|ftse|dax|nikkei|bonds?|gilts?"
    r"|treasuries"
    r"|markets?|wall street|contract|benchmark|gauge"
    r"|volatility|volumes?|sentiment|demand|confidence|sales|profits?|sterling)\b"
)
# "closed above $1.13", "ended higher": a price, not an act.
_LEVEL = re.compile(
    r"\s+(?:(?:at|above|below|near|almost|nearly|about|around|more than|as (?:much|high|low) as)\s+)?[$£€]?\d"
    r"|\s+(?:the (?:day|session|week)\s+)?(?:\w+\s+)?(?:higher|lower|up|down|flat|little changed)\b"
    r"|\s+(?:through|a (?:fresh|new|record|\S+-(?:year|month|week))|an? (?:all-time|intraday)|its|their"
    r"|record)"
    r"\s+(?:\S+\s+){0,2}(?:low|high|peak|trough|level|\d)"
)
_PLURAL = re.compile(r"(?:\b[a-z'-]{3,}(?<!')s|\b(?:police|people|they|lawmakers))\s+\Z")
_PRICED = word_set(
    "opened opens open closed closes close ended ends end finished finishes finish hit hits reached"
    " reaches reach started starts start broke breaks pushed pulled"
)
_CLAUSE = re.compile(r"[;:—.]|, (?:and|but|while|as)\b|\b(?:after|before|as|while|when)\b")
# What a timetable tells in the present tense: "it meets on Friday".
_TIMETABLE = word_set("consult event election leadership fiscal statement")
_BEFORE = 60
_LOOSE = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class _Verb:
    """A form of a verb of the list: its sense, the particle that must follow, and what form it is."""

    sense: str
    particle: str
    form: str


@cache
def _verbs() -> dict[str, tuple[_Verb, ...]]:
    """Return form -> what it may stand for, in the order of the list."""
    text = files("eventstudy.extract").joinpath("data/plain_verbs.txt").read_text(encoding="utf-8")
    table: dict[str, list[_Verb]] = {}
    for line in text.splitlines():
        sense, colon, verbs = line.partition(":")
        if not colon or line.startswith("#"):
            continue
        for verb in verbs.split():
            base, _, particle = verb.partition("_")
            for form, kind in verb_forms(base).items():
                table.setdefault(form, []).append(_Verb(sense=sense, particle=particle, form=kind))
    return {form: tuple(many) for form, many in table.items()}


def plain_verbs(lower: str, start: int, end: int, *, present: bool = False) -> list[Trigger]:
    """Find the verbs of ``lower[start:end]`` that tell something done, or to be done, in plain words.

    With ``present`` (headlines, entries of a timeline) the present tense counts too. Verbs of saying
    count where someone is named who is no mere observer; verbs of price moves and of states do not.
    Any other verb in "-ed" is of the sense ``OPEN``, without a lemma: it counts where none of the list
    stands near.
    """
    found = []
    barred = set_phrases(lower, start, end)
    for match in _WORD.finditer(lower, start, end):
        if any(low <= match.start() < high for low, high in barred):
            continue
        listed = _listed(lower, match, start, present=present)
        if listed is not None:
            found.append(listed)
        elif _is_open(lower, match, start):
            found.append(replace(_trigger(match, OPEN, "past"), lemma=""))
    return found


def _trigger(match: re.Match[str], sense: str, part: str) -> Trigger:
    word = match.group()
    return Trigger(
        start=match.start(),
        end=match.end(),
        type=sense,
        word=word,
        noun=False,
        lemma=word,
        plain=True,
        part="base" if part == "base" else "third" if part == "third" else "past",
    )


def _listed(lower: str, match: re.Match[str], start: int, *, present: bool) -> Trigger | None:
    """Return the trigger of a verb of the list that is finite where it stands, and no price move."""
    candidates = _verbs().get(match.group())
    if candidates is None or (match.group() in _PRICED and _LEVEL.match(lower, match.end())):
        return None
    before = lower[max(start, match.start() - _BEFORE) : match.start()]
    behind = [w.strip(".,;:") for w in lower[match.end() : match.end() + 40].split()[: _LOOSE + 1]]
    fitting = (v for v in candidates if not v.particle or v.particle in behind)
    verb = next(fitting, None)
    if verb is None or verb.form == "gerund":
        return None
    ahead = bool(_AFTER_WILL.search(before))
    now = verb.form in ("base", "third") and not ahead
    if now and not (_is_present(verb, before) and (present or verb.sense in _TIMETABLE)):
        return None
    near = before[-45:] if verb.sense == "statement" else before[-20:]
    said = bool(_SAYERS.search(near))
    if said or not (ahead or _has_subject(match.group(), before)):
        return None
    return _trigger(match, verb.sense, "base" if ahead else "third" if now and not present else "past")


def _is_present(verb: _Verb, before: str) -> bool:
    """Whether a form is the present tense: a third person, or a base form behind a plural."""
    return verb.form == "third" or bool(_PLURAL.search(before))


def _is_open(lower: str, match: re.Match[str], start: int) -> bool:
    """Whether a word is the past of a verb that is on no list, with a subject."""
    word = match.group()
    if word in _NO_EVENT or word in _verbs() or not _REGULAR.match(word) or _LEVEL.match(lower, match.end()):
        return False
    before = lower[max(start, match.start() - _BEFORE) : match.start()]
    return not _SAYERS.search(before[-45:]) and _has_subject(match.group(), before)


def _has_subject(word: str, before: str) -> bool:
    """Whether a past form has a subject or an auxiliary before it, and the subject is no asset."""
    words = before.split()
    last = words[-1].strip(",\"'") if words else ""
    if not last or last in _NO_SUBJECT or before.endswith("-"):
        return False
    clause = _CLAUSE.split(before)[-1]
    if word.startswith(("matur", "expire", "reopen")):
        return True  # of bonds and contracts, too
    return not (_ASSETS.search(" ".join(clause.split()[-4:])) and last not in _HAVE)
