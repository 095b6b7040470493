"""The words of a dependency: its figures, its names, its title.

In    a ``Dependency``.
Out   texts.
Law   unknown, infinite and not applicable read as words, never as numbers.
Not   here: sentences about them (``views.dependency_story``).
"""

from collections.abc import Mapping
from typing import Any, NamedTuple

import pandas as pd

from ortoo.network.network import Network
from ortoo.study.dependency import Dependency
from ortoo.study.facts import Status
from ortoo.study.terms import Flow, Weights
from ortoo.views.wording import DASH, Names, listed

WEIGHT_NOUNS: Mapping[Weights, str] = {
    Weights.GDP: "GDP",
    Weights.POPULATION: "population",
    Weights.TRADE: "trade",
    Weights.EQUAL: "nothing: each counts the same",
}
PARAMETER_NOUNS = {
    "value_of_time_usd_th": "value of time, USD/(t h)",
    "logit_scale_t_usd": "logit scale, t/USD",
    "path_size_power": "path-size power",
    "access_power": "access power",
    "weights": "weights by",
    "as asked": "as asked",
}
INFINITE = {
    "bypass_penalty": "indispensable",
    "crossing_criticality": "cuts the way",
    "section_criticality": "cuts the way",
    "redundancy_countries": "needs none",
    "redundancy_crossings": "needs none",
}


class Cited(NamedTuple):
    """A figure in a sentence and the row that it comes from."""

    text: str
    row_id: str


Piece = str | Cited
Sentence = tuple[Piece, ...]


def value_text(row: Any) -> str:  # noqa: ANN401 - a row of facts, as pandas hands it out
    """The value of a fact for reading, with its unit where the unit is not told by a heading.

    Unknown reads "unknown", infinite what it means, not applicable a dash.
    """
    if row["status"] != Status.KNOWN:
        words = {Status.UNKNOWN: "unknown", Status.NONE: DASH}
        return words.get(Status(row["status"]), INFINITE.get(row["metric"], "infinite"))
    value, metric = float(row["value"]), row["metric"]
    if metric in {"bypass_penalty", "crossing_criticality", "section_criticality"}:
        return rise_text(value)
    if row["unit"] in _PERCENT:
        return percent_text(value)
    if metric == "effective_countries":
        return f"{value:.1f}"
    return _BY_UNIT.get(row["unit"], "{:,.3g}").format(value)


def percent_text(share: float) -> str:
    """A share in percent: one decimal below ten, never 0 or 100 for a part.

    >>> percent_text(0.314), percent_text(0.0293), percent_text(0.0), percent_text(0.0002)
    ('31 %', '2.9 %', '0 %', '<0.1 %')
    >>> percent_text(0.999), percent_text(1.0)
    ('>99 %', '100 %')
    """
    if 0 < share < 0.0005:  # noqa: PLR2004
        return "<0.1 %"
    if 0.995 <= share < 1 - 1e-9:  # noqa: PLR2004
        return ">99 %"
    digits = 1 if 0 < share < 0.0995 else 0  # noqa: PLR2004
    return f"{share * 100:.{digits}f} %"


def rise_text(rise: float) -> str:
    """A rise in cost: "+5.1 %", "0 %".

    >>> rise_text(0.0508), rise_text(0.0), rise_text(1.25)
    ('+5.1 %', '0 %', '+125 %')
    """
    if rise <= 0:
        return "0 %"
    if rise < 0.0005:  # noqa: PLR2004
        return percent_text(rise)
    return f"+{rise * 100:.0f} %" if rise >= 0.995 else f"+{percent_text(rise)}"  # noqa: PLR2004


def plain(sentence: Sentence) -> str:
    """A sentence without its citations."""
    return "".join(piece.text if isinstance(piece, Cited) else piece for piece in sentence)


def cited(row: Any) -> Cited:  # noqa: ANN401 - a row of facts
    """The value of a fact as a piece of a sentence."""
    return Cited(value_text(row), row["row_id"])


def crossing_name(network: Network, crossing_id: str, *, names: Names) -> str:
    """What a crossing is called: both its places and its mode."""
    return _ends(network.tables["crossings"], "crossing_id", key=crossing_id, names=names)


def section_name(network: Network, section_id: str, *, names: Names) -> str:
    """What a section is called: both its ends and its mode."""
    return _ends(network.tables["sections"], "section_id", key=section_id, names=names)


def title(found: Dependency) -> str:
    """What is asked, as a title."""
    whose = found.case.origin.name
    way = "on its way to" if found.case.terms.flow is Flow.EXPORT else "on its way from"
    return f"Who holds what over {whose} {way} {listed([m.name for m in found.case.markets])}"


def left_out(found: Dependency) -> list[str]:
    """Names of the markets that count in no weighted figure, because nobody knows their weight."""
    unknown = found.weights["status"] == Status.UNKNOWN
    return list(found.weights.loc[unknown, "name"])


def _ends(table: pd.DataFrame, column: str, *, key: str, names: Names) -> str:
    row = table[table[column] == key].iloc[0]
    start, end = names.place(str(row["from_id"])), names.place(str(row["to_id"]))
    return f"{start} {DASH} {end}, {row['mode']}"


_PERCENT = frozenset({"share", "share of weight"})
_BY_UNIT = {
    "power": "{:.2f}", "index": "{:.2f}", "ratio": "{:.2f}", "countries": "{:,.0f}",
    "ways": "{:,.0f}", "sets": "{:,.0f}", "rows": "{:,.0f}", "USD/t": "{:,.0f}", "km": "{:,.0f}",
    "h": "{:,.0f}", "crossings": "{:,.0f}", "Mt/y": "{:,.3g}",
}  # fmt: skip
