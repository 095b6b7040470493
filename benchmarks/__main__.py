"""Compare the search with NetworkX and SciPy on the built-in network.

In    the built-in network; every market, every avoid set of the two neighbours.
Out   medians and ratios on stdout, ``build/bench.json``.
Law   an engine's time counts only when its answers equal SciPy's to a millionth of an hour, and
      completed questions are counted.
Not   here: gates (they come with the engine of countries as cells).

Run from the root: ``python -m benchmarks``.
"""

import itertools
import json
import statistics
import time
from collections.abc import Callable
from pathlib import Path

import networkx as nx
import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra

from ortoo.network.network import Network, load_network
from ortoo.routes.asked import Asked, resolve
from ortoo.routes.question import Avoid, Cost, Trip
from ortoo.routes.search import best_path

MARKETS = ("almaty", "astana", "bishkek", "tashkent", "dushanbe", "ashgabat")
AVOIDED = (frozenset(), frozenset({"RUS"}), frozenset({"CHN"}), frozenset({"RUS", "CHN"}))
REPEATS = 5
HOURS = 1  # column of the cost matrix
Engine = Callable[[Network, Asked], float]


def main() -> None:
    """Run every engine on every question and print what it took."""
    network = load_network()
    asked = [
        resolve(
            network, Trip("ulaanbaatar", market), avoid=Avoid(countries=avoided), minimise=Cost.TIME
        )
        for market, avoided in itertools.product(MARKETS, AVOIDED)
    ]
    for question in asked:
        _ = question.allowed  # the reasons are the same work for every engine
    expected = [by_scipy(network, question) for question in asked]
    rows = [measured(name, engine, network=network, asked=asked, expected=expected)
            for name, engine in ENGINES.items()]  # fmt: skip
    for row in rows:
        ratio = row["median_ms"] / rows[0]["median_ms"]
        print(f"{row['engine']:10} {row['completed']:3} completed, {row['median_ms']:8.2f} ms "
              f"a question, {ratio:6.2f} x ortoo's")  # fmt: skip
    Path("build").mkdir(exist_ok=True)
    nodes, arcs = len(network.arcs.nodes), len(network.arcs.arcs)
    result = {"network": network.sha256, "nodes": nodes, "arcs": arcs, "engines": rows}
    Path("build/bench.json").write_text(json.dumps(result, indent=1), encoding="utf-8")


def measured(
    name: str, engine: Engine, *, network: Network, asked: list[Asked], expected: list[float]
) -> dict[str, object]:
    """The median time of one engine over all questions, each answer checked."""
    times = []
    for _ in range(REPEATS):
        started = time.perf_counter()
        found = [engine(network, question) for question in asked]
        times.append((time.perf_counter() - started) / len(asked) * 1000)
        if not np.allclose(found, expected, atol=1e-6):
            raise SystemExit(f"{name} disagrees with scipy")
    return {"engine": name, "completed": len(asked), "median_ms": statistics.median(times)}


def by_ortoo(network: Network, asked: Asked) -> float:
    """The plain search, on hours alone as the others."""
    hours = network.arcs.costs[:, HOURS]
    way = best_path(
        network.arcs, [(h,) for h in hours.tolist()], allowed=asked.allowed,
        starts=asked.nodes(asked.stops[0]), goals=asked.nodes(asked.stops[-1]),
    )  # fmt: skip
    return float("inf") if way is None else float(hours[way].sum())


def by_networkx(network: Network, asked: Asked) -> float:
    """NetworkX on a graph of the allowed arcs, built for the question as its users do."""
    graph = nx.MultiDiGraph()
    graph.add_nodes_from(range(len(network.arcs.nodes)))
    arcs = network.arcs
    graph.add_weighted_edges_from(
        (int(arcs.tail[at]), int(arcs.head[at]), arcs.costs[at, HOURS])
        for at, ok in enumerate(asked.allowed)
        if ok
    )
    lengths, _ = nx.multi_source_dijkstra(graph, set(asked.nodes(asked.stops[0])))
    return min(lengths.get(goal, float("inf")) for goal in asked.nodes(asked.stops[-1]))


def by_scipy(network: Network, asked: Asked) -> float:
    """SciPy on the least of parallel arcs; a tiny cost keeps zero hours from meaning no arc."""
    arcs, ok = network.arcs, np.array(asked.allowed)
    size = len(arcs.nodes)
    order = np.argsort(-arcs.costs[ok, HOURS], kind="stable")
    least = np.full(size * size, np.nan)
    least[(arcs.tail[ok] * size + arcs.head[ok])[order]] = arcs.costs[ok, HOURS][order]
    at = np.flatnonzero(~np.isnan(least))
    matrix = csr_array((least[at] + 1e-12, (at // size, at % size)), shape=(size, size))
    found = dijkstra(matrix, indices=asked.nodes(asked.stops[0]), min_only=True)
    return float(min(found[goal] for goal in asked.nodes(asked.stops[-1])))


ENGINES: dict[str, Engine] = {"ortoo": by_ortoo, "networkx": by_networkx, "scipy": by_scipy}


if __name__ == "__main__":
    main()
