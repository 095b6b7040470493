"""How little of a trip can be spent inside named countries, and at what price.

In    a network, a trip, the countries, and what exposure is measured in.
Out   a ``Front``: every trip that is not beaten at once in exposure, time and cost.
Law   exact; the least exposed trip of all is the first, the quickest and the cheapest are among
      them.
Not   here: the search (``routes.front``).
"""

import logging
import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ortoo.base.errors import UnknownNameError, UsageError
from ortoo.base.watch import watch
from ortoo.network.arcs import COSTS, ArcKind
from ortoo.network.gazetteer import Found
from ortoo.network.network import TABLE_OF, Network
from ortoo.routes.answer import number, route_json
from ortoo.routes.asked import Asked, check_countries, resolve
from ortoo.routes.engines import Engine
from ortoo.routes.front import BEATEN_BY, Triple, pareto_ways
from ortoo.routes.inside import inside
from ortoo.routes.journeys import Route, route_of
from ortoo.routes.question import Avoid, Cost, Trip
from ortoo.routes.search import Key, best_path

FREE: Triple = (0.0, 0.0, 0.0)
_PLAIN = {Cost.TIME: "time_h", Cost.COST: "cost_usd_t"}
FILLED_IN = {
    ArcKind.LINE: {Cost.TIME: "speed_kmh", Cost.COST: "cost_usd_tkm"},
    ArcKind.CROSSING: _PLAIN,
    ArcKind.TRANSFER: _PLAIN,
}
"""The column of an arc's own table that makes its hours and its USD known."""

log = logging.getLogger(__name__)


class Exposure(StrEnum):
    """What exposure is measured in; each value is a cost column."""

    KM = "length_km"
    HOURS = "time_h"
    USD = "cost_usd_t"


@dataclass(frozen=True, kw_only=True, eq=False)
class Front:
    """The trips that are not beaten, least exposed first.

    ``triples`` are (exposure, h, USD/t), parallel to ``routes``. ``left_out`` names what could not
    be compared because its hours or USD are unknown. Where there is a way but no trip, because
    some figure on every way is unknown, ``missing`` names the cells to fill on one of them.
    """

    origin: Found
    destination: Found
    exposed_to: frozenset[str]
    measure: Exposure
    triples: tuple[Triple, ...]
    routes: tuple[Route, ...]
    left_out: tuple[str, ...]
    avoided: frozenset[str] = frozenset()
    missing: tuple[str, ...] = ()


def exposure_front(
    network: Network,
    trip: Trip,
    *,
    exposed_to: frozenset[str],
    measure: Exposure = Exposure.KM,
    avoid: Avoid | None = None,
) -> Front:
    """All trips not dominated in (exposure to ``exposed_to``, time, cost).

    Exposure is the km, hours or USD/t booked to the named countries; a border counts with the part
    that the country imposes, a flight with the part of its line over their land. Multi-criteria
    shortest paths, Martins 1984.

    Raises
    ------
    UsageError
        No country is named, or the trip must use a corridor.
    UnknownNameError
        A place, country or corridor that the network does not have.

    Examples
    --------
    >>> import ortoo
    >>> network = ortoo.load_network()
    >>> trip = ortoo.Trip("Ulaanbaatar", "Almaty")
    >>> front = exposure_front(network, trip, exposed_to=frozenset({"RUS", "CHN"}))
    >>> front.triples[0][0] == min(triple[0] for triple in front.triples)
    True
    """
    if not exposed_to:
        raise UsageError("exposure to whom? name at least one country with --to")
    asked = resolve(network, trip, avoid=avoid or Avoid(), minimise=Cost.TIME)
    check_countries(network, exposed_to)
    if asked.corridor:
        raise UsageError("an exposure front has no corridor; ask for routes with --corridor")
    passed_s = watch()
    costs = triples(network, exposed_to, measure=measure)
    known = [not any(map(math.isnan, row)) for row in costs.tolist()]
    allowed = [ok and sure for ok, sure in zip(asked.allowed, known, strict=True)]
    found = pareto_ways(
        asked.layers,
        asked.layers.spread(list(map(tuple, np.nan_to_num(costs).tolist())), between=FREE),
        allowed=asked.layers.spread(allowed, between=True),
        starts=asked.layers.starts,
        goals=asked.layers.goals,
    )
    kept = [(triple, asked.layers.arcs_of(way)) for triple, way in without_rounding(found)]
    log.info("a front of %d trips: %s, 1 search, %.2f s", len(kept), Engine.PLAIN, passed_s())
    unsure = [at for at, ok in enumerate(asked.allowed) if ok and not known[at]]
    return Front(
        origin=asked.stops[0],
        destination=asked.stops[-1],
        exposed_to=exposed_to,
        measure=measure,
        triples=tuple(triple for triple, _ in kept),
        routes=tuple(route_of(network, way) for _, way in kept),
        left_out=tuple(dict.fromkeys(network.id_of(at) for at in unsure)),
        avoided=asked.rules.avoid.countries,
        missing=() if kept else _missing(asked, known),
    )


def _missing(asked: Asked, known: Sequence[bool]) -> tuple[str, ...]:
    """The cells to fill on the way with the fewest unknown arcs; none where there is no way."""
    network, graph = asked.network, asked.layers
    doubts: list[Key] = [(0.0 if sure else 1.0, 1.0) for sure in known]
    found = best_path(
        graph,
        graph.spread(doubts, between=(0.0, 0.0)),
        allowed=graph.spread(asked.allowed, between=True),
        starts=graph.starts,
        goals=graph.goals,
    )
    unsure = [at for at in graph.arcs_of(found or []) if not known[at]]
    return tuple(dict.fromkeys(cell for at in unsure for cell in _cells(network, at)))


def _cells(network: Network, at: int) -> list[str]:
    """What is to be filled where the hours or USD of an arc are unknown."""
    arc = network.arcs.arcs[at]
    names = FILLED_IN[arc.kind]
    unknown = [name for cost, name in names.items() if math.isnan(arc.costs[COSTS.index(cost)])]
    table = TABLE_OF[arc.kind].table
    return [f"{name} of {network.id_of(at)} in {table}.csv" for name in unknown]


def measure_of_word(word: str) -> Exposure:
    """The measure that a word of the command line names.

    >>> measure_of_word("hours")
    <Exposure.HOURS: 'time_h'>
    """
    measures = {measure.name.lower(): measure for measure in Exposure}
    if word not in measures:
        raise UnknownNameError("measure of exposure", word, nearest=tuple(measures))
    return measures[word]


def front_json(front: Front) -> dict[str, Any]:
    """The front as plain data, as ``ortoo exposure --json`` prints it."""
    return {
        "origin": front.origin.place_id,
        "destination": front.destination.place_id,
        "exposed_to": sorted(front.exposed_to),
        "measure": str(front.measure),
        "left_out_for_unknown_figures": list(front.left_out),
        "missing_cells": list(front.missing),
        "front": [
            {"exposure": number(triple[0]), **route_json(route, rank=rank)}
            for rank, (triple, route) in enumerate(
                zip(front.triples, front.routes, strict=True), start=1
            )
        ],
    }


def triples(
    network: Network, countries: frozenset[str], *, measure: Exposure
) -> NDArray[np.float64]:
    """(exposure, h, USD/t) of every arc; shape (arcs, 3); NaN is unknown."""
    hours, usd = COSTS.index(Cost.TIME), COSTS.index(Cost.COST)
    costs = network.arcs.costs
    exposed = inside(network, countries, cost=measure)
    return np.column_stack([exposed, costs[:, hours], costs[:, usd]])


def without_rounding(found: list[tuple[Triple, list[int]]]) -> list[tuple[Triple, list[int]]]:
    """Without members that differ from a better one by rounding only."""
    return [
        (mine, way)
        for at, (mine, way) in enumerate(found)
        if not any(
            all(a <= b + BEATEN_BY for a, b in zip(other, mine, strict=True))
            for later, (other, _) in enumerate(found)
            if later > at
        )
    ]
