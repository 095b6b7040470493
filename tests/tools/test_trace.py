"""How ways are found, and which node a stop has: on graphs drawn by hand."""

import pytest
from tools.build_geodata.stops import with_stops

from railways import home, tracks, two_parallel_lines


@pytest.mark.parametrize(
    ("countries", "km"),
    [(frozenset({"NOR"}), 140.0), (frozenset({"NOR", "SUD"}), 120.0), (None, 120.0)],
)
def test_of_two_parallel_lines_a_country_takes_its_own(
    countries: frozenset[str] | None, km: float
) -> None:
    way = two_parallel_lines().way(0, 1, within=countries, longest_km=500.0)

    assert way is not None
    assert way.km == km
    assert (way.nodes[0], way.nodes[-1]) == (0, 1)


def test_a_way_longer_than_asked_for_is_no_way() -> None:
    graph = two_parallel_lines()

    assert graph.way(0, 1, within=None, longest_km=119.0) is None
    assert graph.way(0, 1, within=None, longest_km=120.0) is not None


def test_where_no_track_leads_there_is_no_way() -> None:
    graph = tracks({"A": (100, 0.1), "B": (101, 0.1), "C": (101.5, 0.1)}, "A-B 111")

    assert graph.way(0, 2, within=None, longest_km=1e4) is None


def test_new_nodes_share_the_kilometres_of_their_edge() -> None:
    """A--x----y--B: x at 1/10, y at 6/10 of an edge with 20 % more track than its chord."""
    graph = tracks({"A": (100, 0.1), "B": (101, 0.1)}, "A-B 133.5")

    cut = graph.with_nodes([(0, (100.6, 0.1)), (0, (100.1, 0.1))])
    way = cut.way(0, 1, within=None, longest_km=1e4)

    assert way is not None
    assert way.nodes == (0, 3, 2, 1)
    assert way.steps_km == pytest.approx((13.35, 66.75, 53.4), rel=1e-4)


def test_the_stop_of_a_place_is_the_nearest_node_of_its_own_country() -> None:
    """The node in SUD is 6 km from the place, the one in NOR 8 km."""
    graph = tracks(
        {
            "N": (100.1, 0.12),
            "N2": (100.13, 0.12),
            "N3": (100.6, 0.12),
            "S": (100.1, -0.01),
            "S2": (100.6, -0.01),
        },
        *("N-N2 3", "N2-N3 53", "S-S2 56"),
    )

    _, nodes = with_stops(graph, {"town": home((100.1, 0.045))[0]}, chains=[])

    assert nodes == {"town": 0}


@pytest.mark.parametrize(("degrees_off", "served"), [(0.13, True), (0.14, False)])
def test_a_railway_serves_places_within_fifteen_kilometres(
    degrees_off: float, *, served: bool
) -> None:
    graph = tracks(
        {"A": (100, 0.2), "B": (100.03, 0.2), "C": (100.06, 0.2), "D": (100.5, 0.2)},
        *("A-B 3.5", "B-C 3.5", "C-D 49"),
    )

    _, nodes = with_stops(graph, {"town": home((100.03, 0.2 + degrees_off))[0]}, chains=[])

    assert bool(nodes) is served


def test_sidings_cut_from_their_line_serve_nobody() -> None:
    graph = tracks({"A": (100, 0.2), "B": (100.1, 0.2)}, "A-B 11")

    assert with_stops(graph, {"town": home((100, 0.2))[0]}, chains=[])[1] == {}


@pytest.mark.parametrize(("track_km", "on_the_line"), [(130.0, True), (112.0, False)])
def test_a_stop_lies_on_an_edge_only_if_its_track_is_long_enough(
    track_km: float, *, on_the_line: bool
) -> None:
    """A----B with x 22 km off its middle: by x it is 119.6 km, the chord is 111.3 km."""
    graph = tracks({"A": (100, 0.1), "B": (101, 0.1)}, f"A-B {track_km}")
    a, b, x = home((100, 0.1), (101, 0.1), (100.5, 0.3))

    bent, nodes = with_stops(graph, {"A": a, "B": b, "x": x}, chains=[("A", "x", "B")])

    assert ("x" in nodes) is on_the_line
    if on_the_line:
        way = bent.way(nodes["A"], nodes["B"], within=None, longest_km=1e4)
        assert way is not None
        assert (way.nodes, way.km) == ((0, nodes["x"], 1), pytest.approx(track_km))


def test_a_stop_of_a_branch_is_not_put_on_the_main_line() -> None:
    """x could lie on A-B by its kilometres, but no chain brings it between A and B."""
    graph = tracks({"A": (100, 0.1), "B": (101, 0.1)}, "A-B 130")
    a, b, x = home((100, 0.1), (101, 0.1), (100.5, 0.3))

    _, nodes = with_stops(graph, {"A": a, "B": b, "x": x}, chains=[("A", "x"), ("A", "B")])

    assert "x" not in nodes


@pytest.mark.parametrize("beyond", [(), (("x", "y"),)])
def test_a_branch_is_not_put_on_the_line_that_its_junction_lies_on(
    beyond: tuple[tuple[str, str], ...],
) -> None:
    r"""J, on the edge A-B, has no node of its own yet; x, and y beyond it, are reached by J only.

        y
        x
        |
    A---J---B
    """
    graph = tracks({"A": (100, 0.1), "B": (101, 0.1)}, "A-B 140")
    a, b, j, x, y = home((100, 0.1), (101, 0.1), (100.5, 0.14), (100.5, 0.3), (100.5, 0.9))

    _, nodes = with_stops(
        graph,
        {"A": a, "B": b, "J": j, "x": x, "y": y},
        chains=[("A", "J"), ("J", "B"), ("J", "x"), *beyond],
    )

    assert nodes.keys() == {"A", "B", "J"}


def test_stops_that_an_edge_cannot_reach_together_are_not_both_put_on_it() -> None:
    """130 km suffice for x or y beside A-B, not for both: x, nearer to the chord, stays."""
    graph = tracks({"A": (100, 0.1), "B": (101, 0.1)}, "A-B 124")
    a, b, x, y = home((100, 0.1), (101, 0.1), (100.4, 0.28), (100.6, -0.1))

    _, nodes = with_stops(
        graph, {"A": a, "B": b, "x": x, "y": y}, chains=[("A", "x", "B"), ("A", "y", "B")]
    )

    assert nodes.keys() == {"A", "B", "x"}


def test_a_line_that_ends_short_of_a_lonely_stop_is_led_on_to_it() -> None:
    graph = tracks({"A": (100, 0.1), "B": (100.5, 0.1)}, "A-B 56")

    longer, nodes = with_stops(graph, {"x": home((100.55, 0.1))[0]}, chains=[])
    way = longer.way(0, nodes["x"], within=None, longest_km=1e4)

    assert way is not None
    assert way.km == pytest.approx(56 + 5.566, abs=0.01)
