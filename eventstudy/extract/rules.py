"""The extractor of rules: no model, no network, the same answer each time."""

from __future__ import annotations

from datetime import date

from eventstudy.extract.article.language import is_english
from eventstudy.extract.article.text import Article, read_text
from eventstudy.extract.events.against_publication import later_times
from eventstudy.extract.events.anchoring import chain_of
from eventstudy.extract.events.assemble import events_of
from eventstudy.extract.events.dating import date_mentions, narrative_spans
from eventstudy.extract.events.groups import Group
from eventstudy.extract.events.links import Link, find_links
from eventstudy.extract.events.mention import Mention
from eventstudy.extract.events.mentions import find_mentions
from eventstudy.extract.events.merge import group_mentions
from eventstudy.extract.events.ordering import bound_groups
from eventstudy.extract.market.claims import find_claims
from eventstudy.extract.publication.published import Publication, find_publication
from eventstudy.extract.times.timex import Timex
from eventstudy.types import Reading


class RuleExtractor:
    """Reads events and claims by word lists and order words; infers the date of publication if not given."""

    def extract(self, text: str, published: date | None) -> Reading:
        """Read ``text``.

        Raises
        ------
        ArticleError
            If the text is blank, too long or binary.
        """
        article = read_text(text)
        publication = find_publication(article, published)
        found = find_mentions(article, publication.head)
        mentions, links = [m for _, told in found for m in told], find_links(found)
        groups = _dated_groups(article, mentions, links, publication)
        events = events_of(article, groups, links, publication)
        return Reading(
            published=publication.day,
            published_source=publication.source,
            published_evidence=publication.evidence,
            title=article.title,
            events=events,
            claims=find_claims(article, events, publication),
            warnings=_warnings(article, mentions, groups, publication),
        )


def _dated_groups(
    article: Article, mentions: list[Mention], links: list[Link], publication: Publication
) -> list[Group]:
    chain = chain_of(article, publication)
    spans = date_mentions(mentions, links, chain)
    narrative = narrative_spans(article, mentions, links, spans, chain)
    groups = group_mentions(mentions, spans, links, narrative)
    return bound_groups(groups, links, publication.day)


def _warnings(
    article: Article, mentions: list[Mention], groups: list[Group], publication: Publication
) -> tuple[str, ...]:
    found = [w for group in groups for w in group.warnings]
    if not is_english(article):
        found.append("the text does not look like English, the only language that is read.")
    if publication.warning:
        found.append(publication.warning)
    later = [*publication.later, *later_times(mentions, publication)]
    if later:
        found.append(_contradiction(article, min(later, key=lambda t: t.start), publication))
    return tuple(dict.fromkeys(found))


def _contradiction(article: Article, example: Timex, publication: Publication) -> str:
    given = " given" if publication.source == "given" else ""
    return (
        f"the text names dates after the publication date{given}, {publication.day}, such as"
        f" {article.text[example.start : example.end]!r}: a date with its year is kept, one without is not"
        " read as past, and words such as 'on Friday' count from the publication date; check --published."
    )
