"""How far one gets, and what bars the way on.

In    a network, the reasons that bar its arcs, and start nodes.
Out   the reached nodes and their frontier, each arc with its reason.
Law   every arc that leaves the reached set is in the frontier with a reason.
Not   here: what else belongs to a proof (``routes.proof``).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ortoo.network.arcs import ArcKind
from ortoo.network.network import Network
from ortoo.routes.search import reachable


@dataclass(frozen=True, kw_only=True)
class Barred:
    """An arc that leaves the reached set, and why it may not be used."""

    id: str
    kind: str
    tail: str
    head: str
    why: str


def cut(
    network: Network, reasons: Sequence[str], *, starts: Iterable[int]
) -> tuple[tuple[str, ...], tuple[Barred, ...]]:
    """The nodes that can be reached, and every arc that leaves them, each with its reason."""
    arcs = network.arcs
    inside = reachable(arcs, allowed=[not why for why in reasons], starts=starts)
    frontier = tuple(
        Barred(
            id=network.id_of(at),
            kind="section" if arc.kind is ArcKind.LINE else str(arc.kind),
            tail=str(arc.tail),
            head=str(arc.head),
            why=reasons[at],
        )
        for at, arc in enumerate(arcs.arcs)
        if int(arcs.tail[at]) in inside and int(arcs.head[at]) not in inside
    )
    return tuple(sorted(str(arcs.nodes[node]) for node in inside)), frontier
