"""The plain search: Dijkstra over lexicographic costs, exact and slow, oracle for anything faster.

In    arcs, an allowed mask, start and goal nodes, and a tuple of costs per arc.
Out   the arcs of a best way, the tree of best ways, or the nodes that can be reached.
Law   costs are compared column by column, so that an unknown can be made dearer than anything
      known; among equals the way with the lowest arc numbers wins, so the same question always
      has the same answer.
Not   here: what a cost means (``routes.objective``).
"""

import heapq
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

Key = tuple[float, ...]
NO_ARC = -1


class Graph(Protocol):
    """What can be searched: ``network.arcs.Arcs``, or the layers of a trip (``routes.layers``)."""

    @property
    def tail(self) -> NDArray[np.int64]:
        """The node that each arc leaves."""

    @property
    def head(self) -> NDArray[np.int64]:
        """The node that each arc enters."""

    @property
    def leaving(self) -> Sequence[Sequence[int]]:
        """The arcs that leave each node."""


class Reached(NamedTuple):
    """How a node is best reached: at what cost and by which arc (``NO_ARC`` at a start)."""

    cost: Key
    by: int


def best_path(
    arcs: Graph,
    costs: Sequence[Key],
    *,
    allowed: Sequence[bool],
    starts: Iterable[int],
    goals: Iterable[int],
) -> list[int] | None:
    """Arc numbers of a cheapest way from any start to any goal; None when there is none.

    Parameters
    ----------
    arcs
        The arcs to walk on.
    costs
        One tuple per arc, all of the same length, finite and not negative; compared in order.
    allowed
        One flag per arc.
    starts, goals
        Node numbers. A start that is a goal gives the empty way.

    Notes
    -----
    Dijkstra 1959; lexicographic sums of non-negative costs keep its optimality.
    """
    targets = frozenset(goals)
    zero: Key = (0.0,) * (len(costs[0]) if costs else 1)
    tree = best_tree(
        arcs, costs, allowed=allowed, starts=dict.fromkeys(starts, zero), goals=targets
    )
    goal = next((node for node in reversed(tree) if node in targets), None)
    return None if goal is None else way_to(arcs, tree, goal=goal)


def best_tree(
    arcs: Graph,
    costs: Sequence[Key],
    *,
    allowed: Sequence[bool],
    starts: Mapping[int, Key],
    goals: frozenset[int] = frozenset(),
) -> dict[int, Reached]:
    """Best costs from ``starts`` (node to cost already spent), in the order of being settled.

    Stops at the first of ``goals``, which is then the last entry; without goals, settles all.
    """
    settled: dict[int, Reached] = {}
    queue = [(cost, NO_ARC, node) for node, cost in sorted(starts.items())]
    heapq.heapify(queue)
    while queue:
        cost, by, node = heapq.heappop(queue)
        if node in settled:
            continue
        settled[node] = Reached(cost, by)
        if node in goals:
            break
        for arc in arcs.leaving[node]:
            head = int(arcs.head[arc])
            if allowed[arc] and head not in settled:
                summed = tuple(a + b for a, b in zip(cost, costs[arc], strict=True))
                heapq.heappush(queue, (summed, arc, head))
    return settled


def way_to(arcs: Graph, tree: Mapping[int, Reached], *, goal: int) -> list[int]:
    """Arcs of the tree's way to ``goal``, first arc first."""
    way: list[int] = []
    node = goal
    while tree[node].by != NO_ARC:
        way.append(tree[node].by)
        node = int(arcs.tail[way[-1]])
    return way[::-1]


def reachable(arcs: Graph, *, allowed: Sequence[bool], starts: Iterable[int]) -> set[int]:
    """Node numbers that can be reached from ``starts`` over allowed arcs, starts included."""
    seen = set(starts)
    waiting = list(seen)
    while waiting:
        for arc in arcs.leaving[waiting.pop()]:
            head = int(arcs.head[arc])
            if allowed[arc] and head not in seen:
                seen.add(head)
                waiting.append(head)
    return seen
