"""Whose land a line crosses, on squares of one degree at the equator."""

import dataclasses

import geopandas as gpd
import pytest
import shapely

from conftest import Sketch
from ortoo.base.errors import InternalError
from ortoo.network.network import Network
from ortoo.routes.audit import audit, disagreements
from ortoo.routes.find import find_routes
from ortoo.routes.question import Avoid, Trip


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


def test_a_route_that_strays_into_an_avoided_country_is_no_answer(sketch: Sketch) -> None:
    network = sketch("A-B 100 AAA", "C-D 1 BBB")
    astray = on_squares(network, shapely.LineString([(0.4, 0), (1.2, 0)]))
    with pytest.raises(InternalError, match="touched BBB although avoided"):
        find_routes(astray, Trip("A", "B"), avoid=Avoid(countries={"BBB"}))
