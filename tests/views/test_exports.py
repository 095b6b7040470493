"""Exported files read back equal, unknown stays empty, and formulas stay text."""

from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
from openpyxl import load_workbook

from conftest import Sketch
from ortoo.base.errors import UsageError
from ortoo.routes.answer import Answer
from ortoo.routes.find import find_routes
from ortoo.routes.question import Trip
from ortoo.views.exports import inert, legs, write_export


@pytest.fixture
def answer(sketch: Sketch) -> Answer:
    network = sketch("A-a 10 AAA", "a>b ?h 2$", "b-B 30 BBB rail", "b: road>rail 1h 1$")
    return find_routes(network, Trip("A", "B"))


@pytest.mark.parametrize("ending", [".csv", ".xlsx", ".gpkg", ".geojson"])
def test_what_is_written_reads_back_equal(answer: Answer, tmp_path: Path, ending: str) -> None:
    file = tmp_path / f"answer{ending}"
    write_export(answer, file)
    readers = {".csv": pd.read_csv, ".xlsx": pd.read_excel}
    back = readers.get(ending, gpd.read_file)(file)
    expected = legs(answer)

    assert list(back["ids"]) == list(expected["ids"])
    for column in ("length_km", "time_h", "cost_usd_t", "co2_kg_t"):
        np.testing.assert_allclose(back[column].astype(float), expected[column], equal_nan=True)
    assert back["time_h"].isna().tolist() == expected["time_h"].isna().tolist() == [
        False, True, False, False,
    ]  # fmt: skip
    if ending in {".gpkg", ".geojson"}:
        assert back.geometry.notna().tolist() == [True, False, False, True]


def test_the_excel_file_has_countries_and_crossings(answer: Answer, tmp_path: Path) -> None:
    write_export(answer, tmp_path / "a.xlsx")
    book = load_workbook(tmp_path / "a.xlsx")
    assert book.sheetnames == ["legs", "countries", "crossings"]
    assert book["crossings"]["A2"].value == "a>b-road"


def test_a_formula_stays_text(tmp_path: Path, sketch: Sketch) -> None:
    tables = sketch("A-B 10 AAA section_id==1+1")
    answer = find_routes(tables, Trip("A", "B")) if len(tables.arcs.arcs) else None
    assert answer is not None
    write_export(answer, tmp_path / "a.xlsx")
    write_export(answer, tmp_path / "a.csv")

    cell = load_workbook(tmp_path / "a.xlsx")["legs"]["L2"]
    assert (cell.value, cell.data_type) == ("=1+1", "s")
    assert "'=1+1" in (tmp_path / "a.csv").read_text(encoding="utf-8")
    assert inert("@x") == "'@x"


def test_another_ending_is_a_wrong_question_and_writes_nothing(
    answer: Answer, tmp_path: Path
) -> None:
    with pytest.raises(UsageError, match=r"end it with \.gpkg, \.geojson, \.csv, \.xlsx"):
        write_export(answer, tmp_path / "answer.pdf")
    assert list(tmp_path.iterdir()) == []
