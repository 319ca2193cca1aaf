"""The words that tell of events, as rows to match, and what each sense stands for."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import count
from typing import Literal

from eventstudy.extract.article.word_sets import word_set
from eventstudy.extract.events.inflections import plural, verb_forms

Part = Literal["base", "third", "past", "gerund", "noun", "phrase"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """A class of words that must stand ``where``: after, before, near or next; or that must not."""

    where: str
    words: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One form of one entry: its first word is the key of :func:`rows`, ``rest`` what must follow.

    ``loose`` particles may stand up to three words behind; ``rank`` is the order in the file.
    """

    rank: int
    sense: str
    part: Part
    lemma: str
    rest: tuple[str, ...] = ()
    loose: bool = False
    conditions: tuple[Condition, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Sense:
    """What the words of a sense tell: type of event, family within which one happening is told, name."""

    type: str
    family: str
    label: str


# sense -> type, family (that of violence is told in words of many senses), name if not that of the sense
_SENSES = """
killing|assault|violence|
death|leadership|violence|
storming|assault|violence|
airstrike|assault|violence|Air strike
downing|assault|violence|
attack|assault|violence|
explosion|disaster|violence|
disaster|disaster||
pandemic|pandemic||
shipping|shipping|traffic|
trading_halt|trading_halt||Trading halt
outage|outage|traffic|
rate_decision|rate_decision||Rate decision
liquidity|liquidity||Liquidity measure
currency|currency||Currency decision
supply_decision|supply_decision||Supply decision
bank_failure|bank_failure|failure|Bank failure
bankruptcy|bankruptcy|failure|
rescue|liquidity||Rescue
fiscal|fiscal||Budget decision
tariff|tariff||
sanction|sanction||Sanctions
election|election||Vote
leadership|leadership||Change of leader
impeachment|legal||
withdrawal|reject||
retreat|retreat||
concede|concede||Concession
merger|merger||
deal|agree||Agreement
breakdown|reject||Breakdown of talks
reject|reject||Rejection
coerce|coerce||Detention
mobilise|mobilize||Mobilisation
protest|protest||
approval|support||Approval
legal|legal||Legal decision
accuse|accuse||Accusation
threaten|threaten||Threat
request|request||
aid|aid||
consult|consult||Meeting
rating|rating||
earnings|earnings||Results
data_release|scheduled_release||Data release
statement|statement||
support|support||
event|event||
"""

# Senses that are announced: the announcement is the event, whatever the tense of the words that follow.
DECISIONS = word_set(
    "rate_decision supply_decision tariff sanction deal withdrawal bankruptcy rescue approval earnings"
    " merger election outage rating data_release liquidity currency fiscal legal leadership trading_halt"
    " coerce mobilise aid retreat concede pandemic bank_failure"
)


@cache
def senses() -> dict[str, Sense]:
    """Return sense -> what it stands for."""
    table = {}
    for line in filter(None, _SENSES.splitlines()):
        name, kind, family, label = line.split("|")
        spoken = label or name.replace("_", " ").capitalize()
        table[name] = Sense(type=kind, family=family or name, label=spoken)
    return table


def label_of(sense: str) -> str:
    """Return the word for a sense in labels."""
    return senses()[sense].label


@cache
def rows() -> dict[str, tuple[Row, ...]]:
    """Return first word -> rows that begin with it, longest first, then in the order of the file."""
    text = files("eventstudy.extract").joinpath("data/triggers.txt").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
    classes = {
        line[1:].partition(":")[0]: frozenset(line.partition(":")[2].split())
        for line in lines
        if line.startswith("@")
    }
    found: dict[str, list[Row]] = defaultdict(list)
    ranks = count()
    for line in lines:
        if not line.startswith("@"):
            for first, row in _rows_of(line, classes, next(ranks)):
                found[first].append(row)
    return {word: tuple(sorted(many, key=lambda r: (-len(r.rest), r.rank))) for word, many in found.items()}


def _rows_of(line: str, classes: dict[str, frozenset[str]], rank: int) -> list[tuple[str, Row]]:
    sense, part, entries, *asked = (field.strip() for field in line.split("|"))
    conditions = tuple(
        Condition(where=where, words=classes[name])
        for where, _, name in (item.partition("@") for field in asked for item in field.split())
    )
    found = []
    for entry in entries.split(";") if part == "p" else entries.split():
        for words, form in _forms(entry.strip(), part):
            row = Row(
                rank=rank,
                sense=sense,
                part=form,
                lemma=entry.split("_")[0] if part == "v" else entry.strip(),
                rest=tuple(words[1:]),
                loose=part == "v",
                conditions=conditions,
            )
            found.append((words[0], row))
    return found


def _forms(entry: str, part: str) -> list[tuple[list[str], Part]]:
    """Return the forms of an entry as lists of words."""
    if part == "p":
        words = entry.split()
        return [(words, "phrase" if len(words) > 1 else "past")]
    words = entry.split("_")
    if part == "n":
        both = dict.fromkeys([words[-1], plural(words[-1])])
        return [([*words[:-1], last], "noun") for last in both]
    return [([form, *words[1:]], kind) for form, kind in verb_forms(words[0]).items()]  # type: ignore[misc]
