"""A network with other figures is the one that would have been built from them."""

import math

from ortoo.network.arcs import Arcs, build_arcs
from ortoo.network.network import Network
from ortoo.network.remade import remade

COSTS = ("length_km", "time_h", "cost_usd_t", "co2_kg_t")


def booked(arcs: Arcs) -> list[list[tuple[object, ...]]]:
    return [
        [(country, *("unknown" if math.isnan(cost) else cost for cost in costs))
         for country, costs in arc.booked]
        for arc in arcs.arcs
    ]  # fmt: skip


def test_every_country_has_its_share_of_other_costs_in_the_order_of_travel(
    network: Network,
) -> None:
    """Flights over several countries and sections on the land of two are booked to each."""
    sections = network.tables["sections"]
    other = sections.assign(**{cost: sections[cost] * (2 + n) for n, cost in enumerate(COSTS)})
    again = remade(network, {"sections": other})

    assert again.arcs.leaving is network.arcs.leaving
    assert booked(again.arcs) == booked(build_arcs({**network.tables, "sections": other}))
    shared = {arc.head.mode for arc in again.arcs.arcs if len(arc.booked) > 1 and not arc.landed}
    assert "rail" in shared
    assert any(len(arc.booked) > 2 for arc in again.arcs.arcs if arc.landed)
