"""Compare what an answer says with what it should say, name by name.

In    two pieces of plain data, told and found.
Out   a sentence for each place where they differ.
Law   equal data give none; figures are equal within the rounding of an answer; nothing told is
      left uncompared.
Not   here: what should be said (``routes.verify``).
"""

from collections.abc import Iterator
from typing import Any

NEAR = 1e-4
"""Figures in an answer are rounded to six decimals; sums of hundreds of them agree to this."""


def same(told: Any, found: float) -> bool:  # noqa: ANN401 - told may be anything
    """Whether a figure of an answer is the one found; None stands for NaN.

    >>> same(1.00001, 1.0), same(None, float("nan")), same(0.0, float("nan"))
    (True, True, False)
    """
    if found != found:  # noqa: PLR0124 - NaN is the one number unlike itself
        return told is None
    return _is_figure(told) and abs(told - found) <= NEAR


def differences(told: Any, found: Any, *, at: str) -> Iterator[str]:  # noqa: ANN401 - plain data
    """Where ``told`` and ``found`` differ, with the path from ``at``.

    >>> list(differences({"a": [1, 2]}, {"a": [1, 3]}, at="x"))
    ['x.a[2]: is 2, expected 3']
    """
    if isinstance(told, dict) and isinstance(found, dict):
        for key in sorted(told.keys() | found.keys()):
            if key not in told or key not in found:
                yield f"{at}.{key}: {'is missing' if key in found else 'does not belong here'}"
            else:
                yield from differences(told[key], found[key], at=f"{at}.{key}")
    elif isinstance(told, list) and isinstance(found, list):
        if len(told) != len(found):
            yield f"{at}: has {len(told)} entries, expected {len(found)}"
        for number, (one, two) in enumerate(zip(told, found, strict=False), start=1):
            yield from differences(one, two, at=f"{at}[{number}]")
    elif not (same(told, found) if _is_figure(found) else told == found):
        yield f"{at}: is {told!r}, expected {found!r}"


def _is_figure(value: Any) -> bool:  # noqa: ANN401 - anything
    return isinstance(value, (int, float)) and not isinstance(value, bool)
