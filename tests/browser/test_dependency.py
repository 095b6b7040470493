"""The dependency report as its readers open it: the map, what can be chosen, charts, paper."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from canaries import CANARIES
from ortoo.base.text import legible
from ortoo.network.network import load_network
from ortoo.study.dependency import Dependency, dependency
from ortoo.study.terms import Terms, Weights
from ortoo.views.dependency_page import dependency_page
from ortoo.views.dependency_wording import value_text
from ortoo.views.language import language_of
from ortoo.views.leaf import HOME, Plan, Subject
from ortoo.views.studies import comparison_leaf, dependency_leaf
from three_lands import three_lands

Opened = Callable[..., Any]
SHOTS = Path(__file__).parents[2] / "build" / "screenshots"
PAPER_PX = (1054, 726)


@pytest.fixture(scope="module")
def found() -> Dependency:
    return dependency(load_network(), "Ulaanbaatar", markets=["Almaty", "Bishkek", "Astana"])


@pytest.fixture(scope="module")
def report(found: Dependency) -> str:
    return dependency_page(found)


@pytest.mark.parametrize("size", [(1280, 800), (390, 844)])
@pytest.mark.parametrize("language", ["en", "mn"])
def test_the_report_reads_at_any_width(
    opened: Opened, found: Dependency, *, language: str, size: tuple[int, int]
) -> None:
    report = dependency_page(found, language_of(language))
    page = opened(report, size)

    assert page.locator("html").get_attribute("lang") == language
    assert page.title() == page.locator("h1").inner_text()
    assert page.evaluate("document.documentElement.scrollWidth") <= size[0]
    assert page.locator(".story p").count() == 2
    assert len(report.encode()) < 2**20
    SHOTS.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=SHOTS / f"dependency-{language}-{size[0]}x{size[1]}.png")


def test_in_mongolian_nothing_is_english_but_the_name_of_an_index(
    opened: Opened, found: Dependency
) -> None:
    page = opened(dependency_page(found, language_of("mn")))
    page.locator(".held button").first.click()

    told = page.locator("h1, .under, th, caption, summary, .legend, .story, .note, .popup")
    latin = {word for text in told.all_inner_texts() for word in re.findall("[A-Za-z]{2,}", text)}
    assert latin <= {"HHI"}


def test_a_bar_is_as_long_as_its_figure_says(opened: Opened, report: str) -> None:
    page = opened(report)
    rows = page.locator(".chart .bars").first.locator("tbody tr")
    drawn = [
        (float(row.locator("rect").nth(1).get_attribute("width")),
         float(row.locator("data").inner_text().lstrip("<")))
        for row in rows.all()
    ]  # fmt: skip
    longest, largest = max(drawn)
    assert longest == 100.0
    for length, figure in drawn:
        assert length / 100 == pytest.approx(figure / largest, abs=0.02)


@pytest.mark.parametrize("language", ["en", "mn"])
def test_every_figure_leads_to_its_row(opened: Opened, found: Dependency, language: str) -> None:
    page = opened(dependency_page(found, language_of(language)))
    lost, cited = page.evaluate("""() => { const all = [...document.querySelectorAll('[data-row]')];
        return [all.filter(d => !document.getElementById(d.dataset.row)).length,
                all.filter(d => d.closest('.story')).map(d => d.dataset.row)]; }""")
    assert lost == 0
    assert len(cited) > 10


def chosen(page: Page) -> tuple[list[str], list[str], str]:
    """The pressed rows, what is marked on the map, and the head of the open popup."""
    return (
        page.locator(".core button.pick[aria-pressed=true]").all_inner_texts(),
        page.evaluate("""() => [...document.querySelectorAll(".map .item.chosen")]
            .map(e => [...e.classList].find(n => n.startsWith("item-")))"""),
        (page.locator(".popup h3").all_inner_texts() or [""])[-1],  # one before it may still fade
    )


def test_the_map_shows_the_classes_and_the_figures_of_the_tables(
    opened: Opened, report: str, found: Dependency
) -> None:
    page = opened(report)

    assert page.locator(".legend .area").count() == 5
    assert page.locator(".legend .symbol").count() >= 2
    assert page.locator(".map path.line").count() > 20
    for row in page.locator(".held tbody tr").all():
        item = row.get_attribute("data-item")
        sample = row.locator(".area").get_attribute("class")
        area = page.locator(f".map path.item-{item}")
        assert row.locator("button").count() == area.count()  # Türkiye lies outside of the window
        if area.count():
            assert f"{sample} " in str(area.get_attribute("class"))
            assert area.evaluate("e => getComputedStyle(e).fill") == row.locator(".area").evaluate(
                "e => getComputedStyle(e).fill"
            )
    for row in page.locator(".held tbody tr").all()[:3]:
        row.locator("button").click()
        told = page.locator(".popup").last.locator("dd").all_inner_texts()
        assert [told[n] for n in (0, 1, 2, 4)] == row.locator("td data").all_inner_texts()
    worst = page.locator(".closures").first.locator("tbody tr").first
    worst.locator("button").click()
    rises = found.rows("crossing_criticality").sort_values("value")
    assert page.locator(".popup").last.locator("dd").first.inner_text() == value_text(
        rises.iloc[-1]
    )
    assert page.locator(".map .symbol.chosen .text").inner_text() == "1"


def test_a_choice_in_a_table_shows_on_the_map_and_the_reverse(opened: Opened, report: str) -> None:
    page = opened(report)
    assert chosen(page) == ([], [], "")

    before = page.evaluate("map_1.getCenter().toString()")
    page.locator(".held button", has_text="China").click()
    assert chosen(page) == (["China"], ["item-1"], "China")
    assert page.evaluate("map_1.getCenter().toString()") == before  # the popup finds room
    page.locator(".held button", has_text="China").click()
    assert chosen(page)[:2] == ([], [])

    page.locator(".map .symbol.item").first.click()
    (name,), (item,), popup = chosen(page)
    assert name == popup
    assert page.locator(f".closures tr.chosen[data-item='{item[5:]}']").count() == 1
    page.keyboard.press("Escape")
    assert chosen(page)[:2] == ([], [])


def test_a_choice_can_be_made_by_key_from_both_sides(opened: Opened, report: str) -> None:
    page = opened(report)
    page.locator(".held button", has_text="Kazakhstan").focus()
    page.keyboard.press("Enter")
    assert chosen(page)[0] == ["Kazakhstan"]

    page.locator(".map path.area.item[aria-label=Russia]").focus()
    page.keyboard.press(" ")
    assert chosen(page)[0] == ["Russia"]
    page.keyboard.press("Enter")
    assert chosen(page)[0] == []

    page.locator(".map .symbol.item").first.focus()
    page.keyboard.press("Enter")
    assert len(chosen(page)[0]) == 1


def test_a_section_is_chosen_from_its_row_and_from_the_chart(opened: Opened, report: str) -> None:
    page = opened(report)
    page.locator(".closures").nth(1).locator("button").first.click()
    (name,), (item,), popup = chosen(page)
    assert name == popup
    assert page.locator(f".map path.line.{item}.chosen").count() == 1

    page.locator(".chart .bars button", has_text=re.compile("^Russia$")).click()
    assert chosen(page)[0] == ["Russia"]
    top, bottom = page.evaluate(
        "(r => [r.top, r.bottom])(document.querySelector('.map').getBoundingClientRect())"
    )
    assert bottom > 0
    assert top < 800


def test_the_report_fills_a4_and_its_map_has_a_page_of_its_own(opened: Opened, report: str) -> None:
    page = opened(report, PAPER_PX)
    page.emulate_media(media="print")
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    for part, least in ((".map", 0.85), (".legend", 0.85), (".core", 0.5)):
        bottom = page.evaluate(f"document.querySelector('{part}').getBoundingClientRect().bottom")
        assert least * PAPER_PX[1] < bottom < PAPER_PX[1], part
    assert page.evaluate("document.documentElement.scrollWidth") <= PAPER_PX[0]
    right = page.evaluate("document.querySelector('.core').getBoundingClientRect().right")
    assert right == pytest.approx(PAPER_PX[0], abs=8)

    pdf = opened(report).pdf(prefer_css_page_size=True)
    assert pdf.count(b"/Type /Page\n") in {3, 4, 5}


@pytest.mark.parametrize("canary", CANARIES)
@pytest.mark.parametrize("language", ["en", "mn"])
def test_a_name_reads_as_typed_in_tables_and_popups(
    opened: Opened, canary: str, language: str
) -> None:
    """Places and one country; Mongolian calls countries by its own names, as far as it has any."""
    lands = three_lands(canary)
    case = dependency(lands, "a-city", markets=["c-city"], terms=Terms(weights=Weights.EQUAL))
    page = opened(dependency_page(case, language_of(language)))
    for row in page.locator(".core button.pick").all():
        row.click()
        assert page.locator(".popup h3").last.inner_text() == legible(row.inner_text())

    assert page.evaluate("window.hacked") is None
    assert page.locator("body img, body iframe, body b:has-text('x')").count() == 0
    text = page.locator("body").evaluate("body => body.innerText")
    assert legible(f"{canary} name") in text
    assert "7063" not in text


def test_in_the_atlas_both_studies_have_small_pictures_tables_and_a_way_home(
    opened: Opened,
) -> None:
    subject = Subject(network=load_network(), plan=Plan())
    leaves = [dependency_leaf(subject, ()), comparison_leaf(subject, ("zamyn-uud-closed",))]
    for leaf in leaves:
        assert leaf.thumbnail.startswith('<svg class="thumb"')
        assert "line" in leaf.thumbnail
        page = opened(leaf.html)
        assert page.locator("a.home").get_attribute("href") == HOME
        assert page.locator(".downloads a").count() >= 4
    assert "area power-5" in leaves[0].thumbnail
