"""The words in which a question is put: frozen values, no state.

In    what a user wants to know.
Out   ``Trip``, ``Avoid``, ``Cost``, ``Cargo``, ``Overflight``.
Law   equal questions are equal values; the empty ``Avoid()`` forbids nothing.
Not   here: whether the names exist in a network (``routes.find``).
"""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from ortoo.base.errors import UnknownNameError, UsageError
from ortoo.inputs.schema import MODES_KNOWN, SURFACE_MODES


class Cost(StrEnum):
    """What a journey minimises; each value is the name of a cost column."""

    TIME = "time_h"
    COST = "cost_usd_t"
    CO2 = "co2_kg_t"
    LENGTH = "length_km"


class Cargo(StrEnum):
    """Whose goods travel.

    ``THIRD_COUNTRY`` goods may only use multilateral crossings; ``BILATERAL`` goods, of the two
    states of origin and destination, may also use bilateral crossings between just these two.
    """

    THIRD_COUNTRY = "third-country"
    BILATERAL = "bilateral"


class Overflight(StrEnum):
    """Whether aircraft may cross the territory of avoided countries."""

    REFUSED = "refused"
    ALLOWED = "allowed"


@dataclass(frozen=True)
class Trip:
    """From where to where, by which modes, when and with whose goods.

    ``origin``, ``destination`` and ``via`` are names, aliases, ids or ``lon,lat``. ``date`` None
    means the date of the network.
    """

    origin: str
    destination: str
    via: tuple[str, ...] = ()
    modes: tuple[str, ...] = SURFACE_MODES
    date: dt.date | None = None
    cargo: Cargo = Cargo.THIRD_COUNTRY

    def __post_init__(self) -> None:
        """Refuse modes that do not exist."""
        for mode in self.modes:
            if mode not in MODES_KNOWN:
                raise UnknownNameError("mode", mode, nearest=MODES_KNOWN)


@dataclass(frozen=True, init=False)
class Avoid:
    """What a journey may not touch. The empty ``Avoid()`` forbids nothing.

    ``countries`` are ISO 3166 alpha-3 codes, ``crossings`` and ``sections`` ids of the network.
    """

    countries: frozenset[str]
    crossings: frozenset[str]
    sections: frozenset[str]
    overflight: Overflight

    def __init__(
        self,
        *,
        countries: Iterable[str] = (),
        crossings: Iterable[str] = (),
        sections: Iterable[str] = (),
        overflight: Overflight = Overflight.REFUSED,
    ) -> None:
        object.__setattr__(self, "countries", frozenset(countries))
        object.__setattr__(self, "crossings", frozenset(crossings))
        object.__setattr__(self, "sections", frozenset(sections))
        object.__setattr__(self, "overflight", overflight)


def trip_of_words(
    origin: str, destination: str, *, minimise: str, words: Mapping[str, Any]
) -> tuple[Trip, Cost]:
    """A trip and what to minimise from the words of a command line.

    ``words`` may hold ``via``, ``modes``, ``date`` (YYYY-MM-DD) and ``cargo``; None means default.

    Raises
    ------
    UsageError
        A word that means nothing, with the words that do.

    Examples
    --------
    >>> trip, cost = trip_of_words("Ulaanbaatar", "Almaty", minimise="cost", words={})
    >>> cost
    <Cost.COST: 'cost_usd_t'>
    """
    given = {name: word for name, word in words.items() if word}
    costs = {cost.name.lower(): cost for cost in Cost}
    if minimise not in costs:
        raise UnknownNameError("cost to minimise", minimise, nearest=tuple(costs))
    cargos = {str(cargo): cargo for cargo in Cargo}
    cargo = given.get("cargo", Cargo.THIRD_COUNTRY)
    if cargo not in cargos:
        raise UnknownNameError("kind of cargo", cargo, nearest=tuple(cargos))
    trip = Trip(
        origin,
        destination,
        via=tuple(given.get("via", ())),
        modes=tuple(given.get("modes", SURFACE_MODES)),
        date=_date(given["date"]) if "date" in given else None,
        cargo=cargos[cargo],
    )
    return trip, costs[minimise]


def _date(text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError as odd:
        raise UsageError(f"{text!r} is not a date; expected YYYY-MM-DD") from odd
