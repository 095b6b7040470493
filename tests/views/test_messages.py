"""The catalogue holds every message, well formed; a page in Mongolian holds no English but names."""

import json
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import cache, partial
from html.parser import HTMLParser
from string import Formatter

import pytest
from babel.messages import Catalog
from babel.messages.pofile import read_po
from babel.numbers import format_decimal
from hypothesis import given
from hypothesis import strategies as st

from ortoo.network.network import Network, load_network
from ortoo.routes.exposure import exposure_front
from ortoo.routes.find import find_routes
from ortoo.routes.question import Avoid, Trip
from ortoo.routes.territory import gap
from ortoo.views.atlas import MAKERS
from ortoo.views.atlas_index import atlas_index
from ortoo.views.corridor_page import corridor_page
from ortoo.views.exposure_page import exposure_page
from ortoo.views.gap_page import gap_page
from ortoo.views.index_page import Entry, index_page
from ortoo.views.language import ENGLISH, Language, language_of
from ortoo.views.leaf import Leaf, Plan, Subject
from ortoo.views.leaves import sources_leaf
from ortoo.views.route_page import route_page
from ortoo.views.studies import comparison_leaf, dependency_leaf
from ortoo.views.tables import figure
from tools import messages as catalogue

FIGURES = {"km", "n", "date", "share"}
"""Fields that always are figures; only these may bear a suffix, and only after a hyphen."""


@cache
def kept() -> Catalog:
    with catalogue.CATALOGUE.open("rb") as file:
        return read_po(file, locale="mn")


@cache
def messages() -> dict[str, list[str]]:
    return catalogue.messages()


def translated() -> dict[str, str]:
    return {str(message.id): str(message.string or "") for message in kept() if message.id}


def test_every_message_of_the_sources_is_in_the_catalogue_and_translated() -> None:
    told = translated()

    assert [message for message in messages() if not told.get(message)] == []


def test_the_catalogue_holds_no_message_that_nothing_says() -> None:
    assert sorted(set(translated()) - set(messages())) == []
    assert dict(kept().obsolete) == {}


def test_every_message_says_where_it_is_from() -> None:
    told = {str(m.id): {name for name, _ in m.locations} for m in kept() if m.id}

    for message, where in messages().items():
        assert told[message] == set(where), message


def fields(message: str) -> list[str]:
    return sorted(name for _, name, _, _ in Formatter().parse(message) if name is not None)


@pytest.mark.parametrize("message", sorted(translated()))
def test_a_translation_has_the_fields_of_its_message(message: str) -> None:
    assert fields(translated()[message]) == fields(message)
    assert not any(fields(message)) or "" not in fields(message)  # by name, never by order


def test_no_suffix_is_glued_to_a_field() -> None:
    """A name takes another suffix by its last vowel; a figure takes one after a hyphen."""
    glued = re.compile(r"\{(\w+)\}(-?)[\u0400-\u04ff]")

    assert [
        (found[0], text)
        for text in translated().values()
        for found in glued.finditer(text)
        if not (found[2] and found[1] in FIGURES)
    ] == []


@given(st.integers(min_value=100, max_value=10**9))
def test_whole_figures_are_those_of_the_cldr(value: int) -> None:
    assert figure(float(value)) == format_decimal(value, locale="mn")
    assert figure(float(value)) == format_decimal(value, locale="en")


@given(st.integers(min_value=0, max_value=999))
def test_figures_with_a_decimal_are_those_of_the_cldr(tenths: int) -> None:
    shown = format_decimal(tenths / 10, format="#,##0.0", locale="mn")

    assert figure(tenths / 10) == shown
    assert f"{1234.5:,.1f}" == format_decimal(1234.5, locale="mn")


def test_what_a_catalogue_lacks_stays_english_on_the_page() -> None:
    route = find_routes(network(), Trip("Ulaanbaatar", "Almaty"))
    mongolian = language_of("mn")
    short = {key: text for key, text in mongolian.messages.items() if key != "Legend"}

    html = route_page(route, replace(mongolian, messages=short))

    assert 'aria-label="Legend"' in html
    assert 'lang="mn"' in html
    assert mongolian.messages["Sources"] in html


def test_what_scripts_say_is_brought_by_the_page_and_english_brings_nothing() -> None:
    pages = [PAGES["carec-4a"](language) for language in (language_of("mn"), ENGLISH)]

    brought = re.search(r'<script type="application/json" id="messages">(.*?)</script>', pages[0])
    assert brought is not None
    assert json.loads(brought[1])["{n} km"] == "{n} км"
    assert 'id="messages">' not in pages[1]


# What may be written in Latin letters on a page in Mongolian, and why
NAMES_OF_THINGS = {
    "OpenStreetMap", "ODbL", "CAREC", "CO", "CLDR", "Unicode", "Leaflet", "Lapis", "Lazuli",
    "BSD", "Clause", "CC", "BY", "Apache", "License", "Volodymyr", "Agafonkin", "CloudMade",
    "ortoo", "sha", "HHI",
}  # fmt: skip
"""Data sets, licences, formulas and the program are called so in Mongolian too."""
HIDDEN = ("sources", "all-sources", "downloads", "note", "ids")
CITED = "cite"
"""Titles of sources, names of files, notes and ids of rows stand as their authors wrote them."""
VOID = {"meta", "input", "br", "link"}
SEEN = ("aria-label", "title", "alt", "data-title", "placeholder")


class Read(HTMLParser):
    """Every text of a page that somebody can see or hear, without what ``HIDDEN`` names."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.texts: list[str] = []
        self.scripts: list[str] = []
        self.open: list[tuple[str, bool]] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: Sequence[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        within = any(hidden for _, hidden in self.open)
        named = set((told.get("class") or "").split()) & set(HIDDEN)
        hidden = within or bool(named) or tag == CITED
        if not hidden:
            self.texts += [text for name in SEEN if (text := told.get(name))]
        if tag not in VOID:
            self.open.append((tag, hidden))

    def handle_endtag(self, tag: str) -> None:
        while self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        inside = self.open[-1][0] if self.open else ""
        if inside == "script":
            self.scripts.append(data)
        elif inside != "style" and not any(hidden for _, hidden in self.open) and data.strip():
            self.texts.append(data.strip())


def read(html: str) -> Iterator[str]:
    """The texts of a page, of its map's names and symbols, and of all its popups."""
    page = Read(html)
    yield from page.texts
    for script in page.scripts:
        drawn = r'(?:"html":|\.bindPopup\()\s*("(?:[^"\\]|\\.)*")'
        for literal in re.findall(drawn, script):
            yield from Read(json.loads(literal)).texts


@cache
def network() -> Network:
    return load_network()


def as_written(of: Network) -> list[str]:
    """What the tables name in Latin letters and nobody spelt in Cyrillic ones; longest first.

    The notes of sections are shown as they were written.
    """
    places, sources = of.tables["places"], of.tables["sources"]
    bare = ~places["aliases"].str.contains(r"[\u0400-\u04ff]")
    names = places.loc[bare, "name"].str.replace(r"( border)?( \((sea|road|rail).*\))?$", "",
                                                 regex=True)  # fmt: skip
    notes = [note for note in of.tables["sections"]["note"] if " " in note]
    named = {of.name, of.sha256[:12], *names, *notes, *sources["title"]}
    return sorted(named, key=lambda name: -len(name))


def english(html: str, of: Network) -> list[str]:
    """Words of two Latin letters and more that no reason allows, each with its text."""
    codes, written = set(of.countries["country"]), as_written(of)
    found = []
    for text in read(html):
        rest = "" if text in codes else text  # on a chart, where the name has no room
        rest = re.sub(r"`ortoo [a-z -]+`", "", rest)  # as it is typed
        for name in written:
            if name in rest:
                rest = rest.replace(name, " ")
        words = set(re.findall(r"[A-Za-z]{2,}", rest)) - NAMES_OF_THINGS
        found += [f"{' '.join(sorted(words))}: {text}"] if words else []
    return found


def entries() -> list[Entry]:
    return [
        Entry(answer=find_routes(network(), Trip("Ulaanbaatar", market), avoid=avoid), file="a.html")
        for market in ("Almaty", "Tashkent")
        for avoid in (Avoid(), Avoid(countries={"RUS"}), Avoid(countries={"CHN", "RUS"}))
    ]  # fmt: skip


def route_of(avoid: Avoid, language: Language) -> str:
    trip = Trip("Ulaanbaatar", "Almaty")
    return route_page(find_routes(network(), trip, avoid=avoid, alternatives=1), language)


def front_of(language: Language) -> str:
    trip, exposed = Trip("Ulaanbaatar", "Almaty"), frozenset({"CHN", "RUS"})
    front = exposure_front(network(), trip, exposed_to=exposed)
    return exposure_page(network(), front, language=language)


def gap_of(language: Language) -> str:
    found = gap(network().countries, between=("MNG", "KAZ"))
    return gap_page(network(), found, language=language)


def subject(language: Language) -> Subject:
    return Subject(network=network(), plan=Plan(language=language.code))


def atlas_of(language: Language) -> str:
    """The index over one page of each kind, which say nothing."""
    leaf = Leaf(file="a.html", link="1", finding="2", html="")
    return atlas_index(subject(language), [(maker.group, leaf) for maker in MAKERS])


PAGES: dict[str, Callable[[Language], str]] = {
    "route": partial(route_of, Avoid()),
    "no route": partial(route_of, Avoid(countries={"CHN", "RUS"})),
    "gap": gap_of,
    "exposure": front_of,
    "markets": lambda language: index_page(entries(), language),
    "sources": lambda language: sources_leaf(subject(language), ()).html,
    "atlas": atlas_of,
    "dependency": lambda language: dependency_leaf(subject(language), ()).html,
    "comparison": lambda language: comparison_leaf(subject(language), ("zamyn-uud-closed",)).html,
    **{
        name: lambda language, name=name: corridor_page(network(), name, language=language)
        for name in ("titr", "carec-4a", "trans-siberian")
    },
}


@pytest.mark.parametrize("kind", PAGES)
def test_a_page_in_mongolian_holds_no_english(kind: str) -> None:
    html = PAGES[kind](language_of("mn"))

    assert '<html lang="mn">' in html
    assert english(html, network()) == []


def test_the_reader_of_pages_sees_english_where_there_is_some() -> None:
    """The same page in English is full of it: in tables, on the map, in popups, in attributes."""
    found = "\n".join(english(PAGES["route"](ENGLISH), network()))

    for told in ("Border crossings", "Kazakhstan", "hours", "Skip the map", "Legend",
                 "Confidence", "Border crossing 1"):  # fmt: skip
        assert told in found


def test_figures_are_the_same_in_both_languages() -> None:
    """A page in another language tells other words and the same figures, in each of its tables."""

    def cells(language: Language) -> list[str]:
        return re.findall(r"<td[^>]*>([\d,.]+)</td>", PAGES["route"](language))

    assert cells(language_of("mn")) == cells(ENGLISH)
    assert len(cells(ENGLISH)) > 20
