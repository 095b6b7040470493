"""Put every border place where its line crosses the boundary.

In    crossings of the network, the inner neighbour of each border place, tracks and land.
Out   for a railway: the point where the track between the stations of both sides leaves the one
      country for the other, as a node of the tracks; for everything else: the nearest point of
      the common boundary.
Law   both places of a crossing get the same point; a place that already lies on the boundary
      stays where it is, so that a second run changes nothing.
Not   here: the crossings' hours and rules (tables).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from tools.build_geodata.land import Land, Points, sampled
from tools.build_geodata.trace import Point, Tracks, Way

SNAP_KM = 25.0
"""A border place farther than this from the boundary is a fault in the tables, not a rounding."""
ON_BOUNDARY_KM = 0.005
DETOUR, DETOUR_KM = 3.0, 15.0
"""A way between the stations of both sides that is longer crosses the border somewhere else."""
DECIMALS = 5


@dataclass(frozen=True)
class Side:
    """One side of a crossing: its border place, its country, and the stop next to it inside."""

    place: str
    country: str
    inner: str | None


@dataclass(frozen=True)
class Border:
    """A crossing with its two sides."""

    mode: str
    one: Side
    other: Side


def on_tracks(
    tracks: Tracks, nodes: Mapping[str, int], *, borders: Iterable[Border], land: Land
) -> tuple[Tracks, dict[str, int]]:
    """Give the border places of railways a node each where the track crosses the boundary.

    Returns
    -------
    The tracks with the nodes added, and ``nodes`` with both places of every crossing that a track
    runs through. Crossings without a track, or between stops without one, are left out.
    """
    cuts: dict[tuple[str, str], tuple[int, Point]] = {}
    done: set[str] = set()
    for border in borders:
        places = border.one.place, border.other.place
        ends = [nodes.get(side.inner or "") for side in (border.one, border.other)]
        if border.mode != "rail" or done & set(places) or ends[0] is None or ends[1] is None:
            continue
        countries = frozenset({border.one.country, border.other.country})
        chord_km = float(np.linalg.norm(tracks.rails.xyz[ends[0]] - tracks.rails.xyz[ends[1]]))
        longest_km = DETOUR * chord_km + DETOUR_KM
        way = tracks.way(ends[0], ends[1], within=countries, longest_km=longest_km)
        if way is not None and way.edges:
            done |= set(places)
            cuts[places] = _change(tracks, way, border=border, land=land)
    found = dict(nodes)
    for number, places in enumerate(cuts, len(tracks.rails.lonlat)):
        found |= dict.fromkeys(places, number)
    return tracks.with_nodes([*cuts.values()]), found


def _change(tracks: Tracks, way: Way, *, border: Border, land: Land) -> tuple[int, Point]:
    """The edge of a way, and the point on it, where one country gives way to the other.

    A way may touch the boundary more than once: the change is put where least of the way lies on
    the wrong side.
    """
    lonlat = tracks.rails.lonlat
    steps = [sampled(lonlat[list(pair)])[1:] for pair in pairwise(way.nodes)]
    points = np.vstack((lonlat[[way.nodes[0]]], *steps))
    not_one = ~land.inside(border.one.country, points)
    not_other = ~land.inside(border.other.country, points)
    wrong = np.cumsum(not_one)[:-1] + np.cumsum(not_other[::-1])[::-1][1:]
    last = int(np.argmin(wrong))
    here = _halved(points[last], points[last + 1], country=border.one.country, land=land)
    step = int(np.searchsorted(np.cumsum([len(step) for step in steps]), last, side="right"))
    return way.edges[step], here


def _halved(here: Points, there: Points, *, country: str, land: Land) -> Point:
    """The point between ``here`` and ``there`` where ``country`` ends, to about a metre."""
    for _ in range(8):
        middle = (here + there) / 2
        if land.inside(country, middle[None, :])[0]:
            here = middle
        else:
            there = middle
    lon, lat = ((here + there) / 2).round(DECIMALS)
    return float(lon), float(lat)


def on_boundary(border: Border, *, near: Point, land: Land) -> Point | None:
    """The point of the two countries' boundary nearest to ``near``; lon, lat to 5 decimals.

    None where the countries have no common boundary within ``SNAP_KM``.
    """
    found = land.common_boundary(border.one.country, border.other.country, near=near)
    if found is None or found[1] > SNAP_KM:
        return None
    (lon, lat), km = found
    return near if km <= ON_BOUNDARY_KM else (round(lon, DECIMALS), round(lat, DECIMALS))
