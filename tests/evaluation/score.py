"""Score of the reader of texts on the annotated passages beside this file, with bootstrap intervals."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date
from pathlib import Path
from typing import Any

import numpy as np
from evaluation.matching import Gold, claim_is_right, claim_pairs, event_pairs, same_dates

from eventstudy.types import Event, Reading

HERE = Path(__file__).parent
HALVES = ("dev", "test")
N_BOOTSTRAP = 2_000
SEED = 20_200_108
Reader = Callable[[str, date | None], Reading]


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """A passage and its annotation."""

    name: str
    text: str
    gold: dict[str, Any]

    @property
    def published_given(self) -> date | None:
        """Publication date that the reader is told, or None."""
        given = self.gold["published_source"] == "given"
        return date.fromisoformat(self.gold["published"]) if given else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """Counts of one article, by name, with what was missed and what was spurious in words."""

    name: str
    counts: dict[str, int]
    faults: tuple[str, ...] = field(default=())


# What is printed: label -> names of (numerator, denominator), or of (right, predicted, wanted) for F1.
RATIOS: dict[str, tuple[str, ...]] = {
    "event precision": ("events_found", "events_read"),
    "event recall": ("events_found", "events_wanted"),
    "event F1": ("events_found", "events_read", "events_wanted"),
    "event F1, date exact": ("events_dated", "events_read", "events_wanted"),
    "rightly dated, of found": ("events_dated", "events_found"),
    "relative and ordering dates": ("relative_right", "relative_wanted"),
    "relative dates": ("relative_only_right", "relative_only_wanted"),
    "ordering dates": ("ordering_right", "ordering_wanted"),
    "UTC times": ("utc_right", "utc_wanted"),
    "UTC times read where none is": ("utc_invented", "utc_none"),
    "country, of found": ("country_right", "country_found"),
    "modality, of found": ("modality_right", "events_found"),
    "claim precision": ("claims_right", "claims_read"),
    "claim recall": ("claims_right", "claims_wanted"),
    "claim F1": ("claims_right", "claims_read", "claims_wanted"),
    "claim qualifiers, of right": ("qualifiers_right", "claims_right"),
    "claim dates, of right": ("claim_dates_right", "claim_dates_wanted"),
    "publication date inferred": ("inferred_right", "inferred_wanted"),
    "publication date from dateline": ("dateline_right", "dateline_wanted"),
    "publication date left unknown": ("unknown_right", "unknown_wanted"),
}


def articles(half: str) -> list[Article]:
    """Passages of ``half``, by name."""
    found = []
    for path in sorted((HERE / half).glob("*.txt")):
        gold = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
        found.append(Article(name=path.stem, text=path.read_text(encoding="utf-8"), gold=gold))
    return found


def score_article(article: Article, reading: Reading) -> Score:
    """Counts of one article under ``reading``."""
    counts, faults = _events(article, reading)
    claim_counts, claim_faults = _claims(article, reading)
    counts |= claim_counts | _published(article.gold, reading)
    return Score(name=article.name, counts=counts, faults=(*faults, *claim_faults))


def _events(article: Article, reading: Reading) -> tuple[dict[str, int], list[str]]:
    wanted = article.gold["events"]
    pairs = event_pairs(article.text, reading.events, wanted)
    optional = {i for i, j in pairs if wanted[j]["optional"]}
    found = {j: reading.events[i] for i, j in pairs if not wanted[j]["optional"]}
    required = [j for j, gold in enumerate(wanted) if not gold["optional"]]
    counts = {
        "events_read": len(reading.events) - len(optional),
        "events_wanted": len(required),
        "events_found": len(found),
        "events_dated": sum(same_dates(event, wanted[j]) for j, event in found.items()),
        "modality_right": sum(event.modality == wanted[j]["modality"] for j, event in found.items()),
    }
    counts |= _kinds([wanted[j] for j in required], {id(wanted[j]): event for j, event in found.items()})
    paired = {i for i, _ in pairs}
    faults = [_wrong_date(event, wanted[j]) for j, event in found.items() if not same_dates(event, wanted[j])]
    faults += [f"missed event: {wanted[j]['name']}" for j in required if j not in found]
    spare = [event for i, event in enumerate(reading.events) if i not in paired]
    faults += [
        f"spurious event: {e.trigger!r} ({e.type}) {e.start.date()} in {e.quote[:80]!r}" for e in spare
    ]
    return counts, faults


def _wrong_date(event: Event, gold: Gold) -> str:
    read, said = f"{event.start.date()}/{event.end.date()}", f"{gold['start_date']}/{gold['end_date']}"
    return f"wrong date: {gold['name']}: read {read} ({event.rule}), annotated {said}"


def _kinds(required: Sequence[Gold], found: dict[int, Event]) -> dict[str, int]:
    def right(kinds: tuple[str, ...]) -> tuple[int, int]:
        chosen = [gold for gold in required if gold["date_kind"] in kinds]
        return sum(id(g) in found and same_dates(found[id(g)], g) for g in chosen), len(chosen)

    counts = {}
    groups = {"relative": ("relative", "ordering"), "relative_only": ("relative",), "ordering": ("ordering",)}
    for name, kinds in groups.items():
        counts[f"{name}_right"], counts[f"{name}_wanted"] = right(kinds)
    timed = [gold for gold in required if gold["utc_time"]]
    untimed = [gold for gold in required if not gold["utc_time"] and id(gold) in found]
    placed = [gold for gold in required if gold["country"] and id(gold) in found]
    return counts | {
        "utc_right": sum(_utc(found.get(id(gold))) == gold["utc_time"] for gold in timed),
        "utc_wanted": len(timed),
        "utc_invented": sum(_utc(found[id(gold)]) is not None for gold in untimed),
        "utc_none": len(untimed),
        "country_right": sum(found[id(gold)].country == gold["country"] for gold in placed),
        "country_found": len(placed),
    }


def _utc(event: Event | None) -> str | None:
    if event is None or event.utc_time is None:
        return None
    return event.utc_time.astimezone(UTC).strftime("%Y-%m-%dT%H:%M")


def _claims(article: Article, reading: Reading) -> tuple[dict[str, int], list[str]]:
    wanted = article.gold["claims"]
    pairs = claim_pairs(article.text, reading.claims, wanted)
    required = {j: reading.claims[i] for i, j in pairs if not wanted[j]["optional"]}
    right = {j: claim for j, claim in required.items() if claim_is_right(claim, wanted[j])}
    dated = [j for j in right if wanted[j]["date"]]
    counts = {
        "claims_read": len(reading.claims) - sum(wanted[j]["optional"] for _, j in pairs),
        "claims_wanted": sum(not gold["optional"] for gold in wanted),
        "claims_right": len(right),
        "qualifiers_right": sum(set(c.qualifiers) == set(wanted[j]["qualifiers"]) for j, c in right.items()),
        "claim_dates_right": sum(str(right[j].date) == wanted[j]["date"] for j in dated),
        "claim_dates_wanted": len(dated),
    }
    paired = {i for i, _ in pairs}
    faults = [f"claim wrong: {wanted[j]['span']!r}: {c}" for j, c in required.items() if j not in right]
    missed = [g for j, g in enumerate(wanted) if not g["optional"] and j not in required]
    faults += [f"missed claim: {gold['span']!r}" for gold in missed]
    spare = [claim for i, claim in enumerate(reading.claims) if i not in paired]
    faults += [f"spurious claim: {c.asset} {c.direction} {c.magnitudes} in {c.quote[:80]!r}" for c in spare]
    return counts, faults


def _published(gold: Gold, reading: Reading) -> dict[str, int]:
    read = reading.published.isoformat() if reading.published else None
    counts = {
        f"{kind}_{part}": 0 for kind in ("inferred", "dateline", "unknown") for part in ("right", "wanted")
    }
    kind = gold["published_source"]
    if kind != "given":
        counts[f"{kind}_wanted"], counts[f"{kind}_right"] = 1, int(read == gold["published"])
    return counts


def ratio(names: Sequence[str], total: dict[str, float]) -> float:
    """A share, or the F1 of three counts; NaN where there is nothing to count."""
    if len(names) == 3:
        below = total[names[1]] + total[names[2]]
        return 2 * total[names[0]] / below if below else float("nan")
    return total[names[0]] / total[names[1]] if total[names[1]] else float("nan")


def table(
    scores: Sequence[Score], *, n_bootstrap: int = N_BOOTSTRAP, seed: int = SEED
) -> list[dict[str, Any]]:
    """One row a figure: label, value, 95 % interval over articles, and the counts behind it."""
    names = list(scores[0].counts)
    counts = np.array([[score.counts[name] for name in names] for score in scores], dtype=float)
    drawn = np.random.default_rng(seed).integers(0, len(scores), (n_bootstrap, len(scores)))
    samples = counts[drawn].sum(axis=1)
    whole = dict(zip(names, counts.sum(axis=0), strict=True))
    rows = []
    for label, parts in RATIOS.items():
        values = np.array([ratio(parts, dict(zip(names, sample, strict=True))) for sample in samples])
        known = values[np.isfinite(values)]
        low, high = np.quantile(known, [0.025, 0.975]) if known.size else (float("nan"),) * 2
        n, m = int(whole[parts[0]]), "+".join(str(int(whole[part])) for part in parts[1:])
        rows.append(
            {
                "label": label,
                "value": ratio(parts, whole),
                "low": float(low),
                "high": float(high),
                "counts": f"{n}/{m}",
            }
        )
    return rows


def score_half(half: str, reader: Reader) -> list[Score]:
    """Scores of every article of ``half`` as ``reader(text, published)`` reads it."""
    return [
        score_article(article, reader(article.text, article.published_given)) for article in articles(half)
    ]
