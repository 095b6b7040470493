"""From some nodes to some markets over the cells, whatever countries are avoided.

In    cells; start nodes with what is already spent; the goal nodes of each market.
Out   ``Connection``: best ways and least keys for one set of avoided countries after another.
Law   equal to ``routes.search`` on the same keys; of ways with equal keys, any one.
Not   here: all sets at once (``routes.cells.subsets``).
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ortoo.routes.cells.cells import Cells
from ortoo.routes.cells.kernels.queue import ABSENT, Floats
from ortoo.routes.cells.kernels.spread import Ends, Reached, chain, spread
from ortoo.routes.search import Key


class Joint(NamedTuple):
    """A best way inside one country that joins a start or goal to the overlay.

    ``tail`` and ``head`` are numbers of the overlay, its goals behind its border nodes, ABSENT for
    outside; ``start`` and ``goal`` the domain's nodes.
    """

    tail: int
    head: int
    key: Floats
    consent: int
    start: int
    goal: int


@dataclass(frozen=True, kw_only=True, eq=False)
class Connection:
    """A question ready to be asked with any countries avoided.

    ``arrivals`` and ``entries`` are parallel to the goal arcs and the entries of ``ends``.
    """

    cells: Cells
    ends: Ends
    goals: NDArray[np.int64]
    markets: int
    arrivals: tuple[Joint, ...]
    entries: tuple[Joint, ...]

    def reach(self, avoided: Iterable[str] = ()) -> Reached:
        """The tree of best ways to all markets when ``avoided`` refuse."""
        wanted = np.ones(self.markets, dtype=np.bool_)
        return spread(self.cells.overlay, self.ends, self.cells.refusing(avoided), wanted)

    def keys(self, avoided: Iterable[str] = ()) -> Floats:
        """Least keys, shape (markets, columns); inf where there is no way."""
        return _keys_of(self.reach(avoided))

    def costs(self, avoided: Iterable[str] = ()) -> Floats:
        """What is minimised, shape (markets,): NaN is unknown, inf is no way."""
        return self.cells.domain.values(self.keys(avoided))

    def ways(self, avoided: Iterable[str] = ()) -> list[list[int] | None]:
        """The domain's arcs of a best way to each market; None where there is none."""
        return self.found(avoided)[1]

    def found(self, avoided: Iterable[str] = ()) -> tuple[Floats, list[list[int] | None]]:
        """``keys`` and ``ways`` by one search."""
        reached = self.reach(avoided)
        return _keys_of(reached), [self._way(reached, goal) for goal in reached.goal.tolist()]

    def _way(self, found: Reached, goal: int) -> list[int] | None:
        if goal == ABSENT:
            return None
        passed = chain(self.cells.overlay, self.ends, found.by, goal).tolist()
        return [arc for item in passed for arc in self._along(item)]

    def _along(self, item: int) -> list[int]:
        """The domain's arcs behind one arc of a tree."""
        links, arrivals = len(self.cells.overlay.tail), len(self.arrivals)
        if item < links:
            return self.cells.way_along(item)
        if item < links + arrivals:
            return _arriving(self.cells, self.arrivals[item - links])
        return _departing(self.cells, self.entries[item - links - arrivals])


def connect(
    cells: Cells, *, starts: Mapping[int, Key], markets: Sequence[Sequence[int]]
) -> Connection:
    """The connection from ``starts`` (node to key already spent) to the nodes of each market.

    A market with a start among its nodes is reached at once; one without nodes is never reached.
    """
    return leave(arrive(cells, markets), starts=starts)


def arrive(cells: Cells, markets: Sequence[Sequence[int]]) -> Connection:
    """A connection to the nodes of each market that has no start yet."""
    pairs = [(market, node) for market, nodes in enumerate(markets) for node in nodes]
    borders, columns = len(cells.border), cells.domain.keys.shape[1]
    arrivals = [
        j for goal, (_, node) in enumerate(pairs) for j in _arrivals(cells, node, goal=goal)
    ]
    arrivals.sort(key=lambda joint: joint.tail)
    counts = np.bincount(_of(arrivals, "tail"), minlength=borders)
    ends = Ends(
        start=np.concatenate(([0], np.cumsum(counts))).astype(np.int32),
        tail=_of(arrivals, "tail"),
        head=_of(arrivals, "head") - borders,
        keys=_keys(arrivals, columns),
        consent=_of(arrivals, "consent"),
        market=np.array([market for market, _ in pairs], dtype=np.int32),
        entry=_of((), "head"),
        entry_keys=_keys((), columns),
        entry_consent=_of((), "consent"),
    )
    return Connection(
        cells=cells,
        ends=ends,
        goals=np.array([node for _, node in pairs], dtype=np.int64),
        markets=len(markets),
        arrivals=tuple(arrivals),
        entries=(),
    )


def leave(connection: Connection, *, starts: Mapping[int, Key]) -> Connection:
    """``connection`` from other starts."""
    cells = connection.cells
    entries = tuple(
        joint
        for node, spent in starts.items()
        for joint in _entries(
            cells, node, spent=np.array(spent, dtype=float), goals=connection.goals
        )
    )
    ends = connection.ends._replace(
        entry=_of(entries, "head"),
        entry_keys=_keys(entries, cells.domain.keys.shape[1]),
        entry_consent=_of(entries, "consent"),
    )
    return replace(connection, ends=ends, entries=entries)


def _arrivals(cells: Cells, node: int, *, goal: int) -> Iterator[Joint]:
    """From border nodes to a goal, the overlay's ``goal``-th."""
    head = len(cells.border) + goal
    nobody = len(cells.domain.sets)
    if cells.at[node] != ABSENT:
        zero = np.zeros(cells.domain.keys.shape[1])
        yield Joint(int(cells.at[node]), head, zero, nobody, node, node)
    elif cells.home[node] != ABSENT:
        number = int(cells.home[node])
        country = cells.countries[number]
        terminal = country.cell.arriving(country.local(node))
        for local in country.cell.plan.border[terminal.worth].tolist():
            start = int(country.nodes[local])
            yield Joint(int(cells.at[start]), head, terminal.least[local], number, start, node)


def _entries(
    cells: Cells, node: int, *, spent: Floats, goals: NDArray[np.int64]
) -> Iterator[Joint]:
    """From a start to border nodes and to the goals inside its own country."""
    borders, nobody = len(cells.border), len(cells.domain.sets)
    if cells.at[node] != ABSENT:
        yield Joint(ABSENT, int(cells.at[node]), spent, nobody, node, node)
        return
    for goal in np.flatnonzero(goals == node).tolist():
        yield Joint(ABSENT, borders + goal, spent, nobody, node, node)
    if cells.home[node] == ABSENT:
        return
    number = int(cells.home[node])
    country = cells.countries[number]
    terminal = country.cell.departing(country.local(node))
    for local in country.cell.plan.border[terminal.worth].tolist():
        end = int(country.nodes[local])
        yield Joint(ABSENT, int(cells.at[end]), spent + terminal.least[local], number, node, end)
    for goal in np.flatnonzero((cells.home[goals] == number) & (goals != node)).tolist():
        least = terminal.least[country.local(int(goals[goal]))]
        if np.isfinite(least).all():
            end = int(goals[goal])
            yield Joint(ABSENT, borders + goal, spent + least, number, node, end)


def _departing(cells: Cells, joint: Joint) -> list[int]:
    """The domain's arcs of an entry."""
    if joint.start == joint.goal:
        return []
    country = cells.countries[joint.consent]
    tree = country.cell.departing(country.local(joint.start)).tree
    way = country.cell.outward.chain(tree, end=country.local(joint.goal))[::-1]
    arcs: list[int] = country.arcs[way].tolist()
    return arcs


def _arriving(cells: Cells, joint: Joint) -> list[int]:
    """The domain's arcs of a goal arc."""
    if joint.start == joint.goal:
        return []
    country = cells.countries[joint.consent]
    tree = country.cell.arriving(country.local(joint.goal)).tree
    way = country.cell.inward.chain(tree, end=country.local(joint.start))
    arcs: list[int] = country.arcs[way].tolist()
    return arcs


def _keys_of(found: Reached) -> Floats:
    least: Floats = np.full((len(found.goal), found.least.shape[1]), np.inf)
    reached = found.goal != ABSENT
    least[reached] = found.least[found.goal[reached]]
    return least


def _of(joints: Sequence[Joint], field: str) -> NDArray[np.int32]:
    return np.array([getattr(joint, field) for joint in joints], dtype=np.int32)


def _keys(joints: Sequence[Joint], columns: int) -> Floats:
    return np.array([joint.key for joint in joints], dtype=float).reshape(-1, columns)
