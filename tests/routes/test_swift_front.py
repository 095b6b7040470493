"""The compiled front is that of the plain multi-criteria search."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from ortoo.routes.front import pareto_ways
from ortoo.routes.swift_front import ground_from, swift_front
from ortoo.routes.swift_tree import Layout
from routes.domains import NODE_SETS, Drawn, drawn

NAN = float("nan")
TRIPLE = st.tuples(*[st.sampled_from([0.0, 1.0, 2.0, 3.0, 4.0, 5.0, NAN])] * 3)


def laid_out(graph: Drawn) -> Layout:
    arcs = graph.arcs
    counts = [len(of) for of in arcs.leaving]
    first = np.concatenate([[0], np.cumsum(counts, dtype=np.int64)]).astype(np.int64)
    leaving = np.array([at for of in arcs.leaving for at in of], dtype=np.int64)
    ends = (np.asarray(side, dtype=np.int64) for side in (arcs.tail, arcs.head))
    return Layout(first, leaving, *ends)


@settings(max_examples=300, deadline=None)
@given(
    drawn(), st.lists(TRIPLE, min_size=30, max_size=30), st.sets(st.integers(0, 29)), NODE_SETS,
    NODE_SETS,
)  # fmt: skip
def test_a_front_equals_that_of_the_plain_search(
    graph: Drawn,
    rows: list[tuple[float, float, float]],
    closed: set[int],
    starts: list[int],
    goals: list[int],
) -> None:
    """What is closed or not known is not used; several starts and goals are one place each."""
    count = len(graph.rows)
    allowed = [at not in closed for at in range(count)]
    known = [not any(map(np.isnan, row)) for row in rows[:count]]
    plain = [tuple(np.nan_to_num(row)) for row in rows[:count]]
    keys = np.array(rows[:count], dtype=float).reshape(-1, 3)

    ground = ground_from(
        laid_out(graph), keys, allowed=np.array(allowed, dtype=bool), starts=starts
    )
    found = swift_front(ground, goals)

    usable = [ok and sure for ok, sure in zip(allowed, known, strict=True)]
    expected = pareto_ways(graph.arcs, plain, allowed=usable, starts=starts, goals=goals)
    assert [triple for triple, _ in found] == [triple for triple, _ in expected]
    for triple, way in found:
        ends = [graph.rows[at][:2] for at in way]
        assert [head for _, head in ends[:-1]] == [tail for tail, _ in ends[1:]]
        assert ends[0][0] in starts if way else set(starts) & set(goals)
        assert ends[-1][1] in goals if way else True
        assert all(usable[at] for at in way)
        assert tuple(keys[way].sum(axis=0)) == triple
