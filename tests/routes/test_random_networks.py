"""Whole questions on random multimodal networks, against scipy, enumeration and the tables alone.

The oracle reads the tables, judges every row by rules written down once more, and lets scipy find
the shortest way; it shares no code with ``ortoo.routes``.
"""

import datetime as dt
import itertools
from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra

from conftest import sketched
from ortoo.network.network import Network
from ortoo.routes.blocking import Of, blocking
from ortoo.routes.exposure import Exposure, exposure_front
from ortoo.routes.find import find_routes
from ortoo.routes.question import Avoid, Cargo, Cost, Overflight, Trip
from ortoo.routes.verify import verify

COUNTRY = {
    "A": "AAA",
    "B": "AAA",
    "C": "BBB",
    "D": "BBB",
    "E": "CCC",
    "F": "CCC",
    "G": "DDD",
    "H": "DDD",
}
ANCHORS = ("A-B 3 AAA", "C-D 4 BBB", "E-F 5 CCC", "G-H 6 DDD", "A-B 2 AAA rail", "C-D 2 BBB rail",
           "E-F 2 CCC rail", "G-H 2 DDD rail", "A-B 9 AAA air", "G-H 9 DDD air")  # fmt: skip
HOME = [
    pair for pair in itertools.combinations("ABCDEFGH", 2) if COUNTRY[pair[0]] == COUNTRY[pair[1]]
]
ABROAD = [
    pair for pair in itertools.permutations("ABCDEFGH", 2) if COUNTRY[pair[0]] != COUNTRY[pair[1]]
]
SECTIONS = st.tuples(
    st.sampled_from(HOME), st.integers(1, 40), st.sampled_from(["road", "rail", "air"]),
    st.sampled_from(["", " status=planned", " opens=2026-07-01", " closes=2026-07-01 status=closed",
                     " speed_kmh=13", " cost_usd_tkm=0.5"]),
)  # fmt: skip
CROSSINGS = st.tuples(
    st.sampled_from(ABROAD), st.sampled_from(["?", "0", "1", "7"]), st.integers(0, 9), st.sampled_from(["road", "rail"]),
    st.sampled_from(["", "", "", " access=bilateral", " access=closed", " season=7", " closes=2026-07-01",
                     " time_leaves_h=1"]),
)  # fmt: skip
FLIGHTS = st.lists(
    st.tuples(st.sampled_from(["A", "C", "E"]), st.sampled_from(["BBB", "CCC"])), max_size=2,
    unique_by=lambda drawn: drawn[0],
)  # fmt: skip
TRANSFERS = st.lists(
    st.tuples(st.sampled_from("ABCDEFGH"), st.sampled_from(["road>rail", "road>air"]), st.integers(0, 5)),
    max_size=6, unique_by=lambda drawn: drawn[:2],
)  # fmt: skip


class Asked(NamedTuple):
    trip: Trip
    avoid: Avoid


@st.composite
def networks(draw: st.DrawFn) -> Network:
    """Four countries, AAA and DDD at the ends; parallel modes, borders with rules, some unknown."""
    sections = draw(st.lists(SECTIONS, max_size=4, unique_by=lambda d: (d[0], d[2])))
    anchored = {line.split(" ")[0] + (line.split(" ")[3:] or ["road"])[0] for line in ANCHORS}
    lines = [f"{a}-{b} {km} {COUNTRY[a]} {mode}{more}" for (a, b), km, mode, more in sections
             if f"{a}-{b}{mode}" not in anchored]  # fmt: skip
    crossings = draw(st.lists(CROSSINGS, max_size=9, unique_by=lambda d: (d[0], d[3])))
    lines += [f"{a}>{b} {h}h {usd}$ {mode}{more}" for (a, b), h, usd, mode, more in crossings
              if not (h in "?0" and "leaves" in more)]  # fmt: skip
    lines += [f"{a}: {modes} {h}h 1$" for a, modes, h in draw(TRANSFERS) if h or "rail" in modes]
    over = draw(FLIGHTS)
    lines += [f"{a}-G 50 {COUNTRY[a]} air overflies={b}" for a, b in over if COUNTRY[a] != b]
    return with_flights_home(ANCHORS, lines)


def with_flights_home(anchors: tuple[str, ...], lines: list[str]) -> Network:
    """A flight lies in the country it starts from, but its other end does not: anchors come last."""
    return sketched(*lines, *anchors)


@st.composite
def questions(draw: st.DrawFn) -> Asked:
    modes = draw(
        st.sampled_from([("rail", "road", "ferry"), ("road",), ("rail", "road", "air"), ("air",)])
    )
    trip = Trip("A", "H", modes=modes, cargo=draw(st.sampled_from(list(Cargo))),
                date=dt.date(2026, *draw(st.sampled_from([(6, 30), (7, 1)]))))  # fmt: skip
    avoid = Avoid(
        countries=draw(st.frozensets(st.sampled_from(["BBB", "CCC"]))),
        overflight=draw(st.sampled_from(list(Overflight))),
    )
    return Asked(trip, avoid)


def edges(network: Network, asked: Asked) -> Iterator[tuple[str, str, float, float, float, str]]:
    """Tail, head, km, h, USD/t and id of whatever may be used, straight from the tables."""
    trip, avoid = asked
    day, tables = str(trip.date), network.tables
    for row in tables["sections"].itertuples():
        exists = (row.opens <= day) if row.opens else row.status in {"operating", "closed"}
        exists &= not (
            (row.closes and row.closes <= day) or (row.status == "closed" and not row.closes)
        )
        over = (
            set(row.overflies.split()) & avoid.countries and avoid.overflight is Overflight.REFUSED
        )
        home = tables["places"].set_index("place_id")["country"]
        landed = {home[row.from_id], home[row.to_id]} & avoid.countries
        may_be_there = row.country not in avoid.countries and not over and not landed
        if exists and row.mode in trip.modes and may_be_there:
            one, two = (f"{end}/{row.mode}" for end in (row.from_id, row.to_id))
            for tail, head in ((one, two), (two, one)):
                yield tail, head, row.length_km, row.time_h, row.cost_usd_t, row.section_id
    for row in tables["crossings"].itertuples():
        shut = row.access == "closed" or bool(row.closes and row.closes <= day)
        shut |= (
            bool(row.season) and str(trip.date.month if trip.date else 0) not in row.season.split()
        )
        ours = trip.cargo is Cargo.BILATERAL and {row.leaves, row.enters} == {"AAA", "DDD"}
        shut |= row.access == "bilateral" and not ours
        if not shut and row.mode in trip.modes and not {row.leaves, row.enters} & avoid.countries \
                and row.crossing_id not in avoid.crossings:  # fmt: skip
            ends = f"{row.from_id}/{row.mode}", f"{row.to_id}/{row.mode}"
            yield *ends, 0.0, row.time_h, row.cost_usd_t, row.crossing_id
    country = tables["places"].set_index("place_id")["country"]
    for row in tables["transfers"].itertuples():
        if {row.mode_from, row.mode_to} <= set(trip.modes) and country[
            row.place_id
        ] not in avoid.countries:
            ends = f"{row.place_id}/{row.mode_from}", f"{row.place_id}/{row.mode_to}"
            yield *ends, 0.0, row.time_h, row.cost_usd_t, row.transfer_id


UNKNOWN = 1e6


def least(network: Network, asked: Asked, *, cost: Cost) -> float:
    """Least cost by scipy, an unknown figure counting a million; infinite without a way."""
    column = {Cost.LENGTH: 2, Cost.TIME: 3, Cost.COST: 4}[cost]
    rows = list(edges(network, asked))
    names = sorted({end for row in rows for end in row[:2]} | {"start", "end"})
    number = {name: at for at, name in enumerate(names)}
    matrix = np.full((len(names), len(names)), np.inf)
    for row in rows:
        value = float(row[column])  # type: ignore[arg-type]
        spent = UNKNOWN if np.isnan(value) else value
        pair = number[row[0]], number[row[1]]
        matrix[pair] = min(matrix[pair], spent + 1e-9)
    for name in names:
        matrix[number["start"], number[name]] = 1e-9 if name.startswith("A/") else np.inf
        if name.startswith("H/"):
            matrix[number[name], number["end"]] = 1e-9
    tails, heads = np.nonzero(np.isfinite(matrix))
    graph = csr_array((matrix[tails, heads], (tails, heads)), shape=matrix.shape)
    return float(dijkstra(graph, indices=number["start"])[number["end"]])


@settings(max_examples=150, deadline=None)
@given(networks(), questions(), st.sampled_from([Cost.TIME, Cost.COST, Cost.LENGTH]))
def test_a_route_costs_what_scipy_says_and_passes_the_checker(
    network: Network, asked: Asked, cost: Cost
) -> None:
    answer = find_routes(network, asked.trip, avoid=asked.avoid, minimise=cost)
    expected = least(network, asked, cost=cost)
    assert verify(answer.to_json(), network) == []
    assert (answer.status == "route") == np.isfinite(expected)
    if answer.routes:
        column = {Cost.LENGTH: 0, Cost.TIME: 1, Cost.COST: 2}[cost]
        values = network.arcs.costs[list(answer.best.way), column]
        found = np.where(np.isnan(values), UNKNOWN, values).sum()
        assert found == pytest.approx(expected, abs=1e-5)


@settings(max_examples=80, deadline=None)
@given(networks(), questions())
def test_blocking_sets_equal_enumeration(network: Network, asked: Asked) -> None:
    trip = asked.trip
    over = Avoid(overflight=asked.avoid.overflight)

    def cuts(avoid: Avoid) -> bool:
        return not np.isfinite(least(network, Asked(trip, avoid), cost=Cost.LENGTH))

    sets = [frozenset(s) for n in range(3) for s in itertools.combinations(("BBB", "CCC"), n)]
    blocked = [s for s in sets if cuts(Avoid(countries=s, overflight=over.overflight))]
    minimal = [s for s in blocked if not any(t < s for t in blocked)]
    assert set(blocking(network, trip, avoid=over).sets) == set(minimal)

    ids = network.tables["crossings"]["crossing_id"].tolist()[:6]
    if len(network.tables["crossings"]) <= 6:
        sets = [frozenset(s) for n in range(len(ids) + 1) for s in itertools.combinations(ids, n)]
        blocked = [s for s in sets if cuts(Avoid(crossings=s, overflight=over.overflight))]
        minimal = [s for s in blocked if not any(t < s for t in blocked)]
        found = blocking(network, trip, of=Of.CROSSINGS, avoid=over)
        assert set(found.sets) == set(minimal)
        assert found.complete


@settings(max_examples=80, deadline=None)
@given(networks(), questions(), st.sampled_from(list(Exposure)))
def test_a_front_equals_enumeration(network: Network, asked: Asked, measure: Exposure) -> None:
    """All ways without a repeated node, their triples from the tables; unknown ones left out."""
    front = exposure_front(network, asked.trip, exposed_to=frozenset({"BBB", "CCC"}),
                           measure=measure, avoid=asked.avoid)  # fmt: skip
    triples = set(every_triple(network, asked, measure=measure))
    kept = sorted(t for t in triples if not any(
        o != t and all(x <= y + 1e-9 for x, y in zip(o, t, strict=True)) and
        any(x < y - 1e-9 for x, y in zip(o, t, strict=True)) for o in triples))  # fmt: skip
    found = [tuple(round(x, 6) for x in triple) for triple in front.triples]
    assert found == list(dict.fromkeys(tuple(round(x, 6) for x in t) for t in kept))


def every_triple(
    network: Network, asked: Asked, *, measure: Exposure
) -> Iterator[tuple[float, float, float]]:
    leaving: dict[str, list[tuple[str, tuple[float, float, float]]]] = {}
    column = list(Exposure).index(measure)
    for tail, head, *costs, key in edges(network, asked):
        inside = inside_of(network, key, tuple(costs))[column]
        triple = (inside, costs[1], costs[2])
        if not np.isnan(triple).any():
            leaving.setdefault(tail, []).append((head, triple))
    waiting = [(n, frozenset({n}), (0.0, 0.0, 0.0)) for n in leaving if n.startswith("A/")]
    while waiting:
        node, seen, spent = waiting.pop()
        if node.startswith("H/"):
            yield spent
            continue
        for head, more in leaving.get(node, ()):
            if head not in seen:
                summed = tuple(a + b for a, b in zip(spent, more, strict=True))
                waiting.append((head, seen | {head}, summed))


def inside_of(network: Network, key: str, costs: tuple[float, ...]) -> tuple[float, ...]:
    """The part of (km, h, USD/t) of a row spent in BBB and CCC; without polygons flights count whole."""
    tables, named = network.tables, {"BBB", "CCC"}
    for name, column in (("sections", "section_id"), ("transfers", "transfer_id")):
        rows = tables[name][tables[name][column] == key]
        if len(rows):
            row = rows.iloc[0]
            places = tables["places"].set_index("place_id")["country"]
            home = row["country"] if name == "sections" else places[row["place_id"]]
            over = set(row["overflies"].split()) if name == "sections" else set()
            return costs if home in named or over & named else (0.0, 0.0, 0.0)
    row = tables["crossings"].set_index("crossing_id").loc[key]
    left = (
        float(np.nan_to_num(row["time_leaves_h"])),
        float(np.nan_to_num(row["cost_leaves_usd_t"])),
    )
    out, into = (0.0, *left), (0.0, costs[1] - left[0], costs[2] - left[1])
    return tuple(
        (a if row["leaves"] in named else 0.0) + (b if row["enters"] in named else 0.0)
        for a, b in zip(out, into, strict=True)
    )
