"""Draw one section: leg by leg along the track, straight over what has none.

In    a ``Section``, and the ``Ground``: tracks, the nodes of stops, where every point lies.
Out   ``Drawn``: the section's vertices (lon, lat), the kilometres of each step and whether the
      step follows a track.
Law   a section begins and ends at the point that its stop has for all railways, or at the place
      itself; the steps are as long as the ground says: kilometres of track, or geodesic.
Not   here: which stops have a node (``trace``), the files (``lines``).
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np

from ortoo.base.geodesy import geodesic_line, great_circle_km
from tools.build_geodata.trace import Point, Tracks, Way

WITH_TRACK = ("operating", "closed")
"""What is not built yet runs where the tables say; there is no track to follow."""
PUBLISHED_SHARE, PUBLISHED_KM = 0.10, 3.0
"""A trace is believed this near to the published length: places are a few km across."""
DETOUR, DETOUR_KM = 1.6, 5.0
"""How much longer than the geodesic a leg may be that no published length vouches for."""
MOSTLY = 0.95
"""A line counts as traced from this share on: a station gap of a kilometre is no missing line."""
STRAIGHT_STEP_KM = 50.0
"""Steps of a straight leg are no longer, so that maps bend it along the geodesic."""
DECIMALS = 5


@dataclass(frozen=True, kw_only=True)
class Section:
    """What the tables say about a section; ``chain`` holds its ends and what lies between."""

    section_id: str
    country: str
    chain: tuple[str, ...]
    mode: str = "rail"
    status: str = "operating"
    published_km: float | None = None


@dataclass(frozen=True)
class Drawn:
    """A line: ``points`` (lon, lat), and for each step its kilometres and if it is on a track.

    ``believed`` is False where the length contradicts the published one.
    """

    points: tuple[Point, ...]
    steps_km: tuple[float, ...] = ()
    on_track: tuple[bool, ...] = ()
    believed: bool = True

    @property
    def length_km(self) -> float:
        """Kilometres on the ground, 0.0 for a single point."""
        return sum(self.steps_km)

    @property
    def traced(self) -> bool:
        """Whether the line follows a track, and its length agrees with what is published."""
        return self.believed and self.share_traced >= MOSTLY

    @property
    def share_traced(self) -> float:
        """The share of the kilometres that follows a track, 0 to 1."""
        km = sum(km for km, is_on in zip(self.steps_km, self.on_track, strict=True) if is_on)
        return km / self.length_km if km else 0.0


@dataclass(frozen=True)
class Ground:
    """What lines are drawn on: tracks, the node of each stop they serve, where all points lie."""

    tracks: Tracks
    nodes: Mapping[str, int]
    points: Mapping[str, Point]

    def stop(self, name: str) -> Point:
        """Where railways stop at ``name``, (lon, lat): its node, or the place itself."""
        if name not in self.nodes:
            return self.points[name]
        lon, lat = self.tracks.rails.lonlat[self.nodes[name]].round(DECIMALS).tolist()
        return lon, lat


def draw(section: Section, *, ground: Ground) -> Drawn:
    """The line of ``section``.

    A railway that exists is traced leg by leg between successive stops, and runs straight where
    there is no track. Everything else runs straight from point to point of the chain.

    Raises
    ------
    KeyError
        The chain names a point that the ground does not have.
    """
    plain = straight([ground.points[name] for name in section.chain])
    if section.mode != "rail":
        return plain
    if section.status in WITH_TRACK:
        line = _along_track(section, ground)
    else:
        first, *between, last = section.chain
        middle = [ground.points[name] for name in between]
        line = straight([ground.stop(first), *middle, ground.stop(last)])
    return line if line.steps_km else plain


def straight(points: Sequence[Point]) -> Drawn:
    """The geodesic from point to point (lon, lat), in steps of at most ``STRAIGHT_STEP_KM``.

    >>> straight([(0.0, 0.0), (0.0, 0.9)]).points
    ((0.0, 0.0), (0.0, 0.45), (0.0, 0.9))
    """
    lines = [geodesic_line(*pair, step_km=STRAIGHT_STEP_KM) for pair in pairwise(points)]
    rounded = [tuple(xy) for line in lines for xy in np.round(line.coords, DECIMALS).tolist()]
    vertices = rounded[:1] + [two for one, two in pairwise(rounded) if one != two]
    km = tuple(great_circle_km(one, two) for one, two in pairwise(vertices))
    return Drawn(tuple(vertices), km, (False,) * len(km))


def joined(legs: Sequence[Drawn]) -> Drawn:
    """One line of all ``legs``, each beginning where the one before it ends.

    A stop beside the line makes the track run out to it and back; what is run there and back
    at once is no part of the line, and is left out.
    """
    points, steps_km, on_track = [legs[0].points[0]], list[float](), list[bool]()
    for leg in legs:
        for point, km, is_on in zip(leg.points[1:], leg.steps_km, leg.on_track, strict=True):
            if is_on and len(points) > 1 and on_track[-1] and point == points[-2]:
                for last in (points, steps_km, on_track):
                    last.pop()
                continue
            points.append(point)
            steps_km.append(km)
            on_track.append(is_on)
    return Drawn(tuple(points), tuple(steps_km), tuple(on_track))


def _along_track(section: Section, ground: Ground) -> Drawn:
    """The line along the track, straight over holes.

    A way that makes the section as long as published is believed however it winds; without such
    a voucher no leg may wind more than ``DETOUR``. Where every line contradicts the published
    length, the one that comes nearest is taken, and marked.
    """
    published = section.published_km
    strict = _traced(section, ground, longest_km=None)
    if published is None:
        return strict
    tolerance = max(PUBLISHED_KM, PUBLISHED_SHARE * published)
    loose = _traced(section, ground, longest_km=published + tolerance)
    plain = straight([ground.stop(name) for name in section.chain])
    for line in (loose, strict):
        if abs(line.length_km - published) <= tolerance:
            return line
    nearest = min((loose, strict, plain), key=lambda line: abs(line.length_km - published))
    return replace(nearest, believed=False)


def _traced(section: Section, ground: Ground, *, longest_km: float | None) -> Drawn:
    country, runs = section.country, _runs(section, ground)
    return joined([_leg(run, ground, country=country, longest_km=longest_km) for run in runs])


def _runs(section: Section, ground: Ground) -> Iterator[tuple[str, ...]]:
    """The chain cut at the stops that a railway serves; what is not served lies inside a run."""
    run = [section.chain[0]]
    for name in section.chain[1:]:
        run.append(name)
        if name in ground.nodes or name == section.chain[-1]:
            yield tuple(run)
            run = [name]


def _leg(run: Sequence[str], ground: Ground, *, country: str, longest_km: float | None) -> Drawn:
    """The track from the first stop of ``run`` to its last, or straight lines through all.

    Without ``longest_km`` a track may be ``DETOUR`` times as long as the straight lines.
    """
    plain = straight([ground.stop(name) for name in run])
    if not ground.nodes.keys() >= {run[0], run[-1]}:
        return plain
    way = ground.tracks.way(
        ground.nodes[run[0]],
        ground.nodes[run[-1]],
        within=frozenset({country}),
        longest_km=longest_km or DETOUR_KM + DETOUR * plain.length_km,
    )
    return plain if way is None else _followed(way, ground.tracks)


def _followed(way: Way, tracks: Tracks) -> Drawn:
    vertices = tracks.rails.lonlat[list(way.nodes)].round(DECIMALS)
    points = tuple((float(lon), float(lat)) for lon, lat in vertices)
    return Drawn(points, way.steps_km, (True,) * len(way.steps_km))
