"""Simplify a coverage without tearing it: exactly here, finely there, coarsely elsewhere.

In    ``Faces`` (grid units) with owners, and the ``Zones``: boxes and lists of countries.
Out   one multipolygon for each country, grid units; shared borders still shared.
Law   an edge between two zones is simplified as in the finer one; vertices are left out, never
      moved; the result is a valid coverage.
Not   here: making faces (``coverage``); files (``countries``).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum

import numpy as np
import numpy.typing as npt
import pandas as pd
import shapely
from shapely.geometry.base import BaseGeometry

from tools.build_geodata.coverage import NOBODY, SEA, Faces, Shapes, Texts, rough_km2


class Zone(IntEnum):
    """How carefully a face is treated; the sea is a face like the others."""

    EXACT = 0
    FINE = 1
    COARSE = 2


@dataclass(frozen=True, kw_only=True)
class Zones:
    """Which countries and boxes (grid units) are exact and fine, and what the others may lose.

    Tolerances are in grid units; a triangle of less than their square is taken off a border
    (Visvalingam & Whyatt 1993). ``least_island_km2`` is the area of the smallest island kept.
    """

    exact: frozenset[str]
    exact_box: BaseGeometry
    fine: frozenset[str]
    fine_box: BaseGeometry
    fine_tolerance: float
    coarse_tolerance: float
    least_island_km2: float

    def of(self, faces: Faces) -> npt.NDArray[np.int64]:
        """The zone of each face."""
        points = shapely.point_on_surface(faces.polygons)
        exact = np.isin(faces.owners, list(self.exact)) | shapely.covers(self.exact_box, points)
        fine = np.isin(faces.owners, list(self.fine)) & shapely.covers(self.fine_box, points)
        return np.where(exact, Zone.EXACT, np.where(fine, Zone.FINE, Zone.COARSE))


def simplified(faces: Faces, zones: Zones) -> dict[str, BaseGeometry]:
    """Every country as one simplified multipolygon (grid units), sorted by code."""
    kept = without_islets(faces, least_km2=zones.least_island_km2)
    kept = Faces(kept.polygons, np.where(kept.owners == NOBODY, SEA, kept.owners))
    keys = list(zip(kept.owners, zones.of(kept), strict=True))
    members = sorted(set(keys))
    number = {member: at for at, member in enumerate(members)}
    belongs = np.array([number[key] for key in keys])
    shapes = np.array([_merged(kept.polygons[belongs == at]) for at in range(len(members))])
    zone = np.array([member[1] for member in members])
    sea = np.array([member[0] == SEA for member in members])
    for tolerance, group in (
        (zones.fine_tolerance, (zone >= Zone.FINE) | sea),
        (zones.coarse_tolerance, (zone >= Zone.COARSE) | sea),
    ):
        shapes[group] = shapely.coverage_simplify(shapes[group], tolerance, simplify_boundary=False)
    countries = sorted({owner for owner, _ in members} - {SEA})
    owners = np.array([owner for owner, _ in members], dtype=object)
    return {c: _merged(shapely.get_parts(shapes[owners == c])) for c in countries}


def without_islets(faces: Faces, *, least_km2: float) -> Faces:
    """Faces with islands of less than so many km² given to the sea.

    An island is what touches no other face but the sea; a country keeps its largest face.
    """
    land = np.flatnonzero((faces.owners != SEA) & (faces.owners != NOBODY))
    alone = _alone(faces.polygons[land])
    sizes = rough_km2(faces.polygons[land])
    largest = _largest(faces.owners[land], sizes)
    islets = land[alone & (sizes < least_km2) & ~largest]
    owners = faces.owners.copy()
    owners[islets] = SEA
    return Faces(faces.polygons, owners)


def _alone(polygons: Shapes) -> npt.NDArray[np.bool_]:
    """Whether each face shares no vertex with another; faces that touch share two at least."""
    at, face = shapely.get_coordinates(polygons, return_index=True)
    vertices = pd.DataFrame({"x": at[:, 0], "y": at[:, 1], "face": face}).drop_duplicates()
    shared = vertices.duplicated(["x", "y"], keep=False)
    found = np.ones(len(polygons), dtype=np.bool_)
    found[vertices.loc[shared, "face"].unique()] = False
    return found


def _largest(owners: Texts, sizes: npt.NDArray[np.float64]) -> npt.NDArray[np.bool_]:
    """Whether each face is the largest of its owner."""
    best: Mapping[str, int] = {owners[at]: int(at) for at in np.argsort(sizes, kind="stable")}
    found = np.zeros(len(owners), dtype=np.bool_)
    found[list(best.values())] = True
    return found


def _merged(polygons: Shapes) -> BaseGeometry:
    """Faces that share their edges exactly, as one multipolygon in one order."""
    whole = shapely.normalize(shapely.coverage_union_all(polygons))
    return shapely.MultiPolygon([whole]) if whole.geom_type == "Polygon" else whole
