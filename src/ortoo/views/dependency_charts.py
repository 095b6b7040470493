"""The charts of a dependency: power, access, closures, transit shares.

In    a ``Dependency``.
Out   rows of bars and stacks.
Law   what is drawn is what is written beside it, and both name their row.
Not   here: the page around them (``views.dependency_page``).
"""

from collections.abc import Mapping
from typing import Any

from ortoo.base.saying import say
from ortoo.study.dependency import Dependency
from ortoo.study.facts import Status
from ortoo.views.charts import LOOKS, REST, Bar, BarRow, Part, length_text, stacked, top_of
from ortoo.views.dependency_story import blocking_everywhere, concerned, worst_closures
from ortoo.views.dependency_wording import crossing_name, percent_text, section_name, value_text
from ortoo.views.wording import Names

MOST_COUNTRIES, MOST_CLOSURES = 8, 6
NAMES_OF = {"crossing": crossing_name, "section": section_name}
Items = Mapping[str, int]
"""The numbers of countries, crossings and sections on the map."""


def power_rows(found: Dependency, names: Names, *, items: Items) -> list[BarRow]:
    """Shapley power of the strongest countries in both games."""
    metrics = {"shapley_connection": "one", "shapley_value": "two"}
    shown = concerned(found)[:MOST_COUNTRIES]
    values = [found.row(metric, c)["value"] for metric in metrics for c in shown]
    top = top_of(values)
    return [
        BarRow(
            label=names.country(country),
            bars=tuple(
                _bar(found.row(metric, country), look, top=top) for metric, look in metrics.items()
            ),
            item=items[country],
        )
        for country in shown
    ]


def access_rows(found: Dependency, names: Names) -> list[BarRow]:
    """What is left of access without whom: everything first, what hurts, then together."""
    whole = found.row("access")
    rows = [
        BarRow(label=say("nothing avoided"), bars=(_bar_of(1.0, whole, look="one", text="100 %"),))
    ]
    losses = found.rows("access_loss")
    singles = losses[~losses["subject"].str.contains("+", regex=False)]
    hurting = singles[singles["value"] > 0].sort_values("value", ascending=False)
    first = [s for s in concerned(found)[:2] if s not in set(hurting["subject"])]
    subjects = [*hurting["subject"].head(4), *first, *blocking_everywhere(found)[:1]]
    for subject in dict.fromkeys(subjects):
        row = found.row("access_loss", subject)
        left = 1.0 - row["value"]
        text = percent_text(left) if row["status"] == Status.KNOWN else value_text(row)
        label = say("without {countries}", countries=names.countries(subject.split("+")))
        rows.append(BarRow(label=label, bars=(_bar_of(left, row, look="two", text=text),)))
    return rows


def closure_rows(found: Dependency, element: str, *, names: Names, items: Items) -> list[BarRow]:
    """What closing one crossing, or one section, costs and cuts off; worst first."""
    pairs = worst_closures(found, element)[:MOST_CLOSURES]
    top = top_of([row["value"] for row, _ in pairs])
    rows = []
    for row, cut in pairs:
        name = NAMES_OF[element](found.case.network, row["subject"], names=names)
        bars = [_bar(row, "one", top=top)]
        if cut["status"] == Status.KNOWN and cut["value"] > 0:
            text = say("cuts off {share}", share=value_text(cut))
            bars.append(_bar_of(cut["value"], cut, look="two", text=text))
        rows.append(BarRow(label=name, bars=tuple(bars), item=items[row["subject"]]))
    return rows


def stacks_and_key(
    found: Dependency, names: Names
) -> tuple[list[tuple[str, tuple[Part, ...]]], list[tuple[str, str]]]:
    """Expected transit shares, a stack for each market and one for all; and the key of colours."""
    weighted = found.rows("transit_share").sort_values("value", ascending=False)
    countries = list(weighted["subject"])
    looks = dict(zip(countries, [*LOOKS, *[REST] * len(countries)], strict=False))
    rows = [(names.found(market), market.place_id) for market in found.case.markets]
    stacks = []
    for label, market in [*rows, (say("all markets, weighted"), found.case.aggregate)]:
        parts = []
        for country in countries:
            row = found.row("transit_share", country, market=market)
            if row["status"] == Status.KNOWN and row["value"] > 0:
                told = (names.country(country), row["value"], value_text(row), row["row_id"])
                parts.append((looks[country], *told))
        stacks.append((label, stacked(parts)))
    shown = [(look, names.country(c)) for c, look in looks.items() if look != REST]
    rest = [(REST, say("others"))] if REST in looks.values() else []
    return stacks, shown + rest


def _bar(row: Any, look: str, *, top: float) -> Bar:  # noqa: ANN401 - a row of facts
    return Bar(
        look=look, length=length_text(float(row["value"]), top=top), text=value_text(row),
        row_id=str(row["row_id"]),
    )  # fmt: skip


def _bar_of(share: float, row: Any, *, look: str, text: str) -> Bar:  # noqa: ANN401
    length = length_text(share, top=1.0)
    return Bar(look=look, length=length, text=text, row_id=str(row["row_id"]))
