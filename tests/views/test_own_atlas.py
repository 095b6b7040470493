"""An atlas of one's own country: another origin, other neighbours, no polygons."""

from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from conftest import sketched
from ortoo.base.errors import MissingDataError
from ortoo.network.gazetteer import find_place
from ortoo.network.network import Network
from ortoo.views.atlas import write_atlas
from ortoo.views.leaf import Plan
from ortoo.views.own_plan import plan_from

WAYS = (
    "home-edge 100 KGZ",
    "edge<>north 5h 1$",
    "north-mill 100 KAZ corridors=silk",
    "mill-exit 50 KAZ",
    "exit<>gate 4h 1$",
    "gate-port 100 UZB",
    "edge<>south 50h 2$",
    "south-gate 500 UZB",
)
"""KGZ borders on KAZ and UZB; port in UZB is reached through KAZ, or at once but slowly."""


@pytest.fixture(scope="module")
def network() -> Network:
    """Markets at home, next door, and beyond; nothing is drawn, no town has inhabitants."""
    drawn = sketched(*WAYS)
    markets = pd.DataFrame(
        {"place_id": ["home", "mill", "port"], "gdp_usd_bn": 1.0, "population_m": 1.0,
         "trade_usd_m": 1.0, "source": "test", "confidence": "high"}
    )  # fmt: skip
    return replace(drawn, tables={**drawn.tables, "markets": markets})


def plan_at(network: Network, origin: str) -> Plan:
    return plan_from(network, find_place(network.tables["places"], origin), language="en")


def test_the_plan_follows_from_whose_land_begins_next_door(network: Network) -> None:
    plan = plan_at(network, "home")

    one, other = frozenset({"KAZ"}), frozenset({"UZB"})
    assert plan.avoid_sets == (frozenset(), one, other, one | other)
    assert plan.exposed_to == {"KAZ", "UZB"}
    assert (plan.gaps, plan.corridors) == ((), ("silk",))
    assert (plan.explorer_origins, plan.explorer_avoidable) == (("home",), ("KAZ", "UZB"))


def test_an_atlas_without_polygons_has_every_page_that_the_folder_has_data_for(
    network: Network, tmp_path: Path
) -> None:
    made = write_atlas(
        network, tmp_path, progress=lambda _: None, plan=plan_at(network, "home"), processes=1
    )

    assert sorted(path.name for path in made) == [
        "corridor-silk.html", "explorer.html", "home-mill-exposure.html", "home-mill-free.html",
        "home-mill-without-uzb.html", "home-port-exposure.html", "home-port-free.html",
        "home-port-without-kaz.html", "index.html", "markets.html", "sources.html",
    ]  # fmt: skip
    glance = (tmp_path / "markets.html").read_text(encoding="utf-8")
    assert "Without KAZ: port can be reached, in " in glance
    assert glance.count(">\u2013</td>") == 2  # a market is never asked for without its own country


def test_a_network_whose_markets_are_all_at_home_is_told(network: Network, tmp_path: Path) -> None:
    table = network.tables["markets"]
    only = replace(network, tables={**network.tables, "markets": table.iloc[:1]})

    with pytest.raises(MissingDataError, match="needs one abroad"):
        write_atlas(only, tmp_path, progress=lambda _: None, plan=plan_at(only, "home"))


def test_the_built_in_origin_keeps_the_built_in_plan() -> None:
    own = sketched("ulaanbaatar-edge 100 MNG", "edge<>north 5h", "north-mill 100 RUS")

    assert plan_at(own, "Ulaanbaatar") == Plan(origin="Ulaanbaatar")
