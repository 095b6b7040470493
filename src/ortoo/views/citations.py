"""What the figures of a route rest on: its sources, and how much of it has none.

In    routes, and the sources table of their network.
Out   rows of a list of sources.
Law   every source behind a figure is listed once; what nobody published is counted, not hidden; an
      address becomes a link only if it is an ordinary web address.
Not   here: the figures themselves (``views.panels``).
"""

import re
from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ortoo.base.saying import say
from ortoo.base.tables import words
from ortoo.network.arcs import ArcKind
from ortoo.network.network import Network
from ortoo.routes.journeys import Route

Row = Mapping[Hashable, Any]

UNSOURCED = "unsourced"
WEAK = {
    "low": say("{n} of low confidence"), "unsourced": say("{n} without a published source"),
}  # fmt: skip
TABLE_AND_KEY = {
    ArcKind.LINE: ("sections", "section_id"),
    ArcKind.CROSSING: ("crossings", "crossing_id"),
    ArcKind.TRANSFER: ("transfers", "transfer_id"),
}
_LINK = re.compile(r"https?://[^\s\"'<>`{}\\]+")


@dataclass(frozen=True, kw_only=True)
class SourceRow:
    """A source; ``url`` is empty unless it is an ordinary web address."""

    title: str
    publisher: str
    date: str
    url: str


def cited(routes: Sequence[Route]) -> tuple[str, ...]:
    """Ids of the sources behind every leg of ``routes``, in the order of first use."""
    cells = [cell for route in routes for cell in _behind(route, "source")]
    return tuple(dict.fromkeys(source for cell in cells for source in words(cell)))


def behind_arc(network: Network, at: int) -> tuple[str, ...]:
    """Ids of the sources behind one arc and the rates that it is run at, without "unsourced"."""
    arc, rates = network.arcs.arcs[at], network.tables["modes"]
    row = network.tables[TABLE_AND_KEY[arc.kind][0]].iloc[arc.row]
    used = (rates["mode"] == arc.head.mode) & rates["country"].isin([arc.countries[-1], ""])
    cells = [row["source"], *rates.loc[used, "source"]]
    found = dict.fromkeys(source for cell in cells for source in words(cell))
    return tuple(source for source in found if source != UNSOURCED)


def sourcing_text(route: Route) -> str:
    """How well the records behind a route are founded, in one sentence."""
    found = Counter(_behind(route, "confidence"))
    of = found.total()
    weak = [say(told.message, n=found[grade]) for grade, told in WEAK.items() if found[grade]]
    head = say("{n} records stand behind this way (sections, crossings, transfers, rates)", n=of)
    if not weak:
        return say("{records}, all with a source.", records=head)
    told = weak[0] if len(weak) == 1 else say("{first} and {last}", first=weak[0], last=weak[1])
    return say("{records}; of them {weak}.", records=head, weak=told)


def source_rows(network: Network, ids: Iterable[str]) -> tuple[SourceRow, ...]:
    """Titles, publishers and addresses of sources; what the table lacks is shown as its id."""
    known = network.tables["sources"].set_index("source_id").to_dict("index")
    wanted = [key for key in ids if key != UNSOURCED]
    return tuple(_source(key, known.get(key, {})) for key in wanted)


def _source(key: str, row: Row) -> SourceRow:
    url = str(row.get("url", ""))
    return SourceRow(
        title=str(row.get("title", "") or key),
        publisher=str(row.get("publisher", "")),
        date=str(row.get("date", "")),
        url=url if _LINK.fullmatch(url) else "",
    )


def _behind(route: Route, column: str) -> list[str]:
    """The cells of one column of all sections, crossings, transfers and rates of a route."""
    tables = route.network.tables
    keyed = {
        kind: dict(zip(tables[table][key], tables[table][column], strict=True))
        for kind, (table, key) in TABLE_AND_KEY.items()
    }
    found = [keyed[leg.kind][key] for leg in route.legs for key in leg.ids]
    used = {(leg.mode, country) for leg in route.legs for country in (leg.country, "")}
    rates = zip(tables["modes"]["mode"], tables["modes"]["country"], strict=True)
    cells = zip(rates, tables["modes"][column], strict=True)
    return [*found, *(cell for rate, cell in cells if rate in used)]
