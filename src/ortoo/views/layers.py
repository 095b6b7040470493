"""Statements become layers: routes, crossings, and the proof that there is no route.

In    an ``Answer``.
Out   a ``Picture``.
Law   crossings carry the numbers of the table beside the map; a break of gauge, a barred way and
      what is avoided each look like nothing else.
Not   here: the ground (``views.basemap``), colours (the stylesheet), drawing (``views.page``).
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

import shapely

from ortoo.base.saying import joined, say
from ortoo.network.arcs import ArcKind
from ortoo.network.gazetteer import Found
from ortoo.routes.answer import Answer
from ortoo.routes.cut import Barred
from ortoo.routes.journeys import Route
from ortoo.routes.proof import Proof
from ortoo.views.basemap import areas, country_names, ground_of, towns
from ortoo.views.panels import crossing_rows, frontier_groups, leg_row
from ortoo.views.picture import (
    AreaLook,
    Bounds,
    Line,
    LineLook,
    LineRole,
    Mark,
    MarkLook,
    Picture,
    Popup,
)
from ortoo.views.wording import Names

WAY_LETTERS = "BCDEFGHIJKLMNOPQRSTUVWXYZ"
"""Of the ways after the best; the table beside the map uses the same."""

NAMELESS_KINDS = frozenset({"border", "sea", "junction"})
MARGIN_SHARE, MARGIN_DEG = 0.04, 0.8
LINE_DETAIL = 0.25
"""Lines are drawn four times as fine as the ground, for it is they that readers enlarge."""

Looks = Mapping[str, AreaLook]


def route_picture(answer: Answer) -> Picture:
    """The map of an answer with routes: the best one last, so that it lies on top."""
    names = Names(answer.network)
    others = [line for route in answer.routes[1:] for line in route_lines(route, LineRole.OTHER)]
    lines = [*others, *route_lines(answer.best, LineRole.BEST)]
    looks = dict.fromkeys(answer.best.countries, AreaLook.PASSED)
    marks = [
        *crossing_marks(answer, names),
        *transfer_marks(answer, names),
        *way_marks(answer.routes),
    ]
    return _picture(answer, lines, symbols=marks, looks=looks, route=answer.best)


def proof_picture(answer: Answer, proof: Proof) -> Picture:
    """The map of an answer without: what is reached, where it ends, what would be least exposed."""
    names = Names(answer.network)
    least = proof.least_exposure
    lines = [*(route_lines(least, LineRole.LEAST) if least else ()), *reached_lines(answer, proof)]
    looks = {answer.origin.country: AreaLook.REACHED, answer.destination.country: AreaLook.PASSED}
    marks = list(barred_marks(answer, proof, names=names))
    return _picture(answer, lines, symbols=marks, looks=looks, route=least)


def route_lines(route: Route, role: LineRole) -> Iterator[Line]:
    """The running legs of a route, each with what it tells when clicked."""
    names = Names(route.network)
    for leg in route.legs:
        if leg.kind is ArcKind.LINE and leg.geometry is not None:
            popup = Popup(template="leg_popup.html", facts={"leg": leg_row(leg, names)})
            yield Line(shape=leg.geometry, look=LineLook(leg.mode), role=role,
                       popup=popup)  # fmt: skip


def reached_lines(answer: Answer, proof: Proof) -> Iterator[Line]:
    """The sections whose two ends are both reached, one line for each mode."""
    reached = set(proof.reached)
    sections = answer.network.tables["sections"]
    shapes, modes = sections["geometry"].to_numpy(), sections["mode"].to_numpy()
    inside: dict[str, dict[int, shapely.Geometry]] = {}
    for arc in answer.network.arcs.arcs:
        if arc.kind is ArcKind.LINE and {str(arc.tail), str(arc.head)} <= reached:
            inside.setdefault(modes[arc.row], {})[arc.row] = shapes[arc.row]
    for mode, lines in sorted(inside.items()):
        together = shapely.MultiLineString(list(lines.values()))
        yield Line(shape=together, look=LineLook(mode), role=LineRole.REACHED)


def crossing_marks(answer: Answer, names: Names) -> Iterator[Mark]:
    """The border crossings of the best route, numbered as in the table."""
    places = _places(answer)
    for row in crossing_rows(answer.best, names):
        lon, lat = places[row.from_id]
        yield Mark(
            lon=lon,
            lat=lat,
            look=MarkLook.GAUGE_BREAK if row.gauge_change else MarkLook.CROSSING,
            text=row.number,
            spoken=say("Border crossing {number}: {name}", number=row.number, name=row.name),
            popup=Popup(template="crossing_popup.html", facts={"row": row}),
        )


def transfer_marks(answer: Answer, names: Names) -> Iterator[Mark]:
    """Where freight changes mode or gauge within a country."""
    places = _places(answer)
    for leg in answer.best.legs:
        if leg.kind is ArcKind.TRANSFER:
            lon, lat = places[leg.origin.place_id]
            yield Mark(
                lon=lon,
                lat=lat,
                look=MarkLook.TRANSFER,
                text="",
                spoken=say("Transfer at {place}", place=names.place(leg.origin.place_id)),
                popup=Popup(template="leg_popup.html", facts={"leg": leg_row(leg, names)}),
            )


def way_marks(routes: Sequence[Route]) -> Iterator[Mark]:
    """The letter of every further way, on its longest section that no way before it uses.

    A way made up of parts of those before it gets its letter where they have none.
    """
    best, *others = [sections_of(route) for route in routes]
    table = routes[0].network.tables["sections"].set_index("section_id")
    shapes, km = table["geometry"].to_dict(), table["length_km"].to_dict()
    used = set(best)
    lettered: set[str] = set()
    for letter, sections in zip(WAY_LETTERS, others, strict=False):
        own = [section for section in sections if section not in {*best, *lettered}]
        fresh = [section for section in own if section not in used] or own
        used.update(sections)
        if fresh:
            longest = max(fresh, key=lambda section: km[section])
            lettered.add(longest)
            middle = shapely.line_interpolate_point(shapes[longest], 0.5, normalized=True)
            yield Mark(lon=middle.x, lat=middle.y, look=MarkLook.WAY, text=letter,
                       spoken=say("Way {letter}", letter=letter))  # fmt: skip


def sections_of(route: Route) -> list[str]:
    """The sections that a route runs over, in order."""
    return [section for leg in route.legs if leg.kind is ArcKind.LINE for section in leg.ids]


def barred_marks(answer: Answer, proof: Proof, *, names: Names) -> Iterator[Mark]:
    """Where a way out of the reached set is barred, one symbol a spot, with every reason."""
    places = _places(answer)
    spots: dict[tuple[float, float], list[Barred]] = {}
    for barred in proof.frontier:
        spots.setdefault(places[barred.tail.rpartition("/")[0]], []).append(barred)
    for (lon, lat), ways in spots.items():
        groups = frontier_groups(ways, names)
        ways_told = joined((line for group in groups for line in group.ways), "; ")
        spoken = say("Barred: {ways}", ways=ways_told)
        yield Mark(lon=lon, lat=lat, look=MarkLook.BARRED, text="✕", spoken=spoken,
                   popup=Popup(template="barred_popup.html", facts={"groups": groups}))  # fmt: skip


def _picture(
    answer: Answer,
    lines: Sequence[Line],
    *,
    symbols: Sequence[Mark],
    looks: Looks,
    route: Route | None,
) -> Picture:
    """Lines and symbols on the ground that fits them."""
    network, names = answer.network, Names(answer.network)
    ends = [
        _end(answer.origin, MarkLook.START, names=names),
        _end(answer.destination, MarkLook.END, names=names),
    ]
    view = view_of([*(shapely.Point(m.lon, m.lat) for m in ends), *(line.shape for line in lines)])
    window = view.reach()
    avoided = dict.fromkeys(answer.rules.avoid.countries, AreaLook.AVOIDED)
    looks = {**looks, **avoided}
    settled = {answer.origin.place_id, answer.destination.place_id}
    on_route = [pair for pair in stop_marks(route) if pair[0] not in settled] if route else []
    ground = ground_of(network.countries, view=view, window=window)
    lands = country_names(ground, names, view=view, window=window)
    taken = settled.union(key for key, _ in on_route)
    marks = (
        *ends,
        *symbols,
        *(mark for _, mark in on_route if mark.look is MarkLook.STOP),
        *(mark for code, mark in lands if code in looks),
        *(mark for _, mark in on_route if mark.look is MarkLook.TOWN),
        *towns(network, window, taken=taken),
        *(mark for code, mark in lands if code not in looks),
    )
    drawn = areas(ground, looks=looks)
    return Picture(areas=drawn, lines=thinned(lines, view), marks=marks, view=view, window=window)


def stop_marks(route: Route) -> list[tuple[str, Mark]]:
    """The named places along a route, with their ids: where freight is moved over first."""
    names = Names(route.network)
    table = route.network.tables["places"].to_dict("records")
    places = {place["place_id"]: place for place in table}
    moved = {leg.origin.place_id for leg in route.legs if leg.kind is ArcKind.TRANSFER}
    marks = []
    for key in dict.fromkeys(_passed(route)):
        place = places[key]
        if place["kind"] not in NAMELESS_KINDS:
            look = MarkLook.STOP if key in moved else MarkLook.TOWN
            size = 0.0 if math.isnan(place["population"]) else place["population"]
            mark = Mark(lon=place["lon"], lat=place["lat"], look=look, text=names.place(key))
            marks.append((size, key, mark))
    marks.sort(key=lambda found: (-found[0], found[1]))
    return [(key, mark) for _, key, mark in marks]


def _passed(route: Route) -> Iterator[str]:
    """The places at the ends of every section of a route."""
    table = route.network.tables["sections"]
    ends = zip(table["from_id"], table["to_id"], strict=True)
    known = dict(zip(table["section_id"], ends, strict=True))
    for section in sections_of(route):
        yield from known[section]


def _end(found: Found, look: MarkLook, *, names: Names) -> Mark:
    return Mark(lon=found.lon, lat=found.lat, look=look, text=names.found(found))


def view_of(shapes: Sequence[shapely.Geometry]) -> Bounds:
    """The window that shows all ``shapes`` with a margin."""
    west, south, east, north = map(float, shapely.total_bounds(shapes))
    return Bounds(west, south, east, north).grown(share=MARGIN_SHARE, least_deg=MARGIN_DEG)


def thinned(lines: Sequence[Line], view: Bounds) -> tuple[Line, ...]:
    """Lines without the points that nobody can see."""
    finest = view.finest_deg * LINE_DETAIL
    return tuple(replace(line, shape=shapely.simplify(line.shape, finest)) for line in lines)


def _places(answer: Answer) -> dict[str, tuple[float, float]]:
    places = answer.network.tables["places"]
    points = zip(places["lon"].astype(float), places["lat"].astype(float), strict=True)
    return dict(zip(places["place_id"], points, strict=True))
