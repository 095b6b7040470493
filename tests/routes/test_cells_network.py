"""The engine against the plain search on whole networks: every cost, mask, date and closure."""

import datetime as dt
import itertools
import subprocess
import sys

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import Sketch, sketched
from ortoo.base.errors import UsageError
from ortoo.network.network import Network, load_network
from ortoo.routes.asked import Asked, resolve
from ortoo.routes.cells.cells import Cells
from ortoo.routes.cells.engine import Prepared, best_way, lattice_of, prepare
from ortoo.routes.engines import Engine
from ortoo.routes.objective import keys
from ortoo.routes.question import Avoid, Cargo, Cost, Exposed, Generalised, Objective, Trip

OBJECTIVES = (*Cost, Generalised(), Exposed(to=frozenset({"BBB", "CCC"})))
COUNTRIES = ("AAA", "BBB", "CCC", "DDD")
NEAR = 1e-9
THREE_WAYS = (
    "A-B 10 AAA", "C-D 10 BBB", "E-F 15 CCC", "G-H 1 DDD",
    "B>C 1h", "D>G 1h", "B>E 1h", "F>G 1h",
)  # fmt: skip
r"""
A --10-- B > C --10-- D > G --1-- H     through BBB
          \> E --15-- F >/              through CCC
"""


def question(network: Network, *places: str, **asked: object) -> Asked:
    avoid = Avoid(countries=asked.pop("avoid", ()))  # type: ignore[arg-type]
    minimise: Objective = asked.pop("minimise", Cost.LENGTH)  # type: ignore[assignment]
    trip = Trip(places[0], places[-1], via=places[1:-1], **asked)  # type: ignore[arg-type]
    return resolve(network, trip, avoid=avoid, minimise=minimise)


def sums(asked: Asked, way: list[int]) -> list[float]:
    rows = np.array(keys(asked.network.arcs, minimise=asked.minimise))
    return rows[way].sum(axis=0).tolist()


def assert_as_good(asked: Asked, prepared: Prepared) -> None:
    plain, solved = asked.way(), best_way(asked, prepared=prepared)
    assert solved.engine is Engine.CELLS
    assert (solved.way is None) == (plain is None)
    if plain is not None and solved.way is not None:
        arcs = asked.network.arcs
        assert solved.way == plain
        assert all(asked.allowed[arc] for arc in solved.way)
        assert arcs.head[solved.way[:-1]].tolist() == arcs.tail[solved.way[1:]].tolist()


def test_avoiding_a_country_takes_the_long_way_and_closing_it_leaves_no_trace(
    sketch: Sketch,
) -> None:
    network = sketch(*THREE_WAYS)
    free = question(network, "A", "H")
    prepared = prepare(free)

    def km(*avoided: str) -> float | None:
        way = best_way(free.refusing(frozenset(avoided)), prepared=prepared).way
        return None if way is None else float(network.arcs.costs[way, 0].sum())

    assert [km(), km("BBB"), km("BBB", "CCC"), km()] == [21.0, 26.0, None, 21.0]


def test_the_lattice_of_two_ways_by_hand(sketch: Sketch) -> None:
    asked = question(sketch(*THREE_WAYS), "A", "H")
    assert lattice_of([asked], transit=("BBB", "CCC"))[:, 0].tolist() == [21.0, 26.0, 21.0, np.inf]


def test_the_countries_of_a_market_do_not_refuse_it(sketch: Sketch) -> None:
    network = sketch(*THREE_WAYS)
    asked = [question(network, "A", "D"), question(network, "A", "H")]
    costs = lattice_of(asked, transit=("BBB", "DDD"))
    assert costs.tolist() == [[20.0, 21.0], [20.0, 26.0], [20.0, 21.0], [20.0, 26.0]]


def test_a_lattice_starts_at_one_origin(sketch: Sketch) -> None:
    network = sketch(*THREE_WAYS)
    with pytest.raises(UsageError, match="one origin"):
        lattice_of([question(network, "A", "H"), question(network, "B", "H")], transit=("BBB",))


def test_an_unknown_tariff_is_unknown_in_the_lattice_and_no_way_is_infinite(
    sketch: Sketch,
) -> None:
    network = sketch("A-B 10 AAA", "C-D 10 BBB", "B>C 1h cost_usd_t=")
    costs = lattice_of([question(network, "A", "D", minimise=Cost.COST)], transit=("CCC",))
    assert np.isnan(costs).all()
    assert lattice_of([question(network, "D", "A")], transit=()).tolist() == [[np.inf]]


def test_cells_answer_only_the_questions_that_they_were_made_for(sketch: Sketch) -> None:
    network = sketch(*THREE_WAYS)
    prepared = prepare(question(network, "A", "H"))

    def engine(**asked: object) -> Engine:
        return best_way(question(network, "B", "G", **asked), prepared=prepared).engine

    assert engine() is Engine.CELLS
    assert engine(avoid=("BBB",)) is Engine.CELLS
    assert engine(minimise=Cost.TIME) is Engine.PLAIN
    assert engine(date=dt.date(1999, 1, 1)) is Engine.PLAIN
    assert engine(modes=("rail",)) is Engine.PLAIN
    assert engine(cargo=Cargo.BILATERAL) is Engine.PLAIN
    assert best_way(question(network, "A", "H")).engine is Engine.PLAIN


def shared(one: Cells, other: Cells) -> dict[str, bool]:
    """For each country whether the two use the very same cell."""
    mine = {one.domain.sets[n]: c.cell for n, c in one.countries.items()}
    its = {other.domain.sets[n]: c.cell for n, c in other.countries.items()}
    return {str(*country): its[country] is cell for country, cell in mine.items()}


def test_a_changed_country_rebuilds_only_its_own_cell(sketch: Sketch) -> None:
    before = prepare(question(sketch(*THREE_WAYS), "A", "H"))
    longer = sketch(*THREE_WAYS[:2], "E-F 16 CCC", *THREE_WAYS[3:])
    after = prepare(question(longer, "A", "H"), like=before)

    assert shared(before.cells, after.cells) == {
        "AAA": True, "BBB": True, "CCC": False, "DDD": True,
    }  # fmt: skip
    way = best_way(question(longer, "A", "H", avoid=("BBB",)), prepared=after).way
    assert longer.arcs.costs[way, 0].sum() == 27.0


def test_a_closed_or_slower_crossing_rebuilds_no_cell(sketch: Sketch) -> None:
    before = prepare(question(sketch(*THREE_WAYS), "A", "H", minimise=Cost.TIME))
    slower = sketch(*THREE_WAYS[:4], "B>C 9h", "D>G 1h", "B>E 1h", "F>G 1h access=closed")
    after = prepare(question(slower, "A", "H", minimise=Cost.TIME), like=before)

    assert all(shared(before.cells, after.cells).values())
    asked = question(slower, "A", "H", minimise=Cost.TIME)
    assert slower.arcs.costs[best_way(asked, prepared=after).way, 1].sum() == pytest.approx(10.21)
    assert best_way(asked.refusing(frozenset({"BBB"})), prepared=after).way is None


def test_a_pair_that_passes_a_third_border_node_is_left_out(sketch: Sketch) -> None:
    r"""
    B - C - D in one country, a crossing at each: B and D have no overlay arc of their own.
    """
    network = sketch(
        "B-C 5 AAA", "C-D 5 AAA", "X-x 1 BBB", "Y-y 1 BBB", "Z-z 1 BBB",
        "B<>X 1h", "C<>Y 1h", "D<>Z 1h",
    )  # fmt: skip
    cells = prepare(question(network, "B", "D")).cells
    lengths = {tuple(c.cell.sums[:, 0]) for c in cells.countries.values() if len(c.cell.pairs)}
    assert lengths == {(5.0, 5.0, 5.0, 5.0)}


def test_a_long_border_makes_junctions_border_nodes_and_keeps_the_overlay_small(
    sketch: Sketch,
) -> None:
    r"""
    A star of six arms around M, a crossing at the end of each: 30 ways across, 12 arcs.
    """
    arms = [f"M-{end} {n + 1} AAA" for n, end in enumerate("BCDEFG")]
    beyond = [f"{end}-{end.lower()} 1 BBB" for end in "PQRSTU"]
    gates = [f"{a}<>{b} 1h" for a, b in zip("BCDEFG", "PQRSTU", strict=True)]
    asked = question(sketch(*arms, *beyond, *gates), "B", "G")
    prepared = prepare(asked)

    country = max((c.cell for c in prepared.cells.countries.values()), key=lambda c: len(c.pairs))
    assert (len(country.told.border), len(country.plan.border), len(country.pairs)) == (6, 7, 12)
    assert asked.network.arcs.costs[best_way(asked, prepared=prepared).way, 0].sum() == 7.0


def test_exposure_rebuilds_only_the_exposed_countries(sketch: Sketch) -> None:
    network = sketch(*THREE_WAYS)
    one = prepare(question(network, "A", "H", minimise=Exposed(to=frozenset({"BBB"}))))
    other = question(network, "A", "H", minimise=Exposed(to=frozenset({"CCC"})))
    two = prepare(other, like=one)
    assert shared(one.cells, two.cells) == {"AAA": True, "BBB": False, "CCC": False, "DDD": True}


def test_one_route_does_not_load_the_compiler() -> None:
    asked = (
        "import sys, ortoo; n = ortoo.load_network();"
        "ortoo.find_routes(n, ortoo.Trip('Ulaanbaatar', 'Almaty')); print('numba' in sys.modules)"
    )
    words = [sys.executable, "-c", asked]
    done = subprocess.run(words, capture_output=True, text=True, check=True)  # noqa: S603 - our own
    assert done.stdout.strip() == "False"


@st.composite
def lines(draw: st.DrawFn) -> list[str]:
    """Sections, crossings and transfers among eight places, some unknown, dated or closed."""
    home = {place: draw(st.sampled_from(COUNTRIES)) for place in "ABCDEFGH"}
    pairs = list(itertools.combinations("ABCDEFGH", 2))
    rows: dict[str, str] = {}
    for a, b in draw(st.lists(st.sampled_from(pairs), min_size=6, max_size=18, unique=True)):
        mode = draw(st.sampled_from(["road", "rail"]))
        dates = draw(st.sampled_from(["", "", "", " opens=2027-01-01", " closes=2025-06-01"]))
        if home[a] == home[b]:
            rows[f"{a}{b}"] = f"{a}-{b} {draw(st.integers(1, 9))} {home[a]} {mode}{dates}"
        else:
            more = draw(
                st.sampled_from(["", "", "", " access=bilateral", " season=7", " access=closed"])
            )
            hours = draw(st.sampled_from(["1", "2", "5", "?"]))
            rows[f"{a}{b}"] = f"{a}<>{b} {hours}h {mode}{more or dates}"
    for place in "ABCDEFGH":
        rows[f"{place}-"] = f"{place}-{place.lower()} {draw(st.integers(1, 9))} {home[place]}"
        if draw(st.booleans()):
            rows[f"{place}:"] = f"{place}: road>rail 1h"
    return list(rows.values())


@settings(max_examples=60, deadline=None)
@given(
    lines(),
    st.lists(st.sampled_from("ABCDEFGH"), min_size=2, max_size=3, unique=True),
    st.sampled_from(OBJECTIVES),
    st.dates(dt.date(2024, 1, 1), dt.date(2028, 1, 1)),
    st.sampled_from(Cargo),
)
def test_cells_equal_the_plain_search_on_drawn_networks(
    drawn: list[str], places: list[str], minimise: Objective, date: dt.date, cargo: Cargo
) -> None:
    apart = [f"x{n}-y{n} 1 {country}" for n, country in enumerate(COUNTRIES)]  # all are known
    network = sketched(*drawn, *apart)
    if len({*places}) < len(places):
        return
    free = question(network, *places, minimise=minimise, date=date, cargo=cargo)
    prepared = prepare(free)
    for count in range(3):
        for avoided in itertools.combinations(sorted(set(COUNTRIES) - free.rules.states), count):
            assert_as_good(free.refusing(frozenset(avoided)), prepared)


@pytest.fixture(scope="module")
def network() -> Network:
    return load_network()


@pytest.mark.parametrize("minimise", OBJECTIVES[:-1], ids=str)
def test_cells_equal_the_plain_search_on_the_built_in_network(
    network: Network, minimise: Objective
) -> None:
    free = question(network, "Ulaanbaatar", "Tashkent", minimise=minimise)
    prepared = prepare(free)
    for avoided in ((), ("RUS",), ("CHN",), ("KAZ",), ("CHN", "KAZ"), ("RUS", "CHN")):
        assert_as_good(free.refusing(frozenset(avoided)), prepared)


@pytest.mark.parametrize("date", [dt.date(2020, 6, 1), dt.date(2035, 1, 1)], ids=str)
def test_cells_equal_the_plain_search_on_other_dates_and_through_other_places(
    network: Network, date: dt.date
) -> None:
    for places in (("Ulaanbaatar", "Almaty", "Baku"), ("Ulaanbaatar", "Ashgabat")):
        free = question(network, *places, minimise=Cost.TIME, date=date)
        for avoided in ((), ("UZB",), ("RUS", "TKM")):
            assert_as_good(free.refusing(frozenset(avoided) - free.rules.states), prepare(free))


def test_the_built_in_lattice_equals_the_plain_search_set_by_set(network: Network) -> None:
    transit = ("CHN", "KAZ", "RUS", "UZB")
    markets = ("Almaty", "Tashkent", "Baku")
    questions = [question(network, "Ulaanbaatar", m, minimise=Generalised()) for m in markets]
    costs = lattice_of(questions, transit=transit)
    for number, row in enumerate(costs):
        members = {c for bit, c in enumerate(transit) if number >> bit & 1}
        for asked, cost in zip(questions, row, strict=True):
            refusing = asked.refusing(frozenset(members) - asked.rules.states)
            way = refusing.way()
            assert cost == (np.inf if way is None else pytest.approx(sums(asked, way)[1], rel=NEAR))
