"""Exact Pareto fronts over the cells, whatever countries are avoided.

In    cells whose keys are the criteria, as (exposure, time, cost); start and goal nodes.
Out   the front and a way for each of its points, as ``routes.front`` gives them.
Law   exact within ``routes.front.BEATEN_BY`` a stretch; nothing is worked out twice for countries
      that cells share.
Not   here: what the criteria mean (``routes.exposure``), the search (``kernels.labels``).
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ortoo.routes.cells.cell import Forest, Lists
from ortoo.routes.cells.cells import LINK, Cells, Country
from ortoo.routes.cells.kernels.inside import grow
from ortoo.routes.cells.kernels.labels import Labels, unbeaten
from ortoo.routes.cells.kernels.queue import ABSENT, Floats, Ints

Criteria = tuple[float, ...]
Way = list[int]
NOTHING = -2
"""Source of a stretch without arcs."""


class Stretches(NamedTuple):
    """Ways between overlay nodes, one entry each: its ends, its criteria, whose consent it needs.

    ``source`` has two columns: the forest and the label in it, ``LINK`` and the domain's
    arc, or ``NOTHING`` twice.
    """

    tail: Ints
    head: Ints
    rows: Floats
    consent: Ints
    source: NDArray[np.int64]

    def only(self, kept: NDArray[np.bool_]) -> "Stretches":
        """The entries that are ``kept``."""
        return Stretches(
            tail=self.tail[kept],
            head=self.head[kept],
            rows=self.rows[kept],
            consent=self.consent[kept],
            source=self.source[kept],
        )


@dataclass(frozen=True, kw_only=True, eq=False)
class Planted:
    """A forest of one country; its ways run backwards when it was grown from a goal."""

    country: Country
    number: int
    forest: Forest
    backwards: bool = False

    def way(self, label: int) -> Way:
        """The domain's arcs of a label's way, in order of travel."""
        arcs: Way = self.country.arcs[_chain(self.forest.labels, label)].tolist()
        return arcs if self.backwards else arcs[::-1]


@dataclass(frozen=True, kw_only=True, eq=False)
class Fronts:
    """The cells of one set of criteria, to be asked for fronts."""

    cells: Cells

    def front(
        self, starts: Iterable[int], goals: Iterable[int], *, avoided: Iterable[str] = ()
    ) -> list[tuple[Criteria, Way]]:
        """The criteria that no way beats, and the domain's arcs of a way for each, in order.

        Empty when there is no way; a start that is a goal gives zeros and the empty way.
        """
        planted = [*self._planted]
        ends = self._ends(frozenset(starts), frozenset(goals), planted=planted)
        stretches = _joined([self._between, *ends])
        stretches = stretches.only(~self.cells.refusing(avoided)[stretches.consent])
        begin, end = len(self.cells.border), len(self.cells.border) + 1
        labels = _search(stretches, begin=begin, end=end)
        found = []
        for label in np.flatnonzero(labels.node == end).tolist():
            passed = stretches.source[_chain(labels, label)[::-1]].tolist()
            way = [arc for kind, of in passed for arc in _along(planted, kind=kind, of=of)]
            found.append((tuple(labels.rows[label].tolist()), way))
        return found

    @cached_property
    def _planted(self) -> tuple[Planted, ...]:
        """The forests from all border nodes."""
        return tuple(
            Planted(country=country, number=number, forest=forest)
            for number, country in self.cells.countries.items()
            for forest in country.cell.forests
        )

    @cached_property
    def _between(self) -> Stretches:
        """All ways worth keeping between border nodes, and the links."""
        over, source = self.cells.overlay, self.cells.source
        at = np.flatnonzero(source[:, 0] == LINK)
        links = Stretches(over.tail[at], over.head[at], over.keys[at], over.consent[at], source[at])
        parts = [self._of(planted, forest=forest) for forest, planted in enumerate(self._planted)]
        return _joined([links, *parts])

    def _of(
        self, planted: Planted, *, forest: int, goals: frozenset[int] = frozenset()
    ) -> Stretches:
        """The ways of a forest that are worth keeping, and all its ways to ``goals``.

        What starts or ends inside the country joins the node before all starts or behind all goals.
        """
        begin, end = len(self.cells.border), len(self.cells.border) + 1
        labels, nodes = planted.forest.labels, planted.country.nodes
        kept = planted.forest.worth | np.isin(nodes[labels.node], sorted(goals))
        kept[0] = False
        source, stop = nodes[labels.node[0]], nodes[labels.node[kept]]
        near = np.full(len(stop), self.cells.at[source])
        far = np.where(np.isin(stop, sorted(goals)), ABSENT, self.cells.at[stop])
        if planted.backwards:
            near, far = far, near
        count = np.arange(len(labels.node))[kept]
        return Stretches(
            tail=np.where(near == ABSENT, begin, near).astype(np.int32),
            head=np.where(far == ABSENT, end, far).astype(np.int32),
            rows=labels.rows[kept],
            consent=np.full(len(count), planted.number, dtype=np.int32),
            source=np.column_stack((np.full(len(count), forest), count)),
        )

    def _ends(
        self, starts: frozenset[int], goals: frozenset[int], *, planted: list[Planted]
    ) -> Iterator[Stretches]:
        """How starts and goals join the overlay; forests grown from them are added to the list."""
        begin, end = len(self.cells.border), len(self.cells.border) + 1
        at, home = self.cells.at, self.cells.home
        inland = frozenset(node for node in goals if at[node] == ABSENT)
        yield self._at_once([(begin, int(at[n])) for n in sorted(starts) if at[n] != ABSENT])
        yield self._at_once([(int(at[n]), end) for n in sorted(goals) if at[n] != ABSENT])
        yield self._at_once([(begin, end)] * bool(starts & goals))
        for nodes, backwards in ((starts, False), (goals, True)):
            for node in sorted(nodes):
                if at[node] == ABSENT and home[node] != ABSENT:
                    planted.append(_grown(self.cells, node, backwards=backwards))
                    ends_at = frozenset[int]() if backwards else inland
                    yield self._of(planted[-1], forest=len(planted) - 1, goals=ends_at)

    def _at_once(self, pairs: list[tuple[int, int]]) -> Stretches:
        """Stretches without arcs, that cost nothing and need nobody."""
        ends = np.array(pairs, dtype=np.int32).reshape(-1, 2)
        nobody = len(self.cells.domain.sets)
        return Stretches(
            tail=ends[:, 0],
            head=ends[:, 1],
            rows=np.zeros((len(ends), self.cells.domain.keys.shape[1])),
            consent=np.full(len(ends), nobody, dtype=np.int32),
            source=np.full((len(ends), 2), NOTHING),
        )


def _grown(cells: Cells, node: int, *, backwards: bool) -> Planted:
    """The forest from a node that is no border node, or to it."""
    number = int(cells.home[node])
    country = cells.countries[number]
    grow_in = country.cell.inward if backwards else country.cell.outward
    forest = grow_in.forest(country.cell.plan, node=country.local(node))
    return Planted(country=country, number=number, forest=forest, backwards=backwards)


def _along(planted: Sequence[Planted], *, kind: int, of: int) -> Way:
    """The domain's arcs behind a stretch."""
    if kind == NOTHING:
        return []
    return [of] if kind == LINK else planted[kind].way(of)


def _joined(parts: Sequence[Stretches]) -> Stretches:
    return Stretches(*(np.concatenate(columns) for columns in zip(*parts, strict=True)))


def _search(stretches: Stretches, *, begin: int, end: int) -> Labels:
    """The unbeaten labels from ``begin``, with lower bounds from ``end`` backwards."""
    leaving = Lists.by(stretches.tail, size=end + 1)
    entering = Lists.by(stretches.head, size=end + 1)
    columns = stretches.rows.shape[1]
    to_come = np.empty((end + 1, columns))
    least, by = np.empty((end + 1, 1)), np.empty(end + 1, np.int32)
    for column in range(columns):
        keys = np.ascontiguousarray(stretches.rows[:, [column]])
        grow(entering.start, entering.arcs, stretches.tail, keys, end, least, by)
        to_come[:, column] = least[:, 0]
    is_goal = np.arange(end + 1) == end
    return unbeaten(
        leaving.start,
        leaving.arcs,
        stretches.head,
        stretches.rows,
        begin,
        to_come,
        is_goal,
        is_goal,
    )


def _chain(labels: Labels, label: int) -> Way:
    """The arcs of a label's way, last first."""
    way = []
    while labels.parent[label] != ABSENT:
        way.append(int(labels.arc[label]))
        label = int(labels.parent[label])
    return way
