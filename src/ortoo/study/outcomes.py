"""What a question comes to, from several origins to several markets, under one future.

In    a ``Future``, origins and markets as a ``Survey``.
Out   one ``Outcome`` per pair: the best route with its figures, or that there is none.
Law   the same routes as ``routes.find`` gives, without its proofs; questions of one future share
      the reasons that bar arcs as far as their rules are the same.
Not   here: what differs between futures (``study.comparison``).
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np

from ortoo.base.errors import UsageError
from ortoo.inputs.schema import SURFACE_MODES
from ortoo.network.arcs import ArcKind
from ortoo.network.network import Network
from ortoo.routes.asked import Asked, resolve
from ortoo.routes.avoidance import Rules, reasons
from ortoo.routes.journeys import Route, route_of
from ortoo.routes.question import (
    VALUE_OF_TIME_USD_TH,
    Avoid,
    Cargo,
    Cost,
    Exposed,
    Generalised,
    Objective,
    Trip,
)
from ortoo.routes.search import Key, best_tree, way_to
from ortoo.study.future import Future

METRICS = ("time_h", "cost_usd_t", "co2_kg_t", "length_km", "generalised_usd_t", "exposure_km")
CONNECTED = "connected"
"""1 where there is a way, 0 where there is none: the one figure that every outcome has."""

Pair = tuple[str, str]
Questions = dict[Pair, Asked]


@dataclass(frozen=True, kw_only=True)
class Survey:
    """The questions that are put to every future.

    ``origins`` and ``markets`` are place ids; ``exposed_to`` the countries whose kilometres are
    ``exposure_km``. A pair whose origin is its market is left out.
    """

    origins: tuple[str, ...]
    markets: tuple[str, ...]
    exposed_to: frozenset[str]
    minimise: Objective = Cost.TIME
    modes: tuple[str, ...] = SURFACE_MODES
    cargo: Cargo = Cargo.THIRD_COUNTRY
    avoid: Avoid = field(default_factory=Avoid)

    @cached_property
    def pairs(self) -> tuple[Pair, ...]:
        """Every origin with every other market."""
        return tuple((o, m) for o in self.origins for m in self.markets if o != m)

    def questions(self, future: Future) -> Questions:
        """The survey's questions under ``future``, resolved; the reasons are found only once."""
        barred: dict[Rules, list[str]] = {}
        questions: Questions = {}
        for origin, market in self.pairs:
            trip = future.trip(Trip(origin, market, modes=self.modes, cargo=self.cargo))
            avoid = _without_ends(future, self.avoid, ends=(origin, market))
            asked = resolve(future.network, trip, avoid=avoid, minimise=self.minimise)
            rules = asked.rules
            if rules.cargo is Cargo.THIRD_COUNTRY:  # whose goods it is, then bars nothing
                rules = replace(rules, states=frozenset())
            if rules not in barred:
                barred[rules] = reasons(future.network, asked.rules)
            questions[origin, market] = asked.judged(barred[rules])
        return questions


@dataclass(frozen=True, kw_only=True, eq=False)
class Outcome:
    """The best way of one pair under one future; ``route`` is None where there is none."""

    route: Route | None
    exposed_to: frozenset[str]
    value_of_time_usd_th: float = VALUE_OF_TIME_USD_TH

    @cached_property
    def figures(self) -> Mapping[str, float]:
        """``METRICS`` by name: NaN where unknown, inf where there is no way; and ``connected``."""
        if self.route is None:
            return {**dict.fromkeys(METRICS, math.inf), CONNECTED: 0.0}
        route = self.route
        return {
            "time_h": route.time_h,
            "cost_usd_t": route.cost_usd_t,
            "co2_kg_t": route.co2_kg_t,
            "length_km": route.length_km,
            "generalised_usd_t": route.cost_usd_t + self.value_of_time_usd_th * route.time_h,
            "exposure_km": route.km_inside(self.exposed_to),
            CONNECTED: 1.0,
        }

    @cached_property
    def steps(self) -> Mapping[str, str]:
        """The sections and crossings used, each with the word for what it is."""
        if self.route is None:
            return {}
        nouns = {ArcKind.LINE: "section", ArcKind.CROSSING: "crossing"}
        return {
            step: nouns[leg.kind] for leg in self.route.legs if leg.kind in nouns
            for step in leg.ids
        }  # fmt: skip

    @cached_property
    def country_km(self) -> Mapping[str, float]:
        """Kilometres in each country."""
        if self.route is None:
            return {}
        table = self.route.by_country
        km = zip(table["country"], table["length_km"], strict=True)
        return {str(country): float(length) for country, length in km}


def outcomes(future: Future, survey: Survey) -> dict[Pair, Outcome]:
    """The outcome of every pair of ``survey`` under ``future``.

    Examples
    --------
    >>> import ortoo
    >>> survey = Survey(origins=("ulaanbaatar",), markets=("almaty",), exposed_to=frozenset())
    >>> found = outcomes(Future(network=ortoo.load_network()), survey)
    >>> found["ulaanbaatar", "almaty"].figures["connected"]
    1.0
    """
    value = VALUE_OF_TIME_USD_TH
    if isinstance(survey.minimise, Generalised):
        value = survey.minimise.value_of_time_usd_th
    return {
        pair: Outcome(
            route=None if way is None else route_of(future.network, way),
            exposed_to=survey.exposed_to,
            value_of_time_usd_th=value,
        )
        for pair, way in _ways(survey.questions(future)).items()
    }


def _ways(questions: Questions) -> dict[Pair, list[int] | None]:
    """The best way of each question: one tree for all that leave one place by the same rules."""
    alike: dict[tuple[str, int], list[Pair]] = {}
    for pair, asked in questions.items():
        alike.setdefault((pair[0], id(asked.barred)), []).append(pair)
    found: dict[Pair, list[int] | None] = dict.fromkeys(questions)
    for pairs in alike.values():
        first = questions[pairs[0]]
        arcs, costs = first.network.arcs, first.costs()
        free: Key = (0.0,) * (len(costs[0]) if costs else 1)
        starts = dict.fromkeys(first.nodes(first.stops[0]), free)
        tree = best_tree(arcs, costs, allowed=first.allowed, starts=starts)
        for pair in pairs:
            goals = [n for n in questions[pair].nodes(questions[pair].stops[-1]) if n in tree]
            goal = min(goals, key=lambda node: (tree[node].cost, node), default=None)
            found[pair] = None if goal is None else way_to(arcs, tree, goal=goal)
    return found


def metric_of(minimise: Objective) -> str:
    """The metric that an objective minimises.

    >>> metric_of(Cost.COST), metric_of(Generalised())
    ('cost_usd_t', 'generalised_usd_t')
    """
    if isinstance(minimise, Generalised):
        return "generalised_usd_t"
    return "exposure_km" if isinstance(minimise, Exposed) else str(minimise.value)


def neighbours(network: Network, countries: frozenset[str]) -> frozenset[str]:
    """The countries that crossings on land lead into from ``countries``."""
    crossings = network.tables["crossings"]
    on_land = ~crossings["mode"].isin(["ferry", "sea", "air"])
    leads = crossings[on_land & crossings["leaves"].isin(countries)]
    return frozenset(leads["enters"]) - countries


def known_markets(network: Network) -> tuple[str, ...]:
    """The markets of the network's own table.

    Raises
    ------
    UsageError
        The network has none.
    """
    markets = tuple(str(place) for place in network.tables["markets"]["place_id"])
    if not markets:
        raise UsageError("the network has no markets.csv; name markets with --market")
    return markets


def market_weights(network: Network, markets: tuple[str, ...]) -> dict[str, float]:
    """Shares of the markets by GDP; NaN where it is unknown; equal where none is known."""
    table = network.tables["markets"].set_index("place_id")["gdp_usd_bn"]
    sizes = np.array([table.get(market, np.nan) for market in markets], dtype=float)
    total = np.nansum(sizes)
    shares = sizes / total if total > 0 else np.full(len(markets), 1.0 / len(markets))
    return dict(zip(markets, shares.tolist(), strict=True))


def _without_ends(future: Future, avoid: Avoid, *, ends: Pair) -> Avoid:
    """What is avoided, but for the countries of origin and destination, which never are."""
    both = future.avoid(avoid)
    if not both.countries:
        return both
    places = future.network.tables["places"]
    own = set(places.loc[places["place_id"].isin(ends), "country"])
    return Avoid(
        countries=both.countries - own,
        crossings=both.crossings,
        sections=both.sections,
        overflight=both.overflight,
    )
