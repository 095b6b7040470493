"""The atlas in Chromium with the network off: every page of it, its index, its search, its numbers."""

import base64
import io
import re
import zlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
from playwright.sync_api import Page

from ortoo.network.corridors import corridor
from ortoo.network.network import Network
from ortoo.routes.exposure import exposure_front, front_json
from ortoo.routes.find import find_routes
from ortoo.routes.question import Avoid, Trip
from ortoo.routes.territory import gap, gap_json
from ortoo.study.branches import branches
from ortoo.study.bridging import bridging
from ortoo.views import exposure_page
from ortoo.views.atlas import write_atlas
from ortoo.views.language import language_of
from ortoo.views.sheet import csv_of
from ortoo.views.tables import figure
from three_lands import PLAN, three_lands

Opened = Callable[..., Page]
Size = tuple[int, int]

SIZES = [(1280, 800), (390, 844), (768, 1024)]
PAPER_PX = (1054, 726)
ROOT = Path(__file__).parents[2]
SHOTS = ROOT / "build" / "screenshots"
WITH_MAP = ("gap-aaa-ccc", "a-city-c-city-exposure", "corridor-silk", "markets")
ROUTES = ("a-city-c-city-free", "a-city-c-city-without-bbb")
KINDS = ("index", "sources", *WITH_MAP, *ROUTES)


@pytest.fixture(scope="module")
def network() -> Network:
    return three_lands()


@pytest.fixture(scope="module")
def atlas(network: Network, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("atlas")
    write_atlas(network, out, progress=lambda _: None, plan=PLAN, processes=1)
    return out


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("kind", KINDS)
def test_a_page_opens_fits_the_window_and_is_kept_as_a_picture(
    opened: Opened, atlas: Path, *, kind: str, size: Size
) -> None:
    page = opened(atlas / f"{kind}.html", size)

    assert page.evaluate("document.documentElement.scrollWidth") <= size[0]
    assert page.title() == page.locator("h1").inner_text()
    SHOTS.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=SHOTS / f"{kind}-{size[0]}x{size[1]}.png")


@pytest.fixture(scope="module")
def mongolian(network: Network, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out, plan = tmp_path_factory.mktemp("mn"), replace(PLAN, language="mn", explorer_origins=())
    write_atlas(network, out, progress=lambda _: None, plan=plan, processes=1)
    return out


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("kind", KINDS)
def test_longer_words_fit_the_window_too(
    opened: Opened, mongolian: Path, *, kind: str, size: Size
) -> None:
    page = opened(mongolian / f"{kind}.html", size)

    assert page.locator("html").get_attribute("lang") == "mn"
    assert page.evaluate("document.documentElement.scrollWidth") <= size[0]
    SHOTS.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=SHOTS / f"mn-{kind}-{size[0]}x{size[1]}.png")


def test_scripts_speak_the_language_of_the_page(opened: Opened, mongolian: Path) -> None:
    messages = language_of("mn").messages
    index = opened(mongolian / "index.html")
    index.fill("#find", "cfar")
    count = index.locator(".card:visible").count()
    assert count > 1
    assert index.locator("#found").inner_text() == messages["{n} pages"].format(n=count)

    page = opened(mongolian / "markets.html")
    assert page.locator(".leaflet-control-scale-line").inner_text().endswith(messages["km"])
    assert page.locator(".leaflet-control-zoom-in").get_attribute("title") == messages["Zoom in"]
    assert messages["© OpenStreetMap contributors · boundaries imply no position"] in (
        page.locator(".leaflet-control-attribution").inner_text()
    )


@pytest.mark.parametrize("language", ["en", "mn"])
@pytest.mark.parametrize("kind", KINDS)
def test_a_printed_page_is_a4_landscape_and_holds_text(
    opened: Opened, atlas: Path, mongolian: Path, *, kind: str, language: str
) -> None:
    page = opened((atlas if language == "en" else mongolian) / f"{kind}.html")
    page.evaluate("""() => window.addEventListener("beforeprint", () => {
        window.onPaper = window.map_1 && Object.values(window.map_1.getSize()); })""")

    pdf = page.pdf(prefer_css_page_size=True, print_background=True)

    boxes = [box.split() for box in re.findall(rb"/MediaBox \[([^]]*)\]", pdf)]
    assert boxes
    for *_, wide, high in boxes:
        assert (float(wide), float(high)) == pytest.approx((842, 595), abs=1)
    assert b"/ToUnicode" in pdf  # letters, not pictures of letters
    if kind not in {"index", "sources"}:
        map_mm = [pixels * 25.4 / 96 for pixels in page.evaluate("window.onPaper")]
        assert map_mm == pytest.approx([132 if kind == "markets" else 188, 160], abs=1)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("kind", WITH_MAP)
def test_lines_and_legend_are_there_and_names_do_not_collide(
    opened: Opened, atlas: Path, *, kind: str, size: Size
) -> None:
    page = opened(atlas / f"{kind}.html", size)

    assert page.locator(".map path.line").count() >= 1
    assert page.locator(".legend li").count() >= 2
    boxes = page.evaluate("""() => [...document.querySelectorAll(
        ".map .label:not(.nameless) .text, .map .symbol .text, .leaflet-control")]
        .map(e => { const r = e.getBoundingClientRect();
                    return [e.textContent, r.left, r.top, r.right, r.bottom]; })""")
    for at, (one, left, top, right, bottom) in enumerate(boxes):
        for other, west, north, east, south in boxes[at + 1 :]:
            apart = right <= west or east <= left or bottom <= north or south <= top
            assert apart, f"{one} on {other}"


@pytest.mark.parametrize(("choice", "leads_to"), [
    ("", ["a-city-c-city-free"]),
    ("avoid=BBB", ["a-city-c-city-without-bbb", "a-city-c-city-exposure"]),
    ("market=c-far&avoid=BBB", ["a-city-c-far-without-bbb", "a-city-c-far-exposure"]),
    ("avoid=BBB&modes=rail", []), ("minimise=cost", []), ("avoid=AAA", []),
])  # fmt: skip
def test_the_explorer_leads_to_the_pages_of_its_question(
    opened: Opened, atlas: Path, *, choice: str, leads_to: list[str]
) -> None:
    page = opened(atlas / "explorer.html")
    page.wait_for_function("document.documentElement.dataset.status")
    page.evaluate(f"location.hash = '{choice}'")
    page.wait_for_function(f"location.hash.slice(1) === '{choice}'")
    page.wait_for_timeout(100)

    found = page.locator("#links a").evaluate_all("all => all.map(a => a.getAttribute('href'))")
    assert found == [f"{name}.html" for name in leads_to]
    assert all((atlas / file).exists() for file in found)
    links = page.locator(".small a").evaluate_all("all => all.map(a => a.getAttribute('href'))")
    assert "sources.html" in links


@pytest.mark.parametrize("kind", WITH_MAP)
def test_a_page_fills_a4_landscape(opened: Opened, atlas: Path, *, kind: str) -> None:
    page = opened(atlas / f"{kind}.html", PAPER_PX)
    page.emulate_media(media="print")
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")

    bottom = page.evaluate("document.querySelector('.map').getBoundingClientRect().bottom")
    assert 0.88 * PAPER_PX[1] < bottom < PAPER_PX[1]
    assert page.evaluate("document.documentElement.scrollWidth") <= PAPER_PX[0]
    right = page.evaluate("document.querySelector('.core').getBoundingClientRect().right")
    assert right == pytest.approx(PAPER_PX[0], abs=8)


def test_a_long_annex_is_not_shrunk_onto_the_paper(
    opened: Opened, network: Network, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same trip 400 times: the table of the annex goes over several pages."""
    monkeypatch.setattr(exposure_page, "MOST_ROWS", 400)
    front = exposure_front(network, Trip("a-city", "c-city"), exposed_to=frozenset({"BBB"}))
    many = replace(front, triples=front.triples * 400, routes=front.routes * 400)
    page = opened(exposure_page.exposure_page(network, many))

    pdf = page.pdf(prefer_css_page_size=True, print_background=True)

    found = (
        scale_of(stream) for stream in re.findall(rb"stream\r?\n(.*?)endstream", pdf, re.DOTALL)
    )
    scales = [scale for scale in found if scale]
    assert len(scales) >= 4
    assert set(scales) == {3.125}  # 300 dots to an inch of 96 pixels


def scale_of(stream: bytes) -> float:
    """By how much a page of a PDF enlarges the pixels of the browser; 0 if it is no page."""
    try:
        text = zlib.decompress(stream)
    except zlib.error:
        return 0.0
    found = re.match(rb"\.24?[39]*\d* 0 0 -\.2\d+ 0 [\d.]+ cm\nq\n([\d.]+) 0 0", text)
    return float(found[1]) if found else 0.0


def test_the_search_finds_by_any_words_and_says_how_many(opened: Opened, atlas: Path) -> None:
    page = opened(atlas / "index.html")
    shown = page.locator(".card:visible")
    total = shown.count()
    assert page.locator("#found").inner_text() == f"{total} pages"

    page.fill("#find", "without BERNLAND cfar")
    assert shown.all_inner_texts()[0].startswith("Without Bernland")
    assert page.locator("#found").inner_text() == "1 page"
    assert page.locator(".group:visible").count() == 1
    page.fill("#find", "nothing of the kind")
    assert shown.count() == 0
    page.fill("#find", "")
    assert shown.count() == total


def test_the_printed_index_sets_markets_side_by_side(opened: Opened, atlas: Path) -> None:
    page = opened(atlas / "index.html", PAPER_PX)
    page.emulate_media(media="print")

    one, other = page.evaluate("""() => [...document.querySelectorAll(
        "#the-way-to-each-market .row")].map(e => e.getBoundingClientRect().toJSON())""")
    assert one["top"] == other["top"]
    assert one["right"] < other["left"]
    assert other["right"] > 0.95 * PAPER_PX[0]


def test_a_card_leads_to_its_page_and_back(opened: Opened, atlas: Path) -> None:
    page = opened(atlas / "index.html")

    page.locator(".card a").first.click()
    assert page.url.endswith("markets.html")
    page.locator("a.home").click()
    assert page.url.endswith("index.html")


def test_the_figures_of_a_gap_are_those_of_the_tables(
    opened: Opened, atlas: Path, network: Network
) -> None:
    page = opened(atlas / "gap-aaa-ccc.html")
    found = gap(network.countries, between=("AAA", "CCC"))
    around = bridging(network, found)

    assert page.locator(".key-figures dd").first.inner_text() == f"{figure(found.gap_km)} km"
    assert page.locator(".scaled .stretch").count() == len(found.between)
    assert f"{found.between[0][1]:,.1f}" in page.locator("table").first.inner_text()
    for _, km in found.inside_one_country:
        assert figure(km) in page.locator(".core").inner_text()
    ends = page.evaluate("""() => [...document.querySelectorAll(".scaled .end-point")]
        .map(e => [Number(e.getAttribute("cx")), Number(e.getAttribute("cy"))])""")
    bar_px = page.evaluate("document.querySelector('.scaled .bar').getTotalLength() - 10")
    text = page.locator(".scaled .bar-text").evaluate("e => e.textContent")
    bar_km = float(text.removesuffix(" km").replace(",", ""))
    drawn = ((ends[0][0] - ends[1][0]) ** 2 + (ends[0][1] - ends[1][1]) ** 2) ** 0.5
    assert drawn / bar_px * bar_km == pytest.approx(found.gap_km, rel=0.01)  # to scale
    rows = page.locator("table.near tbody tr").count()
    assert rows == min(len(around.near), 10)
    assert page.locator("table.near .unknown").count() == 1  # the road that is not built


def test_the_figures_of_a_corridor_are_those_of_the_tables(
    opened: Opened, atlas: Path, network: Network
) -> None:
    page = opened(atlas / "corridor-silk.html")
    found = corridor(network, "silk")

    assert page.locator(".key-figures dd").first.inner_text() == f"{figure(found.length_km)} km"
    shown = [row.split("\t") for row in page.locator("table.branches tbody tr").all_inner_texts()]
    told = [way for way in branches(network, found) if way.route]
    assert [row[1] for row in shown if row[1]] == [
        figure(way.route.length_km) for way in told if way.route
    ]
    assert page.locator("table.crossings tbody tr").count() == 2
    assert "3.0" in page.locator("table.crossings").inner_text()  # the one published capacity
    assert page.locator(".map .line.planned").count() == 1
    assert page.locator(".map .symbol.gauge-break").count() == 1


def test_the_figures_of_a_front_are_those_of_the_tables(
    opened: Opened, atlas: Path, network: Network
) -> None:
    page = opened(atlas / "a-city-c-city-exposure.html")
    front = exposure_front(network, Trip("a-city", "c-city"), exposed_to=frozenset({"BBB"}))

    first = page.locator("table.extremes tbody tr").first.inner_text().split("\t")
    assert first[1] == figure(front.triples[0][0])
    assert first[3] == figure(front.triples[0][2])
    assert page.locator(".front .dot").count() == 2 * len(front.routes)


def test_the_figures_of_the_markets_are_those_of_the_json(
    opened: Opened, atlas: Path, network: Network
) -> None:
    page = opened(atlas / "markets.html")

    for row, market in zip(page.locator("table.matrix tbody tr").all(), ("c-city", "c-far"),
                           strict=True):  # fmt: skip
        free, cut = row.locator("td").all()
        told = find_routes(network, Trip("a-city", market)).to_json()["routes"][0]
        days, km, usd, *_ = free.inner_text().splitlines()
        assert float(days.removesuffix(" days")) == pytest.approx(told["time_h"] / 24, abs=0.05)
        assert km == figure(told["length_km"], "km")
        assert usd == figure(told["cost_usd_t"], "USD/t")
        without = find_routes(network, Trip("a-city", market), avoid=Avoid(countries={"BBB"}))
        least = without.to_json()["proof"]["least_exposure"]
        inside = sum(of["length_km"] for of in least["countries"] if of["country"] == "BBB")
        assert cut.inner_text().splitlines() == [
            "no way", "the proof", f"at least {figure(inside, 'km')} inside",
        ]  # fmt: skip


def test_the_figures_of_gaps_and_fronts_are_those_of_the_json(
    opened: Opened, atlas: Path, network: Network
) -> None:
    told = gap_json(gap(network.countries, between=("AAA", "CCC")))
    page = opened(atlas / "gap-aaa-ccc.html")
    shown = page.locator(".key-figures dd").all_inner_texts()
    assert shown[0] == figure(told["gap_km"], "km")
    land = [row.split("\t")[1] for row in
            page.locator("table").first.locator("tbody tr").all_inner_texts()]  # fmt: skip
    assert land == [f"{of['length_km']:,.1f}" for of in told["between"]]

    front = exposure_front(network, Trip("a-city", "c-city"), exposed_to=frozenset({"BBB"}))
    trips = front_json(front)["front"]
    page = opened(atlas / "a-city-c-city-exposure.html")
    page.locator("details.trips summary").click()
    rows = [row.split("\t") for row in
            page.locator("details.trips tbody tr").all_inner_texts()]  # fmt: skip
    assert [row[1] for row in rows] == [figure(of["exposure"]) for of in trips]
    assert [row[2] for row in rows] == [f"{of['time_h'] / 24:.1f}" for of in trips]
    assert [row[3] for row in rows] == [figure(of["cost_usd_t"]) for of in trips]


def test_the_sources_page_counts_the_rows_of_the_tables(
    opened: Opened, atlas: Path, network: Network
) -> None:
    page = opened(atlas / "sources.html")

    rows = [row.split("\t") for row in page.locator("table.grades tbody tr").all_inner_texts()]
    told = {name: table for name, table in network.tables.items()
            if "confidence" in table and len(table)}  # fmt: skip
    assert [(row[0], int(row[1])) for row in rows] == [(n, len(t)) for n, t in told.items()]
    assert [sum(map(int, row[2:-1])) for row in rows] == [len(table) for table in told.values()]


@pytest.mark.parametrize("kind", WITH_MAP)
def test_the_tables_behind_a_page_can_be_taken_from_it(
    opened: Opened, atlas: Path, *, kind: str
) -> None:
    page = opened(atlas / f"{kind}.html")

    links = page.locator(".downloads a")
    assert links.count() >= 1
    for link in links.all():
        assert (link.get_attribute("download") or "").endswith(".csv")
        packed = (link.get_attribute("href") or "").partition("base64,")[2]
        table = pd.read_csv(io.BytesIO(base64.b64decode(packed)), encoding="utf-8-sig")
        assert len(table.columns) >= 2
    with page.expect_download() as taken:
        links.first.click()
    assert taken.value.suggested_filename.endswith(".csv")


def test_a_formula_in_a_table_stays_text() -> None:
    table = pd.DataFrame({"name": ["=1+1", "@x", "plain"], "km": [1.0, float("nan"), 2.0]})

    lines = csv_of(table).decode("utf-8-sig").splitlines()

    assert lines == ["name,km", "'=1+1,1.0", "'@x,", "plain,2.0"]


def test_the_chart_beside_a_route_ends_at_its_totals(opened: Opened, atlas: Path) -> None:
    page = opened(atlas / "a-city-c-city-free.html")

    assert page.locator("figure.chart polyline").count() == 2
    words = page.locator("figure.chart desc").evaluate("e => e.textContent")
    days = page.locator(".key-figures dd").nth(1).inner_text()
    assert days in words.replace(" days", " days")
    assert page.locator("figure.chart .border").count() == page.locator(
        "table.crossings tbody tr"
    ).count()  # fmt: skip
