"""The page of a corridor: what it is made of, what it takes from end to end, what is missing.

In    a network and the id of a corridor.
Out   the text of one HTML file, or the ``Sheet`` that it is made from.
Law   the figures are those of ``network.corridors`` and ``study.branches``; capacities are the
      published ones and those that are not known are counted; what is not built looks like nothing
      that is.
Not   here: finding what belongs to it (``network.corridors``), the map (``views.corridor_map``).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

import pandas as pd
import shapely

from ortoo.base.saying import Said, capital, joined, say
from ortoo.base.tables import words
from ortoo.network.corridors import Corridor, corridor
from ortoo.network.network import Network
from ortoo.study.branches import Branch, branches
from ortoo.views.citations import cited
from ortoo.views.corridor_map import (
    BorderRow,
    ClosedRow,
    border_rows,
    closed_rows,
    corridor_picture,
)
from ortoo.views.corridor_wording import (
    closed_pairs,
    countries_of,
    end_names,
    headline,
    out_of_service,
    parting,
    section_name,
    small_days,
    small_km,
)
from ortoo.views.frame import Frame, Words, frame_of
from ortoo.views.language import ENGLISH, Language
from ortoo.views.panels import Row
from ortoo.views.picture import MarkLook
from ortoo.views.sheet import Sheet, page
from ortoo.views.tables import figure
from ortoo.views.wording import MODE, Names, listed

BranchTable = tuple[str, list[tuple[str, str, str, str, str]]]
"""The far end of a piece, and for each of its ends: name, modes, km, days, USD/t."""


@dataclass(frozen=True, kw_only=True)
class CorridorFacts:
    """What stands beside the map of a corridor."""

    figures: list[tuple[str, str, str]]
    what: str
    branches: list[BranchTable]
    parting: Said | None
    countries: list[tuple[str, str, str, str, str]]
    borders: list[BorderRow]
    capacities: list[tuple[str, str]]
    capacity_lead: str
    unbuilt: list[tuple[str, str, str]]
    closed: list[ClosedRow]
    modes: list[tuple[str, str]]
    marks: frozenset[str]


def corridor_page(network: Network, corridor_id: str, *, language: Language = ENGLISH) -> str:
    """One self-contained HTML page about a corridor.

    Raises
    ------
    UnknownNameError
        No section names it.

    Examples
    --------
    >>> import ortoo
    >>> corridor_page(ortoo.load_network(), "titr").startswith("<!DOCTYPE html>")
    True
    """
    return page(corridor_sheet(network, corridor_id), language)


def corridor_sheet(network: Network, corridor_id: str) -> Sheet:
    """Everything that the page about a corridor is made from."""
    names, found = Names(network), corridor(network, corridor_id)
    ways = branches(network, found)
    borders = border_rows(found, names, network=network)
    return Sheet(
        picture=corridor_picture(network, found, borders=borders),
        template="corridor.html",
        frame=_frame(network, found, ways=ways),
        facts=_facts(network, found, ways=ways),
        finding=finding(found, ways, names=names),
        tables=_tables(found, ways),
    )


def finding(found: Corridor, ways: Sequence[Branch], *, names: Names) -> Said:
    """The page in one sentence."""
    return say("{sentence}.", sentence=headline(found, ways, names=names))


def _facts(network: Network, found: Corridor, *, ways: Sequence[Branch]) -> CorridorFacts:
    names = Names(network)
    borders = border_rows(found, names, network=network)
    known = found.sections[found.sections["capacity_mt_y"].notna()]
    looks = {MarkLook.GAUGE_BREAK if row.gauge_change else MarkLook.CROSSING for row in borders}
    return CorridorFacts(
        figures=_figures(found, borders),
        what=_what(network, found),
        branches=list(_branch_tables(ways, names)),
        parting=parting(found, names),
        countries=[
            (capital(names.country(row["country"])), _kind(row), small_km(row["km"]),
             small_days(row["h"]), str(row["sections"]))
            for row in _eastern_first(found).to_dict("records")
        ],
        borders=borders,
        capacities=[
            (section_name(row, names), f"{row['capacity_mt_y']:,.1f}")
            for row in known.to_dict("records")
        ],
        capacity_lead=say(
            "A capacity is published for {n} of {of} sections.",
            n=len(known), of=len(found.sections),
        ),
        unbuilt=[
            (section_name(row, names), out_of_service(row, network.date),
             small_km(row["length_km"]))
            for row in found.unbuilt.to_dict("records")
        ],
        closed=closed_rows(found, names, network=network),
        modes=[(mode, MODE[mode]) for mode in dict.fromkeys(found.sections["mode"])],
        marks=frozenset(map(str, looks)),
    )  # fmt: skip


def _figures(found: Corridor, borders: Sequence[BorderRow]) -> list[tuple[str, str, str]]:
    missing, closed = float(found.unbuilt["length_km"].sum()), len(list(closed_pairs(found)))
    out = [(say("Closed borders"), str(closed), "")] if closed else []
    if missing:
        out.append((say("Not in service"), small_km(missing), say("km")))
    return [
        (say("All branches"), figure(found.length_km), say("km")),
        (say("Countries"), str(countries_of(found)), ""),
        (say("Borders and ports"), str(len(borders)), ""),
        *(out or [(say("Not in service"), say("none"), "")]),
    ]


def _what(network: Network, found: Corridor) -> Said:
    table = network.tables["corridors"].set_index("corridor_id")
    known = found.corridor_id in table.index
    return Said(str(table.loc[found.corridor_id, "what"]) if known else "")


def _branch_tables(ways: Sequence[Branch], names: Names) -> Iterator[BranchTable]:
    for origin, of in groupby(ways, key=lambda way: way.origin):
        mine = list(of)
        called = end_names(mine, names)
        rows = [(called[way.end.place_id], *_branch_row(way)) for way in mine]
        yield names.place(origin.place_id), rows


def _branch_row(way: Branch) -> tuple[str, str, str, str]:
    if way.route is None:
        return say("no way on its own sections in this direction"), "", "", ""
    route, modes = way.route, listed([MODE[mode] for mode in way.route.modes])
    return modes, small_km(route.length_km), small_days(route.time_h), figure(route.cost_usd_t)


def _eastern_first(found: Corridor) -> pd.DataFrame:
    """``by_country`` with the countries from east to west, their railways first."""
    lons = [shapely.get_coordinates(line)[:, 0].mean() for line in found.sections["geometry"]]
    middle = found.sections.assign(lon=lons).groupby("country")["lon"].mean()
    ranked = found.by_country.assign(at=-found.by_country["country"].map(middle))
    return ranked.sort_values(["at", "mode", "gauge_mm"], kind="stable")


def _kind(row: Row) -> str:
    gauge = [say("{gauge} mm", gauge=row["gauge_mm"])] if row["gauge_mm"] else []
    return joined([MODE[row["mode"]], *gauge])


def _frame(network: Network, found: Corridor, *, ways: Sequence[Branch]) -> Frame:
    names = Names(network)
    codes = dict.fromkeys(found.by_country["country"])
    countries = listed([names.country(code) for code in codes])
    told = Words(
        title=headline(found, ways, names=names),
        under=say(
            "Its sections in service, its borders in both directions, published capacities, and "
            "what is missing"
        ),
        described=say(
            "Map of the corridor {corridor} through {countries}.",
            corridor=Said(found.name), countries=countries,
        ),
        sourcing=say("Data as of {date}.", date=network.date),
    )  # fmt: skip
    behind = [*found.sections["source"], *found.crossings["source"], *found.closed["source"]]
    routes = [way.route for way in ways if way.route]
    sources = dict.fromkeys([*cited(routes), *(key for cell in behind for key in words(cell))])
    return frame_of(network, told, cited=sources)


def _tables(found: Corridor, ways: Sequence[Branch]) -> dict[str, pd.DataFrame]:
    rows = [
        (way.origin.place_id, way.end.place_id,
         *((r.length_km, r.time_h, r.cost_usd_t) if (r := way.route) else (None,) * 3))
        for way in ways
    ]  # fmt: skip
    columns = ["from", "to", "length_km", "time_h", "cost_usd_t"]
    return {
        "branches": pd.DataFrame(rows, columns=columns),
        "by-country": found.by_country,
        "sections": found.sections.drop(columns="geometry"),
        "crossings": found.crossings,
        "not-in-service": found.unbuilt.drop(columns="geometry"),
        "closed": found.closed,
        "gaps": found.gaps,
    }
