"""The lattice against asking each set alone, on drawn and on random networks."""

import itertools
import math

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from conftest import sketched
from dependence import LETTERS, asked, lines, networks, ways
from ortoo.base.errors import UsageError
from ortoo.network.network import Network
from ortoo.routes.asked import Asked
from ortoo.routes.blocking import minimal_blocking_sets, passed_countries
from ortoo.routes.lattice import Lattice, LatticeTooLargeError, lattice, lattice_of, pieces_of
from ortoo.routes.question import Cargo
from ortoo.routes.trees import Shared, Trees


def alone(question: Asked, avoided: frozenset[str]) -> float:
    """Least hours of one question under one avoid set, by the plain search."""
    way = question.refusing(avoided - question.rules.states).way()
    if way is None:
        return math.inf
    return float(question.network.arcs.costs[way, 1].sum())


def subsets(countries: str) -> list[frozenset[str]]:
    codes = [letter * 3 for letter in countries]
    return [
        frozenset(chosen)
        for size in range(len(codes) + 1)
        for chosen in itertools.combinations(codes, size)
    ]


def test_two_ways_give_four_costs() -> None:
    r"""
    o -- A -- d     3.01 h
     \-- B -- d     5.01 h
    """
    grid = lattice(asked(ways("A", "B", hours={"B": 3}), "d"))

    assert grid.transit == ("AAA", "BBB")
    assert grid.markets == ("d",)
    assert grid.costs[:, 0] == pytest.approx([3.02, 5.02, 3.02, math.inf])
    assert grid.cost({"AAA"}) == pytest.approx([5.02])
    assert grid.blocking_sets(0) == (frozenset({"AAA", "BBB"}),)
    assert grid.opening_sets(0) == (frozenset({"AAA"}), frozenset({"BBB"}))


def test_a_country_on_no_way_round_is_left_out_and_changes_nothing() -> None:
    grid = lattice(asked(sketched(*lines("A"), "x-y 1 XXX", "A0<>x 1h"), "d"))
    assert grid.transit == ("AAA",)
    assert grid.cost({"XXX"}) == pytest.approx(grid.cost(()))
    assert math.isinf(grid.cost({"XXX", "AAA"})[0])


def test_a_market_is_reached_through_its_own_country_whatever_is_avoided() -> None:
    """d in DDD lies behind A; e in EEE behind D: without DDD e is cut off and d is not."""
    network = sketched(*lines("A"), "e-e0 1 EEE", "d<>e0 1h")
    grid = lattice(asked(network, "d", "e"))

    assert grid.transit == ("AAA", "DDD")
    assert np.isfinite(grid.cost({"DDD"})).tolist() == [True, False]
    assert grid.blocking_sets(1) == (frozenset({"AAA"}), frozenset({"DDD"}))


def test_an_unknown_cost_is_not_a_cut() -> None:
    """The way through B has a border of unknown hours: it exists, at a cost nobody knows."""
    network = sketched(*lines("A"), "B-b 1 BBB", "O<>B ?h", "b<>d0 1h")
    grid = lattice(asked(network, "d"))

    without_a, without_both = grid.cost({"AAA"})[0], grid.cost({"AAA", "BBB"})[0]
    assert math.isnan(without_a)
    assert math.isinf(without_both)
    assert grid.blocking_sets(0) == (frozenset({"AAA", "BBB"}),)
    assert grid.opening_sets(0) == (frozenset({"AAA"}), frozenset({"BBB"}))


def test_the_way_back_has_its_own_crossings() -> None:
    """B lets goods out only: exports can use A or B, imports A alone."""
    network = sketched(*lines("A"), "B-b 1 BBB", "O>B 1h", "b>d0 1h")
    assert lattice(asked(network, "d")).transit == ("AAA", "BBB")
    back = lattice(asked(network, "d", back=True), shared=Shared.DESTINATION)
    assert back.markets == ("d",)
    assert back.blocking_sets(0) == (frozenset({"AAA"}),)


def test_bilateral_goods_use_their_own_border_only() -> None:
    """O>D is open to goods of the two; e, behind D, is third-country freight for that border."""
    network = sketched(*lines("A"), "e-e0 1 EEE", "d<>e0 1h", "O>d0 1h access=bilateral")
    grid = lattice(asked(network, "d", "e", cargo=Cargo.BILATERAL))
    assert np.isfinite(grid.cost({"AAA"})).tolist() == [True, False]


def test_no_way_at_all_is_infinite_for_every_set() -> None:
    grid = lattice(asked(sketched("o-O 1 OOO", "d-D 1 DDD"), "d"))
    assert grid.transit == ()
    assert grid.costs.tolist() == [[math.inf]]
    assert grid.blocking_sets(0) == (frozenset(),)
    assert grid.opening_sets(0) == ()


def test_questions_that_share_no_end_are_refused() -> None:
    network = ways("A")
    there, back = asked(network, "d")[0], asked(network, "d", back=True)[0]
    with pytest.raises(UsageError, match="do not share their origin"):
        Trees([there, back])
    with pytest.raises(UsageError, match="do not share their destination"):
        Trees([there, back], shared=Shared.DESTINATION)
    with pytest.raises(UsageError, match="no market"):
        Trees([])


def test_too_many_countries_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ortoo.routes.lattice.MOST_TRANSIT", 2)
    with pytest.raises(LatticeTooLargeError, match="3 transit countries"):
        lattice(asked(ways("A", "B", "C"), "d"))


def test_the_costs_cannot_be_written_to() -> None:
    with pytest.raises(ValueError, match="read-only"):
        lattice(asked(ways("A"), "d")).costs[0, 0] = 1.0


def same(one: float, two: float) -> bool:
    return one == two or math.isclose(one, two) or (math.isnan(one) and math.isnan(two))


@settings(max_examples=60, deadline=None)
@given(networks(), st.booleans())
def test_every_set_costs_what_asking_it_alone_costs(network: Network, back: bool) -> None:
    questions = asked(network, "d", "e", back=back)
    grid = lattice(questions, shared=Shared.DESTINATION if back else Shared.ORIGIN)
    for avoided in subsets(LETTERS + "DE"):
        costs = grid.cost(avoided)
        for question, cost in zip(questions, costs.tolist(), strict=True):
            assert same(cost, alone(question, avoided)), (sorted(avoided), cost)


@settings(max_examples=60, deadline=None)
@given(networks())
def test_blocking_sets_are_those_of_the_transversals_and_dual_to_the_opening_sets(
    network: Network,
) -> None:
    [question] = asked(network, "d")
    grid = lattice([question])
    sought, _ = minimal_blocking_sets(lambda refused: passed_countries(question, refused))

    blocking, opening = grid.blocking_sets(0), grid.opening_sets(0)
    assert set(blocking) == set(sought)
    assert all(one & other for one in blocking for other in opening)


@settings(max_examples=40, deadline=None)
@given(networks())
@example(ways("AB", "F"))
def test_the_pieces_are_disjoint_and_cover_every_set(network: Network) -> None:
    trees = Trees(asked(network, "d"))
    pieces, grid = list(pieces_of(trees, 0)), lattice_of(trees)
    for avoided in (grid.members(mask) for mask in range(len(grid.costs))):
        holding = [p for p in pieces if p.avoided <= avoided and not p.permitted & avoided]
        assert len(holding) == 1


def test_avoiding_more_never_costs_less_on_the_built_in_network(builtin_grid: Lattice) -> None:
    masks = np.arange(len(builtin_grid.costs))
    for at in range(len(builtin_grid.transit)):
        without = masks[(masks >> at & 1) == 0]
        assert (builtin_grid.costs[without | 1 << at] >= builtin_grid.costs[without] - 1e-9).all()


@pytest.fixture(scope="module")
def builtin_grid() -> Lattice:
    from ortoo.network.network import load_network  # noqa: PLC0415
    from ortoo.study.case import CENTRAL_ASIA, case_of  # noqa: PLC0415
    from ortoo.study.terms import Terms  # noqa: PLC0415

    case = case_of(load_network(), "Ulaanbaatar", markets=CENTRAL_ASIA, terms=Terms())
    return lattice(case.questions)
