"""Questions to a network by the cells, and by the plain search where the cells do not serve.

In    resolved questions.
Out   the best way and which engine found it; the lattice of many markets.
Law   the answer is the plain search's, whichever engine gives it; of ways with equal keys, any.
Not   here: how a question is resolved (``routes.asked``), what a way means (``routes.journeys``).
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from ortoo.base.errors import UsageError
from ortoo.network.network import Network
from ortoo.routes.asked import Asked
from ortoo.routes.avoidance import Rules
from ortoo.routes.cells.cells import Cells, build_cells
from ortoo.routes.cells.connection import Connection, connect
from ortoo.routes.cells.domain import domain_of
from ortoo.routes.cells.kernels.queue import Floats
from ortoo.routes.cells.subsets import lattice_costs
from ortoo.routes.engines import Engine
from ortoo.routes.question import Cargo, Objective
from ortoo.routes.search import Key

NOBODY = frozenset[str]()


@dataclass(frozen=True, kw_only=True)
class Solved:
    """The arcs of a best way, None when there is none, and who found it."""

    way: list[int] | None
    engine: Engine


@dataclass(frozen=True, kw_only=True, eq=False)
class Prepared:
    """A network made ready for all questions that differ in places and avoided countries only."""

    network: Network
    rules: Rules
    minimise: Objective
    exposed_to: frozenset[str]
    cells: Cells

    def serves(self, asked: Asked, *, exposed_to: frozenset[str] = NOBODY) -> bool:
        """Whether the cells give the exact answer to ``asked``."""
        mine = (self.rules, self.minimise, self.exposed_to)
        return asked.network is self.network and mine == (
            _without_places(asked.rules),
            asked.minimise,
            exposed_to,
        )

    def connection(self, asked: Asked, markets: Sequence[Sequence[int]]) -> Connection:
        """From the origin of ``asked`` to markets given by their nodes."""
        return connect(self.cells, starts=self._starts(asked), markets=markets)

    def way(self, asked: Asked) -> list[int] | None:
        """The best way through all stops; None when a stretch has none."""
        ends = self._starts(asked)
        stretches: list[dict[int, list[int]]] = []
        for stop in asked.stops[1:]:
            nodes = asked.nodes(stop)
            connection = connect(self.cells, starts=ends, markets=[[node] for node in nodes])
            keys, ways = connection.found(asked.rules.avoid.countries)
            stretches.append(
                {n: way for n, way in zip(nodes, ways, strict=True) if way is not None}
            )
            rows = zip(nodes, keys.tolist(), strict=True)
            ends = {node: tuple(row) for node, row in rows if node in stretches[-1]}
        if not ends:
            return None
        node = min(ends, key=lambda end: (ends[end], end))
        whole: list[int] = []
        for stretch in reversed(stretches):
            whole = stretch[node] + whole
            node = int(self.network.arcs.tail[stretch[node][0]]) if stretch[node] else node
        return whole

    def _starts(self, asked: Asked) -> dict[int, Key]:
        zero: Key = (0.0,) * self.cells.domain.keys.shape[1]
        return dict.fromkeys(asked.nodes(asked.stops[0]), zero)


def prepare(
    asked: Asked, *, exposed_to: frozenset[str] = NOBODY, like: Prepared | None = None
) -> Prepared:
    """Cells for ``asked`` and its like.

    Parameters
    ----------
    asked
        A question; its places and avoided countries do not matter.
    exposed_to
        Countries whose kilometres are minimised first, as in ``Asked.way``.
    like
        What was prepared for another date, scenario or cost: countries that are the same in it are
        shared, not built again.
    """
    domain = domain_of(asked, exposed_to=exposed_to)
    return Prepared(
        network=asked.network,
        rules=_without_places(asked.rules),
        minimise=asked.minimise,
        exposed_to=exposed_to,
        cells=build_cells(domain, like=None if like is None else like.cells),
    )


def best_way(
    asked: Asked, *, exposed_to: frozenset[str] = NOBODY, prepared: Prepared | None = None
) -> Solved:
    """The best way of ``asked``: by the cells where they serve it, else by the plain search.

    One question does not pay for cells; without ``prepared`` the plain search answers.
    """
    if prepared is not None and prepared.serves(asked, exposed_to=exposed_to):
        return Solved(way=prepared.way(asked), engine=Engine.CELLS)
    return Solved(way=asked.way(exposed_to=exposed_to), engine=Engine.PLAIN)


def lattice_of(
    questions: Sequence[Asked], *, transit: Sequence[str], like: Prepared | None = None
) -> Floats:
    """Least costs for every set of refusing transit countries, shape (2^transit, questions).

    Parameters
    ----------
    questions
        One per market, from one origin, without via points. The countries of its ends cannot refuse
        a market, whatever the set; what a question avoids is refused in every set.
    transit
        The countries that may refuse; bit i of a row's number is ``transit[i]``.
    like
        Prepared cells whose countries can be shared.

    Returns
    -------
    What the questions minimise; inf is no way, NaN a way of unknown cost. Without questions shape
    (2^transit, 0).

    Raises
    ------
    UsageError
        The questions differ in their origin, or have via points.

    Examples
    --------
    >>> import ortoo
    >>> from ortoo.routes.asked import resolve
    >>> network = ortoo.load_network()
    >>> trip = ortoo.Trip("Ulaanbaatar", "Almaty")
    >>> asked = resolve(network, trip, avoid=ortoo.Avoid(), minimise=ortoo.Cost.TIME)
    >>> costs = lattice_of([asked], transit=("CHN", "RUS"))
    >>> costs.shape, bool(costs[3, 0] == float("inf"))
    ((4, 1), True)
    """
    costs: Floats = np.empty((1 << len(transit), len(questions)))
    for asked, markets in _alike(questions):
        if like is None or not like.serves(asked):
            like = prepare(asked, like=like)
        chosen = [questions[market] for market in markets]
        costs[:, markets] = lattice_costs(
            like.connection(asked, [one.nodes(one.stops[-1]) for one in chosen]),
            transit=transit,
            spared=[one.rules.states for one in chosen],
            avoided=asked.rules.avoid.countries,
        )
    return costs


def _alike(questions: Sequence[Asked]) -> list[tuple[Asked, list[int]]]:
    """Questions that one connection can answer: one of them, and the numbers of all."""
    groups: list[tuple[Asked, list[int]]] = []
    for number, asked in enumerate(questions):
        if len(asked.stops) > 2 or asked.stops[0] != questions[0].stops[0]:  # noqa: PLR2004
            raise UsageError("a lattice starts at one origin and has no via points")
        for first, numbers in groups:
            if _same_but_places(first, asked):
                numbers.append(number)
                break
        else:
            groups.append((asked, [number]))
    return groups


def _same_but_places(one: Asked, other: Asked) -> bool:
    avoided = (one.rules.avoid, one.minimise) == (other.rules.avoid, other.minimise)
    same = _without_places(one.rules) == _without_places(other.rules)
    return one.network is other.network and avoided and same


def _without_places(rules: Rules) -> Rules:
    """The rules without what cells leave open: avoided countries, and whose goods travel.

    Only bilateral cargo cares for the countries of the ends.
    """
    states = rules.states if rules.cargo is Cargo.BILATERAL else NOBODY
    return replace(rules, avoid=replace(rules.avoid, countries=NOBODY), states=states)
