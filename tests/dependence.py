"""Drawings of who depends on whom, shared by the tests of dependency.

Every network starts at ``o`` in OOO; markets are ``d`` in DDD and, where drawn, ``e`` in EEE.
"""

import itertools
from collections.abc import Mapping
from dataclasses import replace

import pandas as pd
from hypothesis import strategies as st

from conftest import sketched
from ortoo.base.tables import check
from ortoo.inputs.schema import MARKETS
from ortoo.network.network import Network
from ortoo.routes.asked import Asked, resolve
from ortoo.routes.question import Avoid, Cargo, Cost, Trip


def ways(*drawn: str, to: str = "d", hours: Mapping[str, int] | None = None) -> Network:
    """A network with one road per way: ``"AB"`` runs from o through A and B to ``to``.

    Each way has roads of its own, 100 km in each country (1 h, 10 USD/t); borders take 1 h, or
    ``hours[way]`` at the last one.
    """
    return sketched(*lines(*drawn, to=to, hours=hours))


def lines(*drawn: str, to: str = "d", hours: Mapping[str, int] | None = None) -> list[str]:
    end = to.upper() * 3
    found = ["o-O 1 OOO", f"{to}-{to}0 1 {end}"]
    for way in drawn:
        stops = ["O", *(f"{way}{at}" for at, _ in enumerate(way)), f"{to}0"]
        for at, letter in enumerate(way):
            found.append(f"{way}{at}-{way}{at}x 100 {letter * 3}")
        leaving = ["O", *(f"{way}{at}x" for at, _ in enumerate(way))]
        entering = stops[1:]
        for at, (start, goal) in enumerate(zip(leaving, entering, strict=True)):
            last = at == len(leaving) - 1
            found.append(f"{start}<>{goal} {(hours or {}).get(way, 1) if last else 1}h")
    return found


def with_markets(network: Network, **sizes: float | None) -> Network:
    """The network with a markets table: GDP in bn USD by place, None for unknown."""
    rows = [
        {"place_id": place, "gdp_usd_bn": "" if size is None else str(size), "population_m": "1",
         "trade_usd_m": "", "source": "test", "confidence": "high"}
        for place, size in sizes.items()
    ]  # fmt: skip
    table = check(pd.DataFrame(rows, dtype=str), MARKETS)
    return replace(network, tables={**network.tables, "markets": table})


def asked(
    network: Network, *markets: str, back: bool = False, cargo: Cargo = Cargo.THIRD_COUNTRY
) -> list[Asked]:
    """One question per market, minimising hours; ``back`` from the markets to o."""
    trips = [("o", m) if not back else (m, "o") for m in markets]
    return [
        resolve(network, Trip(*ends, cargo=cargo), avoid=Avoid(), minimise=Cost.TIME)
        for ends in trips
    ]


LETTERS = "ABCD"
PLACES = {"o": "O", "d": "D", "e": "E"} | {
    f"{letter}{at}": letter for letter in LETTERS for at in (1, 2)
}
PAIRS = [(x, y) for x, y in itertools.permutations(PLACES, 2) if PLACES[x] != PLACES[y]]


@st.composite
def networks(draw: st.DrawFn, *, most: int = 16) -> Network:
    """Two places in each of four countries, sometimes joined, and one-way borders."""
    inside = [f"{c}1-{c}2 100 {c * 3}" for c in LETTERS if draw(st.booleans())]
    apart = [f"{c}{n}-{c}{n}y 1 {c * 3}" for c in LETTERS for n in (1, 2)]
    ends = [f"{p}-{p}y 1 {PLACES[p] * 3}" for p in "ode"]
    border = st.tuples(st.sampled_from(PAIRS), st.one_of(st.integers(1, 9), st.just("?")))
    borders = draw(st.lists(border, max_size=most, unique_by=lambda b: b[0]))
    return sketched(*inside, *apart, *ends, *(f"{x}>{y} {h}h" for (x, y), h in borders))
