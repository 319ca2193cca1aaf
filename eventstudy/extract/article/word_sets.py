"""Lists of words as sets."""

from __future__ import annotations


def word_set(words: str) -> frozenset[str]:
    """Return the words of a string, as a set."""
    return frozenset(words.split())
