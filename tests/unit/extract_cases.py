"""What the tests of the reader ask of an event: its sense in the lexicon, finer than its type."""

from eventstudy.extract.events.lexicon import senses
from eventstudy.types import Event


def sense(event: Event) -> str:
    """Sense whose words name the event, as in its key: ``2020-01-03-killing-baghdad``."""
    words = event.event_id[11:]
    fitting = [name for name in senses() if words.startswith(name.replace("_", "-"))]
    (found,) = [name for name in fitting if len(name) == max(map(len, fitting))]
    assert senses()[found].type == event.type
    return found
