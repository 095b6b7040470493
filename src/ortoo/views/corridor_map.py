"""The map of a corridor, and its borders, whose numbers map and table share.

In    a network and a ``Corridor``.
Out   a ``Picture``, and rows of short texts.
Law   a border has one row for both directions, and one symbol; what is closed looks like nothing
      that is open, and branches that do not touch are not joined by a line.
Not   here: what stands beside the map (``views.corridor_page``).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import shapely

from ortoo.base.saying import Said, joined, say
from ortoo.network.corridors import Corridor
from ortoo.network.network import Network
from ortoo.views.basemap import areas, country_names, ground_of, towns
from ortoo.views.corridor_wording import closed_pairs, out_of_service
from ortoo.views.layers import NAMELESS_KINDS, thinned, view_of
from ortoo.views.panels import Row
from ortoo.views.picture import (
    AreaLook,
    Line,
    LineLook,
    Mark,
    MarkLook,
    Picture,
    Popup,
)
from ortoo.views.tables import figure
from ortoo.views.wording import ACCESS, DASH, MODE, Names, listed


@dataclass(frozen=True, kw_only=True)
class BorderRow:
    """A border of the corridor in both directions; ``number`` is also its symbol on the map."""

    number: str
    name: str
    modes: str
    hours: str
    usd_t: str
    capacity: str
    gauge: str
    rule: str
    spot: tuple[float, float]
    gauge_change: bool


@dataclass(frozen=True, kw_only=True)
class ClosedRow:
    """A border of the corridor that is not in service."""

    name: str
    modes: str
    why: str
    spot: tuple[float, float]


def closed_rows(found: Corridor, names: Names, *, network: Network) -> list[ClosedRow]:
    """The borders of a corridor that are not in service, both directions in one row."""
    at = network.tables["places"].set_index("place_id")[["lon", "lat"]].to_dict("index")
    rows = {(row["from_id"], row["to_id"]): row for row in found.closed.to_dict("records")}
    return [
        ClosedRow(
            name=names.stretch(*pair), modes=MODE[rows[pair]["mode"]],
            why=out_of_service(rows[pair], network.date),
            spot=(at[pair[0]]["lon"], at[pair[0]]["lat"]),
        )
        for pair in closed_pairs(found)
    ]  # fmt: skip


def border_rows(found: Corridor, names: Names, *, network: Network) -> list[BorderRow]:
    """The borders of a corridor from east to west, both directions in one row."""
    pairs: dict[frozenset[str], list[Row]] = {}
    for row in found.crossings.to_dict("records"):
        pairs.setdefault(frozenset({row["from_id"], row["to_id"]}), []).append(row)
    at = network.tables["places"].set_index("place_id")[["lon", "lat"]].to_dict("index")
    spots = [at[rows[0]["from_id"]] for rows in pairs.values()]
    ranked = sorted(
        zip(pairs.values(), spots, strict=True), key=lambda pair: (-pair[1]["lon"], pair[1]["lat"])
    )
    return [
        _border(rows, names, number=n, spot=(spot["lon"], spot["lat"]))
        for n, (rows, spot) in enumerate(ranked, start=1)
    ]


def _border(rows: list[Row], names: Names, *, number: int, spot: tuple[float, float]) -> BorderRow:
    first = rows[0]
    gauges = {str(row[side]) for row in rows for side in ("gauge_from_mm", "gauge_to_mm")} - {""}
    return BorderRow(
        number=str(number),
        name=names.stretch(str(first["from_id"]), str(first["to_id"])),
        modes=listed(list(dict.fromkeys(MODE[row["mode"]] for row in rows))),
        hours=_both(rows, "time_h"),
        usd_t=_both(rows, "cost_usd_t"),
        capacity=_both(rows, "capacity_mt_y"),
        gauge=say("{gauge} mm", gauge=f" {DASH} ".join(sorted(gauges))) if gauges else "",
        rule=listed(sorted({ACCESS[row["access"]] for row in rows})),
        spot=spot,
        gauge_change=len(gauges) > 1,
    )


def _both(rows: Sequence[Row], column: str) -> Said:
    """The figures of both directions, once where they are the same."""
    return joined(dict.fromkeys(figure(row[column]) for row in rows), " / ")


def corridor_picture(network: Network, found: Corridor, *, borders: Sequence[BorderRow]) -> Picture:
    """The corridor on its ground: lines by mode, what is not in service, borders."""
    names, lines = Names(network), list(_lines(found))
    view = view_of([line.shape for line in lines])
    window = view.reach()
    ground = ground_of(network.countries, view=view, window=window)
    looks = dict.fromkeys(found.by_country["country"], AreaLook.PASSED)
    lands = country_names(ground, names, view=view, window=window)
    ends = {*found.sections["from_id"], *found.sections["to_id"]}
    stops = list(_stops(network, ends, names=names))
    marks = (
        *(_closed_mark(row) for row in closed_rows(found, names, network=network)),
        *(_border_mark(row) for row in borders),
        *(mark for _, mark in stops),
        *(mark for code, mark in lands if code in looks),
        *towns(network, window, taken=[key for key, _ in stops]),
        *(mark for code, mark in lands if code not in looks),
    )
    drawn = areas(ground, looks=looks)
    return Picture(areas=drawn, lines=thinned(lines, view), marks=marks, view=view, window=window)


def _lines(found: Corridor) -> Iterator[Line]:
    for mode, of in found.sections.groupby("mode", sort=False):
        yield Line(shape=shapely.MultiLineString(list(of["geometry"])), look=LineLook(str(mode)))
    if len(found.unbuilt):
        shape = shapely.MultiLineString(list(found.unbuilt["geometry"]))
        yield Line(shape=shape, look=LineLook.PLANNED)


def _stops(network: Network, ends: set[str], *, names: Names) -> Iterator[tuple[str, Mark]]:
    """The named places on the corridor, the largest first."""
    places = network.tables["places"]
    mine = places[places["place_id"].isin(ends) & ~places["kind"].isin(NAMELESS_KINDS)]
    ranked = mine.sort_values(["population", "place_id"], ascending=[False, True])
    for row in ranked.to_dict("records"):
        text = names.place(row["place_id"])
        yield row["place_id"], Mark(lon=row["lon"], lat=row["lat"], look=MarkLook.STOP, text=text)


def _border_mark(row: BorderRow) -> Mark:
    lon, lat = row.spot
    look = MarkLook.GAUGE_BREAK if row.gauge_change else MarkLook.CROSSING
    spoken = joined([row.number, row.name], ": ")
    return Mark(lon=lon, lat=lat, look=look, text=row.number, spoken=spoken,
                popup=Popup(template="border_popup.html", facts={"row": row}))  # fmt: skip


def _closed_mark(row: ClosedRow) -> Mark:
    lon, lat = row.spot
    spoken = joined([row.name, row.why], ": ")
    return Mark(lon=lon, lat=lat, look=MarkLook.BARRED, text="✕", spoken=spoken,
                popup=Popup(template="closed_popup.html", facts={"row": row}))  # fmt: skip
