"""Transit power on networks small enough for paper, as laws, and against every order of joining."""

import itertools
import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from conftest import sketched
from dependence import asked, lines, networks, ways
from ortoo.network.network import Network
from ortoo.routes.lattice import Lattice, lattice
from ortoo.study.power import Game, banzhaf, connection_game, shapley, value_game

ONE = np.array([1.0])


def connection(network: Network) -> tuple[dict[str, float], dict[str, float]]:
    """Shapley and Banzhaf power in the connection game of d alone."""
    grid = lattice(asked(network, "d"))
    game = connection_game(grid, ONE)
    return (
        dict(zip(grid.transit, shapley(game).tolist(), strict=True)),
        dict(zip(grid.transit, banzhaf(game).tolist(), strict=True)),
    )


def test_a_captor_has_all_power() -> None:
    """o - A - d"""
    assert connection(ways("A")) == ({"AAA": 1.0}, {"AAA": 1.0})


def test_two_substitutes_have_half_each_and_neither_is_indispensable() -> None:
    """o - A - d, o - B - d"""
    network = ways("A", "B")
    by_order, by_set = connection(network)
    assert by_order == {"AAA": 0.5, "BBB": 0.5}
    assert by_set == {"AAA": 0.5, "BBB": 0.5}

    grid = lattice(asked(network, "d"))
    assert np.isfinite([grid.cost({"AAA"})[0], grid.cost({"BBB"})[0]]).all()
    assert grid.blocking_sets(0) == (frozenset({"AAA", "BBB"}),)


def test_two_in_series_have_half_each_and_both_are_indispensable() -> None:
    """o - A - B - d"""
    network = ways("AB")
    assert connection(network)[0] == {"AAA": 0.5, "BBB": 0.5}
    grid = lattice(asked(network, "d"))
    assert grid.blocking_sets(0) == (frozenset({"AAA"}), frozenset({"BBB"}))


def test_two_of_three_have_a_third_each_and_banzhaf_a_half() -> None:
    """A majority of three: o - A - B - d, o - B - C - d, o - A - C - d (Straffin 1993)."""
    by_order, by_set = connection(ways("AB", "BC", "AC"))
    assert by_order == pytest.approx(dict.fromkeys(("AAA", "BBB", "CCC"), 1 / 3))
    assert by_set == pytest.approx(dict.fromkeys(("AAA", "BBB", "CCC"), 1 / 2))


def test_a_veto_with_either_of_two_has_two_thirds() -> None:
    """The vote of 50, 49 and 1: o - A - B - d, o - A - C - d; 2/3, 1/6, 1/6 and 3/4, 1/4, 1/4."""
    by_order, by_set = connection(ways("AB", "AC"))
    assert by_order == pytest.approx({"AAA": 2 / 3, "BBB": 1 / 6, "CCC": 1 / 6})
    assert by_set == pytest.approx({"AAA": 3 / 4, "BBB": 1 / 4, "CCC": 1 / 4})


def test_a_dummy_has_no_power_in_either_game() -> None:
    """B is never better nor needed for e, but lies in the lattice because d needs it."""
    network = sketched(*lines("B"), *lines("A", to="e")[1:])
    grid = lattice(asked(network, "d", "e"))
    only_e = np.array([np.nan, 1.0])
    at = grid.transit.index("BBB")
    for game in (connection_game(grid, only_e), value_game(grid, only_e)):
        assert shapley(game)[at] == 0.0
        assert banzhaf(game)[at] == 0.0


def test_the_value_game_pays_the_cheaper_way_more() -> None:
    r"""
    A takes 3.02 h and B 6.04 h: v(A) = 1, v(B) = 1/2, v(AB) = 1.
    Shapley: A = (1 + 1/2) / 2 = 3/4, B = (1/2 + 0) / 2 = 1/4.
    """
    network = sketched("o-O 1 OOO", "d-d0 1 DDD", "A-a 100 AAA", "O>A 1h", "a>d0 1h",
                       "B-b 100 BBB", "O>B 2h", "b>d0 3.02h")  # fmt: skip
    game = value_game(lattice(asked(network, "d")), ONE)
    assert game == pytest.approx([0.0, 1.0, 0.5, 1.0])
    assert shapley(game) == pytest.approx([3 / 4, 1 / 4])


def test_a_market_weighs_what_it_weighs_and_its_own_country_has_no_say_in_it() -> None:
    """d (weight 3/4) behind A alone; e (1/4) behind A and D."""
    network = sketched(*lines("A"), "e-e0 1 EEE", "d<>e0 1h")
    grid = lattice(asked(network, "d", "e"))
    game = connection_game(grid, np.array([0.75, 0.25]))
    assert shapley(game) == pytest.approx([0.75 + 0.125, 0.125])


def test_a_market_of_unknown_weight_counts_in_no_game_and_none_known_is_unknown() -> None:
    grid = lattice(asked(sketched(*lines("A"), *lines("B", to="e")[1:]), "d", "e"))
    assert shapley(connection_game(grid, np.array([1.0, np.nan]))).tolist() == [1.0, 0.0]
    assert np.isnan(connection_game(grid, np.array([np.nan, np.nan]))).all()


def test_a_market_that_cannot_be_reached_gives_nobody_power() -> None:
    grid = lattice(asked(sketched(*lines("A"), "e-e0 1 EEE"), "d", "e"))
    for game_of in (connection_game, value_game):
        assert shapley(game_of(grid, np.array([0.5, 0.5]))).tolist() == [0.5]


def test_an_unknown_cost_makes_the_value_game_unknown_and_not_the_connection_game() -> None:
    network = sketched(*lines("A"), "B-b 1 BBB", "O<>B ?h", "b<>d0 1h")
    grid = lattice(asked(network, "d"))
    assert shapley(connection_game(grid, ONE)).tolist() == [0.5, 0.5]
    assert np.isnan(shapley(value_game(grid, ONE))).all()


def test_nobody_to_ask_means_no_players() -> None:
    grid = Lattice(transit=(), markets=("d",), costs=np.array([[1.0]]))
    assert shapley(connection_game(grid, ONE)).tolist() == []
    assert banzhaf(value_game(grid, ONE)).tolist() == []


games = st.integers(0, 4).flatmap(
    lambda players: arrays.arrays(np.float64, 2**players, elements=st.floats(-9, 9))
)


@settings(max_examples=100, deadline=None)
@given(games)
def test_shapley_values_add_up_to_the_worth_of_all(game: Game) -> None:
    assert shapley(game).sum() == pytest.approx(game[-1] - game[0], abs=1e-9)


@settings(max_examples=100, deadline=None)
@given(games, st.randoms())
def test_power_goes_with_the_player_and_not_with_its_place(game: Game, random: object) -> None:
    """Symmetry: renumbering the players renumbers their power."""
    players = len(game).bit_length() - 1
    order = list(range(players))
    random.shuffle(order)  # type: ignore[attr-defined]
    moved = np.array([game[sum(1 << order[i] for i in range(players) if mask >> i & 1)]
                      for mask in range(len(game))])  # fmt: skip
    for index in (shapley, banzhaf):
        assert index(moved) == pytest.approx(index(game)[order], abs=1e-9)


def by_every_order(game: Game) -> list[float]:
    """What each player adds when it joins, averaged over all orders."""
    players = len(game).bit_length() - 1
    added = [0.0] * players
    for order in itertools.permutations(range(players)):
        joined = 0
        for player in order:
            added[player] += game[joined | 1 << player] - game[joined]
            joined |= 1 << player
    return [total / math.factorial(players) for total in added]


def permitted_only(grid: Lattice, market: int) -> list[bool]:
    """Whether the market is reached when only the countries of a mask permit, by set arithmetic."""
    opening = grid.opening_sets(market)
    return [any(s <= grid.members(mask) for s in opening) for mask in range(len(grid.costs))]


@settings(max_examples=40, deadline=None)
@given(networks())
def test_power_equals_the_average_over_every_order_on_random_networks(network: Network) -> None:
    grid = lattice(asked(network, "d", "e"))
    weights = np.array([0.75, 0.25])
    game = connection_game(grid, weights)
    expected = weights @ np.array([permitted_only(grid, 0), permitted_only(grid, 1)], dtype=float)
    assert game == pytest.approx(expected)
    assert shapley(game) == pytest.approx(by_every_order(expected), abs=1e-12)
    value = value_game(grid, weights)
    if not np.isnan(value).any():
        assert shapley(value) == pytest.approx(by_every_order(value), abs=1e-12)
        assert value[-1] == pytest.approx(game[-1])
