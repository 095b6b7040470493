"""Averages over markets that tell unknown, infinite and not applicable apart.

In    one value per market (None: does not apply, NaN: unknown, inf: cut off) and its weight.
Out   the weighted average of what is finite, and the weight of what is cut off.
Law   a market of unknown weight, or to which the value does not apply, is left out; an unknown
      value of a market that counts makes the average unknown.
Not   here: what is averaged.
"""

import math
from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

Value = float | None


def average(values: Sequence[Value], weights: NDArray[np.float64]) -> Value:
    """Sum of weight x value over the markets that are not cut off.

    inf when all are cut off, NaN when a value that counts is unknown, None when none counts. The
    weights of the markets that count are scaled to add up to 1; those cut off keep theirs.

    Examples
    --------
    >>> average([1.0, 3.0], np.array([0.5, 0.5])), average([1.0, math.inf], np.array([0.5, 0.5]))
    (2.0, 0.5)
    >>> average([math.inf], np.array([1.0])), average([None], np.array([1.0]))
    (inf, None)
    """
    counted = list(_counted(values, weights))
    if not counted:
        return None
    finite = [(value, weight) for value, weight in counted if not math.isinf(value)]
    if not finite:
        return math.inf
    return sum(value * weight for value, weight in finite)


def cut_weight(values: Sequence[Value], weights: NDArray[np.float64]) -> Value:
    """Weight of the markets that are cut off; None when none counts."""
    counted = list(_counted(values, weights))
    return sum(weight for value, weight in counted if math.isinf(value)) if counted else None


def _counted(
    values: Sequence[Value], weights: NDArray[np.float64]
) -> Iterator[tuple[float, float]]:
    pairs = [
        (value, float(weight))
        for value, weight in zip(values, weights, strict=True)
        if value is not None and not math.isnan(weight)
    ]
    total = sum(weight for _, weight in pairs)
    return ((value, weight / total) for value, weight in pairs) if total > 0 else iter(())


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
