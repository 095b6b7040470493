"""A route as people read it: legs, countries, crossings, totals.

In    a network and the arcs of a way.
Out   a ``Route``.
Law   legs add up to countries and countries to the route, in km, h, USD/t and kg CO2/t; a figure
      that is unknown makes every sum over it unknown (NaN) and is named; what a crossing costs is
      booked to the country that imposes it.
Not   here: finding the way (``routes.search``), writing it down (``routes.answer``, ``views``).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd
import shapely

from ortoo.network.arcs import COSTS, Arc, ArcKind, Node
from ortoo.network.network import Network
from ortoo.routes.inside import inside

COUNTRY_COLUMNS = ("country", *COSTS)


@dataclass(frozen=True, kw_only=True)
class Leg:
    """A stretch of a route without a change of country, mode or gauge; or a crossing or transfer.

    ``time_h``, ``cost_usd_t`` and ``co2_kg_t`` are NaN when unknown. ``ids`` are the sections, in
    order, or the one crossing or transfer. ``booked`` tells what each country is charged with;
    ``over`` are those of them that a flight only flies over.
    """

    kind: ArcKind
    mode: str
    origin: Node
    destination: Node
    country: str
    length_km: float
    time_h: float
    cost_usd_t: float
    co2_kg_t: float
    ids: tuple[str, ...]
    booked: tuple[tuple[str, tuple[float, ...]], ...]
    over: tuple[str, ...] = ()
    geometry: shapely.LineString | None = None


@dataclass(frozen=True, kw_only=True, eq=False)
class Route:
    """One way from origin to destination; ``way`` are its arcs in the network.

    ``settled`` is False where the search for one that passes no place twice was given up.
    """

    network: Network
    legs: tuple[Leg, ...]
    way: tuple[int, ...]
    settled: bool = True

    @property
    def length_km(self) -> float:
        """Kilometres along all legs."""
        return self._total("length_km")

    @property
    def time_h(self) -> float:
        """Hours: running, dwell at crossings, transfers; NaN when a part is unknown."""
        return self._total("time_h")

    @property
    def cost_usd_t(self) -> float:
        """USD per tonne; NaN when a part is unknown."""
        return self._total("cost_usd_t")

    @property
    def co2_kg_t(self) -> float:
        """Kilograms of CO2 per tonne carried, running only; NaN when a part is unknown."""
        return self._total("co2_kg_t")

    @cached_property
    def unknown(self) -> tuple[str, ...]:
        """Which figures are missing, as ``"cost_usd_t of section rail-a-b"``."""
        return tuple(
            f"{cost} of {_noun(leg.kind)} {', '.join(leg.ids)}"
            for leg in self.legs
            for cost in COSTS
            if np.isnan(getattr(leg, cost))
        )

    @cached_property
    def by_country(self) -> pd.DataFrame:
        """Kilometres, hours, USD/t and kg CO2/t per country, in the order of travel.

        Columns ``country, length_km, time_h, cost_usd_t, co2_kg_t``; NaN is unknown.
        """
        rows = [(country, *costs) for leg in self.legs for country, costs in leg.booked]
        frame = pd.DataFrame(rows, columns=list(COUNTRY_COLUMNS))
        sums = frame.groupby("country", sort=False)[list(COSTS)].sum(min_count=0, skipna=False)
        return sums.reset_index()

    @cached_property
    def crossings(self) -> pd.DataFrame:
        """The crossings used, in order, as rows of the crossings table with ``gauge_change``."""
        arcs = self.network.arcs.arcs
        rows = [arcs[at].row for at in self.way if arcs[at].kind is ArcKind.CROSSING]
        used = self.network.tables["crossings"].iloc[rows]
        change = (used["mode"] == "rail") & (used["gauge_from_mm"] != used["gauge_to_mm"])
        return used.assign(gauge_change=change).reset_index(drop=True)

    @cached_property
    def countries(self) -> tuple[str, ...]:
        """The countries passed, in order, each as often as it is entered."""
        lines = [leg for leg in self.legs if leg.kind is ArcKind.LINE]
        passed = [country for leg in lines for country, _ in leg.booked]
        return tuple(c for at, c in enumerate(passed) if at == 0 or passed[at - 1] != c)

    @cached_property
    def modes(self) -> tuple[str, ...]:
        """The modes used, in order, without repeats."""
        return tuple(dict.fromkeys(leg.mode for leg in self.legs if leg.kind is ArcKind.LINE))

    @cached_property
    def geometry(self) -> shapely.MultiLineString:
        """All lines of the route, lon/lat, in the direction of travel."""
        return shapely.MultiLineString([leg.geometry for leg in self.legs if leg.geometry])

    def km_inside(self, countries: frozenset[str]) -> float:
        """Kilometres inside the named countries, by the tables; of flights those over them."""
        return float(sum(inside(self.network, countries, of=self.way))) if countries else 0.0

    def touches(self, countries: frozenset[str]) -> frozenset[str]:
        """Which of ``countries`` the route needs on the ground, by the tables."""
        arcs = (self.network.arcs.arcs[at] for at in self.way)
        return countries.intersection(country for arc in arcs for country in arc.countries)

    def _total(self, cost: str) -> float:
        return float(sum(getattr(leg, cost) for leg in self.legs))


def route_of(network: Network, way: Sequence[int], *, settled: bool = True) -> Route:
    """The route along the arcs ``way``; the empty way gives a route without legs."""
    legs = tuple(_leg(network, run) for run in _runs(network, way))
    return Route(network=network, legs=legs, way=tuple(way), settled=settled)


def _runs(network: Network, way: Sequence[int]) -> Iterator[list[int]]:
    """Cut a way where country, mode or gauge changes; crossings and transfers stand alone."""
    run: list[int] = []
    for arc in way:
        if run and not _continues(network, before=run[-1], after=arc):
            yield run
            run = []
        run.append(arc)
    if run:
        yield run


def _continues(network: Network, *, before: int, after: int) -> bool:
    one, two = network.arcs.arcs[before], network.arcs.arcs[after]
    both_lines = one.kind is ArcKind.LINE and two.kind is ArcKind.LINE
    return both_lines and one.countries == two.countries


def _leg(network: Network, run: Sequence[int]) -> Leg:
    arcs = [network.arcs.arcs[at] for at in run]
    totals = tuple(network.arcs.costs[list(run)].sum(axis=0).tolist())
    first, last = arcs[0], arcs[-1]
    return Leg(
        kind=first.kind,
        mode=first.head.mode,
        origin=first.tail,
        destination=last.head,
        country=[country for country, _ in first.booked if country not in first.over][-1],
        **dict(zip(COSTS, totals, strict=True)),
        ids=tuple(network.id_of(at) for at in run),
        booked=_booked(arcs),
        over=tuple(dict.fromkeys(country for arc in arcs for country in arc.over)),
        geometry=_line(network, run) if first.kind is ArcKind.LINE else None,
    )


def _booked(arcs: Sequence[Arc]) -> tuple[tuple[str, tuple[float, ...]], ...]:
    """The costs of a run per country, in the order of travel."""
    sums: dict[str, tuple[float, ...]] = {}
    for country, costs in (part for arc in arcs for part in arc.booked):
        before = sums.get(country, (0.0,) * len(COSTS))
        sums[country] = tuple(a + b for a, b in zip(before, costs, strict=True))
    return tuple(sums.items())


def _line(network: Network, run: Sequence[int]) -> shapely.LineString:
    geometry = network.tables["sections"]["geometry"]
    parts = []
    for at in run:
        arc = network.arcs.arcs[at]
        points = shapely.get_coordinates(geometry.iloc[arc.row])
        parts.append(points if arc.forward else points[::-1])
    along = np.concatenate(parts)
    moves = (along[1:] != along[:-1]).any(axis=1)
    kept = along[np.concatenate(([True], moves))]
    return shapely.LineString(kept if len(kept) > 1 else np.repeat(kept, 2, axis=0))


def _noun(kind: ArcKind) -> str:
    return "section" if kind is ArcKind.LINE else str(kind)
