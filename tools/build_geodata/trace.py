"""Find the way of a railway line through the railway graph.

In    ``Rails`` and the country of every node.
Out   ``Tracks``: rails that find ways between two nodes and can be given more nodes.
Law   foreign soil costs ``FOREIGN_COST`` times its length, so a way leaves its countries only
      where it must; splitting an edge keeps its kilometres; tracks are never changed, the
      methods hand out new ones.
Not   here: which node a stop has (``stops``), which ways make a section (``draw``).
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise, repeat

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra

from tools.build_geodata.rails import LEAST_EDGE_KM, Rails, in_space

Point = tuple[float, float]
Edge = tuple[tuple[int, int], float, bool]
"""Two nodes, the kilometres between them, and whether the edge is a bridge."""

FOREIGN_COST = 20.0
BRIDGE_COST = 3.0
FOREIGN_KM = 30.0
"""Somewhat more than this on foreign soil, and a way is given up."""


@dataclass(frozen=True)
class Way:
    """A way through the graph: its nodes in order, the edges between them and their kilometres."""

    nodes: tuple[int, ...]
    edges: tuple[int, ...]
    steps_km: tuple[float, ...]

    @property
    def km(self) -> float:
        """Kilometres of track altogether."""
        return sum(self.steps_km)


@dataclass(frozen=True)
class Tracks:
    """Railways ready to be searched; ``country[i]`` is the country of node i, "" where unknown."""

    rails: Rails
    country: NDArray[np.str_]
    _costs: dict[frozenset[str] | None, csr_array] = field(default_factory=dict)

    def way(
        self, start: int, stop: int, *, within: frozenset[str] | None, longest_km: float
    ) -> Way | None:
        """The cheapest way between two nodes for a line of the countries ``within``, None: any.

        Returns
        -------
        None where no track of at most ``longest_km`` joins the two. A way to where one stands has
        one node and no edges.
        """
        if within not in self._costs:
            self._costs[within] = _matrix(self.rails, self._cost(within))
        _, before = dijkstra(
            self._costs[within],
            indices=start,
            limit=BRIDGE_COST * longest_km + FOREIGN_COST * FOREIGN_KM,
            return_predecessors=True,
        )
        nodes = [stop]
        while nodes[-1] != start:
            nodes.append(int(before[nodes[-1]]))
            if nodes[-1] < 0:
                return None
        nodes.reverse()
        edges = self._edges_along(nodes)
        way = Way(tuple(nodes), tuple(edges.tolist()), tuple(self.rails.km[edges].tolist()))
        return way if way.km <= longest_km else None

    def with_nodes(self, cuts: Sequence[tuple[int, Point]]) -> "Tracks":
        """Tracks with a new node for each pair of an edge and a point (lon, lat) on it.

        The nodes are numbered on from the last in the order given. The kilometres of an edge are
        shared out in proportion to the chords between its nodes.
        """
        rails, first = self.rails, len(self.rails.lonlat)
        if not cuts:
            return self
        lonlat = np.vstack((rails.lonlat, [point for _, point in cuts]))
        xyz = np.vstack((rails.xyz, in_space(lonlat[first:])))
        on_edge: dict[int, list[int]] = {}
        for number, (edge, _) in enumerate(cuts, first):
            on_edge.setdefault(edge, []).append(number)
        parts: list[Edge] = []
        for edge, numbers in on_edge.items():
            chain = strung(rails.ends[edge].tolist(), numbers, xyz=xyz)
            chords = np.linalg.norm(np.diff(xyz[chain], axis=0), axis=1)
            km = np.maximum(rails.km[edge] * chords / chords.sum(), LEAST_EDGE_KM).tolist()
            parts += zip(pairwise(chain), km, repeat(bool(rails.bridge[edge])))
        others = ~np.isin(np.arange(len(rails.km)), list(on_edge))
        rest = Rails(lonlat, rails.ends[others], rails.km[others], rails.bridge[others])
        return Tracks(_more(rest, parts), _none_for(lonlat, self.country))

    def with_ends(self, ends: Sequence[tuple[int, Point]]) -> "Tracks":
        """Tracks led on from a node to a new one for each pair of a node and a point (lon, lat).

        The nodes are numbered on from the last in the order given.
        """
        if not ends:
            return self
        rails, first = self.rails, len(self.rails.lonlat)
        lonlat = np.vstack((rails.lonlat, [point for _, point in ends]))
        pairs = [(node, number) for number, (node, _) in enumerate(ends, first)]
        chords = in_space(lonlat[[node for node, _ in pairs]]) - in_space(lonlat[first:])
        km = np.linalg.norm(chords, axis=1).tolist()
        rest = Rails(lonlat, rails.ends, rails.km, rails.bridge)
        return Tracks(
            _more(rest, [*zip(pairs, km, [True] * len(km), strict=True)]),
            _none_for(lonlat, self.country),
        )

    def _edges_along(self, nodes: list[int]) -> NDArray[np.int64]:
        """The numbers of the edges between successive nodes."""
        if len(nodes) == 1:
            return np.empty(0, dtype=np.int64)
        numbers: NDArray[np.int64] = self._numbers[nodes[:-1], nodes[1:]].astype(np.int64) - 1
        return numbers

    @cached_property
    def _numbers(self) -> csr_array:
        """The edges' numbers by their nodes, from 1 on because a sparse 0 is no entry."""
        return _matrix(self.rails, np.arange(1.0, len(self.rails.km) + 1.0))

    def _cost(self, within: frozenset[str] | None) -> NDArray[np.float64]:
        cost: NDArray[np.float64] = self.rails.km * np.where(self.rails.bridge, BRIDGE_COST, 1.0)
        if within is None:
            return cost
        foreign = ~np.isin(self.country, [*sorted(within), ""])
        return cost * np.where(foreign[self.rails.ends].any(axis=1), FOREIGN_COST, 1.0)


def strung(ends: Sequence[int], between: Sequence[int], *, xyz: NDArray[np.float64]) -> list[int]:
    """The first of two ``ends``, all ``between`` as one passes them, and the second.

    The numbers are rows of ``xyz``.
    """
    start, stop = ends
    along = xyz[list(between)] @ (xyz[stop] - xyz[start])
    return [start, *(between[i] for i in np.argsort(along, kind="stable")), stop]


def _matrix(rails: Rails, cost: NDArray[np.float64]) -> csr_array:
    (start, stop), n = rails.ends.T, len(rails.lonlat)
    pairs = (np.concatenate((start, stop)), np.concatenate((stop, start)))
    return csr_array((np.concatenate((cost, cost)), pairs), shape=(n, n))


def _more(rails: Rails, edges: Sequence[Edge]) -> Rails:
    return Rails(
        rails.lonlat,
        np.vstack((rails.ends, [ends for ends, _, _ in edges])),
        np.concatenate((rails.km, [km for _, km, _ in edges])),
        np.concatenate((rails.bridge, [bridge for _, _, bridge in edges])),
    )


def _none_for(lonlat: NDArray[np.float64], country: NDArray[np.str_]) -> NDArray[np.str_]:
    """``country`` with "" for the nodes that it does not reach: new ones lie on boundaries."""
    return np.concatenate((country, np.full(len(lonlat) - len(country), "", dtype=country.dtype)))
