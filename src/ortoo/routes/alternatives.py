"""Ways that really differ: by the borders they cross, not by a street here and there.

In    a resolved question without via points and without a corridor.
Out   the best way for each of the cheapest sequences of crossings, in order of cost.
Law   no sequence of crossings that is left out has a cheaper way than one that is given, where the
      stretches between crossings are the best ones; no way passes a node twice.
Not   here: how much two ways share (``routes.answer``).
"""

import heapq
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from ortoo.network.arcs import ArcKind
from ortoo.routes.asked import Asked
from ortoo.routes.search import Key, Reached, best_tree, way_to

MOST_TRIES = 2000
"""Sequences looked at before giving up on finding as many alternatives as asked for."""


@dataclass(frozen=True, order=True)
class Candidate:
    """Best way among those that begin with its first ``kept`` crossings and go on by no ``banned``.

    ``may_end`` tells whether those ways may reach the goal without another crossing.
    """

    cost: Key
    way: tuple[int, ...]
    kept: int
    may_end: bool
    banned: frozenset[int]


def differing_ways(
    asked: Asked, count: int, *, searched_by: type["Search"] | None = None
) -> list[list[int]]:
    """Up to ``count`` ways with different sequences of crossings, cheapest first.

    Lawler 1972's partition, by crossings: every way but the best keeps the best one's first k
    crossings, for some k, and then goes on by another crossing, or ends there, or does not end.
    ``searched_by`` is the plain ``Search`` by default, which gives the same ways as any other.
    """
    search = (searched_by or Search)(asked)
    queue = [*search.best((), kept=0, may_end=True, banned=frozenset())]
    found: list[list[int]] = []
    tries = 0
    while queue and len(found) < count and tries < MOST_TRIES:
        tries += 1
        candidate = heapq.heappop(queue)
        if search.is_simple(candidate.way):
            found.append(list(candidate.way))
        for other in search.others(candidate):
            heapq.heappush(queue, other)
    return found


class Search:
    """The plain searches of one question, sharing its costs."""

    def __init__(self, asked: Asked) -> None:
        self.arcs = asked.network.arcs
        self.costs = asked.costs()
        self.allowed = asked.allowed
        self.crosses = [arc.kind is ArcKind.CROSSING for arc in self.arcs.arcs]
        self.inland = [ok and not x for ok, x in zip(self.allowed, self.crosses, strict=True)]
        self.starts = asked.nodes(asked.stops[0])
        self.goals = frozenset(asked.nodes(asked.stops[-1]))

    def best(
        self, prefix: tuple[int, ...], *, kept: int, may_end: bool, banned: frozenset[int]
    ) -> Iterator[Candidate]:
        """The best way that begins with the arcs ``prefix``; nothing when there is none."""
        heads = [int(self.arcs.head[prefix[-1]])] if prefix else self.starts
        starts = dict.fromkeys(heads, self.summed(prefix))
        passed = {*self.starts, *(int(self.arcs.head[arc]) for arc in prefix)}
        fresh = [int(head) not in passed for head in self.arcs.head]
        inland = [ok and new for ok, new in zip(self.inland, fresh, strict=True)]
        near = best_tree(self.arcs, self.costs, allowed=inland, starts=starts)
        ways = [*self._across(near, banned, fresh=fresh), *(self._ending(near) if may_end else ())]
        for cost, way in sorted(ways)[:1]:
            yield Candidate(cost, (*prefix, *way), kept, may_end, banned)

    def others(self, candidate: Candidate) -> Iterator[Candidate]:
        """The best way of each part into which the candidate's competitors fall."""
        borders = [at for at, arc in enumerate(candidate.way) if self.crosses[arc]]
        for kept in range(candidate.kept, len(borders) + 1):
            first = kept == candidate.kept
            prefix = candidate.way[: borders[kept - 1] + 1] if kept else ()
            banned = candidate.banned if first else frozenset[int]()
            may_end = candidate.may_end if first else True
            if kept < len(borders):
                banned |= {candidate.way[borders[kept]]}
            else:
                may_end = False
            yield from self.best(prefix, kept=kept, may_end=may_end, banned=banned)

    def is_simple(self, way: tuple[int, ...]) -> bool:
        """Whether the way passes no node twice."""
        nodes = [int(self.arcs.tail[arc]) for arc in way[:1]]
        nodes += [int(self.arcs.head[arc]) for arc in way]
        return len(set(nodes)) == len(nodes)

    def _ending(self, near: Mapping[int, Reached]) -> Iterator[tuple[Key, list[int]]]:
        """Ways to the goal without another crossing."""
        for goal in sorted(self.goals.intersection(near)):
            yield near[goal].cost, way_to(self.arcs, near, goal=goal)

    def _across(
        self, near: Mapping[int, Reached], banned: frozenset[int], *, fresh: Sequence[bool]
    ) -> Iterator[tuple[Key, list[int]]]:
        """The best way to the goal whose next crossing is not banned."""
        allowed = [ok and new for ok, new in zip(self.allowed, fresh, strict=True)]
        by: dict[int, tuple[Key, int]] = {}
        for node, reached in near.items():
            for arc in self.arcs.leaving[node]:
                if self.crosses[arc] and allowed[arc] and arc not in banned:
                    entry = (self.summed((arc,), reached.cost), arc)
                    head = int(self.arcs.head[arc])
                    by[head] = min(by.get(head, entry), entry)
        starts = {head: cost for head, (cost, _) in by.items()}
        beyond = best_tree(self.arcs, self.costs, allowed=allowed, starts=starts, goals=self.goals)
        goal = next(reversed(beyond), None)
        if goal in self.goals:
            onward = way_to(self.arcs, beyond, goal=goal)
            entered = int(self.arcs.tail[onward[0]]) if onward else goal
            border = by[entered][1]
            inland = way_to(self.arcs, near, goal=int(self.arcs.tail[border]))
            yield beyond[goal].cost, [*inland, border, *onward]

    def summed(self, way: tuple[int, ...], spent: Key | None = None) -> Key:
        """The keys of a way added up, to ``spent`` if that is told."""
        zero = (0.0,) * len(self.costs[0]) if self.costs else (0.0,)
        sums = (spent or zero, *(self.costs[arc] for arc in way))
        return tuple(map(sum, zip(*sums, strict=True)))
