"""The whole case on drawn networks: every metric, its weights, its words for what is no number."""

import json
import math

import numpy as np
import pytest

from conftest import sketched
from dependence import lines, ways, with_markets
from ortoo.base.errors import MissingDataError, UnknownNameError, UsageError
from ortoo.study.dependency import Dependency, dependency
from ortoo.study.measures import _pooled
from ortoo.study.terms import Flow, Terms, Weights
from ortoo.views.dependency_story import about_countries
from ortoo.views.wording import Names

HOURS_ONLY = Terms(value_of_time_usd_th=1.0)


@pytest.fixture(scope="module")
def two_markets() -> Dependency:
    """d (30 bn) by A or by B, which is dearer; e (10 bn) by A only; every border one way."""
    network = sketched("o-O 1 OOO", "d-d0 1 DDD", "e-e0 1 EEE", "A0-A0x 100 AAA", "B0-B0x 100 BBB",
                       "O>A0 1h", "A0x>d0 1h", "A0x>e0 1h", "O>B0 1h", "B0x>d0 11h")  # fmt: skip
    return dependency(with_markets(network, d=30, e=10), "o", terms=HOURS_ONLY)


def value(found: Dependency, metric: str, subject: str = "", market: str | None = None) -> object:
    row = found.row(metric, subject, market=market)
    return row["value"] if row["status"] == "known" else row["status"]


def test_costs_and_weights_are_those_of_the_drawing(two_markets: Dependency) -> None:
    """o-O 0.1 $, A 10 $, d-d0 0.1 $; hours 0.01 + 1 + 1 + 1 + 0.01."""
    assert value(two_markets, "least_cost", market="d") == pytest.approx(10.2 + 3.02)
    assert two_markets.weights["weight"].tolist() == [0.75, 0.25]
    assert value(two_markets, "best_km", market="d") == pytest.approx(102)


def test_going_round_costs_what_the_other_way_costs_more(two_markets: Dependency) -> None:
    base, other = 13.22, 23.22
    assert value(two_markets, "bypass_penalty", "AAA", "d") == pytest.approx(other / base - 1)
    assert value(two_markets, "bypass_penalty", "AAA", "e") == "infinite"
    assert value(two_markets, "bypass_penalty", "AAA") == pytest.approx(0.75 * (other / base - 1))
    assert value(two_markets, "bypass_cut", "AAA") == 0.25
    assert value(two_markets, "bypass_penalty", "BBB") == 0.0


def test_a_market_without_any_way_is_in_no_average_and_in_no_rise() -> None:
    """d by A only, 102 km; e behind no border: half the weight has no way from the start."""
    network = sketched("o-O 1 OOO", "d-d0 1 DDD", "e-e0 1 EEE", "A0-A0x 100 AAA",
                       "O>A0 1h", "A0x>d0 1h")  # fmt: skip
    found = dependency(with_markets(network, d=10, e=10), "o", terms=HOURS_ONLY)
    cost = value(found, "least_cost", market="d")
    assert value(found, "least_cost", market="e") == "infinite"
    assert value(found, "least_cost") == pytest.approx(cost)
    assert value(found, "bypass_cut", "AAA") == 0.5
    assert value(found, "section_cut", "o-O-road") == 0.5
    assert value(found, "crossing_cut", "O>A0-road") == 0.5
    assert value(found, "bypass_penalty", "AAA", "e") == "none"


def test_power_is_weighted_over_markets(two_markets: Dependency) -> None:
    assert value(two_markets, "shapley_connection", "AAA", "d") == 0.5
    assert value(two_markets, "shapley_connection", "AAA", "e") == 1.0
    assert value(two_markets, "shapley_connection", "AAA") == 0.75 * 0.5 + 0.25
    assert value(two_markets, "shapley_connection", "BBB") == 0.75 * 0.5


def test_blocking_sets_and_redundancy_go_by_market(two_markets: Dependency) -> None:
    assert value(two_markets, "blocking_countries", "AAA+BBB", "d") == 2
    assert value(two_markets, "blocking_countries", "AAA", "e") == 1
    assert value(two_markets, "redundancy_countries", market="d") == 2
    assert value(two_markets, "redundancy_crossings", market="e") == 1
    assert value(two_markets, "avoid_sets", market="d") == 4
    assert value(two_markets, "avoid_sets_open", market="d") == 3


def test_closing_a_crossing_or_a_section_costs_the_detour(two_markets: Dependency) -> None:
    rise = 23.22 / 13.22 - 1
    assert value(two_markets, "crossing_criticality", "A0x>d0-road", "d") == pytest.approx(rise)
    assert value(two_markets, "crossing_criticality", "A0x>d0-road") == pytest.approx(0.75 * rise)
    assert value(two_markets, "crossing_criticality", "O>A0-road", "e") == "infinite"
    assert value(two_markets, "crossing_cut", "O>A0-road") == 0.25
    assert value(two_markets, "section_criticality", "o-O-road") == "infinite"
    assert value(two_markets, "section_cut", "o-O-road") == 1.0
    unused = two_markets.facts["subject"] == "O>B0-road"
    assert not (unused & (two_markets.facts["metric"] == "crossing_criticality")).any()


def test_access_counts_what_can_be_reached(two_markets: Dependency) -> None:
    cost_e = value(two_markets, "least_cost", market="e")
    base = 30 / 13.22 + 10 / float(str(cost_e))
    assert value(two_markets, "access") == pytest.approx(base)
    assert value(two_markets, "access_loss", "AAA") == pytest.approx(1 - (30 / 23.22) / base)
    assert value(two_markets, "access_loss", "AAA+BBB") == 1.0


def test_shares_concentration_and_capacity_are_told(two_markets: Dependency) -> None:
    assert value(two_markets, "transit_share", "AAA", "e") == 1.0
    assert value(two_markets, "hhi", market="e") == 1.0
    weighted = 1 / float(str(value(two_markets, "hhi")))
    assert value(two_markets, "effective_countries") == pytest.approx(weighted)
    assert value(two_markets, "capacity_most", market="d") == "unknown"
    assert value(two_markets, "capacity_least", market="d") == 0.0


def test_json_is_strict_and_every_row_stands_once(two_markets: Dependency) -> None:
    answer = json.loads(json.dumps(two_markets.to_json(), allow_nan=False))
    ids = [row["row_id"] for row in answer["facts"]]
    assert len(ids) == len(set(ids))
    assert {row["status"] for row in answer["facts"]} == {"known", "infinite", "unknown"}
    assert all((row["value"] is None) == (row["status"] != "known") for row in answer["facts"])
    assert {row["definition"] for row in answer["facts"]} <= set(answer["definitions"])
    assert answer["question"]["scenarios"] == []


def test_unknown_weights_are_reported_and_not_zero() -> None:
    network = sketched(*lines("A"), *lines("B", to="e")[1:])
    found = dependency(with_markets(network, d=30, e=None), "o")
    assert found.weights["status"].tolist() == ["known", "unknown"]
    assert value(found, "shapley_connection", "AAA") == 1.0
    assert value(found, "shapley_connection", "BBB") == 0.0
    assert value(found, "shapley_connection", "BBB", "e") == 1.0


def test_no_known_weight_leaves_weighted_figures_unknown() -> None:
    found = dependency(ways("A"), "o", markets=["d"], terms=Terms(weights=Weights.TRADE))
    assert value(found, "shapley_connection", "AAA") == "unknown"
    assert value(found, "bypass_penalty", "AAA") == "none"
    assert value(found, "access") == "unknown"
    assert value(found, "bypass_penalty", "AAA", "d") == "infinite"


def test_an_unreachable_market_is_told_and_not_averaged() -> None:
    network = with_markets(sketched(*lines("A"), "e-e0 1 EEE"), d=30, e=10)
    found = dependency(network, "o")
    assert value(found, "least_cost", market="e") == "infinite"
    assert value(found, "best_km", market="e") == "none"
    assert value(found, "bypass_penalty", "AAA", "e") == "none"
    assert value(found, "redundancy_countries", market="e") == 0
    assert value(found, "shapley_connection", "AAA") == 0.75


def test_imports_run_the_other_way() -> None:
    """A both ways, B only out of O: exports have two ways, imports one."""
    network = sketched(*lines("A"), "B-b 1 BBB", "O>B 1h", "b>d0 1h")
    out = dependency(network, "o", markets=["d"])
    back = dependency(network, "o", markets=["d"], terms=Terms(flow=Flow.IMPORT))
    assert value(out, "shapley_connection", "AAA", "d") == 0.5
    assert value(back, "shapley_connection", "AAA", "d") == 1.0
    assert back.case.origin.place_id == "o"
    assert value(back, "crossing_criticality", "d0>A0x-road", "d") == "infinite"


def test_the_choice_set_holds_a_way_round_each_country() -> None:
    """Three posts through A are cheapest; a choice set of two ways would know nothing of B."""
    posts = [f"a>D {h}h crossing_id=post{h}" for h in (1, 2, 3)]
    network = sketched("o-O 1 OOO", "d-D 1 DDD", "A-a 100 AAA", "O>A 1h", *posts,
                       "B-b 100 BBB", "O>B 9h", "b>D 9h")  # fmt: skip
    found = dependency(network, "o", markets=["d"], terms=Terms(ways=2))
    assert 0 < float(str(value(found, "transit_share", "BBB", "d"))) < 0.5


def test_sensitivity_moves_one_parameter_at_a_time_and_ranks() -> None:
    """A: 10.2 USD and 22.02 h, B: 30.2 USD and 5.02 h: A leads until an hour costs 1.18 USD."""
    network = sketched("o-O 1 OOO", "d-D 1 DDD", "A-a 100 AAA", "O>A 1h", "a>D 20h",
                       "B-b 300 BBB", "O>B 1h", "b>D 1h")  # fmt: skip
    table = dependency(with_markets(network, d=1), "o").sensitivity
    first = table[(table["metric"] == "shapley_value") & (table["rank"] == 1)]
    settings = zip(first["parameter"], first["setting"], strict=True)
    leaders = dict(zip(settings, first["subject"], strict=True))

    assert leaders["as asked", ""] == "AAA"
    assert leaders["value_of_time_usd_th", "0"] == "AAA"
    assert leaders["value_of_time_usd_th", "1.46"] == "BBB"
    moved = table[(table["setting"] == "1.46") & (table["metric"] == "shapley_value")]
    assert moved.set_index("subject")["rank_before"].to_dict() == {"AAA": 1, "BBB": 2}
    assert set(table["parameter"]) == {
        "as asked", "value_of_time_usd_th", "logit_scale_t_usd", "path_size_power",
        "access_power", "weights",
    }  # fmt: skip
    assert table["row_id"].is_unique


def test_a_market_is_never_gone_round_in_its_own_country() -> None:
    """e lies behind d's country: DDD is indispensable for e, and no question for d."""
    network = with_markets(sketched(*lines("A"), "e-e0 1 EEE", "d<>e0 1h"), d=1, e=1)
    found = dependency(network, "o")
    assert value(found, "bypass_penalty", "DDD", "e") == "infinite"
    assert value(found, "bypass_penalty", "DDD", "d") == "none"
    assert value(found, "bypass_penalty", "DDD") == "infinite"
    assert value(found, "bypass_cut", "DDD") == 0.5
    assert not (found.facts["row_id"] == "shapley_connection/DDD/d").any()


def test_the_parameters_of_the_logit_are_used() -> None:
    """Two posts on the one road through A, one through B: overlap counts unless power is 0."""
    network = sketched("o-O 1 OOO", "d-D 1 DDD", "A-a 100 AAA", "B-b 100 BBB", "O>A 1h", "a>D 1h",
                       "a>D 1h crossing_id=second", "O>B 1h", "b>D 1h")  # fmt: skip

    def share_of_a(**terms: float) -> object:
        found = dependency(network, "o", markets=["d"], terms=Terms(**terms))  # type: ignore[arg-type]
        return value(found, "transit_share", "AAA", "d")

    assert share_of_a(path_size_power=0.0) == pytest.approx(2 / 3)
    assert share_of_a(path_size_power=1.0) == pytest.approx(0.5, abs=0.01)


def test_what_cuts_everything_ranks_before_what_costs() -> None:
    """o - A - B - d and, dearer, o - A - C - d."""
    found = dependency(with_markets(ways("AB", "AC", hours={"AC": 9}), d=1), "o")
    rises = found.sensitivity.query("parameter == 'as asked' and metric == 'bypass_penalty'")
    assert rises.set_index("subject")["rank"].to_dict() == {"AAA": 1, "BBB": 2, "CCC": 3}


@pytest.mark.parametrize(
    ("terms", "says"),
    [({"logit_scale_t_usd": -1.0}, "at least 0"), ({"access_power": math.nan}, "finite"),
     ({"ways": 0}, "at least 1")],
)  # fmt: skip
def test_impossible_terms_are_refused(terms: dict[str, float], says: str) -> None:
    with pytest.raises(UsageError, match=says):
        Terms(**terms)  # type: ignore[arg-type]


def test_a_wrong_case_is_refused() -> None:
    with pytest.raises(UnknownNameError):
        dependency(ways("A"), "o", markets=["nowhere"])
    with pytest.raises(UsageError, match="same place"):
        dependency(ways("A"), "o", markets=["o"])
    with pytest.raises(MissingDataError):
        dependency(ways("A"), "o")


def test_asking_twice_gives_the_same_and_changes_nothing() -> None:
    network = with_markets(ways("A", "B"), d=1)
    one, two = (json.dumps(dependency(network, "o").to_json()) for _ in range(2))
    assert one == two


def test_power_over_cost_is_told_where_nobody_can_cut_the_way() -> None:
    """By A for 10 USD, or round it through no country at all for more: A moves only the cost."""
    network = sketched("o-O 1 OOO", "d-d0 1 DDD", "A0-A0x 100 AAA", "O>A0 1h", "A0x>d0 1h",
                       "O>d0 50h 20$")  # fmt: skip
    found = dependency(with_markets(network, d=1), "o", terms=HOURS_ONLY)
    assert value(found, "shapley_connection", "AAA") == 0.0
    told = " ".join(about_countries(found, Names(network)))
    assert "No transit country has any power to connect. Power over cost" in told
    assert "No transit country has power over these ways" not in told


def test_shares_are_pooled_in_one_order_whatever_the_sets_are_ordered_by() -> None:
    """Sums in another order differ in the last digit: the same question gave other bytes."""
    countries = [f"{one}{two}X" for one in "HGFED" for two in "CBA"]
    assert list(_pooled([dict.fromkeys(countries, 0.1)], np.array([1.0]))) == sorted(countries)


def test_sensitivity_is_written_with_as_many_digits_as_facts(two_markets: Dependency) -> None:
    told = [row["value"] for row in two_markets.to_json()["sensitivity"]]
    assert told == [None if of is None else round(of, 9) for of in told]
