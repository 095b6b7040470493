"""Facts: one row for one figure, with its status, its unit and its definition.

In    ``Fact`` values.
Out   a table whose rows can be cited by ``row_id``.
Law   a value is a finite number or empty; why it is empty stands in ``status``; a row id stands
      once.
Not   here: what is measured (``study.measures``).
"""

import math
from collections.abc import Iterable, Iterator
from enum import StrEnum
from typing import Any, NamedTuple

import pandas as pd

from ortoo.base.errors import InternalError
from ortoo.study.definitions import DEFINITIONS
from ortoo.study.weighting import Value

COLUMNS = (
    "row_id", "metric", "subject", "market", "value", "unit", "status", "definition",
)  # fmt: skip
DECIMALS = 9
"""To which figures are rounded where they are written down: sums differ in what lies below."""


class Status(StrEnum):
    """Why there is a value or none."""

    KNOWN = "known"
    UNKNOWN = "unknown"
    INFINITE = "infinite"
    NONE = "none"


class Fact(NamedTuple):
    """One figure: None does not apply, NaN is unknown, inf is infinite."""

    metric: str
    subject: str
    market: str
    value: Value


def row_id(metric: str, subject: str, *, market: str) -> str:
    """How a fact is cited.

    >>> row_id("bypass_penalty", "CHN", market="almaty")
    'bypass_penalty/CHN/almaty'
    """
    return f"{metric}/{subject}/{market}"


def status_of(value: Value) -> Status:
    """Which of the four a value is.

    >>> status_of(1.0), status_of(float("inf"))
    (<Status.KNOWN: 'known'>, <Status.INFINITE: 'infinite'>)
    """
    if value is None:
        return Status.NONE
    if math.isinf(value):
        return Status.INFINITE
    return Status.UNKNOWN if math.isnan(value) else Status.KNOWN


def facts_table(facts: Iterable[Fact]) -> pd.DataFrame:
    """A frame with ``COLUMNS``; ``value`` is NaN unless ``status`` is known."""
    table = pd.DataFrame(list(map(_row, facts)), columns=list(COLUMNS))
    twice = table.loc[table["row_id"].duplicated(), "row_id"]
    if len(twice):
        raise InternalError(f"the fact {twice.iloc[0]} is told twice")
    return table


def facts_json(table: pd.DataFrame) -> Iterator[dict[str, Any]]:
    """The rows as plain data; a value that is not known is None."""
    for row in table.to_dict("records"):
        value = round(row["value"], DECIMALS) if row["status"] == Status.KNOWN else None
        yield {str(name): cell for name, cell in row.items()} | {"value": value}


def _row(fact: Fact) -> tuple[object, ...]:
    status = status_of(fact.value)
    value = float(fact.value) if status is Status.KNOWN and fact.value is not None else math.nan
    return (
        row_id(fact.metric, fact.subject, market=fact.market),
        fact.metric, fact.subject, fact.market, value,
        str(DEFINITIONS[fact.metric].unit), str(status), fact.metric,
    )  # fmt: skip
