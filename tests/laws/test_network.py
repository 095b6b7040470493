"""Laws of the shipped tables and lines."""

import numpy as np
import pytest
import shapely

from ortoo.base.geodesy import geodesic_km, great_circle_km
from ortoo.inputs.schema import OPEN_SEA
from ortoo.network.network import Network
from ortoo.routes.audit import _Lands

ENDS_MEET_KM = 16.0
"""A section's line may end this far from the place it serves: towns and their stations differ."""


def test_every_row_has_a_source_and_a_confidence(network: Network) -> None:
    for name in ("places", "sections", "crossings", "transfers", "modes", "markets", "trade"):
        table = network.tables[name]
        assert (table["source"] != "").all(), name
        assert (table["confidence"] != "").all(), name


def test_at_most_a_tenth_of_the_sections_and_crossings_is_unsourced(network: Network) -> None:
    for name in ("sections", "crossings"):
        unsourced = (network.tables[name]["confidence"] == "unsourced").mean()
        assert unsourced <= 0.1, f"{name}: {unsourced:.0%}"


def test_no_crossing_is_unsourced(network: Network) -> None:
    crossings = network.tables["crossings"]
    assert list(crossings.loc[crossings["confidence"] == "unsourced", "crossing_id"]) == []


def test_no_line_on_the_ground_runs_deep_in_a_land_that_its_section_does_not_name(
    network: Network,
) -> None:
    lands, sections = _Lands.of(network), network.tables["sections"]
    every = frozenset(lands.codes)
    found = [
        row["section_id"]
        for row in sections[sections["mode"] != "air"].to_dict("records")
        if row["country"] in every
        and lands.holds_deep(
            row["geometry"], own=(row["country"], *row["passes"].split()), others=every
        )
    ]
    assert found == []
    passed = sections[sections["passes"] != ""].to_dict("records")
    assert [(row["section_id"], row["passes"]) for row in passed] == [
        ("rail-taraz-shymkent", "KGZ")
    ]
    for row in passed:
        told = dict(lands.crossed(row["geometry"], first=row["country"]))["KGZ"]
        stretch = row["length_km"] / geodesic_km(row["geometry"])
        assert float(row["passes_km"]) == pytest.approx(told * stretch, abs=0.05)


def test_both_sides_of_a_crossing_are_at_the_same_point(network: Network) -> None:
    at = {r.place_id: (r.lon, r.lat) for r in network.tables["places"].itertuples()}
    for crossing in network.tables["crossings"].itertuples():
        apart = great_circle_km(at[crossing.from_id], at[crossing.to_id])
        limit = 60.0 if OPEN_SEA in {crossing.leaves, crossing.enters} else 0.05
        assert apart <= limit, (crossing.crossing_id, apart)


def test_a_crossing_joins_countries_that_touch(network: Network) -> None:
    shapes = network.countries.set_index("country")["geometry"]
    pairs = {
        tuple(sorted((row.leaves, row.enters))) for row in network.tables["crossings"].itertuples()
    }
    for one, two in sorted(pairs):
        if OPEN_SEA not in {one, two}:
            west, south, east, north = shapes[one].bounds
            near = shapely.clip_by_rect(
                shapes[two], west - 0.1, south - 0.1, east + 0.1, north + 0.1
            )
            assert shapely.dwithin(shapes[one], near, 0.01), (one, two)


def test_every_line_is_as_long_as_its_table_says_and_ends_at_its_places(network: Network) -> None:
    at = {r.place_id: (r.lon, r.lat) for r in network.tables["places"].itertuples()}
    for section in network.tables["sections"].itertuples():
        ends = section.geometry.coords[0], section.geometry.coords[-1]
        for end, place in zip(ends, (section.from_id, section.to_id), strict=True):
            assert great_circle_km(end, at[place]) <= ENDS_MEET_KM, (section.section_id, place)
        assert geodesic_km(section.geometry) > 0, section.section_id


def test_sections_lie_in_their_country(network: Network) -> None:
    shapes = dict(zip(network.countries["country"], network.countries["geometry"], strict=True))
    strays = {}
    for section in network.tables["sections"].itertuples():
        if section.country == OPEN_SEA or section.mode in {"air", "sea", "ferry"}:
            continue
        west, south, east, north = section.geometry.bounds
        box = (west - 0.2, south - 0.2, east + 0.2, north + 0.2)
        outside = shapely.difference(
            section.geometry, shapely.clip_by_rect(shapes[section.country], *box)
        )
        if not outside.is_empty:
            strays[section.section_id] = geodesic_km(outside)
    total = sum(strays.values())
    length = network.tables["sections"]["length_km"].sum()
    assert total / length < 0.002, sorted(strays.items(), key=lambda item: -item[1])[:10]


def test_gauges_change_only_at_crossings_and_transfers(network: Network) -> None:
    sections = network.tables["sections"]
    rail = sections[sections["mode"] == "rail"]
    assert set(rail["gauge_mm"]) <= {"1435", "1520", "1676", "1067", "1000"}
    wide = {"MNG", "RUS", "KAZ", "KGZ", "UZB", "TJK", "TKM"}
    for row in rail.itertuples():
        if row.country in wide and row.status == "operating" and row.gauge_mm != "1520":
            assert row.note, f"{row.section_id} has gauge {row.gauge_mm} in {row.country}: say why"


@pytest.mark.parametrize("mode", ["rail", "road"])
def test_the_surface_network_is_not_in_pieces(network: Network, mode: str) -> None:
    """All markets and Ulaanbaatar lie in one piece of each surface mode."""
    graph = network.to_networkx().to_undirected()
    nodes = [n for n, data in graph.nodes(data=True) if data["mode"] == mode]
    seen, waiting = set(), [next(n for n in nodes if n.startswith("ulaanbaatar/"))]
    while waiting:
        node = waiting.pop()
        if node not in seen and graph.nodes[node]["mode"] == mode:
            seen.add(node)
            waiting += list(graph[node])
    for market in network.tables["markets"]["place_id"]:
        assert any(node.startswith(f"{market}/") for node in seen), market


def test_no_figure_is_negative_or_absurd(network: Network) -> None:
    sections = network.tables["sections"]
    assert (sections["length_km"] > 0).all()
    speed = sections["length_km"] / sections["time_h"]
    known = speed[~np.isnan(speed)]
    assert known.between(5, 1000).all()
