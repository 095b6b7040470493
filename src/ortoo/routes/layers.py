"""A trip with stops or a corridor as a plain search: one copy of the network per stage of the trip.

In    a network's arcs, the nodes of each stop, and the arcs of a corridor that must be used.
Out   ``Layers``: arcs between copies of the nodes, starts and goals.
Law   a way through the layers is a way through the network that passes the stops in order and, if
      there is a corridor, runs over at least one arc of it; every such way is a way through the
      layers, at the same cost. A trip without stops and corridor has one layer: the network itself.
Not   here: the search (``routes.search``), what a question forbids (``routes.avoidance``).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from ortoo.network.arcs import Arcs

T = TypeVar("T")
Ints = NDArray[np.int64]
NO_ARC = -1


@dataclass(frozen=True, kw_only=True, eq=False)
class Layers:
    """A graph to search in, and which arc of the network each of its arcs stands for.

    Node ``n`` of layer ``k`` has the number ``k x nodes + n``. Layers are ordered by the stops
    passed, then by whether the corridor was used. ``behind`` is ``NO_ARC`` where an arc only says
    that a stop was passed; it is None where there is one layer, whose arcs are the network's.
    """

    tail: Ints
    head: Ints
    leaving: Sequence[Sequence[int]]
    starts: tuple[int, ...]
    goals: tuple[int, ...]
    nodes: int
    count: int
    behind: Ints | None = None

    def spread(self, of_arcs: Sequence[T], *, between: T) -> Sequence[T]:
        """One value per arc of the layers; ``between`` for the steps from layer to layer."""
        if self.behind is None:
            return of_arcs
        return [between if arc == NO_ARC else of_arcs[arc] for arc in self.behind.tolist()]

    def arcs_of(self, way: Iterable[int]) -> list[int]:
        """The network's arcs along a way through the layers."""
        if self.behind is None:
            return list(way)
        return [int(self.behind[at]) for at in way if self.behind[at] != NO_ARC]

    def by_layer(self, states: Iterable[int]) -> tuple[frozenset[int], ...]:
        """The network's nodes among ``states``, layer by layer."""
        found: list[set[int]] = [set() for _ in range(self.count)]
        for state in states:
            found[state // self.nodes].add(state % self.nodes)
        return tuple(map(frozenset, found))


def layers(
    arcs: Arcs, *, stops: Sequence[Sequence[int]], corridor: frozenset[int] | None = None
) -> Layers:
    """The layers of a trip.

    Parameters
    ----------
    arcs
        The network's arcs.
    stops
        Nodes of origin, via points in order, destination; at least two stops.
    corridor
        Arcs of which at least one must be used; None when there is no such wish.

    Examples
    --------
    >>> import ortoo
    >>> arcs = ortoo.load_network().arcs
    >>> layers(arcs, stops=([0], [1])).count
    1
    >>> layers(arcs, stops=([0], [1], [2]), corridor=frozenset({5})).count
    4
    """
    nodes, sides, stretches = len(arcs.nodes), 1 if corridor is None else 2, len(stops) - 1
    count = stretches * sides
    last = (count - 1) * nodes
    starts, goals = tuple(stops[0]), tuple(last + node for node in stops[-1])
    if count == 1:
        return Layers(tail=arcs.tail, head=arcs.head, leaving=arcs.leaving, starts=starts,
                      goals=goals, nodes=nodes, count=1)  # fmt: skip
    used = np.isin(np.arange(len(arcs.arcs)), sorted(corridor or ()))
    base = np.repeat(np.arange(count) * nodes, len(used))
    unused = np.repeat(np.arange(count) % sides == 0, len(used)) & (sides > 1)
    links = _links(stops, sides=sides, nodes=nodes)
    tail = np.concatenate([base + np.tile(arcs.tail, count), links[:, 0]])
    ahead = np.where(unused & np.tile(used, count), nodes, 0)
    head = np.concatenate([base + np.tile(arcs.head, count) + ahead, links[:, 1]])
    behind = np.concatenate([np.tile(np.arange(len(used)), count), np.full(len(links), NO_ARC)])
    leaving: list[list[int]] = [[] for _ in range(count * nodes)]
    for at, node in enumerate(tail.tolist()):
        leaving[node].append(at)
    return Layers(tail=tail, head=head, leaving=leaving, starts=starts, goals=goals, nodes=nodes,
                  count=count, behind=behind)  # fmt: skip


def _links(stops: Sequence[Sequence[int]], *, sides: int, nodes: int) -> Ints:
    """From each node of a via point to itself one stretch on; shape (links, 2)."""
    rows = [
        ((stretch * sides + side) * nodes + node, ((stretch + 1) * sides + side) * nodes + node)
        for stretch, stop in enumerate(stops[1:-1])
        for side in range(sides)
        for node in stop
    ]
    return np.array(rows, dtype=np.int64).reshape(-1, 2)
