"""The map of a dependency says what its tables say, and classes hold the figures as written."""

import re

import pytest

from conftest import sketched
from dependence import ways, with_markets
from ortoo.study.dependency import Dependency, dependency
from ortoo.study.terms import Terms, Weights
from ortoo.views.dependency_map import dependency_picture
from ortoo.views.dependency_page import dependency_sheet
from ortoo.views.dependency_rows import (
    HELD,
    POWER_LEGEND,
    RISE_LEGEND,
    Rows,
    power_look,
    rise_look,
    rows_of,
)
from ortoo.views.dependency_wording import value_text
from ortoo.views.picture import AreaLook, MarkLook, Picture
from ortoo.views.wording import Names
from three_lands import three_lands

NOTHING = {"status": "known", "value": 0.0, "metric": "crossing_cut", "unit": "share of weight"}


@pytest.fixture(scope="module")
def found() -> Dependency:
    """From A through B, which has all the power, to C; one crossing into B, one out of it."""
    return dependency(
        three_lands(), "a-city", markets=["c-city"], terms=Terms(weights=Weights.EQUAL)
    )


@pytest.fixture(scope="module")
def rows(found: Dependency) -> Rows:
    return rows_of(found, Names(found.case.network))


@pytest.fixture(scope="module")
def picture(found: Dependency, rows: Rows) -> Picture:
    return dependency_picture(found, rows, names=Names(found.case.network))


def bounds(text: str) -> tuple[float, float]:
    """The least and the largest figure of a class, as its legend tells them."""
    low, high = [float(n) for n in re.findall(r"[\d.]+", text)] * (1 if " to " in text else 2)
    return {"below": (0.0, high - 1e-9), "more": (low, 1e9)}.get(
        next((word for word in ("below", "more") if word in text), ""), (low, high)
    )


@pytest.mark.parametrize("power", [0.0001, 0.0449, 0.0451, 0.049, 0.0949, 0.0951, 0.195, 0.2, 0.394,
                                   0.396, 0.4, 1.0])  # fmt: skip
def test_a_power_as_written_lies_within_the_bounds_of_its_class(power: float) -> None:
    row = {"status": "known", "value": power, "metric": "shapley_connection", "unit": "power"}

    low, high = bounds(dict(POWER_LEGEND)[power_look(row)])

    assert low <= float(value_text(row).lstrip("<")) <= high


@pytest.mark.parametrize("rise", [0.0, 0.0001, 0.0094, 0.0096, 0.0494, 0.0496, 0.0994, 0.0996, 0.244,
                                  0.246, 0.25, 3.0])  # fmt: skip
def test_a_rise_as_written_lies_within_the_bounds_of_its_class(rise: float) -> None:
    row = {"status": "known", "value": rise, "metric": "crossing_criticality", "unit": "ratio"}

    low, high = bounds(dict(RISE_LEGEND)[rise_look(row, NOTHING)])

    assert low <= float(re.sub(r"[+<% ]", "", value_text(row))) <= high


def test_none_unknown_and_what_cuts_have_looks_of_their_own() -> None:
    unknown = {"status": "unknown", "value": float("nan")}
    endless = {"status": "infinite", "value": float("nan")}
    some = {"status": "known", "value": 0.01}

    assert power_look({"status": "known", "value": 0.0}) is AreaLook.LAND
    assert power_look(unknown) is AreaLook.POWER_UNKNOWN
    assert rise_look(unknown, NOTHING) == "critical-unknown"
    assert rise_look(endless, NOTHING) == rise_look(some, some) == "critical-cut"


def test_whoever_holds_something_is_an_area_whose_popup_has_the_figures_of_the_rows(
    found: Dependency, rows: Rows, picture: Picture
) -> None:
    assert [row.country for row in rows.held] == ["BBB"]
    (area,) = [area for area in picture.areas if area.popup is not None]

    assert area.popup is not None
    assert area.look is AreaLook.POWER_5
    assert area.popup.item == rows.held[0].item == 1
    told = [value_text(found.row(metric, "BBB")) for metric in HELD]
    assert [str(figure) for _, figure in area.popup.facts["figures"]] == told  # type: ignore[attr-defined]
    assert {area.look for area in picture.areas} == {
        AreaLook.LAND, AreaLook.PASSED, AreaLook.POWER_5,
    }  # fmt: skip


def test_crossings_and_sections_are_drawn_as_their_rows_say(rows: Rows, picture: Picture) -> None:
    marks = [mark for mark in picture.marks if mark.look.startswith("critical")]

    assert [mark.text for mark in marks] == [row.number for row in rows.crossings]
    assert {mark.look for mark in marks} == {MarkLook.CRITICAL_CUT}  # there is no other way
    assert [mark.popup and mark.popup.item for mark in marks] == [2, 3]
    assert len(picture.lines) == len(rows.sections)
    assert {str(line.look) for line in picture.lines} == {row.look for row in rows.sections}
    names = [mark.text for mark in picture.marks if mark.look in {MarkLook.START, MarkLook.END}]
    assert names == ["Acity", "Ccity"]


def test_no_number_is_chosen_twice(rows: Rows) -> None:
    items = [row.item for row in (*rows.held, *rows.crossings, *rows.sections) if row.item]
    assert items == list(range(1, len(items) + 1))


def test_a_country_without_power_is_plain_and_one_of_unknown_power_is_hatched() -> None:
    """With no weight known, all power is unknown."""
    case = dependency(ways("A", "B"), "o", markets=["d"], terms=Terms(weights=Weights.TRADE))
    held = rows_of(case, Names(case.case.network)).held
    assert {row.look for row in held} == {AreaLook.POWER_UNKNOWN}

    idle = dependency(with_markets(sketched("o-O 1 OOO", "d-D 1 DDD", "O<>D 1h"), d=1), "o")
    assert rows_of(idle, Names(idle.case.network)).held == ()


def test_the_sheet_carries_every_table_and_says_itself_in_two_sentences(found: Dependency) -> None:
    sheet = dependency_sheet(found)
    assert set(sheet.tables) == {"facts", "weights", "sensitivity", "definitions", "parameters"}
    assert sheet.finding.count(". ") == 1
