"""Compiled searches inside one country.

In    a country's arcs in local numbers, sorted by the node at which they are met.
Out   per source: the least rows of keys at its border, which of them are worth an overlay arc, and
      the tree of best ways as the slot of each node's last arc.
Law   rows are compared in order of their columns; a border pair is left out only when its best way
      leads over another border node, clearly beyond one end and clearly short of the other.
Not   here: the overlay (``kernels.spread``), who calls (``routes.cells.cell``).
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from ortoo.routes.cells.kernels.queue import (
    ABSENT,
    Flags,
    Floats,
    Ints,
    compiled,
    offer,
    pop,
    push,
)

CLEARLY = 1e-9
"""Share of a distance below which a part of it may be rounding."""


@compiled
def grow(
    start: Ints, arcs: Ints, far: Ints, keys: Floats, source: int, least: Floats, by: Ints
) -> None:
    """Dijkstra 1959 from ``source``: ``least`` and ``by`` are overwritten for every node.

    ``start`` and ``arcs`` list the arcs met at each node, ``far`` tells where each leads.
    """
    most, columns = len(arcs) + 1, keys.shape[1]
    first, items, size = np.empty(most), np.empty(most, np.int32), 0
    rows, nodes, made = np.empty((most, columns)), np.empty(most, np.int32), 0
    fresh = np.zeros(len(by), np.bool_)
    least[:] = np.inf
    by[:] = ABSENT
    node, least[source] = source, 0.0
    while True:
        fresh[node] = False
        made_before = made
        for at in range(start[node], start[node + 1]):
            arc = arcs[at]
            end = far[arc]
            if least[node, 0] + keys[arc, 0] <= least[end, 0]:
                if offer(least, by, node, keys, arc, end, arc, fresh):
                    nodes[made] = end
                    made += 1
        for item in range(made_before, made):
            for column in range(columns):
                rows[item, column] = least[nodes[item], column]
            size = push(first, items, rows, item, size)
        while size > 0 and not fresh[nodes[items[0]]]:
            size = pop(first, items, rows, size)
        if size == 0:
            break
        node = nodes[items[0]]


@compiled
def clear_part(part: Floats, i: int, whole: Floats, j: int) -> bool:
    """Whether row ``i`` of ``part`` is clearly more than nothing and clearly less than the whole.

    Without the margin, distances that differ by rounding could each be left out for the other.
    """
    for column in range(part.shape[1]):
        if part[i, column] > 0.0:
            margin = CLEARLY * whole[j, column]
            return bool(margin < part[i, column] < whole[j, column] - margin)
    return False


@compiled
def worth_an_arc(least: Floats, gate: Ints, source: int, goal: int) -> bool:
    """Whether no border node stands clearly between ``source`` and ``goal`` on the best way."""
    node = gate[goal]
    while node != ABSENT and node != source:
        if clear_part(least, node, least, goal):
            return False
        node = gate[node]
    return True


@compiled
def find_gates(by: Ints, near: Ints, is_border: Flags, gate: Ints, chain: Ints) -> None:
    """The last border node before each node on its best way, ABSENT where there is none."""
    unknown = -2
    gate[:] = unknown
    for node in range(len(by)):
        size = 0
        at = node
        while gate[at] == unknown and by[at] != ABSENT:
            chain[size] = at
            size += 1
            at = near[by[at]]
        if gate[at] == unknown:
            gate[at] = ABSENT
        while size > 0:
            size -= 1
            gate[chain[size]] = at if is_border[at] else gate[at]
            at = chain[size]


@compiled
def rows(
    start: Ints,
    arcs: Ints,
    near: Ints,
    far: Ints,
    keys: Floats,
    rank: NDArray[Any],
    sources: Ints,
    border: Ints,
    tree: NDArray[Any],
) -> tuple[Flags, Floats, Floats]:
    """Best ways from every source to every border node.

    Gives which pairs are worth an overlay arc, shape (sources, border), their least rows, shape
    (sources, border, columns), and the least rows of the last source, shape (nodes, columns).
    Fills ``tree``, shape (sources, nodes), with the rank of the last arc of each best way among
    the arcs that lead to its end, counted from 1; 0 without an arc.
    """
    size, columns = len(start) - 1, keys.shape[1]
    least = np.full((size, columns), np.inf)
    by, chain = np.empty(size, np.int32), np.empty(size, np.int32)
    gate, is_border = np.empty(size, np.int32), np.zeros(size, np.bool_)
    for node in border:
        is_border[node] = True
    worth = np.zeros((len(sources), len(border)), np.bool_)
    between = np.full((len(sources), len(border), columns), np.inf)
    for row in range(len(sources)):
        source = sources[row]
        grow(start, arcs, far, keys, source, least, by)
        find_gates(by, near, is_border, gate, chain)
        for node in range(size):
            tree[row, node] = rank[by[node]] if by[node] != ABSENT else 0
        for number in range(len(border)):
            node = border[number]
            between[row, number] = least[node]
            if node != source and by[node] != ABSENT:
                worth[row, number] = worth_an_arc(least, gate, source, node)
    return worth, between, least


@compiled
def walk_back(start: Ints, arcs: Ints, near: Ints, tree: NDArray[Any], node: int) -> Ints:
    """Arcs of the way that one row of ``tree`` gives to ``node``, last arc first.

    ``start`` and ``arcs`` list the arcs that lead to each node, ``near`` tells where from.
    """
    way = np.empty(len(tree), np.int32)
    size = 0
    while tree[node] != 0:
        arc = arcs[start[node] + tree[node] - 1]
        way[size] = arc
        size += 1
        node = near[arc]
    return way[:size].copy()
