"""Every kind of page in Chromium with the network off: complete, legible, operable, printable."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page

from ortoo.network.network import Network, load_network
from ortoo.routes.answer import Answer
from ortoo.routes.find import find_routes
from ortoo.routes.question import Avoid, Trip
from ortoo.views.index_page import Entry, index_page
from ortoo.views.route_page import route_page

Opened = Callable[..., Page]
Pages = dict[str, str]
Size = tuple[int, int]

FREE, CUT = Avoid(), Avoid(countries={"BBB"})
KINDS = ("route", "no-route", "index")
SIZES = [(1280, 800), (390, 844), (768, 1024)]
PAPER_PX = (1054, 726)


@pytest.fixture(scope="module")
def network() -> Network:
    return load_network(Path(__file__).parents[1] / "views" / "three_countries")


def asked(network: Network, avoid: Avoid = FREE, *, to: str = "Ccity") -> Answer:
    return find_routes(network, Trip("Acity", to), avoid=avoid)


@pytest.fixture(scope="module")
def pages(network: Network) -> dict[str, str]:
    entries = [
        Entry(answer=asked(network, avoid, to=to), file=f"{to}-{len(avoid.countries)}.html")
        for to in ("Ccity", "Cfar")
        for avoid in (FREE, CUT)
    ]
    return {
        "route": route_page(asked(network)),
        "no-route": route_page(asked(network, CUT)),
        "index": index_page(entries),
    }


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("kind", KINDS)
def test_a_page_is_complete_without_a_network(
    opened: Opened, pages: Pages, *, kind: str, size: Size
) -> None:
    page = opened(pages[kind], size)

    assert page.locator("path.area").count() >= 3
    assert page.locator(".map path.line").count() >= 1
    assert page.locator(".map path.casing").count() >= 1
    assert page.locator(".legend li").count() >= 2
    assert page.locator(".leaflet-control-scale-line").inner_text().endswith("km")
    assert page.locator(".leaflet-control-attribution svg").count() == 0  # no flag
    assert "OpenStreetMap" in page.locator(".leaflet-control-attribution").inner_text()
    assert page.title() == page.locator("h1").inner_text()


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("kind", KINDS)
def test_names_do_not_collide_and_the_ends_are_named(
    opened: Opened, pages: Pages, *, kind: str, size: Size
) -> None:
    page = opened(pages[kind], size)

    boxes = page.evaluate("""() => [...document.querySelectorAll(
        ".map .label:not(.nameless) .text, .map .symbol .text, .leaflet-control")]
        .map(e => { const r = e.getBoundingClientRect();
                    return [e.textContent, r.left, r.top, r.right, r.bottom]; })""")
    for at, (one, left, top, right, bottom) in enumerate(boxes):
        for other, west, north, east, south in boxes[at + 1 :]:
            apart = right <= west or east <= left or bottom <= north or south <= top
            assert apart, f"{one} on {other}"
    shown = {name for name, *_ in boxes}
    assert {"Acity", "Ccity"} <= shown


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("kind", KINDS)
def test_nothing_is_wider_than_the_window(
    opened: Opened, pages: Pages, *, kind: str, size: Size
) -> None:
    page = opened(pages[kind], size)

    assert page.evaluate("document.documentElement.scrollWidth") <= size[0]


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("kind", KINDS)
def test_the_ground_fills_the_whole_map_at_first(
    opened: Opened, pages: Pages, *, kind: str, size: Size
) -> None:
    """What is drawn ends beyond the frame, so that no cut edge of the ground is seen."""
    page = opened(pages[kind], size)

    reach = page.evaluate("""() => {
        const box = document.querySelector(".map"), map = window[box.id], b = map.getBounds();
        const [w, s, e, n] = box.dataset.window.split(",").map(Number);
        return [b.getWest() - w, b.getSouth() - s, e - b.getEast(), n - b.getNorth()];
    }""")
    assert min(reach) >= -0.5


def test_the_way_lies_over_its_casing_and_both_over_the_ground(
    opened: Opened, pages: Pages
) -> None:
    page = opened(pages["route"])

    order = page.evaluate("""() => [...document.querySelectorAll(".map path")]
        .map(p => p.classList.contains("area") ? 0 : p.classList.contains("casing") ? 1 : 2)""")
    assert order == sorted(order)
    assert set(order) == {0, 1, 2}


def test_modes_differ_in_colour_and_in_dash(opened: Opened, pages: Pages) -> None:
    page = opened(pages["route"])

    looks = page.evaluate("""() => ["rail", "road"].map(mode => {
        const style = getComputedStyle(document.querySelector(`.map .line.${mode}`));
        return [style.stroke, style.strokeDasharray]; })""")
    assert looks[0] == ["rgb(0, 114, 178)", "none"]
    assert looks[1][0] == "rgb(213, 94, 0)"
    assert looks[1][1] != "none"


def test_what_is_avoided_is_hatched(opened: Opened, pages: Pages) -> None:
    page = opened(pages["no-route"])

    fill = page.evaluate("getComputedStyle(document.querySelector('.map .area.avoided')).fill")
    assert fill.startswith('url("#hatch")')


def test_a_crossing_opens_by_keyboard_and_tells_all(opened: Opened, pages: Pages) -> None:
    page = opened(pages["route"])

    page.locator(".map .symbol.gauge-break").focus()
    page.keyboard.press("Enter")
    told = page.locator(".leaflet-popup-content").inner_text()

    for fact in ("Ayard → Byard", "40.0 h", "20.0\N{EN DASH}60.0 h", "7.0 USD/t", "1520 → 1435 mm",
                 "open to third countries", "medium", "Survey of yards and gates",
                 "A note on the first crossing."):  # fmt: skip
        assert fact in told
    page.keyboard.press("Escape")
    page.wait_for_selector(".leaflet-popup-content", state="detached")


def test_every_symbol_and_link_can_be_reached_by_tab(opened: Opened, pages: Pages) -> None:
    page = opened(pages["no-route"])
    reached = set()
    for _ in range(40):
        page.keyboard.press("Tab")
        reached.add(
            page.evaluate("document.activeElement.className + document.activeElement.tagName")
        )

    assert any("skip" in name for name in reached)
    assert any("symbol" in name for name in reached)
    assert any("SUMMARY" in name for name in reached)


def test_the_figures_on_the_page_are_those_of_the_answer(
    opened: Opened, pages: Pages, *, network: Network
) -> None:
    page = opened(pages["route"])
    told = asked(network).to_json()["routes"][0]

    rows = page.locator("table.countries tbody tr, table.countries tfoot tr")
    for row, country in zip(rows.all(), [*told["countries"], told], strict=True):
        cells = row.locator("td").all_inner_texts()
        for cell, cost in zip(
            cells, ("length_km", "time_h", "cost_usd_t", "co2_kg_t"), strict=True
        ):
            value = country[cost]
            if value is None:
                assert cell == "unknown"
            else:
                value = value / 24 if cost == "time_h" else value
                assert float(cell.replace(",", "")) == pytest.approx(value, rel=0.01, abs=0.05)


def test_the_page_of_a_cut_shows_the_proof(opened: Opened, pages: Pages) -> None:
    page = opened(pages["no-route"])

    assert page.locator(".map .symbol.barred").count() == 1
    assert page.locator(".map .line.reached-line").count() >= 1
    assert page.locator(".map .line.least").count() >= 1
    text = page.locator(".facts").inner_text()
    assert "Ccity is not among them" in text
    assert "Bernland is avoided" in text


def test_after_zooming_names_settle_again(opened: Opened, pages: Pages) -> None:
    page = opened(pages["route"])
    page.locator(".leaflet-control-zoom-in").click()
    page.wait_for_timeout(500)

    hidden = page.locator(".map .label:not(.nameless):not(.at-right):not(.at-left)"
                          ":not(.at-top):not(.at-bottom):not(.at-middle)")  # fmt: skip
    assert hidden.count() == 0


@pytest.mark.parametrize("kind", KINDS)
def test_a_page_fills_a4_landscape(opened: Opened, pages: Pages, *, kind: str) -> None:
    """Laid out as for paper: 279 mm x 192 mm inside the margins, 96 CSS pixels to the inch."""
    page: Page = opened(pages[kind], PAPER_PX)
    page.emulate_media(media="print")
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")

    box, drawn = page.evaluate("""() => {
        const box = document.querySelector(".map").getBoundingClientRect();
        return [[box.width, box.height, box.bottom], Object.values(window.map_1.getSize())]; }""")
    assert drawn == pytest.approx(box[:2], abs=3)  # the map knows its size on paper
    assert box[0] > 0.45 * PAPER_PX[0]
    assert 0.88 * PAPER_PX[1] < box[2] < PAPER_PX[1]
    assert page.evaluate("document.documentElement.scrollWidth") <= PAPER_PX[0]
    right = page.evaluate("document.querySelector('.core').getBoundingClientRect().right")
    assert right == pytest.approx(PAPER_PX[0], abs=8)
    assert (
        page.evaluate("document.querySelector('.legend').getBoundingClientRect().bottom")
        <= (PAPER_PX[1])
    )


@pytest.mark.parametrize("kind", KINDS)
def test_a_printed_page_is_a4_landscape_and_holds_text(
    opened: Opened, pages: Pages, *, kind: str
) -> None:
    page: Page = opened(pages[kind])
    page.evaluate("""() => window.addEventListener("beforeprint", () => {
        window.onPaper = Object.values(window.map_1.getSize()); })""")

    pdf = page.pdf(prefer_css_page_size=True, print_background=True)

    map_mm = [pixels * 25.4 / 96 for pixels in page.evaluate("window.onPaper")]
    assert map_mm == pytest.approx([132 if kind == "index" else 188, 160], abs=1)

    boxes = [box.split() for box in re.findall(rb"/MediaBox \[([^]]*)\]", pdf)]
    assert boxes
    assert all(float(w) > float(h) and float(w) == pytest.approx(842, abs=1) for *_, w, h in boxes)
    assert b"/ToUnicode" in pdf  # letters, not pictures of letters
    assert page.evaluate("document.documentElement.className") == ""


def test_a_three_route_page_stays_under_a_mebibyte(network: Network) -> None:
    answer = asked(network)
    three = Answer(**{**answer.__dict__, "routes": answer.routes * 3})

    assert len(route_page(three).encode()) < 2**20
