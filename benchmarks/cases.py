"""A network with places and questions, in the shapes of every engine.

In    a large network, or the built-in one.
Out   ``Case``.
Law   all engines get the same arcs, weights and masks; places that are several nodes become one by
      arcs that cost nothing and need nobody.
Not   here: measuring.
"""

import itertools
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from scipy.spatial import KDTree
from tools.build_geodata.rails import in_space

from benchmarks.large import Large
from benchmarks.masked import Flags, Flat
from ortoo.network.gazetteer import find_place
from ortoo.network.network import load_network
from ortoo.routes.asked import resolve
from ortoo.routes.cells.cells import Cells, build_cells
from ortoo.routes.cells.connection import Connection, connect
from ortoo.routes.cells.domain import Domain, domain_of
from ortoo.routes.question import Avoid, Cost, Trip

CITIES = {
    "Ulaanbaatar": (106.9, 47.9), "Warsaw": (21.0, 52.2), "Beijing": (116.4, 39.9),
    "Berlin": (13.4, 52.5), "Hamburg": (10.0, 53.6), "Munich": (11.6, 48.1),
    "Paris": (2.3, 48.8), "Lyon": (4.8, 45.8), "Rome": (12.5, 41.9), "Milan": (9.2, 45.5),
    "Vienna": (16.4, 48.2), "Madrid": (-3.7, 40.4), "Barcelona": (2.2, 41.4),
    "Istanbul": (28.9, 41.0), "Ankara": (32.9, 39.9), "Tehran": (51.4, 35.7),
    "Mashhad": (59.6, 36.3), "Tashkent": (69.3, 41.3), "Samarkand": (67.0, 39.7),
    "Delhi": (77.2, 28.6), "Kolkata": (88.4, 22.6), "Hanoi": (105.8, 21.0),
    "Bangkok": (100.5, 13.7),
}  # fmt: skip
"""Longitude and latitude in degrees, to a tenth: the nearest node stands for the city."""
HOMES = ("UZB", "TKM", "TJK", "IRN", "TUR")
"""Countries whose largest towns are the markets of the built-in network."""
MARKETS, TRANSIT = 20, 12


@dataclass(frozen=True, kw_only=True, eq=False)
class Place:
    """Nodes of the domain, and the nodes at which the flat graph is entered and left."""

    nodes: tuple[int, ...]
    source: int
    sink: int
    country: str


@dataclass(frozen=True, kw_only=True, eq=False)
class Case:
    """One network. ``refusing`` flags have one entry per set of countries, and one for nobody."""

    name: str
    unit: str
    domain: Domain
    flat: Flat
    cells: Cells
    places: Mapping[str, Place]
    origins: Mapping[str, str]

    def connection(self, origin: str, markets: Sequence[str], *, cells: Cells) -> Connection:
        """From one place to others over ``cells``."""
        zero = (0.0,) * self.domain.keys.shape[1]
        return connect(
            cells,
            starts=dict.fromkeys(self.places[origin].nodes, zero),
            markets=[self.places[market].nodes for market in markets],
        )

    @cached_property
    def markets(self) -> list[str]:
        """Twenty places that are no origins."""
        return [name for name in self.places if name not in self.origins][:MARKETS]

    def transit(self, origin: str) -> list[str]:
        """Twelve countries that are on most of the best ways to the markets, none of them at home.

        Counted are the ways when nobody refuses, and when any one or two do of those passed then.
        """
        at_home = {self.places[place].country for place in (origin, *self.markets)}
        connection = self.connection(origin, self.markets, cells=self.cells)
        passed = self._passed(connection, ())
        used = Counter(passed)
        for count in (1, 2):
            for refused in itertools.combinations(sorted(set(passed) - at_home), count):
                used.update(self._passed(connection, refused))
        rest = Counter(c for members in self.domain.sets for c in members)
        ranked = [country for country, _ in (*used.most_common(), *rest.most_common())]
        return [c for c in dict.fromkeys(ranked) if c not in at_home][:TRANSIT]

    def _passed(self, connection: Connection, refused: Iterable[str]) -> Counter[str]:
        ways = [way for way in connection.ways(refused) if way]
        sets = [
            {c for arc in way for c in self.domain.sets[self.domain.consent[arc]]} for way in ways
        ]
        return Counter(itertools.chain.from_iterable(sets))

    def length(self, way: list[int] | None) -> float:
        """What is minimised, along the domain's arcs; inf where there is no way."""
        if way is None:
            return float("inf")
        return float(self.domain.keys[way, self.domain.value].sum())

    def refusing(self, countries: Iterable[str]) -> Flags:
        """Which sets of countries refuse."""
        return self.cells.refusing(countries)


def large_case(large: Large, origins: Mapping[str, str]) -> Case:
    """A large network with the cities that lie on it."""
    arcs = len(large.tail)
    domain = Domain(
        nodes=large.nodes,
        tail=large.tail,
        head=large.head,
        keys=large.km.reshape(-1, 1),
        is_open=np.ones(arcs, dtype=bool),
        consent=large.country.astype(np.int32),
        sets=tuple(frozenset([name]) for name in large.names),
    )
    home = np.empty(large.nodes, dtype=np.int64)
    home[large.tail] = large.country
    _, near = KDTree(in_space(large.lonlat)).query(in_space(np.array([*CITIES.values()])))
    places = {
        city: Place(nodes=(node,), source=node, sink=node, country=large.names[home[node]])
        for city, node in zip(CITIES, near.tolist(), strict=True)
    }
    flat = Flat(
        nodes=large.nodes, tail=large.tail, head=large.head, weight=large.km,
        consent=large.country, lonlat=large.lonlat,
    )  # fmt: skip
    return Case(
        name=large.name, unit="km", domain=domain, flat=flat, cells=build_cells(domain),
        places=places, origins=origins,
    )  # fmt: skip


def built_in_case(origins: Mapping[str, str]) -> Case:
    """The built-in network by hours, for goods of third countries."""
    network = load_network()
    trip = Trip("ulaanbaatar", "almaty")
    asked = resolve(network, trip, avoid=Avoid(), minimise=Cost.TIME)
    domain = domain_of(asked)
    towns = network.tables["places"].sort_values("population", ascending=False)
    served = towns[towns["place_id"].isin(network.arcs.nodes_at.keys())]
    chosen = [*origins, *served.loc[served["country"].isin(HOMES), "place_id"].head(MARKETS)]
    country = towns.set_index("place_id")["country"]
    nodes = {
        place: tuple(asked.nodes(find_place(network.tables["places"], place))) for place in chosen
    }
    flat, ends = with_one_node_each(domain, nodes)
    places = {
        place: Place(nodes=nodes[place], source=ends[place][0], sink=ends[place][1],
                     country=country[place])
        for place in chosen
    }  # fmt: skip
    return Case(
        name="built-in network", unit="h", domain=domain, flat=flat, cells=build_cells(domain),
        places=places, origins=origins,
    )  # fmt: skip


def with_one_node_each(
    domain: Domain, places: Mapping[str, Sequence[int]]
) -> tuple[Flat, dict[str, tuple[int, int]]]:
    """The open arcs by what is minimised, without parallels, and a source and sink per place."""
    nobody = len(domain.sets)
    weight = domain.keys[:, domain.value]
    rows: list[tuple[int, int, float, int]] = []
    seen: set[tuple[int, int]] = set()
    nodes = domain.nodes
    for arc in np.flatnonzero(domain.is_open & (domain.tail != domain.head)).tolist():
        tail, head = int(domain.tail[arc]), int(domain.head[arc])
        if (tail, head) in seen:  # a parallel arc goes over a node of its own
            rows.append((nodes, head, 0.0, nobody))
            head, nodes = nodes, nodes + 1
        seen.add((tail, head))
        rows.append((tail, head, float(weight[arc]), int(domain.consent[arc])))
    ends = {}
    for place, at in places.items():
        ends[place] = nodes, nodes + 1
        rows += [(nodes, node, 0.0, nobody) for node in at]
        rows += [(node, nodes + 1, 0.0, nobody) for node in at]
        nodes += 2
    tail, head, weights, consent = (np.array(column) for column in zip(*rows, strict=True))
    return Flat(nodes=nodes, tail=tail, head=head, weight=weights, consent=consent), ends
