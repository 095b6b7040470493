"""A small piece of ground as a drawing to scale: what lies between two points, in kilometres.

In    a ``Gap`` and the countries.
Out   a ``Scaled``: outlines, stretches, names and a scale bar that a template draws as SVG.
Law   one kilometre is equally long in every direction and at every place of the drawing, within
      the 0.1 % of a local plane; stretches add up to the line.
Not   here: the zoomable map (``views.page``), measuring (``routes.territory``).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import reduce

import geopandas as gpd
import numpy as np
import shapely

from ortoo.base.geodesy import LonLat, Plane, geodesic_line
from ortoo.base.saying import Said, say
from ortoo.base.units import M_PER_KM
from ortoo.inputs.schema import OPEN_SEA
from ortoo.routes.territory import Gap
from ortoo.views.profile import scale
from ortoo.views.tables import figure
from ortoo.views.wording import Names

WIDTH, HEIGHT = 400.0, 240.0
SHARE = 0.5
"""Of the width is what the line takes up."""
LEAST_KM = 1.0
LETTER = 8.5
LOOKS = ("first", "second", "third", "fourth")
STRAIGHT = 2
"""Ends of a line."""
Lands = dict[str, shapely.Geometry]


@dataclass(frozen=True, kw_only=True)
class Stretch:
    """A part of the line in one country: how it looks, where it runs, what stands beside it."""

    look: str
    path: str
    x: float
    y: float
    text: str


@dataclass(frozen=True, kw_only=True)
class Scaled:
    """A drawing of 400 x 240: paths, names (x, y, text), the line in parts, its ends, the bar."""

    grounds: tuple[tuple[str, str], ...]
    names: tuple[tuple[float, float, str], ...]
    stretches: tuple[Stretch, ...]
    ends: tuple[tuple[float, float], ...]
    bar: tuple[float, str]
    spoken: str


def scaled(gap: Gap, countries: gpd.GeoDataFrame, *, names: Names) -> Scaled:
    """The gap to scale, with whose land lies around it."""
    plane = Plane.around(shapely.MultiPoint(gap.ends))
    metres = max(gap.gap_km, LEAST_KM) * M_PER_KM / SHARE / WIDTH
    frame = shapely.box(-WIDTH / 2 * metres, -HEIGHT / 2 * metres,
                        WIDTH / 2 * metres, HEIGHT / 2 * metres)  # fmt: skip
    around = shapely.box(*plane.globe(frame).bounds)
    lands = {
        str(code): plane.flat(cut).intersection(frame)
        for code, shape in zip(countries["country"], countries["geometry"], strict=True)
        if not (cut := shapely.clip_by_rect(shape, *around.bounds)).is_empty
    }
    lands = {code: land for code, land in sorted(lands.items()) if not land.is_empty}
    line = plane.flat(geodesic_line(*gap.ends, step_km=1.0))
    bar_km, bar_text = scale(max(gap.gap_km, LEAST_KM) / STRAIGHT)[-1]
    return Scaled(
        grounds=tuple((_role(code, gap), path_of(land, metres)) for code, land in lands.items()),
        names=tuple(_names(lands, names, metres=metres)),
        stretches=tuple(_stretches(gap, lands, line=line, names=names, metres=metres))
        if gap.gap_km
        else (),
        ends=tuple(_spot(plane, end, metres=metres) for end in gap.ends),
        bar=(round(bar_km * M_PER_KM / metres, 1), say("{n} km", n=bar_text)),
        spoken=_spoken(gap, names),
    )


def path_of(shape: shapely.Geometry, unit: float) -> str:
    """A flat shape as the path of a drawing, ``unit`` of the plane to one of the drawing."""
    return "".join(
        f"M{' '.join(f'{x:.1f},{y:.1f}' for x, y in _drawn(ring, unit))}" for ring in _rings(shape)
    )


def _rings(shape: shapely.Geometry) -> Iterator[shapely.Geometry]:
    for part in shapely.get_parts(shape):
        if part.geom_type == "Polygon":
            yield from shapely.get_rings(part)
        elif part.geom_type == "LineString":
            yield part


def _drawn(line: shapely.Geometry, unit: float) -> Sequence[Sequence[float]]:
    """Vertices in the drawing, whose y runs down; none closer than half a unit to the line."""
    points = shapely.get_coordinates(shapely.simplify(line, unit / 2))
    at = np.column_stack([WIDTH / 2 + points[:, 0] / unit, HEIGHT / 2 - points[:, 1] / unit])
    listed: list[list[float]] = at.tolist()
    return listed


def _role(code: str, gap: Gap) -> str:
    return "passed" if code in {gap.origin, gap.destination} else "land"


def _names(lands: Lands, names: Names, *, metres: float) -> Iterator[tuple[float, float, str]]:
    """Country names in the middle of what is seen of them, where they fit."""
    for code, land in lands.items():
        largest = max(shapely.get_parts(land), key=shapely.area)
        text = names.country(code)
        circle = shapely.maximum_inscribed_circle(largest, tolerance=metres)
        radius_m = float(shapely.length(circle))
        if radius_m / metres * 2 >= len(text) * LETTER * 0.6:
            ((x, y),) = _drawn(shapely.get_point(circle, 0), metres)
            yield round(x, 1), round(y, 1), text


def _stretches(
    gap: Gap, lands: Lands, *, line: shapely.Geometry, names: Names, metres: float
) -> Iterator[Stretch]:
    rest = line
    for look, (code, km) in zip(LOOKS, gap.between, strict=False):
        part = rest if code == OPEN_SEA else shapely.intersection(rest, lands[code])
        rest = shapely.difference(rest, part)
        middle = shapely.line_interpolate_point(line, line.project(part.centroid))
        ((x, y),) = _drawn(middle, metres)
        yield Stretch(
            look=look,
            path=path_of(part, metres),
            x=round(x, 1),
            y=round(y, 1),
            text=say("{km} km {country}", km=figure(km), country=names.country(code)),
        )


def _spot(plane: Plane, end: LonLat, *, metres: float) -> tuple[float, float]:
    ((x, y),) = _drawn(plane.flat(shapely.Point(end)), metres)
    return round(x, 1), round(y, 1)


def _spoken(gap: Gap, names: Names) -> Said:
    parts = [
        say("{km} km in {country}", km=figure(km), country=names.country(code))
        for code, km in gap.between
    ]
    return say(
        "{km} km from {one} to {other}: {parts}.",
        km=figure(gap.gap_km), one=names.country(gap.origin),
        other=names.country(gap.destination), parts=reduce(_then, parts, Said("")),
    )  # fmt: skip


def _then(told: Said, part: Said) -> Said:
    return say("{told}, then {part}", told=told, part=part) if told else part
