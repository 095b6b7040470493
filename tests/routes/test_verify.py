"""The checker accepts what the router says and refuses what somebody changed afterwards."""

import copy
from collections.abc import Callable
from typing import Any

import pytest

from conftest import Sketch
from ortoo.base.errors import BadInputError
from ortoo.routes.find import find_routes
from ortoo.routes.question import Avoid, Trip
from ortoo.routes.verify import verify

DIAMOND = (
    "A-a 10 AAA", "d-D 10 DDD", "B-b 100 BBB", "C-c 300 CCC",
    "a<>B 5h 2$", "b<>d 5h 2$", "a<>C 5h 2$", "c<>d 5h 2$",
)  # fmt: skip
Answer = dict[str, Any]


def test_routes_and_proofs_of_the_router_hold(sketch: Sketch) -> None:
    network = sketch(*DIAMOND)
    for countries in ({"BBB"}, {"CCC"}, {"BBB", "CCC"}, set()):
        answer = find_routes(network, Trip("A", "D"), avoid=Avoid(countries=countries))
        assert verify(answer.to_json(), network) == []


def cheaper(answer: Answer) -> None:
    answer["routes"][0]["cost_usd_t"] -= 1


def through_the_avoided(answer: Answer) -> None:
    answer["question"]["avoid"] = ["BBB"]


def a_leg_missing(answer: Answer) -> None:
    del answer["routes"][0]["legs"][1]


def ends_elsewhere(answer: Answer) -> None:
    answer["routes"][0]["legs"][-1]["to"] = "d"


def a_country_forgotten(answer: Answer) -> None:
    del answer["routes"][0]["countries"][0]


def unknown_made_zero(answer: Answer) -> None:
    answer["routes"][0]["time_h"] = None


@pytest.mark.parametrize(
    ("tamper", "says"),
    [
        (cheaper, "the tables say"),
        (through_the_avoided, "may not be used: country BBB avoided"),
        (a_leg_missing, "does not lead on"),
        (ends_elsewhere, "does not end at D"),
        (a_country_forgotten, "of the countries add up to"),
        (unknown_made_zero, "time_h is None"),
    ],
)
def test_a_tampered_route_fails(
    sketch: Sketch, tamper: Callable[[Answer], None], says: str
) -> None:
    network = sketch(*DIAMOND)
    answer = copy.deepcopy(find_routes(network, Trip("A", "D")).to_json())
    tamper(answer)
    assert says in " ".join(verify(answer, network))


def test_a_tampered_proof_fails(sketch: Sketch) -> None:
    network = sketch(*DIAMOND)
    both = Avoid(countries={"BBB", "CCC"})
    good = find_routes(network, Trip("A", "D"), avoid=both).to_json()

    shrunk, grown, loose = (copy.deepcopy(good) for _ in range(3))
    shrunk["proof"]["frontier"].pop()
    grown["proof"]["reached"].append("D/road")
    loose["question"]["avoid"] = ["BBB"]

    assert "not in the frontier" in " ".join(verify(shrunk, network))
    assert "destination D/road is in the reached set" in " ".join(verify(grown, network))
    assert "nothing bars it" in " ".join(verify(loose, network))


def test_what_is_no_answer_is_bad_input(sketch: Sketch) -> None:
    with pytest.raises(BadInputError, match="is not an answer"):
        verify({"routes": []}, sketch(*DIAMOND))


def test_the_single_concessions_that_help_are_named_with_their_price(sketch: Sketch) -> None:
    """A to B: one crossing for bilateral goods only (1 h), one closed (9 h)."""
    network = sketch(
        "A-a 10 AAA", "b-B 10 BBB", "a>b 1h access=bilateral", "A-c 10 AAA", "d-B 10 BBB",
        "c>d 9h access=closed",
    )  # fmt: skip
    proof = find_routes(network, Trip("A", "B")).proof
    assert proof is not None
    assert [(r.change.split(" (")[0], round(r.route.time_h, 1)) for r in proof.relaxations] == [
        ("open crossing a>b-road", 1.2),
        ("open crossing c>d-road", 9.2),
    ]
