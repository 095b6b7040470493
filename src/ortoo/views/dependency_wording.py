"""The words of a dependency: its figures, its names, its title.

In    a ``Dependency``.
Out   texts.
Law   unknown, infinite and not applicable read as words, never as numbers.
Not   here: sentences about them (``views.dependency_story``).
"""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from ortoo.base.saying import Cited, Said, joined, say
from ortoo.network.network import Network
from ortoo.study.dependency import Dependency
from ortoo.study.facts import Status
from ortoo.study.terms import Flow, Weights
from ortoo.views.wording import BY, DASH, Names, listed

WEIGHT_NOUNS: Mapping[Weights, str] = {
    Weights.GDP: say("GDP"),
    Weights.POPULATION: say("population"),
    Weights.TRADE: say("trade"),
    Weights.EQUAL: say("nothing: each counts the same"),
}
SETTINGS = {
    "gdp": say("gdp"), "population": say("population"), "trade": say("trade"),
    "equal": say("equal"),
}  # fmt: skip
PARAMETER_NOUNS = {
    "value_of_time_usd_th": say("value of time, USD/(t h)"),
    "logit_scale_t_usd": say("logit scale, t/USD"),
    "path_size_power": say("path-size power"),
    "access_power": say("access power"),
    "weights": say("weights by"),
    "as asked": say("as asked"),
}
TRIED = {
    "value_of_time_usd_th": say("a value of time of {n} USD/(t h)"),
    "logit_scale_t_usd": say("a logit scale of {n} t/USD"),
    "path_size_power": say("a path-size power of {n}"),
    "access_power": say("an access power of {n}"),
}
WEIGHTED = {
    "gdp": say("by GDP"), "population": say("by population"), "trade": say("by trade"),
    "equal": say("equally"),
}  # fmt: skip
STATUSES = {
    "unknown": say("unknown"), "infinite": say("infinite"), "none": say("does not apply"),
}  # fmt: skip
SIZES = {
    "bn USD": say("bn USD"), "million": say("million"), "m USD": say("m USD"),
    "market": say("market"),
}  # fmt: skip
"""Units of the sizes that markets are weighted by."""
INFINITE = {
    "bypass_penalty": say("indispensable"),
    "crossing_criticality": say("cuts the way"),
    "section_criticality": say("cuts the way"),
    "redundancy_countries": say("needs none"),
    "redundancy_crossings": say("needs none"),
}


def value_text(row: Any) -> str:  # noqa: ANN401 - a row of facts, as pandas hands it out
    """The value of a fact for reading, with its unit where the unit is not told by a heading.

    Unknown reads "unknown", infinite what it means, not applicable a dash.
    """
    if row["status"] != Status.KNOWN:
        words = {Status.UNKNOWN: say("unknown"), Status.NONE: DASH}
        return words.get(Status(row["status"]), INFINITE.get(row["metric"], say("infinite")))
    value, metric = float(row["value"]), row["metric"]
    if metric in {"bypass_penalty", "crossing_criticality", "section_criticality"}:
        return rise_text(value)
    if row["unit"] in _PERCENT:
        return percent_text(value)
    if row["unit"] == "power":
        return power_text(value)
    if metric == "effective_countries":
        return f"{value:.1f}"
    return _BY_UNIT.get(row["unit"], "{:,.3g}").format(value)


def power_text(power: float) -> str:
    """A power between 0 and 1: two decimals, never 0 for some.

    >>> power_text(0.452), power_text(0.0), power_text(0.0012), power_text(1.0)
    ('0.45', '0', '<0.01', '1.00')
    """
    if power == 0:
        return "0"
    return "<0.01" if 0 < power < 0.005 else f"{power:.2f}"  # noqa: PLR2004


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


def cited(row: Any) -> Cited:  # noqa: ANN401 - a row of facts
    """The value of a fact as a piece of a sentence."""
    return Cited(value_text(row), str(row["row_id"]))


def crossing_name(network: Network, crossing_id: str, *, names: Names) -> Said:
    """What a crossing is called: both its places and its mode."""
    return _ends(network.tables["crossings"], "crossing_id", key=crossing_id, names=names)


def section_name(network: Network, section_id: str, *, names: Names) -> Said:
    """What a section is called: both its ends and its mode."""
    return _ends(network.tables["sections"], "section_id", key=section_id, names=names)


def setting_text(setting: str) -> str:
    """A setting of a parameter: its number, or what markets are weighted by."""
    return SETTINGS.get(setting, setting)


def settings_text(rows: Sequence[Mapping[Any, Any]]) -> Said:
    """Settings in a sentence, each with its row: "markets weighted by population or equally".

    >>> row = {"row_id": "sensitivity/a", "parameter": "weights", "setting": "equal"}
    >>> settings_text([row, {**row, "parameter": "access_power", "setting": "2"}])
    'an access power of 2 or markets weighted equally'
    """
    told, weighted = [], []
    for row in rows:
        setting, row_id = str(row["setting"]), str(row["row_id"])
        if row["parameter"] == "weights":
            weighted.append(Cited(WEIGHTED[setting], row_id))
        else:
            told.append(say(TRIED[row["parameter"]].message, n=Cited(setting, row_id)))
    if weighted:
        told.append(say("markets weighted {how}", how=listed(weighted, last="or")))
    return listed(told, last="or")


def title(found: Dependency) -> Said:
    """What is asked, as a title."""
    names = Names(found.case.network)
    whose, markets = (
        names.found(found.case.origin),
        listed(list(map(names.found, found.case.markets))),
    )
    if found.case.terms.flow is Flow.EXPORT:
        return say(
            "Who holds what over {origin} on its way to {markets}", origin=whose, markets=markets
        )
    return say(
        "Who holds what over {origin} on its way from {markets}", origin=whose, markets=markets
    )


def left_out(found: Dependency) -> list[str]:
    """Names of the markets that count in no weighted figure, because nobody knows their weight."""
    names = Names(found.case.network)
    known = dict(zip(found.weights["market"], found.weights["status"], strict=True))
    return [names.found(m) for m in found.case.markets if known[m.place_id] == Status.UNKNOWN]


def _ends(table: pd.DataFrame, column: str, *, key: str, names: Names) -> Said:
    row = table[table[column] == key].iloc[0]
    start, end = names.place(str(row["from_id"])), names.place(str(row["to_id"]))
    if start == end:  # a border point is called as its station
        return say("{place} to the border, {mode}", place=start, mode=BY[row["mode"]])
    ends = joined([start, end], f" {DASH} ")
    return say("{ends}, {mode}", ends=ends, mode=BY[row["mode"]])


_PERCENT = frozenset({"share", "share of weight"})
_BY_UNIT = {
    "index": "{:.2f}", "ratio": "{:.2f}", "countries": "{:,.0f}",
    "ways": "{:,.0f}", "sets": "{:,.0f}", "rows": "{:,.0f}", "USD/t": "{:,.0f}", "km": "{:,.0f}",
    "h": "{:,.0f}", "crossings": "{:,.0f}", "Mt/y": "{:,.3g}",
}  # fmt: skip
