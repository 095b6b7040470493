"""What the page of a gap says of roads that are not in service, and of those that lead up to them."""

from typing import Any, cast

from tests.conftest import Sketch

import ortoo
from ortoo.network.network import Network, load_network
from ortoo.routes.find import find_routes
from ortoo.routes.journeys import Route
from ortoo.routes.question import Trip
from ortoo.study.bridging import Bridging, bridging
from ortoo.views.gap_page import MOST_ROADS, _detour, _road_rows
from ortoo.views.wording import DASH, Names

OTHERS = [f"O{n}-P{n} 1 AAA" for n in range(MOST_ROADS)]
ROUND = ("A-X 900 AAA", "X-B 900 AAA")


def _bridging(network: Network, *, today: Route | None, proposed: Route | None) -> Bridging:
    """The sections in the order of drawing, as if each were farther off than those before it."""
    near = network.tables["sections"].assign(to_gap_km=0.0)
    near = near.assign(in_service=near["status"] == "operating")
    return Bridging(gap=cast("Any", None), towns=("A", "B"), today=today, proposed=proposed,
                    near=near)  # fmt: skip


def test_what_is_not_in_service_is_always_told_and_what_leads_up_to_it(sketch: Sketch) -> None:
    """Ten roads are nearer than A-m, built for m-B, which is not, and than A-X-B, there today."""
    planned = (*ROUND, "A-m 5 AAA note=built", "m-B 5 AAA note=missing")
    today = find_routes(sketch(*ROUND), Trip("A", "B")).best
    proposed = find_routes(sketch(*planned), Trip("A", "B")).best
    network = sketch(*OTHERS, *planned[:-1], "m-B 5 AAA note=missing status=planned")
    found = _bridging(network, today=today, proposed=proposed)

    rows = list(_road_rows(found, Names(network)))
    assert len(rows) == MOST_ROADS + 2
    assert [(row.name, row.built, row.note) for row in rows[MOST_ROADS:]] == [
        (f"A {DASH} m", True, "built"), (f"m {DASH} B", False, "missing"),
    ]  # fmt: skip
    now, later = _detour(found, Names(network))
    assert now[1:] == ("1,800", "AAA")
    assert later[1:] == ("10.0", f"AAA; not in service: m {DASH} B")


def test_what_kazakhstan_has_built_of_the_altai_road_is_told_beside_what_is_missing() -> None:
    network = load_network()
    around = bridging(network, ortoo.gap(network.countries, between=("MNG", "KAZ")))
    notes = {row.name: row.note for row in _road_rows(around, Names(network)) if not row.built}

    assert "Kazakhstan has built its road to the border" in notes[f"Ridder {DASH} border"]
    assert "are to be built" in notes[f"Karagay {DASH} border"]
