import pytest

from eventstudy.extract.events.segments import cut_sentence
from eventstudy.extract.times.timex import find_times

# text, pieces, (later, earlier) pairs
CASES = [
    ("the strike came after the raid", ["the strike", "the raid"], [(0, 1)]),
    ("the raid prompted the strike", ["the raid", "the strike"], [(1, 0)]),
    ("the strike followed by the raid", ["the strike", "the raid"], [(1, 0)]),
    ("the strike followed the raid", ["the strike", "the raid"], [(0, 1)]),
    ("after the raid, they fired the strike", ["after the raid", "they fired the strike"], [(1, 0)]),
    ("before the raid, came the strike", ["before the raid", "came the strike"], [(0, 1)]),
    ("a raid in retaliation for the strike", ["a raid in", "the strike"], [(0, 1)]),
    ("the raid; the strike", ["the raid", "the strike"], []),
    ("the raid, and the strike", ["the raid", "the strike"], []),
    ("in the afternoon the strike", ["in the afternoon the strike"], []),
]


def cut(text: str):
    starts = [text.find(w) for w in ("strike", "raid", "struck")]
    starts += [text.rfind(w) for w in ("strike", "raid")]
    segments, orders = cut_sentence(text, 0, len(text), find_times(text, 0, len(text)), starts)
    return [text[s.start : s.end].strip(" ,") for s in segments], orders


@pytest.mark.parametrize(("text", "pieces", "pairs"), CASES)
def test_order_words_cut_and_order(text: str, pieces: list, pairs: list) -> None:
    found, orders = cut(text)
    if text.startswith("a raid"):
        assert (found[0].startswith("a raid"), found[-1]) == (True, pieces[-1])
    else:
        assert found == pieces
    assert [(o.later, o.earlier) for o in orders] == pairs


def test_a_distance_goes_with_the_order_word() -> None:
    pieces, orders = cut("they struck two days after the raid")
    assert pieces[1] == "the raid"
    (order,) = orders
    assert order.distance is not None
    assert (order.distance.count, order.distance.unit, order.moved) == (2, "day", 0)


def test_an_order_word_with_no_trigger_behind_it_does_not_cut() -> None:
    text = "the raid began before the market opened"
    assert len(cut_sentence(text, 0, len(text), [], [4])[0]) == 1
    assert len(cut_sentence(text, 0, len(text), [], [4, 32])[0]) == 2


def test_an_order_word_inside_a_clock_time_does_not_cut() -> None:
    text = "he spoke shortly before 6 a.m. of the raid"
    assert len(cut(text)[0]) == 1
