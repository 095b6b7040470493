"""What there is on the ground around the gap between two countries, and what is planned.

In    a network and the ``Gap`` between two of its countries.
Out   ``Bridging``: the nearest towns on both sides, the shortest road between them today and with
      all that is planned nearby, and how near every road and railway comes to the gap.
Law   the way with what is planned is never longer than the way today; distances to the gap are
      least distances over the ground.
Not   here: the gap itself (``routes.territory``), the page (``views.gap_page``).
"""

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
import shapely

from ortoo.base.errors import MissingDataError
from ortoo.base.geodesy import LonLat, great_circle_km
from ortoo.base.nearest import nearest
from ortoo.network.gazetteer import find_place
from ortoo.network.network import Network
from ortoo.network.service import exists_on
from ortoo.routes.asked import resolve
from ortoo.routes.journeys import Route, route_of
from ortoo.routes.question import Avoid, Cost, Trip
from ortoo.routes.territory import Gap

TOWN_KINDS = ("city", "town")
AROUND_DEG = 0.5
"""Sections are near that come into the box around the gap and both towns, grown by so much."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Bridging:
    """The surroundings of a gap.

    ``towns`` are place ids, one in each country; ``today`` and ``proposed`` the shortest roads
    between them, None where there is none; ``proposed`` also uses what is planned or under
    construction nearby. ``near`` holds the rows of the sections nearby with ``to_gap_km`` and
    ``in_service``, nearest first.
    """

    gap: Gap
    towns: tuple[str, str]
    today: Route | None
    proposed: Route | None
    near: pd.DataFrame


def bridging(network: Network, gap: Gap) -> Bridging:
    """The surroundings of ``gap``.

    Raises
    ------
    MissingDataError
        A country has no town with a known number of inhabitants.

    Examples
    --------
    >>> import ortoo
    >>> network = ortoo.load_network()
    >>> found = bridging(network, ortoo.gap(network.countries, between=("MNG", "KAZ")))
    >>> found.towns, found.proposed.length_km < found.today.length_km
    (('olgii', 'ridder'), True)
    """
    origin, destination = gap.ends
    towns = (
        _nearest_town(network, gap.origin, to=origin),
        _nearest_town(network, gap.destination, to=destination),
    )
    near = _near(network, gap, towns=towns)
    planned = frozenset(near.loc[~near["in_service"], "section_id"])
    return Bridging(
        gap=gap,
        towns=towns,
        today=_road(network, towns, opened=frozenset()),
        proposed=_road(network, towns, opened=planned),
        near=near,
    )


def towns_of(network: Network, country: str) -> pd.DataFrame:
    """The places of a country that are towns with known inhabitants."""
    places = network.tables["places"]
    is_town = places["kind"].isin(TOWN_KINDS) & places["population"].notna()
    return places[is_town & (places["country"] == country)]


def _nearest_town(network: Network, country: str, *, to: LonLat) -> str:
    """The town with known inhabitants that is nearest to one end of the gap."""
    towns = towns_of(network, country)
    if not len(towns):
        raise MissingDataError(
            f"no town of {country} with a population is in places.csv; the page of a gap needs one"
        )
    rows = zip(towns["lon"], towns["lat"], towns["place_id"], strict=True)
    _, town = min((great_circle_km((lon, lat), to), place) for lon, lat, place in rows)
    return str(town)


def _road(network: Network, towns: tuple[str, str], *, opened: frozenset[str]) -> Route | None:
    """The shortest way by road, with some sections taken for open."""
    asked = resolve(network, Trip(*towns, modes=("road",)), avoid=Avoid(), minimise=Cost.LENGTH)
    way = replace(asked, rules=replace(asked.rules, opened=opened)).way()
    return None if way is None else route_of(network, way)


def _near(network: Network, gap: Gap, *, towns: tuple[str, str]) -> pd.DataFrame:
    """The sections on the ground around the gap, nearest first."""
    found_towns = [find_place(network.tables["places"], town) for town in towns]
    points = np.array([*gap.ends, *((town.lon, town.lat) for town in found_towns)])
    west, south = points.min(axis=0) - AROUND_DEG
    east, north = points.max(axis=0) + AROUND_DEG
    sections = network.tables["sections"]
    lines = sections["geometry"].to_numpy()
    inside = shapely.intersects(lines, shapely.box(west, south, east, north))
    around = sections[inside & sections["mode"].isin(["road", "rail"]).to_numpy()]
    between = shapely.LineString(gap.ends) if gap.gap_km else shapely.Point(gap.ends[0])
    rows = around.to_dict("records")
    found: pd.DataFrame = around.assign(
        to_gap_km=[nearest(row["geometry"], between).km for row in rows],
        in_service=[exists_on(row, network.date) for row in rows],
    )
    return found.sort_values(["to_gap_km", "section_id"]).reset_index(drop=True)
