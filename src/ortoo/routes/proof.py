"""Why there is no way: a cut that anybody can check, and the least that would have to be crossed.

In    a question without an answer, and what is reached.
Out   a ``Proof``: the reached set, its frontier with a reason for each arc, the enclosure of the
      origin by polygons, the minimal blocking sets, single concessions, the least-exposed route.
Law   every arc that leaves the reached set is in the frontier with a reason; the destination is
      not reached.
Not   here: the search (``routes.search``); checking a proof (``routes.verify``).
"""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

from ortoo.network.network import Network
from ortoo.routes.asked import Asked
from ortoo.routes.cut import Barred
from ortoo.routes.journeys import Route
from ortoo.routes.relaxation import Concession, Relaxation
from ortoo.routes.territory import enclosure


@dataclass(frozen=True, kw_only=True)
class Stage:
    """The nodes reached after passing some via points, before or after using the corridor."""

    passed: tuple[str, ...]
    on_corridor: bool
    reached: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, eq=False)
class Proof:
    """A certificate that no route exists.

    ``stages`` are what is reached after passing more and more of the via points and, with a
    corridor, before and after using it; a plain trip has one. ``border_km`` is the land border of
    the origin's country and ``inside_avoided_share`` the part of it that avoided countries cover,
    both NaN when the network has no polygons. ``futile`` are the concessions that help nothing by
    themselves.
    """

    stages: tuple[Stage, ...]
    frontier: tuple[Barred, ...]
    border_km: float
    inside_avoided_share: float
    minimal_blocking_sets: tuple[frozenset[str], ...]
    relaxations: tuple[Relaxation, ...]
    futile: tuple[Concession, ...]
    least_exposure: Route | None

    @property
    def furthest(self) -> Stage:
        """The last stage that was reached."""
        return next((s for s in reversed(self.stages) if s.reached), self.stages[0])

    @property
    def reached(self) -> tuple[str, ...]:
        """The nodes (``place/mode-gauge``) reached in the furthest stage."""
        return self.furthest.reached


def stages_of(asked: Asked, reached: Sequence[tuple[str, ...]]) -> tuple[Stage, ...]:
    """The stages of a trip with what is reached in each, in the order of its layers."""
    sides = (False, True) if asked.corridor else (False,)
    via = [stop.place_id for stop in asked.stops[1:-1]]
    told = itertools.product(range(len(via) + 1), sides)
    return tuple(
        Stage(passed=tuple(via[:count]), on_corridor=used, reached=nodes)
        for (count, used), nodes in zip(told, reached, strict=True)
    )


def enclosure_of(network: Network, origin: str, *, avoided: frozenset[str]) -> tuple[float, float]:
    """Land border of ``origin`` in km and the share that ``avoided`` covers; NaN if unknown."""
    if origin not in set(network.countries["country"]):
        return float("nan"), float("nan")
    found = enclosure(network.countries, origin, avoided=avoided)
    return found.border_km, found.inside_avoided_share
