"""Statements become layers: each symbol says one thing, and the numbers are those of the table."""

from collections.abc import Callable
from pathlib import Path

import pytest

from ortoo.network.network import Network, load_network
from ortoo.routes.find import find_routes
from ortoo.routes.question import Avoid, Trip
from ortoo.views.layers import proof_picture, route_picture, way_marks
from ortoo.views.panels import crossing_rows
from ortoo.views.picture import AreaLook, LineLook, LineRole, MarkLook
from ortoo.views.wording import Names

Sketch = Callable[..., Network]


@pytest.fixture(scope="module")
def network() -> Network:
    return load_network(Path(__file__).parent / "three_countries")


def test_crossings_carry_the_numbers_of_the_table_and_gauge_breaks_their_own_look(
    network: Network,
) -> None:
    answer = find_routes(network, Trip("Acity", "Ccity"))

    marks = route_picture(answer).marks
    looks = {MarkLook.CROSSING, MarkLook.GAUGE_BREAK}
    drawn = [(mark.text, mark.look) for mark in marks if mark.look in looks]

    assert drawn == [("1", MarkLook.GAUGE_BREAK), ("2", MarkLook.CROSSING)]
    assert [row.number for row in crossing_rows(answer.best, Names(network))] == ["1", "2"]


def test_each_leg_is_drawn_in_its_mode_and_the_transfer_is_marked(network: Network) -> None:
    picture = route_picture(find_routes(network, Trip("Acity", "Ccity")))

    assert [line.look for line in picture.lines] == [LineLook.ROAD, *[LineLook.RAIL] * 3]
    assert all(line.popup for line in picture.lines)
    (transfer,) = [mark for mark in picture.marks if mark.look is MarkLook.TRANSFER]
    assert transfer.spoken == "Transfer at Ayard"


def test_the_ends_come_before_every_other_name(network: Network) -> None:
    marks = route_picture(find_routes(network, Trip("Acity", "Ccity"))).marks

    assert [mark.look for mark in marks[:2]] == [MarkLook.START, MarkLook.END]
    towns = [mark.text for mark in marks if mark.look is MarkLook.TOWN]
    assert towns[:2] == ["Btown", "Byard"]  # on the way, by size; Cfar is off the way
    assert towns.count("Acity") == 0


def test_the_proof_shows_what_is_reached_what_is_avoided_and_what_is_least(
    network: Network,
) -> None:
    answer = find_routes(network, Trip("Acity", "Ccity"), avoid=Avoid(countries={"BBB"}))
    assert answer.proof is not None

    picture = proof_picture(answer, answer.proof)

    assert {area.look for area in picture.areas} >= {AreaLook.AVOIDED, AreaLook.REACHED}
    assert {line.role for line in picture.lines} == {LineRole.LEAST, LineRole.REACHED}
    (barred,) = [mark for mark in picture.marks if mark.look is MarkLook.BARRED]
    assert (barred.lon, barred.lat) == (70.0, 45.0)
    assert "Ayard → Byard (railway)" in barred.spoken


def test_every_further_way_has_its_letter_where_no_way_before_it_runs(sketch: Sketch) -> None:
    r"""
          B        A-B-D is best; A-C-D differs wholly; A-C-E-D shares A-C with the second
        /   \
       A     D     so B stands on the longest of A-C, C-D and C on the longer of C-E, E-D
        \   / \
          C -- E
    """
    network = sketch(
        "A-B 10 AAA", "B-D 10 AAA", "A-C 30 AAA", "C-D 20 AAA", "C-E 15 AAA", "D-E 25 AAA"
    )
    trip = Trip("A", "D")
    best = find_routes(network, trip)
    second = find_routes(network, trip, avoid=Avoid(sections={"A-B-road"}))
    third = find_routes(network, trip, avoid=Avoid(sections={"A-B-road", "C-D-road"}))

    letters = {mark.text: (mark.lon, mark.lat) for mark in
               way_marks([best.best, second.best, third.best])}  # fmt: skip

    def middle(one: str, other: str) -> tuple[float, float]:
        places = network.tables["places"].set_index("place_id")
        ends = [places.loc[place] for place in (one, other)]
        return tuple(sum(end[axis] for end in ends) / 2 for axis in ("lon", "lat"))

    assert letters == {
        "B": pytest.approx(middle("A", "C")),
        "C": pytest.approx(middle("D", "E")),
    }
