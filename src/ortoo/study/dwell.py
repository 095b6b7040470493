"""Hours and fees at crossings and transfers, changed so that their parts still fit.

In    a table of crossings or transfers, and new figures.
Out   a new table.
Law   the part that the country left imposes, and the spread, keep their share of the whole; a delay
      is charged to the country that imposes it; no hour falls below zero.
Not   here: which rows (``study.chosen``).
"""

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ortoo.study.chosen import Mask

PARTS = {
    "time_h": ("time_leaves_h", "time_p10_h", "time_p90_h"),
    "cost_usd_t": ("cost_leaves_usd_t",),
}
"""What is a part of a figure, or of its spread."""

Floats = NDArray[np.float64]


def with_dwell(frame: pd.DataFrame, column: str, *, figures: Floats) -> pd.DataFrame:
    """``frame`` with ``figures`` in ``column``; parts of a changed figure keep their share.

    Where the old figure was zero or unknown, its parts become unknown.

    Examples
    --------
    >>> one = pd.DataFrame({"time_h": [10.0], "time_leaves_h": [4.0]})
    >>> with_dwell(one, "time_h", figures=np.array([5.0])).iloc[0].tolist()
    [5.0, 2.0]
    """
    old = frame[column].to_numpy(dtype=float)
    same = (old == figures) | (np.isnan(old) & np.isnan(figures))
    with np.errstate(divide="ignore", invalid="ignore"):
        share = np.where(old > 0, figures / old, np.nan)
    parts = {
        part: np.where(same, frame[part], np.minimum(frame[part] * share, figures))
        for part in PARTS.get(column, ())
        if part in frame and part != "time_p90_h"
    }
    if column == "time_h" and "time_p90_h" in frame:
        parts["time_p90_h"] = np.where(same, frame["time_p90_h"], frame["time_p90_h"] * share)
    return frame.assign(**{column: figures}, **parts)


def longer(
    frame: pd.DataFrame, mask: Mask, *, hours: float, imposed_by: str | None
) -> pd.DataFrame:
    """Crossings with ``hours`` added, charged to ``imposed_by`` or else to the country entered."""
    leaves = mask & (frame["leaves"] == imposed_by).to_numpy()
    own = frame["time_leaves_h"].to_numpy(dtype=float)
    return frame.assign(
        time_leaves_h=np.where(leaves, np.nan_to_num(own) + hours, own),
        **{
            column: np.where(mask, frame[column] + hours, frame[column])
            for column in ("time_h", "time_p10_h", "time_p90_h")
        },
    )


def quicker(frame: pd.DataFrame, mask: Mask, *, hours: float) -> pd.DataFrame:
    """Crossings with ``hours`` taken off, never below zero."""
    old = frame["time_h"].to_numpy(dtype=float)
    figures = np.where(mask, np.maximum(old - hours, 0.0), old)
    return with_dwell(frame, "time_h", figures=figures)
