"""Which word of movement each figure belongs to."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from eventstudy.extract.market.asset_names import AssetKind
from eventstudy.extract.market.move_words import MoveWord, find_move_words
from eventstudy.extract.market.quantities import Quantity, find_quantities
from eventstudy.extract.market.roles import role_of
from eventstudy.types import Direction

_BARRIER = re.compile(
    r";|\b(?:after|because|that(?! (?:day|session|morning|afternoon|evening|week))|who|whose|amid"
    r"|despite|following|since(?! (?:[a-z]+ )?(?:19|20)\d\d,? at )|until|when|if"
    r"|from(?! [$£€]?[\d.,]{1,9} to [$£€]?\d)|with|which|where|while|compared"
    r"|(?<!much )(?<!many )(?<!high )(?<!low )(?<!far )as (?!much|many|high|low|far|well)"
    r"|(?<!more )(?<!less )(?<!rather )(?<!higher )(?<!lower )than|on (?:news|fears|hopes|signs"
    r"|concerns|expectations|speculation|worries|reports))\b"
)
_ANOTHER = re.compile(r"\b(?:and|then|before) (?:then )?(?:by )?(?:another|a further) \Z")
_NEXT_WORD = re.compile(
    r"(?:,? (?:or|and) (?:about |nearly |more than |almost )?[\w.,$% -]{1,24},?)?,?[ -]?(?:(?:or so"
    r"|one-day|single-day|daily|intraday|weekly|sharp|further|session"
    r"|early|opening|overnight|a barrel|an ounce|per barrel|a share|a tonne|a ton|a bushel|worse|better"
    r"|point) ?){0,2}\Z"
)
_AFTER_NOUN = re.compile(
    r" (?:in|of|for) (?!value|price|percentage|early|late|morning|afternoon|the (?:session|morning|day"
    r"|first|last|past|afternoon|wake|opening|final)"
    r"|(?:a|one|two|three|four|five|six|\d+|nearly|more|almost|about|over|at least|just|several"
    r"|a single|around|some|the past|as|up|between|half)\b|\$|\d|london|new york|asia"
    r"|asian|european|trading|trade|after|pre-?market|all|recent|a row|its (?:price|value)|history"
    r"|dollar terms|tokyo|hong kong|frankfurt)"
)


@dataclass(slots=True)
class Told:
    """Figures with the word of movement that they belong to."""

    start: int
    end: int
    word: MoveWord | None
    sizes: list[Quantity] = field(default_factory=list)
    levels: list[Quantity] = field(default_factory=list)
    other: bool = False

    @property
    def direction(self) -> Direction | None:
        """Direction of the word, None where there is none."""
        return self.word.direction if self.word else None


def attached(words: str, kind: AssetKind) -> list[Told]:
    """Give each figure to the word of movement that it measures."""
    heads = list(find_move_words(words))
    told = [Told(start=w.start, end=w.end, word=w) for w in heads]
    lone: Told | None = None
    last: Told | None = None
    for quantity in find_quantities(words, 0, len(words)):
        role = role_of(quantity, words, kind)
        owner = _owner(quantity, role, told, words, last)
        if (owner is None and not heads[:1]) or (owner is None and heads[0].start > quantity.start):
            lone = lone or (
                Told(start=quantity.start, end=quantity.end, word=None) if _opens(words, quantity) else None
            )
            owner = lone
        if owner is None:
            continue
        if role == "size" and owner.sizes and _ANOTHER.search(words[owner.end : quantity.start]):
            owner = Told(start=quantity.start, end=quantity.end, word=owner.word)
            told.append(owner)
        last = owner
        if role == "other":
            owner.other = True
            continue
        (owner.sizes if role == "size" else owner.levels).append(quantity)
        owner.start, owner.end = min(owner.start, quantity.start), max(owner.end, quantity.end)
    found = [t for t in told if not _is_foreign(t, words)]
    if lone is not None and (lone.sizes or lone.levels):
        found.append(lone)
    return sorted(found, key=lambda t: t.start)


def _opens(words: str, quantity: Quantity) -> bool:
    """Whether nothing but light words stands before the figure."""
    return bool(
        re.fullmatch(
            r"(?:'s)?[ ,:(—-]*(?:(?:by|about|around|nearly|almost|more than|over|another|a|an|was|were"
            r"|at|to|roughly|just|some|as much as|futures|index|and|at least|even|only|above|below|past"
            r"|through|under|near) ?)*[(]?",
            words[: quantity.start],
        )
    )


def _owner(quantity: Quantity, role: str, told: list[Told], words: str, last: Told | None) -> Told | None:
    before = next((t for t in reversed(told) if t.word and t.word.end <= quantity.start), None)
    if role == "size":
        after = next((t for t in told if t.word and t.word.start >= quantity.end), None)
        if (
            after is not None
            and after.word is not None
            and _stands_before(quantity, after.word, before, words)
        ):
            return after
    if before is None or before.word is None:
        return None
    if last is not None and last.start >= before.start and last.end <= quantity.start:
        before = last
    gap = words[
        before.word.end if before.word and before.word.end <= quantity.start else before.end : quantity.start
    ]
    if (
        role == "size"
        and before.word
        and before.word.form == "noun"
        and before.sizes
        and before.sizes[-1].end <= before.word.start
    ):
        return before if re.search(r"\bor \(?\Z|\(\Z|\bof ", gap) else None
    return None if _BARRIER.search(gap) or len(gap) > 110 else before


def _stands_before(quantity: Quantity, word: MoveWord, before: Told | None, words: str) -> bool:
    """Whether the size belongs to the word behind it: "400 points lower", "a 4 percent jump"."""
    gap = words[quantity.end : word.start]
    if word.direction is None or not _NEXT_WORD.match(gap):
        return False
    text = words[word.start : word.end]
    if word.form != "noun" and text not in (
        "higher",
        "lower",
        "up",
        "down",
        "weaker",
        "stronger",
        "firmer",
        "off",
        "softer",
        "in the red",
        "below",
        "above",
    ):
        return False
    # "fell 3%, down from": the size has its word already.
    close = gap in (" ", "-") or before is None or before.word is None or before.word.direction is None
    return close or (word.form == "noun" and "," not in gap)


def _is_foreign(told: Told, words: str) -> bool:
    """Whether a noun speaks of something else: "a 10 percent fall in inventories"."""
    word = told.word
    return word is not None and word.form == "noun" and bool(_AFTER_NOUN.match(words, word.end))
