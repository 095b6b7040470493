"""Answer the question: the best way under restrictions, or the proof that there is none.

In    a network, a trip, what to avoid and what to minimise.
Out   an ``Answer``.
Law   a route never touches what is avoided; asking A, then B, then A gives A's answer again.
Not   here: how to search (``routes.search``), how to show it (``views``).
"""

import logging

from ortoo.base.errors import UsageError
from ortoo.base.watch import watch
from ortoo.network.network import Network
from ortoo.routes.alternatives import differing_ways
from ortoo.routes.answer import Answer
from ortoo.routes.asked import Asked, resolve
from ortoo.routes.blocking import minimal_blocking_sets, passed_countries
from ortoo.routes.clear import clear_routes
from ortoo.routes.cut import cut
from ortoo.routes.engines import Engine
from ortoo.routes.journeys import Route, route_of
from ortoo.routes.once import Once
from ortoo.routes.proof import Proof, enclosure_of, stages_of
from ortoo.routes.question import Avoid, Cost, Objective, Trip
from ortoo.routes.relaxation import relaxations

NOTHING = Avoid()

log = logging.getLogger(__name__)


def find_routes(
    network: Network,
    trip: Trip,
    *,
    avoid: Avoid = NOTHING,
    minimise: Objective = Cost.TIME,
    alternatives: int = 0,
) -> Answer:
    """The best way to make ``trip`` without touching anything in ``avoid``.

    Parameters
    ----------
    network
        Where to look.
    trip
        Origin, destination, via points, corridor, modes, date and whose goods.
    avoid
        Countries, crossings and sections not to touch.
    minimise
        Hours, USD/t, kg CO2/t or km (``Cost``), ``Generalised`` cost, or ``Exposed`` kilometres.
    alternatives
        How many further routes to give that differ in the crossings they use.

    Returns
    -------
    An answer with the best route first, or with none and a proof.

    Raises
    ------
    UnknownNameError
        A place, country, corridor or id that the network does not have; carries the nearest.
    AvoidedEndError
        The country of origin or destination is avoided.
    UsageError
        Alternatives of a trip with via points or a corridor.

    Examples
    --------
    >>> import ortoo
    >>> network = ortoo.load_network()
    >>> trip = ortoo.Trip("Ulaanbaatar", "Almaty")
    >>> answer = ortoo.find_routes(network, trip, avoid=ortoo.Avoid(countries={"RUS"}))
    >>> answer.status, "RUS" in set(answer.best.by_country["country"])
    ('route', False)
    """
    asked = resolve(network, trip, avoid=avoid, minimise=minimise)
    passed_s, most = watch(), 1 + alternatives
    asked, routes = clear_routes(asked, lambda question: _ways(question, most))
    log.info("%d of %d routes: %s, %.2f s", len(routes), most, Engine.PLAIN, passed_s())
    return Answer(
        network=network,
        origin=asked.stops[0],
        destination=asked.stops[-1],
        rules=asked.rules,
        minimise=minimise,
        routes=routes,
        proof=None if routes else _proof(asked),
        via=asked.stops[1:-1],
        corridor=asked.corridor,
    )


def _ways(asked: Asked, count: int) -> list[Route]:
    """The best way, and with ``count`` above 1 the next ones that cross other borders."""
    if count > 1 and not asked.is_plain:
        raise UsageError(
            "alternatives cannot be asked for together with via points or a corridor; "
            "leave out --alternatives, or --via and --corridor"
        )
    if count > 1:
        return [route_of(asked.network, way) for way in differing_ways(asked, count)]
    best = asked.once()
    return [] if best.way is None else [_route(asked, best)]


def _route(asked: Asked, found: Once) -> Route:
    return route_of(asked.network, found.way or (), settled=found.settled)


def _proof(asked: Asked) -> Proof:
    """Why the question has no way, and the way that touches least of what is avoided."""
    network, avoided, passed_s = asked.network, asked.rules.avoid.countries, watch()
    reached, frontier = cut(network, asked.barred, graph=asked.layers)
    border_km, share = enclosure_of(network, asked.stops[0].country, avoided=avoided)
    free = asked.refusing(frozenset())
    least = free.once(exposed_to=avoided)
    blocking, _ = minimal_blocking_sets(lambda refused: passed_countries(free, refused))
    helpful, futile = relaxations(asked, frontier)
    log.info("the proof that there is no route: %s, %.2f s", Engine.PLAIN, passed_s())
    return Proof(
        stages=stages_of(asked, reached),
        frontier=frontier,
        border_km=border_km,
        inside_avoided_share=share,
        minimal_blocking_sets=tuple(blocking),
        relaxations=helpful,
        futile=futile,
        least_exposure=None if least.way is None else _route(free, least),
    )
