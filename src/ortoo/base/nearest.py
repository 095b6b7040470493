"""The least distance between two lon/lat shapes, and which points lie near one.

In    shapes in lon/lat degrees, anywhere on the globe, however far apart.
Out   the two nearest points with their distance in km; or one truth value for each point.
Law   the distance found is at most ``EXACT_M`` longer than the least one there is (0.3 % beyond
      5,000 km); swapping the shapes swaps the ends and changes no distance.
Not   here: whose land lies between (``routes.territory``); projections (``base.geodesy``).

Method: branch and bound. A boundary is cut into segments of at most ``STEP_KM``, grouped into
blocks of 2, 4, 8 … consecutive ones. Every block has a box along the three axes of the Earth, so
that neither the 180th meridian nor a pole needs care. Pairs of blocks whose boxes are farther apart
than the best pair of points known so far are dropped, the others are halved; the segments that are
left are measured one against the other.
"""

from dataclasses import dataclass
from typing import Self

import numpy as np
import numpy.typing as npt
import shapely
from shapely.geometry.base import BaseGeometry

from ortoo.base.geodesy import Floats, LonLat, densify, earth_centred_m, great_circle_km

EXACT_M = 1.0
STEP_KM = 1.0

_BULGE_M = 0.1  # a segment of 1 km bulges 2 cm above the straight line between its ends
_POINT_M2 = 1e-9  # stands for the squared length of a segment without any
_EARTH_M = 12_742_000.0  # mean diameter
_ORDER = (
    0.004  # ways of one length over the ellipsoid differ in the straight by less, times (d/D)^2
)
_FAR = 0.4  # beyond 5,000 km the search would have to look at too many pairs to be exact
_MOST_MEASURED = 1000

Indices = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Nearest:
    """The nearest points (lon, lat) of two shapes, the first shape's first, and how far apart."""

    km: float
    ends: tuple[LonLat, LonLat]


def nearest(first: BaseGeometry, second: BaseGeometry) -> Nearest:
    """The least distance between two shapes over the ellipsoid, and where it is.

    Parameters
    ----------
    first, second
        (lon, lat), degrees; points, lines or valid polygons.

    Returns
    -------
    Exact to ``EXACT_M``, or to 0.3 % beyond 5,000 km. Shapes that touch or overlap are 0.0 km
    apart, at one common point.

    Raises
    ------
    ValueError
        One of the shapes is empty: there is no distance to nothing.
    CoordinateError
        A vertex lies off the globe.

    Examples
    --------
    >>> found = nearest(shapely.box(0, 0, 1, 1), shapely.box(1.5, 0.2, 2, 0.8))
    >>> round(found.km, 2), found.ends[0][0], found.ends[1][0]
    (55.65, 1.0, 1.5)
    """
    if first.is_empty or second.is_empty:
        raise ValueError("there is no distance to an empty shape")
    if shapely.intersects(first, second):
        lon, lat = shapely.shortest_line(first, second).coords[0]
        return Nearest(0.0, ((lon, lat), (lon, lat)))
    one, two = _Blocks.of(first), _Blocks.of(second)
    at = to = np.zeros(1, dtype=np.int64)
    best = np.inf
    for level in reversed(range(max(one.height, two.height))):
        good, best = _promising(one.boxes(at, level=level), two.boxes(to, level=level), best=best)
        at, to = _crossed(one.below(at[good], level=level), two.below(to[good], level=level))
    return _refined(one.segments[at], two.segments[to], best=best)


def near(points: Floats, shape: BaseGeometry, *, metres: float) -> npt.NDArray[np.bool_]:
    """Which points lie in a shape, or within so many metres of it.

    Parameters
    ----------
    points
        One row (lon, lat) for each point, degrees.
    shape
        (lon, lat), degrees; a polygon counts with its inside.

    Returns
    -------
    One truth value for each row; no point is near an empty shape.

    Examples
    --------
    >>> points = np.array([[0.5, 0.5], [1.004, 0.5], [1.005, 0.5]])
    >>> near(points, shapely.box(0, 0, 1, 1), metres=500).tolist()
    [True, True, False]
    """
    found = np.asarray(shapely.contains_xy(shape, points), dtype=np.bool_)
    if shape.is_empty or found.all():
        return found
    blocks, places = _Blocks.of(shape), earth_centred_m(points)
    who = np.flatnonzero(~found)
    at = np.zeros(len(who), dtype=np.int64)
    for level in reversed(range(blocks.height)):
        good = _apart(_Boxes.of_points(places[who]), blocks.boxes(at, level=level)) <= metres
        who, at = _crossed(_alone(who[good]), blocks.below(at[good], level=level))
    apart, _ = _from_segments(places[who], _straight(blocks.segments[at]))
    found[who[apart <= metres]] = True
    return found


@dataclass(frozen=True)
class _Boxes:
    """Boxes along the axes of the Earth, in metres, each with one point of the boundary in it."""

    low: Floats
    high: Floats
    point: Floats

    @classmethod
    def of_points(cls, places: Floats) -> Self:
        return cls(places, places, places)

    @classmethod
    def of_segments(cls, segments: Floats) -> Self:
        ends = _straight(segments)
        return cls(ends.min(axis=1) - _BULGE_M, ends.max(axis=1) + _BULGE_M, ends[:, 0])

    def paired(self) -> "_Boxes":
        """One box around each two consecutive boxes; an odd last one stays alone."""
        low, high = (np.concatenate([side, side[-1:]]) for side in (self.low, self.high))
        even = slice(0, 2 * ((len(self.low) + 1) // 2), 2)
        odd = slice(1, even.stop, 2)
        return _Boxes(
            np.minimum(low[even], low[odd]), np.maximum(high[even], high[odd]), self.point[even]
        )

    def __getitem__(self, index: Indices) -> "_Boxes":
        return _Boxes(self.low[index], self.high[index], self.point[index])


@dataclass(frozen=True)
class _Blocks:
    """The segments of a boundary, and boxes around 1, 2, 4 … consecutive ones, level by level."""

    segments: Floats
    levels: tuple[_Boxes, ...]

    @classmethod
    def of(cls, shape: BaseGeometry) -> Self:
        segments = _segments(shape)
        levels = [_Boxes.of_segments(segments)]
        while len(levels[-1].low) > 1:
            levels.append(levels[-1].paired())
        return cls(segments, tuple(levels))

    @property
    def height(self) -> int:
        return len(self.levels)

    def boxes(self, at: Indices, *, level: int) -> _Boxes:
        return self.levels[min(level, self.height - 1)][at]

    def below(self, at: Indices, *, level: int) -> Indices:
        """The two halves of each block, -1 where there is none; above the top nothing is halved."""
        if level == 0 or level >= self.height:
            return _alone(at)
        halves = np.column_stack([2 * at, 2 * at + 1])
        return np.where(halves < len(self.levels[level - 1].low), halves, -1)


def _segments(shape: BaseGeometry) -> Floats:
    """Rows of two ends, (lon, lat): edges of at most ``STEP_KM``, and points as empty edges."""
    parts = shapely.get_parts(shapely.get_parts(densify(shape, step_km=STEP_KM)))
    dimension = shapely.get_dimensions(parts)
    lines = np.concatenate([shapely.get_rings(parts), parts[dimension == 1]])
    at, line = shapely.get_coordinates(lines, return_index=True)
    edges = np.stack([at[:-1], at[1:]], axis=1)[line[:-1] == line[1:]]
    points = shapely.get_coordinates(parts[dimension == 0])
    return np.concatenate([edges, np.stack([points, points], axis=1)])


def _straight(segments: Floats) -> Floats:
    """The ends of segments as metres along the axes of the Earth, one row of two ends each."""
    return earth_centred_m(segments.reshape(-1, 2)).reshape(-1, 2, 3)


def _apart(one: _Boxes, two: _Boxes) -> Floats:
    """Least straight distance between paired boxes."""
    gaps = np.maximum(np.maximum(one.low - two.high, two.low - one.high), 0.0)
    return np.asarray(np.linalg.norm(gaps, axis=1))


def _promising(one: _Boxes, two: _Boxes, *, best: float) -> tuple[npt.NDArray[np.bool_], float]:
    """Which pairs of boxes may hold the nearest points, and the best distance known now."""
    best = min(best, float(np.linalg.norm(one.point - two.point, axis=1).min()))
    return _apart(one, two) <= best * _slack(best), best


def _alone(at: Indices) -> Indices:
    return np.column_stack([at, np.full_like(at, -1)])


def _crossed(ones: Indices, twos: Indices) -> tuple[Indices, Indices]:
    """Every half of the one with every half of the other, pair by pair."""
    left = np.repeat(ones, 2, axis=1).ravel()
    right = np.tile(twos, 2).ravel()
    there = (left >= 0) & (right >= 0)
    return left[there], right[there]


def _refined(ones: Floats, twos: Floats, *, best: float) -> Nearest:
    """The nearest points of paired segments; in such a pair one of them is an end of a segment."""
    cases = [(end, twos, False) for end in np.moveaxis(ones, 1, 0)]
    cases += [(end, ones, True) for end in np.moveaxis(twos, 1, 0)]
    found = []
    for points, segments, swapped in cases:
        apart, share = _from_segments(earth_centred_m(points), _straight(segments))
        best = min(best, float(apart.min()))
        rows = np.argsort(apart, kind="stable")[:_MOST_MEASURED]
        for row in rows[apart[rows] <= best * _slack(best)]:
            start, end = segments[row]
            pair = _lonlat(points[row]), _lonlat(start + share[row] * (end - start))
            found.append(pair[::-1] if swapped else pair)
    km, pair = min((great_circle_km(*pair), pair) for pair in found)
    return Nearest(km, pair)


def _from_segments(places: Floats, segments: Floats) -> tuple[Floats, Floats]:
    """Straight distance of each place from its segment, and how far along the nearest point is."""
    along, off = segments[:, 1] - segments[:, 0], places - segments[:, 0]
    square = np.maximum(np.einsum("ij,ij->i", along, along), _POINT_M2)
    share = np.clip(np.einsum("ij,ij->i", off, along) / square, 0.0, 1.0)
    return np.asarray(np.linalg.norm(off - share[:, None] * along, axis=1)), share


def _slack(straight_m: float) -> float:
    return 1.0 + _ORDER * min(straight_m / _EARTH_M, _FAR) ** 2


def _lonlat(at: Floats) -> LonLat:
    return float(at[0]), float(at[1])
