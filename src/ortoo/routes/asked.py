"""A question with every name resolved against its network, ready to be searched.

In    a network, a ``Trip`` and an ``Avoid``.
Out   ``Asked``: stops, rules, and the best way under variations of the rules.
Law   a variation is a new value; the network and the question it came from stay as they are.
Not   here: what is made of the ways (``routes.find``, ``routes.exposure``, ``routes.blocking``).
"""

import difflib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from ortoo.base.errors import AvoidedEndError, UnknownNameError, UsageError
from ortoo.base.tables import words
from ortoo.network.arcs import ArcKind
from ortoo.network.corridors import corridor_ids
from ortoo.network.gazetteer import Found, find_place, folded
from ortoo.network.network import Network
from ortoo.routes.avoidance import ByRow, Rules, reasons_by_row, with_countries
from ortoo.routes.codes import offered
from ortoo.routes.inside import inside
from ortoo.routes.layers import Layers, layers
from ortoo.routes.objective import keys
from ortoo.routes.once import Once, best_once
from ortoo.routes.question import Avoid, Exposed, Objective, Trip
from ortoo.routes.search import Key, best_path

MOST_HINTS = 4
NEAREST_IDS = 3


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A resolved question.

    ``stops`` are origin, via in order, destination; ``corridor`` is the id of the one that must be
    used, or "".
    """

    network: Network
    stops: tuple[Found, ...]
    rules: Rules
    minimise: Objective
    corridor: str = ""

    @cached_property
    def barred(self) -> list[str]:
        """Why each arc may not be used; "" where it may."""
        return with_countries(self.network, self._by_row, avoid=self.rules.avoid)

    @cached_property
    def _by_row(self) -> ByRow:
        """The reasons that stay the same whichever countries are avoided."""
        return reasons_by_row(self.network, self.rules)

    @cached_property
    def allowed(self) -> list[bool]:
        """Whether each arc may be used."""
        return [not why for why in self.barred]

    def nodes(self, stop: Found) -> list[int]:
        """The nodes of a stop, in the modes asked for."""
        arcs = self.network.arcs
        at = arcs.nodes_at.get(stop.place_id, ())
        return [node for node in at if arcs.nodes[node].mode in self.rules.modes]

    @cached_property
    def layers(self) -> Layers:
        """The network in as many copies as the trip has stages, ready to be searched."""
        stops = [self.nodes(stop) for stop in self.stops]
        must = None if not self.corridor else _arcs_of(self.network, self.corridor)
        return layers(self.network.arcs, stops=stops, corridor=must)

    @property
    def is_plain(self) -> bool:
        """Whether the trip has neither via points nor a corridor to use."""
        return self.layers.count == 1

    def way(self, *, exposed_to: frozenset[str] = frozenset()) -> list[int] | None:
        """Arcs of the best way through all stops and along the corridor; None when there is none.

        With ``exposed_to`` the kilometres inside those countries are minimised first. A corridor is
        used without passing a place twice between two stops, wherever that can be done.
        """
        return self.once(exposed_to=exposed_to).way

    def once(self, *, exposed_to: frozenset[str] = frozenset()) -> Once:
        """``way``, and whether it is settled that none does without passing a place twice."""
        graph = self.layers
        costs = self.costs(exposed_to=exposed_to)
        free: Key = (0.0,) * (len(costs[0]) if costs else 1)
        spread = graph.spread(costs, between=free)
        allowed = graph.spread(self.allowed, between=True)
        places = [node.place_id for node in self.network.arcs.nodes]
        found = best_once(graph, spread, allowed=allowed, places=places)
        return found._replace(way=None if found.way is None else graph.arcs_of(found.way))

    def walk(self) -> list[int] | None:
        """Arcs of some way, which may pass a place twice for the corridor; None if there is none.

        There is one exactly when there is a way: good for asking whether, not which.
        """
        graph = self.layers
        ones = graph.spread([(1.0,)] * len(self.allowed), between=(0.0,))
        allowed = graph.spread(self.allowed, between=True)
        found = best_path(graph, ones, allowed=allowed, starts=graph.starts, goals=graph.goals)
        return None if found is None else graph.arcs_of(found)

    def costs(self, *, exposed_to: frozenset[str] = frozenset()) -> list[Key]:
        """One comparable cost per arc of the network, exposure first where it is asked for."""
        named = exposed_to
        if not named and isinstance(self.minimise, Exposed):
            named = self.minimise.to
        spent = inside(self.network, named) if named else None
        arcs = self.network.arcs
        return keys(arcs, minimise=self.minimise, exposed_to=named, inside_km=spent)

    def refusing(self, countries: frozenset[str]) -> "Asked":
        """The same question with these countries avoided and no others."""
        avoid = replace(self.rules.avoid, countries=countries)
        other = replace(self, rules=replace(self.rules, avoid=avoid))
        other.__dict__["_by_row"] = self._by_row  # where the cached property keeps what it found
        return other

    def closing(self, crossings: frozenset[str]) -> "Asked":
        """The same question with these crossings avoided as well."""
        avoid = replace(self.rules.avoid, crossings=self.rules.avoid.crossings.union(crossings))
        return replace(self, rules=replace(self.rules, avoid=avoid))

    def without(self, sections: frozenset[str]) -> "Asked":
        """The same question with these sections avoided as well."""
        avoid = replace(self.rules.avoid, sections=self.rules.avoid.sections.union(sections))
        opened = self.rules.opened - sections
        return replace(self, rules=replace(self.rules, avoid=avoid, opened=opened))

    def judged(self, barred: list[str]) -> "Asked":
        """The same question with these reasons for its arcs, found elsewhere; "" where free."""
        other = replace(self)
        other.__dict__["barred"] = barred  # where the cached property keeps what it found
        return other


def resolve(network: Network, trip: Trip, *, avoid: Avoid, minimise: Objective) -> Asked:
    """The question that ``trip`` and ``avoid`` put to ``network``.

    Raises
    ------
    UnknownNameError
        A place, country, crossing, section or corridor that the network does not have.
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
    if isinstance(minimise, Exposed):
        check_countries(network, minimise.to)
    states = frozenset({stops[0].country, stops[-1].country})
    rules = Rules.of(trip, avoid=avoid, date=trip.date or network.date, states=states)
    corridor = find_corridor(network, trip.corridor) if trip.corridor else ""
    return Asked(network=network, stops=stops, rules=rules, minimise=minimise, corridor=corridor)


def check_countries(network: Network, countries: Iterable[str]) -> None:
    """Refuse the first country that neither the places nor the polygons know.

    Raises
    ------
    UnknownNameError
        With the codes that somebody may have meant.
    """
    known = set(network.tables["places"]["country"]) | set(network.countries["country"])
    for country in sorted(set(countries) - known):
        raise UnknownNameError("country", country, nearest=offered(network.countries, country))


def find_corridor(network: Network, word: str) -> str:
    """The id of the corridor that ``word`` means: an id or a name, whatever its case.

    Raises
    ------
    UnknownNameError
        No section runs along it; carries the nearest ids, or all of them.
    """
    ids = corridor_ids(network)
    table = network.tables["corridors"]
    pairs = zip(table["corridor_id"].astype(str), table["name"].astype(str), strict=True)
    meant = {folded(name): key for key, name in pairs if key in ids} | {folded(i): i for i in ids}
    if folded(word) in meant:
        return meant[folded(word)]
    close = difflib.get_close_matches(folded(word), meant, n=MOST_HINTS)
    raise UnknownNameError("corridor", word, nearest=[meant[name] for name in close] or ids)


def _arcs_of(network: Network, corridor: str) -> frozenset[int]:
    """The arcs that run along the corridor, both ways."""
    cells = [corridor in words(cell) for cell in network.tables["sections"]["corridors"]]
    arcs = network.arcs.arcs
    return frozenset(at for at, a in enumerate(arcs) if a.kind is ArcKind.LINE and cells[a.row])


def _check_avoid(network: Network, avoid: Avoid, *, ends: Sequence[Found]) -> None:
    check_countries(network, avoid.countries)
    for end in ends:
        if end.country in avoid.countries:
            raise AvoidedEndError(end.country, place=end.name)
    for kind, ids in (("crossing", avoid.crossings), ("section", avoid.sections)):
        known = network.tables[f"{kind}s"][f"{kind}_id"].tolist()
        for unknown in sorted(ids - set(known)):
            close = difflib.get_close_matches(unknown, known, n=NEAREST_IDS, cutoff=0.5)
            raise UnknownNameError(kind, unknown, nearest=close)
