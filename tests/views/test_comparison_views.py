"""A comparison on a page, in a terminal, and in files: the same figures everywhere."""

import json
import math
import re
from pathlib import Path

import pandas as pd
import pytest
import shapely
from openpyxl import load_workbook
from rich.console import Console

from cards import card
from conftest import Sketch, sketched
from dependence import with_markets
from ortoo.base.errors import UsageError
from ortoo.inputs.cards import load_scenario
from ortoo.network.network import Network, load_network
from ortoo.study.compared import Comparison
from ortoo.study.comparison import compare, survey_of
from ortoo.study.dependence import dependence
from ortoo.study.outcomes import Survey
from ortoo.study.scenario import apply
from ortoo.study.situations import Situation, situations
from ortoo.views.card_template import write_card
from ortoo.views.comparison_dependence import dependence_rows
from ortoo.views.comparison_edited import edited_lines
from ortoo.views.comparison_export import write_comparison
from ortoo.views.comparison_facts import comparison_facts
from ortoo.views.comparison_finding import finding
from ortoo.views.comparison_page import comparison_page, comparison_sheet
from ortoo.views.comparison_situations import situations_facts, situations_sheet
from ortoo.views.comparison_text import comparison_text
from ortoo.views.wording import DASH, Names

HOME = (
    "A-B 400 AAA",
    "B<>C 6h 10$",
    "C-D 100 BBB",
    "A-E 100 AAA status=planned",
    "E-B 100 AAA status=planned",
)
OPEN = "{do: open, why: both halves, sections: [A-E-road, E-B-road]}"
MINUS = "\N{MINUS SIGN}"
CUT = "{do: close, why: '=1+1', crossings: {mode: road}}"


def made(network: Network, *cards: object, origins: tuple[str, ...] = ("A",)) -> Comparison:
    survey = Survey(origins=origins, markets=("D",), exposed_to=frozenset({"BBB"}), modes=("road",))
    return compare(network, cards, survey=survey)  # type: ignore[arg-type]


@pytest.fixture
def comparison(sketch: Sketch, tmp_path: Path) -> Comparison:
    return made(sketch(*HOME), card(tmp_path, "better", OPEN), card(tmp_path, "cut", CUT))


@pytest.fixture(scope="module")
def three() -> Comparison:
    """Three countries with polygons, so that there is a map."""
    network = load_network(Path(__file__).parent / "three_countries")
    survey = survey_of(network, origins=["Acity"], markets=["Ccity"])
    return compare(network, [], survey=survey)


def test_the_facts_of_the_page_are_those_of_the_tables(comparison: Comparison) -> None:
    facts = comparison_facts(comparison, Names(comparison.network))
    better, cut = facts.variants

    assert facts.base == ["0.5"]
    assert [(c.text, c.change, c.status) for c in better.cells] == [
        ("0.4", f"{MINUS}0.1", "better")
    ]
    assert [(c.text, c.change, c.status) for c in cut.cells] == [("no way", "cut off", "worse")]
    assert better.rows[0].routes == "another way"
    assert [c.text for c in better.rows[0].cells] == [
        "0.5 → 0.4",
        "60.0 → 40.0",
        "50.0 → 30.0",
        "100",
    ]
    assert better.steps == [("D", "A to B by road via E", "A to B by road")]
    assert cut.steps == [("D", "", f"A to D by road (over the border: B {DASH} C)")]
    assert better.winners == ["D: 0.1 days less"]
    assert cut.losers == ["D: no way any more"]
    assert cut.transit == f"BBB {MINUS}100 km, AAA {MINUS}400 km"
    assert better.access == "+22.2 %"


def test_a_change_that_would_read_as_zero_is_left_blank(sketch: Sketch, tmp_path: Path) -> None:
    """One edit saves 2 h, which is 0.1 days; the other half an hour, which is 0.0."""
    few = "{do: speed-up, why: little, crossings: {mode: road}, time_h: 0.5}"
    many = "{do: speed-up, why: much, crossings: {mode: road}, time_h: 3}"
    found = made(sketch(*HOME), card(tmp_path, "both", few, many))
    (variant,) = comparison_facts(found, Names(found.network)).variants

    assert variant.shares == [("little", [""]), ("much", [f"{MINUS}0.1"])]
    assert variant.unit == "days"


def test_the_terminal_shares_out_days(sketch: Sketch, tmp_path: Path) -> None:
    """The border takes 9 h less, which is 0.4 days; the other edit changes nothing."""
    slow = "{do: set, why: nothing, sections: [A-B-road], capacity_mt_y: 1}"
    base = sketch("A-B 400 AAA", "B<>C 12h", "C-D 100 BBB")
    quick = card(tmp_path, "quick", "{do: speed-up, why: quick, crossings: {mode: road}, time_h: 9}",
                 slow)  # fmt: skip
    console = Console(width=120, record=True, no_color=True)
    console.print(comparison_text(made(base, quick)))
    text = console.export_text()

    assert "Owed to each edit, days" in text
    assert re.search(r"quick 1: quick +│ +-0\.4 ", text)
    assert "Nothing is owed to quick 2: nothing." in text


def test_the_terminal_says_the_same(comparison: Comparison) -> None:
    console = Console(width=120, record=True, no_color=True)
    console.print(comparison_text(comparison))
    text = console.export_text()

    assert re.search(r"D +│ 0\.5 → 0\.4 │ 60\.0 → 40\.0 ", text)
    assert "0.5 → no way" in text
    assert "Market access from A, by time: +22.2%" in text


@pytest.mark.parametrize("ending", [".csv", ".xlsx", ".json"])
def test_a_file_read_back_holds_the_same_figures(
    ending: str, comparison: Comparison, tmp_path: Path
) -> None:
    file = tmp_path / f"out{ending}"
    write_comparison(comparison, file)
    expected = comparison.figures

    if ending == ".csv":
        back = pd.read_csv(file)
        pd.testing.assert_frame_equal(back, expected, check_dtype=False)
        return
    if ending == ".json":
        rows = json.loads(file.read_text(encoding="utf-8"))["figures"]
    else:
        sheets = load_workbook(file)
        assert set(sheets.sheetnames) == set(comparison.tables)
        head, *cells = sheets["figures"].iter_rows(values_only=True)
        rows = [dict(zip(head, row, strict=True)) for row in cells]
        told = [row[6] for row in sheets["attribution"].iter_rows(values_only=True)]
        assert "=1+1" in told
        assert sheets["attribution"].cell(row=told.index("=1+1") + 1, column=7).data_type != "f"
    for row, (_, wanted) in zip(rows, expected.iterrows(), strict=True):
        value = wanted["value"]
        assert row["value"] == ("inf" if math.isinf(value) else pytest.approx(value))


def test_an_unknown_ending_is_refused(comparison: Comparison, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"end it with \.csv, \.xlsx, \.json"):
        write_comparison(comparison, tmp_path / "out.gpkg")


def test_a_comparison_without_scenarios_makes_no_page(three: Comparison) -> None:
    with pytest.raises(UsageError, match="without a scenario"):
        comparison_page(three)


def test_the_same_comparison_gives_the_same_page(three: Comparison, tmp_path: Path) -> None:
    crossing = three.network.tables["crossings"]["crossing_id"].iloc[0]
    late = card(tmp_path, "late", f"{{do: delay, crossings: ['{crossing}'], time_h: 5}}")
    one, two = (
        comparison_page(compare(three.network, [late], survey=three.survey)) for _ in range(2)
    )

    assert one == two
    assert 'type="radio" name="scenario" value="1" checked' in one


def shown_rows(comparison: Comparison) -> dict[str, list[tuple[str, str]]]:
    (variant,) = comparison.variants
    rows = dependence_rows(comparison, variant, names=Names(comparison.network))
    return {country: [(cell.text, cell.was) for cell in cells] for country, cells in rows}


def test_dependence_is_told_before_and_after_as_in_the_tables(tmp_path: Path) -> None:
    """A at 1 h a border and B at 9: without B, A has all power and cannot be gone round."""
    lines = ("o-O 1 OOO", "d-D 1 DDD", "A-a 100 AAA", "B-b 100 BBB", "O>A 1h", "a>D 1h", "O>B 1h",
             "b>D 9h")  # fmt: skip
    network = with_markets(sketched(*lines), d=1)
    crossing = next(c for c in network.tables["crossings"]["crossing_id"] if c.startswith("b"))
    shut = card(tmp_path, "shut", f"{{do: close, crossings: ['{crossing}']}}")
    survey = Survey(origins=("o",), markets=("d",), exposed_to=frozenset(), modes=("road",))
    found = compare(network, [shut], survey=survey, measures={"dependency": dependence})
    told = shown_rows(found)

    assert told["AAA"][0] == ("1.00", "was 0.50")
    assert told["AAA"][2][0] == DASH  # infinite: there is no way without A
    assert told["AAA"][2][1].startswith("was +")
    assert told["BBB"][0] == (DASH, "was 0.50")
    table = found.measures.set_index("measure")
    assert table.loc["dependency.shapley_connection AAA", ["base", "value"]].tolist() == [0.5, 1.0]
    page = comparison_page(found)
    assert "What transit countries hold, and what they held before" in page
    assert "was 0.50" in page


def test_without_dependence_the_page_does_not_speak_of_it(comparison: Comparison) -> None:
    assert comparison_facts(comparison, Names(comparison.network)).dependence_heads == []
    assert "held before" not in comparison_page(comparison)


def test_a_sheet_carries_the_tables_that_have_rows(comparison: Comparison) -> None:
    sheet = comparison_sheet(comparison)

    assert set(sheet.tables) == {"figures", "routes", "countries", "access", "winners",
                                 "attribution"}  # fmt: skip
    assert sheet.finding == sheet.frame.title == "2 scenarios compared: from A to 1 market"


ROUND = (
    "A-B 100 AAA", "B>C 1h", "C-D 100 BBB", "D>E 1h",
    "A-F 200 AAA", "F>G 2h", "G-H 200 CCC", "H>E 1h", "E-Z 10 DDD",
)  # fmt: skip
"""A to Z in 4.1 h through BBB, in 7.1 h through CCC."""
SETS = (frozenset[str](), frozenset({"BBB"}), frozenset({"BBB", "CCC"}))


def under(network: Network, folder: Path, edit: str) -> list[Situation]:
    survey = Survey(origins=("A",), markets=("Z",), exposed_to=frozenset({"BBB"}), modes=("road",))
    return situations(network, card(folder, "edit", edit), survey=survey, avoid_sets=SETS)


@pytest.mark.parametrize(
    ("edit", "sentence", "checked"),
    [
        ("{do: delay, crossings: [F>G-road], time_h: 24}",
         "Without BBB, Z 0.3 → 1.3 days; without BBB and CCC still no way.", 3),
        ("{do: close, crossings: [B>C-road]}",
         ("With nothing avoided, Z 0.2 → 0.3 days; without BBB and CCC still no way, "
          "but of the least exposed one: Z 100 → 200 km inside."), 1),
        ("{do: close, crossings: [F>G-road]}",
         "Without BBB, no way to Z any more; without BBB and CCC still no way.", 3),
        ("{do: set, sections: [E-Z-road], capacity_mt_y: 5}",
         ("The fastest and the cheapest ways stay as they are, also without BBB; "
          "without BBB and CCC still no way."), 1),
    ],
)  # fmt: skip
def test_the_finding_tells_what_changes_under_which_avoided_set(
    edit: str, sentence: str, checked: int, sketch: Sketch, tmp_path: Path
) -> None:
    found = under(sketch(*ROUND), tmp_path, edit)
    names = Names(found[0].comparison.network)

    assert finding(found, names) == sentence
    assert situations_facts(found, names).checked == checked


def test_a_page_of_avoided_sets_has_a_row_for_each_set_and_objective(
    sketch: Sketch, tmp_path: Path
) -> None:
    found = under(sketch(*ROUND), tmp_path, "{do: delay, crossings: [F>G-road], time_h: 24}")
    facts = situations_facts(found, Names(found[0].comparison.network))

    assert [(row.title, row.under, row.cells[0].text) for row in facts.variants] == [
        ("Free choice", "fastest way, in days", "0.2"),
        ("Free choice", "cheapest way, in USD/t", "21.0"),
        ("Without BBB", "fastest way, in days", "0.3 → 1.3"),
        ("Without BBB", "cheapest way, in USD/t", "41.0"),
        ("Without BBB and CCC", "no way; least exposed way, in km inside", "100"),
    ]
    assert facts.variants[3].cells[0].change == "0.3 → 1.3 days"
    sheet = situations_sheet(found)
    assert set(sheet.tables["figures"]["avoided"]) == {"", "BBB", "BBB CCC"}
    assert sheet.frame.under == sheet.finding


def test_the_map_shows_where_a_card_acts(sketch: Sketch, tmp_path: Path) -> None:
    """The two halves of the road as they run; the crossing as a ring round each of its sides."""
    network = sketch(*HOME)
    tables = network.tables
    halves = tables["sections"].set_index("section_id").loc[["A-E-road", "E-B-road"], "geometry"]
    sides = tables["places"].set_index("place_id").loc[["B", "C"], ["lon", "lat"]].astype(float)

    (opened,) = edited_lines(network, apply(network, [card(tmp_path, "open", OPEN)]).network)
    (shut,) = edited_lines(network, apply(network, [card(tmp_path, "shut", CUT)]).network)

    assert opened.shape.equals(shapely.MultiLineString(halves.tolist()))
    middles = [shapely.Polygon(ring).centroid for ring in shut.shape.geoms]
    assert [(p.x, p.y) for p in middles] == [pytest.approx(side) for side in sides.to_numpy()]
    assert edited_lines(network, network) == []


def test_a_template_is_a_card_that_can_be_used_and_nothing_is_overwritten(tmp_path: Path) -> None:
    for ending in (".yaml", ".toml"):
        file = tmp_path / f"mine{ending}"
        assert file in write_card(file)
        assert load_scenario(file).edits
        with pytest.raises(UsageError, match="is there already"):
            write_card(file)
    assert (tmp_path / "scenario.schema.json").is_file()
    with pytest.raises(UsageError, match="no name for a card"):
        write_card(tmp_path / "mine.txt")
