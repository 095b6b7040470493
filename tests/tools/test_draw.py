"""What becomes of the ways found: the line of a section."""

import pytest
from tools.build_geodata.draw import Drawn, Ground, Section, draw, joined
from tools.build_geodata.stops import with_stops

from railways import ground, home, tracks, two_parallel_lines


def a_line_with_a_hole() -> Ground:
    """A---B   C---D: tracks of 60 km, a hole of 22 km between B and C."""
    graph = tracks(
        {"A": (100, 0.1), "B": (100.5, 0.1), "C": (100.7, 0.1), "D": (101.2, 0.1)},
        *("A-B 60", "C-D 60"),
    )
    return ground(graph, {"A": 0, "B": 1, "C": 2, "D": 3})


def test_a_line_with_a_hole_is_traced_on_both_sides_and_straight_between() -> None:
    line = draw(
        Section(section_id="s", country="NOR", chain=("A", "B", "C", "D")),
        ground=a_line_with_a_hole(),
    )

    assert line.on_track == (True, False, True)
    assert line.steps_km == pytest.approx((60, 22.26, 60), abs=0.01)
    assert not line.traced
    assert line.share_traced == pytest.approx(120 / 142.26, abs=0.001)


def test_a_stop_that_no_railway_serves_does_not_break_a_track_that_goes_on() -> None:
    whole = tracks({"A": (100, 0.1), "B": (101, 0.1)}, "A-B 115")
    here = ground(whole, {"A": 0, "B": 1})
    here = Ground(here.tracks, here.nodes, {**here.points, "x": (100.5, 0.2)})

    line = draw(Section(section_id="s", country="NOR", chain=("A", "x", "B")), ground=here)

    assert (line.traced, line.length_km) == (True, 115)


@pytest.mark.parametrize(
    ("published_km", "traced", "km"),
    [(None, False, 111.32), (200.0, True, 210.0), (150.0, False, 111.32), (300.0, False, 210.0)],
)
def test_a_winding_track_is_believed_only_if_the_published_length_vouches_for_it(
    published_km: float | None, *, traced: bool, km: float
) -> None:
    """210 km of track where the geodesic is 111 km.

    Vouched for: followed. Not vouched for, or longer than published and farther from it than the
    straight line: given up. Nearer to what is published than the straight line: kept, but marked.
    """
    graph = tracks({"A": (100, 0.1), "B": (101, 0.1)}, "A-B 210")
    section = Section(section_id="s", country="NOR", chain=("A", "B"), published_km=published_km)

    line = draw(section, ground=ground(graph, {"A": 0, "B": 1}))

    assert (line.traced, line.length_km) == (traced, pytest.approx(km, abs=0.01))


def test_what_is_not_built_yet_follows_no_track_but_meets_it() -> None:
    graph = tracks({"A": (100, 0.1), "B": (101, 0.1)}, "A-B 115")
    here = Ground(graph, {"A": 0, "B": 1}, {"A": (100, 0.12), "B": (101, 0.1)})
    section = Section(section_id="s", country="NOR", chain=("A", "B"), status="planned")

    line = draw(section, ground=here)

    assert (line.traced, line.points[0]) == (False, (100, 0.1))


def test_a_road_begins_at_the_place_and_not_at_its_station() -> None:
    graph = tracks({"A": (100, 0.1), "B": (101, 0.1)}, "A-B 115")
    here = Ground(graph, {"A": 0, "B": 1}, {"A": (100, 0.12), "B": (101, 0.1)})

    line = draw(Section(section_id="s", country="NOR", chain=("A", "B"), mode="road"), ground=here)

    assert line.points[0] == (100, 0.12)
    assert max(line.steps_km) <= 50


def test_sections_at_a_place_meet_in_one_point() -> None:
    graph, nodes = with_stops(
        two_parallel_lines(),
        {"a": home((100, 0.05))[0], "n": home((100.2, 0.31))[0], "b": home((101, 0.05))[0]},
        chains=[("a", "n"), ("a", "b")],
    )
    here = ground(graph, nodes)

    one = draw(Section(section_id="1", country="NOR", chain=("n", "a")), ground=here)
    two = draw(Section(section_id="2", country="NOR", chain=("a", "b")), ground=here)

    assert one.points[-1] == two.points[0]


def test_running_out_to_a_stop_and_back_is_no_part_of_the_line() -> None:
    r"""
    A---J---B
        |
        x
    """
    graph = tracks(
        {"A": (100, 0.1), "J": (100.5, 0.1), "B": (101, 0.1), "x": (100.5, 0.2)},
        *("A-J 56", "J-B 56", "J-x 11"),
    )
    here = ground(graph, {"A": 0, "J": 1, "B": 2, "x": 3})

    line = draw(Section(section_id="s", country="NOR", chain=("A", "x", "B")), ground=here)

    assert (line.points, line.length_km) == (((100, 0.1), (100.5, 0.1), (101, 0.1)), 112)


def test_there_and_back_on_no_track_is_kept() -> None:
    there = Drawn(((100, 0), (100.1, 0)), (11.1,), (False,))
    back = Drawn(((100.1, 0), (100, 0)), (11.1,), (False,))

    assert joined([there, back]).length_km == 22.2
