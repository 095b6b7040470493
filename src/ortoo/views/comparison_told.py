"""The words for changes: who gains, who loses, and which stretches the ways gain and lose.

In    a ``Comparison`` and one of its variants.
Out   short texts.
Law   time is told in days everywhere; no change that would read as zero is told; places have names.
Not   here: tables (``views.comparison_facts``), the finding (``views.comparison_finding``).
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import TypeVar

import pandas as pd

from ortoo.base.saying import joined, say
from ortoo.base.units import days
from ortoo.network.arcs import Arc, ArcKind
from ortoo.study.compared import Comparison, Variant
from ortoo.study.outcomes import Outcome, Pair, metric_of
from ortoo.views.tables import figure
from ortoo.views.wording import BY, DASH, Names

UNITS = {
    "time_h": say("days"), "cost_usd_t": say("USD/t"), "co2_kg_t": say("kg CO₂/t"),
    "length_km": say("km"), "generalised_usd_t": say("USD/t"), "exposure_km": say("km"),
}  # fmt: skip
SMALLEST_TOLD = 0.05
SMALLEST_WHOLE = 0.5
"""Changes that would read as +0.0 or +0 are not told."""
SMALLEST_SHARE = 0.0005
MINUS = "\N{MINUS SIGN}"
STEPS = frozenset({ArcKind.LINE, ArcKind.CROSSING})
Number = TypeVar("Number", float, pd.Series)


@dataclass(frozen=True, kw_only=True)
class Gains:
    """Markets that gain and that lose, one sentence each; and the kilometres on each land."""

    better: list[str]
    worse: list[str]
    transit: str


def in_units(value: Number, *, metric: str) -> Number:
    """A figure of the tables in the unit in which it is told: days for hours."""
    return value / 24.0 if metric == "time_h" else value


def least_told(metric: str) -> float:
    """The smallest change that is told, in the unit in which it is told."""
    return SMALLEST_TOLD if metric == "time_h" else SMALLEST_WHOLE


def told(value: float, *, metric: str) -> str:
    """A figure for reading; infinite is no way."""
    if math.isinf(value):
        return say("no way")
    if math.isnan(value):
        return say("unknown")
    return f"{days(value):,.1f}" if metric == "time_h" else figure(value)


def signed(value: float, *, digits: int) -> str:
    """A change with its sign.

    >>> signed(1250.4, digits=0), signed(1.44, digits=1)
    ('+1,250', '+1.4')
    """
    return f"{value:+,.{digits}f}".replace("-", MINUS)


def pair_name(found: Comparison, pair: Pair, *, names: Names) -> str:
    """The market, and the origin before it where there are several."""
    market = names.place(pair[1])
    if len(found.survey.origins) == 1:
        return market
    return say("{origin} to {market}", origin=names.place(pair[0]), market=market)


def gained(found: Comparison, variant: Variant, *, names: Names) -> Gains:
    """Winners and losers: markets by the minimised figure; and whose land has more of the ways."""
    metric = metric_of(found.survey.minimise)
    mine = found.winners[found.winners["scenario"] == variant.name]
    better, worse, land = list[str](), list[str](), list[str]()
    for row in mine.to_dict("records"):
        gain = row["gain"]
        if row["who"] == "country":
            if abs(gain) >= SMALLEST_WHOLE:
                km = signed(gain, digits=0)
                land.append(say("{country} {km} km", country=names.country(row["name"]), km=km))
        elif abs(in_units(gain, metric=metric)) >= least_told(metric):
            name = pair_name(found, (row["origin"], row["name"]), names=names)
            (better if gain > 0 else worse).append(_gain(name, gain, metric=metric))
    return Gains(better=better, worse=worse, transit=joined(land))


def _gain(market: str, gain: float, *, metric: str) -> str:
    if math.isinf(gain):
        opened = say("{market}: a way opens", market=market)
        return opened if gain > 0 else say("{market}: no way any more", market=market)
    n = figure(in_units(abs(gain), metric=metric))
    if gain > 0:
        return say("{market}: {n} {unit} less", market=market, n=n, unit=UNITS[metric])
    return say("{market}: {n} {unit} more", market=market, n=n, unit=UNITS[metric])


def stretches(
    found: Comparison, variant: Variant, *, names: Names
) -> Iterator[tuple[str, str, str]]:
    """Of each market whose way changes: where it goes now and did not, and the other way round."""
    for pair, outcome in variant.outcomes.items():
        before = found.base[pair]
        now, then = (
            _stretches(outcome, before, names=names),
            _stretches(before, outcome, names=names),
        )
        if now or then:
            yield pair_name(found, pair, names=names), joined(now, "; "), joined(then, "; ")


def _stretches(outcome: Outcome, other: Outcome, *, names: Names) -> list[str]:
    """The stretches of a way that the other does not have, each from place to place by one mode."""
    route = outcome.route
    if route is None:
        return []
    steps = [(route.network.arcs.arcs[at], route.network.id_of(at)) for at in route.way]
    kinds = [
        (step not in other.steps, arc.head.mode, arc) for arc, step in steps if arc.kind in STEPS
    ]
    return [
        _stretch([arc for _, _, arc in run], names=names)
        for (is_new, _), run in groupby(kinds, key=lambda step: step[:2])
        if is_new
    ]


def _stretch(arcs: list[Arc], *, names: Names) -> str:
    """From where to where, by what, over which borders."""
    ends = {
        "origin": names.place(arcs[0].tail.place_id), "market": names.place(arcs[-1].head.place_id),
        "mode": BY[arcs[0].head.mode],
    }  # fmt: skip
    borders = [
        joined(dict.fromkeys(names.place(n.place_id) for n in (arc.tail, arc.head)), f" {DASH} ")
        for arc in arcs
        if arc.kind is ArcKind.CROSSING
    ]
    if len(arcs) == 1:
        return say("{origin} to {market} by {mode}", **ends)
    if not borders:
        middle = names.place(arcs[len(arcs) // 2].tail.place_id)
        return say("{origin} to {market} by {mode} via {place}", **ends, place=middle)
    return say("{origin} to {market} by {mode} (over the border: {crossings})", **ends,
               crossings=joined(borders))  # fmt: skip
