"""What a comparison says of dependence: each country's power and shares, before and after.

In    a ``Comparison`` that asked for measures of dependence, and one of its variants.
Out   rows of cells.
Law   a figure that is infinite, unknown or not there is a dash, never a number; a country of which
      nothing moves has no row.
Not   here: measuring (``study.dependence``), the other figures (``views.comparison_facts``).
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass

from ortoo.base.saying import say
from ortoo.study.compared import Comparison, Variant
from ortoo.study.dependence import COMPARED
from ortoo.views.dependency_wording import percent_text, power_text, rise_text
from ortoo.views.wording import DASH, Names

HEADS = {
    "shapley_connection": say("power to connect"),
    "shapley_value": say("power over cost"),
    "bypass_penalty": say("rise without it"),
    "transit_share": say("share of transit"),
    "access_loss": say("access lost without it"),
}
Key = tuple[str, str, str]
"""Origin, metric, subject."""
Figures = Mapping[Key, float]
POWERS = frozenset({"shapley_connection", "shapley_value"})
LEAST_MOVE = 0.005
"""What two decimals, and percents, would show."""


@dataclass(frozen=True, kw_only=True)
class Moved:
    """A figure after, and what it was before where it moved."""

    text: str
    before: str = ""

    @property
    def was(self) -> str:
        """What it was, in words; empty where it did not move."""
        return say("was {before}", before=self.before) if self.before else ""


def dependence_heads() -> list[str]:
    """The columns: what is measured of each country."""
    return [HEADS[metric] for metric in COMPARED]


def dependence_rows(
    found: Comparison, variant: Variant, *, names: Names
) -> list[tuple[str, list[Moved]]]:
    """Countries of which a measure moves, strongest first; empty where nothing was asked.

    What sets of countries hold together stands in the tables alone.
    """
    before, after = keyed(found.base_measures), keyed(variant.measures)
    moves: dict[tuple[str, str], float] = {}
    for key in (*after, *before):
        origin, metric, subject = key
        if metric in COMPARED and "+" not in subject:
            whose = (origin, subject)
            moves[whose] = max(moves.get(whose, 0.0), _move(before, after, key=key))
    ranked = sorted(
        (whose for whose, move in moves.items() if move >= LEAST_MOVE),
        key=lambda whose: (-_power(before, after, whose=whose), whose),
    )
    return [
        (
            _whose(origin, subject, names=names),
            [_moved(before, after, key=(origin, metric, subject)) for metric in COMPARED],
        )
        for origin, subject in ranked
    ]


def keyed(measures: Mapping[str, float]) -> dict[Key, float]:
    """Measures by origin ("" where there is one alone), metric and subject.

    >>> keyed({"dependency.access_loss CHN+RUS": 1.0, "dependency.khovd shapley_value RUS": 0.5})
    {('', 'access_loss', 'CHN+RUS'): 1.0, ('khovd', 'shapley_value', 'RUS'): 0.5}
    """
    told = {}
    for name, value in measures.items():
        origin, metric, subject = ("", "", *name.rpartition(".")[2].split(" "))[-3:]
        told[origin, metric, subject] = value
    return told


def _whose(origin: str, subject: str, *, names: Names) -> str:
    countries = names.countries(subject.split("+"))
    if not origin:
        return countries
    return say("{countries}, from {origin}", countries=countries, origin=names.place(origin))


def _power(before: Figures, after: Figures, *, whose: tuple[str, str]) -> float:
    origin, subject = whose
    key = (origin, COMPARED[0], subject)
    return after.get(key, before.get(key, 0.0))


def _move(before: Figures, after: Figures, *, key: Key) -> float:
    """How far a measure moves; infinitely where it is a number on one side alone."""
    if key in before and key in after:
        return abs(after[key] - before[key])
    return math.inf


def _moved(before: Figures, after: Figures, *, key: Key) -> Moved:
    told = _told(after, key)
    if (key not in before and key not in after) or _move(before, after, key=key) < LEAST_MOVE:
        return Moved(text=told)
    return Moved(text=told, before=_told(before, key))


def _told(figures: Figures, key: Key) -> str:
    if key not in figures:
        return DASH
    _, metric, _ = key
    if metric in POWERS:
        return power_text(figures[key])
    return rise_text(figures[key]) if metric == "bypass_penalty" else percent_text(figures[key])
