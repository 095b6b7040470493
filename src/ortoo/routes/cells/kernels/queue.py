"""A priority queue for compiled searches, ordered by rows of numbers.

In    ``rows``, one per item; items by number.
Out   the item with the least row; among equal rows, the item with the lowest number.
Law   rows are compared column by column; the row of an item in the queue does not change.
Not   here: searching (``kernels.inside``, ``kernels.spread``, ``kernels.labels``).
"""

from collections.abc import Callable
from typing import Any, TypeVar, cast

import numba
import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Column = NDArray[np.float64]
Ints = NDArray[np.int32]
Flags = NDArray[np.bool_]
Compiled = TypeVar("Compiled", bound=Callable[..., Any])
ABSENT = -1
CHILDREN = 4


def compiled(function: Compiled) -> Compiled:
    """``function`` compiled at its first call; the machine code is kept on disk where possible.

    Where neither the package's folder nor the user's cache can be written, every process compiles
    anew.
    """
    try:
        return cast("Compiled", numba.njit(cache=True, nogil=True)(function))
    except RuntimeError:  # numba found no folder for its cache
        return cast("Compiled", numba.njit(nogil=True)(function))


@compiled
def compare(one: Floats, i: int, other: Floats, j: int) -> int:
    """-1, 0 or 1 as row ``i`` of ``one`` comes before, with or after row ``j`` of ``other``."""
    for column in range(one.shape[1]):
        if one[i, column] < other[j, column]:
            return -1
        if one[i, column] > other[j, column]:
            return 1
    return 0


@compiled
def before(rows: Floats, a: int, b: int) -> bool:
    """Whether item ``a`` leaves the queue before item ``b``."""
    order = compare(rows, a, rows, b)
    return order < 0 or (order == 0 and a < b)


@compiled
def push(first: Column, items: Ints, rows: Floats, item: int, size: int) -> int:
    """Put an item into the queue of ``size``; gives its new size.

    ``items`` is the queue, ``first`` the first column of its rows, which decides most comparisons.
    """
    key, at = rows[item, 0], size
    while at > 0:
        above = (at - 1) // CHILDREN
        if first[above] < key or (first[above] == key and not before(rows, item, items[above])):
            break
        first[at], items[at] = first[above], items[above]
        at = above
    first[at], items[at] = key, item
    return size + 1


@compiled
def pop(first: Column, items: Ints, rows: Floats, size: int) -> int:
    """Take the first item (``items[0]``, to be read before) out; gives the new size."""
    size -= 1
    key, item, at = first[size], items[size], 0
    while True:
        least = CHILDREN * at + 1
        if least >= size:
            break
        for child in range(least + 1, min(least + CHILDREN, size)):
            if first[child] < first[least] or (
                first[child] == first[least] and before(rows, items[child], items[least])
            ):
                least = child
        if key < first[least] or (key == first[least] and before(rows, item, items[least])):
            break
        first[at], items[at] = first[least], items[least]
        at = least
    first[at], items[at] = key, item
    return size


@compiled
def offer(
    least: Floats, by: Ints, node: int, keys: Floats, row: int, end: int, arc: int, fresh: Flags
) -> bool:
    """Whether the way over ``node`` by ``arc``, whose key is ``keys[row]``, is better for ``end``.

    If so ``end`` has it from now on and is ``fresh``, which is not settled. Among equal ways the
    lowest arc wins while ``end`` is fresh.
    """
    for column in range(keys.shape[1]):
        told, new = least[end, column], least[node, column] + keys[row, column]
        if new > told:
            return False
        if new < told:
            for rest in range(keys.shape[1]):
                least[end, rest] = least[node, rest] + keys[row, rest]
            by[end], fresh[end] = arc, True
            return True
    if fresh[end] and arc < by[end]:
        by[end] = arc
    return False
