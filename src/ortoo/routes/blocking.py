"""All minimal sets of countries (or crossings) whose refusal cuts the way.

In    a network and a trip.
Out   every minimal blocking set, complete, smallest first.
Law   each set blocks, no set loses a member and still blocks, and every blocking set contains one
      of them.
Not   here: the search (``routes.search``).
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from ortoo.base.errors import UnknownNameError
from ortoo.inputs.schema import OPEN_SEA
from ortoo.network.arcs import ArcKind
from ortoo.network.gazetteer import Found
from ortoo.network.network import Network
from ortoo.routes.asked import Asked, resolve
from ortoo.routes.question import Avoid, Cost, Overflight, Trip

MOST_CROSSINGS = 10
"""Blocking sets of crossings above this size are not sought unless asked for: Mongolia has nine
crossings that third countries' goods may leave by."""

Members = frozenset[str]
Passed = Callable[[Members], Members | None]


class Of(StrEnum):
    """What blocking sets are made of."""

    COUNTRIES = "countries"
    CROSSINGS = "crossings"


@dataclass(frozen=True, kw_only=True)
class Blocking:
    """All minimal blocking sets of a trip, smallest first.

    ``complete`` is False where ``limit`` cut the list. The empty set says that there is no way even
    when nothing is refused.
    """

    origin: Found
    destination: Found
    of: Of
    sets: tuple[Members, ...]
    complete: bool
    limit: int


def blocking(
    network: Network,
    trip: Trip,
    *,
    of: Of = Of.COUNTRIES,
    avoid: Avoid | None = None,
    limit: int | None = None,
) -> Blocking:
    """All minimal sets of countries, or of crossings, whose refusal cuts ``trip``.

    Parameters
    ----------
    network, trip, avoid
        As for ``find_routes``; what ``avoid`` forbids is refused beforehand.
    of
        Transit countries (those of origin and destination cannot refuse), or crossings.
    limit
        Largest size of a set; by default none for countries and 10 for crossings.

    Examples
    --------
    >>> import ortoo
    >>> network = ortoo.load_network()
    >>> cuts = blocking(network, ortoo.Trip("Ulaanbaatar", "Almaty"))
    >>> [sorted(s) for s in cuts.sets]
    [['CHN', 'RUS']]
    """
    asked = resolve(network, trip, avoid=avoid or Avoid(), minimise=Cost.TIME)
    passed = {Of.COUNTRIES: passed_countries, Of.CROSSINGS: passed_crossings}[of]
    most = limit or (_number_of_countries(network) if of is Of.COUNTRIES else MOST_CROSSINGS)
    sets, complete = minimal_blocking_sets(lambda refused: passed(asked, refused), limit=most)
    return Blocking(
        origin=asked.stops[0],
        destination=asked.stops[-1],
        of=of,
        sets=tuple(sets),
        complete=complete,
        limit=most,
    )


def of_word(word: str) -> Of:
    """What blocking sets are to be made of, by a word of the command line.

    >>> of_word("crossings")
    <Of.CROSSINGS: 'crossings'>
    """
    kinds = {str(kind): kind for kind in Of}
    if word not in kinds:
        raise UnknownNameError("kind of blocking set", word, nearest=tuple(kinds))
    return kinds[word]


def blocking_json(found: Blocking) -> dict[str, Any]:
    """The sets as plain data, as ``ortoo blocking --json`` prints them."""
    return {
        "origin": found.origin.place_id,
        "destination": found.destination.place_id,
        "of": str(found.of),
        "minimal_blocking_sets": [sorted(members) for members in found.sets],
        "complete": found.complete,
        "largest_size_sought": found.limit,
    }


def _number_of_countries(network: Network) -> int:
    """How many have a say over any arc; they need not have polygons."""
    return len(
        {c for consent in network.arcs.consents for c in (*consent.on_ground, *consent.over)}
    )


def passed_countries(asked: Asked, refused: Members) -> Members | None:
    """Transit countries of the best way that also refuses ``refused``; None when there is none."""
    way = asked.refusing(asked.rules.avoid.countries | refused).walk()
    if way is None:
        return None
    arcs = [asked.network.arcs.arcs[at] for at in way]
    passed = {country for arc in arcs for country in arc.countries}
    if asked.rules.avoid.overflight is Overflight.REFUSED:
        passed |= {country for arc in arcs for country in arc.over}
    return frozenset(passed - asked.rules.states - {OPEN_SEA})  # nobody can refuse the sea


def passed_crossings(asked: Asked, refused: Members) -> Members | None:
    """Crossings of the best way that also refuses ``refused``; None when there is none."""
    way = asked.closing(refused).walk()
    if way is None:
        return None
    arcs = asked.network.arcs.arcs
    return frozenset(asked.network.id_of(at) for at in way if arcs[at].kind is ArcKind.CROSSING)


def minimal_blocking_sets(passed: Passed, *, limit: int = 64) -> tuple[list[Members], bool]:
    """Minimal sets that, refused, leave no way; and whether the list is complete.

    Parameters
    ----------
    passed
        Given a set to refuse, the members that some remaining way passes; None when none remains.
    limit
        Largest number of members a set may have; larger ones are not sought.

    Notes
    -----
    A blocking set meets every way, so the minimal ones are the minimal transversals of the ways'
    members (Berge 1989). Ways are found one at a time: a transversal that still leaves a way adds
    that way's members; one that leaves none is minimal and blocking.

    Examples
    --------
    Two ways, one through A and B, one through A and C:

    >>> ways = [frozenset("AB"), frozenset("AC")]
    >>> def passed(refused):
    ...     return next((way for way in ways if not way & refused), None)
    >>> sets, complete = minimal_blocking_sets(passed)
    >>> sorted("".join(sorted(s)) for s in sets), complete
    (['A', 'BC'], True)
    """
    transversals: list[Members] = [frozenset()]
    confirmed: set[Members] = set()
    complete = True
    while True:
        open_ones = [t for t in transversals if t not in confirmed]
        if not open_ones:
            return sorted(confirmed, key=lambda s: (len(s), sorted(s))), complete
        candidate = min(open_ones, key=lambda s: (len(s), sorted(s)))
        members = passed(candidate)
        if members is None:
            confirmed.add(candidate)
            continue
        grown = [t for t in _meeting(transversals, members) if len(t) <= limit]
        complete = complete and len(grown) == len(_meeting(transversals, members))
        transversals = grown


def _meeting(transversals: Iterable[Members], way: Members) -> list[Members]:
    """Minimal transversals after one more way must be met.

    Transversals that do not meet it grow by one of its members each; since none of them contains
    another, a grown one can only be beaten by one that met the way already.
    """
    already = [t for t in transversals if t & way]
    extended = {t | {member} for t in transversals if not t & way for member in way}
    minimal = [e for e in extended if not any(t < e or t == e for t in already)]
    return already + sorted(minimal, key=sorted)
