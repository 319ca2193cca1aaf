"""Normal-return models, by name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from eventstudy.errors import InputError
from eventstudy.models.garch import Garch
from eventstudy.models.huber import Huber
from eventstudy.models.lad import LeastAbsoluteDeviations
from eventstudy.models.lagged_beta import Dimson, FowlerRorke, ScholesWilliams
from eventstudy.models.linear import LinearModel
from eventstudy.models.market_adjusted import MarketAdjusted
from eventstudy.models.ridge_control import RidgeControl
from eventstudy.models.synthetic_control import SyntheticControl
from eventstudy.models.theil_sen import TheilSen
from eventstudy.models.trade_to_trade import TradeToTrade
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
    "capm": _factors(
        "MKT",
        purpose="the market model in excess returns; LinearModel(intercept=False) imposes alpha 0",
        source="Sharpe 1964",
    ),
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
    "garch": ModelEntry(
        model=Garch(),
        purpose="the market model where volatility clusters; Garch(factors=()) for a constant mean",
        fails="in short windows, where the optimiser may stop; when the event itself raises the variance",
        source="Bollerslev 1986; Savickas 2003",
    ),
    "egarch": ModelEntry(
        model=Garch(process="egarch"),
        purpose="as garch, where falls raise volatility more than rises",
        fails="as garch, and sooner: below some 250 days the likelihood has several maxima",
        source="Nelson 1991",
    ),
    "scholes_williams": ModelEntry(
        model=ScholesWilliams(),
        purpose="stocks that miss the close now and then, at least one trade most days",
        fails="when days pass without a trade: beta is still too low",
        source="Scholes and Williams 1977",
    ),
    "dimson": ModelEntry(
        model=Dimson(),
        purpose="thin trading: the slopes on the market's lags and leads added up",
        fails="when the market is autocorrelated: use fowler_rorke; its beta is imprecise in any case",
        source="Dimson 1979",
    ),
    "fowler_rorke": ModelEntry(
        model=FowlerRorke(),
        purpose="thin trading: dimson with the weights that make it consistent",
        fails="when trades are more than two days apart: use trade_to_trade",
        source="Fowler and Rorke 1983",
    ),
    "trade_to_trade": ModelEntry(
        model=TradeToTrade(),
        purpose="very thin trading: log returns over several sessions, none on days without a trade",
        fails="when the table fills days without a trade with zeros; needs log returns of the market too",
        source="Maynes and Rumsey 1993",
    ),
    "lad": ModelEntry(
        model=LeastAbsoluteDeviations(),
        purpose="outlying days in the estimation window: the median's line",
        fails="when the factor itself is outlying; no exact forecast error (asymptotic, normal)",
        source="Bassett and Koenker 1978",
    ),
    "huber": ModelEntry(
        model=Huber(),
        purpose="outlying days in the estimation window, at little loss without any",
        fails="when the factor itself is outlying; no exact forecast error (asymptotic, normal)",
        source="Huber 1964",
    ),
    "theil_sen": ModelEntry(
        model=TheilSen(),
        purpose="outlying days of stock or market, up to 29 % of them; one factor",
        fails="slow for a million events; no exact forecast error (asymptotic, normal)",
        source="Theil 1950; Sen 1968",
    ),
    "synthetic_control": ModelEntry(
        model=SyntheticControl(),
        purpose="one security with few good peers, over long or volatile windows; donors are factor columns",
        fails="when the event moves a donor, or no mix of donors follows the security; for t, as weights err",
        source="Abadie, Diamond and Hainmueller 2010",
    ),
    "ridge_control": ModelEntry(
        model=RidgeControl(),
        purpose="one security with many peers, as in litigation; donors are factor columns",
        fails="when the event moves the peers; t lacks the bias of the penalty",
        source="Baker and Gelbach 2020",
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
