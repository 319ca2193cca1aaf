"""The extractor that asks a language model to point at words, and reads them by the rules.

The model is the one that the environment names (:mod:`~eventstudy.extract.llm.endpoint`). It returns words of
the article and no values: a quote that is not in the article is left out, and dates, zones, places and
numbers are read from the words by the same functions as those of the rules.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from eventstudy.errors import ArticleError
from eventstudy.extract.article.text import read_text
from eventstudy.extract.llm.answers import Answer, answer_of
from eventstudy.extract.llm.cache import key_of, load_answer, store_answer
from eventstudy.extract.llm.endpoint import Endpoint, endpoint_from_environment
from eventstudy.extract.llm.merge import merged
from eventstudy.extract.llm.question import prompt_version, question
from eventstudy.extract.llm.reading import llm_claims, llm_events
from eventstudy.extract.llm.rejected import Rejected
from eventstudy.extract.llm.request import ask
from eventstudy.extract.publication.published import find_publication
from eventstudy.extract.rules import RuleExtractor
from eventstudy.types import Reading

MAX_CHARS = 200_000


class LlmExtractor:
    """Reads by the rules, and adds what a language model points at."""

    def extract(self, text: str, published: date | None) -> Reading:
        """Read ``text``.

        Raises
        ------
        ArticleError
            If the text is blank, too long or binary.
        InputError
            If the environment names no endpoint or no model.
        LlmError
            If the endpoint is down, refuses, or gives no usable answer.
        """
        endpoint = endpoint_from_environment()
        if len(text) > MAX_CHARS:
            raise ArticleError(
                f"the text has {len(text):,} characters; the llm extractor sends at most {MAX_CHARS:,}: give"
                " a shorter one, or use --extractor rules."
            )
        article = read_text(text)
        rules = RuleExtractor().extract(text, published)
        publication = find_publication(article, published)
        answer, told = _answer(endpoint, text, rules.published)
        rejected = Rejected()
        events = llm_events(article, answer, publication, rejected)
        claims = llm_claims(article, answer, events, publication, rejected)
        reading = merged(rules, events, claims)
        warnings = (*reading.warnings, *told, *answer.warnings, *rejected.warnings)
        return replace(reading, warnings=tuple(map(endpoint.without_key, warnings)))


def _answer(endpoint: Endpoint, text: str, published: date | None) -> tuple[Answer, list[str]]:
    """Return the answer kept from before, else that of the endpoint, kept for the next time."""
    key = key_of(text, published, url=endpoint.url, model=endpoint.model, version=prompt_version())
    kept, damaged = load_answer(key)
    warnings = [damaged] if damaged else []
    if kept is not None:
        return answer_of(kept), warnings
    content = ask(endpoint, question(text, published))
    answer = answer_of(content)
    unkept = store_answer(key, content)
    return answer, [*warnings, unkept] if unkept else warnings
