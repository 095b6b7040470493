"""Use a corridor on the way, not by going there and back.

In    the layers of a trip with a corridor, costs, an allowed mask, the place of each node.
Out   the best way that passes no place both before and after it entered the corridor.
Law   exact as long as the tries last, and said so where they did not; where every way must come
      back to a place, the best of all ways, which then passes a place twice.
Not   here: the plain search (``routes.search``).
"""

import heapq
from collections.abc import Sequence
from typing import NamedTuple

from ortoo.routes.layers import Layers
from ortoo.routes.search import Key, best_path

MOST_TRIES = 300
"""Searches made before the best way is taken although it passes a place twice."""

Banned = frozenset[tuple[int, str]]


class Once(NamedTuple):
    """The best way found, None when there is none, and whether it is sure to be the best."""

    way: list[int] | None
    settled: bool = True


def best_once(
    graph: Layers, costs: Sequence[Key], *, allowed: Sequence[bool], places: Sequence[str]
) -> Once:
    """Arcs of the layers along the best way; not settled when the tries ran out before it was.

    Branch and bound: a way that passes a place before and after entering the corridor is replaced
    by the best way that leaves the place out before, and the best that leaves it out after. Every
    way that passes it once is among those of one or the other.
    """
    first = _best(graph, costs, allowed=allowed, places=places, banned=frozenset())
    if first is None or graph.behind is None:
        return Once(first)
    queue = [(_cost(costs, first), 0, first, Banned())]
    for tries in range(MOST_TRIES):
        if not queue:
            break
        _, _, way, banned = heapq.heappop(queue)
        twice = _passed_twice(graph, way, places=places)
        if twice is None:
            return Once(way)
        for count, state in enumerate(twice):
            other = banned | {state}
            found = _best(graph, costs, allowed=allowed, places=places, banned=other)
            if found is not None:
                entry = (_cost(costs, found), 2 * tries + count + 1, found, other)
                heapq.heappush(queue, entry)
    return Once(first, settled=not queue)


def _best(
    graph: Layers,
    costs: Sequence[Key],
    *,
    allowed: Sequence[bool],
    places: Sequence[str],
    banned: Banned,
) -> list[int] | None:
    """The best way that enters no banned place in the layer where it is banned."""
    if not banned:
        return best_path(graph, costs, allowed=allowed, starts=graph.starts, goals=graph.goals)
    shut = {
        layer * graph.nodes + node
        for layer, place in banned
        for node, name in enumerate(places)
        if name == place
    }
    heads = graph.head.tolist()
    free = [ok and head not in shut for ok, head in zip(allowed, heads, strict=True)]
    starts = [node for node in graph.starts if node not in shut]
    return best_path(graph, costs, allowed=free, starts=starts, goals=graph.goals)


def _passed_twice(
    graph: Layers, way: Sequence[int], *, places: Sequence[str]
) -> tuple[tuple[int, str], tuple[int, str]] | None:
    """A place of both sides of one stretch, with its two layers: the last before the corridor."""
    states = [int(graph.tail[way[0]])] if way else []
    states += [int(graph.head[at]) for at in way]
    seen = [(state // graph.nodes, places[state % graph.nodes]) for state in states]
    after = set(seen)
    for layer, place in reversed(seen):
        if layer % 2 == 0 and (layer + 1, place) in after:
            return (layer, place), (layer + 1, place)
    return None


def _cost(costs: Sequence[Key], way: Sequence[int]) -> Key:
    return tuple(map(sum, zip(*(costs[at] for at in way), strict=True)))
