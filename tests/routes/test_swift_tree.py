"""The compiled search gives the tree of the plain one, to the last arc."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import Sketch, sketched
from ortoo.network.arcs import Arcs
from ortoo.routes.objective import keys
from ortoo.routes.question import Cost
from ortoo.routes.search import Key, best_tree, way_to
from ortoo.routes.swift_tree import UNREACHED, layout_of, swift_tree, way_in

ROADS = st.tuples(
    st.sampled_from("ABCDEF"), st.sampled_from("ABCDEF"), st.sampled_from([1, 1, 2, 3])
)


def lotless(arcs: Arcs) -> list[Key]:
    return [key[:-1] for key in keys(arcs, minimise=Cost.LENGTH)]


@settings(max_examples=60, deadline=None)
@given(
    roads=st.lists(ROADS, min_size=2, max_size=14, unique_by=lambda road: frozenset(road[:2])),
    closed=st.sets(st.integers(0, 27), max_size=8),
    exposed=st.lists(st.sampled_from([0.0, 0.0, 1.0]), min_size=28, max_size=28),
)
def test_the_tree_is_that_of_the_plain_search(
    roads: list[tuple[str, str, int]], closed: set[int], exposed: list[float]
) -> None:
    """Lengths of 1 to 3 km make many ways equal, so that ties must fall alike; some start late."""
    lines = [f"{a}-{b} {km} AAA" for a, b, km in roads if a != b]
    if not lines:
        return
    arcs = sketched(*lines).arcs
    rows = [(exposed[at], *key) for at, key in enumerate(lotless(arcs))]
    allowed = [at not in closed for at in range(len(rows))]
    starts = {0: (0.0,) * len(rows[0]), 1: rows[-1]}

    told = best_tree(arcs, rows, allowed=allowed, starts=starts)
    layout = layout_of(arcs)
    found = swift_tree(layout, np.array(rows), allowed=np.array(allowed), starts=starts)

    assert {n for n in range(len(arcs.nodes)) if found.by[n] != UNREACHED} == set(told)
    for node, reached in told.items():
        assert found.by[node] == reached.by
        assert tuple(found.costs[node].tolist()) == reached.cost
        assert list(way_in(layout, found, goal=node)) == way_to(arcs, told, goal=node)


def test_of_equal_ways_the_lower_arc_number_wins(sketch: Sketch) -> None:
    """A-B twice 1 km: by B and by C, both 2 km to D."""
    arcs = sketch("A-C 1 AAA", "A-B 1 AAA", "C-D 1 AAA", "B-D 1 AAA").arcs
    costs = np.array(lotless(arcs))
    goal = next(n for n, node in enumerate(arcs.nodes) if node.place_id == "D")
    start = next(n for n, node in enumerate(arcs.nodes) if node.place_id == "A")
    layout = layout_of(arcs)

    tree = swift_tree(layout, costs, allowed=np.ones(len(costs), bool), starts=[start])

    way = way_in(layout, tree, goal=goal)
    assert [arcs.arcs[at].head.place_id for at in way] == ["C", "D"]


def test_several_starts_share_one_tree(sketch: Sketch) -> None:
    arcs = sketch("A-B 5 AAA", "B-C 1 AAA").arcs
    costs = np.array(keys(arcs, minimise=Cost.LENGTH))
    starts = [n for n, node in enumerate(arcs.nodes) if node.place_id in {"A", "C"}]
    middle = next(n for n, node in enumerate(arcs.nodes) if node.place_id == "B")

    tree = swift_tree(layout_of(arcs), costs, allowed=np.ones(len(costs), bool), starts=starts)

    assert tree.costs[middle].tolist()[1] == 1.0
