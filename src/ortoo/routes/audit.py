"""Hold a route against the polygons: whose land it really crosses.

In    a route, and the country polygons of its network.
Out   one row per country: km by the tables, by whose land the lines cross, and as drawn.
Law   a kilometre of line is counted once, in the country whose polygon holds it; what lies in no
      polygon is booked under XZ.
Not   here: mending lines (``tools``).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Self

import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from ortoo.base.errors import InternalError
from ortoo.base.geodesy import geodesic_km
from ortoo.inputs.schema import OPEN_SEA
from ortoo.network.arcs import ArcKind
from ortoo.network.network import Network
from ortoo.routes.inside import share_over
from ortoo.routes.journeys import Route
from ortoo.routes.question import Avoid, Overflight

COLUMNS = (
    "country", "table_km", "polygon_km", "drawn_km", "difference", "agrees", "drawn_agrees",
)  # fmt: skip
BORDERS_ARE_WIDE_KM = 2.0
"""Lines through named towns may cut so much of a bend of a border, over a whole route."""
NEGLIGIBLE_KM = 0.1
SHORTEST_KM = 1e-6
LARGEST_DIFFERENCE = 0.005
"""Share by which km of the tables and km of the geometry may differ before it is reported."""


def audit(route: Route) -> pd.DataFrame:
    """Kilometres per country by the tables and by intersecting the lines with the polygons.

    A line drawn through towns is shorter than the way it stands for. So there are two figures:
    ``polygon_km`` stretches each section's kilometres inside a polygon to the section's own length
    and asks whose land; ``drawn_km`` is what the lines measure there and asks how far. Flights are
    left out: over whose land they go, their table says.

    Returns
    -------
    Columns ``country``, ``table_km``, ``polygon_km``, ``drawn_km``, ``difference`` (of the first
    two, share of the larger), ``agrees`` (difference at most 0.5 %, or under 100 m) and
    ``drawn_agrees`` (the same of the first and the third). Empty without polygons.
    """
    lands = _Lands.of(route.network)
    if not lands.codes:
        return pd.DataFrame(columns=list(COLUMNS))
    told: dict[str, float] = {}
    found: dict[str, float] = {}
    drawn: dict[str, float] = {}
    for home, length_km, line in _sections(route):
        told[home] = told.get(home, 0.0) + length_km
        stretch = length_km / max(geodesic_km(line), SHORTEST_KM)
        for country, km in lands.crossed(line, first=home):
            found[country] = found.get(country, 0.0) + km * stretch
            drawn[country] = drawn.get(country, 0.0) + km
    rows = [
        _row(country, [sums.get(country, 0.0) for sums in (told, found, drawn)])
        for country in dict.fromkeys([*told, *found])
    ]
    return pd.DataFrame(rows, columns=list(COLUMNS))


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


def untouched(route: Route, avoid: Avoid) -> Route:
    """The route, unless it breaks the promise not to touch what is avoided.

    By the tables it may not touch at all, by the polygons no more than borders are wide; where
    overflight is refused, the same holds in the air.

    Raises
    ------
    InternalError
        It touches an avoided country: no answer is better than a wrong one.
    """
    if not avoid.countries:
        return route
    touched = set(route.touches(avoid.countries))
    seen = audit(route)
    inside = seen[seen["country"].isin(avoid.countries)]
    touched |= set(inside.loc[inside["polygon_km"] > BORDERS_ARE_WIDE_KM, "country"])
    if avoid.overflight is Overflight.REFUSED:
        touched |= {country for country in avoid.countries if _overflown(route, country)}
    if touched:
        raise InternalError(
            f"a route touched {', '.join(sorted(touched))} although avoided: the tables or the "
            "lines of its sections are wrong (`ortoo data check`), or ortoo is; no answer is given"
        )
    return route


def _overflown(route: Route, country: str) -> bool:
    flights = [leg for leg in route.legs if leg.kind is ArcKind.LINE and leg.mode == "air"]
    lines = [(leg.length_km, leg.geometry) for leg in flights if leg.geometry is not None]
    over = frozenset({country})
    return any(
        km * share_over(route.network, line, countries=over) > BORDERS_ARE_WIDE_KM
        for km, line in lines
    )


def _row(country: str, kilometres: list[float]) -> tuple[object, ...]:
    told, found, drawn = kilometres
    apart = abs(told - found) / max(told, found, NEGLIGIBLE_KM)
    return country, told, found, drawn, apart, _agree(told, found), _agree(told, drawn)


def _agree(one: float, two: float) -> bool:
    apart = abs(one - two)
    return apart <= max(LARGEST_DIFFERENCE * max(one, two), NEGLIGIBLE_KM)


def _sections(route: Route) -> Iterator[tuple[str, float, shapely.LineString]]:
    """Country, length and line of every section run over, but for flights."""
    table = route.network.tables["sections"]
    columns = [table[name].tolist() for name in ("country", "length_km", "geometry", "mode")]
    for arc in (route.network.arcs.arcs[at] for at in route.way):
        if arc.kind is ArcKind.LINE:
            country, km, line, mode = (column[arc.row] for column in columns)
            if mode != "air":
                yield country, km, line


@dataclass(frozen=True)
class _Lands:
    """The country polygons and their boxes (west, south, east, north)."""

    codes: tuple[str, ...]
    shapes: tuple[BaseGeometry, ...]
    boxes: NDArray[np.float64]

    @classmethod
    def of(cls, network: Network) -> Self:
        frame = network.countries.sort_values("country")
        shapes = tuple(frame.geometry)
        return cls(tuple(frame["country"]), shapes, shapely.bounds(np.array(shapes, dtype=object)))

    def crossed(self, line: shapely.LineString, *, first: str) -> Iterator[tuple[str, float]]:
        """Kilometres of a line in each polygon; its own country is asked first."""
        west, south, east, north = line.bounds
        lows, highs = self.boxes[:, :2] <= (east, north), self.boxes[:, 2:] >= (west, south)
        near = np.flatnonzero(lows.all(axis=1) & highs.all(axis=1)).tolist()
        box = (west - 0.1, south - 0.1, east + 0.1, north + 0.1)
        rest: BaseGeometry = line
        for at in sorted(near, key=lambda at: self.codes[at] != first):
            shape = shapely.clip_by_rect(self.shapes[at], *box)
            part = rest.intersection(shape)
            if not part.is_empty and part.geom_type != "Point":
                yield self.codes[at], _km(part)
                rest = rest.difference(shape)
            if rest.is_empty:
                return
        yield OPEN_SEA, _km(rest)


def _km(part: BaseGeometry) -> float:
    lines = [p for p in shapely.get_parts(part) if p.geom_type == "LineString"]
    return geodesic_km(shapely.MultiLineString(lines))
