"""The words of a sentence, with the clause that each stands in."""

from __future__ import annotations

import re
from dataclasses import dataclass

_TOKEN = re.compile(r"[a-z0-9][\w'&+.-]*")
_BREAK = re.compile(r"[;:—!?]|, (?:and|but|which|who|as|while|where|when|after|before)\b|\. ")


@dataclass(frozen=True, slots=True, kw_only=True)
class SentenceWords:
    """The words of a sentence: texts, offsets, and the number of the clause each stands in."""

    texts: list[str]
    starts: list[int]
    ends: list[int]
    clauses: list[int]

    def before(self, at: int) -> str:
        """Return the word before word ``at``, empty for the first."""
        return self.texts[at - 1] if at else ""

    def after(self, at: int) -> str:
        """Return the word after word ``at``, empty for the last."""
        return self.texts[at + 1] if at + 1 < len(self.texts) else ""

    def follows_genitive(self, at: int) -> bool:
        """Whether more than a space stands before word ``at``, as the "'s" that words are cut at."""
        return bool(at) and self.ends[at - 1] + 2 <= self.starts[at] - 1


def words_of(lower: str, start: int, end: int) -> SentenceWords:
    """Return the words of ``lower[start:end]``, without "'s" and final marks."""
    breaks = [m.start() for m in _BREAK.finditer(lower, start, end)]
    texts, starts, ends, clauses = [], [], [], []
    clause = 0
    for match in _TOKEN.finditer(lower, start, end):
        while clause < len(breaks) and breaks[clause] < match.start():
            clause += 1
        text = match.group().rstrip("'.-").removesuffix("'s")
        texts.append(text)
        starts.append(match.start())
        ends.append(match.start() + len(text))
        clauses.append(clause)
    return SentenceWords(texts=texts, starts=starts, ends=ends, clauses=clauses)
