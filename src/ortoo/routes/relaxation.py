"""Which single concession would open a way, and what that way would cost.

In    a resolved question without a way, and the frontier that bars it.
Out   the concessions that suffice alone, cheapest way first.
Law   each concession names one thing: a country, a mode, a crossing or a section; any single
      concession that helps must lift a reason of the frontier, so none is missed.
Not   here: combinations and their worth (``study.repair``).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ortoo.routes.asked import Asked
from ortoo.routes.cut import Barred
from ortoo.routes.journeys import Route, route_of
from ortoo.routes.question import Exposed, Generalised, Objective, Overflight


@dataclass(frozen=True, kw_only=True, eq=False)
class Relaxation:
    """One concession, in words, and the best way that it opens."""

    change: str
    route: Route


def relaxations(asked: Asked, frontier: Sequence[Barred]) -> tuple[Relaxation, ...]:
    """Single concessions that open a way, by the minimised cost of that way, unknown last."""
    found = []
    for change, eased in _eased(asked, frontier):
        way = eased.way()
        if way is not None:
            found.append(Relaxation(change=change, route=route_of(asked.network, way)))

    def rank(eased: Relaxation) -> tuple[bool, float, str]:
        return *_unknown_last(_worth(eased.route, asked.minimise)), eased.change

    return tuple(sorted(found, key=rank))


def _worth(route: Route, minimise: Objective) -> float:
    """What the question minimises, over the whole route; NaN when a part is unknown."""
    if isinstance(minimise, Generalised):
        return route.cost_usd_t + minimise.value_of_time_usd_th * route.time_h
    if isinstance(minimise, Exposed):
        return route.km_inside(minimise.to)
    return float(getattr(route, minimise.value))


def _unknown_last(value: float) -> tuple[bool, float]:
    unknown = value != value  # noqa: PLR0124 - NaN is the one number unlike itself
    return unknown, 0.0 if unknown else value


def _eased(asked: Asked, frontier: Sequence[Barred]) -> Iterator[tuple[str, Asked]]:
    """The question with each reason of the frontier lifted, one at a time."""
    rules = asked.rules
    for country in sorted(rules.avoid.countries):
        yield f"allow transit through {country}", asked.refusing(rules.avoid.countries - {country})
    if any(barred.why.startswith("flies over ") for barred in frontier):
        freed = replace(rules.avoid, overflight=Overflight.ALLOWED)
        yield "allow overflight", replace(asked, rules=replace(rules, avoid=freed))
    arcs = asked.network.arcs
    wanted = {node.mode for node in arcs.nodes} - rules.modes
    for mode in sorted(wanted):
        yield f"allow {mode}", replace(asked, rules=replace(rules, modes=rules.modes | {mode}))
    for barred in {b.id: b for b in frontier if b.kind in {"crossing", "section"}}.values():
        if not barred.why.startswith(("country ", "mode ", "flies over ")):
            opened = replace(rules, opened=rules.opened | {barred.id})
            yield f"open {barred.kind} {barred.id} ({barred.why})", replace(asked, rules=opened)
