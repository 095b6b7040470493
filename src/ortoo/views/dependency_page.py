"""The report: who holds what over an origin, on a map, in charts, tables and two paragraphs.

In    a ``Dependency``.
Out   the text of one HTML file.
Law   every number names the row that it comes from (``data-row``), and every such row stands on the
      page; the page asks for nothing from anywhere; the same findings give the same bytes.
Not   here: the words (``views.dependency_wording``, ``views.dependency_story``), the map
      (``views.dependency_map``), writing the file.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pandas as pd

from ortoo.base.saying import Cited, Said, joined, say
from ortoo.inputs.schema import MODES_KNOWN
from ortoo.study.definitions import DEFINITIONS
from ortoo.study.dependency import Dependency
from ortoo.study.facts import Status
from ortoo.study.terms import PARAMETERS, Flow
from ortoo.views.charts import BarRow, Part
from ortoo.views.citations import cited as sources_behind
from ortoo.views.dependency_charts import access_rows, closure_rows, power_rows, stacks_and_key
from ortoo.views.dependency_cited import cited_rows
from ortoo.views.dependency_exports import sheets
from ortoo.views.dependency_map import dependency_picture
from ortoo.views.dependency_rows import MOST, POWER_LEGEND, Closure, Held, Rows, legend_of, rows_of
from ortoo.views.dependency_story import about_closures, about_countries, concerned
from ortoo.views.dependency_wording import (
    PARAMETER_NOUNS,
    STATUSES,
    WEIGHT_NOUNS,
    crossing_name,
    left_out,
    percent_text,
    power_text,
    setting_text,
    title,
    value_text,
)
from ortoo.views.frame import Frame, Words, frame_of
from ortoo.views.language import ENGLISH, Language
from ortoo.views.sheet import Sheet, page
from ortoo.views.wording import BY, CARGO, Names, date_text, listed

MOST_ROUND = 6
TOLD = 2
"""Sentences that say the page."""
MARKET_METRICS = (
    "least_cost", "best_usd", "best_h", "best_km", "detour_index", "effective_countries",
    "redundancy_countries", "redundancy_crossings", "capacity_most",
)  # fmt: skip
MARKET_HEADS = (
    say("generalised cost, USD/t"), say("USD/t"), say("hours"), say("km"), say("detour"),
    say("effective countries"), say("ways without a common country"),
    say("ways without a common crossing"), say("Mt a year at most"),
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class ReportFacts:
    """Everything that the report says."""

    power_legend: tuple[tuple[str, str], ...]
    crossing_legend: list[tuple[str, str]]
    section_legend: list[tuple[str, str]]
    held: tuple[Held, ...]
    closed_crossings: tuple[Closure, ...]
    closed_sections: tuple[Closure, ...]
    paragraphs: list[list[Said]]
    power: list[BarRow]
    access: list[BarRow]
    crossings: list[BarRow]
    sections: list[BarRow]
    stacks: list[tuple[str, tuple[Part, ...]]]
    keys: list[tuple[str, str]]
    round_heads: list[str]
    round_rows: list[tuple[str, list[Cited]]]
    market_heads: tuple[str, ...]
    market_rows: list[tuple[str, Cited, list[Cited]]]
    sensitivity: list[tuple[str, str, list[Cited], Cited, Cited]]
    parameters: list[tuple[str, str, str]]
    definitions: list[tuple[str, str, str, str]]
    rows: list[tuple[str, str, str]]
    left_out: str
    value_of_time: str


def dependency_page(found: Dependency, language: Language = ENGLISH) -> str:
    """One self-contained HTML page about ``found``, with a map; prints on A4.

    Examples
    --------
    >>> import ortoo
    >>> found = ortoo.dependency(ortoo.load_network(), "Ulaanbaatar", markets=["Almaty"])
    >>> dependency_page(found).startswith("<!DOCTYPE html>")
    True
    """
    return page(dependency_sheet(found), language)


def dependency_sheet(found: Dependency) -> Sheet:
    """Everything that the page about ``found`` is made from."""
    names = Names(found.case.network)
    rows = rows_of(found, names)
    picture = dependency_picture(found, rows, names=names)
    rows = rows.drawn_as({area.popup.item for area in picture.areas if area.popup is not None})
    return Sheet(
        picture=picture,
        template="dependency.html",
        frame=_frame(found, names),
        facts=report_facts(found, rows, names=names),
        finding=joined(about_countries(found, names)[:TOLD], " "),
        tables=_tables(found),
        scripts=("dependency.js",),
        styles=("report.css",),
    )


def _tables(found: Dependency) -> dict[str, pd.DataFrame]:
    """What the page carries: all tables without the columns that say another column again."""
    whole = sheets(found)
    return {
        **whole,
        "facts": whole["facts"].drop(columns="definition"),
        "sensitivity": whole["sensitivity"].drop(columns="row_id"),
    }


def report_facts(found: Dependency, shown: Rows, *, names: Names) -> ReportFacts:
    """Everything that the report says, as texts with their rows."""
    stacks, keys = stacks_and_key(found, names)
    round_heads, round_rows = _round(found, names)
    items = {row.country: row.item for row in shown.held}
    items |= {row.subject: row.item for row in (*shown.crossings, *shown.sections)}
    facts = {
        "held": shown.held,
        "closed_crossings": shown.crossings[: MOST["crossing"]],
        "closed_sections": shown.sections[: MOST["section"]],
        "paragraphs": [about(found, names) for about in (about_countries, about_closures)],
        "power": power_rows(found, names, items=items), "access": access_rows(found, names),
        "crossings": closure_rows(found, "crossing", names=names, items=items),
        "sections": closure_rows(found, "section", names=names, items=items),
        "stacks": stacks, "keys": keys, "round_heads": round_heads, "round_rows": round_rows,
        "market_heads": MARKET_HEADS, "market_rows": list(_markets(found, names)),
        "sensitivity": list(_sensitivity(found, names)),
        "parameters": [
            (of.meaning, joined([f"{getattr(found.case.terms, name):g}", of.unit], " "), of.source)
            for name, of in PARAMETERS.items()
        ],
        "definitions": [
            (of.name, of.unit, of.meaning, of.source) for of in DEFINITIONS.values()
        ],
        "left_out": listed(left_out(found)) if left_out(found) else "",
        "value_of_time": f"{found.case.terms.value_of_time_usd_th:g}",
    }  # fmt: skip
    return ReportFacts(
        rows=list(cited_rows(found, facts)),
        power_legend=POWER_LEGEND,
        crossing_legend=legend_of(shown.crossings[: MOST["crossing"]]),
        section_legend=legend_of(shown.sections),
        **facts,  # type: ignore[arg-type]
    )


def _frame(found: Dependency, names: Names) -> Frame:
    case = found.case
    words = Words(
        title=title(found),
        under=_under(found),
        described=say(
            "Map of the countries between {origin} and its markets, shaded by their power to "
            "connect, and of the crossings and sections whose closure would raise cost.",
            origin=names.found(case.origin),
        ),
        sourcing=say("Data as of {date}.", date=case.network.date),
    )
    bests = [routes[0] for routes in found.solved.ways if routes]
    return frame_of(case.network, words, cited=sources_behind(bests))


def _under(found: Dependency) -> Said:
    """By what cost, whose freight, when, and what markets weigh."""
    rules, terms = found.case.questions[0].rules, found.case.terms
    told = {
        "modes": listed([BY[mode] for mode in MODES_KNOWN if mode in rules.modes], last="or"),
        "cargo": CARGO[rules.cargo], "date": date_text(rules.date),
        "weights": WEIGHT_NOUNS[terms.weights],
    }  # fmt: skip
    if terms.flow is Flow.EXPORT:
        return say("Least generalised cost by {modes} for exports, {cargo}, on {date}; markets "
                   "weighted by {weights}", **told)  # fmt: skip
    return say("Least generalised cost by {modes} for imports, {cargo}, on {date}; markets "
               "weighted by {weights}", **told)  # fmt: skip


def _round(found: Dependency, names: Names) -> tuple[list[str], list[tuple[str, list[Cited]]]]:
    """Bypass penalties of the strongest countries, market by market."""
    shown = concerned(found)[:MOST_ROUND]
    rows = [
        (
            names.found(market),
            [_cell(found.row("bypass_penalty", c, market=market.place_id)) for c in shown],
        )
        for market in found.case.markets
    ]
    rows.append((say("all, weighted"), [_cell(found.row("bypass_penalty", c)) for c in shown]))
    return [names.country(c) for c in shown], rows


def _markets(found: Dependency, names: Names) -> Iterator[tuple[str, Cited, list[Cited]]]:
    weights = {row["market"]: row for row in found.weights.to_dict("records")}
    for market in found.case.markets:
        key, of = market.place_id, weights[market.place_id]
        known = of["status"] == Status.KNOWN
        weight = Cited(percent_text(of["weight"]) if known else say("unknown"), f"weights/{key}")
        cells = [_cell(found.row(metric, market=key)) for metric in MARKET_METRICS]
        if cells[0] == "infinite":
            cells[0] = Cited(say("no way"), cells[0].row_id)
        yield names.found(market), weight, cells


def _sensitivity(
    found: Dependency, names: Names
) -> Iterator[tuple[str, str, list[Cited], Cited, Cited]]:
    for (parameter, setting), rows in found.sensitivity.groupby(
        ["parameter", "setting"], sort=False
    ):
        power = rows[(rows["metric"] == "shapley_value") & (rows["value"] > 0)]
        first = power.sort_values(["rank", "subject"]).head(3).to_dict("records")
        ranked = [
            Cited(
                joined([names.country(r["subject"]), power_text(float(r["value"]))], " "),
                r["row_id"],
            )
            for r in first
        ]
        yield (
            PARAMETER_NOUNS[str(parameter)], setting_text(str(setting)), ranked,
            _worst(found, rows, names=names), _concentration(rows),
        )  # fmt: skip


def _worst(found: Dependency, rows: Any, *, names: Names) -> Cited:  # noqa: ANN401 - a frame
    """The most critical crossing under one setting."""
    of = rows[rows["metric"] == "crossing_criticality"].sort_values(["rank", "subject"])
    if not len(of):
        return Cited(say("none"))
    key = str(of.iloc[0]["subject"])
    name = crossing_name(found.case.network, key, names=names)
    return Cited(name, str(of.iloc[0]["row_id"]))


def _concentration(rows: Any) -> Cited:  # noqa: ANN401 - a frame
    of = rows[rows["metric"] == "hhi"]
    if not len(of):
        return Cited(say("none"))
    row = of.iloc[0]
    known = row["status"] == Status.KNOWN
    text = f"{row['value']:.2f}" if known else STATUSES[row["status"]]
    return Cited(text, str(row["row_id"]))


def _cell(row: Any) -> Cited:  # noqa: ANN401 - a row of facts
    return Cited(value_text(row), str(row["row_id"]))
