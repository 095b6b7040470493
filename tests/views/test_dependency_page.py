"""The report: every number can be traced, unknown reads as a word, names are only text."""

import re
from html.parser import HTMLParser

import pytest

from conftest import sketched
from dependence import lines, ways, with_markets
from ortoo.base.saying import Cited
from ortoo.network.network import Network
from ortoo.study.dependency import Dependency, dependency
from ortoo.study.terms import Terms, Weights
from ortoo.views.charts import length_text, stacked
from ortoo.views.dependency_page import dependency_page
from ortoo.views.dependency_story import about_closures, about_countries
from ortoo.views.dependency_wording import percent_text, rise_text, value_text
from ortoo.views.language import ENGLISH
from ortoo.views.wording import Names


class Page(HTMLParser):
    """Cited figures, ids, and all that could load, run or style something."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.cited: list[tuple[str, str]] = []
        self.ids: set[str] = set()
        self.acting: list[str] = []
        self.scripts = 0
        self.text = ""
        self._row = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.ids.update({given["id"]} if "id" in given else ())
        self._row = given.get("data-row", "") if tag == "data" else ""
        if tag in {"link", "img", "iframe", "object"}:
            self.acting.append(tag)
        self.scripts += tag == "script"
        self.acting += [n for n in given if n.startswith("on") or n in {"style", "src"}]

    def handle_data(self, data: str) -> None:
        if self.cdata_elem is None:
            self.text += data
        if self._row:
            self.cited.append((self._row, data))
            self._row = ""


@pytest.fixture(scope="module")
def found() -> Dependency:
    """d behind A or B; e behind A alone, and of unknown weight; f out of reach."""
    network = sketched("o-O 1 OOO", "d-D 1 DDD", "e-E 1 EEE", "f-F 1 FFF", "A-a 100 AAA",
                       "B-b 100 BBB", "O>A 1h", "a>D 1h", "a>E 1h", "O>B 1h", "b>D 9h")  # fmt: skip
    return dependency(with_markets(network, d=30, e=None, f=10), "o")


@pytest.fixture(scope="module")
def page(found: Dependency) -> Page:
    return Page(dependency_page(found))


def test_every_number_names_a_row_and_the_row_is_on_the_page(page: Page, found: Dependency) -> None:
    known = {*found.facts["row_id"], *found.sensitivity["row_id"],
             *("weights/" + m for m in found.weights["market"])}  # fmt: skip
    assert len(page.cited) > 50
    assert {row for row, _ in page.cited} <= known
    assert {row for row, _ in page.cited} <= page.ids


def test_a_cited_figure_is_the_value_of_its_row(page: Page, found: Dependency) -> None:
    rows = found.facts.set_index("row_id", drop=False)
    whole = [(row, text) for row, text in page.cited
             if row in rows.index and not row.startswith("access")]  # fmt: skip
    for row, text in whole:
        told = value_text(rows.loc[row])
        assert text in {told, told.removeprefix("+"), "no way", f"cuts off {told}"}, (row, text)


def test_the_paragraphs_hold_no_number_without_a_row(found: Dependency) -> None:
    names = Names(found.case.network)
    for about in (about_countries, about_closures):
        for sentence in about(found, names):
            for piece in ENGLISH.pieces(sentence):
                assert isinstance(piece, Cited) or not re.search(r"\d", piece), sentence


def test_the_paragraphs_say_what_the_drawing_says(found: Dependency) -> None:
    """Weights d 3/4, f 1/4 (out of reach): A and B hold half of d each."""
    told = " ".join(about_countries(found, Names(found.case.network)))
    assert "AAA (0.38) and BBB (0.38) hold the power to connect" in told
    assert "No single country can cut off any market" in told
    closures = " ".join(about_closures(found, Names(found.case.network)))
    assert "e counts in no weighted figure: no GDP is known for it" in closures
    assert "How much could be carried to d and e is unknown" in closures


def test_the_paragraphs_say_whether_the_order_is_firm() -> None:
    """A alone; and A at 10 USD and 22 h against B at 30 USD and 5 h, where dear time turns it."""
    firm = dependency(with_markets(ways("A"), d=1), "o")
    network = sketched("o-O 1 OOO", "d-D 1 DDD", "A-a 100 AAA", "O>A 1h", "a>D 20h",
                       "B-b 300 BBB", "O>B 1h", "b>D 1h")  # fmt: skip
    turned = dependency(with_markets(network, d=1), "o")
    told = [" ".join(about_closures(f, Names(f.case.network))) for f in (firm, turned)]

    assert "Most power over cost, under every other setting tried too: AAA." in told[0]
    assert "Most power over cost: AAA, but the order is not firm." in told[1]
    assert "With a value of time of 1.46 USD/(t h), BBB comes first." in told[1]


def test_settings_that_turn_the_order_stand_in_one_sentence() -> None:
    """To C's 900 km, A is 700 km shorter to d, and B 800 km to e; d has 60 % of the GDP."""
    network = sketched("o-O 1 OOO", "d-D 1 DDD", "e-E 1 EEE", "A-a 200 AAA", "B-b 100 BBB",
                       "C-c 900 CCC", "O>A 0h", "a>D 0h", "O>B 0h", "b>E 0h", "O>C 0h", "c>D 0h",
                       "c>E 0h")  # fmt: skip
    weighed = with_markets(network, d=60, e=40)
    told = " ".join(about_closures(dependency(weighed, "o"), Names(network)))

    assert "With markets weighted by population or equally, BBB comes first." in told


def test_generalised_cost_is_not_called_money(page: Page) -> None:
    """102 km by road in 1.02 h and two borders of an hour: 10.2 USD, and 0.42 for each hour."""
    texts = dict(page.cited)
    assert texts["best_usd//d"] == "10"
    assert texts["least_cost//d"] == "11"
    assert "generalised cost, USD/t" in page.text


def test_unknown_infinite_and_out_of_reach_read_as_words(page: Page) -> None:
    texts = dict(page.cited)
    assert texts["weights/e"] == "unknown"
    assert texts["bypass_penalty/AAA/e"] == "indispensable"
    assert texts["least_cost//f"] == "no way"
    assert texts["capacity_most//d"] == "unknown"
    assert not re.search(r"\b([nN]a[nN]|inf|None)\b", page.text)


def test_the_page_loads_nothing_and_runs_its_own_scripts_alone(page: Page) -> None:
    """Five scripts, each allowed by its digest: what says, Leaflet, the map, ours and the links."""
    assert page.acting == []
    assert page.scripts == 5


def test_the_same_findings_give_the_same_bytes(found: Dependency) -> None:
    assert dependency_page(found) == dependency_page(found)


def named(network: Network, name: str) -> Network:
    places = network.tables["places"]
    network.tables["places"].loc[places["place_id"] == "d", "name"] = name
    return network


@pytest.mark.parametrize("name", ["<b>x</b>", "{{7*1009}}", '" onload="x', "${x}`", "{#"])
def test_a_name_is_only_text(name: str) -> None:
    page = dependency_page(dependency(named(ways("A", "B"), name), "o", markets=["d"]))
    read = Page(page)
    assert read.acting == []
    assert name in read.text
    assert "7063" not in page


def test_a_case_without_weights_has_a_page_that_says_so() -> None:
    case = dependency(ways("A", "B"), "o", markets=["d"], terms=Terms(weights=Weights.TRADE))
    read = Page(dependency_page(case))
    assert "Power over all markets is unknown" in read.text


def test_a_case_without_any_way_has_a_page() -> None:
    network = with_markets(sketched(*lines("A")[:2]), d=1)
    assert "no way" in dict(Page(dependency_page(dependency(network, "o"))).cited).values()


def test_bars_have_lengths_and_what_is_no_number_has_none() -> None:
    assert length_text(float("inf"), top=1.0) == "0.00"
    assert length_text(2.0, top=1.0) == "100.00"
    parts = stacked([("one", "A", 0.25, "25 %", "r"), ("two", "B", 0.75, "75 %", "s")])
    assert [(p.start, p.length) for p in parts] == [("0.00", "25.00"), ("25.00", "75.00")]


def test_a_part_is_never_told_as_all_or_nothing() -> None:
    assert (percent_text(0.9999), percent_text(1e-9)) == (">99 %", "<0.1 %")
    assert (rise_text(1e-9), rise_text(0.0), rise_text(0.9951)) == ("<0.1 %", "0 %", "+100 %")
