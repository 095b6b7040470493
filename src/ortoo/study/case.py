"""One origin, its markets and their weights: the case whose dependency is measured.

In    a network, an origin, markets and terms.
Out   ``Case``: resolved places, one question per market, and what each market weighs.
Law   a market without a known weight is kept and told, and counts in no weighted figure; the
      weights of the others add up to 1.
Not   here: searching (``study.solved``).
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ortoo.base.errors import MissingDataError
from ortoo.network.gazetteer import Found, find_place
from ortoo.network.network import Network
from ortoo.routes.asked import Asked, resolve
from ortoo.routes.question import Avoid, Generalised, Trip
from ortoo.routes.trees import Shared
from ortoo.study.terms import Flow, Terms, Weights

CENTRAL_ASIA = ("almaty", "astana", "bishkek", "tashkent", "dushanbe", "ashgabat")
"""The markets of the built-in case: the five states, Kazakhstan with both its cities."""

SIZES = {
    Weights.GDP: ("gdp_usd_bn", "bn USD"),
    Weights.POPULATION: ("population_m", "million"),
    Weights.TRADE: ("trade_usd_m", "m USD"),
    Weights.EQUAL: ("", "market"),
}

SHARED = {Flow.EXPORT: Shared.ORIGIN, Flow.IMPORT: Shared.DESTINATION}
"""Which end of its trips is the case's own origin."""
TRIP = ("flow", "modes", "date", "cargo")
"""The terms that make other trips."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Case:
    """An origin and its markets; arrays have the shape (markets,)."""

    network: Network
    origin: Found
    markets: tuple[Found, ...]
    questions: tuple[Asked, ...]
    terms: Terms

    @property
    def aggregate(self) -> str:
        """What stands for a market in a weighted figure: ``all:gdp``."""
        return f"all:{self.terms.weights}"

    @cached_property
    def sizes(self) -> NDArray[np.float64]:
        """GDP (bn USD), population (million) or trade (m USD) of each market; NaN is unknown.

        With equal weights 1 for each.
        """
        column, _ = SIZES[self.terms.weights]
        if not column:
            return np.ones(len(self.markets))
        table = self.network.tables["markets"]
        known = dict(zip(table["place_id"], table[column], strict=True))
        return np.array([known.get(market.place_id, np.nan) for market in self.markets])

    @cached_property
    def weights(self) -> NDArray[np.float64]:
        """Share of each market in the sizes that are known; NaN where unknown."""
        total = np.nansum(self.sizes)
        return self.sizes / total if total > 0 else np.full(len(self.sizes), np.nan)

    @cached_property
    def weight_table(self) -> pd.DataFrame:
        """Columns market, name, country, size, unit, weight, status (known or unknown)."""
        unit = SIZES[self.terms.weights][1]
        rows = [
            (m.place_id, m.name, m.country, size, unit, weight, _status(weight))
            for m, size, weight in zip(self.markets, self.sizes, self.weights, strict=True)
        ]
        columns = ["market", "name", "country", "size", "unit", "weight", "status"]
        return pd.DataFrame(rows, columns=columns)

    def under(self, terms: Terms) -> "Case":
        """The same places under other terms."""
        if any(getattr(self.terms, name) != getattr(terms, name) for name in TRIP):
            markets = [market.place_id for market in self.markets]
            return case_of(self.network, self.origin.place_id, markets=markets, terms=terms)
        cost = Generalised(value_of_time_usd_th=terms.value_of_time_usd_th)
        questions = tuple(replace(question, minimise=cost) for question in self.questions)
        return replace(self, questions=questions, terms=terms)


def case_of(network: Network, origin: str, *, markets: Sequence[str] | None, terms: Terms) -> Case:
    """The case of ``origin`` and ``markets`` (names, aliases, ids).

    A market named twice counts once. None stands for all of the markets table but the origin.

    Raises
    ------
    MissingDataError
        No market is named and the network has none but the origin.
    UnknownNameError
        A place that the network does not have.
    UsageError
        A market is named that is the origin itself.
    """
    named = _known(network, origin) if markets is None else list(markets)
    shared = SHARED[terms.flow]
    questions: dict[str, Asked] = {}
    for market in named:
        start, goal = (origin, market) if terms.flow is Flow.EXPORT else (market, origin)
        trip = Trip(start, goal, modes=terms.modes, date=terms.date, cargo=terms.cargo)
        cost = Generalised(value_of_time_usd_th=terms.value_of_time_usd_th)
        asked = resolve(network, trip, avoid=Avoid(), minimise=cost)
        questions.setdefault(asked.stops[shared.other].place_id, asked)
    asked_all = tuple(questions.values())
    return Case(
        network=network,
        origin=asked_all[0].stops[shared],
        markets=tuple(asked.stops[shared.other] for asked in asked_all),
        questions=asked_all,
        terms=terms,
    )


def _known(network: Network, origin: str) -> list[str]:
    """The markets of the network's own table, without the origin."""
    listed = list(network.tables["markets"]["place_id"])
    if not listed:
        raise MissingDataError(
            "the network has no markets.csv, or no market in it; name them with --market"
        )
    start = find_place(network.tables["places"], origin)
    others = [market for market in listed if market != start.place_id]
    if not others:
        raise MissingDataError(
            f"the only market of the network is {start.name}, the origin; name others with --market"
        )
    return others


def _status(weight: float) -> str:
    return "unknown" if np.isnan(weight) else "known"
