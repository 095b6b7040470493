"""Check an answer without the router: does its route hold, does its proof prove.

In    an answer as plain data (``--json``) and the network that it was given on.
Out   a list of faults; empty when the answer holds.
Law   nothing of the search is used: legs are followed arc by arc through the tables, sums are
      added again, every arc is judged anew, every figure and name is compared with what the tables
      make of the arcs followed.
Not   here: proofs (``routes.verify_proof``); whether a route is the best one (the oracles of the
      tests).
"""

import datetime as dt
import itertools
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from ortoo.base.errors import BadInputError, OrtooError
from ortoo.network.arcs import COSTS, ArcKind
from ortoo.network.network import Network
from ortoo.routes.answer import Answer
from ortoo.routes.asked import Asked, resolve
from ortoo.routes.compared import NEAR, differences, same
from ortoo.routes.followed import Followed, follow
from ortoo.routes.question import (
    Avoid,
    Cargo,
    Cost,
    Exposed,
    Generalised,
    Objective,
    Overflight,
    Trip,
)
from ortoo.routes.search import Key
from ortoo.routes.verify_proof import proof_faults

Data = Mapping[str, Any]
MOST_FAULTS = 50


def verify(answer: Data, network: Network) -> list[str]:
    """Every way in which ``answer`` does not hold on ``network``.

    Parameters
    ----------
    answer
        What ``Answer.to_json()`` or ``ortoo route --json`` gave.
    network
        The network it was asked of.

    Returns
    -------
    Sentences, one per fault, at most 50; empty when routes connect, pass the via points in order
    and the corridor, sums hold and nothing barred is used, or when the proof is complete.

    Raises
    ------
    BadInputError
        The data is not an answer.

    Examples
    --------
    >>> import ortoo
    >>> network = ortoo.load_network()
    >>> answer = ortoo.find_routes(network, ortoo.Trip("Ulaanbaatar", "Almaty"))
    >>> verify(answer.to_json(), network)
    []
    """
    try:
        asked = _asked(answer["question"], network)
        faults = [*_same_network(answer, network), *_status(answer)]
        ways = [follow(route, asked) for route in answer["routes"]]
        for told, way in zip(answer["routes"], ways, strict=True):
            faults += [*way.faults, *_sums(told, way, network=network)]
        if not faults and answer["routes"]:
            faults += [*_order(asked, ways), *_told_again(answer, asked, ways=ways)]
        if answer["status"] == "no-route":
            faults += proof_faults(answer["proof"], asked)
    except (LookupError, TypeError, AttributeError, ValueError) as odd:
        sentence = f"is not an answer of `ortoo route --json`{_what_is_odd(odd)}"
        raise BadInputError([sentence], where="the answer") from odd
    return faults[:MOST_FAULTS]


def _what_is_odd(error: Exception) -> str:
    """What in an answer could not be read, as far as that can be said in words."""
    if isinstance(error, OrtooError):
        return f": {error}"
    if isinstance(error, KeyError):
        return f": {error.args[0]} is missing" if error.args else ""
    return ": some part of it is not what it should be"


def _asked(question: Data, network: Network) -> Asked:
    """The question as it was put."""
    avoid = Avoid(
        countries=question["avoid"],
        crossings=question.get("avoid_crossings", ()),
        sections=question.get("avoid_sections", ()),
        overflight=Overflight.ALLOWED if question.get("allow_overflight") else Overflight.REFUSED,
    )
    trip = Trip(
        question["origin"],
        question["destination"],
        via=tuple(question.get("via", ())),
        modes=tuple(question["modes"]),
        date=dt.date.fromisoformat(question["date"]),
        cargo=Cargo(question["cargo"]),
        corridor=question.get("corridor"),
    )
    return resolve(network, trip, avoid=avoid, minimise=_objective(question))


def _objective(question: Data) -> Objective:
    word = question["minimise"]
    if word == "generalised":
        return Generalised(value_of_time_usd_th=float(question["value_of_time_usd_th"]))
    if word == "exposure":
        then = Cost[question.get("then", "time").upper()]
        return Exposed(to=frozenset(question["exposed_to"]), then=then)
    return Cost[word.upper()]


def _same_network(answer: Data, network: Network) -> Iterator[str]:
    told = answer["network"]
    if told["sha256"] != network.sha256:
        yield "the answer was given on another network (its sha256 differs)"
    elif (told["name"], told["date"]) != (network.name, network.date.isoformat()):
        yield f"the network is called {network.name!r} of {network.date}, not {told['name']!r}"


def _status(answer: Data) -> Iterator[str]:
    status, count = answer["status"], len(answer["routes"])
    if status not in {"route", "no-route"}:
        yield f"the status is {status!r}, expected route or no-route"
    if (status == "route") != bool(count):
        yield f"the status is {status!r} with {count} routes"
    if (status == "route") == ("proof" in answer):
        yield f"the status is {status!r} {'with' if 'proof' in answer else 'without'} a proof"


def _sums(route: Data, way: Followed, *, network: Network) -> Iterator[str]:
    """Totals against the tables, and against the legs and the countries of the answer itself."""
    for column, cost in enumerate(COSTS):
        found = sum(network.arcs.arcs[at].costs[column] for at in way.arcs)
        if not same(route[cost], found):
            yield f"{cost} is {route[cost]}, but the tables say {found:.6f}"
        for name in ("legs", "countries"):
            values = [row[cost] for row in route[name]]
            total = float("nan") if None in values else sum(values)
            if not same(route[cost], total):
                yield f"{cost} of the {name} add up to {total:.6f}, not to {route[cost]}"


def _order(asked: Asked, ways: Sequence[Followed]) -> Iterator[str]:
    """Routes are in order of what is minimised and cross other borders."""
    costs, arcs = asked.costs(), asked.network.arcs.arcs
    sums = [tuple(map(sum, zip(*(costs[at] for at in way.arcs), strict=True))) for way in ways]
    crossed = [tuple(at for at in w.arcs if arcs[at].kind is ArcKind.CROSSING) for w in ways]
    least = len(sums[0]) - 2  # the last two columns only break ties
    for rank, (before, after) in enumerate(itertools.pairwise(sums), start=2):
        if _is_less(after[:least], before[:least]):
            yield f"route {rank} is better than the one before it"
        if crossed[rank - 1] in crossed[: rank - 1]:
            yield f"route {rank} uses the same crossings as one before it"


def _is_less(one: Key, two: Key) -> bool:
    """Whether a key comes before another by more than rounding."""
    apart = ((a, b) for a, b in zip(one, two, strict=True) if abs(a - b) > NEAR)
    return any(a < b for a, b in itertools.islice(apart, 1))


def _told_again(answer: Data, asked: Asked, *, ways: Sequence[Followed]) -> Iterator[str]:
    """Everything else that the answer says, against what its arcs make."""
    again = Answer(
        network=asked.network,
        origin=asked.stops[0],
        destination=asked.stops[-1],
        rules=asked.rules,
        minimise=asked.minimise,
        routes=tuple(way.route(asked.network) for way in ways),
        proof=None,
        via=asked.stops[1:-1],
        corridor=asked.corridor,
    ).to_json()
    unsure = ("settled", False)  # that a way is the best is not judged
    told = [{key: of for key, of in row.items() if (key, of) != unsure} for row in answer["routes"]]
    yield from differences(told, again["routes"], at="routes")
