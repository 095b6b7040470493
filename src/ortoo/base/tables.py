"""Tables declared once: their columns, units and bounds, and the check that they keep them.

In    a frame of text cells, as read from a CSV file, and the ``Table`` it claims to be.
Out   a typed frame, or one ``BadInputError`` that lists every fault by table, row and column.
Law   an empty cell is unknown (NaN or ""), never zero; NaN, inf and negatives written out are
      refused; nothing is dropped, filled or reordered.
Not   here: which tables exist (``inputs.schema``) and what they mean together (``network``).
"""

import datetime as dt
import math
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import pandas as pd

from ortoo.base.errors import BadInputError

CODE_LETTERS = 3  # of ISO 3166 alpha-3
FIRST_DATA_LINE = 2  # line 1 of a CSV file is its header
_NUMBER = re.compile(r"[+-]?([0-9]+[.]?[0-9]*|[.][0-9]+)([eE][+-]?[0-9]+)?")


class Kind(StrEnum):
    """What the cells of a column hold."""

    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
    MONTHS = "months"
    WORDS = "words"
    COUNTRY = "country"


@dataclass(frozen=True, kw_only=True)
class Column:
    """One column: what it means and what its cells may be."""

    name: str
    meaning: str
    kind: Kind = Kind.TEXT
    unit: str = ""
    may_be_empty: bool = True
    may_be_absent: bool = False
    low: float = 0.0
    high: float = math.inf
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Table:
    """A table: its name, its key (one or more columns) and its columns."""

    name: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]

    def empty(self) -> pd.DataFrame:
        """The table with no rows, typed."""
        return check(pd.DataFrame(columns=[c.name for c in self.columns], dtype=str), self)


def check(frame: pd.DataFrame, table: Table) -> pd.DataFrame:
    """Typed copy of ``frame``, or everything that is wrong with it at once.

    Parameters
    ----------
    frame
        Text cells (``str``); other types are read as their text.
    table
        The declaration to hold it against. Columns that it does not know are kept as text.

    Returns
    -------
    A new frame: numbers as float64 with NaN for unknown, all else as text with "" for unknown.

    Raises
    ------
    BadInputError
        With one fault per bad cell, as ``table.csv:line: column: got, expected``.
    """
    typed, faults = examine(frame, table)
    if faults:
        raise BadInputError(faults, where=f"table {table.name}")
    return typed


def examine(frame: pd.DataFrame, table: Table) -> tuple[pd.DataFrame, list[str]]:
    """Like ``check``, but hands the faults back so that many tables can be told together."""
    text = frame.astype(object).where(frame.notna(), "").astype(str).reset_index(drop=True)
    absent = [c for c in table.columns if c.name not in text]
    faults = [
        f"{table.name}.csv:1: column {c.name!r} is missing: {c.meaning}"
        for c in absent
        if not c.may_be_absent
    ]
    text = text.assign(**{c.name: "" for c in absent})
    typed = {c.name: _typed(text[c.name], c) for c in table.columns}
    missing = {c.name for c in absent}
    for column in table.columns:
        if column.name not in missing:
            faults += _cell_faults(text[column.name], column, table=table.name)
    if not missing.intersection(table.key):
        faults += _repeated_keys(text, table)
    return text.assign(**typed), faults


def place_of(table: str, row: int, *, column: str) -> str:
    """Where a cell stands, as an editor would find it: ``table.csv:line: column``.

    >>> place_of("sections", 0, column="mode")
    'sections.csv:2: mode'
    """
    return f"{table}.csv:{row + FIRST_DATA_LINE}: {column}"


def words(cell: str) -> tuple[str, ...]:
    """The space-separated words of a cell.

    >>> words("titr carec-1")
    ('titr', 'carec-1')
    >>> words("")
    ()
    """
    return tuple(cell.split())


def _typed(cells: pd.Series, column: Column) -> pd.Series:
    bare = [cell.strip() for cell in cells.tolist()]
    stripped = pd.Series(bare, index=cells.index, name=cells.name, dtype=cells.dtype)
    if column.kind is not Kind.NUMBER:
        return stripped
    return pd.Series([number_in(cell) for cell in bare], index=cells.index, dtype=np.float64)


def number_in(cell: str) -> float:
    """The number that a cell holds, as decimal digits; NaN where it holds none.

    >>> number_in("1.5e3"), number_in(""), number_in("1_0")
    (1500.0, nan, nan)
    """
    return float(cell) if _NUMBER.fullmatch(cell) else math.nan


def _cell_faults(cells: pd.Series, column: Column, *, table: str) -> Iterator[str]:
    says = _JUDGES[column.kind]
    for row, raw in enumerate(cells.tolist()):
        cell = raw.strip()
        complaint = says(cell, column) if cell else ""
        if complaint:
            at = place_of(table, row, column=column.name)
            yield f"{at}: got {cell!r}, expected {complaint}"
        elif not cell and not column.may_be_empty:
            at = place_of(table, row, column=column.name)
            yield f"{at}: is empty; expected {_text('', column) or column.meaning}"


def _number(cell: str, column: Column) -> str:
    value = number_in(cell)
    if math.isfinite(value) and column.low <= value <= column.high:
        return ""
    top = "" if math.isinf(column.high) else f" and at most {column.high:g}"
    unit = f" {column.unit}" if column.unit else ""
    return f"a number of at least {column.low:g}{top}{unit}, or an empty cell for unknown"


def _text(cell: str, column: Column) -> str:
    if not column.choices or cell in column.choices:
        return ""
    return f"one of {', '.join(column.choices)}"


def _date(cell: str, _: Column) -> str:
    try:
        day = dt.date.fromisoformat(cell)
    except ValueError:
        return "a date as YYYY-MM-DD"
    return "" if cell == day.isoformat() else "a date as YYYY-MM-DD"  # dates are compared as text


def _months(cell: str, _: Column) -> str:
    good = all(
        month.isascii() and month.isdecimal() and int(month) in range(1, 13)
        for month in words(cell)
    )
    return "" if good else "month numbers 1..12 separated by spaces"


def _country(cell: str, _: Column) -> str:
    code = cell.isascii() and cell.isalpha() and cell.isupper() and len(cell) == CODE_LETTERS
    return (
        ""
        if code or cell == "XZ"
        else "an ISO 3166 alpha-3 code such as MNG, or XZ for the open sea"
    )


_JUDGES: Mapping[Kind, Callable[[str, Column], str]] = {
    Kind.TEXT: _text,
    Kind.WORDS: _text,
    Kind.NUMBER: _number,
    Kind.DATE: _date,
    Kind.MONTHS: _months,
    Kind.COUNTRY: _country,
}


def _repeated_keys(text: pd.DataFrame, table: Table) -> list[str]:
    keys = text[list(table.key)]
    name = "+".join(table.key)
    return [
        f"{place_of(table.name, int(row), column=name)}: "
        f"{' '.join(keys.iloc[row])!r} is there already; each key may stand once"
        for row in np.flatnonzero(keys.duplicated().to_numpy())
    ]
