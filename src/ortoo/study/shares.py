"""How freight would spread over ways, and how much of it would run in each country.

In    the ways of a choice set, their costs, and the parameters of the model.
Out   route shares, territorial shares, expected transit shares and their concentration.
Law   shares add up to 1; ways that share their sections are not counted as two; an unknown cost
      leaves a way out, which is told by the caller.
Not   here: finding the ways (``routes.alternatives``).
"""

import math
from collections import Counter
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from ortoo.inputs.schema import OPEN_SEA
from ortoo.network.arcs import ArcKind
from ortoo.routes.journeys import Route

Floats = NDArray[np.float64]


def path_sizes(routes: Sequence[Route]) -> Floats:
    """How much of each route is its own: 1 if it shares nothing, 1/n if n run together.

    PS_r = sum over its sections a of (l_a / L_r) / (number of routes that use a); Ben-Akiva &
    Bierlaire 1999. A route without length has 1.
    """
    lengths = [_section_km(route) for route in routes]
    used = Counter(section for sections in lengths for section in sections)
    sizes = []
    for sections in lengths:
        total = sum(sections.values())
        own = sum(km / used[section] for section, km in sections.items())
        sizes.append(own / total if total > 0 else 1.0)
    return np.array(sizes)


def route_shares(costs: Floats, sizes: Floats, *, scale: float, power: float) -> Floats:
    """Path-size logit: p_r proportional to PS_r**power x exp(-scale x C_r).

    ``costs`` in USD/t, ``scale`` in t/USD; no routes give no shares.

    Examples
    --------
    >>> two = route_shares(np.array([100.0, 100.0]), np.ones(2), scale=0.01, power=1.0)
    >>> two.tolist()
    [0.5, 0.5]
    """
    if not len(costs):
        return np.empty(0)
    pull = sizes**power * np.exp(-scale * (costs - costs.min()))
    shares: Floats = pull / pull.sum()
    return shares


def territorial_shares(route: Route) -> dict[str, dict[str, float]]:
    """Share of a route's km, hours and USD in each country, by column; NaN is unknown."""
    table = route.by_country.set_index("country")
    shares = {}
    for column in ("length_km", "time_h", "cost_usd_t"):
        total = float(getattr(route, column))
        values = table[column] / total if total else table[column] * np.nan
        shares[column] = {str(country): float(value) for country, value in values.items()}
    return shares


def transit_km(route: Route, *, ends: frozenset[str]) -> dict[str, float]:
    """Kilometres in each country but those of the ``ends``; the open sea is nobody's."""
    parts: dict[str, list[float]] = {}
    for country, (length_km, *_) in (part for leg in route.legs for part in leg.booked):
        parts.setdefault(country, []).append(length_km)
    km = {country: math.fsum(of) for country, of in parts.items()}
    return {c: length for c, length in km.items() if length > 0 and c not in ends | {OPEN_SEA}}


def expected_transit(
    routes: Sequence[Route], shares: Floats, *, ends: frozenset[str]
) -> dict[str, float]:
    """Each country's share of the expected transit km; empty where there is no transit."""
    expected: Counter[str] = Counter()
    for route, share in zip(routes, shares.tolist(), strict=True):
        for country, km in transit_km(route, ends=ends).items():
            expected[country] += share * km
    total = sum(expected.values())
    return {c: km / total for c, km in sorted(expected.items())} if total > 0 else {}


def concentration(shares: Mapping[str, float]) -> float:
    """Herfindahl-Hirschman index: the sum of squared shares; 1 is one country alone.

    >>> concentration({"CHN": 0.5, "RUS": 0.5})
    0.5
    """
    return sum(share**2 for share in shares.values())


def _section_km(route: Route) -> dict[str, float]:
    lengths = route.network.tables["sections"].set_index("section_id")["length_km"]
    used = [key for leg in route.legs if leg.kind is ArcKind.LINE for key in leg.ids]
    return {key: float(lengths[key]) for key in used}
