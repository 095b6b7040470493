"""How long a corridor takes from its far end to each of its others, on its own sections alone.

In    a network and a ``Corridor``.
Out   one ``Branch`` for each end: the fastest way to it, or none.
Law   a branch uses no section and no crossing that is not the corridor's.
Not   here: what a corridor is made of (``network.corridors``).
"""

from collections import Counter
from dataclasses import dataclass
from itertools import combinations

from ortoo.base.geodesy import great_circle_km
from ortoo.network.corridors import Corridor
from ortoo.network.gazetteer import Found, find_place
from ortoo.network.network import Network
from ortoo.routes.asked import resolve
from ortoo.routes.journeys import Route, route_of
from ortoo.routes.question import Avoid, Cost, Trip


@dataclass(frozen=True, kw_only=True, eq=False)
class Branch:
    """The fastest way from the corridor's far end to one of the others; None where it is cut."""

    origin: Found
    end: Found
    route: Route | None


def branches(network: Network, corridor: Corridor) -> tuple[Branch, ...]:
    """The ways from the far end of ``corridor`` to all its others, shortest first, cut ones last.

    Ends are the places where the corridor's sections stop, and its ports. Of the two ends of its
    largest piece that are farthest apart the eastern one is the far end. A corridor without two
    such ends has no branches.

    Examples
    --------
    >>> import ortoo
    >>> from ortoo.network.corridors import corridor
    >>> network = ortoo.load_network()
    >>> found = branches(network, corridor(network, "titr"))
    >>> "Istanbul" in {branch.end.name for branch in found}
    True
    """
    ends = _ends(network, corridor)
    joined = [end for end in ends if end.place_id in set(corridor.pieces[0])]
    if len(joined) < 2:  # noqa: PLR2004 - a way has two ends
        return ()
    pair = max(combinations(joined, 2), key=lambda two: _apart(*two))
    origin = max(pair, key=lambda end: (end.lon, end.place_id))
    found = [
        Branch(origin=origin, end=end, route=_way(network, corridor, between=(origin, end)))
        for end in ends
        if end != origin
    ]
    return tuple(sorted(found, key=_order))


def _ends(network: Network, corridor: Corridor) -> list[Found]:
    places = network.tables["places"]
    kind = dict(zip(places["place_id"], places["kind"], strict=True))
    sections = corridor.sections
    links = {frozenset(pair) for pair in zip(sections["from_id"], sections["to_id"], strict=True)}
    crossings = corridor.crossings
    links |= {frozenset(p) for p in zip(crossings["from_id"], crossings["to_id"], strict=True)}
    joins = Counter(place for link in links for place in link)
    ends = sorted(
        place
        for place, count in joins.items()
        if kind[place] == "port" or (count == 1 and kind[place] != "sea")
    )
    return [find_place(places, place) for place in ends]


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
