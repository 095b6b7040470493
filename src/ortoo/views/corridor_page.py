"""The page of a corridor: what it is made of, what it takes from end to end, what is missing.

In    a network and the id of a corridor.
Out   the text of one HTML file, or the ``Sheet`` that it is made from.
Law   the figures are those of ``network.corridors`` and ``study.branches``; capacities are the
      published ones and those that are not known are counted; what is not built looks like nothing
      that is.
Not   here: finding what belongs to it (``network.corridors``), the map (``views.corridor_map``).
"""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd
import shapely

from ortoo.base.saying import capital
from ortoo.base.tables import words
from ortoo.inputs.schema import OPEN_SEA
from ortoo.network.corridors import Corridor, corridor
from ortoo.network.network import Network
from ortoo.study.branches import Branch, branches
from ortoo.views.citations import cited
from ortoo.views.corridor_map import BorderRow, border_rows, corridor_picture
from ortoo.views.frame import Frame, Words, frame_of
from ortoo.views.language import ENGLISH, Language
from ortoo.views.panels import Row, day_figure
from ortoo.views.picture import MarkLook
from ortoo.views.sheet import Sheet, page
from ortoo.views.tables import figure
from ortoo.views.wording import DASH, MODE, Names, days_text, listed


@dataclass(frozen=True, kw_only=True)
class CorridorFacts:
    """What stands beside the map of a corridor."""

    figures: list[tuple[str, str, str]]
    what: str
    origin: str
    branches: list[tuple[str, str, str, str, str]]
    countries: list[tuple[str, str, str, str, str]]
    borders: list[BorderRow]
    capacities: list[tuple[str, str]]
    capacity_lead: str
    unbuilt: list[tuple[str, str, str]]
    gaps: list[tuple[str, str]]
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
        finding=finding(found, ways),
        tables=_tables(found, ways),
    )


def finding(found: Corridor, ways: Sequence[Branch]) -> str:
    """The page in one sentence."""
    whole = f"{found.name}: {figure(found.length_km)} km with all branches"
    told = f"{whole}, in {_countries(found)} countries"
    reached = [way for way in ways if way.route is not None]
    if not reached:
        return f"{told}."
    last = reached[-1]
    took = days_text(last.route.time_h) if last.route else ""
    return f"{told}; {took} from {last.origin.name} to {last.end.name}."


def _countries(found: Corridor) -> int:
    return len(set(found.by_country["country"]) - {OPEN_SEA})


def _facts(network: Network, found: Corridor, *, ways: Sequence[Branch]) -> CorridorFacts:
    names = Names(network)
    borders = border_rows(found, names, network=network)
    known = found.sections[found.sections["capacity_mt_y"].notna()]
    looks = {MarkLook.GAUGE_BREAK if row.gauge_change else MarkLook.CROSSING for row in borders}
    return CorridorFacts(
        figures=_figures(found, borders),
        what=_what(network, found),
        origin=ways[0].origin.name if ways else "",
        branches=[_branch_row(way) for way in ways],
        countries=[
            (capital(names.country(row["country"])), _kind(row), figure(row["km"]),
             day_figure(row["h"]), str(row["sections"]))
            for row in _eastern_first(found).to_dict("records")
        ],
        borders=borders,
        capacities=[
            (_section_name(row, names), f"{row['capacity_mt_y']:,.1f}")
            for row in known.to_dict("records")
        ],
        capacity_lead=f"A capacity is published for {len(known)} of {len(found.sections)} "
        "sections.",
        unbuilt=[
            (_section_name(row, names), _status(row), figure(row["length_km"]))
            for row in found.unbuilt.to_dict("records")
        ],
        gaps=[
            (f"{names.place(row['from'])} {DASH} {names.place(row['to'])}", figure(row["km"]))
            for row in found.gaps.to_dict("records")
        ],
        modes=[(mode, MODE[mode]) for mode in dict.fromkeys(found.sections["mode"])],
        marks=frozenset(map(str, looks)),
    )  # fmt: skip


def _figures(found: Corridor, borders: Sequence[BorderRow]) -> list[tuple[str, str, str]]:
    return [
        ("All branches", figure(found.length_km), "km"),
        ("Countries", str(_countries(found)), ""),
        ("Borders and ports", str(len(borders)), ""),
        ("Not in service", figure(float(found.unbuilt["length_km"].sum())), "km"),
    ]


def _what(network: Network, found: Corridor) -> str:
    table = network.tables["corridors"].set_index("corridor_id")
    return str(table.loc[found.corridor_id, "what"]) if found.corridor_id in table.index else ""


def _branch_row(way: Branch) -> tuple[str, str, str, str, str]:
    if way.route is None:
        return way.end.name, "not on its own sections", "", "", ""
    route, modes = way.route, listed([MODE[mode] for mode in way.route.modes])
    hours, usd = day_figure(route.time_h), figure(route.cost_usd_t)
    return way.end.name, modes, figure(route.length_km), hours, usd


def _eastern_first(found: Corridor) -> pd.DataFrame:
    """``by_country`` with the countries from east to west, their railways first."""
    lons = [shapely.get_coordinates(line)[:, 0].mean() for line in found.sections["geometry"]]
    middle = found.sections.assign(lon=lons).groupby("country")["lon"].mean()
    ranked = found.by_country.assign(at=-found.by_country["country"].map(middle))
    return ranked.sort_values(["at", "mode", "gauge_mm"], kind="stable")


def _kind(row: Row) -> str:
    gauge = f", {row['gauge_mm']} mm" if row["gauge_mm"] else ""
    return f"{MODE[row['mode']]}{gauge}"


def _section_name(row: Row, names: Names) -> str:
    ends = (names.place(row[end]) for end in ("from_id", "to_id"))
    return f"{f' {DASH} '.join(ends)} ({MODE[row['mode']]})"


def _status(row: Row) -> str:
    told = {"construction": "under construction"}.get(row["status"], str(row["status"]))
    return f"{told}, {row['opens'][:4]}" if row["opens"] else told


def _frame(network: Network, found: Corridor, *, ways: Sequence[Branch]) -> Frame:
    names = Names(network)
    codes = dict.fromkeys(found.by_country["country"])
    countries = listed([names.country(code) for code in codes])
    told = Words(
        title=finding(found, ways).removesuffix("."),
        under="Its sections in service, its borders in both directions, published capacities, and "
        "what is missing",
        described=f"Map of the corridor {found.name} through {countries}.",
        sourcing=f"Data as of {network.date}.",
    )
    behind = [*found.sections["source"], *found.crossings["source"]]
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
        "gaps": found.gaps,
    }
