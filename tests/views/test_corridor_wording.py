"""What a corridor's page says of what is closed, cut, small and named alike."""

from tests.conftest import Sketch

from ortoo.network.corridors import corridor
from ortoo.network.network import Network
from ortoo.study.branches import branches
from ortoo.views.corridor_map import closed_rows
from ortoo.views.corridor_page import _branch_tables, _figures
from ortoo.views.corridor_wording import end_names, headline, parting, section_name
from ortoo.views.wording import DASH, Names

SECTIONS = ("A-a 10 AAA corridors=x", "b-B 20 BBB corridors=x")
OPEN, CLOSED = "a<>b 5h", "a<>b 5h closes=2025-10-12"


def _renamed(network: Network, kinds: dict[str, tuple[str, str]]) -> Names:
    """Names after some places, by id, are of a kind and called so."""
    places = network.tables["places"].set_index("place_id", drop=False)
    for place, (kind, name) in kinds.items():
        places.loc[place, ["kind", "name"]] = kind, name
    network.tables["places"][["kind", "name"]] = places[["kind", "name"]].to_numpy()
    return Names(network)


def test_a_closed_border_is_told_with_its_day_and_as_the_reason(sketch: Sketch) -> None:
    network = sketch(*SECTIONS, CLOSED)
    names, found = Names(network), corridor(network, "x")
    ways = branches(network, found)

    (row,) = closed_rows(found, names, network=network)
    assert (row.name, row.why) == (f"a {DASH} b", "closed since 12 October 2025")
    assert headline(found, ways, names=names).endswith(f"; closed: a {DASH} b")
    assert parting(found, names) == (
        f"What is in service falls into 2 parts. Closed borders lie between them: a {DASH} b."
    )
    assert ("Closed borders", "1", "") in _figures(found, [])
    assert [origin for origin, _ in _branch_tables(ways, names)] == ["a", "b"]


def test_a_corridor_that_is_whole_says_nothing_of_parts(sketch: Sketch) -> None:
    network = sketch(*SECTIONS, OPEN)
    names, found = Names(network), corridor(network, "x")

    assert parting(found, names) is None
    assert closed_rows(found, names, network=network) == []
    assert ("Not in service", "none", "") in _figures(found, [])
    assert "closed" not in headline(found, branches(network, found), names=names)


def test_branches_that_do_not_touch_are_said_to_be_so(sketch: Sketch) -> None:
    network = sketch("A-B 10 AAA corridors=x", "C-D 20 AAA corridors=x")
    told = parting(corridor(network, "x"), Names(network))
    assert told is not None
    assert told.startswith("What is in service falls into 2 parts. Two branches do not touch: ")


def test_the_headline_goes_to_the_end_that_lies_farthest_off(sketch: Sketch) -> None:
    """From C it is 910 km by a spur to D, 226 km off, and 20 km to A, 237 km off."""
    network = sketch("C-B 10 AAA corridors=x", "B-D 900 AAA corridors=x", "B-A 10 AAA corridors=x")
    names, found = Names(network), corridor(network, "x")
    assert headline(found, branches(network, found), names=names).endswith("from C to A")


def test_ends_that_are_called_the_same_are_told_by_mode(sketch: Sketch) -> None:
    network = sketch(
        "M-z 10 AAA rail corridors=x", "M-y 11 AAA corridors=x", "M-A 30 AAA corridors=x",
        "M: rail>road 1h",
    )  # fmt: skip
    kinds = {"z": ("border", "Zhaisan border (rail)"), "y": ("border", "Zhaisan border (road)")}
    names = _renamed(network, kinds)
    rows = branches(network, corridor(network, "x"))
    called = set(map(str, end_names(rows, names).values()))
    assert called <= {"A", "Zhaisan (rail)", "Zhaisan (road)", "Zhaisan"}
    assert len(called) == len(rows)


def test_a_section_from_a_station_to_its_border_names_the_border(sketch: Sketch) -> None:
    network = sketch(
        "K-k 5 AAA rail corridors=x", "s-K 5 AAA ferry corridors=x", "K-A 9 AAA", "k-A 9 AAA",
    )  # fmt: skip
    names = _renamed(
        network,
        {"K": ("town", "Kars"), "k": ("border", "Kars border"), "s": ("sea", "Kars (sea)")},
    )
    told = [section_name(row, names) for row in network.tables["sections"].to_dict("records")]
    assert told == [
        f"Kars {DASH} border (railway)", f"Kars {DASH} open sea (ferry)", f"Kars {DASH} A (road)", f"Kars {DASH} A (road)",
    ]  # fmt: skip
