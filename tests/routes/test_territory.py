r"""Territory on drawn countries: squares of one degree near the equator (111 km a side).

+-----+-----+-----+
|     | BBB |     |      AAA and CCC are two degrees of BBB apart in the north,
| AAA +-----+ CCC |      and of DDD in the south; BBB and DDD touch.
|     | DDD |     |
+-----+-----+-----+
"""

import geopandas as gpd
import pytest
import shapely

from ortoo.base.errors import UnknownNameError, UsageError
from ortoo.routes.codes import codes_like
from ortoo.routes.inland import least_inside_km
from ortoo.routes.territory import enclosure, gap, gap_json

KM = 111.32  # a degree of longitude on the equator


def frame(**shapes: shapely.Polygon) -> gpd.GeoDataFrame:
    rows = {"country": list(shapes), "name": list(shapes), "detail": ["fine"] * len(shapes)}
    return gpd.GeoDataFrame(rows, geometry=list(shapes.values()), crs="OGC:CRS84")


SQUARES = frame(
    AAA=shapely.box(0, 0, 1, 1),
    BBB=shapely.box(1, 0.5, 2, 1.3),
    CCC=shapely.box(2, 0, 3, 1),
    DDD=shapely.box(1, 0, 2, 0.5),
)


def test_the_gap_is_the_least_distance_and_adds_up_over_whose_land_it_is() -> None:
    found = gap(SQUARES, between=("AAA", "CCC"))

    assert found.gap_km == pytest.approx(KM, rel=1e-3)
    assert sum(km for _, km in found.between) == pytest.approx(found.gap_km, rel=1e-6)
    assert {country for country, _ in found.between} <= {"BBB", "DDD"}


TOOTH = shapely.Polygon([(1, 1.2), (2, 1.2), (2, 0.8), (1.5, 0.4), (1, 0.8)])
"""Hangs from the north between (1, 0.8) and (2, 0.8) down to its tip at (1.5, 0.4)."""


def test_a_way_inside_goes_round_what_juts_in_as_long_as_on_paper() -> None:
    """West of the tooth AAA reaches down to 0.8 only, east of it CCC: two hypotenuses by the tip."""
    south = shapely.box(1, 0, 2, 1).difference(TOOTH)
    west, east = shapely.box(0, 0.8, 1, 1), shapely.box(2, 0.8, 3, 1)
    leg = ((0.5 * KM) ** 2 + (0.4 * 110.57) ** 2) ** 0.5

    assert least_inside_km(south, start=west, goal=east) == pytest.approx(2 * leg, rel=5e-3)
    assert least_inside_km(TOOTH, start=west, goal=east) == pytest.approx(KM, rel=2e-3)


def test_there_is_no_way_inside_a_country_that_is_cut_in_two() -> None:
    deep = shapely.Polygon([(1, 1.2), (2, 1.2), (2, 0.8), (1.5, -0.1), (1, 0.8)])
    halves = shapely.box(1, 0, 2, 1).difference(deep)
    west, east = shapely.box(0, 0, 1, 1), shapely.box(2, 0, 3, 1)

    assert least_inside_km(halves, start=west, goal=east) is None
    assert least_inside_km(shapely.box(1, 0, 1.5, 1), start=west, goal=east) is None


def test_neighbours_are_no_distance_apart_and_water_belongs_to_nobody() -> None:
    assert gap(SQUARES, between=("AAA", "BBB")).gap_km == 0.0
    assert gap(SQUARES, between=("AAA", "BBB")).between == ()

    islands = frame(AAA=shapely.box(0, 0, 1, 1), CCC=shapely.box(3, 0, 4, 1))
    found = gap_json(gap(islands, between=("AAA", "CCC")))
    assert [row["country"] for row in found["between"]] == ["XZ"]
    assert found["gap_km"] == pytest.approx(2 * KM, rel=1e-3)
    assert found["inside_one_country"] == []


@pytest.mark.parametrize("turned", [False, True])
def test_a_gap_over_the_180th_meridian_adds_up_like_any_other(turned: bool) -> None:
    """One degree of sea, one of MMM across the meridian, one of sea."""
    shapes = {
        "WWW": shapely.box(177, 0, 178.5, 1),
        "MMM": shapely.MultiPolygon(
            [shapely.box(179.5, -2, 180, 3), shapely.box(-180, -2, -179.5, 3)]
        ),
        "EEE": shapely.box(-178.5, 0, -177, 1),
    }
    pair = ("EEE", "WWW") if turned else ("WWW", "EEE")
    found = gap(frame(**shapes), between=pair)

    assert found.gap_km == pytest.approx(3 * KM, rel=1e-3)
    assert dict(found.between) == pytest.approx({"XZ": 2 * KM, "MMM": KM}, rel=1e-3)
    assert sum(km for _, km in found.between) == pytest.approx(found.gap_km, rel=1e-6)


def test_a_country_is_offered_by_its_name_or_its_first_letters() -> None:
    named = SQUARES.assign(name=["Alpha Land", "Beta", "Gamma", "Delta"])
    assert codes_like(named, "gamma") == ["CCC"]
    assert codes_like(named, "gmma") == ["CCC"]
    assert codes_like(named, "alpha")[0] == "AAA"
    assert codes_like(named, "DDX") == ["DDD"]
    assert codes_like(named, "") == []


def test_the_enclosure_counts_the_land_border_only() -> None:
    """DDD touches AAA (½°), BBB (1°), CCC (½°); its south is coast."""
    all_round = enclosure(SQUARES, "DDD", avoided=["AAA", "BBB", "CCC"])
    partly = enclosure(SQUARES, "DDD", avoided=["BBB"])

    assert all_round.border_km == pytest.approx(2 * KM, rel=0.02)
    assert all_round.inside_avoided_share == pytest.approx(1.0)
    assert partly.inside_avoided_share == pytest.approx(0.5, abs=0.02)
    assert enclosure(SQUARES, "DDD", avoided=[]).inside_avoided_share == 0.0


def test_an_unknown_code_or_twice_the_same_is_a_wrong_question() -> None:
    with pytest.raises(UnknownNameError, match="no country is called 'AAX'; did you mean AAA"):
        gap(SQUARES, between=("AAX", "BBB"))
    with pytest.raises(UsageError, match="name two countries"):
        gap(SQUARES, between=("AAA", "AAA"))
