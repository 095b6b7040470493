"""How the rankings move when the parameters do.

In    a solved case.
Out   a table: for each setting of a parameter, the ranked figures and their ranks.
Law   one parameter moves at a time; the first rows are the case itself; searches that a parameter
      does not touch are not repeated.
Not   here: where the tried settings come from (``study.terms``).
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd

from ortoo.study.facts import Fact, facts_table
from ortoo.study.measures import (
    Measure,
    access_facts,
    bypass_facts,
    criticality_facts,
    power_facts,
    share_facts,
)
from ortoo.study.solved import Solved
from ortoo.study.terms import PARAMETERS, Terms, Weights

RANKED = ("shapley_value", "bypass_penalty", "transit_share", "crossing_criticality", "access_loss")
INDICES = ("hhi",)
COLUMNS = (
    "row_id", "parameter", "setting", "metric", "subject", "value", "status", "rank", "rank_before",
)  # fmt: skip
AS_ASKED = "as asked"
MEASURES: tuple[Measure, ...] = (
    power_facts, bypass_facts, share_facts, criticality_facts, access_facts,
)  # fmt: skip
TOUCHED: Mapping[str, tuple[Measure, ...]] = {
    "logit_scale_t_usd": (share_facts,),
    "path_size_power": (share_facts,),
    "access_power": (access_facts,),
}
"""The measures that a parameter enters, where it is not all of them."""


def sensitivity_of(solved: Solved) -> pd.DataFrame:
    """Rank of every subject under every setting; columns ``COLUMNS``.

    ``rank`` 1 is the largest; infinite before all, equal values share the least rank; unknown has
    none. ``rank_before`` is the rank in the case itself. Metrics without subjects have no ranks.
    """
    told = {measure: _weighted(solved, measure) for measure in MEASURES}
    before = _ranked(told)
    frames = [before.assign(parameter=AS_ASKED, setting="", rank_before=before["rank"])]
    known = dict(zip(_keys(before), before["rank"], strict=True))
    for parameter, setting, terms in _settings(solved.case.terms):
        other = solved.under(terms)
        touched = TOUCHED.get(parameter, MEASURES)
        moved = _ranked(told | {measure: _weighted(other, measure) for measure in touched})
        ranks = np.array([known.get(key, np.nan) for key in _keys(moved)])
        frames.append(moved.assign(parameter=parameter, setting=setting, rank_before=ranks))
    table = pd.concat(frames, ignore_index=True)
    key = ["parameter", "setting", "metric", "subject"]
    ids = ["/".join(("sensitivity", *cells)) for cells in table[key].itertuples(index=False)]
    return table.assign(row_id=ids)[list(COLUMNS)]


def _settings(terms: Terms) -> Iterator[tuple[str, str, Terms]]:
    for name, parameter in PARAMETERS.items():
        for value in parameter.tried:
            if value != getattr(terms, name):
                yield name, f"{value:g}", _with(terms, **{name: value})
    for weights in Weights:
        if weights is not terms.weights:
            yield "weights", str(weights), _with(terms, weights=weights)


def _with(terms: Terms, **changed: Any) -> Terms:  # noqa: ANN401 - any parameter
    return replace(terms, **changed)


def _keys(table: pd.DataFrame) -> list[tuple[str, str]]:
    return list(zip(table["metric"], table["subject"], strict=True))


def _ranked(told: Mapping[Measure, list[Fact]]) -> pd.DataFrame:
    table = facts_table(fact for facts in told.values() for fact in facts)
    order = table["value"].where(table["status"] != "infinite", float("inf"))
    ranks = order.groupby(table["metric"]).rank(method="min", ascending=False)
    named = table["subject"] != ""
    return table.assign(rank=ranks.where(named))[["metric", "subject", "value", "status", "rank"]]


def _weighted(solved: Solved, measure: Measure) -> list[Fact]:
    """The weighted facts of one measure that are ranked or told."""
    wanted = RANKED + INDICES
    return [
        fact
        for fact in measure(solved)
        if fact.market == solved.case.aggregate and fact.metric in wanted
    ]
