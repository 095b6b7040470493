"""Matrices and exact fronts on one network.

In    a ``Case``.
Out   rows of ``benchmarks.measure``.
Law   every engine answers the same questions, and answers are compared.
Not   here: routes and lattices (``benchmarks.tasks``).
"""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from benchmarks.cases import Case
from benchmarks.masked import Masked
from benchmarks.measure import Batch, Row, batched
from benchmarks.rivals import ByPyroutingkit, ByScipy
from benchmarks.tasks import CELLS, CELLS_NEW, SEED, forget_places
from ortoo.routes.cells.cell import Lists
from ortoo.routes.cells.cells import build_cells
from ortoo.routes.cells.domain import Domain
from ortoo.routes.cells.fronts import Fronts
from ortoo.routes.cells.kernels.inside import grow
from ortoo.routes.cells.kernels.labels import unbeaten
from ortoo.routes.cells.matrix import cost_matrix

MATRIX = "a matrix of 500 x 500, per origin"
FRONT = "an exact front"
MATRIX_SIZE = 500
Floats = NDArray[np.float64]


def matrices(case: Case, *, rows: int) -> list[Row]:
    """Many origins x many markets, nobody refusing; ``rows`` origins for the slowest."""
    nodes = (
        np.random.default_rng(SEED).choice(case.flat.nodes, 2 * MATRIX_SIZE, replace=False).tolist()
    )
    starts, goals = nodes[:MATRIX_SIZE], nodes[MATRIX_SIZE:]
    free = case.refusing(())
    masked, scipy = Masked(case.flat), ByScipy(case.flat)
    hierarchy = ByPyroutingkit(case.flat)

    def by_cells(*, new: bool = False) -> Floats:
        if new:
            forget_places(case.cells)
        each = [[node] for node in starts], [[node] for node in goals]
        return cost_matrix(case.cells, origins=each[0], markets=each[1])

    hierarchy.customize(free)

    def by_hierarchy(*, new: bool = False) -> Floats:
        if new:
            hierarchy.customize(free)
        return hierarchy.matrix(starts, goals)

    def by_masked() -> Floats:
        return np.array([masked.settle(node, np.array(goals), free) for node in starts])

    def by_scipy() -> Floats:
        return np.array([scipy.tree(node, free)[0][goals] for node in starts[:rows]])

    return batched(
        (MATRIX, case.name),
        {
            CELLS: Batch(answer=by_cells, share=MATRIX_SIZE),
            CELLS_NEW: Batch(answer=lambda: by_cells(new=True), share=MATRIX_SIZE),
            "masked Dijkstra": Batch(answer=by_masked, share=MATRIX_SIZE),
            "scipy": Batch(answer=by_scipy, share=rows),
            "pyroutingkit": Batch(answer=by_hierarchy, share=MATRIX_SIZE),
            "pyroutingkit, customized": Batch(
                answer=lambda: by_hierarchy(new=True), share=MATRIX_SIZE
            ),
        },
        by_masked(),
    )


def fronts(case: Case, origin: str, market: str, country: str) -> list[Row]:
    """Length against length inside ``country``: over cells, and by labels on the whole network.

    No package that we know offers either.
    """
    inside = np.array([country in members for members in case.domain.sets])[case.domain.consent]
    length = case.domain.keys[:, 0]
    domain = replace(case.domain, keys=np.column_stack((length, np.where(inside, length, 0.0))))
    front = Fronts(cells=build_cells(domain))
    start, goal = case.places[origin].nodes[0], case.places[market].nodes[0]

    def by_cells() -> Floats:
        return np.array([point for point, _ in front.front([start], [goal])])

    expected = by_cells()
    task = f"{FRONT}: {origin} to {market}, km and km in {country} ({len(expected)} points)"
    return batched(
        (task, case.name),
        {
            CELLS: Batch(answer=by_cells, share=len(expected)),
            "labels on the whole network": Batch(
                answer=lambda: whole_front(domain, start, goal), share=len(expected)
            ),
        },
        expected,
    )


def whole_front(domain: Domain, start: int, goal: int) -> Floats:
    """The criteria of the front without cells."""
    size = domain.nodes
    leaving, entering = Lists.by(domain.tail, size=size), Lists.by(domain.head, size=size)
    tail, head = domain.tail.astype(np.int32), domain.head.astype(np.int32)
    to_come = np.empty((size, 2))
    least, by = np.empty((size, 1)), np.empty(size, np.int32)
    for column in range(2):
        keys = np.ascontiguousarray(domain.keys[:, [column]])
        grow(entering.start, entering.arcs, tail, keys, goal, least, by)
        to_come[:, column] = least[:, 0]
    is_goal = np.arange(size) == goal
    labels = unbeaten(
        leaving.start, leaving.arcs, head, domain.keys, start, to_come, is_goal, is_goal
    )
    return labels.rows[labels.node == goal]
