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
from dataclasses import dataclass, replace
from itertools import pairwise

from ortoo.base.saying import joined, say
from ortoo.base.units import days
from ortoo.network.arcs import ArcKind
from ortoo.routes.journeys import Leg, Route
from ortoo.views.language import language_of
from ortoo.views.tables import figure
from ortoo.views.wording import Names, days_text, listed

LEFT, RIGHT, TOP, BOTTOM = 34.0, 366.0, 18.0, 160.0
"""The frame of the plot in a drawing 400 wide and 190 high."""
MOST_MARKS = 6
STEPS = (1.0, 2.0, 5.0, 10.0)
LETTER = 5.4
LEAST_BAND = 3 * LETTER
"""A country is named above the plot where its stretch has room for its code."""
BETWEEN = 6.0
WIDE = 400.0
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
class Band:
    """The stretch of a chart through one country: its middle, its width, the country."""

    x: float
    width: float
    name: str
    code: str


@dataclass(frozen=True, kw_only=True)
class Profile:
    """A chart as a template draws it; positions are those of a drawing of 400 x 190."""

    curves: tuple[Curve, ...]
    below: tuple[tuple[float, str], ...]
    borders: tuple[tuple[float, str], ...]
    bands: tuple[Band, ...]
    spoken: str
    cautions: tuple[str, ...]

    def band_names(self, language: str) -> tuple[tuple[float, str], ...]:
        """Where each country is named above the plot, and how, in the language of this code."""
        text = language_of(language).text
        return band_names([replace(band, name=text(band.name)) for band in self.bands])


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


def band_names(bands: Sequence[Band]) -> tuple[tuple[float, str], ...]:
    """The middle of each name and the name: the whole one where its neighbours leave room for it.

    What is shorter than a code is not named. First come names that fit their own stretch, then
    those of the widest stretches, which may reach into the next one.

    >>> china = Band(x=200.0, width=200.0, name="China", code="CHN")
    >>> band_names([china, Band(x=320.0, width=40.0, name="Kazakhstan", code="KAZ")])
    ((200.0, 'China'), (320.0, 'Kazakhstan'))
    >>> band_names([china, Band(x=309.0, width=18.0, name="Kyrgyzstan", code="KGZ"),
    ...             Band(x=328.0, width=20.0, name="Kazakhstan", code="KAZ")])
    ((200.0, 'China'), (309.0, 'KGZ'), (328.0, 'KAZ'))
    """
    shown = [band for band in bands if band.width >= LEAST_BAND]
    fits = [len(band.name) * LETTER <= band.width for band in shown]
    told = [_named(band, band.name if fit else band.code)
            for band, fit in zip(shown, fits, strict=True)]  # fmt: skip
    for at in sorted(range(len(shown)), key=lambda at: -shown[at].width):
        whole = _named(shown[at], shown[at].name)
        if all(_apart(whole, other) for n, other in enumerate(told) if n != at):
            told[at] = whole
    return tuple(told)


def _named(band: Band, text: str) -> tuple[float, str]:
    half = len(text) * LETTER / 2
    return round(min(max(band.x, half), WIDE - half), 1), text


def _apart(one: tuple[float, str], other: tuple[float, str]) -> bool:
    reach = (len(one[1]) + len(other[1])) * LETTER / 2
    return abs(one[0] - other[0]) >= reach + BETWEEN


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


def _bands(route: Route, names: Names, *, most_km: float) -> Iterator[Band]:
    """The stretch through each country, in the order of travel."""
    lines = [(km, leg) for km, leg in _along(route) if leg.kind is ArcKind.LINE]
    starts = [(km, leg.country) for at, (km, leg) in enumerate(lines)
              if at == 0 or lines[at - 1][1].country != leg.country]  # fmt: skip
    for (km, country), (end_km, _) in pairwise([*starts, (route.length_km, "")]):
        left, right = _x(km, most_km), _x(end_km, most_km)
        middle, width = round((left + right) / 2, 1), round(right - left, 1)
        yield Band(x=middle, width=width, name=names.country(country), code=country)


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
