import pytest

from eventstudy.extract.events.modality import modality_of
from eventstudy.extract.events.triggers import find_triggers

CASES = [
    ("rebels attacked the port", "happened"),
    ("rebels could have attacked the port", "hypothetical"),
    ("the army warned of attacks on the port", "hypothetical"),
    ("iran vowed to attack the base", "hypothetical"),
    ("rebels threatened an attack", "hypothetical"),
    ("opec will cut output in june", "scheduled"),
    ("opec is expected to cut output", "scheduled"),
    ("opec will meet and could cut output", "hypothetical"),
    ("rebels could talk and will attack the port", "scheduled"),
    ("planned elections on sunday", "scheduled"),
    ("rebels did not attack; the army attacked the port", "happened"),
    ("turkey denied that its forces attacked the port", "denied"),
    ("no new attacks were reported", "denied"),
    ("it was the worst attack since 2008", "background"),
    ("the fed cut interest rates for the first time since 2008", "happened"),
    ("prices fell more than expected as rebels attacked the port", "happened"),
    ("iran vowed revenge for the killing", "happened"),
    ("he called for calm and announced an emergency", "happened"),
    ("the town could be attacked and looted", "hypothetical"),
    ("output rose, unlike after the 2019 attack", "happened"),
    ("it was like many an attack", "background"),
    ("the anniversary of the attack", "background"),
    ("the bank of england will not hesitate to raise interest rates", "hypothetical"),
]


@pytest.mark.parametrize(("text", "modality"), CASES)
def test_modality_of_the_last_event(text: str, modality: str) -> None:
    triggers = find_triggers(text, 0, len(text))
    events = [t for t in triggers if t.type != "statement"] or triggers
    assert modality_of(text, events[-1], (0, len(text))) == modality


def test_a_cue_far_before_the_trigger_does_not_govern_it() -> None:
    filler = "and then the long day went on and on in the old harbour town by the sea as it always had " * 2
    text = f"ships could wait {filler} rebels attacked"
    (trigger,) = find_triggers(text, 0, len(text))
    assert modality_of(text, trigger, (0, len(text))) == "happened"
