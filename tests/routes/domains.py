"""Random graphs whose arcs need the consent of countries, and what the plain search says of them."""

from dataclasses import dataclass

import numpy as np
from hypothesis import strategies as st

from ortoo.network.arcs import Arc, ArcKind, Arcs, Node
from ortoo.routes.cells.domain import Domain
from ortoo.routes.search import Key, best_tree, way_to

NODES = 9
COUNTRIES = "ABCD"
Row = tuple[int, int, str, tuple[int, int], bool]


@dataclass(frozen=True)
class Drawn:
    """Rows of (tail, head, countries, key, open) and the same as the engine's domain."""

    rows: tuple[Row, ...]

    @property
    def domain(self) -> Domain:
        sets = sorted({row[2] for row in self.rows}) or ["A"]
        return Domain(
            nodes=NODES,
            tail=np.array([row[0] for row in self.rows], dtype=np.int64),
            head=np.array([row[1] for row in self.rows], dtype=np.int64),
            keys=np.array([row[3] for row in self.rows], dtype=float).reshape(-1, 2),
            is_open=np.array([row[4] for row in self.rows], dtype=bool),
            consent=np.array([sets.index(row[2]) for row in self.rows], dtype=np.int32),
            sets=tuple(frozenset(members) for members in sets),
            value=1,
            unknown=0,
        )

    @property
    def arcs(self) -> Arcs:
        nodes = tuple(Node(str(n), "road") for n in range(NODES))
        arcs = tuple(
            Arc(ArcKind.LINE, at, nodes[a], nodes[b], tuple((c, (0.0,) * 4) for c in countries))
            for at, (a, b, countries, _, _) in enumerate(self.rows)
        )
        leaving = [[at for at, row in enumerate(self.rows) if row[0] == n] for n in range(NODES)]
        return Arcs(
            nodes=nodes,
            number={node: at for at, node in enumerate(nodes)},
            arcs=arcs,
            tail=self.domain.tail,
            head=self.domain.head,
            costs=np.zeros((len(arcs), 4)),
            leaving=tuple(tuple(of) for of in leaving),
            nodes_at={str(n): (n,) for n in range(NODES)},
        )

    def may_use(self, at: int, avoided: frozenset[str]) -> bool:
        return self.rows[at][4] and avoided.isdisjoint(self.rows[at][2])

    def key_of(self, way: list[int]) -> Key:
        return tuple(float(sum(self.rows[at][3][column] for at in way)) for column in (0, 1))

    def oracle(
        self, starts: dict[int, Key], goals: frozenset[int], avoided: frozenset[str]
    ) -> tuple[Key | None, list[int]]:
        """The plain search's key (None when there is no way) and its way."""
        keys = [tuple(map(float, row[3])) for row in self.rows]
        allowed = [self.may_use(at, avoided) for at in range(len(self.rows))]
        arcs = self.arcs
        tree = best_tree(arcs, keys, allowed=allowed, starts=starts, goals=goals)
        goal = next((node for node in reversed(tree) if node in goals), None)
        return (None, []) if goal is None else (tree[goal].cost, way_to(arcs, tree, goal=goal))


@st.composite
def drawn(draw: st.DrawFn) -> Drawn:
    """Countries as stretches of nodes, arcs inside them and between them, and some that differ.

    Keys are small whole numbers, zeros and ties among them, so that sums are exact.
    """
    home = [draw(st.sampled_from(COUNTRIES)) for _ in range(NODES)]
    node = st.integers(0, NODES - 1)
    key = st.tuples(st.sampled_from([0, 0, 0, 1]), st.integers(0, 6))
    odd = st.sampled_from(["", "", "", "", "", *COUNTRIES, "AB", "ABC"])
    rows = []
    for a, b, k, other, is_open in draw(
        st.lists(st.tuples(node, node, key, odd, st.integers(0, 7).map(bool)), max_size=30)
    ):
        rows.append((a, b, other or "".join(sorted({home[a], home[b]})), k, is_open))
    return Drawn(tuple(rows))


NODE_SETS = st.lists(st.integers(0, NODES - 1), min_size=1, max_size=3, unique=True)
AVOIDED = st.frozensets(st.sampled_from(COUNTRIES), max_size=3)
