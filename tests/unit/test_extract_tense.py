import pytest

from eventstudy.extract.times.tense import direction_of


@pytest.mark.parametrize(
    ("sentence", "direction"),
    [
        ("ministers will meet on {}", "future"),
        ("ministers met on {}", "past"),
        ("the minister said on {} that he would resign", "past"),
        ("the minister said he would resign on {}", "future"),
        ("a vote is due on {}", "future"),
        ("the bank is scheduled to decide on {}", "future"),
        ("the bank is set to decide on {}", "future"),
        ("the record was set on {}", "past"),
        ("the team meets on {}", "future"),
        ("results to be published on {}", "future"),
        ("talks begin on {}", "future"),
        ("the pact expires on {}", "future"),
        ("they plan to strike on {}", "future"),
        ("jets struck the port on {}", "past"),
        ("on {} the bank will decide", "future"),
        ("on {} the bank decided", "past"),
        ("on {} the bank is expected to decide", "future"),
        ("a statement of {}", ""),
        ("he will succeed him {}", "future"),
        ("the firm agreed {}", "past"),
    ],
)
def test_the_nearest_verb_tells_the_direction(sentence: str, direction: str) -> None:
    start = sentence.index("{}")
    lower = sentence.format("friday")
    assert direction_of(lower, start, start + 6, 0, len(lower)) == direction


def test_words_of_another_sentence_tell_nothing() -> None:
    lower = "it will rain. friday"
    assert direction_of(lower, 14, 20, 14, 20) == ""
