"""Bars and stacks as values, to be typeset as tables whose cells are drawn.

In    labels, numbers and the rows that they come from.
Out   ``Bar``, ``BarRow``, ``Stack``: lengths in percent of the chart's width.
Law   a chart is a table first: each bar stands beside its figure, so that paper, screen readers and
      narrow screens lose nothing; a bar of what is not a number has no length.
Not   here: which figures are shown (``views.dependency_page``); colours (``report.css``).
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

FULL = 100.0
LOOKS = ("one", "two", "three", "four", "five", "six")
REST = "rest"


@dataclass(frozen=True, kw_only=True)
class Bar:
    """One bar: ``length`` 0 to 100, the figure in words, the row it comes from."""

    look: str
    length: str
    text: str
    row_id: str


@dataclass(frozen=True, kw_only=True)
class BarRow:
    """A label with its bars; ``item`` is its number on the map beside it, 0 for none."""

    label: str
    bars: tuple[Bar, ...]
    item: int = 0


@dataclass(frozen=True, kw_only=True)
class Part:
    """One part of a stack, from ``start`` for ``length``, 0 to 100."""

    look: str
    start: str
    length: str
    label: str
    text: str
    row_id: str


def length_text(value: float, *, top: float) -> str:
    """A value as a percentage of the chart's width; 0 for what is not a number or negative.

    >>> length_text(0.25, top=0.5), length_text(float("nan"), top=1.0), length_text(1.0, top=0.0)
    ('50.00', '0.00', '0.00')
    """
    if not math.isfinite(value) or top <= 0:
        return "0.00"
    return f"{min(max(value / top, 0.0), 1.0) * FULL:.2f}"


def top_of(values: Sequence[float]) -> float:
    """The largest finite value; 0 when there is none."""
    return max((value for value in values if math.isfinite(value)), default=0.0)


def stacked(parts: Sequence[tuple[str, str, float, str, str]]) -> tuple[Part, ...]:
    """Parts (look, label, share, text, row id) side by side; shares are of the whole width."""
    start, stack = 0.0, []
    for look, label, share, text, row_id in parts:
        stack.append(
            Part(
                look=look, start=length_text(start, top=1.0),
                length=length_text(share, top=1.0), label=label, text=text, row_id=row_id,
            )
        )  # fmt: skip
        start += share if math.isfinite(share) else 0.0
    return tuple(stack)
