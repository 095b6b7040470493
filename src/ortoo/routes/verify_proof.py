"""Check a proof that there is no way, without the router.

In    a proof as plain data and the question that it answers.
Out   a list of faults; empty when the proof proves.
Law   no arc leads out of what is reached unbarred; every blocking set blocks, none of its members
      is idle, and none is missing; every concession listed opens a way and no other does.
Not   here: routes (``routes.verify``); whether the least exposed way is the least (the oracles of
      the tests).
"""

import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from ortoo.inputs.schema import OPEN_SEA
from ortoo.network.arcs import Arc, ArcKind
from ortoo.routes.answer import concession_json, number, route_json
from ortoo.routes.asked import Asked
from ortoo.routes.compared import differences
from ortoo.routes.cut import Barred
from ortoo.routes.flood import flooded, reaches
from ortoo.routes.followed import follow, under
from ortoo.routes.proof import enclosure_of
from ortoo.routes.question import Overflight
from ortoo.routes.relaxation import Concession, concessions, unknown_last, worth

Data = Mapping[str, Any]
Sets = Sequence[frozenset[str]]
NOBODY = frozenset[str]()


def proof_faults(proof: Data, asked: Asked) -> list[str]:
    """Every way in which ``proof`` does not show that ``asked`` has no way."""
    frontier = [f for f in proof["frontier"] if {"section", "kind", "why"} <= set(f)]
    return [
        *_kind(proof),
        *_stages(proof, asked),
        *_closure(proof, asked),
        *_enclosure(proof, asked),
        *_blocking(proof, under(asked, countries=NOBODY)),
        *_concessions(proof, asked, frontier=frontier),
        *_least_exposure(proof, under(asked, countries=NOBODY)),
    ]


def _kind(proof: Data) -> Iterator[str]:
    if proof["kind"] != "cut":
        yield f"the proof is of kind {proof['kind']!r}, expected 'cut'"


def _told_stages(proof: Data) -> list[Data]:
    plain = {"passed": [], "on_corridor": False, "reached": proof["reached"]}
    return list(proof.get("stages", [plain]))


def _stages(proof: Data, asked: Asked) -> Iterator[str]:
    """The stages are those of the trip, and the furthest one is told as what is reached."""
    via = [stop.place_id for stop in asked.stops[1:-1]]
    sides = [False, True] if asked.corridor else [False]
    expected = [(via[:n], side) for n, side in itertools.product(range(len(via) + 1), sides)]
    stages = _told_stages(proof)
    if [(stage["passed"], stage["on_corridor"]) for stage in stages] != expected:
        yield f"the stages of the proof are not those of the trip: {expected}"
    last = next((stage for stage in reversed(stages) if stage["reached"]), stages[0])
    if proof["reached"] != last["reached"]:
        yield "what is told as reached is not the furthest stage"


def _closure(proof: Data, asked: Asked) -> Iterator[str]:
    """What is reached is just what a flood reaches, and the frontier is what dams it."""
    nodes = asked.network.arcs.nodes
    found = flooded(asked)
    for told, stage in zip(_told_stages(proof), found.stages, strict=False):
        names = {str(nodes[at]) for at in stage}
        for node in sorted(names - set(told["reached"])):
            yield f"{node} can be reached, for nothing bars the way, but is not in the reached set"
        for node in sorted(set(told["reached"]) - names):
            yield f"{node} is in the reached set but cannot be reached"
    if found.arrives:
        yield f"the destination {asked.stops[-1].place_id} can be reached"
    listed = [(row["section"], row["kind"], row["why"]) for row in proof["frontier"]]
    needed = [(asked.network.id_of(at), _noun(asked, at), asked.barred[at]) for at in found.dams]
    for step, _, why in sorted(set(needed) - set(listed)):
        yield f"{step} is barred ({why}) but not in the frontier"
    for step, _, why in sorted(set(listed) - set(needed)):
        yield f"{step} ({why}) is in the frontier but bars nothing"


def _noun(asked: Asked, at: int) -> str:
    kind = asked.network.arcs.arcs[at].kind
    return "section" if kind is ArcKind.LINE else str(kind)


def _enclosure(proof: Data, asked: Asked) -> Iterator[str]:
    origin = asked.stops[0].country
    km, share = enclosure_of(asked.network, origin, avoided=asked.rules.avoid.countries)
    again = {"origin": origin, "border_km": number(km), "inside_avoided_share": number(share)}
    yield from differences(dict(proof["enclosure"]), again, at="enclosure")


def _blocking(proof: Data, free: Asked) -> Iterator[str]:
    sets = [frozenset(members) for members in proof["minimal_blocking_sets"]]
    if proof["minimal_blocking_sets"] != [sorted(s) for s in sorted(set(sets), key=_by_size)]:
        yield "the blocking sets are not sorted, or one is told twice"
    for members in sets:
        told = " + ".join(sorted(members)) or "nothing"
        if reaches(under(free, countries=members)):
            yield f"refusing {told} does not block"
        for idle in sorted(members):
            if not reaches(under(free, countries=members - {idle})):
                yield f"refusing {told} blocks without {idle} as well"
    everybody = _transit_countries(free)
    for few in _transversals(sets):
        if not reaches(under(free, countries=everybody - few)):
            yield f"a blocking set without {' and '.join(sorted(few)) or 'any country'} is missing"


def _by_size(members: frozenset[str]) -> tuple[int, list[str]]:
    return len(members), sorted(members)


def _transit_countries(free: Asked) -> frozenset[str]:
    """Everybody whose refusal could matter."""

    def needed(arc: Arc) -> tuple[str, ...]:
        over = arc.over if free.rules.avoid.overflight is Overflight.REFUSED else ()
        return (*arc.countries, *over)

    named = {country for arc in free.network.arcs.arcs for country in needed(arc)}
    return frozenset(named - free.rules.states - {OPEN_SEA})


def _transversals(sets: Sets) -> list[frozenset[str]]:
    """The least sets with a member of each (Berge 1989).

    A list of blocking sets is complete when letting only such a set through always leaves a way.
    """
    found = [NOBODY]
    for members in sets:
        grown = {t | {m} for t in found for m in members if not t & members}
        kept = {t for t in found if t & members} | grown
        found = sorted((t for t in kept if not any(u < t for u in kept)), key=_by_size)
    return found


def _concessions(proof: Data, asked: Asked, *, frontier: Sequence[Data]) -> Iterator[str]:
    """The concessions that open a way are those listed, in order; the others are called futile."""
    barred = [Barred(id=f["section"], kind=f["kind"], tail="", head="", why=f["why"])
              for f in frontier]  # fmt: skip
    tried = list(concessions(asked.rules, barred))
    helpful = {_key(c): c for c in tried if reaches(replace(asked, rules=c.rules))}
    futile = [concession_json(c) for c in tried if _key(c) not in helpful]
    yield from differences(list(proof["futile_alone"]), futile, at="futile_alone")
    listed = [(row["lifts"]["kind"], row["lifts"]["id"]) for row in proof["relaxations"]]
    if sorted(listed) != sorted(helpful):
        yield f"the concessions that open a way are {sorted(helpful)}, not {sorted(listed)}"
        return
    before = (False, 0.0)
    for rank, row in enumerate(proof["relaxations"], start=1):
        eased = helpful[row["lifts"]["kind"], row["lifts"]["id"]]
        way = follow(row, replace(asked, rules=eased.rules))
        yield from (f"relaxation {rank}: {fault}" for fault in way.faults)
        if not way.faults:
            route = way.route(asked.network)
            again = {**concession_json(eased), **route_json(route, rank=rank)}
            yield from differences(dict(row), again, at=f"relaxations[{rank}]")
            after = unknown_last(worth(route, asked.minimise))
            if after < before:
                yield f"relaxation {rank} is cheaper than the one before it"
            before = after


def _key(eased: Concession) -> tuple[str, str]:
    return eased.kind, eased.id


def _least_exposure(proof: Data, free: Asked) -> Iterator[str]:
    told = proof["least_exposure"]
    if told is None:
        if reaches(free):
            yield "there is a way when no country is avoided, but no least exposed one is told"
        return
    way = follow(told, free)
    yield from (f"least exposure: {fault}" for fault in way.faults)
    if not way.faults:
        again = route_json(way.route(free.network), rank=1)
        yield from differences(dict(told), again, at="least_exposure")
