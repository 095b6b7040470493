"""A corridor: the sections and crossings that bear its name.

In    a network and a corridor id.
Out   ``Corridor``: its sections, km and hours by country and mode, gauges, crossings, gaps.
Law   a crossing belongs to a corridor when sections of the corridor end on both its sides; what is
      not in service on the network's day is told apart; hours are those under way, without borders
      and transfers.
Not   here: routes along a corridor (``routes``).
"""

import datetime as dt
from collections import Counter
from dataclasses import dataclass

import networkx as nx
import numpy as np
import pandas as pd

from ortoo.base.errors import UnknownNameError
from ortoo.base.geodesy import great_circle_km
from ortoo.base.tables import words
from ortoo.network.network import Network
from ortoo.network.service import serves_on


@dataclass(frozen=True, kw_only=True, eq=False)
class Corridor:
    """What a corridor is made of.

    ``sections`` and ``crossings`` (in service on the network's day), ``unbuilt`` (sections not yet
    in service, or no more) and ``closed`` (crossings likewise) are rows of their tables;
    ``by_country`` has country, mode, gauge_mm, sections, km, h. ``pieces`` are the sets of places
    that hang together by what is in service, largest first. ``gaps`` joins those that would not
    hang together even with ``unbuilt`` and ``closed``, by their nearest places: from, to, km as the
    crow flies.
    """

    corridor_id: str
    name: str
    sections: pd.DataFrame
    unbuilt: pd.DataFrame
    crossings: pd.DataFrame
    closed: pd.DataFrame
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
    """The corridor of that id, as it is on the day of the network.

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
    serves = _serving(named, network.date)
    mine, unbuilt = named[serves], named[~serves]
    ends = {*mine["from_id"], *mine["to_id"]}
    crossings = network.tables["crossings"]
    met = crossings[crossings["from_id"].isin(ends) & crossings["to_id"].isin(ends)]
    met = met[met["mode"].isin(set(mine["mode"]))]
    serves = _serving(met, network.date)
    passed, closed = met[serves], met[~serves]
    groups = mine.groupby(["country", "mode", "gauge_mm"], sort=False)
    by_country = groups.agg(
        sections=("length_km", "size"),
        km=("length_km", "sum"),
        h=("time_h", lambda hours: hours.sum(skipna=False)),
    )
    return Corridor(
        corridor_id=wanted,
        name=_name(network, wanted),
        sections=mine.reset_index(drop=True),
        unbuilt=unbuilt.reset_index(drop=True),
        crossings=passed.reset_index(drop=True),
        closed=closed.reset_index(drop=True),
        by_country=by_country.reset_index(),
        gaps=_gaps(network.tables["places"], _parts(ends, mine, unbuilt, passed, closed)),
        pieces=_pieces(mine, passed),
    )


def ends_of(network: Network, corridor: Corridor) -> set[str]:
    """The places where the corridor's sections stop, and its ports.

    A place where one railway and one road stop is an end if both come from the same side: taking
    it away parts nothing. At a place where freight changes from rail to road on its way, it would.
    """
    places = network.tables["places"]
    kind = dict(zip(places["place_id"], places["kind"], strict=True))
    graph, met = nx.Graph(), Counter[tuple[str, str]]()
    for rows in (corridor.sections, corridor.crossings):
        columns = (rows[name] for name in ("from_id", "to_id", "mode"))
        links = {(frozenset((one, two)), mode) for one, two, mode in zip(*columns, strict=True)}
        graph.add_edges_from(tuple(link) for link, _ in links)
        met.update((place, mode) for link, mode in links for place in link)
    several = {place for (place, _), count in met.items() if count > 1}
    passed = several | set(nx.articulation_points(graph))
    return {
        place
        for place in graph
        if kind[place] == "port" or (place not in passed and kind[place] != "sea")
    }


def _serving(rows: pd.DataFrame, date: dt.date) -> np.ndarray:
    return np.array([serves_on(row, date) for row in rows.to_dict("records")], dtype=bool)


def _pieces(*links: pd.DataFrame) -> tuple[tuple[str, ...], ...]:
    graph = nx.Graph()
    for rows in links:
        graph.add_edges_from(zip(rows["from_id"], rows["to_id"], strict=True))
    pieces = [tuple(sorted(piece)) for piece in nx.connected_components(graph)]
    return tuple(sorted(pieces, key=lambda piece: (-len(piece), piece)))


def _parts(served: set[str], *links: pd.DataFrame) -> tuple[tuple[str, ...], ...]:
    """The places in service that hang together by whatever links, in service or not."""
    held = (tuple(filter(served.__contains__, piece)) for piece in _pieces(*links))
    return tuple(sorted(filter(None, held), key=lambda part: (-len(part), part)))


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
