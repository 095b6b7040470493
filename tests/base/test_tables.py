import pandas as pd
import pytest

from ortoo.base.errors import BadInputError
from ortoo.base.tables import Column, Kind, Table, check

TABLE = Table(
    name="things",
    key=("thing_id",),
    columns=(
        Column(name="thing_id", meaning="id", may_be_empty=False),
        Column(name="time_h", meaning="hours", kind=Kind.NUMBER, unit="h"),
        Column(name="mode", meaning="mode", choices=("rail", "road")),
        Column(name="opens", meaning="day", kind=Kind.DATE),
        Column(name="season", meaning="months", kind=Kind.MONTHS),
        Column(name="country", meaning="code", kind=Kind.COUNTRY),
        Column(name="sure", meaning="how sure", choices=("high", "low"), may_be_empty=False),
        Column(name="extra", meaning="may be absent", may_be_absent=True),
    ),
)
GOOD = {
    "thing_id": "a", "time_h": "1.5", "mode": "rail", "opens": "2026-01-31", "season": "4 11",
    "country": "MNG", "sure": "high",
}  # fmt: skip


def table_with(**cells: str) -> pd.DataFrame:
    return pd.DataFrame([GOOD | cells])


def test_good_cells_are_typed_and_an_empty_number_is_unknown() -> None:
    typed = check(pd.DataFrame([GOOD, GOOD | {"thing_id": "b", "time_h": ""}]), TABLE)

    assert typed["time_h"].tolist()[0] == 1.5
    assert typed["time_h"].isna().tolist() == [False, True]
    assert typed["extra"].tolist() == ["", ""]


@pytest.mark.parametrize(
    ("cell", "value", "says"),
    [
        ("time_h", "nan", "things.csv:2: time_h: got 'nan', expected a number of at least 0 h"),
        ("time_h", "inf", "got 'inf'"),
        ("time_h", "-1", "got '-1'"),
        ("time_h", "two", "got 'two'"),
        ("mode", "rial", "got 'rial', expected one of rail, road"),
        ("time_h", "1_0", "got '1_0', expected a number"),
        ("time_h", "\u0661", "expected a number"),
        ("opens", "20260101", "expected a date as YYYY-MM-DD"),
        ("opens", "2026-W02-1", "expected a date as YYYY-MM-DD"),
        ("season", "²", "month numbers 1..12"),
        ("season", "\u0664", "month numbers 1..12"),
        ("opens", "2026-02-30", "expected a date as YYYY-MM-DD"),
        ("season", "4 13", "month numbers 1..12"),
        ("country", "mn", "ISO 3166 alpha-3"),
        ("country", "KZ", "got 'KZ', expected an ISO 3166 alpha-3 code such as MNG, or XZ"),
        ("sure", "", "things.csv:2: sure: is empty; expected one of high, low"),
        ("thing_id", "", "things.csv:2: thing_id: is empty"),
    ],
)
def test_a_bad_cell_is_refused_with_table_line_and_column(cell: str, value: str, says: str) -> None:
    with pytest.raises(BadInputError) as refused:
        check(table_with(**{cell: value}), TABLE)

    assert len(refused.value.faults) == 1
    assert says in refused.value.faults[0]


def test_the_open_sea_has_a_code_of_two_letters() -> None:
    assert check(table_with(country="XZ"), TABLE)["country"].tolist() == ["XZ"]


def test_all_faults_are_told_at_once() -> None:
    rows = [GOOD | {"time_h": "-1"}, GOOD | {"mode": "sled"}]
    with pytest.raises(BadInputError) as refused:
        check(pd.DataFrame(rows).drop(columns="opens"), TABLE)

    told = "\n".join(refused.value.faults)
    assert "column 'opens' is missing" in told
    assert "things.csv:2: time_h" in told
    assert "things.csv:3: mode" in told
    assert "things.csv:3: thing_id: 'a' is there already" in told


def test_the_input_is_left_alone() -> None:
    frame = table_with(time_h=" 2 ")
    before = frame.copy(deep=True)
    check(frame, TABLE)
    pd.testing.assert_frame_equal(frame, before)
