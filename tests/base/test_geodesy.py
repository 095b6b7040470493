"""Lengths, areas and planes against figures that do not come from this program."""

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from ortoo.base.errors import CoordinateError
from ortoo.base.geodesy import (
    Plane,
    area_km2,
    densify,
    earth_centred_m,
    geodesic_km,
    geodesic_line,
    great_circle_km,
    grow,
    pieces,
    segment_km,
)

QUARTER_MERIDIAN_KM = 10_001.966  # WGS84, from the equator to the pole
EQUATOR_KM = 40_075.017
SURFACE_KM2 = 510_065_622

LON = st.floats(-179, 179)
LAT = st.floats(-80, 80)
POINT = st.tuples(LON, LAT)


def test_a_quarter_meridian_and_the_equator_have_their_published_lengths() -> None:
    meridian = shapely.LineString([(106.9, 0), (106.9, 90)])
    equator = shapely.LineString([(-180, 0), (-60, 0), (60, 0), (180, 0)])

    assert geodesic_km(meridian) == pytest.approx(QUARTER_MERIDIAN_KM, abs=0.001)
    assert geodesic_km(equator) == pytest.approx(EQUATOR_KM, abs=0.001)


def test_an_eighth_of_the_globe_has_an_eighth_of_its_surface_whichever_way_its_ring_runs() -> None:
    octant = densify(shapely.Polygon([(0, 0), (90, 0), (90, 89.999), (0, 89.999)]), step_km=20)
    backwards = shapely.reverse(octant)

    assert area_km2(octant) == pytest.approx(SURFACE_KM2 / 8, rel=1e-4)
    assert area_km2(backwards) == area_km2(octant)


def test_a_hole_is_no_area_but_its_ring_has_length() -> None:
    whole, hole = shapely.box(0, 0, 3, 3), shapely.box(1, 1, 2, 2)
    ring = whole.difference(hole)

    assert area_km2(ring) == pytest.approx(area_km2(whole) - area_km2(hole))
    assert geodesic_km(ring) == pytest.approx(geodesic_km(whole) + geodesic_km(hole))
    assert geodesic_km(hole) == pytest.approx(4 * 110.9, rel=0.005)


def test_parts_add_up_and_points_have_no_length() -> None:
    one = shapely.LineString([(0, 0), (1, 0)])
    many = shapely.GeometryCollection([shapely.MultiLineString([one, one]), shapely.Point(5, 5)])

    assert geodesic_km(many) == pytest.approx(2 * geodesic_km(one))
    assert geodesic_km(shapely.Point(5, 5)) == area_km2(one) == 0.0


@pytest.mark.parametrize("kind", [shapely.Point, shapely.LineString, shapely.Polygon])
def test_what_is_empty_has_no_length_no_area_and_no_pieces(kind: type) -> None:
    empty = kind()

    assert geodesic_km(empty) == area_km2(empty) == 0.0
    assert grow(empty, metres=500).is_empty
    assert pieces(empty, most_km=1.0) == []
    assert len(segment_km(shapely.LineString())) == 0


METRES = shapely.LineString([(500_000, 5_000_000), (500_100, 5_000_000)])
SWAPPED = shapely.LineString([(47.9, 106.9), (43.2, 76.9)])


@pytest.mark.parametrize("line", [METRES, SWAPPED], ids=["metres", "swapped"])
def test_coordinates_off_the_globe_are_refused_with_their_bounds(line: shapely.LineString) -> None:
    for refuse in (geodesic_km, segment_km, area_km2, Plane.around):
        with pytest.raises(CoordinateError) as refused:
            refuse(line)
        assert refused.value.bounds == line.bounds
    for refuse in (lambda s: densify(s, step_km=1), lambda s: grow(s, metres=1)):
        with pytest.raises(CoordinateError):
            refuse(line)


def test_not_a_number_is_no_coordinate() -> None:
    with np.errstate(invalid="ignore"):
        lines = [shapely.from_wkt(f"LINESTRING ({nan})") for nan in ("0 0, NaN 1", "0 NaN, 1 1")]
    for broken in lines:
        with pytest.raises(CoordinateError):
            geodesic_km(broken)


@given(POINT, POINT)
def test_the_way_back_is_as_long_and_no_way_round_is_shorter(
    start: tuple[float, float], end: tuple[float, float]
) -> None:
    there = great_circle_km(start, end)
    by_the_equator = great_circle_km(start, (0, 0)) + great_circle_km((0, 0), end)

    assert great_circle_km(end, start) == pytest.approx(there, abs=1e-6)
    assert there <= by_the_equator + 1e-6


def test_segments_add_up_to_their_line() -> None:
    line = shapely.LineString([(87.8, 49.2), (87.3, 49.2), (87.3, 49.3)])

    assert len(segment_km(line)) == 2
    assert segment_km(line).sum() == pytest.approx(geodesic_km(line))


def test_a_geodesic_is_as_long_as_its_ends_are_apart_and_begins_and_ends_in_them() -> None:
    start, end = (106.9, 47.9), (28.98, 41.01)
    line = geodesic_line(start, end, step_km=50)

    assert (line.coords[0], line.coords[-1]) == (start, end)
    assert geodesic_km(line) == pytest.approx(great_circle_km(start, end), abs=1e-6)
    assert segment_km(line).max() <= 50.0
    assert len(geodesic_line(start, start, step_km=50).coords) == 2


def test_more_vertices_do_not_move_a_line() -> None:
    line = shapely.LineString([(0, 50), (4, 52)])
    dense = densify(line, step_km=10)

    assert segment_km(dense).max() <= 10.0
    assert shapely.hausdorff_distance(line, dense) < 1e-12


def test_a_line_without_length_stays_as_it_is_alone_and_among_others() -> None:
    dot, line = shapely.LineString([(1, 1), (1, 1)]), shapely.LineString([(0, 0), (1, 0)])
    both = densify(shapely.MultiLineString([dot, line]), step_km=40)

    assert densify(dot, step_km=1).equals_exact(dot)
    assert [len(part.coords) for part in both.geoms] == [2, 4]


@given(POINT, st.floats(0, 360), st.floats(1, 400_000))
def test_a_plane_keeps_distances_from_its_centre_and_leads_back(
    centre: tuple[float, float], bearing: float, metres: float
) -> None:
    plane = Plane(centre)
    turn = np.radians(bearing)
    flat = shapely.Point(metres * np.sin(turn), metres * np.cos(turn))
    globe = plane.globe(flat)
    lon = (globe.x + 180) % 360 - 180

    assert great_circle_km(centre, (lon, globe.y)) * 1000 == pytest.approx(
        metres, rel=1e-9, abs=1e-3
    )
    assert plane.flat(shapely.Point(lon, globe.y)).distance(flat) < 1e-3


def test_a_grown_point_is_a_circle_and_a_grown_line_is_as_wide_everywhere() -> None:
    assert area_km2(grow(shapely.Point(87.5, 49.2), metres=10_000)) == pytest.approx(
        np.pi * 100, rel=1e-3
    )
    along = shapely.LineString([(60, 50), (90, 50)])  # 2,100 km: cut before it is grown
    band = grow(along, metres=1_000)
    for lon in (60.5, 75.3, 89.5):
        across = shapely.intersection(band, shapely.LineString([(lon, 49), (lon, 51)]))
        assert geodesic_km(across) == pytest.approx(2.0, rel=0.01)


def test_what_grows_over_the_180th_meridian_appears_on_both_sides() -> None:
    disc = grow(shapely.Point(179.99, 60), metres=2_000)

    assert area_km2(disc) == pytest.approx(np.pi * 4, rel=1e-3)
    assert (disc.bounds[0], disc.bounds[2]) == (-180, 180)
    assert max(p.bounds[2] - p.bounds[0] for p in shapely.get_parts(disc)) < 1


def test_pieces_add_up_and_are_small() -> None:
    country = densify(shapely.Polygon([(60, 40), (90, 40), (85, 55), (62, 50)]), step_km=20)
    cut = pieces(country, most_km=300)

    assert sum(area_km2(piece) for piece in cut) == pytest.approx(area_km2(country), rel=1e-3)
    assert all(geodesic_km(shapely.box(*piece.bounds)) < 4 * 320 for piece in cut)


def test_the_poles_are_points_on_the_axis_of_the_earth() -> None:
    x, y, z = earth_centred_m(np.array([[123.0, 90.0]]))[0]

    assert (x, y) == (pytest.approx(0, abs=1e-6), pytest.approx(0, abs=1e-6))
    assert z == pytest.approx(6_356_752.314, abs=0.001)
