"""Turn "what to minimise" into one comparable cost per arc.

In    the network's cost matrix (NaN is unknown) and what the question minimises.
Out   one tuple per arc: (exposure, unknowns, the minimised cost, then the other costs as ties).
Law   a way with fewer unknown figures of the minimised cost always comes first: unknown is never
      taken for cheap; ties fall to time, then length, then the arcs' lots; sums of keys are exact,
      so that every engine finds the same way, in whatever order it adds.
Not   here: the search (``routes.search``).
"""

import numpy as np
from numpy.typing import NDArray

from ortoo.network.arcs import COSTS, Arcs
from ortoo.routes.question import Cost, Exposed, Generalised, Objective
from ortoo.routes.search import Key

TIES = (Cost.TIME, Cost.LENGTH)
GRAIN = 2.0**-32
"""Keys are whole multiples of this: below a micrometre, and sums up to two million are exact."""


def keys(
    arcs: Arcs,
    *,
    minimise: Objective,
    exposed_to: frozenset[str] = frozenset(),
    inside_km: NDArray[np.float64] | None = None,
) -> list[Key]:
    """Sort keys per arc, to be added up along a way and compared in order.

    With ``exposed_to``, or when exposure is what is minimised, the kilometres inside those
    countries come first of all: those of the tables, or ``inside_km``, one figure per arc.
    """
    countries = exposed_to or (minimise.to if isinstance(minimise, Exposed) else frozenset())
    chosen = _chosen(arcs.costs, minimise)
    columns = [np.isnan(chosen).astype(float), np.nan_to_num(chosen)]
    columns += [np.nan_to_num(arcs.costs[:, COSTS.index(tie)]) for tie in TIES]
    if countries:
        columns = [exposure_km(arcs, countries) if inside_km is None else inside_km, *columns]
    rows = np.rint(np.column_stack(columns) / GRAIN) * GRAIN
    return list(map(tuple, np.column_stack((rows, arcs.lots)).tolist()))


def exposure_km(arcs: Arcs, countries: frozenset[str]) -> NDArray[np.float64]:
    """Kilometres of each arc inside ``countries``; shape (arcs,)."""
    column = COSTS.index(Cost.LENGTH)
    inside = [
        sum(costs[column] for country, costs in arc.booked if country in countries)
        for arc in arcs.arcs
    ]
    return np.array(inside, dtype=np.float64)


def _chosen(costs: NDArray[np.float64], minimise: Objective) -> NDArray[np.float64]:
    """The minimised cost of rows with the columns of ``COSTS``; NaN where a part is unknown."""
    if isinstance(minimise, Generalised):
        hours, usd = costs[:, COSTS.index(Cost.TIME)], costs[:, COSTS.index(Cost.COST)]
        return usd + minimise.value_of_time_usd_th * hours
    column = minimise.then if isinstance(minimise, Exposed) else minimise
    return costs[:, COSTS.index(column)]
