"""The best ways from one end to many others, grown by one of the engines.

In    arcs, keys, which arcs may be used and whose consent each needs, starts and goals.
Out   for each market the key and the arcs of a best way, under avoided countries and closed arcs.
Law   all engines find the same way: sums of keys are exact and no two ways have equal ones.
Not   here: what the ways mean (``routes.trees``), which engine is taken (``routes.engines``).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from ortoo.network.arcs import Arcs
from ortoo.routes.cells.cells import build_cells
from ortoo.routes.cells.connection import Connection, connect
from ortoo.routes.cells.domain import Domain
from ortoo.routes.engines import Engine
from ortoo.routes.search import Key, best_tree, way_to
from ortoo.routes.swift_tree import UNREACHED, Layout, layout_of, swift_tree, way_in

Members = frozenset[str]
Closed = frozenset[int]


class Grown(NamedTuple):
    """A best way: its summed key, and its arcs from the start on."""

    key: Key
    way: tuple[int, ...]


@dataclass(frozen=True, kw_only=True, eq=False)
class Ground:
    """What all engines search on.

    ``keys`` has one row per arc (``routes.objective``), ``consents`` the countries without which
    an arc may not be used, ``goals`` the nodes of each market.
    """

    arcs: Arcs
    keys: Sequence[Key]
    allowed: NDArray[np.bool_]
    consents: Sequence[Members]
    starts: tuple[int, ...]
    goals: tuple[tuple[int, ...], ...]

    @cached_property
    def needing(self) -> dict[str, NDArray[np.bool_]]:
        """For each country the arcs that may not be used without its consent; shape (arcs,)."""
        countries = Members().union(*self.consents)
        return {c: np.array([c in of for of in self.consents], dtype=bool) for c in countries}

    @cached_property
    def zero(self) -> Key:
        """What is spent at a start."""
        return (0.0,) * (len(self.keys[0]) if self.keys else 1)

    @cached_property
    def rows(self) -> NDArray[np.float64]:
        """The keys as an array; shape (arcs, columns)."""
        return np.array(self.keys, dtype=np.float64).reshape(-1, len(self.zero))

    def usable(self, avoided: Members, closed: Closed) -> NDArray[np.bool_]:
        """Which arcs may be used without ``avoided`` and ``closed``."""
        allowed = self.allowed.copy()
        for country in avoided & self.needing.keys():
            allowed &= ~self.needing[country]
        allowed[list(closed)] = False
        return allowed


class Grower(Protocol):
    """An engine on its ground."""

    def grown(self, avoided: Members, closed: Closed) -> tuple[Grown | None, ...]:
        """For each market a best way without ``avoided`` and ``closed``; None where there is none.

        Cells know countries only: they are not asked with closed arcs.
        """


@dataclass(frozen=True, eq=False)
class PlainGrower:
    """Grows by ``routes.search``."""

    ground: Ground

    def grown(self, avoided: Members, closed: Closed) -> tuple[Grown | None, ...]:
        """One tree for all markets."""
        ground = self.ground
        allowed = ground.usable(avoided, closed).tolist()
        starts = dict.fromkeys(ground.starts, ground.zero)
        tree = best_tree(ground.arcs, ground.keys, allowed=allowed, starts=starts)
        return _nearest(
            ground.goals,
            reached=tree.__contains__,
            key=lambda node: tree[node].cost,
            way=lambda goal: way_to(ground.arcs, tree, goal=goal),
        )


@dataclass(frozen=True, eq=False)
class CompiledGrower:
    """Grows by ``routes.swift_tree``."""

    ground: Ground

    @cached_property
    def layout(self) -> Layout:
        """The arcs as the compiled search reads them."""
        return layout_of(self.ground.arcs)

    def grown(self, avoided: Members, closed: Closed) -> tuple[Grown | None, ...]:
        """One tree for all markets."""
        ground, layout = self.ground, self.layout
        allowed = ground.usable(avoided, closed)
        tree = swift_tree(layout, ground.rows, allowed=allowed, starts=ground.starts)
        return _nearest(
            ground.goals,
            reached=lambda node: tree.by[node] != UNREACHED,
            key=lambda node: tuple(tree.costs[node].tolist()),
            way=lambda goal: way_in(layout, tree, goal=goal),
        )


@dataclass(frozen=True, eq=False)
class CellGrower:
    """Grows by ``routes.cells``."""

    ground: Ground

    @cached_property
    def connection(self) -> Connection:
        """The countries as cells, and how starts and goals join them."""
        ground = self.ground
        number: dict[Members, int] = {}
        consent = [number.setdefault(members, len(number)) for members in ground.consents]
        domain = Domain(
            nodes=len(ground.arcs.nodes),
            tail=ground.arcs.tail,
            head=ground.arcs.head,
            keys=ground.rows,
            is_open=ground.allowed,
            consent=np.array(consent, dtype=np.int32),
            sets=tuple(number),
        )
        starts = dict.fromkeys(ground.starts, ground.zero)
        return connect(build_cells(domain), starts=starts, markets=ground.goals)

    def grown(self, avoided: Members, closed: Closed) -> tuple[Grown | None, ...]:  # noqa: ARG002 - the protocol's
        """One search of the overlay for all markets."""
        keys, ways = self.connection.found(avoided)
        return tuple(
            None if way is None else Grown(tuple(key), tuple(way))
            for key, way in zip(keys.tolist(), ways, strict=True)
        )


GROWERS: dict[Engine, type[PlainGrower] | type[CompiledGrower] | type[CellGrower]] = {
    Engine.PLAIN: PlainGrower,
    Engine.COMPILED: CompiledGrower,
    Engine.CELLS: CellGrower,
}


def _nearest(
    goals: Sequence[Sequence[int]],
    *,
    reached: Callable[[int], bool],
    key: Callable[[int], Key],
    way: Callable[[int], Sequence[int]],
) -> tuple[Grown | None, ...]:
    """Of each market the node that a tree reaches best; None where it reaches none."""
    found: list[Grown | None] = []
    for nodes in goals:
        best = min(((key(node), node) for node in nodes if reached(node)), default=None)
        found.append(None if best is None else Grown(best[0], tuple(way(best[1]))))
    return tuple(found)
