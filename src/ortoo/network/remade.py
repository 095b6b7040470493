"""A network with some tables exchanged, sharing everything that did not change.

In    a network and the tables that take the place of its own.
Out   a new ``Network``; the old one is as it was.
Law   tables that are not exchanged, the countries, and every array of the arcs that comes out the
      same are the very same objects; the result equals a network built from the tables afresh.
Not   here: what is exchanged and why (``study.edits``).
"""

import hashlib
from collections.abc import Mapping
from dataclasses import replace

import numpy as np
import pandas as pd

from ortoo.network.arcs import COSTS, Arc, ArcKind, Arcs, booked_along, booked_at, build_arcs
from ortoo.network.network import Network

SHAPING = {
    "sections": ("section_id", "from_id", "to_id", "mode", "country", "gauge_mm", "overflies",
                 "overflies_km", "passes", "passes_km"),
    "crossings": (
        "crossing_id", "from_id", "to_id", "leaves", "enters", "mode",
        "gauge_from_mm", "gauge_to_mm",
    ),
    "transfers": (
        "transfer_id", "place_id", "mode_from", "mode_to", "gauge_from_mm", "gauge_to_mm",
    ),
}  # fmt: skip
"""The columns from which nodes and arcs are made; where one differs they are made afresh."""

COSTING = {
    "sections": COSTS,
    "crossings": ("time_h", "cost_usd_t", "time_leaves_h", "cost_leaves_usd_t"),
    "transfers": ("time_h", "cost_usd_t"),
}
"""The columns from which the costs of arcs are made."""


def remade(network: Network, tables: Mapping[str, pd.DataFrame]) -> Network:
    """``network`` with ``tables`` in the place of its own; sections must carry their costs.

    Examples
    --------
    >>> import ortoo
    >>> network = ortoo.load_network()
    >>> crossings = network.tables["crossings"].assign(time_h=1.0)
    >>> other = remade(network, {"crossings": crossings})
    >>> other.tables["sections"] is network.tables["sections"]
    True
    >>> other.arcs.leaving is network.arcs.leaving
    True
    """
    merged = {**network.tables, **tables}
    return replace(network, tables=merged, arcs=_arcs(network, merged))


def named(network: Network, scenario_id: str, *, edits: str) -> Network:
    """``network`` that says it was made by a scenario; ``edits`` goes into its fingerprint."""
    text = f"{network.sha256}\n{scenario_id}\n{edits}"
    return replace(
        network,
        scenarios=(*network.scenarios, scenario_id),
        sha256=hashlib.sha256(text.encode()).hexdigest(),
    )


def _arcs(network: Network, tables: Mapping[str, pd.DataFrame]) -> Arcs:
    changed = [name for name in SHAPING if tables[name] is not network.tables[name]]
    if any(not _alike(network.tables[n], tables[n], columns=SHAPING[n]) for n in changed):
        return build_arcs(tables)
    old = network.arcs
    arcs = list(old.arcs)
    touched = [
        at
        for name in changed
        for at in _touched(network, tables[name], table=name)
    ]  # fmt: skip
    if not touched:
        return old
    for at in touched:
        arcs[at] = _recosted(arcs[at], tables)
    costs = old.costs.copy()
    costs[touched] = [arcs[at].costs for at in touched]
    return replace(old, arcs=tuple(arcs), costs=costs)


def _alike(old: pd.DataFrame, new: pd.DataFrame, *, columns: tuple[str, ...]) -> bool:
    return len(old) == len(new) and all(
        bool((old[c].to_numpy() == new[c].to_numpy()).all()) for c in columns
    )


def _touched(network: Network, new: pd.DataFrame, *, table: str) -> list[int]:
    """The numbers of the arcs whose costs differ; arcs stand in the order of the tables' rows."""
    old = network.tables[table]
    differs = np.zeros(len(old), dtype=bool)
    for column in COSTING[table]:
        one, two = old[column].to_numpy(dtype=float), new[column].to_numpy(dtype=float)
        differs |= ~((one == two) | (np.isnan(one) & np.isnan(two)))
    rows = np.flatnonzero(differs).tolist()
    sections = 2 * len(network.tables["sections"])
    if table == "sections":
        return [at for row in rows for at in (2 * row, 2 * row + 1)]
    first = sections if table == "crossings" else sections + len(network.tables["crossings"])
    return [first + row for row in rows]


def _recosted(arc: Arc, tables: Mapping[str, pd.DataFrame]) -> Arc:
    """``arc`` with the costs that its row has now."""
    if arc.kind is ArcKind.CROSSING:
        return arc._replace(booked=booked_at(tables["crossings"].iloc[arc.row].to_dict()))
    if arc.kind is ArcKind.LINE:
        section = tables["sections"].iloc[arc.row].to_dict()
        km, hours, usd, co2 = (float(section[cost]) for cost in COSTS)
        booked = booked_along(section, (km, hours, usd, co2), forward=arc.forward)
        return arc._replace(booked=booked)
    row = tables["transfers"].iloc[arc.row]
    costs = (0.0, float(row["time_h"]), float(row["cost_usd_t"]), 0.0)
    return arc._replace(booked=((arc.countries[0], costs),))
