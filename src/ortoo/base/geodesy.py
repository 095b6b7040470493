"""Distances, areas and shapes on the WGS84 ellipsoid.

In    shapes in lon/lat degrees (x = lon) whose edges are straight in lon/lat, as in GeoJSON;
      tolerances in metres.
Out   kilometres, square kilometres, and shapes in lon/lat again.
Law   every distance is geodesic; a plane is opened around a small shape and closed again; what
      would leave the globe at the 180th meridian is cut there; coordinates off the globe are
      refused by every function (``CoordinateError``).
Not   here: the least distance between two shapes (``base.nearest``); reading files (``inputs``).

This is the only module that imports pyproj. A plane touches the ellipsoid at its centre; it
stretches sideways by 0.4 % at 1,000 km and 4 % at 3,000 km from there, so that long shapes are
cut into pieces first (``MOST_KM_ON_A_PLANE``).
"""

from dataclasses import dataclass
from typing import cast

import numpy as np
import numpy.typing as npt
import shapely
from pyproj import Geod, Transformer
from pyproj.enums import TransformDirection
from shapely.affinity import translate
from shapely.geometry import LineString
from shapely.geometry.base import BaseGeometry

from ortoo.base.errors import CoordinateError
from ortoo.base.units import M_PER_KM

Floats = npt.NDArray[np.float64]
LonLat = tuple[float, float]

MOST_KM_ON_A_PLANE = 500.0
WORLD = (-180.0, -90.0, 180.0, 90.0)

_WGS84 = Geod(ellps="WGS84")
_KM_PER_DEGREE = 111.0  # of latitude; chooses a step, never measures
_ARCS_PER_QUARTER = 32  # a grown corner misses its circle by 0.03 % of the radius


def geodesic_km(shape: BaseGeometry) -> float:
    """Length of a line, or of every ring of a polygon, along the WGS84 ellipsoid.

    Parameters
    ----------
    shape
        Vertices as (lon, lat), degrees. Parts add up.

    Returns
    -------
    Kilometres, never negative; 0.0 for an empty shape, for points, and when all vertices coincide.

    Raises
    ------
    CoordinateError
        A vertex lies outside [-180, 180] x [-90, 90]: axes swapped, or metres passed where
        degrees belong.

    Examples
    --------
    >>> round(geodesic_km(LineString([(0, 0), (1, 0)])), 3)
    111.319
    """
    parts = shapely.get_parts(shapely.get_parts(shape))
    lines = [*shapely.get_rings(parts), *parts[shapely.get_dimensions(parts) == 1]]
    return float(sum(segment_km(line).sum() for line in lines))


def segment_km(line: LineString) -> Floats:
    """Length of each segment of one line, in order.

    Parameters
    ----------
    line
        Vertices as (lon, lat), degrees.

    Returns
    -------
    Kilometres, one number fewer than there are vertices; an empty line gives an empty array.

    Examples
    --------
    >>> segment_km(LineString([(0, 0), (1, 0), (1, 1)])).round(3).tolist()
    [111.319, 110.574]
    """
    _on_the_globe(line)
    lon, lat = shapely.get_coordinates(line).T
    lengths = _WGS84.line_lengths(lon, lat) if len(lon) else []
    return np.asarray(lengths, dtype=np.float64) / M_PER_KM


def great_circle_km(start: LonLat, end: LonLat) -> float:
    """Shortest way between two points over the ellipsoid: what a detour is measured against.

    Parameters
    ----------
    start, end
        (lon, lat), degrees.

    Returns
    -------
    Kilometres; 0.0 when the points coincide.

    Examples
    --------
    >>> round(great_circle_km((0, 50), (90, 50)), 1)
    6030.6
    """
    return geodesic_km(LineString([start, end]))


def geodesic_line(start: LonLat, end: LonLat, *, step_km: float) -> LineString:
    """The geodesic between two points, with a vertex at least every ``step_km``.

    It begins and ends exactly in the points given, as (lon, lat) degrees; two equal vertices when
    they coincide. Over the 180th meridian it jumps from one side of the map to the other.

    >>> line = geodesic_line((0, 50), (90, 50), step_km=100)
    >>> round(max(lat for _, lat in line.coords), 1)
    59.3
    """
    count = max(int(np.ceil(great_circle_km(start, end) / step_km)) - 1, 0)
    between = _WGS84.npts(*start, *end, count) if count else []
    return LineString([start, *between, end])


def area_km2(shape: BaseGeometry) -> float:
    """Area of the polygons in a shape, without their holes, on the ellipsoid.

    Parameters
    ----------
    shape
        (lon, lat), degrees; rings may run either way; lines and points count 0.

    Returns
    -------
    Square kilometres, never negative; 0.0 for an empty shape.

    Examples
    --------
    >>> round(area_km2(shapely.box(0, 0, 1, 1)))
    12309
    """
    _on_the_globe(shape)
    parts = shapely.get_parts(shapely.get_parts(shape))
    polygons = shapely.orient_polygons(parts[shapely.get_dimensions(parts) == 2])  # noqa: PLR2004
    areas = [_WGS84.geometry_area_perimeter(polygon)[0] for polygon in polygons]
    return float(sum(areas)) / M_PER_KM**2


def densify(shape: BaseGeometry, *, step_km: float) -> BaseGeometry:
    """The same shape with vertices added until no edge is longer than about ``step_km``.

    Edges are straight in lon/lat (degrees) and stay where they are; edges along a parallel come
    out shorter than asked for. An empty shape stays empty.

    >>> len(densify(LineString([(0, 0), (1, 0)]), step_km=40.0).coords)
    4
    """
    _on_the_globe(shape)
    if shape.geom_type == "MultiLineString":
        return shapely.MultiLineString([densify(line, step_km=step_km) for line in shape.geoms])
    if shape.length == 0:  # GEOS refuses a line whose vertices coincide
        return shape
    return cast("BaseGeometry", shapely.segmentize(shape, step_km / _KM_PER_DEGREE))


@dataclass(frozen=True)
class Plane:
    """An azimuthal equidistant plane in metres that touches the globe at ``centre`` (lon, lat).

    Distances from the centre are exact; others are too long, by 0.1 % at ``MOST_KM_ON_A_PLANE``.

    >>> plane = Plane((87.5, 49.2))
    >>> flat = plane.flat(shapely.Point(87.5, 49.3))
    >>> f"{flat.x:.2f} {flat.y:.2f}"
    '0.00 11121.46'
    >>> plane.globe(flat).equals_exact(shapely.Point(87.5, 49.3), 1e-9)
    True
    """

    centre: LonLat

    @classmethod
    def around(cls, shape: BaseGeometry) -> "Plane":
        """The plane that touches the globe at the middle of the bounds of a lon/lat shape."""
        _on_the_globe(shape)
        west, south, east, north = shape.bounds
        return cls(((west + east) / 2, (south + north) / 2))

    def flat(self, shape: BaseGeometry) -> BaseGeometry:
        """A lon/lat shape in metres east and north of the centre."""
        _on_the_globe(shape)
        return cast("BaseGeometry", shapely.transform(shape, self._onto))

    def globe(self, shape: BaseGeometry) -> BaseGeometry:
        """A shape of this plane in lon/lat; longitudes run on past 180 rather than jump."""
        return cast("BaseGeometry", shapely.transform(shape, self._back))

    def _projection(self) -> Transformer:
        lon, lat = self.centre
        return Transformer.from_pipeline(
            f"+proj=aeqd +lon_0={lon!r} +lat_0={lat!r} +datum=WGS84 +units=m"
        )

    def _onto(self, lonlat: Floats) -> Floats:
        return np.column_stack(self._projection().transform(lonlat[:, 0], lonlat[:, 1]))

    def _back(self, metres: Floats) -> Floats:
        lon, lat = self._projection().transform(
            metres[:, 0], metres[:, 1], direction=TransformDirection.INVERSE
        )
        return np.column_stack([lon - 360.0 * np.round((lon - self.centre[0]) / 360.0), lat])


def grow(shape: BaseGeometry, *, metres: float) -> BaseGeometry:
    """Buffer a lon/lat shape by a distance on the ground, and return lon/lat.

    Parameters
    ----------
    shape
        (lon, lat), degrees, valid; not within ``metres`` of a pole. Long shapes are cut first.
    metres
        How far; 0 gives the polygons of the shape.

    Returns
    -------
    Polygons; empty for an empty shape. What grows over the 180th meridian appears on both sides.

    Examples
    --------
    >>> round(area_km2(grow(shapely.Point(87.5, 49.2), metres=1000)), 2)
    3.14
    """
    grown = []
    for piece in pieces(shape, most_km=MOST_KM_ON_A_PLANE):
        plane = Plane.around(piece)
        wide = plane.flat(piece).buffer(metres, quad_segs=_ARCS_PER_QUARTER)
        grown.append(_cut_at_180(plane.globe(wide)))
    return cast("BaseGeometry", shapely.union_all(grown))


def pieces(shape: BaseGeometry, *, most_km: float) -> list[BaseGeometry]:
    """A valid lon/lat shape cut along meridians and parallels to at most this width and height.

    Its parts are cut one by one; an empty shape gives an empty list.

    >>> len(pieces(LineString([(0, 0), (4, 0)]), most_km=250.0))
    2
    """
    _on_the_globe(shape)
    done: list[BaseGeometry] = []
    waiting = [part for part in shapely.get_parts(shape) if not part.is_empty]
    while waiting:
        piece = waiting.pop()
        west, south, east, north = piece.bounds
        lon, lat = (west + east) / 2, (south + north) / 2
        width = great_circle_km((west, lat), (east, lat))
        height = great_circle_km((lon, south), (lon, north))
        if max(width, height) <= most_km:
            done.append(piece)
            continue
        split = (lon, south, lon, north) if width >= height else (west, lat, east, lat)
        halves = [shapely.box(west, south, *split[2:]), shapely.box(*split[:2], east, north)]
        cut = shapely.get_parts(shapely.intersection(piece, halves))
        waiting += [part for part in cut if not part.is_empty]
    return done


def _cut_at_180(shape: BaseGeometry) -> BaseGeometry:
    worlds = [shapely.box(west, -90, west + 360, 90) for west in (-540, -180, 180)]
    inside = [shape.intersection(world) for world in worlds]
    back = [translate(part, by) for part, by in zip(inside, (360.0, 0.0, -360.0), strict=True)]
    return shape if inside[1].equals(shape) else cast("BaseGeometry", shapely.union_all(back))


def _on_the_globe(shape: BaseGeometry) -> None:
    at = shapely.get_coordinates(shape)  # its bounds would pass over NaN in silence
    if not len(at):
        return
    (west, south), (east, north) = at.min(axis=0), at.max(axis=0)
    if not (WORLD[0] <= west and east <= WORLD[2] and WORLD[1] <= south and north <= WORLD[3]):
        raise CoordinateError((west, south, east, north))


def earth_centred_m(lonlat: Floats) -> Floats:
    """Points of the ellipsoid as metres from the centre of the Earth along three axes.

    Straight distances between them order points as geodesic ones do, without a seam at the 180th
    meridian and without poles. ``lonlat`` has one row (lon, lat) in degrees for each point.

    >>> earth_centred_m(np.array([[0.0, 0.0], [90.0, 0.0]])).round().tolist()
    [[6378137.0, 0.0, 0.0], [0.0, 6378137.0, 0.0]]
    """
    onto = Transformer.from_pipeline("+proj=cart +ellps=WGS84")
    return np.column_stack(onto.transform(lonlat[:, 0], lonlat[:, 1], np.zeros(len(lonlat))))
