"""Write an answer for other programs: GeoPackage, GeoJSON, CSV, Excel.

In    an ``Answer`` and a path whose ending names the format.
Out   the file: legs with their figures; in Excel also countries and crossings.
Law   a file is written whole or not at all; read back, it holds the same figures; an unknown figure
      is an empty cell; text that a spreadsheet would run as a formula stays text.
Not   here: maps (``views.route_page``), JSON (``routes.answer``).
"""

import io
import tempfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import geopandas as gpd
import pandas as pd
from openpyxl import Workbook

from ortoo.network.arcs import COSTS, ArcKind
from ortoo.routes.answer import Answer
from ortoo.routes.journeys import Route
from ortoo.views.written import check_target, write_bytes

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
COLUMNS = ("rank", "leg", "kind", "mode", "from", "to", "country", *COSTS, "ids")


def write_export(answer: Answer, path: Path) -> None:
    """Write ``answer`` to ``path``; an answer without routes gives tables without rows.

    Parameters
    ----------
    answer
        The least exposed route of a proof is not exported: it is no answer.
    path
        Ending in .gpkg, .geojson, .csv or .xlsx.

    Raises
    ------
    UsageError
        Another ending.
    UnwrittenError
        The file could not be written; what was there before is untouched.
    """
    check_target(path, endings=tuple(_WRITERS))
    write_bytes(path, _WRITERS[path.suffix.casefold()](answer))


def legs(answer: Answer) -> pd.DataFrame:
    """One row per leg of every route of ``answer``; columns ``COLUMNS``; NaN is unknown."""
    return legs_of(answer.routes)


def legs_of(routes: Sequence[Route]) -> pd.DataFrame:
    """One row per leg of every one of ``routes``; columns ``COLUMNS``; NaN is unknown."""
    rows = [
        (rank, number, str(leg.kind), leg.mode, leg.origin.place_id, leg.destination.place_id,
         leg.country, *(getattr(leg, cost) for cost in COSTS), " ".join(leg.ids))
        for rank, route in enumerate(routes, start=1)
        for number, leg in enumerate(route.legs, start=1)
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=list(COLUMNS))


def inert(text: str) -> str:
    """``text`` with an apostrophe before what a spreadsheet would take for a formula.

    >>> inert("=1+1"), inert("road-a-b")
    ("'=1+1", 'road-a-b')
    """
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text


def _shapes(answer: Answer) -> gpd.GeoDataFrame:
    lines = [
        leg.geometry if leg.kind is ArcKind.LINE else None
        for route in answer.routes
        for leg in route.legs
    ]
    return gpd.GeoDataFrame(legs(answer), geometry=lines, crs="OGC:CRS84")


def _csv(answer: Answer) -> bytes:
    frame = legs(answer)
    texts = frame.select_dtypes(exclude="number").columns
    safe = frame.assign(**{name: frame[name].map(inert) for name in texts})
    return safe.to_csv(index=False, lineterminator="\n").encode("utf-8")


def _geojson(answer: Answer) -> bytes:
    return str(_shapes(answer).to_json(drop_id=True, ensure_ascii=False)).encode("utf-8")


def _geopackage(answer: Answer) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "answer.gpkg"
        _shapes(answer).to_file(file, driver="GPKG", layer="legs")
        return file.read_bytes()


def _excel(answer: Answer) -> bytes:
    book = Workbook()
    book.remove(book.active)
    countries = [route.by_country.assign(rank=n) for n, route in enumerate(answer.routes, start=1)]
    crossings = [route.crossings.assign(rank=n) for n, route in enumerate(answer.routes, start=1)]
    sheets = {"legs": [legs(answer)], "countries": countries, "crossings": crossings}
    for name, frames in sheets.items():
        sheet = book.create_sheet(name)
        frame = pd.concat(frames) if frames else pd.DataFrame()
        for at, row in enumerate([tuple(frame.columns), *frame.itertuples(index=False)], start=1):
            for column, value in enumerate(row, start=1):
                cell = sheet.cell(row=at, column=column)
                cell.value = None if pd.isna(value) else value
                if isinstance(value, str):
                    cell.data_type = "s"  # text, whatever it begins with
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


_WRITERS: Mapping[str, Callable[[Answer], bytes]] = {
    ".gpkg": _geopackage,
    ".geojson": _geojson,
    ".csv": _csv,
    ".xlsx": _excel,
}
ENDINGS = (*_WRITERS, ".pdf")
"""All endings of an export; .pdf is printed (``views.paper``)."""
