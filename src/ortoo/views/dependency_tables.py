"""A dependency as tables for a terminal.

In    a ``Dependency``.
Out   rich renderables.
Law   the same figures as the JSON; what is left out for brevity is counted; unknown, infinite and
      not applicable read as words.
Not   here: printing them (``cli``).
"""

from collections.abc import Iterator, Sequence

import pandas as pd
from rich.console import Group, JustifyMethod, RenderableType
from rich.markup import escape
from rich.table import Table

from ortoo.base.units import days
from ortoo.study.dependency import Dependency
from ortoo.study.facts import Status
from ortoo.study.terms import Flow
from ortoo.views.dependency_story import (
    about_closures,
    about_countries,
    concerned,
    worst_closures,
)
from ortoo.views.dependency_wording import (
    PARAMETER_NOUNS,
    WEIGHT_NOUNS,
    crossing_name,
    percent_text,
    power_text,
    section_name,
    value_text,
)
from ortoo.views.grid import Grid
from ortoo.views.wording import Names

COUNTRY_METRICS = {
    "shapley_connection": "connects",
    "shapley_value": "cost",
    "bypass_penalty": "round it",
    "bypass_cut": "cuts off",
    "transit_share": "of km",
    "access_loss": "access",
}
MARKET_METRICS = {
    "least_cost": "gen.",
    "best_usd": "USD/t",
    "best_h": "days",
    "best_km": "km",
    "effective_countries": "countries",
    "redundancy_countries": "apart",
    "redundancy_crossings": "posts",
}
KEPT = {"country", "market", "USD/t", "km", "weight"}
KEYS = (
    "connects, cost: Shapley power to connect and over cost; round it: rise in cost without it, "
    "over the markets outside it; of km: of expected transit; access: share of market access lost "
    "without it; gen.: generalised cost in USD/t; countries: effective number; apart, "
    "posts: ways that share no country, no post."
)
MOST_COUNTRIES, MOST_CLOSURES = 8, 6


def dependency_text(found: Dependency) -> Group:
    """Everything that ``ortoo dependency`` prints."""
    names = Names(found.case.network)
    paragraphs = [" ".join(about(found, names)) for about in (about_countries, about_closures)]
    return Group(
        _head(found),
        _countries(found, names),
        _markets(found),
        *_closures(found, names),
        _sensitivity(found),
        f"[dim]{KEYS}[/dim]",
        *(f"\n{escape(text)}" for text in paragraphs),
        "All facts, each with status and definition: --json or --export FILE.csv|.xlsx|.json",
    )


def _head(found: Dependency) -> str:
    case = found.case
    towards = "to" if case.terms.flow is Flow.EXPORT else "from"
    noun, count = WEIGHT_NOUNS[case.terms.weights], len(case.markets)
    return (
        f"[bold]{escape(case.origin.name)} {towards} {count} market{'s' if count > 1 else ''} "
        f"({case.terms.flow}), weighted by {noun}[/bold]\n"
        f"Generalised cost in USD/t: money + {case.terms.value_of_time_usd_th:g} x hours"
    )


def _countries(found: Dependency, names: Names) -> Table:
    table = _table("Transit countries, over all markets", "country", *COUNTRY_METRICS.values())
    ordered = concerned(found)
    for country in ordered[:MOST_COUNTRIES]:
        table.add_row(escape(names.country(country)), *_cells(found, country))
    rest = ordered[MOST_COUNTRIES:]
    if rest:
        table.caption = f"and with less power {', '.join(rest)}"
    return table


def _cells(found: Dependency, country: str) -> Iterator[str]:
    for metric in COUNTRY_METRICS:
        rows = found.rows(metric)
        own = rows[rows["subject"] == country]
        yield value_text(own.iloc[0]) if len(own) else "0 %"


def _markets(found: Dependency) -> Table:
    table = _table("Markets", "market", "weight", *MARKET_METRICS.values())
    for market in found.weights.to_dict("records"):
        known = market["status"] == Status.KNOWN
        cells = [_market_cell(found, metric, market=market["market"]) for metric in MARKET_METRICS]
        weight = percent_text(market["weight"]) if known else "unknown"
        table.add_row(escape(market["name"]), weight, *cells)
    return table


def _market_cell(found: Dependency, metric: str, *, market: str) -> str:
    row = found.row(metric, market=market)
    if metric == "best_h" and row["status"] == Status.KNOWN:
        return f"{days(float(row['value'])):.1f}"
    if metric == "least_cost" and row["status"] == Status.INFINITE:
        return "no way"
    return value_text(row)


def _closures(found: Dependency, names: Names) -> Iterator[RenderableType]:
    network = found.case.network
    for element, name_of in (("crossing", crossing_name), ("section", section_name)):
        pairs = worst_closures(found, element)
        table = _table(f"Single {element}s whose closure hurts most", "id", "cost", "cuts off")
        for row, cut in pairs[:MOST_CLOSURES]:
            name = name_of(network, row["subject"], names=names)
            table.add_row(escape(name), value_text(row), value_text(cut))
        if len(pairs) > MOST_CLOSURES:
            table.caption = f"and {len(pairs) - MOST_CLOSURES} more; all others cost nothing"
        if pairs:
            yield table


def _sensitivity(found: Dependency) -> Table:
    columns = ("setting", "power over cost", "crossing", "HHI")
    table = _table("How the ranking moves", *columns)
    for (parameter, setting), rows in found.sensitivity.groupby(
        ["parameter", "setting"], sort=False
    ):
        power = _first(rows[rows["metric"] == "shapley_value"], 2)
        crossing = _first(rows[rows["metric"] == "crossing_criticality"], 1)
        hhi = rows.loc[rows["metric"] == "hhi", "value"]
        table.add_row(
            f"{PARAMETER_NOUNS[str(parameter)].partition(',')[0]} {setting}".strip(),
            " > ".join(f"{s} {power_text(value)}" for s, value in power) or "nobody",
            " ".join(escape(subject) for subject, _ in crossing),
            f"{hhi.iloc[0]:.2f}" if hhi.notna().any() else "unknown",
        )
    return table


def _first(rows: pd.DataFrame, most: int) -> Sequence[tuple[str, float]]:
    ranked = rows[rows["value"] > 0].sort_values(["rank", "subject"])
    return list(zip(ranked["subject"], ranked["value"], strict=True))[:most]


def _table(title: str, *columns: str) -> Table:
    table = Grid(title=title, title_justify="left", title_style="bold", header_style="dim")
    texts = {"country", "market", "id", "parameter", "setting", "power over cost",
             "crossing"}  # fmt: skip
    for column in columns:
        side: JustifyMethod = "left" if column in texts else "right"
        table.add_column(column, justify=side, no_wrap=column in KEPT, overflow="fold")
    return table
