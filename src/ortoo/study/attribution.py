"""To which edits of a card an effect is owed: the Shapley value over its edits.

In    a base, cards, and a survey.
Out   for each pair, metric and edit its share of the change, with an error where it is sampled.
Law   the shares of a pair and metric add up to the change; an edit that never changes anything has
      none; edits that only help together share alike; edits are always applied in their order.
Not   here: what the changes are (``study.comparison``).

Method: Shapley 1953. The worth of a set of edits is the metric of the best way when just these are
applied. Exact over all sets up to ``MOST_EXACT`` edits; beyond that over random orders of joining
(Castro, Gómez & Tejada 2009), with the standard error of their mean.
"""

import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache

import numpy as np
from numpy.typing import NDArray

from ortoo.base.errors import BadInputError
from ortoo.inputs.cards import Scenario
from ortoo.study.future import Future
from ortoo.study.outcomes import CONNECTED, METRICS, Outcome, Pair, Survey, outcomes
from ortoo.study.scenario import all_edits, apply, with_edit

MOST_EXACT = 12
ORDERS = 200
SEED = 20261123
KEPT_FUTURES = 256
WORTHS = (*METRICS, CONNECTED)

Floats = NDArray[np.float64]
Worth = Callable[[int], Floats]
Tick = Callable[[], None]


@dataclass(frozen=True, kw_only=True)
class Share:
    """What one edit adds to one metric of one pair; ``error`` is 0 where the value is exact.

    ``value`` is NaN where some set of edits leaves no way, or an unknown figure.
    """

    pair: Pair
    metric: str
    scenario: str
    edit: int
    value: float
    error: float


class Trials:
    """The futures under every set of a scenario's edits, each made when it is first asked for.

    They are the same for every survey: one set of trials serves many.
    """

    def __init__(self, base: Future, scenario: Scenario) -> None:
        self.base, self.scenario = base, scenario
        self.edits = all_edits([scenario])
        self.future = lru_cache(maxsize=KEPT_FUTURES)(self._made)

    @cached_property
    def whole(self) -> Future:
        """The future under the scenario itself.

        Raises
        ------
        BadInputError
            The scenario does not fit the network.
        """
        return apply(self.base.network, [self.scenario])

    def _made(self, mask: int) -> Future:
        """The future under the edits of a bit mask, built on that without the last of them."""
        if not mask:
            return self.base
        last = mask.bit_length() - 1
        card, at = self.edits[last]
        before = self.future(mask & ~(1 << last))
        try:
            return with_edit(before, card.edits[at], by=card)
        except BadInputError:  # it builds on another edit, without which it does nothing
            return before


def attribution(
    trials: Trials,
    *,
    survey: Survey,
    known: Mapping[int, Mapping[Pair, Outcome]] | None = None,
    tick: Tick = lambda: None,
) -> list[Share]:
    """The share of every edit of a scenario in the changes of ``survey``.

    ``known`` are outcomes by the bit mask of the edits under which they were found: those of 0 are
    the base's. ``tick`` is called once for every set of edits that is tried.
    """
    edits = trials.edits
    worth = _remembered(trials, survey=survey, known=known or {}, tick=tick)
    errors: Floats | None = None
    if len(edits) <= MOST_EXACT:
        values = shapley(worth, len(edits))
    else:
        values, errors = shapley_sampled(worth, len(edits))
    shares = []
    for number, (card, at) in enumerate(edits):
        for row, (pair, metric) in enumerate(_rows(survey)):
            shares.append(
                Share(
                    pair=pair,
                    metric=metric,
                    scenario=card.scenario_id,
                    edit=at,
                    value=float(values[number, row]),
                    error=0.0 if errors is None else float(errors[number, row]),
                )
            )
    return shares


def tries(edits: int) -> int:
    """How many sets of edits an attribution tries, at most."""
    return 2**edits if edits <= MOST_EXACT else ORDERS * edits + 1


def shapley(worth: Worth, players: int) -> Floats:
    """Shapley values by definition; shape (players, worths).

    ``worth`` gives the worths of a set as a bit mask; NaN and inf spread to what needs them.

    Examples
    --------
    Two players who are worth 6 together and nothing alone:

    >>> shapley(lambda players: np.array([6.0 if players == 0b11 else 0.0]), 2).ravel().tolist()
    [3.0, 3.0]
    """
    every = np.array([worth(mask) for mask in range(1 << players)])
    values = np.zeros((players, every.shape[1]))
    orders = math.factorial(players)
    with np.errstate(invalid="ignore"):
        for player in range(players):
            for mask in range(1 << players):
                if not mask >> player & 1:
                    before = mask.bit_count()
                    ways = math.factorial(before) * math.factorial(players - before - 1)
                    gain = every[mask | 1 << player] - every[mask]
                    values[player] += ways / orders * gain
    return np.where(np.isfinite(values), values, np.nan)


def shapley_sampled(worth: Worth, players: int) -> tuple[Floats, Floats]:
    """Shapley values over random orders of joining, and the standard error of each.

    Examples
    --------
    >>> values, errors = shapley_sampled(lambda mask: np.array([float(mask.bit_count())]), 13)
    >>> bool(np.allclose(values, 1.0)), bool(np.allclose(errors, 0.0))
    (True, True)
    """
    chance = np.random.default_rng(SEED)
    gains = []
    for _ in range(ORDERS):
        mask, before = 0, worth(0)
        gain = np.zeros((players, len(before)))
        for player in chance.permutation(players).tolist():
            mask |= 1 << player
            after = worth(mask)
            with np.errstate(invalid="ignore"):
                gain[player] = after - before
            before = after
        gains.append(gain)
    every = np.array(gains)
    with np.errstate(invalid="ignore"):
        values = every.mean(axis=0)
        errors = every.std(axis=0, ddof=1) / math.sqrt(ORDERS)
    finite = np.isfinite(values)
    return np.where(finite, values, np.nan), np.where(finite, errors, np.nan)


def _rows(survey: Survey) -> Iterator[tuple[Pair, str]]:
    for pair in survey.pairs:
        for metric in WORTHS:
            yield pair, metric


def _remembered(
    trials: Trials, *, survey: Survey, known: Mapping[int, Mapping[Pair, Outcome]], tick: Tick
) -> Worth:
    """The worths of a set of edits, each set tried once."""
    rows = list(_rows(survey))

    @cache
    def worth(mask: int) -> Floats:
        found = known[mask] if mask in known else outcomes(trials.future(mask), survey)
        tick()
        return np.array([found[pair].figures[metric] for pair, metric in rows])

    return worth
