"""The facts as files, read back."""

import csv
import io
import json
import math
from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from conftest import sketched
from dependence import lines, with_markets
from ortoo.base.errors import UsageError
from ortoo.study.dependency import Dependency, dependency
from ortoo.views.dependency_exports import sheets, write_dependency


@pytest.fixture(scope="module")
def found() -> Dependency:
    network = sketched(*lines("A"), "e-e0 1 EEE", "A0x>e0 1h crossing_id==1+1")
    return dependency(with_markets(network, d=30, e=10), "o")


def test_csv_holds_every_fact_and_an_empty_cell_where_there_is_no_number(
    found: Dependency, tmp_path: Path
) -> None:
    write_dependency(found, tmp_path / "facts.csv")
    rows = list(csv.DictReader(io.StringIO((tmp_path / "facts.csv").read_text(encoding="utf-8"))))

    assert [row["row_id"] for row in rows] == list(found.facts["row_id"])
    for row in rows:
        assert (row["value"] == "") == (row["status"] != "known")
    infinite = next(r for r in rows if r["row_id"] == "bypass_penalty/AAA/d")
    assert (infinite["value"], infinite["status"]) == ("", "infinite")


def test_a_formula_stays_text(found: Dependency, tmp_path: Path) -> None:
    write_dependency(found, tmp_path / "facts.csv")
    assert "'=1+1" in (tmp_path / "facts.csv").read_text(encoding="utf-8")

    write_dependency(found, tmp_path / "facts.xlsx")
    book = openpyxl.load_workbook(tmp_path / "facts.xlsx")
    assert "f" not in {cell.data_type for sheet in book for row in sheet for cell in row}


def test_excel_holds_the_same_tables(found: Dependency, tmp_path: Path) -> None:
    write_dependency(found, tmp_path / "facts.xlsx")
    for name, table in sheets(found).items():
        read = pd.read_excel(tmp_path / "facts.xlsx", sheet_name=name)
        assert list(read.columns) == list(table.columns)
        assert len(read) == len(table)
    facts = pd.read_excel(tmp_path / "facts.xlsx", sheet_name="facts")
    known = facts["status"] == "known"
    pd.testing.assert_series_equal(facts["value"][known], found.facts["value"][known])
    assert facts["value"][~known].isna().all()


def test_json_has_null_and_never_nan(found: Dependency, tmp_path: Path) -> None:
    write_dependency(found, tmp_path / "facts.json")
    text = (tmp_path / "facts.json").read_text(encoding="utf-8")

    def refuse(constant: str) -> float:
        raise AssertionError(constant)

    answer = json.loads(text, parse_constant=refuse)
    values = {row["row_id"]: row["value"] for row in answer["facts"]}
    assert values["bypass_penalty/AAA/d"] is None
    assert math.isclose(values["shapley_connection/AAA/d"], 1.0)


def test_another_ending_is_refused(found: Dependency, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"\.csv, \.xlsx, \.json"):
        write_dependency(found, tmp_path / "facts.pdf")
    assert list(tmp_path.iterdir()) == []
