"""How the railway graph is read, cut and bridged."""

import zipfile
from pathlib import Path

import numpy as np
import pytest
from tools.build_geodata.rails import MEMBER, bridged, only, read_rails, read_wheel, within

from railways import rails


def test_the_module_in_the_wheel_is_read_and_never_run(tmp_path: Path) -> None:
    text = "import no_such_module\ngraph=[{0: 0.0, 1: 2.5}, {0: 2.5}]\nnodes=[[50.0, 7.0], [51.0, 8.0]]\n1/0"
    with zipfile.ZipFile(tmp_path / "w.whl", "w") as archive:
        archive.writestr(MEMBER, text)

    graph = read_wheel(tmp_path / "w.whl")

    assert graph.lonlat.tolist() == [[7.0, 50.0], [8.0, 51.0]]  # the wheel says [lat, lon]
    assert (graph.ends.tolist(), graph.km.tolist()) == ([[0, 1]], [2.5])  # no loop at node 0


def test_a_module_without_a_graph_is_refused_by_name() -> None:
    with pytest.raises(ValueError, match="'graph'"):
        read_rails("nodes=[[0.0, 0.0]]")


def test_a_window_keeps_whole_edges_and_numbers_nodes_anew() -> None:
    graph = rails({"far": (10, 0), "A": (100, 0), "B": (101, 0)}, "far-A 9", "A-B 111")

    inside = within(graph, (99.0, -1.0, 102.0, 1.0))

    assert (inside.lonlat[:, 0].tolist(), inside.ends.tolist()) == ([100, 101], [[0, 1]])


def test_only_some_nodes_leave_only_the_edges_between_them() -> None:
    graph = rails({"A": (100, 0), "B": (101, 0), "C": (102, 0)}, "A-B 111", "B-C 111")

    assert only(graph, np.array([False, True, True])).ends.tolist() == [[0, 1]]


@pytest.mark.parametrize(("gap_degrees", "joined_up"), [(0.008, True), (0.010, False)])
def test_a_cut_of_less_than_a_kilometre_is_bridged(gap_degrees: float, *, joined_up: bool) -> None:
    """A----B  C----D: B-C is 0.89 or 1.11 km."""
    east = 100.5 + gap_degrees
    graph = rails(
        {"A": (100, 0), "B": (100.5, 0), "C": (east, 0), "D": (101, 0)}, "A-B 55.7", "C-D 55"
    )

    whole = bridged(graph)

    assert (len(set(whole.pieces.tolist())) == 1) is joined_up
    assert whole.bridge.tolist() == [False, False] + [True] * joined_up


def test_a_siding_is_not_bridged_to_its_own_line() -> None:
    r"""
    A--B--C     D ends 0.5 km from C: one piece with a loose end, and C is no loose end
        \ /E
         D
    """
    graph = rails(
        {"A": (100, 0), "B": (100.1, 0), "C": (100.2, 0), "D": (100.1998, 0.004), "E": (100.3, 0)},
        *("A-B 11", "B-C 11", "B-D 11", "C-E 11"),
    )

    assert not bridged(graph).bridge.any()
