"""Write a dependency for other programs: CSV, Excel, JSON.

In    a ``Dependency`` and a path whose ending names the format.
Out   the file: all facts; in Excel and JSON also weights, sensitivity, definitions, parameters.
Law   a value that is not a known number is an empty cell beside its status; text that a spreadsheet
      would run as a formula stays text; no file holds NaN or Infinity.
Not   here: routes (``views.exports``).
"""

import io
import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pandas as pd
from openpyxl import Workbook

from ortoo.study.definitions import DEFINITIONS
from ortoo.study.dependency import Dependency
from ortoo.study.terms import PARAMETERS
from ortoo.views.exports import inert
from ortoo.views.written import check_target, write_bytes


def write_dependency(found: Dependency, path: Path) -> None:
    """Write ``found`` to ``path``, which ends in .csv (facts only), .xlsx or .json.

    Raises
    ------
    UsageError
        Another ending.
    UnwrittenError
        The file could not be written; what was there before is untouched.
    """
    check_target(path, endings=tuple(_WRITERS))
    write_bytes(path, _WRITERS[path.suffix.casefold()](found))


def sheets(found: Dependency) -> dict[str, pd.DataFrame]:
    """The tables of a workbook by name."""
    definitions = [(metric, *of) for metric, of in DEFINITIONS.items()]
    terms = found.case.terms
    parameters = [
        (name, getattr(terms, name), of.unit, of.meaning, of.source)
        for name, of in PARAMETERS.items()
    ]
    return {
        "facts": found.facts,
        "weights": found.weights,
        "sensitivity": found.sensitivity,
        "definitions": pd.DataFrame(
            definitions, columns=["definition", "unit", "name", "meaning", "source"]
        ),
        "parameters": pd.DataFrame(
            parameters, columns=["parameter", "value", "unit", "meaning", "source"]
        ),
    }


def _csv(found: Dependency) -> bytes:
    texts = found.facts.select_dtypes(exclude="number").columns
    safe = found.facts.assign(**{name: found.facts[name].map(inert) for name in texts})
    return safe.to_csv(index=False, lineterminator="\n").encode("utf-8")


def _json(found: Dependency) -> bytes:
    text = json.dumps(found.to_json(), ensure_ascii=False, indent=1, allow_nan=False)
    return f"{text}\n".encode()


def _excel(found: Dependency) -> bytes:
    book = Workbook()
    book.remove(book.active)
    for name, frame in sheets(found).items():
        sheet = book.create_sheet(name)
        for at, row in enumerate([tuple(frame.columns), *frame.itertuples(index=False)], start=1):
            for column, value in enumerate(row, start=1):
                _fill(sheet.cell(row=at, column=column), value)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _fill(cell: Any, value: Any) -> None:  # noqa: ANN401 - openpyxl's cell and whatever it holds
    cell.value = None if pd.isna(value) else value
    if isinstance(value, str):
        cell.data_type = "s"  # text, whatever it begins with


_WRITERS: Mapping[str, Callable[[Dependency], bytes]] = {
    ".csv": _csv,
    ".xlsx": _excel,
    ".json": _json,
}
ENDINGS = (*_WRITERS, ".pdf")
"""All endings of an export; .pdf is printed (``views.paper``)."""
