"""Path-size logit, shares and concentration, on paper."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import sketched
from dependence import ways
from ortoo.network.network import Network
from ortoo.routes.alternatives import differing_ways
from ortoo.routes.asked import resolve
from ortoo.routes.journeys import Route, route_of
from ortoo.routes.question import Avoid, Generalised, Trip
from ortoo.study.shares import (
    concentration,
    expected_transit,
    path_sizes,
    route_shares,
    territorial_shares,
    transit_km,
)

ENDS = frozenset({"OOO", "DDD"})


def routes_of(network: Network, count: int = 9) -> list[Route]:
    asked = resolve(network, Trip("o", "d"), avoid=Avoid(), minimise=Generalised())
    return [route_of(network, way) for way in differing_ways(asked, count)]


def twins() -> Network:
    """Through A by two border posts a kilometre apart; through B by one: all of equal cost."""
    return sketched(
        "o-O 1 OOO", "d-D 1 DDD", "A-a 100 AAA", "B-b 100 BBB",
        "O>A 1h", "a>D 1h", "O>B 1h", "b>D 1h", "a>D 1h crossing_id=second",
    )  # fmt: skip


def test_ways_that_share_nothing_are_whole() -> None:
    sizes = path_sizes(routes_of(ways("A", "B")))
    assert sizes == pytest.approx([(100 + 2 / 2) / 102] * 2)


def test_hhi_is_not_fooled_by_a_second_post_on_the_same_road() -> None:
    """A plain logit gives A two thirds because it is counted twice; with sizes it is near a half."""
    routes = routes_of(twins())
    costs = np.array([100.0] * len(routes))
    assert len(routes) == 3

    def share_of_a(power: float) -> float:
        shares = route_shares(costs, path_sizes(routes), scale=0.01, power=power)
        return expected_transit(routes, shares, ends=ENDS)["AAA"]

    assert share_of_a(0.0) == pytest.approx(2 / 3)
    assert share_of_a(1.0) == pytest.approx(0.5, abs=0.01)
    assert concentration({"AAA": 0.5, "BBB": 0.5}) == 0.5


def test_the_cheaper_way_takes_more_by_the_scale() -> None:
    shares = route_shares(np.array([100.0, 200.0]), np.ones(2), scale=0.01, power=1.0)
    assert shares[0] / shares[1] == pytest.approx(np.e)


def test_without_scale_all_ways_are_equal() -> None:
    assert route_shares(np.array([1.0, 900.0]), np.ones(2), scale=0, power=1).tolist() == [0.5, 0.5]


def test_no_ways_have_no_shares() -> None:
    assert route_shares(np.empty(0), np.empty(0), scale=1.0, power=1.0).tolist() == []
    assert path_sizes([]).tolist() == []


@settings(max_examples=60, deadline=None)
@given(st.lists(st.floats(1, 1e5), min_size=1, max_size=9), st.floats(0, 10), st.floats(0, 3))
def test_shares_add_up_to_one_however_dear(costs: list[float], scale: float, power: float) -> None:
    sizes = np.linspace(0.1, 1.0, len(costs))
    shares = route_shares(np.array(costs), sizes, scale=scale, power=power)
    assert shares.sum() == pytest.approx(1.0)
    assert (shares >= 0).all()


def test_territorial_shares_are_those_of_the_legs() -> None:
    """1 km in O, 100 in A, 1 in D; hours 0.01 + 1 + 0.01 and two borders booked to who is entered."""
    [route] = routes_of(ways("A"))
    shares = territorial_shares(route)
    assert shares["length_km"] == pytest.approx({"OOO": 1 / 102, "AAA": 100 / 102, "DDD": 1 / 102})
    assert shares["time_h"] == pytest.approx(
        {"OOO": 0.01 / 3.02, "AAA": 2 / 3.02, "DDD": 1.01 / 3.02}
    )
    assert all(sum(of.values()) == pytest.approx(1.0) for of in shares.values())


def test_the_ends_and_the_open_sea_are_no_transit() -> None:
    network = sketched(
        "o-O 1 OOO", "d-D 1 DDD", "A-a 30 AAA", "s-S 70 XZ", "O>A 1h", "a>s 1h", "S>D 1h"
    )
    [route] = routes_of(network)
    assert transit_km(route, ends=ENDS) == {"AAA": 30}


def test_neighbours_have_no_transit_and_no_concentration() -> None:
    routes = routes_of(sketched("o-O 1 OOO", "d-D 1 DDD", "O>D 1h"))
    assert expected_transit(routes, np.ones(1), ends=ENDS) == {}
