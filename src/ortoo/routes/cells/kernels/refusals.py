"""Compiled walk through sets of refusing countries, each searched only where it must be.

In    an overlay, the ends of a connection, the transit countries as bits.
Out   costs per set and market, and which countries each best way needs.
Law   a set's answer is copied from the set without one of its members where the best way there does
      not need that member; else the overlay is searched.
Not   here: blocks and their order (``routes.cells.subsets``).
"""

from typing import NamedTuple

import numpy as np

from ortoo.routes.cells.kernels.queue import ABSENT, Flags, Floats, compiled
from ortoo.routes.cells.kernels.spread import Ends, Overlay, Reached, Words, passed, spread


class World(NamedTuple):
    """Who may refuse whom.

    ``bits`` are the transit countries of every set of countries that arcs need, ``always`` says
    which of these sets refuse anyway, ``spared`` the countries that cannot refuse each market;
    ``value`` and ``unknown`` are columns of the keys, the latter -1 when there is none.
    """

    bits: Words
    always: Flags
    spared: Words
    value: int
    unknown: int


class Known(NamedTuple):
    """Costs and needed transit countries, shape (sets, markets)."""

    costs: Floats
    needs: Words


@compiled
def fill(
    over: Overlay,
    ends: Ends,
    world: World,
    own: np.uint64,
    added: np.uint64,
    before: Known,
    known: Known,
) -> int:
    """Fill ``known``, whose sets all hold ``own``; gives how often the overlay was searched.

    ``before`` has the same sets without the country ``added``; when that is 0 it is not read.
    """
    pending = np.empty(len(world.spared), np.bool_)
    searches = 0
    for low in range(len(known.costs)):
        for market in range(len(pending)):
            pending[market] = not (
                copied(known, low, market) or taken_over(before, known, low, market, added)
            )
        for market in range(len(pending)):
            if pending[market]:
                search_set(over, ends, world, own | np.uint64(low), market, pending, known, low)
                searches += 1
    return searches


@compiled
def copied(known: Known, low: int, market: int) -> bool:
    """Copy from the set without one of its members, where the best way does without it."""
    rest = low
    while rest != 0:
        bit = rest & -rest
        rest ^= bit
        if known.needs[low ^ bit, market] & np.uint64(bit) == np.uint64(0):
            known.costs[low, market] = known.costs[low ^ bit, market]
            known.needs[low, market] = known.needs[low ^ bit, market]
            return True
    return False


@compiled
def taken_over(before: Known, known: Known, low: int, market: int, added: np.uint64) -> bool:
    """Copy from the block before, where the best way does without the country added."""
    if added == np.uint64(0) or before.needs[low, market] & added != np.uint64(0):
        return False
    known.costs[low, market] = before.costs[low, market]
    known.needs[low, market] = before.needs[low, market]
    return True


@compiled
def search_set(
    over: Overlay,
    ends: Ends,
    world: World,
    members: np.uint64,
    market: int,
    pending: Flags,
    known: Known,
    low: int,
) -> None:
    """Search for ``market`` and all pending ones that the same countries refuse."""
    avoided = members & ~world.spared[market]
    wanted = pending & (members & ~world.spared == avoided)
    refuses = world.always | (world.bits & avoided != np.uint64(0))
    found = spread(over, ends, refuses, wanted)
    for other in range(len(wanted)):
        if wanted[other]:
            pending[other] = False
            goal = found.goal[other]
            known.costs[low, other] = cost_at(found, goal, world)
            needs = passed(over, ends, found.by, goal, world.bits)
            known.needs[low, other] = needs & ~world.spared[other]


@compiled
def cost_at(found: Reached, goal: int, world: World) -> float:
    """What is minimised at ``goal``: inf is no way, NaN unknown."""
    if goal == ABSENT:
        return np.inf
    if world.unknown >= 0 and found.least[goal, world.unknown] > 0.0:
        return np.nan
    return float(found.least[goal, world.value])
