"""The laws of the method for every Mongolian town and eight other landlocked capitals, to six
markets, avoiding nobody, either neighbour of Mongolia, or both.

One tree per origin and avoid set answers all markets; that a question gets the same answer is shown
for one market of each.
"""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import pytest
import shapely

from ortoo.base.geodesy import geodesic_km
from ortoo.network.arcs import COSTS
from ortoo.network.network import Network
from ortoo.routes.asked import Asked, resolve
from ortoo.routes.find import find_routes
from ortoo.routes.journeys import route_of
from ortoo.routes.question import Avoid, Cost, Trip
from ortoo.routes.search import Key, best_tree, way_to
from ortoo.routes.verify import verify

MARKETS = ("almaty", "astana", "bishkek", "tashkent", "dushanbe", "ashgabat")
CAPITALS = ("astana", "bishkek", "tashkent", "dushanbe", "ashgabat", "kabul", "yerevan", "baku")
AVOIDED = (frozenset[str](), frozenset({"RUS"}), frozenset({"CHN"}), frozenset({"RUS", "CHN"}))
BORDERS_ARE_WIDE_KM = 2.0
Case = tuple[str, str, frozenset[str]]


@dataclass(frozen=True)
class Ways:
    """The best ways of all questions; None where there is none."""

    origins: tuple[str, ...]
    asked: dict[frozenset[str], Asked]
    costs: list[Key]
    found: dict[Case, list[int] | None]

    def hours(self, case: Case) -> Key:
        way = self.found[case]
        return (np.inf,) if way is None else total(self.costs, way)


def total(costs: Sequence[Key], way: Sequence[int]) -> Key:
    """The first two columns: how many hours are unknown, and the sum of the others."""
    return tuple(sum(costs[at][column] for at in way) for column in (0, 1))


@pytest.fixture(scope="module")
def ways(network: Network) -> Ways:
    places = network.tables["places"]
    towns = places[(places["country"] == "MNG") & places["kind"].isin(["city", "town"])]
    origins = (*towns["place_id"], *CAPITALS)
    trip, arcs = Trip("ulaanbaatar", "almaty"), network.arcs
    asked = {
        avoided: resolve(network, trip, avoid=Avoid(countries=avoided), minimise=Cost.TIME)
        for avoided in AVOIDED
    }
    costs = asked[AVOIDED[0]].costs()
    found: dict[Case, list[int] | None] = {}
    for origin, avoided in itertools.product(origins, AVOIDED):
        starts = dict.fromkeys(nodes(network, origin), (0.0,) * len(costs[0]))
        tree = best_tree(arcs, costs, allowed=asked[avoided].allowed, starts=starts)
        for market in (m for m in MARKETS if m != origin):
            ends = [node for node in nodes(network, market) if node in tree]
            best = min(ends, key=lambda node: tree[node].cost, default=None)
            found[origin, market, avoided] = None if best is None else way_to(arcs, tree, goal=best)
    return Ways(origins, asked, costs, found)


def nodes(network: Network, place: str) -> list[int]:
    at = network.arcs.nodes_at.get(place, ())
    return [node for node in at if network.arcs.nodes[node].mode in {"rail", "road", "ferry"}]


def test_mongolia_is_cut_off_without_both_neighbours_and_by_neither_alone(ways: Ways) -> None:
    capitals = set(CAPITALS)
    alone = {o for (o, _, s), way in ways.found.items() if len(s) < 2 and way is None}
    both = {o for (o, _, s), way in ways.found.items() if len(s) == 2 and way is not None}
    assert alone == set()
    assert both <= capitals


def test_legs_add_up_for_every_origin(network: Network, ways: Ways) -> None:
    for case, way in ways.found.items():
        if way is not None:
            route = route_of(network, way)
            legs = np.array([[getattr(leg, cost) for cost in COSTS] for leg in route.legs])
            whole = network.arcs.costs[way].sum(axis=0)
            np.testing.assert_allclose(legs.sum(axis=0), whole, rtol=1e-9, err_msg=str(case))
            by_country = route.by_country[list(COSTS)].to_numpy().sum(axis=0)
            np.testing.assert_allclose(by_country, whole, rtol=1e-9, err_msg=str(case))


def test_avoiding_more_never_lowers_a_cost(ways: Ways) -> None:
    for origin, market in {(o, m) for o, m, _ in ways.found}:
        free, rus, chn, both = (ways.hours((origin, market, avoided)) for avoided in AVOIDED)
        assert max(free, rus, chn, both) == both
        assert min(free, rus, chn, both) == free


def test_no_way_has_a_kilometre_inside_the_polygons_of_whom_it_avoids(
    network: Network, ways: Ways
) -> None:
    sections = network.tables["sections"]
    shapes = network.countries.set_index("country")["geometry"]
    inside = {
        country: np.array([
            km_inside(line, shapes[country]) if home != country else np.inf
            for line, home in zip(sections["geometry"], sections["country"], strict=True)
        ])
        for country in ("RUS", "CHN")
    }  # fmt: skip
    for (origin, market, avoided), way in ways.found.items():
        arcs = [network.arcs.arcs[at] for at in way or ()]
        rows = [arc.row for arc in arcs if arc.kind == "line"]
        for country in avoided:
            assert inside[country][rows].sum() <= BORDERS_ARE_WIDE_KM, (origin, market, country)


def km_inside(line: shapely.LineString, shape: shapely.Geometry) -> float:
    west, south, east, north = line.bounds
    part = shapely.clip_by_rect(shape, west - 0.1, south - 0.1, east + 0.1, north + 0.1)
    parts = shapely.get_parts(shapely.intersection(line, part))
    return sum(geodesic_km(p) for p in parts if p.geom_type == "LineString")


def test_removing_a_section_or_a_crossing_never_lowers_a_cost(network: Network, ways: Ways) -> None:
    for number, origin in enumerate(ways.origins):
        market = next(m for m in MARKETS[number % 6 :] + MARKETS if m != origin)
        way = ways.found[origin, market, AVOIDED[0]]
        for kind in ("line", "crossing"):
            used = [at for at in way or () if network.arcs.arcs[at].kind == kind]
            if used:
                gone = {network.id_of(used[len(used) // 2])}
                asked = question(network, origin, market)
                shut = Avoid(sections=gone) if kind == "line" else Avoid(crossings=gone)
                fewer = replace(asked, rules=replace(asked.rules, avoid=shut)).way()
                assert fewer is None or total(ways.costs, fewer) >= total(ways.costs, way or ())


def test_opening_what_is_closed_never_raises_a_cost(network: Network, ways: Ways) -> None:
    sections, crossings = network.tables["sections"], network.tables["crossings"]
    closed = sections.loc[sections["status"] != "operating", "section_id"]
    shut = crossings.loc[crossings["access"] != "multilateral", "crossing_id"]
    opened = frozenset([*closed, *shut])
    for number, origin in enumerate(ways.origins):
        market = next(m for m in MARKETS[number % 6 :] + MARKETS if m != origin)
        asked = question(network, origin, market)
        more = replace(asked, rules=replace(asked.rules, opened=opened)).way()
        before = ways.found[origin, market, AVOIDED[0]]
        assert before is None or total(ways.costs, more or ()) <= total(ways.costs, before)


@pytest.mark.parametrize("minimise", list(Cost))
def test_scaling_all_costs_scales_the_answer(network: Network, minimise: Cost) -> None:
    arcs = [
        arc._replace(
            booked=tuple((c, tuple(4 * cost for cost in costs)) for c, costs in arc.booked)
        )
        for arc in network.arcs.arcs
    ]
    scaled = replace(network.arcs, arcs=tuple(arcs), costs=network.arcs.costs * 4)
    larger = replace(network, arcs=scaled)
    for market in MARKETS:
        trip = Trip("ulaanbaatar", market)
        one = resolve(network, trip, avoid=Avoid(), minimise=minimise).way()
        four = resolve(larger, trip, avoid=Avoid(), minimise=minimise).way()
        assert one == four
        assert four is not None
        before, after = network.arcs.costs[one].sum(axis=0), scaled.costs[four].sum(axis=0)
        np.testing.assert_array_equal(after, before * 4)


def test_a_question_gets_what_the_trees_say_and_passes_the_checker(
    network: Network, ways: Ways
) -> None:
    """Asked for the first time, and again after all the others."""
    cases = [
        (origin, next(m for m in MARKETS[n % 6 :] + MARKETS if m != origin), AVOIDED[n % 3])
        for n, origin in enumerate(ways.origins)
    ]
    firsts = {}
    for case in cases:
        origin, market, avoided = case
        if origin in CAPITALS and avoided:
            continue  # some of them lie behind no neighbour of Mongolia
        answer = find_routes(network, Trip(origin, market), avoid=Avoid(countries=avoided))
        way = ways.found[case]
        assert (answer.status == "route") == (way is not None), case
        if answer.routes and way is not None:
            assert total(ways.costs, answer.best.way) == pytest.approx(total(ways.costs, way)), case
            firsts[case] = answer.to_json()
            assert verify(firsts[case], network) == [], case
    for (origin, market, avoided), before in list(firsts.items())[:5]:
        again = find_routes(network, Trip(origin, market), avoid=Avoid(countries=avoided))
        assert again.to_json() == before


def question(network: Network, origin: str, market: str) -> Asked:
    return resolve(network, Trip(origin, market), avoid=Avoid(), minimise=Cost.TIME)
