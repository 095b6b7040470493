"""The rival to beat: one Dijkstra over the whole network with a mask, as a good engineer writes it.

In    a graph in adjacency arrays, which sets of countries refuse, a start, goals.
Out   distances, and the arc by which each node was reached.
Law   compiled, arrays reused between questions, a queue of four children with lazy deletion, an
      arc's mask read before anything is added up, an end as soon as all goals are settled.
Not   here: anything that is known before the question.
"""

from dataclasses import dataclass, field
from functools import cached_property

import numba
import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True, kw_only=True, eq=False)
class Flat:
    """A directed graph without parallel arcs; each arc needs one set of countries.

    ``lonlat`` is empty where nodes have no place.
    """

    nodes: int
    tail: Ints
    head: Ints
    weight: Floats
    consent: Ints
    lonlat: Floats = field(default_factory=lambda: np.empty((0, 2)))

    @cached_property
    def order(self) -> Ints:
        """The arcs sorted by tail."""
        return np.argsort(self.tail, kind="stable")

    @cached_property
    def start(self) -> Ints:
        """Where each node's arcs start in ``order``."""
        return np.concatenate(([0], np.cumsum(np.bincount(self.tail, minlength=self.nodes))))


class Masked:
    """The compiled search with its arrays."""

    def __init__(self, flat: Flat) -> None:
        order = flat.order
        self.start = flat.start.astype(np.int32)
        self.head = flat.head[order].astype(np.int32)
        self.tail = flat.tail[order].astype(np.int32)
        self.weight = np.ascontiguousarray(flat.weight[order])
        self.consent = flat.consent[order].astype(np.int32)
        self.least, self.by = np.empty(flat.nodes), np.empty(flat.nodes, np.int32)
        self.heap_key = np.empty(len(order) + 1)
        self.heap_node = np.empty(len(order) + 1, np.int32)
        self.goal = np.zeros(flat.nodes, np.bool_)

    def settle(self, start: int, goals: Ints, refuses: Flags) -> Floats:
        """Distances to ``goals``; inf where there is no way."""
        self.goal[goals] = True
        search(
            self.start, self.head, self.weight, self.consent, refuses, start, self.goal,
            len(np.unique(goals)), self.least, self.by, self.heap_key, self.heap_node,
        )  # fmt: skip
        self.goal[goals] = False
        return self.least[goals]

    def route(self, start: int, goal: int, refuses: Flags) -> tuple[float, Ints]:
        """The distance and the nodes of the way; no nodes where there is none."""
        distance = float(self.settle(start, np.array([goal]), refuses)[0])
        if np.isinf(distance):
            return distance, np.empty(0, np.int32)
        return distance, nodes_back(self.tail, self.by, start, goal)


@numba.njit(cache=True)
def search(  # noqa: C901, PLR0912
    start, head, weight, consent, refuses, source, goal, goals, least, by, heap_key, heap_node
):
    """Dijkstra 1959 until ``goals`` goals are settled."""
    least[:] = np.inf
    by[:] = -1
    least[source] = 0.0
    heap_key[0], heap_node[0], size = 0.0, source, 1
    while size > 0:
        key, node = heap_key[0], heap_node[0]
        size -= 1
        last_key, last_node, at = heap_key[size], heap_node[size], 0
        while True:
            child = 4 * at + 1
            if child >= size:
                break
            best = child
            for other in range(child + 1, min(child + 4, size)):
                if heap_key[other] < heap_key[best]:
                    best = other
            if heap_key[best] >= last_key:
                break
            heap_key[at], heap_node[at] = heap_key[best], heap_node[best]
            at = best
        heap_key[at], heap_node[at] = last_key, last_node
        if key > least[node]:
            continue
        if goal[node]:
            goals -= 1
            if goals == 0:
                return
        for arc in range(start[node], start[node + 1]):
            if refuses[consent[arc]]:
                continue
            end, offer = head[arc], key + weight[arc]
            if offer < least[end]:
                least[end], by[end] = offer, arc
                at = size
                size += 1
                while at > 0:
                    parent = (at - 1) // 4
                    if heap_key[parent] <= offer:
                        break
                    heap_key[at], heap_node[at] = heap_key[parent], heap_node[parent]
                    at = parent
                heap_key[at], heap_node[at] = offer, end


@numba.njit(cache=True)
def nodes_back(tail, by, start, goal):
    """Nodes from ``start`` to ``goal``."""
    way = np.empty(len(by), np.int32)
    way[0], size = goal, 1
    while way[size - 1] != start:
        way[size] = tail[by[way[size - 1]]]
        size += 1
    return way[:size][::-1].copy()
