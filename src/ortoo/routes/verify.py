"""Check an answer without the router: does its route hold, does its proof prove.

In    an answer as plain data (``--json``) and the network that it was given on.
Out   a list of faults; empty when the answer holds.
Law   nothing of the search is used: legs are followed arc by arc through the tables, sums are
      added again, every arc is judged anew, and a proof holds only if no arc leads out of the
      reached set unbarred.
Not   here: whether a route is the best one (the oracles of the tests).
"""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from ortoo.base.errors import BadInputError
from ortoo.network.arcs import COSTS, ArcKind
from ortoo.network.network import Network
from ortoo.routes.avoidance import Rules, reasons
from ortoo.routes.question import Avoid, Cargo, Overflight, Trip

NEAR = 1e-4
"""Figures in an answer are rounded to six decimals; sums of hundreds of them agree to this."""

Data = Mapping[str, Any]


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
    Sentences, one per fault; empty when routes connect, sums hold and nothing barred is used, or
    when the proof is complete.

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
        rules = _rules(answer["question"], network)
        barred = reasons(network, rules)
        faults = [*_same_network(answer, network), *_status(answer)]
        for route in answer["routes"]:
            faults += _route(route, network, barred=barred, question=answer["question"])
        if answer["status"] == "no-route":
            faults += _proof(answer["proof"], network, barred=barred, question=answer["question"])
    except (KeyError, TypeError, AttributeError, ValueError) as odd:
        sentence = f"is not an answer of `ortoo route --json`: {odd!r}"
        raise BadInputError([sentence], where="the answer") from odd
    return faults


def _rules(question: Data, network: Network) -> Rules:
    country = network.tables["places"].set_index("place_id")["country"]
    states = frozenset({country[question["origin"]], country[question["destination"]]})
    trip = Trip(
        question["origin"],
        question["destination"],
        modes=tuple(question["modes"]),
        cargo=Cargo(question["cargo"]),
    )
    avoid = Avoid(
        countries=question["avoid"],
        crossings=question.get("avoid_crossings", ()),
        sections=question.get("avoid_sections", ()),
        overflight=Overflight.ALLOWED if question.get("allow_overflight") else Overflight.REFUSED,
    )
    date = dt.date.fromisoformat(question["date"])
    return Rules.of(trip, avoid=avoid, date=date, states=states)


def _same_network(answer: Data, network: Network) -> Iterator[str]:
    if answer["network"]["sha256"] != network.sha256:
        yield "the answer was given on another network (its sha256 differs)"


def _status(answer: Data) -> Iterator[str]:
    if (answer["status"] == "route") != bool(answer["routes"]):
        yield f"the status is {answer['status']!r} with {len(answer['routes'])} routes"


def _route(
    route: Data, network: Network, *, barred: Sequence[str], question: Data
) -> Iterator[str]:
    by_id = _arcs_by_id(network)
    at, sums = None, dict.fromkeys(COSTS, 0.0)
    for number, leg in enumerate(route["legs"], start=1):
        for step in _ids(leg):
            arc = _onward(network, by_id.get((leg["kind"], step), ()), at=at, leg=leg)
            if arc is None:
                yield f"leg {number}: {step} does not lead on from {at or leg['from']}"
                return
            if barred[arc]:
                yield f"leg {number}: {step} may not be used: {barred[arc]}"
            at = network.arcs.arcs[arc].head
            for cost, value in zip(COSTS, network.arcs.arcs[arc].costs, strict=True):
                sums[cost] += value
        if at is not None and at.place_id != leg["to"]:
            yield f"leg {number}: ends at {at.place_id}, not at {leg['to']}"
    yield from _ends(route, question)
    yield from _sums(route, sums)


def _ends(route: Data, question: Data) -> Iterator[str]:
    legs = route["legs"]
    if not legs or legs[0]["from"] != question["origin"]:
        yield f"the route does not start at {question['origin']}"
    if not legs or legs[-1]["to"] != question["destination"]:
        yield f"the route does not end at {question['destination']}"


def _sums(route: Data, sums: Mapping[str, float]) -> Iterator[str]:
    parts = {"legs": route["legs"], "countries": route["countries"]}
    for cost in COSTS:
        if not _same(route[cost], sums[cost]):
            yield f"{cost} is {route[cost]}, but the tables say {sums[cost]:.6f}"
        for name, rows in parts.items():
            values = [row[cost] for row in rows]
            total = float("nan") if None in values else sum(values)
            if not _same(route[cost], total):
                yield f"{cost} of the {name} add up to {total:.6f}, not to {route[cost]}"


def _same(told: float | None, found: float) -> bool:
    if told is None or found != found:  # noqa: PLR0124 - NaN is the one number unlike itself
        return told is None and found != found  # noqa: PLR0124
    return abs(told - found) <= NEAR


def _arcs_by_id(network: Network) -> dict[tuple[str, str], list[int]]:
    by_id: dict[tuple[str, str], list[int]] = {}
    for at, arc in enumerate(network.arcs.arcs):
        by_id.setdefault((str(arc.kind), network.id_of(at)), []).append(at)
    return by_id


def _ids(leg: Data) -> list[str]:
    return list(leg["sections"]) if leg["kind"] == ArcKind.LINE else [leg[leg["kind"]]]


def _onward(network: Network, arcs: Sequence[int], *, at: Any, leg: Data) -> int | None:  # noqa: ANN401
    """The arc with this id that starts where we are, or at the leg's start if nowhere yet."""
    for arc in arcs:
        tail = network.arcs.arcs[arc].tail
        if tail == at or (at is None and tail.place_id == leg["from"]):
            return arc
    return None


def _proof(
    proof: Data, network: Network, *, barred: Sequence[str], question: Data
) -> Iterator[str]:
    inside = set(proof["reached"])
    named = {str(node) for node in network.arcs.nodes}
    yield from (f"{node} is reached but not in the network" for node in sorted(inside - named))
    for node in network.arcs.nodes:
        asked = node.mode in question["modes"]
        if asked and node.place_id == question["origin"] and str(node) not in inside:
            yield f"the origin {node} is not in the reached set"
        if asked and node.place_id == question["destination"] and str(node) in inside:
            yield f"the destination {node} is in the reached set"
    listed = {(row["section"], row["why"]) for row in proof["frontier"]}
    for at, arc in enumerate(network.arcs.arcs):
        if str(arc.tail) in inside and str(arc.head) not in inside:
            if not barred[at]:
                yield f"{network.id_of(at)} leads out of the reached set and nothing bars it"
            elif (network.id_of(at), barred[at]) not in listed:
                yield f"{network.id_of(at)} is barred ({barred[at]}) but not in the frontier"
    if proof["least_exposure"] is not None:
        free = reasons(network, _without_countries(question, network))
        yield from _route(proof["least_exposure"], network, barred=free, question=question)


def _without_countries(question: Data, network: Network) -> Rules:
    return _rules({**question, "avoid": []}, network)
