"""The plain search, compiled: the same trees as ``routes.search``, many times as fast.

In    arcs laid out by tail, rows of costs, an allowed mask, start nodes.
Out   for every node the arc by which it is best reached.
Law   the tree is that of ``routes.search.best_tree`` to the last arc: costs are summed in the same
      order and compared column by column, and among equals the lower arc number wins.
Not   here: what a cost means (``routes.objective``), searching once (``routes.search``).
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple, TypeVar, cast

import numba
import numpy as np
from numpy.typing import NDArray

from ortoo.network.arcs import Arcs
from ortoo.routes.search import NO_ARC, Key

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]
Compiled = TypeVar("Compiled", bound=Callable[..., Any])

UNREACHED = -2
"""Stands for the arc of a node that cannot be reached."""


class Layout(NamedTuple):
    """Arcs by tail: those of node n are ``leaving[first[n]:first[n + 1]]``, in their order."""

    first: Ints
    leaving: Ints
    tail: Ints
    head: Ints


class SwiftTree(NamedTuple):
    """A tree of best ways.

    ``by[n]`` is the arc by which node n is best reached, ``NO_ARC`` at a start, ``UNREACHED``
    where there is no way; ``costs[n]`` the summed row of costs, of no meaning where unreached.
    """

    by: Ints
    costs: Floats


def layout_of(arcs: Arcs) -> Layout:
    """``arcs`` as the compiled search reads them."""
    counts = [len(leaving) for leaving in arcs.leaving]
    first = np.concatenate([[0], np.cumsum(counts, dtype=np.int64)]).astype(np.int64)
    leaving = np.array([arc for of in arcs.leaving for arc in of], dtype=np.int64)
    return Layout(first, leaving, arcs.tail.astype(np.int64), arcs.head.astype(np.int64))


def swift_tree(
    layout: Layout, costs: Floats, *, allowed: Flags, starts: Iterable[int] | Mapping[int, Key]
) -> SwiftTree:
    """Best ways from ``starts`` to all nodes.

    Parameters
    ----------
    layout
        ``layout_of`` the arcs.
    costs
        Shape (arcs, columns), finite and not negative; rows are compared column by column.
    allowed
        One flag per arc.
    starts
        Node numbers, with what is already spent there; nothing, if not told.
    """
    seeds = np.array(sorted(starts), dtype=np.int64)
    spent = np.zeros((len(seeds), costs.shape[1]))
    if isinstance(starts, Mapping):
        spent[:] = [starts[node] for node in seeds.tolist()]
    return SwiftTree(*_spread(layout, np.ascontiguousarray(costs), allowed, seeds, spent))


def way_in(layout: Layout, tree: SwiftTree, *, goal: int) -> tuple[int, ...]:
    """Arcs of the tree's way to ``goal``, first arc first; the goal must have been reached."""
    return tuple(_walk(layout, tree.by, goal).tolist())


def _compiled(function: Compiled) -> Compiled:
    """``function`` compiled at its first call, the machine code kept on disk where possible."""
    try:
        return cast("Compiled", numba.njit(cache=True, nogil=True)(function))
    except RuntimeError:  # numba found no folder for its cache
        return cast("Compiled", numba.njit(nogil=True)(function))


@_compiled
def _walk(layout: Layout, by: Ints, goal: int) -> Ints:  # noqa: PLR0917 - compiled
    """The arcs from a start to ``goal``."""
    length, arc = 0, by[goal]
    while arc != NO_ARC:
        length += 1
        arc = by[layout.tail[arc]]
    way, arc = np.empty(length, np.int64), by[goal]
    for place in range(length - 1, -1, -1):
        way[place] = arc
        arc = by[layout.tail[arc]]
    return way


@_compiled
def _before(sums: Floats, by: Ints, one: int, other: int) -> bool:  # noqa: PLR0917 - compiled
    """Whether label ``one`` is settled before label ``other``."""
    for column in range(sums.shape[1]):
        if sums[one, column] != sums[other, column]:
            return bool(sums[one, column] < sums[other, column])
    if by[one] != by[other]:
        return bool(by[one] < by[other])
    return one < other


@_compiled
def _sink(heap: Ints, size: int, sums: Floats, by: Ints) -> None:  # noqa: PLR0917 - compiled
    """Put the last label of a heap into the place of its first."""
    label, at = heap[size], 0
    while True:
        child = 2 * at + 1
        if child >= size:
            break
        if child + 1 < size and _before(sums, by, heap[child + 1], heap[child]):
            child += 1
        if not _before(sums, by, heap[child], label):
            break
        heap[at] = heap[child]
        at = child
    heap[at] = label


@_compiled
def _rise(heap: Ints, at: int, sums: Floats, by: Ints) -> None:  # noqa: PLR0917 - compiled
    """Move the label at ``at`` up to its place."""
    label = heap[at]
    while at > 0:
        parent = (at - 1) // 2
        if not _before(sums, by, label, heap[parent]):
            break
        heap[at] = heap[parent]
        at = parent
    heap[at] = label


@_compiled
def _spread(  # noqa: PLR0917 - compiled functions take what they read
    layout: Layout, costs: Floats, allowed: Flags, starts: Ints, spent: Floats
) -> tuple[Ints, Floats]:
    """Dijkstra over labels; a label that cannot be settled first at its node is never queued."""
    nodes, columns = len(layout.first) - 1, costs.shape[1]
    most = len(layout.leaving) + len(starts)
    sums, by, ends = np.zeros((most, columns)), np.empty(most, np.int64), np.empty(most, np.int64)
    heap, size, made = np.empty(most, np.int64), 0, 0
    best, settled = np.full(nodes, -1, np.int64), np.zeros(nodes, np.bool_)
    for start in starts:
        by[made], ends[made], best[start] = NO_ARC, start, made
        sums[made] = spent[made]
        heap[size] = made
        _rise(heap, size, sums, by)
        size, made = size + 1, made + 1
    while size > 0:
        label = heap[0]
        size -= 1
        _sink(heap, size, sums, by)
        node = ends[label]
        if settled[node]:
            continue
        settled[node] = True
        for place in range(layout.first[node], layout.first[node + 1]):
            arc = layout.leaving[place]
            head = layout.head[arc]
            if not allowed[arc] or settled[head]:
                continue
            for column in range(columns):
                sums[made, column] = sums[label, column] + costs[arc, column]
            by[made], ends[made] = arc, head
            if best[head] >= 0 and not _before(sums, by, made, best[head]):
                continue
            best[head], heap[size] = made, made
            _rise(heap, size, sums, by)
            size, made = size + 1, made + 1
    tree_by, tree_sums = np.full(nodes, UNREACHED, np.int64), np.zeros((nodes, columns))
    for node in range(nodes):
        if best[node] >= 0:
            tree_by[node], tree_sums[node] = by[best[node]], sums[best[node]]
    return tree_by, tree_sums
