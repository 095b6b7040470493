"""The network: checked tables and the arcs derived from them, immutable and shared.

In    a folder of tables (``inputs.folder``), or tables in memory.
Out   one ``Network``; its NetworkX view is a copy.
Law   a network that exists is consistent: every fault of every table was refused together when it
      was made; questions never change it.
Not   here: questions (``routes``), scenarios (``study``).
"""

import datetime as dt
import logging
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import geopandas as gpd
import networkx as nx
import numpy as np
import pandas as pd
import shapely

from ortoo.base.errors import BadInputError
from ortoo.base.geodesy import geodesic_km
from ortoo.base.tables import place_of
from ortoo.base.watch import watch
from ortoo.inputs.boundaries import read_countries
from ortoo.inputs.folder import Folder, builtin_folder, read_folder
from ortoo.network.arcs import COSTS, Arcs, build_arcs
from ortoo.network.faults import countries_without_shape, faults_between
from ortoo.network.weights import with_costs

log = logging.getLogger(__name__)


@dataclass(frozen=True, kw_only=True, eq=False)
class Network:
    """A multimodal freight network.

    ``tables`` holds the tables of ``inputs.schema`` by name; sections also carry ``time_h``,
    ``cost_usd_t``, ``co2_kg_t`` (running only) and their ``geometry`` as lon/lat lines.
    ``countries`` has the columns country, name, detail, geometry and may be empty. ``scenarios``
    are the ids of the cards that made it from another network, in order.
    """

    name: str
    date: dt.date
    sha256: str
    tables: Mapping[str, pd.DataFrame]
    countries: gpd.GeoDataFrame
    arcs: Arcs
    scenarios: tuple[str, ...] = ()

    def to_networkx(self) -> nx.MultiDiGraph:
        """The network as a NetworkX graph; a copy, so editing it changes nothing here.

        Nodes are texts such as ``erenhot/rail-1435`` with ``place_id``, ``mode`` and
        ``gauge_mm``; edges carry ``kind``, ``id``, ``countries`` and the four costs ``length_km``,
        ``time_h``, ``cost_usd_t`` (USD/t), ``co2_kg_t``; NaN is unknown.

        Examples
        --------
        >>> import ortoo
        >>> graph = ortoo.load_network().to_networkx()
        >>> graph.has_node("ulaanbaatar/rail-1520")
        True
        """
        graph = nx.MultiDiGraph(name=self.name)
        graph.add_nodes_from((str(node), node._asdict()) for node in self.arcs.nodes)
        for at, arc in enumerate(self.arcs.arcs):
            graph.add_edge(
                str(arc.tail),
                str(arc.head),
                kind=str(arc.kind),
                id=self.id_of(at),
                countries=arc.countries,
                **dict(zip(COSTS, arc.costs, strict=True)),
            )
        return graph

    def id_of(self, arc: int) -> str:
        """The section, crossing or transfer id behind an arc."""
        found = self.arcs.arcs[arc]
        return self._ids[found.kind][found.row]

    @cached_property
    def _ids(self) -> dict[str, list[str]]:
        """The ids of each table's rows, by the kind of their arcs."""
        return {
            kind: list(map(str, self.tables[of.table][of.key].tolist()))
            for kind, of in TABLE_OF.items()
        }


@dataclass(frozen=True)
class _Origin:
    table: str
    key: str


TABLE_OF = {
    "line": _Origin("sections", "section_id"),
    "crossing": _Origin("crossings", "crossing_id"),
    "transfer": _Origin("transfers", "transfer_id"),
}


def load_network(folder: str | Path | None = None) -> Network:
    """Read a folder of tables into a network; without a folder, the built-in one.

    Parameters
    ----------
    folder
        A folder with ``places.csv``, ``sections.csv``, ``modes.csv`` and, as far as there are
        any, the other tables, ``sections.fgb`` and ``countries.fgb``.

    Raises
    ------
    MissingDataError
        The folder or a needed table is not there.
    BadInputError
        With every fault of every table, each with table, line and column.

    Examples
    --------
    >>> import ortoo
    >>> network = ortoo.load_network()
    >>> "MNG" in set(network.tables["places"]["country"])
    True
    """
    passed_s = watch()
    network = network_of(read_folder(builtin_folder() if folder is None else Path(folder)))
    told = network.name, len(network.arcs.nodes), len(network.arcs.arcs), passed_s()
    log.info("network %s read: %d nodes, %d arcs, %.2f s", *told)
    return network


def network_of(folder: Folder) -> Network:
    """A network from tables already read; faults of cells and between tables are told together."""
    faults = [*folder.faults, *faults_between(folder.tables)]
    countries = _countries(folder)
    if len(countries):
        faults += countries_without_shape(folder.tables, set(countries["country"]))
    sections, without_length = _with_lines(folder)
    faults += without_length
    if faults:
        raise BadInputError(faults, where=f"network {folder.name}")
    today = dt.datetime.now(tz=dt.UTC).date()
    if folder.date is None:
        log.warning(
            "network %s has no date (network.toml): today, %s, is taken", folder.name, today
        )
    modes = folder.tables["modes"]
    tables = {**folder.tables, "sections": with_costs(sections, modes=modes)}
    return Network(
        name=folder.name,
        date=folder.date or today,
        sha256=folder.sha256,
        tables=tables,
        countries=countries,
        arcs=build_arcs(tables),
    )


def _countries(folder: Folder) -> gpd.GeoDataFrame:
    if folder.countries_file is None:
        columns = ["country", "name", "detail", "geometry"]
        return gpd.GeoDataFrame({c: [] for c in columns}, geometry="geometry", crs="OGC:CRS84")
    return read_countries(folder.countries_file)


def _with_lines(folder: Folder) -> tuple[pd.DataFrame, list[str]]:
    """Sections with a line each and a length each, and a fault where neither can be had."""
    sections, places = folder.tables["sections"], folder.tables["places"]
    points = dict(
        zip(places["place_id"], zip(places["lon"], places["lat"], strict=True), strict=True)
    )
    lines, lengths, faults = [], [], []
    for row, section in enumerate(sections.to_dict("records")):
        line = folder.lines.get(section["section_id"])
        length = section["length_km"]
        if np.isnan(length) and line is not None:
            length = geodesic_km(line)
        if np.isnan(length) or length == 0.0:
            faults.append(
                f"{place_of('sections', row, column='length_km')}: is empty or zero and there "
                "is no geometry to measure; give the length or the line"
            )
        if line is None and {section["from_id"], section["to_id"]} <= points.keys():
            line = shapely.LineString([points[section["from_id"]], points[section["to_id"]]])
        lines.append(line)
        lengths.append(length)
    geometry = pd.Series(lines, index=sections.index, dtype=object)
    return sections.assign(length_km=lengths, geometry=geometry), faults
