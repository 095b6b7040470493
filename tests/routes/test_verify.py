"""The checker accepts what the router says and refuses what somebody changed afterwards."""

import contextlib
import copy
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from conftest import Sketch, sketched
from ortoo.base.errors import BadInputError
from ortoo.network.network import Network
from ortoo.routes.answer import Answer as Found
from ortoo.routes.find import find_routes
from ortoo.routes.question import Avoid, Cost, Exposed, Generalised, Objective, Trip
from ortoo.routes.verify import verify

DIAMOND = (
    "A-a 10 AAA", "d-D 10 DDD", "B-b 100 BBB", "C-c 300 CCC",
    "a<>B 5h 2$", "b<>d 5h 2$", "a<>C 5h 2$", "c<>d 5h 2$",
)  # fmt: skip
Answer = dict[str, Any]
Data = Any


def test_routes_and_proofs_of_the_router_hold(sketch: Sketch) -> None:
    network = sketch(*DIAMOND)
    for countries in ({"BBB"}, {"CCC"}, {"BBB", "CCC"}, set()):
        answer = find_routes(network, Trip("A", "D"), avoid=Avoid(countries=countries))
        assert verify(answer.to_json(), network) == []


@pytest.mark.parametrize(
    "minimise", [*Cost, Generalised(), Exposed(to=frozenset({"BBB"}), then=Cost.COST)]
)
def test_answers_hold_whatever_is_minimised(sketch: Sketch, minimise: Objective) -> None:
    network = sketch(*DIAMOND)
    answer = find_routes(network, Trip("A", "D"), minimise=minimise, alternatives=2)
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

    shrunk, grown, loose, partly = (copy.deepcopy(good) for _ in range(4))
    shrunk["proof"]["frontier"].pop()
    grown["proof"]["reached"].append("D/road")
    loose["question"]["avoid"] = ["BBB"]
    partly["proof"]["minimal_blocking_sets"] = []

    assert "not in the frontier" in " ".join(verify(shrunk, network))
    assert "D/road is in the reached set but cannot be reached" in " ".join(verify(grown, network))
    assert "the destination D can be reached" in " ".join(verify(loose, network))
    assert "a blocking set without any country is missing" in verify(partly, network)


STOPS = (
    "A-B 100 AAA", "B-C 100 AAA corridors=silk", "C-D 100 AAA", "A-D 50 AAA", "D-E 10 AAA", "E-F 10 AAA",
    "F-g 5 AAA", "g<>h 3h", "h-i 10 BBB", "i-k 10 BBB corridors=steppe",
)  # fmt: skip
"""A to D directly or by B and C, where the silk corridor runs; on to E, F, and BBB."""


def questions(network: Network) -> Iterator[tuple[Network, Found]]:
    """Every kind of answer: plain, with stops, corridor, alternatives, and their proofs."""
    both = Avoid(countries={"BBB", "CCC"})
    diamond = sketched(*DIAMOND)
    yield diamond, find_routes(diamond, Trip("A", "D"), alternatives=1)
    yield diamond, find_routes(diamond, Trip("A", "D"), avoid=both)
    stops = Trip("A", "E", corridor="silk", via=("F",))
    yield network, find_routes(network, stops)
    yield network, find_routes(network, stops, avoid=Avoid(sections={"B-C-road"}))


def leaves(data: Data, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The path of every value inside plain data; of a list the first two entries."""
    if isinstance(data, (dict, list)):
        for key in list(data) if isinstance(data, dict) else range(min(len(data), 2)):
            yield from leaves(data[key], (*path, key))
    yield path


def tampered(answer: Answer, path: tuple[Any, ...]) -> Iterator[tuple[str, Answer]]:
    """The answer with the value at ``path`` changed, and with it taken out."""
    for how in ("changed", "removed"):
        copied = copy.deepcopy(answer)
        holder = copied
        for key in path[:-1]:
            holder = holder[key]
        if how == "changed":
            holder[path[-1]] = other(holder[path[-1]])
        else:
            del holder[path[-1]]
        yield f"{how} {'.'.join(map(str, path))}", copied


def other(value: Data) -> Data:
    if isinstance(value, bool):
        return not value
    if isinstance(value, (int, float)):
        return value + 1
    return {str: "A", list: [*value, "A"] if isinstance(value, list) else None, type(None): 0}.get(
        type(value), {}
    )


def test_whatever_is_changed_in_a_route_or_a_proof_is_found() -> None:
    network, kept = sketched(*STOPS), []
    for asked, answer in questions(network):
        good = answer.to_json()
        assert verify(good, asked) == []
        for top in ("routes", "proof", "status"):
            for path in leaves(good[top], (top,)) if top in good else ():
                for name, bad in tampered(good, path):
                    with contextlib.suppress(BadInputError):
                        kept += [name] if bad != good and not verify(bad, asked) else []
    assert kept == ["removed routes.1"]  # one alternative less is an answer, too


def test_a_blocking_set_told_twice_is_found(sketch: Sketch) -> None:
    network = sketch(*DIAMOND)
    answer = find_routes(network, Trip("A", "D"), avoid=Avoid(countries={"BBB", "CCC"})).to_json()
    assert verify(answer, network) == []
    answer["proof"]["minimal_blocking_sets"] *= 2
    assert "the blocking sets are not sorted, or one is told twice" in verify(answer, network)


def test_a_blocking_set_with_an_idle_member_is_found(sketch: Sketch) -> None:
    network = sketch(*DIAMOND, "e-E 1 EEE")
    answer = find_routes(network, Trip("A", "D"), avoid=Avoid(countries={"BBB", "CCC"})).to_json()
    answer["proof"]["minimal_blocking_sets"].append(["BBB", "CCC", "EEE"])
    assert "refusing BBB + CCC + EEE blocks without EEE as well" in verify(answer, network)


def test_concessions_out_of_order_are_found(sketch: Sketch) -> None:
    network = sketch(*DIAMOND)
    answer = find_routes(network, Trip("A", "D"), avoid=Avoid(countries={"BBB", "CCC"})).to_json()
    cheap, dear = answer["proof"]["relaxations"]
    answer["proof"]["relaxations"] = [{**dear, "rank": 1}, {**cheap, "rank": 2}]
    assert verify(answer, network) == ["relaxation 2 is cheaper than the one before it"]


def test_what_is_no_answer_is_bad_input(sketch: Sketch) -> None:
    with pytest.raises(BadInputError, match="is not an answer"):
        verify({"routes": []}, sketch(*DIAMOND))


@pytest.mark.parametrize(
    ("via", "says"),
    [
        (("B",), []),
        (("C",), ["the route does not pass C in its turn"]),
        (("B", "B"), ["the route does not pass B in its turn"]),
    ],
)
def test_a_route_must_pass_its_stops_in_order(
    sketch: Sketch, via: tuple[str, ...], says: list[str]
) -> None:
    network = sketch(*DIAMOND)
    answer = find_routes(network, Trip("A", "D", via=("B",))).to_json()
    answer["question"]["via"] = list(via)
    assert verify(answer, network) == says


def test_a_route_must_run_along_its_corridor(sketch: Sketch) -> None:
    network = sketch(*STOPS)
    answer = find_routes(network, Trip("A", "D")).to_json()
    answer["question"]["corridor"] = "silk"
    assert "the route runs over no section of corridor silk" in verify(answer, network)


def test_an_answer_of_another_network_or_with_another_status_is_refused(sketch: Sketch) -> None:
    network = sketch(*DIAMOND)
    answer = find_routes(network, Trip("A", "D")).to_json()
    for name, value in (("sha256", "0"), ("name", "else"), ("date", "2026-01-02")):
        assert verify({**answer, "network": {**answer["network"], name: value}}, network) != []
    assert verify({**answer, "status": "maybe"}, network) != []
    assert verify({**answer, "proof": {}}, network) == ["the status is 'route' with a proof"]


def test_alternatives_must_be_in_order_and_differ(sketch: Sketch) -> None:
    network = sketch(*DIAMOND)
    answer = find_routes(network, Trip("A", "D"), alternatives=1).to_json()
    first, second = answer["routes"]
    turned = {**answer, "routes": [second, first]}
    doubled = {**answer, "routes": [first, {**first, "rank": 2, "shared": 1.0}]}
    assert "route 2 is better than the one before it" in verify(turned, network)
    assert verify(doubled, network) == ["route 2 uses the same crossings as one before it"]


def test_the_single_concessions_that_help_are_named_with_their_price(sketch: Sketch) -> None:
    """A to B: one crossing for bilateral goods only (1 h), one closed (9 h)."""
    network = sketch(
        "A-a 10 AAA", "b-B 10 BBB", "a>b 1h access=bilateral", "A-c 10 AAA", "d-B 10 BBB",
        "c>d 9h access=closed",
    )  # fmt: skip
    proof = find_routes(network, Trip("A", "B")).proof
    assert proof is not None
    assert [(r.change.split(" (")[0], round(r.route.time_h, 1)) for r in proof.relaxations] == [
        ("carry goods of AAA and BBB themselves", 1.2),
        ("open crossing a>b-road to third-country cargo", 1.2),
        ("open crossing c>d-road", 9.2),
    ]
    assert [c.change for c in proof.futile] == ["allow sea", "allow air"]


def test_concessions_are_sorted_by_what_is_minimised_with_the_unknown_last(sketch: Sketch) -> None:
    """Over CCC 100 km, over BBB 300 km, over EEE nobody knows how long its border takes."""
    network = sketch(
        "A-a 10 AAA", "d-D 10 DDD", "B-b 300 BBB", "C-c 100 CCC", "E-e 1 EEE", "a<>B 5h", "b<>d 5h",
        "a<>C 5h", "c<>d 5h", "a<>E ?h", "e<>d 5h",
    )  # fmt: skip
    avoid = Avoid(countries={"BBB", "CCC", "EEE"})
    for minimise, order in ((Cost.TIME, "CBE"), (Cost.LENGTH, "ECB")):
        answer = find_routes(network, Trip("A", "D"), avoid=avoid, minimise=minimise)
        assert answer.proof is not None
        assert [r.concession.id for r in answer.proof.relaxations] == [c * 3 for c in order]
        assert [c.change for c in answer.proof.futile] == [
            "allow overflight",
            "allow sea",
            "allow air",
        ]
        assert verify(answer.to_json(), network) == []


def test_what_was_avoided_by_its_id_can_be_conceded(sketch: Sketch) -> None:
    network = sketch("A-B 10 AAA", "B-b 1 AAA", "b>c 1h", "c-C 1 BBB")
    for avoid, change in (
        (Avoid(sections={"A-B-road"}), "open section A-B-road (section A-B-road avoided)"),
        (Avoid(crossings={"b>c-road"}), "open crossing b>c-road (crossing b>c-road avoided)"),
    ):
        answer = find_routes(network, Trip("A", "C"), avoid=avoid)
        assert answer.proof is not None
        assert [r.change for r in answer.proof.relaxations] == [change]


def test_a_concession_before_a_stop_is_not_missed(sketch: Sketch) -> None:
    """From V only the railway goes on; it is reached by road unless the closed railway opens."""
    network = sketch("A-V 10 AAA", "A-V 10 AAA rail status=closed", "V-B 10 AAA rail")
    proof = find_routes(network, Trip("A", "B", via=("V",))).proof
    assert proof is not None
    assert [r.concession.id for r in proof.relaxations] == ["A-V-rail"]
