"""Every measure of a solved case, as facts.

In    a ``Solved`` case.
Out   facts, per market and weighted over markets.
Law   a weighted figure stands under the market ``all:gdp`` (or population, trade).
Not   here: the formulas (``power``, ``shares``, ``criticality``, ``access``, ``redundancy``).
"""

import math
from collections.abc import Callable, Iterator, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from ortoo.base.geodesy import great_circle_km
from ortoo.study.access import access_loss, market_access
from ortoo.study.criticality import Element, bypass_penalties, closure_rises, used_by_best_way
from ortoo.study.facts import Fact
from ortoo.study.power import banzhaf, connection_game, shapley, value_game
from ortoo.study.redundancy import disjoint_by_countries
from ortoo.study.shares import concentration, expected_transit, territorial_shares
from ortoo.study.solved import Solved
from ortoo.study.weighting import Value, average, average_rise, cut_weight

GAMES = {"connection": connection_game, "value": value_game}
INDICES = {"shapley": shapley, "banzhaf": banzhaf}
TERRITORIAL = {
    "territorial_km": "length_km", "territorial_h": "time_h", "territorial_usd": "cost_usd_t",
}  # fmt: skip
Measure = Callable[[Solved], Iterator[Fact]]


def all_facts(solved: Solved) -> Iterator[Fact]:
    """Every fact, in the order in which a reader asks for them."""
    for measure in MEASURES:
        yield from measure(solved)


def joined(members: frozenset[str]) -> str:
    """A set of countries, or of crossings, as a subject.

    >>> joined(frozenset({"RUS", "CHN"}))
    'CHN+RUS'
    """
    return "+".join(sorted(members))


def best_way_facts(solved: Solved) -> Iterator[Fact]:
    """Cost, money, hours, km and detour of the best way."""
    columns: dict[str, list[Value]] = {"least_cost": list(solved.base)}
    bests = [routes[0] if routes else None for routes in solved.ways]
    for metric, column in (
        ("best_usd", "cost_usd_t"),
        ("best_h", "time_h"),
        ("best_km", "length_km"),
    ):
        columns[metric] = [None if best is None else getattr(best, column) for best in bests]
    origin = solved.case.origin
    columns["detour_index"] = []
    for market, best in zip(solved.case.markets, bests, strict=True):
        apart = great_circle_km((origin.lon, origin.lat), (market.lon, market.lat))
        columns["detour_index"].append(best.length_km / apart if best and apart else None)
    for metric, values in columns.items():
        yield from _everywhere(solved, values, metric=metric, subject="")


def territorial_facts(solved: Solved) -> Iterator[Fact]:
    """Shares of the best way in each country."""
    shares = [territorial_shares(routes[0]) if routes else None for routes in solved.ways]
    for metric, column in TERRITORIAL.items():
        countries = {c: None for of in shares if of for c in of[column]}
        for country in countries:
            values = [None if of is None else of[column].get(country, 0.0) for of in shares]
            yield from _everywhere(solved, values, metric=metric, subject=country)


def bypass_facts(solved: Solved) -> Iterator[Fact]:
    """The bypass penalty of each transit country."""
    for country, values in bypass_penalties(solved).items():
        yield from _per_market(solved, values, metric="bypass_penalty", subject=country)
        rise = average_rise(values, solved.case.weights)
        yield Fact("bypass_penalty", country, solved.case.aggregate, rise)
        cut = cut_weight(values, solved.case.weights)
        yield Fact("bypass_cut", country, solved.case.aggregate, cut)


def lattice_facts(solved: Solved) -> Iterator[Fact]:
    """How many avoid sets there are and leave a way, and the minimal ones that do not."""
    for at, market in enumerate(solved.case.markets):
        costs = solved.lattice.costs[:, at]
        yield Fact("avoid_sets", "", market.place_id, len(costs))
        yield Fact("avoid_sets_open", "", market.place_id, int((~np.isinf(costs)).sum()))
        for members in solved.lattice.blocking_sets(at):
            yield Fact("blocking_countries", joined(members), market.place_id, len(members))


def power_facts(solved: Solved) -> Iterator[Fact]:
    """Shapley and Banzhaf power in both games."""
    markets, transit = solved.case.markets, solved.lattice.transit
    for index, measure in INDICES.items():
        for game, values_of in GAMES.items():
            metric = f"{index}_{game}"
            for at, market in enumerate(markets):
                alone = np.where(np.arange(len(markets)) == at, 1.0, np.nan)
                power = measure(values_of(solved.lattice, alone)).tolist()
                for country, value in zip(transit, power, strict=True):
                    if country != market.country:
                        yield Fact(metric, country, market.place_id, _exact(value))
            weighted = measure(values_of(solved.lattice, solved.case.weights)).tolist()
            for country, value in zip(transit, weighted, strict=True):
                yield Fact(metric, country, solved.case.aggregate, _exact(value))


def share_facts(solved: Solved) -> Iterator[Fact]:
    """Route shares, expected transit shares and their concentration."""
    case = solved.case
    expected = []
    for market, asked, routes, (kept, shares) in zip(
        case.markets, case.questions, solved.ways, solved.choices, strict=True
    ):
        for route, share in zip(kept, shares.tolist(), strict=True):
            crossed = " ".join(route.crossings["crossing_id"]) or "no crossing"
            yield Fact("route_share", crossed, market.place_id, share)
        yield Fact("route_unknown", "", market.place_id, len(routes) - len(kept))
        expected.append(expected_transit(kept, shares, ends=asked.rules.states))
    for country in sorted({country for of in expected for country in of}):
        values = [of.get(country, 0.0) if of else None for of in expected]
        yield from _everywhere(solved, values, metric="transit_share", subject=country)
    for market, of in zip(case.markets, expected, strict=True):
        yield from _concentration(of, market.place_id)
    yield from _concentration(_pooled(expected, case.weights), case.aggregate)


def redundancy_facts(solved: Solved) -> Iterator[Fact]:
    """Ways that share no country, and no crossing."""
    for at, market in enumerate(solved.case.markets):
        bound = min(map(len, solved.lattice.blocking_sets(at)), default=math.inf)
        opening = solved.lattice.opening_sets(at)
        ways = disjoint_by_countries(opening, at_most=bound)
        yield Fact("redundancy_countries", "", market.place_id, ways)
    for market, cut in zip(solved.case.markets, solved.cuts, strict=True):
        yield Fact("redundancy_crossings", "", market.place_id, cut.most)
        if cut.cut:
            crossings = joined(cut.cut)
            yield Fact("blocking_crossings", crossings, market.place_id, len(cut.cut))


def capacity_facts(solved: Solved) -> Iterator[Fact]:
    """What published capacities let through; no limit found is not a number."""
    for market, found in zip(solved.case.markets, solved.capacities, strict=True):
        most = math.nan if math.isinf(found.most_mt_y) else found.most_mt_y
        least = math.nan if math.isinf(found.least_mt_y) else found.least_mt_y
        yield Fact("capacity_least", "", market.place_id, least)
        yield Fact("capacity_most", "", market.place_id, most)
        yield Fact("capacity_unpublished", "", market.place_id, found.unpublished)


def criticality_facts(solved: Solved) -> Iterator[Fact]:
    """The rise in cost when one crossing, or one section, is closed."""
    for element in Element:
        used = used_by_best_way(solved, element)
        for name, values in closure_rises(solved, element).items():
            for at, market in enumerate(solved.case.markets):
                if name in used[at]:
                    yield Fact(f"{element}_criticality", name, market.place_id, values[at])
            weights, everywhere = solved.case.weights, solved.case.aggregate
            yield Fact(f"{element}_criticality", name, everywhere, average_rise(values, weights))
            yield Fact(f"{element}_cut", name, everywhere, cut_weight(values, weights))


def access_facts(solved: Solved) -> Iterator[Fact]:
    """Market access and its loss without each country that matters, and each blocking set."""
    case, lattice = solved.case, solved.lattice
    access = market_access(case.sizes, solved.base, power=case.terms.access_power)
    yield Fact("access", "", case.aggregate, access)
    blocking = {s for at in range(len(case.markets)) for s in lattice.blocking_sets(at) if s}
    sets = blocking | {frozenset({country}) for country in lattice.transit}
    for avoided in sorted(sets, key=lambda s: (len(s), sorted(s))):
        yield Fact("access_loss", joined(avoided), case.aggregate, access_loss(solved, avoided))


def _everywhere(
    solved: Solved, values: Sequence[Value], *, metric: str, subject: str
) -> Iterator[Fact]:
    """A value per market as facts, and their weighted average."""
    yield from _per_market(solved, values, metric=metric, subject=subject)
    weighted = average(values, solved.case.weights)
    yield Fact(metric, subject, solved.case.aggregate, weighted)


def _per_market(
    solved: Solved, values: Sequence[Value], *, metric: str, subject: str
) -> Iterator[Fact]:
    for market, value in zip(solved.case.markets, values, strict=True):
        yield Fact(metric, subject, market.place_id, value)


def _concentration(shares: Mapping[str, float], market: str) -> Iterator[Fact]:
    index = concentration(shares) if shares else None
    yield Fact("hhi", "", market, index)
    yield Fact("effective_countries", "", market, 1.0 / index if index else None)


def _pooled(
    expected: Sequence[Mapping[str, float]], weights: NDArray[np.float64]
) -> dict[str, float]:
    """The transit shares of all markets together, by weight."""
    pooled = {}
    for country in sorted({country for of in expected for country in of}):
        share = average([of.get(country, 0.0) if of else None for of in expected], weights)
        if share is not None:
            pooled[country] = share
    return pooled


def _exact(value: float) -> float:
    """A power whose rounding error is taken off, so that a dummy has 0."""
    return round(value, 12) + 0.0


MEASURES: tuple[Measure, ...] = (
    best_way_facts, territorial_facts, bypass_facts, lattice_facts, power_facts, share_facts,
    redundancy_facts, capacity_facts, criticality_facts, access_facts,
)  # fmt: skip
