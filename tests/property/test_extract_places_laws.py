"""Laws of the finding of places, over generated text."""

import unicodedata

from hypothesis import given, settings
from hypothesis import strategies as st

from eventstudy.extract.geography.gazetteer import key_of
from eventstudy.extract.geography.places import find_offices, find_places
from eventstudy.extract.geography.zone_words import clock_zone

WORDS = """
Iran U.S. US us Paris Texas , . Georgia St. Petersburg Bank of England New York City Reading in near Jordan
Belfort Ain al-Asad the São Paulo Köln D.C. Washington (AP) - — ' OPEC+ WHO Cambridge Mass. TX Fed up
Côte d'Ivoire N'Djamena Lehman Brothers Xi Strait Hormuz and A B 1 é İzmir ß
"""
TEXTS = st.lists(st.sampled_from([*WORDS.split(), "\n"]), max_size=30).map(" ".join)


@given(text=st.one_of(TEXTS, st.text(max_size=80)))
@settings(max_examples=150, deadline=None)
def test_places_lie_in_order_within_the_text(text: str) -> None:
    found = sorted(
        [*find_places(text, 0, len(text)), *find_offices(text, 0, len(text))], key=lambda f: f.start
    )
    past = 0
    for one in found:
        assert past <= one.start < one.end <= len(text)
        assert text[one.start].isupper()
        past = one.end


@given(text=TEXTS, low=st.integers(0, 60), high=st.integers(0, 120))
@settings(max_examples=100, deadline=None)
def test_bounds_only_select(text: str, low: int, high: int) -> None:
    part = find_places(text, low, high)
    whole = find_places(text, 0, len(text))
    assert part == [f for f in whole if low <= f.start and f.end <= high]


@given(
    words=st.lists(
        st.sampled_from(["São Paulo", "Malmö", "Łódź", "Bogotá", "Kraków", "Montréal"]), min_size=1
    )
)
@settings(max_examples=50, deadline=None)
def test_accents_do_not_matter(words: list[str]) -> None:
    text = "; ".join(f"in {word}" for word in words)
    plain = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    plain = plain.replace("Ł", "L")
    assert [f.place for f in find_places(text, 0, len(text))] == [
        f.place for f in find_places(plain, 0, len(plain))
    ]


@given(text=st.text(max_size=30))
@settings(max_examples=150, deadline=None)
def test_any_words_give_a_zone_or_none(text: str) -> None:
    assert isinstance(clock_zone(text), str)
    assert key_of(key_of(text)) == key_of(text)
