"""One tree for many markets: the ways it gives are ways, in the order of travel."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import sketched
from dependence import asked, networks, ways
from ortoo.base.errors import UsageError
from ortoo.network.network import Network
from ortoo.routes.asked import resolve
from ortoo.routes.question import Avoid, Cost, Exposed, Overflight, Trip
from ortoo.routes.trees import Shared, Trees


@settings(max_examples=60, deadline=None)
@given(networks(), st.sampled_from(list(Shared)))
def test_a_way_runs_from_origin_to_destination_at_its_cost(
    network: Network, shared: Shared
) -> None:
    questions = asked(network, "d", "e", back=shared is Shared.DESTINATION)
    trees = Trees(questions, shared=shared)
    arcs = network.arcs
    for market, question in enumerate(questions):
        reach = trees.best(market, frozenset({"AAA"}))
        if math.isinf(reach.cost):
            assert reach.way == ()
            continue
        places = [arcs.nodes[arcs.tail[reach.way[0]]].place_id]
        for at in reach.way:
            assert arcs.nodes[arcs.tail[at]].place_id == places[-1]
            assert "AAA" not in arcs.arcs[at].countries
            places.append(arcs.nodes[arcs.head[at]].place_id)
        assert (places[0], places[-1]) == tuple(stop.place_id for stop in question.stops)
        hours = arcs.costs[list(reach.way), 1].sum()
        assert reach.cost == pytest.approx(hours) or math.isnan(reach.cost + hours)


def test_the_countries_of_the_ends_are_never_avoided() -> None:
    trees = Trees(asked(ways("A"), "d"))
    free = trees.best(0, frozenset())
    assert trees.best(0, frozenset({"DDD", "OOO"})) == free
    assert free.passed == {"AAA"}


def test_a_closed_arc_is_not_used_and_opens_again() -> None:
    trees = Trees(asked(ways("A", "B", hours={"B": 3}), "d"))
    free = trees.best(0, frozenset())
    closed = trees.best(0, frozenset(), closed=frozenset(free.way[2:3]))
    assert closed.passed == {"BBB"}
    assert trees.best(0, frozenset()) == free
    assert trees.grown == 2


def test_the_open_sea_needs_nobody() -> None:
    network = sketched("o-O 1 OOO", "d-D 1 DDD", "s-S 70 XZ", "O>s 1h", "S>D 1h")
    assert Trees(asked(network, "d")).best(0, frozenset({"XZ"})).passed == frozenset()


def test_flying_over_needs_consent_unless_it_is_allowed() -> None:
    network = sketched("o-d 800 XZ air overflies=AAA", "o-O 1 OOO", "d-D 1 DDD")
    refused = resolve(network, Trip("o", "d", modes=("air",)), avoid=Avoid(), minimise=Cost.TIME)
    allowed = resolve(network, Trip("o", "d", modes=("air",)), minimise=Cost.TIME,
                      avoid=Avoid(overflight=Overflight.ALLOWED))  # fmt: skip
    assert Trees([refused]).best(0, frozenset()).passed == {"AAA"}
    assert math.isinf(Trees([refused]).best(0, frozenset({"AAA"})).cost)
    assert Trees([allowed]).best(0, frozenset({"AAA"})).cost == pytest.approx(1.0)


def test_exposure_and_via_points_are_refused() -> None:
    network = ways("A")
    exposed = resolve(
        network, Trip("o", "d"), avoid=Avoid(), minimise=Exposed(to=frozenset({"AAA"}))
    )
    via = resolve(network, Trip("o", "d", via=("A0",)), avoid=Avoid(), minimise=Cost.TIME)
    for question in (exposed, via):
        with pytest.raises(UsageError, match="neither via points nor exposure"):
            Trees([question])
