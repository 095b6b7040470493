"""A corridor: the sections and crossings that bear its name.

In    a network and a corridor id.
Out   ``Corridor``: its sections, km by country and mode, gauges, crossings, hours, pieces.
Law   a crossing belongs to a corridor when sections of the corridor end on both its sides.
Not   here: routes along a corridor (``routes``).
"""

from dataclasses import dataclass

import networkx as nx
import pandas as pd

from ortoo.base.errors import UnknownNameError
from ortoo.base.tables import words
from ortoo.network.network import Network


@dataclass(frozen=True, kw_only=True, eq=False)
class Corridor:
    """What a corridor is made of.

    ``sections`` and ``crossings`` are rows of their tables; ``by_country`` has country, mode,
    gauge, sections, km; ``pieces`` are the sets of places that hang together, largest first:
    more than one means that the corridor has gaps, or that freight changes mode between them.
    """

    corridor_id: str
    name: str
    sections: pd.DataFrame
    crossings: pd.DataFrame
    by_country: pd.DataFrame
    pieces: tuple[tuple[str, ...], ...]

    @property
    def length_km(self) -> float:
        """Kilometres of all its sections, branches included."""
        return float(self.sections["length_km"].sum())


def corridor_ids(network: Network) -> list[str]:
    """The ids that sections name, sorted."""
    named = {word for cell in network.tables["sections"]["corridors"] for word in words(cell)}
    return sorted(named)


def corridor(network: Network, corridor_id: str) -> Corridor:
    """The corridor of that id; sections that are only planned are left out.

    Raises
    ------
    UnknownNameError
        No section names it.

    Examples
    --------
    >>> import ortoo
    >>> titr = corridor(ortoo.load_network(), "titr")
    >>> {"KAZ", "AZE", "GEO"} <= set(titr.by_country["country"])
    True
    """
    wanted = corridor_id.casefold()
    if wanted not in corridor_ids(network):
        raise UnknownNameError("corridor", corridor_id, nearest=corridor_ids(network))
    sections = network.tables["sections"]
    mine = sections[[wanted in words(cell) for cell in sections["corridors"]]]
    mine = mine[mine["status"] == "operating"]
    ends = {*mine["from_id"], *mine["to_id"]}
    crossings = network.tables["crossings"]
    passed = crossings[crossings["from_id"].isin(ends) & crossings["to_id"].isin(ends)]
    passed = passed[passed["mode"].isin(set(mine["mode"]))]
    groups = mine.groupby(["country", "mode", "gauge_mm"], sort=False)["length_km"]
    by_country = groups.agg(sections="size", km="sum").reset_index()
    graph = nx.Graph()
    graph.add_edges_from(zip(mine["from_id"], mine["to_id"], strict=True))
    graph.add_edges_from(zip(passed["from_id"], passed["to_id"], strict=True))
    pieces = sorted((tuple(sorted(p)) for p in nx.connected_components(graph)), key=len)[::-1]
    return Corridor(
        corridor_id=wanted,
        name=_name(network, wanted),
        sections=mine.reset_index(drop=True),
        crossings=passed.reset_index(drop=True),
        by_country=by_country,
        pieces=tuple(pieces),
    )


def _name(network: Network, corridor_id: str) -> str:
    table = network.tables["corridors"]
    known = dict(zip(table["corridor_id"], table["name"], strict=True))
    return str(known.get(corridor_id, corridor_id))
