"""A comparison as one page: ways before and after on a map, a switch, and every table in words.

In    a ``Comparison`` with at least one scenario.
Out   the text of one HTML file.
Law   without a script every scenario's section can be read; ways are drawn as they were found.
Not   here: comparing (``study.comparison``), words (``views.comparison_facts``), layout.
"""

from collections.abc import Sequence

import shapely

from ortoo.base.errors import UsageError
from ortoo.base.saying import Said, capital, say
from ortoo.network.gazetteer import Found, find_place
from ortoo.routes.question import word_of
from ortoo.study.compared import Comparison
from ortoo.study.outcomes import Outcome
from ortoo.views.basemap import areas, country_names, ground_of, towns
from ortoo.views.citations import cited
from ortoo.views.comparison_facts import comparison_facts
from ortoo.views.frame import Frame, Words, frame_of
from ortoo.views.language import ENGLISH, Language
from ortoo.views.layers import sections_of, thinned, view_of
from ortoo.views.picture import AreaLook, Line, LineLook, Mark, MarkLook, Picture
from ortoo.views.sheet import Sheet, page
from ortoo.views.wording import MINIMISED, Names, listed


def comparison_page(found: Comparison, language: Language = ENGLISH) -> str:
    """One self-contained HTML page for ``found``.

    Raises
    ------
    UsageError
        There is no scenario to show.

    Examples
    --------
    >>> import ortoo
    >>> network = ortoo.load_network()
    >>> asked = ortoo.survey_of(network, origins=["Ulaanbaatar"], markets=["Almaty"])
    >>> cards = [ortoo.load_scenario("zamyn-uud-closed")]
    >>> page = comparison_page(ortoo.compare(network, cards, survey=asked))
    >>> page.startswith("<!DOCTYPE html>")
    True
    """
    return page(comparison_sheet(found), language)


def comparison_sheet(found: Comparison) -> Sheet:
    """Everything that the page of ``found`` is made from.

    Raises
    ------
    UsageError
        There is no scenario to show.
    """
    if not found.variants:
        raise UsageError("a comparison without a scenario makes no page")
    names = Names(found.network)
    frame = _frame(found)
    return Sheet(
        picture=_picture(found, names),
        template="comparison.html",
        frame=frame,
        facts=comparison_facts(found, names),
        finding=frame.title,
        tables={name: table for name, table in found.tables.items() if len(table)},
    )


def _frame(found: Comparison) -> Frame:
    names = Names(found.network)
    origins = listed([names.place(origin) for origin in found.survey.origins])
    routes = [o.route for o in _outcomes(found) if o.route is not None]
    words = Words(
        title=title_of(found, origins),
        under=capital(say("{sought} to every market, today and under each scenario",
                          sought=MINIMISED[word_of(found.survey.minimise)])),
        described=say("Map of the ways from {origins}, today and under the chosen scenario. "
                      "The tables beside it hold the same facts.", origins=origins),
        sourcing=say("Data as of {date}.", date=found.network.date),
    )  # fmt: skip
    return frame_of(found.network, words, cited=cited(routes[: len(found.base)]))


def title_of(found: Comparison, origins: str) -> Said:
    """The scenario, or how many there are; from where to how many markets."""
    count, markets = len(found.variants), len(found.survey.markets)
    titles = say("{n} scenarios compared", n=count)
    if count == 1:
        titles = Said(found.variants[0].scenario.title)
    if markets == 1:
        return say("{scenario}: from {origins} to 1 market", scenario=titles, origins=origins)
    return say("{scenario}: from {origins} to {n} markets", scenario=titles, origins=origins,
               n=markets)  # fmt: skip


def _outcomes(found: Comparison) -> list[Outcome]:
    every = [found.base, *(variant.outcomes for variant in found.variants)]
    return [outcome for outcomes in every for outcome in outcomes.values()]


def _picture(found: Comparison, names: Names) -> Picture:
    lines = [
        *way_lines(list(found.base.values()), LineLook.BEFORE, layer=0),
        *(
            line
            for number, variant in enumerate(found.variants, start=1)
            for line in way_lines(list(variant.outcomes.values()), LineLook.AFTER, layer=number)
        ),
    ]
    return ways_picture(found, lines, names=names)


def ways_picture(found: Comparison, lines: Sequence[Line], *, names: Names) -> Picture:
    """The map under ``lines``, with the origins and markets of ``found``."""
    places = found.network.tables["places"]
    origins = [find_place(places, key) for key in found.survey.origins]
    markets = [find_place(places, key) for key in found.survey.markets]
    points = [shapely.Point(place.lon, place.lat) for place in (*origins, *markets)]
    view = view_of([*points, *(line.shape for line in lines)])
    window = view.reach()
    ground = ground_of(found.network.countries, view=view, window=window)
    lands = country_names(ground, names, view=view, window=window)
    passed = {place.country for place in (*origins, *markets)}
    looks = dict.fromkeys(sorted(passed), AreaLook.PASSED)
    taken = {place.place_id for place in (*origins, *markets)}
    marks = (
        *(_mark(place, MarkLook.START, names=names) for place in origins),
        *(_mark(place, MarkLook.END, names=names) for place in markets if place not in origins),
        *(mark for _, mark in lands),
        *towns(found.network, window, taken=taken),
    )
    return Picture(areas=areas(ground, looks=looks), lines=thinned(lines, view), marks=marks,
                   view=view, window=window)  # fmt: skip


def way_lines(outcomes: Sequence[Outcome], look: LineLook, *, layer: int) -> list[Line]:
    """The sections that the ways use, each once, as one line."""
    shapes: dict[str, shapely.Geometry] = {}
    for outcome in outcomes:
        if outcome.route is not None:
            sections = outcome.route.network.tables["sections"]
            of = dict(zip(sections["section_id"], sections["geometry"], strict=True))
            shapes |= {section: of[section] for section in sections_of(outcome.route)}
    together = shapely.MultiLineString(list(shapes.values()))
    return [Line(shape=together, look=look, layer=layer)] if shapes else []


def _mark(place: Found, look: MarkLook, *, names: Names) -> Mark:
    return Mark(lon=place.lon, lat=place.lat, look=look, text=names.found(place))
