"""Polygons that are not what they claim to be are refused, with everything that is wrong."""

import json
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import geopandas as gpd
import pytest
import shapely

from ortoo.base.errors import BadInputError, MissingDataError
from ortoo.inputs.boundaries import LARGEST_BYTES, read_countries

WEST, EAST = shapely.box(87, 48, 88, 49), shapely.box(88, 48, 89, 49)

Writer = Callable[..., Path]


@pytest.fixture
def written(tmp_path: Path) -> Writer:
    """A file of countries; ``shapes`` maps codes to shapes."""

    def write(
        file: str, shapes: dict[str, Any], /, *, crs: str = "EPSG:4326", **columns: list[Any]
    ) -> Path:
        rows = {"country": list(shapes), **columns}
        path = tmp_path / file
        gpd.GeoDataFrame(rows, geometry=list(shapes.values()), crs=crs).to_file(path)
        return path

    return write


def geojson(path: Path, *features: tuple[Any, Any]) -> Path:
    """A file of (code, geometry as GeoJSON), faults and all."""
    rows = [
        {"type": "Feature", "properties": {"country": code}, "geometry": shape}
        for code, shape in features
    ]
    path.write_text(json.dumps({"type": "FeatureCollection", "features": rows}), encoding="utf-8")
    return path


def ring(*points: tuple[float, float]) -> dict[str, Any]:
    return {"type": "Polygon", "coordinates": [[*points, points[0]]]}


SQUARE = ring((87, 48), (88, 48), (88, 49), (87, 49))


@pytest.mark.parametrize("name", ["a.fgb", "a.geojson", "a.gpkg"])
def test_each_format_gives_the_same_frame_sorted_by_country(written: Writer, name: str) -> None:
    path = written(name, {"RUS": EAST, "MNG": WEST}, name=["Russia", ""], detail=["fine", None])
    frame = read_countries(path)

    assert frame["country"].tolist() == ["MNG", "RUS"]
    assert frame["name"].tolist() == ["MNG", "Russia"]
    assert frame["detail"].tolist() == ["coarse", "fine"]
    assert [shapely.equals(*pair) for pair in zip(frame.geometry, [WEST, EAST], strict=True)]
    assert list(frame.columns) == ["country", "name", "detail", "geometry"]
    assert frame.crs.to_authority() in {("EPSG", "4326"), ("OGC", "CRS84")}


def test_only_the_countries_asked_for_are_read(written: Writer) -> None:
    path = written("a.fgb", {"RUS": EAST, "MNG": WEST})

    assert read_countries(path, only=["MNG"])["country"].tolist() == ["MNG"]
    assert read_countries(path, only=["MNG", "x' OR 1=1 --"])["country"].tolist() == ["MNG"]


def faults(path: Path) -> str:
    with pytest.raises(BadInputError) as refused:
        read_countries(path)
    assert refused.value.where == path.name
    return "\n".join(refused.value.faults)


def test_all_faults_are_told_at_once_each_with_its_country(tmp_path: Path) -> None:
    bow_tie = ring((87, 48), (88, 49), (88, 48), (87, 49))
    swapped = ring((48, 106), (49, 106), (49, 107), (48, 107))
    metres = ring((500_000, 5_000_000), (500_100, 5_000_000), (500_100, 5_000_100))
    jump = ring((179, 60), (-179, 60), (-179, 61), (179, 61))
    told = faults(
        geojson(
            tmp_path / "bad.geojson",
            ("AAA", bow_tie),
            ("BBB", swapped),
            ("CCC", metres),
            ("DDD", None),
            ("EEE", {"type": "Point", "coordinates": [1, 2]}),
            ("FFF", jump),
            ("mng", SQUARE),
            (None, SQUARE),
            ("GGG", SQUARE),
            ("GGG", SQUARE),
        )
    )

    for line in (
        "country AAA: geometry: is invalid: Self-intersection",
        "country BBB: geometry: bounds (48, 106, 49, 107) are not inside",
        "country CCC: geometry: bounds (500000, 5e+06, 500100, 5.0001e+06) are not inside",
        "country DDD: geometry: is missing",
        "country EEE: geometry: is a Point",
        "country FFF: geometry: has an edge half round the globe",
        "feature 7: country: got 'mng'",
        "feature 8: country: got ''",
        "country GGG: stands more than once",
    ):
        assert line in told
    assert len(told.splitlines()) == 9


def test_a_polygon_of_russia_cut_at_the_180th_meridian_is_welcome(written: Writer) -> None:
    cut = shapely.MultiPolygon([shapely.box(170, 60, 180, 70), shapely.box(-180, 60, -170, 70)])

    assert read_countries(written("a.fgb", {"RUS": cut})).geometry[0].equals(cut)


def test_a_ring_may_run_all_round_a_pole(written: Writer) -> None:
    antarctica = shapely.Polygon([(-180, -70), (0, -65), (180, -70), (180, -90), (-180, -90)])

    assert read_countries(written("a.fgb", {"ATA": antarctica}))["country"].tolist() == ["ATA"]


def test_another_coordinate_system_is_refused_by_name(written: Writer) -> None:
    told = faults(written("a.gpkg", {"MNG": shapely.box(0, 0, 9, 9)}, crs="EPSG:3857"))

    assert "is in WGS 84 / Pseudo-Mercator; expected WGS84 lon/lat" in told


def test_a_file_without_a_coordinate_system_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.fgb"
    with pytest.warns(UserWarning, match="crs"):
        gpd.GeoDataFrame({"country": ["MNG"]}, geometry=[WEST]).to_file(path, engine="pyogrio")

    assert "does not say its coordinate system" in faults(path)


def test_no_countries_and_no_codes_are_faults(tmp_path: Path, written: Writer) -> None:
    empty = tmp_path / "none.geojson"
    empty.write_text('{"type": "FeatureCollection", "features": []}', encoding="utf-8")
    path = tmp_path / "b.geojson"
    gpd.GeoDataFrame({"iso": ["MNG"]}, geometry=[WEST], crs="EPSG:4326").to_file(path)

    none = tmp_path / "none.fgb"
    gpd.GeoDataFrame({"country": ["MNG"]}, geometry=[WEST], crs="EPSG:4326").iloc[:0].to_file(
        none, engine="pyogrio"
    )

    assert "country" in faults(empty)
    assert "has no countries" in faults(none)
    assert "has no column 'country'" in faults(path)
    assert "detail: got 'exact', expected fine or coarse" in faults(
        written("c.fgb", {"MNG": WEST}, detail=["exact"])
    )


VRT = '<OGRVRTDataSource><OGRVRTLayer name="x"><SrcDataSource>{}</SrcDataSource></OGRVRTLayer></OGRVRTDataSource>'


def test_a_file_that_points_to_another_is_not_opened(tmp_path: Path) -> None:
    secret = geojson(tmp_path / "secret.geojson", ("MNG", SQUARE))
    for suffix in (".geojson", ".fgb", ".gpkg"):
        trap = tmp_path / f"trap{suffix}"
        trap.write_text(VRT.format(secret), encoding="utf-8")
        assert "whatever its name says" in faults(trap)


def test_only_three_kinds_of_file_are_read(tmp_path: Path) -> None:
    for name in ("countries.vrt", "countries.shp", "countries", "countries.geojson.zip"):
        path = geojson(tmp_path / name, ("MNG", SQUARE))
        assert "expected .fgb, .geojson or .gpkg" in faults(path)


def test_virtual_paths_and_folders_are_no_files(tmp_path: Path) -> None:
    inside = geojson(tmp_path / "a.geojson", ("MNG", SQUARE))
    for path in (
        Path("/vsicurl/http:/localhost:9/a.geojson"),
        Path(f"/vsisubfile/0_100,{inside}"),
        Path(f"/vsizip/{tmp_path}/a.zip/a.geojson"),
        tmp_path,
        tmp_path / "absent.fgb",
    ):
        with pytest.raises(MissingDataError, match="is not a file"):
            read_countries(path)


def test_other_json_and_broken_files_are_refused(tmp_path: Path, written: Writer) -> None:
    topology = {
        "type": "Topology",
        "objects": {
            "one": {
                "type": "GeometryCollection",
                "geometries": [
                    {"type": "Polygon", "arcs": [[0]], "properties": {"country": "MNG"}}
                ],
            }
        },
        "arcs": [[[87, 48], [88, 48], [88, 49], [87, 49], [87, 48]]],
    }
    other = tmp_path / "t.geojson"
    other.write_text(json.dumps(topology), encoding="utf-8")
    noise = tmp_path / "noise.fgb"
    noise.write_bytes(b"fgb\x03fgb\x00" + b"\xff" * 64)
    torn = written("torn.fgb", {"MNG": WEST, "RUS": EAST})
    torn.write_bytes(torn.read_bytes()[:-80])
    text = tmp_path / "text.geojson"
    text.write_text("{this is no JSON", encoding="utf-8")

    assert "is read as TopoJSON" in faults(other)
    assert "has 0 layers" in faults(noise)
    assert "cannot be read" in faults(text)
    assert faults(torn)


def test_a_file_cut_between_two_countries_is_refused(written: Writer) -> None:
    path = written("cut.fgb", {"MNG": WEST, "RUS": EAST})
    whole = path.read_bytes()
    start = max(whole.index(b"MNG"), whole.index(b"RUS"))
    told = set()
    for end in range(start - 200, start):  # one of these is the end of the first
        path.write_bytes(whole[:end])
        told.add(faults(path).split(":")[0])

    assert "announces 2 features and holds 1" in told


def test_what_the_driver_warns_of_is_a_fault(written: Writer) -> None:
    path = written("a.gpkg", {"MNG": WEST})
    with sqlite3.connect(path) as database:
        database.execute("pragma application_id = 0")
    database.close()

    assert "is not sound: GPKG: bad application_id" in faults(path)


def test_a_second_layer_is_refused_rather_than_overlooked(written: Writer) -> None:
    path = written("a.gpkg", {"MNG": WEST})
    gpd.GeoDataFrame({"country": ["RUS"]}, geometry=[EAST], crs="EPSG:4326").to_file(
        path, layer="more", engine="pyogrio"
    )

    assert "has 2 layers" in faults(path)


def test_a_database_that_is_no_geopackage_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "plain.gpkg"
    with sqlite3.connect(path) as database:
        database.execute("create table country (name text)")
    database.close()

    assert faults(path)


def test_a_file_that_is_too_large_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "large.fgb"
    with path.open("wb") as content:
        content.write(b"fgb\x03fgb\x00")
        content.truncate(LARGEST_BYTES + 1)

    assert "refused unread" in faults(path)
