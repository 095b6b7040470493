"""The lattice: least costs for every set of transit countries that may refuse.

In    a connection; the transit countries; for each market those that cannot refuse.
Out   costs for all sets, at once or block by block.
Law   equal to asking set by set; a way that needs none of the newly avoided countries stays best,
      so only sets are searched each of whose members bars the best way of the set without it.
Not   here: what the costs mean for a country (``study``).
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from ortoo.base.errors import UsageError
from ortoo.routes.cells.connection import Connection
from ortoo.routes.cells.kernels.queue import Floats
from ortoo.routes.cells.kernels.refusals import Known, World, fill
from ortoo.routes.cells.kernels.spread import Words

MOST_TRANSIT = 60
MOST_BYTES = 1 << 30
BLOCK_BITS = 12
"""4,096 sets a block: for twenty markets it takes 1.3 MB."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Block:
    """Costs of the sets ``first``, ``first + 1``, …, shape (sets, markets).

    Bit i of a set's number says that ``transit[i]`` refuses. Inf is no way, NaN a way of unknown
    cost. ``searches`` counts how often the overlay was searched for the block.
    """

    first: int
    costs: Floats
    searches: int


def lattice_costs(
    connection: Connection,
    *,
    transit: Sequence[str],
    spared: Sequence[Iterable[str]] = (),
    avoided: Iterable[str] = (),
) -> Floats:
    """Least costs for every set of refusing transit countries, shape (2^transit, markets).

    Parameters
    ----------
    connection
        From the origin to the markets.
    transit
        The countries that may refuse; bit i of a row's number is ``transit[i]``.
    spared
        For each market the countries that cannot refuse it, as those of its ends; none by default.
    avoided
        Countries that refuse in every set.

    Returns
    -------
    What the connection's question minimises; inf is no way, NaN a way of unknown cost.

    Raises
    ------
    UsageError
        The table would take more than a gigabyte: ask ``lattice_blocks``.
    """
    size = connection.markets << len(transit)
    if size * np.dtype(float).itemsize > MOST_BYTES:
        raise UsageError(
            f"a lattice of {len(transit)} transit countries and {connection.markets} markets has "
            f"{size:,} costs; take it block by block (`lattice_blocks`), or fewer countries"
        )
    blocks = lattice_blocks(connection, transit=transit, spared=spared, avoided=avoided)
    return np.concatenate([block.costs for block in blocks])


def lattice_blocks(
    connection: Connection,
    *,
    transit: Sequence[str],
    spared: Sequence[Iterable[str]] = (),
    avoided: Iterable[str] = (),
    block_bits: int = BLOCK_BITS,
) -> Iterator[Block]:
    """The rows of ``lattice_costs`` in order, 2^``block_bits`` at a time.

    Memory holds one block for each country that a block's number names, and one more: what a block
    can reuse is in the block that has one of these countries less.
    """
    if len(transit) > MOST_TRANSIT:
        raise UsageError(f"{len(transit)} transit countries: at most {MOST_TRANSIT} can be told")
    world = _world(connection, transit, spared=spared, avoided=avoided)
    low = min(block_bits, len(transit))
    shape = (1 << low, connection.markets)
    open_blocks: list[tuple[int, Known]] = []
    for number in range(1 << (len(transit) - low)):
        parent = number & (number - 1)
        while open_blocks and open_blocks[-1][0] != parent:
            open_blocks.pop()
        known = Known(np.empty(shape), np.empty(shape, dtype=np.uint64))
        before = open_blocks[-1][1] if open_blocks else known
        own, added = np.uint64(number << low), np.uint64((number ^ parent) << low)
        searches = fill(connection.cells.overlay, connection.ends, world, own, added, before, known)
        open_blocks.append((number, known))
        yield Block(first=number << low, costs=known.costs.copy(), searches=int(searches))


def _world(
    connection: Connection,
    transit: Sequence[str],
    *,
    spared: Sequence[Iterable[str]],
    avoided: Iterable[str],
) -> World:
    bit = {country: np.uint64(1 << n) for n, country in enumerate(transit)}
    domain = connection.cells.domain
    free: list[Iterable[str]] = [()] * connection.markets
    return World(
        bits=_bits(bit, (*domain.sets, ())),
        always=connection.cells.refusing(avoided),
        spared=_bits(bit, spared or free),
        value=domain.value,
        unknown=domain.unknown,
    )


def _bits(bit: dict[str, np.uint64], sets: Sequence[Iterable[str]]) -> Words:
    words = [sum(int(bit[c]) for c in set(members) if c in bit) for members in sets]
    return np.array(words, dtype=np.uint64)
