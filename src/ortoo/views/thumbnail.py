"""A map as a small still picture, made from what the map itself is made from.

In    a ``Picture``.
Out   an inline SVG of a few kilobytes.
Law   the picture is made of numbers and of looks from closed lists, never of text; it looks like
      the map, for the stylesheet is the same.
Not   here: the map that can be moved (``views.page``).
"""

import math
from collections.abc import Iterator

import numpy as np
import shapely
from markupsafe import Markup
from numpy.typing import NDArray

from ortoo.views.picture import Area, Bounds, Line, LineRole, MarkLook, Picture

WIDTH, HEIGHT = 320, 200
LEAST_AREA = 6.0
"""Islands that would cover fewer square pixels are left out."""
FINEST_AREA, FINEST_LINE = 0.9, 0.7
DRAWN = frozenset({LineRole.BEST, LineRole.LEAST, LineRole.REACHED})
ENDS = {MarkLook.START: "start", MarkLook.END: "end"}


def thumbnail(picture: Picture) -> Markup:
    """``picture`` as an SVG of 320 x 200, of the part that the first look must show.

    >>> empty = Picture(areas=(), lines=(), marks=(), view=Bounds(0, 0, 8, 5),
    ...                 window=Bounds(0, 0, 8, 5))
    >>> thumbnail(empty)
    Markup('<svg class="thumb" viewBox="0 0 320 200" aria-hidden="true" focusable="false"></svg>')
    """
    frame = picture.view.framed(widest=WIDTH / HEIGHT, narrowest=WIDTH / HEIGHT)
    drawn = [
        *(_area(area, frame) for area in picture.areas),
        *_lines(picture.lines, frame),
        *_ends(picture, frame),
    ]
    start = (
        f'<svg class="thumb" viewBox="0 0 {WIDTH} {HEIGHT}" aria-hidden="true" focusable="false">'
    )
    return Markup(f"{start}{''.join(drawn)}</svg>")  # noqa: S704 - numbers and looks


def _onto(frame: Bounds, lonlat: NDArray[np.float64]) -> NDArray[np.float64]:
    """Degrees to the pixels of the drawing, by the projection of the map (Mercator)."""
    low, high = (math.asinh(math.tan(math.radians(lat))) for lat in (frame.south, frame.north))
    up = np.arcsinh(np.tan(np.radians(np.clip(lonlat[:, 1], -84.0, 84.0))))
    across = (lonlat[:, 0] - frame.west) / (frame.east - frame.west)
    return np.column_stack([across * WIDTH, (high - up) / (high - low) * HEIGHT])


def _flat(shape: shapely.Geometry, frame: Bounds, *, finest: float) -> shapely.Geometry:
    seen = shapely.clip_by_rect(shape, *frame)
    flat = shapely.transform(seen, lambda lonlat: _onto(frame, lonlat))
    return shapely.simplify(flat, finest)


def _area(area: Area, frame: Bounds) -> str:
    rings = [
        ring
        for shape in area.shapes
        for part in shapely.get_parts(_flat(shape, frame, finest=FINEST_AREA))
        if part.geom_type == "Polygon" and shapely.area(part) >= LEAST_AREA
        for ring in shapely.get_rings(part)
    ]
    return f'<path class="area {area.look}" d="{_path(rings)}"/>' if rings else ""


def _lines(lines: tuple[Line, ...], frame: Bounds) -> Iterator[str]:
    """Lines of one look and role as one path, the white casings below all of them."""
    groups: dict[str, list[shapely.Geometry]] = {}
    for line in lines:
        if line.role in DRAWN:
            flat = _flat(line.shape, frame, finest=FINEST_LINE)
            parts = [p for p in shapely.get_parts(flat) if p.geom_type == "LineString"]
            groups.setdefault(f"{line.look} {line.role}", []).extend(parts)
    paths = {look: _path(parts) for look, parts in groups.items() if parts}
    yield from (f'<path class="casing" d="{path}"/>' for path in paths.values())
    yield from (f'<path class="line {look}" d="{path}"/>' for look, path in paths.items())


def _ends(picture: Picture, frame: Bounds) -> Iterator[str]:
    for mark in picture.marks:
        if mark.look in ENDS:
            ((x, y),) = _onto(frame, np.array([[mark.lon, mark.lat]])).tolist()
            yield f'<circle class="{ENDS[mark.look]}" cx="{x:.0f}" cy="{y:.0f}" r="5"/>'


def _path(lines: list[shapely.Geometry]) -> str:
    return "".join(f"M{_points(np.rint(shapely.get_coordinates(line)))}" for line in lines)


def _points(whole: NDArray[np.float64]) -> str:
    """The first point and the steps to each next one, which are shorter than the points.

    >>> _points(np.array([[300.0, 20.0], [301.0, 18.0], [301.0, 18.0], [297.0, 21.0]]))
    '300 20l1-2-4 3'
    """
    start, steps = whole[0].astype(int), np.diff(whole, axis=0).astype(int)
    numbers = steps[steps.any(axis=1)].ravel()
    told = "".join(f"{number}" if number < 0 else f" {number}" for number in numbers).lstrip()
    return f"{start[0]} {start[1]}l{told}" if told else f"{start[0]} {start[1]}"
