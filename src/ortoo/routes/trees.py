"""Best ways of many questions at once, under changing sets of avoided countries and closed arcs.

In    questions that share their origin, or share their destination.
Out   for each question the least cost, the transit countries and the arcs of a best way.
Law   the same costs as each question asked alone; the countries of origin and destination are never
      avoided; one tree serves all markets, and a tree once grown is not grown again.
Not   here: the search (``routes.search``), which sets are asked for (``routes.lattice``).
"""

import math
from collections.abc import Sequence
from dataclasses import replace
from enum import IntEnum
from functools import cached_property
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ortoo.base.errors import UsageError
from ortoo.inputs.schema import OPEN_SEA
from ortoo.network.arcs import Arc, Arcs
from ortoo.routes.asked import Asked
from ortoo.routes.objective import keys
from ortoo.routes.question import Cargo, Exposed, Overflight
from ortoo.routes.search import Key, Reached, best_tree, way_to

NO_ARCS: frozenset[int] = frozenset()
_Group = frozenset[str]


class Shared(IntEnum):
    """Which end the questions have in common, as an index of their stops."""

    ORIGIN = 0
    DESTINATION = -1

    @property
    def other(self) -> "Shared":
        """The end at which the markets are."""
        return Shared(-1 - self)


class Reach(NamedTuple):
    """How a market is best reached: ``cost`` is inf where it is not, NaN where it is not known.

    ``passed`` are the countries whose consent the way needs, without those of origin and
    destination and the open sea; ``way`` are its arcs in the order of travel.
    """

    cost: float
    passed: frozenset[str]
    way: tuple[int, ...]


NOWHERE = Reach(math.inf, frozenset(), ())


class Trees:
    """The searches of several questions on one network, which share an end and what they minimise.

    Raises
    ------
    UsageError
        No question, via points, ends that are not shared, or exposure as what is minimised.
    """

    def __init__(self, questions: Sequence[Asked], *, shared: Shared = Shared.ORIGIN) -> None:
        if not questions:
            raise UsageError("no market is named: at least one is needed")
        self.questions = tuple(questions)
        first = self.questions[0]
        if any(len(q.stops) > 2 for q in questions) or isinstance(first.minimise, Exposed):  # noqa: PLR2004
            raise UsageError("costs of many markets know neither via points nor exposure")
        self.network = first.network
        if len({question.stops[shared].place_id for question in questions}) > 1:
            raise UsageError(f"the questions do not share their {shared.name.lower()}")
        self.shared = shared
        arcs = self.network.arcs
        self._arcs = arcs if shared is Shared.ORIGIN else _turned(arcs)
        self._costs = keys(arcs, minimise=first.minimise)
        self._known: dict[tuple[_Group, frozenset[str], frozenset[int]], tuple[Reach, ...]] = {}

    @property
    def grown(self) -> int:
        """How many trees have been grown so far."""
        return len(self._known)

    @cached_property
    def _needing(self) -> dict[str, NDArray[np.bool_]]:
        """For each country the arcs that may not be used without its consent; shape (arcs,)."""
        needed = [self._consents(arc) for arc in self._arcs.arcs]
        countries = frozenset[str]().union(*needed)
        return {c: np.array([c in need for need in needed], dtype=bool) for c in countries}

    @cached_property
    def _groups(self) -> dict[_Group, NDArray[np.bool_]]:
        """The arcs that may be used, for each group of questions with the same rules."""
        return {self._group(q): np.array(q.allowed, dtype=bool) for q in self.questions}

    def best(
        self, market: int, avoided: frozenset[str], *, closed: frozenset[int] = NO_ARCS
    ) -> Reach:
        """The best way of question ``market`` without ``avoided`` countries and ``closed`` arcs."""
        question = self.questions[market]
        key = (self._group(question), avoided - question.rules.states, closed)
        if key not in self._known:
            self._known[key] = self._reaches(group=key[0], avoided=key[1], closed=closed)
        return self._known[key][market]

    def _reaches(
        self, *, group: _Group, avoided: frozenset[str], closed: frozenset[int]
    ) -> tuple[Reach, ...]:
        allowed = self._groups[group].copy()
        for country in avoided & self._needing.keys():
            allowed &= ~self._needing[country]
        allowed[list(closed)] = False
        zero: Key = (0.0,) * (len(self._costs[0]) if self._costs else 1)
        start = self.questions[0].stops[self.shared]
        starts = dict.fromkeys(self.questions[0].nodes(start), zero)
        tree = best_tree(self._arcs, self._costs, allowed=allowed.tolist(), starts=starts)
        return tuple(self._reach(question, tree) for question in self.questions)

    def _reach(self, question: Asked, tree: dict[int, Reached]) -> Reach:
        goals = question.nodes(question.stops[self.shared.other])
        ends = [(tree[node].cost, node) for node in goals if node in tree]
        if not ends:
            return NOWHERE
        (unknown, cost, *_), goal = min(ends)
        way = way_to(self._arcs, tree, goal=goal)
        passed = frozenset[str]().union(*(self._consents(self._arcs.arcs[arc]) for arc in way))
        return Reach(
            cost=math.nan if unknown else cost,
            passed=passed - question.rules.states,
            way=tuple(way if self.shared is Shared.ORIGIN else reversed(way)),
        )

    def _consents(self, arc: Arc) -> frozenset[str]:
        """The countries without whose consent an arc may not be used; nobody owns the sea."""
        refused = self.questions[0].rules.avoid.overflight is Overflight.REFUSED
        return frozenset(arc.countries + (arc.over if refused else ())) - {OPEN_SEA}

    @staticmethod
    def _group(question: Asked) -> _Group:
        """What beside the avoided countries tells two questions' rules apart."""
        own = question.rules.cargo is Cargo.BILATERAL
        return question.rules.states if own else frozenset()


def _turned(arcs: Arcs) -> Arcs:
    """The same arcs seen from their heads, to search from a common destination."""
    entering: list[list[int]] = [[] for _ in arcs.nodes]
    for arc, head in enumerate(arcs.head.tolist()):
        entering[head].append(arc)
    return replace(arcs, tail=arcs.head, head=arcs.tail, leaving=tuple(map(tuple, entering)))
