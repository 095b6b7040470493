"""Laws of the method over the real data: they hold whatever the data are."""

import itertools
from dataclasses import replace

import numpy as np
import pytest

from ortoo.network.arcs import COSTS
from ortoo.network.network import Network
from ortoo.routes.answer import Answer
from ortoo.routes.audit import audit
from ortoo.routes.find import find_routes
from ortoo.routes.question import Avoid, Cost, Trip
from ortoo.routes.verify import verify

MARKETS = ("almaty", "astana", "bishkek", "tashkent", "dushanbe", "ashgabat")
AVOIDED = (frozenset(), frozenset({"RUS"}), frozenset({"CHN"}), frozenset({"RUS", "CHN"}))
MODES = (("rail", "road", "ferry"), ("rail",), ("road",))
QUESTIONS = list(itertools.product(MARKETS, AVOIDED, MODES))
BOUNDARY_WIDTH_KM = 5.0
"""Lines drawn through towns may cut a bend of the border by this much in all."""


@pytest.fixture(scope="session")
def answers(network: Network) -> dict[tuple[object, ...], Answer]:
    return {
        (market, avoided, modes): find_routes(
            network, Trip("ulaanbaatar", market, modes=modes), avoid=Avoid(countries=avoided)
        )
        for market, avoided, modes in QUESTIONS
    }


Answers = dict[tuple[object, ...], Answer]


def test_every_market_is_reached_without_either_neighbour_and_never_without_both(
    answers: Answers,
) -> None:
    for (market, avoided, modes), answer in answers.items():
        expected = "no-route" if len(avoided) == 2 else "route"  # type: ignore[arg-type]
        assert answer.status == expected, (market, avoided, modes)


def test_every_answer_passes_the_checker_that_does_not_use_the_router(
    network: Network, answers: Answers
) -> None:
    for key, answer in answers.items():
        if answer.routes or key[2] == MODES[0]:  # a proof takes as long as twenty routes
            assert verify(answer.to_json(), network) == [], key


def test_legs_add_up_to_countries_and_countries_to_the_route(answers: Answers) -> None:
    for key, answer in answers.items():
        for route in answer.routes:
            for cost in COSTS:
                total = getattr(route, cost)
                assert not np.isnan(total), (key, cost, route.unknown)
                assert sum(getattr(leg, cost) for leg in route.legs) == pytest.approx(total)
                assert route.by_country[cost].sum() == pytest.approx(total)


def test_a_route_has_no_length_inside_what_it_avoids_by_the_polygons(answers: Answers) -> None:
    for key, answer in answers.items():
        for route in answer.routes:
            found = audit(route).set_index("country")["polygon_km"]
            for avoided in answer.rules.avoid.countries:
                assert found.get(avoided, 0.0) < BOUNDARY_WIDTH_KM, key


def test_avoiding_more_is_never_better(answers: Answers) -> None:
    for market, modes in itertools.product(MARKETS, MODES):
        free = answers[market, AVOIDED[0], modes].best.time_h
        for avoided in AVOIDED[1:3]:
            assert answers[market, avoided, modes].best.time_h >= free - 1e-9


def test_fewer_modes_are_never_better(answers: Answers) -> None:
    for market, avoided in itertools.product(MARKETS, AVOIDED[:3]):
        every = answers[market, avoided, MODES[0]].best.time_h
        for modes in MODES[1:]:
            assert answers[market, avoided, modes].best.time_h >= every - 1e-9


def test_closing_what_a_route_used_is_never_better(network: Network, answers: Answers) -> None:
    for market in MARKETS:
        best = answers[market, AVOIDED[0], MODES[0]].best
        trip = Trip("ulaanbaatar", market)
        for crossing in best.crossings["crossing_id"]:
            closed = find_routes(network, trip, avoid=Avoid(crossings={crossing}))
            assert closed.best.time_h >= best.time_h - 1e-9
        section = next(leg.ids[0] for leg in best.legs if leg.geometry is not None)
        without = find_routes(network, trip, avoid=Avoid(sections={section}))
        assert without.status == "no-route" or without.best.time_h >= best.time_h - 1e-9


@pytest.mark.parametrize("minimise", list(Cost))
def test_what_is_minimised_is_least(network: Network, minimise: Cost) -> None:
    trip = Trip("ulaanbaatar", "tashkent")
    best = {cost: find_routes(network, trip, minimise=cost).best for cost in Cost}
    least = min(getattr(route, minimise.value) for route in best.values())
    assert getattr(best[minimise], minimise.value) == pytest.approx(least)


def test_asking_a_then_b_then_a_gives_the_answer_of_a(network: Network) -> None:
    one, two = (
        Trip("ulaanbaatar", "almaty"),
        replace(Trip("ulaanbaatar", "tashkent"), modes=("rail",)),
    )
    before = find_routes(network, one).to_json()
    find_routes(network, two, avoid=Avoid(countries={"RUS", "CHN"}))
    find_routes(network, two, avoid=Avoid(countries={"CHN"}), minimise=Cost.COST)
    assert find_routes(network, one).to_json() == before
