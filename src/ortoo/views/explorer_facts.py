"""What the scripts of the explorer read: arcs, places, shapes, names and fronts.

In    ``Choices`` and a language.
Out   plain data for JSON.
Law   figures are those of the tables, to the last digit; unknown is null; every place, shape and
      arc is written once.
Not   here: the page around it (``views.explorer``), reading it (``templates/explorer*.js``).
"""

import json
import math
from collections.abc import Collection
from typing import Any

import numpy as np
import shapely

from ortoo.base.text import legible
from ortoo.network.arcs import ArcKind
from ortoo.network.network import Network
from ortoo.study.choices import Choices
from ortoo.views.basemap import ground_of
from ortoo.views.citations import SourceRow, behind_arc, source_rows
from ortoo.views.front_chart import SHAPES
from ortoo.views.language import ENGLISH, Language
from ortoo.views.picture import Bounds
from ortoo.views.wording import MODE, Names

VIEW = Bounds(44.0, 34.0, 120.0, 56.0)
"""From the Caspian to Mongolia: what the first look shows; enlarging shows the rest."""
STEPS_TO_A_DEGREE = 1000
"""The lines lie on a grid of about 100 m."""
LINE_DEG = 0.01
"""Bends smaller than this are left out of the lines: about a kilometre."""


def page_facts(chosen: Choices, language: Language = ENGLISH) -> dict[str, Any]:
    """What the page needs besides the numbers of answers and steps, as JSON can hold it."""
    menu = chosen.menu
    network = next(iter(menu.scenes.values())).network
    names, table, known = Names(network), _Table(), _places(chosen, language)
    behind = _Sources()
    arcs = [{**_arc(of, at, table=table), "sources": behind.of(of, at)} for of, at in chosen.arcs]
    booked = {country for arc in arcs for country, *_ in arc["booked"]}
    countries = sorted(booked.union(menu.avoidable, *menu.exposed_to))
    return {
        "shape": list(menu.shape),
        "arcs": arcs,
        "places": [known[place] for place in table.places],
        "shapes": table.shapes,
        "sources": behind.rows,
        "countries": {code: language.text(names.country(code)) for code in countries},
        "polygons": _polygons(network, frozenset().union(menu.avoidable, *menu.exposed_to)),
        "modes": {mode: language.text(text) for mode, text in MODE.items()},
        "fronts": _fronts(chosen),
        "spots": SHAPES,
        "home": [_country(network, place) for place in menu.origins],
        "abroad": [_country(network, place) for place in menu.markets],
        "origins": [table.place(place) for place in menu.origins],
        "markets": [table.place(place) for place in menu.markets],
    }


def _fronts(chosen: Choices) -> dict[str, Any]:
    """The fronts: to whom exposure counts, and by scene, countries, origin and market a list."""
    return {
        "to": [sorted(countries) for countries in chosen.menu.exposed_to],
        "shape": list(chosen.fronts.at.shape),
        "at": chosen.fronts.at.ravel().tolist(),
        "lists": [list(trips) for trips in chosen.fronts.lists],
        "leftOut": list(chosen.fronts.left_out),
    }


class _Table:
    """Places and shapes, each once, by number."""

    def __init__(self) -> None:
        self.places: dict[str, int] = {}
        self.shapes: list[list[int]] = []
        self._shapes: dict[str, int] = {}

    def place(self, place_id: str) -> int:
        return self.places.setdefault(place_id, len(self.places))

    def shape(self, section: str, line: shapely.LineString) -> int:
        if section not in self._shapes:
            self._shapes[section] = len(self.shapes)
            self.shapes.append(_steps_along(line))
        return self._shapes[section]


class _Sources:
    """Sources, each once, by number: those of every record and of the rates that it is run at."""

    def __init__(self) -> None:
        self.rows: list[list[str]] = []
        self._numbers: dict[str, int] = {}

    def of(self, network: Network, at: int) -> list[int]:
        ids = behind_arc(network, at)
        rows = zip(ids, source_rows(network, ids), strict=True)
        return [self._number(key, row) for key, row in rows]

    def _number(self, key: str, row: SourceRow) -> int:
        if key not in self._numbers:
            self._numbers[key] = len(self.rows)
            self.rows.append(
                [legible(text) for text in (row.title, row.url, row.publisher, row.date)]
            )
        return self._numbers[key]


def _steps_along(line: shapely.LineString) -> list[int]:
    """lon, lat of the first vertex and the steps to each next one, in thousandths of a degree."""
    coordinates = shapely.get_coordinates(shapely.simplify(line, LINE_DEG))
    whole = np.rint(coordinates * STEPS_TO_A_DEGREE).astype(int)
    return [int(n) for n in np.vstack([whole[:1], np.diff(whole, axis=0)]).ravel()]


def _arc(network: Network, at: int, *, table: _Table) -> dict[str, Any]:
    arc = network.arcs.arcs[at]
    told: dict[str, Any] = {
        "kind": str(arc.kind),
        "id": network.id_of(at),
        "mode": arc.head.mode,
        "from": table.place(arc.tail.place_id),
        "to": table.place(arc.head.place_id),
        "booked": [[country, *map(_known, costs)] for country, costs in arc.booked],
    }
    if arc.kind is ArcKind.LINE:
        section = network.tables["sections"].iloc[arc.row]
        number = table.shape(f"{section['section_id']}", section["geometry"])
        told["shape"] = number if arc.forward else ~number
    if arc.kind is ArcKind.TRANSFER:
        told["before"] = arc.tail.mode
    if arc.kind is ArcKind.CROSSING and arc.tail.gauge_mm != arc.head.gauge_mm:
        told["gauges"] = f"{arc.tail.gauge_mm}/{arc.head.gauge_mm} mm"
    return told


def _known(value: float) -> float | None:
    """A figure as JSON can hold it, exact; None for what is unknown."""
    return None if math.isnan(value) else float(value)


def _places(chosen: Choices, language: Language) -> dict[str, list[Any]]:
    """Name, lon and lat of every place, by id; of what two scenes know, those of the first."""
    told: dict[str, list[Any]] = {}
    for scene in chosen.menu.scenes.values():
        names, places = Names(scene.network), scene.network.tables["places"]
        for key, lon, lat in zip(places["place_id"], places["lon"], places["lat"], strict=True):
            told.setdefault(
                key, [legible(language.text(names.place(key))), round(lon, 3), round(lat, 3)]
            )
    return told


def _country(network: Network, place_id: str) -> str:
    places = network.tables["places"]
    return str(places.loc[places["place_id"] == place_id, "country"].iloc[0])


def _polygons(network: Network, countries: Collection[str]) -> dict[str, Any]:
    """The outlines of what is avoided or counts as exposure, drawn over the ground when it is."""
    ground = ground_of(network.countries, view=VIEW, window=VIEW.reach())
    grid = 1 / STEPS_TO_A_DEGREE
    return {
        code: json.loads(shapely.to_geojson(shapely.set_precision(shape, grid, mode="pointwise")))
        for code, shape in ground.items()
        if code in countries
    }
