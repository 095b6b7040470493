"""What a map shows, as plain values: areas, lines and marks, bottom first.

In    nothing.
Out   ``Picture`` and the values that it is made of.
Law   a look is a word from a closed list, never a colour or a style from outside; what a look
      looks like stands in the stylesheet alone, so that map, legend and print agree.
Not   here: which statement becomes which layer (``views.layers``); drawing (``views.page``).
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

import shapely

MOST_HALF_PIXELS = 1600
FURTHEST_NORTH = 84.0
"""Degrees; beyond it the map's projection (Mercator) stretches too far to be of use."""


class Bounds(NamedTuple):
    """A window in degrees, lon/lat."""

    west: float
    south: float
    east: float
    north: float

    def grown(self, *, share: float, least_deg: float) -> "Bounds":
        """Wider on every side by ``share`` of the longer side, at least ``least_deg``.

        >>> Bounds(0, 0, 20, 10).grown(share=0.1, least_deg=1)
        Bounds(west=-2.0, south=-2.0, east=22.0, north=12.0)
        """
        by = max((self.east - self.west) * share, (self.north - self.south) * share, least_deg)
        return Bounds(
            max(self.west - by, -180.0),
            max(self.south - by, -FURTHEST_NORTH),
            min(self.east + by, 180.0),
            min(self.north + by, FURTHEST_NORTH),
        )

    def framed(self, *, widest: float, narrowest: float, room: float = 1.0) -> "Bounds":
        """What comes into sight when this window is fitted into frames of given proportions.

        Parameters
        ----------
        widest, narrowest
            Width over height of the widest and the narrowest frame.
        room
            How much the fit may leave around the window, as a factor.

        Examples
        --------
        >>> [round(bound) for bound in Bounds(80, 40, 100, 50).framed(widest=2, narrowest=0.5)]
        [76, 29, 104, 58]
        """
        south, north = (math.asinh(math.tan(math.radians(lat))) for lat in (self.south, self.north))
        across, along = math.radians(self.east - self.west), north - south
        half_across = max(across, along * widest) * room / 2
        half_along = max(along, across / narrowest) * room / 2
        middle = (south + north) / 2
        low, high = (
            math.degrees(math.atan(math.sinh(middle + side * half_along))) for side in (-1, 1)
        )
        centre, half = (self.west + self.east) / 2, math.degrees(half_across)
        return Bounds(
            max(centre - half, -180.0),
            max(low, -FURTHEST_NORTH),
            min(centre + half, 180.0),
            min(high, FURTHEST_NORTH),
        )

    @property
    def finest_deg(self) -> float:
        """What cannot be seen when this window fills a screen: half a pixel, in degrees."""
        return (self.east - self.west) / MOST_HALF_PIXELS

    def reach(self) -> "Bounds":
        """All that may come into sight: on a wide screen, on a phone held upright, on paper.

        The stylesheet keeps the map from becoming narrower than that. Some room is added, for maps
        are enlarged in steps of a quarter.
        """
        return self.framed(widest=2.4, narrowest=0.8, room=1.35)


class AreaLook(StrEnum):
    """How a country is filled."""

    LAND = "land"
    PASSED = "passed"
    REACHED = "reached"
    AVOIDED = "avoided"
    EXPOSED = "exposed"
    POWER_1 = "power-1"
    POWER_2 = "power-2"
    POWER_3 = "power-3"
    POWER_4 = "power-4"
    POWER_5 = "power-5"
    POWER_UNKNOWN = "power-unknown"


class LineLook(StrEnum):
    """How a line is drawn: by mode, or by the question it answers."""

    RAIL = "rail"
    ROAD = "road"
    FERRY = "ferry"
    SEA = "sea"
    AIR = "air"
    FREE = "free"
    WITHOUT_FIRST = "without-first"
    WITHOUT_SECOND = "without-second"
    BEFORE = "before"
    AFTER = "after"
    PLANNED = "planned"
    GAP = "gap"
    CRITICAL_1 = "critical-1"
    CRITICAL_2 = "critical-2"
    CRITICAL_3 = "critical-3"
    CRITICAL_4 = "critical-4"
    CRITICAL_CUT = "critical-cut"
    CRITICAL_UNKNOWN = "critical-unknown"


class LineRole(StrEnum):
    """How prominent a line is."""

    BEST = "best"
    OTHER = "other"
    LEAST = "least"
    REACHED = "reached-line"


class MarkLook(StrEnum):
    """What stands at a point."""

    START = "start"
    END = "end"
    CROSSING = "crossing"
    GAUGE_BREAK = "gauge-break"
    TRANSFER = "transfer"
    BARRED = "barred"
    WAY = "way"
    STOP = "stop"
    TOWN = "town"
    GAP = "gap"
    COUNTRY = "country"
    CRITICAL_1 = "critical-1"
    CRITICAL_2 = "critical-2"
    CRITICAL_3 = "critical-3"
    CRITICAL_4 = "critical-4"
    CRITICAL_CUT = "critical-cut"
    CRITICAL_UNKNOWN = "critical-unknown"


LABELS = frozenset({
    MarkLook.START, MarkLook.END, MarkLook.STOP, MarkLook.TOWN, MarkLook.GAP, MarkLook.COUNTRY,
})  # fmt: skip
"""Marks that consist of a name, and give way when names would collide."""


@dataclass(frozen=True, kw_only=True)
class Popup:
    """What a click tells: a template, and the facts in it.

    ``item`` is the number by which the page around the map chooses what tells this; 0 is none.
    """

    template: str
    facts: Mapping[str, object]
    item: int = 0


@dataclass(frozen=True, kw_only=True)
class Area:
    """Countries with one look; lon/lat polygons. ``popup`` is what a click tells."""

    shapes: tuple[shapely.Geometry, ...]
    look: AreaLook
    popup: Popup | None = None


@dataclass(frozen=True, kw_only=True)
class Line:
    """A line with a white casing; lon/lat. ``popup`` is what a click tells.

    ``layer`` is the number by which a page can switch it on and off; 0 is always shown.
    """

    shape: shapely.Geometry
    look: LineLook
    role: LineRole = LineRole.BEST
    popup: Popup | None = None
    layer: int = 0


@dataclass(frozen=True, kw_only=True)
class Mark:
    """A name or a symbol at a point; ``spoken`` says it to a reader who does not see it."""

    lon: float
    lat: float
    look: MarkLook
    text: str
    spoken: str = ""
    popup: Popup | None = None


@dataclass(frozen=True, kw_only=True)
class Picture:
    """A whole map.

    Marks come in the order of their importance: where names would collide, the earlier one stays.
    ``view`` is what the first look must show, ``window`` how far anything is drawn.
    """

    areas: tuple[Area, ...]
    lines: tuple[Line, ...]
    marks: tuple[Mark, ...]
    view: Bounds
    window: Bounds
