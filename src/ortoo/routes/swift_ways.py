"""Ways that differ in their crossings, by the compiled search.

In    a resolved question without via points and without a corridor.
Out   what ``routes.alternatives`` needs, many times as fast as the plain search gives it.
Law   the same ways as those of the plain search, in the same order.
Not   here: how the ways are divided (``routes.alternatives``).
"""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from ortoo.network.arcs import Arcs
from ortoo.routes.alternatives import Candidate, Search
from ortoo.routes.asked import Asked
from ortoo.routes.search import Key
from ortoo.routes.swift_tree import UNREACHED, SwiftTree, layout_of, swift_tree, way_in

Flags = NDArray[np.bool_]
Found = tuple[Key, tuple[int, ...]]


class SwiftSearch(Search):
    """The compiled searches of one question, sharing its costs."""

    def __init__(self, asked: Asked) -> None:
        super().__init__(asked)
        arcs: Arcs = asked.network.arcs
        self._layout = layout_of(arcs)
        self._rows = np.array(self.costs, dtype=np.float64)
        self._usable = np.array(self.allowed, dtype=np.bool_)
        self._crossings = np.array(self.crosses, dtype=np.bool_)

    def best(
        self, prefix: tuple[int, ...], *, kept: int, may_end: bool, banned: frozenset[int]
    ) -> Iterator[Candidate]:
        """The best way that begins with the arcs ``prefix``; nothing when there is none."""
        heads = [int(self.arcs.head[prefix[-1]])] if prefix else self.starts
        fresh = np.ones(len(self.arcs.nodes), dtype=np.bool_)
        fresh[[*self.starts, *self.arcs.head[list(prefix)]]] = False
        usable = self._usable & fresh[self.arcs.head]
        starts = dict.fromkeys(heads, self.summed(prefix))
        near = self._tree(usable & ~self._crossings, starts)
        next_crossings = usable & self._crossings
        next_crossings[list(banned)] = False
        ways = list(self._beyond(near, usable, crossings=next_crossings))
        if may_end:
            ways += [self._way(near, goal) for goal in self.goals if near.by[goal] != UNREACHED]
        for cost, way in sorted(ways)[:1]:
            yield Candidate(cost, (*prefix, *way), kept, may_end, banned)

    def _beyond(self, near: SwiftTree, usable: Flags, *, crossings: Flags) -> Iterator[Found]:
        """The best way to the goal whose next crossing is one of ``crossings``."""
        tail, head = self._layout.tail, self._layout.head
        by: dict[int, tuple[Key, int]] = {}
        for arc in np.flatnonzero(crossings & (near.by[tail] != UNREACHED)).tolist():
            entry = (tuple((near.costs[tail[arc]] + self._rows[arc]).tolist()), arc)
            at = int(head[arc])
            by[at] = min(by.get(at, entry), entry)
        if not by:
            return
        beyond = self._tree(usable, {node: cost for node, (cost, _) in by.items()})
        ends = [goal for goal in self.goals if beyond.by[goal] != UNREACHED]
        if ends:
            goal = min(ends, key=lambda g: (beyond.costs[g].tolist(), int(beyond.by[g]), g))
            cost, onward = self._way(beyond, goal)
            border = by[int(tail[onward[0]]) if onward else goal][1]
            _, inland = self._way(near, int(tail[border]))
            yield cost, (*inland, border, *onward)

    def _tree(self, allowed: Flags, starts: dict[int, Key]) -> SwiftTree:
        return swift_tree(self._layout, self._rows, allowed=allowed, starts=starts)

    def _way(self, tree: SwiftTree, node: int) -> Found:
        return tuple(tree.costs[node].tolist()), way_in(self._layout, tree, goal=node)
