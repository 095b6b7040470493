"""The shortest way over land that stays inside one country.

In    a country and two neighbours of it, lon/lat.
Out   kilometres from the one neighbour to the other without leaving the country.
Law   never less than the straight distance between the neighbours, less the smoothing of borders.
Not   here: roads; which countries lie between (``routes.territory``).
"""

import networkx as nx
import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from ortoo.base.geodesy import Plane, geodesic_km, great_circle_km
from ortoo.base.nearest import nearest
from ortoo.base.units import M_PER_KM

TOUCHING_KM = 0.5
"""Two countries this close share a border."""
SMOOTH = 0.0005
"""Borders are smoothed by this share of the distance sought: 18 m over the Altai gap."""
LEAST_SMOOTH_M = 10.0
FACTORS = (1.02, 1.1, 1.3, 1.7, 2.5, 4.0)
"""A way is sought among corners through which it could be at most so many times the gap."""
MOST_CORNERS = 900
STRAIGHT = 2
"""Ends of a line."""

Points = NDArray[np.float64]


def least_inside_km(
    country: BaseGeometry, *, start: BaseGeometry, goal: BaseGeometry
) -> float | None:
    """Least kilometres from ``start`` to ``goal`` inside ``country``.

    A shortest way inside a polygon bends only at its corners, so it is found on the graph of the
    corners that see each other (Lozano-Pérez & Wesley 1979), in a local plane, with borders
    smoothed by 0.05 % of the gap, at least 10 m. None when the country does not touch both, or
    when the way is more than four times the gap.
    """
    if nearest(country, start).km > TOUCHING_KM or nearest(country, goal).km > TOUCHING_KM:
        return None
    apart = nearest(start, goal)
    if apart.km == 0:
        return 0.0
    plane = Plane.around(shapely.MultiPoint(apart.ends))
    for factor in FACTORS:
        box = _window(apart.ends, km=apart.km * factor)
        flat = [plane.flat(shapely.clip_by_rect(s, *box)) for s in (country, start, goal)]
        smooth_m = max(apart.km * SMOOTH * M_PER_KM, LEAST_SMOOTH_M)
        way = _shortest(flat[0], ends=flat[1:], most_m=apart.km * factor * M_PER_KM,
                        smooth_m=smooth_m)  # fmt: skip
        if way is not None:
            return geodesic_km(plane.globe(way))
    return None


def _window(ends: tuple[tuple[float, float], ...], *, km: float) -> tuple[float, ...]:
    """A box in degrees that holds every way between the ends that is at most ``km`` long."""
    (west, south), (east, north) = np.min(ends, axis=0), np.max(ends, axis=0)
    degree_km = great_circle_km((west, north), (west + 1.0, north))
    aside, up = km / degree_km, km / great_circle_km((west, south), (west, south + 1.0))
    return west - aside, south - up, east + aside, north + up


def _shortest(
    inside: BaseGeometry, *, ends: list[BaseGeometry], most_m: float, smooth_m: float
) -> shapely.LineString | None:
    """Shortest line (plane, metres) from one end to the other that stays inside; None beyond."""
    room = shapely.make_valid(inside).simplify(smooth_m).buffer(2 * smooth_m, quad_segs=2)
    if room.is_empty or any(end.is_empty for end in ends):
        return None
    shores = [shapely.simplify(end, smooth_m).boundary for end in ends]
    corners = _within(shapely.get_coordinates(room), shores, most_m=most_m)
    doors = [_doors(shore, room, smooth_m=smooth_m) for shore in shores]
    doors = [_within(door, shores, most_m=most_m) for door in doors]
    if len(corners) > MOST_CORNERS or not all(len(door) for door in doors):
        return None
    points = np.vstack([corners, *doors])
    graph = _sights(points, room, sizes=[len(corners), *map(len, doors)])
    if not nx.has_path(graph, "start", "goal"):
        return None
    way = nx.dijkstra_path(graph, "start", "goal")[1:-1]
    line = shapely.LineString(points[way])
    return line if shapely.length(line) <= most_m else None


def _within(points: Points, shores: list[BaseGeometry], *, most_m: float) -> Points:
    """Points through which a way from shore to shore could be short enough."""
    spots = shapely.points(points)
    metres = np.array([_metres(spots, shore) for shore in shores])
    near: Points = points[metres.sum(axis=0) <= most_m]
    return near


def _metres(spots: NDArray[np.object_], shore: BaseGeometry) -> Points:
    """Metres from each spot to the shore, in the local plane where both lie."""
    lines: Points = shapely.length(shapely.shortest_line(spots, shore))
    return lines


def _doors(shore: BaseGeometry, room: BaseGeometry, *, smooth_m: float) -> Points:
    """Where one may step from a neighbour into the country: points along their border."""
    border = shore.intersection(room)
    doors: Points = shapely.get_coordinates(shapely.segmentize(border, 20 * smooth_m))
    return doors


def _sights(points: Points, room: BaseGeometry, *, sizes: list[int]) -> nx.Graph:
    """Points that see each other, with metres; doors hang on "start" and "goal" at no cost."""
    corners, first, second = sizes
    groups = np.repeat([0, 1, 2], [corners, first, second])
    one, two = np.triu_indices(len(points), k=1)
    useful = (groups[one] != groups[two]) | (groups[one] == 0)
    one, two = one[useful], two[useful]
    lines = shapely.linestrings(np.stack([points[one], points[two]], axis=1))
    shapely.prepare(room)
    seen = shapely.covers(room, lines)
    graph = nx.Graph()
    graph.add_nodes_from(["start", "goal"])
    metres = shapely.length(lines[seen])
    graph.add_weighted_edges_from(zip(one[seen].tolist(), two[seen].tolist(), metres, strict=True))
    graph.add_weighted_edges_from(("start", int(n), 0.0) for n in np.flatnonzero(groups == 1))
    graph.add_weighted_edges_from(("goal", int(n), 0.0) for n in np.flatnonzero(groups == STRAIGHT))
    return graph
