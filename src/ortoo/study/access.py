"""How much market an origin can reach, and what of it is lost without some countries.

In    a solved case.
Out   market access A = sum of M_d x C_od**(-power), and the share lost under an avoid set.
Law   avoiding more never raises access; a market that is cut off adds nothing; a market of unknown
      size is left out.
Not   here: costs (``routes.lattice``).
"""

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from ortoo.study.solved import Solved
from ortoo.study.weighting import Value


def market_access(sizes: NDArray[np.float64], costs: NDArray[np.float64], *, power: float) -> float:
    """Harris 1954, Hansen 1959; with trade costs Donaldson & Hornbeck 2016.

    ``sizes`` of the markets (GDP, population or trade; NaN is left out), ``costs`` to reach them
    (inf is cut off, NaN unknown). NaN when a cost that counts or every size is unknown; inf when
    a market costs nothing to reach.

    Examples
    --------
    >>> market_access(np.array([100.0, 50.0]), np.array([10.0, np.inf]), power=1.0)
    10.0
    """
    known = ~np.isnan(sizes)
    if not known.any():
        return float("nan")
    with np.errstate(divide="ignore"):
        ease = np.where(np.isinf(costs[known]), 0.0, costs[known] ** -power)
    return float(sizes[known] @ ease)


def access_loss(solved: Solved, avoided: Iterable[str]) -> Value:
    """Share of access lost without ``avoided``, 0 to 1; None when there was none to lose."""
    sizes, power = solved.case.sizes, solved.case.terms.access_power
    base = market_access(sizes, solved.base, power=power)
    left = market_access(sizes, solved.lattice.cost(avoided), power=power)
    if base == 0 or np.isinf(base):
        return None
    return 1.0 - left / base
