"""Make the country polygons: every country, each metre of land owned once.

In    four pinned npm packages: the boundaries of countries with their waters and the seas, both
      from OpenStreetMap at 10 m (geo-maps 0.6.0, 2017); codes and English names (Unicode CLDR).
Out   ``countries/countries.fgb`` and ``countries/drawing.fgb`` with country, name, detail and
      multipolygons in lon/lat; ``countries/LICENSE.md``.
Law   a coverage: borders are shared vertex by vertex, nothing overlaps; inland water belongs to
      the country around it and is parted along the state border; the same packages give the same
      bytes.
Not   here: how faces get owners (``coverage``), how borders are simplified (``zones``).

A country is its boundary less the sea. That fills its lakes and rivers, parts border lakes and
border rivers where the state border runs, and leaves the Caspian out as a sea. The sibling package
of land alone (countries-land-10m) has the same borders, but runs along the shores of border lakes:
Mongolia's border comes out 8,498 km long instead of 8,054 (CIA World Factbook: 8,082).
"""

import json
from pathlib import Path

import geopandas as gpd
import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from tools.build_geodata.coverage import GRID, Claims, Shapes, faces_of, on_grid, rough_km2
from tools.build_geodata.fetch import CODES, LAND_BORDERS, NAMES, SEAS, fetch, member
from tools.build_geodata.zones import Zones, simplified

FINE = frozenset(
    "MNG RUS CHN KAZ KGZ UZB TJK TKM AFG IRN PAK AZE GEO ARM TUR".split()  # noqa: SIM905
)
"""The countries that routes of the built-in case run through."""

CLAIMED_TWICE = {frozenset(("RUS", "UKR")): "UKR"}
"""OpenStreetMap puts Crimea into both. Here it follows resolution 68/262 of the General Assembly
of the United Nations (27 March 2014); every other overlap goes to the smaller polygon."""

NO_ISO_CODE = {"XKX": "XK"}
"""Kosovo has no code in ISO 3166-1; the source, like many, uses the user-assigned XKX."""

LEAST_ISLAND_KM2 = 1.0
LARGEST_LAGOON_DEG2 = 1.0
"""Of the source's seas only the ocean and the Caspian are larger; the rest are holes in beaches."""


def _box(*bounds: float) -> BaseGeometry:
    return shapely.box(*(round(degrees * GRID) for degrees in bounds))


ZONES = Zones(
    exact=frozenset(("MNG",)),
    exact_box=_box(85.0, 47.5, 91.0, 50.5),
    fine=FINE,
    fine_box=_box(25.0, 23.0, 136.0, 56.0),
    fine_tolerance=50.0,
    coarse_tolerance=2_000.0,
    least_island_km2=50.0,
)
"""Exact: the borders of Mongolia, and all of the Altai, where 37 km separate it from Kazakhstan.
Fine: about 50 m. Coarse: about 2 km."""

DRAWN_TOLERANCE = 4_000.0
DRAWN_ISLAND_KM2 = 1_000.0
LICENSE = """\
# Countries

`countries.fgb` and `drawing.fgb` are derived from OpenStreetMap (as packed in
@geo-maps/countries-maritime-10m 0.6.0 and @geo-maps/earth-seas-10m 0.6.0, 2017) and are made
available under the Open Database License (ODbL) 1.0,
<https://opendatacommons.org/licenses/odbl/1-0/>.

© OpenStreetMap contributors, <https://www.openstreetmap.org/copyright>

English names and codes: Unicode CLDR (cldr-localenames-modern 45.0.0, cldr-core 48.2.0),
© 1991-2024 Unicode, Inc., Unicode License v3, <https://www.unicode.org/license.txt>.

Tables (`*.csv`) in this folder are ours, CC BY 4.0,
<https://creativecommons.org/licenses/by/4.0/>; each row names its sources.

Boundaries and names imply no position on the status of any territory.
"""


def build(cache: Path, out: Path) -> None:
    """Make ``out/countries`` from the packages, which are fetched into ``cache`` where missing.

    Raises
    ------
    ValueError
        A package is not the pinned one; a country has no name; the result is no valid coverage.
    """
    claims = _claims(fetch(LAND_BORDERS, cache))
    seas = _seas(fetch(SEAS, cache))
    cuts = [ZONES.exact_box, ZONES.fine_box]
    faces = faces_of(claims, seas, cuts=cuts, rule=CLAIMED_TWICE)
    shapes = simplified(faces, ZONES)
    names = _names(fetch(CODES, cache), fetch(NAMES, cache))
    detailed = _frame(shapes, names)
    drawn = _frame(_drawn(shapes), names).assign(detail="coarse")
    folder = out / "countries"
    folder.mkdir(parents=True, exist_ok=True)
    _write(detailed, folder / "countries.fgb")
    _write(drawn, folder / "drawing.fgb")
    (folder / "LICENSE.md").write_text(LICENSE, encoding="utf-8")


def _claims(archive: Path) -> Claims:
    features = json.loads(member(archive, "map.geo.json"))["features"]
    shapes = shapely.from_geojson([json.dumps(f["geometry"]) for f in features])
    codes = np.array([f["properties"]["A3"] for f in features], dtype=object)
    polygons, index = shapely.get_parts(on_grid(shapes), return_index=True)
    return Claims(polygons, codes[index])


def _seas(archive: Path) -> Shapes:
    """The ocean and the Caspian, with only those holes that are islands of some size."""
    whole = shapely.from_geojson(member(archive, "map.geo.json"))
    parts = shapely.get_parts(shapely.get_parts(whole))
    large = parts[shapely.area(parts) > LARGEST_LAGOON_DEG2]
    return np.array([_without_rocks(sea) for sea in on_grid(large)], dtype=object)


def _without_rocks(sea: shapely.Polygon) -> shapely.Polygon:
    holes = np.array(sea.interiors, dtype=object)
    sizes = rough_km2(shapely.polygons(holes))
    return shapely.Polygon(sea.exterior, holes[sizes >= LEAST_ISLAND_KM2].tolist())


def _names(codes: Path, names: Path) -> dict[str, str]:
    """The English name of every alpha-3 code."""
    listed = json.loads(member(codes, "supplemental/codeMappings.json"))
    mapped = listed["supplemental"]["codeMappings"]
    alpha2 = {entry["_alpha3"]: a2 for a2, entry in mapped.items() if "_alpha3" in entry}
    read = json.loads(member(names, "main/en/territories.json"))
    named = read["main"]["en"]["localeDisplayNames"]["territories"]
    return {a3: named[a2] for a3, a2 in (alpha2 | NO_ISO_CODE).items() if a2 in named}


def _frame(shapes: dict[str, BaseGeometry], names: dict[str, str]) -> gpd.GeoDataFrame:
    if unnamed := sorted(set(shapes) - set(names)):
        raise ValueError(f"countries without a name: {', '.join(unnamed)}")
    geometry = list(shapes.values())
    if not (shapely.is_valid(geometry).all() and shapely.coverage_is_valid(geometry)):
        raise ValueError("the countries do not fit together")
    columns = {
        "country": list(shapes),
        "name": [names[country] for country in shapes],
        "detail": ["fine" if country in FINE else "coarse" for country in shapes],
    }
    lonlat = shapely.transform(geometry, lambda at: at / GRID)
    return gpd.GeoDataFrame(columns, geometry=lonlat, crs="OGC:CRS84")


def _drawn(shapes: dict[str, BaseGeometry]) -> dict[str, BaseGeometry]:
    """The same countries for a map of continents: few vertices, few islands."""
    thin = shapely.coverage_simplify(list(shapes.values()), DRAWN_TOLERANCE)
    pairs = zip(shapes, thin, strict=True)
    return {country: shapely.MultiPolygon(_large(shape)) for country, shape in pairs}


def _large(shape: BaseGeometry) -> list[shapely.Polygon]:
    parts = shapely.get_parts(shape)
    sizes = rough_km2(parts)
    return list(parts[(sizes >= DRAWN_ISLAND_KM2) | (sizes == sizes.max())])


def _write(frame: gpd.GeoDataFrame, file: Path) -> None:
    frame.to_file(file, driver="FlatGeobuf", engine="pyogrio", SPATIAL_INDEX="NO")
