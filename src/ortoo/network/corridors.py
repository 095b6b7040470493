"""A corridor: the sections and crossings that bear its name.

In    a network and a corridor id.
Out   ``Corridor``: its sections, km and hours by country and mode, gauges, crossings, gaps.
Law   a crossing belongs to a corridor when sections of the corridor end on both its sides; hours
      are those under way, without borders and transfers.
Not   here: routes along a corridor (``routes``).
"""

from dataclasses import dataclass

import networkx as nx
import pandas as pd

from ortoo.base.errors import UnknownNameError
from ortoo.base.geodesy import great_circle_km
from ortoo.base.tables import words
from ortoo.network.network import Network


@dataclass(frozen=True, kw_only=True, eq=False)
class Corridor:
    """What a corridor is made of.

    ``sections`` (operating), ``unbuilt`` (not yet, or no more) and ``crossings`` are rows of their
    tables; ``by_country`` has country, mode, gauge_mm, sections, km, h; ``pieces`` are the sets of
    places that hang together, largest first; ``gaps`` joins them by their nearest places: from,
    to, km as the crow flies. A corridor of one piece has no gaps.
    """

    corridor_id: str
    name: str
    sections: pd.DataFrame
    unbuilt: pd.DataFrame
    crossings: pd.DataFrame
    by_country: pd.DataFrame
    gaps: pd.DataFrame
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
    named = sections[[wanted in words(cell) for cell in sections["corridors"]]]
    mine = named[named["status"] == "operating"]
    ends = {*mine["from_id"], *mine["to_id"]}
    crossings = network.tables["crossings"]
    passed = crossings[crossings["from_id"].isin(ends) & crossings["to_id"].isin(ends)]
    passed = passed[passed["mode"].isin(set(mine["mode"]))]
    groups = mine.groupby(["country", "mode", "gauge_mm"], sort=False)
    by_country = groups.agg(
        sections=("length_km", "size"),
        km=("length_km", "sum"),
        h=("time_h", lambda hours: hours.sum(skipna=False)),
    )
    pieces = _pieces(mine, passed)
    return Corridor(
        corridor_id=wanted,
        name=_name(network, wanted),
        sections=mine.reset_index(drop=True),
        unbuilt=named[named["status"] != "operating"].reset_index(drop=True),
        crossings=passed.reset_index(drop=True),
        by_country=by_country.reset_index(),
        gaps=_gaps(network.tables["places"], pieces),
        pieces=pieces,
    )


def _pieces(sections: pd.DataFrame, crossings: pd.DataFrame) -> tuple[tuple[str, ...], ...]:
    graph = nx.Graph()
    graph.add_edges_from(zip(sections["from_id"], sections["to_id"], strict=True))
    graph.add_edges_from(zip(crossings["from_id"], crossings["to_id"], strict=True))
    pieces = [tuple(sorted(piece)) for piece in nx.connected_components(graph)]
    return tuple(sorted(pieces, key=lambda piece: (-len(piece), piece)))


def _gaps(places: pd.DataFrame, pieces: tuple[tuple[str, ...], ...]) -> pd.DataFrame:
    """The shortest jumps that join all pieces, largest piece first (a spanning tree of them)."""
    at = places.set_index("place_id")[["lon", "lat"]]
    joined, apart, rows = list(pieces[0]) if pieces else [], list(pieces[1:]), []
    while apart:
        km, one, other, piece = min(
            (great_circle_km(tuple(at.loc[one]), tuple(at.loc[other])), one, other, number)
            for number, piece in enumerate(apart)
            for one in joined
            for other in piece
        )
        rows.append((one, other, km))
        joined += apart.pop(piece)
    return pd.DataFrame(rows, columns=["from", "to", "km"])


def _name(network: Network, corridor_id: str) -> str:
    table = network.tables["corridors"]
    known = dict(zip(table["corridor_id"], table["name"], strict=True))
    return str(known.get(corridor_id, corridor_id))
