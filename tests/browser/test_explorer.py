"""The explorer in Chromium with the network off: choose, and what the router says appears."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page

from ortoo.network.network import Network, load_network
from ortoo.routes.find import find_routes
from ortoo.routes.question import Cost, Trip
from ortoo.study.choices import choices
from ortoo.study.menu import Menu, Scene
from ortoo.views.explorer import Option, Options, explorer_page
from ortoo.views.tables import figure

Opened = Callable[..., Page]
MODES = {"surface": ("rail", "road", "ferry"), "road": ("road",)}
COSTS = {"time": Cost.TIME, "cost": Cost.COST}


@pytest.fixture(scope="module")
def network() -> Network:
    return load_network(Path(__file__).parents[1] / "views" / "three_countries")


@pytest.fixture(scope="module")
def explorer(network: Network) -> str:
    menu = Menu(
        scenes={"now": Scene(network=network)},
        modes=tuple(MODES.values()),
        minimise=tuple(COSTS.values()),
        origins=("a-city",),
        avoidable=("AAA", "BBB"),
        markets=("c-city", "c-far"),
    )
    named = [Option(word=word, text=word) for word in MODES]
    costs = [Option(word=word, text=word) for word in COSTS]
    options = Options(scenes=[Option(word="now", text="now")], modes=named, minimise=costs)
    return explorer_page(choices(menu), options)


def answered(page: Page) -> str:
    page.wait_for_function("document.documentElement.dataset.status")
    return page.locator("html").get_attribute("data-status") or ""


@pytest.mark.parametrize("market", ["c-city", "c-far"])
@pytest.mark.parametrize("modes", MODES)
@pytest.mark.parametrize("cost", COSTS)
def test_what_is_shown_is_what_the_router_says(
    opened: Opened, explorer: str, network: Network, *, market: str, modes: str, cost: str
) -> None:
    page = opened(explorer)
    answered(page)
    page.select_option("#market", market)
    page.select_option("#modes", modes)
    page.select_option("#minimise", cost)

    told = find_routes(network, Trip("a-city", market, modes=MODES[modes]), minimise=COSTS[cost])
    if not told.routes:
        assert answered(page) in {"none", "least"}
        return
    route = told.best
    assert answered(page) == "way"
    assert page.locator("#km").inner_text() == figure(route.length_km, "km")
    assert page.locator("#crossings tr").count() == len(route.crossings)
    shown = page.locator("#countries tr").all_inner_texts()
    assert len(shown) == len(route.by_country)
    for row, (_, fact) in zip(shown, route.by_country.iterrows(), strict=True):
        assert row.split("\t")[1] == figure(fact["length_km"])
    assert page.locator(".map path.line").count() >= 1
    assert page.locator("#chart polyline").count() == 2


def test_avoiding_hatches_the_country_and_tells_the_least_exposed_way(
    opened: Opened, explorer: str
) -> None:
    page = opened(explorer)
    answered(page)
    page.check("input[value=BBB]")

    assert answered(page) == "least"
    assert page.locator(".map path.area.avoided").count() == 1
    order = page.evaluate("""() => [...document.querySelectorAll(".map svg path")].map(p =>
        p.matches(".avoided") ? 1 : p.matches(".area") ? 0 : 2)""")
    assert order == sorted(order)  # over the ground, below the way
    assert page.evaluate("new Set([...document.querySelectorAll('.map svg')]).size") == 1
    assert "least inside what is avoided" in page.locator("#reason").inner_text()
    page.check("input[value=AAA]")
    assert answered(page) == "unaskable"
    assert page.locator("#tables").is_hidden()


def test_the_address_keeps_the_choice_and_back_works(opened: Opened, explorer: str) -> None:
    page = opened(explorer)
    answered(page)
    page.select_option("#market", "c-far")
    page.check("input[value=BBB]")

    assert page.url.endswith("#market=c-far&avoid=BBB")
    page.go_back()
    assert page.locator("input[value=BBB]").is_checked() is False
    assert page.locator("#market").input_value() == "c-far"
    page.go_back()
    assert page.locator("#market").input_value() == "c-city"
    page.evaluate("location.hash = '#modes=road&avoid=BBB&market=nonsense'")
    page.wait_for_function("document.getElementById('modes').value === 'road'")
    assert page.locator("#market").input_value() == "c-city"  # what is unknown is the first
    assert page.locator("input[value=BBB]").is_checked()


def test_the_keyboard_is_enough(opened: Opened, explorer: str) -> None:
    page = opened(explorer)
    answered(page)
    page.keyboard.press("Tab")  # the link past the map
    for _ in range(2):
        page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "market"
    page.keyboard.press("ArrowDown")
    assert page.locator("#market").input_value() == "c-far"
    for _ in ("modes", "minimise", "scene", "AAA", "BBB"):
        page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.value") == "BBB"
    page.keyboard.press("Space")
    assert page.locator("input[value=BBB]").is_checked()
    assert answered(page) == "least"


@pytest.mark.parametrize("size", [(1280, 800), (390, 844), (768, 1024)])
def test_nothing_runs_off_the_screen_and_every_control_has_a_name(
    opened: Opened, explorer: str, size: tuple[int, int]
) -> None:
    page = opened(explorer, size)
    answered(page)

    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    for control in page.locator("select, input").all():
        assert control.evaluate("e => [...e.labels].map(l => l.textContent.trim()).join('')")
    assert page.locator("#answer").get_attribute("aria-live") == "polite"


def test_the_page_says_how_many_questions_it_answers(opened: Opened, explorer: str) -> None:
    count = 2 * 2 * 2 * 2  # of the four sets, two avoid the country of origin
    assert re.search(rf"\b{count} questions", opened(explorer).locator(".under").inner_text())


def test_the_same_choices_give_the_same_bytes(explorer: str, network: Network) -> None:
    menu = Menu(
        scenes={"now": Scene(network=network)}, modes=tuple(MODES.values()),
        minimise=tuple(COSTS.values()), origins=("a-city",), avoidable=("AAA", "BBB"),
        markets=("c-city", "c-far"),
    )  # fmt: skip
    named = [Option(word=word, text=word) for word in MODES]
    costs = [Option(word=word, text=word) for word in COSTS]
    options = Options(scenes=[Option(word="now", text="now")], modes=named, minimise=costs)

    assert explorer_page(choices(menu), options) == explorer
