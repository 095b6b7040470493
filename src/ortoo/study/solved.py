"""A case with everything searched that its measures need.

In    a ``Case``.
Out   ``Solved``: the lattice, the choice set of ways per market, capacities and cuts.
Law   each search is made once; other weights or other parameters of the models reuse it.
Not   here: the measures themselves.
"""

import logging
import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from ortoo.base.watch import watch
from ortoo.network.arcs import ArcKind
from ortoo.routes.alternatives import Search, differing_ways
from ortoo.routes.engines import Engine
from ortoo.routes.journeys import Route, route_of
from ortoo.routes.lattice import Lattice, lattice_of
from ortoo.routes.max_flow import Capacity, Throughput, capacity, disjoint_by_crossings
from ortoo.routes.swift_ways import SwiftSearch
from ortoo.routes.trees import Trees
from ortoo.study.case import SHARED, TRIP, Case
from ortoo.study.shares import Floats, path_sizes, route_shares
from ortoo.study.terms import Terms

SEARCHED = (*TRIP, "value_of_time_usd_th", "ways")
"""The terms on which the searches depend; all others may change without a new one."""

log = logging.getLogger(__name__)


@dataclass(frozen=True, kw_only=True, eq=False)
class Solved:
    """A case and its searches. ``ways`` holds the choice set of each market, best way first."""

    case: Case
    trees: Trees
    lattice: Lattice
    ways: tuple[tuple[Route, ...], ...]

    @property
    def base(self) -> Floats:
        """Least cost of each market when nothing is avoided; shape (markets,)."""
        return self.lattice.cost(())

    @cached_property
    def choices(self) -> tuple[tuple[tuple[Route, ...], NDArray[np.float64]], ...]:
        """The ways of known cost of each market, and the share of freight that takes each."""
        return tuple(self._choice(routes) for routes in self.ways)

    @cached_property
    def capacities(self) -> tuple[Capacity, ...]:
        """What published capacities let through to each market."""
        return tuple(capacity(question) for question in self.case.questions)

    @cached_property
    def cuts(self) -> tuple[Throughput, ...]:
        """For each market how many ways share no crossing, and a smallest set that cuts them."""
        return tuple(disjoint_by_crossings(question) for question in self.case.questions)

    def under(self, terms: Terms) -> "Solved":
        """The same case under other terms; searches are repeated only where they depend on them."""
        other = self.case.under(terms)
        if all(getattr(self.case.terms, name) == getattr(terms, name) for name in SEARCHED):
            return replace(self, case=other)
        return solve(other, engine=self.trees.engine)

    def _choice(self, routes: tuple[Route, ...]) -> tuple[tuple[Route, ...], NDArray[np.float64]]:
        terms = self.case.terms
        costs = np.array([generalised(self.case, route) for route in routes])
        known = ~np.isnan(costs)
        kept = tuple(route for route, good in zip(routes, known, strict=True) if good)
        shares = route_shares(
            costs[known],
            path_sizes(kept),
            scale=terms.logit_scale_t_usd,
            power=terms.path_size_power,
        )
        return kept, shares


def solve(case: Case, *, engine: Engine | None = None) -> Solved:
    """Search everything that the measures of ``case`` need.

    ``engine`` is who searches, by default the one that suits the size of the network.
    """
    trees = Trees(case.questions, shared=SHARED[case.terms.flow], engine=engine)
    grid = lattice_of(trees)
    markets, passed_s = range(len(case.markets)), watch()
    ways = tuple(
        choice_set(case, trees, market=market, avoidable=grid.transit) for market in markets
    )
    told = sum(map(len, ways)), trees.engine_for_closures, passed_s()
    log.info("%d ways that differ in their crossings: %s, %.2f s", *told)
    return Solved(case=case, trees=trees, lattice=grid, ways=ways)


def choice_set(
    case: Case, trees: Trees, *, market: int, avoidable: Sequence[str]
) -> tuple[Route, ...]:
    """The cheapest ways that differ in their crossings, and the best way without each country.

    The first alone could all run through one country, by different posts; the second (elimination
    of countries, after Azevedo et al. 1993's of links) sees to it that each way round is there.
    Cheapest first, those of unknown cost last.
    """
    question = case.questions[market]
    searched_by = Search if trees.engine is Engine.PLAIN else SwiftSearch
    found = differing_ways(question, case.terms.ways, searched_by=searched_by)
    ways = [tuple(way) for way in found]
    ways += [trees.best(market, frozenset({country})).way for country in avoidable]
    arcs = case.network.arcs.arcs
    differing: dict[tuple[int, ...], tuple[int, ...]] = {}
    for way in filter(None, ways):
        crossed = tuple(at for at in way if arcs[at].kind is ArcKind.CROSSING)
        differing.setdefault(crossed, way)
    if not differing:
        return ()
    first, *others = (route_of(case.network, way) for way in differing.values())
    return (first, *sorted(others, key=lambda route: _unknown_last(generalised(case, route))))


def generalised(case: Case, route: Route) -> float:
    """A route's money + value of time x hours, USD/t; NaN when a part is unknown."""
    return route.cost_usd_t + case.terms.value_of_time_usd_th * route.time_h


def _unknown_last(cost: float) -> tuple[bool, float]:
    return math.isnan(cost), 0.0 if math.isnan(cost) else cost
