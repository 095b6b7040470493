"""Coordinates in a page, written in a quarter of the room that GeoJSON takes.

In    a script that holds GeoJSON, as folium writes it.
Out   the same script with every list of points as a short text, and what turns it back.
Law   the map is the same to the last digit: coordinates are whole thousandths of a degree.
Not   here: reading them in the page (``templates/unpacked.js``).

A line is its first point and the steps to each next one, in thousandths of a degree, signed numbers
folded to unsigned ones, five bits to a letter, as in Google's encoded polylines but with letters
that need no quoting.
"""

import json
import re
from collections.abc import Iterator, Sequence
from itertools import chain
from typing import Any

from ortoo.views.assets import own

STEPS_TO_A_DEGREE = 1000
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
BITS = 5
MORE = 1 << BITS
_COORDINATES = re.compile(r'"coordinates": (\[\[[\[\]\d., e-]*\]\])')


def with_packed_lines(script: str) -> str:
    """``script`` with packed coordinates; as it was where it holds none."""
    packed, count = _COORDINATES.subn(_replaced, script)
    return f"{own('unpacked.js')}\n{packed}" if count else script


def packed_line(points: Sequence[Sequence[float]]) -> str:
    """Points (lon, lat) as one text; no points are the empty text.

    >>> packed_line([(0.0, 0.0), (0.001, -0.001), (0.017, 0.0)])
    'AACBgBC'
    """
    return "".join(chain.from_iterable(map(_letters, _steps(points))))


def _replaced(found: re.Match[str]) -> str:
    return f'"coordinates": unpacked({json.dumps(_packed(json.loads(found[1])))})'


def _packed(coordinates: Any) -> Any:  # noqa: ANN401 - lists of lists, as deep as GeoJSON goes
    if isinstance(coordinates[0][0], list):
        return [_packed(inner) for inner in coordinates]
    return packed_line(coordinates)


def _steps(points: Sequence[Sequence[float]]) -> Iterator[int]:
    before = (0, 0)
    for lon, lat in points:
        at = round(lon * STEPS_TO_A_DEGREE), round(lat * STEPS_TO_A_DEGREE)
        yield at[0] - before[0]
        yield at[1] - before[1]
        before = at


def _letters(step: int) -> Iterator[str]:
    rest = step * 2 if step >= 0 else -step * 2 - 1
    while rest >= MORE:
        yield LETTERS[MORE | (rest & (MORE - 1))]
        rest >>= BITS
    yield LETTERS[rest]
