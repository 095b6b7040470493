"""Whether a section or crossing is in service on a day, by its own row.

In    a row of sections or crossings, and a day.
Out   yes or no.
Law   without a first day the status decides; from the last day on it is out of service.
Not   here: who may use it (``routes.avoidance``).
"""

import datetime as dt
from typing import Any

Row = dict[Any, Any]


def exists_on(row: Row, date: dt.date) -> bool:
    """Whether a section or crossing is in service on ``date``, by its dates and its status.

    Without ``opens`` it is in service from the start if its status says so; from ``closes`` on it
    is not.
    """
    status = row.get("status", "operating")
    opened = row["opens"] <= date.isoformat() if row["opens"] else status in {"operating", "closed"}
    closed = row["closes"] <= date.isoformat() if row["closes"] else status == "closed"
    return opened and not closed


def serves_on(row: Row, date: dt.date) -> bool:
    """``exists_on``, and no rule closes it to everybody."""
    return exists_on(row, date) and row.get("access") != "closed"
