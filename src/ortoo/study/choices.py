"""Every answer that a planner may choose, worked out beforehand.

In    a menu: origins, markets, countries to avoid, modes, what to minimise, and scenes.
Out   ``Choices``: for every combination the way, or the least exposed way where there is none.
Law   each answer is what ``routes.asked`` gives for the same question; ways that share their
      beginning share it in memory; a way that does not touch a country stays the best one when
      that country is avoided as well, and is not sought again.
Not   here: the page (``views.explorer``).
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product

import numpy as np
from numpy.typing import NDArray

from ortoo.network.arcs import Arc
from ortoo.network.network import Network
from ortoo.routes.avoidance import Rules, reasons
from ortoo.routes.objective import keys
from ortoo.routes.question import Avoid, Objective, Trip
from ortoo.routes.search import Key, best_tree, way_to

UNASKABLE, NO_WAY = 0, 1
"""Answers that are no way: the country of origin or market is avoided; nothing leads there."""
LEAST = np.uint32(1 << 31)
"""Added to an answer that is only the least exposed way, because there is no way at all."""
FIRST_WAY = 2

Way = tuple[int, ...]


@dataclass(frozen=True, kw_only=True)
class Scene:
    """A network as some scenario makes it, and what the scenario itself avoids."""

    network: Network
    avoid: Avoid = field(default_factory=Avoid)


@dataclass(frozen=True, kw_only=True)
class Menu:
    """What can be chosen: the axes of ``Choices.answers``, in this order."""

    scenes: Mapping[str, Scene]
    modes: tuple[tuple[str, ...], ...]
    minimise: tuple[Objective, ...]
    origins: tuple[str, ...]
    avoidable: tuple[str, ...]
    markets: tuple[str, ...]

    @property
    def shape(self) -> tuple[int, ...]:
        """Scenes, modes, what to minimise, origins, sets of avoided countries, markets."""
        plain = (len(self.scenes), len(self.modes), len(self.minimise), len(self.origins))
        return (*plain, 2 ** len(self.avoidable), len(self.markets))


@dataclass(frozen=True, kw_only=True, eq=False)
class Choices:
    """All answers of a menu.

    ``answers`` has the shape of the menu and type uint32: ``UNASKABLE``, ``NO_WAY``, or
    ``FIRST_WAY`` + the number of the last step of a way, with ``LEAST`` added where that way enters
    what is avoided. Step n goes over ``arcs[step_arc[n]]`` after step ``step_before[n]``; a first
    step has itself before it. Bit i of the number of an avoided set is ``menu.avoidable[i]``.
    """

    menu: Menu
    answers: NDArray[np.uint32]
    step_before: NDArray[np.uint32]
    step_arc: NDArray[np.uint32]
    arcs: tuple[tuple[Network, int], ...]

    def way(self, answer: int) -> list[tuple[Network, int]]:
        """The arcs of an answer, first arc first, each with the network that it belongs to."""
        step, steps = (answer & ~int(LEAST)) - FIRST_WAY, list[tuple[Network, int]]()
        while step >= 0:
            steps.append(self.arcs[self.step_arc[step]])
            before = int(self.step_before[step])
            step = before if before != step else -1
        return steps[::-1]


def choices(menu: Menu, *, progress: Callable[[], None] = lambda: None) -> Choices:
    """Answer everything on the menu; ``progress`` is called after each scene and set of modes.

    Raises
    ------
    KeyError
        An origin or market that a scene's network does not have.
    """
    book = _Book()
    answers = np.zeros(menu.shape, dtype=np.uint32)
    for (scene_at, scene), (mode_at, modes) in product(
        enumerate(menu.scenes.values()), enumerate(menu.modes)
    ):
        desk = _Desk(menu, scene, modes=modes)
        for objective_at, minimise in enumerate(menu.minimise):
            for origin_at, origin in enumerate(menu.origins):
                found = desk.ask(origin, minimise)
                for (mask, market_at), (way, is_least) in found.items():
                    number = book.number(scene.network, way) + (int(LEAST) if is_least else 0)
                    where = (scene_at, mode_at, objective_at, origin_at, mask, market_at)
                    answers[where] = number
        progress()
    return Choices(
        menu=menu,
        answers=answers,
        step_before=np.array(book.before, dtype=np.uint32),
        step_arc=np.array(book.arc, dtype=np.uint32),
        arcs=tuple(book.arcs.values()),
    )


class _Book:
    """Numbers for ways, so that equal beginnings are written once."""

    def __init__(self) -> None:
        self.before: list[int] = []
        self.arc: list[int] = []
        self.arcs: dict[tuple[str, Arc], tuple[Network, int]] = {}
        self._arc_numbers: dict[tuple[str, Arc], int] = {}
        self._steps: dict[tuple[int, int], int] = {}

    def number(self, network: Network, way: Way | None) -> int:
        """The answer that is ``way``; ``NO_WAY`` for None."""
        if way is None:
            return NO_WAY
        step = -1
        for at in way:
            step = self._step(step, self._arc(network, at))
        return FIRST_WAY + step

    def _arc(self, network: Network, at: int) -> int:
        key = (network.id_of(at), network.arcs.arcs[at]._replace(row=0))
        if key not in self._arc_numbers:
            self._arc_numbers[key] = len(self.arcs)
            self.arcs[key] = (network, at)
        return self._arc_numbers[key]

    def _step(self, before: int, arc: int) -> int:
        if (before, arc) not in self._steps:
            number = len(self.arc)
            self._steps[before, arc] = number
            self.before.append(before if before >= 0 else number)
            self.arc.append(arc)
        return self._steps[before, arc]


class _Desk:
    """Answers all questions about one scene and set of modes."""

    def __init__(self, menu: Menu, scene: Scene, *, modes: tuple[str, ...]) -> None:
        self.menu, self.network = menu, scene.network
        trip = Trip(menu.origins[0], menu.markets[0], modes=modes)
        rules = Rules.of(trip, avoid=scene.avoid, date=scene.network.date, states=frozenset())
        self._allowed = np.array([not why for why in reasons(scene.network, rules)])
        self._bits = np.array([self._bits_of(arc) for arc in scene.network.arcs.arcs])
        self._nodes = {
            place: [
                node
                for node in scene.network.arcs.nodes_at.get(place, ())
                if scene.network.arcs.nodes[node].mode in modes
            ]
            for place in (*menu.origins, *menu.markets)
        }
        places = scene.network.tables["places"].set_index("place_id")["country"]
        self._own = {place: self._bit(places.loc[place]) for place in self._nodes}

    def _bit(self, country: str) -> int:
        return 1 << self.menu.avoidable.index(country) if country in self.menu.avoidable else 0

    def _bits_of(self, arc: Arc) -> int:
        bits = 0
        for country in (*arc.countries, *arc.over):
            bits |= self._bit(country)
        return bits

    def ask(
        self, origin: str, minimise: Objective
    ) -> dict[tuple[int, int], tuple[Way | None, bool]]:
        """For each avoided set and market: the way, and whether it is only the least exposed."""
        ways = dict(self._sought(origin, minimise, least=None))
        lost = {at for at, way in ways.items() if way is None}
        least = dict(self._sought(origin, minimise, least=lost)) if lost else {}
        return {
            at: (least[at], least[at] is not None) if way is None else (way, False)
            for at, way in ways.items()
        }

    def _sought(
        self, origin: str, minimise: Objective, *, least: set[tuple[int, int]] | None
    ) -> Iterator[tuple[tuple[int, int], Way | None]]:
        """The ways that touch nothing avoided; or, for ``least``, those that touch it least."""
        found: dict[tuple[int, int], Way | None] = {}
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

    def _known(
        self, found: Mapping[tuple[int, int], Way | None], at: tuple[int, int]
    ) -> tuple[Way | None] | None:
        """The way of a smaller set that does not touch the country added to it; None: unknown."""
        mask, market_at = at
        for bit in (1 << n for n in range(len(self.menu.avoidable)) if mask >> n & 1):
            smaller = (mask ^ bit, market_at)
            if smaller in found:
                way = found[smaller]
                if way is None or not np.any(self._bits[list(way)] & bit):
                    return (way,)
        return None

    def _ways(self, origin: str, minimise: Objective, *, mask: int, least: bool) -> dict[int, Way]:
        """The best way to each market that can be reached, by its number."""
        arcs = self.network.arcs
        names = self.menu.avoidable
        avoided = frozenset(names[n] for n in range(len(names)) if mask >> n & 1)
        costs = keys(arcs, minimise=minimise, exposed_to=avoided if least else frozenset())
        allowed = self._allowed if least else self._allowed & (self._bits & mask == 0)
        zero: Key = (0.0,) * (len(costs[0]) if costs else 1)
        starts = dict.fromkeys(self._nodes[origin], zero)
        tree = best_tree(arcs, costs, allowed=allowed.tolist(), starts=starts)
        ways = {}
        for market_at, market in enumerate(self.menu.markets):
            ends = [node for node in self._nodes[market] if node in tree]
            if ends:
                goal = min(ends, key=lambda node: (tree[node].cost, node))
                ways[market_at] = tuple(way_to(arcs, tree, goal=goal))
        return ways


def questions(menu: Menu) -> int:
    """How many questions a menu holds, those left out that avoid the ends of the way.

    >>> questions(Menu(scenes={}, modes=(), minimise=(), origins=(), avoidable=(), markets=()))
    0
    """
    return int(np.prod(menu.shape))


def avoided_sets(avoidable: Sequence[str]) -> list[frozenset[str]]:
    """All sets of avoided countries in the order of their numbers.

    >>> [sorted(of) for of in avoided_sets(("CHN", "RUS"))]
    [[], ['CHN'], ['RUS'], ['CHN', 'RUS']]
    """
    numbers = range(2 ** len(avoidable))
    return [frozenset(c for n, c in enumerate(avoidable) if mask >> n & 1) for mask in numbers]
