"""The page is one file that asks for nothing, and folium cannot put anything else into it."""

import base64
import hashlib
import re
from html.parser import HTMLParser
from pathlib import Path

import folium
import pytest
import shapely
from branca.element import Element, MacroElement
from folium.template import Template

from ortoo.base.errors import InternalError
from ortoo.network.network import Network, load_network
from ortoo.routes.answer import Answer
from ortoo.routes.find import find_routes
from ortoo.routes.question import Avoid, Trip
from ortoo.views import page
from ortoo.views.assets import UnknownAssetError
from ortoo.views.index_page import Entry, index_page
from ortoo.views.language import language_of
from ortoo.views.notebook import explore
from ortoo.views.picture import Area, AreaLook, Bounds, Mark, MarkLook, Picture
from ortoo.views.route_page import route_page
from unpacking import unpacked

FREE, CUT = Avoid(), Avoid(countries={"BBB"})
NOWHERE = Picture(areas=(), lines=(), marks=(), view=Bounds(0, 0, 1, 1), window=Bounds(0, 0, 1, 1))


@pytest.fixture(scope="module")
def network() -> Network:
    return load_network(Path(__file__).parent / "three_countries")


def asked(network: Network, avoid: Avoid = FREE) -> Answer:
    return find_routes(network, Trip("Acity", "Ccity"), avoid=avoid)


def pages(network: Network) -> list[str]:
    entries = [Entry(answer=asked(network, avoid), file="a.html") for avoid in (FREE, CUT)]
    return [*(route_page(entry.answer) for entry in entries), index_page(entries)]


class Elements(HTMLParser):
    """Every start tag with its attributes, and the text of every script and style."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.inside: dict[str, list[str]] = {"script": [], "style": []}
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))
        if tag in self.inside:
            self.inside[tag].append("")

    def handle_data(self, data: str) -> None:
        if self.cdata_elem in self.inside:
            self.inside[self.cdata_elem][-1] += data


def test_no_page_loads_anything(network: Network) -> None:
    for html in pages(network):
        for tag, attributes in Elements(html).tags:
            assert "src" not in attributes, tag
            assert tag not in {"link", "iframe", "object", "embed", "base", "img", "form"}
            assert not [name for name in attributes if name.startswith("on") or name == "style"]


def test_the_policy_names_exactly_the_scripts_and_styles_of_the_page(network: Network) -> None:
    for html in pages(network):
        found = Elements(html)
        policy = next(a["content"] for t, a in found.tags if a.get("http-equiv"))
        for kind in ("script", "style"):
            hashes = {base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
                      for text in found.inside[kind]}  # fmt: skip
            allowed = re.search(rf"{kind}-src ([^;]*);", policy)
            assert allowed is not None
            assert {f"'sha256-{digest}'" for digest in hashes} == set(allowed[1].split())


def test_the_same_answer_gives_the_same_bytes(network: Network) -> None:
    again = load_network(Path(__file__).parent / "three_countries")

    assert pages(network) == pages(again)


def test_two_maps_of_one_process_do_not_meet(network: Network) -> None:
    alone = route_page(asked(network))
    folium.Map.default_js.append(("foreign", "https://example.org/foreign.js"))
    try:
        with pytest.raises(UnknownAssetError, match="foreign"):
            route_page(asked(network))
    finally:
        folium.Map.default_js.pop()

    assert route_page(asked(network)) == alone


def test_the_page_has_a_language_a_title_and_a_word_for_the_picture(network: Network) -> None:
    for html in pages(network):
        found = dict(Elements(html).tags)
        title = re.search(r"<title>(.*)</title>", html)
        assert found["html"]["lang"] == "en"
        assert title is not None
        assert f"<h1>{title[1]}</h1>" in html
        assert "aria-label" in next(a for t, a in Elements(html).tags if a.get("class") == "map")


def test_every_page_says_whose_data_it_is_and_takes_no_side(network: Network) -> None:
    for html in pages(network):
        assert "OpenStreetMap contributors" in html
        assert "imply no position" in html
        assert "2026-06-01" in html


def test_a_mark_writes_no_character_that_a_template_or_a_script_would_act_upon() -> None:
    name = "{{7*1009}} {% x %} {#3} ${x} `y` </script><b>\\u003c</b> \"'"
    mark = Mark(lon=0, lat=0, look=MarkLook.TOWN, text=name, spoken=name)
    picture = Picture(areas=(), lines=(), marks=(mark,), view=NOWHERE.view, window=NOWHERE.window)

    script = page.draw(picture).scripts[-1]

    assert "7063" not in script
    assert "<" not in script
    assert "&#123;&#123;7*1009&#125;&#125;".replace("&", r"\u0026") in script


@pytest.mark.parametrize(
    "html", ["<img src=x>", "<div onclick='x()'></div>", "<p>", "<iframe></iframe>"]
)
def test_an_element_that_folium_should_not_write_is_refused(
    monkeypatch: pytest.MonkeyPatch, html: str
) -> None:
    made = folium.Map(tiles=None)
    made.get_root().html.add_child(Element(html))
    monkeypatch.setattr(page, "_folium_map", lambda *_: made)

    with pytest.raises(InternalError, match="unexpected element"):
        page.draw(NOWHERE)


def test_markup_in_foliums_script_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    class Careless(MacroElement):
        _template = Template("{% macro script(this, kwargs) %}var a = '<b>';{% endmacro %}")

    made = folium.Map(tiles=None)
    Careless().add_to(made)
    monkeypatch.setattr(page, "_folium_map", lambda *_: made)

    with pytest.raises(InternalError, match="markup into its script"):
        page.draw(NOWHERE)


def test_random_ids_are_gone_but_a_hash_that_somebody_typed_stays() -> None:
    typed = "0123456789abcdef0123456789abcdef"
    mark = Mark(lon=0, lat=0, look=MarkLook.TOWN, text=typed)
    picture = Picture(areas=(), lines=(), marks=(mark,), view=NOWHERE.view, window=NOWHERE.window)

    drawn = page.draw(picture)

    assert re.findall(r"_[0-9a-f]{32}", drawn.scripts[-1]) == []
    assert typed in drawn.scripts[-1]
    assert drawn.map_id == "map_1"


def test_shared_borders_stay_shared_when_rounded() -> None:
    west = shapely.Polygon([(0, 0), (1.00049, 0), (1.00049, 1.2345678), (0, 1)])
    east = shapely.Polygon([(1.00049, 0), (2, 0), (2, 1), (1.00049, 1.2345678)])
    areas = (Area(shapes=(west, east), look=AreaLook.LAND),)
    picture = Picture(areas=areas, lines=(), marks=(), view=NOWHERE.view, window=NOWHERE.window)

    script = page.draw(picture).scripts[-1]

    rings = [unpacked(text) for text in re.findall(r'unpacked\(\[\["([^"]*)"\]\]\)', script)]
    rings += [unpacked(text) for text in re.findall(r'unpacked\(\["([^"]*)"\]\)', script)]
    assert sum(ring.count((1000, 1235)) for ring in rings) == 2
    assert "smoothFactor: 0," in script  # Leaflet would thin each country by itself


def test_a_notebook_shows_the_page_in_a_frame_without_an_origin(network: Network) -> None:
    shown = explore(asked(network))

    frame = Elements(shown._repr_html_()).tags
    assert [tag for tag, _ in frame] == ["iframe"]
    assert frame[0][1]["sandbox"] == "allow-scripts"
    assert frame[0][1]["srcdoc"] == shown.html


def test_a_notebook_shows_the_page_in_mongolian_when_asked(network: Network) -> None:
    assert explore(asked(network), language="mn").html == route_page(
        asked(network), language_of("mn")
    )
