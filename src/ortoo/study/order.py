"""Whether the order of scenario cards matters, and where.

In    a network and cards that compose.
Out   one sentence for each cell of a table, or part of the question, that depends on the order.
Law   two cards depend on their order exactly when applying them the other way round gives another
      network or another question; a card and one that it needs have but one order.
Not   here: applying (``study.scenario``).
"""

import itertools
from collections.abc import Iterator, Sequence

import pandas as pd

from ortoo.base.errors import BadInputError
from ortoo.inputs.cards import Scenario
from ortoo.inputs.schema import TABLES
from ortoo.network.network import Network
from ortoo.study.future import Future
from ortoo.study.scenario import apply, in_order

TOLD_OTHERWISE = frozenset({"note", "source", "geometry"})
"""Columns in which an order may be seen without meaning anything."""


def order_matters(network: Network, scenarios: Sequence[Scenario]) -> tuple[str, ...]:
    """Where the result of ``scenarios`` depends on their order; empty where it does not.

    Examples
    --------
    >>> import ortoo
    >>> cards = [ortoo.load_scenario(name) for name in ("russia-avoided", "china-avoided")]
    >>> order_matters(ortoo.load_network(), cards)
    ()
    """
    cards = in_order(scenarios)
    found: list[str] = []
    for one, two in itertools.combinations(cards, 2):
        if not _needs(two, one):  # what is needed stands before
            found += _between(network, (one, two))
    return tuple(found)


def _needs(card: Scenario, other: Scenario) -> bool:
    return other.scenario_id in {needed.scenario_id for needed in in_order([card])}


def _between(network: Network, pair: tuple[Scenario, Scenario]) -> Iterator[str]:
    one, two = pair
    names = f"{one.scenario_id} and {two.scenario_id}"
    forward = apply(network, pair)
    try:
        backward = apply(network, pair[::-1])
    except BadInputError as broken:
        yield f"the order of {names} matters: the other way round {broken.faults[0]}"
        return
    for what, first, second in differences(forward, backward):
        yield (
            f"the order of {names} matters: {what} is {first} in this order and {second} in the "
            "other"
        )


def differences(one: Future, two: Future) -> Iterator[tuple[str, object, object]]:
    """What differs between two futures: the cell or part, and both values."""
    for part in ("avoided", "modes", "overflight", "date", "weights"):
        first, second = getattr(one, part), getattr(two, part)
        if first != second:
            yield part, first, second
    for name, table in TABLES.items():
        yield from _cells(one.network.tables[name], two.network.tables[name], keys=table.key)


def _cells(
    one: pd.DataFrame, two: pd.DataFrame, *, keys: tuple[str, ...]
) -> Iterator[tuple[str, object, object]]:
    if one is two:
        return
    first = one.set_index(list(keys)).sort_index()
    second = two.set_index(list(keys)).sort_index().reindex(first.index)
    for column in first.columns:
        if column in TOLD_OTHERWISE:
            continue
        left, right = first[column], second[column]
        apart = (left != right) & ~(left.isna() & right.isna())
        for key in first.index[apart]:
            yield f"{column} of {key}", left[key], right[key]
