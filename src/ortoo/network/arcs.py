"""Turn the tables into nodes and directed arcs, the shape in which they can be searched.

In    typed tables whose sections carry their costs (``network.weights``).
Out   ``Arcs``: parallel arrays, one entry per direction in which freight may move.
Law   a node is a place seen by one mode on one gauge; a section gives two arcs, a crossing and a
      transfer one each; nothing else joins two nodes.
Not   here: what a question forbids (``routes.avoidance``).
"""

import zlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ortoo.base.tables import words
from ortoo.inputs.schema import OPEN_SEA

COSTS = ("length_km", "time_h", "cost_usd_t", "co2_kg_t")
NOBODYS_SHARE = 0.005
"""A flight is over nobody's land only where that is more than what borders are drawn to."""
Tables = Mapping[str, pd.DataFrame]
Costs = tuple[float, float, float, float]
Booked = tuple[tuple[str, Costs], ...]
"""Costs by the country that they are booked to."""


class Node(NamedTuple):
    """A place as one mode on one gauge sees it."""

    place_id: str
    mode: str
    gauge_mm: str = ""

    def __str__(self) -> str:
        """``erenhot/rail-1435``, or ``erenhot/road`` where there is no gauge."""
        return f"{self.place_id}/{self.mode}" + (f"-{self.gauge_mm}" if self.gauge_mm else "")


class ArcKind(StrEnum):
    """From which table an arc comes."""

    LINE = "line"
    CROSSING = "crossing"
    TRANSFER = "transfer"


class Consent(NamedTuple):
    """Whose consent an arc needs: to be there on the ground, and to fly over without landing."""

    on_ground: tuple[str, ...]
    over: tuple[str, ...]


class Arc(NamedTuple):
    """One directed arc before it is put into arrays.

    ``booked`` splits its costs among the countries whose consent it needs, in the order of travel;
    ``forward`` is False where a section is run from its ``to_id`` to its ``from_id``; ``over`` are
    the countries that an air section flies over without landing: they are booked their kilometres,
    but what they may refuse is overflight. ``landed`` are those where an air section ends, from the
    tail on: nobody lands without consent, whoever is booked the kilometres.
    """

    kind: ArcKind
    row: int
    tail: Node
    head: Node
    booked: Booked
    forward: bool = True
    over: tuple[str, ...] = ()
    landed: tuple[str, ...] = ()

    @property
    def countries(self) -> tuple[str, ...]:
        """The countries whose consent the arc needs on the ground."""
        booked = (country for country, _ in self.booked if country not in self.over)
        return tuple(dict.fromkeys((*booked, *self.landed)))

    @property
    def costs(self) -> Costs:
        """Kilometres, hours, USD/t, kg CO2/t of the whole arc; NaN is unknown."""
        parts = [costs for _, costs in self.booked]
        return parts[0] if len(parts) == 1 else _added(parts)


@dataclass(frozen=True, kw_only=True, eq=False)
class Arcs:
    """All nodes and arcs of a network.

    ``costs`` has shape (arcs, 4) with the columns of ``COSTS``: km, h, USD/t, kg CO2/t; NaN is
    unknown. ``leaving[n]`` lists the arcs whose tail is node ``n``.
    """

    nodes: tuple[Node, ...]
    number: Mapping[Node, int]
    arcs: tuple[Arc, ...]
    tail: NDArray[np.int64]
    head: NDArray[np.int64]
    costs: NDArray[np.float64]
    leaving: tuple[tuple[int, ...], ...]
    nodes_at: Mapping[str, tuple[int, ...]]

    @cached_property
    def consents(self) -> tuple[Consent, ...]:
        """Whose consent each arc needs; asked for so often that they are kept."""
        return tuple(Consent(arc.countries, arc.over) for arc in self.arcs)

    @cached_property
    def lots(self) -> NDArray[np.float64]:
        """A whole number drawn for each arc, by which of ways that are equal in all else one wins.

        Drawn from what the arc joins, so that it stays when other rows come or go: sums of lots
        are exact, and hardly ever the same for two ways.
        """
        nth = Counter[str]()
        drawn = []
        for arc in self.arcs:
            name = f"{arc.kind} {arc.tail} {arc.head}"
            nth[name] += 1
            drawn.append(zlib.crc32(f"{name} {nth[name]}".encode()))
        return np.array(drawn, dtype=np.float64)


def build_arcs(tables: Tables) -> Arcs:
    """Nodes and arcs of checked tables; empty tables give no nodes and no arcs."""
    arcs = (
        *_lines(tables["sections"], tables["places"]),
        *_crossings(tables["crossings"]),
        *_transfers(tables["transfers"], tables["places"]),
    )
    nodes = tuple(sorted({node for arc in arcs for node in (arc.tail, arc.head)}))
    number = {node: at for at, node in enumerate(nodes)}
    leaving: list[list[int]] = [[] for _ in nodes]
    nodes_at: dict[str, list[int]] = {}
    for at, arc in enumerate(arcs):
        leaving[number[arc.tail]].append(at)
    for at, node in enumerate(nodes):
        nodes_at.setdefault(node.place_id, []).append(at)
    return Arcs(
        nodes=nodes,
        number=number,
        arcs=arcs,
        tail=np.array([number[arc.tail] for arc in arcs], dtype=np.int64),
        head=np.array([number[arc.head] for arc in arcs], dtype=np.int64),
        costs=np.array([arc.costs for arc in arcs], dtype=np.float64).reshape(-1, len(COSTS)),
        leaving=tuple(tuple(of) for of in leaving),
        nodes_at={place: tuple(at) for place, at in nodes_at.items()},
    )


def _lines(sections: pd.DataFrame, places: pd.DataFrame) -> Iterator[Arc]:
    country_of = places.set_index("place_id")["country"].to_dict()
    for row, section in enumerate(sections.to_dict("records")):
        ends = [
            Node(section[end], section["mode"], section["gauge_mm"]) for end in ("from_id", "to_id")
        ]
        costs = (
            section["length_km"],
            section["time_h"],
            section["cost_usd_t"],
            section["co2_kg_t"],
        )
        landed = {country_of.get(end.place_id) for end in ends}
        over = tuple(c for c in words(section["overflies"]) if c not in landed)
        there, back = (booked_along(section, costs, forward=forward) for forward in (True, False))
        at = tuple(country_of[end.place_id] for end in ends if end.mode == "air")
        yield Arc(ArcKind.LINE, row, ends[0], ends[1], there, over=over, landed=at)
        yield Arc(
            ArcKind.LINE, row, ends[1], ends[0], back,
            forward=False, over=over[::-1], landed=at[::-1],
        )  # fmt: skip


def booked_along(section: Mapping[Any, Any], costs: Costs, *, forward: bool = True) -> Booked:
    """Everything to the section's country, or to each that it passes or flies over its share.

    ``section`` is a row of the sections table. On the ground the section's own country, where it
    begins and ends, comes last.
    """
    shares = _flown(section, costs[0]) or _passed(section, costs[0])
    if not shares:
        return ((section["country"], costs),)
    whole = sum(shares.values())
    parts = tuple(
        (country, tuple(cost * km / whole for cost in costs)) for country, km in shares.items()
    )
    return parts if forward or section["mode"] != "air" else parts[::-1]  # type: ignore[return-value]


def _flown(section: Mapping[Any, Any], length_km: float) -> dict[str, float]:
    over_km = [float(km) for km in words(section["overflies_km"])]
    shares = dict(zip(words(section["overflies"]) if over_km else (), over_km, strict=True))
    flown_km = max(sum(over_km), length_km)
    if over_km and flown_km - sum(over_km) > NOBODYS_SHARE * flown_km:
        shares[OPEN_SEA] = flown_km - sum(over_km)
    return shares


def _passed(section: Mapping[Any, Any], length_km: float) -> dict[str, float]:
    passed_km = [float(km) for km in words(section["passes_km"])]
    if not passed_km:
        return {}
    shares = dict(zip(words(section["passes"]), passed_km, strict=True))
    return {**shares, section["country"]: length_km - sum(passed_km)}


def _crossings(crossings: pd.DataFrame) -> Iterator[Arc]:
    for row, crossing in enumerate(crossings.to_dict("records")):
        tail = Node(crossing["from_id"], crossing["mode"], crossing["gauge_from_mm"])
        head = Node(crossing["to_id"], crossing["mode"], crossing["gauge_to_mm"])
        yield Arc(ArcKind.CROSSING, row, tail, head, booked_at(crossing))


def booked_at(crossing: Mapping[Any, Any]) -> tuple[tuple[str, Costs], ...]:
    """What is published for the country left is booked there, the rest to the country entered.

    ``crossing`` is a row of the crossings table.
    """
    time, cost = crossing["time_h"], crossing["cost_usd_t"]
    time_left = float(np.nan_to_num(crossing["time_leaves_h"]))
    cost_left = float(np.nan_to_num(crossing["cost_leaves_usd_t"]))
    return (
        (crossing["leaves"], (0.0, time_left, cost_left, 0.0)),
        (crossing["enters"], (0.0, time - time_left, cost - cost_left, 0.0)),
    )


def _transfers(transfers: pd.DataFrame, places: pd.DataFrame) -> Iterator[Arc]:
    country_of = places.set_index("place_id")["country"]
    for row, transfer in enumerate(transfers.to_dict("records")):
        place = transfer["place_id"]
        tail = Node(place, transfer["mode_from"], transfer["gauge_from_mm"])
        head = Node(place, transfer["mode_to"], transfer["gauge_to_mm"])
        costs = (0.0, transfer["time_h"], transfer["cost_usd_t"], 0.0)
        yield Arc(ArcKind.TRANSFER, row, tail, head, ((country_of[place], costs),))


def _added(parts: Sequence[Costs]) -> Costs:
    one, two, three, four = (sum(column) for column in zip(*parts, strict=True))
    return one, two, three, four
