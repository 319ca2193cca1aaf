"""Whether a word of a sentence is a noun, a verb or an adjective where it stands."""

from __future__ import annotations

from eventstudy.extract.article.word_sets import word_set
from eventstudy.extract.events.lexicon import Part
from eventstudy.extract.events.sentence_words import SentenceWords

DETERMINERS = word_set(
    "the a an his her its their my our this that these those any no some several another each both two"
    " three four five six seven eight nine ten dozens further new more such every first second third last"
    " next recent latest previous deadly massive major"
)
_BEFORE_NOUN = DETERMINERS | word_set(
    "of in by with for from against amid during since following despite over about under between without"
    " on after before into through via planned alleged suspected possible overnight retaliatory emergency"
    " surprise military nuclear air missile rocket drone terror terrorist suicide cyber bomb general snap"
    " presidential parliamentary air-strike ground naval oil supply production output rate trade travel"
    " import export debt bank bond stock court government jobs market price power peace health tax"
)
# Behind these stands a verb: modals, negations, pronouns.
_BEFORE_VERB = word_set(
    "will would could should may might must can shall cannot can't won't wouldn't couldn't not didn't doesn't"
    " don't did does do to and they we it he she who which i you never also then that"
)
_PLURALS = word_set("police people they we")
CAUSATIVES = word_set("let made helped watched")
_AFTER_VERB = word_set("the a an its his her their our this that these those two three into back down off up")
_AFTER_NOUN = word_set(
    "on in by of at for against to from and or that which was were is are has have had with over"
)
_GERUND_NOUN = word_set("for over after of")
# Nouns that follow a word for an event and make a mood of it ("rate cut hopes"), or a thing ("death toll").
_MOODS = word_set(
    "hopes hope fears fear worries worry concerns concern expectations bets bet risk risks threat threats"
    " speculation talk rumours rumors prospects prospect odds jitters plans plan proposal proposals calls"
)
_THINGS = word_set(
    "toll penalty price prices group groups helicopter helicopters capability capabilities season"
    " insurance campaign campaigns candidate candidates results day team teams crew watch warning warnings"
    " war wars relief era market markets exchange target targets premium spread swap swaps rate victim"
    " victims survivors site scene anniversary zone force forces command system systems defence defense"
    " defences defenses officials official official's monitor monitors room rooms talks call paper ballot"
    " station stations"
)


def reads_as_noun(words: SentenceWords, at: int, part: Part, *, headline: bool, has_noun: bool) -> bool:
    """Whether a word that can be a verb is a noun, or an adjective, where it stands.

    Parameters
    ----------
    words : SentenceWords
        The sentence.
    at : int
        Number of the word.
    part : Part
        Form that it has as a verb: base, third or past.
    headline : bool
        Whether the present tense tells what happened.
    has_noun : bool
        Whether the lexicon has the word as a noun too.
    """
    before = words.before(at) if at and words.clauses[at - 1] == words.clauses[at] else ""
    if part == "past" and not has_noun:
        return is_adjective(words, at)
    if before == "to" and part != "third":
        return False
    if part == "third" and not before and not headline:
        return True  # "Orders poured in"
    if before in _BEFORE_VERB and before != "to":
        return False
    if before in _BEFORE_NOUN or words.follows_genitive(at):
        return True
    if part == "past":
        return False
    if part == "base" and set(words.texts[max(0, at - 5) : at]) & CAUSATIVES:
        return False
    if part == "base" and not (headline or before.endswith("s") or before in _PLURALS):
        return True
    after = words.after(at)
    if not has_noun or after in _AFTER_VERB or after[:1].isdigit():
        return False
    return not (headline and after not in _AFTER_NOUN and part == "third")


def is_adjective(words: SentenceWords, at: int) -> bool:
    """Whether a participle stands before a noun: "the downed drone", not "the drone downed by"."""
    before, after = words.before(at), words.after(at)
    stands_before = bool(after) and after not in _AFTER_NOUN and after not in _AFTER_VERB
    return stands_before and before in DETERMINERS and before != "that"


def is_thing(words: SentenceWords, last: int) -> bool:
    """Whether the noun behind word ``last`` makes a thing or a mood of the event."""
    if last + 1 >= len(words.texts) or words.clauses[last + 1] != words.clauses[last]:
        return False
    return words.texts[last + 1] in _THINGS or words.texts[last + 1] in _MOODS


def is_nominal_gerund(words: SentenceWords, at: int) -> bool:
    """Whether a gerund stands after an article or a preposition, or before "of": "the killing of"."""
    before, after = words.before(at), words.after(at)
    if after == "of" or before in _GERUND_NOUN or words.follows_genitive(at):
        return True
    return before in DETERMINERS and (not after or after in _AFTER_NOUN)
