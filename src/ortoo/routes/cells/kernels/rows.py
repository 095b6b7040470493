"""Compiled search from one origin to many markets.

In    an overlay, the ends of a connection, which sets of countries refuse.
Out   least rows of keys, one per market.
Law   the same as ``kernels.spread`` finds with every market wanted.
Not   here: ways; many origins (``routes.cells.matrix``).
"""

import numpy as np

from ortoo.routes.cells.kernels.queue import Flags, Floats, compare, compiled
from ortoo.routes.cells.kernels.spread import Ends, Overlay, spread


@compiled
def row_of(over: Overlay, ends: Ends, refuses: Flags, markets: int) -> Floats:
    """Least keys to every market, shape (markets, columns).

    The overlay is searched once without the goals, then each goal takes the best of its arcs: less
    work than to queue the goals when there are many.
    """
    borders = len(over.start) - 1
    least = np.full((markets, over.keys.shape[1]), np.inf)
    trial = np.empty((1, over.keys.shape[1]))
    inside = ends.entry < borders
    nowhere = ends.start[:1].repeat(borders + 1)
    bare = Ends(
        nowhere,
        ends.tail[:0],
        ends.head[:0],
        ends.keys[:0],
        ends.consent[:0],
        ends.market[:0],
        ends.entry[inside],
        ends.entry_keys[inside],
        ends.entry_consent[inside],
    )
    tree = spread(over, bare, refuses, np.ones(1, np.bool_)).least
    for arc in range(len(ends.tail)):
        node, market = ends.tail[arc], ends.market[ends.head[arc]]
        if not refuses[ends.consent[arc]] and tree[node, 0] + ends.keys[arc, 0] <= least[market, 0]:
            trial[0] = tree[node] + ends.keys[arc]
            if compare(trial, 0, least, market) < 0:
                least[market] = trial[0]
    for entry in range(len(ends.entry)):
        if inside[entry]:
            continue
        market = ends.market[ends.entry[entry] - borders]
        at_once = not refuses[ends.entry_consent[entry]]
        if at_once and compare(ends.entry_keys, entry, least, market) < 0:
            least[market] = ends.entry_keys[entry]
    return least
