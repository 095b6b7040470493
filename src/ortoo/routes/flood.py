"""Where freight can get at all, by filling the network like water: no costs, no search.

In    a resolved question.
Out   ``Flood``: the nodes reached in each stage of the trip, and the barred arcs that dam it.
Law   written without ``routes.layers`` and ``routes.search``, to check what they say.
Not   here: the best way (``routes.search``).
"""

from dataclasses import dataclass

from ortoo.base.tables import words
from ortoo.network.arcs import ArcKind
from ortoo.routes.asked import Asked


@dataclass(frozen=True, kw_only=True)
class Flood:
    """``stages`` are ordered by via points passed, then by whether the corridor was used."""

    stages: tuple[frozenset[int], ...]
    dams: tuple[int, ...]
    arrives: bool


def reaches(asked: Asked) -> bool:
    """Whether the trip can be made at all."""
    return flooded(asked).arrives


def flooded(asked: Asked) -> Flood:
    """Everything that can be reached, stage by stage."""
    arcs, via = asked.network.arcs, [stop.place_id for stop in asked.stops[1:-1]]
    along = _along(asked)
    starts = _nodes(asked, asked.stops[0].place_id)
    wet = {(0, not asked.corridor, node) for node in starts}
    dams: list[tuple[int, tuple[int, bool, int]]] = []
    waiting = sorted(wet)
    while waiting:
        passed, used, node = waiting.pop()
        onward = []
        at = arcs.nodes[node]
        if passed < len(via) and at.place_id == via[passed] and at.mode in asked.rules.modes:
            onward.append((passed + 1, used, node))
        for arc in arcs.leaving[node]:
            beyond = (passed, used or along[arc], int(arcs.head[arc]))
            if asked.barred[arc]:
                dams.append((arc, beyond))
            else:
                onward.append(beyond)
        fresh = [state for state in dict.fromkeys(onward) if state not in wet]
        wet.update(fresh)
        waiting += fresh
    sides = (False, True) if asked.corridor else (True,)
    stages = [(n, side) for n in range(len(via) + 1) for side in sides]
    goals = _nodes(asked, asked.stops[-1].place_id)
    return Flood(
        stages=tuple(frozenset(n for p, u, n in wet if (p, u) == stage) for stage in stages),
        dams=tuple(dict.fromkeys(arc for arc, beyond in dams if beyond not in wet)),
        arrives=any((len(via), True, goal) in wet for goal in goals),
    )


def _nodes(asked: Asked, place_id: str) -> list[int]:
    nodes = enumerate(asked.network.arcs.nodes)
    return [at for at, n in nodes if n.place_id == place_id and n.mode in asked.rules.modes]


def _along(asked: Asked) -> list[bool]:
    """Whether each arc runs along the corridor."""
    cells = asked.network.tables["sections"]["corridors"].tolist()
    return [
        arc.kind is ArcKind.LINE and asked.corridor in words(cells[arc.row])
        for arc in asked.network.arcs.arcs
    ]
