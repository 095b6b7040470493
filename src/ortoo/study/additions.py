"""New rows from a card: places, sections, crossings and transfers that the network lacks.

In    a network and an ``Add`` edit.
Out   a network with these rows, or what is wrong with them.
Law   a new row is held against the same declarations as a row of a CSV file, and the tables against
      each other; a section without a line is drawn straight, one without a length is measured.
Not   here: edits of rows that exist (``study.edits``).
"""

import re
from collections.abc import Iterator

import pandas as pd
import shapely

from ortoo.base.errors import BadInputError
from ortoo.base.geodesy import geodesic_km
from ortoo.base.tables import examine
from ortoo.inputs.cards import Scenario
from ortoo.inputs.cards_models import Add
from ortoo.inputs.cards_text import Path
from ortoo.inputs.schema import TABLES
from ortoo.network.faults import countries_without_shape, faults_between
from ortoo.network.network import Network
from ortoo.network.remade import remade
from ortoo.network.weights import with_costs

SURE_AT_LEAST = "low"
_CELL = re.compile(r"(\w+)\.csv:(\d+): ([\w+]+): (.*)", re.DOTALL)
FIRST_LINE = 2

Frames = dict[str, pd.DataFrame]


def with_rows(network: Network, edit: Add, *, by: Scenario) -> Network:
    """``network`` with the rows of ``edit``.

    Raises
    ------
    BadInputError
        A row is wrong, alone or beside the others; ``study.fitting`` tells where in the card.
    """
    tables, faults = _merged(network, edit, by=by)
    if faults:
        raise BadInputError([what for _, what in faults], where=f"scenario {by.scenario_id}")
    if "sections" in tables:
        tables["sections"] = with_costs(tables["sections"], modes=network.tables["modes"])
    return remade(network, tables)


def row_faults(network: Network, edit: Add, *, by: Scenario) -> list[tuple[Path, str]]:
    """What is wrong with the rows of ``edit``, each with its path inside the edit."""
    return _merged(network, edit, by=by)[1]


def _merged(network: Network, edit: Add, *, by: Scenario) -> tuple[Frames, list[tuple[Path, str]]]:
    typed, faults = _typed(edit, by=by)
    sizes = {name: len(frame) for name, frame in network.tables.items()}
    merged = {
        name: pd.concat([network.tables[name], frame], ignore_index=True)
        for name, frame in typed.items()
    }
    every = {**network.tables, **merged}
    faults += _repeated(every, sizes, typed=typed)
    if not faults:
        between = faults_between(every)
        if len(network.countries):
            between += countries_without_shape(every, set(network.countries["country"]))
        faults += _paths(between, sizes=sizes)
    if not faults and "sections" in merged:
        merged["sections"] = _with_lines(merged["sections"], places=every["places"])
    return merged, faults


def _typed(edit: Add, *, by: Scenario) -> tuple[Frames, list[tuple[Path, str]]]:
    """The rows as typed tables; what the card does not say of source and status is filled in."""
    usual = {"source": f"scenario-{by.scenario_id}", "confidence": edit.confidence or SURE_AT_LEAST,
             "note": f"Scenario {by.scenario_id}: added."}  # fmt: skip
    frames: Frames = {}
    faults: list[tuple[Path, str]] = []
    for name, rows in edit.rows.items():
        more = {**usual, "status": "operating"} if name == "sections" else usual
        cells = [{**row.model_dump(), **_missing(row.model_dump(), more)} for row in rows]
        frames[name], found = examine(pd.DataFrame(cells, dtype=str), TABLES[name])
        faults += _paths(found, sizes={name: 0})
    return frames, faults


def _missing(row: dict[str, str], usual: dict[str, str]) -> dict[str, str]:
    return {name: value for name, value in usual.items() if not row.get(name)}


def _paths(faults: list[str], *, sizes: dict[str, int]) -> list[tuple[Path, str]]:
    """Faults of cells as faults of a card: the table's row becomes the row in the edit."""
    found: list[tuple[Path, str]] = []
    for fault in faults:
        cell = _CELL.match(fault)
        if cell is None:
            found.append(((), fault))
            continue
        row = int(cell[2]) - FIRST_LINE - sizes[cell[1]]
        path: Path = (cell[1], row, cell[3]) if row >= 0 else ()
        found.append((path, cell[4] if row >= 0 else fault))
    return found


def _repeated(every: Frames, sizes: dict[str, int], *, typed: Frames) -> Iterator[tuple[Path, str]]:
    for name in typed:
        key = TABLES[name].key[0]
        ids = every[name][key]
        for row in range(sizes[name], len(ids)):
            if ids.iloc[row] in set(ids.iloc[: sizes[name]]):
                what = f"got {ids.iloc[row]!r}, which the network has already; expected a new id"
                yield (name, row - sizes[name], key), what


def _with_lines(sections: pd.DataFrame, *, places: pd.DataFrame) -> pd.DataFrame:
    """Sections whose new rows have a line and a length, where the card gave none."""
    points = dict(
        zip(places["place_id"], zip(places["lon"], places["lat"], strict=True), strict=True)
    )
    lines, lengths, origins = [], [], []
    for section in sections.to_dict("records"):
        line, length, origin = section["geometry"], section["length_km"], section["length_from"]
        if not isinstance(line, shapely.LineString):
            ends = [points[section[column]] for column in ("from_id", "to_id")]
            line = shapely.from_wkt(line) if line else shapely.LineString(ends)
        if not length > 0:
            length, origin = geodesic_km(line), "drawn"
        lines.append(line)
        lengths.append(length)
        origins.append(origin)
    geometry = pd.Series(lines, index=sections.index, dtype=object)
    return sections.assign(length_km=lengths, length_from=origins, geometry=geometry)
