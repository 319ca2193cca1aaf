"""Whether a text is in English, the only language that is read."""

from __future__ import annotations

import re

from eventstudy.extract.article.text import Article
from eventstudy.extract.article.word_sets import word_set

_WORD = re.compile(r"[^\W\d_]+")
_READ = 6_000
_COMMON = word_set(
    "the of and to in a is was were that for on it with as by at from said has have had be are an its his her"
    " this which after will not but or who more than over into been would they he she we i you"
)
_LEAST_WORDS = 25
_LEAST_SHARE = 0.08


def is_english(article: Article) -> bool:
    """Whether enough of the first words are the little words of English; true of very short texts."""
    words = _WORD.findall(article.lower[:_READ])
    return len(words) < _LEAST_WORDS or sum(w in _COMMON for w in words) >= _LEAST_SHARE * len(words)
