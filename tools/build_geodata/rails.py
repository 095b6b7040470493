"""Read the railway graph of the pinned ``scgraph_data`` wheel, without running it.

In    the wheel, a zip archive. Its module ``world_railways`` is text to us: JSON with bare
      integer keys, behind two assignments. Nodes there are [lat, lon]; a stretch without a
      junction is ONE edge, a straight chord that carries the true kilometres of track.
Out   ``Rails``: nodes as (lon, lat) and undirected edges with their kilometres of track.
Law   no edge joins a node with itself; kilometres are positive; the same wheel gives the same
      arrays in the same order; nothing of the wheel is imported or evaluated.
Not   here: stations, ways and countries (``trace``).
"""

import json
import re
import zipfile
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components
from scipy.spatial import KDTree

from ortoo.base.geodesy import earth_centred_m
from ortoo.base.units import M_PER_KM

MEMBER = "scgraph_data/world_railways.py"
WINDOW = (-10.0, 15.0, 180.0, 75.0)
"""West, south, east and north of what the network covers, degrees."""
BRIDGE_KM = 1.0
"""A line that stops this close to another is one line that the data cut."""
LEAST_EDGE_KM = 0.001


@dataclass(frozen=True)
class Rails:
    """Railways as an undirected graph.

    ``lonlat[i]`` is node i in degrees; edge j joins the nodes ``ends[j]`` by ``km[j]`` kilometres
    of track; ``bridge[j]`` says that the edge closes a cut in the data.
    """

    lonlat: NDArray[np.float64]
    ends: NDArray[np.int64]
    km: NDArray[np.float64]
    bridge: NDArray[np.bool_]

    @cached_property
    def xyz(self) -> NDArray[np.float64]:
        """The nodes as kilometres from the centre of the earth."""
        return in_space(self.lonlat)

    @cached_property
    def pieces(self) -> NDArray[np.int32]:
        """The number of the connected piece that each node belongs to."""
        n, (start, stop) = len(self.lonlat), self.ends.T
        links = coo_array((np.ones(len(start)), (start, stop)), shape=(n, n))
        labels: NDArray[np.int32] = connected_components(links, directed=False)[1]
        return labels


def in_space(lonlat: NDArray[np.float64]) -> NDArray[np.float64]:
    """Points (lon, lat) in degrees as (x, y, z) in kilometres, so that chords tell what is near.

    A chord is shorter than the geodesic by 0.1 % at 1,000 km.

    >>> in_space(np.array([[0.0, 0.0]])).round(1).tolist()
    [[6378.1, 0.0, 0.0]]
    """
    return earth_centred_m(lonlat) / M_PER_KM


def read_wheel(wheel: Path) -> Rails:
    """The railways of the world, as the wheel of ``scgraph_data`` has them.

    Raises
    ------
    KeyError
        The archive has no module of railways.
    ValueError
        The module is not two assignments of plain lists.
    """
    with zipfile.ZipFile(wheel) as archive:
        return read_rails(archive.read(MEMBER).decode("utf-8"))


def read_rails(text: str) -> Rails:
    r"""The graph that a module of ``scgraph_data`` assigns; loops are left out.

    Examples
    --------
    >>> rails = read_rails("graph=[{0: 0.0, 1: 2.5}, {0: 2.5}]\nnodes=[[50.0, 7.0], [50.0, 7.03]]")
    >>> rails.lonlat.tolist(), rails.ends.tolist(), rails.km.tolist()
    ([[7.0, 50.0], [7.03, 50.0]], [[0, 1]], [2.5])
    """
    ways = _assigned(text, "graph")
    edges = [(i, int(j), km) for i, way in enumerate(ways) for j, km in way.items() if i < int(j)]
    return Rails(
        lonlat=np.array(_assigned(text, "nodes"), dtype=float)[:, ::-1],
        ends=np.array([edge[:2] for edge in edges], dtype=np.int64).reshape(-1, 2),
        km=np.maximum([edge[2] for edge in edges], LEAST_EDGE_KM),
        bridge=np.zeros(len(edges), dtype=bool),
    )


def within(rails: Rails, window: tuple[float, float, float, float]) -> Rails:
    """The part of ``rails`` inside west, south, east, north (degrees, edges included)."""
    west, south, east, north = window
    lon, lat = rails.lonlat.T
    return only(rails, (west <= lon) & (lon <= east) & (south <= lat) & (lat <= north))


def only(rails: Rails, kept: NDArray[np.bool_]) -> Rails:
    """The nodes that are ``kept``, in their order, and the edges between them."""
    number = np.cumsum(kept) - 1
    edges = kept[rails.ends].all(axis=1)
    return Rails(
        rails.lonlat[kept], number[rails.ends[edges]], rails.km[edges], rails.bridge[edges]
    )


def bridged(rails: Rails, *, reach_km: float = BRIDGE_KM) -> Rails:
    """``rails`` with every loose end joined to what it nearly touches.

    A loose end (a node with at most one edge) is joined with the nearest node of every other
    piece within ``reach_km``, and with the nearest other loose end of its own piece.
    """
    degree = np.bincount(rails.ends.ravel(), minlength=len(rails.lonlat))
    loose = np.flatnonzero(degree <= 1)
    near = KDTree(rails.xyz).query_ball_point(rails.xyz[loose], reach_km)
    joins = {
        (min(node, other), max(node, other))
        for node, around in zip(loose.tolist(), near, strict=True)
        for other in _to_join(rails, node, around=[a for a in around if a != node], degree=degree)
    }
    joins -= {(int(a), int(b)) for a, b in np.sort(rails.ends, axis=1)}
    return _joined(rails, np.array(sorted(joins), dtype=np.int64).reshape(-1, 2))


def _to_join(rails: Rails, node: int, *, around: list[int], degree: NDArray[np.int64]) -> list[int]:
    """Of the nodes ``around`` a loose end, the nearest of each piece."""
    nearest: dict[int, tuple[float, int]] = {}
    own = rails.pieces[node]
    for other in around:
        piece = int(rails.pieces[other])
        if piece == own and degree[other] > 1:
            continue
        km = float(np.linalg.norm(rails.xyz[node] - rails.xyz[other]))
        nearest[piece] = min(nearest.get(piece, (np.inf, -1)), (km, other))
    return [other for _, other in nearest.values()]


def _joined(rails: Rails, pairs: NDArray[np.int64]) -> Rails:
    km = np.linalg.norm(rails.xyz[pairs[:, 0]] - rails.xyz[pairs[:, 1]], axis=1)
    return replace(
        rails,
        ends=np.vstack((rails.ends, pairs)),
        km=np.concatenate((rails.km, np.maximum(km, LEAST_EDGE_KM))),
        bridge=np.concatenate((rails.bridge, np.ones(len(pairs), dtype=bool))),
    )


def _assigned(text: str, name: str) -> Any:  # noqa: ANN401  (JSON has no narrower type)
    """The list that ``text`` assigns to ``name``, read as JSON."""
    found = re.search(rf"^{name}=(.*)$", text, flags=re.MULTILINE)
    if found is None:
        message = f"the module assigns nothing to {name!r}"
        raise ValueError(message)
    return json.loads(re.sub(r"(\d+):", r'"\1":', found.group(1)))
