"""Which pages an atlas has: the built-in plan, or one made from where its own origin lies.

In    a network and the place where the trips begin.
Out   a ``Plan``; the markets and countries that its pages are about.
Law   the plan of the built-in origin is ``Plan()``; any other one comes from the tables alone:
      whose land begins next to the origin's country, which corridors the sections name.
Not   here: what the pages are (``views.leaf``), making them (``views.leaves``).
"""

from dataclasses import replace

from ortoo.network.corridors import corridor_ids
from ortoo.network.gazetteer import Found, find_place
from ortoo.network.network import Network
from ortoo.study.bridging import towns_of
from ortoo.study.outcomes import neighbours
from ortoo.views.leaf import Plan, Subject

MOST_AVOIDABLE = 6
"""The explorer answers all sets of these: 64 are quick to work out."""
MOST_ORIGINS = 6
BUILT_IN = Plan()


def plan_from(network: Network, origin: Found, *, language: str) -> Plan:
    """The plan of an atlas from ``origin``.

    Examples
    --------
    >>> import ortoo
    >>> network = ortoo.load_network()
    >>> start = find_place(network.tables["places"], "Bishkek")
    >>> sorted(plan_from(network, start, language="en").exposed_to)
    ['CHN', 'KAZ', 'TJK', 'UZB']
    """
    if origin.place_id == BUILT_IN.origin.casefold():
        return replace(BUILT_IN, language=language)
    around = neighbours(network, frozenset({origin.country}))
    alone = [frozenset({country}) for country in sorted(around)]
    lines = corridor_ids(network)
    listed = [corridor for corridor in BUILT_IN.corridors if corridor in lines]
    return replace(
        BUILT_IN,
        origin=origin.place_id,
        avoid_sets=tuple(dict.fromkeys([frozenset(), *alone, around])),
        exposed_to=around,
        gaps=tuple(pair for pair in BUILT_IN.gaps if pair[0] == origin.country),
        corridors=tuple(dict.fromkeys([*listed, *lines])),
        explorer_origins=_origins(network, origin),
        explorer_avoidable=_avoidable(network, origin.country),
        language=language,
    )


def markets_of(subject: Subject) -> dict[str, str]:
    """The markets with their countries, but for those in the origin's own country."""
    places = subject.network.tables["places"]
    country = dict(zip(places["place_id"], places["country"], strict=True))
    home = find_place(places, subject.plan.origin)
    listed = map(str, subject.network.tables["markets"]["place_id"])
    return {market: country[market] for market in listed if country[market] != home.country}


def countries_of(network: Network) -> set[str]:
    """The countries that have a place or a polygon."""
    return set(network.tables["places"]["country"]) | set(network.countries["country"])


def _origins(network: Network, origin: Found) -> tuple[str, ...]:
    """The origin and the largest towns of its country that a section reaches."""
    sections = network.tables["sections"]
    reached = set(sections["from_id"]) | set(sections["to_id"])
    towns = towns_of(network, origin.country).sort_values("population", ascending=False)
    others = [town for town in map(str, towns["place_id"]) if town in reached]
    return tuple(dict.fromkeys([origin.place_id, *others]))[:MOST_ORIGINS]


def _avoidable(network: Network, home: str) -> tuple[str, ...]:
    """The countries nearest to ``home`` by the borders that lie between."""
    seen = frozenset({home})
    found: list[str] = []
    while ring := neighbours(network, seen):
        found += sorted(ring)
        seen |= ring
    return tuple(found[:MOST_AVOIDABLE])
