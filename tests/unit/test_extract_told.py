import pytest

from eventstudy.extract import extract

PUBLISHED = "2023-05-17"  # a Wednesday

# what a user's texts showed once: sentence, trigger, day, modality
TOLD = [
    ("The election is scheduled for June 25.", "election", "2023-06-25", "scheduled"),
    ("The Bank of Japan meets on Friday.", "meets", "2023-05-19", "scheduled"),
    ("The ban takes effect on June 1.", "takes effect", "2023-06-01", "scheduled"),
    ("OPEC said it will cut output on June 1.", "cut", "2023-06-01", "scheduled"),
    ("The bank said it would raise interest rates on June 8.", "raise", "2023-06-08", "scheduled"),
    ("The quake struck on 3 May.", "quake", "2023-05-03", "happened"),
    ("On 1 May the bank missed a coupon payment.", "missed a coupon", "2023-05-01", "happened"),
    ("OPEC decided on Monday to cut output.", "cut", "2023-05-15", "happened"),
    ("Prices rose in April, figures showed on Tuesday.", "figures showed", "2023-05-16", "happened"),
    ("At noon in Los Angeles on Friday, workers went on strike.", "went on strike", "2023-05-12", "happened"),
    ("The company decided on Tuesday to close its plant.", "close", "2023-05-16", "happened"),
    ("Depositors tried to withdraw $42 billion on Monday.", "withdraw", "2023-05-15", "hypothetical"),
    ("Shares fell on Monday and were halted on Tuesday.", "halted", "2023-05-16", "happened"),
    ("It halted trading in the shares on Friday, May 12.", "halted", "2023-05-12", "happened"),
]

UNTOLD = [
    "Hopes of a ceasefire rose on Friday.",
    "There was no bank run on Friday, ministers insisted.",
    "Volatility exploded on Friday.",
    "The bank's shares collapsed on Friday.",
    "The market is closed on Monday.",
    "The index closed 8.7 percent lower on Monday.",
    "The stock had closed at $21.40 on Friday.",
]


@pytest.mark.parametrize(("text", "trigger", "day", "modality"), TOLD)
def test_what_a_sentence_tells(text: str, trigger: str, day: str, modality: str) -> None:
    told = [(e.trigger, e.start.date().isoformat(), e.modality) for e in extract(text, PUBLISHED).events]
    assert (trigger, day, modality) in told


@pytest.mark.parametrize("text", UNTOLD)
def test_what_tells_no_event_that_happened(text: str) -> None:
    assert [e.trigger for e in extract(text, PUBLISHED).events if e.modality == "happened"] == []


def test_the_killing_of_a_blast_is_no_event_of_its_own() -> None:
    text = "Two bombs exploded on Friday, killing ten, a day after gunmen attacked a mosque."
    days = {e.trigger: e.start.date().isoformat() for e in extract(text, PUBLISHED).events}
    assert days == {"attacked": "2023-05-11", "bombs": "2023-05-12"}


def test_two_who_resign_are_two_events() -> None:
    text = "Ada Brack of Sweden resigned on Friday. Ivo Lund of Norway also resigned on Friday."
    assert len(extract(text, PUBLISHED).events) == 2
