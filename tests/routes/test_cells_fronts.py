"""Fronts over the cells against the plain multi-criteria search."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ortoo.network.network import load_network
from ortoo.routes.asked import resolve
from ortoo.routes.cells.cells import build_cells
from ortoo.routes.cells.domain import criteria_domain
from ortoo.routes.cells.fronts import Fronts
from ortoo.routes.exposure import Exposure, exposure_front, triples
from ortoo.routes.front import pareto_ways
from ortoo.routes.question import Avoid, Cost, Trip
from routes.domains import AVOIDED, NODE_SETS, Drawn, drawn

TRIPLE = st.tuples(*[st.integers(0, 5).map(float)] * 3)


@settings(max_examples=400, deadline=None)
@given(drawn(), st.lists(TRIPLE, min_size=30, max_size=30), NODE_SETS, NODE_SETS, AVOIDED)
def test_a_front_equals_that_of_the_plain_search(
    graph: Drawn,
    triples: list[tuple[float, float, float]],
    starts: list[int],
    goals: list[int],
    avoided: frozenset[str],
) -> None:
    count = len(graph.rows)
    keys = np.array(triples, dtype=float)[:count].reshape(-1, 3)
    fronts = Fronts(cells=build_cells(replace(graph.domain, keys=keys)))

    found = fronts.front(starts, goals, avoided=avoided)

    allowed = [graph.may_use(at, avoided) for at in range(count)]
    expected = pareto_ways(graph.arcs, triples[:count], allowed=allowed, starts=starts, goals=goals)
    assert [triple for triple, _ in found] == [triple for triple, _ in expected]
    for triple, way in found:
        ends = [graph.rows[at][:2] for at in way]
        assert [head for _, head in ends[:-1]] == [tail for tail, _ in ends[1:]]
        assert ends[0][0] in starts if way else set(starts) & set(goals)
        assert ends[-1][1] in goals if way else True
        assert all(allowed[at] for at in way)
        assert tuple(keys[way].sum(axis=0)) == triple


@pytest.mark.parametrize("avoided", [(), ("RUS",), ("CHN", "UZB")], ids="+".join)
def test_the_built_in_front_equals_that_of_the_plain_search(avoided: tuple[str, ...]) -> None:
    network = load_network()
    trip, exposed = Trip("Ulaanbaatar", "Baku"), frozenset({"KAZ", "IRN"})
    asked = resolve(network, trip, avoid=Avoid(), minimise=Cost.TIME)
    rows = triples(network, exposed, measure=Exposure.KM)
    fronts = Fronts(cells=build_cells(criteria_domain(asked, rows)))

    found = fronts.front(*map(asked.nodes, asked.stops), avoided=avoided)

    expected = exposure_front(network, trip, exposed_to=exposed, avoid=Avoid(countries=avoided))
    reached = np.array([triple for triple, _ in found])
    assert np.allclose(reached, np.array(expected.triples), rtol=1e-9)
    for triple, way in found:
        assert np.allclose(rows[way].sum(axis=0), triple)
