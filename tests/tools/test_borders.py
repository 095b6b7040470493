"""Where border places are put, and how lines stray from their country."""

import numpy as np
import pytest
import shapely
from tools.build_geodata.borders import Border, Side, on_boundary, on_tracks
from tools.build_geodata.land import sampled

from railways import LAND, over_the_border, tracks

BORDER = Border("rail", Side("n-border", "NOR", "n"), Side("s-border", "SUD", "s"))


def test_a_border_place_lies_where_the_track_crosses_the_boundary() -> None:
    graph, nodes = over_the_border()

    cut, found = on_tracks(graph, nodes, borders=[BORDER], land=LAND)
    north = cut.way(found["n"], found["n-border"], within=frozenset({"NOR"}), longest_km=99.0)
    south = cut.way(found["s-border"], found["s"], within=frozenset({"SUD"}), longest_km=99.0)

    assert found["n-border"] == found["s-border"]
    assert cut.rails.lonlat[found["n-border"]] == pytest.approx([100.5, 0.0], abs=1e-4)
    assert north is not None
    assert south is not None
    assert (north.km, south.km) == (pytest.approx(12.5, abs=0.01), pytest.approx(37.5, abs=0.01))


def test_without_a_track_a_border_place_gets_no_node() -> None:
    graph, nodes = over_the_border()

    assert on_tracks(graph, {"n": 0}, borders=[BORDER], land=LAND) == (graph, {"n": 0})
    assert nodes == {"n": 0, "s": 1}


def test_the_track_changes_country_where_least_of_it_is_on_the_wrong_side() -> None:
    """From N over the boundary for 1 km, back, along it for 30 km, and then south for good."""
    graph = tracks(
        {
            "N": (100.1, 0.1),
            "dip": (100.1, -0.01),
            "back": (100.1, 0.02),
            "east": (100.4, 0.02),
            "S": (100.4, -0.3),
        },
        *("N-dip 13", "dip-back 4", "back-east 34", "east-S 36"),
    )

    cut, found = on_tracks(graph, {"n": 0, "s": 4}, borders=[BORDER], land=LAND)

    assert cut.rails.lonlat[found["n-border"]] == pytest.approx([100.4, 0.0], abs=1e-3)


def test_a_border_place_without_track_is_put_on_the_common_boundary_and_stays_there() -> None:
    first = on_boundary(BORDER, near=(100.7, 0.05), land=LAND)
    assert first == (100.7, 0.0)

    again = on_boundary(BORDER, near=first, land=LAND)
    assert again == first


def test_a_border_place_within_metres_of_the_boundary_is_not_moved_at_all() -> None:
    assert on_boundary(BORDER, near=(100.7, 0.00003), land=LAND) == (100.7, 0.00003)


def test_a_way_far_around_crosses_the_border_somewhere_else() -> None:
    """N and S are 22 km apart; the only track between them is 90 km long."""
    graph = tracks(
        {"N": (100.5, 0.1), "far": (100.9, 0.0), "S": (100.5, -0.1)}, "N-far 45", "far-S 45"
    )

    assert on_tracks(graph, {"n": 0, "s": 2}, borders=[BORDER], land=LAND)[1] == {"n": 0, "s": 2}


def test_the_crossing_of_track_and_boundary_is_exact_to_a_metre() -> None:
    graph = tracks({"N": (100.5, 0.1234), "S": (100.5, -0.3)}, "N-S 50")

    cut, found = on_tracks(graph, {"n": 0, "s": 1}, borders=[BORDER], land=LAND)

    assert cut.rails.lonlat[found["n-border"]] == pytest.approx([100.5, 0.0], abs=1.1e-5)


@pytest.mark.parametrize("near", [(100.7, 0.3), (100.001, 0.9)])
def test_a_border_place_far_from_the_common_boundary_is_left_alone(
    near: tuple[float, float],
) -> None:
    """The second point is 0.1 km from a boundary of NOR that is not a boundary of SUD."""
    assert on_boundary(BORDER, near=near, land=LAND) is None


def test_a_line_that_strays_is_told_by_how_much() -> None:
    """3/4 degrees north of the boundary, 1/4 south of it, 0.05 degrees off at most."""
    line = shapely.LineString([(100.1, 0.1), (100.1, 0), (100.2, -0.05), (100.3, 0), (100.8, 0.1)])

    km, far = LAND.strays(line, country="NOR")

    assert (km, far) == (pytest.approx(24.8, abs=0.5), pytest.approx(5.53, abs=0.02))
    assert LAND.strays(line, country="XZ") == (0.0, 0.0)


def test_sampled_points_are_never_far_apart_and_hold_all_vertices() -> None:
    line = np.array([[100.0, 0.0], [100.1, 0.0], [100.1, 0.01]])

    points = sampled(line, step_km=1.0)

    assert {tuple(p) for p in line.tolist()} <= {tuple(p) for p in points.tolist()}
    assert np.abs(np.diff(points, axis=0)).max() <= 1.0 / 110.0
