"""Maximum flow on networks that can be counted by hand."""

import itertools
import math

from hypothesis import given, settings

from conftest import Sketch, sketched
from dependence import asked, networks, ways
from ortoo.network.arcs import ArcKind
from ortoo.network.network import Network
from ortoo.routes.max_flow import capacity, disjoint_by_crossings


def test_two_ways_share_no_crossing_and_a_cut_names_two() -> None:
    found = disjoint_by_crossings(asked(ways("A", "B"), "d")[0])
    assert found.most == 2
    assert len(found.cut) == 2


def test_a_common_border_is_counted_once() -> None:
    """Two ways in A, one border out of O: only one way."""
    network = sketched("o-O 1 OOO", "d-D 1 DDD", "A-a 1 AAA", "O>A 1h", "a>D 1h",
                       "A-b 1 AAA", "b>D 1h")  # fmt: skip
    found = disjoint_by_crossings(asked(network, "d")[0])
    assert (found.most, found.cut) == (1, {"O>A-road"})


def test_two_posts_on_one_road_are_two_crossings_and_their_capacities_add_up() -> None:
    network = sketched(
        "o-O 1 OOO capacity_mt_y=9", "D-d 1 DDD capacity_mt_y=9", "O>D 1h capacity_mt_y=2",
        "O>D 1h capacity_mt_y=3 crossing_id=second",
    )  # fmt: skip
    question = asked(network, "d")[0]
    assert disjoint_by_crossings(question).most == 2
    assert capacity(question).most_mt_y == 5
    assert capacity(question).cut == {"O>D-road", "second"}


def test_a_way_without_crossings_has_no_end_of_them() -> None:
    found = disjoint_by_crossings(asked(sketched("o-d 1 OOO"), "d")[0])
    assert math.isinf(found.most)
    assert found.cut == frozenset()


def test_no_way_is_no_flow(sketch: Sketch) -> None:
    assert disjoint_by_crossings(asked(sketch("o-O 1 OOO", "d-D 1 DDD"), "d")[0]).most == 0


def test_the_narrowest_published_capacity_limits_and_is_named() -> None:
    r"""o --10-- O >4> A --7-- a >9> D --20-- d"""
    network = sketched(
        "o-O 1 OOO capacity_mt_y=10", "A-a 1 AAA capacity_mt_y=7", "D-d 1 DDD capacity_mt_y=20",
        "O>A 1h capacity_mt_y=4", "a>D 1h capacity_mt_y=9",
    )  # fmt: skip
    found = capacity(asked(network, "d")[0])
    assert (found.least_mt_y, found.most_mt_y, found.unpublished) == (4, 4, 0)
    assert found.cut == {"O>A-road"}


def test_an_unknown_capacity_is_neither_nothing_nor_without_limit() -> None:
    """One way of 4, one way where nothing is published: at least 4, at most nobody knows."""
    network = sketched(
        "o-O 1 OOO capacity_mt_y=10", "D-d 1 DDD capacity_mt_y=20", "A-a 1 AAA capacity_mt_y=4",
        "B-b 1 BBB", "O>A 1h capacity_mt_y=9", "a>D 1h capacity_mt_y=9", "O>B 1h", "b>D 1h",
    )  # fmt: skip
    found = capacity(asked(network, "d")[0])
    assert (found.least_mt_y, found.most_mt_y, found.unpublished) == (4, 10, 3)


def test_nothing_published_is_unlimited_above_and_nothing_below() -> None:
    found = capacity(asked(ways("A"), "d")[0])
    assert (found.least_mt_y, math.isinf(found.most_mt_y)) == (0, True)
    assert found.cut == frozenset()


def fewest_that_cut(network: Network) -> int:
    """The fewest crossings whose closure leaves no way, by trying all sets."""
    question = asked(network, "d")[0]
    ids = [network.id_of(at) for at, arc in enumerate(network.arcs.arcs)
           if arc.kind is ArcKind.CROSSING]  # fmt: skip
    return next(
        size
        for size in range(len(ids) + 1)
        for closed in itertools.combinations(ids, size)
        if question.closing(frozenset(closed)).way() is None
    )


@settings(max_examples=30, deadline=None)
@given(networks(most=8))
def test_the_flow_is_the_size_of_the_smallest_cut(network: Network) -> None:
    found = disjoint_by_crossings(asked(network, "d")[0])
    assert found.most == fewest_that_cut(network) == len(found.cut)
    closed = asked(network, "d")[0].closing(found.cut)
    assert closed.way() is None
