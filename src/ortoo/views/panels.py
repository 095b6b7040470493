"""What stands beside a map: figures and tables, as texts ready to be typeset.

In    an ``Answer``, a ``Route`` or a ``Proof``.
Out   rows of short texts.
Law   the same figures as the JSON; unknown reads "unknown", never 0.
Not   here: sources (``views.citations``), layout (the templates), the map (``views.layers``).
"""

import math
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from ortoo.base.saying import Said, capital, joined, say
from ortoo.base.tables import words
from ortoo.base.units import days
from ortoo.inputs.schema import OPEN_SEA
from ortoo.network.arcs import ArcKind, Node
from ortoo.network.network import Network
from ortoo.routes.cut import Barred
from ortoo.routes.journeys import Leg, Route
from ortoo.views.citations import SourceRow, source_rows
from ortoo.views.tables import figure
from ortoo.views.wording import (
    ACCESS,
    BY,
    CONFIDENCE,
    DASH,
    MODE,
    STATUS,
    Names,
    listed,
    months_text,
)

Row = Mapping[Hashable, Any]

MOST_UNKNOWN = 4
UNKNOWN_FOR = {
    "length_km": say("Length is not known for {legs}."),
    "time_h": say("Time is not known for {legs}."),
    "cost_usd_t": say("Cost is not known for {legs}."),
    "co2_kg_t": say("CO₂ is not known for {legs}."),
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
        country=say("Total"), km=figure(route.length_km), days=day_figure(route.time_h),
        usd_t=figure(route.cost_usd_t), co2_kg_t=figure(route.co2_kg_t), transit=False,
    )  # fmt: skip


def day_figure(hours: float) -> str:
    """Hours as a number of days with one decimal, or "unknown".

    >>> day_figure(36.0), day_figure(float("nan"))
    ('1.5', 'unknown')
    """
    return say("unknown") if math.isnan(hours) else f"{days(hours):.1f}"


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
    sentences: list[str] = []
    for cost, sentence in UNKNOWN_FOR.items():
        where = [_where(leg, names) for leg in route.legs if math.isnan(getattr(leg, cost))]
        if where:
            more = len(where) - MOST_UNKNOWN
            told = where[:MOST_UNKNOWN] + ([say("{n} more", n=more)] if more > 0 else [])
            sentences.append(say(sentence.message, legs=listed(told)))
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
        name=joined([names.place(row["from_id"]), names.place(row["to_id"])], " → "),
        from_id=row["from_id"],
        leaves=names.country(row["leaves"]),
        enters=names.country(row["enters"]),
        mode=MODE[row["mode"]],
        hours=figure(row["time_h"]),
        spread=f"{figure(spread[0])}{DASH}{figure(spread[1])}" if known else "",
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
        return say("{before} → {after} mm", before=row["gauge_from_mm"], after=row["gauge_to_mm"])
    return say("{gauge} mm", gauge=row["gauge_from_mm"]) if row["gauge_from_mm"] else ""


def _where(leg: Leg, names: Names) -> str:
    origin, destination = (names.place(node.place_id) for node in (leg.origin, leg.destination))
    if leg.kind is ArcKind.TRANSFER:
        return say("the transfer at {place}", place=origin)
    if leg.kind is ArcKind.CROSSING:
        return say("the crossing {ends}", ends=joined([origin, destination], " → "))
    ends = joined([origin, destination], f" {DASH} ")
    return say("the {mode} {ends}", mode=MODE[leg.mode], ends=ends)


def _what(leg: Leg) -> str:
    if leg.kind is ArcKind.CROSSING:
        return say("border crossing, {mode}", mode=MODE[leg.mode])
    if leg.kind is ArcKind.TRANSFER:
        before, after = _side(leg.origin), _side(leg.destination)
        return say("transfer from {before} to {after}", before=before, after=after)
    return _side(leg.origin)


def _side(node: Node) -> str:
    if not node.gauge_mm:
        return MODE[node.mode]
    return say("{mode} {gauge} mm", mode=MODE[node.mode], gauge=node.gauge_mm)


def _reason(why: str, names: Names) -> str:
    """A reason as a sentence begins; what reasons name by code, by its name."""
    if not isinstance(why, Said):
        return capital(why)
    words: dict[str, Callable[[str], str]] = {
        "country": names.country, "leaves": names.country, "enters": names.country,
        "status": lambda status: STATUS.get(status, status), "mode": lambda mode: BY[mode],
    }  # fmt: skip
    named = {
        name: words[name](str(value)) if name in words else value
        for name, value in why.values.items()
    }
    if why.message == "country {country} avoided":
        return say("{country} is avoided", **named)
    return capital(say(why.message, **named))


def _way(barred: Barred, names: Names) -> str:
    ends = []
    for node in (barred.tail, barred.head):
        place, _, mode = node.rpartition("/")
        ends.append((names.place(place), MODE[mode.partition("-")[0]]))
    (origin, left), (_, entered) = ends
    how = left if left == entered else joined([left, entered], " → ")
    there = names.beyond(*(node.rpartition("/")[0] for node in (barred.tail, barred.head)))
    places = [origin, *([there] if there else [])]
    return say("{places} ({modes})", places=joined(places, " → "), modes=how)
