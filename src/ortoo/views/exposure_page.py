"""The page of an exposure front: how little can be spent inside some countries, at what price.

In    a ``Front``.
Out   the text of one HTML file, or the ``Sheet`` that it is made from.
Law   the figures are those of ``ortoo exposure --json``; the least exposed, the quickest and the
      cheapest trip are told and drawn, all others are points and rows.
Not   here: the front (``routes.exposure``), the chart (``views.front_chart``).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

import pandas as pd
import shapely

from ortoo.base.errors import NoRouteError
from ortoo.base.saying import Said, joined, say
from ortoo.network.network import Network
from ortoo.routes.exposure import Exposure, Front
from ortoo.routes.journeys import Route
from ortoo.views.basemap import areas, country_names, ground_of, towns
from ortoo.views.citations import cited, sourcing_text
from ortoo.views.frame import Frame, Words, frame_of
from ortoo.views.front_chart import SHAPES, FrontChart, front_chart, groups_of
from ortoo.views.language import ENGLISH, Language
from ortoo.views.layers import stop_marks, thinned, view_of
from ortoo.views.panels import day_figure
from ortoo.views.picture import AreaLook, Line, LineLook, Mark, MarkLook, Picture
from ortoo.views.sheet import Sheet, page
from ortoo.views.tables import figure
from ortoo.views.wording import DASH, MODE, Names, date_text, days_text, listed

UNITS = {Exposure.KM: say("km"), Exposure.HOURS: say("h"), Exposure.USD: say("USD/t")}
LOOKS = (LineLook.FREE, LineLook.WITHOUT_FIRST, LineLook.WITHOUT_SECOND)
BEST_IN = {
    say("least exposed"): (0, 1, 2), say("quickest"): (1, 0, 2), say("cheapest"): (2, 0, 1),
}  # fmt: skip
"""Which of exposure, hours and USD is compared first, second and third."""
MOST_ROWS = 100


@dataclass(frozen=True, kw_only=True)
class Extreme:
    """A trip that is best in something: its letter, its number in the front, its look."""

    letter: str
    at: int
    what: str
    look: LineLook


@dataclass(frozen=True, kw_only=True)
class TripRow:
    """One trip of the front."""

    letter: str
    what: str
    shape: int
    inside: str
    days: str
    usd_t: str
    km: str
    through: str
    modes: str


@dataclass(frozen=True, kw_only=True)
class ExposureFacts:
    """What stands beside the map of a front."""

    unit: str
    countries: str
    chart: FrontChart
    extremes: list[TripRow]
    groups: list[tuple[int, str, str, str, str, str]]
    trips: list[TripRow]
    more: int
    legend: list[tuple[LineLook, str]]
    left_out: str


def exposure_page(network: Network, front: Front, *, language: Language = ENGLISH) -> str:
    """One self-contained HTML page about ``front``.

    Raises
    ------
    NoRouteError
        The front has no trip.

    Examples
    --------
    >>> import ortoo
    >>> network = ortoo.load_network()
    >>> trip = ortoo.Trip("Ulaanbaatar", "Almaty")
    >>> front = ortoo.exposure_front(network, trip, exposed_to=frozenset({"RUS"}))
    >>> exposure_page(network, front).startswith("<!DOCTYPE html>")
    True
    """
    return page(exposure_sheet(network, front), language)


def exposure_sheet(network: Network, front: Front) -> Sheet:
    """Everything that the page about ``front`` is made from."""
    if not front.routes:
        raise NoRouteError(f"no way from {front.origin.name} to {front.destination.name}")
    names, best = Names(network), extremes(front)
    return Sheet(
        picture=_picture(network, front, best=best),
        template="exposure.html",
        frame=_frame(network, front, best=best),
        facts=_facts(front, best, names=names),
        finding=finding(front, best, names=names),
        tables={"front": _table(front)},
    )


def extremes(front: Front) -> list[Extreme]:
    """The least exposed, the quickest and the cheapest trip; one that is two of them, once."""
    numbers = range(len(front.triples))
    found: dict[int, list[str]] = {}
    for what, order in BEST_IN.items():
        ranked = sorted(numbers, key=partial(_ordered, front, order=order))
        found.setdefault(ranked[0], []).append(what)
    letters = zip("ABC", LOOKS, found.items(), strict=False)
    return [
        Extreme(letter=letter, at=at, what=listed(what), look=look)
        for letter, look, (at, what) in letters
    ]


def _ordered(front: Front, at: int, *, order: tuple[int, ...]) -> tuple[float, ...]:
    return tuple(front.triples[at][column] for column in order)


def finding(front: Front, best: list[Extreme], *, names: Names) -> Said:
    """The page in one sentence."""
    unit, whom = UNITS[front.measure], names.countries(sorted(front.exposed_to))
    least, *others = best
    inside, hours, _ = front.triples[least.at]
    spent = figure(inside, unit)
    told = say("at least {spent} inside {countries}", spent=spent, countries=whom)
    if others:
        told = say("{told} in {days}", told=told, days=days_text(hours))
    rest = [
        say(
            "{spent} on the {what} trip ({days})", spent=figure(front.triples[one.at][0], unit),
            what=one.what, days=days_text(front.triples[one.at][1]),
        )
        for one in others[:1]
    ]  # fmt: skip
    origin, market = names.found(front.origin), names.found(front.destination)
    pair = say("From {origin} to {market}", origin=origin, market=market)
    return say("{asked}: {told}", asked=pair, told=joined([told, *rest], "; "))


def _facts(front: Front, best: list[Extreme], *, names: Names) -> ExposureFacts:
    unit = UNITS[front.measure]
    by_number = {one.at: one for one in best}
    rows = [_row(front, at, names=names, extreme=by_number.get(at))
            for at in range(len(front.routes))]  # fmt: skip
    letters = [(one.letter, one.at) for one in best]
    return ExposureFacts(
        unit=unit,
        countries=names.countries(sorted(front.exposed_to)),
        chart=front_chart(front, letters=letters, names=names, unit=unit),
        extremes=[rows[one.at] for one in best],
        groups=list(_groups(front, names)),
        trips=rows[:MOST_ROWS],
        more=max(len(rows) - MOST_ROWS, 0),
        legend=[(one.look, joined([one.letter, one.what], ": ")) for one in best],
        left_out=str(len(front.left_out)) if front.left_out else "",
    )


def _row(front: Front, at: int, *, names: Names, extreme: Extreme | None) -> TripRow:
    (inside, hours, usd), route = front.triples[at], front.routes[at]
    return TripRow(
        letter=extreme.letter if extreme else "",
        what=extreme.what if extreme else "",
        shape=_shape(front, route),
        inside=figure(inside),
        days=day_figure(hours),
        usd_t=figure(usd),
        km=figure(route.length_km),
        through=_through(route.countries, names),
        modes=listed([MODE[mode] for mode in route.modes]),
    )


def _through(countries: tuple[str, ...], names: Names) -> Said:
    return joined((names.country(code) for code in countries), f" {DASH} ")


def _shape(front: Front, route: Route) -> int:
    return min(groups_of(front).index(route.countries), len(SHAPES) - 1)


def _groups(front: Front, names: Names) -> Iterator[tuple[int, str, str, str, str, str]]:
    """By the countries passed: shape, through, trips, and the three of the least exposed trip."""
    for countries in groups_of(front):
        mine = [t for t, r in zip(front.triples, front.routes, strict=True)
                if r.countries == countries]  # fmt: skip
        inside, hours, usd = min(mine)  # one trip that there is, not the best of several
        shape = min(groups_of(front).index(countries), len(SHAPES) - 1)
        yield (shape, _through(countries, names), str(len(mine)), figure(inside),
               day_figure(hours), figure(usd))  # fmt: skip


def _frame(network: Network, front: Front, *, best: list[Extreme]) -> Frame:
    names = Names(network)
    routes = [front.routes[one.at] for one in best]
    words = Words(
        title=finding(front, best, names=names),
        under=say(
            "{n} trips of which none is beaten by another in exposure, time and cost at once; "
            "{date}",
            n=len(front.routes), date=date_text(network.date),
        ),
        described=say(
            "Map of the {what} trip from {origin} to {market}.",
            what=listed([one.what for one in best]), origin=names.found(front.origin),
            market=names.found(front.destination),
        ),
        sourcing=joined(
            [sourcing_text(routes[0]), say("Data as of {date}.", date=network.date)], " "
        ),
    )  # fmt: skip
    return frame_of(network, words, cited=cited(routes))


def _picture(network: Network, front: Front, *, best: list[Extreme]) -> Picture:
    names = Names(network)
    lines = [Line(shape=front.routes[one.at].geometry, look=one.look) for one in best]
    view = view_of([line.shape for line in lines])
    window = view.reach()
    ground = ground_of(network.countries, view=view, window=window)
    passed = {code for one in best for code in front.routes[one.at].countries}
    looks = dict.fromkeys(sorted(passed), AreaLook.PASSED)
    looks |= dict.fromkeys(sorted(front.exposed_to), AreaLook.EXPOSED)
    lands = country_names(ground, names, view=view, window=window)
    settled = {front.origin.place_id, front.destination.place_id}
    stops = {
        key: mark
        for one in best
        for key, mark in stop_marks(front.routes[one.at])
        if key not in settled
    }
    marks = (
        Mark(lon=front.origin.lon, lat=front.origin.lat, look=MarkLook.START,
             text=names.found(front.origin)),
        Mark(lon=front.destination.lon, lat=front.destination.lat, look=MarkLook.END,
             text=names.found(front.destination)),
        *_letters(front, best),
        *(mark for code, mark in lands if code in looks),
        *stops.values(),
        *towns(network, window, taken=settled.union(stops)),
        *(mark for code, mark in lands if code not in looks),
    )  # fmt: skip
    drawn = areas(ground, looks=looks)
    return Picture(areas=drawn, lines=thinned(lines, view), marks=marks, view=view, window=window)


def _letters(front: Front, best: list[Extreme]) -> Iterator[Mark]:
    """The letter of each trip, in the middle of its longest leg that no other trip shares."""
    for one in best:
        others = {leg.ids for other in best if other is not one
                  for leg in front.routes[other.at].legs}  # fmt: skip
        legs = [leg for leg in front.routes[one.at].legs if leg.geometry is not None]
        own = [leg for leg in legs if leg.ids not in others] or legs
        longest = max(own, key=lambda leg: leg.length_km)
        middle = shapely.line_interpolate_point(longest.geometry, 0.5, normalized=True)
        spoken = say("{letter}: the {what} trip", letter=one.letter, what=one.what)
        yield Mark(lon=middle.x, lat=middle.y, look=MarkLook.WAY, text=one.letter, spoken=spoken)


def _table(front: Front) -> pd.DataFrame:
    rows = [
        (*triple, route.length_km, " ".join(route.countries), " ".join(route.modes))
        for triple, route in zip(front.triples, front.routes, strict=True)
    ]
    columns = [f"inside_{front.measure}", "time_h", "cost_usd_t", "length_km", "through", "by"]
    return pd.DataFrame(rows, columns=columns)
