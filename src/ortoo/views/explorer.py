"""The page that answers whatever is chosen in it, without a server.

In    ``Choices`` and what its axes are called.
Out   the text of one HTML file.
Law   the page adds up the same figures as the tables; unknown stays unknown; names are text; the
      same choices give the same bytes.
Not   here: finding the ways (``study.choices``); the arithmetic and drawing in the page
      (``templates/explorer*.js``).
"""

import base64
import gzip
import json
import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import shapely

from ortoo.base.text import legible
from ortoo.inputs.schema import MODES_KNOWN
from ortoo.network.arcs import ArcKind
from ortoo.network.network import Network
from ortoo.study.choices import UNASKABLE, Choices
from ortoo.study.menu import Menu
from ortoo.views.basemap import areas, country_names, ground_of, towns
from ortoo.views.frame import Words, frame_of
from ortoo.views.picture import Bounds, Line, LineLook, LineRole, Mark, MarkLook, Picture
from ortoo.views.sheet import Sheet, page
from ortoo.views.wording import MODE, Names

VIEW = Bounds(44.0, 34.0, 120.0, 56.0)
"""From the Caspian to Mongolia: what the first look shows; enlarging shows the rest."""
STEPS_TO_A_DEGREE = 1000
"""The lines lie on a grid of about 100 m."""
LINE_DEG = 0.01
"""Bends smaller than this are left out of the lines: about a kilometre."""
SCRIPTS = ("explorer_answers.js", "explorer_chart.js", "explorer.js")


@dataclass(frozen=True, kw_only=True)
class Option:
    """One entry of a choice: what the address bar calls it, what the page calls it, and more."""

    word: str
    text: str
    more: str = ""


@dataclass(frozen=True, kw_only=True)
class Options:
    """What the axes of a menu are called, in the order of the menu."""

    scenes: Sequence[Option]
    modes: Sequence[Option]
    minimise: Sequence[Option]


@dataclass(frozen=True, kw_only=True)
class ExplorerFacts:
    """What the template needs: the choices to offer, and all answers, packed."""

    scenes: Sequence[Option]
    modes: Sequence[Option]
    minimise: Sequence[Option]
    origins: Sequence[Option]
    markets: Sequence[Option]
    avoidable: Sequence[Option]
    lines: list[tuple[str, str]]
    questions: str
    answers: str
    steps: str
    facts: str


def explorer_page(chosen: Choices, options: Options) -> str:
    """One self-contained HTML page that holds every answer of ``chosen``."""
    return page(explorer_sheet(chosen, options))


def explorer_picture(chosen: Choices) -> Picture:
    """Every section that some answer uses, on the ground of the page."""
    network = next(iter(chosen.menu.scenes.values())).network
    used: dict[str, list[shapely.Geometry]] = {}
    for of, at in chosen.arcs:
        arc = of.arcs.arcs[at]
        if arc.kind is ArcKind.LINE:
            lines = of.tables["sections"]["geometry"]
            used.setdefault(arc.head.mode, []).append(lines.iloc[arc.row])
    drawn = tuple(
        Line(shape=shapely.MultiLineString(lines), look=LineLook(mode), role=LineRole.LEAST)
        for mode, lines in sorted(used.items(), reverse=True)
    )
    return replace(_picture(network, Names(network)), lines=drawn)


def explorer_sheet(chosen: Choices, options: Options) -> Sheet:
    """Everything that the page of ``chosen`` is made from."""
    network = next(iter(chosen.menu.scenes.values())).network
    names = Names(network)
    count = f"{np.count_nonzero(chosen.answers != UNASKABLE):,}"
    words = Words(
        title="Which way, without whom?",
        under=f"{count} questions answered in this file; choose, and the way appears",
        described="Map of the way that was chosen; the tables beside it hold the same facts.",
        sourcing=f"Every figure is that of the tables of {network.date}.",
    )
    menu = chosen.menu
    facts = ExplorerFacts(
        scenes=options.scenes,
        modes=options.modes,
        minimise=options.minimise,
        origins=[Option(word=place, text=names.place(place)) for place in menu.origins],
        markets=[Option(word=place, text=names.place(place)) for place in menu.markets],
        avoidable=[Option(word=code, text=names.country(code)) for code in menu.avoidable],
        lines=[(mode, MODE[mode]) for mode in MODES_KNOWN if _used(menu, mode)],
        questions=count,
        answers=packed(chosen.answers.astype("<u4").tobytes()),
        steps=packed(np.stack([chosen.step_before, chosen.step_arc]).astype("<u4").tobytes()),
        facts=packed(json.dumps(_facts(chosen, names), separators=(",", ":")).encode()),
    )
    return Sheet(
        picture=_picture(network, names),
        template="explorer.html",
        frame=frame_of(network, words, cited=()),
        facts=facts,
        finding=f"{count} questions answered beforehand: choose origin, market, whom to avoid, "
        "modes and what to minimise.",
        tables={},
        scripts=SCRIPTS,
    )


def packed(content: bytes) -> str:
    """Bytes as a page can carry them: gzip without a time, in base64.

    >>> gzip.decompress(base64.b64decode(packed(b"Almaty")))
    b'Almaty'
    """
    return base64.b64encode(gzip.compress(content, compresslevel=9, mtime=0)).decode()


def _used(menu: Menu, mode: str) -> bool:
    return any(mode in modes for modes in menu.modes)


def _facts(chosen: Choices, names: Names) -> dict[str, Any]:
    """What the page needs besides the numbers of answers and steps."""
    network = next(iter(chosen.menu.scenes.values())).network
    table, known = _Table(), _places(chosen)
    arcs = [_arc(of, at, table=table) for of, at in chosen.arcs]
    countries = sorted({country for arc in arcs for country, *_ in arc["booked"]})
    return {
        "shape": list(chosen.menu.shape),
        "arcs": arcs,
        "places": [known[place] for place in table.places],
        "shapes": table.shapes,
        "countries": {code: names.country(code) for code in countries},
        "polygons": _polygons(network, chosen.menu.avoidable),
        "modes": dict(MODE),
        "home": [_country(network, place) for place in chosen.menu.origins],
        "abroad": [_country(network, place) for place in chosen.menu.markets],
        "origins": [table.place(place) for place in chosen.menu.origins],
        "markets": [table.place(place) for place in chosen.menu.markets],
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


def _places(chosen: Choices) -> dict[str, list[Any]]:
    """Name, lon and lat of every place, by id; of what two scenes know, those of the first."""
    told: dict[str, list[Any]] = {}
    for scene in chosen.menu.scenes.values():
        names, places = Names(scene.network), scene.network.tables["places"]
        for key, lon, lat in zip(places["place_id"], places["lon"], places["lat"], strict=True):
            told.setdefault(key, [legible(names.place(key)), round(lon, 3), round(lat, 3)])
    return told


def _country(network: Network, place_id: str) -> str:
    places = network.tables["places"]
    return str(places.loc[places["place_id"] == place_id, "country"].iloc[0])


def _polygons(network: Network, countries: Sequence[str]) -> dict[str, Any]:
    """The outlines of what can be avoided, drawn over the ground when it is."""
    ground = ground_of(network.countries, view=VIEW, window=VIEW.reach())
    grid = 1 / STEPS_TO_A_DEGREE
    return {
        code: json.loads(shapely.to_geojson(shapely.set_precision(shape, grid, mode="pointwise")))
        for code, shape in ground.items()
        if code in countries
    }


def _picture(network: Network, names: Names) -> Picture:
    window = VIEW.reach()
    ground = ground_of(network.countries, view=VIEW, window=window)
    marks: list[Mark] = [mark for _, mark in country_names(ground, names, view=VIEW, window=window)]
    marks += [mark for mark in towns(network, window, taken=()) if mark.look is MarkLook.TOWN]
    return Picture(
        areas=areas(ground, looks={}), lines=(), marks=tuple(marks), view=VIEW, window=window
    )
