"""How far one gets, and what bars the way on.

In    a network, the reasons that bar its arcs, and the layers of a trip.
Out   the reached nodes of every layer and their frontier, each arc with its reason.
Law   every arc that leaves the reached set is in the frontier with a reason.
Not   here: what else belongs to a proof (``routes.proof``).
"""

from collections.abc import Sequence
from dataclasses import dataclass

from ortoo.network.arcs import ArcKind
from ortoo.network.network import Network
from ortoo.routes.layers import Layers
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
    network: Network, reasons: Sequence[str], *, graph: Layers
) -> tuple[tuple[tuple[str, ...], ...], tuple[Barred, ...]]:
    """The nodes reached in each layer, and every arc that leaves them, each with its reason."""
    why = graph.spread(reasons, between="")
    inside = reachable(graph, allowed=[not reason for reason in why], starts=graph.starts)
    ends = zip(graph.tail.tolist(), graph.head.tolist(), strict=True)
    leaving = [at for at, (a, b) in enumerate(ends) if a in inside and b not in inside]
    barred = [_barred(network, at, why=reasons[at]) for at in graph.arcs_of(leaving)]
    frontier = {(b.id, b.kind, b.why): b for b in reversed(barred)}  # once, though in many layers
    names = [str(node) for node in network.arcs.nodes]
    reached = tuple(
        tuple(sorted(names[node] for node in nodes)) for nodes in graph.by_layer(inside)
    )
    return reached, tuple(reversed(frontier.values()))


def _barred(network: Network, at: int, *, why: str) -> Barred:
    arc = network.arcs.arcs[at]
    kind = "section" if arc.kind is ArcKind.LINE else str(arc.kind)
    return Barred(id=network.id_of(at), kind=kind, tail=str(arc.tail), head=str(arc.head), why=why)
