"""An exposure front as a table for a terminal, or why there is none.

In    a ``Front``.
Out   rich renderables, and sentences.
Law   the same figures as the JSON; that there is no way and that a figure is unknown are told
      apart.
Not   here: the page (``views.exposure_page``).
"""

from rich.console import Group
from rich.markup import escape

from ortoo.base.units import days
from ortoo.routes.exposure import Exposure, Front
from ortoo.views.grid import Grid, grid
from ortoo.views.tables import figure

UNITS = {Exposure.KM: "km", Exposure.HOURS: "h", Exposure.USD: "USD/t"}
MOST_LEFT_OUT = 3


def front_text(front: Front) -> Group:
    """The exposure front: one row per trip that is not beaten; or why there is none."""
    if not front.routes:
        return Group(escape(no_front_text(front)))
    unit, countries = UNITS[front.measure], " and ".join(sorted(front.exposed_to))
    head = (
        f"[bold]From {escape(front.origin.told)} to {escape(front.destination.told)}: "
        f"{_counted(len(front.routes), 'trip')} that none beats in {unit} inside {countries}, "
        "days and USD/t[/bold]"
    )
    names = ", ".join(escape(name) for name in front.left_out[:MOST_LEFT_OUT])
    more = " ..." if len(front.left_out) > MOST_LEFT_OUT else ""
    count = _counted(len(front.left_out), "arc")
    left = [f"left out, hours or USD unknown: {count} ({names}{more})"]
    return Group(head, _trips(front, unit), *(left if front.left_out else []))


def no_front_text(front: Front) -> str:
    """Why no trip could be compared: nothing leads there, or a figure on every way is unknown."""
    ends = f"from {front.origin.told} to {front.destination.told}"
    if front.missing:
        return (
            f"There is a way {ends}, but no trip can be compared: its hours or USD are unknown. "
            f"Fill {', '.join(front.missing)}."
        )
    if not front.avoided:
        return f"There is no way {ends}; `ortoo route …` prints the proof."
    avoided = sorted(front.avoided)
    return (
        f"There is no way {ends} without {' and '.join(avoided)}; "
        f"`ortoo route … --avoid {','.join(avoided)}` prints the proof."
    )


def _trips(front: Front, unit: str) -> Grid:
    table = grid(
        "Front", f"{unit} inside", "days", "USD/t", "km", "through", "by", texts=("through", "by")
    )
    for (inside, hours, usd), route in zip(front.triples, front.routes, strict=True):
        table.add_row(
            figure(inside),
            f"{days(hours):.1f}",
            figure(usd),
            figure(route.length_km),
            " ".join(route.countries),
            "+".join(route.modes),
        )
    return table


def _counted(count: int, noun: str) -> str:
    """A number with its noun.

    >>> _counted(1, "arc"), _counted(2, "arc")
    ('1 arc', '2 arcs')
    """
    return f"{count} {noun}" if count == 1 else f"{count:,} {noun}s"
