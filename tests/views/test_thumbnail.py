"""A small picture shows what the map shows, in numbers alone."""

import re

import shapely
from markupsafe import Markup

from ortoo.views.picture import (
    Area,
    AreaLook,
    Bounds,
    Line,
    LineLook,
    LineRole,
    Mark,
    MarkLook,
    Picture,
)
from ortoo.views.thumbnail import thumbnail

VIEW = Bounds(0.0, -20.0, 80.0, 20.0)


def picture(**changed: object) -> Picture:
    parts: dict[str, object] = {"areas": (), "lines": (), "marks": (), "view": VIEW, "window": VIEW}
    return Picture(**{**parts, **changed})  # type: ignore[arg-type]


def test_a_line_through_the_middle_runs_through_the_middle() -> None:
    line = Line(shape=shapely.LineString([(0, 0), (80, 0)]), look=LineLook.RAIL)

    drawn = thumbnail(picture(lines=(line,)))

    assert '<path class="line rail best" d="M0 100l320 0"/>' in drawn
    assert drawn.index("casing") < drawn.index("line rail")


def test_what_is_thin_on_the_map_is_left_out_and_ends_are_dots() -> None:
    other = Line(shape=shapely.LineString([(0, 0), (80, 0)]), look=LineLook.RAIL,
                 role=LineRole.OTHER)  # fmt: skip
    ends = (Mark(lon=40.0, lat=0.0, look=MarkLook.START, text="<b>"),
            Mark(lon=0.0, lat=0.0, look=MarkLook.TOWN, text="town"))  # fmt: skip

    drawn = thumbnail(picture(lines=(other,), marks=ends))

    assert "line" not in drawn
    assert drawn.count("<circle") == 1
    assert '<circle class="start" cx="160" cy="100" r="5"/>' in drawn


def test_it_holds_no_text_and_islands_too_small_to_see_are_gone() -> None:
    land = shapely.MultiPolygon([shapely.box(10, -10, 40, 10), shapely.box(50, 0, 50.1, 0.1)])
    areas = (Area(shapes=(land,), look=AreaLook.AVOIDED),)

    drawn = thumbnail(picture(areas=areas))

    assert isinstance(drawn, Markup)
    assert drawn.count("M") == 1
    assert re.sub(r"<[^>]*>", "", drawn) == ""
