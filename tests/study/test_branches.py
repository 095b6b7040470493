"""How long a corridor takes from end to end, on paper."""

import pytest
from tests.conftest import Sketch

from ortoo.network.corridors import corridor
from ortoo.network.network import Network
from ortoo.study.branches import branches


def _told(network: Network) -> list[tuple[str, str, float | None]]:
    found = branches(network, corridor(network, "x"))
    return [
        (way.origin.place_id, way.end.place_id, way.route.length_km if way.route else None)
        for way in found
    ]


def test_a_place_where_railway_and_road_both_stop_is_an_end(sketch: Sketch) -> None:
    """A to C by rail and by road, both along their own ways, and a spur from M."""
    network = sketch(
        "A-M 10 AAA rail corridors=x", "M-C 10 AAA rail corridors=x", "A-C 30 AAA corridors=x",
        "M-N 5 AAA rail corridors=x",
    )  # fmt: skip
    assert _told(network) == [("N", "A", 15), ("N", "C", 15)]


def test_a_place_where_freight_changes_from_rail_to_road_is_no_end(sketch: Sketch) -> None:
    network = sketch(
        "A-B 10 AAA rail corridors=x", "B-C 30 AAA corridors=x", "B: rail>road 1h",
    )  # fmt: skip
    assert {end for _, end, _ in _told(network)} == {"A"}


@pytest.mark.parametrize("why", ["closes=2025-10-12", "access=closed"])
def test_a_closed_border_parts_the_ways(sketch: Sketch, why: str) -> None:
    """A-a | b-B: each side has its own far end, and nothing runs across."""
    sections = ("A-a 10 AAA corridors=x", "b-B 20 BBB corridors=x")
    assert len(_told(sketch(*sections, "a<>b 5h"))) == 1
    shut = _told(sketch(*sections, f"a<>b 5h {why}"))
    assert {frozenset(way[:2]) for way in shut} == {frozenset("Aa"), frozenset("Bb")}
    assert {way[2] for way in shut} == {10, 20}


def test_the_largest_town_of_each_country_is_told_on_the_way(sketch: Sketch) -> None:
    """A-K-M-C: of the towns between the ends M is the largest; it is passed and no end."""
    network = sketch("A-K 5 AAA corridors=x", "K-M 5 AAA corridors=x", "M-C 10 AAA corridors=x")
    network.tables["places"]["population"] = [1.0, 2.0, 3.0, 4.0]  # A C K M, in this order
    found = branches(network, corridor(network, "x"))
    assert [(way.end.place_id, way.passed) for way in found] == [("M", True), ("A", False)]
