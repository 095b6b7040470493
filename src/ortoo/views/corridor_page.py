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

from ortoo.base.saying import Said, capital, joined, say
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
from ortoo.views.wording import DASH, MODE, STATUS, Names, days_text, listed


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
        finding=finding(found, ways, names=names),
        tables=_tables(found, ways),
    )


def finding(found: Corridor, ways: Sequence[Branch], *, names: Names) -> Said:
    """The page in one sentence."""
    return say("{sentence}.", sentence=_title(found, ways, names=names))


def _title(found: Corridor, ways: Sequence[Branch], *, names: Names) -> Said:
    told = say(
        "{corridor}: {km} km with all branches, in {n} countries",
        corridor=Said(found.name), km=figure(found.length_km), n=_countries(found),
    )  # fmt: skip
    reached = [(way, way.route) for way in ways if way.route is not None]
    if not reached:
        return told
    last, route = reached[-1]
    return say(
        "{told}; {days} from {origin} to {market}", told=told, days=days_text(route.time_h),
        origin=names.place(last.origin.place_id), market=names.place(last.end.place_id),
    )  # fmt: skip


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
        origin=names.place(ways[0].origin.place_id) if ways else "",
        branches=[_branch_row(way, names) for way in ways],
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
        capacity_lead=say(
            "A capacity is published for {n} of {of} sections.",
            n=len(known), of=len(found.sections),
        ),
        unbuilt=[
            (_section_name(row, names), _status(row), figure(row["length_km"]))
            for row in found.unbuilt.to_dict("records")
        ],
        gaps=[
            (joined([names.place(row["from"]), names.place(row["to"])], f" {DASH} "),
             figure(row["km"]))
            for row in found.gaps.to_dict("records")
        ],
        modes=[(mode, MODE[mode]) for mode in dict.fromkeys(found.sections["mode"])],
        marks=frozenset(map(str, looks)),
    )  # fmt: skip


def _figures(found: Corridor, borders: Sequence[BorderRow]) -> list[tuple[str, str, str]]:
    return [
        (say("All branches"), figure(found.length_km), say("km")),
        (say("Countries"), str(_countries(found)), ""),
        (say("Borders and ports"), str(len(borders)), ""),
        (say("Not in service"), figure(float(found.unbuilt["length_km"].sum())), say("km")),
    ]


def _what(network: Network, found: Corridor) -> Said:
    table = network.tables["corridors"].set_index("corridor_id")
    known = found.corridor_id in table.index
    return Said(str(table.loc[found.corridor_id, "what"]) if known else "")


def _branch_row(way: Branch, names: Names) -> tuple[str, str, str, str, str]:
    end = names.place(way.end.place_id)
    if way.route is None:
        return end, say("not on its own sections"), "", "", ""
    route, modes = way.route, listed([MODE[mode] for mode in way.route.modes])
    hours, usd = day_figure(route.time_h), figure(route.cost_usd_t)
    return end, modes, figure(route.length_km), hours, usd


def _eastern_first(found: Corridor) -> pd.DataFrame:
    """``by_country`` with the countries from east to west, their railways first."""
    lons = [shapely.get_coordinates(line)[:, 0].mean() for line in found.sections["geometry"]]
    middle = found.sections.assign(lon=lons).groupby("country")["lon"].mean()
    ranked = found.by_country.assign(at=-found.by_country["country"].map(middle))
    return ranked.sort_values(["at", "mode", "gauge_mm"], kind="stable")


def _kind(row: Row) -> str:
    gauge = [say("{gauge} mm", gauge=row["gauge_mm"])] if row["gauge_mm"] else []
    return joined([MODE[row["mode"]], *gauge])


def _section_name(row: Row, names: Names) -> str:
    ends = (names.place(row[end]) for end in ("from_id", "to_id"))
    return say("{places} ({modes})", places=joined(ends, f" {DASH} "), modes=MODE[row["mode"]])


def _status(row: Row) -> str:
    told = STATUS.get(row["status"], str(row["status"]))
    return joined([told, row["opens"][:4]]) if row["opens"] else told


def _frame(network: Network, found: Corridor, *, ways: Sequence[Branch]) -> Frame:
    names = Names(network)
    codes = dict.fromkeys(found.by_country["country"])
    countries = listed([names.country(code) for code in codes])
    told = Words(
        title=_title(found, ways, names=names),
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
