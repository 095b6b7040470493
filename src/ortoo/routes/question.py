"""The words in which a question is put: frozen values, no state.

In    what a user wants to know.
Out   ``Trip``, ``Avoid``, ``Cost``, ``Cargo``, ``Overflight``.
Law   equal questions are equal values; the empty ``Avoid()`` forbids nothing.
Not   here: whether the names exist in a network (``routes.find``).
"""

import datetime as dt
import math
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


VALUE_OF_TIME_USD_TH = 0.42
"""USD per tonne-hour of general cargo: 0.6 % of its value a day (Hummels & Schaur 2013, the lower
end) at 1,671 USD/t, Mongolia's imports of 2024; their upper end of 2.1 % gives 1.46."""


@dataclass(frozen=True, kw_only=True)
class Generalised:
    """Minimise money + value of time x hours, USD per tonne (Ortúzar & Willumsen)."""

    value_of_time_usd_th: float = VALUE_OF_TIME_USD_TH

    def __post_init__(self) -> None:
        """Refuse a value by which no ways could be compared."""
        value = self.value_of_time_usd_th
        if not (math.isfinite(value) and value >= 0):
            raise UsageError(
                f"a value of time of {value:g} USD/t/h: expected a finite number of at least 0"
            )


@dataclass(frozen=True, kw_only=True)
class Exposed:
    """Minimise the kilometres inside the countries ``to``, then ``then`` among equals."""

    to: frozenset[str]
    then: Cost = Cost.TIME


Objective = Cost | Generalised | Exposed


def word_of(minimise: Objective) -> str:
    """The word of the command line for what is minimised.

    >>> word_of(Cost.TIME), word_of(Generalised())
    ('time', 'generalised')
    """
    if isinstance(minimise, Generalised):
        return "generalised"
    return "exposure" if isinstance(minimise, Exposed) else minimise.name.lower()


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
    means the date of the network. Of ``corridor``, an id, at least one section must be run over;
    None asks for none.
    """

    origin: str
    destination: str
    via: tuple[str, ...] = ()
    modes: tuple[str, ...] = SURFACE_MODES
    date: dt.date | None = None
    cargo: Cargo = Cargo.THIRD_COUNTRY
    corridor: str | None = None

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
) -> tuple[Trip, Objective]:
    """A trip and what to minimise from the words of a command line.

    ``words`` may hold ``via``, ``modes``, ``date`` (YYYY-MM-DD), ``cargo``, ``corridor``, and for
    what is minimised ``to`` (countries) and ``value_of_time`` (USD per tonne-hour); None means
    default.

    Raises
    ------
    UsageError
        A word that means nothing, with the words that do; or one that would not count.

    Examples
    --------
    >>> trip, cost = trip_of_words("Ulaanbaatar", "Almaty", minimise="cost", words={})
    >>> cost
    <Cost.COST: 'cost_usd_t'>
    """
    given = {name: word for name, word in words.items() if word or word == 0}
    objective = _objective(minimise, given)
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
        corridor=given.get("corridor"),
    )
    return trip, objective


def _objective(word: str, given: Mapping[str, Any]) -> Objective:
    costs = {cost.name.lower(): cost for cost in Cost}
    if "to" in given and word != "exposure":
        raise UsageError("--to counts only with --minimise exposure")
    if "value_of_time" in given and word != "generalised":
        raise UsageError("--value-of-time counts only with --minimise generalised")
    if word == "generalised":
        value = float(given.get("value_of_time", VALUE_OF_TIME_USD_TH))
        return Generalised(value_of_time_usd_th=value)
    if word == "exposure":
        if not given.get("to"):
            raise UsageError("exposure to whom? name at least one country with --to")
        return Exposed(to=frozenset(given["to"]))
    if word not in costs:
        known = (*costs, "generalised", "exposure")
        raise UnknownNameError("cost to minimise", word, nearest=known)
    return costs[word]


def _date(text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError as odd:
        raise UsageError(f"{text!r} is not a date; expected YYYY-MM-DD") from odd
