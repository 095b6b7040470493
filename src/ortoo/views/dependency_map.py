"""The map of a dependency: countries by their power, crossings and sections by their criticality.

In    a ``Dependency`` and its rows.
Out   a ``Picture``.
Law   what is drawn is what has a figure: classes and figures are those of the rows.
Not   here: classes (``views.dependency_rows``), colours (the stylesheet), drawing (``views.page``).
"""

from collections.abc import Iterator, Mapping

import shapely

from ortoo.base.saying import say
from ortoo.network.gazetteer import Found
from ortoo.study.dependency import Dependency
from ortoo.views.basemap import Ground, areas, country_names, ground_of, towns
from ortoo.views.dependency_rows import HELD, MOST, Closure, Rows
from ortoo.views.layers import thinned, view_of
from ortoo.views.picture import Area, AreaLook, Line, LineLook, Mark, MarkLook, Picture, Popup
from ortoo.views.wording import Names

Shapes = Mapping[str, shapely.Geometry]


def dependency_picture(found: Dependency, rows: Rows, *, names: Names) -> Picture:
    """The countries that hold something, the best ways, and what closing a part of them costs."""
    network, case = found.case.network, found.case
    lines = list(section_lines(found, rows))
    ends = [_end(case.origin, MarkLook.START, names=names),
            *(_end(market, MarkLook.END, names=names) for market in case.markets)]  # fmt: skip
    view = view_of([*(shapely.Point(m.lon, m.lat) for m in ends), *(line.shape for line in lines)])
    window = view.reach()
    ground = ground_of(network.countries, view=view, window=window)
    lands = country_names(ground, names, view=view, window=window)
    held = {row.country for row in rows.held}
    taken = {place.place_id for place in (case.origin, *case.markets)}
    marks = (
        *ends,
        *crossing_marks(found, rows),
        *(mark for code, mark in lands if code in held),
        *towns(network, window, taken=taken),
        *(mark for code, mark in lands if code not in held),
    )
    return Picture(areas=tuple(country_areas(ground, rows, origin=case.origin.country)),
                   lines=thinned(lines, view), marks=marks, view=view, window=window)  # fmt: skip


def country_areas(ground: Ground, rows: Rows, *, origin: str) -> Iterator[Area]:
    """The ground; every country that holds something is an area of its own that can be chosen."""
    held = {row.country: row for row in rows.held}
    plain = {code: shape for code, shape in ground.items() if code not in held}
    yield from areas(plain, looks={origin: AreaLook.PASSED})
    for code, row in held.items():
        if code in ground:
            figures = list(zip(HELD.values(), row.figures, strict=True))
            facts = {"name": row.name, "under": "", "figures": figures}
            popup = Popup(template="holder_popup.html", facts=facts, item=row.item)
            yield Area(shapes=(_largest_first(ground[code]),), look=row.look, popup=popup)


def section_lines(found: Dependency, rows: Rows) -> Iterator[Line]:
    """Every section of a best way, the least critical first, so that the worst lie on top."""
    table = found.case.network.tables["sections"]
    shapes: Shapes = dict(zip(table["section_id"], table["geometry"], strict=True))
    for row in reversed(rows.sections):
        yield Line(shape=shapes[row.subject], look=LineLook(row.look),
                   popup=_popup(row, say("Section")))  # fmt: skip


def crossing_marks(found: Dependency, rows: Rows) -> Iterator[Mark]:
    """The crossings of the best ways that have a row, worst first, numbered as there."""
    table, places = found.case.network.tables["crossings"], found.case.network.tables["places"]
    starts = dict(zip(table["crossing_id"], table["from_id"], strict=True))
    spots = {place["place_id"]: place for place in places.to_dict("records")}
    for row in rows.crossings[: MOST["crossing"]]:
        spot = spots[starts[row.subject]]
        yield Mark(
            lon=float(spot["lon"]), lat=float(spot["lat"]), look=MarkLook(row.look),
            text=row.number,
            spoken=say("Border crossing {number}: {name}", number=row.number, name=row.name),
            popup=_popup(row, say("Border crossing")),
        )  # fmt: skip


def _popup(row: Closure, kind: str) -> Popup:
    figures = [
        (say("Rise in cost when closed"), row.rise),
        (say("Weight cut off when closed"), row.cut),
    ]
    facts = {"name": row.name, "under": kind, "figures": figures}
    return Popup(template="holder_popup.html", facts=facts, item=row.item)


def _largest_first(shape: shapely.Geometry) -> shapely.Geometry:
    """The parts of a country by size, for what a map says of it stands on the first."""
    parts = sorted(shapely.get_parts(shape), key=shapely.area, reverse=True)
    return shapely.MultiPolygon(parts)


def _end(place: Found, look: MarkLook, *, names: Names) -> Mark:
    return Mark(lon=place.lon, lat=place.lat, look=look, text=names.found(place))
