"""Whose land a line crosses, on squares of one degree at the equator."""

import dataclasses

import geopandas as gpd
import pytest
import shapely

from conftest import Sketch
from ortoo.network.network import Network
from ortoo.routes.audit import audit, disagreements
from ortoo.routes.blocking import blocking
from ortoo.routes.exposure import Exposure, exposure_front
from ortoo.routes.find import find_routes
from ortoo.routes.question import Avoid, Cost, Exposed, Overflight, Trip
from ortoo.routes.verify import verify


def on_squares(network: Network, line: shapely.LineString) -> Network:
    """AAA is lon 0..1, BBB is lon 1..2; all sections run along ``line``."""
    sections = network.tables["sections"]
    drawn = sections.assign(geometry=[line] * len(sections))
    countries = gpd.GeoDataFrame(
        {"country": ["AAA", "BBB"], "name": ["A", "B"], "detail": ["fine"] * 2},
        geometry=[shapely.box(0, -1, 1, 1), shapely.box(1, -1, 2, 1)],
        crs="OGC:CRS84",
    )
    return dataclasses.replace(
        network, tables={**network.tables, "sections": drawn}, countries=countries
    )


def test_kilometres_by_polygon_are_those_of_the_table_when_a_line_stays_at_home(
    sketch: Sketch,
) -> None:
    network = on_squares(sketch("A-B 100 AAA"), shapely.LineString([(0.1, 0), (0.9, 0)]))
    route = find_routes(network, Trip("A", "B")).best
    assert audit(route)[["country", "table_km"]].values.tolist() == [["AAA", 100.0]]
    assert audit(route)["polygon_km"].iloc[0] == pytest.approx(100)
    assert disagreements(route) == ()


def test_a_line_that_strays_is_told_country_by_country(sketch: Sketch) -> None:
    """Three quarters of the line lie in AAA, one quarter in BBB, of 100 km by the table."""
    network = on_squares(sketch("A-B 100 AAA"), shapely.LineString([(0.4, 0), (1.2, 0)]))
    route = find_routes(network, Trip("A", "B")).best
    found = {country: round(seen, 3) for country, _, seen in disagreements(route)}
    assert found == {"AAA": 75.0, "BBB": 25.0}


def test_lengths_as_drawn_are_told_where_they_are_not_those_of_the_tables(sketch: Sketch) -> None:
    """0.8 degrees are 89 km; the table says 100 km, all of them in AAA."""
    network = on_squares(sketch("A-B 100 AAA"), shapely.LineString([(0.1, 0), (0.9, 0)]))
    answer = find_routes(network, Trip("A", "B"))
    (row,) = audit(answer.best).to_dict("records")
    assert (row["agrees"], row["drawn_agrees"]) == (True, False)
    assert row["drawn_km"] == pytest.approx(0.8 * 111.32, rel=1e-3)
    (told,) = answer.to_json()["routes"][0]["audit"]
    assert told == {
        "country": "AAA",
        "table_km": 100.0,
        "polygon_km": 100.0,
        "drawn_km": pytest.approx(89.06, abs=0.1),
    }


@pytest.mark.parametrize(("km", "told"), [(100.4, True), (100.6, False)])
def test_half_a_percent_is_what_may_differ(sketch: Sketch, km: float, told: bool) -> None:
    line = shapely.LineString([(0.0, 0), (100 / 111.3195, 0)])
    network = on_squares(sketch(f"A-B {km} AAA"), line)
    (row,) = audit(find_routes(network, Trip("A", "B")).best).to_dict("records")
    assert row["drawn_agrees"] is told


def test_a_way_out_and_back_counts_twice(sketch: Sketch) -> None:
    network = on_squares(
        sketch("A-B 100 AAA", "B-C 10 AAA"), shapely.LineString([(0.1, 0), (0.9, 0)])
    )
    route = find_routes(network, Trip("A", "C", via=("B", "A"))).best
    (row,) = audit(route).to_dict("records")
    assert row["polygon_km"] == pytest.approx(310)


def test_a_flight_over_an_avoided_country_that_its_table_forgot_is_no_answer(
    sketch: Sketch,
) -> None:
    network = sketch("A-B 100 AAA air", "C-D 1 BBB")
    astray = on_squares(network, shapely.LineString([(0.4, 0), (1.2, 0)]))
    trip, over = Trip("A", "B", modes=("air",)), Avoid(countries={"BBB"})
    assert find_routes(astray, trip, avoid=over).status == "no-route"
    allowed = Avoid(countries={"BBB"}, overflight=Overflight.ALLOWED)
    assert find_routes(astray, trip, avoid=allowed).status == "route"


def test_flown_kilometres_count_where_they_are_flown(sketch: Sketch) -> None:
    """A quarter of the line lies over BBB; of a declared overflight 25 of 100 km count there."""
    line = shapely.LineString([(0.4, 0), (1.2, 0)])
    network = on_squares(sketch("A-B 100 AAA air overflies=BBB", "C-D 1 BBB"), line)
    trip, over_b = Trip("A", "B", modes=("air",)), frozenset({"BBB"})
    assert find_routes(network, trip).best.km_inside(over_b) == pytest.approx(25)
    front = exposure_front(network, trip, exposed_to=over_b, measure=Exposure.HOURS)
    assert front.triples[0][0] == pytest.approx(25 / 800)

    bare = sketch("A-B 100 AAA air overflies=BBB", "C-D 1 BBB")
    assert find_routes(bare, trip).best.km_inside(over_b) == pytest.approx(100)


def test_least_exposure_does_not_fly_over_whom_it_shuns(sketch: Sketch) -> None:
    network = sketch("A-B 100 AAA air overflies=BBB", "A-B 900 AAA", "C-D 1 BBB")
    trip = Trip("A", "B", modes=("air", "road"))
    assert find_routes(network, trip).best.modes == ("air",)
    shy = find_routes(network, trip, minimise=Exposed(to=frozenset({"BBB"}))).best
    assert shy.modes == ("road",)


STRAY = shapely.LineString([(0.4, 0), (1.2, 0)])


def test_a_section_whose_line_strays_into_an_avoided_country_is_left_out(
    sketch: Sketch, caplog: pytest.LogCaptureFixture
) -> None:
    """The railway's line ends 22 km deep in BBB; the road, as slow again, stays in AAA."""
    network = on_squares(
        sketch(
            "A-B 100 AAA rail", "A-B 200 AAA", "A: road>rail 1h", "B: road>rail 1h", "C-D 1 BBB"
        ),
        STRAY,
    )
    lines = [STRAY, shapely.LineString([(0.1, 0), (0.9, 0)]), STRAY]
    sections = network.tables["sections"].sort_values("mode").assign(geometry=lines)
    network = dataclasses.replace(
        network, tables={**network.tables, "sections": sections.sort_index()}
    )
    trip, avoid = Trip("A", "B", modes=("rail", "road")), Avoid(countries={"BBB"})
    assert find_routes(network, trip, minimise=Cost.COST).best.modes == ("rail",)

    answer = find_routes(network, trip, minimise=Cost.COST, avoid=avoid)

    assert answer.best.modes == ("road",)
    assert answer.rules.avoid.sections == {"A-B-rail"}
    assert "inside an avoided country: section A-B-rail" in caplog.text
    assert verify(answer.to_json(), network) == []


@pytest.mark.parametrize(("east", "status"), [(1.004, "route"), (1.005, "no-route")])
def test_what_lies_within_half_a_kilometre_of_home_lies_at_home(
    sketch: Sketch, east: float, status: str
) -> None:
    """The border is at 1 degree; 0.004 degrees are 445 m, 0.005 are 557 m."""
    line = shapely.LineString([(0.4, 0), (east, 0)])
    network = on_squares(sketch("A-B 100 AAA", "C-D 1 BBB"), line)
    answer = find_routes(network, Trip("A", "B"), avoid=Avoid(countries={"BBB"}))
    assert answer.status == status


def test_land_that_a_section_passes_counts_and_can_be_refused(sketch: Sketch) -> None:
    """Of 100 km, 10 h and 10 USD/t a quarter is that of BBB, there and back."""
    network = on_squares(
        sketch("A-B 100 AAA speed_kmh=10 passes=BBB passes_km=25", "C-D 1 BBB"), STRAY
    )
    for ends in (("A", "B"), ("B", "A")):
        route = find_routes(network, Trip(*ends)).best
        assert route.by_country[["country", "length_km", "time_h"]].to_numpy().tolist() == [
            ["BBB", 25.0, 2.5], ["AAA", 75.0, 7.5],
        ]  # fmt: skip
        assert disagreements(route) == ()
        assert route.legs[0].country == "AAA"
        assert blocking(network, Trip(*ends)).sets == (frozenset({"BBB"}),)
        refused = find_routes(network, Trip(*ends), avoid=Avoid(countries={"BBB"}))
        assert refused.status == "no-route"
