"""Whose land a point or a line lies on, while lines are being made.

In    the country polygons that this build made (``countries.fgb``), lon/lat.
Out   ``Land``: the country of points, how far a line strays from its country, where the common
      boundary of two countries runs.
Law   distances are taken between points on the sphere and segments of the boundary, never in
      degrees; a point in no polygon belongs to "", not to its neighbour.
Not   here: kilometres per country as the program reports them (``ortoo.routes``).
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pyogrio
import shapely
from numpy.typing import NDArray

from ortoo.base.geodesy import geodesic_km
from tools.build_geodata.rails import in_space

STEP_KM = 0.2
"""Lines are looked at this closely when it is asked where they run."""
CHORD_KM = 5.0
"""A chord of this length runs half a metre below the ground; longer ones are cut."""
SHARED_KM = 0.3
"""A boundary point this close to another country lies on their common boundary."""

Points = NDArray[np.float64]


@dataclass(frozen=True)
class Segments:
    """The segments of a boundary: both ends of each in lon/lat, and in space (km)."""

    lonlat: Points
    xyz: Points


@dataclass(frozen=True)
class Land:
    """Country polygons, ready to be asked; ``parts`` maps ISO codes to polygons in lon/lat."""

    parts: dict[str, tuple[shapely.Polygon, ...]]
    _trees: dict[str, shapely.STRtree] = field(default_factory=dict)
    _boundaries: dict[str, Segments] = field(default_factory=dict)

    @classmethod
    def read(cls, file: Path) -> "Land":
        """The countries of ``countries.fgb``."""
        _, _, shapes, (codes,) = pyogrio.raw.read(file, columns=["country"])
        parts: dict[str, tuple[shapely.Polygon, ...]] = {}
        for code, shape in zip(codes, shapely.from_wkb(shapes), strict=True):
            parts[code] = (*parts.get(code, ()), *shapely.get_parts(shape))
        return cls(parts)

    def inside(self, country: str, lonlat: Points) -> NDArray[np.bool_]:
        """Which points (lon, lat) lie in ``country``; none do where it has no polygon."""
        found = np.zeros(len(lonlat), dtype=bool)
        parts = self.parts.get(country, ())
        if country not in self._trees:
            shapely.prepare(parts)
            self._trees[country] = shapely.STRtree(parts)
        west, south, east, north = shapely.total_bounds(parts)
        lon, lat = lonlat.T
        around = (west <= lon) & (lon <= east) & (south <= lat) & (lat <= north)
        boxed = np.flatnonzero(around)
        points, near = self._trees[country].query(shapely.points(lonlat[boxed]))
        for part in np.unique(near):
            here = boxed[points[near == part]]
            found[here] |= shapely.contains_xy(parts[part], *lonlat[here].T)
        return found

    def country_of(self, lonlat: Points) -> NDArray[np.str_]:
        """The country of each point (lon, lat), "" where there is none."""
        codes = np.full(len(lonlat), "", dtype="U3")
        for country in sorted(self.parts):
            codes[self.inside(country, lonlat)] = country
        return codes

    def off_boundary_km(self, country: str, lonlat: Points) -> NDArray[np.float64]:
        """Kilometres from each point (lon, lat) to the boundary of ``country``; inf without one."""
        boundary = self._boundary(country)
        if not len(boundary.xyz):
            return np.full(len(lonlat), np.inf)
        points = in_space(lonlat)
        return np.array([np.sqrt(_nearest(p, boundary.xyz)[1].min()) for p in points])

    def strays(self, line: shapely.LineString, *, country: str) -> tuple[float, float]:
        """Kilometres of ``line`` outside ``country``, and the farthest that it gets from it.

        A country without polygons, such as the open sea, is never left: (0.0, 0.0).
        """
        if country not in self.parts:
            return 0.0, 0.0
        points = sampled(shapely.get_coordinates(line))
        out = points[~self.inside(country, points)]
        if not len(out):
            return 0.0, 0.0
        some = out[:: max(1, len(out) // 100)]
        share = len(out) / len(points)
        return share * geodesic_km(line), float(self.off_boundary_km(country, some).max())

    def common_boundary(
        self, one: str, other: str, *, near: tuple[float, float]
    ) -> tuple[tuple[float, float], float] | None:
        """The point (lon, lat) of the boundary of two countries nearest to ``near``, and its km.

        None where the two do not touch.
        """
        here, there = self._boundary(one), self._boundary(other)
        if not len(here.xyz) or not len(there.xyz):
            return None
        share, squared = _nearest(in_space(np.array([near]))[0], here.xyz)
        feet = here.lonlat[:, 0] + share[:, None] * (here.lonlat[:, 1] - here.lonlat[:, 0])
        for row in np.argsort(squared, kind="stable"):
            foot = in_space(feet[[row]])[0]
            if _nearest(foot, there.xyz)[1].min() <= SHARED_KM**2:
                lon, lat = feet[row].tolist()
                return (lon, lat), float(np.sqrt(squared[row]))
        return None

    def _boundary(self, country: str) -> Segments:
        if country not in self._boundaries:
            corners = (shapely.get_coordinates(ring) for ring in self._rings(country))
            rings = [sampled(ring, step_km=CHORD_KM) for ring in corners]
            ends = [np.stack((ring[:-1], ring[1:]), axis=1) for ring in rings]
            lonlat = np.concatenate(ends) if ends else np.empty((0, 2, 2))
            xyz = in_space(lonlat.reshape(-1, 2)).reshape(-1, 2, 3)
            self._boundaries[country] = Segments(lonlat, xyz)
        return self._boundaries[country]

    def _rings(self, country: str) -> Iterator[shapely.LinearRing]:
        for part in self.parts.get(country, ()):
            yield from (part.exterior, *part.interiors)


def sampled(points: Points, *, step_km: float = STEP_KM) -> Points:
    """The polyline ``points`` (lon, lat) with so many more points that none is far from the next.

    >>> len(sampled(np.array([[0.0, 0.0], [0.0, 1.0]]), step_km=50.0))
    4
    """
    km = np.linalg.norm(np.diff(in_space(points), axis=0), axis=1)
    count = np.maximum(np.ceil(km / step_km), 1.0).astype(np.int64)
    step = np.repeat(np.arange(len(count)), count)
    share = (np.arange(len(step)) - np.repeat(np.cumsum(count) - count, count)) / count[step]
    between = points[step] + share[:, None] * (points[step + 1] - points[step])
    return np.vstack((between, points[-1:]))


def _nearest(point: Points, segments: Points) -> tuple[Points, Points]:
    """How far along each segment its point nearest to ``point`` is, 0 to 1, and the km² to it.

    ``segments`` holds the ends of each segment in space.
    """
    start, along = segments[:, 0], segments[:, 1] - segments[:, 0]
    length = np.maximum((along**2).sum(axis=1), 1e-18)
    share = np.clip(((point - start) * along).sum(axis=1) / length, 0.0, 1.0)
    return share, ((start + share[:, None] * along - point) ** 2).sum(axis=1)
