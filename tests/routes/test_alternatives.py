"""Alternatives against exhaustive enumeration, on random networks of countries."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import Sketch, sketched
from ortoo.network.arcs import ArcKind
from ortoo.network.network import Network
from ortoo.routes.find import find_routes
from ortoo.routes.question import Cost, Trip


def test_alternatives_cross_other_borders_in_order_of_cost(sketch: Sketch) -> None:
    r"""
      B === b       A to D by B (1 border pair, cheap), by C (dearer), and by B with the other
     /  \    \      of two crossings b>d, b>e.
    A    (e)  D
     \       /      A parallel road inside BBB is no alternative.
      C --- c
    """
    network = sketch(
        "A-a 10 AAA", "d-D 10 DDD", "e-D 20 DDD", "B-b 100 BBB", "B-q 60 BBB", "q-b 60 BBB",
        "C-c 300 CCC", "a<>B 5h", "b<>d 5h", "b<>e 5h", "a<>C 5h", "c<>d 5h",
    )  # fmt: skip
    routes = find_routes(network, Trip("A", "D"), alternatives=5).routes

    crossed = [tuple(r.crossings["crossing_id"]) for r in routes]
    assert crossed[:3] == [
        ("a>B-road", "b>d-road"), ("a>B-road", "b>e-road"), ("a>C-road", "c>d-road"),
    ]  # fmt: skip
    assert len(set(crossed)) == len(crossed)
    assert [r.time_h for r in routes] == sorted(r.time_h for r in routes)


def every_way(network: Network) -> dict[tuple[int, ...], float]:
    """Least hours of every sequence of crossings, over all ways A to F without a repeated node."""
    arcs = network.arcs
    starts, goals = arcs.nodes_at.get("A", ()), set(arcs.nodes_at.get("F", ()))
    best: dict[tuple[int, ...], float] = {}
    waiting = [(node, frozenset({node}), (), 0.0) for node in starts]
    while waiting:
        node, seen, crossed, km = waiting.pop()
        if node in goals:
            best[crossed] = min(best.get(crossed, km), km)
            continue
        for at in arcs.leaving[node]:
            head, arc = int(arcs.head[at]), arcs.arcs[at]
            if head not in seen:
                more = (at,) if arc.kind is ArcKind.CROSSING else ()
                waiting.append((head, seen | {head}, crossed + more, km + arc.costs[1]))
    return best


COUNTRY = {"A": "AAA", "a": "AAA", "B": "BBB", "b": "BBB", "C": "BBB", "F": "CCC", "f": "CCC"}
PAIRS = [(x, y) for x in COUNTRY for y in COUNTRY if (COUNTRY[x], x) < (COUNTRY[y], y)]


@settings(max_examples=100, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(PAIRS), st.integers(1, 9)), min_size=1, max_size=14,
                unique_by=lambda drawn: drawn[0]))  # fmt: skip
def test_the_first_alternatives_equal_exhaustive_enumeration(
    drawn: list[tuple[tuple[str, str], int]],
) -> None:
    inside = [f"{x}-{y} {km} {COUNTRY[x]}" for (x, y), km in drawn if COUNTRY[x] == COUNTRY[y]]
    across = [f"{x}>{y} {km}h" for (x, y), km in drawn if COUNTRY[x] != COUNTRY[y]]
    anchors = ["A-a 1 AAA", "B-b 1 BBB", "b-C 1 BBB", "F-f 1 CCC"]
    network = sketched(*anchors, *(line for line in inside if line[:3] not in {"A-a", "B-b", "F-f"}),
                       *across)  # fmt: skip

    routes = find_routes(network, Trip("A", "F"), minimise=Cost.TIME, alternatives=6).routes
    expected = sorted(every_way(network).values())[:7]

    assert [r.time_h for r in routes] == pytest.approx(expected)
