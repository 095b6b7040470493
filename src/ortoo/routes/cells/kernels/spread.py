"""Compiled searches on the overlay: border nodes, and one more node for every goal.

In    the overlay's arcs, the ends of a connection, which sets of countries refuse.
Out   least rows of keys and by which arc, as far as needed to reach the markets asked for.
Law   an arc whose set of countries refuses is not used; among equals the lowest arc wins.
Not   here: where the arcs come from (``routes.cells.cells``, ``routes.cells.connection``).
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ortoo.routes.cells.kernels.queue import (
    ABSENT,
    Flags,
    Floats,
    Ints,
    compare,
    compiled,
    offer,
    pop,
    push,
)


class Overlay(NamedTuple):
    """Arcs between border nodes: node n has those from ``start[n]`` up to ``start[n + 1]``."""

    start: Ints
    tail: Ints
    head: Ints
    keys: Floats
    consent: Ints


class Ends(NamedTuple):
    """How a connection starts and ends on an overlay.

    Goal g is the node behind the last border node by g, of market ``market[g]``. Goal arcs lead
    from border nodes to goals, sorted by tail with ``start`` as in ``Overlay``; entries lead from
    outside to border nodes or goals.
    """

    start: Ints
    tail: Ints
    head: Ints
    keys: Floats
    consent: Ints
    market: Ints
    entry: Ints
    entry_keys: Floats
    entry_consent: Ints


class Reached(NamedTuple):
    """A tree: least rows, the arc by which each node is reached, the best goal of each market.

    Arcs are numbered through: those of the overlay, the goal arcs, the entries. ABSENT is none.
    """

    least: Floats
    by: Ints
    goal: Ints


@compiled
def spread(over: Overlay, ends: Ends, refuses: Flags, wanted: Flags) -> Reached:
    """Dijkstra 1959 until every wanted market has its best goal, or nothing is left.

    Arrays are taken out of their tuples first: in a loop each look into a tuple counts references.
    """
    start, _, head, keys, consent = over
    goal_start, _, goal_head, goal_keys, goal_consent, market = ends[:6]
    borders, arcs, columns = len(start) - 1, len(head), keys.shape[1]
    nodes, most = borders + len(market), arcs + len(goal_head) + len(ends.entry)
    least, by = np.full((nodes, columns), np.inf), np.full(nodes, ABSENT, np.int32)
    goal, waiting = np.full(len(wanted), ABSENT, np.int32), int(np.sum(wanted))
    fresh = np.zeros(nodes, np.bool_)
    first, items, rows = np.empty(most), np.empty(most, np.int32), np.empty((most, columns))
    item_node = np.empty(most, np.int32)
    made = enter(ends, refuses, least, by, fresh, rows, item_node, arcs + len(goal_head))
    size = 0
    for item in range(made):
        size = push(first, items, rows, item, size)
    while size > 0 and waiting > 0:
        node = item_node[items[0]]
        size = pop(first, items, rows, size)
        if not fresh[node]:
            continue
        fresh[node] = False
        if node >= borders:
            waiting -= arrived(goal, market[node - borders], node, wanted)
            continue
        key, made_before = least[node, 0], made
        for at in range(start[node], start[node + 1]):
            if key + keys[at, 0] <= least[head[at], 0] and not refuses[consent[at]]:
                if offer(least, by, node, keys, at, head[at], at, fresh):
                    item_node[made] = head[at]
                    made += 1
        for at in range(goal_start[node], goal_start[node + 1]):
            end = borders + goal_head[at]
            if key + goal_keys[at, 0] <= least[end, 0] and not refuses[goal_consent[at]]:
                if offer(least, by, node, goal_keys, at, end, arcs + at, fresh):
                    item_node[made] = end
                    made += 1
        for item in range(made_before, made):
            for column in range(columns):
                rows[item, column] = least[item_node[item], column]
            size = push(first, items, rows, item, size)
    return Reached(least, by, goal)


@compiled
def arrived(goal: Ints, market: int, node: int, wanted: Flags) -> bool:
    """Note the best goal of a market; whether the market was waited for."""
    if goal[market] != ABSENT:
        return False
    goal[market] = node
    return bool(wanted[market])


@compiled
def enter(
    ends: Ends, refuses: Flags, least: Floats, by: Ints, fresh: Flags, rows: Floats,
    item_node: Ints, first_entry: int,
) -> int:  # fmt: skip
    """Give the nodes that the entries lead to their rows; gives how many items were made."""
    made = 0
    for entry in range(len(ends.entry)):
        node = ends.entry[entry]
        at_once = not refuses[ends.entry_consent[entry]]
        if at_once and compare(ends.entry_keys, entry, least, node) < 0:
            least[node] = ends.entry_keys[entry]
            by[node], fresh[node] = first_entry + entry, True
            rows[made], item_node[made] = least[node], node
            made += 1
    return made


@compiled
def tail_of(over: Overlay, ends: Ends, arc: int) -> int:
    """Where an arc of a tree starts; ABSENT for an entry."""
    if arc < len(over.tail):
        return int(over.tail[arc])
    arc -= len(over.tail)
    return int(ends.tail[arc]) if arc < len(ends.tail) else ABSENT


@compiled
def chain(over: Overlay, ends: Ends, by: Ints, node: int) -> Ints:
    """Arcs of the tree's way to ``node``, entry first."""
    way = np.empty(len(by) + 1, np.int32)
    size = 0
    while node != ABSENT:
        way[size] = by[node]
        size += 1
        node = tail_of(over, ends, by[node])
    return way[:size][::-1].copy()


Words = NDArray[np.uint64]
"""Sets of transit countries as bits, one number each."""


@compiled
def passed(over: Overlay, ends: Ends, by: Ints, node: int, bits: Words) -> np.uint64:
    """Which transit countries the tree's way to ``node`` needs, as bits."""
    used = np.uint64(0)
    while node != ABSENT:
        arc = by[node]
        if arc < len(over.tail):
            used |= bits[over.consent[arc]]
        elif arc < len(over.tail) + len(ends.tail):
            used |= bits[ends.consent[arc - len(over.tail)]]
        else:
            used |= bits[ends.entry_consent[arc - len(over.tail) - len(ends.tail)]]
        node = tail_of(over, ends, arc)
    return used
