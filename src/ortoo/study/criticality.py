"""What a closure costs: of a country, of a crossing, of a section.

In    a solved case.
Out   the rise in cost for each market when one of them is closed.
Law   closing never lowers a cost; what no best way uses costs nothing to close.
Not   here: closing several at once (``routes.lattice`` for countries, ``study.ensemble``).

Jenelius, Petersen & Mattsson 2006: the importance of an element is the rise in cost when it fails;
where it cuts a market off the rise is infinite, and is listed apart.
"""

import logging
from collections.abc import Iterator, Mapping
from enum import StrEnum

from ortoo.base.watch import watch
from ortoo.network.arcs import ArcKind
from ortoo.study.solved import Solved
from ortoo.study.weighting import Value, rise


class Element(StrEnum):
    """What can be closed."""

    CROSSING = "crossing"
    SECTION = "section"


KINDS = {Element.CROSSING: ArcKind.CROSSING, Element.SECTION: ArcKind.LINE}

log = logging.getLogger(__name__)


def bypass_penalties(solved: Solved) -> Mapping[str, tuple[Value, ...]]:
    """For each transit country that matters the rise in cost without it, per market.

    inf: indispensable. None: the market lies in it, or cannot be reached anyway.
    """
    return {country: tuple(_without(solved, country)) for country in solved.lattice.transit}


def closure_rises(solved: Solved, element: Element) -> Mapping[str, tuple[Value, ...]]:
    """For each crossing or section of a best way the rise in cost when it is closed, per market.

    Both directions of a section close together; a crossing is one direction and one mode.
    """
    trees, markets = solved.trees, range(len(solved.case.markets))
    passed_s, before = watch(), trees.grown
    rises = {}
    for name, arcs in sorted(_elements(solved, element).items()):
        costs = [trees.best(m, frozenset(), closed=arcs).cost for m in markets]
        rises[name] = tuple(map(rise, solved.base.tolist(), costs))
    told = len(rises), element, trees.engine_for_closures, trees.grown - before, passed_s()
    if trees.grown > before:
        log.info("%d closures of a %s: %s, %d searches, %.2f s", *told)
    return rises


def used_by_best_way(solved: Solved, element: Element) -> tuple[frozenset[str], ...]:
    """For each market the crossings or sections that its best way uses."""
    network, kind = solved.case.network, KINDS[element]
    return tuple(
        frozenset(network.id_of(at) for at in way if network.arcs.arcs[at].kind is kind)
        for way in _best_ways(solved)
    )


def _without(solved: Solved, country: str) -> Iterator[Value]:
    costs = solved.lattice.cost({country}).tolist()
    for market, base, cost in zip(solved.case.markets, solved.base.tolist(), costs, strict=True):
        yield None if market.country == country else rise(base, cost)


def _best_ways(solved: Solved) -> Iterator[tuple[int, ...]]:
    for market in range(len(solved.case.markets)):
        yield solved.trees.best(market, frozenset()).way


def _elements(solved: Solved, element: Element) -> dict[str, frozenset[int]]:
    """Ids of the crossings or sections of any best way, each with all its arcs."""
    network, kind = solved.case.network, KINDS[element]
    rows: dict[int, set[int]] = {}
    for at, arc in enumerate(network.arcs.arcs):
        if arc.kind is kind:
            rows.setdefault(arc.row, set()).add(at)
    used = {at for way in _best_ways(solved) for at in way if network.arcs.arcs[at].kind is kind}
    return {network.id_of(at): frozenset(rows[network.arcs.arcs[at].row]) for at in used}
