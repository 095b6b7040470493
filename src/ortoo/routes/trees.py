"""Best ways of many questions at once, under changing sets of avoided countries and closed arcs.

In    questions that share their origin, or share their destination.
Out   for each question the least cost, the transit countries and the arcs of a best way.
Law   the same costs as each question asked alone; the countries of origin and destination are never
      avoided; one tree serves all markets, and a tree once grown is not grown again.
Not   here: the search (``routes.growers``), which sets are asked for (``routes.lattice``).
"""

import math
from collections.abc import Sequence
from dataclasses import replace
from enum import IntEnum
from functools import cached_property
from typing import NamedTuple

import numpy as np

from ortoo.base.errors import UsageError
from ortoo.inputs.schema import OPEN_SEA
from ortoo.network.arcs import Arcs
from ortoo.routes.asked import Asked
from ortoo.routes.engines import Engine, fit_for
from ortoo.routes.growers import GROWERS, Ground, Grower, Grown
from ortoo.routes.objective import keys
from ortoo.routes.question import Cargo, Exposed, Overflight

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

    ``engine`` is who searches when countries are avoided, by default the one that suits the size of
    the network; a tree with closed arcs is grown by the compiled search where that is not the plain
    one: closing an arc would build a country anew.

    Raises
    ------
    UsageError
        No question, via points, ends that are not shared, or exposure as what is minimised.
    """

    def __init__(
        self,
        questions: Sequence[Asked],
        *,
        shared: Shared = Shared.ORIGIN,
        engine: Engine | None = None,
    ) -> None:
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
        self.engine = engine or fit_for(len(self.network.arcs.arcs))
        self._growers: dict[tuple[_Group, Engine], Grower] = {}
        self._known: dict[tuple[_Group, frozenset[str], frozenset[int]], tuple[Reach, ...]] = {}

    @property
    def grown(self) -> int:
        """How many trees have been grown so far."""
        return len(self._known)

    @property
    def engine_for_closures(self) -> Engine:
        """Who searches when single arcs are closed."""
        return Engine.PLAIN if self.engine is Engine.PLAIN else Engine.COMPILED

    def best(
        self, market: int, avoided: frozenset[str], *, closed: frozenset[int] = NO_ARCS
    ) -> Reach:
        """The best way of question ``market`` without ``avoided`` countries and ``closed`` arcs."""
        question = self.questions[market]
        key = (self._group(question), avoided - question.rules.states - {OPEN_SEA}, closed)
        if key not in self._known:
            grower = self._grower(key[0], self.engine_for_closures if closed else self.engine)
            found = grower.grown(key[1], closed)
            self._known[key] = tuple(map(self._reach, self.questions, found))
        return self._known[key][market]

    def _grower(self, group: _Group, engine: Engine) -> Grower:
        if (group, engine) not in self._growers:
            self._growers[group, engine] = GROWERS[engine](self._grounds[group])
        return self._growers[group, engine]

    @cached_property
    def _grounds(self) -> dict[_Group, Ground]:
        """What is searched on, for each group of questions with the same rules."""
        first, arcs = self.questions[0], self.network.arcs
        ground = Ground(
            arcs=arcs if self.shared is Shared.ORIGIN else _turned(arcs),
            keys=keys(arcs, minimise=first.minimise),
            allowed=np.array(first.allowed, dtype=bool),
            consents=self._consents,
            starts=tuple(first.nodes(first.stops[self.shared])),
            goals=tuple(tuple(q.nodes(q.stops[self.shared.other])) for q in self.questions),
        )
        return {
            self._group(q): replace(ground, allowed=np.array(q.allowed, dtype=bool))
            for q in self.questions
        }

    def _reach(self, question: Asked, found: Grown | None) -> Reach:
        if found is None:
            return NOWHERE
        unknown, cost = found.key[:2]
        passed = frozenset[str]().union(*(self._consents[arc] for arc in found.way))
        return Reach(
            cost=math.nan if unknown else cost,
            passed=passed - question.rules.states,
            way=found.way if self.shared is Shared.ORIGIN else found.way[::-1],
        )

    @cached_property
    def _consents(self) -> tuple[frozenset[str], ...]:
        """The countries without whose consent each arc may not be used; nobody owns the sea."""
        refused = self.questions[0].rules.avoid.overflight is Overflight.REFUSED
        return tuple(
            frozenset(arc.countries + (arc.over if refused else ())) - {OPEN_SEA}
            for arc in self.network.arcs.arcs
        )

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
