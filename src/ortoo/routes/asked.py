"""A question with every name resolved against its network, ready to be searched.

In    a network, a ``Trip`` and an ``Avoid``.
Out   ``Asked``: stops, rules, and the best way under variations of the rules.
Law   a variation is a new value; the network and the question it came from stay as they are.
Not   here: what is made of the ways (``routes.find``, ``routes.exposure``, ``routes.blocking``).
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from ortoo.base.errors import AvoidedEndError, UnknownNameError, UsageError
from ortoo.network.gazetteer import Found, find_place
from ortoo.network.network import Network
from ortoo.routes.avoidance import Rules, reasons
from ortoo.routes.objective import keys
from ortoo.routes.question import Avoid, Objective, Trip
from ortoo.routes.search import Key, Reached, best_tree, way_to

MOST_HINTS = 4


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A resolved question. ``stops`` are origin, via in order, destination."""

    network: Network
    stops: tuple[Found, ...]
    rules: Rules
    minimise: Objective

    @cached_property
    def barred(self) -> list[str]:
        """Why each arc may not be used; "" where it may."""
        return reasons(self.network, self.rules)

    @cached_property
    def allowed(self) -> list[bool]:
        """Whether each arc may be used."""
        return [not why for why in self.barred]

    def nodes(self, stop: Found) -> list[int]:
        """The nodes of a stop, in the modes asked for."""
        arcs = self.network.arcs
        at = arcs.nodes_at.get(stop.place_id, ())
        return [node for node in at if arcs.nodes[node].mode in self.rules.modes]

    def way(self, *, exposed_to: frozenset[str] = frozenset()) -> list[int] | None:
        """Arcs of the best way through all stops; None when a stretch has none.

        With ``exposed_to`` the kilometres inside those countries are minimised first.
        """
        trees, ends = self._trees(exposed_to)
        if not ends or len(trees) < len(self.stops) - 1:
            return None
        node = min(ends, key=lambda end: (ends[end], end))
        way: list[int] = []
        for tree in reversed(trees):
            stretch = way_to(self.network.arcs, tree, goal=node)
            node = int(self.network.arcs.tail[stretch[0]]) if stretch else node
            way = stretch + way
        return way

    def stuck_at(self) -> list[int]:
        """The nodes from which the first stop that cannot be reached was sought."""
        return sorted(self._trees(frozenset())[1])

    def _trees(self, exposed_to: frozenset[str]) -> tuple[list[dict[int, Reached]], dict[int, Key]]:
        """The tree of each stretch, and where the last one that succeeded ends, with its cost.

        A stretch starts from every node in which the one before may end, each at its own cost: the
        cheapest way to a via point may arrive by the wrong mode to go on.
        """
        arcs = self.network.arcs
        costs = keys(arcs, minimise=self.minimise, exposed_to=exposed_to)
        zero: Key = (0.0,) * (len(costs[0]) if costs else 1)
        ends = dict.fromkeys(self.nodes(self.stops[0]), zero)
        trees: list[dict[int, Reached]] = []
        for stop in self.stops[1:]:
            goals = self.nodes(stop)
            last = frozenset(goals) if stop is self.stops[-1] else frozenset[int]()
            tree = best_tree(arcs, costs, allowed=self.allowed, starts=ends, goals=last)
            reached = {node: tree[node].cost for node in goals if node in tree}
            if not reached:
                return trees, ends
            trees.append(tree)
            ends = reached
        return trees, ends

    def refusing(self, countries: frozenset[str]) -> "Asked":
        """The same question with these countries avoided and no others."""
        avoid = replace(self.rules.avoid, countries=countries)
        return replace(self, rules=replace(self.rules, avoid=avoid))

    def closing(self, crossings: frozenset[str]) -> "Asked":
        """The same question with these crossings avoided as well."""
        avoid = replace(self.rules.avoid, crossings=self.rules.avoid.crossings.union(crossings))
        return replace(self, rules=replace(self.rules, avoid=avoid))


def resolve(network: Network, trip: Trip, *, avoid: Avoid, minimise: Objective) -> Asked:
    """The question that ``trip`` and ``avoid`` put to ``network``.

    Raises
    ------
    UnknownNameError
        A place, country, crossing or section that the network does not have.
    AvoidedEndError
        The country of origin or destination is avoided.
    UsageError
        Origin and destination are the same, or a name fits several places.
    """
    places = network.tables["places"]
    stops = tuple(find_place(places, n) for n in (trip.origin, *trip.via, trip.destination))
    if stops[0].place_id == stops[-1].place_id:
        raise UsageError(f"origin and destination are the same place, {stops[0].name}")
    _check_avoid(network, avoid, ends=(stops[0], stops[-1]))
    states = frozenset({stops[0].country, stops[-1].country})
    rules = Rules.of(trip, avoid=avoid, date=trip.date or network.date, states=states)
    return Asked(network=network, stops=stops, rules=rules, minimise=minimise)


def _check_avoid(network: Network, avoid: Avoid, *, ends: Sequence[Found]) -> None:
    known = set(network.tables["places"]["country"]) | set(network.countries["country"])
    for country in sorted(avoid.countries - known):
        raise UnknownNameError("country", country, nearest=_codes_like(network, country))
    for end in ends:
        if end.country in avoid.countries:
            raise AvoidedEndError(end.country, place=end.name)
    for kind, ids in (("crossing", avoid.crossings), ("section", avoid.sections)):
        for unknown in sorted(ids - set(network.tables[f"{kind}s"][f"{kind}_id"])):
            raise UnknownNameError(kind, unknown)


def _codes_like(network: Network, country: str) -> list[str]:
    """ISO codes that somebody may have meant: that country's name, or the same two letters."""
    asked = country.casefold()
    names = zip(network.countries["country"], network.countries["name"], strict=True)
    by_name = [str(code) for code, name in names if str(name).casefold().startswith(asked)]
    known = sorted({*network.tables["places"]["country"]})
    by_code = [code for code in known if code.casefold().startswith(asked[:2])]
    return list(dict.fromkeys(by_name + by_code))[:MOST_HINTS]
