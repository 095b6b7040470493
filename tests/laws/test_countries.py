"""Laws over the shipped country polygons: ``geodata/countries``."""

import hashlib
import json
import time
import tomllib
from pathlib import Path

import geopandas as gpd
import numpy as np
import pytest
import shapely

from ortoo.base.geodesy import area_km2, geodesic_km
from ortoo.inputs.boundaries import read_countries
from ortoo.inputs.folder import builtin_folder
from ortoo.routes.territory import enclosure, gap

FOLDER = builtin_folder()
COUNTRIES = FOLDER / "countries" / "countries.fgb"
DRAWING = FOLDER / "countries" / "drawing.fgb"
REGION = "MNG RUS CHN KAZ KGZ UZB TJK TKM AFG IRN PAK AZE GEO ARM TUR".split()  # noqa: SIM905


@pytest.fixture(scope="module")
def countries() -> gpd.GeoDataFrame:
    return read_countries(COUNTRIES)


@pytest.fixture(scope="module")
def drawing() -> gpd.GeoDataFrame:
    return read_countries(DRAWING)


def shape_of(countries: gpd.GeoDataFrame, code: str) -> shapely.MultiPolygon:
    return countries.set_index("country").geometry[code]


def test_every_country_is_there_once_with_its_name(countries: gpd.GeoDataFrame) -> None:
    """ISO 3166-1 has 249 codes; Kosovo, without one, stands under the user-assigned XKX."""
    names = dict(zip(countries["country"], countries["name"], strict=True))

    assert len(names) == len(countries) == 250
    assert len(set(names.values())) == 250
    assert [names[c] for c in ("MNG", "RUS", "XKX", "TUR")] == [
        "Mongolia", "Russia", "Kosovo", "Türkiye",
    ]  # fmt: skip


def test_the_region_is_fine_and_the_rest_is_coarse(countries: gpd.GeoDataFrame) -> None:
    assert set(countries.loc[countries["detail"] == "fine", "country"]) == set(REGION)


@pytest.mark.parametrize("which", ["countries", "drawing"])
def test_countries_share_their_borders_and_nothing_else(
    which: str, request: pytest.FixtureRequest
) -> None:
    shapes = request.getfixturevalue(which).geometry.to_numpy()
    tree = shapely.STRtree(shapes)
    one, two = tree.query(shapes, predicate="overlaps")

    assert shapely.coverage_is_valid(shapes)
    assert (
        sum(
            area_km2(shapely.intersection(shapes[a], shapes[b]))
            for a, b in zip(one, two, strict=True)
        )
        == 0.0
    )


def test_coordinates_lie_on_a_grid_of_a_metre(countries: gpd.GeoDataFrame) -> None:
    at = shapely.get_coordinates(countries.geometry.to_numpy()) * 100_000

    assert np.abs(at - np.rint(at)).max() < 1e-6


@pytest.mark.parametrize(
    ("place", "lon", "lat", "country"),
    [
        ("Sokh", 71.13, 40.00, "UZB"),
        ("Shohimardon", 71.79, 39.97, "UZB"),
        ("Vorukh", 70.63, 39.84, "TJK"),
        ("Sarvan", 70.61, 40.97, "TJK"),
        ("Barak", 72.77, 40.67, "KGZ"),
        ("Artsvashen", 45.52, 40.63, "ARM"),
        ("Nakhchivan", 45.40, 39.20, "AZE"),
        ("Kaliningrad", 20.50, 54.70, "RUS"),
        ("Lesotho", 28.30, -29.60, "LSO"),
        ("Madha, in the Emirates", 56.30, 25.29, "OMN"),
        ("Nahwa, in Madha", 56.275, 25.268, "ARE"),
        ("Chukotka, beyond 180°", -172.0, 66.0, "RUS"),
        ("Uvs Nuur", 92.80, 50.30, "MNG"),
        ("Uvs Nuur, its Russian tip", 93.06, 50.66, "RUS"),
        ("Khövsgöl", 100.50, 51.00, "MNG"),
        ("Baikal", 108.00, 53.50, "RUS"),
        ("Balkhash", 74.00, 46.00, "KAZ"),
        ("Issyk-Kul", 77.30, 42.40, "KGZ"),
        ("the southern Aral Sea", 58.50, 44.90, "UZB"),
        ("Khanka, its Chinese north", 132.40, 45.25, "CHN"),
        ("Khanka, its Russian south", 132.40, 44.90, "RUS"),
    ],
)
def test_enclaves_exclaves_and_lakes_belong_to_their_country(
    countries: gpd.GeoDataFrame, place: str, lon: float, lat: float, country: str
) -> None:
    holds = shapely.contains_xy(countries.geometry.to_numpy(), lon, lat)

    assert countries.loc[holds, "country"].tolist() == [country], place


@pytest.mark.parametrize(("lon", "lat"), [(51.0, 41.0), (50.0, 45.0), (34.0, 43.0), (125.0, 35.0)])
def test_the_caspian_and_other_seas_belong_to_nobody(
    countries: gpd.GeoDataFrame, lon: float, lat: float
) -> None:
    assert not shapely.contains_xy(countries.geometry.to_numpy(), lon, lat).any()


def test_no_hole_is_left_where_a_lake_or_a_sliver_was(countries: gpd.GeoDataFrame) -> None:
    """The union of the region has holes only where its inner seas are: the Caspian."""
    region = countries[countries["country"].isin(REGION)]
    whole = shapely.coverage_union_all(region.geometry.to_numpy())
    holes = [area_km2(shapely.Polygon(r)) for p in shapely.get_parts(whole) for r in p.interiors]
    caspian = max(holes)

    assert caspian == pytest.approx(
        371_000, rel=0.05
    )  # Encyclopædia Britannica: 386,400 km² (1970s)
    assert [round(km2) for km2 in holes if km2 > 25 and km2 != caspian] == []


@pytest.mark.parametrize(
    ("country", "km2"),
    [  # Natural Earth 10 m, npm world-atlas 2.0.2; it leaves Garabogazköl out of Turkmenistan
        ("MNG", 1_564_664), ("KAZ", 2_714_279), ("KGZ", 199_000), ("TJK", 142_230),
        ("UZB", 447_819), ("AFG", 642_178), ("AZE", 86_253), ("ARM", 29_592),
    ],
)  # fmt: skip
def test_areas_are_those_of_another_survey(
    countries: gpd.GeoDataFrame, country: str, km2: int
) -> None:
    assert area_km2(shape_of(countries, country)) == pytest.approx(km2, rel=0.007)


def test_no_polygon_reaches_round_the_globe_but_antarctica(countries: gpd.GeoDataFrame) -> None:
    for code, shape in zip(countries["country"], countries.geometry, strict=True):
        west, _, east, _ = shapely.bounds(shapely.get_parts(shape)).T
        assert (east - west).max() < 180 or code == "ATA", code
    assert shape_of(countries, "RUS").bounds[::2] == (-180.0, 180.0)


def test_the_border_of_mongolia_is_as_long_as_published(countries: gpd.GeoDataFrame) -> None:
    """CIA World Factbook 2021: 8,082 km, 4,630 with China and 3,452 with Russia."""
    border = shape_of(countries, "MNG").boundary
    shared = {
        other: geodesic_km(shapely.intersection(border, shape_of(countries, other).boundary))
        for other in ("CHN", "RUS")
    }

    assert geodesic_km(border) == pytest.approx(8_082, rel=0.01)
    assert shared["CHN"] == pytest.approx(4_630, rel=0.02)
    assert shared["RUS"] == pytest.approx(3_452, rel=0.02)
    assert sum(shared.values()) == pytest.approx(geodesic_km(border), abs=0.01)


def test_mongolia_is_enclosed_by_russia_and_china(countries: gpd.GeoDataFrame) -> None:
    found = enclosure(countries, "MNG", avoided=["RUS", "CHN"])

    assert found.inside_avoided_share >= 0.999
    assert enclosure(countries, "MNG", avoided=["CHN"]).inside_avoided_share < 0.6


def test_the_altai_gap_is_37_km_of_russia_and_a_little_china(countries: gpd.GeoDataFrame) -> None:
    found = gap(countries, between=("MNG", "KAZ"))
    between, inside = dict(found.between), dict(found.inside_one_country)

    assert found.gap_km == pytest.approx(36.98, abs=0.05)
    assert found.ends[0] == pytest.approx((87.815, 49.170), abs=0.001)
    assert found.ends[1] == pytest.approx((87.316, 49.231), abs=0.001)
    assert between["RUS"] == pytest.approx(35.4, abs=0.3)
    assert between["CHN"] == pytest.approx(1.3, abs=0.3)
    assert sum(between.values()) == pytest.approx(found.gap_km, abs=0.001)
    assert all(km >= found.gap_km for km in inside.values())
    assert set(inside) == {"RUS", "CHN"}


def test_the_border_of_russia_and_china_behind_the_gap_is_not_simplified(
    countries: gpd.GeoDataFrame,
) -> None:
    """54.57 km between the two tripoints as demarcated; 88 vertices in the source."""
    altai = shapely.box(87.2, 49.0, 88.0, 49.4)
    china, russia = (shape_of(countries, code).boundary for code in ("CHN", "RUS"))
    shared = shapely.intersection(shapely.intersection(china, russia), altai)
    line = shapely.line_merge(shared)

    assert line.geom_type == "LineString"
    assert geodesic_km(line) == pytest.approx(54.57, rel=0.02)
    assert len(line.coords) == 88


def test_one_country_is_read_in_a_tenth_of_a_second() -> None:
    seconds = []
    for _ in range(5):
        started = time.process_time()
        assert read_countries(COUNTRIES, only=["MNG"])["country"].tolist() == ["MNG"]
        seconds.append(time.process_time() - started)

    assert min(seconds) < 0.1


def test_the_files_are_small_enough_to_ship(drawing: gpd.GeoDataFrame) -> None:
    window = shapely.clip_by_rect(drawing.geometry.to_numpy(), 20, 20, 140, 62)
    rounded = shapely.transform(window[~shapely.is_empty(window)], lambda at: np.round(at, 3))
    text = json.dumps([json.loads(t) for t in shapely.to_geojson(rounded)], separators=(",", ":"))

    assert COUNTRIES.stat().st_size + DRAWING.stat().st_size < 12 * 1024 * 1024
    assert len(text) < 300 * 1024


def test_the_catalog_tells_the_sha256_of_both() -> None:
    catalog = tomllib.loads((FOLDER / "catalog.toml").read_text(encoding="utf-8"))
    for file in (COUNTRIES, DRAWING):
        entry = catalog[file.relative_to(FOLDER).as_posix()]
        assert entry["sha256"] == hashlib.sha256(Path(file).read_bytes()).hexdigest()
        assert entry["licence"] == "ODbL-1.0"
