"""Search ways together with the changes that they need.

In    a question, the candidates that could be opened, and how many a way may use.
Out   every set of candidates, up to that many, whose best way beats those of all its subsets.
Law   complete: no set of at most ``most`` candidates that does better than each of its subsets is
      missing; each way is a best one for its set.
Not   here: which candidates there are (``study.candidates``), how remedies rank (``study.repair``).

Method: label setting (Martins 1984) over (node, set of candidates used), by lexicographic cost; a
label is dropped when its node was settled at no greater cost by a subset of its set.
"""

import heapq
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ortoo.routes.asked import Asked
from ortoo.routes.avoidance import reasons
from ortoo.routes.objective import keys
from ortoo.routes.question import Overflight
from ortoo.routes.search import Key
from ortoo.study.candidates import Candidate, Kind

NO_LABEL = -1
Set = frozenset[int]
NOTHING: Set = frozenset()


@dataclass(frozen=True)
class _Label:
    """A way to ``node`` at ``cost`` by ``arc`` from the label numbered ``before``."""

    cost: Key
    node: int
    used: Set
    arc: int
    before: int


def ways_by_changes(
    asked: Asked, change: Sequence[Candidate], *, most: int
) -> list[tuple[tuple[Candidate, ...], list[int]]]:
    """Sets of at most ``most`` candidates with the arcs of their best way, best ways first.

    The empty set stands among them where there is a way without any change.
    """
    arcs = asked.network.arcs
    costs = keys(arcs, minimise=asked.minimise)
    needs = _needs(asked, change)
    goals = frozenset(asked.nodes(asked.stops[-1]))
    zero: Key = (0.0,) * (len(costs[0]) if costs else 1)
    queue = [(zero, 0, at, node, NOTHING, NO_LABEL, NO_LABEL)
             for at, node in enumerate(asked.nodes(asked.stops[0]))]  # fmt: skip
    heapq.heapify(queue)
    count = len(queue)
    labels: list[_Label] = []
    settled: dict[int, list[Set]] = {}
    found: dict[Set, int] = {}
    while queue:
        cost, _, _, node, used, arc, before = heapq.heappop(queue)
        if any(other <= used for other in settled.get(node, ())):
            continue
        settled.setdefault(node, []).append(used)
        labels.append(_Label(cost, node, used, arc, before))
        if node in goals:
            if not any(other <= used for other in found):
                found[used] = len(labels) - 1
            continue
        for at in arcs.leaving[node]:
            head = int(arcs.head[at])
            summed = tuple(a + b for a, b in zip(cost, costs[at], strict=True))
            for grown in _grown(used, needs[at], most=most):
                if not any(other <= grown for other in settled.get(head, ())):
                    count += 1
                    heapq.heappush(
                        queue, (summed, len(grown), count, head, grown, at, len(labels) - 1)
                    )
    return [
        (tuple(change[number] for number in sorted(used)), _way(labels, label))
        for used, label in found.items()
    ]


def _grown(used: Set, needs: tuple[Set, ...], *, most: int) -> Iterator[Set]:
    """The sets that a way using ``used`` has after an arc that can be had by any of ``needs``."""
    if any(need <= used for need in needs):
        yield used
        return
    for need in needs:
        grown = used | need
        if len(grown) <= most:
            yield grown


def _way(labels: Sequence[_Label], at: int) -> list[int]:
    way: list[int] = []
    while labels[at].before != NO_LABEL:
        way.append(labels[at].arc)
        at = labels[at].before
    return way[::-1]


def _needs(asked: Asked, change: Sequence[Candidate]) -> list[tuple[Set, ...]]:
    """For each arc the sets of candidates that free it: the empty one where it is free already."""
    network, rules = asked.network, asked.rules
    everything = frozenset[str]().union(*(candidate.opened for candidate in change))
    opened = reasons(network, replace(rules, opened=rules.opened | everything))
    by_id: dict[str, list[int]] = {}
    for number, candidate in enumerate(change):
        for name in candidate.opened:
            by_id.setdefault(name, []).append(number)
    needs: list[tuple[Set, ...]] = []
    for at, why in enumerate(asked.barred):
        options = by_id.get(network.id_of(at), ()) if why and not opened[at] else ()
        needs.append((NOTHING,) if not why else tuple(frozenset({n}) for n in options))
    flights = [n for n, candidate in enumerate(change) if candidate.kind is Kind.OVERFLIGHT]
    if flights:
        flying = reasons(network, _flying(asked).rules)
        needs = [
            (frozenset(flights),) if asked.barred[at] and not flying[at] else need
            for at, need in enumerate(needs)
        ]
    return needs


def _flying(asked: Asked) -> Asked:
    """The question with aircraft allowed, also over avoided countries."""
    rules = asked.rules
    avoid = replace(rules.avoid, overflight=Overflight.ALLOWED)
    return replace(asked, rules=replace(rules, modes=rules.modes | {"air"}, avoid=avoid))
