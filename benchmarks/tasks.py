"""Routes and lattices on one network, every engine side by side.

In    a ``Case``.
Out   rows of ``benchmarks.measure``.
Law   every engine answers the same questions and every answer is compared with SciPy's, or with
      one that was.
Not   here: matrices and fronts (``benchmarks.many``), memory and start-up (``benchmarks.machine``).
"""

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.cases import MARKETS, Case
from benchmarks.masked import Masked
from benchmarks.measure import Batch, Row, batched, measured, same
from benchmarks.rivals import (
    ByMasked,
    ByNetworkx,
    ByPyroutingkit,
    ByRustworkx,
    ByScgraph,
    ByScipy,
)
from ortoo.routes.cells.cells import Cells
from ortoo.routes.cells.subsets import lattice_blocks, lattice_costs

ROUTE = "a route with its path, each time other countries refuse"
LATTICE = "all 4,096 sets of 12 refusing countries x 20 markets, per set"
CELLS, CELLS_NEW = "ortoo cells", "ortoo cells, places new"
SETS_PER_PAIR, MARKETS_PER_ORIGIN = 8, 4
SLOW = {"networkx": 12, "rustworkx": 12, "scgraph": 12, "pyroutingkit, customized": 6}
MOST_CUSTOMIZED = 100_000
"""Nodes: on world roads one customization takes most of a minute; that it loses shows on rail."""
SEED = 20260101
Floats = NDArray[np.float64]


def forget_places(cells: Cells) -> None:
    """Forget the best ways from and to single places."""
    for country in cells.countries.values():
        country.cell.departing.cache_clear()
        country.cell.arriving.cache_clear()


def routes(case: Case) -> list[Row]:
    """Gate 1: a new set of refusing countries, and the path."""
    questions = list(_questions(case))
    scipy = ByScipy(case.flat)
    rivals = {"masked Dijkstra": ByMasked(case.flat), "scipy": scipy,
              "networkx": ByNetworkx(case.flat), "rustworkx": ByRustworkx(case.flat),
              "scgraph": ByScgraph(case.flat)}  # fmt: skip
    if 0 < len(case.flat.lonlat) <= MOST_CUSTOMIZED:
        rivals["pyroutingkit, customized"] = ByPyroutingkit(case.flat)
    kept = {(a, b): case.connection(a, [b], cells=case.cells) for a, b, _ in questions}

    def by_cells(question: Any) -> Any:
        start, goal, refused = question
        return kept[start, goal].ways(refused)[0]

    def by_new_cells(question: Any) -> Any:
        start, goal, refused = question
        forget_places(case.cells)
        return case.connection(start, [goal], cells=case.cells).ways(refused)[0]

    def by(rival: Any) -> Any:
        def answer(question: Any) -> Any:
            start, goal, refused = question
            flags = case.refusing(refused)
            return rival.route(case.places[start].source, case.places[goal].sink, flags)

        return answer

    def agree(answer: Any, right: Any) -> bool:
        told = answer[0] if isinstance(answer, tuple) else case.length(answer)
        return same(told, right)

    engines = {CELLS: by_cells, CELLS_NEW: by_new_cells, **{n: by(r) for n, r in rivals.items()}}
    expected = [by(scipy)(question)[0] for question in questions]
    limits = {name: min(len(questions), SLOW[name]) for name in SLOW}
    return measured((ROUTE, case.name), engines, questions, expected, agree=agree, limits=limits)


def _questions(case: Case) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """From every origin to some markets while one to four of the countries that matter refuse."""
    rng = np.random.default_rng(SEED)
    pairs = [(o, m) for o in case.origins for m in case.markets[:: MARKETS // MARKETS_PER_ORIGIN]]
    sets = {o: case.transit(o) for o in case.origins}
    for _ in range(SETS_PER_PAIR):
        for origin, market in pairs:
            refused = rng.choice(sets[origin], size=rng.integers(1, 5), replace=False).tolist()
            yield origin, market, tuple(refused)


def lattices(case: Case, *, masked_sets: int, scipy_sets: int) -> Iterator[Row]:
    """Gate 2: from each of the case's origins, all sets of the countries that matter."""
    for origin in case.origins:
        yield from _lattice(case, origin, masked_sets=masked_sets, scipy_sets=scipy_sets)


def _lattice(case: Case, origin: str, *, masked_sets: int, scipy_sets: int) -> list[Row]:
    transit, markets = case.transit(origin), case.markets
    order = np.random.default_rng(SEED).permutation(1 << len(transit))
    tour = Tour(case, origin, transit, markets)
    masked, scipy = Masked(case.flat), ByScipy(case.flat)

    def by_cells() -> Floats:
        connection = case.connection(origin, markets, cells=case.cells)
        return lattice_costs(connection, transit=transit)[order]

    def by_new_cells() -> Floats:
        forget_places(case.cells)
        return by_cells()

    def by_scipy() -> Floats:
        return tour.costs(
            order[:scipy_sets], lambda start, goals, no: scipy.tree(start, no)[0][goals]
        )

    connection = case.connection(origin, markets, cells=case.cells)
    block = next(lattice_blocks(connection, transit=transit))
    task = f"{LATTICE}; from {origin} ({case.origins[origin]}; {block.searches} searches)"
    return batched(
        (task, case.name),
        {
            CELLS: Batch(answer=by_cells, share=len(order)),
            CELLS_NEW: Batch(answer=by_new_cells, share=len(order)),
            "masked Dijkstra": Batch(
                answer=lambda: tour.costs(order[:masked_sets], masked.settle), share=masked_sets
            ),
            "scipy": Batch(answer=by_scipy, share=scipy_sets),
        },
        by_cells(),
    )


class Tour:
    """The lattice set by set, as a careful loop by hand: one search for all markets."""

    def __init__(self, case: Case, origin: str, transit: list[str], markets: list[str]) -> None:
        self.case, self.transit = case, transit
        self.start = case.places[origin].source
        self.sinks = np.array([case.places[market].sink for market in markets])

    def costs(self, numbers: Sequence[int], settle: Any) -> Floats:
        """Costs of the sets with these numbers, shape (sets, markets)."""
        costs = np.empty((len(numbers), len(self.sinks)))
        for row, number in enumerate(numbers):
            members = [c for bit, c in enumerate(self.transit) if number >> bit & 1]
            costs[row] = settle(self.start, self.sinks, self.case.refusing(members))
        return costs
