"""Find the node of every stop that a railway serves.

In    ``Tracks``; stops with lon/lat and country; the chains of stops that railways run through.
Out   the tracks with the nodes that had to be added, and the node of every stop that is served.
Law   a stop has one node, whoever asks, so that lines meet there; the node lies in the stop's
      country; a stop is put on an edge only if the kilometres of that edge suffice to reach it.
Not   here: border places (``borders``), which ways make a section (``draw``).

An edge is the chord of a line whose kilometres are known. All that such a line can touch lies in
an ellipse: the points whose distances to both ends add up to no more than those kilometres.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations, pairwise, product

import numpy as np
from numpy.typing import NDArray

from tools.build_geodata.rails import Rails, in_space
from tools.build_geodata.trace import Point, Tracks, strung

Distances = NDArray[np.float64]

REACH_KM = 15.0
"""A railway farther than this from a place does not serve it."""
BESIDE_KM = 1.0
"""A node this near is the stop."""
SNUG_KM = 5.0
"""A long edge whose chord passes this near may be led through a stop that no chain puts on it."""
LONG_EDGE_KM = 4.0
"""Edges shorter than this are no chords worth bending."""
SLACK, SLACK_KM = 0.02, 0.5
"""Coordinates of towns and nodes are rough: so much longer than the edge its parts may be."""
DETOUR, DETOUR_KM = 1.6, 5.0
"""A line between the served neighbours of a stop is its own if it is at most so much longer."""
PAIRS = 6
"""So many of the nearest pairs of stops are tried that a stop may lie between."""
ALONE = 1.5
"""A line ends short of a stop if nothing else is within so many times the distance."""
LEAST_PIECE_KM = 25.0
"""Pieces with less track than this are sidings cut from their line; they serve no stop."""


@dataclass(frozen=True)
class Stop:
    """A place or waypoint of a railway: where it lies (lon, lat), and in which country."""

    here: Point
    country: str


@dataclass(frozen=True)
class _Found:
    """What serves the stops: a node, an edge (with the km that its chord is off), a loose end."""

    nodes: dict[str, int] = field(default_factory=dict)
    edges: dict[str, tuple[int, float]] = field(default_factory=dict)
    ends: dict[str, int] = field(default_factory=dict)


def with_stops(
    tracks: Tracks, stops: Mapping[str, Stop], *, chains: Iterable[Sequence[str]]
) -> tuple[Tracks, dict[str, int]]:
    """Find or make the node of every stop that a railway serves.

    A node within ``BESIDE_KM`` is the stop. Otherwise the stop is put on the long edge that runs
    between its neighbours in ``chains``, or on one that passes near; failing that, the nearest
    node within ``REACH_KM`` serves it, or is led on to it if nothing else is around.

    Returns
    -------
    The tracks with the nodes that were added, and the node of every stop that is served.
    """
    real = _real(tracks.rails)
    nodes: dict[str, int] = {}
    for name, stop in stops.items():
        far = _at_home(_far(tracks.rails, stop.here, real=real), tracks, country=stop.country)
        if far.min() <= BESIDE_KM:
            nodes[name] = int(np.argmin(far))
    found, links = _Found(nodes=dict(nodes)), _links(chains)
    for name in sorted(stops.keys() - nodes.keys()):
        far = _far(tracks.rails, stops[name].here, real=real)
        edge = _edge_for(tracks, stops[name], far=far, around=_around(name, links, nodes=nodes))
        if edge is not None:
            found.edges[name] = edge
            continue
        far = _at_home(far, tracks, country=stops[name].country)
        if far.min() <= REACH_KM:
            alone = (far < ALONE * far.min()).sum() == 1
            (found.ends if alone else found.nodes)[name] = int(np.argmin(far))
    return _made(tracks, stops, found=found)


def _made(
    tracks: Tracks, stops: Mapping[str, Stop], *, found: _Found
) -> tuple[Tracks, dict[str, int]]:
    """Tracks with the nodes made, and the nodes of all stops found."""
    cuts = [*_fitting(tracks.rails, stops, on_edges=found.edges)]
    first = len(tracks.rails.lonlat)
    made = [*cuts, *sorted(found.ends)]
    tracks = tracks.with_nodes([(found.edges[name][0], stops[name].here) for name in cuts])
    tracks = tracks.with_ends([(found.ends[n], stops[n].here) for n in sorted(found.ends)])
    return tracks, found.nodes | {name: number for number, name in enumerate(made, first)}


def _fitting(
    rails: Rails, stops: Mapping[str, Stop], *, on_edges: Mapping[str, tuple[int, float]]
) -> Iterator[str]:
    """Those stops that their edges can reach together; the nearest to a chord come first."""
    taken: dict[int, list[str]] = {}
    for name, (edge, _) in sorted(on_edges.items(), key=lambda item: (item[1][1], item[0])):
        names = [*taken.get(edge, []), name]
        xyz = np.vstack((rails.xyz[rails.ends[edge]], in_space(_points(stops, names))))
        chain = strung((0, 1), range(2, len(xyz)), xyz=xyz)
        if _enough(rails.km[edge], np.linalg.norm(np.diff(xyz[chain], axis=0), axis=1).sum()):
            taken[edge] = names
            yield name


def _points(stops: Mapping[str, Stop], names: Iterable[str]) -> NDArray[np.float64]:
    return np.array([stops[name].here for name in names])


def _real(rails: Rails) -> NDArray[np.bool_]:
    """Which nodes lie on a piece with enough track to be a railway."""
    piece = rails.pieces
    track_km = np.bincount(piece[rails.ends[:, 0]], weights=rails.km, minlength=piece.max() + 1)
    real: NDArray[np.bool_] = track_km[piece] >= LEAST_PIECE_KM
    return real


def _far(rails: Rails, here: Point, *, real: NDArray[np.bool_]) -> Distances:
    """Kilometres from ``here`` to every node, inf to those of no real railway."""
    away = rails.xyz - in_space(np.array([here]))
    return np.where(real, np.sqrt(np.einsum("ij,ij->i", away, away)), np.inf)


def _at_home(far: Distances, tracks: Tracks, *, country: str) -> Distances:
    """``far`` with inf to nodes in another country."""
    return np.where((tracks.country == country) | (tracks.country == ""), far, np.inf)


def _links(chains: Iterable[Sequence[str]]) -> dict[str, set[str]]:
    """Who comes next to whom in any chain."""
    links: dict[str, set[str]] = {}
    for chain in chains:
        for one, other in pairwise(chain):
            links.setdefault(one, set()).add(other)
            links.setdefault(other, set()).add(one)
    return links


def _around(
    stop: str, links: Mapping[str, set[str]], *, nodes: Mapping[str, int]
) -> Iterator[tuple[int, int]]:
    """Pairs of nodes that a stop lies between: the next served ones, each on another side.

    The end of a branch has one side, and lies between no two nodes.
    """
    sides = [
        sorted(_next_served(first, links, nodes=nodes, behind=stop))
        for first in sorted(links.get(stop, ()))
    ]
    for one, other in combinations(sides, 2):
        yield from product(one, other)


def _next_served(
    first: str, links: Mapping[str, set[str]], *, nodes: Mapping[str, int], behind: str
) -> Iterator[int]:
    """The nodes of the served stops that one comes to first by ``first``, never turning back."""
    seen, todo = {behind}, [first]
    while todo:
        name = todo.pop()
        if name in seen:
            continue
        seen.add(name)
        if name in nodes:
            yield nodes[name]
        else:
            todo += sorted(links[name] - seen)


def _edge_for(
    tracks: Tracks, stop: Stop, *, far: Distances, around: Iterable[tuple[int, int]]
) -> tuple[int, float] | None:
    """The edge to lead through a stop and the km that its chord is off; None if none can be.

    ``far`` holds the kilometres from the stop to every node, ``around`` the pairs of nodes that
    the stop lies between. The nearest node of the stop's own country is preferred to a chord
    beyond it.
    """
    nearest = float(_at_home(far, tracks, country=stop.country).min())
    own: set[int] = set()
    nearest_pairs = sorted(around, key=lambda pair: (float(far[list(pair)].sum()), pair))
    for one, other in nearest_pairs[:PAIRS]:
        longest = DETOUR * float(far[one] + far[other]) + DETOUR_KM
        way = tracks.way(one, other, within=None, longest_km=longest)
        own |= set(way.edges) if way else set()
    for edges, reach in (
        (np.array(sorted(own), dtype=np.int64), nearest),
        (np.arange(len(tracks.rails.km)), min(nearest, SNUG_KM)),
    ):
        found = _passing(tracks.rails, stop.here, far=far, edges=edges)
        if found is not None and found[1] < reach:
            return found
    return None


def _passing(
    rails: Rails, here: Point, *, far: Distances, edges: NDArray[np.int64]
) -> tuple[int, float] | None:
    """Of ``edges``, the long one that can reach ``here`` and whose chord passes nearest."""
    start, stop = rails.ends[edges].T
    fits = _enough(rails.km[edges], far[start] + far[stop]) & (rails.km[edges] > LONG_EDGE_KM)
    edges = edges[fits]
    if not len(edges):
        return None
    one, other = rails.xyz[rails.ends[edges]].transpose(1, 0, 2)
    off = in_space(np.array([here])) - one
    along = other - one
    share = np.clip((off * along).sum(axis=1) / (along**2).sum(axis=1), 0.0, 1.0)
    aside = np.linalg.norm(share[:, None] * along - off, axis=1)
    best = int(np.argmin(aside))
    return int(edges[best]), float(aside[best])


def _enough(track_km: NDArray[np.float64], by_stop_km: Distances) -> NDArray[np.bool_]:
    """Whether so many kilometres of track suffice to go by the stop."""
    enough: NDArray[np.bool_] = by_stop_km <= track_km * (1 + SLACK) + SLACK_KM
    return enough
