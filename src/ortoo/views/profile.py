"""The time/cost-distance chart of a route: days and USD per tonne as running sums along the km.

In    a ``Route``.
Out   a ``Profile``: lines, marks and words that a template draws as SVG.
Law   the last point of a line is the total of the route; what borders and transfers take are steps,
      for they have no length; a sum over something unknown ends its line, and the text says where.
Not   here: drawing (``templates/parts.html``), the same chart in the explorer
      (``templates/explorer_chart.js``).

The method is the time/cost-distance chart of UN ESCAP's Transit Transport Framework.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ortoo.base.saying import joined, say
from ortoo.base.units import days
from ortoo.network.arcs import ArcKind
from ortoo.routes.journeys import Leg, Route
from ortoo.views.tables import figure
from ortoo.views.wording import Names, days_text, listed

LEFT, RIGHT, TOP, BOTTOM = 34.0, 366.0, 18.0, 160.0
"""The frame of the plot in a drawing 400 wide and 190 high."""
MOST_MARKS = 6
STEPS = (1.0, 2.0, 5.0, 10.0)
LEAST_BAND = 34.0
"""A country is named above the plot where its stretch is at least so wide."""
LETTER = 5.4
NOTHING = 1e-9
STEP_AT_BORDER = say("At km {km} the border {place} takes {h} h and {usd_t} USD/t.")
STEP_AT_TRANSFER = say("At km {km} the transfer {place} takes {h} h and {usd_t} USD/t.")


@dataclass(frozen=True, kw_only=True)
class Stop:
    """Where the running sums stand: km, hours and USD/t since the origin; NaN is unknown."""

    km: float
    time_h: float
    cost_usd_t: float


@dataclass(frozen=True, kw_only=True)
class Curve:
    """One line of the chart: its look, its points, its scale, and where it ends too early."""

    look: str
    unit: str
    points: str
    marks: tuple[tuple[float, str], ...]
    known_km: float


@dataclass(frozen=True, kw_only=True)
class Profile:
    """A chart as a template draws it; positions are those of a drawing of 400 x 190."""

    curves: tuple[Curve, ...]
    below: tuple[tuple[float, str], ...]
    borders: tuple[tuple[float, str], ...]
    bands: tuple[tuple[float, float, str], ...]
    spoken: str
    cautions: tuple[str, ...]


def profile_of(route: Route, names: Names) -> Profile:
    """The chart of ``route``; of a route without length, one without marks below."""
    stops = running_sums(route)
    most_km = max(stops[-1].km, NOTHING)
    curves = (
        _curve(
            [(stop.km, days(stop.time_h)) for stop in stops], most_km, look="days", unit=say("days")
        ),
        _curve(
            [(stop.km, stop.cost_usd_t) for stop in stops], most_km, look="usd", unit=say("USD/t")
        ),
    )
    return Profile(
        curves=curves,
        below=tuple((_x(km, most_km), text) for km, text in scale(most_km)),
        borders=tuple(_borders(route, most_km)),
        bands=tuple(_bands(route, names, most_km=most_km)),
        spoken=_spoken(route, names),
        cautions=tuple(_cautions(curves, most_km)),
    )


def running_sums(route: Route) -> list[Stop]:
    """Km, hours and USD/t spent at the origin and after every section, crossing and transfer."""
    stops = [Stop(km=0.0, time_h=0.0, cost_usd_t=0.0)]
    for km, hours, usd in (part for leg in route.legs for part in _parts(leg, route)):
        at = stops[-1]
        stops.append(Stop(km=at.km + km, time_h=at.time_h + hours, cost_usd_t=at.cost_usd_t + usd))
    return stops


def scale(most: float) -> list[tuple[float, str]]:
    """Round values from 0 to at most ``most``, three to seven of them, and how they read.

    >>> scale(7.8)
    [(0.0, '0'), (2.0, '2'), (4.0, '4'), (6.0, '6')]
    >>> [text for _, text in scale(5639)]
    ['0', '1,000', '2,000', '3,000', '4,000', '5,000']
    >>> [text for _, text in scale(0.9)]
    ['0', '0.2', '0.4', '0.6', '0.8']
    """
    power: float = 10.0 ** math.floor(math.log10(most / 3))
    step = next(times * power for times in STEPS if most / (times * power) <= MOST_MARKS)
    decimals = max(0, -math.floor(math.log10(step)))
    values = [n * step for n in range(math.floor(most / step + NOTHING) + 1)]
    return [(value, "0" if value == 0 else f"{value:,.{decimals}f}") for value in values]


def _parts(leg: Leg, route: Route) -> Iterator[tuple[float, float, float]]:
    """The km, hours and USD/t of every section of a leg, or of its crossing or transfer."""
    if leg.kind is not ArcKind.LINE:
        yield 0.0, leg.time_h, leg.cost_usd_t
        return
    table = route.network.tables["sections"]
    mine = table[table["section_id"].isin(leg.ids)].set_index("section_id").loc[list(leg.ids)]
    yield from zip(mine["length_km"], mine["time_h"], mine["cost_usd_t"], strict=True)


def _curve(points: Sequence[tuple[float, float]], most_km: float, *, look: str, unit: str) -> Curve:
    known = [(km, value) for km, value in points if not math.isnan(value)]
    most = max(known[-1][1], NOTHING)
    drawn = [f"{_x(km, most_km):.1f},{_y(value, most):.1f}" for km, value in known]
    return Curve(
        look=look,
        unit=unit,
        points=" ".join(dict.fromkeys(drawn)),
        marks=tuple((_y(value, most), text) for value, text in scale(most)),
        known_km=known[-1][0],
    )


def _x(km: float, most_km: float) -> float:
    return round(LEFT + km / most_km * (RIGHT - LEFT), 1)


def _y(value: float, most: float) -> float:
    return round(BOTTOM - value / most * (BOTTOM - TOP), 1)


def _along(route: Route) -> Iterator[tuple[float, Leg]]:
    """Each leg with the km before it."""
    km = 0.0
    for leg in route.legs:
        yield km, leg
        km += leg.length_km


def _borders(route: Route, most_km: float) -> Iterator[tuple[float, str]]:
    """Where the numbered crossings of the map and the table stand in the chart."""
    crossings = [km for km, leg in _along(route) if leg.kind is ArcKind.CROSSING]
    for number, km in enumerate(crossings, start=1):
        yield _x(km, most_km), str(number)


def _bands(route: Route, names: Names, *, most_km: float) -> Iterator[tuple[float, float, str]]:
    """Middle and width of the stretch through each country, and its name where there is room."""
    lines = [(km, leg) for km, leg in _along(route) if leg.kind is ArcKind.LINE]
    starts = [(km, leg.country) for at, (km, leg) in enumerate(lines)
              if at == 0 or lines[at - 1][1].country != leg.country]  # fmt: skip
    for (km, country), (end_km, _) in pairwise([*starts, (route.length_km, "")]):
        left, right = _x(km, most_km), _x(end_km, most_km)
        name = names.country(country)
        text = name if len(name) * LETTER <= right - left else country
        if right - left >= LEAST_BAND or len(country) * LETTER <= right - left:
            yield round((left + right) / 2, 1), round(right - left, 1), text


def _spoken(route: Route, names: Names) -> str:
    """The chart in words, for a reader who does not see it."""
    whole = say(
        "After {km} km: {days}, {usd_t} USD/t.", km=figure(route.length_km),
        days=days_text(route.time_h), usd_t=figure(route.cost_usd_t),
    )  # fmt: skip
    steps = []
    for km, leg in _along(route):
        if leg.kind is not ArcKind.LINE:
            ends = dict.fromkeys(names.place(n.place_id) for n in (leg.origin, leg.destination))
            border = leg.kind is ArcKind.CROSSING
            takes = STEP_AT_BORDER if border else STEP_AT_TRANSFER
            steps.append(
                say(
                    takes.message, km=figure(km), place=joined(ends, " → "),
                    h=figure(leg.time_h), usd_t=figure(leg.cost_usd_t),
                )
            )  # fmt: skip
    return joined([whole, *steps], " ")


def _cautions(curves: Sequence[Curve], most_km: float) -> Iterator[str]:
    early: dict[float, list[str]] = {}
    for curve in curves:
        if curve.known_km < most_km - NOTHING:
            early.setdefault(curve.known_km, []).append(curve.unit)
    for km, units in early.items():
        yield say(
            "{units} cannot be summed up beyond km {km}: a figure is not known.",
            units=listed(units), km=figure(km),
        )  # fmt: skip
