"""Hold a route against the polygons: whose land it really crosses.

In    a route, and the country polygons of its network.
Out   one row per country: km by the tables, by whose land the lines cross, and as drawn.
Law   a kilometre of line is counted once, in the country whose polygon holds it; what lies in no
      polygon is booked under XZ.
Not   here: mending lines (``tools``).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from ortoo.base.errors import InternalError
from ortoo.base.geodesy import densify, geodesic_km
from ortoo.base.nearest import near
from ortoo.inputs.schema import OPEN_SEA
from ortoo.network.arcs import Arc, ArcKind
from ortoo.network.network import Network
from ortoo.routes.inside import share_over
from ortoo.routes.journeys import Route
from ortoo.routes.question import Avoid, Overflight

COLUMNS = (
    "country", "table_km", "polygon_km", "drawn_km", "difference", "agrees", "drawn_agrees",
)  # fmt: skip
BORDERS_ARE_WIDE_KM = 2.0
"""A flight, or a section of a country without polygon, may cut so much of a bend of a border."""
BORDERS_ARE_SHARP_M = 500.0
"""The polygons and the lines follow a border to this; what is nearer may lie on either side."""
STEP_KM = 0.2
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
    for arc, line in _sections(route):
        for country, (km, *_) in arc.booked:
            told[country] = told.get(country, 0.0) + km
        stretch = arc.costs[0] / max(geodesic_km(line), SHORTEST_KM)
        for country, km in lands.crossed(line, first=arc.countries[-1]):
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


def intruders(route: Route, avoid: Avoid) -> frozenset[str]:
    """Ids of the route's sections whose lines run inside an avoided country, whatever tables say.

    On the ground a line is inside where it is further from the land of its own countries than
    borders are sharp: a road on the bank of a border river is not. In the air, where overflight
    is refused, every kilometre counts beyond what a border is wide. Empty without polygons.

    Raises
    ------
    InternalError
        By the tables the route needs an avoided country: no answer is better than a wrong one.
    """
    if touched := route.touches(avoid.countries):
        raise InternalError(
            f"a route touched {', '.join(sorted(touched))} although avoided; no answer is given"
        )
    if not avoid.countries:
        return frozenset()
    lands = _Lands.of(route.network)
    return frozenset(
        route.network.id_of(at)
        for at, arc in ((at, route.network.arcs.arcs[at]) for at in route.way)
        if arc.kind is ArcKind.LINE and _intrudes(route.network, arc, lands=lands, avoid=avoid)
    )


def _intrudes(network: Network, arc: Arc, *, lands: "_Lands", avoid: Avoid) -> bool:
    table = network.tables["sections"]
    line = table["geometry"].iloc[arc.row]
    if arc.head.mode != "air":
        return lands.holds_deep(line, own=arc.countries, others=avoid.countries)
    if avoid.overflight is not Overflight.REFUSED:
        return False
    km = float(table["length_km"].iloc[arc.row])
    return any(
        km * share_over(network, line, countries=frozenset({country})) > BORDERS_ARE_WIDE_KM
        for country in avoid.countries
    )


def _row(country: str, kilometres: list[float]) -> tuple[object, ...]:
    told, found, drawn = kilometres
    apart = abs(told - found) / max(told, found, NEGLIGIBLE_KM)
    return country, told, found, drawn, apart, _agree(told, found), _agree(told, drawn)


def _agree(one: float, two: float) -> bool:
    apart = abs(one - two)
    return apart <= max(LARGEST_DIFFERENCE * max(one, two), NEGLIGIBLE_KM)


def _sections(route: Route) -> Iterator[tuple[Arc, shapely.LineString]]:
    """Arc and line of every section run over, but for flights."""
    lines = route.network.tables["sections"]["geometry"]
    for arc in (route.network.arcs.arcs[at] for at in route.way):
        if arc.kind is ArcKind.LINE and arc.head.mode != "air":
            yield arc, lines.iloc[arc.row]


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

    def holds_deep(
        self, line: shapely.LineString, *, own: Sequence[str], others: frozenset[str]
    ) -> bool:
        """Whether a part of the line lies in one of ``others``, away from the land of ``own``."""
        west, south, east, north = line.bounds
        box = (west - 0.1, south - 0.1, east + 0.1, north + 0.1)
        shapes = dict(zip(self.codes, self.shapes, strict=True))
        home = shapely.union_all(
            [shapely.clip_by_rect(shapes[c], *box) for c in own if c in shapes]
        )
        for country in others & shapes.keys() - set(own):
            part = line.intersection(shapely.clip_by_rect(shapes[country], *box))
            if home.is_empty and _km(part) > BORDERS_ARE_WIDE_KM:
                return True
            points = shapely.get_coordinates(densify(part, step_km=STEP_KM))
            if not home.is_empty and not near(points, home, metres=BORDERS_ARE_SHARP_M).all():
                return True
        return False


def _km(part: BaseGeometry) -> float:
    lines = [p for p in shapely.get_parts(part) if p.geom_type == "LineString"]
    return geodesic_km(shapely.MultiLineString(lines))
