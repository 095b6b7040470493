"""Every answer that a planner may choose, worked out beforehand.

In    a menu: origins, markets, countries to avoid, modes, what to minimise, and scenes.
Out   ``Choices``: for every combination the way, or the least exposed way where there is none; and
      the exposure fronts.
Law   each answer is what ``routes.asked`` gives for the same question; ways that share their
      beginning share it in memory.
Not   here: finding the ways of one scene (``study.desk``), the fronts (``study.choices_fronts``),
      the page (``views.explorer``).
"""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import product

import numpy as np
from numpy.typing import NDArray

from ortoo.network.network import Network
from ortoo.study.choices_book import FIRST_WAY, Book
from ortoo.study.choices_fronts import Fronts, fronts
from ortoo.study.desk import Desk
from ortoo.study.menu import Menu

UNASKABLE = 0
"""The answer where the country of origin or market is avoided; ``NO_WAY``: nothing leads there."""
LEAST = np.uint32(1 << 31)
"""Added to an answer that is only the least exposed way, because there is no way at all."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Choices:
    """All answers of a menu.

    ``answers`` has the shape of the menu and type uint32: ``UNASKABLE``, ``NO_WAY``, or
    ``FIRST_WAY`` + the number of the last step of a way, with ``LEAST`` added where that way enters
    what is avoided. Step n goes over ``arcs[step_arc[n]]`` after step ``step_before[n]``; a first
    step has itself before it. Bit i of the number of an avoided set is ``menu.avoidable[i]``.
    ``fronts`` are in the same numbers.
    """

    menu: Menu
    answers: NDArray[np.uint32]
    step_before: NDArray[np.uint32]
    step_arc: NDArray[np.uint32]
    arcs: tuple[tuple[Network, int], ...]
    fronts: Fronts

    def way(self, answer: int) -> list[tuple[Network, int]]:
        """The arcs of an answer, first arc first, each with the network that it belongs to."""
        step, steps = (answer & ~int(LEAST)) - FIRST_WAY, list[tuple[Network, int]]()
        while step >= 0:
            steps.append(self.arcs[self.step_arc[step]])
            before = int(self.step_before[step])
            step = before if before != step else -1
        return steps[::-1]


def choices(menu: Menu, *, progress: Callable[[], None] = lambda: None) -> Choices:
    """Answer everything on the menu; ``progress`` is called after each scene and means.

    Raises
    ------
    KeyError
        An origin or market that a scene's network does not have.
    """
    book = Book()
    answers = np.zeros(menu.shape, dtype=np.uint32)
    for (scene_at, scene), (means_at, means) in product(
        enumerate(menu.scenes.values()), enumerate(menu.modes)
    ):
        desk = Desk(menu, scene, means=means)
        for objective_at, minimise in enumerate(menu.minimise):
            for origin_at, origin in enumerate(menu.origins):
                found = desk.ask(origin, minimise)
                for (mask, market_at), (way, is_least) in found.items():
                    number = book.number(scene.network, way) + (int(LEAST) if is_least else 0)
                    where = (scene_at, means_at, objective_at, origin_at, mask, market_at)
                    answers[where] = number
        progress()
    found_fronts = fronts(menu, book)
    return Choices(
        menu=menu,
        answers=answers,
        step_before=np.array(book.before, dtype=np.uint32),
        step_arc=np.array(book.arc, dtype=np.uint32),
        arcs=tuple(book.arcs.values()),
        fronts=found_fronts,
    )
