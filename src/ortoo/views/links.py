"""What the files of an atlas are called, and which pages lead to which.

In    a subject, a market or a pair of countries.
Out   names of files, and links to pages on the same question.
Law   a name is told here alone; a link to a page that the atlas does not have is dropped later
      (``views.beside``).
Not   here: the pages (``views.leaves``).
"""

from collections.abc import Iterable, Iterator

from ortoo.base.saying import Said, say
from ortoo.network.gazetteer import Found, find_place
from ortoo.views.index_page import without_text
from ortoo.views.leaf import Link, Subject, Words, file_name
from ortoo.views.wording import Names


def route_file(origin: str, market: str, *, avoided: Iterable[str]) -> str:
    """The file of the page on one market under one avoid set."""
    without = sorted(avoided)
    return file_name(origin, market, *(["without", *without] if without else ["free"]))


def front_file(origin: str, market: str) -> str:
    """The file of the page on how exposed the way to one market must be."""
    return file_name(origin, market, "exposure")


def gap_file(pair: Words) -> str:
    """The file of the page on the gap between two countries."""
    return file_name("gap", *pair)


def gap_text(pair: Words, names: Names) -> Said:
    """What a link to that page says."""
    one, other = map(names.country, pair)
    return say("The gap between {one} and {other}", one=one, other=other)


def market_places(subject: Subject) -> list[Found]:
    """The network's markets."""
    places, markets = subject.network.tables["places"], subject.network.tables["markets"]
    return [find_place(places, str(market)) for market in markets["place_id"]]


def origin_of(subject: Subject) -> Found:
    """Where the atlas starts from."""
    return find_place(subject.network.tables["places"], subject.plan.origin)


def asked_alike(subject: Subject, market: Found) -> tuple[Link, ...]:
    """The pages on the way to one market: under each avoid set, and the least exposure."""
    names, origin = Names(subject.network), origin_of(subject)
    return (
        *(Link(file=route_file(origin.place_id, market.place_id, avoided=avoided),
               text=without_text(avoided, names))
          for avoided in map(sorted, subject.plan.avoid_sets)),
        Link(file=front_file(origin.place_id, market.place_id), text=say("Least exposure")),
    )  # fmt: skip


def gaps_of(subject: Subject, country: str, *, pairs: Iterable[Words]) -> list[Link]:
    """The gaps that part one country from another."""
    names = Names(subject.network)
    return [Link(file=gap_file(pair), text=gap_text(pair, names))
            for pair in pairs if country in pair]  # fmt: skip


def least_exposed(subject: Subject, markets: Iterable[Found]) -> Iterator[Link]:
    """What it takes to reach each market without what the plan calls exposure, or with least."""
    names, origin, exposed = Names(subject.network), origin_of(subject), subject.plan.exposed_to
    without = names.countries(sorted(exposed, key=names.country))
    for market in markets:
        name = names.found(market)
        yield Link(
            file=route_file(origin.place_id, market.place_id, avoided=exposed),
            text=say("To {market} without {countries}", market=name, countries=without),
        )
        yield Link(file=front_file(origin.place_id, market.place_id),
                   text=say("To {market} with least exposure", market=name))  # fmt: skip
