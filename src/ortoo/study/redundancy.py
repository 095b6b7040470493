"""How many ways have no transit country in common.

In    the minimal sets of countries whose permission opens a way (``Lattice.opening_sets``).
Out   the largest number of them that share no country.
Law   never more than the members of a smallest blocking set; inf where a way needs nobody.
Not   here: ways that share no crossing (``routes.max_flow``).

A country is not a node: freight may enter and leave it in several places that hang together or not.
So the largest flow is not taken over countries as if they were nodes; the packing is exact.
"""

import math
from collections.abc import Sequence

Members = frozenset[str]


def disjoint_by_countries(opening: Sequence[Members], *, at_most: float = math.inf) -> float:
    """The largest number of ways that share no transit country.

    Parameters
    ----------
    opening
        Minimal sets of countries whose permission opens a way. None: no way, 0. The empty set: a
        way that needs nobody, inf.
    at_most
        A bound known beforehand (the members of a smallest blocking set), which ends the search.

    Examples
    --------
    >>> disjoint_by_countries([frozenset("A"), frozenset("BC"), frozenset("CD")])
    2
    """
    if frozenset() in opening:
        return math.inf
    return _packed(sorted(opening, key=lambda s: (len(s), sorted(s))), at_most=at_most)


def _packed(sets: Sequence[Members], *, at_most: float) -> int:
    best = 0
    for at, first in enumerate(sets):
        if best >= at_most or best >= len(sets) - at:
            break
        rest = [other for other in sets[at + 1 :] if not other & first]
        best = max(best, 1 + _packed(rest, at_most=at_most - 1))
    return best
