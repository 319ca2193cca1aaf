"""Claims of single sentences: asset, direction, sizes, level, qualifiers."""

import pytest
from unit.claim_sentences import NO_CLAIMS, SENTENCES

from eventstudy.extract import extract
from eventstudy.types import Claim

UNITS = {"percent": "%", "points": "pts", "usd": "usd", "cents": "c", "bp": "bp"}


def told(claim: Claim) -> str:
    sizes = [f"{size.value:g}{UNITS[size.unit]}" for size in claim.magnitudes]
    level = [f"@{claim.level:.10g}"] if claim.level is not None else []
    return " ".join([claim.asset.replace(" ", "_"), claim.direction, *sizes, *level, *claim.qualifiers])


@pytest.mark.parametrize(("sentence", "expected"), SENTENCES)
def test_claims_of_a_sentence(sentence: str, expected: tuple) -> None:
    claims = extract(sentence).claims
    assert [told(claim) for claim in claims] == list(expected)
    for claim in claims:
        assert sentence[claim.char_start : claim.char_end] == claim.quote


@pytest.mark.parametrize("sentence", NO_CLAIMS)
def test_figures_that_are_no_move_of_a_market(sentence: str) -> None:
    assert extract(sentence).claims == ()


def test_the_table_is_large() -> None:
    assert len(SENTENCES) + len(NO_CLAIMS) >= 200
