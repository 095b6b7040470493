"""The comparison page in Chromium: the switch works, without a mouse too, and text stays text."""

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from canaries import CANARIES
from cards import card
from ortoo.base.text import legible
from ortoo.inputs.cards import Scenario
from ortoo.network.network import load_network
from ortoo.study.comparison import compare, survey_of
from ortoo.study.situations import situations
from ortoo.views.comparison_page import comparison_page
from ortoo.views.comparison_situations import situations_sheet
from ortoo.views.language import language_of
from ortoo.views.sheet import page as sheet_page

Opened = Callable[..., Any]
HOME = Path(__file__).parents[1] / "views" / "three_countries"


def page_text(folder: Path, *, language: str = "en", **typed: str) -> str:
    network = load_network(HOME)
    first, second = network.tables["crossings"]["crossing_id"].iloc[:2]
    cards: list[Scenario] = [
        card(folder, name, f"{{do: delay, crossings: ['{key}'], time_h: {hours}}}",
             f"{{do: delay, crossings: ['{second}'], time_h: 1}}")
        for name, key, hours in (("one", first, 5), ("two", second, 50))
    ]  # fmt: skip
    told = typed.pop("told", None)
    if told is not None:
        cards = [replace(c, title=told + " t", why=told + " w", source=(told + " s",),
                         edits=tuple(e.model_copy(update={"why": told + " e"}) for e in c.edits))
                 for c in cards]  # fmt: skip
    survey = survey_of(network, origins=["Acity"], markets=["Ccity"])
    return comparison_page(compare(network, cards, survey=survey), language_of(language))


def shown(page: Page) -> list[str]:
    return page.evaluate("""() => [...document.querySelectorAll("[data-layer]")]
        .filter(part => !part.hidden).map(part => part.dataset.layer)""")


def drawn(page: Page) -> list[str]:
    return page.evaluate("""() => [...new Set([...document.querySelectorAll(".line.layer")]
        .filter(line => getComputedStyle(line).display !== "none")
        .map(line => [...line.classList].find(name => name.startsWith("layer-"))))]""")


def test_the_switch_shows_one_scenario_at_a_time_by_mouse_and_by_key(
    opened: Opened, tmp_path: Path
) -> None:
    page = opened(page_text(tmp_path))
    assert (shown(page), drawn(page)) == (["1"], ["layer-1"])

    page.locator(".switch input").nth(1).check()
    assert (shown(page), drawn(page)) == (["2"], ["layer-2"])

    page.locator(".switch input").nth(1).press("ArrowUp")
    assert (shown(page), drawn(page)) == (["1"], ["layer-1"])
    assert page.locator(".map .line.before").count() == 1


def test_in_mongolian_the_switch_works_and_nothing_but_names_is_english(
    opened: Opened, tmp_path: Path
) -> None:
    page = opened(page_text(tmp_path, language="mn"))
    page.locator(".switch input").nth(1).check()

    assert (shown(page), drawn(page)) == (["2"], ["layer-2"])
    assert page.locator("html").get_attribute("lang") == "mn"
    heads = page.locator("th[scope=col], caption, summary, legend, .legend li").all_inner_texts()
    latin = {word for head in heads for word in re.findall("[A-Za-z]{2,}", head)}
    assert latin <= {"CO", "Ccity", "Anland", "Bernland", "Cfar"}


def test_on_paper_every_scenario_can_be_read(opened: Opened, tmp_path: Path) -> None:
    page = opened(page_text(tmp_path))
    page.emulate_media(media="print")
    visible = page.locator("section.variant").evaluate_all(
        "parts => parts.filter(part => getComputedStyle(part).display !== 'none').length"
    )
    assert visible == 2


def test_each_avoided_set_has_its_own_ways_and_on_paper_those_that_change(
    opened: Opened, tmp_path: Path
) -> None:
    """From Acity to Ccity all ways lead through BBB: a delay there moves every one of them."""
    network = load_network(HOME)
    key = network.tables["crossings"]["crossing_id"].iloc[0]
    late = card(tmp_path, "late", f"{{do: delay, crossings: ['{key}'], time_h: 50}}")
    asked = survey_of(network, origins=["Acity"], markets=["Ccity"])
    sets = (frozenset[str](), frozenset({"BBB"}))
    found = situations(network, late, survey=asked, avoid_sets=sets)
    page = opened(sheet_page(situations_sheet(found), language_of("en")))

    assert [one.barred for one in found] == [False, False, True]
    assert (shown(page), drawn(page)) == (["1"], ["layer-1"])
    page.locator(".switch input").nth(2).check()
    assert (shown(page), drawn(page)) == (["3"], ["layer-3"])
    assert page.locator(".map .line.before.layer-3").count() == 1
    assert page.locator(".map .line.planned").count() == 1
    page.emulate_media(media="print")
    assert page.locator("section.variant:visible").count() == 3

    idle = card(tmp_path, "idle", f"{{do: set, crossings: ['{key}'], capacity_mt_y: 5}}")
    nothing = situations(network, idle, survey=asked, avoid_sets=sets)
    page = opened(sheet_page(situations_sheet(nothing), language_of("en")))
    page.emulate_media(media="print")
    assert page.locator("section.variant:visible").count() == 0


@pytest.mark.parametrize("canary", CANARIES)
def test_what_a_card_says_reads_as_typed_and_does_nothing(
    canary: str, opened: Opened, tmp_path: Path
) -> None:
    page = opened(page_text(tmp_path, told=canary))
    text = page.locator("body").evaluate("body => body.textContent")

    assert page.evaluate("window.hacked") is None
    for kind in ("t", "w", "s"):
        assert legible(f"{canary} {kind}") in text


def test_a_phone_needs_no_sideways_scrolling(opened: Opened, tmp_path: Path) -> None:
    page = opened(page_text(tmp_path), size=(390, 844))
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
