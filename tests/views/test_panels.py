"""The tables beside a map say what the JSON says; unknown is never a number."""

import math
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from tests.conftest import Sketch

from ortoo.network.network import Network, load_network
from ortoo.routes.answer import Answer
from ortoo.routes.find import find_routes
from ortoo.routes.question import Avoid, Trip
from ortoo.views.citations import cited, source_rows, sourcing_text
from ortoo.views.panels import (
    country_rows,
    crossing_rows,
    frontier_groups,
    leg_row,
    unknown_sentences,
)
from ortoo.views.tables import figure
from ortoo.views.wording import Names


@pytest.fixture(scope="module")
def network() -> Network:
    return load_network(Path(__file__).parent / "three_countries")


@pytest.fixture(scope="module")
def answer(network: Network) -> Answer:
    return find_routes(network, Trip("Acity", "Ccity"))


def test_country_rows_are_the_figures_of_the_json(network: Network, answer: Answer) -> None:
    rows = country_rows(answer.best, Names(network), ends=answer.rules.states)
    told = answer.to_json()["routes"][0]

    assert [row.country for row in rows] == ["Anland", "Bernland", "Corland", "Total"]
    assert [row.transit for row in rows] == [False, True, False, False]
    for row, country in zip(rows, [*told["countries"], told], strict=True):
        for cell, cost in (
            (row.km, "length_km"),
            (row.usd_t, "cost_usd_t"),
            (row.co2_kg_t, "co2_kg_t"),
        ):
            value = country[cost]
            assert cell == figure(math.nan if value is None else value)


def test_unknown_is_said_and_never_zero(network: Network, answer: Answer) -> None:
    crossing = crossing_rows(answer.best, Names(network))[1]
    total = country_rows(answer.best, Names(network), ends=frozenset())[-1]

    assert (crossing.usd_t, total.usd_t) == ("unknown", "unknown")
    assert unknown_sentences(answer.best, Names(network)) == [
        "Cost is not known for the crossing Bgate → Cgate."
    ]


def test_unknown_hours_are_unknown_days(sketch: Callable[..., Network]) -> None:
    answer = find_routes(sketch("A1-A2 10 AAA", "B1-B2 30 BBB", "A2>B1 ?h"), Trip("A1", "B2"))

    rows = country_rows(answer.best, Names(answer.network), ends=frozenset())

    assert [row.days for row in rows] == ["0.0", "unknown", "unknown"]


def test_a_crossing_tells_hours_spread_rule_season_gauge_and_confidence(
    network: Network, answer: Answer
) -> None:
    first, second = crossing_rows(answer.best, Names(network))

    assert (first.number, first.name, first.hours, first.spread) == (
        "1",
        "Ayard → Byard",
        "40.0",
        "20.0\N{EN DASH}60.0",
    )
    assert (first.gauge, first.gauge_change) == ("1520 → 1435 mm", True)
    assert (first.rule, first.confidence, first.season) == ("open to third countries", "medium", "")
    assert [source.title for source in first.sources] == ["Survey of yards and gates"]
    assert (second.gauge, second.gauge_change, second.spread) == ("1435 mm", False, "")
    assert second.season == "Apr, May, Jun, Jul, Aug, Sep, Oct, Nov"
    assert (second.confidence, second.sources) == ("unsourced", ())


def test_legs_say_what_happens(network: Network, answer: Answer) -> None:
    told = [leg_row(leg, Names(network)).what for leg in answer.best.legs]

    assert told == [
        "road", "transfer from road to railway 1520 mm", "railway 1520 mm",
        "border crossing, railway", "railway 1435 mm", "border crossing, railway",
        "railway 1435 mm",
    ]  # fmt: skip


def test_every_source_of_the_way_is_cited_once(answer: Answer) -> None:
    assert sorted(cited([answer.best, answer.best])) == ["atlas-1", "survey-2", "unsourced"]


def test_what_nobody_published_is_counted(answer: Answer) -> None:
    of = 7 + 2 + 1 + 2  # sections, crossings, transfers, rates
    assert sourcing_text(answer.best) == (
        f"{of} records stand behind this way (sections, crossings, transfers, rates); "
        "of them 2 without a published source."
    )


def test_only_web_addresses_become_links(network: Network) -> None:
    rows = source_rows(network, ["atlas-1", "survey-2", "gone"])

    assert [row.url for row in rows] == ["https://example.org/atlas", "", ""]
    assert rows[2].title == "gone"


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "https://x.org/'onclick=",
        "https://x{{1}}",
        "//x.org",
    ],
)
def test_an_address_that_is_not_one_is_no_link(network: Network, url: str) -> None:
    sources = network.tables["sources"].assign(url=url)
    other = replace(network, tables={**network.tables, "sources": sources})

    assert source_rows(other, ["atlas-1"])[0].url == ""


def test_the_frontier_is_told_by_reason(network: Network) -> None:
    cut = find_routes(network, Trip("Acity", "Ccity"), avoid=Avoid(countries={"BBB"}))
    assert cut.proof is not None

    groups = frontier_groups(cut.proof.frontier, Names(network))

    assert [(group.why, group.ways) for group in groups] == [
        ("Bernland is avoided", ("Ayard → Byard (railway)",))
    ]


def test_a_barred_way_to_a_border_of_the_same_name_says_that_it_is_one(sketch: Sketch) -> None:
    """K may be left by rail only over its own border; both are called Kars."""
    lines = ("A-K 9 AAA rail", "K-k 5 AAA rail status=planned", "k<>b 1h rail", "b-B 9 BBB rail")
    network = sketch(*lines)
    places = network.tables["places"].set_index("place_id", drop=False)
    places.loc["K", "name"] = "Kars"
    places.loc["k", ["kind", "name"]] = "border", "Kars border"
    network.tables["places"][["kind", "name"]] = places[["kind", "name"]].to_numpy()
    proof = find_routes(network, Trip("A", "B")).proof
    assert proof is not None
    (group,) = frontier_groups(proof.frontier, Names(network))
    assert group.ways == ("Kars → border (railway)",)
