"""What the map of a dependency shows and the tables beside it repeat: who holds how much.

In    a ``Dependency``.
Out   a row for each transit country and for each closure that matters, with its class on the map.
Law   a class is that of the figure as it is written, so that no figure stands outside its class;
      what is unknown has a class of its own, and so has what cuts a market off.
Not   here: the map (``views.dependency_map``), what classes look like (the stylesheet).
"""

from bisect import bisect_right
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import Any

from ortoo.base.saying import Cited, say
from ortoo.study.dependency import Dependency
from ortoo.study.facts import Status
from ortoo.views.dependency_story import concerned, worst_closures
from ortoo.views.dependency_wording import cited, crossing_name, section_name
from ortoo.views.picture import AreaLook
from ortoo.views.wording import Names

POWER_FROM = (0.05, 0.10, 0.20, 0.40)
"""Where each class of power but the first begins, as power is written: with two decimals."""
POWER_LOOKS = (
    AreaLook.POWER_1, AreaLook.POWER_2, AreaLook.POWER_3, AreaLook.POWER_4, AreaLook.POWER_5,
)  # fmt: skip
POWER_LEGEND = (
    (AreaLook.POWER_1, say("below {high}", high="0.05")),
    (AreaLook.POWER_2, say("{low} to {high}", low="0.05", high="0.09")),
    (AreaLook.POWER_3, say("{low} to {high}", low="0.10", high="0.19")),
    (AreaLook.POWER_4, say("{low} to {high}", low="0.20", high="0.39")),
    (AreaLook.POWER_5, say("{low} or more", low="0.40")),
)
RISE_FROM = (0.01, 0.05, 0.25)
"""Likewise of the rise in cost, which has one decimal below ten percent and none above."""
RISE_LOOKS = ("critical-1", "critical-2", "critical-3", "critical-4")
CUT, UNKNOWN = "critical-cut", "critical-unknown"
RISE_LEGEND = (
    ("critical-1", say("below {high}", high="1 %")),
    ("critical-2", say("{low} to {high}", low="1 %", high="4.9 %")),
    ("critical-3", say("{low} to {high}", low="5 %", high="24 %")),
    ("critical-4", say("{low} or more", low="25 %")),
    (CUT, say("cuts off a market")),
    (UNKNOWN, say("unknown")),
)
MOST = {"crossing": 10, "section": 6}
"""Closures that have a row."""
NAMES_OF = {"crossing": crossing_name, "section": section_name}
HELD = {
    "shapley_connection": say("Power to connect"),
    "shapley_value": say("Power over cost"),
    "bypass_penalty": say("Rise in cost without it"),
    "bypass_cut": say("Weight cut off without it"),
    "transit_share": say("Share of transit km"),
    "access_loss": say("Market access lost without it"),
}
"""What is told of a transit country."""
NOTHING = "0 %"


@dataclass(frozen=True, kw_only=True)
class Held:
    """A transit country: its number on the page (0: not drawn), its class, figures as in HELD."""

    item: int
    country: str
    name: str
    look: AreaLook
    figures: tuple[Cited, ...]


@dataclass(frozen=True, kw_only=True)
class Closure:
    """One crossing or section: its number on the page (0: no row), its class, what closing does."""

    item: int
    number: str
    subject: str
    name: str
    look: str
    rise: Cited
    cut: Cited


@dataclass(frozen=True, kw_only=True)
class Rows:
    """All that the page can choose; crossings and sections worst first."""

    held: tuple[Held, ...]
    crossings: tuple[Closure, ...]
    sections: tuple[Closure, ...]

    def drawn_as(self, items: Collection[int]) -> "Rows":
        """The same rows; a country that no area on the map stands for cannot be chosen."""
        held = (row if row.item in items else replace(row, item=0) for row in self.held)
        return replace(self, held=tuple(held))


def rows_of(found: Dependency, names: Names) -> Rows:
    """Everything that map and tables share."""
    held = tuple(
        Held(
            item=item, country=country, name=names.country(country),
            look=power_look(found.row("shapley_connection", country)),
            figures=tuple(_figure(found, metric, country=country) for metric in HELD),
        )
        for item, country in enumerate(concerned(found), start=1)
    )  # fmt: skip
    crossings = _closures(found, "crossing", names=names, after=len(held))
    rows = len(held) + min(len(crossings), MOST["crossing"])
    return Rows(
        held=held,
        crossings=crossings,
        sections=_closures(found, "section", names=names, after=rows),
    )


def power_look(row: Any) -> AreaLook:  # noqa: ANN401 - a row of facts
    """The class of a country's power; of none, plain land.

    >>> power_look({"status": "known", "value": 0.0487})
    <AreaLook.POWER_2: 'power-2'>
    """
    if row["status"] != Status.KNOWN:
        return AreaLook.POWER_UNKNOWN
    if row["value"] <= 0:
        return AreaLook.LAND
    return POWER_LOOKS[bisect_right(POWER_FROM, round(float(row["value"]), 2))]


def rise_look(row: Any, cut: Any) -> str:  # noqa: ANN401 - rows of facts
    """The class of a closure, by its rise in cost and by what it cuts off.

    >>> nothing = {"status": "known", "value": 0.0}
    >>> rise_look({"status": "known", "value": 0.0494}, nothing)
    'critical-2'
    >>> rise_look({"status": "infinite", "value": float("nan")}, nothing)
    'critical-cut'
    """
    if row["status"] == Status.INFINITE or (cut["status"] == Status.KNOWN and cut["value"] > 0):
        return CUT
    if row["status"] != Status.KNOWN:
        return UNKNOWN
    rise = float(row["value"])
    digits = 3 if rise < 0.0995 else 2  # noqa: PLR2004 - as views.dependency_wording writes it
    return RISE_LOOKS[bisect_right(RISE_FROM, round(rise, digits))]


def legend_of(closures: Sequence[Closure]) -> list[tuple[str, str]]:
    """The classes that occur, in their order."""
    looks = {closure.look for closure in closures}
    return [(look, text) for look, text in RISE_LEGEND if look in looks]


def _closures(found: Dependency, element: str, *, names: Names, after: int) -> tuple[Closure, ...]:
    pairs = worst_closures(found, element)
    return tuple(
        Closure(
            item=after + n if n <= MOST[element] else 0,
            number=str(n),
            subject=str(row["subject"]),
            name=NAMES_OF[element](found.case.network, row["subject"], names=names),
            look=rise_look(row, cut),
            rise=cited(row),
            cut=cited(cut),
        )
        for n, (row, cut) in enumerate(pairs, start=1)
    )


def _figure(found: Dependency, metric: str, *, country: str) -> Cited:
    """A weighted figure of a country; no row of transit means that no freight would pass."""
    rows = found.rows(metric)
    own = rows[rows["subject"] == country]
    return cited(own.iloc[0]) if len(own) else Cited(NOTHING)
