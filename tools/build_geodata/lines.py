"""Give every section of the network its line and its length.

In    ``network/`` with places, waypoints, sections and crossings; ``countries/countries.fgb``;
      the pinned wheel of the railway graph in the cache.
Out   ``lines/sections.fgb`` (section_id, traced, share_traced, length_km, drawn_km, line in
      lon/lat); the lengths in ``sections.csv``; border places in ``places.csv`` on the boundary.
Law   a section begins and ends where the others at its places do; a second run changes no byte.
Not   here: finding ways (``trace``), border points (``borders``), how long a section is
      (``measure``), judging the result (``audit``).
"""

import csv
from collections.abc import Collection, Container, Iterator, Sequence
from pathlib import Path

import geopandas as gpd
import numpy as np
import pyogrio
import shapely

from ortoo.base.geodesy import geodesic_km
from tools.build_geodata.borders import Border, Side, on_boundary, on_tracks
from tools.build_geodata.draw import WITH_TRACK, Drawn, Ground, Section, draw
from tools.build_geodata.fetch import RAILWAYS, fetch
from tools.build_geodata.land import Land
from tools.build_geodata.measure import measured
from tools.build_geodata.rails import WINDOW, bridged, only, read_wheel, within
from tools.build_geodata.stops import Stop, with_stops
from tools.build_geodata.trace import Point, Tracks

Row = dict[str, str]
Tables = dict[str, list[Row]]
End = tuple[str, str]
"""A border place and its country."""

TABLES = ("places", "waypoints", "sections", "crossings", "lengths")
LICENSE = """\
# Lines of the sections

`sections.fgb` is derived from OpenStreetMap (its railway graph as packed in scgraph_data 2.0.0)
and is made available under the Open Database License (ODbL) 1.0,
<https://opendatacommons.org/licenses/odbl/1-0/>.

© OpenStreetMap contributors, <https://www.openstreetmap.org/copyright>
"""


def build(cache: Path, out: Path) -> None:
    """Draw every section of ``out/network`` and write its line and length.

    Parameters
    ----------
    cache
        Where the wheel of scgraph_data lies, or is put when it is fetched.
    out
        The geodata folder; ``network/`` and ``countries/countries.fgb`` must be there already.

    Raises
    ------
    FileNotFoundError
        A table or the polygons are not there.
    KeyError
        A section names a place or waypoint that no table has.
    """
    tables = {name: read_rows(out / "network" / f"{name}.csv") for name in TABLES}
    land = Land.read(out / "countries" / "countries.fgb")
    sections = [section_of(row) for row in tables["sections"]]
    countries = {section.country for section in sections}
    tracks = read_tracks(cache, land, countries=countries)
    ground = on_ground(tracks, tables, land=land)
    drawn = {section.section_id: draw(section, ground=ground) for section in sections}
    write_rows(out / "network" / "places.csv", list(_snapped(tables["places"], ground)))
    told = {name: tables[name] for name in ("lengths", "crossings")}
    write_rows(out / "network" / "sections.csv", list(measured(tables["sections"], drawn, **told)))
    _write_lines(out / "lines", drawn)


def read_tracks(cache: Path, land: Land, *, countries: Collection[str]) -> Tracks:
    """The railways of the cache in ``countries`` and in none, their cuts bridged."""
    rails = bridged(within(read_wheel(fetch(RAILWAYS, cache)), WINDOW))
    country = land.country_of(rails.lonlat)
    kept = np.isin(country, [*sorted(countries), ""])
    return Tracks(only(rails, kept), country[kept])


def section_of(row: Row) -> Section:
    """A row of ``sections.csv`` as a section."""
    return Section(
        section_id=row["section_id"],
        country=row["country"],
        chain=(row["from_id"], *row["via"].split(), row["to_id"]),
        mode=row["mode"],
        status=row["status"],
        published_km=float(row["published_km"]) if row["published_km"] else None,
    )


def on_ground(tracks: Tracks, tables: Tables, *, land: Land) -> Ground:
    """Where every point of the network lies, border places on the boundary."""
    points = {row["waypoint_id"]: _point(row) for row in tables["waypoints"]}
    points |= {row["place_id"]: _point(row) for row in tables["places"]}
    sections = [section_of(row) for row in tables["sections"]]
    border_places = {r["place_id"] for r in tables["places"] if r["kind"] == "border"}
    tracked = [s for s in sections if s.mode == "rail" and s.status in WITH_TRACK]
    stops = {name for s in tracked for name in s.chain} - border_places
    chains = [s.chain for s in tracked] + [(r["from_id"], r["to_id"]) for r in tables["crossings"]]
    country = {row["waypoint_id"]: row["country"] for row in tables["waypoints"]}
    country |= {row["place_id"]: row["country"] for row in tables["places"]}
    at = {name: Stop(points[name], country[name]) for name in sorted(stops)}
    tracks, nodes = with_stops(tracks, at, chains=chains)
    borders = [
        Border(
            mode,
            Side(*one, inner=_inner(one[0], sections, served=nodes)),
            Side(*other, inner=_inner(other[0], sections, served=nodes)),
        )
        for mode, one, other in _borders(tables["crossings"], border_places)
    ]
    tracks, nodes = on_tracks(tracks, nodes, borders=borders, land=land)
    ground = Ground(tracks, nodes, points)
    for border in borders:
        place = border.one.place
        on_line = ground.stop(place) if place in nodes else None
        here = on_line or on_boundary(border, near=points[place], land=land)
        if here is not None:
            points[place] = points[border.other.place] = here
    return ground


def _borders(
    crossings: Sequence[Row], border_places: Container[str]
) -> Iterator[tuple[str, End, End]]:
    """Every pair of border places that a crossing joins, once, with its mode."""
    seen = set[tuple[End, End]]()
    for row in sorted(crossings, key=lambda row: row["crossing_id"]):
        one, other = sorted([(row["from_id"], row["leaves"]), (row["to_id"], row["enters"])])
        both = one[0] in border_places and other[0] in border_places
        if both and (one, other) not in seen:
            seen.add((one, other))
            yield row["mode"], one, other


def _inner(place: str, sections: Sequence[Section], *, served: Container[str]) -> str | None:
    """The served stop next to a border place on its own section; None where there is none."""
    for section in sections:
        chain = section.chain if section.chain[0] == place else section.chain[::-1]
        if chain[0] == place:
            return next((name for name in chain[1:] if name in served), None)
    return None


def _point(row: Row) -> Point:
    return float(row["lon"]), float(row["lat"])


def _snapped(places: Sequence[Row], ground: Ground) -> Iterator[Row]:
    """The places, those of kind border with the coordinate that the ground gives them."""
    for row in places:
        if row["kind"] == "border":
            lon, lat = np.array(ground.points[row["place_id"]]) + 0.0  # no -0.00000
            yield row | {"lon": f"{lon:.5f}", "lat": f"{lat:.5f}"}
        else:
            yield row


def _write_lines(folder: Path, drawn: dict[str, Drawn]) -> None:
    """``sections.fgb`` and its licence; rows by id, no spatial index, so that bytes are stable."""
    ids = sorted(drawn)
    lines = [shapely.LineString(drawn[name].points) for name in ids]
    frame = gpd.GeoDataFrame(
        {
            "section_id": ids,
            "traced": [drawn[name].traced for name in ids],
            "share_traced": [round(drawn[name].share_traced, 3) for name in ids],
            "length_km": [round(drawn[name].length_km, 2) for name in ids],
            "drawn_km": [round(geodesic_km(line), 2) for line in lines],
        },
        geometry=lines,
        crs="OGC:CRS84",
    )
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "sections.fgb").unlink(missing_ok=True)
    pyogrio.write_dataframe(
        frame, folder / "sections.fgb", driver="FlatGeobuf", layer="sections", SPATIAL_INDEX="NO"
    )
    (folder / "LICENSE.md").write_text(LICENSE, encoding="utf-8")


def read_rows(file: Path) -> list[Row]:
    """The rows of a CSV table, cells as text."""
    with file.open(encoding="utf-8", newline="") as table:
        return list(csv.DictReader(table))


def write_rows(file: Path, rows: Sequence[Row]) -> None:
    """Write rows with the columns of the first, LF at line ends."""
    with file.open("w", encoding="utf-8", newline="") as table:
        writer = csv.DictWriter(table, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
