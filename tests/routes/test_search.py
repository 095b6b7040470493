"""The search against scipy and against exhaustive enumeration, on random multimodal networks."""

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra

from conftest import Sketch
from ortoo.network.arcs import Arc, ArcKind, Arcs, Node
from ortoo.routes.blocking import blocking, minimal_blocking_sets
from ortoo.routes.exposure import without_rounding
from ortoo.routes.front import Triple, pareto_ways
from ortoo.routes.question import Trip
from ortoo.routes.search import best_path, reachable

NODES = 7


@st.composite
def networks(draw: st.DrawFn) -> tuple[list[tuple[int, int, float, bool]], int, int]:
    """Directed arcs with parallel ones, zero and positive costs, some barred."""
    arc = st.tuples(
        st.integers(0, NODES - 1),
        st.integers(0, NODES - 1),
        st.integers(0, 9).map(float),
        st.booleans(),
    )
    arcs = draw(st.lists(arc, max_size=25))
    return arcs, draw(st.integers(0, NODES - 1)), draw(st.integers(0, NODES - 1))


def arcs_of(rows: list[tuple[int, int, float, bool]]) -> Arcs:
    nodes = tuple(Node(str(n), "road") for n in range(NODES))
    arcs = tuple(
        Arc(ArcKind.LINE, at, nodes[a], nodes[b], (("AAA", (c, c, c, c)),))
        for at, (a, b, c, _) in enumerate(rows)
    )
    leaving = [[at for at, row in enumerate(rows) if row[0] == n] for n in range(NODES)]
    return Arcs(
        nodes=nodes,
        number={node: at for at, node in enumerate(nodes)},
        arcs=arcs,
        tail=np.array([row[0] for row in rows], dtype=np.int64),
        head=np.array([row[1] for row in rows], dtype=np.int64),
        costs=np.array([arc.costs for arc in arcs]).reshape(-1, 4),
        leaving=tuple(tuple(of) for of in leaving),
        nodes_at={str(n): (n,) for n in range(NODES)},
    )


@settings(max_examples=400, deadline=None)
@given(networks())
def test_the_best_path_costs_what_scipy_says(
    drawn: tuple[list[tuple[int, int, float, bool]], int, int],
) -> None:
    rows, start, goal = drawn
    arcs = arcs_of(rows)
    way = best_path(
        arcs,
        [(row[2],) for row in rows],
        allowed=[row[3] for row in rows],
        starts=[start],
        goals=[goal],
    )
    least = np.full((NODES, NODES), np.inf)  # the least of parallel arcs; scipy would add them up
    for tail, head, cost, allowed in rows:
        if allowed:
            least[tail, head] = min(least[tail, head], cost)
    tails, heads = np.nonzero(np.isfinite(least))
    matrix = csr_array((least[tails, heads] + 1e-9, (tails, heads)), shape=(NODES, NODES))
    expected = 0.0 if start == goal else float(dijkstra(matrix, indices=start)[goal])

    if way is None:
        assert np.isinf(expected)
    else:
        assert abs(sum(rows[at][2] for at in way) - expected) < 1e-6
        assert all(rows[at][3] for at in way)
        assert [rows[at][1] for at in way[:-1]] == [rows[at][0] for at in way[1:]]
        assert not way or (rows[way[0]][0], rows[way[-1]][1]) == (start, goal)


@settings(max_examples=200, deadline=None)
@given(networks())
def test_a_goal_is_reachable_exactly_when_it_has_a_path(
    drawn: tuple[list[tuple[int, int, float, bool]], int, int],
) -> None:
    rows, start, goal = drawn
    arcs, allowed = arcs_of(rows), [row[3] for row in rows]
    way = best_path(
        arcs, [(row[2],) for row in rows], allowed=allowed, starts=[start], goals=[goal]
    )
    assert (goal in reachable(arcs, allowed=allowed, starts=[start])) == (way is not None)


@settings(max_examples=300, deadline=None)
@given(st.lists(st.frozensets(st.sampled_from("ABCDE")), max_size=7))
def test_blocking_sets_equal_exhaustive_enumeration(ways: list[frozenset[str]]) -> None:
    def passed(refused: frozenset[str]) -> frozenset[str] | None:
        return next((way for way in ways if not way & refused), None)

    sets, complete = minimal_blocking_sets(passed)

    every = [frozenset(c) for n in range(6) for c in itertools.combinations("ABCDE", n)]
    blocking = [s for s in every if passed(s) is None]
    minimal = {s for s in blocking if not any(t < s for t in blocking)}
    assert complete
    assert set(sets) == minimal


@pytest.mark.parametrize(("limit", "count", "whole"), [(1, 0, False), (2, 2, False), (3, 4, True)])
def test_a_limit_cuts_the_list_of_blocking_sets_and_says_so(
    limit: int, count: int, *, whole: bool
) -> None:
    """Ways EB, AC, AD are cut by EA and BA, and by ECD and BCD."""
    ways = [frozenset("EB"), frozenset("AC"), frozenset("AD")]

    def passed(refused: frozenset[str]) -> frozenset[str] | None:
        return next((way for way in ways if not way & refused), None)

    sets, complete = minimal_blocking_sets(passed, limit=limit)
    assert len(sets) == count
    assert complete is whole
    assert all(len(members) <= limit for members in sets)


def test_nobody_can_refuse_the_open_sea(sketch: Sketch) -> None:
    """A by ferry over the sea to B: only the harbour of PPP can refuse."""
    network = sketch(
        "A-a 1 AAA", "p-P 1 PPP", "s-t 100 XZ ferry", "b-B 1 BBB", "a<>p 1h", "P: road>ferry 1h",
        "b: road>ferry 1h", "P<>s 1h ferry", "t<>b 1h ferry",
    )  # fmt: skip
    found = blocking(network, Trip("A", "B"))
    assert found.sets == (frozenset({"PPP"}),)


def test_countries_need_no_polygons_to_refuse_together(sketch: Sketch) -> None:
    """A to D by B or by C, drawn without any polygon: only both together can refuse."""
    network = sketch("a-A 1 AAA", "b-B 1 BBB", "c-C 1 CCC", "d-D 1 DDD",
                     "A<>b 1h", "B<>d 1h", "A<>c 1h", "C<>d 1h")  # fmt: skip
    found = blocking(network, Trip("a", "D"))
    assert len(network.countries) == 0
    assert found.sets == (frozenset({"BBB", "CCC"}),)
    assert found.complete


def test_one_of_two_trips_that_differ_by_rounding_stays() -> None:
    one, two = (0.0, 1.0, 1.0), (0.0, 1.0 + 1e-12, 1.0 - 1e-12)
    assert [triple for triple, _ in without_rounding([(one, [1]), (two, [2])])] == [two]


def test_a_front_compares_all_nodes_of_the_goal() -> None:
    """0 to 1 costs (0, 1, 1), 0 to 2 costs (1, 2, 2): both are the goal, the second is beaten."""
    rows: list[tuple[int, int, Triple, bool]] = [(0, 1, (0, 1, 1), True), (0, 2, (1, 2, 2), True)]
    arcs = arcs_of([(tail, head, 0.0, ok) for tail, head, _, ok in rows])
    found = pareto_ways(
        arcs, [row[2] for row in rows], allowed=[True, True], starts=[0], goals=[1, 2]
    )
    assert found == [((0.0, 1.0, 1.0), [0])]


def every_simple_way(
    rows: list[tuple[int, int, Triple, bool]], start: int, goal: int
) -> list[Triple]:
    """Costs of all ways without a repeated node, by exhaustion."""
    costs = []
    waiting: list[tuple[int, frozenset[int], Triple]] = [
        (start, frozenset({start}), (0.0, 0.0, 0.0))
    ]
    while waiting:
        node, seen, (a, b, c) = waiting.pop()
        if node == goal:
            costs.append((a, b, c))
            continue
        for tail, head, (d, e, f), allowed in rows:
            if allowed and tail == node and head not in seen:
                waiting.append((head, seen | {head}, (a + d, b + e, c + f)))
    return costs


TRIPLES = st.tuples(*[st.integers(0, 5).map(float)] * 3)
ROWS = st.tuples(
    st.integers(0, 5), st.integers(0, 5), TRIPLES, st.sampled_from([True, True, False])
)


@settings(max_examples=400, deadline=None)
@given(st.lists(ROWS, max_size=16), st.integers(0, 5), st.integers(0, 5))
def test_the_front_equals_exhaustive_enumeration(
    rows: list[tuple[int, int, Triple, bool]], start: int, goal: int
) -> None:
    arcs = arcs_of([(tail, head, 0.0, ok) for tail, head, _, ok in rows])
    found = pareto_ways(
        arcs,
        [row[2] for row in rows],
        allowed=[row[3] for row in rows],
        starts=[start],
        goals=[goal],
    )

    every = set(every_simple_way(rows, start, goal))
    beaten = {
        t for t in every for o in every if o != t and all(x <= y for x, y in zip(o, t, strict=True))
    }
    assert [triple for triple, _ in found] == sorted(every - beaten)
    for triple, way in found:
        sums = [sum(rows[at][2][n] for at in way) for n in range(3)]
        assert sums == list(triple)
