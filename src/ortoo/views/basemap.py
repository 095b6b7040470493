"""The ground that every map stands on: countries, their names, and towns.

In    a network's polygons and places, and what a question makes of its countries.
Out   areas and names for a ``Picture``.
Law   no tiles, no flags, no side taken: every country has the same boundary line, and what differs
      is only what the question says of it.
Not   here: routes and crossings (``views.layers``).
"""

from collections.abc import Hashable, Iterable, Iterator, Mapping
from typing import Any

import geopandas as gpd
import shapely

from ortoo.network.network import Network
from ortoo.views.picture import Area, AreaLook, Bounds, Mark, MarkLook
from ortoo.views.wording import Names

MOST_TOWNS = 40
SPECK = 2.5
"""Islands smaller than the square of this many half pixels of the first view are left out."""

NAMED_FROM_SHARE = 0.004
"""A country is named where it takes up at least this share of the view or the window."""

USUAL_FRAME = 1.22
"""Width over height of the map on an ordinary screen, and on A4."""

DRAWING_DEG, COARSE = 0.005, 3.0
"""A ground may be drawn from a copy thinned to so little, if it shows so many times less."""

LABEL_TOLERANCE_DEG = 0.25
TOWN_KINDS = frozenset({"city", "town"})

Ground = Mapping[str, shapely.Geometry]


def with_drawing(countries: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """``countries`` with a thinner copy of the polygons in ``drawing``, for whoever draws often.

    The copy is thinned as one coverage; measuring stays with ``geometry``.
    """
    if not len(countries):
        return countries
    thin = shapely.coverage_simplify(list(countries.geometry), DRAWING_DEG)
    return countries.assign(drawing=thin)


def ground_of(countries: gpd.GeoDataFrame, *, view: Bounds, window: Bounds) -> Ground:
    """Countries by code, as far as they lie inside ``window``, no finer than ``view`` can show.

    They are thinned together as a coverage, so that neighbours still share their border.
    """
    near = countries.cx[window.west : window.east, window.south : window.north]
    coarse = view.finest_deg >= COARSE * DRAWING_DEG and "drawing" in near
    polygons = near["drawing"] if coarse else near.geometry
    shapes = shapely.clip_by_rect(polygons.to_numpy(), *window)
    inside = {str(code): shape for code, shape in zip(near["country"], shapes, strict=True)}
    whole = {code: shape for code, shape in sorted(inside.items()) if not shape.is_empty}
    thin = shapely.coverage_simplify(list(whole.values()), view.finest_deg) if whole else ()
    return {
        code: _without_specks(shape, least_deg2=(SPECK * view.finest_deg) ** 2)
        for code, shape in zip(whole, thin, strict=True)
    }


def areas(ground: Ground, *, looks: Mapping[str, AreaLook]) -> tuple[Area, ...]:
    """The countries of ``ground``; those that ``looks`` does not name are plain land."""
    by_look: dict[AreaLook, list[shapely.Geometry]] = {look: [] for look in AreaLook}
    for code, shape in ground.items():
        by_look[looks.get(code, AreaLook.LAND)].append(shape)
    return tuple(
        Area(shapes=tuple(shapes), look=look) for look, shapes in by_look.items() if shapes
    )


def country_names(
    ground: Ground, names: Names, *, view: Bounds, window: Bounds
) -> list[tuple[str, Mark]]:
    """For each country that is large enough, its code and the places where its name may stand.

    The middle of what the first view must show of it comes first, then the middle of what a frame
    such as a screen's or a page's shows around it, then that of all that is drawn; the page takes
    the first of them that is free.
    """
    frames = (view, view.framed(widest=USUAL_FRAME, narrowest=USUAL_FRAME), window)
    return [
        (code, _name(seen, names.country(code)))
        for frame in frames
        for code, shape in ground.items()
        if _large(seen := shapely.clip_by_rect(shape, *frame), frame)
    ]


def _without_specks(shape: shapely.Geometry, *, least_deg2: float) -> shapely.Geometry:
    """The parts that can be seen; of a country that is a speck as a whole, its largest part.

    Sizes are compared in square degrees, as they appear, for nothing but drawing.
    """
    parts = shapely.get_parts(shape)
    sizes = shapely.area(parts)
    return shapely.MultiPolygon(list(parts[(sizes >= least_deg2) | (sizes == sizes.max())]))


def towns(network: Network, window: Bounds, *, taken: Iterable[str]) -> Iterator[Mark]:
    """The largest towns inside ``window``, most inhabitants first; not those already ``taken``."""
    places = network.tables["places"]
    wanted = places[
        places["kind"].isin(TOWN_KINDS)
        & ~places["place_id"].isin(set(taken))
        & places["lon"].between(window.west, window.east)
        & places["lat"].between(window.south, window.north)
        & places["population"].notna()
    ]
    ranked = wanted.sort_values(["population", "place_id"], ascending=[False, True])
    names = Names(network)
    return (_town(place, names) for place in ranked.head(MOST_TOWNS).to_dict("records"))


def _town(place: Mapping[Hashable, Any], names: Names) -> Mark:
    text = names.place(place["place_id"])
    return Mark(lon=place["lon"], lat=place["lat"], look=MarkLook.TOWN, text=text)


def _large(shape: shapely.Geometry, bounds: Bounds) -> bool:
    frame = (bounds.east - bounds.west) * (bounds.north - bounds.south)
    return float(shape.area) >= NAMED_FROM_SHARE * frame


def _name(shape: shapely.Geometry, text: str) -> Mark:
    """A name at the middle of the largest circle that fits into the largest part."""
    parts = shapely.get_parts(shapely.simplify(shape, LABEL_TOLERANCE_DEG))
    largest = max(parts, key=shapely.area)
    circle = shapely.maximum_inscribed_circle(largest, tolerance=LABEL_TOLERANCE_DEG)
    lon, lat = shapely.get_coordinates(circle)[0]
    return Mark(lon=float(lon), lat=float(lat), look=MarkLook.COUNTRY, text=text)
