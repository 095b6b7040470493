import datetime as dt
import math

import pytest

from conftest import Sketch, folder_of
from ortoo.base.errors import AvoidedEndError, NoRouteError, UnknownNameError, UsageError
from ortoo.network.network import network_of
from ortoo.routes.answer import Answer
from ortoo.routes.find import find_routes
from ortoo.routes.question import (
    Avoid,
    Cargo,
    Cost,
    Exposed,
    Generalised,
    Overflight,
    Trip,
    trip_of_words,
)
from ortoo.routes.verify import verify

r"""
The diamond, used below: AAA in the west, DDD in the east, two countries between.

        B --- b        B, b in BBB: 100 km of road
       /       \
    A             D    A-a in AAA, d-D in DDD: 10 km each; borders cost 5 h and 2 USD/t
       \       /
        C --- c        C, c in CCC: 300 km of road
"""
DIAMOND = (
    "A-a 10 AAA", "d-D 10 DDD", "B-b 100 BBB", "C-c 300 CCC",
    "a<>B 5h 2$", "b<>d 5h 2$", "a<>C 5h 2$", "c<>d 5h 2$",
)  # fmt: skip


def test_a_route_adds_up_running_borders_and_fees(sketch: Sketch) -> None:
    best = find_routes(sketch(*DIAMOND), Trip("A", "D")).best

    assert best.countries == ("AAA", "BBB", "DDD")
    assert best.length_km == pytest.approx(120)
    assert best.time_h == pytest.approx(120 / 100 + 5 + 5)
    assert best.cost_usd_t == pytest.approx(120 * 0.1 + 2 + 2)
    assert best.co2_kg_t == pytest.approx(120 * 100 / 1000)


def test_a_closed_country_forces_the_long_way_and_leaves_no_trace(sketch: Sketch) -> None:
    network, trip = sketch(*DIAMOND), Trip("A", "D")

    before = find_routes(network, trip)
    detour = find_routes(network, trip, avoid=Avoid(countries={"BBB"}))
    after = find_routes(network, trip)

    assert detour.best.countries == ("AAA", "CCC", "DDD")
    assert "BBB" not in set(detour.best.by_country["country"])
    assert after.to_json() == before.to_json()


def test_what_a_border_costs_is_booked_to_whom_imposes_it(sketch: Sketch) -> None:
    network = sketch("A-a 10 AAA", "b-B 10 BBB", "a>b 5h 8$ time_leaves_h=2 cost_leaves_usd_t=3")
    by_country = find_routes(network, Trip("A", "B")).best.by_country.set_index("country")

    assert by_country.loc["AAA", "time_h"] == pytest.approx(0.1 + 2)
    assert by_country.loc["BBB", "time_h"] == pytest.approx(0.1 + 3)
    assert by_country.loc["AAA", "cost_usd_t"] == pytest.approx(1 + 3)
    assert by_country.loc["BBB", "cost_usd_t"] == pytest.approx(1 + 5)


def test_a_break_of_gauge_needs_a_crossing_that_changes_it_or_a_transfer(sketch: Sketch) -> None:
    """A --1520-- a | b --1435-- B : the crossing changes the bogies and takes 9 h."""
    rails = ("A-a 50 AAA rail", "b-B 50 BBB rail gauge_mm=1435")
    stuck = sketch(*rails, "a>b 9h rail")
    changed = sketch(*rails, "a>b 9h 6$ rail gauge_to_mm=1435")

    assert find_routes(stuck, Trip("A", "B")).status == "no-route"
    best = find_routes(changed, Trip("A", "B")).best
    assert best.time_h == pytest.approx(1 + 9 + 1)
    assert list(best.crossings["gauge_change"]) == [True]


def test_modes_meet_only_at_a_transfer_which_costs_time_and_money(sketch: Sketch) -> None:
    """A --road-- M --rail-- B, and the transfer at M."""
    way = ("A-M 100 AAA", "M-B 100 AAA rail")
    assert find_routes(sketch(*way), Trip("A", "B")).status == "no-route"

    best = find_routes(sketch(*way, "M: road>rail 4h 3$"), Trip("A", "B")).best
    assert best.time_h == pytest.approx(1 + 4 + 2)
    assert best.cost_usd_t == pytest.approx(10 + 3 + 1)
    assert best.modes == ("road", "rail")


def test_asking_for_one_mode_leaves_out_the_others(sketch: Sketch) -> None:
    network = sketch("A-B 100 AAA", "A-B 100 AAA rail")

    assert find_routes(network, Trip("A", "B", modes=("rail",))).best.modes == ("rail",)
    assert find_routes(network, Trip("A", "B", modes=("road",))).best.modes == ("road",)


def test_each_cost_has_its_own_best_way(sketch: Sketch) -> None:
    """Road is quicker (100 km/h against 50), rail cheaper and cleaner."""
    network = sketch("A-B 100 AAA", "A-B 110 AAA rail")
    best = {
        cost: find_routes(network, Trip("A", "B"), minimise=cost).best.modes[0] for cost in Cost
    }
    assert best == {Cost.TIME: "road", Cost.LENGTH: "road", Cost.COST: "rail", Cost.CO2: "rail"}


def test_an_unknown_cost_is_never_taken_for_cheap(sketch: Sketch) -> None:
    """A-B by a border of unknown hours, or 900 km round: the known way is taken, unknown is said."""
    short = ("A-a 10 AAA", "b-B 10 BBB", "a>b ?h")
    long = ("A-c 450 AAA", "d-B 450 BBB", "c>d 5h")

    both = find_routes(sketch(*short, *long), Trip("A", "B")).best
    only = find_routes(sketch(*short), Trip("A", "B")).best

    assert both.length_km == pytest.approx(900)
    assert only.time_h != only.time_h  # NaN
    assert only.unknown == ("time_h of crossing a>b-road",)
    assert find_routes(sketch(*short), Trip("A", "B")).to_json()["routes"][0]["time_h"] is None


def test_bilateral_crossings_serve_only_goods_of_the_two_states(sketch: Sketch) -> None:
    network = sketch("A-a 10 AAA", "b-B 10 BBB", "c-C 10 CCC", "a>b 1h access=bilateral", "B>c 1h")

    def status(goal: str, cargo: Cargo) -> str:
        return find_routes(network, Trip("A", goal, cargo=cargo)).status

    assert status("B", Cargo.THIRD_COUNTRY) == "no-route"
    assert status("B", Cargo.BILATERAL) == "route"
    assert status("C", Cargo.BILATERAL) == "no-route"


@pytest.mark.parametrize(
    ("words", "date", "status"),
    [
        ("opens=2026-06-01", "2026-05-31", "no-route"),
        ("opens=2026-06-01", "2026-06-01", "route"),
        ("closes=2026-06-01", "2026-05-31", "route"),
        ("closes=2026-06-01", "2026-06-01", "no-route"),
        ("season=5", "2026-05-31", "route"),
        ("season=5", "2026-06-01", "no-route"),
        ("access=closed", "2026-06-01", "no-route"),
    ],
)
def test_a_crossing_exists_only_on_its_days(
    sketch: Sketch, words: str, date: str, status: str
) -> None:
    network = sketch("A-a 10 AAA", "b-B 10 BBB", f"a>b 1h {words}", date=date)
    assert find_routes(network, Trip("A", "B")).status == status


@pytest.mark.parametrize(
    ("words", "status"),
    [
        ("status=planned", "no-route"),
        ("status=construction opens=2027-01-01", "no-route"),
        ("status=construction opens=2025-01-01", "route"),
        ("status=closed", "no-route"),
        ("status=closed closes=2027-01-01", "route"),
    ],
)
def test_a_section_exists_by_its_status_and_dates(sketch: Sketch, words: str, status: str) -> None:
    network = sketch(f"A-B 10 AAA {words}", "A-C 5 AAA")
    assert find_routes(network, Trip("A", "B")).status == status


def test_via_is_passed_in_order(sketch: Sketch) -> None:
    """A-B direct 1 km; C lies off the way."""
    network = sketch("A-B 1 AAA", "A-C 10 AAA", "C-B 10 AAA")
    answer = find_routes(network, Trip("A", "B", via=("C",)))
    assert answer.best.length_km == pytest.approx(20)
    assert answer.to_json()["question"]["via"] == ["C"]


def test_no_route_gives_a_cut_with_reasons_and_the_least_exposure(sketch: Sketch) -> None:
    answer = find_routes(sketch(*DIAMOND), Trip("A", "D"), avoid=Avoid(countries={"BBB", "CCC"}))

    assert answer.proof is not None
    assert answer.proof.reached == ("A/road", "a/road")
    assert {(f.id, f.why) for f in answer.proof.frontier} == {
        ("a>B-road", "country BBB avoided"),
        ("a>C-road", "country CCC avoided"),
    }
    assert answer.proof.minimal_blocking_sets == (frozenset({"BBB", "CCC"}),)
    assert answer.proof.least_exposure is not None
    assert answer.proof.least_exposure.countries == ("AAA", "BBB", "DDD")
    assert answer.proof.least_exposure.km_inside(frozenset({"BBB", "CCC"})) == pytest.approx(100)
    with pytest.raises(NoRouteError, match="avoiding BBB and CCC"):
        _ = answer.best


def test_the_least_exposed_way_may_be_longer(sketch: Sketch) -> None:
    """To be kept out of XXX: 10 km in it and 500 outside beats 50 km in it and 0 outside."""
    network = sketch(
        "A-a 1 AAA", "e-E 1 EEE", "x-y 50 XXX", "a<>x 1h", "y<>e 1h",
        "v-w 10 XXX", "A-k 500 AAA", "k<>v 1h", "w<>e 1h",
    )  # fmt: skip
    proof = find_routes(network, Trip("A", "E"), avoid=Avoid(countries={"XXX"})).proof
    assert proof is not None
    assert proof.least_exposure is not None
    assert proof.least_exposure.km_inside(frozenset({"XXX"})) == pytest.approx(10)


@pytest.mark.parametrize(
    ("trip", "avoid", "error", "says"),
    [
        (Trip("A", "Q"), Avoid(), UnknownNameError, "no place is called 'Q'"),
        (Trip("A", "A"), Avoid(), UsageError, "the same place"),
        (Trip("A", "D"), Avoid(countries={"ZZZ"}), UnknownNameError, "no country is called 'ZZZ'"),
        (Trip("A", "D"), Avoid(countries={"DDD"}), AvoidedEndError, "D lies in it"),
        (Trip("A", "D"), Avoid(countries={"AAA"}), AvoidedEndError, "A lies in it"),
    ],
)
def test_a_wrong_question_is_told_apart_from_no_route(
    sketch: Sketch, trip: Trip, avoid: Avoid, *, error: type[Exception], says: str
) -> None:
    with pytest.raises(error, match=says):
        find_routes(sketch(*DIAMOND), trip, avoid=avoid)


def test_drivers_rest_and_trains_do_not(sketch: Sketch) -> None:
    """100 km at 100 km/h, 6 of 24 hours at the wheel: 4 h by road; by rail at 50 km/h: 2 h."""
    rested = network_of(folder_of("A-B 100 AAA", "A-B 100 AAA rail", driving_h_day={"road": 6}))
    by_road = find_routes(rested, Trip("A", "B", modes=("road",))).best
    by_rail = find_routes(rested, Trip("A", "B", modes=("rail",))).best
    assert (by_road.time_h, by_rail.time_h) == (pytest.approx(4), pytest.approx(2))
    assert find_routes(sketch("A-B 100 AAA"), Trip("A", "B")).best.time_h == pytest.approx(1)


def test_generalised_cost_weighs_hours_by_the_value_of_time(sketch: Sketch) -> None:
    """Road 1 h and 10 USD/t, rail 2 h and 1 USD/t: they tie at 9 USD an hour."""
    network = sketch("A-B 100 AAA", "A-B 100 AAA rail")
    modes = [
        find_routes(
            network, Trip("A", "B"), minimise=Generalised(value_of_time_usd_th=v)
        ).best.modes
        for v in (8.9, 9.1)
    ]
    assert modes == [("rail",), ("road",)]


def test_a_value_of_time_of_nothing_is_taken_at_its_word() -> None:
    """Not for a default that was left out: hours then count for nothing."""
    _, cost = trip_of_words("A", "B", minimise="generalised", words={"value_of_time": 0.0})
    assert cost == Generalised(value_of_time_usd_th=0.0)


@pytest.mark.parametrize("value", [-1.0, math.nan, math.inf])
def test_a_value_of_time_that_compares_no_ways_is_refused(value: float) -> None:
    with pytest.raises(UsageError, match=r"value of time of .* finite number of at least 0"):
        Generalised(value_of_time_usd_th=value)


def test_exposure_can_be_what_is_minimised(sketch: Sketch) -> None:
    network, trip = sketch(*DIAMOND), Trip("A", "D")
    away_from_b = find_routes(network, trip, minimise=Exposed(to=frozenset({"BBB"}))).best
    away_from_both = find_routes(network, trip, minimise=Exposed(to=frozenset({"BBB", "CCC"}))).best
    assert away_from_b.countries == ("AAA", "CCC", "DDD")
    assert away_from_both.countries == ("AAA", "BBB", "DDD")


def test_an_alternative_tells_what_it_shares_with_the_best(sketch: Sketch) -> None:
    """By BBB: 10 + 100 + 10 km; by CCC: 10 + 300 + 10, of which 20 are the same."""
    answer = find_routes(sketch(*DIAMOND), Trip("A", "D"), alternatives=1)
    assert answer.shared(answer.routes[1]) == pytest.approx(20 / 320)
    assert answer.to_json()["routes"][1]["shared"] == pytest.approx(0.0625)


def test_aircraft_stay_out_of_avoided_countries_unless_overflight_is_allowed(
    sketch: Sketch,
) -> None:
    """A and B are joined by air over BBB only; CCC lies elsewhere."""
    network = sketch("A-B 800 AAA air overflies=BBB", "C-D 1 BBB", "E-F 1 CCC")
    trip = Trip("A", "B", modes=("air",))

    def asked(*, countries: set[str], overflight: Overflight = Overflight.REFUSED) -> Answer:
        return find_routes(network, trip, avoid=Avoid(countries=countries, overflight=overflight))

    refused = asked(countries={"BBB"})
    assert refused.proof is not None
    assert [f.why for f in refused.proof.frontier] == ["flies over BBB, avoided"]
    assert [r.change for r in refused.proof.relaxations] == [
        "allow overflight", "allow transit through BBB",
    ]  # fmt: skip
    assert asked(countries={"CCC"}).best.time_h == pytest.approx(1)
    assert refused.proof.minimal_blocking_sets == (frozenset({"BBB"}),)
    allowed = asked(countries={"BBB"}, overflight=Overflight.ALLOWED)
    assert allowed.status == "route"
    assert verify(allowed.to_json(), network) == []


LANDING = (
    "A-T 800 XZ air overflies=AAA|TTT", "T-M 300 XZ air overflies=TTT|MMM",
    "A-a 1 AAA", "T-t 1 TTT", "M-m 1 MMM",
)  # fmt: skip


@pytest.mark.parametrize("overflight", Overflight)
def test_nobody_lands_in_an_avoided_country(sketch: Sketch, overflight: Overflight) -> None:
    """A to M by two flights, booked to nobody, that change at T in TTT."""
    network, trip = sketch(*LANDING), Trip("A", "M", modes=("air",))
    free = find_routes(network, trip)
    assert free.best.length_km == pytest.approx(1100)
    assert free.best.touches(frozenset({"TTT", "BBB"})) == {"TTT"}

    kept_out = find_routes(network, trip, avoid=Avoid(countries={"TTT"}, overflight=overflight))
    assert kept_out.status == "no-route"
    assert verify(kept_out.to_json(), network) == []

    claim = free.to_json()
    claim["question"]["avoid"] = ["TTT"]
    assert any("TTT" in fault for fault in verify(claim, network))


def test_the_line_of_a_route_runs_in_the_direction_of_travel(sketch: Sketch) -> None:
    """B-A and B-C are drawn from B; from A to C the first must be turned round."""
    network = sketch("B-A 10 AAA", "B-C 10 AAA")
    (line,) = find_routes(network, Trip("A", "C")).best.geometry.geoms
    at = {p.place_id: (p.lon, p.lat) for p in network.tables["places"].itertuples()}
    assert list(line.coords) == [at["A"], at["B"], at["C"]]


def test_a_via_point_is_reached_by_the_mode_that_goes_on(sketch: Sketch) -> None:
    """To V the road is quicker (1 h against 4), but only the railway goes on to B."""
    network = sketch("A-V 100 AAA", "A-V 200 AAA rail", "V-B 50 AAA rail")
    best = find_routes(network, Trip("A", "B", via=("V",))).best
    assert best.modes == ("rail",)
    assert best.time_h == pytest.approx(5)


def test_a_proof_beyond_a_via_point_starts_from_it(sketch: Sketch) -> None:
    """A and V are joined; from V on, BBB is avoided. What can be reached is reached from V."""
    network = sketch("A-V 10 AAA", "V-b 10 AAA", "B-D 10 BBB", "d-E 10 DDD", "b<>B 1h", "D<>d 1h")
    proof = find_routes(network, Trip("A", "E", via=("V",)), avoid=Avoid(countries={"BBB"})).proof
    assert proof is not None
    assert proof.reached == ("A/road", "V/road", "b/road")
    assert [f.why for f in proof.frontier] == ["country BBB avoided"]


def test_an_unknown_country_of_exposure_is_refused(sketch: Sketch) -> None:
    with pytest.raises(UnknownNameError, match="no country is called 'BBX'"):
        find_routes(sketch(*DIAMOND), Trip("A", "D"), minimise=Exposed(to=frozenset({"BBX"})))


def test_unknown_ids_offer_the_nearest(sketch: Sketch) -> None:
    network, trip = sketch(*DIAMOND), Trip("A", "D")
    with pytest.raises(
        UnknownNameError, match="no crossing is called 'a>B-rode'; did you mean a>B-road"
    ):
        find_routes(network, trip, avoid=Avoid(crossings={"a>B-rode"}))
    with pytest.raises(
        UnknownNameError, match="no section is called 'B-b-rode'; did you mean B-b-road"
    ):
        find_routes(network, trip, avoid=Avoid(sections={"B-b-rode"}))


def test_what_is_not_in_service_says_since_when_it_is(sketch: Sketch) -> None:
    network = sketch("A-B 1 AAA", "B-C 1 AAA status=construction opens=2027-05-01")
    proof = find_routes(network, Trip("A", "C")).proof
    assert proof is not None
    assert [f.why for f in proof.frontier] == [
        "construction, not in service on 2026-01-01 (open from 2027-05-01)"
    ]
    assert find_routes(network, Trip("A", "C", date=dt.date(2027, 5, 1))).status == "route"
