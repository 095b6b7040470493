"""Averages that keep unknown, infinite and not applicable apart."""

import math

import numpy as np
import pytest

from ortoo.study.access import market_access
from ortoo.study.facts import Fact, facts_json, facts_table
from ortoo.study.weighting import average, average_rise, cut_weight, rise

INF, NAN = math.inf, math.nan
HALVES = np.array([0.5, 0.5])


@pytest.mark.parametrize(
    ("values", "weights", "expected"),
    [
        ([1.0, 3.0], [0.25, 0.75], 2.5),
        ([1.0, NAN], [0.5, 0.5], NAN),
        ([1.0, NAN], [1.0, NAN], 1.0),
        ([1.0, None], [0.5, 0.5], 1.0),
        ([80.0, INF], [0.5, 0.5], 80.0),
        ([80.0, INF], [0.0, 1.0], INF),
        ([80.0, NAN], [1.0, 0.0], 80.0),
        ([80.0, 90.0], [0.0, 0.0], None),
        ([INF, INF], [0.5, 0.5], INF),
        ([None, None], [0.5, 0.5], None),
        ([1.0, 2.0], [NAN, NAN], None),
        ([INF, NAN], [0.5, 0.5], NAN),
    ],
)
def test_an_average_tells_the_four_kinds_apart(
    values: list[float | None], weights: list[float], expected: float | None
) -> None:
    found = average(values, np.array(weights))
    assert found == expected or (math.isnan(found or 0.0) and math.isnan(expected or 0.0))


def test_what_is_cut_off_is_told_apart() -> None:
    assert cut_weight([1.0, INF], np.array([0.25, 0.75])) == 0.75
    assert cut_weight([1.0, INF], np.array([1.0, NAN])) == 0.0
    assert cut_weight([None, INF], HALVES) == 0.5, "a share of the weight of all markets"
    assert average_rise([1.0, INF], HALVES) == 0.5
    assert average_rise([1.0, None], HALVES) == 1.0, "a market without a way counts in no rise"
    assert average_rise([1.0, INF], np.array([0.0, 1.0])) == INF
    assert cut_weight([None], np.array([1.0])) is None


def test_a_rise_tells_the_four_kinds_apart() -> None:
    assert rise(100, 150) == 0.5
    assert rise(100, INF) == INF
    assert rise(NAN, INF) == INF
    assert rise(INF, INF) is None
    assert math.isnan(rise(100, NAN) or 0.0)
    assert rise(0.0, 1.0) == INF


def test_access_leaves_out_what_is_cut_off_or_of_unknown_size() -> None:
    sizes = np.array([100.0, 50.0, NAN])
    assert market_access(sizes, np.array([10.0, 5.0, 1.0]), power=1.0) == 20.0
    assert market_access(sizes, np.array([10.0, INF, 1.0]), power=1.0) == 10.0
    assert market_access(sizes, np.array([10.0, 5.0, 1.0]), power=2.0) == 3.0
    assert math.isnan(market_access(sizes, np.array([10.0, NAN, 1.0]), power=1.0))
    assert math.isnan(market_access(np.array([NAN]), np.array([1.0]), power=1.0))
    assert market_access(sizes[:1], np.array([INF]), power=0.0) == 0.0


def test_a_fact_without_a_value_says_why_and_json_has_null() -> None:
    values = {"a": 0.5, "b": INF, "c": NAN, "d": None}
    table = facts_table(Fact("bypass_penalty", s, "x", v) for s, v in values.items())

    assert list(table["status"]) == ["known", "infinite", "unknown", "none"]
    assert [row["value"] for row in facts_json(table)] == [0.5, None, None, None]
    assert table["value"].isna().tolist() == [False, True, True, True]
