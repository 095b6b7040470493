"""Compiled multi-criteria search: all ways to every node that no other way beats.

In    arcs in lists by tail, rows of keys, a source, lower bounds of what is still to come.
Out   ``Labels``: the settled ways as a forest.
Law   labels are settled in the order of their rows; one is settled only if no label settled at its
      node is at most as large in every column, ``BEATEN_BY`` allowed.
Not   here: countries and overlays (``routes.cells.fronts``).
"""

from typing import NamedTuple

import numpy as np

from ortoo.routes.cells.kernels.queue import ABSENT, Flags, Floats, Ints, compiled, pop, push
from ortoo.routes.front import BEATEN_BY

ROOM = 1024


class Labels(NamedTuple):
    """Ways to nodes.

    Label n ends at ``node[n]`` with the summed keys ``rows[n]``, by ``arc[n]`` after the way of
    label ``parent[n]``; both are ABSENT at the source. ``earlier[n]`` is the label settled before
    it at its node, or at any goal if it ends at one.
    """

    node: Ints
    rows: Floats
    parent: Ints
    arc: Ints
    earlier: Ints


@compiled
def room_for(size: int, columns: int) -> Labels:
    """Labels not made yet."""
    return Labels(
        np.empty(size, np.int32),
        np.empty((size, columns)),
        np.empty(size, np.int32),
        np.empty(size, np.int32),
        np.empty(size, np.int32),
    )


@compiled
def larger(made: Labels, size: int) -> Labels:
    """The same labels with room for ``size``."""
    bigger = room_for(size, made.rows.shape[1])
    old = len(made.node)
    bigger.node[:old], bigger.rows[:old], bigger.parent[:old] = made.node, made.rows, made.parent
    bigger.arc[:old], bigger.earlier[:old] = made.arc, made.earlier
    return bigger


@compiled
def beaten(rows: Floats, label: int, more: Floats, by: int, earlier: Ints) -> bool:
    """Whether label ``by`` or one settled ``earlier`` is at most as large as ``label`` and more."""
    while by != ABSENT:
        least = True
        for column in range(rows.shape[1]):
            if rows[by, column] > rows[label, column] + more[column] + BEATEN_BY:
                least = False
                break
        if least:
            return True
        by = earlier[by]
    return False


@compiled
def settle(made: Labels, label: int, latest: Ints, place: int) -> None:
    """Put ``label`` at the head of the chain of labels settled at ``place``."""
    made.earlier[label] = latest[place]
    latest[place] = label


@compiled
def unbeaten(
    start: Ints,
    arcs: Ints,
    far: Ints,
    keys: Floats,
    source: int,
    to_come: Floats,
    goal: Flags,
    stop: Flags,
) -> Labels:
    """Label setting (Martins 1984) from ``source``; the settled labels, in order.

    ``to_come`` has a lower bound of each key from each node to a goal, inf where none can be
    reached; what a goal's label beats even so is dropped, and goals are not left again. All goals
    are one place. Without goals all nodes get their labels. No way goes on from a ``stop``.
    """
    goals = len(start) - 1
    made = room_for(ROOM, keys.shape[1])
    first, heap = np.empty(ROOM), np.empty(ROOM, np.int32)
    order = np.empty(ROOM, np.int32)
    latest = np.full(goals + 1, ABSENT, np.int32)
    nothing = np.zeros(keys.shape[1])
    made.node[0], made.parent[0], made.arc[0], made.rows[0] = source, ABSENT, ABSENT, 0.0
    count, settled, size = 1, 0, push(first, heap, made.rows, 0, 0)
    while size > 0:
        label = heap[0]
        size = pop(first, heap, made.rows, size)
        node = made.node[label]
        place = goals if goal[node] else node
        if beaten(made.rows, label, nothing, latest[place], made.earlier):
            continue
        if beaten(made.rows, label, to_come[node], latest[goals], made.earlier):
            continue
        settle(made, label, latest, place)
        order[settled] = label
        settled += 1
        ends = place == goals or (stop[node] and label != 0)
        met = arcs[:0] if ends else arcs[start[node] : start[node + 1]]
        if count + len(met) > len(heap):
            room = 2 * (count + len(met))
            made = larger(made, room)
            first = np.append(first, np.empty(room - len(first)))
            heap = np.append(heap, np.empty(room - len(heap), np.int32))
            order = np.append(order, np.empty(room - len(order), np.int32))
        for arc in met:
            end = far[arc]
            made.node[count], made.parent[count], made.arc[count] = end, label, arc
            made.rows[count] = made.rows[label] + keys[arc]
            hopeless = to_come[end, 0] == np.inf
            if not hopeless and not beaten(made.rows, count, nothing, latest[end], made.earlier):
                size = push(first, heap, made.rows, count, size)
                count += 1
    return in_order(made, order[:settled])


@compiled
def in_order(made: Labels, order: Ints) -> Labels:
    """The labels of ``order``, numbered in that order."""
    number = np.full(len(made.node), ABSENT, np.int32)
    number[order] = np.arange(len(order)).astype(np.int32)
    kept = room_for(len(order), made.rows.shape[1])
    for new in range(len(order)):
        old = order[new]
        kept.node[new], kept.arc[new], kept.rows[new] = (
            made.node[old],
            made.arc[old],
            made.rows[old],
        )
        parent, earlier = made.parent[old], made.earlier[old]
        kept.parent[new] = number[parent] if parent != ABSENT else ABSENT
        kept.earlier[new] = number[earlier] if earlier != ABSENT else ABSENT
    return kept
