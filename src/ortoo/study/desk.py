"""All questions about one network by one kind of means, answered with as few searches as will do.

In    a menu, one of its scenes and one of its means.
Out   for every avoided set and market the way, or the least exposed way where there is none.
Law   each answer is what ``routes.asked`` gives for the same question; a way that does not touch a
      country stays the best one when that country is avoided as well, and is not sought again.
Not   here: numbering the ways (``study.choices_book``).
"""

from collections.abc import Iterator, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from ortoo.network.network import Network
from ortoo.routes.avoidance import Rules, reasons
from ortoo.routes.inside import inside
from ortoo.routes.objective import keys
from ortoo.routes.question import Avoid, Cargo, Objective, Overflight
from ortoo.routes.swift_tree import UNREACHED, layout_of, swift_tree, way_in
from ortoo.study.choices_book import Way
from ortoo.study.menu import Means, Menu, Scene

At = tuple[int, int]
"""The number of an avoided set, and of a market."""


class Desk:
    """Answers all questions about one scene and means."""

    def __init__(self, menu: Menu, scene: Scene, *, means: Means) -> None:
        self.menu, self.network = menu, scene.network
        arcs = scene.network.arcs
        self._allowed = allowed_in(scene, means)
        landed = [self._bits(*arc.countries) for arc in arcs.arcs]
        self._touched = [
            bits | self._bits(*arc.over) for bits, arc in zip(landed, arcs.arcs, strict=True)
        ]
        refused = means.overflight is Overflight.REFUSED
        self._barring = np.array(self._touched if refused else landed, dtype=np.int64)
        self._layout = layout_of(arcs)
        self._spent = _Spent(scene.network, menu.avoidable)
        self._keys: dict[Objective, NDArray[np.float64]] = {}
        self._ways_touch: dict[Way, int] = {}
        self._nodes = {
            place: nodes_of(scene.network, place, modes=means.modes)
            for place in (*menu.origins, *menu.markets)
        }
        places = scene.network.tables["places"].set_index("place_id")["country"]
        self._own = {place: self._bits(places.loc[place]) for place in self._nodes}

    def ask(self, origin: str, minimise: Objective) -> dict[At, tuple[Way | None, bool]]:
        """For each avoided set and market: the way, and whether it is only the least exposed."""
        ways = dict(self._sought(origin, minimise, least=None))
        lost = {at for at, way in ways.items() if way is None}
        least = dict(self._sought(origin, minimise, least=lost)) if lost else {}
        return {
            at: (least[at], least[at] is not None) if way is None else (way, False)
            for at, way in ways.items()
        }

    def _bits(self, *countries: str) -> int:
        known = self.menu.avoidable
        return sum(1 << known.index(country) for country in {*countries} if country in known)

    def _sought(
        self, origin: str, minimise: Objective, *, least: set[At] | None
    ) -> Iterator[tuple[At, Way | None]]:
        """The ways that touch nothing avoided; or, for ``least``, those that touch it least."""
        found: dict[At, Way | None] = {}
        for mask in sorted(range(2 ** len(self.menu.avoidable)), key=lambda m: (m.bit_count(), m)):
            tree: Mapping[int, Way] | None = None
            for market_at, market in enumerate(self.menu.markets):
                at = (mask, market_at)
                if mask & (self._own[origin] | self._own[market]):
                    continue
                if least is not None and at not in least:
                    continue
                known = self._known(found, at)
                if known is None:
                    if tree is None:
                        tree = self._ways(origin, minimise, mask=mask, least=least is not None)
                    known = (tree.get(market_at),)
                found[at] = known[0]
                yield at, known[0]

    def _known(self, found: Mapping[At, Way | None], at: At) -> tuple[Way | None] | None:
        """The way of a smaller set that does not touch the country added to it; None: unknown."""
        mask, market_at = at
        for bit in (1 << n for n in range(len(self.menu.avoidable)) if mask >> n & 1):
            smaller = (mask ^ bit, market_at)
            if smaller in found:
                way = found[smaller]
                if way is None or not self._touching(way) & bit:
                    return (way,)
        return None

    def _touching(self, way: Way) -> int:
        """The countries that a way touches, as bits."""
        if way not in self._ways_touch:
            bits = 0
            for arc in way:
                bits |= self._touched[arc]
            self._ways_touch[way] = bits
        return self._ways_touch[way]

    def _ways(self, origin: str, minimise: Objective, *, mask: int, least: bool) -> dict[int, Way]:
        """The best way to each market that can be reached, by its number."""
        costs = self._costs(minimise)
        if least and mask:
            costs = np.column_stack([self._spent.inside(mask), costs])
        allowed = self._allowed if least else self._allowed & (self._barring & mask == 0)
        tree = swift_tree(self._layout, costs, allowed=allowed, starts=self._nodes[origin])
        ways = {}
        for market_at, market in enumerate(self.menu.markets):
            ends = [node for node in self._nodes[market] if tree.by[node] != UNREACHED]
            if ends:
                goal = min(ends, key=lambda node: (tree.costs[node].tolist(), node))
                ways[market_at] = way_in(self._layout, tree, goal=goal)
        return ways

    def _costs(self, minimise: Objective) -> NDArray[np.float64]:
        """The sort keys of ``routes.objective`` without exposure, worked out once."""
        if minimise not in self._keys:
            rows = keys(self.network.arcs, minimise=minimise)
            self._keys[minimise] = np.array(rows, dtype=np.float64)
        return self._keys[minimise]


class _Spent:
    """Kilometres inside sets of avoidable countries, by the numbers of the sets."""

    def __init__(self, network: Network, avoidable: Sequence[str]) -> None:
        self._network, self._avoidable = network, avoidable
        arcs = network.arcs.arcs
        self._km = np.column_stack([np.zeros(len(arcs)), *(
            inside(network, frozenset({country})) for country in avoidable
        )])  # fmt: skip
        self._unbooked = any(set(arc.over).difference(c for c, _ in arc.booked) for arc in arcs)
        self._known: dict[int, NDArray[np.float64]] = {}

    def inside(self, mask: int) -> NDArray[np.float64]:
        """One figure per arc; flights whose overflights are not booked are measured anew."""
        if mask not in self._known:
            members = [n for n in range(len(self._avoidable)) if mask >> n & 1]
            countries = frozenset(self._avoidable[n] for n in members)
            self._known[mask] = (
                inside(self._network, countries)
                if self._unbooked
                else self._km[:, [0, *(n + 1 for n in members)]].sum(axis=1)
            )
        return self._known[mask]


def allowed_in(scene: Scene, means: Means) -> NDArray[np.bool_]:
    """Which arcs may be used by ``means`` while nothing but what the scene avoids is avoided."""
    network, avoid = scene.network, scene.avoid
    rules = Rules(
        avoid=Avoid(countries=avoid.countries, crossings=avoid.crossings, sections=avoid.sections,
                    overflight=means.overflight),
        modes=frozenset(means.modes), date=network.date, cargo=Cargo.THIRD_COUNTRY,
        states=frozenset(),
    )  # fmt: skip
    return np.array([not why for why in reasons(network, rules)], dtype=np.bool_)


def nodes_of(network: Network, place: str, *, modes: Sequence[str]) -> list[int]:
    """The nodes of a place in these modes."""
    arcs = network.arcs
    return [node for node in arcs.nodes_at.get(place, ()) if arcs.nodes[node].mode in modes]
