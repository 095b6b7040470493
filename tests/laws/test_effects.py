"""What new lines are known to have done, asked of the network with and without them."""

import datetime as dt
from collections.abc import Collection

from ortoo.network.network import Network
from ortoo.routes.find import find_routes
from ortoo.routes.question import Avoid, Cost, Trip

EJIN_HAMI = ("rail-linhe-ejin", "rail-ejin-hami")
ZHEZKAZGAN_BEYNEU = ("rail-zhezkazgan-saksaulskaya", "rail-beyneu-junction-shalkar")


def rail_km(
    network: Network,
    trip: tuple[str, ...],
    *,
    without: Collection[str] = (),
    on: str = "2026-11-23",
) -> float:
    origin, *via, destination = trip
    asked = Trip(
        origin, destination, via=tuple(via), modes=("rail",), date=dt.date.fromisoformat(on)
    )
    found = find_routes(network, asked, avoid=Avoid(sections=without), minimise=Cost.LENGTH)
    return found.best.length_km


def test_ejin_hami_saves_hohhot_about_800_km_against_lanzhou(network: Network) -> None:
    """Published: more than 800 km. The published lengths of the lines themselves give less."""
    saved = rail_km(network, ("hohhot", "lanzhou", "hami")) - rail_km(network, ("hohhot", "hami"))

    assert 740 <= saved <= 900


def test_zhezkazgan_beyneu_saves_hundreds_of_km_to_aktau(network: Network) -> None:
    """KTZ: shorter by 350 to 1,000 km, by where from."""
    for origin in ("zhezkazgan", "karaganda", "dostyk"):
        trip = (origin, "aktau")
        saved = rail_km(network, trip, without=ZHEZKAZGAN_BEYNEU) - rail_km(network, trip)
        assert 300 <= saved <= 1_300, origin


def test_the_china_kyrgyzstan_uzbekistan_railway_once_open_is_by_far_the_shorter_way(
    network: Network,
) -> None:
    """Railway Gazette: 523 km from Kashgar to Andijan, and 900 km shorter than today."""
    today = rail_km(network, ("kashgar", "andijan"))
    then = rail_km(network, ("kashgar", "andijan"), on="2032-01-01")

    assert 500 <= then <= 640
    assert today - then >= 900
