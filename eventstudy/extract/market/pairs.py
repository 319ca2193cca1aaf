"""Two assets named together: the one that another is counted in, and those that share what is said."""

from __future__ import annotations

from eventstudy.extract.market.assets import Naming
from eventstudy.extract.market.claim_words import (
    ALSO_COUNTERPART,
    COUNTERPART,
    OPENING_AGAINST,
    SIDE_BY_SIDE,
)


def is_counterpart(lower: str, subjects: list[Naming], k: int) -> bool:
    """Whether a currency is the one that another is counted in: "the pound fell against the dollar"."""
    naming = subjects[k]
    following = subjects[k + 1] if k + 1 < len(subjects) else None
    both = following is not None and naming.kind == following.kind == "currency"
    if both and OPENING_AGAINST.search(lower[max(0, naming.start - 14) : naming.start]):
        return following is not None and lower[naming.end : following.start] in (", ", ", the ")
    if naming.kind != "currency" or not k or subjects[k - 1].kind not in ("currency", "crypto", "commodity"):
        return False
    if COUNTERPART.search(lower[max(0, naming.start - 14) : naming.start]):
        return True
    return bool(ALSO_COUNTERPART.search(lower[subjects[k - 1].end : naming.start]))


def goes_with_next(lower: str, naming: Naming, following: Naming) -> bool:
    """Whether two assets side by side share what is said: "Brent and WTI", "the Dow, the S&P 500 and"."""
    gap = lower[naming.end : following.start]
    if lower[max(0, naming.start - 3) : naming.start] in ("on ", "in "):  # "On Wall Street, the Dow"
        return False
    if gap.startswith(", and ") and lower[max(0, naming.start - 4) : naming.start].endswith((" of ", "for ")):
        return False
    return len(gap) < 40 and bool(SIDE_BY_SIDE.fullmatch(gap))
