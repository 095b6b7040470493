"""The whole build of lines, and the audit of what it made, on a folder of six places."""

import csv
from pathlib import Path

import geopandas as gpd
import pyogrio
import pytest
import shapely
from tools.build_geodata import audit, lines

from railways import NORTH, SOUTH, over_the_border

PLACES = """\
place_id,name,country,kind,lon,lat
n,North,NOR,city,100.5,0.1
n-border,North border,NOR,border,100.52,0.02
n-road-border,North road border,NOR,border,100.6,0.01
s,South,SUD,city,100.5,-0.3
s-border,South border,SUD,border,100.52,0.02
s-road-border,South road border,SUD,border,100.6,0.01
"""
SECTIONS = """\
section_id,from_id,to_id,mode,country,status,length_km,published_km,via
rail-n-n-border,n,n-border,rail,NOR,operating,,20,
rail-s-border-s,s-border,s,rail,SUD,operating,,37,
road-n-n-road-border,n,n-road-border,road,NOR,operating,,,
road-s-s-road-border,s,s-road-border,road,SUD,operating,,,bend
"""
WAYPOINTS = "waypoint_id,name,country,lon,lat\nbend,Bend,SUD,100.7,0.05\n"
LENGTHS = "length_id,mode,via,published_km,use,source,confidence,note\n"
CROSSINGS = """\
crossing_id,from_id,to_id,leaves,enters,mode
rail-n-s,n-border,s-border,NOR,SUD,rail
rail-s-n,s-border,n-border,SUD,NOR,rail
road-n-s,n-road-border,s-road-border,NOR,SUD,road
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A geodata folder with two countries, a railway and a road between them."""
    (tmp_path / "network").mkdir()
    (tmp_path / "countries").mkdir()
    for name in ("places", "sections", "waypoints", "crossings", "lengths"):
        text = globals()[name.upper()]
        (tmp_path / "network" / f"{name}.csv").write_text(text, encoding="utf-8")
    boxes = gpd.GeoDataFrame(
        {"country": ["NOR", "SUD"]},
        geometry=[shapely.box(*NORTH), shapely.box(*SOUTH)],
        crs="OGC:CRS84",
    )
    pyogrio.write_dataframe(boxes, tmp_path / "countries" / "countries.fgb", driver="FlatGeobuf")
    monkeypatch.setattr(lines, "read_tracks", lambda *_, **__: over_the_border()[0])
    return tmp_path


def rows(file: Path) -> dict[str, dict[str, str]]:
    with file.open(encoding="utf-8") as table:
        return {next(iter(row.values())): row for row in csv.DictReader(table)}


def test_a_second_build_changes_no_byte(folder: Path) -> None:
    lines.build(folder, folder)
    once = {file: file.read_bytes() for file in folder.rglob("*") if file.is_file()}
    lines.build(folder, folder)

    assert {file: file.read_bytes() for file in once} == once


def test_a_build_measures_sections_and_puts_border_places_on_the_boundary(folder: Path) -> None:
    lines.build(folder, folder)

    places, sections = (
        rows(folder / "network" / "places.csv"),
        rows(folder / "network" / "sections.csv"),
    )
    assert {(places[p]["lon"], places[p]["lat"]) for p in ("n-border", "s-border")} == {
        ("100.50000", "0.00000")
    }
    assert places["n-road-border"]["lat"] == places["s-road-border"]["lat"] == "0.00000"
    assert places["n"] == rows_of(PLACES)["n"]  # what is no border place stays as it was written
    modelled = {name: (row["length_km"], row["length_from"]) for name, row in sections.items()}
    assert modelled["rail-s-border-s"] == ("37.00", "published")
    assert modelled["rail-n-n-border"] == ("20.00", "published")
    assert modelled["road-n-n-road-border"] == ("15.69", "estimated")  # nothing tells of bends
    assert "OpenStreetMap contributors" in (folder / "lines" / "LICENSE.md").read_text("utf-8")


def rows_of(text: str) -> dict[str, dict[str, str]]:
    return {row["place_id"]: row for row in csv.DictReader(text.splitlines())}


def test_lines_and_table_agree_on_lengths(folder: Path) -> None:
    lines.build(folder, folder)

    sections = rows(folder / "network" / "sections.csv")
    made = pyogrio.read_dataframe(folder / "lines" / "sections.fgb")
    lengths = dict(zip(made["section_id"], made["length_km"], strict=True))
    assert lengths == {name: float(row["line_km"]) for name, row in sections.items()}
    assert lengths["rail-n-n-border"] == 12.5
    assert made["traced"].tolist() == [
        False,
        True,
        False,
        False,
    ]  # 12.5 km are not the 20 published
    assert made["share_traced"].tolist() == [1.0, 1.0, 0.0, 0.0]


def test_a_chain_with_an_unknown_point_is_an_error_that_names_it(folder: Path) -> None:
    table = folder / "network" / "sections.csv"
    table.write_text(table.read_text("utf-8").replace(",bend", ",nowhere"), encoding="utf-8")

    with pytest.raises(KeyError, match="nowhere"):
        lines.build(folder, folder)


def test_the_audit_tells_what_is_wrong_worst_first(folder: Path) -> None:
    lines.build(folder, folder)

    told = list(audit.report(folder))

    lengths = [line.split()[0] for line in told[2:4]]
    assert lengths == ["rail-n-n-border", "rail-s-border-s"]
    assert any("-37.5" in line for line in told)
    assert "rail: 2 published, median 19.4% off, 95 % within 35.7%" in told
    assert "1 of 2 rail sections are traced throughout" in told
    assert [line for line in told if "leaves" in line] == [  # 1/7 of 45 km, and 12.4 km
        "road-s-s-road-border leaves SUD: 19.0 km, 5.53 km off"
    ]
    assert "s-road-border (border) dangles: 1 section or crossing ends there" in told


def test_the_audit_tells_of_border_places_off_the_boundary(folder: Path) -> None:
    lines.build(folder, folder)
    assert not [line for line in audit.report(folder) if "is a border place" in line]

    table = folder / "network" / "places.csv"
    text = table.read_text("utf-8")
    table.write_text(
        text.replace("border,100.60000,0.00000", "border,100.60000,0.01000", 1), "utf-8"
    )

    told = [line for line in audit.report(folder) if "is a border place" in line]
    assert told == ["n-road-border is a border place 1.11 km from the boundary of its country"]


def test_the_audit_tells_of_lines_that_end_beside_their_place(folder: Path) -> None:
    lines.build(folder, folder)
    table = folder / "network" / "places.csv"
    table.write_text(
        table.read_text("utf-8").replace("n,North,NOR,city,100.5,", "n,North,NOR,city,100.6,"),
        "utf-8",
    )

    told = list(audit.report(folder))

    assert "rail-n-n-border ends 11.1 km from n" in told
    assert "road-n-n-road-border ends 11.1 km from n" in told
