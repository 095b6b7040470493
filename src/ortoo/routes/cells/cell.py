"""One country as a cell: the best ways between its border nodes, and how they run.

In    the arcs that need this one country's consent, in local numbers.
Out   ``Cell``; ``Terminal``, the ways from or to any of its nodes.
Law   a cell depends on nothing but its own arcs and border, so two networks whose country is the
      same share it; every best way between border nodes is a chain of pairs that are given.
Not   here: avoiding countries, crossings (``routes.cells.cells``).
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from ortoo.routes.cells.kernels.inside import rows, walk_back
from ortoo.routes.cells.kernels.labels import Labels, unbeaten
from ortoo.routes.cells.kernels.queue import Flags, Floats, Ints

JUNCTION = 3
MOST_SLOTS = 4_000_000
"""Of trees, a byte each: what a country may take for its junctions."""
MOST_TERMINALS = 256
"""Remembered per country and direction; in the largest countries one takes up to 1 MB."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Lists:
    """Arcs by the node at which they are met: node n meets ``arcs[start[n]:start[n + 1]]``.

    ``rank`` is 1 + the place of each arc in its node's list.
    """

    start: Ints
    arcs: Ints
    rank: NDArray[Any]

    @classmethod
    def by(cls, node: NDArray[Any], *, size: int) -> "Lists":
        """Arcs listed by ``node``, one entry per arc, in the order of their numbers."""
        start = np.concatenate(([0], np.cumsum(np.bincount(node, minlength=size))))
        arcs = np.argsort(node, kind="stable")
        rank = np.empty(len(node), dtype=np.int64)
        rank[arcs] = np.arange(len(node)) - start[node[arcs]] + 1
        narrow = np.min_scalar_type(int(rank.max(initial=0)))
        return cls(
            start=start.astype(np.int32), arcs=arcs.astype(np.int32), rank=rank.astype(narrow)
        )


@dataclass(frozen=True, kw_only=True, eq=False)
class Plan:
    """The arcs of a cell in local numbers: what decides whether it must be built anew."""

    size: int
    tail: Ints
    head: Ints
    keys: Floats
    border: Ints

    @property
    def junctions(self) -> Ints:
        """Nodes with three neighbours or more."""
        ends = np.column_stack((self.tail, self.head)), np.column_stack((self.head, self.tail))
        near = np.unique(np.concatenate(ends), axis=0)[:, 0]
        found = np.flatnonzero(np.bincount(near, minlength=self.size) >= JUNCTION)
        return found.astype(np.int32)

    def equals(self, other: "Plan") -> bool:
        """Whether a cell built from ``other`` serves for this plan as it is."""
        return (
            self.size == other.size
            and np.array_equal(self.tail, other.tail)
            and np.array_equal(self.head, other.head)
            and np.array_equal(self.border, other.border)
            and np.array_equal(self.keys, other.keys)
        )


@dataclass(frozen=True, kw_only=True, eq=False)
class Terminal:
    """Best ways between one node of a cell and all others, in one direction.

    ``least`` has shape (nodes, columns), ``worth`` tells which border nodes deserve an overlay arc,
    ``tree`` is the way as ``kernels.inside.rows`` has it.
    """

    least: Floats
    worth: Flags
    tree: NDArray[Any]


class Forest(NamedTuple):
    """All unbeaten ways from a node, or to it; ``worth`` tells which end at another border node."""

    labels: Labels
    worth: Flags


@dataclass(frozen=True, kw_only=True, eq=False)
class Direction:
    """A cell seen with its arcs (outward) or against them (inward).

    Arcs are met at ``near`` and lead to ``far``; ``leaving`` lists them by the former, ``entering``
    by the latter.
    """

    near: Ints
    far: Ints
    leaving: Lists
    entering: Lists

    def spanned(self, plan: Plan, *, sources: Ints) -> tuple[Flags, Floats, Floats, NDArray[Any]]:
        """What ``kernels.inside.rows`` gives, and the tree."""
        rank = self.entering.rank
        tree = np.zeros((len(sources), plan.size), dtype=rank.dtype)
        met = self.leaving
        found = rows(
            met.start, met.arcs, self.near, self.far, plan.keys, rank, sources, plan.border, tree
        )
        return *found, tree

    def terminal(self, plan: Plan, *, node: int) -> Terminal:
        """Best ways between ``node`` and all others."""
        worth, _, least, tree = self.spanned(plan, sources=np.array([node], dtype=np.int32))
        return Terminal(least=least, worth=worth[0], tree=tree[0])

    def forest(self, plan: Plan, *, node: int) -> Forest:
        """All ways between ``node`` and any other that pass no border node and are not beaten.

        A way is beaten by another that is at most as large in every column of keys.
        """
        at_once = np.zeros((plan.size, plan.keys.shape[1]))
        is_border, no_goal = np.zeros((2, plan.size), dtype=np.bool_)
        is_border[plan.border] = True
        met = self.leaving
        labels = unbeaten(
            met.start, met.arcs, self.far, plan.keys, node, at_once, no_goal, is_border
        )
        return Forest(labels, is_border[labels.node] & (labels.node != node))

    def chain(self, tree: NDArray[Any], *, end: int) -> list[int]:
        """The arcs of a tree's way to ``end``, the one at ``end`` first."""
        lists = self.entering
        way: list[int] = walk_back(lists.start, lists.arcs, self.near, tree, end).tolist()
        return way


@dataclass(frozen=True, kw_only=True, eq=False)
class Cell:
    """A country's best ways between its border nodes.

    ``told`` is what the cell was built from, ``plan`` may have further border nodes. ``pairs`` has
    shape (n, 2), two border numbers each, ``sums`` shape (n, columns), ``trees`` one row per border
    node.
    """

    told: Plan
    plan: Plan
    outward: Direction
    inward: Direction
    pairs: NDArray[np.int64]
    sums: Floats
    trees: NDArray[Any]

    @classmethod
    def of(cls, plan: Plan) -> "Cell":
        """Build the cell of ``plan``.

        A small country with a long border has more ways across than arcs: then its junctions are
        made border nodes too, and its pairs are the stretches between these.
        """
        cell = cls._with(plan, told=plan)
        wider = np.union1d(plan.border, plan.junctions).astype(np.int32)
        if len(cell.pairs) <= len(plan.tail) or len(wider) * plan.size > MOST_SLOTS:
            return cell
        return min(
            cell, cls._with(replace(plan, border=wider), told=plan), key=lambda c: len(c.pairs)
        )

    @classmethod
    def _with(cls, plan: Plan, *, told: Plan) -> "Cell":
        leaving = Lists.by(plan.tail, size=plan.size)
        entering = Lists.by(plan.head, size=plan.size)
        outward = Direction(near=plan.tail, far=plan.head, leaving=leaving, entering=entering)
        inward = Direction(near=plan.head, far=plan.tail, leaving=entering, entering=leaving)
        worth, between, _, trees = outward.spanned(plan, sources=plan.border)
        return cls(
            told=told,
            plan=plan,
            outward=outward,
            inward=inward,
            pairs=np.argwhere(worth),
            sums=between[worth],
            trees=trees,
        )

    @cached_property
    def departing(self) -> Callable[[int], Terminal]:
        """Best ways from a node; the latest are remembered."""
        return lru_cache(MOST_TERMINALS)(lambda node: self.outward.terminal(self.plan, node=node))

    @cached_property
    def arriving(self) -> Callable[[int], Terminal]:
        """Best ways to a node; the latest are remembered."""
        return lru_cache(MOST_TERMINALS)(lambda node: self.inward.terminal(self.plan, node=node))

    @cached_property
    def forests(self) -> tuple[Forest, ...]:
        """All unbeaten ways from each border node."""
        return tuple(self.outward.forest(self.plan, node=node) for node in self.plan.border)

    def way(self, pair: int) -> list[int]:
        """Local arcs of the best way between the border nodes of a pair, in order."""
        start, goal = self.pairs[pair]
        return self.outward.chain(self.trees[start], end=int(self.plan.border[goal]))[::-1]
