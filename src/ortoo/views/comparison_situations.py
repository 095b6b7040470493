"""One scenario under several avoided sets as one page: a table of sets by markets above its tables.

In    ``Situation``s of one scenario, at least one.
Out   a ``Sheet``.
Law   what is told of a situation is what ``views.comparison_facts`` tells of its comparison.
Not   here: comparing (``study.situations``), the sentence (``views.comparison_finding``).
"""

from collections.abc import Sequence
from dataclasses import replace

import pandas as pd

from ortoo.base.saying import Said, joined, say
from ortoo.routes.question import word_of
from ortoo.study.compared import Comparison, Variant
from ortoo.study.outcomes import Outcome, Pair, metric_of
from ortoo.study.situations import Situation
from ortoo.views.citations import cited
from ortoo.views.comparison_edited import edited_lines
from ortoo.views.comparison_facts import Cell, ComparisonFacts, VariantFacts, moved, variant_facts
from ortoo.views.comparison_finding import finding
from ortoo.views.comparison_page import title_of, way_lines, ways_picture
from ortoo.views.comparison_told import UNITS, pair_name
from ortoo.views.frame import Words, frame_of
from ortoo.views.index_page import without_text
from ortoo.views.picture import Line, LineLook, Picture
from ortoo.views.sheet import Sheet
from ortoo.views.wording import Names, listed

SOUGHT = {
    "time_h": say("fastest way, in days"), "cost_usd_t": say("cheapest way, in USD/t"),
    "co2_kg_t": say("way with least CO₂, in kg/t"), "length_km": say("shortest way, in km"),
    "generalised_usd_t": say("way of least generalised cost, in USD/t"),
    "exposure_km": say("no way; least exposed way, in km inside"),
}  # fmt: skip


def situations_sheet(found: Sequence[Situation]) -> Sheet:
    """Everything that the page of ``found`` is made from."""
    first = found[0].comparison
    names = Names(first.network)
    sentence = finding(found, names)
    origins = listed([names.place(origin) for origin in first.survey.origins])
    words = Words(
        title=title_of(first, origins),
        under=sentence,
        described=say("Map of the ways from {origins}, today and under the chosen scenario. "
                      "The tables beside it hold the same facts.", origins=origins),
        sourcing=say("Data as of {date}.", date=first.network.date),
    )  # fmt: skip
    routes = [outcome.route for one in found for outcome in one.comparison.base.values()
              if outcome.route is not None]  # fmt: skip
    return Sheet(
        picture=_picture(found, names),
        template="comparison.html",
        frame=frame_of(first.network, words, cited=cited(routes)),
        facts=situations_facts(found, names),
        finding=sentence,
        tables=_tables(found),
    )


def situations_facts(found: Sequence[Situation], names: Names) -> ComparisonFacts:
    """What stands beside the map; each situation has the place of a scenario."""
    first = found[0].comparison
    (variant,) = first.variants
    return ComparisonFacts(
        choose=say("Choose what is avoided"),
        measured=say("Avoided"),
        dependence_heads=[],
        markets=[pair_name(first, pair, names=names) for pair in first.survey.pairs],
        base=[],
        variants=[_facts(one, number, names=names) for number, one in enumerate(found, start=1)],
        checked=1 + _most_telling(found),
        why=Said(variant.scenario.why),
        sources=variant.scenario.source,
    )


def _tables(found: Sequence[Situation]) -> dict[str, pd.DataFrame]:
    """The tables of all comparisons, each row with what was avoided and what was sought."""
    frames: dict[str, list[pd.DataFrame]] = {}
    for one in found:
        avoided, sought = " ".join(sorted(one.avoided)), word_of(one.comparison.survey.minimise)
        for name, table in one.comparison.tables.items():
            if len(table):
                keyed = table.assign(avoided=avoided, minimised=sought)
                frames.setdefault(name, []).append(keyed)
    return {name: pd.concat(of, ignore_index=True) for name, of in frames.items()}


def telling_picture(found: Sequence[Situation]) -> Picture:
    """The ways of the first situation that changes anything, for a small picture."""
    return _picture([found[_most_telling(found)]], Names(found[0].comparison.network))


def _facts(one: Situation, number: int, *, names: Names) -> VariantFacts:
    found = one.comparison
    (variant,) = found.variants
    return replace(
        variant_facts(found, variant, number=number, names=names),
        title=without_text(sorted(one.avoided), names),
        under=SOUGHT[metric_of(found.survey.minimise)],
        why="",
        sources=(),
        cells=[_cell(found, variant, pair=pair) for pair in found.survey.pairs],
    )


def _cell(found: Comparison, variant: Variant, *, pair: Pair) -> Cell:
    """Before and after; and the days, where these are not what is sought but change as well."""
    metric = metric_of(found.survey.minimise)
    sought, time = (
        moved(found, variant, pair=pair, metric=of) for of in (metric, "time_h")
    )  # fmt: skip
    if metric == "time_h" or not time.before or sought.text == time.text:
        return sought.told
    status = sought.status if sought.before else time.status
    return replace(
        sought.told, status=status, change=joined([time.told.text, UNITS["time_h"]], " ")
    )


def _most_telling(found: Sequence[Situation]) -> int:
    """The number of the first situation in which anything changes; else 0."""
    for number, one in enumerate(found):
        (variant,) = one.comparison.variants
        pairs = one.comparison.survey.pairs
        if any(_cell(one.comparison, variant, pair=pair).status != "same" for pair in pairs):
            return number
    return 0


def _picture(found: Sequence[Situation], names: Names) -> Picture:
    """What the card changes; and on a layer of its own each situation before and after."""
    (variant,) = found[0].comparison.variants
    edited = edited_lines(found[0].comparison.network, variant.future.network)
    lines: list[Line] = []
    for number, one in enumerate(found, start=1):
        (variant,) = one.comparison.variants
        layers: list[tuple[dict[Pair, Outcome], LineLook]] = [
            (dict(one.comparison.base), LineLook.BEFORE),
            (dict(variant.outcomes), LineLook.AFTER),
        ]
        for outcomes, look in layers:
            lines += way_lines(list(outcomes.values()), look, layer=number)
    return ways_picture(found[0].comparison, [*lines, *edited], names=names)
