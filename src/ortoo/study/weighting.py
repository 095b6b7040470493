"""Averages over markets that tell unknown, infinite and not applicable apart.

In    one value per market (None: does not apply, NaN: unknown, inf: cut off) and its weight.
Out   the weighted average of what is finite, and the weight of what is cut off.
Law   a market of unknown weight or of none, or to which the value does not apply, is left out; an
      unknown value of a market that counts makes the average unknown.
Not   here: what is averaged.
"""

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Value = float | None


def average(values: Sequence[Value], weights: NDArray[np.float64]) -> Value:
    """Average of a cost, a length or a share over the markets that are reached.

    inf when all are cut off, NaN when a value that counts is unknown, None when none counts. The
    weights of the markets that are reached are scaled to add up to 1.

    Examples
    --------
    >>> average([1.0, 3.0], np.array([0.5, 0.5])), average([80.0, math.inf], np.array([0.5, 0.5]))
    (2.0, 80.0)
    >>> average([80.0, math.inf], np.array([0.0, 1.0])), average([None], np.array([1.0]))
    (inf, None)
    """
    counted = _counted(values, weights)
    reached = sum(weight for value, weight in counted if not math.isinf(value))
    whole = _sum_of_finite(counted)
    return whole if whole is None or math.isinf(whole) else whole / reached


def average_rise(values: Sequence[Value], weights: NDArray[np.float64]) -> Value:
    """Sum of weight x rise over the markets still reached (Jenelius, Petersen & Mattsson 2006).

    Like ``average``, but what a closure cuts off keeps its weight and is told apart
    (``cut_weight``): the few that stay reached do not stand for all.

    >>> average_rise([1.0, math.inf], np.array([0.5, 0.5])), average_rise([1.0, None], np.ones(2))
    (0.5, 1.0)
    """
    return _sum_of_finite(_counted(values, weights))


def cut_weight(values: Sequence[Value], weights: NDArray[np.float64]) -> Value:
    """Share of the weight of all markets that is cut off; None when none counts.

    >>> cut_weight([math.inf, None], np.array([0.5, 0.5]))
    0.5
    """
    if not _counted(values, weights):
        return None
    pairs = zip(values, map(float, weights), strict=True)
    cut = sum(weight for value, weight in pairs if value == math.inf and not math.isnan(weight))
    return cut / float(np.nansum(weights))


def _counted(
    values: Sequence[Value], weights: NDArray[np.float64]
) -> Sequence[tuple[float, float]]:
    """Value and weight of the markets that count, their weights scaled to add up to 1."""
    pairs = [
        (value, float(weight))
        for value, weight in zip(values, weights, strict=True)
        if value is not None and weight > 0
    ]
    total = sum(weight for _, weight in pairs)
    return [(value, weight / total) for value, weight in pairs]


def _sum_of_finite(counted: Sequence[tuple[float, float]]) -> Value:
    finite = [(value, weight) for value, weight in counted if not math.isinf(value)]
    if not finite:
        return math.inf if counted else None
    return sum(value * weight for value, weight in finite)


def rise(base: float, without: float) -> Value:
    """``without / base - 1``: inf when cut off, NaN when unknown, None when nothing was there.

    >>> rise(100.0, 150.0), rise(100.0, math.inf), rise(math.inf, math.inf), rise(0.0, 0.0)
    (0.5, inf, None, 0.0)
    """
    if math.isinf(base):
        return None
    if math.isinf(without):
        return math.inf
    if math.isnan(base) or math.isnan(without):
        return math.nan
    if base == 0:
        return 0.0 if without == 0 else math.inf
    return without / base - 1.0
