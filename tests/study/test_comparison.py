"""Comparisons that can be checked on paper, attribution included."""

import itertools
import math
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cards import card
from conftest import Sketch
from ortoo.inputs.cards import Scenario
from ortoo.network.network import Network
from ortoo.routes.question import Avoid, Cost, Exposed
from ortoo.study.attribution import (
    MOST_EXACT,
    ORDERS,
    Trials,
    attribution,
    shapley,
    shapley_sampled,
)
from ortoo.study.compared import Comparison
from ortoo.study.compared_json import comparison_json
from ortoo.study.comparison import compare, survey_of
from ortoo.study.future import Future
from ortoo.study.outcomes import Survey
from ortoo.study.situations import situations

HOME = (
    "A-B 400 AAA",
    "B<>C 6h 10$",
    "C-D 100 BBB",
    "A-E 100 AAA status=planned",
    "E-B 100 AAA status=planned",
)
"""At 100 km/h and 0.1 USD/tkm: A to D is 4 + 6 + 1 = 11 h; by E it would be 1 + 1 + 6 + 1 = 9 h."""

FIRST = "{do: open, why: first half, sections: [A-E-road]}"
SECOND = "{do: open, why: second half, sections: [E-B-road]}"
QUICK = "{do: speed-up, why: quick border, crossings: {mode: road}, time_h: 3}"


def survey(
    *markets: str, exposed_to: frozenset[str] = frozenset({"BBB"}), minimise: Cost = Cost.TIME
) -> Survey:
    return Survey(
        origins=("A",), markets=markets, exposed_to=exposed_to, minimise=minimise, modes=("road",)
    )


def found(network: Network, *cards: Scenario, markets: tuple[str, ...] = ("D",)) -> Comparison:
    return compare(network, cards, survey=survey(*markets))


def shares(comparison: Comparison, metric: str = "time_h") -> list[float]:
    table = comparison.attribution
    return [float(value) for value in table[table["metric"] == metric]["value"]]


def test_two_edits_that_only_help_together_share_the_gain(sketch: Sketch, tmp_path: Path) -> None:
    """Opening A-E and E-B saves 2 h; either alone nothing: 1 h each. The border's 3 h are its own."""
    both = card(tmp_path, "both", FIRST, SECOND)
    three = card(tmp_path, "three", FIRST, SECOND, QUICK)

    assert shares(found(sketch(*HOME), both)) == pytest.approx([-1, -1])
    assert shares(found(sketch(*HOME), three)) == pytest.approx([-1, -1, -3])
    assert list(found(sketch(*HOME), both).attribution["told"].unique()) == [
        "first half",
        "second half",
    ]


def test_the_tables_say_what_changed(sketch: Sketch, tmp_path: Path) -> None:
    comparison = found(sketch(*HOME), card(tmp_path, "both", FIRST, SECOND, QUICK))
    figures = comparison.figures.set_index("metric")

    assert figures.loc["time_h", ["base", "value", "change"]].tolist() == pytest.approx([11, 6, -5])
    assert figures.loc["cost_usd_t", ["base", "value", "change"]].tolist() == pytest.approx(
        [60, 40, -20]
    )
    assert figures.loc["exposure_km", ["base", "value"]].tolist() == pytest.approx([100, 100])
    assert (
        figures["status"].to_dict() | {"time_h": "better", "exposure_km": "same"}
        == figures["status"].to_dict()
    )
    routes = comparison.routes
    assert set(zip(routes["change"], routes["kind"], routes["id"], strict=True)) == {
        ("gained", "section", "A-E-road"), ("gained", "section", "E-B-road"), ("lost", "section", "A-B-road"),
    }  # fmt: skip
    km = comparison.countries.set_index("country")["change_km"]
    assert km.to_dict() == pytest.approx({"AAA": -200, "BBB": 0})
    assert comparison.winners[["who", "name", "gain"]].to_numpy().tolist() == [
        ["market", "D", pytest.approx(5)], ["country", "AAA", pytest.approx(-200)],
    ]  # fmt: skip


def test_access_is_the_weighted_sum_of_inverse_hours(sketch: Sketch, tmp_path: Path) -> None:
    """Equal weights: before (1/11 + 1/4) / 2, after the border is cut (0 + 1/4) / 2."""
    closes = card(tmp_path, "closed", "{do: close, crossings: {mode: road}}")
    weighs = card(tmp_path, "weighed", "{do: weigh, markets: {D: 1}}")

    table = found(sketch(*HOME), closes, weighs, markets=("D", "B")).access

    before, after = (1 / 11 + 1 / 4) / 2, 1 / 8
    assert table["base"].tolist() == pytest.approx([before, before])
    assert table["value"].tolist() == pytest.approx([after, 1 / 11])
    assert table["change_share"].iloc[0] == pytest.approx(after / before - 1)


def test_a_cut_is_infinite_and_its_edits_share_the_connection(
    sketch: Sketch, tmp_path: Path
) -> None:
    """Two ways over the border: closing one costs 2 h, closing both cuts; neither alone does."""
    base = sketch("A-B 100 AAA", "B>C 1h", "C-D 100 BBB", "A-E 200 AAA", "E>F 2h", "F-D 100 BBB")
    closes = card(
        tmp_path,
        "closed",
        "{do: close, crossings: [B>C-road]}",
        "{do: close, crossings: [E>F-road]}",
    )

    comparison = found(base, closes)

    row = comparison.figures.set_index("metric").loc["time_h"]
    assert (row["base"], row["value"], row["status"]) == (3, math.inf, "cut")
    assert shares(comparison, "connected") == pytest.approx([-0.5, -0.5])
    assert all(math.isnan(value) for value in shares(comparison))
    assert comparison.winners["gain"].tolist()[0] == -math.inf
    text = comparison_json(comparison)
    assert text["figures"][0]["value"] == "inf"
    assert text["attribution"][0]["value"] is None


def test_unknown_is_told_apart_from_no_way(sketch: Sketch, tmp_path: Path) -> None:
    base = sketch("A-B 100 AAA", "B>C ?h", "C-D 100 BBB")
    comparison = found(base, card(tmp_path, "s", "{do: set, crossings: [B>C-road], time_h: 2}"))
    row = comparison.figures.set_index("metric").loc["time_h"]

    assert math.isnan(row["base"])
    assert row["value"] == 4
    assert row["status"] == "unknown"


def test_each_scenario_is_compared_with_the_base_alone(sketch: Sketch, tmp_path: Path) -> None:
    base = sketch(*HOME)
    quick, both = card(tmp_path, "quick", QUICK), card(tmp_path, "both", FIRST, SECOND)

    together = found(base, quick, both).figures
    alone = pd.concat([found(base, quick).figures, found(base, both).figures], ignore_index=True)

    pd.testing.assert_frame_equal(together, alone)


def test_measures_of_other_studies_come_in_by_name(sketch: Sketch, tmp_path: Path) -> None:
    def widest(future: Future, _: Survey) -> dict[str, float]:
        return {"longest_km": float(future.network.tables["sections"]["length_km"].max())}

    comparison = compare(sketch(*HOME), [card(tmp_path, "both", FIRST)], survey=survey("D"),
                         measures={"size": widest})  # fmt: skip

    assert comparison.measures.to_dict("records") == [
        {"scenario": "both", "measure": "size.longest_km", "base": 400, "value": 400, "change": 0}
    ]


def test_a_survey_counts_exposure_in_the_neighbours_on_land(sketch: Sketch) -> None:
    base = sketch("A-B 1 AAA", "B<>C 1h", "C-D 1 BBB", "D<>E 1h", "E-F 1 CCC")
    assert survey_of(base, origins=["A"], markets=["F"]).exposed_to == {"BBB"}
    assert survey_of(base, origins=["A", "a"], markets=["F", "F"]).pairs == (("A", "F"),)


def test_a_situation_is_the_comparison_with_its_set_avoided(sketch: Sketch, tmp_path: Path) -> None:
    """A to Z in 4.1 h by B, in 7.1 h by C; without both there is none, and 100 km in B are least."""
    base = sketch("A-b 100 AAA", "b>B 1h", "B-D 100 BBB", "D>E 1h", "A-c 200 AAA", "c>C 2h",
                  "C-H 200 CCC", "H>E 1h", "E-Z 10 DDD")  # fmt: skip
    shut = card(tmp_path, "shut", "{do: close, crossings: [b>B-road]}")
    both, asked = frozenset({"BBB", "CCC"}), survey("Z")
    found = situations(base, shut, survey=asked, avoid_sets=[frozenset(), frozenset({"CCC"}), both])

    assert [(sorted(one.avoided), one.barred) for one in found] == [
        ([], False), ([], False), (["CCC"], False), (["CCC"], False), (["BBB", "CCC"], True),
    ]  # fmt: skip
    objectives = (Cost.TIME, Cost.COST, Cost.TIME, Cost.COST, Exposed(to=both))
    for one, objective in zip(found, objectives, strict=True):
        avoid = frozenset() if one.barred else one.avoided
        alike = replace(
            asked, avoid=Avoid(countries=avoid), minimise=objective,
            exposed_to=both if one.barred else asked.exposed_to,
        )  # fmt: skip
        alone = compare(base, [shut], survey=alike)
        for name, table in alone.tables.items():
            pd.testing.assert_frame_equal(one.comparison.tables[name], table)
    inside = found[-1].comparison.figures.set_index("metric").loc["exposure_km", ["base", "value"]]
    assert inside.tolist() == pytest.approx([100, 200])
    cut = found[2].comparison.figures.set_index("metric").loc["time_h"]
    assert (cut["base"], cut["status"]) == (pytest.approx(4.1), "cut")


# --- attribution as a rule of its own -----------------------------------------------------------


def by_orders(worth: dict[int, float], players: int) -> list[float]:
    """Shapley by its first definition: the mean gain over all orders of joining."""
    gains = np.zeros(players)
    orders = list(itertools.permutations(range(players)))
    for order in orders:
        mask = 0
        for player in order:
            gains[player] += worth[mask | 1 << player] - worth[mask]
            mask |= 1 << player
    return list(gains / len(orders))


@given(
    st.integers(1, 5).flatmap(
        lambda n: st.tuples(st.just(n), st.lists(st.integers(-9, 9), min_size=2**n, max_size=2**n))
    )
)
@settings(max_examples=60, deadline=None)
def test_shapley_is_the_mean_over_all_orders_and_adds_up(game: tuple[int, list[int]]) -> None:
    players, worths = game
    worth = {mask: float(value) for mask, value in enumerate(worths)}

    values = shapley(lambda mask: np.array([worth[mask]]), players)[:, 0]

    assert values == pytest.approx(by_orders(worth, players))
    assert values.sum() == pytest.approx(worth[2**players - 1] - worth[0])


def test_sampling_agrees_within_its_error_and_is_the_same_each_time() -> None:
    """Thirteen players; the first two are worth 10 together, the others 1 each."""

    def worth(mask: int) -> np.ndarray:
        return np.array([10.0 * (mask & 3 == 3) + (mask >> 2).bit_count()])

    values, errors = shapley_sampled(worth, 13)
    again, _ = shapley_sampled(worth, 13)

    assert values[:, 0].sum() == pytest.approx(21)
    assert values[2:, 0] == pytest.approx(np.ones(11))
    assert errors[2:, 0] == pytest.approx(np.zeros(11))
    assert abs(values[0, 0] - 5) < 4 * errors[0, 0] < 2
    np.testing.assert_array_equal(values, again)


def test_a_card_of_many_edits_is_sampled_with_an_error(
    sketch: Sketch, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Three edits that do nothing and the two halves of a road: the road's gain is still shared.

    Five edits are many where four can be counted out; of 12 the sets would be thousands.
    """
    assert MOST_EXACT == 12
    monkeypatch.setattr("ortoo.study.attribution.MOST_EXACT", 4)
    idle = ["{do: set, sections: [A-E-road], capacity_mt_y: 5}"] * 3
    many = card(tmp_path, "many", FIRST, *idle, SECOND)

    made = attribution(Trials(Future(network=sketch(*HOME)), many), survey=survey("D"))
    time = [share for share in made if share.metric == "time_h"]

    assert sum(share.value for share in time) == pytest.approx(-2)
    assert time[0].value == pytest.approx(-1, abs=4 * time[0].error)
    assert time[0].error == pytest.approx(1 / math.sqrt(ORDERS), rel=0.1)  # each order: 0 or 2 h
    assert all(share.value == 0 for share in time[1:-1])


def test_an_edit_without_the_one_it_builds_on_does_nothing(sketch: Sketch, tmp_path: Path) -> None:
    adds = (
        "{do: add, places: [{place_id: G, name: G, country: AAA, kind: town, lon: 61, lat: 41}], sections: [{section_id: ag, from_id: A, to_id: G, mode: road, country: AAA, length_km: 50}]}",
        "{do: add, sections: [{section_id: gb, from_id: G, to_id: B, mode: road, country: AAA, length_km: 50}]}",
    )
    assert shares(found(sketch(*HOME), card(tmp_path, "new", *adds))) == pytest.approx([-1.5, -1.5])
    quick = card(tmp_path, "quick", QUICK, *adds)
    assert shares(found(sketch(*HOME), quick)) == pytest.approx([-3, -1.5, -1.5])
