"""The page of a gap between two countries: to scale, whose land it is, the roads there are.

In    a network and a ``Gap`` between two of its countries.
Out   the text of one HTML file, or the ``Sheet`` that it is made from.
Law   the figures are those of ``ortoo gap --json`` and of the sections table; what is not in
      service looks like nothing that is.
Not   here: the drawing to scale (``views.scaled``), measuring (``routes.territory``), the way
      round (``study.bridging``).
"""

from collections.abc import Iterator
from dataclasses import dataclass

import pandas as pd
import shapely

from ortoo.base.geodesy import geodesic_line
from ortoo.base.saying import Said, capital, joined, say
from ortoo.base.tables import words
from ortoo.network.gazetteer import Found, find_place
from ortoo.network.network import Network
from ortoo.routes.journeys import Route
from ortoo.routes.territory import Gap
from ortoo.study.bridging import Bridging, bridging
from ortoo.views.basemap import areas, country_names, ground_of, towns
from ortoo.views.citations import cited
from ortoo.views.frame import Frame, Words, frame_of
from ortoo.views.gap_wording import finding, gap_title, spot_text, status_text, towns_called
from ortoo.views.language import ENGLISH, Language
from ortoo.views.layers import sections_of, stop_marks, thinned, view_of
from ortoo.views.panels import Row
from ortoo.views.picture import AreaLook, Bounds, Line, LineLook, LineRole, Mark, MarkLook, Picture
from ortoo.views.scaled import Scaled, scaled
from ortoo.views.sheet import Sheet, page
from ortoo.views.tables import figure
from ortoo.views.wording import DASH, MODE, Names, listed, percent

MOST_ROADS = 10
"""Beside what is not in service, and what only the planned way uses: that is always told."""


@dataclass(frozen=True, kw_only=True)
class RoadRow:
    """One road or railway near the gap."""

    name: str
    mode: str
    country: str
    km: str
    to_gap_km: str
    status: str
    built: bool
    note: str


@dataclass(frozen=True, kw_only=True)
class GapFacts:
    """What stands beside the map of a gap."""

    figures: list[tuple[str, str, str]]
    drawing: Scaled
    between: list[tuple[str, str, str]]
    inside: str
    ends: list[tuple[str, str]]
    detour: list[tuple[str, str, str]]
    detour_heading: str
    roads: list[RoadRow]
    modes: list[tuple[str, str]]


def gap_page(network: Network, gap: Gap, *, language: Language = ENGLISH) -> str:
    """One self-contained HTML page about ``gap``.

    Examples
    --------
    >>> import ortoo
    >>> network = ortoo.load_network()
    >>> found = ortoo.gap(network.countries, between=("MNG", "KAZ"))
    >>> gap_page(network, found).startswith("<!DOCTYPE html>")
    True
    """
    return page(gap_sheet(network, gap), language)


def gap_sheet(network: Network, gap: Gap) -> Sheet:
    """Everything that the page about ``gap`` is made from."""
    names, found = Names(network), bridging(network, gap)
    tables = {"roads": _roads_table(found), "whose-land": _land_table(gap)}
    return Sheet(
        picture=_picture(network, found, names=names),
        template="gap.html",
        frame=_frame(network, found, names=names),
        facts=gap_facts(network, found, names=names),
        finding=finding(network, found, names=names),
        tables=tables,
    )


def gap_facts(network: Network, found: Bridging, *, names: Names) -> GapFacts:
    """Everything that the page says beside its map."""
    gap = found.gap
    inside = [(names.country(code), figure(km)) for code, km in gap.inside_one_country]
    origin, market = towns_called(network, found, names=names)
    return GapFacts(
        figures=[
            (say("Apart"), figure(gap.gap_km), say("km")),
            *((say("Inside {country} only", country=name), km, say("km")) for name, km in inside),
        ],
        drawing=scaled(gap, network.countries, names=names),
        between=[
            (capital(names.country(code)), f"{km:,.1f}", percent(km / gap.gap_km))
            for code, km in gap.between
        ],
        inside=joined(
            (
                say("A line that stays inside {country} needs at least {km} km.",
                    country=name, km=km)
                for name, km in inside
            ),
            " ",
        ),
        ends=[
            (capital(names.country(code)), spot_text(*end))
            for code, end in zip((gap.origin, gap.destination), gap.ends, strict=True)
        ],
        detour=list(_detour(found, names)),
        detour_heading=say("By road from {origin} to {market}", origin=origin, market=market),
        roads=list(_road_rows(found, names)),
        modes=[(mode, MODE[mode]) for mode in sorted(set(found.near["mode"]))],
    )  # fmt: skip


def _detour(found: Bridging, names: Names) -> Iterator[tuple[str, str, str]]:
    """What, km, through whom; of the planned way, which parts are not in service."""
    for what, route in (
        (say("today"), found.today),
        (say("with what is planned nearby"), found.proposed),
    ):
        if route is not None:
            through = joined((names.country(code) for code in route.countries), f" {DASH} ")
            if missing := _missing(found, route, names=names):
                through = say("{countries}; not in service: {roads}", countries=through,
                              roads=listed(missing))  # fmt: skip
            yield capital(what), figure(route.length_km), through


def _missing(found: Bridging, route: Route, *, names: Names) -> list[Said]:
    """The parts of a way that are not in service."""
    used, near = set(sections_of(route)), found.near
    rows = near[near["section_id"].isin(used) & ~near["in_service"]].to_dict("records")
    return [names.stretch(str(row["from_id"]), str(row["to_id"])) for row in rows]


def _road_rows(found: Bridging, names: Names) -> Iterator[RoadRow]:
    """The nearest roads, and with their notes those that are planned or lead up to the planned."""
    used = [set(sections_of(way)) if way else set() for way in (found.today, found.proposed)]
    fresh = used[1] - used[0]
    for rank, row in enumerate(found.near.to_dict("records")):
        noted = not row["in_service"] or row["section_id"] in fresh
        if noted or rank < MOST_ROADS:
            yield _road_row(row, names, note=str(row["note"]) if noted else "")


def _road_row(row: Row, names: Names, *, note: str) -> RoadRow:
    return RoadRow(
        name=names.stretch(str(row["from_id"]), str(row["to_id"])),
        mode=MODE[str(row["mode"])],
        country=names.country(str(row["country"])),
        km=figure(row["length_km"]),
        to_gap_km=figure(row["to_gap_km"]),
        status=status_text(row),
        built=bool(row["in_service"]),
        note=note,
    )


def _frame(network: Network, found: Bridging, *, names: Names) -> Frame:
    gap = found.gap
    pair = {"one": names.country(gap.origin), "other": names.country(gap.destination)}
    behind = [cell for cell in found.near["source"] for cell in words(str(cell))]
    routes = [route for route in (found.today, found.proposed) if route]
    described = Words(
        title=capital(gap_title(gap, names)),
        under=say(
            "The least distance between the two territories, whose land it is, and the roads "
            "there are and are not"
        ),
        described=say(
            "Map of the surroundings of the gap between {one} and {other}: the gap, the roads in "
            "service, and those that are not.",
            **pair,
        ),
        sourcing=say(
            "Distances over the ellipsoid between the boundaries. Data as of {date}.",
            date=network.date,
        ),
    )
    sources = dict.fromkeys([*cited(routes), *(key for key in behind if key)])
    return frame_of(network, described, cited=sources)


def _picture(network: Network, found: Bridging, *, names: Names) -> Picture:
    ends = [find_place(network.tables["places"], town) for town in found.towns]
    box = [*(shapely.Point(*end) for end in found.gap.ends),
           *(shapely.Point(end.lon, end.lat) for end in ends)]  # fmt: skip
    view = view_of(box)
    window = view.reach()
    lines = list(_lines(network, found, window=window))
    ground = ground_of(network.countries, view=view, window=window)
    looks = dict.fromkeys((found.gap.origin, found.gap.destination), AreaLook.PASSED)
    lands = [mark for _, mark in country_names(ground, names, view=view, window=window)]
    stops = [
        (key, mark)
        for route in (found.today, found.proposed)
        if route is not None
        for key, mark in stop_marks(route)
        if key not in found.towns
    ]
    taken = {*found.towns, *(key for key, _ in stops)}
    marks = (
        *_end_marks(ends, names),
        *_gap_marks(found.gap),
        *dict(stops).values(),
        *lands,
        *towns(network, window, taken=taken),
    )
    drawn = areas(ground, looks=looks)
    return Picture(areas=drawn, lines=thinned(lines, view), marks=marks, view=view, window=window)


def _lines(network: Network, found: Bridging, *, window: Bounds) -> Iterator[Line]:
    """What there is, thin; the shortest way; what is not in service; and the gap on top."""
    sections = network.tables["sections"]
    seen = shapely.intersects(sections["geometry"].to_numpy(), shapely.box(*window))
    way = set(sections_of(found.today)) if found.today else set()
    around = sections[
        seen & (sections["status"] == "operating") & ~sections["section_id"].isin(way)
    ]
    for mode in ("road", "rail"):
        lines = list(around.loc[around["mode"] == mode, "geometry"])
        yield Line(shape=shapely.MultiLineString(lines), look=LineLook(mode), role=LineRole.OTHER)
    if found.today is not None:
        yield Line(shape=found.today.geometry, look=LineLook.ROAD)
    planned = found.near[~found.near["in_service"]]
    if found.proposed is not None and len(planned):
        yield Line(shape=_bridge(found.proposed, planned), look=LineLook.PLANNED)
    if found.gap.gap_km:
        yield Line(shape=geodesic_line(*found.gap.ends, step_km=5.0), look=LineLook.GAP)


def _bridge(route: Route, planned: pd.DataFrame) -> shapely.Geometry:
    """The sections of a way that are not in service."""
    table = planned.set_index("section_id")["geometry"]
    used = [section for section in sections_of(route) if section in table.index]
    return shapely.MultiLineString([table[section] for section in used or table.index])


def _end_marks(ends: list[Found], names: Names) -> Iterator[Mark]:
    for end, look in zip(ends, (MarkLook.START, MarkLook.END), strict=True):
        yield Mark(lon=end.lon, lat=end.lat, look=look, text=names.found(end))


def _gap_marks(gap: Gap) -> Iterator[Mark]:
    if gap.gap_km:
        lon, lat = max(gap.ends)
        yield Mark(lon=lon, lat=lat, look=MarkLook.GAP, text=figure(gap.gap_km, "km"))


def _land_table(gap: Gap) -> pd.DataFrame:
    rows = [(code, km, dict(gap.inside_one_country).get(code)) for code, km in gap.between]
    return pd.DataFrame(rows, columns=["country", "length_km", "least_inside_km"])


def _roads_table(found: Bridging) -> pd.DataFrame:
    columns = ["section_id", "from_id", "to_id", "mode", "country", "status", "opens", "length_km",
               "to_gap_km", "source", "confidence", "note"]  # fmt: skip
    return found.near[columns]
