"""On what terms dependency is measured: flow, weights and the parameters of the models.

In    nothing.
Out   ``Terms`` and where its defaults come from (``PARAMETERS``).
Law   every default has a source or the word ``unsourced``; equal terms are equal values.
Not   here: the measures.
"""

import datetime as dt
import math
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from ortoo.base.errors import UnknownNameError, UsageError
from ortoo.base.saying import say
from ortoo.inputs.schema import SURFACE_MODES
from ortoo.routes.question import VALUE_OF_TIME_USD_TH, Cargo


class Weights(StrEnum):
    """By what markets are weighted."""

    GDP = "gdp"
    POPULATION = "population"
    TRADE = "trade"
    EQUAL = "equal"


class Flow(StrEnum):
    """Whether goods go from the origin to the markets or come from them."""

    EXPORT = "export"
    IMPORT = "import"


class Parameter(NamedTuple):
    """Where the default of a parameter comes from, and the settings that are tried beside it."""

    unit: str
    meaning: str
    source: str
    tried: tuple[float, ...]


PARAMETERS = {
    "value_of_time_usd_th": Parameter(
        say("USD/(t h)"),
        say("what an hour costs a tonne; generalised cost = USD/t + this x hours"),
        "Hummels & Schaur 2013, AER 103(7): a day is worth 0.6 % (lower end) to 2.1 % (upper end) "
        "of the goods; at 1,671 USD/t, Mongolia's imports of 2024: 0.42 to 1.46",
        (0.0, 1.46),
    ),
    "logit_scale_t_usd": Parameter(
        say("t/USD"),
        say("theta of the path-size logit: how sharply freight prefers the cheaper way"),
        "unsourced: no estimate for this region was found. At 0.01 a way with half the freight "
        "and 400 USD/t has a cost elasticity of -2: elastic, as Oum, Waters & Yong 1990 (World "
        "Bank WPS 359) find freight to be only where it has substitutes",
        (0.005, 0.02),
    ),
    "path_size_power": Parameter(
        "",
        say("beta of the path-size logit: 0 ignores overlap of ways"),
        "Ben-Akiva & Bierlaire 1999, where the size enters once",
        (0.0, 2.0),
    ),
    "access_power": Parameter(
        "",
        say("theta of market access: how fast a market fades with its cost"),
        "Harris 1954, who divides by cost; Disdier & Head 2008 find a mean distance elasticity of "
        "trade near 0.9 in 1,467 estimates",
        (0.5, 2.0),
    ),
}
"""The parameters of ``Terms`` that sensitivity tries."""


@dataclass(frozen=True, kw_only=True)
class Terms:
    """What dependency is measured by.

    ``ways`` is the size of the choice set; ``date`` None is the date of the network. The parameters
    are those of ``PARAMETERS``.

    Raises
    ------
    UsageError
        A parameter that is negative or not finite, or fewer than one way.
    """

    weights: Weights = Weights.GDP
    flow: Flow = Flow.EXPORT
    value_of_time_usd_th: float = VALUE_OF_TIME_USD_TH
    logit_scale_t_usd: float = 0.01
    path_size_power: float = 1.0
    access_power: float = 1.0
    ways: int = 20
    modes: tuple[str, ...] = SURFACE_MODES
    date: dt.date | None = None
    cargo: Cargo = Cargo.THIRD_COUNTRY

    def __post_init__(self) -> None:
        """Refuse what no model can be run with."""
        for name in PARAMETERS:
            value = getattr(self, name)
            if not (math.isfinite(value) and value >= 0):
                raise UsageError(f"{name} is {value}: expected a finite number of at least 0")
        if self.ways < 1:
            raise UsageError(f"a choice set of {self.ways} ways: expected at least 1")


def terms_of_words(*, weights: str = "gdp", flow: str = "export") -> Terms:
    """Terms from the words of a command line.

    Raises
    ------
    UnknownNameError
        A word that means nothing, with those that do.

    Examples
    --------
    >>> terms_of_words(weights="trade").weights
    <Weights.TRADE: 'trade'>
    """
    if weights not in list(Weights):
        raise UnknownNameError("weight", weights, nearest=tuple(Weights))
    if flow not in list(Flow):
        raise UnknownNameError("flow", flow, nearest=tuple(Flow))
    return Terms(weights=Weights(weights), flow=Flow(flow))
