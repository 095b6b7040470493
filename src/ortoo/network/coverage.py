"""What the data cover, and where they are thin.

In    a network.
Out   ``Coverage``: counts, unsourced rows, lengths that disagree, pieces, dangling ends, unknowns.
Law   everything is counted from the tables; nothing is judged away.
Not   here: faults that refuse a network (``network.faults``).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import networkx as nx
import numpy as np
import pandas as pd

from ortoo.network.chains import published_chains
from ortoo.network.network import Network

KEYS = {
    "places": "place_id",
    "sections": "section_id",
    "crossings": "crossing_id",
    "transfers": "transfer_id",
}
COUNTED = (
    "places", "sections", "crossings", "transfers", "modes", "markets", "trade", "lengths",
    "sources",
)  # fmt: skip


@dataclass(frozen=True, kw_only=True, eq=False)
class Coverage:
    """A report on a network's tables.

    ``counts`` has table, rows, and rows by confidence; ``unsourced`` table and id;
    ``disagreements`` section_id, mode, published_km, line_km (before any fit; else length_km),
    difference (share of the published), worst first; ``chains`` is what
    ``network.chains.published_chains`` gives, worst first; ``pieces`` mode and places
    of every connected piece of operating sections and crossings; ``dangling`` places of kind
    border that only one arc touches; ``unknown`` table, column and how many cells are empty that
    a cost needs.
    """

    counts: pd.DataFrame
    unsourced: pd.DataFrame
    disagreements: pd.DataFrame
    chains: pd.DataFrame
    pieces: pd.DataFrame
    dangling: tuple[str, ...]
    unknown: pd.DataFrame


def coverage(network: Network) -> Coverage:
    """Count everything that ``ortoo data check`` tells.

    Examples
    --------
    >>> import ortoo
    >>> report = coverage(ortoo.load_network())
    >>> report.disagreements["difference"].abs().is_monotonic_decreasing
    True
    """
    return Coverage(
        counts=_counts(network),
        unsourced=_unsourced(network),
        disagreements=_disagreements(network),
        chains=_worst_first(published_chains(network.tables).drop(columns="sections")),
        pieces=_pieces(network),
        dangling=_dangling(network),
        unknown=_unknown(network),
    )


def coverage_json(report: Coverage) -> dict[str, Any]:
    """The report as plain data, as ``ortoo data check --json`` prints it."""
    tables = {
        name: [_plain(row) for row in getattr(report, name).to_dict("records")]
        for name in ("counts", "unsourced", "disagreements", "chains", "pieces", "unknown")
    }
    return {**tables, "dangling": list(report.dangling)}


def _plain(row: Mapping[Any, Any]) -> dict[str, Any]:
    """A row with plain numbers: numpy's are no JSON."""
    return {str(name): cell.item() if hasattr(cell, "item") else cell for name, cell in row.items()}


def _counts(network: Network) -> pd.DataFrame:
    rows = []
    for name in COUNTED:
        table = network.tables[name]
        by = table["confidence"].value_counts().to_dict() if "confidence" in table else {}
        rows.append({"table": name, "rows": len(table), **by})
    return pd.DataFrame(rows).fillna(0).convert_dtypes()


def _unsourced(network: Network) -> pd.DataFrame:
    found = [
        (name, row)
        for name, key in KEYS.items()
        for row in network.tables[name].loc[network.tables[name]["confidence"] == "unsourced", key]
    ]
    return pd.DataFrame(found, columns=["table", "id"])


def _disagreements(network: Network) -> pd.DataFrame:
    sections = network.tables["sections"]
    published = sections[sections["published_km"] > 0]
    line_km = published["line_km"].fillna(published["length_km"])
    told = published[["section_id", "mode", "published_km"]].assign(line_km=line_km)
    return _worst_first(told.assign(difference=line_km / published["published_km"] - 1))


def _worst_first(table: pd.DataFrame) -> pd.DataFrame:
    order = table["difference"].abs().sort_values(ascending=False, kind="stable").index
    return table.loc[order].reset_index(drop=True)


def _pieces(network: Network) -> pd.DataFrame:
    rows = []
    sections, crossings = network.tables["sections"], network.tables["crossings"]
    for mode in sorted(set(sections["mode"])):
        graph = nx.Graph()
        lines = sections[(sections["mode"] == mode) & (sections["status"] == "operating")]
        borders = crossings[crossings["mode"] == mode]
        graph.add_edges_from(zip(lines["from_id"], lines["to_id"], strict=True))
        graph.add_edges_from(
            (a, b)
            for a, b in zip(borders["from_id"], borders["to_id"], strict=True)
            if a in graph and b in graph
        )
        pieces = sorted(nx.connected_components(graph), key=len, reverse=True)
        rows += [(mode, len(piece), " ".join(sorted(piece)[:8])) for piece in pieces]
    return pd.DataFrame(rows, columns=["mode", "places", "first"])


def _dangling(network: Network) -> tuple[str, ...]:
    """Border places that no section reaches, or that no crossing leaves."""
    sections, crossings = network.tables["sections"], network.tables["crossings"]
    reached = {*sections["from_id"], *sections["to_id"]}
    left = {*crossings["from_id"], *crossings["to_id"]}
    places = network.tables["places"]
    borders = places.loc[places["kind"] == "border", "place_id"]
    return tuple(sorted(place for place in borders if place not in reached or place not in left))


def _unknown(network: Network) -> pd.DataFrame:
    needed = {
        "sections": ("time_h", "cost_usd_t", "co2_kg_t"),
        "crossings": ("time_h", "cost_usd_t"),
        "transfers": ("time_h", "cost_usd_t"),
    }
    rows = [
        (name, column, int(np.isnan(network.tables[name][column]).sum()))
        for name, columns in needed.items()
        for column in columns
    ]
    return pd.DataFrame(rows, columns=["table", "column", "unknown"])
