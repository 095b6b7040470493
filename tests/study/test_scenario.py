"""A scenario makes another network, shares what did not change, and leaves its base alone."""

import datetime as dt
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

from cards import card
from conftest import Sketch
from ortoo.base.errors import BadInputError, UsageError
from ortoo.inputs.cards import together
from ortoo.network.arcs import build_arcs
from ortoo.network.network import Network
from ortoo.routes.find import find_routes
from ortoo.routes.question import Avoid, Overflight, Trip
from ortoo.study.future import Future
from ortoo.study.order import order_matters
from ortoo.study.scenario import apply

LINES = (
    "A-B 100 AAA", "C-D 100 BBB", "B<>C 5h 10$", "A-E 300 AAA", "F-D 300 BBB", "E<>F 1h",
    "B-E 50 AAA status=planned",
)  # fmt: skip
CLOSE = "{do: close, crossings: [B>C-road, C>B-road]}"


def hours(network: Network, *, end: str = "D") -> float:
    return find_routes(network, Trip("A", end, modes=("road",))).best.time_h


def test_closing_a_crossing_sends_freight_round_and_the_base_stays_open(
    sketch: Sketch, tmp_path: Path
) -> None:
    """A-B-|-C-D takes 1+5+1 = 7 h, A-E-|-F-D 3+1+3 = 7 h at 100 km/h; closed, only the latter."""
    base = sketch(*LINES)
    before = {name: frame.copy(deep=True) for name, frame in base.tables.items()}

    closed = apply(base, [card(tmp_path, "closed", CLOSE)]).network
    used = find_routes(closed, Trip("A", "D", modes=("road",))).best.crossings["crossing_id"]

    assert list(used) == ["E>F-road"]
    assert hours(base) == pytest.approx(7)
    for name, frame in base.tables.items():
        assert_frame_equal(frame, before[name])


def test_two_scenarios_in_one_process_do_not_see_each_other(sketch: Sketch, tmp_path: Path) -> None:
    base = sketch(*LINES)
    slow = card(tmp_path, "slow", "{do: delay, crossings: {mode: road}, time_h: 10}")
    closed = card(tmp_path, "closed", CLOSE, "{do: close, crossings: [E>F-road]}")

    one, two, again = (apply(base, [c]).network for c in (slow, closed, slow))

    assert hours(one) == hours(again) == pytest.approx(17)
    assert not find_routes(two, Trip("A", "D", modes=("road",))).routes
    assert hours(base) == pytest.approx(7)


def test_what_does_not_change_is_the_same_object(sketch: Sketch, tmp_path: Path) -> None:
    base = sketch(*LINES)
    closed = apply(base, [card(tmp_path, "closed", CLOSE)]).network
    slow = apply(base, [card(tmp_path, "slow", "{do: delay, crossings: [B>C-road], time_h: 1}")])
    arcs, old = slow.network.arcs, base.arcs

    changed = {name for name in base.tables if closed.tables[name] is not base.tables[name]}
    assert changed == {"crossings"}
    assert closed.arcs is base.arcs
    assert closed.countries is base.countries
    for name in ("nodes", "number", "tail", "head", "leaving", "nodes_at"):
        assert getattr(arcs, name) is getattr(old, name)
    same = [one is two for one, two in zip(arcs.arcs, old.arcs, strict=True)]
    assert same.count(False) == 1


EDITS = {
    "set a speed": "{do: set, sections: {country: AAA}, speed_kmh: 20}",
    "scale a speed that only the mode knows": "{do: scale, sections: [A-B-road], speed_kmh: 0.5}",
    "scale a tariff": "{do: scale, sections: {mode: road}, cost_usd_tkm: 3}",
    "set border hours": "{do: set, crossings: {leaves: AAA}, time_h: 9}",
    "speed up": "{do: speed-up, crossings: {mode: road}, time_h: 3}",
    "scale transfers": "{do: scale, transfers: {place: T}, time_h: 3, cost_usd_t: 2}",
    "delay": "{do: delay, crossings: {enters: AAA}, time_h: 3, imposed_by: BBB}",
    "add": "{do: add, places: [{place_id: G, name: G, country: AAA, kind: town, lon: 61, lat: 41}], sections: [{section_id: a-g, from_id: A, to_id: G, mode: road, country: AAA}]}",
}  # fmt: skip


@pytest.mark.parametrize("edit", EDITS.values(), ids=EDITS.keys())
def test_shared_arcs_are_those_of_a_network_built_afresh(
    edit: str, sketch: Sketch, tmp_path: Path
) -> None:
    base = sketch(*LINES, "T-U 5 AAA", "T-V 5 AAA rail", "T: road>rail 4h 2$")
    made = apply(base, [card(tmp_path, "made", edit)]).network
    fresh = build_arcs(made.tables)

    assert not np.array_equal(made.arcs.costs, base.arcs.costs, equal_nan=True)
    assert made.arcs.nodes == fresh.nodes
    assert made.arcs.leaving == fresh.leaving
    np.testing.assert_array_equal(made.arcs.costs, fresh.costs)
    assert [repr(arc) for arc in made.arcs.arcs] == [repr(arc) for arc in fresh.arcs]


def test_hours_are_charged_to_whom_imposes_them_and_parts_keep_their_share(
    sketch: Sketch, tmp_path: Path
) -> None:
    base = sketch("A-B 1 AAA", "C-D 1 BBB", "B>C 10h 4$ time_leaves_h=4 cost_leaves_usd_t=1 time_p10_h=5 time_p90_h=20")  # fmt: skip
    delayed = card(tmp_path, "d", "{do: delay, crossings: [B>C-road], time_h: 6, imposed_by: AAA}")
    halved = card(tmp_path, "h", "{do: scale, crossings: [B>C-road], time_h: 0.5, cost_usd_t: 2}")
    quick = card(tmp_path, "q", "{do: speed-up, crossings: [B>C-road], time_h: 99}")

    def row(scenario: object) -> list[float]:
        frame = apply(base, [scenario]).network.tables["crossings"]  # type: ignore[list-item]
        columns = ["time_h", "time_leaves_h", "time_p10_h", "time_p90_h", "cost_usd_t",
                   "cost_leaves_usd_t"]  # fmt: skip
        return frame[columns].iloc[0].tolist()

    assert row(delayed) == [16, 10, 11, 26, 4, 1]
    assert row(halved) == [5, 2, 2.5, 10, 8, 2]
    assert row(quick) == [0, 0, 0, 0, 4, 1]


def test_unknown_stays_unknown_unless_it_is_set(sketch: Sketch, tmp_path: Path) -> None:
    base = sketch("A-B 1 AAA", "C-D 1 BBB", "B>C ?h")

    def time(edit: str) -> float:
        future = apply(base, [card(tmp_path, "c", edit)])
        return float(future.network.tables["crossings"]["time_h"].iloc[0])

    assert np.isnan(time("{do: delay, crossings: [B>C-road], time_h: 6}"))
    assert np.isnan(time("{do: scale, crossings: [B>C-road], time_h: 2}"))
    assert time("{do: set, crossings: [B>C-road], time_h: 6}") == 6


def test_a_line_can_be_opened_from_a_day_on_and_closed_from_a_day_on(
    sketch: Sketch, tmp_path: Path
) -> None:
    base = sketch("A-B 10 AAA status=planned", "A-C 10 AAA", "C-B 90 AAA")
    opens = card(tmp_path, "o", "{do: open, sections: [A-B-road], since: 2030-01-01}")
    closes = card(tmp_path, "c", "{do: close, sections: [A-B-road], since: 2040-01-01}",
                  more="needs: [o]\n")  # fmt: skip

    network = apply(base, [closes]).network
    found = {
        day: find_routes(network, Trip("A", "B", modes=("road",), date=pd.Timestamp(day).date()))
        for day in ("2029-12-31", "2030-01-01", "2039-12-31", "2040-01-01")
    }

    assert [a.best.length_km for a in found.values()] == [100, 10, 10, 100]
    assert network.scenarios == ("o", "c")
    assert opens.scenario_id == "o"


def test_a_corridor_means_its_sections_and_the_crossings_between_them(
    sketch: Sketch, tmp_path: Path
) -> None:
    """C-D is of the corridor, G-H is not: the crossing C-G leads out of it."""
    base = sketch(
        "A-B 1 AAA corridors=silk", "B<>C 1h", "C-D 1 BBB corridors=silk", "C<>G 1h", "G-H 1 CCC",
        "B<>C 1h rail",
    )  # fmt: skip
    made = apply(base, [card(tmp_path, "c", "{do: close, crossings: {corridor: silk}}")]).network
    table = made.tables["crossings"]

    closed = set(table.loc[table["access"] == "closed", "crossing_id"])
    assert closed == {"B>C-road", "C>B-road"}


def test_questions_are_changed_only_where_the_card_says_so(sketch: Sketch, tmp_path: Path) -> None:
    base = sketch(*LINES)
    future = apply(
        base,
        [card(tmp_path, "q", "{do: avoid, countries: [BBB]}", "{do: allow, modes: [air], overflight: true}",
              "{do: date, date: 2031-05-06}", "{do: weigh, markets: {D: 3, F: 1}}")],
    )  # fmt: skip

    assert future.network.arcs is base.arcs
    assert future.network.tables["crossings"] is base.tables["crossings"]
    assert future.avoid(Avoid(countries={"AAA"})).countries == {"AAA", "BBB"}
    assert future.trip(Trip("A", "D", modes=("road",))).modes == ("road", "air")
    assert str(future.trip(Trip("A", "D")).date) == "2031-05-06"
    assert future.weights == {"D": 0.75, "F": 0.25}


def test_a_question_keeps_its_own_day_and_its_own_overflight(sketch: Sketch) -> None:
    plain = Future(network=sketch(*LINES))
    later = replace(plain, date=dt.date(2031, 5, 6), overflight=Overflight.ALLOWED)

    assert later.trip(Trip("A", "D", date=dt.date(2027, 1, 1))).date == dt.date(2027, 1, 1)
    assert later.trip(Trip("A", "D")).date == dt.date(2031, 5, 6)
    assert later.avoid(Avoid()).overflight is Overflight.ALLOWED
    assert plain.avoid(Avoid(overflight=Overflight.ALLOWED)).overflight is Overflight.ALLOWED
    assert plain.avoid(Avoid()).overflight is Overflight.REFUSED


@pytest.mark.parametrize(
    ("drawn", "edit", "column", "day"),
    [
        ("opens=2027-01-01", "{do: open, sections: [A-B-road], since: 2028-01-01}", "opens", "2027-01-01"),
        ("opens=2029-01-01", "{do: open, sections: [A-B-road], since: 2028-01-01}", "opens", "2028-01-01"),
        ("", "{do: open, sections: [A-B-road], since: 2028-01-01}", "opens", ""),
        ("closes=2027-01-01", "{do: close, sections: [A-B-road], since: 2028-01-01}", "closes", "2027-01-01"),
        ("closes=2029-01-01", "{do: close, sections: [A-B-road], since: 2028-01-01}", "closes", "2028-01-01"),
    ],
)  # fmt: skip
def test_opening_never_comes_later_and_closing_never_later_either(
    sketch: Sketch, tmp_path: Path, drawn: str, edit: str, column: str, day: str
) -> None:
    base = sketch(f"A-B 10 AAA {drawn}".strip(), "A-C 10 AAA", "C-B 90 AAA")
    made = apply(base, [card(tmp_path, "c", edit)]).network.tables["sections"]
    assert made.set_index("section_id").loc["A-B-road", column] == day


UNFIT = {
    "a typo in an id": (
        "{do: close, crossings: [B>C-raod]}",
        'card.yaml:6:29: edits[0].crossings[0]: expected the id of a crossing, got "B>C-raod", did you mean B>C-road or F>E-road?',
    ),
    "a country of two letters": (
        "{do: avoid, countries: NO}",
        'card.yaml:6:28: edits[0].countries: expected an ISO 3166 alpha-3 code, got "NO", did you mean NOR?',
    ),
    "a country in a selection": (
        "{do: close, crossings: {leaves: NO}}",
        'card.yaml:6:37: edits[0].crossings.leaves: expected an ISO 3166 alpha-3 code, got "NO", did you mean NOR?',
    ),
    "a selection of nothing": (
        "{do: close, crossings: {mode: rail, leaves: AAA}}",
        "card.yaml:6:28: edits[0].crossings: expected a selection of something, got no crossings (mode: rail, leaves: AAA)",
    ),
    "a corridor": (
        "{do: open, sections: {corridor: silk}}",
        'card.yaml:6:37: edits[0].sections.corridor: expected a corridor\'s id, got "silk", did you mean silk-road?',
    ),
    "a side that is none": (
        "{do: delay, crossings: [B>C-road], time_h: 1, imposed_by: NOR}",
        'card.yaml:6:63: edits[0].imposed_by: expected a side of B>C-road, got "NOR"',
    ),
    "a market": (
        "{do: weigh, markets: {DD: 1}}",
        'card.yaml:6:31: edits[0].markets.DD: expected the id of a place, got "DD", did you mean D?',
    ),
    "a new section to nowhere": (
        "{do: add, sections: [{section_id: x, from_id: A, to_id: Z, mode: road, country: AAA}]}",
        "card.yaml:6:61: edits[0].sections[0].to_id: got 'Z', expected the id of a place in places.csv",
    ),
    "a new section with a bad cell": (
        "{do: add, sections: [{section_id: x, from_id: A, to_id: B, mode: rod, country: AAA}]}",
        "card.yaml:6:70: edits[0].sections[0].mode: got 'rod', expected one of rail, road, ferry, sea, air",
    ),
    "a new section with an old id": (
        "{do: add, sections: [{section_id: A-B-road, from_id: A, to_id: B, mode: road, country: AAA}]}",
        "card.yaml:6:39: edits[0].sections[0].section_id: got 'A-B-road', which the network has already; expected a new id",
    ),
    "a new section over a border": (
        "{do: add, sections: [{section_id: x, from_id: A, to_id: C, mode: road, country: AAA}]}",
        "card.yaml:6:85: edits[0].sections[0].country: got AAA, but C lies in BBB: a section lies in one country, and a border is passed by a row of crossings.csv",
    ),
}  # fmt: skip


@pytest.mark.parametrize("unfit", UNFIT.values(), ids=UNFIT.keys())
def test_a_card_that_does_not_fit_tells_where_and_what_is_nearest(
    unfit: tuple[str, str], sketch: Sketch, tmp_path: Path
) -> None:
    base = sketch(*LINES, "N-O 1 NOR corridors=silk-road")
    edit, expected = unfit

    with pytest.raises(BadInputError) as refused:
        apply(base, [card(tmp_path, "card", edit)])

    assert [f.removeprefix(f"{tmp_path}/") for f in refused.value.faults] == [expected]


def test_all_faults_of_all_cards_are_told_together(sketch: Sketch, tmp_path: Path) -> None:
    wrong = "{do: close, crossings: [nope]}"
    cards = [card(tmp_path, "one", wrong, CLOSE, wrong), card(tmp_path, "two", wrong)]

    with pytest.raises(BadInputError) as refused:
        apply(sketch(*LINES), cards)

    assert [Path(f.split(":")[0]).stem for f in refused.value.faults] == ["one", "one", "two"]


ADD = "{do: add, sections: [{section_id: new, from_id: A, to_id: B, mode: road, country: AAA, length_km: 10}]}"


def test_an_edit_of_what_a_later_card_adds_says_which(sketch: Sketch, tmp_path: Path) -> None:
    adds = card(tmp_path, "adds", ADD)
    edits = card(tmp_path, "edits", "{do: set, sections: [new], speed_kmh: 10}")

    assert hours(apply(sketch(*LINES), [adds, edits]).network, end="B") == pytest.approx(1)
    with pytest.raises(BadInputError) as refused:
        apply(sketch(*LINES), [edits, adds])
    assert (
        'expected a section that is there already, got "new", which the later scenario adds adds; name that one first'
        in refused.value.faults[0]
    )


def test_needs_come_first_and_once_and_conflicts_are_refused(
    sketch: Sketch, tmp_path: Path
) -> None:
    base = sketch(*LINES)
    card(tmp_path, "adds", ADD)
    slow = card(
        tmp_path, "slow", "{do: set, sections: [new], speed_kmh: 10}", more="needs: [adds]\n"
    )
    other = card(tmp_path, "other", CLOSE, more="needs: [adds]\nconflicts: [foe]\n")
    foe = card(tmp_path, "foe", CLOSE)

    assert apply(base, [slow, other]).network.scenarios == ("adds", "slow", "other")
    assert apply(base, [together([slow, other])]).network.scenarios == ("adds", "slow", "other")
    with pytest.raises(UsageError, match="other and foe cannot be true together"):
        apply(base, [other, foe])


def test_the_order_of_cards_is_told_where_it_matters(sketch: Sketch, tmp_path: Path) -> None:
    base = sketch(*LINES)
    sets = card(tmp_path, "sets", "{do: set, crossings: [B>C-road], time_h: 8}")
    halves = card(tmp_path, "halves", "{do: scale, crossings: [B>C-road], time_h: 0.5}")
    closes = card(tmp_path, "closes", CLOSE)

    assert order_matters(base, [sets, halves]) == (
        "the order of sets and halves matters: time_h of B>C-road is 4.0 in this order and 8.0 in the other",
    )
    assert order_matters(base, [sets, closes]) == ()
    assert order_matters(base, [halves, closes]) == ()


def test_a_changed_row_cites_the_card_where_the_network_cites_at_all(
    sketch: Sketch, tmp_path: Path
) -> None:
    row = apply(sketch(*LINES), [card(tmp_path, "closed", CLOSE)]).network.tables["crossings"]

    changed = row.set_index("crossing_id").loc["B>C-road"]
    assert changed["source"] == "test scenario-closed"
    assert changed["note"] == "Scenario closed: closed."
    assert row.set_index("crossing_id").loc["E>F-road", "note"] == ""


def test_no_cards_give_the_base_itself(sketch: Sketch) -> None:
    base = sketch(*LINES)
    future = apply(base, [])
    assert isinstance(future, Future)
    assert future.network is base
