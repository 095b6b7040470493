"""The makers of the atlas's pages: from a few words to a finished page.

In    a network with a plan, and the words of one job.
Out   a ``Leaf``.
Law   a page is made from the network alone; what the network does not have gets no page.
Not   here: the pages themselves (``views.*_page``), who calls whom (``views.atlas``).
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from ortoo.base.saying import Said, joined, say
from ortoo.inputs.schema import SURFACE_MODES
from ortoo.network.corridors import corridor_ids
from ortoo.network.gazetteer import find_place
from ortoo.routes.answer import Answer
from ortoo.routes.exposure import exposure_front
from ortoo.routes.find import find_routes
from ortoo.routes.question import Avoid, Cost, Generalised, Objective, Overflight, Trip
from ortoo.routes.territory import gap
from ortoo.study.bridging import towns_of
from ortoo.study.choices import Choices, choices
from ortoo.study.menu import Means, Menu, Scene
from ortoo.views.corridor_page import corridor_sheet
from ortoo.views.explorer import Option, Options, explorer_picture, explorer_sheet
from ortoo.views.explorer_siblings import Siblings
from ortoo.views.exposure_page import exposure_sheet
from ortoo.views.findable import in_all_languages
from ortoo.views.gap_page import gap_sheet
from ortoo.views.index_page import Entry, index_facts, index_sheet, without_text
from ortoo.views.leaf import Leaf, Subject, Words, file_name, leaf_of
from ortoo.views.links import (
    asked_alike,
    front_file,
    gap_file,
    gap_text,
    gaps_of,
    least_exposed,
    market_places,
    route_file,
)
from ortoo.views.own_plan import countries_of, markets_of
from ortoo.views.route_page import route_sheet
from ortoo.views.sources_page import sources_page
from ortoo.views.studies import scenes
from ortoo.views.thumbnail import thumbnail
from ortoo.views.wording import Names

MODES: dict[str, tuple[Means, str]] = {
    "surface": (Means(modes=SURFACE_MODES), say("rail, road and ferry")),
    "rail": (Means(modes=("rail", "ferry")), say("rail and ferry")),
    "road": (Means(modes=("road", "ferry")), say("road and ferry")),
    "air": (Means(modes=(*SURFACE_MODES, "air")), say("rail, road, ferry and air")),
    "overflight": (
        Means(modes=(*SURFACE_MODES, "air"), overflight=Overflight.ALLOWED),
        say("rail, road, ferry and air, overflight allowed"),
    ),
}
MINIMISE: dict[str, tuple[Objective, str]] = {
    "time": (Cost.TIME, say("time")),
    "cost": (Cost.COST, say("cost")),
    "generalised": (Generalised(), say("generalised cost")),
    "co2": (Cost.CO2, say("CO₂")),
    "length": (Cost.LENGTH, say("distance")),
}


SOURCES = "sources.html"


def once(subject: Subject) -> Iterator[Words]:  # noqa: ARG001 - every asker's shape
    """The jobs of a page that every atlas has once."""
    yield ()


def routes_asked(subject: Subject) -> Iterator[Words]:
    """Each market under each avoid set that leaves its own country alone."""
    for market, country in markets_of(subject).items():
        for avoided in subject.plan.avoid_sets:
            if country not in avoided:
                yield market, *sorted(avoided)


def route_leaf(subject: Subject, words: Words) -> Leaf:
    """The way to one market without some countries, or the proof that there is none."""
    market, *avoided = words
    answer = _answer(subject, market=market, avoided=avoided)
    names = Names(subject.network)
    row = joined([names.found(answer.destination), names.country(answer.destination.country)])
    leaf = leaf_of(
        route_sheet(answer),
        subject.language,
        file=_file_of(answer),
        link=without_text(avoided, names),
        row=row,
    )
    gaps = (
        [] if answer.routes else gaps_of(subject, answer.origin.country, pairs=gaps_asked(subject))
    )
    proof = () if answer.routes else in_all_languages(say("no way"), say("the proof"))
    return replace(
        leaf,
        beside=(*asked_alike(subject, answer.destination), *gaps),
        called=(*leaf.called, *proof),
    )


def markets_leaf(subject: Subject, words: Words) -> Leaf:  # noqa: ARG001
    """All markets under all avoid sets on one map and in one table."""
    answers = [
        _answer(subject, market=market, avoided=avoided)
        for market, *avoided in routes_asked(subject)
    ]
    entries = [Entry(answer=answer, file=_file_of(answer)) for answer in answers]
    leaf = leaf_of(
        index_sheet(entries), subject.language, file="markets.html",
        link=say("All markets at a glance"),
    )  # fmt: skip
    text, told = subject.language.text, index_facts(entries, Names(subject.network)).findings
    first_and_last = joined(dict.fromkeys((told[0], told[-1])), " ")
    return replace(leaf, findings=tuple(map(text, told)), finding=text(first_and_last))


def fronts_asked(subject: Subject) -> Iterator[Words]:
    """Each market to which at least one country of the plan could lie on the way."""
    known = countries_of(subject.network)
    for market, country in markets_of(subject).items():
        if (subject.plan.exposed_to & known) - {country}:
            yield (market,)


def front_leaf(subject: Subject, words: Words) -> Leaf | None:
    """How little of the way to one market can be spent inside some countries; None without any."""
    own = markets_of(subject)[words[0]]
    exposed = (subject.plan.exposed_to & countries_of(subject.network)) - {own}
    front = exposure_front(subject.network, Trip(subject.plan.origin, words[0]), exposed_to=exposed)
    if not front.routes:
        return None
    file = front_file(front.origin.place_id, front.destination.place_id)
    link = say("To {market}", market=Names(subject.network).found(front.destination))
    leaf = leaf_of(exposure_sheet(subject.network, front), subject.language, file=file, link=link)
    return replace(leaf, beside=asked_alike(subject, front.destination))


def gaps_asked(subject: Subject) -> Iterator[Words]:
    """The pairs of the plan whose polygons are known, and a town on each side."""
    drawn = set(subject.network.countries["country"])
    for pair in subject.plan.gaps:
        if drawn.issuperset(pair) and all(len(towns_of(subject.network, c)) for c in pair):
            yield pair


def gap_leaf(subject: Subject, words: Words) -> Leaf:
    """The gap between two countries, to scale."""
    one, other = words
    names = Names(subject.network)
    sheet = gap_sheet(subject.network, gap(subject.network.countries, between=(one, other)))
    leaf = leaf_of(sheet, subject.language, file=gap_file(words), link=gap_text(words, names))
    beyond = [market for market in market_places(subject) if market.country in words]
    return replace(leaf, beside=tuple(least_exposed(subject, beyond)))


def corridors_asked(subject: Subject) -> Iterator[Words]:
    """The corridors of the plan that sections name."""
    known = set(corridor_ids(subject.network))
    yield from ((corridor,) for corridor in subject.plan.corridors if corridor in known)


def corridor_leaf(subject: Subject, words: Words) -> Leaf:
    """One corridor with its branches."""
    sheet = corridor_sheet(subject.network, words[0])
    table = subject.network.tables["corridors"]
    names = dict(zip(table["corridor_id"], table["name"], strict=True))
    link = Said(names.get(words[0], words[0]))
    leaf = leaf_of(sheet, subject.language, file=file_name("corridor", words[0]), link=link)
    row = table[table["corridor_id"] == words[0]]
    more = [*row["aliases"].str.split("|").explode(), *row["what"]]
    return replace(leaf, called=(*leaf.called, *filter(None, more)))


def explorer_asked(subject: Subject) -> Iterator[Words]:
    """Once, where the network has an origin to choose."""
    places = set(subject.network.tables["places"]["place_id"])
    if places & set(subject.plan.explorer_origins):
        yield ()


def explorer_leaf(subject: Subject, words: Words) -> Leaf:  # noqa: ARG001
    """The page that answers whatever is chosen."""
    offered, flown = scenes(subject), "air" in set(subject.network.tables["sections"]["mode"])
    means = {w: of for w, of in MODES.items() if flown or "air" not in of[0].modes}
    chosen = choices(
        _menu(
            subject,
            scenes={option.word: scene for option, scene in offered},
            modes=tuple(of for of, _ in means.values()),
        )
    )
    options = Options(
        scenes=[option for option, _ in offered],
        modes=[Option(word=word, text=text) for word, (_, text) in means.items()],
        minimise=[Option(word=word, text=text) for word, (_, text) in MINIMISE.items()],
    )
    sheet = explorer_sheet(chosen, options, language=subject.language,
                           siblings=_siblings(subject, chosen))  # fmt: skip
    leaf = leaf_of(sheet, subject.language, file="explorer.html", link=say("Ask yourself"))
    return replace(leaf, thumbnail=thumbnail(explorer_picture(chosen)))


def _siblings(subject: Subject, chosen: Choices) -> Siblings:
    """The pages of the atlas to which the explorer may lead; a front of no trips has no page."""
    network, plan, menu = subject.network, subject.plan, chosen.menu
    origin = find_place(network.tables["places"], plan.origin).place_id
    routes = {
        (market, frozenset(avoided)): route_file(origin, market, avoided=avoided)
        for market, *avoided in routes_asked(subject)
    }
    exposed = plan.exposed_to & set(network.countries["country"])
    fronts: dict[str, str] = {}
    if origin in menu.origins and exposed in menu.exposed_to:
        at = chosen.fronts.at[0, menu.exposed_to.index(exposed), menu.origins.index(origin)]
        fronts = {
            market: front_file(origin, market)
            for market, number in zip(menu.markets, at, strict=True)
            if chosen.fronts.lists[number]
        }
    return Siblings(
        origin=origin, modes="surface", minimise="time", routes=routes, fronts=fronts,
        exposed=Names(network).countries(sorted(exposed)), sources=SOURCES,
    )  # fmt: skip


def _menu(subject: Subject, *, scenes: Mapping[str, Scene], modes: tuple[Means, ...]) -> Menu:
    """What the explorer offers: of the plan, all that the network has."""
    network, plan = subject.network, subject.plan
    places, used = (
        set(network.tables["places"]["place_id"]),
        set(network.tables["sections"]["country"]),
    )
    exposed = sorted(plan.exposed_to & used)
    together = [frozenset(exposed)] if len(exposed) > 1 else []
    return Menu(
        scenes=scenes,
        modes=modes,
        minimise=tuple(cost for cost, _ in MINIMISE.values()),
        origins=tuple(place for place in plan.explorer_origins if place in places),
        avoidable=tuple(code for code in plan.explorer_avoidable if code in used),
        markets=tuple(markets_of(subject)),
        exposed_to=(*together, *(frozenset({country}) for country in exposed)),
    )


def sources_leaf(subject: Subject, words: Words) -> Leaf:  # noqa: ARG001
    """Sources and licences."""
    language = subject.language
    html, finding = sources_page(subject.network, language)
    link = language.text(say("Sources and licences"))
    return Leaf(file=SOURCES, link=link, finding=language.text(finding), html=html)


def _answer(subject: Subject, *, market: str, avoided: list[str]) -> Answer:
    return find_routes(
        subject.network, Trip(subject.plan.origin, market), avoid=Avoid(countries=avoided)
    )


def _file_of(answer: Answer) -> str:
    avoided = answer.rules.avoid.countries
    return route_file(answer.origin.place_id, answer.destination.place_id, avoided=avoided)
