"""What the page of a comparison says beside its map, as texts ready to be typeset.

In    a ``Comparison``.
Out   ``ComparisonFacts``.
Law   the figures of the tables, no others; a change is written out and never told by colour alone;
      a change too small to be seen is left blank.
Not   here: the map and the frame (``views.comparison_page``), several avoided sets at once
      (``views.comparison_situations``), sentences (``views.comparison_told``), layout (the
      templates).
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace

from ortoo.base.saying import Said, joined, say
from ortoo.study.compared import Comparison, Variant
from ortoo.study.outcomes import Pair, metric_of
from ortoo.views.comparison_dependence import Moved, dependence_heads, dependence_rows
from ortoo.views.comparison_told import (
    SMALLEST_SHARE,
    UNITS,
    gained,
    in_units,
    least_told,
    pair_name,
    signed,
    stretches,
    told,
)
from ortoo.views.wording import Names

COLUMNS = ("time_h", "cost_usd_t", "co2_kg_t", "exposure_km")
VERBS = {
    "open": say("open"), "close": say("close"), "delay": say("delay"),
    "speed-up": say("speed up"), "rule": say("change a rule"), "set": say("set a figure"),
    "scale": say("scale a figure"), "add": say("add"), "avoid": say("avoid"),
    "allow": say("allow"), "date": say("another date"), "weigh": say("weigh markets otherwise"),
}  # fmt: skip
"""What an edit does, where its card gives no reason."""


@dataclass(frozen=True, kw_only=True)
class Cell:
    """A figure after, what it changed by or was ``before``, and whether that is better or worse."""

    text: str
    change: str = ""
    before: str = ""
    status: str = "same"

    @property
    def told(self) -> "Cell":
        """The same with both figures in one text: "6.1 → 7.5"."""
        if not self.before:
            return self
        return replace(self, text=joined([self.before, self.text], " → "), change="")


@dataclass(frozen=True, kw_only=True)
class PairRow:
    """One origin and market under a scenario."""

    name: str
    routes: str
    cells: list[Cell]


@dataclass(frozen=True, kw_only=True)
class VariantFacts:
    """What the page says of one scenario, or of one while something is avoided."""

    number: int
    title: str
    under: str
    why: str
    sources: tuple[str, ...]
    access: str
    unit: str
    exposed_to: str
    cells: list[Cell]
    rows: list[PairRow]
    shares: list[tuple[str, list[str]]]
    winners: list[str]
    losers: list[str]
    transit: str
    steps: list[tuple[str, str, str]]
    still: bool
    dependence: list[tuple[str, list[Moved]]]


@dataclass(frozen=True, kw_only=True)
class ComparisonFacts:
    """What stands beside the map.

    ``base`` is empty where each variant has a base of its own, ``checked`` the variant shown first.
    """

    choose: str
    measured: str
    dependence_heads: list[str]
    markets: list[str]
    base: list[str]
    variants: list[VariantFacts]
    checked: int = 1
    why: str = ""
    sources: tuple[str, ...] = ()


def comparison_facts(found: Comparison, names: Names) -> ComparisonFacts:
    """Everything that the page says beside its map."""
    metric = metric_of(found.survey.minimise)
    pairs = found.survey.pairs
    return ComparisonFacts(
        choose=say("Choose a scenario"),
        measured=UNITS[metric],
        dependence_heads=dependence_heads() if _asked(found) else [],
        markets=[pair_name(found, pair, names=names) for pair in pairs],
        base=[told(found.base[pair].figures[metric], metric=metric) for pair in pairs],
        variants=[
            variant_facts(found, variant, number=number, names=names)
            for number, variant in enumerate(found.variants, start=1)
        ],
    )


def _asked(found: Comparison) -> bool:
    """Whether any measure of dependence was asked for, and could be had."""
    return bool(found.base_measures) or any(variant.measures for variant in found.variants)


def variant_facts(
    found: Comparison, variant: Variant, *, number: int, names: Names
) -> VariantFacts:
    """What the page says of one scenario."""
    metric = metric_of(found.survey.minimise)
    codes = sorted(found.survey.exposed_to, key=names.country)
    rows = list(_pair_rows(found, variant, names=names))
    share = found.access[found.access["scenario"] == variant.name]["change_share"]
    gains = gained(found, variant, names=names)
    return VariantFacts(
        number=number,
        title=Said(variant.scenario.title),
        under="",
        why=Said(variant.scenario.why),
        sources=variant.scenario.source,
        access="" if metric == "exposure_km" else joined(map(_share_text, share)),
        unit=UNITS[metric],
        exposed_to=names.countries(codes) if codes else say("nobody"),
        cells=[moved(found, variant, pair=pair, metric=metric) for pair in found.survey.pairs],
        rows=rows,
        shares=list(_shares(found, variant, metric=metric)),
        winners=gains.better,
        losers=gains.worse,
        transit=gains.transit,
        steps=list(stretches(found, variant, names=names)),
        still=all(cell.status == "same" for row in rows for cell in row.cells),
        dependence=dependence_rows(found, variant, names=names),
    )


def moved(found: Comparison, variant: Variant, *, pair: Pair, metric: str) -> Cell:
    """A figure under a scenario, and its change where there is one to be seen."""
    before, after = (o.figures[metric] for o in (found.base[pair], variant.outcomes[pair]))
    text = told(after, metric=metric)
    if before == after or math.isnan(before) or math.isnan(after):
        return Cell(text=text)
    if math.isinf(before) or math.isinf(after):
        opened = math.isinf(before)
        return Cell(text=text, change=say("opened") if opened else say("cut off"),
                    before=told(before, metric=metric),
                    status="better" if opened else "worse")  # fmt: skip
    change = in_units(after - before, metric=metric)
    if abs(change) < least_told(metric):
        return Cell(text=text)
    return Cell(text=text, change=signed(change, digits=1 if metric == "time_h" else 0),
                before=told(before, metric=metric),
                status="better" if change < 0 else "worse")  # fmt: skip


def _share_text(share: float) -> str:
    if math.isnan(share):
        return say("unknown")
    if abs(share) < SMALLEST_SHARE:
        return say("same")
    return joined([signed(100 * share, digits=1), Said("%")], " ")


def _pair_rows(found: Comparison, variant: Variant, *, names: Names) -> Iterator[PairRow]:
    for pair, outcome in variant.outcomes.items():
        same = outcome.steps.keys() == found.base[pair].steps.keys()
        yield PairRow(
            name=pair_name(found, pair, names=names),
            routes=say("the same way") if same else say("another way"),
            cells=[moved(found, variant, pair=pair, metric=metric).told for metric in COLUMNS],
        )


def _shares(found: Comparison, variant: Variant, *, metric: str) -> Iterator[tuple[str, list[str]]]:
    """Whose doing the changes are, where a scenario has several edits and something changed."""
    table = found.attribution
    mine = table[(table["scenario"] == variant.name) & (table["metric"] == metric)]
    edits = mine[["card", "edit", "told"]].drop_duplicates().to_dict("records")
    if (
        len(edits) > 1
        and (in_units(mine["value"].abs(), metric=metric) >= least_told(metric)).any()
    ):
        for edit in edits:
            of = mine[(mine["card"] == edit["card"]) & (mine["edit"] == edit["edit"])]
            yield (
                VERBS.get(edit["told"], Said(edit["told"])),
                [_share(row, metric=metric) for row in of.to_dict("records")],
            )


def _share(row: dict[object, float], *, metric: str) -> str:
    value, error = (in_units(row[name], metric=metric) for name in ("value", "error"))
    if math.isnan(value):
        return say("unknown")
    if max(abs(value), error) < least_told(metric):
        return ""
    return signed(value, digits=1) + (f" ± {error:.1f}" if error > 0 else "")
