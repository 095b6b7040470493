"""All trips worth discussing: none is beaten at once in exposure, time and cost.

In    arcs with three costs each, an allowed mask, start and goal nodes.
Out   the ways of the Pareto front, least exposed first.
Law   exact: every way is matched or beaten in all three by one of the front, and no member of the
      front is beaten by another; equal triples are given once.
Not   here: what exposure is measured in (``routes.exposure``).
"""

import bisect
import heapq
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from ortoo.routes.search import Graph

Triple = tuple[float, float, float]
BEATEN_BY = 1e-9
"""Triples closer than this are equal: it is far below a metre, a second or a cent."""


@dataclass
class Staircase:
    """Pairs (time, cost) none of which beats another: times rise while costs fall."""

    times: list[float] = field(default_factory=list)
    costs: list[float] = field(default_factory=list)

    def beats(self, time: float, cost: float) -> bool:
        """Whether some pair is at most as large in both, within ``BEATEN_BY``."""
        at = bisect.bisect_right(self.times, time + BEATEN_BY)
        return at > 0 and self.costs[at - 1] <= cost + BEATEN_BY

    def add(self, time: float, cost: float) -> None:
        """Put a pair in and drop those that it beats."""
        at = bisect.bisect_left(self.times, time)
        end = at
        while end < len(self.times) and self.costs[end] >= cost:
            end += 1
        self.times[at:end], self.costs[at:end] = [time], [cost]


@dataclass(frozen=True)
class _Label:
    triple: Triple
    node: int
    arc: int
    before: "_Label | None"


def pareto_ways(
    arcs: Graph,
    costs: Sequence[Triple],
    *,
    allowed: Sequence[bool],
    starts: Iterable[int],
    goals: Iterable[int],
) -> list[tuple[Triple, list[int]]]:
    """The front of (exposure, time, cost) and a way, as arc numbers, for each of its points.

    Parameters
    ----------
    arcs
        The arcs to walk on.
    costs
        One triple per arc, finite and not negative.
    allowed
        One flag per arc.
    starts, goals
        Node numbers.

    Returns
    -------
    Sorted by exposure, then time, then cost; empty when there is no way.

    Notes
    -----
    Label setting (Martins 1984): labels leave the queue in lexicographic order, so a later one can
    be beaten only in its last two costs, which a staircase per node decides in logarithmic time.
    Labels that cannot reach a goal unbeaten, by the least time and cost still to come, are dropped.
    """
    targets = set(goals)
    to_come = _least_to_come(arcs, costs, allowed=allowed, goals=targets)
    seen: dict[int, Staircase] = {}
    arrived = Staircase()
    found: list[_Label] = []
    queue: list[tuple[Triple, int, _Label]] = []
    for count, node in enumerate(sorted(set(starts))):
        heapq.heappush(queue, ((0.0, 0.0, 0.0), count, _Label((0.0, 0.0, 0.0), node, -1, None)))
    count = len(queue)
    while queue:
        (exposure, time, cost), _, label = heapq.heappop(queue)
        more_time, more_cost = to_come.get(label.node, (math.inf, math.inf))
        settled = seen.setdefault(label.node, Staircase())
        if arrived.beats(time + more_time, cost + more_cost) or settled.beats(time, cost):
            continue
        settled.add(time, cost)
        if label.node in targets:
            arrived.add(time, cost)
            found.append(label)
            continue
        for arc in arcs.leaving[label.node]:
            head = int(arcs.head[arc])
            if allowed[arc] and head in to_come:
                a, b, c = costs[arc]
                triple = (exposure + a, time + b, cost + c)
                heapq.heappush(queue, (triple, count, _Label(triple, head, arc, label)))
                count += 1
    return [(label.triple, _walk_back(label)) for label in found]


def _least_to_come(
    arcs: Graph, costs: Sequence[Triple], *, allowed: Sequence[bool], goals: set[int]
) -> dict[int, tuple[float, float]]:
    """Least time and least cost from each node to any goal; nodes without a way are absent."""
    entering: dict[int, list[int]] = {}
    for arc in range(len(arcs.head)):
        if allowed[arc]:
            entering.setdefault(int(arcs.head[arc]), []).append(arc)
    times = _backwards(arcs, [triple[1] for triple in costs], entering=entering, goals=goals)
    money = _backwards(arcs, [triple[2] for triple in costs], entering=entering, goals=goals)
    return {node: (time, money[node]) for node, time in times.items()}


def _backwards(
    arcs: Graph, costs: Sequence[float], *, entering: dict[int, list[int]], goals: set[int]
) -> dict[int, float]:
    settled: dict[int, float] = {}
    queue = [(0.0, goal) for goal in sorted(goals)]
    while queue:
        cost, node = heapq.heappop(queue)
        if node in settled:
            continue
        settled[node] = cost
        for arc in entering.get(node, ()):
            heapq.heappush(queue, (cost + costs[arc], int(arcs.tail[arc])))
    return settled


def _walk_back(label: _Label) -> list[int]:
    way: list[int] = []
    at: _Label | None = label
    while at is not None and at.arc >= 0:
        way.append(at.arc)
        at = at.before
    return way[::-1]
