"""The engine against the plain search, on random networks: every answer, key by key."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from ortoo.routes.cells.cells import build_cells
from ortoo.routes.cells.connection import connect
from ortoo.routes.cells.kernels.inside import clear_part
from ortoo.routes.cells.matrix import cost_matrix
from ortoo.routes.cells.subsets import lattice_blocks
from routes.domains import AVOIDED, NODE_SETS, Drawn, drawn


def test_a_third_border_node_counts_only_where_it_stands_clearly_between() -> None:
    """Else two ways that differ by rounding could each be left out for the other."""
    part = np.array([[0.5], [1e-12], [1.0 - 1e-12], [0.0], [1.0]])
    whole = np.array([[1.0]])
    assert [clear_part(part, row, whole, 0) for row in range(5)] == [True] + [False] * 4
    assert clear_part(np.array([[0.0, 0.5]]), 0, np.array([[3.0, 1.0]]), 0)


SPENT = st.tuples(st.integers(0, 1), st.integers(0, 3))


@settings(max_examples=1500, deadline=None)
@given(
    drawn(),
    st.dictionaries(st.integers(0, 8), SPENT, min_size=1, max_size=2),
    st.lists(NODE_SETS, min_size=1, max_size=3),
    st.lists(AVOIDED, min_size=1, max_size=3),
)
def test_best_ways_cost_what_the_plain_search_says(
    graph: Drawn,
    starts: dict[int, tuple[float, float]],
    markets: list[list[int]],
    avoid_sets: list[frozenset[str]],
) -> None:
    connection = connect(build_cells(graph.domain), starts=starts, markets=markets)
    for avoided in avoid_sets:
        keys = connection.keys(avoided)
        for goals, key, way in zip(markets, keys, connection.ways(avoided), strict=True):
            expected, _ = graph.oracle(dict(starts), frozenset(goals), avoided)
            if expected is None:
                assert way is None
                assert key[0] == float("inf")
                continue
            assert way is not None
            assert tuple(key) == expected
            ends = [graph.rows[at][:2] for at in way]
            start = (
                ends[0][0]
                if way
                else next(s for s in goals if s in starts and tuple(starts[s]) == tuple(key))
            )
            goal = ends[-1][1] if way else start
            assert goal in goals
            assert [head for _, head in ends[:-1]] == [tail for tail, _ in ends[1:]]
            assert all(graph.may_use(at, avoided) for at in way)
            spent, run = starts[start], graph.key_of(way)
            assert (spent[0] + run[0], spent[1] + run[1]) == expected


@settings(max_examples=300, deadline=None)
@given(
    drawn(),
    NODE_SETS,
    st.lists(NODE_SETS, min_size=1, max_size=3),
    st.lists(st.sampled_from(["", "A", "B"]), min_size=3, max_size=3),
    AVOIDED,
    st.integers(0, 4),
)
def test_a_lattice_equals_the_plain_search_set_by_set(
    graph: Drawn,
    starts: list[int],
    markets: list[list[int]],
    spared: list[str],
    avoided: frozenset[str],
    block_bits: int,
) -> None:
    begin = dict.fromkeys(starts, (0.0, 0.0))
    connection = connect(build_cells(graph.domain), starts=begin, markets=markets)
    blocks = lattice_blocks(
        connection, transit="ABCD", spared=spared[: len(markets)], avoided=avoided,
        block_bits=block_bits,
    )  # fmt: skip
    rows = np.concatenate([block.costs for block in blocks])

    assert rows.shape == (16, len(markets))
    for number, row in enumerate(rows):
        members = {c for bit, c in enumerate("ABCD") if number >> bit & 1}
        for goals, free, cost in zip(markets, spared, row, strict=False):
            refusing = frozenset(avoided | (members - set(free)))
            key, _ = graph.oracle(dict(begin), frozenset(goals), refusing)
            assert_same(cost, key)


@settings(max_examples=300, deadline=None)
@given(
    drawn(),
    st.lists(NODE_SETS, min_size=1, max_size=3),
    st.lists(NODE_SETS, min_size=1, max_size=3),
    AVOIDED,
)
def test_a_matrix_equals_the_plain_search_pair_by_pair(
    graph: Drawn, origins: list[list[int]], markets: list[list[int]], avoided: frozenset[str]
) -> None:
    costs = cost_matrix(
        build_cells(graph.domain), origins=origins, markets=markets, avoided=avoided
    )

    for starts, row in zip(origins, costs, strict=True):
        begin = dict.fromkeys(starts, (0.0, 0.0))
        for goals, cost in zip(markets, row, strict=True):
            key, _ = graph.oracle(dict(begin), frozenset(goals), avoided)
            assert_same(cost, key)


def assert_same(cost: float, key: tuple[float, ...] | None) -> None:
    expected = np.inf if key is None else np.nan if key[0] else key[1]
    assert cost == expected or (np.isnan(cost) and np.isnan(expected))
