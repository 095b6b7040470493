"""Follow a published length over the sections that it measures.

In    lines between places, joined at borders; the places that a published length names, in order.
Out   the sections between them, and how their lengths add up against what was published.
Law   between two named places the shortest way of the mode is meant; a border adds no kilometre.
Not   here: making lengths agree (the tool that builds the geodata does).
"""

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

import networkx as nx
import pandas as pd

from ortoo.base.tables import words

Line = tuple[str, str, float, int]
"""Two places, the kilometres between them, and the number of the section."""


def lines_between(lines: Iterable[Line], *, borders: Iterable[tuple[str, str]]) -> nx.Graph:
    """Places joined by the shortest line between each two, and by borders of no length.

    >>> graph = lines_between([("a", "b", 5.0, 0), ("b", "a", 4.0, 1)], borders=[("b", "c")])
    >>> sections_along(graph, ["a", "c"])
    [1]
    """
    graph = nx.Graph()
    for one, other, km, number in lines:
        known = graph.get_edge_data(one, other)
        if known is None or km < known["km"]:
            graph.add_edge(one, other, km=km, number=number)
    for one, other in borders:
        if not graph.has_edge(one, other):
            graph.add_edge(one, other, km=0.0, number=None)
    return graph


def sections_along(graph: nx.Graph, via: Sequence[str]) -> list[int] | None:
    """The numbers of the sections from the first place over all others; None where there are none.

    Two places that are not joined, or fewer than two places, have no sections between them.
    """
    numbers = list[int]()
    for one, other in pairwise(via):
        if one not in graph or other not in graph or not nx.has_path(graph, one, other):
            return None
        way = nx.shortest_path(graph, one, other, weight="km")
        steps = [graph.edges[step]["number"] for step in pairwise(way)]
        numbers += [number for number in steps if number is not None]
    return numbers or None


def published_chains(tables: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Every row of ``lengths`` with the sections that it measures and what they add up to.

    Returns
    -------
    DataFrame
        length_id, mode, use, published_km, sections (tuple of row numbers), length_km (NaN where
        the network has no such chain), difference (share of the published). Empty for no rows.
    """
    lengths, sections = tables["lengths"], tables["sections"]
    graphs = {mode: _graph(tables, mode) for mode in sorted(set(lengths["mode"]))}
    rows = []
    for row in lengths.to_dict("records"):
        along = sections_along(graphs[row["mode"]], words(row["via"]))
        km = float("nan") if along is None else float(sections["length_km"].iloc[along].sum())
        told = (row["length_id"], row["mode"], row["use"], row["published_km"], tuple(along or ()))
        rows.append((*told, km, km / row["published_km"] - 1))
    columns = ["length_id", "mode", "use", "published_km", "sections", "length_km", "difference"]
    return pd.DataFrame(rows, columns=columns)


def _graph(tables: Mapping[str, pd.DataFrame], mode: str) -> nx.Graph:
    sections, crossings = tables["sections"], tables["crossings"]
    lines = sections[sections["mode"] == mode]
    borders = crossings[crossings["mode"] == mode]
    return lines_between(
        zip(lines["from_id"], lines["to_id"], lines["length_km"], lines.index, strict=True),
        borders=zip(borders["from_id"], borders["to_id"], strict=True),
    )
