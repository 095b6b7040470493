"""Whose land lies between two countries, and what encloses a landlocked one.

In    the countries frame (``inputs.boundaries``), ISO 3166 alpha-3 codes.
Out   ``Gap``: the least distance between two territories and whose land it crosses; ``Enclosure``:
      the land border of a country and the share of it that others cover.
Law   the kilometres between two countries are booked once each and add up to the gap; what lies in
      no polygon is booked under XZ.
Not   here: roads and rails (``routes.find``); nearest points (``base.nearest``).
"""

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import geopandas as gpd
import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from ortoo.base.errors import MissingDataError, UnknownNameError, UsageError
from ortoo.base.geodesy import Floats, LonLat, densify, geodesic_km, geodesic_line, segment_km
from ortoo.base.nearest import near, nearest
from ortoo.inputs.schema import OPEN_SEA
from ortoo.routes.codes import offered
from ortoo.routes.inland import least_inside_km

TOUCHING_M = 500.0
"""A border point this close to another country lies on the border with it."""
STEP_KM = 0.5
"""Borders are sampled this densely."""
LEAST_PIECE_KM = 0.001
HALF_ROUND = 180.0


@dataclass(frozen=True, kw_only=True)
class Gap:
    """The least distance between two countries.

    ``ends`` are (lon, lat), first in ``origin``. ``between`` lists whose land the geodesic crosses,
    with the kilometres in each; ``inside_one_country`` the least distance that stays inside one
    country which touches both. Countries that share a border are 0 km apart.
    """

    origin: str
    destination: str
    gap_km: float
    ends: tuple[LonLat, LonLat]
    between: tuple[tuple[str, float], ...]
    inside_one_country: tuple[tuple[str, float], ...]


@dataclass(frozen=True, kw_only=True)
class Enclosure:
    """A country's land border and how much of it other countries cover.

    ``border_km`` is the length of those parts of the boundary that lie within 500 m of another
    country, the coast left out; ``inside_avoided_share`` the share of it within 500 m of an avoided
    one.
    """

    country: str
    border_km: float
    inside_avoided_share: float


def gap(countries: gpd.GeoDataFrame, *, between: tuple[str, str]) -> Gap:
    """The least distance over the ellipsoid between two countries, and whose land lies between.

    Parameters
    ----------
    countries
        Columns ``country`` and ``geometry`` (lon, lat).
    between
        Two ISO 3166 alpha-3 codes.

    Raises
    ------
    MissingDataError
        The frame is empty.
    UnknownNameError
        A country that the frame does not have.
    UsageError
        Twice the same country.

    Examples
    --------
    >>> import ortoo
    >>> found = gap(ortoo.load_network().countries, between=("MNG", "KAZ"))
    >>> round(found.gap_km), [country for country, _ in found.between]
    (37, ['RUS', 'CHN'])
    """
    origin, destination = between
    if origin == destination:
        raise UsageError(f"the gap between {origin} and itself: name two countries")
    shapes = _shapes(countries, (origin, destination))
    found = nearest(shapes[origin], shapes[destination])
    crossed = tuple(_between(found.ends, shapes)) if found.km > 0 else ()
    touched = [c for c in dict.fromkeys(c for c, _ in crossed) if c != OPEN_SEA]
    one = crossed if len(crossed) == 1 and crossed[0][0] != OPEN_SEA else ()
    inside = one or [(c, _inside(shapes, c, ends=(origin, destination))) for c in touched]
    return Gap(
        origin=origin,
        destination=destination,
        gap_km=found.km,
        ends=found.ends,
        between=crossed,
        inside_one_country=tuple((c, km) for c, km in inside if km is not None),
    )


def gap_json(found: Gap) -> dict[str, Any]:
    """A gap as plain data, as ``ortoo gap --json`` prints it; metres are rounded."""
    return {
        "from": found.origin,
        "to": found.destination,
        "gap_km": round(found.gap_km, 3),
        "ends": [[round(lon, 5), round(lat, 5)] for lon, lat in found.ends],
        "between": [{"country": c, "length_km": round(km, 3)} for c, km in found.between],
        "inside_one_country": [
            {"country": c, "least_km": round(km, 3)} for c, km in found.inside_one_country
        ],
    }


def enclosure(countries: gpd.GeoDataFrame, origin: str, *, avoided: Iterable[str]) -> Enclosure:
    """How much of the land border of ``origin`` the avoided countries cover.

    The boundary is sampled every 500 m; a stretch belongs to the land border when it lies within
    500 m of another country. A country without land border has 0 km and share 0.

    Examples
    --------
    >>> import ortoo
    >>> found = enclosure(ortoo.load_network().countries, "MNG", avoided=["RUS", "CHN"])
    >>> found.inside_avoided_share > 0.999
    True
    """
    shapes = _shapes(countries, (origin,))
    lengths, middles = _sampled_boundary(shapes[origin])
    shunned = frozenset(avoided)
    by_avoided = np.zeros(len(lengths), dtype=bool)
    by_others = np.zeros(len(lengths), dtype=bool)
    for country, shape in _around(shapes, shapes[origin], without={origin}):
        touching = near(middles, shape, metres=TOUCHING_M)
        if country in shunned:
            by_avoided |= touching
        else:
            by_others |= touching
    border_km = float(lengths[by_avoided | by_others].sum())
    covered_km = float(lengths[by_avoided].sum())
    share = covered_km / border_km if border_km else 0.0
    return Enclosure(country=origin, border_km=border_km, inside_avoided_share=share)


def _shapes(countries: gpd.GeoDataFrame, needed: Iterable[str]) -> dict[str, BaseGeometry]:
    if not len(countries):
        raise MissingDataError(
            "the network has no countries.geojson (or .fgb, .gpkg); a gap needs polygons"
        )
    shapes = dict(zip(countries["country"], countries["geometry"], strict=True))
    for country in needed:
        if country not in shapes:
            raise UnknownNameError("country", country, nearest=offered(countries, country))
    return shapes


def _around(
    shapes: dict[str, BaseGeometry], shape: BaseGeometry, *, without: set[str]
) -> Iterator[tuple[str, BaseGeometry]]:
    """The countries whose boxes come near a shape, cut to its surroundings."""
    west, south, east, north = shape.bounds
    box = (west - 0.1, south - 0.1, east + 0.1, north + 0.1)
    for country in sorted(set(shapes) - without):
        cut = shapely.clip_by_rect(shapes[country], *box)
        if not cut.is_empty:
            yield country, cut


def _between(
    ends: tuple[LonLat, LonLat], shapes: dict[str, BaseGeometry]
) -> Iterator[tuple[str, float]]:
    """Whose land the geodesic between two points crosses, in the order of first being entered."""
    sums: dict[str, float] = {}
    for line in _cut_at_180(geodesic_line(*ends, step_km=1.0)):
        for country, km in _crossed(line, shapes):
            sums[country] = sums.get(country, 0.0) + km
    yield from ((country, km) for country, km in sums.items() if km > LEAST_PIECE_KM)


def _crossed(
    line: shapely.LineString, shapes: dict[str, BaseGeometry]
) -> Iterator[tuple[str, float]]:
    """The countries along a line with the kilometres of each stretch, in order."""
    pieces: list[tuple[float, str, float]] = []
    rest: BaseGeometry = line
    for country, shape in _around(shapes, line, without=set()):
        part = shapely.intersection(rest, shape)
        pieces += [_piece(line, p, country=country) for p in _lines(part)]
        rest = shapely.difference(rest, shape) if not part.is_empty else rest
    pieces += [_piece(line, p, country=OPEN_SEA) for p in _lines(rest)]
    yield from ((country, km) for _, country, km in sorted(pieces))


def _piece(
    line: shapely.LineString, part: shapely.LineString, *, country: str
) -> tuple[float, str, float]:
    return line.project(shapely.Point(part.coords[0])), country, geodesic_km(part)


def _cut_at_180(line: shapely.LineString) -> Iterator[shapely.LineString]:
    """The parts of a line that jumps from one side of the map to the other, without the jumps."""
    run: list[LonLat] = []
    for lon, lat in line.coords:
        if run and abs(lon - run[-1][0]) > HALF_ROUND:
            west, north = run[-1]
            edge = math.copysign(HALF_ROUND, west)
            apart = abs(edge - west) + abs(-edge - lon)
            middle = north + (lat - north) * (abs(edge - west) / apart if apart else 0.0)
            yield shapely.LineString([*run, (edge, middle)])
            run = [(-edge, middle)]
        run.append((lon, lat))
    yield shapely.LineString(run)


def _lines(shape: BaseGeometry) -> list[shapely.LineString]:
    parts = shapely.get_parts(shape)
    return [p for p in parts if p.geom_type == "LineString" and not p.is_empty]


def _inside(
    shapes: dict[str, BaseGeometry], country: str, *, ends: tuple[str, str]
) -> float | None:
    """Least km from one end country to the other inside ``country``; None when it misses one."""
    return least_inside_km(shapes[country], start=shapes[ends[0]], goal=shapes[ends[1]])


def _sampled_boundary(shape: BaseGeometry) -> tuple[Floats, Floats]:
    """Length (km) and middle (lon, lat) of every short stretch of a boundary."""
    rings = shapely.get_parts(densify(shape.boundary, step_km=STEP_KM))
    lengths = [segment_km(ring) for ring in rings]
    points = [shapely.get_coordinates(ring) for ring in rings]
    middles = [(p[:-1] + p[1:]) / 2 for p in points]
    return np.concatenate(lengths), np.vstack(middles)
