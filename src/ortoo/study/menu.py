"""What can be chosen beforehand: scenes, modes, what to minimise, origins, countries, markets.

In    the words of whoever offers a choice.
Out   ``Menu``, ``Scene``.
Law   a menu is a value; the order of its axes is the order of its answers.
Not   here: the answers (``study.choices``).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from ortoo.inputs.schema import SURFACE_MODES
from ortoo.network.network import Network
from ortoo.routes.question import Avoid, Objective, Overflight


@dataclass(frozen=True, kw_only=True)
class Scene:
    """A network as some scenario makes it, and what the scenario itself avoids."""

    network: Network
    avoid: Avoid = field(default_factory=Avoid)


@dataclass(frozen=True, kw_only=True)
class Means:
    """By what freight may go, and whether it may fly over avoided countries."""

    modes: tuple[str, ...]
    overflight: Overflight = Overflight.REFUSED


@dataclass(frozen=True, kw_only=True)
class Menu:
    """What can be chosen: the axes of ``Choices.answers``, in this order.

    ``exposed_to`` are the countries whose exposure fronts are worked out beside the answers, by
    the modes of ``front_modes``.
    """

    scenes: Mapping[str, Scene]
    modes: tuple[Means, ...]
    minimise: tuple[Objective, ...]
    origins: tuple[str, ...]
    avoidable: tuple[str, ...]
    markets: tuple[str, ...]
    exposed_to: tuple[frozenset[str], ...] = ()
    front_modes: tuple[str, ...] = SURFACE_MODES

    @property
    def shape(self) -> tuple[int, ...]:
        """Scenes, modes, what to minimise, origins, sets of avoided countries, markets."""
        plain = (len(self.scenes), len(self.modes), len(self.minimise), len(self.origins))
        return (*plain, 2 ** len(self.avoidable), len(self.markets))


def questions(menu: Menu) -> int:
    """How many combinations a menu holds, those included that avoid the ends of the way.

    >>> questions(Menu(scenes={}, modes=(), minimise=(), origins=(), avoidable=(), markets=()))
    0
    """
    return int(np.prod(menu.shape))


def avoided_sets(avoidable: Sequence[str]) -> list[frozenset[str]]:
    """All sets of avoided countries in the order of their numbers.

    >>> [sorted(of) for of in avoided_sets(("CHN", "RUS"))]
    [[], ['CHN'], ['RUS'], ['CHN', 'RUS']]
    """
    numbers = range(2 ** len(avoidable))
    return [frozenset(c for n, c in enumerate(avoidable) if mask >> n & 1) for mask in numbers]
