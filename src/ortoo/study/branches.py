"""How long a corridor takes from its far end to each of its others, on its own sections alone.

In    a network and a ``Corridor``.
Out   one ``Branch`` for each end, and for the largest town of each country on the way.
Law   a branch uses no section and no crossing that is not the corridor's and in service; pieces
      that do not hang together have far ends of their own.
Not   here: what a corridor is made of (``network.corridors``).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

import pandas as pd

from ortoo.base.geodesy import great_circle_km
from ortoo.network.corridors import Corridor, ends_of
from ortoo.network.gazetteer import Found, find_place
from ortoo.network.network import Network
from ortoo.routes.asked import resolve
from ortoo.routes.journeys import Route, route_of
from ortoo.routes.question import Avoid, Cost, Trip

TOWN_KINDS = ("city", "town")


@dataclass(frozen=True, kw_only=True, eq=False)
class Branch:
    """The fastest way from the far end of a piece of a corridor to a place of that piece.

    ``end`` is another end of the piece or, where ``passed``, the largest town of a country between
    them; ``route`` is None where hours are not known or one direction is closed.
    """

    origin: Found
    end: Found
    route: Route | None
    passed: bool = False


def branches(network: Network, corridor: Corridor) -> tuple[Branch, ...]:
    """The ways from the far ends of ``corridor``'s pieces, largest piece first.

    Ends are the places where the corridor's sections stop, and its ports. Of the two ends of a
    piece that are farthest apart the eastern one is its far end; its ways come shortest first, cut
    ones last. A piece without two ends has no branches.

    Examples
    --------
    >>> import ortoo
    >>> from ortoo.network.corridors import corridor
    >>> network = ortoo.load_network()
    >>> found = branches(network, corridor(network, "titr"))
    >>> "Istanbul" in {branch.end.name for branch in found}
    True
    """
    ends = ends_of(network, corridor)
    return tuple(
        branch
        for piece in corridor.pieces
        for branch in _of_piece(network, corridor, ends=ends & set(piece), piece=piece)
    )


def _of_piece(
    network: Network, corridor: Corridor, *, ends: set[str], piece: tuple[str, ...]
) -> list[Branch]:
    places = network.tables["places"]
    joined = [find_place(places, end) for end in sorted(ends)]
    if len(joined) < 2:  # noqa: PLR2004 - a way has two ends
        return []
    pair = max(combinations(joined, 2), key=lambda two: _apart(*two))
    origin = max(pair, key=lambda end: (end.lon, end.place_id))
    towns = [find_place(places, town) for town in _towns(places, piece) if town not in ends]
    found = [
        Branch(
            origin=origin,
            end=end,
            route=_way(network, corridor, between=(origin, end)),
            passed=end in towns,
        )
        for end in (*joined, *towns)
        if end != origin
    ]
    return sorted(found, key=_order)


def _towns(places: pd.DataFrame, piece: tuple[str, ...]) -> Iterator[str]:
    """The largest town of each country, as far as its inhabitants are known."""
    known = places["place_id"].isin(piece) & places["kind"].isin(TOWN_KINDS)
    towns = places[known & places["population"].notna()]
    ranked = towns.sort_values(["population", "place_id"], ascending=[False, True])
    yield from map(str, ranked.drop_duplicates("country")["place_id"])


def _apart(one: Found, other: Found) -> tuple[float, str, str]:
    km = great_circle_km((one.lon, one.lat), (other.lon, other.lat))
    return km, one.place_id, other.place_id


def _way(network: Network, corridor: Corridor, *, between: tuple[Found, Found]) -> Route | None:
    tables = network.tables
    avoid = Avoid(
        sections=set(tables["sections"]["section_id"]) - set(corridor.sections["section_id"]),
        crossings=set(tables["crossings"]["crossing_id"]) - set(corridor.crossings["crossing_id"]),
    )
    modes = tuple(dict.fromkeys(corridor.sections["mode"]))
    trip = Trip(between[0].place_id, between[1].place_id, modes=modes)
    way = resolve(network, trip, avoid=avoid, minimise=Cost.TIME).way()
    return None if way is None else route_of(network, way)


def _order(branch: Branch) -> tuple[bool, float, str]:
    km = branch.route.length_km if branch.route else 0.0
    return branch.route is None, km, branch.end.place_id
