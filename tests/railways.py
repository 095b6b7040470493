"""Railways and countries drawn by hand, for the tests of tools/build_geodata.

All lie around 100 E on the equator, where 0.1 degrees are 11.1 km in every direction.
"""

import numpy as np
import shapely
from tools.build_geodata.draw import Ground
from tools.build_geodata.land import Land
from tools.build_geodata.rails import Rails
from tools.build_geodata.stops import Stop
from tools.build_geodata.trace import Tracks

NORTH, SOUTH = (100.0, 0.0, 102.0, 1.0), (100.0, -1.0, 102.0, 0.0)
LAND = Land({"NOR": (shapely.box(*NORTH),), "SUD": (shapely.box(*SOUTH),)})


def rails(points: dict[str, tuple[float, float]], *edges: str) -> Rails:
    """``rails({"A": (100, 0), "B": (101, 0)}, "A-B 111")``: nodes in the order of ``points``."""
    number = {name: i for i, name in enumerate(points)}
    pairs = [edge.split(" ") for edge in edges]
    return Rails(
        np.array([*points.values()], dtype=float),
        np.array([[number[n] for n in pair.split("-")] for pair, _ in pairs]).reshape(-1, 2),
        np.array([float(km) for _, km in pairs]),
        np.zeros(len(pairs), dtype=bool),
    )


def tracks(points: dict[str, tuple[float, float]], *edges: str) -> Tracks:
    """The same, with the country of every node."""
    graph = rails(points, *edges)
    return Tracks(graph, LAND.country_of(graph.lonlat))


def home(*points: tuple[float, float]) -> list[Stop]:
    return [Stop(point, "NOR") for point in points]


def ground(graph: Tracks, nodes: dict[str, int]) -> Ground:
    """Every stop lies on its node."""
    points = {name: tuple(graph.rails.lonlat[node].tolist()) for name, node in nodes.items()}
    return Ground(graph, nodes, points)


def two_parallel_lines() -> Tracks:
    r"""
      N1---N2       north, 140 km in all
     /       \
    A         B     both in NOR, just north of the boundary
     \       /
      S1---S2       south, 120 km in all, in SUD
    """
    return tracks(
        {
            "A": (100, 0.01),
            "B": (101, 0.01),
            "N1": (100.2, 0.3),
            "N2": (100.8, 0.3),
            "S1": (100.2, -0.1),
            "S2": (100.8, -0.1),
        },
        *("A-N1 40", "N1-N2 60", "N2-B 40", "A-S1 30", "S1-S2 60", "S2-B 30"),
    )


def over_the_border() -> tuple[Tracks, dict[str, int]]:
    """N (NOR) --- S (SUD): 0.1 degrees north and 0.3 degrees south of the boundary, 50 km."""
    return tracks({"N": (100.5, 0.1), "S": (100.5, -0.3)}, "N-S 50"), {"n": 0, "s": 1}
