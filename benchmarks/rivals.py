"""Other packages on the same graph and the same question: a new set of refusing countries.

In    a ``Flat`` graph.
Out   for a question the distance and the nodes of the way.
Law   what a package can prepare before the question is prepared outside the clock; refused arcs are
      left out in the quickest way that the package offers.
Not   here: igraph (GPL) and pandana (AGPL): a benchmark that needs them could not be shipped under
      our licence.
"""

from itertools import pairwise
from typing import Protocol

import networkx as nx
import numpy as np
import pyroutingkit
import rustworkx as rx
from scgraph import Graph
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra

from benchmarks.masked import Flags, Flat, Floats, Ints, Masked

INF = float("inf")
Found = tuple[float, list[int]]
UNITS_PER_KM = 1000.0


class Rival(Protocol):
    """An engine that answers for one pair of nodes and one set of refusing countries."""

    def route(self, start: int, goal: int, refuses: Flags) -> Found:
        """The distance and the nodes of a best way; inf and none where there is none."""


class ByMasked:
    """Our own masked Dijkstra (``benchmarks.masked``)."""

    def __init__(self, flat: Flat) -> None:
        self.masked = Masked(flat)

    def route(self, start: int, goal: int, refuses: Flags) -> Found:
        distance, nodes = self.masked.route(start, goal, refuses)
        return distance, nodes


class ByScipy:
    """SciPy: refused arcs get infinite weights in a copy of the data."""

    def __init__(self, flat: Flat) -> None:
        order = np.lexsort((flat.head, flat.tail))
        self.weight, self.consent = flat.weight[order], flat.consent[order]
        self.indices, self.start = flat.head[order].astype(np.int32), flat.start.astype(np.int32)
        self.nodes = flat.nodes

    def tree(self, start: int, refuses: Flags) -> tuple[Floats, Ints]:
        """Distances from ``start`` and the node before each."""
        weight = np.where(refuses[self.consent], np.inf, self.weight)
        shape = (self.nodes, self.nodes)
        matrix = csr_array((weight, self.indices, self.start), shape=shape)
        return dijkstra(matrix, indices=start, return_predecessors=True)

    def route(self, start: int, goal: int, refuses: Flags) -> Found:
        distances, before = self.tree(start, refuses)
        if np.isinf(distances[goal]):
            return INF, []
        way = [goal]
        while way[-1] != start:
            way.append(int(before[way[-1]]))
        return float(distances[goal]), way[::-1]


class ByNetworkx:
    """NetworkX: its bidirectional search; refused arcs are hidden by the weight function."""

    def __init__(self, flat: Flat) -> None:
        self.graph = nx.DiGraph()
        self.graph.add_nodes_from(range(flat.nodes))
        rows = zip(
            flat.tail.tolist(), flat.head.tolist(), flat.weight.tolist(), flat.consent.tolist(),
            strict=True,
        )  # fmt: skip
        self.graph.add_edges_from((a, b, {"w": w, "c": c}) for a, b, w, c in rows)

    def route(self, start: int, goal: int, refuses: Flags) -> Found:
        refused = refuses.tolist()

        def weight(_: int, __: int, arc: dict[str, float]) -> float | None:
            return None if refused[int(arc["c"])] else arc["w"]

        try:
            return nx.bidirectional_dijkstra(self.graph, start, goal, weight=weight)
        except nx.NetworkXNoPath:
            return INF, []


class ByRustworkx:
    """rustworkx: refused arcs get infinite weights from a list, looked up per arc."""

    def __init__(self, flat: Flat) -> None:
        self.graph = rx.PyDiGraph(multigraph=False)
        self.graph.add_nodes_from(range(flat.nodes))
        arcs = zip(flat.tail.tolist(), flat.head.tolist(), range(len(flat.tail)), strict=True)
        self.graph.add_edges_from(list(arcs))
        self.weight, self.consent = flat.weight, flat.consent

    def route(self, start: int, goal: int, refuses: Flags) -> Found:
        weight = np.where(refuses[self.consent], INF, self.weight).tolist()
        found = rx.dijkstra_shortest_paths(
            self.graph, start, target=goal, weight_fn=weight.__getitem__
        )
        if goal not in found:
            return INF, []
        nodes = list(found[goal])
        distance = sum(weight[self.graph.get_edge_data(a, b)] for a, b in pairwise(nodes))
        return (distance, nodes) if distance < INF else (INF, [])


class ByScgraph:
    """scgraph: its graph is made anew without the refused arcs; taking out each is slower still."""

    def __init__(self, flat: Flat) -> None:
        self.flat = flat
        self.ways: list[dict[int, float]] = [{} for _ in range(flat.nodes)]
        for a, b, w in zip(flat.tail.tolist(), flat.head.tolist(), flat.weight, strict=True):
            self.ways[a][b] = float(w)

    def route(self, start: int, goal: int, refuses: Flags) -> Found:
        ways = self.ways.copy()
        at = np.flatnonzero(refuses[self.flat.consent])
        for node in np.unique(self.flat.tail[at]).tolist():
            ways[node] = dict(ways[node])
        for a, b in zip(self.flat.tail[at].tolist(), self.flat.head[at].tolist(), strict=True):
            del ways[a][b]
        try:
            found = Graph(ways).dijkstra(start, goal)
        except RuntimeError as none:
            found = _no_way(none)
        return found["length"], found["path"]


class ByPyroutingkit:
    """pyroutingkit: one customization of its hierarchy per set of refusing countries."""

    def __init__(self, flat: Flat) -> None:
        self.cch, self.consent = pyroutingkit.CCH(), flat.consent
        lon, lat = flat.lonlat.T.astype(np.float32)
        self.cch.build_topology(
            flat.tail.astype(np.uint32), flat.head.astype(np.uint32), lat, lon, flat.nodes
        )
        self.metres = np.rint(flat.weight * UNITS_PER_KM).astype(np.uint32)

    def customize(self, refuses: Flags) -> None:
        """Give refused arcs infinite weights."""
        self.cch.customize_weights(
            np.where(refuses[self.consent], np.uint32(pyroutingkit.INF_WEIGHT), self.metres)
        )

    def route(self, start: int, goal: int, refuses: Flags) -> Found:
        self.customize(refuses)
        metres, nodes = self.cch.query(start, goal)
        known = metres < pyroutingkit.INF_WEIGHT
        return (metres / UNITS_PER_KM, list(nodes)) if known else (INF, [])

    def matrix(self, starts: list[int], goals: list[int]) -> Floats:
        """Distances with the weights customized last, shape (starts, goals)."""
        metres = self.cch.distances_many_to_many(
            np.array(starts, dtype=np.uint32), np.array(goals, dtype=np.uint32)
        ).reshape(len(starts), len(goals))
        return np.where(metres >= pyroutingkit.INF_WEIGHT, INF, metres / UNITS_PER_KM)


def _no_way(told: RuntimeError) -> dict[str, object]:
    """No way, if that is what the exception says."""
    if "not connected" not in str(told):
        raise told
    return {"length": INF, "path": []}
