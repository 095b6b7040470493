"""One tree for many markets: the ways it gives are ways, in the order of travel."""

import itertools
import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import sketched
from dependence import asked, networks, ways
from ortoo.base.errors import UsageError
from ortoo.network.network import Network, load_network
from ortoo.routes.alternatives import differing_ways
from ortoo.routes.asked import resolve
from ortoo.routes.engines import COMPILED_FROM_ARCS, Engine
from ortoo.routes.lattice import lattice_of
from ortoo.routes.question import Avoid, Cargo, Cost, Exposed, Generalised, Overflight, Trip
from ortoo.routes.swift_ways import SwiftSearch
from ortoo.routes.trees import Reach, Shared, Trees


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


SETS = [frozenset(of) for n in range(3) for of in itertools.combinations(("AAA", "BBB", "CCC"), n)]


@settings(max_examples=80, deadline=None)
@given(networks(), st.sampled_from(list(Shared)), st.sampled_from(Cargo), st.data())
def test_every_engine_gives_the_same_way_at_the_same_cost(
    network: Network, shared: Shared, cargo: Cargo, data: st.DataObject
) -> None:
    """Whole hours make many ways equal: which of them is taken must not depend on the engine."""
    questions = asked(network, "d", "e", back=shared is Shared.DESTINATION, cargo=cargo)
    plain, *others = [Trees(questions, shared=shared, engine=engine) for engine in ENGINES]
    arcs = st.integers(0, len(network.arcs.arcs) - 1)
    for avoided in SETS:
        closed = data.draw(st.frozensets(arcs, max_size=3))
        for market, trees in itertools.product(range(2), others):
            assert told(trees.best(market, avoided)) == told(plain.best(market, avoided))
            shut = trees.best(market, avoided, closed=closed)
            assert told(shut) == told(plain.best(market, avoided, closed=closed))


ENGINES = (Engine.PLAIN, Engine.COMPILED, Engine.CELLS)


def told(reach: Reach) -> tuple[str, object, object]:
    return repr(reach.cost), reach.passed, reach.way


@settings(max_examples=60, deadline=None)
@given(networks())
def test_the_compiled_search_gives_the_same_differing_ways(network: Network) -> None:
    for question in asked(network, "d", "e"):
        plain = differing_ways(question, 5)
        assert differing_ways(question, 5, searched_by=SwiftSearch) == plain


def test_of_equal_ways_the_same_one_is_taken_whatever_the_order_of_the_rows() -> None:
    drawn = ["o-O 1 OOO", "d-D 1 DDD", *(f"{x}-{x}x 5 AAA" for x in "pqrstu")]
    drawn += [line for x in "pqrstu" for line in (f"O>{x} 1h", f"{x}x>D 1h")]
    taken = set()
    for lines in (drawn, drawn[::-1], sorted(drawn)):
        network = sketched(*lines)
        [question] = asked(network, "d")
        ways = [Trees([question], engine=e).best(0, frozenset()).way for e in ENGINES]
        ways.append(tuple(question.way() or ()))
        taken |= {tuple(network.id_of(at) for at in way) for way in ways}
    assert len(taken) == 1


@pytest.mark.parametrize("shared", Shared)
def test_all_engines_agree_on_the_built_in_network_to_the_last_bit(shared: Shared) -> None:
    network = load_network()
    ends = [("ulaanbaatar", market) for market in ("almaty", "tashkent", "ashgabat")]
    questions = [
        resolve(network, Trip(*(pair if shared is Shared.ORIGIN else pair[::-1])), avoid=Avoid(),
                minimise=Generalised())
        for pair in ends
    ]  # fmt: skip
    by_engine = [Trees(questions, shared=shared, engine=engine) for engine in ENGINES]
    plain, *others = [lattice_of(trees) for trees in by_engine]
    for trees, grid in zip(by_engine[1:], others, strict=True):
        assert grid.transit == plain.transit
        assert np.array_equal(grid.costs, plain.costs, equal_nan=True)
        assert trees._known == by_engine[0]._known


def test_a_network_gets_the_engine_that_it_deserves() -> None:
    network = load_network()
    assert len(network.arcs.arcs) > COMPILED_FROM_ARCS
    trip = Trip("ulaanbaatar", "almaty")
    large = Trees([resolve(network, trip, avoid=Avoid(), minimise=Cost.TIME)])
    assert (large.engine, large.engine_for_closures) == (Engine.CELLS, Engine.COMPILED)
    small = Trees(asked(ways("A"), "d"))
    assert (small.engine, small.engine_for_closures) == (Engine.PLAIN, Engine.PLAIN)
