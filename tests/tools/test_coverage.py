r"""Faces and their owners, on squares of ten degrees that can be checked on paper.

+---------+---------+
|   AAA   |   BBB   |     all of it on the grid: 10 degrees are 1,000,000 units
+---------+---------+
"""

from collections.abc import Mapping, Sequence

import numpy as np
import pytest
import shapely
from tools.build_geodata.coverage import GRID, NOBODY, SEA, Claims, Faces, faces_of, on_grid
from tools.build_geodata.zones import Zones, simplified, without_islets


def box(west: float, south: float, east: float, north: float) -> shapely.Polygon:
    return shapely.box(west * GRID, south * GRID, east * GRID, north * GRID)


OCEAN = box(-50, -50, 50, 50)
WEST, EAST = box(0, 0, 10, 10), box(10, 0, 20, 10)


def made(
    claims: Sequence[tuple[str, shapely.Polygon]],
    *,
    lands: Sequence[shapely.Polygon],
    rule: Mapping[frozenset[str], str] | None = None,
) -> Faces:
    """Faces of claims, with sea wherever ``lands`` are not."""
    countries, polygons = zip(*claims, strict=True)
    sea = OCEAN.difference(shapely.union_all(lands))
    return faces_of(
        Claims(np.array(polygons), np.array(countries, dtype=object)),
        np.array([sea]),
        cuts=[],
        rule=rule or {},
    )


def land_of(faces: Faces, owner: str) -> shapely.Geometry:
    return shapely.union_all(faces.polygons[faces.owners == owner])


def test_a_country_is_its_boundary_less_the_sea() -> None:
    waters = box(-2, -2, 10, 12)  # reaches two degrees out to sea
    faces = made([("AAA", waters), ("BBB", EAST)], lands=[WEST, EAST])

    assert land_of(faces, "AAA").equals(WEST)
    assert land_of(faces, "BBB").equals(EAST)


def test_land_claimed_twice_goes_to_the_smaller_polygon_or_by_rule() -> None:
    greedy = box(0, 0, 12, 10)
    claims = [("AAA", greedy), ("BBB", EAST)]
    ruled = made(claims, lands=[WEST, EAST], rule={frozenset({"AAA", "BBB"}): "AAA"})

    assert land_of(made(claims, lands=[WEST, EAST]), "AAA").equals(WEST)
    assert land_of(ruled, "AAA").equals(greedy)


def test_the_smaller_polygon_counts_even_of_the_larger_country() -> None:
    exclave = box(8, 0, 12, 10)  # of AAA, half of it over BBB, which is smaller than AAA
    far = box(-20, 0, 8, 10)
    faces = made([("AAA", far), ("AAA", exclave), ("BBB", EAST)], lands=[far, exclave, EAST])

    assert land_of(faces, "AAA").equals(far.union(exclave))
    assert land_of(faces, "BBB").equals(EAST.difference(exclave))


def test_a_dependency_belongs_to_itself_and_not_to_the_country_that_lists_it_too() -> None:
    claims = [("AAA", WEST), ("AAA", EAST), ("BBB", EAST)]

    for order in (claims, claims[::-1]):
        assert land_of(made(order, lands=[WEST, EAST]), "BBB").equals(EAST)


def test_an_enclave_belongs_to_its_own_and_what_lies_in_it_to_the_other_again() -> None:
    """The source writes the hole in AAA as one more polygon of AAA, and so on inwards."""
    enclave, core = box(2, 2, 8, 8), box(4, 4, 6, 6)
    faces = made(
        [
            *(("AAA", part) for part in (WEST, enclave, core)),
            *(("BBB", part) for part in (EAST, enclave, core)),
        ],
        lands=[WEST, EAST],
    )

    assert land_of(faces, "BBB").equals(EAST.union(enclave).difference(core))
    assert land_of(faces, "AAA").equals(WEST.difference(enclave).union(core))


def test_a_sliver_between_neighbours_goes_to_the_one_along_the_longer_edge() -> None:
    """AAA ends 0.001 degrees early in the south: it borders the gap in the west and the north."""
    ragged = box(0, 0, 9.999, 10).union(box(0, 5, 10, 10))
    faces = made([("AAA", ragged), ("BBB", EAST)], lands=[WEST, EAST])

    assert not (faces.owners == NOBODY).any()
    assert land_of(faces, "AAA").equals(WEST)
    assert land_of(faces, "BBB").equals(EAST)


def test_a_large_land_that_nobody_claims_stays_nobodys() -> None:
    faces = made([("AAA", WEST)], lands=[WEST, EAST])

    assert land_of(faces, NOBODY).equals(EAST)


def test_broken_rings_count_even_odd() -> None:
    bow_tie = shapely.Polygon(np.array([(0, 0), (10, 10), (10, 0), (0, 10)]) * GRID)
    faces = made([("AAA", bow_tie)], lands=[WEST])

    assert land_of(faces, "AAA").area == pytest.approx(WEST.area / 2)


def test_shapes_come_onto_the_grid() -> None:
    (shape,) = on_grid(np.array([shapely.Point(87.814541, 49.170179)]))

    assert (shape.x, shape.y) == (8_781_454.0, 4_917_018.0)


def wavy(west: float) -> shapely.Polygon:
    """A square whose western edge is a saw with teeth of 0.01 degrees."""
    teeth = [(west + 0.01 * (n % 2), 10 - n / 10) for n in range(1, 100)]
    return shapely.Polygon(
        np.rint(np.array([(west + 10, 0), (west + 10, 10), (west, 10), *teeth, (west, 0)]) * GRID)
    )


def zones(*exact: str, tolerance: float = 10_000.0, islands_km2: float = 0.0) -> Zones:
    nowhere = box(40, 40, 41, 41)
    return Zones(
        exact=frozenset(exact),
        exact_box=nowhere,
        fine=frozenset(),
        fine_box=nowhere,
        fine_tolerance=1.0,
        coarse_tolerance=tolerance,
        least_island_km2=islands_km2,
    )


def test_simplified_neighbours_still_share_their_border_and_exact_ones_keep_it() -> None:
    neighbour = WEST.union(box(9, 0, 11, 10)).difference(wavy(10))
    faces = made([("AAA", neighbour), ("BBB", wavy(10))], lands=[WEST, EAST])
    rough, exact = simplified(faces, zones()), simplified(faces, zones("BBB"))

    for shapes in (rough, exact):
        assert shapely.coverage_is_valid(list(shapes.values()))
        assert shapely.union_all(list(shapes.values())).equals(WEST.union(EAST))
    assert shapely.get_num_coordinates(rough["BBB"]) < 20
    assert exact["BBB"].equals(wavy(10))


def test_islets_go_to_the_sea_but_a_country_keeps_its_largest_face() -> None:
    islet, atoll = box(-5, 0, -4.99, 0.01), box(-7, 0, -6.99, 0.01)
    faces = made(
        [("AAA", WEST), ("AAA", islet), ("BBB", EAST), ("CCC", atoll)],
        lands=[WEST, EAST, islet, atoll],
    )
    kept = without_islets(faces, least_km2=50.0)

    assert land_of(kept, "AAA").equals(WEST)
    assert land_of(kept, "CCC").equals(atoll)
    assert simplified(faces, zones(islands_km2=50.0))["AAA"].equals(WEST)
    assert land_of(kept, SEA).area == pytest.approx(land_of(faces, SEA).area + islet.area)


def test_a_small_enclave_is_no_islet() -> None:
    enclave = box(5, 5, 5.01, 5.01)
    faces = made(
        [("AAA", WEST), ("AAA", enclave), ("BBB", EAST), ("BBB", enclave)], lands=[WEST, EAST]
    )

    assert land_of(without_islets(faces, least_km2=50.0), "BBB").equals(EAST.union(enclave))
