"""The pages of the built-in network, as its users open them."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from ortoo.network.network import Network, load_network
from ortoo.routes.exposure import exposure_front
from ortoo.routes.find import find_routes
from ortoo.routes.question import Avoid, Cost, Trip
from ortoo.routes.territory import gap
from ortoo.views.corridor_page import corridor_page
from ortoo.views.exposure_page import exposure_page
from ortoo.views.gap_page import gap_page
from ortoo.views.language import language_of
from ortoo.views.leaf import Plan, Subject
from ortoo.views.leaves import explorer_leaf, markets_leaf
from ortoo.views.route_page import route_page
from ortoo.views.tables import figure

Opened = Callable[..., Any]
PAPER_PX = (1054, 726)
SHOTS = Path(__file__).parents[2] / "build" / "screenshots"
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


def test_the_names_of_neighbouring_markets_do_not_collide_on_paper(
    opened: Opened, network: Network
) -> None:
    page = opened(markets_leaf(Subject(network=network, plan=Plan()), ()).html, PAPER_PX)
    page.emulate_media(media="print")
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")

    assert page.locator(".map .label.end:not(.nameless)").count() == 6
    assert page.evaluate(COLLISIONS) == 0
    hidden = page.evaluate("""() => [...document.querySelectorAll(".map .label.end")].filter(end => {
        const { x, y } = end.getBoundingClientRect();
        return [...document.querySelectorAll(".map .label:not(.nameless) .text")].some(text => {
            const box = text.getBoundingClientRect();
            return x > box.left && x < box.right && y > box.top && y < box.bottom; }); }).length""")
    assert hidden == 0


@pytest.fixture(scope="module")
def special(network: Network) -> dict[str, str]:
    front = exposure_front(network, Trip("Ulaanbaatar", "Almaty"), exposed_to=frozenset({"CHN"}))
    return {
        "gap": gap_page(network, gap(network.countries, between=("MNG", "KAZ"))),
        "corridor": corridor_page(network, "titr"),
        "exposure": exposure_page(network, front),
        "explorer": explorer_leaf(Subject(network=network, plan=Plan()), ()).html,
    }


@pytest.mark.parametrize("language", ["en", "mn"])
@pytest.mark.parametrize("corridor", ["titr", "carec-3", "carec-6"])
def test_no_sheet_holds_the_small_print_alone(
    opened: Opened, network: Network, *, corridor: str, language: str
) -> None:
    """The longest titles and legends that there are: without the small print, as many sheets."""
    page = opened(corridor_page(network, corridor, language=language_of(language)), PAPER_PX)

    sheets = sheets_of(page)
    page.evaluate("document.querySelector('footer.small').remove()")
    assert sheets_of(page) == sheets


def test_a_front_prints_without_a_sheet_for_its_small_print(
    opened: Opened, special: dict[str, str]
) -> None:
    page = opened(special["exposure"], PAPER_PX)

    sheets = sheets_of(page)
    page.evaluate("document.querySelector('footer.small').remove()")
    assert sheets_of(page) == sheets


def sheets_of(page: Page) -> int:
    """How many sheets of paper ``page`` takes."""
    return len(re.findall(rb"/Type /Page\b", page.pdf(prefer_css_page_size=True)))


COVERED = """() => {
    const boxes = [...document.querySelectorAll(".map .symbol:not(.barred) .text")]
        .map((text) => text.getBoundingClientRect());
    return boxes.filter((one, n) => boxes.slice(n + 1).some((other) =>
        Math.abs(one.x - other.x) < one.width * 0.8 && Math.abs(one.y - other.y) < one.height * 0.8)).length;
}"""
"""How many symbols lie mostly under another."""


@pytest.mark.parametrize("corridor", ["titr", "carec-1", "carec-4", "carec-6"])
def test_symbols_of_neighbouring_borders_step_aside(
    opened: Opened, network: Network, *, corridor: str
) -> None:
    page = opened(corridor_page(network, corridor))
    assert page.locator(".map .symbol.crossing").count() > 1
    assert page.evaluate(COVERED) == 0


@pytest.mark.parametrize("size", [(1280, 800), (390, 844), (768, 1024)])
@pytest.mark.parametrize("kind", ["gap", "corridor", "exposure", "explorer"])
def test_the_pages_of_the_built_in_network_read(
    opened: Opened, special: dict[str, str], *, kind: str, size: tuple[int, int]
) -> None:
    page = opened(special[kind], size)
    if kind == "explorer":
        page.wait_for_function("document.documentElement.dataset.status")

    assert len(special[kind].encode()) < (5 if kind == "explorer" else 1) * 2**20
    assert page.evaluate("document.documentElement.scrollWidth") <= size[0]
    assert page.locator(".map path.line").count() >= 1
    if kind != "corridor":  # where a dozen ports of one coast stand side by side
        assert page.evaluate(COLLISIONS) == 0
    SHOTS.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=SHOTS / f"built-in-{kind}-{size[0]}x{size[1]}.png")


def test_what_the_explorer_shows_of_the_built_in_network_is_what_the_router_says(
    opened: Opened, special: dict[str, str], network: Network
) -> None:
    """The figures are those of the router."""
    page = opened(special["explorer"])
    page.wait_for_function("document.documentElement.dataset.status")
    page.select_option("#market", "dushanbe")
    page.check("input[value=CHN]")
    page.select_option("#minimise", "cost")

    told = find_routes(network, Trip("Ulaanbaatar", "Dushanbe"), minimise=Cost.COST,
                       avoid=Avoid(countries={"CHN"})).best  # fmt: skip
    rows = page.locator("#countries tr").all_inner_texts()
    shown = [[cell for n, cell in enumerate(row.split("\t")) if n != 2] for row in rows]
    assert [row[1:] for row in shown] == [
        [figure(row[cost]) for cost in ("length_km", "cost_usd_t", "co2_kg_t")]
        for row in told.by_country.to_dict("records")
    ]
    assert page.locator("#usd").inner_text() == figure(told.cost_usd_t, "USD/t")
