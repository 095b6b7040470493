"""What of each arc is spent inside named countries, on their land and in their air.

In    a network, countries, a column of costs.
Out   one figure per arc.
Law   on land what is booked to the countries counts, no more; in the air the part of the line that
      lies over their polygons, whoever it is booked to.
Not   here: what is made of it (``routes.objective``, ``routes.exposure``).
"""

from collections.abc import Sequence

import numpy as np
import shapely
from numpy.typing import NDArray

from ortoo.base.geodesy import geodesic_km
from ortoo.network.arcs import COSTS, Arc
from ortoo.network.network import Network

Floats = NDArray[np.float64]
AROUND_DEGREES = 0.1
SHORTEST_KM = 1e-6


def inside(
    network: Network,
    countries: frozenset[str],
    *,
    cost: str = "length_km",
    of: Sequence[int] | None = None,
) -> Floats:
    """The part of ``cost`` that each arc spends inside ``countries``; NaN is unknown.

    Parameters
    ----------
    network
        Its polygons decide what part of a flight lies over whom; where it has none for an overflown
        country, the whole flight counts.
    countries
        ISO 3166 alpha-3 codes; none give zeros.
    cost
        A column of ``network.arcs.COSTS``.
    of
        Numbers of the arcs asked for, in any order; None is all of them.

    Returns
    -------
    Shape (arcs,), or (len(of),).

    Examples
    --------
    >>> import ortoo
    >>> network = ortoo.load_network()
    >>> float(inside(network, frozenset()).sum())
    0.0
    """
    column = COSTS.index(cost)
    every = network.arcs.arcs
    arcs = every if of is None else [every[at] for at in of]
    spent = [_spent(network, arc, countries=countries, column=column) for arc in arcs]
    return np.array(spent, dtype=np.float64)


def share_over(network: Network, line: shapely.LineString, *, countries: frozenset[str]) -> float:
    """The share of a lon/lat line that lies over the polygons of ``countries``, 0 to 1."""
    shapes = network.countries[network.countries["country"].isin(countries)].geometry
    west, south, east, north = line.bounds
    box = (west - AROUND_DEGREES, south - AROUND_DEGREES,
           east + AROUND_DEGREES, north + AROUND_DEGREES)  # fmt: skip
    near = shapely.union_all([shapely.clip_by_rect(shape, *box) for shape in shapes])
    parts = shapely.get_parts(shapely.intersection(line, near))
    lines = [part for part in parts if part.geom_type == "LineString" and not part.is_empty]
    over_km = geodesic_km(shapely.MultiLineString(lines))
    return min(1.0, over_km / max(geodesic_km(line), SHORTEST_KM))


def _spent(network: Network, arc: Arc, *, countries: frozenset[str], column: int) -> float:
    if arc.over and not countries.isdisjoint(set(arc.over) - {c for c, _ in arc.booked}):
        if not countries.intersection(arc.over) <= set(network.countries["country"]):
            return arc.costs[column]
        line = network.tables["sections"]["geometry"].iloc[arc.row]
        return arc.costs[column] * share_over(network, line, countries=countries)
    return float(sum(costs[column] for country, costs in arc.booked if country in countries))
