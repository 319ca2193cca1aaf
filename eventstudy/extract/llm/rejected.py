"""What was left out of a model's answer, and why."""

from __future__ import annotations

from dataclasses import dataclass, field

_SHOWN = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Rejected:
    """What was left out of an answer, by the reason."""

    reasons: dict[str, list[str]] = field(default_factory=dict)

    def add(self, reason: str, words: str) -> None:
        """Note words that were left out."""
        self.reasons.setdefault(reason, []).append(repr(" ".join(words.split())[:_SHOWN]))

    @property
    def warnings(self) -> tuple[str, ...]:
        """One line a reason."""
        return tuple(f"{reason}: {_some(words)}." for reason, words in self.reasons.items())


def _some(words: list[str]) -> str:
    more = f" and {len(words) - 3} more" if len(words) > 3 else ""
    return ", ".join(words[:3]) + more
