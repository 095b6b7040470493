r"""Nearest points, checked on paper and against trying every pair.

+----+        +----+
| A  |  66 km | B  |      A ends at 1.0° E, B begins at 1.6° E, on the equator
+----+        +----+
"""

import numpy as np
import pytest
import shapely
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from pyproj import Geod

from ortoo.base.errors import CoordinateError
from ortoo.base.geodesy import densify, great_circle_km
from ortoo.base.nearest import near, nearest

A = shapely.box(0, -0.5, 1, 0.5)
B = shapely.box(1.6, -0.1, 2, 0.1)


def test_two_boxes_are_as_far_apart_as_their_facing_sides() -> None:
    found = nearest(A, B)

    assert found.km == pytest.approx(great_circle_km((1, 0.1), (1.6, 0.1)), abs=1e-6)
    assert found.ends[0] == pytest.approx((1.0, 0.1), abs=1e-3) or found.ends[0][1] < 0
    assert nearest(B, A).km == pytest.approx(found.km, abs=1e-9)


def test_the_foot_of_a_perpendicular_in_the_middle_of_a_long_edge_is_found() -> None:
    wall = shapely.LineString([(80, 40), (80, 60)])
    found = nearest(shapely.Point(81, 50), wall)

    assert found.km == pytest.approx(71.69, abs=0.01)
    assert found.ends[1][0] == 80.0
    foot = np.degrees(np.arctan(np.tan(np.radians(50)) / np.cos(np.radians(1))))  # on a sphere
    assert found.ends[1][1] == pytest.approx(foot, abs=1e-4)


def test_shapes_that_touch_or_overlap_are_at_no_distance() -> None:
    for other in (shapely.box(1, 0, 2, 1), shapely.box(0.5, 0, 2, 1), shapely.Point(0.2, 0.2)):
        found = nearest(A, other)
        assert found.km == 0.0
        assert found.ends[0] == found.ends[1]
        assert shapely.intersects_xy(other, *found.ends[0])


def test_the_180th_meridian_and_the_pole_are_no_obstacle() -> None:
    chukotka, alaska = shapely.Point(179.9, 66), shapely.Point(-179.9, 66)
    arctic = nearest(shapely.Point(0, 89.5), shapely.LineString([(170, 89.5), (180, 89.5)]))

    assert nearest(chukotka, alaska).km == pytest.approx(great_circle_km((179.9, 66), (-179.9, 66)))
    assert nearest(chukotka, alaska).km < 10
    assert arctic.km == pytest.approx(111.3, abs=0.5)
    assert arctic.ends[1][0] == pytest.approx(170 if arctic.km < 111.2 else 180, abs=10)


def test_there_is_no_distance_to_nothing_and_none_off_the_globe() -> None:
    with pytest.raises(ValueError, match="empty"):
        nearest(A, shapely.Polygon())
    with pytest.raises(CoordinateError):
        nearest(A, shapely.box(500_000, 0, 500_100, 100))


@st.composite
def scattered(draw: st.DrawFn, west: float) -> shapely.LineString:
    count = draw(st.integers(2, 6))
    lon = st.floats(west, west + 10)
    return shapely.LineString([(draw(lon), draw(st.floats(-60, 60))) for _ in range(count)])


@settings(max_examples=25, deadline=None, phases=(Phase.explicit, Phase.reuse, Phase.generate))
@given(scattered(0.0), scattered(12.0))
def test_no_pair_of_points_is_nearer_than_the_nearest(
    one: shapely.LineString, two: shapely.LineString
) -> None:
    found = nearest(one, two)
    tried = [shapely.get_coordinates(densify(line, step_km=30)) for line in (one, two)]
    every, other = np.repeat(tried[0], len(tried[1]), axis=0), np.tile(tried[1], (len(tried[0]), 1))
    best_m = Geod(ellps="WGS84").inv(*every.T, *other.T)[2].min()

    assert best_m / 1000 - 30 <= found.km <= best_m / 1000 + 0.001
    assert found.km == pytest.approx(great_circle_km(*found.ends), abs=1e-9)
    assert nearest(two, one).km == pytest.approx(found.km, abs=1e-6)


def test_near_is_inside_or_within_so_many_metres() -> None:
    degree_m = 1000 * great_circle_km((1, 0), (2, 0))
    off = np.array([-0.5, 499.0, 501.0]) / degree_m
    points = np.column_stack([1 + off, np.zeros(3)])

    assert near(points, A, metres=500).tolist() == [True, True, False]
    assert near(points, A, metres=0).tolist() == [True, False, False]
    assert not near(points, shapely.Polygon(), metres=500).any()
    assert near(np.zeros((0, 2)), A, metres=500).tolist() == []


def test_near_sees_points_deep_inside_and_over_the_180th_meridian() -> None:
    strip = shapely.box(170, 60, 180, 70)
    points = np.array([[175.0, 65.0], [-179.999, 65.0], [-179.9, 65.0]])

    assert near(points, strip, metres=500).tolist() == [True, True, False]


def test_near_a_slanting_edge_is_measured_to_the_edge_and_not_to_its_box() -> None:
    edge = shapely.LineString([(0, 0), (0.006, 0.006)])
    corner, beside = (0.006, 0.0), (0.003, 0.0026)

    assert near(np.array([corner, beside]), edge, metres=100).tolist() == [False, True]
