"""What the page of a comparison says beside its map, as texts ready to be typeset.

In    a ``Comparison``.
Out   ``ComparisonFacts``.
Law   the figures of the tables, no others; a change is written out and never told by colour alone.
Not   here: the map and the frame (``views.comparison_page``), layout (the templates).
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass

import pandas as pd

from ortoo.base.saying import Said, joined, say
from ortoo.base.units import days
from ortoo.study.compared import Comparison, Variant
from ortoo.study.outcomes import metric_of
from ortoo.views.comparison_dependence import Moved, dependence_heads, dependence_rows
from ortoo.views.tables import figure
from ortoo.views.wording import Names

COLUMNS = ("time_h", "cost_usd_t", "co2_kg_t", "exposure_km")
UNITS = {
    "time_h": say("hours"), "cost_usd_t": say("USD/t"), "co2_kg_t": say("kg CO₂/t"),
    "length_km": say("km"), "generalised_usd_t": say("USD/t"), "exposure_km": say("km"),
}  # fmt: skip
VERBS = {
    "open": say("open"), "close": say("close"), "delay": say("delay"),
    "speed-up": say("speed up"), "rule": say("change a rule"), "set": say("set a figure"),
    "scale": say("scale a figure"), "add": say("add"), "avoid": say("avoid"),
    "allow": say("allow"), "date": say("another date"), "weigh": say("weigh markets otherwise"),
}  # fmt: skip
"""What an edit does, where its card gives no reason."""
SMALLEST_TOLD = 0.05
SMALLEST_WHOLE = 0.5
"""Changes that would read as +0.0 or +0 are not told."""
SMALLEST_SHARE = 0.0005
MOST_STEPS = 40


@dataclass(frozen=True, kw_only=True)
class Cell:
    """A figure after, what it changed by, and whether that is better or worse."""

    text: str
    change: str = ""
    status: str = "same"


@dataclass(frozen=True, kw_only=True)
class PairRow:
    """One origin and market under a scenario."""

    name: str
    routes: str
    cells: list[Cell]


@dataclass(frozen=True, kw_only=True)
class VariantFacts:
    """What the page says of one scenario."""

    number: int
    title: str
    why: str
    sources: tuple[str, ...]
    access: str
    cells: list[Cell]
    rows: list[PairRow]
    shares: list[tuple[str, list[str]]]
    winners: list[str]
    losers: list[str]
    steps: list[tuple[str, str, str]]
    dependence: list[tuple[str, list[Moved]]]


@dataclass(frozen=True, kw_only=True)
class ComparisonFacts:
    """What stands beside the map."""

    measured: str
    dependence_heads: list[str]
    unit: str
    exposed_to: str
    markets: list[str]
    pairs: list[str]
    base: list[str]
    variants: list[VariantFacts]


def comparison_facts(found: Comparison, names: Names) -> ComparisonFacts:
    """Everything that the page says beside its map."""
    metric = metric_of(found.survey.minimise)
    codes = sorted(found.survey.exposed_to, key=names.country)
    pairs = [pair_name(found, pair) for pair in found.survey.pairs]
    time = metric == "time_h"
    return ComparisonFacts(
        measured=say("days") if time else UNITS[metric],
        dependence_heads=dependence_heads() if _asked(found) else [],
        unit=UNITS[metric],
        exposed_to=names.countries(codes) if codes else say("nobody"),
        markets=pairs,
        pairs=pairs,
        base=[_told(found.base[p].figures[metric], in_days=time) for p in found.survey.pairs],
        variants=[
            _variant(found, variant, number=number)
            for number, variant in enumerate(found.variants, start=1)
        ],
    )


def _asked(found: Comparison) -> bool:
    """Whether any measure of dependence was asked for, and could be had."""
    return bool(found.base_measures) or any(variant.measures for variant in found.variants)


def _variant(found: Comparison, variant: Variant, *, number: int) -> VariantFacts:
    metric = metric_of(found.survey.minimise)
    share = found.access[found.access["scenario"] == variant.name]["change_share"]
    gains = _gains(found, variant, metric=metric)
    return VariantFacts(
        number=number,
        title=Said(variant.scenario.title),
        why=Said(variant.scenario.why),
        sources=variant.scenario.source,
        access=joined(map(_share_text, share)),
        cells=[_moved(found, variant, pair=pair, metric=metric) for pair in found.survey.pairs],
        rows=list(_pair_rows(found, variant)),
        shares=list(_shares(found, variant, metric=metric)),
        winners=[told for good, told in gains if good],
        losers=[told for good, told in gains if not good],
        steps=list(_steps(found, variant)),
        dependence=dependence_rows(found, variant, names=Names(found.network)),
    )


def _share_text(share: float) -> str:
    if math.isnan(share):
        return say("unknown")
    return f"{share:+.1%}" if abs(share) >= SMALLEST_SHARE else say("same")


def _pair_rows(found: Comparison, variant: Variant) -> Iterator[PairRow]:
    for pair, outcome in variant.outcomes.items():
        before = found.base[pair]
        gained = len([step for step in outcome.steps if step not in before.steps])
        lost = len([step for step in before.steps if step not in outcome.steps])
        told = say("{gained} sections and crossings gained, {lost} lost", gained=gained, lost=lost)
        yield PairRow(
            name=pair_name(found, pair),
            routes=told if gained or lost else say("the same way"),
            cells=[_moved(found, variant, pair=pair, metric=metric) for metric in COLUMNS],
        )


def _moved(found: Comparison, variant: Variant, *, pair: tuple[str, str], metric: str) -> Cell:
    """A figure under a scenario, and its change where there is one to be seen."""
    in_days = metric == "time_h"
    before, after = (o.figures[metric] for o in (found.base[pair], variant.outcomes[pair]))
    text = _told(after, in_days=in_days)
    if before == after or math.isnan(before) or math.isnan(after):
        return Cell(text=text)
    if math.isinf(before) or math.isinf(after):
        opened = math.isinf(before)
        return Cell(text=text, change=say("opened") if opened else say("cut off"),
                    status="better" if opened else "worse")  # fmt: skip
    change = days(after - before) if in_days else after - before
    if abs(change) < (SMALLEST_TOLD if in_days else SMALLEST_WHOLE):
        return Cell(text=text)
    told = f"{change:+,.1f}" if in_days else f"{change:+,.0f}"
    return Cell(text=text, change=told, status="better" if change < 0 else "worse")


def _told(value: float, *, in_days: bool) -> str:
    if math.isinf(value):
        return say("no way")
    if math.isnan(value):
        return say("unknown")
    return f"{days(value):,.1f}" if in_days else figure(value)


def _shares(found: Comparison, variant: Variant, *, metric: str) -> Iterator[tuple[str, list[str]]]:
    """Whose doing the changes are, where a scenario has several edits and something changed."""
    table = found.attribution
    mine = table[(table["scenario"] == variant.name) & (table["metric"] == metric)]
    edits = mine[["card", "edit", "told"]].drop_duplicates().to_dict("records")
    if len(edits) > 1 and (mine["value"].abs() > SMALLEST_TOLD).any():
        for edit in edits:
            of = mine[(mine["card"] == edit["card"]) & (mine["edit"] == edit["edit"])]
            yield (
                VERBS.get(edit["told"], Said(edit["told"])),
                [_share(row) for row in of.to_dict("records")],
            )


def _share(row: dict[object, float]) -> str:
    value, error = row["value"], row["error"]
    if math.isnan(value):
        return say("unknown")
    return f"{value:+,.1f}" + (f" ± {error:.1f}" if error > 0 else "")


def _gains(found: Comparison, variant: Variant, *, metric: str) -> list[tuple[bool, str]]:
    """Winners and losers in words: markets by the minimised figure, countries by transit km."""
    names = Names(found.network)
    mine = found.winners[found.winners["scenario"] == variant.name]
    told: list[tuple[bool, str]] = []
    for row in mine.to_dict("records"):
        gain = row["gain"]
        if row["who"] == "country":
            country, km = names.country(row["name"]), f"{gain:+,.0f}"
            told.append((gain > 0, say("{country} {km} km on its land", country=country, km=km)))
            continue
        name = pair_name(found, (row["origin"], row["name"]))
        if math.isinf(gain):
            how = say("opened") if gain > 0 else say("cut off")
            told.append((gain > 0, joined([name, how], " ")))
        else:
            told.append((gain > 0, joined([name, f"{-gain:+,.1f}", UNITS[metric]], " ")))
    return told


def _steps(found: Comparison, variant: Variant) -> Iterator[tuple[str, str, str]]:
    table = found.routes[found.routes["scenario"] == variant.name]
    for pair in found.survey.pairs:
        mine = table[(table["origin"] == pair[0]) & (table["market"] == pair[1])]
        if len(mine):
            gained, lost = (_some(mine[mine["change"] == word]) for word in ("gained", "lost"))
            yield pair_name(found, pair), gained, lost


def _some(steps: pd.DataFrame) -> str:
    ids = [str(step) for step in steps["id"]]
    more = len(ids) - MOST_STEPS
    first = joined(ids[:MOST_STEPS])
    return say("{first} and {n} more", first=first, n=more) if more > 0 else first


def pair_name(found: Comparison, pair: tuple[str, str]) -> str:
    """The market, and the origin before it where there are several."""
    names = Names(found.network)
    market = names.place(pair[1])
    many = len(found.survey.origins) > 1
    if not many:
        return market
    return say("{origin} to {market}", origin=names.place(pair[0]), market=market)
