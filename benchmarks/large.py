"""Large networks to measure on: the railways of Eurasia and the highways of the world.

In    the installed ``scgraph_data``, read as text; the country polygons of ``geodata``.
Out   ``Large``: a directed graph of kilometres whose arcs lie in one country each.
Law   chains are contracted, lengths are whole metres, an edge between two countries is split where
      its chord crosses the border; a network is its largest piece; nothing of the package is run.
Not   here: engines and questions.
"""

import importlib.util
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import shapely
from numpy.typing import NDArray
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components
from tools.build_geodata.rails import WINDOW, Rails, bridged, read_rails, within

from ortoo.base.geodesy import pieces
from ortoo.base.units import M_PER_KM
from ortoo.inputs.boundaries import read_countries
from ortoo.inputs.folder import builtin_folder

RAILWAYS, HIGHWAYS = "world_railways", "world_highways"
PIECE_KM = 300.0
BISECTIONS = 20
Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True, kw_only=True, eq=False)
class Large:
    """A directed graph: each edge gives two arcs. ``country`` numbers ``names``, per arc."""

    name: str
    lonlat: Floats
    tail: Ints
    head: Ints
    km: Floats
    country: Ints
    names: tuple[str, ...]

    @property
    def nodes(self) -> int:
        """How many nodes there are."""
        return len(self.lonlat)


@dataclass(frozen=True, eq=False)
class Edges:
    """An undirected graph of kilometres."""

    lonlat: Floats
    ends: Ints
    km: Floats


def read_module(name: str) -> Rails:
    """The graph of one module of the installed ``scgraph_data``.

    Raises
    ------
    SystemExit
        The package is not installed; ``make bench`` installs it.
    """
    found = importlib.util.find_spec(f"scgraph_data.{name}")
    if found is None or found.origin is None:
        message = "scgraph_data is not installed: run `make bench`"
        raise SystemExit(message)
    return read_rails(Path(found.origin).read_text(encoding="utf-8"))


def eurasian_rail() -> Large:
    """The railways of the window that ``geodata`` covers, loose ends within 1 km joined."""
    rails = bridged(within(read_module(RAILWAYS), WINDOW))
    return _large("Eurasian rail", Edges(rails.lonlat, rails.ends, rails.km))


def world_roads() -> Large:
    """The highways of the world: the largest connected piece."""
    roads = read_module(HIGHWAYS)
    return _large("world roads", Edges(roads.lonlat, roads.ends, roads.km))


def _large(name: str, edges: Edges) -> Large:
    whole = contracted(largest_piece(edges))
    countries = read_countries(builtin_folder() / "countries" / "countries.fgb")
    names = tuple(countries["country"])
    atlas = Atlas.of(countries.geometry.tolist())
    split, country = at_borders(whole, atlas)
    both = np.concatenate((split.ends, split.ends[:, ::-1]))
    km = np.maximum(np.rint(split.km * M_PER_KM), 1.0) / M_PER_KM
    return Large(
        name=name,
        lonlat=split.lonlat,
        tail=both[:, 0],
        head=both[:, 1],
        km=np.concatenate((km, km)),
        country=np.concatenate((country, country)),
        names=names,
    )


def largest_piece(edges: Edges) -> Edges:
    """The connected piece with most nodes."""
    size = len(edges.lonlat)
    links = coo_array((np.ones(len(edges.ends)), edges.ends.T), shape=(size, size))
    label = connected_components(links, directed=False)[1]
    return _only(edges, label == np.bincount(label).argmax())


def _only(edges: Edges, kept: NDArray[np.bool_]) -> Edges:
    number = np.cumsum(kept) - 1
    inside = kept[edges.ends].all(axis=1)
    return Edges(edges.lonlat[kept], number[edges.ends[inside]], edges.km[inside])


def contracted(edges: Edges) -> Edges:
    """The graph without nodes of degree two; of parallel edges the shortest is kept."""
    around: list[dict[int, float]] = [{} for _ in edges.lonlat]
    for (a, b), km in zip(edges.ends.tolist(), edges.km.tolist(), strict=True):
        around[a][b] = around[b][a] = min(km, around[a].get(b, np.inf))
    for node, near in enumerate(around):
        if len(near) == 2:  # noqa: PLR2004 - a chain has two neighbours
            (a, to_a), (b, to_b) = near.items()
            del around[a][node], around[b][node]
            around[a][b] = around[b][a] = min(to_a + to_b, around[a].get(b, np.inf))
            near.clear()
    pairs = [(a, b, km) for a, near in enumerate(around) for b, km in near.items() if a < b]
    rows = np.array(pairs, dtype=float).reshape(-1, 3)
    whole = Edges(edges.lonlat, rows[:, :2].astype(np.int64), rows[:, 2])
    return _only(whole, np.array([bool(near) for near in around]))


@dataclass(frozen=True, eq=False)
class Atlas:
    """Country polygons cut small, and the country of each part."""

    tree: shapely.STRtree
    owner: Ints

    @classmethod
    def of(cls, shapes: list[shapely.Geometry]) -> "Atlas":
        """The atlas of one polygon or multipolygon per country."""
        parts = [(part, n) for n, s in enumerate(shapes) for part in pieces(s, most_km=PIECE_KM)]
        geometries = np.array([part for part, _ in parts], dtype=object)
        shapely.prepare(geometries)
        return cls(shapely.STRtree(geometries), np.array([n for _, n in parts]))

    def country(self, lonlat: Floats) -> Ints:
        """The country in which each point lies, or the nearest (islands, bridges, shores)."""
        points = shapely.points(lonlat)
        found = np.full(len(points), -1)
        at, part = self.tree.query(points, predicate="intersects")
        found[at] = self.owner[part]
        at_sea = np.flatnonzero(found < 0)
        found[at_sea] = self.owner[self.tree.nearest(points[at_sea])]
        return found


def at_borders(edges: Edges, atlas: Atlas) -> tuple[Edges, Ints]:
    """The graph with a node where an edge's chord leaves its first country; a country per edge.

    An edge whose ends lie in one country is taken to stay there.
    """
    country = atlas.country(edges.lonlat)
    first, last = country[edges.ends].T
    across = np.flatnonzero(first != last)
    start, stop = edges.lonlat[edges.ends[across, 0]], edges.lonlat[edges.ends[across, 1]]
    low, high = np.zeros(len(across)), np.ones(len(across))
    for _ in range(BISECTIONS):
        middle = (low + high) / 2
        inside = atlas.country(start + middle[:, None] * (stop - start)) == first[across]
        low, high = np.where(inside, middle, low), np.where(inside, high, middle)
    new = len(edges.lonlat) + np.arange(len(across))
    ends, km, owner = edges.ends.copy(), edges.km.copy(), first.copy()
    ends[across, 1] = new
    km[across] *= low
    tails = np.column_stack((new, edges.ends[across, 1]))
    return Edges(
        np.vstack((edges.lonlat, start + low[:, None] * (stop - start))),
        np.vstack((ends, tails)),
        np.concatenate((km, edges.km[across] - km[across])),
    ), np.concatenate((owner, last[across]))


def windowed(large: Large, *, name: str, window: tuple[float, float, float, float]) -> Large:
    """The largest piece of a network inside west, south, east, north (degrees)."""
    west, south, east, north = window
    lon, lat = large.lonlat.T
    kept = (west <= lon) & (lon <= east) & (south <= lat) & (lat <= north)
    arcs = kept[large.tail] & kept[large.head]
    links = coo_array(
        (np.ones(arcs.sum()), (large.tail[arcs], large.head[arcs])), shape=(large.nodes,) * 2
    )
    label = np.where(kept, connected_components(links, directed=False)[1], -1)
    kept &= label == np.bincount(label[kept]).argmax()
    arcs = kept[large.tail] & kept[large.head]
    number = np.cumsum(kept) - 1
    return Large(
        name=name,
        lonlat=large.lonlat[kept],
        tail=number[large.tail[arcs]],
        head=number[large.head[arcs]],
        km=large.km[arcs],
        country=large.country[arcs],
        names=large.names,
    )
