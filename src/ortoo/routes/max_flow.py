"""How many ways share no crossing, and how much freight fits: maximum flow and minimum cut.

In    a resolved question without via points.
Out   the largest number of ways that share no crossing, with a smallest set of crossings that cuts;
      the freight that published capacities let through, in Mt a year.
Law   the value of the flow is the size of the cut (Menger 1927; Ford & Fulkerson 1956); an unknown
      capacity is never taken for a number: it is once no limit and once nothing, and both are told.
Not   here: ways that share no country (``study.redundancy``).
"""

import math
from collections.abc import Callable
from dataclasses import dataclass

import networkx as nx
from networkx.algorithms.flow import edmonds_karp

from ortoo.network.arcs import ArcKind
from ortoo.network.network import TABLE_OF
from ortoo.routes.asked import Asked

START, GOAL = "start", "goal"
Limit = Callable[[int], float]


@dataclass(frozen=True, kw_only=True)
class Throughput:
    """What gets through at most (inf: nothing limits it) and the ids of a cut that limits it."""

    most: float
    cut: frozenset[str]


@dataclass(frozen=True, kw_only=True)
class Capacity:
    """Freight in Mt a year between the origin and a market.

    ``least_mt_y`` takes every unpublished capacity for nothing, ``most_mt_y`` for no limit (inf:
    the published ones do not limit it). ``cut`` are the sections and crossings that limit the
    latter.
    ``unpublished`` counts the usable sections and crossings without a published capacity.
    """

    least_mt_y: float
    most_mt_y: float
    cut: frozenset[str]
    unpublished: int


def disjoint_by_crossings(asked: Asked) -> Throughput:
    """The largest number of ways that share no crossing; inf where a way needs none.

    A crossing is a row of its table: one direction, one mode. ``cut`` is a smallest set of
    crossings whose closure leaves no way.
    """
    crosses = [arc.kind is ArcKind.CROSSING for arc in asked.network.arcs.arcs]
    return _throughput(asked, lambda arc: 1.0 if crosses[arc] else math.inf)


def capacity(asked: Asked) -> Capacity:
    """What published capacities let through; transfers have none and limit nothing."""
    published = _published_mt_y(asked)
    most = _throughput(asked, lambda arc: published[arc] if published[arc] >= 0 else math.inf)
    least = _throughput(asked, lambda arc: published[arc] if published[arc] >= 0 else 0.0)
    lacking = {
        asked.network.id_of(arc)
        for arc, mt_y in enumerate(published)
        if asked.allowed[arc] and math.isnan(mt_y)
    }
    return Capacity(
        least_mt_y=least.most, most_mt_y=most.most, cut=most.cut, unpublished=len(lacking)
    )


def _published_mt_y(asked: Asked) -> list[float]:
    """The capacity of each arc; NaN is unpublished."""
    tables = asked.network.tables
    columns = {
        kind: tables[TABLE_OF[kind].table]["capacity_mt_y"].astype(float).tolist()
        for kind in (ArcKind.LINE, ArcKind.CROSSING)
    }
    return [
        math.inf if arc.kind is ArcKind.TRANSFER else columns[arc.kind][arc.row]
        for arc in asked.network.arcs.arcs
    ]


def _throughput(asked: Asked, limit: Limit) -> Throughput:
    graph = _graph(asked, limit)
    try:
        # few ways fit: adding them one by one is quicker than pushing preflows, the cut is the same
        most, (reached, _) = nx.minimum_cut(graph, START, GOAL, flow_func=edmonds_karp)
    except nx.NetworkXUnbounded:
        return Throughput(most=math.inf, cut=frozenset())
    arcs = asked.network.arcs
    cut = {
        asked.network.id_of(at)
        for at in range(len(arcs.arcs))
        if asked.allowed[at] and limit(at) > 0
        if int(arcs.tail[at]) in reached and int(arcs.head[at]) not in reached
    }
    return Throughput(most=float(most), cut=frozenset(cut))


def _graph(asked: Asked, limit: Limit) -> nx.DiGraph:
    """Usable arcs with their limits; parallel ones together; no ``capacity`` is no limit."""
    arcs = asked.network.arcs
    total: dict[tuple[int, int], float] = {}
    for at, allowed in enumerate(asked.allowed):
        if allowed:
            pair = int(arcs.tail[at]), int(arcs.head[at])
            total[pair] = total.get(pair, 0.0) + limit(at)
    graph = nx.DiGraph()
    graph.add_nodes_from((START, GOAL))
    for (tail, head), most in total.items():
        graph.add_edge(tail, head, **({} if math.isinf(most) else {"capacity": most}))
    graph.add_edges_from((START, node) for node in asked.nodes(asked.stops[0]))
    graph.add_edges_from((node, GOAL) for node in asked.nodes(asked.stops[-1]))
    return graph
