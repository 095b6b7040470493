"""Which single concession would open a way, and what that way would cost.

In    a resolved question without a way, and the frontier that bars it.
Out   the concessions that suffice alone, cheapest way first, and those that help nothing alone.
Law   each concession names one thing: a country, overflight, a mode, the cargo, a crossing or a
      section; any single one that helps must lift a reason of the frontier, so none is missed.
Not   here: combinations and their worth (``study.repair``).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ortoo.inputs.schema import MODES_KNOWN
from ortoo.routes.asked import Asked
from ortoo.routes.avoidance import ONLY_FOR, Rules
from ortoo.routes.clear import clear_routes
from ortoo.routes.cut import Barred
from ortoo.routes.journeys import Route, route_of
from ortoo.routes.question import Cargo, Exposed, Generalised, Objective, Overflight

BARRED_OTHERWISE = ("country ", "mode ", "flies over ")
"""Reasons that no opening of a crossing or section lifts."""


@dataclass(frozen=True, kw_only=True)
class Concession:
    """One thing given up: ``kind`` and ``id`` for programs, ``change`` in words.

    Kinds are country, overflight, mode, cargo, crossing, section. ``rules`` are what then holds.
    """

    kind: str
    id: str
    change: str
    rules: Rules


@dataclass(frozen=True, kw_only=True, eq=False)
class Relaxation:
    """One concession and the best way that it opens."""

    concession: Concession
    route: Route

    @property
    def change(self) -> str:
        """The concession in words."""
        return self.concession.change


def relaxations(
    asked: Asked, frontier: Sequence[Barred]
) -> tuple[tuple[Relaxation, ...], tuple[Concession, ...]]:
    """Single concessions that open a way, by the minimised cost of that way, unknown last.

    Second come the concessions that were tried and open none.
    """
    found, futile = [], []
    for eased in concessions(asked.rules, frontier):
        _, routes = clear_routes(replace(asked, rules=eased.rules), _best)
        if routes:
            found.append(Relaxation(concession=eased, route=routes[0]))
        else:
            futile.append(eased)

    def rank(opened: Relaxation) -> tuple[bool, float, str]:
        return *unknown_last(worth(opened.route, asked.minimise)), opened.change

    return tuple(sorted(found, key=rank)), tuple(futile)


def _best(asked: Asked) -> list[Route]:
    found = asked.once()
    if found.way is None:
        return []
    return [route_of(asked.network, found.way, settled=found.settled)]


def worth(route: Route, minimise: Objective) -> float:
    """What the question minimises, over the whole route; NaN when a part is unknown."""
    if isinstance(minimise, Generalised):
        return route.cost_usd_t + minimise.value_of_time_usd_th * route.time_h
    if isinstance(minimise, Exposed):
        return route.km_inside(minimise.to)
    return float(getattr(route, minimise.value))


def unknown_last(value: float) -> tuple[bool, float]:
    """A key that sorts NaN behind every number."""
    unknown = value != value  # noqa: PLR0124 - NaN is the one number unlike itself
    return unknown, 0.0 if unknown else value


def concessions(rules: Rules, frontier: Sequence[Barred]) -> Iterator[Concession]:
    """Every single concession that lifts a reason of the frontier.

    Overflight and the modes not asked for are tried even where they lift nothing: people ask.
    """
    yield from _countries(rules)
    for mode in (mode for mode in MODES_KNOWN if mode not in rules.modes):
        eased = replace(rules, modes=rules.modes | {mode})
        yield Concession(kind="mode", id=mode, change=f"allow {mode}", rules=eased)
    yield from _cargo(rules, frontier)
    yield from _openings(rules, frontier)


def _countries(rules: Rules) -> Iterator[Concession]:
    for country in sorted(rules.avoid.countries):
        avoid = replace(rules.avoid, countries=rules.avoid.countries - {country})
        yield Concession(
            kind="country",
            id=country,
            change=f"allow transit through {country}",
            rules=replace(rules, avoid=avoid),
        )
    if rules.avoid.countries and rules.avoid.overflight is Overflight.REFUSED:
        avoid = replace(rules.avoid, overflight=Overflight.ALLOWED)
        eased = replace(rules, avoid=avoid)
        yield Concession(kind="overflight", id="", change="allow overflight", rules=eased)


def _cargo(rules: Rules, frontier: Sequence[Barred]) -> Iterator[Concession]:
    if rules.cargo is Cargo.THIRD_COUNTRY and any(ONLY_FOR in barred.why for barred in frontier):
        eased = replace(rules, cargo=Cargo.BILATERAL)
        change = f"carry goods of {' and '.join(sorted(rules.states))} themselves"
        yield Concession(kind="cargo", id=str(Cargo.BILATERAL), change=change, rules=eased)


def _openings(rules: Rules, frontier: Sequence[Barred]) -> Iterator[Concession]:
    rows = {(b.kind, b.id): b for b in frontier if b.kind in {"crossing", "section"}}
    for barred in rows.values():
        if not barred.why.startswith(BARRED_OTHERWISE):
            to = " to third-country cargo" if ONLY_FOR in barred.why else f" ({barred.why})"
            yield Concession(
                kind=barred.kind,
                id=barred.id,
                change=f"open {barred.kind} {barred.id}{to}",
                rules=replace(rules, opened=rules.opened | {barred.id}),
            )
