"""Text is text: whatever somebody typed as a name or a note reads as typed, and does nothing."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from playwright.sync_api import Page

from canaries import CANARIES
from cards import card
from ortoo.base.text import legible
from ortoo.inputs.folder import read_folder
from ortoo.network.network import Network, network_of
from ortoo.routes.answer import Answer
from ortoo.routes.find import find_routes
from ortoo.routes.question import Avoid, Trip
from ortoo.study.comparison import compare, survey_of
from ortoo.views.atlas import write_atlas
from ortoo.views.comparison_page import comparison_page
from ortoo.views.index_page import Entry, index_page
from ortoo.views.notebook import explore
from ortoo.views.route_page import route_page
from three_lands import PLAN, three_lands

Opened = Callable[..., Any]

HOME = Path(__file__).parents[1] / "views" / "three_countries"


def hostile(canary: str) -> Network:
    """The three countries with the canary in every text that any page shows."""
    folder = read_folder(HOME)
    tables = dict(folder.tables)

    def typed(frame: pd.DataFrame, column: str, *, kind: str) -> pd.DataFrame:
        return frame.assign(**{column: [f"{canary} {kind}{n}" for n in range(len(frame))]})

    tables["places"] = typed(tables["places"], "name", kind="place")
    tables["crossings"] = typed(tables["crossings"], "note", kind="note")
    sources = typed(tables["sources"], "title", kind="title")
    tables["sources"] = typed(typed(sources, "publisher", kind="publisher"), "date", kind="date")
    network = network_of(replace(folder, tables=tables, name=f"{canary} network"))
    return replace(network, countries=typed(network.countries, "name", kind="country"))


def asked(network: Network, *countries: str) -> Answer:
    avoid = Avoid(countries=frozenset(countries))
    return find_routes(network, Trip("a-city", "c-city"), avoid=avoid)


def shown(canary: str, kinds: dict[str, tuple[int, ...]]) -> list[str]:
    return [legible(f"{canary} {kind}{n}") for kind, of in kinds.items() for n in of]


@pytest.fixture(params=CANARIES)
def canary(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def text_of(page: Page) -> str:
    """Everything that can be read, popups opened one after the other included."""
    texts = [page.locator("body").evaluate("body => body.innerText + body.textContent")]
    texts += page.evaluate("""() => { const told = [];
        window.map_1.eachLayer(layer => { if (layer.getPopup && layer.getPopup()) {
            layer.openPopup();
            told.push(layer.getPopup().getElement().textContent); } });
        return told; }""")
    return "\n".join(texts)


def untouched(page: Page) -> None:
    assert page.evaluate("window.hacked") is None
    assert "7063" not in text_of(page)
    assert page.locator("body b:has-text('x'):not(.popup b)").count() == 0
    assert page.locator("body img, body iframe").count() == 0
    assert page.locator("script").count() == 4


def test_a_route_page_reads_as_typed(opened: Opened, canary: str) -> None:
    page = opened(route_page(asked(hostile(canary))))

    text = text_of(page)
    for typed in shown(canary, {"place": (0, 1, 5, 8, 9, 10), "country": (0, 1, 2), "note": (0,),
                                "title": (0, 1), "publisher": (0, 1), "date": (0, 1)}):  # fmt: skip
        assert typed in text
    assert legible(f"{canary} place0") in page.title()
    assert legible(f"{canary} network") in text
    untouched(page)


def test_a_no_route_page_reads_as_typed(opened: Opened, canary: str) -> None:
    page = opened(route_page(asked(hostile(canary), "BBB")))

    text = text_of(page)
    for typed in shown(canary, {"place": (0, 1, 9), "country": (0, 1, 2), "title": (0, 1)}):
        assert typed in text
    untouched(page)


def test_an_index_reads_as_typed(opened: Opened, canary: str) -> None:
    network = hostile(canary)
    entries = [Entry(answer=asked(network, *avoid), file="a.html") for avoid in ((), ("BBB",))]
    page = opened(index_page(entries))

    text = text_of(page)
    for typed in shown(canary, {"place": (0, 9, 10), "country": (0, 1, 2), "title": (0, 1)}):
        assert typed in text
    untouched(page)


def test_a_script_that_somebody_smuggles_in_is_not_run(opened: Opened) -> None:
    """The policy is the second wall: it holds even when the first is breached on purpose."""
    html = route_page(asked(hostile("plain")))
    breached = html.replace("<h1>", "<script>window.hacked = 1</script><h1>").replace(
        "<main>", "<main onclick='window.hacked = 2'><img src='https://example.org/x.png'>"
    )
    page = opened(breached)
    page.locator("h1").click()
    page.locator("main").click(position={"x": 3, "y": 3})

    assert page.evaluate("window.hacked") is None
    told = " ".join(opened.wrong)
    opened.wrong.clear()
    assert "Executing inline script violates" in told
    assert "Executing inline event handler violates" in told
    assert "Loading the image" in told


def test_the_watch_itself_sees_a_request(opened: Opened) -> None:
    """Both sides of the wall: without a policy the same image would be asked for."""
    opened("<!DOCTYPE html><img src='https://example.org/x.png'>")

    asked_for = [wrong for wrong in opened.wrong if "example.org" in wrong]
    opened.wrong.clear()
    assert asked_for


def test_the_notebook_frame_shows_the_map_and_cannot_reach_out(opened: Opened) -> None:
    page = opened(f"<!DOCTYPE html><body>{explore(asked(hostile('plain')))._repr_html_()}</body>")
    frame = page.frame_locator("iframe")
    frame.locator(".map path.line").first.wait_for(state="attached")

    inside = page.frames[1]
    reached = inside.evaluate("""() => {
        try { return parent.document.title; } catch (refused) { return "refused"; }
    }""")
    assert reached == "refused"


ATLAS = ("index", "sources", "gap-aaa-ccc", "corridor-silk", "a-city-c-city-exposure",
         "a-city-c-city-free", "a-city-c-city-without-bbb", "markets", "explorer")  # fmt: skip
TYPED = {
    "index": {"name": (0, 1, 9)},
    "sources": {"title": (0, 1), "publisher": (0, 1), "date": (0, 1)},
    "gap-aaa-ccc": {"name": (0, 1, 2, 9, 8), "note": (8,), "title": (0,)},
    "corridor-silk": {"name": (0, 2, 9, 10), "what": (0,), "title": (0, 1)},
    "a-city-c-city-exposure": {"name": (0, 1, 2, 9), "title": (0,)},
    "a-city-c-city-free": {"name": (0, 1, 9), "note": (0,)},
    "a-city-c-city-without-bbb": {"name": (0, 1, 9)},
    "markets": {"name": (0, 1, 9, 10)},
    "explorer": {"name": (0, 1, 2, 9, 10)},
}


@pytest.mark.parametrize("canary", CANARIES)
def test_every_page_of_an_atlas_reads_as_typed(opened: Opened, tmp_path: Path, canary: str) -> None:
    write_atlas(three_lands(canary), tmp_path, progress=lambda _: None, plan=PLAN, processes=1)

    for kind in ATLAS:
        page = opened(tmp_path / f"{kind}.html")
        if kind == "explorer":
            page.wait_for_function("document.documentElement.dataset.status")
        text = page.locator("html").evaluate("html => html.innerText + html.textContent")
        if page.locator(".map").count():
            text += text_of(page)
        for typed in shown(canary, TYPED[kind]):
            assert typed in text, f"{typed} on {kind}"
        inert(page, text)


def inert(page: Page, text: str) -> None:
    assert page.evaluate("window.hacked") is None
    assert "7063" not in text
    assert page.locator("body img, body iframe").count() == 0
    assert page.locator("body b:has-text('x'):not(.popup b)").count() == 0


IN_CYRILLIC = "\u0416 {{7*1009}} {#3} <b>x</b> ${x} `y` \"q\" 'q' \\ </script>"
SPELT = {
    "markets": (0, 9, 10), "gap-aaa-ccc": (0, 9), "corridor-silk": (0, 9, 10),
    "a-city-c-city-exposure": (0, 9), "a-city-c-city-free": (0, 9),
    "a-city-c-city-without-bbb": (0, 9), "index": (9, 10),
}  # fmt: skip
"""Which places each page names by their spelling in Cyrillic."""


def test_pages_in_mongolian_read_as_typed(opened: Opened, tmp_path: Path) -> None:
    """Another spelling of a place is text from outside as well, and passes through messages."""
    plain = three_lands("{{7*1009}} {n}")
    places = plain.tables["places"]
    spelt = places.assign(aliases=[f"{IN_CYRILLIC} alias{n}" for n in range(len(places))])
    network = replace(plain, tables={**plain.tables, "places": spelt})
    plan = replace(PLAN, language="mn", explorer_origins=())
    write_atlas(network, tmp_path, progress=lambda _: None, plan=plan, processes=1)

    for kind, of in SPELT.items():
        page = opened(tmp_path / f"{kind}.html")
        text = page.locator("html").evaluate("html => html.innerText + html.textContent")
        if page.locator(".map").count():
            text += text_of(page)
        assert page.locator("html").get_attribute("lang") == "mn"
        for n in of:
            assert legible(f"{IN_CYRILLIC} alias{n}") in text, f"{n} on {kind}"
        inert(page, text)


@pytest.mark.parametrize("canary", CANARIES)
def test_a_comparison_names_places_and_countries_as_typed(
    opened: Opened, tmp_path: Path, canary: str
) -> None:
    network = hostile(canary)
    crossing = network.tables["crossings"]["crossing_id"].iloc[0]
    slower = card(tmp_path, "slower", f"{{do: delay, crossings: ['{crossing}'], time_h: 50}}")
    survey = survey_of(network, origins=["a-city"], markets=["c-city"])
    page = opened(comparison_page(compare(network, [slower], survey=survey)))

    text = text_of(page)
    for typed in shown(canary, {"place": (0, 9), "country": (0, 1, 2)}):
        assert typed in text
    inert(page, text)
