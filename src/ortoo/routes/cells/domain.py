"""A graph whose arcs need the consent of countries: all that the engine has to know.

In    arcs as parallel arrays, or a question put to a network.
Out   ``Domain``.
Law   what a question closes for other reasons than its avoided countries is closed here; keys are
      finite and not negative.
Not   here: avoiding (``routes.cells.cells``), what a key means (``routes.objective``).
"""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from ortoo.base.errors import InternalError
from ortoo.routes.asked import Asked
from ortoo.routes.avoidance import reasons
from ortoo.routes.objective import keys
from ortoo.routes.question import Exposed, Overflight

Floats = NDArray[np.float64]
NO_COLUMN = -1


@dataclass(frozen=True, kw_only=True, eq=False)
class Domain:
    """A directed graph with consent.

    ``tail``, ``head`` and ``consent`` have shape (arcs,); ``keys`` shape (arcs, columns), compared
    in order; ``is_open`` shape (arcs,). Arc a needs all countries of ``sets[consent[a]]``.
    ``value`` is the column that a question minimises and ``unknown`` the one that counts what is
    not known of it, -1 when there is none.
    """

    nodes: int
    tail: NDArray[np.int64]
    head: NDArray[np.int64]
    keys: Floats
    is_open: NDArray[np.bool_]
    consent: NDArray[np.int32]
    sets: tuple[frozenset[str], ...]
    value: int = 0
    unknown: int = NO_COLUMN

    def __post_init__(self) -> None:
        """Refuse keys that no search can add up, and arcs that lead nowhere."""
        if not (np.isfinite(self.keys).all() and (self.keys >= 0).all()):
            raise InternalError("keys of arcs must be finite and not negative")
        ends = np.concatenate((self.tail, self.head))
        if ends.size and not (ends.min() >= 0 and ends.max() < self.nodes):
            raise InternalError("an arc has an end that is no node")

    def narrowed(self) -> "Domain":
        """The same without columns that decide nothing: zeros, and copies of an earlier one."""
        columns = self.keys.T
        kept: list[int] = []
        for number, column in enumerate(columns):
            copies = [before for before in kept if np.array_equal(columns[before], column)]
            if not copies and (number == self.value or column.any()):
                kept.append(number)
        return replace(
            self,
            keys=np.ascontiguousarray(self.keys[:, kept]),
            value=kept.index(self.value),
            unknown=kept.index(self.unknown) if self.unknown in kept else NO_COLUMN,
        )

    def values(self, sums: Floats) -> Floats:
        """What is minimised, of rows of summed keys: NaN is unknown, inf is no way."""
        value = sums[..., self.value].copy()
        if self.unknown >= 0:
            unsure = (sums[..., self.unknown] > 0) & np.isfinite(value)
            value[unsure] = np.nan
        return value


def domain_of(asked: Asked, *, exposed_to: frozenset[str] = frozenset()) -> Domain:
    """The domain of a question: all of it but the countries that it avoids.

    With ``exposed_to`` the kilometres inside those countries come first, as in ``routes.asked``.
    """
    arcs = asked.network.arcs
    rows = np.array(keys(arcs, minimise=asked.minimise, exposed_to=exposed_to))
    exposure = isinstance(asked.minimise, Exposed)
    first = 1 if exposure or exposed_to else 0
    plain = criteria_domain(asked, rows.reshape(len(arcs.arcs), -1))
    value, unknown = (0, NO_COLUMN) if exposure else (first + 1, first)
    return replace(plain, value=value, unknown=unknown).narrowed()


def criteria_domain(asked: Asked, rows: Floats) -> Domain:
    """The domain of a question with the keys ``rows``, shape (arcs, columns).

    Arcs with an unknown key (NaN) are closed, as for the fronts of ``routes.exposure``.
    """
    network, rules = asked.network, asked.rules
    anywhere = replace(rules, avoid=replace(rules.avoid, countries=frozenset()))
    refused = rules.avoid.overflight is Overflight.REFUSED
    number: dict[frozenset[str], int] = {}
    consent = [
        number.setdefault(frozenset(arc.countries + (arc.over if refused else ())), len(number))
        for arc in network.arcs.arcs
    ]
    known = ~np.isnan(rows).any(axis=1)
    allowed = np.array([not why for why in reasons(network, anywhere)], dtype=bool)
    return Domain(
        nodes=len(network.arcs.nodes),
        tail=network.arcs.tail,
        head=network.arcs.head,
        keys=np.nan_to_num(rows),
        is_open=allowed & known,
        consent=np.array(consent, dtype=np.int32),
        sets=tuple(number),
    )
