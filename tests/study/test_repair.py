"""Repairs on paper, and against trying every candidate and every pair."""

import itertools
import math
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cards import card
from conftest import Sketch, sketched
from ortoo.base.errors import UsageError
from ortoo.network.network import Network
from ortoo.routes.asked import resolve
from ortoo.routes.find import find_routes
from ortoo.routes.question import Avoid, Cost, Exposed, Trip
from ortoo.study.candidates import Candidate, Kind, candidates
from ortoo.study.remedies import ways_by_changes
from ortoo.study.repair import Repair, repair
from ortoo.study.scenario import apply

TRIP = Trip("A", "Z", modes=("road",))
AROUND = (
    "A-B 1 AAA", "B<>C 1h", "C-D 50 BBB", "D<>Y 1h", "Y-Z 1 ZZZ",
    "A-E 1 AAA", "E<>F 1h access=bilateral", "F-G 9 CCC", "G<>H 1h access=closed", "H-Z 9 ZZZ",
)  # fmt: skip
"""A to Z leads through BBB; through CCC only if E-F lets third countries pass and G-H is opened."""


def wanted(network: Network, *avoid: str) -> Repair:
    return repair(network, TRIP, avoid=Avoid(countries=avoid))


def test_two_changes_that_only_help_together_are_found_as_a_pair(sketch: Sketch) -> None:
    found = wanted(sketch(*AROUND), "BBB")

    (remedy,) = found.opening
    assert {change.kind for change in remedy.changes} == {Kind.RULE, Kind.CROSSING}
    assert remedy.route.countries == ("AAA", "CCC", "ZZZ")
    assert (remedy.exposure_km, remedy.new_km) == (0, 0)
    (cut,) = found.cutting
    assert (cut.changes, cut.cut_km, cut.cut_per_new_km) == (remedy.changes, 50, math.inf)
    assert found.exposure_km == 50


def test_what_is_possible_needs_no_repair(sketch: Sketch) -> None:
    found = wanted(sketch(*AROUND), "CCC")
    assert found.best is not None
    assert (found.opening, found.cutting) == ((), ())


def test_a_line_is_opened_whole_and_ranked_per_kilometre(sketch: Sketch, tmp_path: Path) -> None:
    """50 km inside BBB; a planned line of 10 + 20 km with its crossing does without them."""
    base = sketch(
        "A-B 1 AAA", "B<>C 1h", "C-D 50 BBB", "D<>Y 1h", "Y-Z 1 ZZZ",
        "A-P 10 AAA status=planned", "P<>Q 1h access=bilateral", "Q-Z 20 ZZZ status=construction",
    )  # fmt: skip
    cost = card(tmp_path, "line", "{do: open, sections: [A-P-road, Q-Z-road]}",
                more="investment: {usd_m: 100, source: paper}\n")  # fmt: skip

    found = repair(base, TRIP, avoid=Avoid(countries={"BBB"}), projects=[cost])

    (remedy,) = found.cutting
    assert [change.kind for change in remedy.changes] == [Kind.LINE]
    assert (
        remedy.name
        == "road A - Z (construction/planned, over the border AAA/ZZZ, for third countries' goods too)"
    )
    assert (remedy.new_km, remedy.usd_m, remedy.cut_km) == (30, 100, 50)
    assert remedy.cut_per_new_km == pytest.approx(50 / 30)
    assert remedy.cut_per_usd_m == pytest.approx(0.5)
    assert math.isnan(wanted(base, "BBB").cutting[0].usd_m)


def test_a_pair_that_is_only_quicker_than_one_of_its_changes_is_not_told(sketch: Sketch) -> None:
    """Lifting the rule at E-F cuts all 50 km; the planned road H-Z would only save an hour more."""
    base = sketch(
        "A-B 1 AAA", "B<>C 1h", "C-D 50 BBB", "D<>Y 1h", "Y-Z 1 ZZZ",
        "A-E 1 AAA", "E<>F 1h access=bilateral", "F-G 9 CCC", "G<>H 1h", "H-I 100 ZZZ", "I-Z 9 ZZZ",
        "H-Z 5 ZZZ status=planned",
    )  # fmt: skip

    (remedy,) = wanted(base, "BBB").cutting

    assert [change.kind for change in remedy.changes] == [Kind.RULE]


@pytest.mark.parametrize(("km", "cut_km"), [(49.5, []), (40, [10.0])])
def test_a_cut_of_less_than_a_kilometre_is_told_as_none(
    sketch: Sketch, km: float, cut_km: list[float]
) -> None:
    """100 km inside BBB; a planned road of ``km`` and an old one of 50 lead past half of them."""
    base = sketch(
        "A-B 1 AAA", "B<>C 1h", "C-D 100 BBB", "D<>Y 1h", "Y-Z 1 ZZZ",
        f"C-M {km} BBB status=planned", "M-D 50 BBB",
    )  # fmt: skip
    assert [remedy.cut_km for remedy in wanted(base, "BBB").cutting] == pytest.approx(cut_km)


@pytest.mark.parametrize(("one", "other"), [("?", "90"), ("90", "?")])
def test_a_remedy_of_unknown_hours_comes_last(sketch: Sketch, one: str, other: str) -> None:
    """Round BBB by E-F or by P-Q, one of which takes long and the other nobody knows how long."""
    base = sketch(
        "A-B 1 AAA", "B<>C 1h", "C-D 50 BBB", "D<>Y 1h", "Y-Z 1 ZZZ",
        "A-E 9 AAA", f"E<>F {one}h access=closed", "F-Z 9 ZZZ",
        "A-P 9 AAA", f"P<>Q {other}h access=closed", "Q-Z 9 ZZZ",
    )  # fmt: skip
    opening = wanted(base, "BBB").opening
    assert [math.isnan(remedy.route.time_h) for remedy in opening] == [False, True]


def test_what_does_not_touch_is_no_line(sketch: Sketch) -> None:
    """A-B and C-D are planned roads apart; B-E-F is a planned railway at one end of them."""
    base = sketch("A-B 1 AAA status=planned", "C-D 1 AAA status=planned", "A-C 9 AAA",
                  "B-E 1 AAA rail status=planned", "E-F 1 AAA rail status=planned",
                  "Z-A 1 AAA")  # fmt: skip
    trip = Trip("A", "Z", modes=("road", "rail"))
    rules = resolve(base, trip, avoid=Avoid(), minimise=Cost.TIME).rules

    found = candidates(base, rules)

    assert [(one.kind, sorted(one.opened)) for one in found] == [
        (Kind.SECTION, ["A-B-road"]), (Kind.SECTION, ["C-D-road"]),
        (Kind.LINE, ["B-E-rail", "E-F-rail"]), (Kind.SECTION, ["B-E-rail"]),
        (Kind.SECTION, ["E-F-rail"]),
    ]  # fmt: skip


def test_overflight_opens_what_no_line_can(sketch: Sketch) -> None:
    base = sketch("B-Y 500 XZ air overflies=BBB", "A-B 1 AAA", "Z-Y 1 ZZZ", "M-N 1 BBB",
                  "B: road>air 2h", "Y: road>air 2h")  # fmt: skip
    found = wanted(base, "BBB")

    (remedy,) = found.opening
    assert [change.kind for change in remedy.changes] == [Kind.OVERFLIGHT]
    assert remedy.route.modes == ("road", "air")


def test_a_country_must_be_avoided_and_no_stop_be_made(sketch: Sketch) -> None:
    base = sketch(*AROUND)
    with pytest.raises(UsageError, match="--avoid"):
        repair(base, TRIP, avoid=Avoid())
    with pytest.raises(UsageError, match="via"):
        repair(base, Trip("A", "Z", via=("B",), modes=("road",)), avoid=Avoid(countries={"BBB"}))


def test_mongolia_cannot_be_repaired_on_the_ground_but_exposure_can_be_cut(
    builtin: Network,
) -> None:
    found = repair(builtin, Trip("Ulaanbaatar", "Almaty"), avoid=Avoid(countries={"RUS", "CHN"}))

    assert found.enclosed
    assert {change.kind for remedy in found.opening for change in remedy.changes} == {
        Kind.OVERFLIGHT
    }
    assert found.cutting
    assert found.cutting[0].cut_km == max(remedy.cut_km for remedy in found.cutting)
    for remedy in found.cutting:
        assert remedy.exposure_km == pytest.approx(found.exposure_km - remedy.cut_km)


def test_a_remedy_is_what_applying_it_as_a_card_gives(builtin: Network, tmp_path: Path) -> None:
    found = repair(builtin, Trip("Ulaanbaatar", "Almaty"), avoid=Avoid(countries={"RUS", "CHN"}))
    remedy = next(r for r in found.cutting if r.new_km > 0)
    sections = [key for key in remedy.opened if key.startswith("road-") and key in set(builtin.tables["sections"]["section_id"])]  # fmt: skip
    made = card(tmp_path, "made", f"{{do: open, sections: [{', '.join(sections)}]}}")

    answer = find_routes(
        apply(builtin, [made]).network,
        Trip("Ulaanbaatar", "Almaty"),
        minimise=Exposed(to=frozenset({"RUS", "CHN"})),
    )

    inside = answer.best.km_inside(frozenset({"RUS", "CHN"}))
    assert inside == pytest.approx(remedy.exposure_km)


@st.composite
def puzzles(draw: st.DrawFn) -> list[str]:
    """Six places in a ring of countries, each section open, planned or closed."""
    lines = ["A-A2 1 AAA", "Z-Z2 1 ZZZ", "P-P2 1 BBB", "Q-Q2 1 CCC"]
    pairs = list(itertools.permutations(("A", "A2", "P", "P2", "Q", "Q2", "Z", "Z2"), 2))
    for one, two in draw(st.lists(st.sampled_from(pairs), min_size=3, max_size=9, unique=True)):
        if one[0] == two[0]:
            continue
        access = draw(st.sampled_from(["multilateral", "bilateral", "closed"]))
        hours = draw(st.integers(1, 9))
        lines.append(f"{one}>{two} {hours}h access={access}")
    return lines


@given(puzzles())
@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
def test_nothing_that_two_candidates_can_do_is_missed(lines: list[str]) -> None:
    """The oracle tries every set of at most two candidates with the plain search."""
    base = sketched(*lines)
    asked = resolve(base, TRIP, avoid=Avoid(), minimise=Cost.TIME)
    change = candidates(base, asked.rules)

    def hours(chosen: tuple[Candidate, ...]) -> float:
        opened = frozenset[str]().union(*(one.opened for one in chosen))
        way = replace(asked, rules=replace(asked.rules, opened=opened)).way()
        return math.inf if way is None else float(base.arcs.costs[way][:, 1].sum())

    found = {
        frozenset(c.name for c in changes): float(base.arcs.costs[way][:, 1].sum())
        for changes, way in ways_by_changes(asked, change, most=2)
    }
    sets = [s for size in (0, 1, 2) for s in itertools.combinations(change, size)]
    best = {frozenset(c.name for c in chosen): hours(chosen) for chosen in sets}
    expected = {
        names: value
        for names, value in best.items()
        if math.isfinite(value) and all(value < best[o] - 1e-9 for o in best if o < names)
    }
    assert {names: pytest.approx(value) for names, value in expected.items()} == {
        names: value for names, value in found.items() if names in expected
    }
    assert all(value <= best[names] + 1e-9 for names, value in found.items())
