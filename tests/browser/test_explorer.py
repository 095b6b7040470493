"""The explorer in Chromium with the network off: choose, and what the router says appears."""

import re
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest
from playwright.sync_api import Page

from ortoo.base.saying import say
from ortoo.network.network import Network, load_network
from ortoo.routes.exposure import exposure_front, front_json
from ortoo.routes.find import find_routes
from ortoo.routes.question import Avoid, Cost, Overflight, Trip
from ortoo.study.choices import Choices, choices
from ortoo.study.menu import Means, Menu, Scene
from ortoo.views.citations import cited, source_rows
from ortoo.views.explorer import Option, Options, explorer_page
from ortoo.views.language import language_of
from ortoo.views.leaves import MODES as MODES_OFFERED
from ortoo.views.panels import day_figure
from ortoo.views.tables import figure
from ortoo.views.wording import days_text

Opened = Callable[..., Page]
MODES = {"surface": ("rail", "road", "ferry"), "road": ("road",)}
MEANS = tuple(Means(modes=modes) for modes in MODES.values())
COSTS = {"time": Cost.TIME, "cost": Cost.COST}


@pytest.fixture(scope="module")
def network() -> Network:
    return load_network(Path(__file__).parents[1] / "views" / "three_countries")


@pytest.fixture(scope="module")
def explorer(network: Network) -> str:
    menu = Menu(
        scenes={"now": Scene(network=network)},
        modes=MEANS,
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
    reason = "Every open way by these modes passes through Bernland."
    assert page.locator("#reason").inner_text() == reason
    assert "least exposed way" in page.locator("#whose").inner_text()
    page.uncheck("input[value=BBB]")
    assert page.locator("#whose").is_hidden()


def test_a_way_cannot_avoid_its_own_ends(opened: Opened, explorer: str) -> None:
    page = opened(explorer)
    answered(page)
    assert page.locator("input[value=AAA]").is_disabled()
    assert page.locator("input[value=BBB]").is_enabled()

    page.evaluate("location.hash = '#avoid=AAA'")  # from an address it can still come
    page.wait_for_function("document.documentElement.dataset.status === 'unaskable'")
    for part in ("#figures", "#tables", "#leg-table"):
        assert page.locator(part).is_hidden()
    page.uncheck("input[value=AAA]")  # and be taken back
    assert answered(page) == "way"
    assert page.locator("input[value=AAA]").is_disabled()


def test_the_table_and_the_sources_are_those_of_the_way_shown(
    opened: Opened, explorer: str, network: Network
) -> None:
    page = opened(explorer)
    answered(page)
    page.select_option("#market", "c-far")

    route = find_routes(network, Trip("a-city", "c-far")).best
    with page.expect_download() as told:
        page.click("#csv")
    assert told.value.suggested_filename == "a-city-c-far-surface-time-free.csv"
    table = pd.read_csv(told.value.path())
    assert list(table["id"].drop_duplicates()) == [key for leg in route.legs for key in leg.ids]
    for column, cost in {"km": "length_km", "h": "time_h", "usd_t": "cost_usd_t"}.items():
        spent = table.groupby("country")[column].agg(lambda of: of.sum(skipna=False)).to_dict()
        told_by = route.by_country.set_index("country")[cost].to_dict()
        assert spent == pytest.approx(told_by, nan_ok=True)
    rows = source_rows(network, cited([route]))
    shown = page.locator("#sources li").all_inner_texts()
    assert {text.split(", ")[0] for text in shown} == {row.title for row in rows}
    assert page.locator("#sources a").evaluate_all(
        "all => all.map(a => a.getAttribute('href'))"
    ) == [row.url for row in rows if row.url]


def test_alone_the_explorer_leads_to_no_page(opened: Opened, explorer: str) -> None:
    page = opened(explorer)
    for choice in ("", "#avoid=BBB", "#market=c-far"):
        page.evaluate(f"location.hash = '{choice}'")
        answered(page)
        assert page.locator("#links").is_hidden()
        addresses = page.locator("a").evaluate_all("all => all.map(a => a.getAttribute('href'))")
        assert all(re.match("https?:|data:|#", address) for address in addresses)


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
    for _ in ("modes", "minimise", "scene", "BBB"):  # AAA, where the way begins, is greyed out
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
        scenes={"now": Scene(network=network)}, modes=MEANS,
        minimise=tuple(COSTS.values()), origins=("a-city",), avoidable=("AAA", "BBB"),
        markets=("c-city", "c-far"),
    )  # fmt: skip
    named = [Option(word=word, text=word) for word in MODES]
    costs = [Option(word=word, text=word) for word in COSTS]
    options = Options(scenes=[Option(word="now", text="now")], modes=named, minimise=costs)

    assert explorer_page(choices(menu), options) == explorer


TO = frozenset({"CHN", "RUS"})
FLOWN = ("rail", "road", "ferry", "air")


@pytest.fixture(scope="module")
def built_in() -> Network:
    return load_network()


@pytest.fixture(scope="module")
def few(built_in: Network) -> tuple[Choices, Options]:
    """Few choices of the built-in network, the fronts of China and Russia among them."""
    means = {
        "surface": Means(modes=FLOWN[:3]), "air": Means(modes=FLOWN),
        "overflight": Means(modes=FLOWN, overflight=Overflight.ALLOWED),
    }  # fmt: skip
    menu = Menu(
        scenes={"now": Scene(network=built_in)}, modes=tuple(means.values()),
        minimise=(Cost.TIME,), origins=("ulaanbaatar",), avoidable=("CHN", "RUS"),
        markets=("almaty", "ashgabat"), exposed_to=(TO, frozenset({"CHN"})),
    )  # fmt: skip
    options = Options(
        scenes=[Option(word="now", text=say("nothing changes"))],
        modes=[Option(word=word, text=MODES_OFFERED[word][1]) for word in means],
        minimise=[Option(word="time", text=say("time"))],
    )
    return choices(menu), options


@pytest.fixture(scope="module")
def fronted(few: tuple[Choices, Options]) -> str:
    return explorer_page(*few)


def test_a_duration_reads_the_same_wherever_it_stands(
    opened: Opened, fronted: str, built_in: Network
) -> None:
    page = opened(fronted)
    answered(page)
    page.select_option("#market", "ashgabat")
    page.check("input[value=RUS]")

    told = find_routes(built_in, Trip("ulaanbaatar", "ashgabat"), avoid=Avoid(countries={"RUS"}))
    spent = days_text(told.best.time_h)
    assert float(spent.split()[0]) > 10
    assert page.locator("#sentence").inner_text().endswith(spent)
    assert page.locator("#days").inner_text() == spent
    assert f"{page.locator('#total td').nth(1).inner_text()} days" == spent


DRAWN = """() => {
    const map = document.querySelector(".map").getBoundingClientRect();
    const parts = [...document.querySelectorAll(".map path.line, .map .symbol .text")]
        .map(part => part.getBoundingClientRect());
    const sides = [["left", Math.min], ["top", Math.min], ["right", Math.max], ["bottom", Math.max]];
    return sides.map(([side, of]) => of(...parts.map(part => part[side])) - map[side])
        .concat(map.width, map.height); }"""
"""How far within the left, top, right and bottom of the map the way lies; the map's size."""


def is_whole(page: Page) -> bool:
    left, top, right, bottom, *_ = page.evaluate(DRAWN)
    return bool(left >= 0 and top >= 0 and right <= 0 and bottom <= 0)


@pytest.mark.parametrize("size", [(1280, 800), (390, 844)])
def test_the_new_way_lies_wholly_on_the_map(
    opened: Opened, fronted: str, size: tuple[int, int]
) -> None:
    page = opened(fronted, size)
    answered(page)
    for code in ("CHN", "RUS"):
        page.check(f"input[value={code}]")
        assert is_whole(page), code
        page.uncheck(f"input[value={code}]")
        assert is_whole(page)
    page.evaluate("map_1.setView([47, 107], 8, { animate: false })")
    page.select_option("#modes", "air")
    assert is_whole(page)


def test_paper_shows_the_way_and_what_was_enlarged(opened: Opened, fronted: str) -> None:
    page = opened(fronted)
    answered(page)
    page.check("input[value=RUS]")
    page.emulate_media(media="print")

    def printed() -> None:
        page.evaluate("window.dispatchEvent(new Event('beforeprint'))")

    printed()
    assert is_whole(page)
    left, _, right, _, width, _ = page.evaluate(DRAWN)
    assert width - left + right > 0.6 * width
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    page.evaluate("map_1.setView([44.2, 80.4], 7, { animate: false })")  # the reader looks closer
    seen = page.evaluate("map_1.getBounds().toBBoxString()")
    printed()
    west, south, east, north = map(float, seen.split(","))
    zoom, view = page.evaluate("[map_1.getZoom(), map_1.getBounds().toBBoxString()]")
    left_deg, low_deg, right_deg, high_deg = map(float, view.split(","))
    assert left_deg <= west < east <= right_deg
    assert low_deg <= south < north <= high_deg
    assert zoom > 6
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    assert page.evaluate("map_1.getZoom()") == 7


def rows(page: Page) -> list[list[str]]:
    """The figures of the front's rows as they are read."""
    told = page.locator("#trips tr").all()[1:]
    return [row.locator("td").all_inner_texts() for row in told]


@pytest.mark.parametrize("to", [TO, frozenset({"CHN"})], ids=lambda to: "+".join(sorted(to)))
@pytest.mark.parametrize("market", ["almaty", "ashgabat"])
def test_the_front_is_that_of_the_command(
    opened: Opened, fronted: str, built_in: Network, *, market: str, to: frozenset[str]
) -> None:
    page = opened(fronted)
    answered(page)
    page.select_option("#market", market)
    page.select_option("#to", ".".join(sorted(to)))

    front = exposure_front(built_in, Trip("ulaanbaatar", market), exposed_to=to)
    told = front_json(front)["front"]
    assert rows(page) == [
        [figure(trip["exposure"]), day_figure(trip["time_h"]), figure(trip["cost_usd_t"])]
        for trip in told
    ]
    assert page.locator("#front-chart .dot").count() == 2 * len(told)
    last = len(told) - 1
    page.check(f"input[name=trip][value='{last + 1}']")
    assert answered(page) == "trip"
    assert page.locator("#km").inner_text() == figure(told[last]["length_km"], "km")
    assert page.locator("#crossings tr").count() == len(front.routes[last].crossings)
    assert figure(told[last]["exposure"], "km") in page.locator("#reason").inner_text()
    assert page.locator(".map path.area.exposed").count() == len(to)


def test_a_point_is_chosen_with_the_mouse_and_kept_by_the_address(
    opened: Opened, fronted: str
) -> None:
    page = opened(fronted)
    answered(page)
    free = page.locator("#sentence").inner_text()
    page.locator("#front-chart").scroll_into_view_if_needed()
    dot = page.locator("#front-chart .dot").nth(1).bounding_box()
    assert dot
    page.mouse.click(dot["x"] + dot["width"] / 2, dot["y"] + dot["height"] / 2)

    chosen = page.locator("#sentence").inner_text()
    assert "trip 2 of" in chosen
    assert page.url.endswith("#trip=2")
    assert page.locator("input[name=trip][value='2']").is_checked()
    assert page.locator("#front-chart .ring[visibility=visible]").count() == 2
    page.check("input[name=trip][value='3']")
    page.go_back()
    assert page.locator("#sentence").inner_text() == chosen
    page.go_back()
    assert page.locator("#sentence").inner_text() == free
    page.go_forward()
    assert page.locator("#sentence").inner_text() == chosen
    page.select_option("#market", "ashgabat")  # another question: nothing of its front is chosen
    assert page.url.endswith("#market=ashgabat")
    page.evaluate("location.hash = '#trip=9999'")
    page.wait_for_function("document.getElementById('market').value === 'almaty'")
    assert page.locator("#sentence").inner_text() == free


def test_the_keyboard_goes_through_the_front(opened: Opened, fronted: str) -> None:
    page = opened(fronted)
    answered(page)
    page.focus("#to")
    page.keyboard.press("ArrowDown")
    assert page.url.endswith("#to=CHN")
    page.keyboard.press("ArrowUp")
    assert page.url.endswith("#")
    for _ in range(2):  # the rows can be scrolled, so they come before what is in them
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.name === 'trip'"):
            break
    assert page.evaluate("document.activeElement.value") == "0"
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")

    assert page.evaluate("document.activeElement.value") == "2"  # the focus stays
    assert page.url.endswith("#trip=2")
    assert answered(page) == "trip"
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    assert answered(page) == "way"
    for radio in page.locator("input[name=trip]").all():
        assert radio.evaluate("e => [...e.labels].map(l => l.textContent.trim()).join('')")


@pytest.mark.parametrize("size", [(1280, 800), (390, 844)])
def test_a_front_fits_the_screen(opened: Opened, fronted: str, size: tuple[int, int]) -> None:
    page = opened(fronted, size)
    answered(page)
    page.check("input[name=trip][value='4']")

    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert float(page.locator("html").get_attribute("data-answered-ms") or "nan") >= 0


@pytest.mark.parametrize("avoided", [(), ("CHN",), ("CHN", "RUS")], ids="+".join)
def test_the_way_by_air_is_that_of_the_router(
    opened: Opened, fronted: str, built_in: Network, avoided: tuple[str, ...]
) -> None:
    page = opened(fronted)
    answered(page)
    page.select_option("#modes", "air")
    for code in avoided:
        page.check(f"input[value={code}]")

    told = find_routes(
        built_in, Trip("ulaanbaatar", "almaty", modes=FLOWN), avoid=Avoid(countries=avoided)
    )
    route = told.best if told.routes else told.proof and told.proof.least_exposure
    assert route
    assert answered(page) == ("way" if told.routes else "least")
    assert page.locator("#km").inner_text() == figure(route.length_km, "km")
    if not told.routes:
        inside = figure(route.km_inside(frozenset(avoided)), "km")
        assert f"spends {inside} inside" in page.locator("#whose").inner_text()
        reason = page.locator("#reason").inner_text()
        assert reason == "Every open way by these modes passes through China or Russia."


def test_an_overflight_that_is_allowed_is_told(
    opened: Opened, fronted: str, built_in: Network
) -> None:
    page = opened(fronted)
    answered(page)
    page.select_option("#modes", "overflight")
    page.check("input[value=CHN]")

    avoid = Avoid(countries={"CHN"}, overflight=Overflight.ALLOWED)
    told = find_routes(built_in, Trip("ulaanbaatar", "almaty", modes=FLOWN), avoid=avoid).best
    over_km = told.km_inside(frozenset({"CHN"}))
    assert over_km > 0
    assert answered(page) == "way"
    assert page.locator("#km").inner_text() == figure(told.length_km, "km")
    assert f"landing there: {figure(over_km, 'km')}." in page.locator("#reason").inner_text()


LATIN = re.compile("[A-Za-z]+")
CODES = {"MNG", "RUS", "CHN", "KAZ", "UZB", "TKM"}
"""What a country is called where its name has no room: in the narrow bands of the chart."""


@pytest.mark.parametrize("size", [(1280, 800), (390, 844)])
def test_in_mongolian_everything_beside_the_map_is_mongolian(
    opened: Opened, few: tuple[Choices, Options], size: tuple[int, int]
) -> None:
    page = opened(explorer_page(*few, language=language_of("mn")), size)
    answered(page)
    page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true; })")

    for choose in ("", "#avoid=CHN.RUS", "#modes=air&market=ashgabat", "#trip=3"):
        page.evaluate(f"location.hash = '{choose}'")
        page.wait_for_timeout(100)
        for part in ("header", ".choices", "#answer", "#tables", "#front"):
            text = page.locator(part).inner_text()
            assert {*LATIN.findall(text)} <= {"CO", *CODES}, text
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert page.locator("#sentence").inner_text().startswith("Улаанбаатар \N{EN DASH} Алматы, ")
