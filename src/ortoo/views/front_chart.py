"""The exposure front as a chart: what each trip spends inside against what it takes.

In    a ``Front``.
Out   a ``FrontChart``: points, scales and words that a template draws as SVG.
Law   every trip of the front is one point in each plot; points that go through the same countries
      look the same, by colour and by shape.
Not   here: the front (``routes.exposure``), drawing (``templates/exposure.html``).
"""

from collections.abc import Sequence
from dataclasses import dataclass

from ortoo.base.saying import Said, joined, say
from ortoo.base.units import days
from ortoo.routes.exposure import Front
from ortoo.views.profile import NOTHING, scale
from ortoo.views.tables import figure
from ortoo.views.wording import Names

LEFT, RIGHT = 40.0, 390.0
PLOTS = ((14.0, 130.0), (158.0, 274.0))
"""Top and bottom of both plots in a drawing 400 wide and 310 high."""
SHAPES = (
    "M-3.5 0a3.5 3.5 0 1 0 7 0a3.5 3.5 0 1 0 -7 0",
    "M-3 -3h6v6h-6z",
    "M0 -4l4 7h-8z",
    "M0 -4.4l4.4 4.4l-4.4 4.4l-4.4 -4.4z",
)
"""Circle, square, triangle, diamond; what more there is looks like the last."""
ROOM = 1.04


@dataclass(frozen=True, kw_only=True)
class Plot:
    """One of the two plots: its frame, its scale, its points, and the letters beside some."""

    top: float
    bottom: float
    title: str
    marks: tuple[tuple[float, str], ...]
    points: tuple[tuple[float, float, int], ...]
    letters: tuple[tuple[float, float, str], ...]


@dataclass(frozen=True, kw_only=True)
class FrontChart:
    """The chart: both plots over one scale, which is what is spent inside."""

    plots: tuple[Plot, ...]
    below: tuple[tuple[float, str], ...]
    title: str
    shapes: tuple[str, ...]
    spoken: str


def front_chart(
    front: Front, *, letters: Sequence[tuple[str, int]], names: Names, unit: str
) -> FrontChart:
    """The chart of ``front`` with ``letters`` at some of its members, by their numbers."""
    inside = [triple[0] for triple in front.triples]
    most = max(*inside, NOTHING) * ROOM
    groups = groups_of(front)
    looks = [min(groups.index(route.countries), len(SHAPES) - 1) for route in front.routes]
    columns = (
        (say("days"), [days(triple[1]) for triple in front.triples]),
        (say("USD/t"), [triple[2] for triple in front.triples]),
    )
    plots = []
    for (top, bottom), (title, values) in zip(PLOTS, columns, strict=True):
        high = max(*values, NOTHING) * ROOM
        spots = [
            (_x(x, most), round(bottom - value / high * (bottom - top), 1))
            for x, value in zip(inside, values, strict=True)
        ]
        plots.append(
            Plot(
                top=top,
                bottom=bottom,
                title=title,
                marks=tuple((round(bottom - v / high * (bottom - top), 1), text)
                            for v, text in scale(high)),
                points=tuple((*spot, look) for spot, look in zip(spots, looks, strict=True)),
                letters=tuple((*spots[at], letter) for letter, at in letters),
            )
        )  # fmt: skip
    return FrontChart(
        plots=tuple(plots),
        below=tuple((_x(value, most), text) for value, text in scale(most)),
        title=say(
            "{unit} inside {countries}",
            unit=unit, countries=names.countries(sorted(front.exposed_to)),
        ),
        shapes=SHAPES,
        spoken=_spoken(front, letters, unit=unit),
    )  # fmt: skip


def groups_of(front: Front) -> list[tuple[str, ...]]:
    """The sequences of countries that the trips go through, least exposed first."""
    return list(dict.fromkeys(route.countries for route in front.routes))


def _x(value: float, most: float) -> float:
    return round(LEFT + value / most * (RIGHT - LEFT), 1)


def _spoken(front: Front, letters: Sequence[tuple[str, int]], *, unit: str) -> Said:
    told = [say("{n} trips, each a point in both plots.", n=len(front.routes))]
    for letter, at in letters:
        inside, hours, usd = front.triples[at]
        told.append(
            say(
                "{letter}: {spent} inside, {n} days, {usd_t} USD/t.", letter=letter,
                spent=figure(inside, unit), n=f"{days(hours):.1f}", usd_t=figure(usd),
            )
        )  # fmt: skip
    return joined(told, " ")
