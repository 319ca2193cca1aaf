"""Mentions of one happening, with what they tell of it together."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from eventstudy.extract.events.mention import Mention
from eventstudy.extract.geography.places import gazetteer
from eventstudy.extract.times.spans import Span

_COUNTRY_WORDS = ("states", "kingdom", "emirates")


@dataclass(frozen=True, kw_only=True)
class Group:
    """Mentions of one happening; ``lead`` is the one whose words date it.

    What a group knows is worked out once: every later mention of its family is compared with it.
    """

    mentions: tuple[Mention, ...]
    lead: Mention
    span: Span | None = None
    warnings: tuple[str, ...] = ()

    @cached_property
    def people(self) -> frozenset[str]:
        """Last names named in any mention."""
        return frozenset().union(*(m.people for m in self.mentions))

    @cached_property
    def country(self) -> str:
        """ISO code of the first mention that has a place, else empty."""
        return next((m.place.country for m in self.mentions if m.place), "")

    @cached_property
    def agent(self) -> str:
        """Country whose act it is, where a mention tells."""
        return next((m.agent for m in self.mentions if m.agent), "")

    @cached_property
    def types(self) -> frozenset[str]:
        """Types of its triggers."""
        return frozenset(m.trigger.type for m in self.mentions)

    @cached_property
    def sites(self) -> frozenset[str]:
        """Names of towns and sites in its mentions."""
        return frozenset(m.place.name for m in self.mentions if m.place and m.place.rank)

    @cached_property
    def numbers(self) -> frozenset[int]:
        """Numbers of its mentions."""
        return frozenset(m.number for m in self.mentions)

    @cached_property
    def named(self) -> frozenset[str]:
        """Last names in its mentions but for those of countries and of whose act it is."""
        own = {m.agent.split()[-1].lower() for m in self.mentions if m.agent}
        countries = {*_COUNTRY_WORDS, self.agent.lower(), *own}
        return frozenset(name for name in self.people - countries if not _is_country(name))


def _is_country(name: str) -> bool:
    return name.capitalize() in gazetteer()
