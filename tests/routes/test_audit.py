"""Whose land a line crosses, on squares of one degree at the equator."""

import dataclasses

import geopandas as gpd
import pytest
import shapely

from conftest import Sketch
from ortoo.base.errors import InternalError
from ortoo.network.network import Network
from ortoo.routes.audit import audit, disagreements
from ortoo.routes.exposure import Exposure, exposure_front
from ortoo.routes.find import find_routes
from ortoo.routes.question import Avoid, Exposed, Overflight, Trip


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
    with pytest.raises(InternalError, match="touched BBB although avoided"):
        find_routes(astray, trip, avoid=over)
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


def test_a_route_that_strays_into_an_avoided_country_is_no_answer(sketch: Sketch) -> None:
    network = sketch("A-B 100 AAA", "C-D 1 BBB")
    astray = on_squares(network, shapely.LineString([(0.4, 0), (1.2, 0)]))
    with pytest.raises(InternalError, match="touched BBB although avoided"):
        find_routes(astray, Trip("A", "B"), avoid=Avoid(countries={"BBB"}))
