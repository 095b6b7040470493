"""The first page of the atlas: every market under every avoid set, on one map and in one table.

In    the answers of an atlas and the files in which they stand.
Out   the text of one HTML file that links to them.
Law   the findings are counted from the answers; nothing is said of a page that is not there.
Not   here: which questions the atlas asks (``views.atlas``).
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd
import shapely

from ortoo.base.saying import Said, joined, say
from ortoo.network.arcs import COSTS
from ortoo.routes.answer import Answer
from ortoo.routes.journeys import Route
from ortoo.views.basemap import areas, country_names, ground_of, towns
from ortoo.views.citations import cited
from ortoo.views.frame import Frame, Words, frame_of
from ortoo.views.index_transit import through_whom
from ortoo.views.language import ENGLISH, Language
from ortoo.views.layers import sections_of, thinned, view_of
from ortoo.views.picture import AreaLook, Line, LineLook, Mark, MarkLook, Picture
from ortoo.views.sheet import Sheet, page
from ortoo.views.tables import figure
from ortoo.views.wording import Names, date_text, days_text, listed, transit_shares

LOOKS = (LineLook.FREE, LineLook.WITHOUT_FIRST, LineLook.WITHOUT_SECOND)
"""How the ways under the first, second and third avoid set are drawn; more are not drawn."""


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One answer of the atlas and the file, beside the index, that shows it."""

    answer: Answer
    file: str

    @property
    def avoided(self) -> tuple[str, ...]:
        """The avoided countries, sorted."""
        return tuple(sorted(self.answer.rules.avoid.countries))


@dataclass(frozen=True, kw_only=True)
class Cell:
    """One answer in the table."""

    file: str
    large: str
    small: list[str]


@dataclass(frozen=True, kw_only=True)
class IndexFacts:
    """What the index says beside its map; None where a set avoids the market's own country."""

    findings: Sequence[str]
    columns: Sequence[str]
    rows: list[tuple[str, str, list[Cell | None]]]
    legend: Sequence[tuple[LineLook, str]]


def index_page(entries: Sequence[Entry], language: Language = ENGLISH) -> str:
    """One self-contained HTML page over ``entries``, which may not be empty."""
    return page(index_sheet(entries), language)


def index_sheet(entries: Sequence[Entry]) -> Sheet:
    """Everything that the page over ``entries`` is made from."""
    names = Names(entries[0].answer.network)
    frame, facts = _frame(entries, names), index_facts(entries, names)
    return Sheet(
        picture=_picture(entries, names),
        template="index.html",
        frame=frame,
        facts=facts,
        finding=say("{sentence}.", sentence=frame.title),
        tables={"markets": _table(entries)},
    )


def _table(entries: Sequence[Entry]) -> pd.DataFrame:
    """One row per answer: the figures of the best way, or those of the least exposed one."""
    rows = []
    for entry in entries:
        answer, avoided = entry.answer, entry.answer.rules.avoid.countries
        least = answer.proof.least_exposure if answer.proof else None
        route = answer.best if answer.routes else least
        figures = [getattr(route, cost) if route else None for cost in COSTS]
        inside = route.km_inside(avoided) if route else None
        key = (answer.destination.place_id, " ".join(entry.avoided), answer.status)
        rows.append((*key, inside, *figures))
    columns = ["market", "avoided", "status", "inside_avoided_km", *COSTS]
    return pd.DataFrame(rows, columns=columns)


def index_facts(entries: Sequence[Entry], names: Names) -> IndexFacts:
    """Everything that the index says beside its map."""
    columns = _avoid_sets(entries)
    titles = [without_text(avoided, names) for avoided in columns]
    rows = [
        (names.found(end), names.country(end.country), [cells.get(column) for column in columns])
        for of in _markets(entries).values()
        for end in [of[0].answer.destination]
        for cells in [{entry.avoided: _cell(entry, names) for entry in of}]
    ]
    return IndexFacts(
        findings=[_finding(entries, avoided, names=names) for avoided in columns],
        columns=titles,
        rows=rows,
        legend=list(zip(LOOKS, titles, strict=False)),
    )


def _frame(entries: Sequence[Entry], names: Names) -> Frame:
    first, markets = entries[0].answer, _markets(entries)
    avoided = sorted({code for entry in entries for code in entry.avoided}, key=names.country)
    ends = [names.found(of[0].answer.destination) for of in markets.values()]
    words = Words(
        title=_title(names.found(first.origin), len(markets), avoided=names.countries(avoided)),
        under=say(
            "The fastest ways on {date}; each entry opens a page with map, tables and sources",
            date=date_text(first.rules.date),
        ),
        described=say(
            "Map of the ways from {origin} to {markets}.",
            origin=names.found(first.origin), markets=listed(ends),
        ),
        sourcing=say("Data as of {date}.", date=first.network.date),
    )  # fmt: skip
    routes = [entry.answer.best for entry in entries if entry.answer.routes]
    return frame_of(first.network, words, cited=cited(routes))


def _title(origin: str, markets: int, *, avoided: str) -> Said:
    if not avoided:
        return say("How {origin} reaches {n} markets", origin=origin, n=markets)
    return say(
        "How {origin} reaches {n} markets, with and without {countries}",
        origin=origin, n=markets, countries=avoided,
    )  # fmt: skip


def without_text(avoided: Sequence[str], names: Names) -> Said:
    """An avoid set as the head of a column: "Without China and Russia", "Free choice"."""
    ordered = sorted(avoided, key=names.country)
    if not ordered:
        return say("Free choice")
    return say("Without {countries}", countries=names.countries(ordered))


def _finding(entries: Sequence[Entry], avoided: tuple[str, ...], *, names: Names) -> Said:
    """What the answers under one avoid set have in common, in one sentence."""
    answers = [entry.answer for entry in entries if entry.avoided == avoided]
    reached = [answer for answer in answers if answer.routes]
    title = without_text(avoided, names)
    if not reached:
        return _none(answers, title, names=names)
    hours = sorted(answer.best.time_h for answer in reached)
    count = _reached(answers, len(reached), names=names)
    told = joined([count, *_span(hours), *through_whom(reached, names)])
    return say("{choice}: {told}.", choice=title, told=told)


def _none(answers: Sequence[Answer], title: Said, *, names: Names) -> Said:
    if len(answers) == 1:
        market = names.found(answers[0].destination)
        return say("{choice}: {market} cannot be reached.", choice=title, market=market)
    return say("{choice}: none of the {n} markets can be reached.", choice=title, n=len(answers))


def _reached(answers: Sequence[Answer], reached: int, *, names: Names) -> Said:
    if len(answers) == 1:
        return say("{market} can be reached", market=names.found(answers[0].destination))
    if reached == len(answers):
        return say("all {n} markets can be reached", n=reached)
    return say("{some} of {n} markets can be reached", some=reached, n=len(answers))


def _span(hours: Sequence[float]) -> list[Said]:
    """From the least to the most, as far as all are known.

    >>> _span([240.0, 480.0]), _span([240.0, 241.0]), _span([240.0, float("nan")])
    (['in 10.0 to 20.0 days'], ['in 10.0 days'], [])
    """
    if any(math.isnan(spent) for spent in hours):
        return []
    least, most = (days_text(spent).removesuffix(" days") for spent in (hours[0], hours[-1]))
    if least == most:
        return [say("in {n} days", n=least)]
    return [say("in {least} to {most} days", least=least, most=most)]


def _cell(entry: Entry, names: Names) -> Cell:
    answer = entry.answer
    if answer.routes:
        route = answer.best
        shares = transit_shares(answer, route)
        through = names.countries([code for code, _ in shares])
        small = [
            figure(route.length_km, "km"),
            _cost(route),
            *([say("through {countries}", countries=through)] if shares else []),
        ]
        return Cell(file=entry.file, large=days_text(route.time_h), small=small)
    least = answer.proof.least_exposure if answer.proof else None
    inside = figure(least.km_inside(answer.rules.avoid.countries), "km") if least else ""
    small = [say("the proof"), *([say("at least {km} inside", km=inside)] if inside else [])]
    return Cell(file=entry.file, large=say("no way"), small=small)


def _cost(route: Route) -> str:
    cost = figure(route.cost_usd_t, "USD/t")
    return say("cost unknown") if cost == "unknown" else cost


def _picture(entries: Sequence[Entry], names: Names) -> Picture:
    network = entries[0].answer.network
    lines = [line for avoided, look in zip(_avoid_sets(entries), LOOKS, strict=False)
             for line in _lines(entries, avoided, look=look)]  # fmt: skip
    ends = {mark.text: mark for mark in (_market(entry, names) for entry in entries)}
    origin = entries[0].answer.origin
    start = Mark(lon=origin.lon, lat=origin.lat, look=MarkLook.START, text=names.found(origin))
    points = [shapely.Point(mark.lon, mark.lat) for mark in (start, *ends.values())]
    view = view_of([*points, *(line.shape for line in lines)])
    window = view.reach()
    ground = ground_of(network.countries, view=view, window=window)
    lands = country_names(ground, names, view=view, window=window)
    taken = {origin.place_id, *(entry.answer.destination.place_id for entry in entries)}
    passed = {entry.answer.destination.country for entry in entries} | {origin.country}
    looks = dict.fromkeys(sorted(passed), AreaLook.PASSED)
    marks = (
        start,
        *ends.values(),
        *(mark for _, mark in lands),
        *towns(network, window, taken=taken),
    )
    drawn = areas(ground, looks=looks)
    return Picture(areas=drawn, lines=thinned(lines, view), marks=marks, view=view, window=window)


def _lines(entries: Sequence[Entry], avoided: tuple[str, ...], *, look: LineLook) -> list[Line]:
    """The sections that the ways under one avoid set use, each once."""
    routes = [e.answer.best for e in entries if e.avoided == avoided and e.answer.routes]
    used = dict.fromkeys(section for route in routes for section in sections_of(route))
    table = entries[0].answer.network.tables["sections"].set_index("section_id")["geometry"]
    shapes = [table[section] for section in used]
    return [Line(shape=shapely.MultiLineString(shapes), look=look)] if shapes else []


def _market(entry: Entry, names: Names) -> Mark:
    end = entry.answer.destination
    return Mark(lon=end.lon, lat=end.lat, look=MarkLook.END, text=names.found(end))


def _markets(entries: Sequence[Entry]) -> dict[str, list[Entry]]:
    """Entries by market, in the order of the atlas."""
    found: dict[str, list[Entry]] = {}
    for entry in entries:
        found.setdefault(entry.answer.destination.name, []).append(entry)
    return found


def _avoid_sets(entries: Sequence[Entry]) -> list[tuple[str, ...]]:
    return list(dict.fromkeys(entry.avoided for entry in entries))
