"""Make polygons that overlap and gape into faces that do neither, each with one owner.

In    claims: polygons with a country each, overlapping, gaping, with broken rings; sea polygons;
      boxes along which to cut; all on a grid of whole numbers, ``GRID`` a degree.
Out   ``Faces``: polygons that share every edge exactly, the owner of each ("" for the sea and for
      what nobody claims), and the box each lies in.
Law   no two faces overlap; every claimed face has one owner; the same claims give the same faces.
Not   here: which countries and which exceptions (``countries``); simplifying (``zones``).
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd
import shapely
from shapely.geometry.base import BaseGeometry

GRID = 100_000
"""Whole numbers to a degree: 1e-5 degrees, a metre, the precision of the source."""
SEA = "~"
NOBODY = ""
LARGEST_SLIVER_KM2 = 100.0
"""Land that nobody claims and that is smaller goes to the neighbour with the longest edge."""
SAME_SIZE = 1.01
"""Claims whose areas differ by less are copies of one polygon."""
KM_PER_DEGREE = 111.3

Shapes = npt.NDArray[np.object_]
Texts = npt.NDArray[np.object_]


@dataclass(frozen=True)
class Claims:
    """Polygons (grid units) and the country that claims each."""

    polygons: Shapes
    countries: Texts


@dataclass(frozen=True)
class Faces:
    """Polygons of a coverage (grid units) and the owner of each."""

    polygons: Shapes
    owners: Texts


def on_grid(shapes: Shapes) -> Shapes:
    """Shapes in degrees as shapes in grid units, every vertex on a whole number."""
    return np.asarray(shapely.transform(shapes, lambda at: np.rint(at * GRID)), dtype=object)


def rough_km2(shapes: Shapes) -> npt.NDArray[np.float64]:
    """Areas good enough to tell an island from a rock, not to be published."""
    _, south, _, north = shapely.bounds(shapes).T
    shrink = np.cos(np.radians((south + north) / 2 / GRID))
    return np.asarray(shapely.area(shapes) * shrink * (KM_PER_DEGREE / GRID) ** 2)


def faces_of(
    claims: Claims,
    seas: Shapes,
    *,
    cuts: Sequence[BaseGeometry],
    rule: Mapping[frozenset[str], str],
) -> Faces:
    """The coverage that claims and seas make, every face with its owner.

    ``rule`` says who owns what two countries claim where it is not the one with the smaller
    polygon there; ``cuts`` are boxes whose sides become edges, so that faces lie in or out.
    """
    rings = shapely.get_rings(np.concatenate([claims.polygons, seas]))
    edges = shapely.union_all([*rings, *shapely.get_rings(list(cuts))], grid_size=1)
    polygons = shapely.get_parts(shapely.polygonize([edges]))
    inside = shapely.get_coordinates(shapely.point_on_surface(polygons))
    owners = np.full(len(polygons), NOBODY, dtype=object)
    claimed = _claimed(inside, claims.polygons)
    preferred = _preference(claims, rule=rule)
    for face, by in claimed.items():
        owners[face] = preferred(by)
    owners[list(_claimed(inside, seas))] = SEA
    return Faces(polygons, _without_slivers(polygons, owners))


def _claimed(points: npt.NDArray[np.float64], polygons: Shapes) -> dict[int, list[int]]:
    """Which polygons hold each point; broken rings count even-odd."""
    tree = shapely.STRtree(shapely.points(points))
    found: dict[int, list[int]] = {}
    shapely.prepare(polygons)
    for number, polygon in enumerate(polygons):
        near = tree.query(shapely.box(*polygon.bounds))
        for point in near[shapely.contains_xy(polygon, points[near])]:
            found.setdefault(int(point), []).append(number)
    return found


def _preference(
    claims: Claims, *, rule: Mapping[frozenset[str], str]
) -> Callable[[list[int]], str]:
    """Who owns what several polygons hold: by rule, else the smallest polygon, then country.

    The source writes the hole that an enclave makes as one more polygon of the country around it,
    so a country claims what an odd number of its polygons hold. The smallest polygon: a dependency
    belongs to itself; a border drawn twice leaves slivers, and those go to the smaller country.
    """
    sizes = shapely.area(claims.polygons)
    countries = pd.Series(sizes).groupby(claims.countries).sum().to_dict()

    def owner(by: list[int]) -> str:
        times = Counter(claims.countries[number] for number in by)
        claimed = {country for country, count in times.items() if count % 2}
        ruled = [winner for pair, winner in rule.items() if pair <= claimed]
        if ruled or not claimed:
            return ruled[0] if ruled else NOBODY
        size = {c: min(sizes[n] for n in by if claims.countries[n] == c) for c in claimed}
        least = min(size.values())
        small = {country for country in claimed if size[country] <= least * SAME_SIZE}
        return str(min(small, key=lambda country: (countries[country], country)))

    return owner


def _without_slivers(polygons: Shapes, owners: Texts) -> Texts:
    """Owners, with each small face of nobody given to the neighbour along its longest edge."""
    small = np.flatnonzero((owners == NOBODY) & (rough_km2(polygons) < LARGEST_SLIVER_KM2))
    around = np.unique(shapely.STRtree(polygons).query(polygons[small])[1])
    edges = _edges(polygons, around)
    mine = edges[edges["face"].isin(small)]
    pairs = mine.merge(edges, on=["x", "y", "u", "v", "length"], suffixes=("", "_other"))
    pairs = pairs[pairs["face"] != pairs["face_other"]]
    owned = owners.copy()
    while True:
        theirs = owned[pairs["face_other"].to_numpy()]
        open_ = (owned[pairs["face"].to_numpy()] == NOBODY) & (theirs != NOBODY) & (theirs != SEA)
        if not open_.any():
            return owned
        sums = pairs[open_].assign(owner=theirs[open_]).groupby(["face", "owner"])["length"].sum()
        best = sums.reset_index().sort_values(["length", "owner"]).groupby("face").last()
        owned[best.index.to_numpy()] = best["owner"].to_numpy()


def _edges(polygons: Shapes, which: npt.NDArray[np.intp]) -> pd.DataFrame:
    """The edges of some faces: ends in one order, so that both sides read the same, and length."""
    rings, face = shapely.get_rings(polygons[which], return_index=True)
    at, ring = shapely.get_coordinates(rings, return_index=True)
    whole, same = at.astype(np.int64), ring[1:] == ring[:-1]
    start, end = whole[:-1][same], whole[1:][same]
    swap = (start[:, 0] > end[:, 0]) | ((start[:, 0] == end[:, 0]) & (start[:, 1] > end[:, 1]))
    first, last = np.where(swap[:, None], end, start), np.where(swap[:, None], start, end)
    step = (last - first).astype(np.float64)
    step[:, 0] *= np.cos(np.radians(first[:, 1] / GRID))
    columns = {"x": first[:, 0], "y": first[:, 1], "u": last[:, 0], "v": last[:, 1]}
    length = np.rint(np.hypot(step[:, 0], step[:, 1]))
    return pd.DataFrame(columns | {"length": length, "face": which[face[ring[:-1][same]]]})
