"""Normal-return models, by name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from eventstudy.errors import InputError
from eventstudy.models.linear import LinearModel
from eventstudy.models.market_adjusted import MarketAdjusted
from eventstudy.registry import lookup
from eventstudy.types import NormalReturnModel


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelEntry:
    """A row of :data:`MODELS`: the model, what it is for, when it fails, its source."""

    model: NormalReturnModel
    purpose: str
    fails: str
    source: str


def _factors(*names: str, purpose: str, source: str) -> ModelEntry:
    return ModelEntry(
        model=LinearModel(factors=names, excess=True),
        purpose=purpose,
        fails="a factor that is itself moved by the event; needs RF",
        source=source,
    )


MODELS: Mapping[str, ModelEntry] = {
    "constant_mean": ModelEntry(
        model=LinearModel(),
        purpose="a single index or commodity, where any benchmark would be moved by the event too",
        fails="when a factor moves in the event window for other reasons",
        source="MacKinlay 1997, section 4.1",
    ),
    "market_adjusted": ModelEntry(
        model=MarketAdjusted(),
        purpose="securities without an estimation history of their own",
        fails="when beta differs from one and events cluster in time",
        source="Brown and Warner 1985",
    ),
    "market": ModelEntry(
        model=LinearModel(factors=("MKT",)),
        purpose="single stocks; the default of most studies",
        fails="when the market itself is moved by the event: then the effect is relative",
        source="MacKinlay 1997, section 4.2",
    ),
    "capm": _factors("MKT", purpose="the market model in excess returns", source="Sharpe 1964"),
    "ff3": _factors("MKT", "SMB", "HML", purpose="size and value tilts", source="Fama and French 1993"),
    "carhart": _factors("MKT", "SMB", "HML", "MOM", purpose="ff3 and momentum", source="Carhart 1997"),
    "ff5": _factors(
        "MKT",
        "SMB",
        "HML",
        "RMW",
        "CMA",
        purpose="profitability and investment",
        source="Fama and French 2015",
    ),
}


def normal_return_model(model: str | Sequence[str] | NormalReturnModel) -> NormalReturnModel:
    """Return the model of that name; a list of factor names makes a factor model of raw returns.

    Raises
    ------
    UnknownNameError
        If a name is given that is not in :data:`MODELS`.
    InputError
        If ``model`` is none of the three.
    """
    if isinstance(model, str):
        return lookup(MODELS, model, kind="model").model
    if isinstance(model, Sequence):
        return LinearModel(factors=tuple(model))
    if not hasattr(model, "fit"):
        raise InputError(f"model is {model!r}: give a name, a list of factor names, or a model with a fit.")
    return model
