"""The rows of the tables that a page about a dependency cites, so that each number can be followed.

In    a ``Dependency`` and everything that its page says.
Out   id, value and unit of each row that is cited.
Law   the order is that of the tables; a row that nothing cites is left out, but for the weights.
Not   here: what is said (``views.dependency_page``).
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from ortoo.base.saying import Cited, Said, say
from ortoo.study.definitions import DEFINITIONS
from ortoo.study.dependency import Dependency
from ortoo.study.facts import Status
from ortoo.views.charts import Bar, BarRow, Part
from ortoo.views.dependency_rows import Closure, Held
from ortoo.views.dependency_wording import SIZES, STATUSES


def cited_rows(found: Dependency, facts: Mapping[str, object]) -> Iterator[tuple[str, str, str]]:
    """Id, value and unit of every row that the page cites, in the order of the tables."""
    used = set(_ids_in(facts.values()))
    for row in found.facts.to_dict("records"):
        if row["row_id"] in used:
            yield str(row["row_id"]), _value(row), DEFINITIONS[row["metric"]].unit
    for row in found.weights.to_dict("records"):
        known = row["status"] == Status.KNOWN
        told = f"{row['weight']:.6g}" if known else say("unknown")
        of = say("share; {size} {unit}", size=f"{row['size']:g}", unit=SIZES[row["unit"]])
        yield f"weights/{row['market']}", told, of if known else say("share")
    for row in found.sensitivity.to_dict("records"):
        if row["row_id"] in used:
            rank = say("rank {n}", n=f"{row['rank']:g}") if row["rank"] > 0 else ""
            yield str(row["row_id"]), _value(row), rank


def _value(row: Mapping[Any, Any]) -> str:
    return f"{row['value']:.6g}" if row["status"] == Status.KNOWN else STATUSES[row["status"]]


def _ids_in(things: Iterable[object]) -> Iterator[str]:
    """The rows behind everything that is cited anywhere inside."""
    for thing in things:
        if isinstance(thing, (Cited, Bar, Part)):
            yield thing.row_id
        elif isinstance(thing, Said):
            yield from _ids_in(thing.values.values())
        elif isinstance(thing, BarRow):
            yield from _ids_in(thing.bars)
        elif isinstance(thing, Held):
            yield from _ids_in(thing.figures)
        elif isinstance(thing, Closure):
            yield from (thing.rise.row_id, thing.cut.row_id)
        elif isinstance(thing, (list, tuple)):
            yield from _ids_in(thing)
