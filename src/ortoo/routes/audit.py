"""Hold a route against the polygons: whose land it really crosses.

In    a route, and the country polygons of its network.
Out   one row per country: km by the tables, km by geometry, and how far lines stray outside.
Law   a kilometre of line is counted once, in the country whose polygon holds it; what lies in no
      polygon is booked under XZ.
Not   here: mending lines (``tools``).
"""

from collections.abc import Iterator

import pandas as pd
import shapely
from shapely.geometry.base import BaseGeometry

from ortoo.base.geodesy import geodesic_km
from ortoo.inputs.schema import OPEN_SEA
from ortoo.network.arcs import ArcKind
from ortoo.routes.journeys import Route

SHORTEST_KM = 1e-6
LARGEST_DIFFERENCE = 0.005
"""Share by which km of the tables and km of the geometry may differ before it is reported."""


def audit(route: Route) -> pd.DataFrame:
    """Kilometres per country by the tables and by intersecting the lines with the polygons.

    A line drawn through towns is shorter than the way it stands for, so a leg's kilometres by
    polygons are stretched to its own length: the question is whose land, not how far. Air legs
    are left out: over whose land they fly, their table says.

    Returns
    -------
    Columns ``country``, ``table_km``, ``polygon_km``, ``difference`` (share of the larger) and
    ``agrees`` (difference at most 0.5 %, or under a kilometre). Empty without polygons.
    """
    shapes = dict(
        zip(route.network.countries["country"], route.network.countries["geometry"], strict=True)
    )
    columns = ["country", "table_km", "polygon_km", "difference", "agrees"]
    if not shapes:
        return pd.DataFrame(columns=columns)
    told: dict[str, float] = {}
    found: dict[str, float] = {}
    for leg in route.legs:
        if leg.kind is ArcKind.LINE and leg.mode != "air" and leg.geometry is not None:
            told[leg.country] = told.get(leg.country, 0.0) + leg.length_km
            stretch = leg.length_km / max(geodesic_km(leg.geometry), SHORTEST_KM)
            for country, km in _inside(leg.geometry, shapes, first=leg.country):
                found[country] = found.get(country, 0.0) + km * stretch
    rows = [
        _row(country, told.get(country, 0.0), polygon_km=found.get(country, 0.0))
        for country in dict.fromkeys([*told, *found])
    ]
    return pd.DataFrame(rows, columns=columns)


def disagreements(route: Route) -> tuple[tuple[str, float, float], ...]:
    """Where tables and polygons differ: country, km by the tables, km by the polygons."""
    found = audit(route)
    rows = found[~found["agrees"].astype(bool)]
    return tuple(
        (str(country), float(told), float(seen))
        for country, told, seen in rows[["country", "table_km", "polygon_km"]].itertuples(
            index=False
        )
    )


def _row(country: str, table_km: float, *, polygon_km: float) -> dict[str, object]:
    apart = abs(table_km - polygon_km)
    difference = apart / max(table_km, polygon_km, 1e-9)
    agrees = difference <= LARGEST_DIFFERENCE or apart < 1.0
    return {
        "country": country,
        "table_km": table_km,
        "polygon_km": polygon_km,
        "difference": difference,
        "agrees": agrees,
    }


def _inside(
    line: shapely.LineString, shapes: dict[str, BaseGeometry], *, first: str
) -> Iterator[tuple[str, float]]:
    """Kilometres of a line in each polygon; its own country is asked first."""
    rest: BaseGeometry = line
    for country in sorted(shapes, key=lambda code: (code != first, code)):
        if rest.is_empty:
            return
        near = _near(shapes[country], rest)
        if near is None:
            continue
        part = rest.intersection(near)
        if not part.is_empty and part.geom_type != "Point":
            yield country, _km(part)
            rest = rest.difference(near)
    if not rest.is_empty:
        yield OPEN_SEA, _km(rest)


def _near(shape: BaseGeometry, line: BaseGeometry) -> BaseGeometry | None:
    """The part of a polygon around a line; None when their boxes are apart."""
    west, south, east, north = line.bounds
    box = shapely.box(west - 0.1, south - 0.1, east + 0.1, north + 0.1)
    if not box.intersects(shapely.box(*shape.bounds)):
        return None
    return shapely.clip_by_rect(shape, *box.bounds)


def _km(part: BaseGeometry) -> float:
    lines = [p for p in shapely.get_parts(part) if p.geom_type == "LineString"]
    return geodesic_km(shapely.MultiLineString(lines))
