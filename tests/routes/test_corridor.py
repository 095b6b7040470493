"""Trips that must use a corridor or pass places: the layers against exhaustive enumeration."""

import io
import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.console import Console

from conftest import Sketch, sketched
from ortoo.base.errors import UnknownNameError, UsageError
from ortoo.network.arcs import ArcKind
from ortoo.network.network import Network
from ortoo.routes.answer import Answer
from ortoo.routes.blocking import Of, blocking
from ortoo.routes.exposure import exposure_front
from ortoo.routes.find import find_routes
from ortoo.routes.journeys import Route
from ortoo.routes.question import Avoid, Trip
from ortoo.routes.verify import verify
from ortoo.views.route_page import route_facts
from ortoo.views.tables import answer_text
from ortoo.views.wording import Names

LADDER = (
    "A-B 100 AAA", "B-C 100 AAA corridors=silk", "C-D 100 AAA", "A-D 50 AAA", "B-x 1 AAA corridors=spur",
)  # fmt: skip
r"""
    A --100-- B ==silk 100== C
     \        |spur 1        | 100      A to D directly is 50 km, over the silk corridor 300 km
      50      x              |
       \---------------------D
"""


def test_a_corridor_is_used_though_it_is_the_longer_way(sketch: Sketch) -> None:
    network = sketch(*LADDER)
    free = find_routes(network, Trip("A", "D"))
    along = find_routes(network, Trip("A", "D", corridor="SILK"))

    assert free.best.length_km == pytest.approx(50)
    assert along.best.length_km == pytest.approx(300)
    assert along.corridor_km(along.best) == pytest.approx(100)
    assert along.passed_twice(along.best) == ()
    assert along.to_json()["question"]["corridor"] == "silk"
    assert along.to_json()["routes"][0]["corridor_km"] == pytest.approx(100)
    assert "over corridor silk" in along.sentence
    assert find_routes(network, Trip("A", "D")).to_json() == free.to_json()


def test_a_corridor_is_not_touched_and_left_again_where_it_can_be_travelled(sketch: Sketch) -> None:
    """Into B-C and back is 2 x 1 km more than 50 km round; travelled through it is 1,000 km."""
    network = sketch(
        "A-B 10 AAA", "B-C 1 AAA corridors=silk", "C-D 1000 AAA", "B-D 10 AAA"
    )  # fmt: skip
    best = find_routes(network, Trip("A", "D", corridor="silk")).best
    assert best.length_km == pytest.approx(1011)


def test_many_short_detours_to_a_corridor_do_not_count_as_travelling_it(sketch: Sketch) -> None:
    """Five stubs of silk beside the way, each 1 km there and back; the real one is 90 km round."""
    stubs = [f"{a}-{a.lower()} 1 AAA corridors=silk" for a in "ABCDE"]
    way = [f"{a}-{b} 10 AAA" for a, b in itertools.pairwise("ABCDEF")]
    network = sketch(*stubs, *way, "A-X 50 AAA", "X-Y 30 AAA corridors=silk", "Y-F 60 AAA")
    answer = find_routes(network, Trip("A", "F", corridor="silk"))
    assert answer.best.length_km == pytest.approx(140)
    assert answer.passed_twice(answer.best) == ()


def test_a_corridor_that_leads_nowhere_is_used_there_and_back_and_said_so(sketch: Sketch) -> None:
    answer = find_routes(sketch(*LADDER), Trip("A", "D", corridor="spur"))
    assert answer.best.length_km == pytest.approx(100 + 1 + 1 + 100 + 50)
    assert answer.passed_twice(answer.best) == ("B", "A")
    assert answer.to_json()["routes"][0]["passed_twice"] == ["B", "A"]


def test_a_search_that_is_given_up_does_not_say_that_there_is_no_other_way(
    sketch: Sketch, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Into x and back is 22 km, through the corridor 110 km: one try settles neither."""
    network = sketch(
        "A-B 10 AAA", "B-x 1 AAA corridors=silk", "B-D 10 AAA", "A-C 10 AAA",
        "C-E 90 AAA corridors=silk", "E-D 10 AAA",
    )  # fmt: skip
    trip = Trip("A", "D", corridor="silk")
    sure = find_routes(network, trip)
    assert sure.best.length_km == pytest.approx(110)
    assert sure.best.settled
    assert "settled" not in sure.to_json()["routes"][0]

    monkeypatch.setattr("ortoo.routes.once.MOST_TRIES", 1)
    given_up = find_routes(network, trip)
    assert given_up.passed_twice(given_up.best) == ("B",)
    assert given_up.to_json()["routes"][0]["settled"] is False
    assert verify(given_up.to_json(), network) == []
    assert "there may be a way that does not come back" in _told(given_up)
    assert "for want of another way" not in _told(given_up)
    assert (
        "there may be a way that does not come back" in route_facts(given_up, Names(network)).back
    )
    ladder = find_routes(sketch(*LADDER), Trip("A", "D", corridor="spur"))
    assert "for want of another way" in _told(ladder)


def _told(answer: Answer) -> str:
    console = Console(width=200, record=True, file=io.StringIO())
    console.print(answer_text(answer))
    return console.export_text()


def test_no_way_over_a_corridor_is_proved_on_both_sides_of_it(sketch: Sketch) -> None:
    """The only silk section is closed; then it is open, but cut off from D."""
    closed = sketch("A-B 1 AAA", "B-C 1 AAA corridors=silk status=closed", "B-D 1 AAA", "C-D 1 AAA")
    answer = find_routes(closed, Trip("A", "D", corridor="silk"))
    assert answer.proof is not None
    assert [(s.on_corridor, bool(s.reached)) for s in answer.proof.stages] == [
        (False, True),
        (True, False),
    ]
    assert "D/road" in answer.proof.reached
    assert [f.id for f in answer.proof.frontier] == ["B-C-road"]
    assert [r.concession.id for r in answer.proof.relaxations] == ["B-C-road"]
    assert verify(answer.to_json(), closed) == []

    beyond = sketch("A-B 1 AAA", "b-c 1 BBB corridors=silk", "B>b 1h", "A-D 1 AAA")
    proof = find_routes(beyond, Trip("A", "D", corridor="silk")).proof
    assert proof is not None
    assert proof.furthest.on_corridor
    assert proof.reached == ("b/road", "c/road")


def test_an_unknown_corridor_offers_the_nearest_or_all(sketch: Sketch) -> None:
    network = sketch(*LADDER)
    with pytest.raises(UnknownNameError, match="no corridor is called 'silkk'; did you mean silk"):
        find_routes(network, Trip("A", "D", corridor="silkk"))
    with pytest.raises(UnknownNameError, match="did you mean silk or spur"):
        find_routes(network, Trip("A", "D", corridor="zzz"))


def test_alternatives_and_fronts_refuse_what_they_cannot_do(sketch: Sketch) -> None:
    network, silk = sketch(*LADDER), Trip("A", "D", corridor="silk")
    for trip in (silk, Trip("A", "D", via=("B",))):
        with pytest.raises(UsageError, match="leave out --alternatives"):
            find_routes(network, trip, alternatives=1)
    with pytest.raises(UsageError, match="no corridor"):
        exposure_front(network, silk, exposed_to=frozenset({"AAA"}))


COUNTRY = dict(zip("ABCDEF", ("AAA", "AAA", "BBB", "BBB", "CCC", "CCC"), strict=True))
PAIRS = list(itertools.combinations("ABCDEF", 2))
LINES = st.lists(
    st.tuples(st.sampled_from(PAIRS), st.integers(1, 9), st.sampled_from(["", " corridors=silk"])),
    max_size=11, unique_by=lambda drawn: drawn[0],
)  # fmt: skip


def network_of(lines: list[tuple[tuple[str, str], int, str]]) -> Network:
    inside = [
        f"{a}-{b} {km} {COUNTRY[a]}{silk}" for (a, b), km, silk in lines if COUNTRY[a] == COUNTRY[b]
    ]
    across = [f"{a}<>{b} {h}h" for (a, b), h, _ in lines if COUNTRY[a] != COUNTRY[b]]
    anchors = [
        "A-a 1 AAA",
        "B-b 1 AAA",
        "C-c 1 BBB corridors=silk",
        "D-d 1 BBB",
        "E-e 1 CCC",
        "F-f 1 CCC",
    ]
    return sketched(*anchors, *inside, *across)


def walks(network: Network, stops: list[str], *, silk: bool) -> list[float]:
    """Hours of all walks past ``stops`` in order, no node twice between two stops."""
    arcs, cells = network.arcs, network.tables["sections"]["corridors"]
    found: list[float] = []
    start = next(n for n, node in enumerate(arcs.nodes) if node.place_id == stops[0])
    waiting = [(start, 1, not silk, frozenset({start}), 0.0)]
    while waiting:
        node, at, used, seen, hours = waiting.pop()
        if arcs.nodes[node].place_id == stops[at]:
            if at == len(stops) - 1:
                found += [hours] if used else []
                if not silk:
                    continue
            else:
                waiting.append((node, at + 1, used, frozenset({node}), hours))
        for arc in arcs.leaving[node]:
            head = int(arcs.head[arc])
            if head not in seen:
                line = arcs.arcs[arc].kind is ArcKind.LINE
                runs = line and cells.iloc[arcs.arcs[arc].row] == "silk"
                spent = hours + arcs.arcs[arc].costs[1]
                waiting.append((head, at, used or runs, seen | {head}, spent))
    return found


@settings(max_examples=60, deadline=None)
@given(LINES, st.sampled_from(["", "B", "C", "BD", "DB", "EA"]), st.booleans())
def test_the_best_way_past_stops_equals_exhaustive_enumeration(
    lines: list[tuple[tuple[str, str], int, str]], via: str, silk: bool
) -> None:
    network = network_of(lines)
    answer = find_routes(network, Trip("A", "F", via=tuple(via), corridor="silk" if silk else None))
    expected = walks(network, ["A", *via, "F"], silk=silk)
    if expected:  # else only by going there and back between two stops
        assert [r.time_h for r in answer.routes] == pytest.approx([min(expected)])
    assert silk or bool(expected) == bool(answer.routes)
    assert verify(answer.to_json(), network) == []


@settings(max_examples=60, deadline=None)
@given(LINES)
def test_the_best_way_over_a_corridor_equals_exhaustive_enumeration(
    lines: list[tuple[tuple[str, str], int, str]],
) -> None:
    network = network_of(lines)
    answer = find_routes(network, Trip("A", "F", corridor="silk"))
    expected = sorted(walks(network, ["A", "F"], silk=True))
    once = [r.time_h for r in answer.routes if not answer.passed_twice(r)]
    assert once == pytest.approx(expected[:1])
    assert verify(answer.to_json(), network) == []


@settings(max_examples=60, deadline=None)
@given(LINES, st.sampled_from(["", "B", "DB"]), st.booleans())
def test_blocking_sets_past_stops_equal_exhaustive_enumeration(
    lines: list[tuple[tuple[str, str], int, str]], via: str, silk: bool
) -> None:
    network = network_of(lines)
    trip = Trip("A", "F", via=tuple(via), corridor="silk" if silk else None)
    found = set(blocking(network, trip).sets)
    blocked = find_routes(network, trip, avoid=Avoid(countries={"BBB"})).status == "no-route"
    never = find_routes(network, trip).status == "no-route"
    assert found == ({frozenset()} if never else {frozenset({"BBB"})} if blocked else set())
    ids = network.tables["crossings"]["crossing_id"].tolist()[:6]
    for members in blocking(network, trip, of=Of.CROSSINGS).sets:
        if members <= set(ids):
            shut = find_routes(network, trip, avoid=Avoid(crossings=members))
            assert shut.status == "no-route"


def test_a_front_past_a_stop_is_that_of_the_whole_trip(sketch: Sketch) -> None:
    """To V over BBB (1 h) or round it (3 h), and on to E over BBB or round it: four ways, all good."""
    network = sketch(
        "A-a 1 AAA", "b-c 100 BBB", "a<>b 0h", "c<>V 0h", "A-V 300 AAA", "V-v 1 AAA", "d-e 100 BBB",
        "V<>d 0h", "e<>E 0h", "V-E 300 AAA",
    )  # fmt: skip
    front = exposure_front(network, Trip("A", "E", via=("V",)), exposed_to=frozenset({"BBB"}))
    assert [round(t[0]) for t in front.triples] == [0, 100, 200]
    assert all(isinstance(route, Route) for route in front.routes)
