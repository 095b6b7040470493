"""The pages of the built-in network, as its users open them."""

from collections.abc import Callable
from typing import Any

import pytest

from ortoo.network.network import Network, load_network
from ortoo.routes.find import find_routes
from ortoo.routes.question import Avoid, Trip
from ortoo.views.route_page import route_page

Opened = Callable[..., Any]
COLLISIONS = """() => {
    const read = ".label:not(.nameless) .text, .crossing .text, .gauge-break .text, .transfer .text";
    const boxes = [...document.querySelector(".map").querySelectorAll(read)]
        .map(text => text.getBoundingClientRect());
    return boxes.flatMap((a, n) => boxes.slice(n + 1).filter(b =>
        a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom)).length;
}"""


@pytest.fixture(scope="module")
def network() -> Network:
    return load_network()


def test_three_ways_to_almaty_fit_into_a_mebibyte(opened: Opened, network: Network) -> None:
    answer = find_routes(network, Trip("Ulaanbaatar", "Almaty"), alternatives=2)

    html = route_page(answer)
    page = opened(html)

    assert len(answer.routes) == 3
    assert len(html.encode()) < 2**20
    assert page.locator(".map .line.other").count() >= 2
    assert page.locator("table.others tbody tr").count() == 2
    assert page.evaluate(COLLISIONS) == 0


@pytest.mark.parametrize("size", [(1280, 800), (390, 844)])
@pytest.mark.parametrize("avoided", [("RUS",), ("CHN",), ("CHN", "RUS")])
def test_every_avoid_set_has_a_page_that_reads(
    opened: Opened, network: Network, *, avoided: tuple[str, ...], size: tuple[int, int]
) -> None:
    avoid = Avoid(countries=frozenset(avoided))
    answer = find_routes(network, Trip("Ulaanbaatar", "Ashgabat"), avoid=avoid)

    html = route_page(answer)
    page = opened(html, size)

    assert len(html.encode()) < 2**20
    assert page.title().startswith("From Ulaanbaatar to Ashgabat without ")
    assert page.locator(".map .area.avoided").count() >= len(avoided)
    assert page.locator(".map path.line").count() >= 1
    assert page.locator(".legend").inner_text().count("Avoided: ") == 1
    assert page.evaluate(COLLISIONS) == 0
    assert page.evaluate("document.documentElement.scrollWidth") <= size[0]
