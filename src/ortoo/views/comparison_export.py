"""Write a comparison for other programs: CSV, Excel, JSON.

In    a ``Comparison`` and a path whose ending names the format.
Out   the file: in CSV the figures, in Excel and JSON every table.
Law   written whole or not at all; unknown is empty, infinite the text "inf"; text that a
      spreadsheet would run as a formula stays text.
Not   here: pages (``views.comparison_page``).
"""

import io
import json
import math
from collections.abc import Callable, Mapping
from pathlib import Path

from openpyxl import Workbook

from ortoo.study.compared import Comparison
from ortoo.study.compared_json import comparison_json
from ortoo.views.exports import inert
from ortoo.views.written import check_target, write_bytes


def write_comparison(found: Comparison, path: Path) -> None:
    """Write ``found`` to ``path``.

    Parameters
    ----------
    found
        A comparison without scenarios gives tables without rows.
    path
        Ending in .csv, .xlsx or .json.

    Raises
    ------
    UsageError
        Another ending.
    UnwrittenError
        The file could not be written; what was there before is untouched.
    """
    check_target(path, endings=tuple(_WRITERS))
    write_bytes(path, _WRITERS[path.suffix.casefold()](found))


def _csv(found: Comparison) -> bytes:
    frame = found.figures
    texts = frame.select_dtypes(exclude="number").columns
    safe = frame.assign(**{name: frame[name].map(inert) for name in texts})
    return safe.to_csv(index=False, lineterminator="\n").encode("utf-8")


def _excel(found: Comparison) -> bytes:
    book = Workbook()
    book.remove(book.active)
    for name, frame in found.tables.items():
        sheet = book.create_sheet(name)
        for at, row in enumerate([tuple(frame.columns), *frame.itertuples(index=False)], start=1):
            for column, value in enumerate(row, start=1):
                cell = sheet.cell(row=at, column=column)
                number = isinstance(value, float)
                cell.value = None if number and math.isnan(value) else value
                if number and math.isinf(value):
                    cell.value = str(value)
                if isinstance(cell.value, str):
                    cell.data_type = "s"  # text, whatever it begins with
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _json(found: Comparison) -> bytes:
    text = json.dumps(comparison_json(found), ensure_ascii=False, indent=1)
    return f"{text}\n".encode()


_WRITERS: Mapping[str, Callable[[Comparison], bytes]] = {
    ".csv": _csv,
    ".xlsx": _excel,
    ".json": _json,
}
ENDINGS = (*_WRITERS, ".pdf")
"""All endings of an export; .pdf is printed (``views.paper``)."""
