"""Comparisons, repairs and scenario checks as tables for a terminal.

In    a ``Comparison``, a ``Repair``, or what a check found.
Out   rich renderables.
Law   the same figures as the JSON; unknown reads "unknown", no way reads "no way".
Not   here: printing them (``cli``), pages (``views.comparison_page``).
"""

import math
from collections.abc import Iterator, Sequence

from rich.console import Group, RenderableType
from rich.markup import escape

from ortoo.base.units import days
from ortoo.inputs.cards import Scenario
from ortoo.routes.question import word_of
from ortoo.study.compared import Comparison, Variant
from ortoo.study.outcomes import metric_of
from ortoo.study.repair import Remedy, Repair
from ortoo.views.comparison_dependence import dependence_heads, dependence_rows
from ortoo.views.comparison_told import SMALLEST_SHARE, UNITS, in_units
from ortoo.views.grid import Grid, grid
from ortoo.views.tables import figure
from ortoo.views.wording import Names

MOST_REMEDIES = 12
SMALLEST_TOLD = 0.05


def comparison_text(found: Comparison) -> Group:
    """Each scenario's changes by market, then access, winners and losers, and whose doing it is."""
    return Group(*_comparison(found))


def repair_text(found: Repair) -> Group:
    """What would open the way, what would cut exposure, and what nothing on the ground can do."""
    return Group(*_repair(found))


def check_text(cards: Sequence[Scenario], order: Sequence[str]) -> Group:
    """What cards say, once they are found to fit, and where their order matters."""
    told = [escape(line) for line in order] or ["Their order does not matter."]
    return Group(cards_text(cards), *(told if len(cards) > 1 else []))


def cards_text(cards: Sequence[Scenario]) -> Grid:
    """What cards say, one a row."""
    table = grid("", "scenario", "title", "edits", "needs", texts={"scenario", "title", "needs"})
    for card in cards:
        needs = ", ".join(needed.scenario_id for needed in card.needed) or "-"
        table.add_row(card.scenario_id, escape(card.title), str(len(card.edits)), needs)
    return table


def _comparison(found: Comparison) -> Iterator[RenderableType]:
    metric = metric_of(found.survey.minimise)
    for variant in found.variants:
        yield f"\n[bold]{escape(variant.scenario.title)}[/bold] ({variant.name})"
        yield _markets(found, variant.name)
        access = found.access[found.access["scenario"] == variant.name]
        for row in access.to_dict("records"):
            share = row["change_share"]
            told = "unknown" if math.isnan(share) else f"{share:+.1%}"
            told = "same" if abs(share) < SMALLEST_SHARE else told
            word = word_of(found.survey.minimise)
            yield f"Market access from {row['origin']}, by {word}: {told}"
        yield from _attributed(found, variant.name, metric=metric)
        yield from _measured(found, variant)
    if not found.variants:
        yield "No scenario to compare."


def _measured(found: Comparison, variant: Variant) -> Iterator[RenderableType]:
    """What each country holds over the origin, as far as the scenario changes it."""
    if not variant.measures:
        return
    rows = dependence_rows(found, variant, names=Names(found.network))
    if not rows:
        yield "What each country holds over the origin does not move."
        return
    table = Grid("country", title="What each holds", title_justify="left", header_style="dim")
    for head in dependence_heads():
        table.add_column(head, justify="right", overflow="fold")
    for whose, moved in rows:
        table.add_row(whose, *(f"{m.before}\n→ {m.text}" if m.before else m.text for m in moved))
    yield table


def _markets(found: Comparison, name: str) -> Grid:
    mine = found.figures[found.figures["scenario"] == name]
    pairs = {
        (row["origin"], row["market"], row["metric"]): (row["base"], row["value"])
        for row in mine.to_dict("records")
    }
    many = len(found.survey.origins) > 1
    table = Grid(title_justify="left", header_style="dim")
    for column in ("from", "to") if many else ("to",):
        table.add_column(column, overflow="fold")
    inside = "+".join(sorted(found.survey.exposed_to)) or "nobody"
    for column in ("days", "USD/t", "kg CO2/t", f"km in {inside}", "steps"):
        table.add_column(column, justify="right", overflow="fold")
    moved = found.routes[found.routes["scenario"] == name]
    for pair in found.survey.pairs:
        steps = moved[(moved["origin"] == pair[0]) & (moved["market"] == pair[1])]
        count = steps["change"].value_counts()
        table.add_row(
            *(pair if many else pair[1:]),
            _moved(*pairs[*pair, "time_h"], in_days=True),
            *(_moved(*pairs[*pair, m]) for m in ("cost_usd_t", "co2_kg_t", "exposure_km")),
            f"+{count.get('gained', 0)} -{count.get('lost', 0)}" if len(steps) else "same",
        )
    return table


def _moved(before: float, after: float, *, in_days: bool = False) -> str:
    """Before and after: "5.9", or "5.9 → 7.1" where it changed."""
    one, two = (days(value) if in_days else value for value in (before, after))
    if one == two or abs(two - one) < SMALLEST_TOLD:
        return _told(one, in_days=in_days)
    return f"{_told(one, in_days=in_days)} → {_told(two, in_days=in_days)}"


def _told(value: float, *, in_days: bool) -> str:
    if math.isinf(value):
        return "no way"
    return "unknown" if math.isnan(value) else f"{value:,.1f}" if in_days else figure(value)


def _attributed(found: Comparison, name: str, *, metric: str) -> Iterator[RenderableType]:
    """Whose doing the change is, where a card has several edits and something changed."""
    table = found.attribution
    mine = table[(table["scenario"] == name) & (table["metric"] == metric)]
    mine = mine.assign(**{c: in_units(mine[c], metric=metric) for c in ("value", "error")})
    edits = mine[["card", "edit", "told"]].drop_duplicates()
    if len(edits) < 2 or not (mine["value"].abs() > SMALLEST_TOLD).any():  # noqa: PLR2004
        return
    mattering = [m for m in found.survey.markets
                 if (mine[mine["market"] == m]["value"].abs() > SMALLEST_TOLD).any()]  # fmt: skip
    shown = Grid(
        title=f"Owed to each edit, {UNITS[metric]}", title_justify="left", header_style="dim"
    )
    shown.add_column("edit", overflow="fold")
    for market in mattering:
        shown.add_column(market, justify="right", overflow="fold")
    idle = []
    for edit in edits.to_dict("records"):
        of = mine[(mine["card"] == edit["card"]) & (mine["edit"] == edit["edit"])]
        told = f"{edit['card']} {edit['edit']}: {edit['told']}"
        if not (of["value"].abs() > SMALLEST_TOLD).any() and not of["value"].isna().any():
            idle.append(told)
            continue
        sums = of.groupby("market")[["value", "error"]].sum(min_count=1)
        shown.add_row(escape(told), *(_share(sums, market) for market in mattering))
    yield shown
    if idle:
        yield escape(f"Nothing is owed to {'; '.join(idle)}.")


def _share(sums: object, market: str) -> str:
    value, error = (float(sums.loc[market, name]) if market in sums.index else math.nan  # type: ignore[attr-defined]
                    for name in ("value", "error"))  # fmt: skip
    if math.isnan(value):
        return "unknown"
    return f"{value:+,.1f}" + (f" ± {error:.1f}" if error > 0 else "")


def _repair(found: Repair) -> Iterator[RenderableType]:
    avoided = " and ".join(sorted(found.avoided))
    trip = f"from {escape(found.origin.name)} to {escape(found.destination.name)}"
    if found.best is not None:
        time = f"{days(found.best.time_h):.1f} days"
        yield f"[bold]Nothing to repair: there is a way {trip} without {avoided}, {time}.[/bold]"
        return
    yield f"[bold]There is no way {trip} without {avoided}.[/bold]"
    if not math.isnan(found.border_km):
        yield (
            f"{found.origin.country} has {figure(found.border_km, 'km')} of land border; "
            f"{found.inside_avoided_share:.2%} of it is with {avoided}."
        )
    if found.enclosed:
        yield f"So no repair on the ground can avoid {avoided}: whatever is built ends at them."
    yield f"{found.tried} candidates were tried, alone and in pairs."
    if found.opening:
        yield _remedies(found.opening, "What would open a way", cuts=False)
    if math.isnan(found.exposure_km):
        yield "There is no way even with all countries allowed."
        return
    yield f"The least exposed way has {figure(found.exposure_km, 'km')} inside {avoided}."
    if found.cutting:
        yield _remedies(found.cutting, f"What would cut the km inside {avoided}", cuts=True)
    else:
        yield "No candidate, and no pair, cuts that."


def _remedies(remedies: Sequence[Remedy], title: str, *, cuts: bool) -> Grid:
    table = Grid(title=title, title_justify="left", title_style="bold", header_style="dim")
    table.add_column("change", overflow="fold")
    heads = ("km cut", "new km", "cut per new km", "m USD", "cut per m USD") if cuts else (
        "new km", "m USD")  # fmt: skip
    for column in (*heads, "days", "through"):
        table.add_column(column, justify="right", overflow="fold")
    for remedy in remedies[:MOST_REMEDIES]:
        new, usd = figure(remedy.new_km), figure(remedy.usd_m)
        per_km = "-" if math.isinf(remedy.cut_per_new_km) else f"{remedy.cut_per_new_km:.2f}"
        per_usd = figure(remedy.cut_per_usd_m)
        cells = (figure(remedy.cut_km), new, per_km, usd, per_usd) if cuts else (new, usd)
        time = "unknown" if math.isnan(remedy.route.time_h) else f"{days(remedy.route.time_h):.1f}"
        table.add_row(escape(remedy.name), *cells, time, " ".join(remedy.route.countries))
    if len(remedies) > MOST_REMEDIES:
        table.add_row(f"and {len(remedies) - MOST_REMEDIES} more (all with --json)")
    return table
