"""Packed lines hold the same points; the browser side is tested with the pages."""

import json
import re

from hypothesis import given
from hypothesis import strategies as st

from ortoo.views.packing import packed_line, with_packed_lines
from unpacking import unpacked

POINTS = st.lists(
    st.tuples(st.integers(-180_000, 180_000), st.integers(-90_000, 90_000)), max_size=9
)


@given(points=POINTS)
def test_points_survive_to_the_thousandth_of_a_degree(points: list[tuple[int, int]]) -> None:
    assert unpacked(packed_line([(x / 1000, y / 1000) for x, y in points])) == points


def test_only_coordinates_are_packed_and_the_nesting_stays() -> None:
    ring = [[1.0, 2.0], [1.001, 2.0], [1.0, 2.001], [1.0, 2.0]]
    shapes = [{"coordinates": [[ring], [ring]]}, {"coordinates": ring}, {"coordinates": [1.0, 2.0]}]
    typed = json.dumps('a "coordinates": [[1, 2]]')
    script = f"add({json.dumps(shapes)}); say({typed})"

    packed = with_packed_lines(script)

    line = packed_line(ring)
    assert f'unpacked([["{line}"], ["{line}"]])' in packed
    assert f'unpacked("{line}")' in packed
    assert '"coordinates": [1.0, 2.0]' in packed
    assert 'a \\"coordinates\\": [[1, 2]]' in packed
    assert len(re.findall(r"unpacked\(", packed.split("}());")[1])) == 2


def test_a_script_without_lines_is_left_alone() -> None:
    assert with_packed_lines("L.map('x');") == "L.map('x');"
