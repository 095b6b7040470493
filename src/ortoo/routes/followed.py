"""Follow the legs of an answer through the tables, arc by arc.

In    a route as plain data and the question that it answers.
Out   ``Followed``: its arcs, and what is wrong with them.
Law   a leg goes on where the one before ended; every arc may be used under the question's rules;
      the via points are passed in order and the corridor is used.
Not   here: figures (``routes.verify``).
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from ortoo.base.tables import words
from ortoo.network.arcs import ArcKind, Node
from ortoo.network.network import Network
from ortoo.routes.asked import Asked
from ortoo.routes.journeys import Route, route_of

Data = Mapping[str, Any]


@dataclass(frozen=True, kw_only=True)
class Followed:
    """The arcs of a route as far as they could be followed, and its faults."""

    arcs: tuple[int, ...]
    faults: tuple[str, ...]

    def route(self, network: Network) -> Route:
        """What the arcs make."""
        return route_of(network, self.arcs)


def follow(route: Data, asked: Asked) -> Followed:
    """The arcs of ``route``, judged by the rules of ``asked``; a gap ends them."""
    arcs: list[int] = []
    faults: list[str] = []
    by_id = _arcs_by_id(asked.network)
    at: Node | None = None
    for number, leg in enumerate(route["legs"], start=1):
        for step in _ids(leg):
            arc = _onward(asked.network, by_id.get((leg["kind"], step), ()), at=at, leg=leg)
            if arc is None:
                faults.append(f"leg {number}: {step} does not lead on from {at or leg['from']}")
                return Followed(arcs=tuple(arcs), faults=tuple(faults))
            if asked.barred[arc]:
                faults.append(f"leg {number}: {step} may not be used: {asked.barred[arc]}")
            arcs.append(arc)
            at = asked.network.arcs.arcs[arc].head
        if at is not None and at.place_id != leg["to"]:
            faults.append(f"leg {number}: ends at {at.place_id}, not at {leg['to']}")
    passed = _places(asked.network, arcs)
    faults += [*_ends(route, asked), *_stops(passed, asked), *_corridor(arcs, asked)]
    return Followed(arcs=tuple(arcs), faults=tuple(faults))


def under(asked: Asked, *, countries: frozenset[str]) -> Asked:
    """The question with just these countries avoided."""
    avoid = replace(asked.rules.avoid, countries=countries)
    return replace(asked, rules=replace(asked.rules, avoid=avoid))


def _arcs_by_id(network: Network) -> dict[tuple[str, str], list[int]]:
    by_id: dict[tuple[str, str], list[int]] = {}
    for at, arc in enumerate(network.arcs.arcs):
        by_id.setdefault((str(arc.kind), network.id_of(at)), []).append(at)
    return by_id


def _ids(leg: Data) -> list[str]:
    return list(leg["sections"]) if leg["kind"] == ArcKind.LINE else [leg[leg["kind"]]]


def _onward(network: Network, arcs: Iterable[int], *, at: Node | None, leg: Data) -> int | None:
    """The arc that starts where we are, or at the leg's start if nowhere yet."""
    for arc in arcs:
        tail = network.arcs.arcs[arc].tail
        if tail == at or (at is None and tail.place_id == leg["from"]):
            return arc
    return None


def _places(network: Network, arcs: Sequence[int]) -> list[str]:
    ends = [network.arcs.arcs[at].tail.place_id for at in arcs[:1]]
    return ends + [network.arcs.arcs[at].head.place_id for at in arcs]


def _ends(route: Data, asked: Asked) -> Iterator[str]:
    legs, (start, end) = route["legs"], (asked.stops[0].place_id, asked.stops[-1].place_id)
    if not legs or legs[0]["from"] != start:
        yield f"the route does not start at {start}"
    if not legs or legs[-1]["to"] != end:
        yield f"the route does not end at {end}"


def _stops(passed: Sequence[str], asked: Asked) -> Iterator[str]:
    rest = iter(passed)
    for stop in asked.stops[1:-1]:
        if stop.place_id not in rest:
            yield f"the route does not pass {stop.place_id} in its turn"
            return


def _corridor(arcs: Sequence[int], asked: Asked) -> Iterator[str]:
    cells = asked.network.tables["sections"]["corridors"]
    used = [a for a in (asked.network.arcs.arcs[at] for at in arcs) if a.kind is ArcKind.LINE]
    if asked.corridor and not any(asked.corridor in words(cells.iloc[arc.row]) for arc in used):
        yield f"the route runs over no section of corridor {asked.corridor}"
