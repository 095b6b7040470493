"""What every set of avoided countries costs: the lattice of avoid sets.

In    questions that share an end (``routes.trees``).
Out   ``Lattice``: the least cost of every question for every subset of the transit countries.
Law   avoiding more never costs less; the costs are those of asking each set alone; a country that
      is left out of ``transit`` changes no cost, whatever else is avoided.
Not   here: what follows from the costs (``study``).

A set whose newly avoided countries the best way does not use keeps that way and its cost. So the
sets fall into pieces, each "avoid at least A, permit at least P" with one cost: a best way without
A that passes U settles all sets that avoid A and permit U; what remains is split by the first
country of U that is avoided. Some dozens of searches settle 2^14 sets. A country in no piece is a
dummy: it is left out exactly, not by a threshold.
"""

import logging
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ortoo.base.errors import OrtooError
from ortoo.base.watch import watch
from ortoo.routes.asked import Asked
from ortoo.routes.trees import Shared, Trees

MOST_TRANSIT = 20
"""Transit countries that matter above this number are refused: 2^20 sets are a million."""
MOST_TREES = 20_000

Members = frozenset[str]

log = logging.getLogger(__name__)


class LatticeTooLargeError(OrtooError):
    """More countries or searches than a lattice can hold."""

    def __init__(self, what: str) -> None:
        super().__init__(f"the lattice of avoid sets is too large: {what}; name fewer markets")


@dataclass(frozen=True, kw_only=True, eq=False)
class Lattice:
    """Least costs for every set of avoided countries.

    ``transit`` are ISO 3166 alpha-3 codes, sorted; bit i of a mask says that ``transit[i]`` is
    avoided. ``markets`` are place ids. ``costs`` has the shape (2**len(transit), len(markets)), in
    the unit of what was minimised; inf: no route; NaN: a route exists, its cost is not known.
    Avoiding a country never applies to a market that lies in it.
    """

    transit: tuple[str, ...]
    markets: tuple[str, ...]
    costs: NDArray[np.float64]

    def mask(self, countries: Iterable[str]) -> int:
        """The row of ``costs`` for a set of avoided countries; dummies are left out of it.

        Examples
        --------
        >>> grid = Lattice(transit=("CHN", "RUS"), markets=("x",), costs=np.ones((4, 1)))
        >>> grid.mask({"RUS", "FRA"})
        2
        """
        return sum(1 << at for at, code in enumerate(self.transit) if code in set(countries))

    def members(self, mask: int) -> Members:
        """The countries of a mask."""
        return frozenset(code for at, code in enumerate(self.transit) if mask >> at & 1)

    def cost(self, avoided: Iterable[str]) -> NDArray[np.float64]:
        """Least cost of each market without ``avoided``; shape (markets,)."""
        row: NDArray[np.float64] = self.costs[self.mask(avoided)]
        return row

    def blocking_sets(self, market: int) -> tuple[Members, ...]:
        """All minimal sets whose refusal cuts a market off, smallest first.

        The empty set alone: there is no way even when nothing is refused. None: nobody can cut it.
        """
        cut = np.isinf(self.costs[:, market])
        return self._minimal(cut)

    def opening_sets(self, market: int) -> tuple[Members, ...]:
        """All minimal sets whose permission alone opens a way, smallest first (the ways' duals).

        The empty set alone: nobody's permission is needed. None: no permission helps.
        """
        opened = np.isfinite(self.costs[:, market]) | np.isnan(self.costs[:, market])
        return self._minimal(opened[::-1])  # a permitted set is the complement of an avoided one

    def _minimal(self, holds: NDArray[np.bool_]) -> tuple[Members, ...]:
        """Members of the masks that hold while none with one member less does."""
        masks = np.arange(len(holds))
        minimal = holds.copy()
        for at in range(len(self.transit)):
            has = (masks >> at & 1).astype(bool)
            minimal[has] &= ~holds[masks[has] ^ (1 << at)]
        found = (self.members(int(mask)) for mask in np.flatnonzero(minimal))
        return tuple(sorted(found, key=lambda members: (len(members), sorted(members))))


class Piece(NamedTuple):
    """All sets that avoid ``avoided`` and permit ``permitted`` cost the same."""

    permitted: Members
    avoided: Members
    cost: float


def lattice(questions: Sequence[Asked], *, shared: Shared = Shared.ORIGIN) -> Lattice:
    """The costs of every avoid set for questions that share their origin or their destination.

    Parameters
    ----------
    questions
        One per market (``routes.asked.resolve``), all minimising the same; exposure is refused.
    shared
        Which end they have in common; the markets are at the other.

    Raises
    ------
    UsageError
        No questions, or that end is not common to all.
    LatticeTooLargeError
        More than 20 countries matter, or more than 20,000 searches are needed.

    Examples
    --------
    >>> import ortoo
    >>> from ortoo.routes.asked import resolve
    >>> trip = ortoo.Trip("Ulaanbaatar", "Almaty")
    >>> asked = resolve(ortoo.load_network(), trip, avoid=ortoo.Avoid(), minimise=ortoo.Cost.TIME)
    >>> grid = lattice([asked])
    >>> grid.transit, [sorted(s) for s in grid.blocking_sets(0)]
    (('CHN', 'RUS'), [['CHN', 'RUS']])
    """
    return lattice_of(Trees(questions, shared=shared))


def lattice_of(trees: Trees) -> Lattice:
    """The same from searches that others share."""
    passed_s, before = watch(), trees.grown
    pieces = [tuple(pieces_of(trees, market)) for market in range(len(trees.questions))]
    named = frozenset[str]().union(*(p.permitted | p.avoided for of in pieces for p in of))
    if len(named) > MOST_TRANSIT:
        raise LatticeTooLargeError(f"{len(named)} transit countries matter, at most 20 can")
    grid = Lattice(
        transit=tuple(sorted(named)),
        markets=tuple(q.stops[trees.shared.other].place_id for q in trees.questions),
        costs=np.empty((2 ** len(named), len(pieces))),
    )
    masks = np.arange(len(grid.costs))
    for market, of in enumerate(pieces):
        for piece in of:
            avoided, permitted = grid.mask(piece.avoided), grid.mask(piece.permitted)
            settled = ((masks & avoided) == avoided) & ((masks & permitted) == 0)
            grid.costs[settled, market] = piece.cost
    grid.costs.flags.writeable = False
    told = len(named), len(pieces), trees.engine, trees.grown - before, passed_s()
    log.info("all sets of %d countries, %d markets: %s, %d searches, %.2f s", *told)
    return grid


def pieces_of(trees: Trees, market: int) -> Iterator[Piece]:
    """The pieces of one market: disjoint, and together all sets."""
    waiting = [(Members(), Members())]
    while waiting:
        permitted, avoided = waiting.pop()
        reach = trees.best(market, avoided)
        if trees.grown > MOST_TREES:
            raise LatticeTooLargeError(f"it needs more than {MOST_TREES:,} searches")
        free = sorted(reach.passed - permitted)
        yield Piece(permitted | reach.passed, avoided, reach.cost)
        for at, country in enumerate(free):
            waiting.append((permitted.union(free[:at]), avoided | {country}))
