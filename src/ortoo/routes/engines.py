"""Who searches: the engines, and which of them a network deserves.

In    the number of a network's arcs.
Out   ``Engine``.
Law   every engine gives the same ways at the same costs; only their speed differs.
Not   here: the engines (``routes.search``, ``routes.swift_tree``, ``routes.cells``).
"""

from enum import StrEnum

COMPILED_FROM_ARCS = 1_000
"""Loading compiled code takes half a second: as long as hundreds of plain searches of so many."""


class Engine(StrEnum):
    """Who answered."""

    CELLS = "countries as cells"
    COMPILED = "compiled search"
    PLAIN = "plain search"


def fit_for(arcs: int) -> Engine:
    """The engine for many sets of avoided countries on a network of so many arcs.

    Examples
    --------
    >>> fit_for(50), fit_for(3_000)
    (<Engine.PLAIN: 'plain search'>, <Engine.CELLS: 'countries as cells'>)
    """
    return Engine.PLAIN if arcs < COMPILED_FROM_ARCS else Engine.CELLS
