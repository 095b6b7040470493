"""Which change would make an impossible way possible, or cut exposure most.

In    a network, a trip and what is avoided; candidates (``study.candidates``).
Out   a ``Repair``: the single changes and pairs that open a way, and those that cut the kilometres
      inside the avoided countries, ranked; and what no change on the ground can do.
Law   every remedy's route needs just its changes; a pair is told only where it does more than
      each of its changes alone; nothing that one or two candidates can do is left out.
Not   here: the search (``study.remedies``), scenarios (``study.scenario``).
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from ortoo.base.errors import UsageError
from ortoo.inputs.cards import Scenario
from ortoo.network.gazetteer import Found
from ortoo.network.network import Network
from ortoo.routes.asked import Asked, resolve
from ortoo.routes.journeys import Route, route_of
from ortoo.routes.proof import enclosure_of
from ortoo.routes.question import Avoid, Cost, Exposed, Trip
from ortoo.study.candidates import Candidate, Kind, candidates
from ortoo.study.remedies import ways_by_changes

MOST_CHANGES = 2
LEAST_CUT_KM = 1.0
"""A smaller cut of exposure is told as none."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Remedy:
    """One change, or two together, and the best way that it makes.

    ``cut_km`` is how much less of the way lies in the avoided countries; NaN where there was no way
    at all before.
    """

    changes: tuple[Candidate, ...]
    route: Route
    exposure_km: float
    cut_km: float

    @property
    def name(self) -> str:
        """The changes in words."""
        return " and ".join(change.name for change in self.changes)

    @property
    def opened(self) -> frozenset[str]:
        """The sections and crossings that the changes open."""
        return frozenset[str]().union(*(change.opened for change in self.changes))

    @property
    def new_km(self) -> float:
        """Kilometres of line to be built or reopened."""
        return sum(change.new_km for change in self.changes)

    @property
    def usd_m(self) -> float:
        """Million USD where every change with line to build has a published cost; else NaN."""
        return sum(change.usd_m for change in self.changes if change.new_km > 0) or math.nan

    @property
    def cut_per_new_km(self) -> float:
        """Kilometres of exposure cut per kilometre of line; inf where nothing is to be built."""
        return self.cut_km / self.new_km if self.new_km > 0 else math.inf

    @property
    def cut_per_usd_m(self) -> float:
        """Kilometres of exposure cut per million USD; NaN where the cost is unknown."""
        return self.cut_km / self.usd_m


@dataclass(frozen=True, kw_only=True, eq=False)
class Repair:
    """What would help, best first.

    ``opening`` make the trip possible without the avoided countries, by hours; ``cutting`` cut the
    kilometres inside them, by how much. ``best`` is the way that there is already, if any;
    ``least_exposed`` the one with fewest kilometres inside; ``border_km`` and
    ``inside_avoided_share`` are the origin's land border and the part that the avoided cover.
    """

    network: Network
    origin: Found
    destination: Found
    avoided: frozenset[str]
    best: Route | None
    least_exposed: Route | None
    opening: tuple[Remedy, ...]
    cutting: tuple[Remedy, ...]
    tried: int
    border_km: float
    inside_avoided_share: float

    @property
    def enclosed(self) -> bool:
        """Whether the avoided countries cover the whole land border: then nothing built helps."""
        return self.inside_avoided_share == 1.0

    @property
    def exposure_km(self) -> float:
        """Kilometres of the least exposed way inside the avoided countries; NaN without a way."""
        return self.least_exposed.km_inside(self.avoided) if self.least_exposed else math.nan


def repair(
    network: Network, trip: Trip, *, avoid: Avoid, projects: Sequence[Scenario] = ()
) -> Repair:
    """Which change, or which two, make ``trip`` possible without what is avoided, or nearly so.

    Parameters
    ----------
    network, trip, avoid
        As for ``find_routes``; at least one country must be avoided, and no via points be asked.
    projects
        Cards that tell what building costs (their ``investment``).

    Raises
    ------
    UsageError
        No country is avoided, or the trip has via points.

    Examples
    --------
    >>> import ortoo
    >>> network, trip = ortoo.load_network(), ortoo.Trip("Ulaanbaatar", "Almaty")
    >>> found = repair(network, trip, avoid=ortoo.Avoid(countries={"RUS", "CHN"}))
    >>> found.enclosed, [str(c.kind) for remedy in found.opening for c in remedy.changes]
    (True, ['overflight'])
    """
    if not avoid.countries:
        raise UsageError("repair for whom? name at least one country with --avoid")
    if trip.via:
        raise UsageError("a repair has no via points; ask for its stretches one by one")
    asked = resolve(network, trip, avoid=avoid, minimise=Cost.TIME)
    change = candidates(network, asked.rules, projects=projects)
    best = asked.way()
    exposed = replace(asked.refusing(frozenset()), minimise=Exposed(to=avoid.countries))
    least = exposed.way()
    least_route = None if least is None else route_of(network, least)
    opening, cutting = ([], []) if best is not None else (
        _remedies(asked, change, avoided=avoid.countries, before=math.nan),
        _remedies(exposed, change, avoided=avoid.countries,
                  before=least_route.km_inside(avoid.countries) if least_route else math.nan),
    )  # fmt: skip
    border_km, share = enclosure_of(network, asked.stops[0].country, avoided=avoid.countries)
    return Repair(
        network=network,
        origin=asked.stops[0],
        destination=asked.stops[-1],
        avoided=avoid.countries,
        best=None if best is None else route_of(network, best),
        least_exposed=least_route,
        opening=tuple(sorted(opening, key=lambda one: (_last(one.route.time_h), one.name))),
        cutting=tuple(sorted(cutting, key=lambda one: (-one.cut_km, len(one.changes), one.name))),
        tried=len(change),
        border_km=border_km,
        inside_avoided_share=share,
    )


def _remedies(
    asked: Asked, change: Sequence[Candidate], *, avoided: frozenset[str], before: float
) -> list[Remedy]:
    """Changes with a better way than fewer changes have; by ``before`` km, only real cuts."""
    lines = [one.opened for one in change if one.kind is Kind.LINE]
    found = []
    for changes, way in ways_by_changes(asked, change, most=MOST_CHANGES):
        route = route_of(asked.network, way)
        inside = route.km_inside(avoided)
        found.append(
            Remedy(changes=changes, route=route, exposure_km=inside, cut_km=before - inside)
        )
    alone = {one.changes[0]: one.cut_km for one in found if len(one.changes) == 1}
    return [
        one
        for one in found
        if one.changes
        and not (len(one.changes) > 1 and any(one.opened <= line for line in lines))
        and not one.cut_km <= _fewer(one, alone) + LEAST_CUT_KM
    ]


def _fewer(remedy: Remedy, alone: Mapping[Candidate, float]) -> float:
    """What a part of the remedy cuts already."""
    parts = remedy.changes if len(remedy.changes) > 1 else ()
    return max((alone.get(part, 0.0) for part in parts), default=0.0)


def _last(value: float) -> float:
    """A figure for ranking: unknown comes last."""
    return math.inf if math.isnan(value) else value
