"""Over whose land aircraft fly: drawn on paper, and the flights of the real network."""

import csv
from pathlib import Path

import geopandas as gpd
import pyogrio
import pytest
import shapely
from tools.build_geodata import flights
from tools.build_geodata.flights import flown_over, wrong_cells
from tools.build_geodata.land import Land

GEODATA = Path(__file__).parents[2] / "geodata"
EQUATOR_KM = 111.3195  # of one degree of longitude, WGS84: 2 pi 6378.137 / 360
NORTH, MIDDLE, EAST = (0, 0.5, 4, 2), (1, -2, 3, 0.5), (3, -2, 4, 0.5)
PLACES = "place_id,country,lon,lat\na,WST,0.5,0\nb,EST,3.5,0\n"
WAYPOINTS = "waypoint_id,country,lon,lat\nup-a,NOR,0.5,1\nup-b,NOR,3.5,1\n"
SECTIONS = """\
section_id,from_id,to_id,mode,country,status,published_km,via,note
air-a-b,a,b,air,XZ,operating,,,straight
air-b-a-over-nor,b,a,air,XZ,planned,,up-b up-a,bent
road-a-b,a,b,road,XZ,operating,,,
"""


@pytest.fixture
def geodata(tmp_path: Path) -> Path:
    r"""Three countries, two airports; west of 1 E nobody's land but NOR's, so the sea begins at a.

     1 N    NOR NOR NOR NOR
     0      a   MID MID EST b
    lon   0   1   2   3   4
    """
    (tmp_path / "network").mkdir()
    (tmp_path / "countries").mkdir()
    for name, text in (("places", PLACES), ("waypoints", WAYPOINTS), ("sections", SECTIONS)):
        (tmp_path / "network" / f"{name}.csv").write_text(text, encoding="utf-8")
    boxes = gpd.GeoDataFrame(
        {"country": ["NOR", "MID", "EST"]},
        geometry=[shapely.box(*NORTH), shapely.box(*MIDDLE), shapely.box(*EAST)],
        crs="OGC:CRS84",
    )
    pyogrio.write_dataframe(boxes, tmp_path / "countries" / "countries.fgb", driver="FlatGeobuf")
    return tmp_path


def cells(folder: Path) -> dict[str, str]:
    with (folder / "network" / "sections.csv").open(encoding="utf-8", newline="") as file:
        return {row["section_id"]: row["overflies"] for row in csv.DictReader(file)}


def test_a_flight_along_the_equator_is_over_each_country_as_long_as_its_box_is_wide(
    geodata: Path,
) -> None:
    over = flights.flights(geodata)["air-a-b"]

    assert list(over) == ["XZ", "MID", "EST"]
    expected = (0.5 * EQUATOR_KM, 2 * EQUATOR_KM, 0.5 * EQUATOR_KM)
    assert tuple(over.values()) == pytest.approx(expected, abs=flights.STEP_KM)
    assert sum(over.values()) == pytest.approx(3 * EQUATOR_KM, abs=0.001)


def test_cells_name_the_countries_in_the_order_of_travel_and_only_for_aircraft(
    geodata: Path,
) -> None:
    flights.build(Path(), geodata)

    assert cells(geodata) == {
        "air-a-b": "MID EST",
        "air-b-a-over-nor": "EST NOR",  # up from b, along NOR, down to a over the sea
        "road-a-b": "",
    }


def test_building_twice_changes_nothing_and_a_wrong_cell_is_told(geodata: Path) -> None:
    file = geodata / "network" / "sections.csv"
    flights.build(Path(), geodata)
    once = file.read_bytes()
    flights.build(Path(), geodata)
    assert file.read_bytes() == once

    file.write_text(file.read_text(encoding="utf-8").replace("MID EST", "MID"), encoding="utf-8")
    rows, over = flights.read_rows(file), flights.flights(geodata)
    assert list(wrong_cells(rows, over)) == [
        "air-a-b: overflies is 'MID', the line gives 'MID EST'"
    ]


def test_what_is_only_touched_is_not_flown_over() -> None:
    told = flights.cells({"AAA": flights.LEAST_KM, "BBB": flights.LEAST_KM - 0.1, "XZ": 50.0})
    assert told == {"overflies": "AAA", "overflies_km": "2.0"}


def test_going_nowhere_is_over_nobody(geodata: Path) -> None:
    land = Land.read(geodata / "countries" / "countries.fgb")

    assert flown_over([(2.0, 0.0)], land=land) == {}


def real() -> list[dict[str, str]]:
    rows = flights.read_rows(GEODATA / "network" / "sections.csv")
    return [row for row in rows if row["mode"] == "air"]


def test_the_cells_of_the_real_network_are_what_its_lines_give() -> None:
    over = flights.flights(GEODATA)

    assert over
    assert not list(wrong_cells(real(), over))


def test_every_flight_out_of_mongolia_is_over_russia_or_china() -> None:
    """The gap between Mongolia and Kazakhstan is 37 km wide; no line avoids both sides of it."""
    places = flights.read_rows(GEODATA / "network" / "places.csv")
    country = {row["place_id"]: row["country"] for row in places}
    for row in real():
        ends = {country[row["from_id"]], country[row["to_id"]]}
        over = row["overflies"].split()
        assert ends <= set(over), row["section_id"]
        if "MNG" in ends and len(ends) > 1:
            assert {"RUS", "CHN"} & set(over), row["section_id"]


@pytest.mark.parametrize(
    ("section", "avoided", "over"),
    [
        ("air-ubn-ala", "RUS", "CHN"),
        ("air-ubn-ala-over-rus", "CHN", "RUS"),
        ("air-ulg-ukk", "CHN", "RUS"),
        ("air-ulg-ukk-over-chn", "RUS", "CHN"),
    ],
)
def test_kazakhstan_is_reached_over_either_neighbour_alone(
    section: str, avoided: str, over: str
) -> None:
    told = next(row["overflies"].split() for row in real() if row["section_id"] == section)

    assert over in told
    assert avoided not in told
