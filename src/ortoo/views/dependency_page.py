"""The one-page report: who holds what over an origin, in charts, tables and two paragraphs.

In    a ``Dependency``.
Out   the text of one HTML file.
Law   every number names the row that it comes from (``data-row``), and every such row stands on the
      page; the page asks for nothing from anywhere; the same findings give the same bytes.
Not   here: the words (``views.dependency_wording``, ``views.dependency_story``), writing the file.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from ortoo.inputs.schema import MODES_KNOWN
from ortoo.study.definitions import DEFINITIONS
from ortoo.study.dependency import Dependency
from ortoo.study.facts import Status
from ortoo.study.terms import PARAMETERS, Flow
from ortoo.views.assets import own
from ortoo.views.charts import Bar, BarRow, Part
from ortoo.views.citations import cited as sources_behind
from ortoo.views.dependency_charts import access_rows, closure_rows, power_rows, stacks_and_key
from ortoo.views.dependency_story import (
    about_closures,
    about_countries,
    concerned,
)
from ortoo.views.dependency_wording import (
    PARAMETER_NOUNS,
    WEIGHT_NOUNS,
    Cited,
    Sentence,
    left_out,
    percent_text,
    title,
    value_text,
)
from ortoo.views.frame import Frame, Words, frame_of
from ortoo.views.page import policy
from ortoo.views.typeset import typeset
from ortoo.views.wording import CARGO, Names, listed

MOST_ROUND = 6
MARKET_METRICS = (
    "least_cost", "best_h", "best_km", "detour_index", "effective_countries",
    "redundancy_countries", "redundancy_crossings", "capacity_most",
)  # fmt: skip
MARKET_HEADS = (
    "USD/t", "hours", "km", "detour", "effective countries", "ways without a common country",
    "ways without a common crossing", "Mt a year at most",
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class ReportFacts:
    """Everything that the report says."""

    paragraphs: list[list[list[Cited]]]
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


def dependency_page(found: Dependency) -> str:
    """One self-contained HTML page about ``found``, without scripts; prints on A4.

    Examples
    --------
    >>> import ortoo
    >>> found = ortoo.dependency(ortoo.load_network(), "Ulaanbaatar", markets=["Almaty"])
    >>> dependency_page(found).startswith("<!DOCTYPE html>")
    True
    """
    style = own("report.css")
    facts = report_facts(found, Names(found.case.network))
    return str(
        typeset(
            "dependency.html", frame=_frame(found), facts=facts, style=Markup(style),  # noqa: S704
            policy=policy((), (style,)),
        )
    )  # fmt: skip


def report_facts(found: Dependency, names: Names) -> ReportFacts:
    """Everything that the report says, as texts with their rows."""
    stacks, keys = stacks_and_key(found, names)
    round_heads, round_rows = _round(found, names)
    facts = {
        "paragraphs": [
            [_pieces(sentence) for sentence in about(found, names)]
            for about in (about_countries, about_closures)
        ],
        "power": power_rows(found, names), "access": access_rows(found, names),
        "crossings": closure_rows(found, "crossing", names=names),
        "sections": closure_rows(found, "section", names=names),
        "stacks": stacks, "keys": keys, "round_heads": round_heads, "round_rows": round_rows,
        "market_heads": MARKET_HEADS, "market_rows": list(_markets(found)),
        "sensitivity": list(_sensitivity(found)),
        "parameters": [
            (of.meaning, f"{getattr(found.case.terms, name):g} {of.unit}".strip(), of.source)
            for name, of in PARAMETERS.items()
        ],
        "definitions": [
            (of.name, of.unit, of.meaning, of.source) for of in DEFINITIONS.values()
        ],
        "left_out": listed(left_out(found)) if left_out(found) else "",
    }  # fmt: skip
    return ReportFacts(rows=list(_cited_rows(found, facts)), **facts)  # type: ignore[arg-type]


def _frame(found: Dependency) -> Frame:
    case, terms = found.case, found.case.terms
    rules = case.questions[0].rules
    modes = listed([mode for mode in MODES_KNOWN if mode in rules.modes], last="or")
    flow = "exports" if terms.flow is Flow.EXPORT else "imports"
    words = Words(
        title=title(found),
        under=f"Least generalised cost by {modes} for {flow}, {CARGO[rules.cargo]}, on "
        f"{rules.date.day} {rules.date:%B %Y}; markets weighted by {WEIGHT_NOUNS[terms.weights]}",
        described="",
        sourcing=f"Data as of {case.network.date}.",
    )
    bests = [routes[0] for routes in found.solved.ways if routes]
    return frame_of(case.network, words, cited=sources_behind(bests))


def _round(found: Dependency, names: Names) -> tuple[list[str], list[tuple[str, list[Cited]]]]:
    """Bypass penalties of the strongest countries, market by market."""
    shown = concerned(found)[:MOST_ROUND]
    rows = [
        (
            market.name,
            [_cell(found.row("bypass_penalty", c, market=market.place_id)) for c in shown],
        )
        for market in found.case.markets
    ]
    rows.append(("all, weighted", [_cell(found.row("bypass_penalty", c)) for c in shown]))
    return [names.country(c) for c in shown], rows


def _markets(found: Dependency) -> Iterator[tuple[str, Cited, list[Cited]]]:
    for market in found.weights.to_dict("records"):
        known = market["status"] == Status.KNOWN
        weight = Cited(percent_text(market["weight"]) if known else "unknown",
                       f"weights/{market['market']}")  # fmt: skip
        cells = [_cell(found.row(metric, market=market["market"])) for metric in MARKET_METRICS]
        if cells[0].text == "infinite":
            cells[0] = Cited("no way", cells[0].row_id)
        yield str(market["name"]), weight, cells


def _sensitivity(found: Dependency) -> Iterator[tuple[str, str, list[Cited], Cited, Cited]]:
    for (parameter, setting), rows in found.sensitivity.groupby(
        ["parameter", "setting"], sort=False
    ):
        power = rows[(rows["metric"] == "shapley_value") & (rows["value"] > 0)]
        first = power.sort_values(["rank", "subject"]).head(3).to_dict("records")
        ranked = [Cited(f"{r['subject']} {r['value']:.2f}", r["row_id"]) for r in first]
        yield (
            PARAMETER_NOUNS[str(parameter)], str(setting), ranked,
            _one(rows, "crossing_criticality", value=False), _one(rows, "hhi", value=True),
        )  # fmt: skip


def _one(rows: Any, metric: str, *, value: bool) -> Cited:  # noqa: ANN401 - a frame
    """The first of a metric under one setting: its value, or its subject."""
    of = rows[rows["metric"] == metric].sort_values(["rank", "subject"])
    if not len(of):
        return Cited("none", "")
    row = of.iloc[0]
    known = row["status"] == Status.KNOWN
    text = (f"{row['value']:.2f}" if known else row["status"]) if value else row["subject"]
    return Cited(str(text), str(row["row_id"]))


def _cited_rows(found: Dependency, facts: Mapping[str, object]) -> Iterator[tuple[str, str, str]]:
    """Id, value and unit of every row that the page cites, in the order of the tables."""
    used = set(_ids_in(facts.values()))
    for row in found.facts.to_dict("records"):
        if row["row_id"] in used:
            told = f"{row['value']:.6g}" if row["status"] == Status.KNOWN else row["status"]
            yield str(row["row_id"]), told, str(row["unit"])
    for row in found.weights.to_dict("records"):
        known = row["status"] == Status.KNOWN
        told = f"{row['weight']:.6g}" if known else "unknown"
        size = f"share; {row['size']:g} {row['unit']}" if known else "share"
        yield f"weights/{row['market']}", told, size
    for row in found.sensitivity.to_dict("records"):
        if row["row_id"] in used:
            told = f"{row['value']:.6g}" if row["status"] == Status.KNOWN else row["status"]
            yield str(row["row_id"]), told, f"rank {row['rank']:g}" if row["rank"] > 0 else ""


def _ids_in(things: Iterable[object]) -> Iterator[str]:
    for thing in things:
        if isinstance(thing, (Cited, Bar, Part)):
            yield thing.row_id
        elif isinstance(thing, BarRow):
            yield from (bar.row_id for bar in thing.bars)
        elif isinstance(thing, (list, tuple)):
            yield from _ids_in(thing)


def _pieces(sentence: Sentence) -> list[Cited]:
    """Pieces with an empty row where they are plain words."""
    return [piece if isinstance(piece, Cited) else Cited(piece, "") for piece in sentence]


def _cell(row: Any) -> Cited:  # noqa: ANN401 - a row of facts
    return Cited(value_text(row), str(row["row_id"]))
