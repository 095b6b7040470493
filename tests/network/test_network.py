"""Names of places, NetworkX views, corridors and coverage on drawn networks."""

from dataclasses import replace

import pytest

from conftest import Sketch, folder_of
from ortoo.base.errors import BadInputError, UnknownNameError, UsageError
from ortoo.network.corridors import corridor
from ortoo.network.coverage import coverage
from ortoo.network.gazetteer import find_place, folded
from ortoo.network.network import Network, network_of


@pytest.fixture
def named(sketch: Sketch) -> Network:
    """A, B, C in AAA, half a degree apart on rising latitudes; B and C share the alias Twin."""
    network = sketch("A-B 10 AAA", "B-C 10 AAA")
    places = network.tables["places"]
    aliases = ["Ölgii|Өлгий", "Twin", "Twin"]
    network.tables["places"][["aliases"]] = [[a] for a in aliases]
    assert len(places) == 3
    return network


@pytest.mark.parametrize("word", ["A", "a", "OLGII", "ölgii", "өлгий", " Ölgii "])
def test_a_place_is_found_without_case_or_accents(named: Network, word: str) -> None:
    assert find_place(named.tables["places"], word).place_id == "A"


def test_a_name_of_two_places_is_not_guessed(named: Network) -> None:
    with pytest.raises(UsageError, match=r"fits several places: B \(AAA\), C \(AAA\)"):
        find_place(named.tables["places"], "twin")


def test_an_unknown_name_gets_its_nearest(named: Network) -> None:
    with pytest.raises(UnknownNameError) as unknown:
        find_place(named.tables["places"], "Olgi")
    assert unknown.value.nearest == ("A",)


def test_coordinates_are_snapped_and_the_distance_told(named: Network) -> None:
    """A lies at 60 E 40 N; a hundredth of a degree north of it is 1.11 km away."""
    found = find_place(named.tables["places"], "60,40.01")
    assert (found.place_id, round(found.snapped_km, 2)) == ("A", 1.11)
    with pytest.raises(UsageError, match="wrong way round"):
        find_place(named.tables["places"], "40,160")


def test_folding_keeps_scripts_apart() -> None:
    assert folded("Zamyn-Üüd") == folded("zamyn uud")
    assert folded("Өлгий") != folded("Ulgii")


def test_the_networkx_view_is_a_copy(sketch: Sketch) -> None:
    network = sketch("A-B 10 AAA", "B-C 20 AAA rail", "B: road>rail 2h 1$")
    graph = network.to_networkx()
    graph.remove_node("A/road")

    again = network.to_networkx()
    assert set(again) == {"A/road", "B/road", "B/rail-1520", "C/rail-1520"}
    assert again.number_of_edges() == 2 + 2 + 2
    (edge,) = again.get_edge_data("B/road", "B/rail-1520").values()
    assert (edge["kind"], edge["id"], edge["time_h"]) == ("transfer", "B-road-rail", 2.0)


def test_a_corridor_has_its_crossings_and_shows_its_gaps(sketch: Sketch) -> None:
    """A-a | b-B, and C-D apart: two pieces, one border both ways."""
    network = sketch(
        "A-a 10 AAA corridors=x", "b-B 20 BBB corridors=x", "C-D 5 CCC corridors=x",
        "D-E 7 CCC", "a<>b 5h 2$", "E-F 9 CCC corridors=x status=planned",
    )  # fmt: skip
    found = corridor(network, "X")

    assert found.length_km == 35
    assert sorted(found.crossings["crossing_id"]) == ["a>b-road", "b>a-road"]
    assert found.pieces == (("A", "B", "a", "b"), ("C", "D"))
    assert found.gaps[["from", "to"]].to_numpy().tolist() == [["B", "C"]]
    assert found.gaps["km"].item() == pytest.approx(118.6, abs=0.5)  # 42 km east, 111 km north
    assert found.by_country["h"].round(3).tolist() == [0.1, 0.2, 0.05]
    assert found.unbuilt["section_id"].tolist() == ["E-F-road"]
    with pytest.raises(UnknownNameError, match="did you mean x"):
        corridor(network, "y")


def test_a_closed_crossing_is_told_apart_and_cuts_the_corridor(sketch: Sketch) -> None:
    """A-a | b-B: one direction closed by its date, then both, then by rule; opening later, too."""
    sections = ("A-a 10 AAA corridors=x", "b-B 20 BBB corridors=x")
    half = corridor(sketch(*sections, "a>b 5h closes=2025-10-12", "b>a 5h"), "x")
    assert half.crossings["crossing_id"].tolist() == ["b>a-road"]
    assert half.closed["crossing_id"].tolist() == ["a>b-road"]
    assert len(half.pieces) == 1

    for why in ("closes=2025-10-12", "opens=2027-01-01", "access=closed"):
        shut = corridor(sketch(*sections, f"a<>b 5h {why}"), "x")
        assert shut.crossings.empty
        assert sorted(shut.closed["crossing_id"]) == ["a>b-road", "b>a-road"]
        assert shut.pieces == (("A", "a"), ("B", "b"))
        assert shut.gaps.empty  # a closed border is no gap: its two sides touch

    later = corridor(sketch(*sections, "a<>b 5h closes=2026-01-02"), "x")
    assert len(later.crossings) == 2
    assert later.closed.empty


def test_coverage_counts_what_is_thin(sketch: Sketch) -> None:
    network = sketch(
        "A-B 90 AAA published_km=100", "C-D 99 AAA published_km=100",
        "E-F 5 AAA confidence=unsourced", "A-x 1 AAA", "y-Y 1 BBB", "x>y ?h",
    )  # fmt: skip
    report = coverage(network)

    assert report.disagreements["section_id"].tolist() == ["A-B-road", "C-D-road"]
    assert report.disagreements["difference"].round(2).tolist() == [-0.10, -0.01]
    assert report.unsourced.to_numpy().tolist() == [["sections", "E-F-road"]]
    unknown = report.unknown.set_index(["table", "column"])["unknown"]
    assert unknown["crossings", "time_h"] == 1
    assert len(report.pieces) == 3


def test_a_flight_is_booked_to_every_country_below_it_by_its_kilometres(sketch: Sketch) -> None:
    """A flies to C over B: 60 km, 100 km, 40 km of 200; landing needs A and C, B may refuse."""
    network = sketch("A-C 200 XZ air overflies=AAA|BBB|CCC overflies_km=60|100|40",
                     "A-a 1 AAA", "C-c 1 CCC", "B-b 1 BBB")  # fmt: skip
    there, back = (arc for arc in network.arcs.arcs if arc.over)

    assert [(country, costs[0]) for country, costs in there.booked] == [
        ("AAA", 60.0), ("BBB", 100.0), ("CCC", 40.0),
    ]  # fmt: skip
    assert there.countries == ("AAA", "CCC")
    assert there.over == ("BBB",)
    assert back.countries == ("CCC", "AAA")
    assert there.costs == pytest.approx(network.arcs.costs[list(network.arcs.arcs).index(there)])
    assert there.costs[1] == pytest.approx(200 / 800)


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("A-B 1e300 AAA", r"length_km: .*at most 100000 km"),
        ("A-B 9 AAA cost_usd_tkm=1e9", r"cost_usd_tkm: .*at most 100 USD/tkm"),
    ],
)
def test_what_no_row_can_hold_is_refused(sketch: Sketch, line: str, says: str) -> None:
    """Sums beyond two million are no longer exact; a length of 1e300 km made nonsense of all."""
    with pytest.raises(BadInputError, match=says):
        sketch(line)


def test_overflights_need_a_length_each_and_an_aircraft(sketch: Sketch) -> None:
    with pytest.raises(BadInputError, match="expected 2 lengths in km"):
        sketch("A-B 9 AAA air overflies=AAA|BBB overflies_km=9")
    with pytest.raises(BadInputError, match=r"expected AAA as well: .* the countries of both ends"):
        sketch("A-B 9 AAA air overflies=BBB overflies_km=9", "A-B 9 AAA")
    with pytest.raises(BadInputError, match="only sections of mode air fly"):
        sketch("A-B 9 AAA road overflies=AAA")


def test_a_folder_without_a_date_says_that_it_takes_today(caplog: pytest.LogCaptureFixture) -> None:
    network_of(replace(folder_of("A-B 9 AAA"), date=None))
    assert "has no date (network.toml): today" in caplog.text
    caplog.clear()
    network_of(folder_of("A-B 9 AAA"))
    assert not caplog.text
