"""The dependency report as its readers open it."""

from collections.abc import Callable
from typing import Any

import pytest

from ortoo.network.network import load_network
from ortoo.study.dependency import dependency
from ortoo.views.dependency_page import dependency_page

Opened = Callable[..., Any]


@pytest.fixture(scope="module")
def report() -> str:
    found = dependency(load_network(), "Ulaanbaatar", markets=["Almaty", "Bishkek", "Astana"])
    return dependency_page(found)


@pytest.mark.parametrize("size", [(1280, 800), (390, 844)])
def test_the_report_reads_at_any_width(opened: Opened, report: str, size: tuple[int, int]) -> None:
    page = opened(report, size)
    assert page.title().startswith("Who holds what over Ulaanbaatar")
    assert page.evaluate("document.documentElement.scrollWidth") <= size[0]
    assert page.locator(".story p").count() == 2
    assert len(report.encode()) < 2**18


def test_a_bar_is_as_long_as_its_figure_says(opened: Opened, report: str) -> None:
    page = opened(report)
    rows = page.locator(".chart .bars").first.locator("tbody tr")
    drawn = [
        (float(row.locator("rect").nth(1).get_attribute("width")),
         float(row.locator("data").inner_text()))
        for row in rows.all()
    ]  # fmt: skip
    longest, largest = max(drawn)
    assert longest == 100.0
    for length, figure in drawn:
        assert length / 100 == pytest.approx(figure / largest, abs=0.02)


def test_every_figure_leads_to_its_row(opened: Opened, report: str) -> None:
    page = opened(report)
    lost = page.evaluate(
        "() => [...document.querySelectorAll('[data-row]')]"
        ".filter(d => !document.getElementById(d.dataset.row)).length"
    )
    assert lost == 0


def test_the_report_prints_on_two_pages_of_a4(opened: Opened, report: str) -> None:
    pdf = opened(report).pdf(prefer_css_page_size=True)
    assert pdf.count(b"/Type /Page\n") in {1, 2}
