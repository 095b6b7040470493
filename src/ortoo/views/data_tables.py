"""The data about the data, as tables for a terminal.

In    ``Coverage``, ``Corridor``, a network's tables.
Out   rich renderables.
Law   worst first; what is cut is counted.
Not   here: counting (``network.coverage``).
"""

import difflib
from collections.abc import Sequence
from typing import Any

import pandas as pd
from rich.console import Group
from rich.markup import escape

from ortoo.base.errors import UnknownNameError
from ortoo.network.corridors import Corridor, corridor_ids
from ortoo.network.coverage import KEYS, Coverage
from ortoo.network.network import Network
from ortoo.views.grid import Grid

MOST_ROWS = 25
NEAREST_IDS = 3


def coverage_text(report: Coverage) -> Group:
    """Everything that ``ortoo data check`` prints."""
    off = report.disagreements
    worst = off.assign(difference=[f"{d:+.1%}" for d in off["difference"]])
    chains = report.chains.assign(difference=[f"{d:+.1%}" for d in report.chains["difference"]])
    median = off.groupby("mode")["difference"].apply(lambda d: d.abs().median())
    medians = ", ".join(f"{mode} {value:.1%}" for mode, value in median.items())
    dangling = ", ".join(report.dangling) or "none"
    return Group(
        _table("Rows by confidence", report.counts),
        _table("Empty cells that a cost needs", report.unknown),
        _table("Unsourced rows", report.unsourced),
        f"Median difference of line and published length: {medians or 'nothing published'}",
        _table("Lines against published lengths, worst first", worst),
        _table("Modelled lengths against published chains, worst first", chains),
        _table("Connected pieces of operating lines", report.pieces),
        f"Border points that no section reaches or no crossing leaves: {escape(dangling)}",
    )


def tables_text(network: Network, corridors: Sequence[str]) -> Group:
    """The tables with their rows, and the corridors' ids."""
    rows = [(name, len(table)) for name, table in network.tables.items()]
    frame = pd.DataFrame(rows, columns=["table", "rows"])
    return Group(
        f"[bold]{escape(network.name)}[/bold], {network.date}, sha256 {network.sha256[:12]}",
        _table("Tables", frame),
        "Corridors: " + ", ".join(corridors),
    )


def corridor_text(found: Corridor) -> Group:
    """A corridor: km and hours by country, mode and gauge; its crossings; its gaps."""
    shown = found.crossings[["crossing_id", "leaves", "enters", "time_h", "cost_usd_t", "access"]]
    unbuilt = found.unbuilt[["section_id", "country", "status", "opens", "length_km"]]
    listed = found.sections[["section_id", "mode", "country", "length_km", "time_h"]]
    size = f"{len(found.sections)} sections, {found.length_km:,.0f} km with all branches"
    parts: list[str | Grid] = [
        f"[bold]{escape(found.name)}[/bold]: {size}",
        _table("By country, hours under way", found.by_country),
        _table("Sections", listed, most=len(listed)),
        _table("Crossings", shown, most=len(shown)),
    ]
    if len(unbuilt):
        parts.append(_table("Not operating", unbuilt, most=len(unbuilt)))
    if len(found.closed):
        dated = found.closed[["crossing_id", "leaves", "enters", "access", "opens", "closes"]]
        parts.append(_table("Crossings not in service", dated, most=len(dated)))
    if len(found.pieces) > 1:
        parts.append(f"What is in service falls into {len(found.pieces)} pieces.")
    else:
        places = len(found.pieces[0]) if found.pieces else 0
        parts.append(f"No gaps: all {places} places hang together.")
    if len(gaps := found.gaps):
        parts.append(_table("Gaps, as the crow flies", gaps, most=len(gaps)))
    return Group(*parts)


def row_text(network: Network, row_id: str) -> Grid:
    """One row of any table, cell by cell.

    Raises
    ------
    UnknownNameError
        No table has a row of that id; carries the nearest ids.
    """
    for name, key in KEYS.items():
        table = network.tables[name]
        found = table[table[key] == row_id]
        if len(found):
            cells = found.iloc[0].drop(labels="geometry", errors="ignore")
            frame = pd.DataFrame({"column": cells.index, "cell": [_cell(c) for c in cells]})
            return _table(name, frame, most=len(frame))
    keys = [str(cell) for name, key in KEYS.items() for cell in network.tables[name][key]]
    known = dict.fromkeys([*corridor_ids(network), *keys])
    nearest = difflib.get_close_matches(row_id.casefold(), known, n=NEAREST_IDS)
    raise UnknownNameError("corridor or row", row_id, nearest=nearest)


def _table(title: str, frame: pd.DataFrame, *, most: int = MOST_ROWS) -> Grid:
    kinds = [frame[column].dtype.kind for column in frame.columns]
    table = Grid(title=title, title_justify="left", title_style="bold", header_style="dim")
    for column, kind in zip(frame.columns, kinds, strict=True):
        table.add_column(str(column), overflow="fold", no_wrap=kind in "iuf")
    for row in frame.head(most).itertuples(index=False):
        table.add_row(*(_cell(cell) for cell in row))
    if len(frame) > most:
        table.caption = f"and {len(frame) - most} more (all with --json)"
    return table


def _cell(value: Any) -> str:  # noqa: ANN401 - any cell
    if isinstance(value, float):
        return "unknown" if value != value else f"{value:,.1f}"  # noqa: PLR0124
    return escape(str(value))
