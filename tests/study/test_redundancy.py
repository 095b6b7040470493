"""Ways that share no country: packing, its dual bound, and why a country is no node."""

import itertools
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import sketched
from dependence import asked, lines, ways
from ortoo.network.network import Network
from ortoo.routes.lattice import lattice
from ortoo.study.redundancy import disjoint_by_countries


def redundancy(network: Network) -> float:
    grid = lattice(asked(network, "d"))
    bound = min(map(len, grid.blocking_sets(0)), default=math.inf)
    return disjoint_by_countries(grid.opening_sets(0), at_most=bound)


@pytest.mark.parametrize(
    ("drawn", "expected"),
    [(("A",), 1), (("A", "B"), 2), (("AB", "AC"), 1), (("A", "BC", "CF"), 2), (("AB", "CF"), 2)],
)
def test_ways_are_counted_that_share_no_country(drawn: tuple[str, ...], expected: int) -> None:
    assert redundancy(ways(*drawn)) == expected


def test_a_way_that_needs_nobody_is_infinite_and_no_way_is_none() -> None:
    assert math.isinf(redundancy(sketched("o-O 1 OOO", "d-D 1 DDD", "O>D 1h")))
    assert redundancy(sketched("o-O 1 OOO", "d-D 1 DDD")) == 0


def test_two_separate_pieces_of_one_country_are_still_one_country() -> None:
    """o - A(north) - B - d and o - A(south) - C - d: as nodes two flows, by consent only one."""
    north_and_south = sketched(*lines("AB", "AC"))
    assert redundancy(north_and_south) == 1


@given(st.lists(st.frozensets(st.sampled_from("ABCDEF"), min_size=1), max_size=7, unique=True))
def test_the_packing_is_the_largest(sets: list[frozenset[str]]) -> None:
    largest = max(
        (
            size
            for size in range(len(sets) + 1)
            for chosen in itertools.combinations(sets, size)
            if sum(map(len, chosen)) == len(frozenset().union(*chosen))
        ),
        default=0,
    )
    assert disjoint_by_countries(sets) == largest
