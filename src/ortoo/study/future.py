"""A network as it would be, and how questions would be put to it.

In    a base network and what edits make of it.
Out   ``Future``: a network of its own, and what is avoided, allowed, asked on which day.
Law   frozen; the base network is shared where it did not change and never changed.
Not   here: edits (``study.edits``).
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from ortoo.network.network import Network
from ortoo.routes.question import Avoid, Overflight, Trip


@dataclass(frozen=True, kw_only=True, eq=False)
class Future:
    """A network under scenarios, and what the scenarios change of questions.

    ``avoided`` countries and ``modes`` come on top of a question's own; ``date`` holds where the
    question names none; ``weights`` of markets by place id, empty where no card weighs them.
    """

    network: Network
    avoided: frozenset[str] = frozenset()
    modes: frozenset[str] = frozenset()
    overflight: Overflight = Overflight.REFUSED
    date: dt.date | None = None
    weights: Mapping[str, float] = field(default_factory=dict)

    def trip(self, trip: Trip) -> Trip:
        """The trip as it would be made: with the modes allowed, on the scenarios' day.

        >>> import ortoo
        >>> future = Future(network=ortoo.load_network(), modes=frozenset({"air"}))
        >>> future.trip(Trip("Ulaanbaatar", "Almaty")).modes
        ('rail', 'road', 'ferry', 'air')
        """
        more = tuple(sorted(self.modes - set(trip.modes)))
        return replace(trip, modes=(*trip.modes, *more), date=trip.date or self.date)

    def avoid(self, avoid: Avoid) -> Avoid:
        """What would be avoided: what the question avoids and what the scenarios do."""
        over = self.overflight if self.overflight is Overflight.ALLOWED else avoid.overflight
        return Avoid(
            countries=avoid.countries | self.avoided,
            crossings=avoid.crossings,
            sections=avoid.sections,
            overflight=over,
        )
