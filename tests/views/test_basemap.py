"""The ground: neighbours share their border, nothing is finer than can be seen, all is named once."""

from collections.abc import Callable

import geopandas as gpd
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from ortoo.network.network import Network
from ortoo.routes.find import find_routes
from ortoo.routes.question import Trip
from ortoo.views.basemap import areas, country_names, ground_of
from ortoo.views.picture import AreaLook, Bounds
from ortoo.views.route_page import route_page
from ortoo.views.wording import Names

Sketch = Callable[..., Network]
VIEW = Bounds(0, 0, 20, 10)
WINDOW = VIEW.reach()


def countries(**shapes: shapely.Geometry) -> gpd.GeoDataFrame:
    columns = {"country": list(shapes), "name": list(shapes), "detail": ["fine"] * len(shapes)}
    return gpd.GeoDataFrame(columns, geometry=list(shapes.values()), crs="OGC:CRS84")


def border(lon: float, *, low: int = 0, high: int = 1000) -> list[tuple[float, float]]:
    """A line from south to north with a bend every hundredth of a degree."""
    return [(lon + 0.002 * (n % 2), n / 100) for n in range(low, high + 1)]


def ragged(west: float, east: float, *, low: int = 0, high: int = 1000) -> shapely.Polygon:
    """A country whose western and eastern borders have up to a thousand bends."""
    return shapely.Polygon(
        [*border(west, low=low, high=high), *reversed(border(east, low=low, high=high))]
    )


def test_thinned_neighbours_still_share_their_border() -> None:
    """AAA lies west of BBB and CCC, which meet at a bend in the middle of its border."""
    three = countries(
        AAA=ragged(0, 10), BBB=ragged(10, 20, high=501), CCC=ragged(10, 20, low=501)
    )  # fmt: skip

    ground = ground_of(three, view=VIEW, window=WINDOW)

    shapes = list(ground.values())
    assert shapely.get_num_coordinates(shapes).sum() < 500  # of 6,000
    assert shapely.coverage_is_valid(shapes)
    assert shapely.union_all(shapes).geom_type == "Polygon"


def test_islands_too_small_to_be_seen_go_but_no_country_goes() -> None:
    land, rock, isle = (
        shapely.box(0, 0, 5, 5),
        shapely.box(8, 8, 8.01, 8.01),
        shapely.box(9, 2, 10, 3),
    )
    speck = shapely.box(15, 5, 15.01, 5.01)
    given_countries = countries(AAA=shapely.MultiPolygon([land, rock, isle]), BBB=speck)

    ground = ground_of(given_countries, view=VIEW, window=WINDOW)

    assert len(shapely.get_parts(ground["AAA"])) == 2
    assert not ground["BBB"].is_empty


def test_what_lies_outside_the_window_is_left_out() -> None:
    far = countries(AAA=shapely.box(0, 0, 170, 80), BBB=shapely.box(-100, 0, -90, 10))

    ground = ground_of(far, view=VIEW, window=WINDOW)

    assert list(ground) == ["AAA"]
    assert Bounds(*map(float, ground["AAA"].bounds)) == Bounds(0, 0, WINDOW.east, WINDOW.north)


def test_a_country_has_one_look_and_those_not_named_are_land() -> None:
    ground = ground_of(countries(AAA=ragged(0, 10), BBB=ragged(10, 20)), view=VIEW, window=WINDOW)

    drawn = areas(ground, looks={"BBB": AreaLook.AVOIDED})

    assert {area.look: len(area.shapes) for area in drawn} == {
        AreaLook.LAND: 1,
        AreaLook.AVOIDED: 1,
    }


def test_a_name_stands_inside_its_country_and_inside_what_is_seen_first(sketch: Sketch) -> None:
    names = Names(sketch("A1-A2 10 AAA"))
    ground = ground_of(countries(AAA=shapely.box(-30, -30, 10, 30)), view=VIEW, window=WINDOW)

    (code, first), *_ = country_names(ground, names, view=VIEW, window=WINDOW)

    assert code == "AAA"
    assert 0 < first.lon < 10
    assert 0 < first.lat < 10


def test_a_network_without_polygons_still_has_its_page(sketch: Sketch) -> None:
    network = sketch("A1-A2 10 AAA", "B1-B2 30 BBB", "A2>B1 5h")

    page = route_page(find_routes(network, Trip("A1", "B2")))

    assert "From A1 to B2" in page
    assert "path" in page


@given(
    west=st.floats(-170, 150),
    south=st.floats(-60, 55),
    width=st.floats(0.5, 90),
    height=st.floats(0.5, 28),
)
def test_the_reach_holds_the_view_and_stays_on_the_globe(
    *, west: float, south: float, width: float, height: float
) -> None:
    view = Bounds(west, south, min(west + width, 180), south + height)

    reach = view.reach()

    assert -180 <= reach.west <= view.west <= view.east <= reach.east <= 180
    assert -85 <= reach.south <= view.south <= view.north <= reach.north <= 85


@pytest.mark.parametrize("share", [0.0, 0.1])
def test_a_margin_is_at_least_what_is_asked(share: float) -> None:
    assert Bounds(0, 0, 20, 10).grown(share=share, least_deg=3) == Bounds(-3, -3, 23, 13)
