"""What stands beside a map: figures and tables, as texts ready to be typeset.

In    an ``Answer``, a ``Route`` or a ``Proof``.
Out   rows of short texts.
Law   the same figures as the JSON; unknown reads "unknown", never 0.
Not   here: sources (``views.citations``), layout (the templates), the map (``views.layers``).
"""

import math
import re
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from ortoo.base.tables import words
from ortoo.base.units import days
from ortoo.inputs.schema import OPEN_SEA
from ortoo.network.arcs import ArcKind, Node
from ortoo.network.network import Network
from ortoo.routes.cut import Barred
from ortoo.routes.journeys import Leg, Route
from ortoo.views.citations import SourceRow, source_rows
from ortoo.views.tables import figure
from ortoo.views.wording import ACCESS, CONFIDENCE, DASH, MODE, Names, capital, listed, months_text

Row = Mapping[Hashable, Any]

MOST_UNKNOWN = 4
COST_NOUNS = {
    "length_km": "Length",
    "time_h": "Time",
    "cost_usd_t": "Cost",
    "co2_kg_t": "CO₂",
}


@dataclass(frozen=True, kw_only=True)
class CountryRow:
    """What passing one country takes."""

    country: str
    km: str
    days: str
    usd_t: str
    co2_kg_t: str
    transit: bool


@dataclass(frozen=True, kw_only=True)
class CrossingRow:
    """One border crossing of a route; ``number`` is also its symbol on the map."""

    number: str
    name: str
    from_id: str
    leaves: str
    enters: str
    mode: str
    hours: str
    spread: str
    usd_t: str
    rule: str
    season: str
    gauge: str
    gauge_change: bool
    confidence: str
    sources: tuple[SourceRow, ...]
    note: str


@dataclass(frozen=True, kw_only=True)
class LegRow:
    """One leg of a route in words."""

    what: str
    origin: str
    destination: str
    country: str
    km: str
    hours: str
    usd_t: str


@dataclass(frozen=True, kw_only=True)
class FrontierGroup:
    """The ways that one reason bars."""

    why: str
    ways: tuple[str, ...]


def country_rows(route: Route, names: Names, *, ends: frozenset[str]) -> list[CountryRow]:
    """Countries in the order of travel, and the total last."""
    rows = [
        CountryRow(
            country=capital(names.country(row["country"])),
            km=figure(row["length_km"]),
            days=day_figure(row["time_h"]),
            usd_t=figure(row["cost_usd_t"]),
            co2_kg_t=figure(row["co2_kg_t"]),
            transit=row["country"] not in ends | {OPEN_SEA},
        )
        for row in route.by_country.to_dict("records")
    ]
    return [*rows, total_row(route)]


def total_row(route: Route) -> CountryRow:
    """The whole route as one row."""
    return CountryRow(
        country="Total", km=figure(route.length_km), days=day_figure(route.time_h),
        usd_t=figure(route.cost_usd_t), co2_kg_t=figure(route.co2_kg_t), transit=False,
    )  # fmt: skip


def day_figure(hours: float) -> str:
    """Hours as a number of days with one decimal, or "unknown".

    >>> day_figure(36.0), day_figure(float("nan"))
    ('1.5', 'unknown')
    """
    return "unknown" if math.isnan(hours) else f"{days(hours):.1f}"


def crossing_rows(route: Route, names: Names) -> list[CrossingRow]:
    """The border crossings of a route in the order of travel, numbered from 1."""
    rows = route.crossings.to_dict("records")
    return [
        _crossing_row(row, route.network, names=names, number=n) for n, row in enumerate(rows, 1)
    ]


def leg_row(leg: Leg, names: Names) -> LegRow:
    """A leg in words: what happens, from where to where, km, h, USD/t."""
    line = leg.kind is ArcKind.LINE
    return LegRow(
        what=_what(leg),
        origin=names.place(leg.origin.place_id),
        destination=names.place(leg.destination.place_id),
        country=names.countries(list(dict.fromkeys(country for country, _ in leg.booked))),
        km=figure(leg.length_km) if line else "",
        hours=figure(leg.time_h),
        usd_t=figure(leg.cost_usd_t),
    )


def unknown_sentences(route: Route, names: Names) -> list[str]:
    """One sentence for each kind of figure that is not known all along the way."""
    sentences = []
    for cost, noun in COST_NOUNS.items():
        where = [_where(leg, names) for leg in route.legs if math.isnan(getattr(leg, cost))]
        if where:
            more = len(where) - MOST_UNKNOWN
            told = where[:MOST_UNKNOWN] + ([f"{more} more"] if more > 0 else [])
            sentences.append(f"{noun} is not known for {listed(told)}.")
    return sentences


def frontier_groups(frontier: Iterable[Barred], names: Names) -> list[FrontierGroup]:
    """Barred ways by reason, the most frequent reason first."""
    groups: dict[str, list[str]] = {}
    for barred in frontier:
        groups.setdefault(_reason(barred.why, names), []).append(_way(barred, names))
    ranked = sorted(groups.items(), key=lambda group: (-len(group[1]), group[0]))
    return [FrontierGroup(why=why, ways=tuple(dict.fromkeys(ways))) for why, ways in ranked]


def _crossing_row(row: Row, network: Network, *, names: Names, number: int) -> CrossingRow:
    spread = [row["time_p10_h"], row["time_p90_h"]]
    known = not any(math.isnan(bound) for bound in spread)
    return CrossingRow(
        number=str(number),
        name=f"{names.place(row['from_id'])} → {names.place(row['to_id'])}",
        from_id=row["from_id"],
        leaves=names.country(row["leaves"]),
        enters=names.country(row["enters"]),
        mode=MODE[row["mode"]],
        hours=figure(row["time_h"]),
        spread=f"{figure(spread[0])} to {figure(spread[1])}" if known else "",
        usd_t=figure(row["cost_usd_t"]),
        rule=ACCESS[row["access"]],
        season=months_text(row["season"]),
        gauge=_gauge(row),
        gauge_change=bool(row["gauge_change"]),
        confidence=CONFIDENCE.get(row["confidence"], row["confidence"]),
        sources=source_rows(network, words(row["source"])),
        note=row["note"],
    )


def _gauge(row: Row) -> str:
    if row["gauge_change"]:
        return f"{row['gauge_from_mm']} → {row['gauge_to_mm']} mm"
    return f"{row['gauge_from_mm']} mm" if row["gauge_from_mm"] else ""


def _where(leg: Leg, names: Names) -> str:
    origin, destination = (names.place(node.place_id) for node in (leg.origin, leg.destination))
    if leg.kind is ArcKind.TRANSFER:
        return f"the transfer at {origin}"
    if leg.kind is ArcKind.CROSSING:
        return f"the crossing {origin} → {destination}"
    return f"the {MODE[leg.mode]} {origin} {DASH} {destination}"


def _what(leg: Leg) -> str:
    if leg.kind is ArcKind.CROSSING:
        return f"border crossing, {MODE[leg.mode]}"
    if leg.kind is ArcKind.TRANSFER:
        return f"transfer from {_side(leg.origin)} to {_side(leg.destination)}"
    return _side(leg.origin)


def _side(node: Node) -> str:
    return f"{MODE[node.mode]} {node.gauge_mm} mm" if node.gauge_mm else MODE[node.mode]


def _reason(why: str, names: Names) -> str:
    """A reason as a sentence begins; countries, which reasons name by code, by their names."""
    named = re.sub(r"^country (\w+) avoided$", lambda m: f"{names.country(m[1])} is avoided", why)
    told = re.sub(r"^construction,", "under construction,", named)
    return capital(told)


def _way(barred: Barred, names: Names) -> str:
    ends = []
    for node in (barred.tail, barred.head):
        place, _, mode = node.rpartition("/")
        ends.append((names.place(place), MODE[mode.partition("-")[0]]))
    (origin, left), (destination, entered) = ends
    how = left if left == entered else f"{left} to {entered}"
    return f"{origin} ({how})" if origin == destination else f"{origin} → {destination} ({how})"
