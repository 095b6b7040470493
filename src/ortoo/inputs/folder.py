"""Read a folder of tables: the shape in which a network is kept, shared and brought by users.

In    a folder holding ``places.csv``, ``sections.csv`` … either directly or in the sub-folders of
      ``geodata/`` (``network/``, ``countries/``, ``lines/``).
Out   a ``Folder``: typed tables, section lines, name and date, a fingerprint, and every fault.
Law   nothing is repaired, dropped or guessed; all faults of all files are collected, so that one
      run tells everything.
Not   here: whether tables fit together (``network.faults``), country polygons
      (``inputs.boundaries``).
"""

import datetime as dt
import hashlib
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd
import pyogrio
import shapely
from pandas.errors import EmptyDataError, ParserError
from pyogrio.errors import DataLayerError, DataSourceError

from ortoo.base.errors import BadInputError, MissingDataError
from ortoo.base.tables import examine
from ortoo.inputs.schema import TABLES

SUBFOLDERS = ("", "network", "countries", "lines")
NEEDED = ("places", "sections", "modes")
SEPARATORS = {";": "';'", "\t": "tabs"}
LARGEST_TABLE_BYTES = 64 * 1024 * 1024
LINES_FILE = "sections.fgb"
ABOUT_FILE = "network.toml"
COUNTRY_FILES = ("countries.fgb", "countries.gpkg", "countries.geojson")


@dataclass(frozen=True, kw_only=True)
class Folder:
    """What a folder of tables holds.

    ``tables`` maps a table's name to its typed frame; ``lines`` maps section ids to lon/lat lines;
    ``countries_file`` is None where the folder brings no polygons.
    """

    name: str
    date: dt.date | None
    tables: dict[str, pd.DataFrame]
    lines: dict[str, shapely.LineString]
    sha256: str
    countries_file: Path | None
    faults: tuple[str, ...] = field(default=())


def read_folder(folder: Path) -> Folder:
    """Everything below ``folder`` that makes a network, with all faults found on the way.

    Raises
    ------
    MissingDataError
        The folder, or one of the tables that every network needs, is not there.
    BadInputError
        A table is separated by other signs than commas: told alone, for nothing else can be read.
    """
    if not folder.is_dir():
        raise MissingDataError(
            f"{folder} is not a folder; expected one with places.csv, "
            "sections.csv, modes.csv and the other network tables"
        )
    missing = [name for name in NEEDED if _find(folder, f"{name}.csv") is None]
    if missing:
        raise MissingDataError(
            f"{folder} has no {', '.join(f'{m}.csv' for m in missing)}; "
            "every network needs places, sections and modes"
        )
    odd = [told for name in TABLES if (told := _odd_separator(_find(folder, f"{name}.csv")))]
    if odd:
        raise BadInputError(odd, where=str(folder))
    faults: list[str] = []
    tables = {name: _read_table(folder, name, faults=faults) for name in TABLES}
    lines = _read_lines(folder, tables["sections"], faults=faults)
    name, date = _about(folder, faults)
    return Folder(
        name=name,
        date=date,
        tables=tables,
        lines=lines,
        sha256=_fingerprint(folder),
        countries_file=next((f for n in COUNTRY_FILES if (f := _find(folder, n))), None),
        faults=tuple(faults),
    )


def builtin_folder() -> Path:
    """The geodata that ships with the package.

    Raises
    ------
    MissingDataError
        The installation lacks its data.
    """
    package = Path(__file__).resolve().parents[1]
    for candidate in (package / "geodata", package.parents[1] / "geodata"):
        if _find(candidate, "places.csv") is not None:
            return candidate
    raise MissingDataError(
        "the built-in network is not installed; reinstall ortoo, "
        "or name a folder of tables with --network"
    )


def _find(folder: Path, file: str) -> Path | None:
    paths = (folder / sub / file for sub in SUBFOLDERS)
    return next((path for path in paths if path.is_file()), None)


def _odd_separator(path: Path | None) -> str:
    """What to say of a table whose header is separated by ; or tabs; "" of any other."""
    if path is None:
        return ""
    with path.open(encoding="utf-8-sig", errors="replace") as file:
        header = file.readline()
    odd = next((sign for sign in SEPARATORS if sign in header), "")
    told = f"{path.name}: separated by {SEPARATORS[odd]}, expected ','" if odd else ""
    return "" if "," in header else told


def _read_table(folder: Path, name: str, *, faults: list[str]) -> pd.DataFrame:
    path = _find(folder, f"{name}.csv")
    if path is None:
        return TABLES[name].empty()
    if path.stat().st_size > LARGEST_TABLE_BYTES:
        faults.append(f"{path.name}: is larger than {LARGEST_TABLE_BYTES} bytes; refused unread")
        return TABLES[name].empty()
    try:
        text = pd.read_csv(path, dtype=str, keep_default_na=False, encoding="utf-8-sig")
    except (ParserError, EmptyDataError, UnicodeDecodeError) as broken:
        faults.append(f"{path.name}: cannot be read as UTF-8 CSV: {str(broken).strip()}")
        return TABLES[name].empty()
    typed, found = examine(text, TABLES[name])
    faults += found
    return typed


def _read_lines(
    folder: Path, sections: pd.DataFrame, *, faults: list[str]
) -> dict[str, shapely.LineString]:
    lines = dict(_wkt_lines(sections, faults))
    path = _find(folder, LINES_FILE)
    if path is None:
        return lines
    try:
        meta, _, shapes, columns = pyogrio.raw.read(path, columns=["section_id"])
    except (DataSourceError, DataLayerError) as broken:
        faults.append(f"{path.name}: cannot be read as FlatGeobuf: {broken}")
        return lines
    if list(meta["fields"]) != ["section_id"]:
        faults.append(f"{path.name}: has no column section_id")
        return lines
    return dict(zip(columns[0], shapely.from_wkb(shapes), strict=True)) | lines


def _wkt_lines(
    sections: pd.DataFrame, faults: list[str]
) -> Iterator[tuple[str, shapely.LineString]]:
    for row, (section, text) in enumerate(
        zip(sections["section_id"], sections["geometry"], strict=True)
    ):
        if not text:
            continue
        line = shapely.from_wkt(text, on_invalid="ignore")
        if isinstance(line, shapely.LineString) and not line.is_empty:
            yield section, line
        else:
            faults.append(
                f"sections.csv:{row + 2}: geometry: got {text[:40]!r}, "
                "expected a LINESTRING as WKT in lon/lat, or an empty cell"
            )


def _about(folder: Path, faults: list[str]) -> tuple[str, dt.date | None]:
    path = _find(folder, ABOUT_FILE)
    if path is None:
        return folder.resolve().name, None
    try:
        about = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as broken:
        faults.append(f"{path.name}: is not TOML: {broken}")
        return folder.resolve().name, None
    name, date = about.get("name", folder.resolve().name), about.get("date")
    if not isinstance(name, str):
        faults.append(f"{path.name}: name: got {name!r}, expected text")
    if date is not None and type(date) is not dt.date:
        faults.append(f"{path.name}: date: got {date!r}, expected a date such as 2026-11-23")
        date = None
    return str(name), date


def _fingerprint(folder: Path) -> str:
    """sha256 over the names and bytes of every file that makes the network."""
    names = [*(f"{name}.csv" for name in TABLES), LINES_FILE, ABOUT_FILE, *COUNTRY_FILES]
    digest = hashlib.sha256()
    for name in names:
        path = _find(folder, name)
        if path is not None:
            digest.update(name.encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()
