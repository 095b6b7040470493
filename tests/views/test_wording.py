"""The sentence that answers, and the words for figures."""

from collections.abc import Callable
from pathlib import Path

import pytest

from ortoo.network.network import Network, load_network
from ortoo.routes.find import find_routes
from ortoo.routes.question import Avoid, Trip
from ortoo.views.panels import total_row
from ortoo.views.wording import Names, days_text, heading, listed, transit_shares

Sketch = Callable[..., Network]


@pytest.fixture(scope="module")
def network() -> Network:
    return load_network(Path(__file__).parent / "three_countries")


def test_the_title_says_the_question_and_the_answer(network: Network) -> None:
    answer = find_routes(network, Trip("Acity", "Ccity"))

    title = heading(answer, Names(network))

    km, days = f"{answer.best.length_km:,.0f}", f"{answer.best.time_h / 24:.1f}"
    assert title == (
        f"From Acity to Ccity: {km} km, {days} days, all of the transit through Bernland"
    )


def test_a_title_without_a_way_says_what_was_tried(network: Network) -> None:
    answer = find_routes(network, Trip("Acity", "Ccity"), avoid=Avoid(countries={"BBB"}))

    assert heading(answer, Names(network)) == (
        "From Acity to Ccity without Bernland: no way by rail, road or ferry"
    )


def test_without_polygons_countries_are_called_by_their_codes(sketch: Sketch) -> None:
    r"""A1 -- B1 -- C1, 10 km each, in AAA, BBB and CCC."""
    network = sketch(
        "A1-A2 10 AAA", "B1-B2 30 BBB", "C1-C2 10 CCC", "A2>B1 5h", "B2>C1 5h"
    )  # fmt: skip
    answer = find_routes(network, Trip("A1", "C2"))

    assert heading(answer, Names(network)).endswith(
        "50.0 km, 0.4 days, all of the transit through BBB"
    )


def test_a_long_trip_takes_as_many_days_in_the_title_as_in_the_table(sketch: Sketch) -> None:
    network = sketch("A1-A2 10 AAA", "B1-B2 30 BBB", "A2>B1 247h")
    answer = find_routes(network, Trip("A1", "B2"))

    total = total_row(answer.best).days
    assert float(total) > 10
    assert not total.endswith(".0")
    assert f" {total} days, " in heading(answer, Names(network))
    assert days_text(answer.best.time_h) == f"{total} days"


def test_shares_of_transit_leave_the_ends_out_and_add_up(sketch: Sketch) -> None:
    network = sketch(
        "A1-A2 10 AAA", "B1-B2 30 BBB", "C1-C2 10 CCC", "D1-D2 99 DDD",
        "A2>B1 5h", "B2>C1 5h", "C2>D1 5h",
    )  # fmt: skip
    answer = find_routes(network, Trip("A1", "D2"))

    assert transit_shares(answer, answer.best) == [("BBB", 0.75), ("CCC", 0.25)]
    assert heading(answer, Names(network)).endswith("transit through BBB (75 %) and CCC (25 %)")


def test_neighbours_have_no_transit_and_unknown_time_is_said(sketch: Sketch) -> None:
    network = sketch("A1-A2 10 AAA", "B1-B2 30 BBB", "A2>B1 ?h")
    answer = find_routes(network, Trip("A1", "B2"))

    assert heading(answer, Names(network)) == (
        "From A1 to B2: 40.0 km, time unknown, no transit through a third country"
    )


@pytest.mark.parametrize(
    ("names", "said"),
    [([], ""), (["A"], "A"), (["A", "B"], "A and B"), (["A", "B", "C"], "A, B and C")],
)
def test_lists_read_as_sentences(names: list[str], said: str) -> None:
    assert listed(names) == said


def test_border_places_are_called_by_their_station_and_the_sea_by_its_name(
    network: Network,
) -> None:
    names = Names(network)

    assert names.place("a-yard-rail-border") == "Ayard"
    assert names.countries(["AAA", "XZ", "ZZZ"]) == "Anland, the open sea and ZZZ"
