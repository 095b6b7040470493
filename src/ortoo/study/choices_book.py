"""Ways written down so that equal beginnings are written once.

In    ways: the arcs of a network, first arc first.
Out   numbers for them, and the steps and arcs that the numbers stand for.
Law   equal ways have equal numbers; an arc that two networks share, by its id and all its figures,
      is one arc.
Not   here: finding the ways (``study.desk``).
"""

from ortoo.network.arcs import Arc
from ortoo.network.network import TABLE_OF, Network

NO_WAY = 1
FIRST_WAY = 2

Way = tuple[int, ...]
Key = tuple[str, Arc]


class Book:
    """Numbers for ways.

    Step n goes over the arc ``arc[n]`` of ``arcs`` after step ``before[n]``; a first step has
    itself before it.
    """

    def __init__(self) -> None:
        self.before: list[int] = []
        self.arc: list[int] = []
        self.arcs: dict[Key, tuple[Network, int]] = {}
        self._numbers: dict[Key, int] = {}
        self._steps: dict[tuple[int, int], int] = {}
        self._pages: dict[int, _Page] = {}

    def number(self, network: Network, way: Way | None) -> int:
        """The answer that is ``way``; ``NO_WAY`` for None."""
        if way is None:
            return NO_WAY
        if id(network) not in self._pages:
            self._pages[id(network)] = _Page(network)
        page = self._pages[id(network)]
        if way not in page.ways:
            step = -1
            for at in way:
                step = self._step(step, self._arc(page, at))
            page.ways[way] = FIRST_WAY + step
        return page.ways[way]

    def _arc(self, page: "_Page", at: int) -> int:
        if at not in page.arcs:
            arc = page.network.arcs.arcs[at]
            key = (page.ids[str(arc.kind)][arc.row], arc._replace(row=0))
            if key not in self._numbers:
                self._numbers[key] = len(self.arcs)
                self.arcs[key] = (page.network, at)
            page.arcs[at] = self._numbers[key]
        return page.arcs[at]

    def _step(self, before: int, arc: int) -> int:
        if (before, arc) not in self._steps:
            number = len(self.arc)
            self._steps[before, arc] = number
            self.before.append(before if before >= 0 else number)
            self.arc.append(arc)
        return self._steps[before, arc]


class _Page:
    """What is known of one network: its ids by kind and row, its arcs' and its ways' numbers."""

    def __init__(self, network: Network) -> None:
        self.network = network
        self.ids = {
            kind: network.tables[of.table][of.key].astype(str).tolist()
            for kind, of in TABLE_OF.items()
        }
        self.arcs: dict[int, int] = {}
        self.ways: dict[Way, int] = {}
