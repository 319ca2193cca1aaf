"""Trigger words of a sentence: the words of the lexicon, where grammar and company make them tell an event."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from eventstudy.extract.article.text import word_set
from eventstudy.extract.events.lexicon import Condition, Part, Row, rows, senses

_TOKEN = re.compile(r"[a-z0-9][\w'&+.-]*")
_BREAK = re.compile(r"[;:—!?]|, (?:and|but|which|who|as|while|where|when|after|before)\b|\. ")
_REACH = 10
_LOOSE = 3
_DETERMINERS = word_set(
    "the a an his her its their my our this that these those any no some several another each both two three"
    " four five six seven eight nine ten dozens further new more such every first second third last next recent"
    " latest previous deadly massive major"
)
_BEFORE_NOUN = _DETERMINERS | word_set(
    "of in by with for from against amid during since following despite over about under between without"
    " on after before into through via planned alleged suspected possible overnight retaliatory emergency"
    " surprise military nuclear air missile rocket drone terror terrorist suicide cyber bomb general snap"
    " presidential parliamentary air-strike ground naval oil supply production output rate trade travel import"
    " export debt bank bond stock court government jobs market price power peace health tax"
)
_MODALS = word_set(
    "will would could should may might must can shall cannot can't won't wouldn't couldn't not didn't doesn't"
    " don't did does do to and they we it he she who which i you never also then that"
)
_AUXILIARIES = word_set(
    "will would could should may might must can shall cannot not did does do won't didn't"
)
_BARE = _AUXILIARIES | {"to"}
_GERUND_NOUN = word_set("for over after of")
_PLURALS = word_set("police people they we")
_LETS = word_set("let made helped watched")
_PASSIVE = word_set("was were been being is are be got")
_AFTER_VERB = word_set("the a an its his her their our this that these those two three into back down off up")
_AFTER_NOUN = word_set(
    "on in by of at for against to from and or that which was were is are has have had with over"
)
# Nouns that follow a word for an event and make a thing or a mood of it.
_MOODS = word_set(
    "hopes hope fears fear worries worry concerns concern expectations bets bet risk risks threat threats"
    " speculation talk rumours rumors prospects prospect odds jitters plans plan proposal proposals calls"
)
_THINGS = word_set(
    "toll penalty price prices group groups helicopter helicopters capability capabilities season insurance"
    " campaign campaigns candidate candidates results day team teams crew watch warning warnings war wars"
    " relief era market markets exchange target targets premium spread swap swaps rate victim victims survivors"
    " site scene anniversary zone force forces command system systems defence defense defences defenses"
    " officials official official's monitor monitors room rooms talks call paper ballot station stations"
)
_NOT_EVENTS = re.compile(
    r"\b(?:strikes? (?:price|group|a (?:note|tone|chord|balance|more)|action)|struck (?:a (?:note|tone|chord|more)|by how)"
    r"|(?:iraq|gulf|cold|civil|vietnam|second world|first world|ukraine) war|world war"
    r"|stock exchange|at the (?:close|open)|house votes?|attack(?:er|ers|ing) position"
    r"|cut-throat|short of|in short|air force|task force|fire sale|under fire|cease and desist"
    r"|hit (?:hard|hardest|badly|home)|recall(?:ed|s) that|(?:sell|buy|sales?|stop) orders?|by a landslide|landslide (?:victory|win|majority|defeat|election)|clear(?:s|ed)? (?:the|a) way|price war (?:that )?(?:began|started|launched)|bank holiday|deal (?:a|another) blow|great deal|good deal|deal with|no deal is|a raft of|shut ?eye"
    r"|ruling (?:party|coalition|conservatives|family|class)|leave (?:the market|investors|room)|leaves? room"
    r"|election campaign(?:ing)?|address(?:es|ed|ing)? (?:concerns|fears|the (?:problem|issue|crisis))"
    r"|vote of confidence|votes? counted|ballot paper|open letter|shareholder meeting|life-and-death"
    r"|pay (?:rise|deal)|as a result of|record (?:high|low)s?|press (?:briefing|release)|meeting minutes"
    r"|state-owned|so-called|well-known|first-quarter|second-quarter|third-quarter|fourth-quarter"
    r"|buying (?:opportunity|the dip)|hold (?:on|off|back)|held (?:on|off|back|up)|hold your)\b"
)
_OVER = re.compile(r"\s+(?:\w+\s+)?(?:was over|were over|subsided|faded|continued|goes on)\b")
# What is announced is a decision, whatever the tense of the words that follow.
DECISIONS = word_set(
    "rate_decision supply_decision tariff sanction deal withdrawal bankruptcy rescue approval earnings merger"
    " election outage rating data_release liquidity currency fiscal legal leadership trading_halt coerce mobilise"
    " aid retreat concede pandemic bank_failure"
)
_ANNOUNCES = word_set("announce declare say order unveil confirm sign disclose reveal")
_REFERS = re.compile(
    r"\b(?:the|its|their|this|an?) (?:\w+ )?(?:decision|move|deal|agreement|ruling|results?|verdict|plan"
    r"|package|cut|increase|filing|measures?)"
    r"(?: was| were)? \Z"
)
_REFERRED = re.compile(
    r"\s+(?:it\b|(?:the|this|that) (?:\w+ )?(?:order|decision|move|plan|deal|agreement|package|cut|ban|measures?|step)\b)"
)
_ITS_STATEMENT = re.compile(r"\b(?:the|its|their|this|that)(?: policy| surprise| joint)? \Z")
_SPOKEN = re.compile(
    r"\b(?:speech|televised|on television|on national tv|twitter|tweet(?:ed)?|news conference|press conference"
    r"|testimony|address to"
    r"|told (?:a crowd|parliament|congress|lawmakers|the nation|the house|mps|senators))\b"
)
_SOLEMN = word_set(
    "announce declare unveil order address tweet announcement speech testimony testify apologise apologize"
    " televised_address communique communiqué news_conference press_conference"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Trigger:
    """A word that tells of an event, at ``[start, end)``.

    ``type`` is its sense in the lexicon, ``word`` the words as matched in small letters, ``lemma`` their
    base form (empty for a verb on no list), ``plain`` says that it tells an event only by the time beside
    it, ``part`` is the form ("base" after "to" or a modal, "past", "gerund", "noun", ...).
    """

    start: int
    end: int
    type: str
    word: str
    noun: bool
    lemma: str = ""
    part: Part = "noun"
    plain: bool = False

    @property
    def family(self) -> str:
        """Group of senses that can speak of one happening."""
        return senses()[self.type].family


@dataclass(frozen=True, slots=True, kw_only=True)
class _Words:
    """The words of a sentence: texts, offsets, and the number of the clause each stands in."""

    texts: list[str]
    starts: list[int]
    ends: list[int]
    clauses: list[int]


def find_triggers(lower: str, start: int, end: int, *, headline: bool = False) -> list[Trigger]:
    """Find the trigger words of ``lower[start:end]``, in order, without overlap.

    In a ``headline`` the present tense tells what happened ("OPEC cuts output").
    """
    words = _words(lower, start, end)
    table = rows()
    barred = [(m.start(), m.end()) for m in _NOT_EVENTS.finditer(lower, start, end)]
    found: list[Trigger] = []
    at = 0
    while at < len(words.texts):
        hit = None
        if words.texts[at] in table:
            hit = _hit(words, at, table[words.texts[at]], headline)
        if hit is None:
            at += 1
            continue
        row, last, noun = hit
        trigger = _trigger(lower, words, (at, last), row, noun)
        if headline and trigger.part == "base" and not set(words.texts[max(0, at - 2) : at]) & _BARE:
            trigger = replace(trigger, part="third")
        if not _OVER.match(lower, trigger.end) and not any(f <= trigger.start < l for f, l in barred):
            found.append(trigger)
        at += 1 if row.loose else last - at + 1
    return found


def _words(lower: str, start: int, end: int) -> _Words:
    breaks = [m.start() for m in _BREAK.finditer(lower, start, end)]
    texts, starts, ends, clauses = [], [], [], []
    clause = 0
    for match in _TOKEN.finditer(lower, start, end):
        while clause < len(breaks) and breaks[clause] < match.start():
            clause += 1
        text = match.group().rstrip("'.-")
        text = text.removesuffix("'s")
        texts.append(text)
        starts.append(match.start())
        ends.append(match.start() + len(text))
        clauses.append(clause)
    return _Words(texts=texts, starts=starts, ends=ends, clauses=clauses)


def _hit(words: _Words, at: int, candidates: tuple[Row, ...], headline: bool) -> tuple[Row, int, bool] | None:
    """Return the row that fits best at word ``at``, its last word, and whether it is a noun there.

    More words beat fewer; then the row whose company stands nearest, then the order of the lexicon.
    """
    best: tuple[tuple[int, int, int], tuple[Row, int, bool]] | None = None
    nominal: bool | None = None
    for row in candidates:
        last = _last_word(words, at, row)
        if last is None:
            continue
        noun = row.part == "noun" or (row.part == "gerund" and _is_nominal_gerund(words, at))
        if row.part == "gerund" and not noun and at and words.texts[at - 1] in _DETERMINERS:
            continue  # "the closing bell"
        if row.part in ("base", "third", "past") and not row.rest:
            if nominal is None:
                has_noun = any(r.part == "noun" for r in candidates)
                nominal = _reads_as_noun(words, at, row.part, headline, has_noun)
            noun = nominal
            if nominal and not (row.part == "past" and _is_adjective(words, at)):
                continue
        elif row.part == "noun" and (
            _is_thing(words, last) or _is_verb(words, at, row, candidates, headline)
        ):
            continue
        distance = _distance(words, at, last, row.conditions)
        key = (-len(row.rest), distance or 0, row.rank)
        if distance is not None and (best is None or key < best[0]):
            best = key, (row, last, noun)
    return best[1] if best else None


def _is_verb(words: _Words, at: int, row: Row, candidates: tuple[Row, ...], headline: bool) -> bool:
    """Whether a word that is in the lexicon as a noun is a verb here, of whatever sense."""
    verb = next((r for r in candidates if r.part in ("base", "third", "past") and not r.rest), None)
    return not row.rest and verb is not None and not _reads_as_noun(words, at, verb.part, headline, True)


def _last_word(words: _Words, at: int, row: Row) -> int | None:
    """Return the number of the last word of ``row`` where its further words stand behind ``at``."""
    if not row.rest:
        return at
    if not row.loose:
        following = words.texts[at + 1 : at + 1 + len(row.rest)]
        return at + len(row.rest) if tuple(following) == row.rest else None
    for place in range(at + 1, min(at + 2 + _LOOSE, len(words.texts))):
        if words.texts[place] == row.rest[0] and words.clauses[place] == words.clauses[at]:
            return place
    return None


def _reads_as_noun(words: _Words, at: int, part: Part, headline: bool, has_noun: bool) -> bool:
    """Tell whether a word that can be a verb is a noun, or an adjective, where it stands."""
    before = words.texts[at - 1] if at and words.clauses[at - 1] == words.clauses[at] else ""
    after = words.texts[at + 1] if at + 1 < len(words.texts) else ""
    possessive = bool(at) and words.ends[at - 1] + 2 <= words.starts[at] - 1
    if part == "past" and not has_noun:
        return _is_adjective(words, at)
    if before == "to" and part != "third":
        return False
    if part == "third" and not before and not headline:
        return True  # "Orders poured in"
    if before in _MODALS and before != "to":
        return False
    if before in _BEFORE_NOUN or possessive:
        return True
    if part == "past":
        return False
    if part == "base" and set(words.texts[max(0, at - 5) : at]) & _LETS:
        return False
    if part == "base" and not (headline or before.endswith("s") or before in _MODALS or before in _PLURALS):
        return True
    if not has_noun:
        return False
    if after in _AFTER_VERB or after[:1].isdigit():
        return False
    return not (headline and after not in _AFTER_NOUN and part == "third")


def _is_adjective(words: _Words, at: int) -> bool:
    """Whether a participle stands before a noun: "the downed drone", not "the drone downed by"."""
    after = words.texts[at + 1] if at + 1 < len(words.texts) else ""
    before = words.texts[at - 1] if at else ""
    return (
        before in _DETERMINERS - {"that"}
        and after not in _AFTER_NOUN
        and after not in _AFTER_VERB
        and bool(after)
    )


def _is_thing(words: _Words, last: int) -> bool:
    """Whether the noun behind makes a thing or a mood of the event: "death toll", "rate cut hopes"."""
    if last + 1 >= len(words.texts) or words.clauses[last + 1] != words.clauses[last]:
        return False
    return words.texts[last + 1] in _THINGS or words.texts[last + 1] in _MOODS


def _is_nominal_gerund(words: _Words, at: int) -> bool:
    """Whether a gerund stands after an article or a preposition, or before "of": "the killing of"."""
    before = words.texts[at - 1] if at else ""
    after = words.texts[at + 1] if at + 1 < len(words.texts) else ""
    possessive = bool(at) and words.ends[at - 1] + 2 <= words.starts[at] - 1
    ends = not after or after in _AFTER_NOUN or after == "of"
    return after == "of" or possessive or (before in _DETERMINERS and ends) or before in _GERUND_NOUN


def _distance(words: _Words, at: int, last: int, conditions: tuple[Condition, ...]) -> int | None:
    """Return how far the company that a row asks for stands, None where it is missing.

    A row that asks for none counts as one whose company stands far.
    """
    if not conditions:
        return _REACH
    found = [_company(words, at, last, condition) for condition in conditions]
    return None if None in found else min(filter(None, found), default=_REACH)


def _company(words: _Words, at: int, last: int, condition: Condition) -> int | None:
    """Return the distance in words to the nearest word of a class, None where the condition fails."""
    if condition.where == "next":
        return 1 if words.texts[last + 1 : last + 2] and words.texts[last + 1] in condition.words else None
    if condition.where == "not":
        around = words.texts[max(0, at - 2) : at] + words.texts[last + 1 : last + 3]
        return None if any(word in condition.words for word in around) else _REACH
    clause = words.clauses[at]
    # "rates were cut": in the passive, what stands behind an active verb stands before it.
    before = words.texts[max(0, at - 6) : at]
    # "the deal, which they left": so does what stands before a relative clause.
    relative = "which" in before or "that" in before[-4:]
    where = "near" if relative or set(before[-3:]) & _PASSIVE else condition.where
    low = max(0, at - _REACH) if where in ("before", "near") else at + 1
    high = min(len(words.texts), last + 1 + _REACH) if where in ("after", "near") else at
    within = [
        n for n in range(low, high) if n != at and (words.clauses[n] == clause or (relative and n < at))
    ]
    return min((abs(n - at) for n in within if words.texts[n] in condition.words), default=None)


def _trigger(lower: str, words: _Words, place: tuple[int, int], row: Row, noun: bool) -> Trigger:
    first, last = place
    # "shut the plant down": the verb is the trigger, its particle stands apart.
    end = words.ends[last] if not row.loose or last <= first + 1 else words.ends[first]
    return Trigger(
        start=words.starts[first],
        end=end,
        type=row.sense,
        word=lower[words.starts[first] : end],
        noun=noun,
        lemma=row.lemma,
        part=_part(words, first, row, noun),
    )


def _part(words: _Words, at: int, row: Row, noun: bool) -> Part:
    """Return the form a word has here: "cut" is a base form behind "to" and a past one elsewhere."""
    if noun:
        return "noun"
    if row.part == "base" and set(words.texts[max(0, at - 5) : at]) & _LETS:
        return "past"  # "let the currency float"
    before = words.texts[max(0, at - 2) : at]
    bare = words.texts[at] == row.lemma and row.part == "past"
    return "base" if bare and (before[-1:] == ["to"] or set(before) & _AUXILIARIES) else row.part


def is_announcement(trigger: Trigger) -> bool:
    """Whether ``trigger`` is a verb by which a decision is made known."""
    return trigger.type == "statement" and trigger.lemma in _ANNOUNCES


def refers_back(lower: str, trigger: Trigger) -> bool:
    """Whether ``trigger`` is the making known of a decision already told: "The decision was announced"."""
    before = lower[max(0, trigger.start - 50) : trigger.start]
    if trigger.word in ("statement", "announcement"):
        return bool(_ITS_STATEMENT.search(before))
    behind = _REFERRED.match(lower, trigger.end, trigger.end + 50)
    return trigger.type == "statement" and bool(_REFERS.search(before) or behind)


def is_occasion(lower: str, trigger: Trigger, start: int, end: int) -> bool:
    """Whether a statement is an occasion of its own, and not how the article names its source."""
    if trigger.part == "gerund" and lower[max(0, trigger.start - 2) : trigger.start].startswith(","):
        return False  # ", announcing that": the words with which something else was done
    return trigger.lemma in _SOLEMN or bool(_SPOKEN.search(lower, start, end))


def label_of(sense: str) -> str:
    """Return the word for a sense in labels."""
    return senses()[sense].label
