"""The time/cost-distance chart adds up to the route, and stops where a figure is not known."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import Sketch
from ortoo.network.network import Network
from ortoo.routes.find import find_routes
from ortoo.routes.journeys import Route
from ortoo.routes.question import Cost, Trip
from ortoo.views.profile import Band, band_names, profile_of, running_sums, scale
from ortoo.views.wording import Names


def route(network: Network) -> Route:
    return find_routes(network, Trip("A", "D"), minimise=Cost.LENGTH).best


def test_sums_run_section_by_section_and_borders_are_steps(sketch: Sketch) -> None:
    """A-B 100 km and B-C 300 km by road (100 km/h, 0.1 USD/tkm), 6 h and 7 USD at C>c, c-D 100."""
    found = route(sketch("A-B 100 AAA", "B-C 300 AAA", "C>c 6h 7$", "c-D 100 BBB"))

    assert [(s.km, s.time_h, s.cost_usd_t) for s in running_sums(found)] == [
        (0, 0, 0), (100, 1, 10), (400, 4, 40), (400, 10, 47), (500, 11, 57),
    ]  # fmt: skip


@given(st.lists(st.tuples(st.integers(0, 120), st.integers(3, 20)), min_size=1, max_size=9))
def test_names_above_the_plot_never_meet(stretches: list[tuple[int, int]]) -> None:
    """Stretches side by side with names of any length: 5.4 wide a letter."""
    starts = [34.0 + sum(width for width, _ in stretches[:n]) for n in range(len(stretches))]
    bands = [
        Band(x=start + width / 2, width=width, name="n" * letters, code="NNN")
        for start, (width, letters) in zip(starts, stretches, strict=True)
        if start + width <= 366
    ]
    told = band_names(bands)

    assert len(told) == sum(band.width >= 3 * 5.4 for band in bands)
    for (x, name), (other_x, other) in pairwise(told):
        assert other_x - x >= (len(name) + len(other)) * 5.4 / 2 - 0.2
    for x, name in told:
        assert len(name) * 2.7 - 0.1 <= x <= 400.1 - len(name) * 2.7


def test_a_country_is_named_in_the_language_of_the_page(sketch: Sketch) -> None:
    network = sketch("A-B 100 MNG", "B-C 300 MNG", "C>c 6h 7$", "c-D 100 KAZ")
    chart = profile_of(route(network), Names(network))

    assert [name for _, name in chart.band_names("mn")] == ["Монгол", "Казахстан"]


def test_the_drawing_holds_the_points_the_border_and_the_countries(sketch: Sketch) -> None:
    """Left 34 is 0 km, right 366 is 500 km; bottom 160 is nothing, top 18 the total."""
    network = sketch("A-B 100 AAA", "B-C 300 AAA", "C>c 6h 7$", "c-D 100 BBB")
    chart = profile_of(route(network), Names(network))
    days, usd = chart.curves

    assert days.points == "34.0,160.0 100.4,147.1 299.6,108.4 299.6,30.9 366.0,18.0"
    assert usd.points.startswith("34.0,160.0 100.4,135.1")
    assert usd.points.endswith("366.0,18.0")
    assert chart.borders == ((299.6, "1"),)
    assert [(band.x, band.width) for band in chart.bands] == [(166.8, 265.6), (332.8, 66.4)]
    assert chart.band_names("en") == ((166.8, "AAA"), (332.8, "BBB"))
    assert chart.below[-1] == (366.0, "500")
    assert chart.cautions == ()
    assert "After 500 km: 0.5 days, 57.0 USD/t." in chart.spoken
    assert "At km 400 the border C → c takes 6.0 h and 7.0 USD/t." in chart.spoken


def test_what_is_not_known_ends_the_line_and_is_said(sketch: Sketch) -> None:
    network = sketch("A-B 100 AAA", "B-C 300 AAA", "C>c ?h 7$", "c-D 100 BBB")
    chart = profile_of(route(network), Names(network))
    days, usd = chart.curves

    assert days.points.endswith("299.6,18.0")
    assert days.known_km == 400
    assert usd.points.endswith("366.0,18.0")
    assert chart.cautions == ("days cannot be summed up beyond km 400: a figure is not known.",)


@pytest.mark.parametrize("most", [0.0031, 0.5, 1.0, 3.0, 7.8, 10.0, 99.9, 5639.0, 1e6])
def test_a_scale_is_round_and_stays_inside(most: float) -> None:
    values = [value for value, _ in scale(most)]

    assert values[0] == 0
    assert 3 <= len(values) <= 7
    assert values[-1] <= most * (1 + 1e-9)
    assert len({text for _, text in scale(most)}) == len(values)
