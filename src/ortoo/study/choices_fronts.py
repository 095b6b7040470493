"""Every exposure front that a planner may choose, worked out beforehand.

In    a menu that says to whom exposure counts, and the book that ways are written in.
Out   ``Fronts``: for every scene, countries, origin and market the trips that no other beats.
Law   each front is that of ``routes.exposure`` for the same question, measured in kilometres;
      equal fronts are kept once.
Not   here: the answers (``study.choices``), the search (``routes.swift_front``).
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ortoo.routes.exposure import Exposure, triples
from ortoo.routes.swift_front import Front, ground_from, swift_front
from ortoo.routes.swift_tree import layout_of
from ortoo.study.choices_book import Book
from ortoo.study.desk import allowed_in, nodes_of
from ortoo.study.menu import Means, Menu, Scene

Trips = tuple[int, ...]
FrontsFound = dict[tuple[int, int, int], Front]


@dataclass(frozen=True, kw_only=True, eq=False)
class Fronts:
    """All fronts of a menu.

    ``at`` has one number for each scene, ``menu.exposed_to``, origin and market: that of a list of
    trips, least exposed first, each an answer as in ``Choices``. ``left_out`` says for each scene
    how many sections, crossings and transfers were not used because a figure is not known.
    """

    at: NDArray[np.uint32]
    lists: tuple[Trips, ...]
    left_out: tuple[int, ...]


def fronts(menu: Menu, book: Book) -> Fronts:
    """Work out all fronts of ``menu``, and write their ways into ``book``."""
    shape = (len(menu.scenes), len(menu.exposed_to), len(menu.origins), len(menu.markets))
    at = np.zeros(shape, dtype=np.uint32)
    lists: dict[Trips, int] = {}
    left_out = []
    for scene_at, scene in enumerate(menu.scenes.values()):
        found, unsure = _fronts_of(menu, scene)
        left_out.append(unsure)
        for where, front in found.items():
            trips = tuple(book.number(scene.network, tuple(way)) for _, way in front if way)
            at[scene_at, *where] = lists.setdefault(trips, len(lists))
    return Fronts(at=at, lists=tuple(lists), left_out=tuple(left_out))


def _fronts_of(menu: Menu, scene: Scene) -> tuple[FrontsFound, int]:
    """The fronts of one scene, and how many of its rows have figures that are not known."""
    network, modes = scene.network, menu.front_modes
    layout, allowed = layout_of(network.arcs), allowed_in(scene, Means(modes=modes))
    goals = [nodes_of(network, market, modes=modes) for market in menu.markets]
    found, unsure = FrontsFound(), set[str]()
    for exposed_at, countries in enumerate(menu.exposed_to):
        rows = triples(network, countries, measure=Exposure.KM)
        unknown = np.flatnonzero(allowed & np.isnan(rows).any(axis=1))
        unsure.update(map(network.id_of, unknown.tolist()))
        for origin_at, origin in enumerate(menu.origins):
            starts = nodes_of(network, origin, modes=modes)
            ground = ground_from(layout, rows, allowed=allowed, starts=starts)
            for market_at, ends in enumerate(goals):
                found[exposed_at, origin_at, market_at] = swift_front(ground, ends)
    return found, len(unsure)
