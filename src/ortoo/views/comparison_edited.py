"""Where a scenario acts: the sections and crossings that it changes, as lines of a map.

In    a network before and after.
Out   at most one ``Line``: changed sections as they run; or else changed crossings as rings round
      them, one for those that are near each other.
Law   rows that are new or of which any cell but source and note differs, no others.
Not   here: what the changes come to (``views.comparison_facts``).
"""

import math

import pandas as pd
import shapely

from ortoo.network.network import Network
from ortoo.views.picture import Line, LineLook

UNTOLD = ["geometry", "source", "note"]
RING_DEGREES = 1.1
"""Seen on the map of a continent, and no more than a ring there."""


def edited_lines(before: Network, after: Network) -> list[Line]:
    """Where ``after`` differs from ``before``; nothing where it does not."""
    sections = _changed(before, after, table="sections", key="section_id")
    crossings = _changed(before, after, table="crossings", key="crossing_id")
    if len(sections):
        crossings = crossings[:0]  # those at the ends of what is built
    shapes = [shape for line in sections["geometry"] for shape in shapely.get_parts(line)]
    places = after.tables["places"].set_index("place_id")
    posts = places.loc[list(dict.fromkeys(crossings["from_id"])), ["lon", "lat"]].to_numpy()
    rings: dict[tuple[float, float], shapely.LineString] = {}
    for lon, lat in posts.tolist():
        if all(math.dist((lon, lat), other) > RING_DEGREES for other in rings):
            rings[lon, lat] = _ring(lon, lat)
    together = [*shapes, *rings.values()]
    if not together:
        return []
    return [Line(shape=shapely.MultiLineString(together), look=LineLook.PLANNED)]


def _changed(before: Network, after: Network, *, table: str, key: str) -> pd.DataFrame:
    """The rows of a table of ``after`` that are new or otherwise."""
    whole = after.tables[table]
    rows = whole.drop(columns=UNTOLD, errors="ignore").set_index(key)
    old = before.tables[table].drop(columns=UNTOLD, errors="ignore").set_index(key)
    old = old.reindex(index=rows.index, columns=rows.columns)
    differs = (rows != old) & ~(rows.isna() & old.isna())
    return whole[differs.any(axis=1).to_numpy()]


def _ring(lon: float, lat: float) -> shapely.LineString:
    """A circle on the map, which is Mercator's."""
    wide = RING_DEGREES / math.cos(math.radians(lat))
    angles = [math.tau * step / 24 for step in range(25)]
    return shapely.LineString(
        [(lon + wide * math.cos(a), lat + RING_DEGREES * math.sin(a)) for a in angles]
    )
