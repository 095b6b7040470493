"""Why there is no way: a cut that anybody can check, and the least that would have to be crossed.

In    a network, the reasons that bar its arcs, and the origin's nodes.
Out   a ``Proof``: the reached set, its frontier with a reason for each arc, the enclosure of the
      origin by polygons, the minimal blocking sets, the least-exposed route.
Law   every arc that leaves the reached set is in the frontier with a reason; the destination is
      not reached.
Not   here: the search (``routes.search``); checking a proof (``routes.verify``).
"""

from dataclasses import dataclass

from ortoo.network.network import Network
from ortoo.routes.cut import Barred
from ortoo.routes.journeys import Route
from ortoo.routes.relaxation import Relaxation
from ortoo.routes.territory import enclosure


@dataclass(frozen=True, kw_only=True, eq=False)
class Proof:
    """A certificate that no route exists.

    ``reached`` names nodes (``place/mode-gauge``); ``border_km`` is the land border of the
    origin's country and ``inside_avoided_share`` the part of it that avoided countries cover, both
    NaN when the network has no polygons.
    """

    reached: tuple[str, ...]
    frontier: tuple[Barred, ...]
    border_km: float
    inside_avoided_share: float
    minimal_blocking_sets: tuple[frozenset[str], ...]
    relaxations: tuple[Relaxation, ...]
    least_exposure: Route | None


def enclosure_of(network: Network, origin: str, *, avoided: frozenset[str]) -> tuple[float, float]:
    """Land border of ``origin`` in km and the share that ``avoided`` covers; NaN if unknown."""
    if origin not in set(network.countries["country"]):
        return float("nan"), float("nan")
    found = enclosure(network.countries, origin, avoided=avoided)
    return found.border_km, found.inside_avoided_share
