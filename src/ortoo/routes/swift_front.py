"""The exposure front, compiled: the same trips as ``routes.exposure``, many times as fast.

In    arcs laid out by tail, (exposure, time, cost) of each, an allowed mask, start and goal nodes.
Out   the front and a way for each of its points, least exposed first.
Law   the triples are those of ``routes.front.pareto_ways``; of ways with equal triples, any.
Not   here: what exposure is measured in (``routes.exposure``), the labels (``cells.kernels``).
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ortoo.routes.cells.cell import Lists
from ortoo.routes.cells.kernels.inside import grow
from ortoo.routes.cells.kernels.labels import Labels, unbeaten
from ortoo.routes.cells.kernels.queue import ABSENT, Flags, Floats, Ints
from ortoo.routes.exposure import without_rounding
from ortoo.routes.front import Triple
from ortoo.routes.swift_tree import Layout

Front = list[tuple[Triple, list[int]]]
CRITERIA = 3


class Ground(NamedTuple):
    """A graph with its start: the arcs that may be used, and the node before all starts.

    ``arc`` is the number of each arc in its network.
    """

    tail: Ints
    head: Ints
    keys: Floats
    arc: NDArray[np.int64]
    begin: int


def ground_from(
    layout: Layout, triples: Floats, *, allowed: Flags, starts: Sequence[int]
) -> Ground:
    """The graph that fronts from ``starts`` are sought in.

    Parameters
    ----------
    layout
        ``swift_tree.layout_of`` the arcs.
    triples
        Shape (arcs, 3); what is NaN is not known, and such an arc is not used.
    allowed
        One flag per arc.
    starts
        Node numbers.
    """
    begin = len(layout.first) - 1
    sure = allowed & ~np.isnan(triples).any(axis=1)
    arc = layout.leaving[sure[layout.leaving]]
    first = np.array(sorted(set(starts)), dtype=np.int32)
    return Ground(
        tail=np.concatenate([layout.tail[arc], np.full(len(first), begin)]).astype(np.int32),
        head=np.concatenate([layout.head[arc], first]).astype(np.int32),
        keys=np.concatenate([triples[arc], np.zeros((len(first), CRITERIA))]),
        arc=np.concatenate([arc, np.full(len(first), ABSENT)]),
        begin=begin,
    )


def swift_front(ground: Ground, goals: Sequence[int]) -> Front:
    """The front to ``goals``; empty when there is no way.

    Sorted by exposure, then time, then cost, each with its arcs in the order of travel.
    """
    last = np.array(sorted(set(goals)), dtype=np.int32)
    end = ground.begin + 1
    tail = np.concatenate([ground.tail, last])
    head = np.concatenate([ground.head, np.full(len(last), end, dtype=np.int32)])
    keys = np.concatenate([ground.keys, np.zeros((len(last), CRITERIA))])
    arc = np.concatenate([ground.arc, np.full(len(last), ABSENT)])
    labels = _labels(tail, head, keys=keys, ends=(ground.begin, end))
    found = []
    for label in np.flatnonzero(labels.node == end).tolist():
        exposure, time, cost = labels.rows[label].tolist()
        way = arc[_chain(labels, label)[::-1]].tolist()
        found.append(((exposure, time, cost), [at for at in way if at != ABSENT]))
    return without_rounding(found)


def _labels(tail: Ints, head: Ints, *, keys: Floats, ends: tuple[int, int]) -> Labels:
    """The unbeaten labels from the first of ``ends``, bounded by what is still to come."""
    begin, end = ends
    leaving, entering = Lists.by(tail, size=end + 1), Lists.by(head, size=end + 1)
    to_come = np.empty((end + 1, CRITERIA))
    least, by = np.empty((end + 1, 1)), np.empty(end + 1, np.int32)
    for column in range(CRITERIA):
        one = np.ascontiguousarray(keys[:, [column]])
        grow(entering.start, entering.arcs, tail, one, end, least, by)
        to_come[:, column] = least[:, 0]
    is_goal = np.arange(end + 1) == end
    return unbeaten(leaving.start, leaving.arcs, head, keys, begin, to_come, is_goal, is_goal)


def _chain(labels: Labels, label: int) -> list[int]:
    """The arcs of a label's way, last first."""
    way = []
    while labels.parent[label] != ABSENT:
        way.append(int(labels.arc[label]))
        label = int(labels.parent[label])
    return way
