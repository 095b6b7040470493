"""Least costs from many origins to many markets, whatever countries are avoided.

In    cells; the nodes of each origin and of each market.
Out   a table of costs.
Law   equal to asking pair by pair.
Not   here: the ways themselves (``routes.cells.connection``).
"""

from collections.abc import Iterable, Sequence

import numpy as np

from ortoo.routes.cells.cells import Cells
from ortoo.routes.cells.connection import arrive, leave
from ortoo.routes.cells.kernels.queue import Floats
from ortoo.routes.cells.kernels.rows import row_of


def cost_matrix(
    cells: Cells,
    *,
    origins: Sequence[Sequence[int]],
    markets: Sequence[Sequence[int]],
    avoided: Iterable[str] = (),
) -> Floats:
    """Least costs, shape (origins, markets): inf is no way, NaN a way of unknown cost.

    Parameters
    ----------
    cells
        The countries and the overlay between them.
    origins, markets
        Nodes of each origin and each market; an empty one cannot be left or reached.
    avoided
        Countries that refuse.

    Returns
    -------
    What the domain's question minimises; 0 where an origin is the market.
    """
    refuses = cells.refusing(avoided)
    to_markets = arrive(cells, markets)
    zero = (0.0,) * cells.domain.keys.shape[1]
    costs: Floats = np.full((len(origins), len(markets)), np.inf)
    for row, nodes in enumerate(origins):
        ends = leave(to_markets, starts=dict.fromkeys(nodes, zero)).ends
        costs[row] = cells.domain.values(row_of(cells.overlay, ends, refuses, len(markets)))
    return costs
